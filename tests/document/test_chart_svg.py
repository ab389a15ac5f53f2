"""A drawing is the same text everywhere, and small. Boxes, lines and texts in, SVG out."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import matplotlib
import pytest
from matplotlib.font_manager import fontManager

from cchc.document.charts.canvas import Box, Canvas, fold_key
from cchc.document.charts.drawing import LATE, MAIN, ON_DARK, UNKNOWN
from cchc.export.page.svg import inline_svg

DRAW = """
from cchc.document.charts.canvas import Box, Canvas
from cchc.document.charts.drawing import MAIN, UNKNOWN

def draw():
    canvas = Canvas(20)
    canvas.boxes([Box(1, 1, 10, 2)], MAIN)
    canvas.boxes([Box(1, 4, 3.3333, 2)], UNKNOWN)
    canvas.mark(5, 1, 9)
    canvas.text(12, 2, "Tiếp nhận $x$: 1.234,5", bold=True)
    return canvas.svg()
"""
SETTINGS = """
text.usetex: True
text.color: red
font.family: cursive
figure.constrained_layout.use: True
figure.dpi: 300
figure.facecolor: black
lines.scale_dashes: False
patch.force_edgecolor: True
path.sketch: 5, 100, 2
svg.fonttype: path
"""


def drawn() -> str:
    space: dict[str, object] = {}
    exec(DRAW, space)
    return str(space["draw"]())  # type: ignore[operator]


def elements(svg: str, name: str) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(svg).iter(f"{{http://www.w3.org/2000/svg}}{name}"))


def test_a_drawing_says_what_it_holds_and_nothing_else() -> None:
    canvas = Canvas(25.4)  # 160 mm by one inch: 160 / 25.4 * 72 = 453.543 by 72 points
    canvas.boxes([Box(0, 12.7, 25.4, 12.7), Box(25.4, 0, 25.4, 12.7)], MAIN)
    canvas.text(25.4, 12.7, "A & B", 10, ON_DARK, "center")  # the baseline is 0.32 * 10 points below the middle
    svg = canvas.svg()
    (sheet,) = elements(svg, "svg")
    assert (sheet.get("width"), sheet.get("height"), sheet.get("viewBox")) == (
        "453.543307pt",
        "72pt",
        "0 0 453.543307 72",
    )
    paths = [(path.get("style"), " ".join(path.get("d", "").split())) for path in elements(svg, "path")]
    assert paths == [
        ("fill: #ffffff", "M 0 0 L 453.543307 0 L 453.543307 72 L 0 72 z"),
        ("fill: #1f4e79", "M 0 36 L 72 36 L 72 72 L 0 72 z M 72 0 L 144 0 L 144 36 L 72 36 z"),
    ]
    (text,) = elements(svg, "text")
    assert (text.text, text.get("x"), text.get("y")) == ("A & B", "72", "39.2")
    assert (text.get("style") or "").split("; ") == [
        "font-size: 10px", "font-family: 'Liberation Serif', 'Times New Roman', 'Tinos', serif",
        "text-anchor: middle", "fill: #ffffff",
    ]  # fmt: skip


def test_an_outline_has_its_width_and_dashes() -> None:
    canvas = Canvas(10)
    canvas.boxes([Box(1, 1, 5, 5)], UNKNOWN)
    outline = inline_svg(canvas.svg(), "Hình")
    assert 'fill="#fff" stroke-dasharray="3,2" stroke="#6b6b6b"' in outline


def test_a_page_keeps_the_tones_and_no_other_class() -> None:
    inlined = inline_svg(drawn().replace("<path ", '<path class="trang" '), "Hình")
    assert set(re.findall('class="([^"]*)"', inlined)) == {"bd-nen", "bd-chinh", "bd-chua-ro", "bd-vien", "bd-tong"}


def test_no_boxes_are_no_path() -> None:
    canvas = Canvas(10)
    before = canvas.svg()
    canvas.boxes([], MAIN)
    canvas.lines([], UNKNOWN)
    assert canvas.svg() == before


def test_what_xml_cannot_hold_is_marked() -> None:
    canvas = Canvas(10)
    canvas.text(1, 5, "a\x01b\ud800c")
    (text,) = elements(canvas.svg(), "text")
    assert text.text == "a\ufffdb\ufffdc"


def test_no_style_script_or_reference_is_needed_in_a_page() -> None:
    svg = inline_svg(drawn(), "Hình")
    assert not any(mark in svg for mark in ("style", "url(", "href", "id=", "clip-path"))


def test_no_font_of_the_machine_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = drawn()

    def refuse(*asked: object, **options: object) -> str:
        raise AssertionError(f"asked for a font: {asked}")

    monkeypatch.setattr(fontManager, "ttflist", [])
    monkeypatch.setattr(type(fontManager), "findfont", refuse)
    assert drawn() == expected


def test_charts_drawn_before_leave_no_trace() -> None:
    expected = drawn()
    with matplotlib.rc_context():
        from matplotlib import pyplot

        pyplot.switch_backend("svg")
        pyplot.xkcd()
        pyplot.bar([1, 2], [3, 4], hatch="/")
        assert drawn() == expected
        pyplot.close("all")


@pytest.mark.parametrize(("locale", "zone", "seed"), [("C", "UTC", "0"), ("vi_VN.UTF-8", "Asia/Ho_Chi_Minh", "7")])
def test_a_drawing_is_the_same_under_other_settings(tmp_path: Path, locale: str, zone: str, seed: str) -> None:
    (tmp_path / "matplotlibrc").write_text(SETTINGS, encoding="utf-8")
    changed = {"LC_ALL": locale, "TZ": zone, "PYTHONHASHSEED": seed, "PYTHONUTF8": "1", "SOURCE_DATE_EPOCH": seed,
               "MATPLOTLIBRC": str(tmp_path / "matplotlibrc"), "PYTHONPATH": os.pathsep.join(sys.path)}  # fmt: skip
    script = f"{DRAW}\nimport matplotlib\nassert matplotlib.rcParams['text.usetex']\nprint(draw(), end='')"
    ran = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, **changed},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout == drawn()


def test_a_key_takes_as_many_lines_as_it_needs() -> None:
    # Four digits at 10 points are 7.06 mm; a box of 2.8 and a gap of 1 before them make 10.86, and 4 mm part entries:
    # two in 25.72 mm, not three.
    entries = [(MAIN, "1111"), (LATE, "2222"), (UNKNOWN, "3333")]
    assert fold_key(entries, 26, 10) == [entries[:2], entries[2:]]
    assert fold_key(entries, 11, 10) == [[entry] for entry in entries]
