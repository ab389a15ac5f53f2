"""What a workbook is made from. In: unit, year, period, perhaps a submission. Out: `Filling`: the form in force, last period's values.

Last period's values are those of the same unit only: nothing crosses a merger.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from cchc.catalogue.form import Form
from cchc.catalogue.periods import periods
from cchc.catalogue.units.register import Unit, unit
from cchc.document.context import words_of
from cchc.document.opening import resolve_root
from cchc.errors import ParameterError, SubmissionError
from cchc.intake.workbook.names import Names
from cchc.raw.form_files import find_forms, form_for_key
from cchc.raw.keys import ReportKey
from cchc.raw.layout import RAW, Tree, own_previous
from cchc.raw.matching import match_rows
from cchc.raw.submission import ANNEX, STATEMENTS, Submission, read_submission
from cchc.values.reading import clean, is_blank


@dataclass(frozen=True)
class Earlier:
    """The values of the period before: of the annex by quantity, of the narrative by section and key."""

    name: str = ""
    annex: Mapping[str, str] = field(default_factory=dict)
    stated: Mapping[tuple[str, str], str] = field(default_factory=dict)


@dataclass(frozen=True)
class Filling:
    """Whose workbook it is, for which period, after which form; `sent` is what it is filled with."""

    key: ReportKey
    unit: Unit
    form: Form
    sent: Submission | None = None
    earlier: Earlier = field(default_factory=Earlier)

    @functools.cached_property
    def words(self) -> dict[str, str]:
        """The words that titles are filled with."""
        return words_of(self.unit, self.form.period(self.key.period), self.key.year, self.form)

    @functools.cached_property
    def names(self) -> Names:
        """What the workbook calls sections and counts."""
        return Names(self.form, self.words)


def filling_for(path: Path, key: ReportKey, source: Path | None = None) -> Filling:
    """What a workbook at `path` is to hold, filled from the submission in the folder `source`. Raises CchcError."""
    sent = read_submission(source) if source else None
    if source and sent:
        _check_same(source, sent, key)
    form = sent.form if sent else form_for_key(_home(path), key)
    end = sent.source.den_ngay if sent else form.period(key.period).window(key.year)[1]
    return Filling(key, unit(key.code, end), form, sent, _earlier(key, source))


def _home(path: Path) -> Path:
    """A folder of the project that the workbook lies in, else of the one that the command is run in."""
    return path.parent if find_forms(path.parent) else Path()


def _check_same(folder: Path, sent: Submission, key: ReportKey) -> None:
    found = (sent.source.ma_xa, sent.source.nam, sent.source.ky)
    if found != (key.code, str(key.year), key.period):
        raise ParameterError(
            f"{folder}: cần số liệu của mã {key.code}, năm {key.year}, kỳ {key.period} theo --code, --year, --period, "
            f"gặp mã {found[0]}, năm {found[1]}, kỳ {found[2]}; hãy sửa lệnh, hoặc chọn thư mục khác."
        )


def _earlier(key: ReportKey, source: Path | None) -> Earlier:
    """The values of the period before: none where there is no such report, or its files cannot be read."""
    try:
        base = source.absolute().parents[2] if source and len(source.absolute().parents) > 2 else resolve_root(RAW)
        folder = own_previous(Tree(base), key)
        return _values(read_submission(folder), key.previous) if folder else Earlier()
    except (SubmissionError, ParameterError):
        return Earlier()


def _values(before: Submission, key: ReportKey) -> Earlier:
    """Texts as they were sent; of a count stated twice in a section the first."""
    rows = (pair for pair in match_rows(before.table(ANNEX), before.form) if pair.record and pair.row)
    annex = {before.form.quantity(p.row.key): clean(p.record["so_lieu"]) for p in rows if p.record and p.row}
    stated: dict[tuple[str, str], str] = {}
    for record in before.table(STATEMENTS):
        if is_blank(record.fields.get("pham_vi", "")):
            stated.setdefault((clean(record["muc"]), clean(record["khoa"])), clean(record["gia_tri"]))
    return Earlier(periods()[key.period].name_in(key.year), annex, stated)
