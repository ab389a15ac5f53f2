"""The house style can be read, in colour and in grey, and an explorer can use it. Colours and settings in, ratios out."""

from __future__ import annotations

import io

import matplotlib
import pytest
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, fontManager

from cchc.document.charts import drawing
from cchc.document.charts.drawing import FONT, INK, Tone, axis_number, font_file, house_style

WHITE = "#ffffff"


def contrast(one: str, other: str) -> float:
    """WCAG 2.2: (lighter + 0.05) / (darker + 0.05) of the relative luminances."""

    def luminance(color: str) -> float:
        red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(color))
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    darker, lighter = sorted([luminance(one), luminance(other)])
    return (lighter + 0.05) / (darker + 0.05)


def test_black_on_white_has_the_greatest_contrast() -> None:
    assert contrast("#000000", WHITE) == pytest.approx(21)


@pytest.mark.parametrize("tone", [drawing.MAIN, drawing.LATE, drawing.REST, drawing.UNKNOWN, drawing.TOTAL])
def test_every_shape_stands_out_from_the_paper(tone: Tone) -> None:
    assert max(contrast(color, WHITE) for color in (tone.fill, tone.stroke) if color) >= 3


@pytest.mark.parametrize("tone", [drawing.TEXT, drawing.QUIET])
def test_text_on_paper_can_be_read(tone: Tone) -> None:
    assert contrast(tone.fill or "", WHITE) >= 4.5


def test_text_on_bars_can_be_read() -> None:
    assert contrast(drawing.ON_DARK.fill or "", drawing.MAIN.fill or "") >= 4.5
    assert contrast(drawing.ON_DARK.fill or "", drawing.LATE.fill or "") >= 4.5
    assert contrast(INK, drawing.REST.fill or "") >= 4.5


def test_what_is_left_and_what_is_done_differ_in_grey_print() -> None:
    assert contrast(drawing.MAIN.fill or "", drawing.REST.fill or "") >= 3


def test_every_tone_has_a_class_of_its_own() -> None:
    tones = [tone for tone in vars(drawing).values() if isinstance(tone, Tone) and tone is not drawing.TEXT]
    assert len({tone.name for tone in tones}) == len(tones)


def test_the_style_of_an_explorer_finds_only_the_fonts_of_the_package() -> None:
    house_style()
    assert fontManager.findfont(FontProperties(family=FONT)) == str(font_file())
    assert fontManager.findfont(FontProperties(family=FONT, weight="bold")) == str(font_file(bold=True))
    assert len([font for font in fontManager.ttflist if font.name == FONT]) == 4


def test_a_chart_in_the_house_style_has_its_font_and_real_text() -> None:
    with matplotlib.rc_context(house_style()):
        figure, page = Figure(), io.StringIO()
        axes = figure.subplots()
        axes.barh(["Hồ sơ $1$"], [1234.5])
        axes.xaxis.set_major_formatter(axis_number)
        figure.savefig(page, format="svg")
    assert "Hồ sơ $1$" in page.getvalue() and f"'{FONT}'" in page.getvalue()
    assert "1.200</text>" in page.getvalue()


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "0"),
        (1200, "1.200"),
        (0.30000000000000004, "0,3"),
        (-2.5, "-2,5"),
        (1e6, "1.000.000"),
        (float("nan"), ""),
        (float("inf"), ""),
    ]
    + [(1234567890123, "1.234.567.890.123"), (1e28, "10.000.000.000.000.000.000.000.000.000")]
    + [(10**18 + 1, "1.000.000.000.000.000.001"), (1234567.25, "1.234.567,25")],
)
def test_numbers_on_an_axis_are_printed_as_officials_write_them(number: float, text: str) -> None:
    assert axis_number(number) == text
