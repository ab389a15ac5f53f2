"""Files from outside, made by code. In: rows, cells, bytes. Out: pages of form 06a, workbooks old and new, broken packages."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

import xlsxwriter

SHEET = "xl/worksheets/sheet1.xml"
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'

# A row of form 06a that adds up: 3 = 700 + 100 + 30, 7 = 400 + 180 + 9, 11 = 200 + 41, 830 = 589 + 241.
GOOD = ("830", "700", "100", "30", "589", "400", "180", "9", "241", "200", "41")
TITLE = "Biểu số II.06a/VPCP/KSTT"
WINDOW = "(Từ ngày 15/12/2023 đến ngày 14/12/2024)"
HEADS_06A = """
<tr><td rowspan="3">TT</td><td rowspan="3">Lĩnh vực, công việc giải quyết theo cấp</td><td colspan="4">Số hồ sơ tiếp nhận</td>
<td colspan="4">Số hồ sơ đã giải quyết</td><td colspan="3">Số hồ sơ đang giải quyết</td></tr>
<tr><td rowspan="2">Tổng số</td><td colspan="2">Trong kỳ</td><td rowspan="2">Từ kỳ trước</td><td rowspan="2">Tổng số</td>
<td rowspan="2">Trước hạn</td><td rowspan="2">Đúng hạn</td><td rowspan="2">Quá hạn</td><td rowspan="2">Tổng số</td>
<td rowspan="2">Trong hạn</td><td rowspan="2">Quá hạn</td></tr>
<tr><td>Trực tuyến</td><td>Trực tiếp, dịch vụ bưu chính</td></tr>"""

Rows = Sequence[Sequence[str]]


def rows_of(*labels: str, counts: Sequence[str] = GOOD) -> list[list[str]]:
    """Rows of a table of 13 columns with the same counts."""
    return [[str(number), label, *counts] for number, label in enumerate(labels, 1)]


def page_06a(
    rows: Rows, *, title: str = TITLE, window: str = WINDOW, heads: str = HEADS_06A, meta: str = "utf-8"
) -> str:
    """A page as one-stop software exports form 06a; `rows` have 13 cells."""
    numbers = "".join(f"<td>({n})</td>" for n in range(1, 14))
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return (
        f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={meta}"></head><body><table border="1">'
        f'<tr><td colspan="13">{title}</td></tr><tr><td colspan="13">{window}</td></tr>{heads}<tr>{numbers}</tr>{body}'
        "</table></body></html>"
    )


def save_06a(path: Path, rows: Rows, **said: str) -> Path:
    """The page as a file."""
    path.write_text(page_06a(rows, **said), encoding="utf-8")
    return path


def workbook(path: Path, cells: Mapping[str, str | float]) -> Path:
    """A workbook of one sheet: texts as text, numbers as numbers."""
    book = xlsxwriter.Workbook(str(path), {"strings_to_numbers": False})
    sheet = book.add_worksheet("Biểu")
    for name, value in cells.items():
        if isinstance(value, str):
            sheet.write_string(name, value)
        else:
            sheet.write_number(name, value)
    book.close()
    return path


def workbook_06a(path: Path, rows: Sequence[Sequence[str | float]], minus: bool = True) -> Path:
    """Form 06a as a spreadsheet saves the page: "(1)" has become -1, the head is merged, a column was added before."""
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("06a")
    sheet.merge_range("B1:N1", TITLE)
    sheet.merge_range("B2:N2", WINDOW)
    for span, text in HEAD_CELLS_06A.items():
        (sheet.merge_range if ":" in span else sheet.write)(span, text)
    for number in range(1, 14):
        sheet.write(5, number, -number if minus else f"({number})")
    for at, row in enumerate(rows, 6):
        for place, cell in enumerate(row, 1):
            (sheet.write_string if isinstance(cell, str) else sheet.write_number)(at, place, cell)
    book.close()
    return path


HEAD_CELLS_06A = {
    "B3:B5": "TT", "C3:C5": "Lĩnh vực", "D3:G3": "Số hồ sơ tiếp nhận", "H3:K3": "Số hồ sơ đã giải quyết",
    "L3:N3": "Số hồ sơ đang giải quyết", "D4:D5": "Tổng số", "E4:F4": "Trong kỳ", "G4:G5": "Từ kỳ trước",
    "H4:H5": "Tổng số", "I4:I5": "Trước hạn", "J4:J5": "Đúng hạn", "K4:K5": "Quá hạn", "L4:L5": "Tổng số",
    "M4:M5": "Trong hạn", "N4:N5": "Quá hạn", "E5": "Trực tuyến", "F5": "Trực tiếp, dịch vụ bưu chính",
}  # fmt: skip


def change_part(source: Path, target: Path, part: str, content: bytes, times: int = 1) -> Path:
    """The package with one part made of `content`, so many times over."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name != part:
                new.writestr(name, old.read(name))
        with new.open(part, "w") as file:
            for _ in range(times):
                file.write(content)
    return target


def sheet_xml(cells: str) -> bytes:
    """The XML of a sheet with these rows."""
    return f"<worksheet {MAIN}><sheetData>{cells}</sheetData></worksheet>".encode()


def packed(path: Path, parts: Mapping[str, bytes]) -> Path:
    """A ZIP package of these parts."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return path


def _record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def old_workbook(
    cells: Mapping[tuple[int, int], str | float], more: bytes = b"", sheets: int = 1, apart: bool = True
) -> bytes:
    """An .xls of so many sheets with these cells; `more` are records before them.

    Where the sheets are not `apart`, the list of sheets names the first one so many times.
    """
    start = _record(0x0809, struct.pack("<HHHHII", 0x0600, 5, 0, 0, 0, 0))
    sheet = _old_sheet(cells, more)
    names = [f"Biểu{n or ''}" for n in range(sheets)]
    titles = [struct.pack("<BB", len(name), 1) + name.encode("utf-16-le") for name in names]
    size = len(start) + sum(4 + 6 + len(title) for title in titles) + 4
    for number, title in enumerate(titles):
        start += _record(0x0085, struct.pack("<IH", size + apart * number * len(sheet), 0) + title)
    return old_file({"Workbook": start + _record(0x000A, b"") + sheet * (sheets if apart else 1)})


def _old_sheet(cells: Mapping[tuple[int, int], str | float], more: bytes) -> bytes:
    sheet = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0)) + more
    for (row, column), value in cells.items():
        if isinstance(value, str):
            text = struct.pack("<HB", len(value), 1) + value.encode("utf-16-le")
            sheet += _record(0x0204, struct.pack("<HHH", row, column, 0) + text)
        else:
            sheet += _record(0x0203, struct.pack("<HHHd", row, column, 0, value))
    return sheet + _record(0x000A, b"")


def record(kind: int, content: bytes) -> bytes:
    """One record of an old workbook."""
    return _record(kind, content)


def old_file(streams: Mapping[str, bytes]) -> bytes:
    """An old office file (OLE) of these streams, each filled up to 4096 bytes at least."""
    sectors: list[bytes] = []
    chains: list[list[int]] = []
    for content in streams.values():
        padded = content.ljust(4096, b"\0")
        padded += b"\0" * (-len(padded) % 512)
        chains.append(list(range(len(sectors), len(sectors) + len(padded) // 512)))
        sectors += [padded[at : at + 512] for at in range(0, len(padded), 512)]
    starts = [chain[0] for chain in chains]
    sizes = [len(content.ljust(4096, b"\0")) for content in streams.values()]
    entries = _entry("Root Entry", 5, 0xFFFFFFFE, 0, child=1)
    for number, (name, start, size) in enumerate(zip(streams, starts, sizes, strict=True), 1):
        right = number + 1 if number < len(streams) else 0xFFFFFFFF
        entries += _entry(name, 2, start, size, right=right)
    entries += b"\0" * (-len(entries) % 512)
    chains.append(list(range(len(sectors), len(sectors) + len(entries) // 512)))
    directory = len(sectors)
    sectors += [entries[at : at + 512] for at in range(0, len(entries), 512)]
    many = -(-(len(sectors) + 1) // 127)
    table = [0xFFFFFFFF] * (many * 128)
    for chain in chains:
        for one, following in zip(chain, [*chain[1:], 0xFFFFFFFE], strict=True):
            table[one] = following
    own = list(range(len(sectors), len(sectors) + many))
    for one in own:
        table[one] = 0xFFFFFFFD
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    head += struct.pack(
        "<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, many, directory, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0
    )
    head += struct.pack("<109I", *(own + [0xFFFFFFFF] * (109 - many)))
    return head + b"".join(sectors) + struct.pack(f"<{len(table)}I", *table)


def _entry(name: str, kind: int, start: int, size: int, *, right: int = 0xFFFFFFFF, child: int = 0xFFFFFFFF) -> bytes:
    coded = name.encode("utf-16-le") + b"\0\0"
    about = struct.pack("<HBBIII", len(coded), kind, 1, 0xFFFFFFFF, right, child)
    return coded.ljust(64, b"\0") + about + b"\0" * 36 + struct.pack("<IQ", start, size)


def mhtml(*pages: str) -> bytes:
    """The pages as a browser or Word keeps them in one file."""
    import base64

    parts = "".join(
        '------=_Part\r\nContent-Type: text/html; charset="utf-8"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
        f"{base64.encodebytes(page.encode()).decode()}\r\n"
        for page in pages
    )
    head = 'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="----=_Part"\r\n\r\n'
    return f"{head}{parts}------=_Part--\r\n".encode()


def stored(data: bytes) -> Mapping[str, bytes]:
    """The parts of a package."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}
