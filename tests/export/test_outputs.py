"""What prints of what people put into a notebook. In: cells. Out: parts; what is neither printed nor told of fails."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator
from typing import Any

import nbformat
import pytest
from bs4 import BeautifulSoup
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from PIL import Image

from cchc.document.model import BLOCK_MIME, FIRST_MIME, as_json
from cchc.errors import ExportError
from cchc.export.outputs import Part
from cchc.export.page.render import render_html
from cchc.export.pdf import render_pdf
from cchc.export.pictures import Picture, draw
from cchc.export.reader import lost_notices, read_parts
from tests.export import pdf_sample as sample
from tests.export.paper import all_words

IN_OUTPUT = "hãy thay bằng bảng, chữ hoặc hình (PNG, JPEG, GIF, SVG)."
IN_TEXT = "hãy để tệp hình trong thư mục notebooks/, hoặc dán hình vào ô."
VEGA = "application/vnd.vegalite.v5+json"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="72pt" height="36pt"><rect width="9" height="9"/></svg>'


def picture(form: str, mode: str = "RGB", size: tuple[int, int] = (96, 48), **options: Any) -> str:
    """A picture in base64."""
    target = io.BytesIO()
    Image.new(mode, size).save(target, form, **options)
    return base64.b64encode(target.getvalue()).decode()


def data_uri(data: str, mime: str = "image/png") -> str:
    return f"data:{mime};base64,{data}"


def notebook_of(*cells: Any) -> Any:
    """A notebook whose first cell makes the submission, so that cells follow from number 2 on."""
    first = new_code_cell("", outputs=[new_output("display_data", {BLOCK_MIME: sample.submission(draft=1)})])
    return new_notebook(cells=[first, *cells])


def shown(*bundles: dict[str, Any]) -> Any:
    """A code cell that shows these."""
    return new_code_cell("", outputs=[new_output("display_data", bundle) for bundle in bundles])


def parts_of(*cells: Any) -> list[Part]:
    return read_parts(notebook_of(*cells))[1:]


def kinds(*cells: Any) -> list[str]:
    return [part.block.tag if part.block else part.kind for part in parts_of(*cells)]


def page_of(*cells: Any) -> BeautifulSoup:
    return BeautifulSoup(render_html(notebook_of(*cells)), "html.parser")


def notices(page: BeautifulSoup) -> Iterator[str]:
    for note in page.select("main [role=note]"):
        yield note.text.removeprefix("Cảnh báo: ")


@pytest.mark.parametrize(
    ("bundle", "what"),
    [
        ({"text/html": "<div><script>x</script></div>"}, "nội dung cần chạy script"),
        ({"text/html": '<div id="vis"></div><script>x</script>', "text/plain": "alt.Chart(...)"}, "nội dung cần chạy script"),
        ({"text/html": '<iframe src="http://x"></iframe>', "text/plain": "<IPython.lib.display.IFrame>"}, "khung nhúng (iframe)"),
        ({"text/html": "<video src='x.mp4'>Trình duyệt không mở được.</video>"}, "phim (video)"),
        ({"text/html": "<audio src='x'></audio>"}, "âm thanh (audio)"),
        ({"text/html": f"<div>{SVG}</div>"}, "hình SVG viết trong HTML"),
        ({"text/latex": "$x$", "text/plain": "<IPython.core.display.Latex object>"}, "công thức LaTeX"),
        ({"application/json": {"a": 1}, "text/plain": "<IPython.core.display.JSON object>"}, "dữ liệu JSON"),
        ({"application/javascript": "x", "text/plain": "<IPython.core.display.Javascript object>"}, "mã JavaScript"),
        ({"application/pdf": "JVBERi0=", "text/plain": "<Figure size 640x480 with 1 Axes>"}, "hình PDF"),
        (
            {"application/vnd.jupyter.widget-view+json": {"model_id": "a"}, "text/plain": "IntSlider(value=5)"},
            "tiện ích tương tác (widget)",
        ),
        ({VEGA: {}, "text/plain": "<VegaLite 5 object>\n\nIf you see"}, f"kết quả kiểu {VEGA}"),
        ({"image/png": "AAAA", "text/plain": "<Figure>"}, "hình"),
        ({"image/svg+xml": "<svg", "text/plain": "<SVG>"}, "hình"),
    ],
)  # fmt: skip
def test_what_cannot_be_printed_is_told_in_every_format_and_at_the_end_of_the_build(
    bundle: dict[str, Any], what: str
) -> None:
    cells = notebook_of(shown(bundle))
    [told] = lost_notices(cells)
    assert told.startswith(f"Không in được {what} ở ô số 2 của sổ tay; ")
    assert list(notices(page_of(*cells.cells[1:]))) == [told]
    paper = all_words(render_pdf(read_parts(cells)))
    assert told in paper
    for name in ("IPython", "Figure", "IntSlider", "VegaLite", "alt.Chart", "Trình duyệt"):
        assert name not in paper


def test_words_beside_a_video_are_printed_and_the_video_is_told() -> None:
    assert kinds(shown({"text/html": "<p>chữ</p><video src=x></video>"})) == ["html", "notice"]


def test_what_only_sets_a_style_is_no_loss() -> None:
    assert kinds(shown({"text/html": "<style>p{color:red}</style>"}, {"text/html": "<!-- x -->"})) == []


def test_a_formula_that_reads_as_text_is_printed_as_text() -> None:
    [part] = parts_of(shown({"text/latex": "$x^2$", "text/plain": "x**2"}))
    assert (part.kind, part.data) == ("text", "x**2")


def test_a_picture_beside_a_script_is_printed_in_its_place() -> None:
    bundle = {"text/html": "<div></div><script>x</script>", "image/png": picture("PNG")}
    assert kinds(shown(bundle)) == ["image"]


def test_a_table_is_printed_as_before_whatever_else_a_frame_gives() -> None:
    bundle = {"text/html": "<table><tr><td>1</table>", "text/latex": "x", "text/plain": "0  1"}
    assert kinds(shown(bundle)) == ["html"]


@pytest.mark.parametrize(
    ("form", "mode", "mime", "kind"),
    [
        ("PNG", "RGBA", "image/png", "png"),
        ("JPEG", "RGB", "image/jpeg", "jpeg"),
        ("JPEG", "CMYK", "image/jpeg", "jpeg"),
        ("GIF", "P", "image/gif", "png"),
        ("WEBP", "RGB", "image/webp", "png"),
    ],
)
def test_pictures_of_every_usual_form_are_printed(form: str, mode: str, mime: str, kind: str) -> None:
    drawing = draw(Picture(picture(form, mode), mime))
    assert drawing is not None
    assert drawing.size == (25.4, 12.7)  # 96 dots an inch
    assert f'href="data:image/{kind};base64,' in drawing.svg
    cells = [shown({mime: picture(form, mode), "text/plain": "<IPython.core.display.Image object>"})]
    assert page_of(*cells).select_one("main img")["src"].startswith(f"data:{mime};base64,")  # type: ignore[index]
    pdf = render_pdf(read_parts(notebook_of(*cells)))
    assert b"/Subtype/Image" in pdf.replace(b" ", b"")
    assert "Image object" not in all_words(pdf)


def test_a_photograph_stands_upright() -> None:
    turned = Image.Exif()
    turned[0x0112] = 6  # the camera was held on its side
    drawing = draw(Picture(picture("JPEG", exif=turned), "image/jpeg"))
    assert drawing is not None
    assert drawing.size == (12.7, 25.4)


def test_a_picture_that_was_pasted_into_a_cell_is_printed() -> None:
    cell = new_markdown_cell("Xem ![sơ đồ](attachment:so%20do.png) dưới đây.")
    cell.attachments = {"so do.png": {"image/png": picture("PNG")}}
    nbformat.validate(notebook_of(cell))
    assert kinds(cell) == ["markdown"]
    image = page_of(cell).select_one(".van img")
    assert image is not None
    assert (image["src"], image["alt"]) == (data_uri(picture("PNG")), "sơ đồ")
    pdf = render_pdf(read_parts(notebook_of(cell)))
    assert "Xem" in all_words(pdf)
    assert "dưới đây." in all_words(pdf)
    assert "Hình:" not in all_words(pdf)
    assert b"/Subtype/Image" in pdf.replace(b" ", b"")


@pytest.mark.parametrize(
    "source",
    [
        "![sơ đồ](hinh.svg)",
        "![sơ đồ](./hinh.svg 'tên')",
        "[![sơ đồ](hinh.svg)](http://x)",
        "![sơ đồ][a]\n\n[a]: hinh.svg",
        'x <img src="hinh.svg" alt="sơ đồ"> y',
        '<div><img alt="sơ đồ" src="hinh.svg"></div>',
        "- ![sơ đồ](hinh.svg)",
    ],
)
def test_a_text_may_show_its_picture_in_any_way(source: str) -> None:
    cell = new_markdown_cell(source)
    cell.attachments = {"hinh.svg": {"image/svg+xml": base64.b64encode(SVG.encode()).decode()}}
    assert kinds(cell) == ["markdown"]
    assert page_of(cell).select(".van img[src^='data:image/svg+xml;base64,']")
    assert "Hình:" not in all_words(render_pdf(read_parts(notebook_of(cell))))


@pytest.mark.parametrize(
    ("source", "what"),
    [
        ("![sơ đồ](attachment:a.png)", "hình «sơ đồ» (attachment:a.png)"),
        ("![sơ đồ](hinh.png)", "hình «sơ đồ» (hinh.png)"),
        ("![](https://example.org/a.png)", "hình (https://example.org/a.png)"),
        (f"![x]({data_uri('AAAA')})", "hình «x»"),
        ('<video src="x"></video>', "phim (video)"),
    ],
)
def test_what_a_text_names_and_cannot_show_is_told(source: str, what: str) -> None:
    cells = notebook_of(new_markdown_cell(f"Lời.\n\n{source}"))
    told = f"Không in được {what} ở ô số 2 của sổ tay; {IN_TEXT}"
    assert lost_notices(cells) == [told]
    assert told in list(notices(page_of(*cells.cells[1:])))
    assert told in all_words(render_pdf(read_parts(cells)))


def test_words_stand_for_a_picture_that_is_not_there() -> None:
    cell = new_markdown_cell("a ![sơ đồ](hinh.png) b ![](c.png)")
    assert page_of(cell).select_one(".van p").text == "a [Hình: sơ đồ] b [Hình]"  # type: ignore[union-attr]
    assert "a [Hình: sơ đồ] b [Hình]" in all_words(render_pdf(read_parts(notebook_of(cell))))


def test_a_name_in_code_is_no_picture() -> None:
    assert kinds(new_markdown_cell("`![a](b.png)` và `<video>`\n\n```\n![a](b.png)\n```")) == ["markdown"]


def test_a_picture_inside_the_html_of_an_output_is_printed() -> None:
    cell = shown({"text/html": f'<p>chữ</p><img alt="x" src="{data_uri(picture("PNG"))}">'})
    assert kinds(cell) == ["html"]
    pdf = render_pdf(read_parts(notebook_of(cell)))
    assert b"/Subtype/Image" in pdf.replace(b" ", b"")


def test_one_picture_that_typst_refuses_costs_no_other() -> None:
    linked = SVG.replace("<rect", '<image href="x.png" width="1" height="1"/><rect')
    pdf = render_pdf(read_parts(notebook_of(shown({"image/png": picture("PNG")}), shown({"image/svg+xml": linked}))))
    assert b"/Subtype/Image" in pdf.replace(b" ", b"")
    assert "Không in được hình ở ô số 3 của sổ tay; hãy xem lại hình, bảng hoặc ký tự ở đó." in all_words(pdf)


def test_the_colours_of_a_terminal_are_in_no_format() -> None:
    text = "\x1b[31mđỏ\x1b[0m \x1b[1;4mđậm\x1b[K \x1b]8;;http://x\x07liên kết\x1b]8;;\x07"
    cell = new_code_cell("", outputs=[new_output("stream", name="stdout", text=text)])
    [part] = parts_of(cell)
    assert part.data == "đỏ đậm liên kết"
    assert page_of(cell).select_one("pre.ket-qua").text.strip() == "đỏ đậm liên kết"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "heading", ['## <a id="muc"></a>', "###", "# <br>", "## \u200b", "## &#8203;", "## <!-- x -->"]
)
def test_a_heading_without_words_is_left_out(heading: str) -> None:
    cell = new_markdown_cell(f"{heading}\n\nLời.\n\n## Sau")
    page = page_of(cell)
    assert [h.text for h in page.select("main .van h1, main .van h2, main .van h3, main .van h4")] == ["Sau"]
    pdf = render_pdf(read_parts(notebook_of(cell)))
    assert "Lời. Sau" in all_words(pdf)


def test_entities_are_letters_on_paper_and_stay_as_they_are_in_code() -> None:
    cell = new_markdown_cell("R&amp;D&nbsp;x &#7873; **&lt;b&gt;** `&amp;`\n\n| a &amp; b |\n|---|\n| c &gt; d |")
    text = all_words(render_pdf(read_parts(notebook_of(cell))))
    assert "R&D x ề <b> &amp;" in text
    assert "a & b c > d" in text


def test_a_block_of_before_its_type_had_a_version_is_read_as_well() -> None:
    old = {"block": "paragraphs", "section": "I", "items": [{"style": "body", "inlines": ["Một câu."]}]}
    (part,) = parts_of(shown({FIRST_MIME: old}))
    assert part.block is not None and as_json(part.block)["items"] == [{"inlines": ["Một câu."]}]


def test_a_block_that_this_version_does_not_know_is_refused_by_name() -> None:
    with pytest.raises(ExportError, match="khối “bản đồ” không đúng dạng"):
        parts_of(shown({BLOCK_MIME: {"block": "bản đồ"}}))
