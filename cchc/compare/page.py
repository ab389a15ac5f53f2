"""Print what changed as one self-contained HTML file. In: a comparison. Out: the bytes of thay-doi.html.

All text is escaped; the page runs no script and loads nothing, and its security policy says so.
"""

from __future__ import annotations

import functools
from pathlib import Path

import jinja2
from nbformat import NotebookNode

from cchc.catalogue.rules import severity_names
from cchc.compare import wording
from cchc.compare.comparison import Comparison, compare, runs
from cchc.compare.sides import Side, printed_side, said_of
from cchc.document.submission_data import SubmissionData
from cchc.export.names import EXECUTED, HTML
from cchc.export.reader import read_parts
from cchc.export.reopen import read_notebook
from cchc.export.web import page_environment, page_style, replace_unprintable
from cchc.values.printing import print_date

_HERE = Path(__file__).parent


def changes_page(changes: Comparison, report: str = HTML) -> bytes:
    """The page thay-doi.html; `report` is the address of the new report's page, no link where it is empty."""
    style = page_style((_HERE / "page.css").read_text(encoding="utf-8"))
    text = _environment().get_template("page.html.j2").render(changes=changes, style=style, report=report)
    return replace_unprintable(text).encode()


def compared_page(previous: SubmissionData, current: SubmissionData) -> bytes:
    """The page of a report and the period before, from their submissions alone: what a build can always make again."""
    return changes_page(compare(Side(previous), Side(current)))


def versions_page(old: Path, new: NotebookNode) -> bytes:
    """The page of a report and the version of it that was issued before, from both notebooks. Raises ExportError."""
    with said_of(f"{old}"):
        return changes_page(
            compare(printed_side(read_notebook(old), str(old)), printed_side(read_parts(new), EXECUTED))
        )


@functools.cache
def _environment() -> jinja2.Environment:
    environment = page_environment(_HERE)
    environment.globals.update(say=wording, runs=runs, date=print_date, severities=severity_names())
    return environment
