"""A made-up report of realistic size for the HTML exporter: all kinds of blocks, long text, hostile strings."""

from __future__ import annotations

import copy
import io
import itertools
from collections.abc import Iterator
from typing import Any

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from cchc.document.model import BLOCK_MIME

HOSTILE = "<script>alert('1')</script> & \"5272/QĐ-UBND\" {{ 7*7 }} </style></title><img src=x onerror=alert(2)>"

_SENTENCE = (
    "Các văn bản có liên quan đến công tác cải cách thủ tục hành chính được quán triệt thường xuyên đến đội ngũ "
    "cán bộ, công chức xã, phù hợp với tình hình thực tế của địa phương, gồm các nội dung, nhiệm vụ trọng tâm cần thực "
    "hiện như cải cách thể chế, cải cách thủ tục hành chính, cơ chế một cửa, một cửa liên thông theo "
    "Nghị định số 61/2018/NĐ-CP. "
)
_SECTIONS = {
    "CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH": ["Công tác chỉ đạo, điều hành cải cách hành chính", "Công tác tuyên truyền"],
    "KẾT QUẢ THỰC HIỆN CÔNG TÁC CẢI CÁCH HÀNH CHÍNH": [
        "Cải cách thể chế",
        "Cải cách thủ tục hành chính và thực hiện cơ chế một cửa, một cửa liên thông",
        "Cải cách chế độ công vụ",
    ],
    "ĐÁNH GIÁ CHUNG": ["Mặt tích cực", "Những tồn tại, hạn chế, nguyên nhân"],
    "PHƯƠNG HƯỚNG, NHIỆM VỤ TRỌNG TÂM NĂM 2025": ["Cải cách thể chế", "Cải cách tài chính công"],
    "KIẾN NGHỊ, ĐỀ XUẤT": [],
}
_ROMAN = ("I", "II", "III", "IV", "V")


def number(text: str, key: str = "ho_so.tiep_nhan", *, missing: bool = False) -> dict[str, Any]:
    """A printed number."""
    lineage = {"key": key, "label": "Hồ sơ", "unit": "hồ sơ", "value": None if missing else text, "cells": []}
    return {"t": "number", "text": text, "missing": missing, "lineage": lineage}


def derived(text: str, formula: str, *operands: dict[str, Any]) -> dict[str, Any]:
    """A printed number that was computed from other numbers."""
    number_of = number(text, "ty_le.mau")
    parts = [operand["lineage"] for operand in operands]
    number_of["lineage"].update(label="Tỷ lệ mẫu", formula={"text": formula, "operands": parts})
    return number_of


def read_from(printed: dict[str, Any], *cells: str) -> dict[str, Any]:
    """The number, read from these cells."""
    printed["lineage"]["cells"] = list(cells)
    return printed


def submission(**changes: Any) -> dict[str, Any]:
    """The block of raw files."""
    unit = {"code": "15976", "name": "Hoằng Lưu", "type": "xã", "full_name": "xã Hoằng Lưu"}
    files = ("nguon.yaml", "phu_luc_01b.csv", "so_lieu_khac.csv")
    return {
        "block": "submission",
        "section": None,
        "unit": {**unit, "district": "huyện Hoằng Hóa", "province": "tỉnh Thanh Hóa"},
        "year": 2024,
        "period": "nam",
        "period_name": "năm 2024",
        "window": ["2023-12-15", "2024-12-14"],
        "files": [
            {"name": name, "sha256": f"{i:x}" * 64, "text": "stt,chi_tieu\n"} for i, name in enumerate(files, 10)
        ],
        "parameters": {"ma_xa": "15976", "nam": 2024, "ky": "nam"},
        "versions": {"cchc": "0.1.0", "python": "3.11.7", "matplotlib": "3.10.0"},
        "synthetic": False,
        **changes,
    }


def paragraphs(*inlines: Any, style: str = "body") -> dict[str, Any]:
    """One paragraph."""
    return {"block": "paragraphs", "section": "I", "items": [{"style": style, "inlines": list(inlines)}]}


def heading(level: int, mark: str, text: str) -> dict[str, Any]:
    """A heading."""
    return {"block": "heading", "section": mark, "level": level, "number": mark, "text": text}


def letterhead() -> dict[str, Any]:
    """The head of the document."""
    gaps = [{"t": "gap", "width": width} for width in ("number", "day", "month")]
    return {
        "block": "letterhead",
        "section": None,
        "issuer": ["ỦY BAN NHÂN DÂN", "XÃ HOẰNG LƯU"],
        "state": "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "motto": "Độc lập - Tự do - Hạnh phúc",
        "number": ["Số: ", gaps[0], "/BC-UBND"],
        "place_date": ["Hoằng Lưu, ngày ", gaps[1], " tháng ", gaps[2], " năm 2024"],
        "date": ["ngày ", gaps[1], " tháng ", gaps[2], " năm 2024"],
    }


def title() -> dict[str, Any]:
    """The title."""
    subject = "Kết quả thực hiện cải cách hành chính năm 2024; phương hướng, nhiệm vụ năm 2025"
    return {"block": "title", "section": None, "kind": "BÁO CÁO", "subject": subject}


def annex_table(rows: int = 81) -> dict[str, Any]:
    """The statistics: groups, rows, sub-rows, a total, one not submitted; a head of two rows."""
    labels = ("STT", "Chỉ tiêu thống kê", "Đơn vị tính", "Số liệu", "Ghi chú")
    sides = ("center", "left", "center", "right", "left")
    widths = (1.0, 6.0, 2.0, 1.5, 1.5)
    kinds = ("group", "row", "row", "sub", "row")
    return {
        "block": "table",
        "section": "PL1",
        "id": "phu_luc_01b",
        "caption": None,
        "columns": [
            {"label": a, "unit": None, "width": b, "align": c} for a, b, c in zip(labels, widths, sides, strict=True)
        ],
        "head": [
            [
                {"text": "STT", "colspan": 1, "rowspan": 2},
                {"text": "Chỉ tiêu thống kê", "colspan": 1, "rowspan": 2},
                {"text": "Kết quả thống kê", "colspan": 2, "rowspan": 1},
                {"text": "Ghi chú", "colspan": 1, "rowspan": 2},
            ],
            [{"text": "Đơn vị tính", "colspan": 1, "rowspan": 1}, {"text": "Số liệu", "colspan": 1, "rowspan": 1}],
        ],
        "rows": [_annex_row(i, kinds[i % 5]) for i in range(rows)],
        "landscape": False,
        "note": ["Nguồn: tệp phu_luc_01b.csv"],
    }


def _annex_row(i: int, kind: str) -> dict[str, Any]:
    absent = i % 20 == 17
    label = "Tỷ lệ quy trình nội bộ giải quyết thủ tục hành chính đã được điện tử hóa"
    printed = number("chưa có số liệu", f"3.{i}", missing=True) if absent else number(f"{i * 37}", f"3.{i}")
    cells = [[f"3.{i}"], [label], ["Thủ tục"], [] if kind == "group" else [printed], []]
    return {"kind": kind, "absent": absent, "cells": cells}


def reduction_table() -> dict[str, Any]:
    """Procedures whose time limit was cut: seven columns."""
    labels = (
        "STT",
        "Tên TTHC",
        "Thời gian quy định",
        "Sau khi cắt giảm",
        "Tỷ lệ (%)",
        "Số, ký hiệu văn bản",
        "Ghi chú",
    )
    sides = ("center", "left", "right", "right", "right", "left", "left")
    widths = (1, 6, 2, 2, 1.5, 3, 1.5)
    name = "Xét tặng danh hiệu gia đình văn hóa (trừ trường hợp phải có văn bản xác minh)"
    return {
        "block": "table",
        "section": "PL2",
        "id": "cat_giam",
        "caption": "Thủ tục hành chính được cắt giảm thời gian giải quyết",
        "columns": [
            {"label": a, "unit": None, "width": b, "align": c} for a, b, c in zip(labels, widths, sides, strict=True)
        ],
        "head": [[{"text": label, "colspan": 1, "rowspan": 1} for label in labels]],
        "rows": [
            {
                "kind": "row",
                "absent": False,
                "cells": [[str(i)], [name], ["5"], ["3"], [number("40", "cat_giam")], ["139/QĐ-UBND"], []],
            }
            for i in range(1, 24)
        ],
        "landscape": True,
        "note": None,
    }


def figure(name: str = "ho_so_theo_kenh", svg: str | None = None) -> dict[str, Any]:
    """A chart."""
    return {
        "block": "figure",
        "section": "II.2",
        "id": name,
        "number": None,
        "caption": "Hồ sơ tiếp nhận theo kênh, năm 2024",
        "alt": "Biểu đồ cột: trực tuyến 585 hồ sơ, trực tiếp 40 hồ sơ, bưu chính công ích 2 hồ sơ.",
        "source": "phụ lục 01b, dòng 3.3.1",
        "svg": svg or chart_svg(),
        "width_mm": 160,
        "height_mm": 80,
        "data": {"columns": ["Kênh", "Số hồ sơ"], "rows": [["Trực tuyến", "585"], ["Trực tiếp", "40"]]},
    }


def chart_svg() -> str:
    """A bar chart as matplotlib writes it, with text as text."""
    import matplotlib
    from matplotlib.figure import Figure

    with matplotlib.rc_context({"svg.fonttype": "none", "svg.hashsalt": "mau"}):
        chart = Figure(figsize=(6.3, 3.15))
        axes = chart.add_subplot()
        axes.barh(["Bưu chính công ích", "Trực tiếp", "Trực tuyến"], [2, 40, 585], color="#1f5a96")
        axes.set_xlabel("Số hồ sơ")
        chart.subplots_adjust(left=0.25, bottom=0.2)
        stream = io.StringIO()
        chart.savefig(stream, format="svg", metadata={"Date": None})
    return stream.getvalue()


def annex(name: str, mark: str, text: str, *, landscape: bool = False) -> dict[str, Any]:
    """The beginning of an annex."""
    return {"block": "annex", "section": None, "id": name, "number": mark, "title": text, "landscape": landscape}


def signature() -> dict[str, Any]:
    """Recipients and signatory."""
    recipients = ["Phòng Nội vụ (b/c);", "CT, PCT UBND xã (b/c);", "Các công chức chuyên môn (t/h);", "Lưu: VT."]
    authority = ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]
    return {"block": "signature", "section": None, "recipients": recipients, "authority": authority, "name": "Lê Văn A"}


def body() -> list[dict[str, Any]]:
    """Five sections with long paragraphs, numbers, citations, a link to an annex, a notice."""
    cite = {
        "t": "cite",
        "doc": "kh",
        "long": "Quyết định số 139/QĐ-UBND ngày 30/12/2023 của UBND xã về việc ban hành Kế hoạch cải cách hành chính",
        "short": "Quyết định số 139/QĐ-UBND",
    }
    link = {"t": "annexref", "annex": "phu_luc_01b", "text": "Phụ lục I"}
    blocks: list[dict[str, Any]] = []
    for mark, (section, parts) in zip(_ROMAN, _SECTIONS.items(), strict=True):
        blocks.append(heading(1, mark, section))
        for i, part in enumerate(parts, 1):
            blocks += [heading(2, str(i), part), paragraphs("Thực hiện ", cite, ". ", _SENTENCE * 2)]
            blocks.append(
                paragraphs("- UBND xã đã tiếp nhận ", number("830"), " hồ sơ (", link, "). ", _SENTENCE, style="item")
            )
            blocks.append(
                paragraphs("Số hồ sơ quá hạn: ", number("chưa có số liệu", "ho_so.qua_han", missing=True), ".")
            )
        if mark == "II":
            blocks.append(heading(3, "a", "Tình hình tổ chức và hoạt động của Bộ phận Một cửa xã"))
    blocks.append({"block": "notice", "section": "V", "inlines": ["Không có số liệu để vẽ biểu đồ."], "tone": "info"})
    blocks.append(paragraphs("Trên đây là báo cáo kết quả cải cách hành chính năm 2024./.", style="closing"))
    return blocks


def report_blocks(*, figures: int = 4, **changes: Any) -> list[dict[str, Any]]:
    """All blocks of a report, in print order."""
    charts = [figure(f"bieu_do_{i}") for i in range(figures)]
    head = [
        submission(**changes),
        letterhead(),
        title(),
        {"block": "addressees", "section": None, "to": ["UBND huyện"]},
    ]
    basis = paragraphs("Căn cứ Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ;", style="basis")
    first = annex("phu_luc_01b", "I", "Thống kê số liệu về kết quả thực hiện công tác cải cách hành chính")
    second = annex("cat_giam", "II", "Thủ tục hành chính đã cắt giảm thời gian giải quyết", landscape=True)
    return [*head, basis, *body(), *charts, signature(), first, annex_table(), second, reduction_table()]


def notebook(blocks: list[dict[str, Any]], *cells: Any) -> Any:
    """An executed notebook that puts out the blocks, one a cell, after its parameters; then other cells."""
    made = [
        new_code_cell("report = cchc.open_report(ma_xa, nam, ky)"),
        new_code_cell('ma_xa = "15976"', metadata={"tags": ["parameters"]}),
        *(
            new_code_cell(f"report.{block['block']}()", outputs=[display({BLOCK_MIME: as_shown(block)})])
            for block in blocks
        ),
        *cells,
    ]
    node = new_notebook(cells=made, metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}})
    for index, cell in enumerate(node.cells):
        cell["id"] = f"o-{index}"
    return nbformat.from_dict(node)


def as_shown(block: dict[str, Any]) -> dict[str, Any]:
    """The block as a report shows it: lineages in its register."""
    shown, values = copy.deepcopy(block), {}
    for number_of in _numbers(shown):
        number_of["lineage"] = _register(number_of["lineage"], values)
    return {**shown, "values": values} if values else shown


def _numbers(part: Any) -> Iterator[dict[str, Any]]:
    if isinstance(part, dict) and part.get("t") == "number":
        yield part
    elif isinstance(part, dict | list):
        for inner in part.values() if isinstance(part, dict) else part:
            yield from _numbers(inner)


def _register(lineage: dict[str, Any], values: dict[str, Any]) -> str:
    """The name of the lineage in the register: its key, numbered where another lineage has the key already."""
    entry = {name: part for name, part in lineage.items() if name != "key"}
    if "formula" in lineage:
        operands = [_register(operand, values) for operand in lineage["formula"]["operands"]]
        entry["formula"] = {"text": lineage["formula"]["text"], "operands": operands}
    names = (f"{lineage['key']}{'' if n == 1 else f'#{n}'}" for n in itertools.count(1))
    return next(name for name in names if values.setdefault(name, entry) == entry)


def display(data: dict[str, Any]) -> Any:
    """An output of a cell."""
    return new_output("display_data", data=data)


def explorer_cells() -> list[Any]:
    """What an explorer may add: Markdown, a DataFrame, an image, text, an error, all of it hostile."""
    frame = (
        '<style>p{color:red}</style><table border="1" class="dataframe" onclick="x()"><thead><tr><th></th>'
        "<th>xa</th></tr></thead><tbody><tr><th>0</th><td>Hoằng Lưu<script>alert(3)</script></td></tr></tbody></table>"
    )
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="30"><rect width="90" height="30"/></svg>'
    error = new_output("error", ename="ValueError", evalue="<b>sai</b>", traceback=[])
    return [
        new_markdown_cell(
            "# Ghi chú <i>thêm</i>\n\n### Sâu\n\n[tốt](https://example.org) [xấu](javascript:alert(4)) " + HOSTILE
        ),
        new_markdown_cell("Chỉ dành cho người chạy sổ tay.", metadata={"tags": ["note"]}),
        new_code_cell("bang", outputs=[display({"text/html": frame, "text/plain": "bang"})]),
        new_code_cell("hinh", outputs=[display({"image/svg+xml": svg})]),
        new_code_cell("print()", outputs=[new_output("stream", name="stdout", text=HOSTILE)]),
        new_code_cell("1/0", outputs=[error]),
    ]
