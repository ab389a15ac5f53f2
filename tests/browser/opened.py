"""A page open in the browser, and all that it did unasked. In: a browser, a file. Out: Opened."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Dialog, Page, Route

NARROW, WIDE = 390, 1440
HEIGHT = 900


@dataclass
class Opened:
    """A page; the addresses it asked for beside its own, its dialogs, and what stands in the browser's console."""

    page: Page
    asked: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)
    console: list[str] = field(default_factory=list)

    @property
    def unasked(self) -> list[str]:
        """All that a page that only shows itself never does."""
        return [*self.asked, *self.dialogs, *self.console]


@contextmanager
def opened(browser: Browser, path: Path, width: int = WIDE, **options: Any) -> Iterator[Opened]:
    """The file as a page of that width. Whatever else it asks for is refused and remembered.

    `options` are those of a browser context: color_scheme, java_script_enabled, bypass_csp.
    """
    context = browser.new_context(viewport={"width": width, "height": HEIGHT}, offline=True, **options)
    one = Opened(context.new_page())
    own = path.resolve().as_uri()

    def answer(route: Route) -> None:
        if route.request.url.partition("#")[0] == own:
            route.continue_()
        else:
            one.asked.append(route.request.url)
            route.abort()

    def dismiss(dialog: Dialog) -> None:
        one.dialogs.append(f"{dialog.type}: {dialog.message}")
        dialog.dismiss()

    context.route("**/*", answer)
    one.page.on("dialog", dismiss)
    one.page.on("console", lambda message: one.console.append(message.text))
    one.page.on("pageerror", lambda error: one.console.append(str(error)))
    try:
        one.page.goto(own)
        yield one
    finally:
        context.close()


def open_details(page: Page) -> None:
    """Open everything on the page that unfolds."""
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")


def focused(page: Page, selector: str) -> bool:
    """Whether the element with the focus is one of these."""
    return bool(page.evaluate("selector => document.activeElement.matches(selector)", selector))


def tab_to(page: Page, selector: str, most: int = 400) -> None:
    """Press Tab until one of these elements has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if focused(page, selector):
            return
    raise AssertionError(f"{selector} is not reached by {most} Tabs")


def in_sight(page: Page, anchor: str) -> bool:
    """Whether the element with that id is in the window and nothing covers it: not a mark, not a table's head."""
    return bool(
        page.evaluate(
            """anchor => {
                const one = document.getElementById(anchor), box = one.getClientRects()[0];
                const seen = document.elementFromPoint(box.x + Math.min(box.width / 2, 40), box.y + box.height / 2);
                return one.contains(seen);
            }""",
            anchor,
        )
    )
