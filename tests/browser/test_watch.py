"""The preview in a browser. In: servers on one port, one after the other. Out: nothing; an old report that is shown fails."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from cchc.preview.watch_server import Preview, PreviewServer

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

REPORT = "bao-cao.html"
SHOWN = "() => document.querySelector('iframe').contentDocument?.body?.textContent.includes('{}')"
HIDDEN = "() => getComputedStyle(document.querySelector('iframe')).visibility === 'hidden'"
SEEN = "() => getComputedStyle(document.querySelector('iframe')).visibility === 'visible'"


@contextlib.contextmanager
def serving(preview: Preview, port: int = 0) -> Iterator[PreviewServer]:
    with PreviewServer(preview, port) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield server
        finally:
            preview.end()
            server.shutdown()
            thread.join()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context() as context:
        yield context.new_page()


def test_an_open_tab_does_not_take_the_report_of_an_earlier_run_for_the_current_one(page: Page) -> None:
    earlier, later = Preview(), Preview()
    earlier.show({REPORT: b"<p>one"})
    with serving(earlier) as server:
        port = server.server_port
        page.goto(server.url)
        page.wait_for_function(SHOWN.format("one"))
    page.wait_for_function("() => document.querySelector('p').textContent.includes('cchc watch')")
    with serving(later, port):
        page.wait_for_function(HIDDEN)  # nothing is made yet
        later.show({REPORT: b"<p>two"})  # version 1 again
        page.wait_for_function(SHOWN.format("two"))
        page.wait_for_function(SEEN)


def test_a_report_stands_until_the_next_version_of_the_same_run(page: Page) -> None:
    preview = Preview()
    preview.show({REPORT: b"<p>one"})
    with serving(preview) as server:
        page.goto(server.url)
        page.wait_for_function(SHOWN.format("one"))
        preview.say("Lỗi", wrong=True)
        page.wait_for_function("() => document.querySelector('p.loi')")
        assert page.evaluate(SHOWN.format("one")) and page.evaluate(SEEN)
        preview.show({REPORT: b"<p>two"})
        page.wait_for_function(SHOWN.format("two"))
