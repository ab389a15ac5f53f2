"""Charts are right in whatever face a reader has. In: pages in four faces, wide and on a telephone. Out: nothing.

Every line of text is measured as the browser has set it: as wide as its box, as high as its ink.
"""

from __future__ import annotations

import functools
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

import matplotlib
import pytest
from matplotlib.figure import Figure

from cchc.document.charts.drawing import house_style
from cchc.export.page.foreign import image_uri
from cchc.export.page.render import render_html
from tests.browser.conftest import do_without
from tests.browser.faces import FACES, FILES, faces_of_a_drawing, set_in
from tests.browser.opened import NARROW, WIDE, opened
from tests.document.chart_extremes import EXTREMES, figure
from tests.export.html_sample import notebook, report_blocks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from tests.browser.conftest import Project

# Of each drawing in sight: its box, its texts as far as ink goes, the shapes it is made of, all in pixels. A text that
# runs upwards has its ink from left to right.
MEASURE = """() => {
    const context = document.createElement("canvas").getContext("2d");
    const box = one => (({left, top, right, bottom}) => ({left, top, right, bottom}))(one.getBoundingClientRect());
    const inked = (text, style, rect, upwards) => {
        context.font = `${style.fontWeight} 100px ${style.fontFamily}`;
        const ink = context.measureText(text.textContent), high = ink.fontBoundingBoxAscent + ink.fontBoundingBoxDescent;
        const above = (ink.fontBoundingBoxAscent - ink.actualBoundingBoxAscent) / high;
        const below = (ink.fontBoundingBoxDescent - ink.actualBoundingBoxDescent) / high;
        const wide = rect.right - rect.left, deep = rect.bottom - rect.top;
        return upwards ? {...rect, left: rect.left + above * wide, right: rect.right - below * wide}
                       : {...rect, top: rect.top + above * deep, bottom: rect.bottom - below * deep};
    };
    const squeezed = text => {
        const length = text.getAttribute("textLength"), set = text.getBoundingClientRect().width;
        text.removeAttribute("textLength");
        const natural = text.getBoundingClientRect().width;
        if (length) text.setAttribute("textLength", length);
        return set / natural;
    };
    const measured = text => {
        const style = getComputedStyle(text), matrix = text.getScreenCTM();
        return {what: text.textContent, tone: text.parentNode.getAttribute("class"), squeezed: squeezed(text),
                size: parseFloat(style.fontSize) * Math.hypot(matrix.a, matrix.b),
                ...inked(text, style, box(text), matrix.b < -0.1)};
    };
    const parted = path => path.getAttribute("d").split(/(?=M)/).map(part => {
        const one = path.cloneNode();
        one.setAttribute("d", part);
        path.after(one);
        const found = {tone: path.parentNode.getAttribute("class"), ...box(one)};
        one.remove();
        return found;
    });
    const drawings = [...document.querySelectorAll("svg:has(text)")].filter(svg => svg.getClientRects().length);
    return drawings.map(svg => ({
        ...box(svg),
        texts: [...svg.querySelectorAll("text")].map(measured),
        shapes: [...svg.querySelectorAll("g:not(.bd-nen, .bd-vien) > path")].flatMap(parted),
    }));
}"""
WIDTHS_MM = "all => all.map(svg => Math.round(svg.width.baseVal.value / 96 * 25.4))"
AS_OLDER_BROWSERS = "svg { font-size-adjust: none !important }"
HAIR = 0.4  # px
LEAST_READABLE = 12  # px


@dataclass(frozen=True)
class Case:
    """A face, a width of the window, and whether the browser is one that evens out the sizes of faces."""

    face: str
    width: int
    evened: bool = True

    def __str__(self) -> str:
        return f"{self.face}, {self.width} px{'' if self.evened else ', older browser'}"


CASES = [Case(face, width) for face in FACES for width in (WIDE, NARROW)]
CASES += [Case("DejaVu Serif", WIDE, evened=False), Case("DejaVu Serif", NARROW, evened=False)]


@pytest.fixture(scope="module")
def pages(project: Project, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Two reports, and one with the charts of all extremes."""
    root = tmp_path_factory.mktemp("extremes")
    figures = [{**figure(root / str(i), name), "caption": name} for i, name in enumerate(EXTREMES)]
    extremes = root / "extremes.html"
    extremes.write_text(render_html(notebook([*report_blocks(figures=0), *figures])), encoding="utf-8")
    return {"sample": project.pages["sample"], "synthetic": project.pages["synthetic"], "extremes": extremes}


@pytest.fixture(scope="module")
def measure(browser: Browser, pages: dict[str, Path]) -> Callable[[str, Case], list[dict[str, Any]]]:
    """The drawings of one of the pages in a case, opened and measured once."""

    @functools.cache
    def measured(name: str, case: Case) -> list[dict[str, Any]]:
        with shown(browser, pages[name], case) as page:
            return page.evaluate(MEASURE)

    return measured


@contextmanager
def shown(browser: Browser, path: Path, case: Case) -> Iterator[Page]:
    """The page in the case's face."""
    with opened(browser, path, case.width, bypass_csp=True) as one:
        set_in(one.page, case.face)
        if case.face not in faces_of_a_drawing(one.page):
            assert case.face not in FILES
            do_without(f"{case.face} is not among this machine's fonts; run `make browser`")
        if not case.evened:
            one.page.add_style_tag(content=AS_OLDER_BROWSERS)
        yield one.page


def touches(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether two boxes share more than a hair."""
    wide = min(one["right"], other["right"]) - max(one["left"], other["left"])
    high = min(one["bottom"], other["bottom"]) - max(one["top"], other["top"])
    return bool(wide > HAIR and high > HAIR)


def inside(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether the first box lies in the second."""
    return bool(
        one["left"] > other["left"] - HAIR and one["right"] < other["right"] + HAIR
        and one["top"] > other["top"] - HAIR and one["bottom"] < other["bottom"] + HAIR
    )  # fmt: skip


def faults(drawing: dict[str, Any]) -> list[str]:
    """What is wrong with the place of any text."""
    texts, shapes = drawing["texts"], drawing["shapes"]
    wrong = [f"{text['what']} leaves the drawing" for text in texts if not inside(text, drawing)]
    wrong += [f"{one['what']} on {other['what']}" for one, other in combinations(texts, 2) if touches(one, other)]
    for text in texts:
        under = [shape for shape in shapes if touches(text, shape)]
        wrong += [f"{text['what']} on {shape['tone']}" for shape in under if not inside(text, shape)]
        if text["tone"] == "bd-tren-mau" and not under:
            wrong.append(f"{text['what']}, in white, is on paper")
    return wrong


@pytest.mark.parametrize("case", CASES, ids=str)
@pytest.mark.parametrize("name", ["sample", "synthetic", "extremes"])
def test_no_text_leaves_its_drawing_or_touches_a_mark_or_another(
    measure: Callable[[str, Case], list[dict[str, Any]]], name: str, case: Case
) -> None:
    drawings = measure(name, case)
    assert len(drawings) == (len(EXTREMES) if name == "extremes" else 4)
    assert [fault for drawing in drawings for fault in faults(drawing)] == []


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_face_is_neither_squeezed_nor_stretched_beyond_reading(
    measure: Callable[[str, Case], list[dict[str, Any]]], case: Case
) -> None:
    squeezed = [text["squeezed"] for drawing in measure("sample", case) for text in drawing["texts"]]
    assert len(squeezed) > 30
    assert min(squeezed) > (0.75 if case.evened else 0.7)
    assert max(squeezed) < 1.15
    if case.face == "Liberation Serif":  # laid out with these widths, but for kerning and 2% of evened size
        assert min(squeezed) > 0.97
        assert max(squeezed) < 1.04


@pytest.mark.parametrize("name", ["sample", "synthetic", "extremes"])
@pytest.mark.parametrize("width", [320, NARROW])
def test_on_a_telephone_a_chart_is_in_sight_as_it_opens(
    browser: Browser, pages: dict[str, Path], name: str, width: int
) -> None:
    with opened(browser, pages[name], width) as one:
        for drawing in one.page.evaluate(MEASURE):
            assert drawing["left"] >= 0
            assert drawing["right"] <= width
            letters = [text["size"] for text in drawing["texts"]]
            assert min(letters) >= LEAST_READABLE * min(1, width / NARROW), letters


@pytest.mark.parametrize(("width", "shown"), [(NARROW, 88), (WIDE, 160)])
def test_one_drawing_of_each_chart_is_shown(browser: Browser, project: Project, width: int, shown: int) -> None:
    with opened(browser, project.pages["sample"], width) as one:
        assert one.page.locator(".hinh svg").count() == 8
        seen = one.page.locator(".hinh svg:visible").evaluate_all(WIDTHS_MM)
        assert seen == [shown] * 4


def test_paper_gets_the_wide_drawing_from_a_telephone_too(browser: Browser, project: Project) -> None:
    with opened(browser, project.pages["sample"], NARROW) as one:
        one.page.emulate_media(media="print")
        seen = one.page.locator(".hinh svg:visible").evaluate_all(WIDTHS_MM)
        assert seen == [160] * 4


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_a_label_is_found_once(browser: Browser, project: Project, width: int) -> None:
    with opened(browser, project.pages["sample"], width) as one:
        assert one.page.evaluate("window.find('Tổng số hồ sơ tiếp nhận: 830')")
        assert one.page.evaluate("getSelection().toString()") == "Tổng số hồ sơ tiếp nhận: 830"
        assert not one.page.evaluate("window.find('Tổng số hồ sơ tiếp nhận: 830')")


@pytest.mark.parametrize("face", FACES)
def test_a_chart_that_an_explorer_draws_keeps_its_widths(browser: Browser, tmp_path: Path, face: str) -> None:
    """Inside `<img>` nothing can be measured: the same drawing is opened by itself."""
    import base64
    import io

    with matplotlib.rc_context(house_style()):
        chart, page = Figure(), io.StringIO()
        axes = chart.subplots()
        axes.barh(["Trực tiếp và bưu chính công ích", "Trực tuyến"], [201, 589])
        axes.set_title("Hồ sơ tiếp nhận theo kênh, năm 2024")
        axes.set_ylabel("kênh", style="italic")
        chart.savefig(page, format="svg")
    path = tmp_path / "hinh.html"
    path.write_bytes(
        b"<!doctype html>" + base64.b64decode(image_uri(page.getvalue(), "image/svg+xml").partition(",")[2])
    )
    with shown(browser, path, Case(face, WIDE)) as one:
        (drawing,) = one.evaluate(MEASURE)
        assert {"Trực tuyến", "kênh"} < {text["what"] for text in drawing["texts"]}
        assert [text["what"] for text in drawing["texts"] if not inside(text, drawing)] == []
