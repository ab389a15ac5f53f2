"""A made-up report for the tests of the PDF. Out: blocks as a notebook would emit them, enough for ten pages."""

from __future__ import annotations

import functools
import hashlib
import io
from typing import Any

import nbformat

from cchc.document.model import BLOCK_MIME, AnyBlock, read_block
from cchc.export.glyphs import FAMILY, font_folder
from cchc.export.outputs import Part
from cchc.export.resolve import resolve

Block = dict[str, Any]

PARAGRAPH = (
    "Thực hiện Quyết định số 5272/QĐ-UBND ngày 30/12/2023 của Chủ tịch UBND huyện Hoằng Hóa về việc ban hành Kế hoạch "
    "cải cách hành chính năm 2024 và Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ, UBND xã đã quán triệt "
    "đến toàn thể cán bộ, công chức nhằm thực hiện tốt nhiệm vụ cải cách hành chính nhà nước tại địa phương; không gây "
    "sách nhiễu, phiền hà; không phải công khai xin lỗi trong giải quyết thủ tục hành chính. "
)


def submission(**changes: Any) -> Block:
    files = [("phu_luc_01b.csv", "stt,chi_tieu\n1,Kế hoạch\n"), ("nguon.yaml", 'ma_xa: "15976"\n')]
    return {
        "block": "submission",
        "section": None,
        "unit": {
            "code": "15976",
            "name": "Hoằng Lưu",
            "type": "xã",
            "full_name": "Xã Hoằng Lưu",
            "district": "huyện Hoằng Hóa",
            "province": "tỉnh Thanh Hóa",
        },
        "year": 2024,
        "period": "nam",
        "period_name": "năm 2024",
        "window": ["2023-12-15", "2024-12-14"],
        "files": [{"name": n, "sha256": hashlib.sha256(t.encode()).hexdigest(), "text": t} for n, t in files],
        "parameters": {"ma_xa": "15976", "nam": 2024, "ky": "nam"},
        "versions": {"cchc": "0.1.0"},
        "synthetic": False,
        **changes,
    }


def letterhead() -> Block:
    number = ["Số: ", {"t": "gap", "width": "number"}, "/BC-UBND"]
    day = ["ngày ", {"t": "gap", "width": "day"}, " tháng ", {"t": "gap", "width": "month"}, " năm 2024"]
    return {
        "block": "letterhead",
        "issuer": ["ỦY BAN NHÂN DÂN", "XÃ HOẰNG LƯU"],
        "state": "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "motto": "Độc lập - Tự do - Hạnh phúc",
        "number": number,
        "place_date": ["Hoằng Lưu, ", *day],
        "date": day,
    }


def title() -> Block:
    subject = "Kết quả thực hiện cải cách hành chính năm 2024; phương hướng, nhiệm vụ năm 2025"
    return {"block": "title", "kind": "BÁO CÁO", "subject": subject}


def heading(level: int, number: str, text: str) -> Block:
    return {"block": "heading", "level": level, "number": number, "text": text}


def paragraphs(*texts: Any, style: str = "body") -> Block:
    items = [{"style": style, "inlines": [text] if isinstance(text, str) else text} for text in texts]
    return {"block": "paragraphs", "items": items}


def number(text: str, missing: bool = False) -> Block:
    return {"t": "number", "text": text, "missing": missing, "lineage": "k"}


def statistics(rows: int = 81) -> Block:
    widths = [("STT", 9, "center"), ("Chỉ tiêu thống kê", 50, "left"), ("Đơn vị tính", 20, "center")]
    widths += [("Số liệu", 13, "right"), ("Ghi chú", 12, "left")]
    head = [
        [
            {"text": "STT", "colspan": 1, "rowspan": 2},
            {"text": "Chỉ tiêu thống kê", "colspan": 1, "rowspan": 2},
            {"text": "Kết quả thống kê", "colspan": 2, "rowspan": 1},
            {"text": "Ghi chú", "colspan": 1, "rowspan": 2},
        ],
        [{"text": t, "colspan": 1, "rowspan": 1} for t in ("Đơn vị tính", "Số liệu")],
    ]
    body = [
        {
            "kind": "group" if i % 12 == 0 else "row",
            "absent": i % 17 == 5,
            "cells": [
                [f"{i // 12 + 1}" if i % 12 == 0 else f"{i // 12 + 1}.{i % 12}"],
                [f"Chỉ tiêu thứ {i + 1}: số lượng hồ sơ thủ tục hành chính được giải quyết đúng hạn"],
                ["Có ban hành KH = 1\nKhông ban hành KH = 0" if i % 9 == 4 else "Số lượng hồ sơ"],
                [number("904.497")],
                ["QĐ số 139/QĐ-UBND ngày 30/12/2023" if i == 2 else ""],
            ],
        }
        for i in range(rows)
    ]
    columns = [{"label": label, "unit": None, "width": width, "align": align} for label, width, align in widths]
    return {"block": "table", "id": "phu_luc_01b", "caption": None, "columns": columns, "head": head, "rows": body,
            "landscape": False, "note": None}  # fmt: skip


def reductions(rows: int = 23) -> Block:
    names = ["STT", "Tên thủ tục hành chính", "Quy định", "Sau cắt giảm", "Tỷ lệ", "Văn bản", "Ghi chú"]
    columns = [
        {"label": name, "unit": "%" if name == "Tỷ lệ" else None, "width": 40 if i == 1 else 12, "align": "center"}
        for i, name in enumerate(names)
    ]
    columns[1]["align"] = "left"
    head = [[{"text": f"{name} (ngày)" if i in (2, 3) else name} for i, name in enumerate(names)]]
    name = "Thủ tục công nhận hòa giải viên; phê duyệt kế hoạch hỗ trợ, can thiệp đối với trẻ em bị xâm hại"
    cells = [["05"], ["02"], ["60"], ["139/QĐ-UBND"], [""]]
    body = [{"kind": "row", "absent": False, "cells": [[str(i + 1)], [name], *cells]} for i in range(rows)]
    return {"block": "table", "id": "cat_giam", "caption": "Thời gian giải quyết trước và sau cắt giảm",
            "columns": columns, "head": head, "rows": body, "landscape": True, "note": ["Nguồn: UBND xã."]}  # fmt: skip


@functools.cache
def chart(label: str) -> str:
    import matplotlib as mpl
    from matplotlib import font_manager
    from matplotlib.figure import Figure

    # A system may have another Liberation Serif, an older one without Vietnamese letters.
    manager = font_manager.fontManager
    manager.ttflist = [entry for entry in manager.ttflist if entry.name != FAMILY]
    for face in sorted(font_folder().glob("*.ttf")):
        manager.addfont(face)
    with mpl.rc_context({"svg.fonttype": "none", "font.family": FAMILY, "svg.hashsalt": label}):
        drawing = Figure(figsize=(6.3, 3.2), layout="constrained")
        axes = drawing.subplots()
        bars = axes.barh(["Trực tiếp", "Qua BCCI", "Trực tuyến mức độ 3", label], [40, 2, 479, 106])
        axes.bar_label(bars)
        target = io.StringIO()
        drawing.savefig(target, format="svg", metadata={"Date": None})
    return target.getvalue()


def figure(caption: str, alt: str = "", svg: str | None = None) -> Block:
    return {"block": "figure", "id": caption, "caption": caption, "alt": alt, "source": "Phụ lục 01b, mục 3.3.1",
            "svg": svg or chart("Mức độ 4"), "width_mm": 160.0, "height_mm": 81.3,
            "data": {"columns": [], "rows": []}}  # fmt: skip


def annex(roman: str, name: str, landscape: bool = False) -> Block:
    return {"block": "annex", "id": name, "number": roman, "title": name, "landscape": landscape}


def signature() -> Block:
    return {
        "block": "signature",
        "recipients": ["Như trên;", "CT, PCT.UBND xã (b/c);", "Các CC CM UBND xã (t/h);", "Lưu: VT."],
        "authority": ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"],
        "name": "Lê Ngọc Hạnh",
    }


def story() -> list[Block]:
    """Sections of one paragraph or several, with four figures among them."""
    blocks: list[Block] = []
    for roman in ("I", "II", "III"):
        blocks.append(heading(1, roman, "Kết quả thực hiện công tác cải cách hành chính"))
        for khoan in ("1", "2", "3"):
            blocks.append(heading(2, khoan, "Cải cách thủ tục hành chính và cơ chế một cửa"))
            blocks.append(paragraphs(PARAGRAPH, [PARAGRAPH, "Đã tiếp nhận ", number("830"), " hồ sơ."]))
            blocks.append(heading(3, "a", "Tuyên truyền qua hệ thống phát thanh"))
            blocks.append(paragraphs(f"- {PARAGRAPH}", style="item"))
        blocks.append(figure(f"Hồ sơ theo kênh tiếp nhận, mục {roman}", "Cột ngang theo kênh"))
    return blocks


def sample_blocks() -> list[Block]:
    return [
        submission(),
        letterhead(),
        title(),
        {"block": "addressees", "to": ["UBND huyện Hoằng Hóa", "Phòng Nội vụ huyện Hoằng Hóa"]},
        paragraphs("Căn cứ Luật Tổ chức chính quyền địa phương ngày 19/6/2015;", style="basis"),
        *story(),
        figure("Hồ sơ theo tháng"),
        paragraphs("Trên đây là báo cáo kết quả thực hiện cải cách hành chính của UBND xã./.", style="closing"),
        signature(),
        annex("I", "Thống kê số liệu về kết quả thực hiện công tác cải cách hành chính"),
        statistics(),
        annex("II", "Thủ tục hành chính đã cắt giảm thời gian giải quyết", landscape=True),
        reductions(),
    ]


def parts_of(blocks: list[Block]) -> list[Part]:
    return resolve([Part("block", typed(block)) for block in blocks])


def typed(block: Block) -> AnyBlock:
    return read_block({"section": None, **block})


def notebook_of(blocks: list[Block]) -> Any:
    outputs = [nbformat.v4.new_output("display_data", {BLOCK_MIME: {"section": None, **block}}) for block in blocks]
    cell = nbformat.v4.new_code_cell("report", outputs=outputs)
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("Lời *dẫn* của người phân tích."), cell])
