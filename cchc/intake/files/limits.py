"""How much of a file from outside is taken: its size, what it unpacks to, its cells. In: nothing. Out: limits, refusals.

A file over a limit is refused before any library looks at it.
"""

from __future__ import annotations

from pathlib import Path

from cchc.errors import SubmissionError

MIB = 2**20
MOST_BYTES = 16 * MIB  # of the file
MOST_PARTS = 2_000  # of a package
MOST_UNPACKED = 64 * MIB  # all its parts
MOST_READ = 8 * MIB  # the parts that are read
MOST_TAGS = 500_000  # of the XML of one sheet
MOST_CELLS = 2_000_000  # last row times last column, summed over the sheets: readers make grids of that size
MOST_RECORDS = 200_000  # of an old workbook
MOST_HTML = 4 * MIB
MOST_TABLES = 200  # of a page, however nested
MOST_HTML_CELLS = 100_000
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384

NEEDED = (
    "cần tệp mẫu .xlsx do lệnh cchc template tạo, tệp gốc xuất từ phần mềm một cửa, hoặc báo cáo dạng .docx, .txt, .md"
)


def refuse(path: Path, found: str, remedy: str = NEEDED) -> SubmissionError:
    """The error of a file that is not taken: which file, what was found, what to do."""
    return SubmissionError(f"{path}: {found}; {remedy}.")


def broken(path: Path) -> SubmissionError:
    """The error of a file that cannot be read to its end."""
    return refuse(path, "tệp bị cắt cụt hoặc hỏng", "hãy chép lại, hoặc xuất lại từ phần mềm, rồi nhập lại")


def too_far(path: Path, row: int, column: int, sheet: str = "") -> SubmissionError:
    """The error of a sheet whose last cell (both from 0) is so far out that its grid would fill the memory."""
    where = f", trang {sheet}" if sheet else ""
    return SubmissionError(
        f"{path}{where}: bảng kéo tới ô {reference(row, column)}, quá {_dotted(MOST_CELLS)} ô; "
        "hãy xóa các dòng và cột thừa ở xa rồi lưu lại."
    )


def too_far_together(path: Path) -> SubmissionError:
    """The error of a file whose sheets, each within the limit, together are too large."""
    return SubmissionError(
        f"{path}: các trang cộng lại kéo tới hơn {_dotted(MOST_CELLS)} ô; "
        "hãy xóa các dòng, cột và trang thừa rồi lưu lại."
    )


def too_many(path: Path, what: str) -> SubmissionError:
    """The error of a file that has too much of something."""
    return refuse(path, what, "không đọc để tránh treo máy; hãy dùng tệp chỉ có bảng số liệu cần nhập")


def reference(row: int, column: int) -> str:
    """The name of a cell, both from 0: (11, 4) is "E12"."""
    letters, rest = "", column + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(65 + letter) + letters
    return f"{letters}{row + 1}"


def _dotted(number: int) -> str:
    return f"{number:,}".replace(",", ".")
