"""The files of a project that programs and people know by name. In: nothing. Out: the names. Imports nothing.

What readers' links and scripts rely on: none of these names changes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

NOTEBOOK = "notebooks/bao_cao_xa.ipynb"  # the product; what follows is made of it

EXECUTED = "bao-cao.ipynb"
HTML = "bao-cao.html"
PDF = "bao-cao.pdf"
DOCX = "bao-cao.docx"
XLSX = "phu-luc.xlsx"
CHANGES = "thay-doi.html"
FINDINGS = "kiem-tra.json"
MANIFEST = "ho-so.json"
INDEX = "index.html"

BY_FORMAT = {"html": HTML, "pdf": PDF, "docx": DOCX, "xlsx": XLSX}
BY_DEFAULT = ("html", "pdf")  # the formats that are made where nobody asks for others
EXPORTED = (HTML, PDF, DOCX, XLSX, CHANGES)  # what can be made again of the others without running a cell
TABLES = ("so-lieu", "chi-so", "kiem-tra", "diem")  # <code>-<slug>.<table>.parquet


@dataclass(frozen=True)
class Names:
    """What the files of one product are called: its notebook, the executed one, and by format what is exported."""

    notebook: str
    executed: str
    by_format: Mapping[str, str]


REPORT = Names(NOTEBOOK, EXECUTED, BY_FORMAT)
_ROLL_UP = "tong-hop"
ROLL_UP = Names(
    "notebooks/tong_hop_tinh.ipynb",
    f"{_ROLL_UP}.ipynb",
    {key: f"{_ROLL_UP}.{key}" for key in ("html", "pdf", "docx", "xlsx")},
)
