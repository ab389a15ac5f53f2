"""Lines of text keep the width that they were laid out with, whoever wrote the SVG. Drawings in, drawings out."""

from __future__ import annotations

import io
import re

import matplotlib
import pytest
from matplotlib.figure import Figure

from cchc.document.charts.canvas import Canvas
from cchc.document.charts.drawing import house_style
from cchc.document.charts.widths import free_widths, keep_widths

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" font-family="Liberation Serif,serif" font-size="10">'


def lengths(svg: str) -> list[str]:
    return re.findall(r'<text[^>]*? textLength="([^"]+)" lengthAdjust="spacingAndGlyphs"', keep_widths(svg))


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("<text>1234</text>", "20.0"),  # four digits of half an em at 10
        ('<text font-size="8">1234</text>', "16.0"),
        ("<text style='font-size: 12px; fill: red'>1234</text>", "24.0"),
        ('<g font-size="6"><g><text>1234</text></g></g>', "12.0"),
        ("<text>\n  12   34\n</text>", "22.5"),  # shown as "12 34": a space is a quarter of an em
        ("<text>&lt;&#49;</text>", "10.6"),  # "<" is 0,564 em wide
        ("<text>文</text>", "13.0"),  # not in the face: 1.3 em are left for it
    ],
)
def test_a_line_is_as_long_as_the_package_s_face_makes_it(text: str, length: str) -> None:
    assert lengths(f"{HEAD}{text}</svg>") == [length]


def test_weight_and_slant_count() -> None:
    upright, bold, italic = (
        "Nơi gửi",
        "<text font-weight='bold'>",
        "<text style='font-weight: 700; font-style: italic'>",
    )
    marked = lengths(f"{HEAD}<text>{upright}</text>{bold}{upright}</text>{italic}{upright}</text></svg>")
    assert len(set(marked)) == 3


@pytest.mark.parametrize(
    "text",
    [
        '<text font-family="DejaVu Sans, Liberation Serif">1234</text>',  # laid out in another face
        '<text font-size="80%">1234</text>',
        '<text textLength="7">1234</text>',
        '<text>12<tspan x="9">34</tspan></text>',
        "<text> </text>",
        "<!-- <text>1234</text> -->",
    ],
)
def test_what_is_not_one_line_in_that_face_is_left_alone(text: str) -> None:
    assert keep_widths(f"{HEAD}{text}</svg>") == f"{HEAD}{text}</svg>"


@pytest.mark.parametrize(
    "source", ["", "<svg", "<svg><text>1\x01</text></svg>", f"{HEAD}<text>1&x;\ud800</text></svg>"]
)
def test_what_is_no_xml_is_left_alone(source: str) -> None:
    assert keep_widths(source) == source


def test_a_text_out_of_an_entity_is_left_alone() -> None:
    source = f'<!DOCTYPE svg [<!ENTITY a "<text>1234</text>">]>{HEAD}&a;<text>12</text></svg>'
    assert keep_widths(source) == source.replace(
        "<text>12<", '<text textLength="10.0" lengthAdjust="spacingAndGlyphs">12<'
    )


def test_nothing_else_of_a_drawing_changes() -> None:
    canvas = Canvas(20)
    canvas.text(12, 2, "Tiếp nhận & <x>: 1.234,5", bold=True)
    drawing = canvas.svg()
    assert len(lengths(drawing)) == 1
    assert free_widths(keep_widths(drawing)) == drawing


def test_every_line_that_matplotlib_writes_in_the_house_style_has_its_length() -> None:
    with matplotlib.rc_context(house_style()):
        figure, page = Figure(), io.StringIO()
        axes = figure.subplots()
        axes.barh(["Trực tuyến"], [589])
        axes.set_title("Hồ sơ")
        axes.set_ylabel("kênh", rotation=90, style="italic")
        figure.savefig(page, format="svg")
    assert len(lengths(page.getvalue())) == page.getvalue().count("<text") > 5
