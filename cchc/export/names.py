"""The files of a project that programs and people know by name. In: nothing. Out: the names. Imports nothing.

What readers' links and scripts rely on: none of these names changes.
"""

from __future__ import annotations

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
TABLES = ("so-lieu", "chi-so", "kiem-tra")  # <code>-<slug>.<table>.parquet
