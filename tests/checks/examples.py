"""Submissions made in memory, and what is found in them. In: figures, statements, an example. Out: an CheckReport.

The unit is always Xã Hoằng Lưu (15976), the period the year 2024 (15/12/2023 to 14/12/2024).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from cchc.catalogue.annex import AnnexRow
from cchc.catalogue.form import form_for
from cchc.catalogue.rules import Example
from cchc.catalogue.units.register import unit
from cchc.checks.finding import Finding
from cchc.checks.run import CheckReport, run_checks
from cchc.indicators.counts import Counts
from cchc.raw.files import RawFile, Record
from cchc.raw.source import Source
from cchc.raw.submission import (
    ANNEX,
    DOCUMENTS,
    REDUCTIONS,
    STATEMENTS,
    TEXTS,
    Submission,
    columns_to_fill,
    read_submission,
)
from cchc.raw.texts import split_paragraphs
from tests.conftest import annex_records

ON = date(2024, 12, 14)
UNIT = unit("15976", ON)
OWN = {"ma_xa": "15976", "nam": "2024", "ky": "nam", "tu_ngay": "2023-12-15", "den_ngay": "2024-12-14"}
SECTION = "II.2.d"
SAMPLE_SUBMISSION = read_submission(Path(__file__).parents[2] / "data/raw/2024/nam/15976-hoang-luu")

Rows = Iterable[Sequence[str]]


def make(
    *,
    annex: Mapping[str, str] | None = None,
    rows: Rows = (),
    statements: Rows = (),
    procedures: Rows = (),
    documents: Rows = (),
    texts: Mapping[str, str] | None = None,
    source: Mapping[str, Any] | None = None,
) -> Submission:
    """A submission in memory; a table that nothing is given for was not submitted.

    `annex`: text by key, in rows of the form; `rows`: (stt, chi_tieu, don_vi_tinh, so_lieu) as they stand, after these.
    `statements`: (khoa, gia_tri, muc or II.2.d, mau_so, nguyen_van, pham_vi). `procedures`: (ten_tthc, before, after,
    stated). `documents`:
    (loai, so_ky_hieu, ngay, co_quan, trich_yeu, muc or I.1).
    """
    tables = {
        ANNEX: [*annex_records(annex or {}, ON), *rows],
        STATEMENTS: [_statement(*row) for row in statements],
        REDUCTIONS: [[str(number), *row] for number, row in enumerate(procedures, 1)],
        DOCUMENTS: [[*(row[5:] or ["I.1"]), *row[:5]] for row in documents],
    }
    given = {name: records_of(name, lines) for name, lines in tables.items() if lines}
    names = [*given, *([TEXTS] if texts else [])]
    return Submission(
        Source.model_validate({**OWN, **(source or {})}),
        tuple(RawFile(name, "", "") for name in names),
        given,
        {key: split_paragraphs(text) for key, text in (texts or {}).items()},
    )


def _statement(
    key: str, text: str, section: str = SECTION, of: str = "", words: str = "", scope: str = ""
) -> list[str]:
    return [section, key, text, "", words, of, scope]


def records_of(name: str, lines: Rows) -> tuple[Record, ...]:
    """The records of a table with these lines, the first below the header; ends may be left off."""
    columns = columns_to_fill(name)
    padded = ([*line, *[""] * (len(columns) - len(line))] for line in lines)
    return tuple(Record(row, dict(zip(columns, line, strict=True))) for row, line in enumerate(padded, start=2))


def check_submission(submission: Submission) -> CheckReport:
    """What the checks find in it."""
    return run_checks(submission, Counts(submission, submission.source.den_ngay), UNIT)


def check_report_of(folder: Path) -> CheckReport:
    """What the checks find in a submission folder."""
    return check_submission(read_submission(folder))


def findings(rule: str, **given: Any) -> list[Finding]:
    """The findings of one family in a submission of these parts (see `make`)."""
    return [finding for finding in check_submission(make(**given)).findings if finding.rule == rule]


def only(rule: str, **given: Any) -> Finding:
    """The one finding of the family; fails where there are none or several."""
    (finding,) = findings(rule, **given)
    return finding


def check_example(example: Example) -> CheckReport:
    """What the checks find in an example of rules.yaml."""
    documents = [
        [entry[name] for name in ("loai", "so_ky_hieu", "ngay", "co_quan", "trich_yeu")] + [entry.get("muc", "I.1")]
        for entry in example.documents
    ]
    statements = [
        (
            entry["khoa"],
            entry["gia_tri"],
            entry.get("muc", SECTION),
            entry.get("mau_so", ""),
            entry.get("nguyen_van", ""),
        )
        for entry in example.statements
    ]
    whole = example.whole_form
    submission = make(
        annex=whole_form(example.annex) if whole else example.annex,
        rows=example.rows,
        statements=[*statements, *(COMPLETE["statements"] if whole else ())],
        procedures=example.procedures,
        documents=documents,
        texts={**(COMPLETE["texts"] if whole else {}), **example.texts},
        source=example.source,
    )
    return check_submission(submission)


# What a report must have and is expected to have besides the rows of the annex.
COMPLETE: dict[str, Any] = {
    "statements": [("ho_so.da_giai_quyet", "0"), ("ho_so.dang_giai_quyet", "0")],
    "texts": {key: "Đơn vị đã thực hiện theo kế hoạch." for key in form_for(ON).outline.end_keys if key != "V"},
}


def whole_form(figures: Mapping[str, str]) -> dict[str, str]:
    """Every row of the form: these figures, else 0 for a number, the first choice, nothing under a heading."""
    return {row.key: figures.get(row.key, _neutral(row)) for row in form_for(ON).rows}


def _neutral(row: AnnexRow) -> str:
    if row.kind == "heading":
        return ""
    return next(iter(row.choices), "0")
