"""An earlier period beside a report's own. In: submissions of then. Out: their figures, or why these are no base to compare with.

Across a merger the figure of then is the sum of the units that the unit was made of, where each of them stated it; a share
is the sum of the numerators over the sum of the denominators. A number of then names its period, and where it is another
unit's the unit, so that nobody takes it for one of this report.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from cchc.catalogue.indicators import indicators
from cchc.catalogue.periods import alike, periods
from cchc.catalogue.rules import rules
from cchc.catalogue.units.register import Unit
from cchc.catalogue.units.territory import name_units
from cchc.document.submission_data import SubmissionData
from cchc.indicators.rates import divide, keys_of
from cchc.raw.layout import PastFolders, path_of
from cchc.values.printing import HUNDRED, print_date, round_percent
from cchc.values.value import Formula, Status, Value, whole_sum

_KEY = re.compile(r"[^\s()]*\.[^\s()]*")  # a key in a formula: ho_so.tiep_nhan, 3.3.1.a
_UNIT_MARK = re.compile(r"@\S+")


@dataclass(frozen=True)
class Past:
    """One earlier period: the submissions of then, of the unit itself or of those it was made of, and what is unreadable."""

    found: PastFolders
    parts: tuple[SubmissionData, ...]
    unread: tuple[Unit, ...] = ()

    @property
    def name(self) -> str:
        """The period: "năm 2024"."""
        return periods()[self.found.period].name_in(self.found.year)

    @property
    def own(self) -> SubmissionData | None:
        """The submission of the unit itself; None where it did not exist, or its files cannot be read."""
        return self.parts[0] if self.found.territory.same and self.parts else None

    @property
    def made_of(self) -> str:
        """The units whose figures are added up, in words; nothing where it is the unit itself."""
        return "" if self.found.territory.same else name_units(self.found.territory.units)

    def files(self) -> Iterator[tuple[str, str]]:
        """Path in the tree and sha256 of each file that was read."""
        homes = {one.code: path_of(folder) for one, folder in self.found.folders}
        yield from (
            (f"{homes[part.key.code]}/{file.name}", file.sha256) for part in self.parts for file in part.raw.files
        )

    @property
    def gaps(self) -> bool:
        """Whether no figure stands for the whole unit: some of then are missing, or were split between several."""
        return bool(self.found.territory.split or self.found.absent or self.unread)

    def why_not(self, now: SubmissionData) -> str:
        """Why its figures are no base for those of now; nothing where they are. Vietnamese, as a sentence goes on."""
        if split := self.found.territory.split:
            return f"{name_units(split)} được chia cho nhiều đơn vị khi sắp xếp nên không cộng được số liệu {self.name}"
        if self.found.absent:
            return f"chưa có số liệu {self.name} của {name_units(self.found.absent)}{self._of_all(self.found.absent)}"
        if self.unread:
            return f"không đọc được số liệu {self.name} của {name_units(self.unread)}{self._of_all(self.unread)}"
        if self._of_another_world(now):
            return "một kỳ là số liệu mô phỏng, kỳ kia là số liệu thật"
        apart = next((part for part in self.parts if not alike(window_of(part), window_of(now))), None)
        return f"hai kỳ số liệu dài ngắn khác nhau ({_days(now)}; {self.name} {_days(apart)})" if apart else ""

    def _of_all(self, lacking: Sequence[Unit]) -> str:
        every = len(self.found.territory.units)
        return f" ({len(lacking)} trong {every} đơn vị hợp thành)" if every > 1 else ""

    def value(self, section: str | None, key: str) -> Value:
        """The count or rate of then, as a sentence of `section` prints it: of the unit, or the sum over those it was made of."""
        values = [self._marked(part.together(section, [key])[key], part) for part in self.parts]
        if self.found.territory.same:
            return values[0]
        return _sum(values, key + self._mark, f" ({self.name}, cộng {len(values)} đơn vị)")

    def comparable(self, now: SubmissionData, section: str | None, key: str) -> bool:
        """Whether the figure may be set beside that of now: the same quantity, over windows of about the same length."""
        return not self.why_not(now) and self.same_quantity(now, section, key)

    def same_quantity(self, now: SubmissionData, section: str | None, key: str) -> bool:
        """Whether the figure is known of then and now, stands for the whole unit, and is the same quantity in one scope."""
        if self.gaps or self._of_another_world(now):
            return False
        group, before = now.together(section, [key]), self.value(section, key)
        if group[key].missing or before.missing or not _same_name(group[key], before):
            return False
        return all(_alike(part, now, section, key, group.scope) for part in self.parts)

    def _of_another_world(self, now: SubmissionData) -> bool:
        """Whether made-up figures would stand beside real ones."""
        return any(part.raw.source.synthetic != now.raw.source.synthetic for part in self.parts)

    @property
    def _mark(self) -> str:
        return f"@{self.found.year}/{self.found.period}"

    def _marked(self, value: Value, part: SubmissionData) -> Value:
        if self.found.territory.same:
            return _mark(value, part, self._mark, part.words["ky"])
        return _mark(value, part, f"@{part.key}", f"{part.words['ky']}, {part.unit.level_word} {part.unit.name}")


def change_of(now: Value, before: Value, label: str = "", earlier: str = "") -> Value:
    """The change as one value that rests on both; of shares in shares. Both must have a number."""
    formula = Formula(f"{now.key} - {before.key}", (now, before))
    named = f"{label or now.label}: thay đổi so với {earlier}" if earlier else now.label
    return replace(now, key=f"{now.key}.thay_doi", label=named, number=now.known - before.known, status="derived",
                   cells=(), formula=formula, denominator="")  # fmt: skip


def as_printed(value: Value) -> Decimal:
    """The number as the page shows it, percentages in percent: a change is that of the two figures which stand there."""
    number = value.known
    if value.kind not in ("share", "percent"):
        return number
    return round_percent(number * HUNDRED if value.kind == "share" else number, value.decimals)


def _mark(value: Value, part: SubmissionData, mark: str, whose: str) -> Value:
    """The value of another submission: its key and label say which, its cells say where."""
    cells = tuple(replace(cell, file=f"{part.path}/{cell.file}", words="") for cell in value.cells)
    formula = value.formula and Formula(
        _KEY.sub(lambda key: key[0] + mark, value.formula.text),
        tuple(_mark(operand, part, mark, whose) for operand in value.formula.operands),
    )
    key = _KEY.sub(lambda key: key[0] + mark, value.key)
    return replace(value, key=key, label=f"{value.label} ({whose})", cells=cells, formula=formula)


def _sum(values: Sequence[Value], key: str, of: str) -> Value:
    """The sum of a count over units, or the share of a sum in a sum; missing where one is, or cannot be added up."""
    if values[0].kind == "share":
        return _sum_of_shares(values, key, of)
    number = whole_sum(values) if {value.kind for value in values} <= {"count", "measure"} else None
    status: Status = "missing" if number is None else "derived"
    formula = Formula(" + ".join(value.key for value in values), tuple(values))
    first = values[0]
    return Value(key, _plain(first.label) + of, first.unit, first.kind, number, status, formula=formula)


def _sum_of_shares(values: Sequence[Value], key: str, of: str) -> Value:
    pairs = [value.formula.operands for value in values if value.formula and len(value.formula.operands) == 2]
    named = {value.denominator for value in values}
    if len(pairs) < len(values) or len(named) > 1:
        return replace(values[0], key=key, number=None, status="missing", formula=None, cells=())
    mark = "@" + key.rpartition("@")[2]
    above, below = (
        _sum(side, _UNIT_MARK.sub("", side[0].key).replace(" ", "") + mark, of) for side in zip(*pairs, strict=True)
    )
    text = f"{above.key} / {below.key}"
    return divide(above, below, key, _plain(values[0].label) + of, values[0].denominator, text, values[0].decimals)


def _plain(label: str) -> str:
    """The label without whose it is."""
    return label.rpartition(" (")[0]


def _same_name(now: Value, before: Value) -> bool:
    """Whether both are of one kind, rates over one denominator."""
    return (now.kind, now.denominator) == (before.kind, before.denominator)


def _alike(part: SubmissionData, now: SubmissionData, section: str | None, key: str, scope: str) -> bool:
    """Whether the figure is the same quantity in both submissions: by their forms, its scope, and what received holds."""
    asked = list(_asked(key))
    same = all(part.raw.form.quantity(one) == now.raw.form.quantity(one) for one in asked)
    if not same or part.together(section, [key]).scope != scope:
        return False
    return rules().balance.received not in asked or _received_alike(part, now, section)


def _asked(key: str) -> Iterator[str]:
    """The counts that the figure is made of."""
    rate, _, of = key.partition("/")
    yield from keys_of(rate, of or None) if rate in indicators() else (key,)


def _received_alike(part: SubmissionData, now: SubmissionData, section: str | None) -> bool:
    """Whether both count the dossiers carried over in those received, or neither does; where none were, either is."""
    held = [one.received_holds_carried(section or "") for one in (part, now)]
    if held[0] == held[1]:
        return True
    plain = part if held[1] else now
    carried = plain.together(section, [rules().balance.carried])[rules().balance.carried]
    return carried.number == 0


def window_of(data: SubmissionData) -> tuple[date, date]:
    """First and last day of its data."""
    return data.raw.source.tu_ngay, data.raw.source.den_ngay


def _days(data: SubmissionData) -> str:
    return "từ {} đến {}".format(*map(print_date, window_of(data)))
