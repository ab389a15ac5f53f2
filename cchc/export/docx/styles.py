"""The styles of the Word document. In: the measures and text styles of decree 30/2020. Out: styles that a clerk can change in Word.

Headings, captions and the header are Word's own styles, so that its navigation and a screen reader know them; the others
are named "CCHC ...".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle

from cchc.catalogue.nd30 import measure, style
from cchc.export.docx.xml import element, fonts

FAMILY = "Times New Roman"
LANGUAGE = "vi-VN"
_KEPT = {
    "Normal",
    "Header",
    "Heading1",
    "Heading2",
    "Heading3",
    "Caption",
    "DefaultParagraphFont",
    "TableNormal",
    "NoList",
}

Side = Literal["left", "center", "right", "justify"]
ALIGNMENTS = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}


@dataclass(frozen=True)
class Look:
    """A paragraph style: the decree's text style it has, how its lines are set.

    `text` is a single-spaced paragraph's unless `running`: then the decree's spacing, and its indent where `indented`.
    """

    id: str
    name: str
    text: str
    side: Side = "left"
    running: bool = False
    indented: bool = False
    sticky: bool = False
    after: float = 0  # pt, where it is not running


_LOOKS = (
    Look("cchc-loi-van", "CCHC Lời văn", "loi_van", "justify", running=True, indented=True),
    Look("cchc-can-cu", "CCHC Căn cứ", "can_cu", "justify", running=True, indented=True),
    Look("cchc-co-quan", "CCHC Cơ quan", "co_quan", "center"),
    Look("cchc-quoc-hieu", "CCHC Quốc hiệu", "quoc_hieu", "center"),
    Look("cchc-tieu-ngu", "CCHC Tiêu ngữ", "tieu_ngu", "center"),
    Look("cchc-so-ky-hieu", "CCHC Số, ký hiệu", "so_ky_hieu", "center"),
    Look("cchc-dia-danh", "CCHC Địa danh, thời gian", "dia_danh", "center"),
    Look("cchc-ten-loai", "CCHC Tên loại", "ten_loai", "center", sticky=True),
    Look("cchc-trich-yeu", "CCHC Trích yếu", "trich_yeu", "center", sticky=True),
    Look("cchc-kinh-gui", "CCHC Kính gửi", "kinh_gui"),
    Look("cchc-noi-nhan", "CCHC Nơi nhận", "noi_nhan"),
    Look("cchc-noi-nhan-liet-ke", "CCHC Nơi nhận, liệt kê", "noi_nhan_liet_ke"),
    Look("cchc-quyen-han", "CCHC Quyền hạn, chức vụ", "quyen_han", "center"),
    Look("cchc-ho-ten", "CCHC Họ tên", "ho_ten", "center"),
    Look("cchc-ten-phu-luc", "CCHC Tên phụ lục", "ten_phu_luc", "center", sticky=True),
    Look("cchc-kem-theo", "CCHC Kèm theo", "kem_theo", "center", after=12),
    Look("cchc-chu-thich", "CCHC Chú thích", "chu_thich", after=6),
    Look("cchc-nguyen-van", "CCHC Nguyên văn", "nguyen_van", after=6),
    Look("cchc-thong-bao", "CCHC Ghi chú", "loi_van", "justify", running=True),
    Look("cchc-dau-trang", "CCHC Dấu trang", "dau_trang", "right"),
    Look("cchc-ke", "CCHC Đường kẻ", "noi_nhan_liet_ke", "center"),
    Look("cchc-hinh", "CCHC Hình", "loi_van", "center", sticky=True),
    Look("Header", "header", "so_trang"),
    Look("Heading1", "heading 1", "muc_1", running=True, indented=True, sticky=True),
    Look("Heading2", "heading 2", "muc_2", running=True, indented=True, sticky=True),
    Look("Heading3", "heading 3", "muc_3", running=True, indented=True, sticky=True),
    Look("Caption", "caption", "ten_bang", "center", sticky=True, after=6),
)


def set_styles(document: Document) -> None:
    """Put the decree's styles in place of those of python-docx's template."""
    root = document.styles.element
    for found in root.findall(qn("w:style")):
        if found.get(qn("w:styleId")) not in _KEPT:
            root.remove(found)
        else:
            _strip(found)
    _set_defaults(root)
    for look in _LOOKS:
        _set(_style(document, look.id, look.name), look)


def table_style(document: Document, size: float) -> str:
    """The id of the style of texts in a table with letters of that size, made at its first use."""
    name = f"cchc-bang-{size:g}".replace(".", "-")
    if not document.styles.element.xpath(f'w:style[@w:styleId="{name}"]'):
        made = _style(document, name, f"CCHC Bảng, cỡ {size:g}")
        _set(made, Look(name, "", "bang"))
        made.font.size = Pt(size)
        made.paragraph_format.line_spacing = 1.05
    return name


def _strip(found: Any) -> None:
    """Leave of a style what it is, nothing of how it looks."""
    if found.get(qn("w:styleId")) != "TableNormal":
        for tag in ("w:pPr", "w:rPr", "w:tblPr", "w:link"):
            for child in found.findall(qn(tag)):
                found.remove(child)


def _set_defaults(root: Any) -> None:
    """The font, the language and the size of all text; single lines without space between them."""
    size = round(style("loi_van").size * 2)
    language = element("w:lang", {"w:val": LANGUAGE, "w:eastAsia": LANGUAGE, "w:bidi": "ar-SA"})
    run = [fonts(FAMILY), element("w:sz", {"w:val": size}), element("w:szCs", {"w:val": size}), language]
    lines = element("w:spacing", {"w:after": 0, "w:line": 240, "w:lineRule": "auto"})
    defaults = root.find(qn("w:docDefaults"))
    defaults.clear()
    defaults.append(element("w:rPrDefault", children=[element("w:rPr", children=run)]))
    defaults.append(element("w:pPrDefault", children=[element("w:pPr", children=[lines])]))


def _style(document: Document, name: str, label: str) -> ParagraphStyle:
    for known in document.styles:
        if known.style_id == name and isinstance(known, ParagraphStyle):
            return known
    made = document.styles.add_style(label, WD_STYLE_TYPE.PARAGRAPH)
    assert isinstance(made, ParagraphStyle)
    made.element.set(qn("w:styleId"), name)
    made.base_style = document.styles["Normal"]
    made.quick_style = True
    return made


def _set(made: ParagraphStyle, look: Look) -> None:
    text, lines = style(look.text), made.paragraph_format
    made.font.size, made.font.bold, made.font.italic = Pt(text.size), text.bold, text.italic
    made.font.all_caps = text.upper
    lines.alignment = ALIGNMENTS[look.side]
    lines.space_before, lines.space_after = Pt(0), Pt(measure("cach_doan").value if look.running else look.after)
    lines.line_spacing_rule = WD_LINE_SPACING.SINGLE
    if look.running:
        lines.line_spacing = measure("cach_dong").value
    if look.id == "cchc-ke":
        lines.line_spacing = Pt(3)
    if look.indented:
        lines.first_line_indent = Mm(measure("lui_dau_dong").value)
    lines.keep_with_next = look.sticky
    lines.widow_control = True
