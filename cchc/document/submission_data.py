"""The figures of one submission, and what they say. In: a submission. Out: values, answers to a notebook's questions, tables.

Prints nothing: `Report`, which prints, is built on it.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from cchc.catalogue.indicators import indicators
from cchc.catalogue.units.register import Unit
from cchc.checks.completeness import items_with_content
from cchc.checks.context import CheckContext
from cchc.checks.run import CheckReport, run_checks
from cchc.checks.tables import findings_table
from cchc.document.citations import cite
from cchc.document.context import words_of
from cchc.document.model import Citation
from cchc.errors import NotebookError, hint, shown
from cchc.indicators.carried import holds_carried
from cchc.indicators.counts import Counts, Group
from cchc.indicators.rates import compute_rate, keys_of, rates_over
from cchc.indicators.reductions import ShortenedProcedure, pooled_saving, read_procedures
from cchc.indicators.scores import Scored, score
from cchc.indicators.tables import as_frame, counts_table, indicators_table, scores_table
from cchc.raw.keys import ReportKey
from cchc.raw.submission import ANNEX, DOCUMENTS, REDUCTIONS, Submission
from cchc.values.printing import HUNDRED, round_half_up
from cchc.values.reading import clean, stated_decimals
from cchc.values.value import Value, whole_sum

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa


OWN_SCALE = "cham_diem"
_SCALES = {"diem_766": "diem_766.tong", OWN_SCALE: ""}  # each with the key of its total, where the package has it


def _as_said(value: Value) -> Value:
    """The value as a sentence knows it: what is left of a total was not stated."""
    return replace(value, number=None, status="missing", formula=None) if value.status == "remainder" else value


class SubmissionData:
    """One commune's figures for one period: what a cell asks before it chooses a sentence, and tidy tables."""

    def __init__(self, submission: Submission, unit: Unit, key: ReportKey) -> None:
        self.raw = submission
        self.unit, self.key = unit, key
        self.period, self.year = submission.form.period(key.period), key.year
        self.as_of = submission.source.den_ngay
        self._counts = Counts(submission, self.as_of)

    @functools.cached_property
    def words(self) -> dict[str, str]:
        """The names that may stand in braces in a sentence, with their text."""
        window = (self.raw.source.tu_ngay, self.raw.source.den_ngay)
        return words_of(self.unit, self.period, self.year, self.raw.form, window)

    @functools.cached_property
    def check_report(self) -> CheckReport:
        """What the checks found."""
        return run_checks(self.raw, self._counts, self.unit)

    # What the numbers say: questions a cell asks before it chooses a sentence.

    def value(self, section: str | None, key: str) -> Value:
        """The count or rate `key` as a sentence of `section` prints it; "rate/denominator" names the denominator."""
        rate, _, of = key.partition("/")
        if rate in indicators():
            return compute_rate(self._counts, rate, section, of or None)
        if key == self._pooled.key:
            return self._pooled
        if key.startswith("ty_le.") and not self._counts.statements_of(key):
            raise NotebookError(f'Không có tỷ lệ "{shown(key)}"{hint(key, indicators())}; hãy sửa tên trong ô này.')
        return self._counts.value(key, section)

    def live(self, section: str | None, key: str) -> Value | None:
        """The count or rate that a text of the commune names in braces; None where there is no such key."""
        known = key in indicators() or key == self._pooled.key or self._counts.knows(key)
        return self.value(section, key) if known else None

    def computed(self, stated: Value, section: str, of: str) -> Value:
        """A stated rate as it is computed: over the denominator `of`, or the one that it fits, or the first; else itself."""
        if stated.kind != "percent" or stated.number is None:
            return stated
        decimals = stated_decimals(stated.cells[0].text)
        over = self._over(stated, section, of.replace(" ", ""))
        fits = (one for one in over if round_half_up((one.number or 0) * HUNDRED, decimals) == stated.number)
        return next(fits, over[0] if over else replace(stated, decimals=decimals))

    def _over(self, stated: Value, section: str, of: str) -> list[Value]:
        """The rate over the denominator `of`, or over each in use, in the scope of what was stated; as far as it is known."""
        indicator, scope = indicators().get(stated.key), stated.cells[0].scope
        if indicator is None:
            return []
        chosen = (one for one in indicator.denominators if of in ("", "+".join(one.keys)))
        over = (value for one in chosen for value in rates_over(self._counts, indicator, one, section, scope))
        return [value for value in over if value.number is not None]

    def together(self, section: str | None, keys: Iterable[str]) -> Group:
        """The values that one sentence of `section` prints, all of one scope; "rate/denominator" names the denominator.

        What was not stated but follows from a total has no number here: a sentence says what the commune stated.
        """
        asked = dict.fromkeys(keys)
        rates = {key: key.partition("/") for key in asked if key.partition("/")[0] in indicators()}
        counts = [key for key in asked if key not in rates and self._counts.knows(key)]
        needed = [key for rate, _, of in rates.values() for key in keys_of(rate, of or None)]
        group = self._counts.group((*counts, *needed), section)
        found = {key: _as_said(group[key]) for key in counts}
        for key, (rate, _, of) in rates.items():
            found[key] = compute_rate(self._counts, rate, section, of or None, group)
        others = {key: self.value(section, key) for key in asked if key not in found}
        return Group({**found, **others}, group.scope)

    def has(self, section: str, *keys: str) -> bool:
        """Whether one sentence can print all of these: each has a number, and they go together."""
        return all(not value.missing for value in self.together(section, keys).values())

    def zero(self, section: str, key: str) -> bool:
        """Whether the number is known and is 0."""
        return self.together(section, [key])[key].number == 0

    def some(self, section: str, *keys: str) -> bool:
        """Whether these numbers are known, go together and are more than 0."""
        return all(value.number is not None and value.number > 0 for value in self.together(section, keys).values())

    def states(self, section: str, key: str) -> bool:
        """Whether the number that a sentence of the section prints is stated in that section itself."""
        cells = self.together(section, [key])[key].cells
        return bool(cells) and cells[0].section == section

    def equal(self, section: str, key: str, other: str) -> bool:
        """Whether both numbers are known and are the same."""
        group = self.together(section, [key, other])
        return group[key].number is not None and group[key].number == group[other].number

    def at_most(self, section: str, key: str, *others: str) -> bool:
        """Whether all numbers are known and the first is no larger than the sum of the others."""
        group = self.together(section, [key, *others])
        first, rest = group[key].number, whole_sum(group[other] for other in others)
        return first is not None and rest is not None and first <= rest

    def asks_for(self, key: str) -> bool:
        """Whether the annex of this report's date has a row for the key."""
        return self._counts.asks_for(key)

    def scored(self, table: str) -> Scored | None:
        """The points by a scoring table: "diem_766", or "cham_diem", the form's own; None where it has no points here."""
        own = self.raw.form.scoring
        if table not in _SCALES:
            raise NotebookError(
                f'Không có bảng chấm điểm "{shown(table)}"{hint(table, _SCALES)}; cần {", ".join(_SCALES)}.'
            )
        wanted = (
            scale
            for scale in self.raw.form.scales_on(self.as_of)
            if (table == OWN_SCALE if scale is own else scale.total.khoa == _SCALES[table])
        )
        found = next((score(self._counts, scale) for scale in wanted), None)
        return found if found and found.known else None

    @functools.cached_property
    def coverage(self) -> tuple[int, int]:
        """How many of the items at the ends of the outline something was submitted for, and how many there are."""
        full = items_with_content(CheckContext(self.raw, self._counts, self.unit))
        ends = self.raw.form.outline.end_keys
        return sum(key in full for key in ends), len(ends)

    def received_holds_carried(self, section: str) -> bool:
        """Whether the dossiers received hold those carried over, as in form 06a."""
        return holds_carried(self._counts, section)

    def prints_annex(self, key: str) -> bool:
        """Whether the annex is part of this report: something was submitted for it, or a draft says that it is missing."""
        return self.check_report.draft or self.raw.submitted({"phu_luc_01b": ANNEX, "cat_giam": REDUCTIONS}[key])

    def has_text(self, section: str) -> bool:
        """Whether the commune wrote something for the section."""
        return bool(self._texts(section))

    def has_documents(self, section: str) -> bool:
        """Whether the commune cites documents in the section."""
        return bool(self._documents(section))

    def has_procedures(self) -> bool:
        """Whether the commune lists procedures whose time limit was shortened."""
        return bool(self._procedures)

    def summary(self) -> str:
        """What was found in the submission, in a few words, for the person who ran it."""
        read = self.tables["so-lieu"].column("trang_thai").to_pylist()
        stated, wrong = read.count("stated"), read.count("not_a_number")
        absent = sum(1 for pair in self._counts.rows if pair.record is None)
        return (
            f"Đọc được {stated} số liệu; {wrong} ô không phải là số; {absent} dòng của biểu mẫu không được gửi. "
            f"Kiểm tra: {self.check_report.tally()}"
            + ("; báo cáo là DỰ THẢO cho đến khi xử lý hết lỗi." if self.check_report.draft else ".")
        )

    # Tables for questions that nobody planned.

    @property
    def counts(self) -> pd.DataFrame:
        """Every count of this submission, one row a statement, with unit, label and raw cell."""
        return as_frame(self.tables["so-lieu"])

    @property
    def indicators(self) -> pd.DataFrame:
        """Every rate over each denominator that has data, with numerator and denominator."""
        return as_frame(self.tables["chi-so"])

    def findings(self) -> pd.DataFrame:
        """Every finding, one row a place: rule, severity, status, message, suggestion, and the cell it speaks of."""
        return as_frame(self.tables["kiem-tra"])

    @functools.cached_property
    def tables(self) -> dict[str, pa.Table]:
        """The tidy tables by the name that their files have, as a build leaves them."""
        scored = (score(self._counts, scale) for scale in self.raw.form.scales_on(self.as_of))
        return {
            "so-lieu": counts_table(self._counts, self.identity),
            "chi-so": indicators_table(self._counts, self._procedures, self.identity),
            "kiem-tra": findings_table(self.check_report, self.identity),
            "diem": scores_table((one for one in scored if one.known), self.identity),
        }

    @property
    def path(self) -> str:
        """Where the report stands in each folder of a project: "2024/nam/15976-hoang-luu"."""
        return self.key.path(self.unit.slug)

    @property
    def identity(self) -> dict[str, Any]:
        """Which report this is: the columns that come first in every tidy table."""
        source = self.raw.source
        return {
            "ma_xa": self.unit.code,
            "ten_xa": self.unit.full_name,
            "nam": self.year,
            "ky": self.period.key,
            "tu_ngay": source.tu_ngay,
            "den_ngay": source.den_ngay,
            "du_thao": self.check_report.draft,
            "tong_hop": source.synthetic,
        }

    @functools.cached_property
    def _procedures(self) -> list[ShortenedProcedure]:
        return read_procedures(self.raw.table(REDUCTIONS))

    @functools.cached_property
    def _pooled(self) -> Value:
        return pooled_saving(self._procedures)

    def _documents(self, key: str) -> Sequence[Citation]:
        place = self.raw.form.outline.printing_section
        return [cite(r) for r in self.raw.table(DOCUMENTS) if place(clean(r["muc"])) == key]

    def _in_place(self, key: str | None) -> bool:
        """Whether a text of the commune stands in place of the sentences of the section."""
        return any(self.raw.form.outline.printing_section(name) == key for name in self.raw.in_place)

    def _texts(self, key: str) -> list[str]:
        place = self.raw.form.outline.printing_section
        return [text for name, texts in self.raw.texts.items() if place(name) == key for text in texts]
