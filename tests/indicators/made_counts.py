"""Counts made by hand, without a folder. In: annex figures and statements. Out: Counts and records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from cchc.indicators.counts import Counts
from cchc.raw.files import Record
from cchc.raw.source import Source
from cchc.raw.submission import ANNEX, COLUMNS, REDUCTIONS, STATEMENTS, Submission
from tests.conftest import annex_records

ON = date(2024, 12, 14)
SOURCE = Source.model_validate(
    {"ma_xa": "15976", "nam": "2024", "ky": "nam", "tu_ngay": "2023-12-15", "den_ngay": "2024-12-14"}
)


def made_counts(
    annex: Mapping[str, str] | None = None, statements: Iterable[tuple[str, ...]] = (), as_of: date = ON
) -> Counts:
    """The counts of a submission with this annex {code, key or label: figure} and statements (section, key, figure, scope)."""
    rows = [dict(zip(COLUMNS[ANNEX], [*row, ""], strict=True)) for row in annex_records(annex or {}, as_of)]
    stated = [
        {
            "muc": section,
            "khoa": key,
            "gia_tri": text,
            "don_vi": "",
            "nguyen_van": f"có {text}",
            "pham_vi": "".join(scope),
        }
        for section, key, text, *scope in statements
    ]
    return Counts(
        Submission(
            SOURCE.model_copy(update={"den_ngay": as_of}),
            (),
            {ANNEX: number_rows(rows), STATEMENTS: number_rows(stated)},
        ),
        as_of,
    )


def made_records(*procedures: tuple[str, str, str]) -> tuple[Record, ...]:
    """Records of cat_giam.csv: (days by rule, days after, percentage stated)."""
    rows = [[str(n), f"Thủ tục {n}", *days, "", ""] for n, days in enumerate(procedures, start=1)]
    return number_rows(dict(zip(COLUMNS[REDUCTIONS], row, strict=True)) for row in rows)


def number_rows(rows: Iterable[dict[str, str]]) -> tuple[Record, ...]:
    """The rows as records, the first below the header."""
    return tuple(Record(row, fields) for row, fields in enumerate(rows, start=2))
