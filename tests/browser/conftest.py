"""What the tests of this folder share: a browser, one project with reports of every kind, one site of all communes."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest

from cchc.catalogue.units.register import units_on
from cchc.site.pages import gather, site_pages
from tests.browser.chromium import NAMES, find_chromium, launch_options
from tests.browser.hostile import CODE, write_hostile
from tests.export.site_sample import entry
from tests.products.project import ROOT, SAMPLE_PATH, cchc
from tests.shared import made_once

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@dataclass(frozen=True)
class Project:
    """A project that was built: the sample's report, synthetic ones with a period before, and one made of attacks."""

    root: Path

    def report(self, name: str, file: str = "bao-cao.html") -> Path:
        return self.root / "output" / REPORTS[name] / file

    @property
    def pages(self) -> dict[str, Path]:
        """Every kind of page, by the names in PAGES."""
        output = self.root / "output"
        return {
            "sample": self.report("sample"),
            "synthetic": self.report("synthetic"),
            "changes": self.report("synthetic", "thay-doi.html"),
            "index": output / "index.html",
            "province": output / "tinh/ha-noi.html",
            "nation": output / "tinh/toan-quoc.html",
        }


REPORTS = {
    "sample": SAMPLE_PATH,
    "synthetic": "2025/quy-4/00025-giang-vo",  # one of which `cchc demo` has made a draft
    "hostile": f"2024/nam/{CODE}-hoang-chau",
}


@pytest.fixture(scope="session")
def chromium() -> str:
    """The browser's program. Where there is none the tests are skipped, loudly; under CI=true they fail."""
    path = find_chromium()
    if path is None:
        do_without(f"no browser here: CHROMIUM names none, and none is called {', '.join(NAMES)}; run `make browser`")
    return path


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """One browser for the tests of a file: while Playwright is at work, nothing else here can run an asyncio loop."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError as error:
        do_without(f"Playwright is not installed ({error}); run `make test`")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(**launch_options(chromium))
        yield started
        started.close()


def do_without(reason: str) -> NoReturn:
    if os.environ.get("CI") == "true":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def project(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The project, built by the command line. Leave its files as they are."""
    return Project(made_once(tmp_path_factory, "browser", build_every_kind))


def build_every_kind(root: Path) -> None:
    """Make the project in this folder, with a report of every kind."""
    made = cchc("demo", str(root), "--communes", "3", "--year", "2025", "--periods", "quy-4", "--previous",
                "--errors", "0.7")  # fmt: skip
    assert made.returncode == 0, made.stderr
    shutil.copytree(ROOT / "data/raw" / SAMPLE_PATH, root / "data/raw" / SAMPLE_PATH)
    for year in (2023, 2024):
        write_hostile(root / "data/raw", year)
    for code, name in (("15976", "sample"), (CODE, "hostile")):
        path = root / "params" / f"{REPORTS[name]}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f'ma_xa: "{code}"\nnam: 2024\nky: nam\n', encoding="utf-8")
    built = cchc("build", "--root", str(root))
    assert built.returncode == 0, built.stdout[-2000:] + built.stderr[-2000:]


@pytest.fixture(scope="session")
def every_commune(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The index over a report of each unit of today, and the sample's of 2024: 3.321 and 1."""
    return made_once(tmp_path_factory, "every", write_every_commune) / "index.html"


def write_every_commune(output: Path) -> None:
    units = units_on(date(2025, 12, 14))
    entries = [
        entry(unit.code, unit.full_name[:1].upper() + unit.full_name[1:], district="", province=unit.province, year=2025,
              folder=f"2025/nam/{unit.code}-{unit.slug}", causes=(place % 3, place % 5, 0),
              open_findings=(3 * (place % 3), place % 5, 0),
              items={"full": 31, "of": 43})
        for place, unit in enumerate(units)
    ]  # fmt: skip
    (output / "tinh").mkdir(parents=True)
    for name, content in site_pages(gather([*entries, entry()], [])).items():
        (output / name).write_bytes(content)
