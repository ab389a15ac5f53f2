"""Faces that readers have in place of Times New Roman. In: a page, a family. Out: the page set in that face alone.

Three travel with the package and with matplotlib. Noto Serif, which Android has, is of the system: `make browser`
installs it.
"""

from __future__ import annotations

import base64
from pathlib import Path
from typing import TYPE_CHECKING

import matplotlib

from cchc.document.charts.drawing import font_file

if TYPE_CHECKING:
    from playwright.sync_api import Page

_CARRIED = Path(matplotlib.get_data_path()) / "fonts/ttf"
FILES = {
    "Liberation Serif": (font_file(), font_file(bold=True)),  # as wide as Times New Roman
    "DejaVu Serif": (_CARRIED / "DejaVuSerif.ttf", _CARRIED / "DejaVuSerif-Bold.ttf"),
    "DejaVu Sans": (_CARRIED / "DejaVuSans.ttf", _CARRIED / "DejaVuSans-Bold.ttf"),
}
OF_THE_SYSTEM = "Noto Serif"
FACES = (*FILES, OF_THE_SYSTEM)


def set_in(page: Page, family: str) -> None:
    """Show everything on the page in that face."""
    rules = [
        f"@font-face {{ font-family: '{family}'; font-weight: {weight}; src: url(data:font/ttf;base64,{_text(path)}) }}"
        for path, weight in zip(FILES.get(family, ()), (400, 700), strict=False)
    ]
    page.add_style_tag(content="\n".join([*rules, f"* {{ font-family: '{family}' !important }}"]))
    page.evaluate("document.body.offsetWidth")  # lay it out, so that it asks for the face
    page.evaluate("document.fonts.ready.then(() => true)")


def faces_of_a_drawing(page: Page) -> set[str]:
    """The families of the fonts that the first line of a drawing in sight is truly set in."""
    page.evaluate(
        """() => [...document.querySelectorAll("svg text")].find(text => text.getClientRects().length).id = "dong-dau" """
    )
    browser = page.context.new_cdp_session(page)
    browser.send("DOM.enable")
    browser.send("CSS.enable")
    root = browser.send("DOM.getDocument")["root"]["nodeId"]
    node = browser.send("DOM.querySelector", {"nodeId": root, "selector": "#dong-dau"})["nodeId"]
    return {font["familyName"] for font in browser.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]}


def _text(path: Path) -> str:
    return base64.b64encode(path.read_bytes()).decode("ascii")
