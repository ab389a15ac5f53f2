"""Compare two reports by their paths. In: two folders or notebooks. Out: a comparison, its page as a file, its JSON.

A side is an output folder or an executed notebook, whose words are compared too, or the folder of a submission.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from cchc.build.check import check_folder
from cchc.build.publish import publish_file
from cchc.checks.finding import plain_number
from cchc.compare.comparison import Comparison, compare
from cchc.compare.page import changes_page
from cchc.compare.rows import Change, altered, difference, percent, texts
from cchc.compare.sides import Side, printed_side, said_of
from cchc.compare.text import text_of
from cchc.document.submission_data import SubmissionData
from cchc.errors import CchcError, UsageError
from cchc.export.names import EXECUTED, HTML
from cchc.export.reopen import read_notebook
from cchc.indicators.reductions import ShortenedProcedure
from cchc.raw.submission import SOURCE


def compare_paths(old: Path, new: Path) -> Comparison:
    """What changed from the old report to the new one. Raises UsageError, ExportError and SubmissionError."""
    with said_of(f"{old}, {new}"):
        return compare(read_side(old), read_side(new))


def read_side(path: Path) -> Side:
    """One side of the comparison. Raises UsageError where the path holds no report and no submission."""
    if path.is_file() and path.suffix == ".ipynb":
        return printed_side(read_notebook(path), str(path))
    if (path / EXECUTED).is_file():
        return printed_side(read_notebook(path / EXECUTED), str(path / EXECUTED))
    if (path / SOURCE).is_file():
        return Side(check_folder(path))
    found = "không có đường dẫn này" if not path.exists() else "không thấy tệp nào trong số đó"
    raise UsageError(
        f"{path}: cần thư mục báo cáo đã lập (có {EXECUTED}), một sổ tay .ipynb đã chạy, "
        f"hoặc thư mục số liệu của một xã (có {SOURCE}); {found}."
    )


def write_page(changes: Comparison, path: Path) -> None:
    """Write the page; it leads back to the report where that stands beside it. Raises CchcError."""
    if path.is_dir():
        raise CchcError(f"{path}: --html cần tên tệp để ghi, gặp một thư mục; ví dụ {path / 'thay-doi.html'}.")
    publish_file(path, changes_page(changes, HTML if (path.parent / HTML).is_file() else ""))


def as_data(changes: Comparison) -> dict[str, Any]:
    """The form of `cchc diff --json`: what changed, and how much did not; a missing number is null."""
    told = {kind: [form(change) for change in altered(changes.rows[kind])] for kind, form in _FORMS.items()}
    return {
        "scope": changes.scope,
        "old": _identity(changes.old.data),
        "new": _identity(changes.new.data),
        **told,
        "sentences": told["sentences"] if changes.worded else None,
        "unchanged": {kind: len(changes.rows[kind]) - len(listed) for kind, listed in told.items()},
    }


def _identity(data: SubmissionData) -> dict[str, Any]:
    named = ("ma_xa", "ten_xa", "nam", "ky", "tu_ngay", "den_ngay")
    return {name: value if name == "nam" else str(value) for name, value in data.identity.items() if name in named}


def _figure(change: Change) -> dict[str, Any]:
    figure, (before, after) = change.current, texts(change)
    return {
        "key": change.key,
        "label": change.label,
        "unit": figure.unit,
        "of": figure.denominator,
        "place": change.place,
        "status": change.status,
        "old": plain_number(change.old.number) if change.old else None,
        "new": plain_number(change.new.number) if change.new else None,
        "old_text": before,
        "new_text": after,
        "difference": plain_number(difference(change)),
        "percent": plain_number(percent(change)),
    }


def _procedure(change: Change) -> dict[str, Any]:
    return {"name": change.label, "status": change.status, "old": _days(change.old), "new": _days(change.new)}


def _days(procedure: ShortenedProcedure | None) -> dict[str, Any] | None:
    if procedure is None:
        return None
    return {"before": plain_number(procedure.before.number), "after": plain_number(procedure.after.number)}


def _finding(change: Change) -> dict[str, Any]:
    named = ("rule", "severity", "keys", "message", "suggestion", "status", "where", "values")
    old, new = ({name: f.get(name) for name in named} if f else None for f in (change.old, change.new))
    return {"status": change.status, "old": old, "new": new}


def _sentence(change: Change) -> dict[str, Any]:
    old, new = (None if words is None else text_of(words) for words in (change.old, change.new))
    return {"section": change.section, "status": change.status, "old": old, "new": new}


_FORMS: dict[str, Callable[[Change], dict[str, Any]]] = {
    "counts": _figure,
    "indicators": _figure,
    "stated_rates": _figure,
    "procedures": _procedure,
    "findings": _finding,
    "sentences": _sentence,
}
