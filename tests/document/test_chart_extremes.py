"""Whatever is submitted, a chart can be read: nothing leaves its sheet, no text covers another. SVG in, boxes out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

import pytest

from cchc.document.charts.text import MM_PER_POINT, text_width
from cchc.document.model import as_json
from cchc.document.opening import open_report
from cchc.export.page.svg import inline_svg
from tests.conftest import make_submission
from tests.document.chart_extremes import EXTREMES, LONG, figure

SHEETS = pytest.mark.parametrize("kind", ["svg", "narrow"])


class Area(NamedTuple):
    """A box in points, and what it holds."""

    left: float
    top: float
    right: float
    bottom: float
    what: str

    def covers(self, other: Area) -> bool:
        """Whether the boxes share more than a hair."""
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.bottom, other.bottom) - max(self.top, other.top)
        return wide > 0.3 and high > 0.3


def drawing(root: Path, name: str, kind: str = "svg") -> ElementTree.Element:
    """One of the extremes on the wide sheet, or on the "narrow" one."""
    return in_page(figure(root, name)[kind])


def in_page(svg: str) -> ElementTree.Element:
    """A drawing as a page holds it."""
    return ElementTree.fromstring(inline_svg(svg, "Hình"))


def texts(svg: ElementTree.Element) -> list[Area]:
    """The boxes of all lines of text: capitals are two thirds of an em high, tails a fifth deep."""
    found = []
    for text in svg.iter("text"):
        size = float(text.attrib["font-size"].removesuffix("px"))
        wide = text_width(text.text or "", size, text.get("font-weight") == "700") / MM_PER_POINT
        share = {"start": 0.0, "middle": 0.5, "end": 1.0}[text.get("text-anchor", "start")]
        left, base = float(text.attrib["x"]) - share * wide, float(text.attrib["y"])
        found.append(Area(left, base - 0.67 * size, left + wide, base + 0.21 * size, text.text or ""))
    return found


def shapes(svg: ElementTree.Element, tone: str = "") -> Iterator[Area]:
    """The boxes of all parts of all paths, of one tone or of any but the paper."""
    for group in svg.iter("g"):
        if group.get("class") == tone or (not tone and group.get("class") != "bd-nen"):
            for path in group.findall("path"):
                for part in path.attrib["d"].split("M")[1:]:
                    yield _extent(f"M{part}", str(group.get("class")))


def _extent(directions: str, name: str) -> Area:
    numbers = [float(figure) for figure in re.findall(r"[\d.-]+", directions)]
    across, down = numbers[::2], numbers[1::2]
    return Area(min(across), min(down), max(across), max(down), name)


@SHEETS
@pytest.mark.parametrize("name", EXTREMES)
def test_nothing_stands_outside_the_sheet(tmp_path: Path, name: str, kind: str) -> None:
    svg = drawing(tmp_path, name, kind)
    _, _, width, height = (float(side) for side in svg.attrib["viewBox"].split())
    for area in [*texts(svg), *shapes(svg)]:
        assert area.left >= 0 and area.top >= 0 and area.right <= width and area.bottom <= height, area


@SHEETS
@pytest.mark.parametrize("name", EXTREMES)
def test_no_text_covers_another(tmp_path: Path, name: str, kind: str) -> None:
    for one, other in combinations(texts(drawing(tmp_path, name, kind)), 2):
        assert not one.covers(other), (one, other)


@SHEETS
@pytest.mark.parametrize("name", EXTREMES)
def test_no_line_of_a_total_runs_through_a_text(tmp_path: Path, name: str, kind: str) -> None:
    svg = drawing(tmp_path, name, kind)
    for line in shapes(svg, "bd-tong"):
        thick = line._replace(left=line.left - 0.5, right=line.right + 0.5)
        assert not [text for text in texts(svg) if text.covers(thick)]


def test_the_boxes_that_these_tests_read_are_those_of_the_drawing() -> None:
    svg = ElementTree.fromstring(
        '<svg><g class="a"><path d="M 1 2 L 30 2 L 30 40 L 1 40 z M 5 5 L 6 7"/></g>'
        '<text x="100" y="20" text-anchor="end" font-size="10px">1234</text></svg>'
    )
    assert list(shapes(svg, "a")) == [Area(1, 2, 30, 40, "a"), Area(5, 5, 6, 7, "a")]
    (text,) = texts(svg)  # four digits of half an em
    assert (text.left, text.right) == (pytest.approx(80), 100)
    assert text.covers(Area(99, 0, 120, 30, "")) and not text.covers(Area(100, 0, 120, 30, ""))


def test_bars_are_as_long_as_their_numbers(tmp_path: Path) -> None:
    svg = drawing(tmp_path, "parts above their total")  # 900, 20, 5; the total is 500
    lengths = [bar.right - bar.left for bar in shapes(svg, "bd-chinh")]
    assert lengths[1] / lengths[0] == pytest.approx(20 / 900, abs=1e-4)
    (total,) = shapes(svg, "bd-tong")
    start = next(shapes(svg, "bd-chinh")).left
    assert (total.left - start) / lengths[0] == pytest.approx(500 / 900, abs=1e-4)


def test_what_is_not_zero_can_be_seen(tmp_path: Path) -> None:
    svg = drawing(tmp_path, "one of ten thousand done")
    assert [bar for bar in shapes(svg, "bd-chinh") if bar.right - bar.left < 1] == []
    assert len(list(shapes(svg, "bd-qua-han"))) == 2  # the piece, and its entry in the key


def test_a_bar_stands_for_the_sum_where_that_exceeds_the_total(tmp_path: Path) -> None:
    svg = drawing(tmp_path, "more done than given")
    assert "Tổng số: 5" in [text.what for text in texts(svg)]
    bar, mark = next(shapes(svg, "bd-chinh")), next(shapes(svg, "bd-tong"))
    assert (mark.left - bar.left) / (bar.right - bar.left) == pytest.approx(5 / 12, abs=1e-4)


def test_parts_not_submitted_are_said_to_be_so(tmp_path: Path) -> None:
    said = [text.what for text in texts(drawing(tmp_path, "parts not submitted"))]
    assert "Hoàn thành quá hạn: chưa có số liệu" in said
    assert not any("kế hoạch" in text.lower() for text in said)  # of the plan only the total is known: no progress


def test_a_name_of_two_hundred_letters_stands_in_whole(tmp_path: Path) -> None:
    make_submission(tmp_path, procedures=[(LONG, "5", "2")])
    block = as_json(open_report("15976", 2024, "nam", tmp_path).chart("thoi_gian_cat_giam", "Hình").block)
    assert LONG in " ".join(text.what for text in texts(in_page(block["svg"])))


def test_the_most_shortened_procedure_is_drawn_on_top(tmp_path: Path) -> None:
    said = [text.what for text in texts(drawing(tmp_path, "forty-five procedures"))]
    assert [name for name in said if name.startswith("Tên")] == [f"Tên {n}" for n in range(45, 5, -1)]
    assert "40/45 thủ tục cắt giảm nhiều ngày nhất" in said


def test_a_narrow_sheet_shows_the_twelve_most_shortened_and_says_so(tmp_path: Path) -> None:
    said = [text.what for text in texts(drawing(tmp_path, "forty-five procedures", "narrow"))]
    assert [name for name in said if name.startswith("Tên")] == [f"Tên {n}" for n in range(45, 33, -1)]
    assert "12/45 thủ tục cắt giảm nhiều ngày nhất" in said


@pytest.mark.parametrize("name", [name for name, (chart, _) in EXTREMES.items() if chart != "thoi_gian_cat_giam"])
def test_a_narrow_sheet_shows_every_number_of_the_wide_one(tmp_path: Path, name: str) -> None:
    shown = figure(tmp_path, name)
    said = [" ".join(text.what for text in texts(in_page(shown[kind]))) for kind in ("svg", "narrow")]
    wide, narrow = (sorted(re.findall(r"\d[\d.]*", words)) for words in said)
    assert wide and wide == narrow
    assert set(wide) >= {number for _, number in shown["data"]["rows"]}


def test_a_narrow_sheet_is_as_wide_as_a_telephone_shows_at_its_own_size(tmp_path: Path) -> None:
    svg = drawing(tmp_path, "all zero", "narrow")
    # 390 px less the page's margins of 16 and the card's of 4.8 and 1 on either side leave 346; 88 mm are
    # 88 / 25.4 * 96, or 249.45 points.
    assert svg.attrib["width"] == "249.44pt" and 88 / 25.4 * 96 < 390 - 2 * (16 + 4.8 + 1)


def test_a_limit_that_grew_is_told_so(tmp_path: Path) -> None:
    make_submission(tmp_path, procedures=[("Kéo dài", "5", "9"), ("Giữ", "5", "5")])
    block = as_json(open_report("15976", 2024, "nam", tmp_path).chart("thoi_gian_cat_giam", "Hình").block)
    assert block["alt"] == "Hình. Kéo dài: 5 lên 9 ngày; Giữ: giữ nguyên 5 ngày."
