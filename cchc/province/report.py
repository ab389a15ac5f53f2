"""The roll-up that a notebook talks to. In: a province's units, now and in the period before. Out: blocks, one a call.

As with a commune's report the notebook holds the sentences and chooses between them; here are the numbers, each with where it
came from, the tables and the drawings. Holds no sentence of the report.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from cchc.catalogue.counts import hint_of_key, is_known_key
from cchc.catalogue.indicators import indicators
from cchc.catalogue.presentation import presentation
from cchc.catalogue.roll_up import MainIndicator, roll_up
from cchc.document.display import DisplayedBlock
from cchc.document.lineage import Links, register, register_cells
from cchc.document.model import (
    Addressees,
    Annex,
    Block,
    Heading,
    Inline,
    Notice,
    Submission,
    Table,
    Title,
    UnitNamed,
    plain_text,
)
from cchc.document.provenance import versions
from cchc.document.sentences import fill_sentence, running_text
from cchc.errors import NotebookError, shown
from cchc.province.compare import Change, changes, unlike
from cchc.province.facts import counted, fact, words_of
from cchc.province.heading import province_letterhead, province_signature, to_whom
from cchc.province.overview import overview_block
from cchc.province.shared import SharedCause, by_rule, shared_causes
from cchc.province.spread import Outlier, Spread, outliers, spreads
from cchc.province.tables import findings, side_by_side, standing, totals
from cchc.province.totals import Taken, Units, asked_for, taking_part
from cchc.raw.files import RawFile
from cchc.raw.keys import ProvinceKey
from cchc.raw.source import ProvinceSource
from cchc.values.value import Cell, Value

_NO_FINDINGS = Links({}, {})
_CHANGE = "thay_doi."  # before a key: how it has changed, in words
_COMPARED = "so_duoc."  # before a key: how many units it is compared over
_TAKING_PART = "tham_gia."  # before a key: how many units the total or rate is of


class ProvinceReport:
    """A province's roll-up for one period. Methods that print show their block in the cell and return it."""

    def __init__(
        self,
        key: ProvinceKey,
        units: Units,
        earlier: Callable[[], Units | None],
        source: ProvinceSource,
        files: Sequence[RawFile] = (),
        as_of: date | None = None,
    ) -> None:
        self.key, self.units, self.source, self.files = key, units, source, files
        self._earlier = earlier
        self.limits = roll_up().limits
        self.window = units.form.period(key.period).window(key.year)
        self.words = words_of(key, self.window, units.states, as_of, self.limits)
        self._asked_as_of = as_of

    @functools.cached_property
    def previous(self) -> Units | None:
        """The units of the province in the period before; None where none of them has a report of it."""
        return self._earlier()

    # What the numbers say: questions a cell asks before it chooses a sentence.

    @functools.cache  # noqa: B019 - a report lives as long as its notebook
    def value(self, key: str) -> Value:
        """A fact of the units (don_vi.chua_gui), a total (ho_so.tiep_nhan) or a rate over the whole province (ty_le.trong_han)."""
        found = fact(key, self.units.states) or self._counted(key)
        if found is not None:
            return found
        if (compared := self._compared_over(key)) is not None:
            return compared
        if key.startswith(_TAKING_PART):
            return taking_part(key, self.units.take(key.removeprefix(_TAKING_PART)))
        if key not in indicators() and not is_known_key(key, self.units.form):
            raise NotebookError(f'Không có số liệu "{shown(key)}"{hint_of_key(key)}; hãy sửa tên trong ô này.')
        return self.units.total(key).value

    def has(self, *keys: str) -> bool:
        """Whether all of these have a number."""
        return all(not self.value(key).missing for key in keys)

    def zero(self, key: str) -> bool:
        """Whether the number is known and is 0."""
        return self.value(key).number == 0

    def some(self, *keys: str) -> bool:
        """Whether these numbers are known and are more than 0."""
        return all((self.value(key).number or 0) > 0 for key in keys)

    def equal(self, key: str, other: str) -> bool:
        """Whether both numbers are known and are the same."""
        return self.has(key, other) and self.value(key).number == self.value(other).number

    def known(self, word: str) -> bool:
        """Whether the word that stands in braces says something: {han_gui} where a due day is known."""
        return bool(self.words.get(word))

    def compares(self, key: str | None = None) -> bool:
        """Whether a figure, or the one of that key, can be held against the period before."""
        return bool(self.changes) if key is None else key in self._changed

    # The parts of a roll-up.

    def submission(self) -> DisplayedBlock:
        """Whose roll-up it is, the province's own file, the cells that numbers of units come from; not printed."""
        province = self.key.province
        day = {"tinh_den": self._asked_as_of.isoformat()} if self._asked_as_of else {}
        named = UnitNamed(code=province.code, name=province.name, type=province.type, full_name=province.full_name,
                          district="", province="", slug=province.slug)  # fmt: skip
        first, last = self.window
        block = Submission(
            unit=named,
            year=self.key.year,
            period=self.key.period,
            period_name=self.words["ky"],
            window=(first.isoformat(), last.isoformat()),
            files=self.files,
            cells=register_cells(self._cells()),
            parameters={"tinh": province.code, "nam": self.key.year, "ky": self.key.period, **day},
            versions=versions(),
            synthetic=self.units.some_made_up,
        )
        return self._show(block)

    def overview(self) -> DisplayedBlock:
        """The figures that stand for the province; for the page's head."""
        return self._show(overview_block(self.value, self.units))

    def letterhead(self) -> DisplayedBlock:
        """State, motto, issuing body, number, place and date, as nguon.yaml of the province gives them; else blanks."""
        return self._show(province_letterhead(self.key.province, self.source))

    def title(self, subject: str) -> DisplayedBlock:
        """The kind of document and what it is about."""
        return self._show(Title(kind=presentation().letterhead.kind, subject=self._text(subject)))

    def addressees(self) -> DisplayedBlock:
        """The line "Kính gửi"."""
        return self._show(Addressees(to=to_whom(self.source)))

    def heading(self, section: str, title: str) -> DisplayedBlock:
        """The heading of a section: "II.1" is 1 below II."""
        parts = section.split(".")
        return self._show(Heading(section=section, level=len(parts), number=parts[-1], text=self._text(title)))

    def paragraph(self, section: str, sentence: str) -> DisplayedBlock:
        """A paragraph whose names in braces are filled with words and numbers; sentences may go on with it."""
        return self._show(running_text(section, [self._inlines(sentence)], flow="begins"))

    def sentence(self, section: str, sentence: str) -> DisplayedBlock:
        """A sentence that goes on with the paragraph before it; one of its own where there is none."""
        return self._show(running_text(section, [self._inlines(sentence)], flow="goes_on"))

    def closing(self, sentence: str) -> DisplayedBlock:
        """The last sentence."""
        return self._show(running_text(None, [self._inlines(sentence)], "closing"))

    def annex(self, key: str, title: str) -> DisplayedBlock:
        """Begin an annex."""
        known = {one.key: one for one in roll_up().annexes}
        if key not in known:
            raise NotebookError(
                f'Không có phụ lục "{shown(key)}"; các phụ lục: {", ".join(known)}; hãy sửa tên trong ô này.'
            )
        one = known[key]
        return self._show(Annex(id=key, number=one.number, title=self._text(title), landscape=one.landscape))

    def table(self, key: str, caption: str | None = None) -> DisplayedBlock:
        """A table of roll_up.yaml; nothing where it has no row."""
        make = self._tables.get(key)
        if make is None:
            raise NotebookError(
                f'Không có bảng "{shown(key)}"; các bảng: {", ".join(self._tables)}; hãy sửa tên trong ô này.'
            )
        block = make(None if caption is None else self._text(caption))
        return self._show(block if block.rows else running_text(None, []))

    def chart(self, key: str, caption: str) -> DisplayedBlock:
        """The heat map of the main rates by unit, on as many drawings as a page holds; nothing where there is no rate."""
        if key != "ban_do_nhiet":
            raise NotebookError(f'Không có biểu đồ "{shown(key)}"; biểu đồ: ban_do_nhiet; hãy sửa tên trong ô này.')
        from cchc.province.heat import heat_figures  # matplotlib takes longer than all else that a roll-up needs

        shown_last = DisplayedBlock(running_text(None, []))
        for figure in heat_figures(self.units, self.taken, self._text(caption)):
            shown_last = self._show(figure)
        return shown_last

    def notice(self, section: str, sentence: str) -> DisplayedBlock:
        """A short remark set apart from the text."""
        return self._show(Notice(section=section, tone="info", inlines=self._inlines(sentence)))

    def signature(self) -> DisplayedBlock:
        """The list "Nơi nhận" and the signature; blanks where nguon.yaml of the province does not give them."""
        return self._show(province_signature(self.source))

    # What is computed once.

    @functools.cached_property
    def taken(self) -> Mapping[MainIndicator, Taken]:
        """Each main indicator that a unit has a number of."""
        found = {one: self.units.take(one.key) for one in roll_up().indicators}
        return {one: taken for one, taken in found.items() if taken.numbers}

    @functools.cached_property
    def spreads(self) -> list[Spread]:
        """Each main indicator by type of unit."""
        return [one for indicator, taken in self.taken.items() for one in spreads(indicator, taken, self.limits)]

    @functools.cached_property
    def outliers(self) -> list[Outlier]:
        """The units unlike the others of their type."""
        return [one for spread in self.spreads for one in outliers(spread, self.limits)]

    @functools.cached_property
    def changes(self) -> list[Change]:
        """What can be held against the period before."""
        return list(changes(self.units, self.previous, roll_up().compared)) if self.previous else []

    @functools.cached_property
    def _tables(self) -> Mapping[str, Callable[[str | None], Table]]:
        states, built = self.units.states, self.units.figures.values()
        return {
            "tong_hop": lambda caption: totals.totals_table(
                self.units, list(asked_for(self.units.form, built)), caption
            ),
            "don_vi": lambda caption: standing.units_table(states, caption),
            "chi_so": lambda caption: side_by_side.indicators_table(self.units, self.taken, self.outliers, caption),
            "trang_thai": lambda caption: standing.states_table(states, caption),
            "phan_bo": lambda caption: side_by_side.spread_table(self.spreads, self.units, caption),
            "xep_hang": lambda caption: side_by_side.ranking_table(self.spreads, self.limits.ranked, caption),
            "khac_biet": lambda caption: side_by_side.outlier_table(self.outliers, caption),
            "quy_tac": lambda caption: findings.rules_table(by_rule(built), caption),
            "nguyen_nhan": lambda caption: findings.causes_table(self._shared, caption),
            "so_sanh": lambda caption: totals.changes_table(self.changes, caption),
        }

    @functools.cached_property
    def _shared(self) -> list[SharedCause]:
        return shared_causes(self.units.figures.values(), self.limits.shared_by)

    def _compared_over(self, key: str) -> Value | None:
        change = self._changed.get(key.removeprefix(_COMPARED)) if key.startswith(_COMPARED) else None
        return counted(key, "đơn vị có số ở cả hai kỳ", "đơn vị", change.units) if change else None

    def _counted(self, key: str) -> Value | None:
        """What the roll-up itself counts: units unlike the others, causes that are shared."""
        counts = {
            "khac_biet.don_vi": ("đơn vị khác biệt", "đơn vị", lambda: len({one.unit for one in self.outliers})),
            "khac_biet.loai": (
                "loại đơn vị đủ số để xét",
                "loại",
                lambda: len({one.type for one in self.spreads if one.judged}),
            ),
            "nguyen_nhan.chung": ("nguyên nhân chung của nhiều đơn vị", "nguyên nhân", lambda: len(self._shared)),
            "phat_hien.E": ("lỗi chưa xử lý", "lỗi", lambda: self._open("E")),
            "phat_hien.W": ("điều cần xác nhận", "điều", lambda: self._open("W")),
            "so_sanh.lech_ky": ("đơn vị có số liệu hai kỳ dài ngắn khác nhau", "đơn vị", self._count_unlike),
            "so_sanh.chi_tieu": ("chỉ tiêu so được với kỳ trước", "chỉ tiêu", lambda: len(self.changes)),
        }
        if key not in counts:
            return None
        label, unit, count = counts[key]
        return counted(key, label, unit, count())

    def _count_unlike(self) -> int:
        return len(unlike(self.units, self.previous)) if self.previous else 0

    def _open(self, severity: str) -> int:
        listed = (found for one in self.units.figures.values() for found in one.found)
        return sum(found.open and found.severity == severity for found in listed)

    def _cells(self) -> Iterable[Cell]:
        """The raw cells behind the numbers that are printed of single units."""
        for taken in self.taken.values():
            for value in taken.numbers.values():
                yield from value.sources()

    @functools.cached_property
    def _changed(self) -> dict[str, Change]:
        return {one.now.key: one for one in self.changes}

    def _inlines(self, sentence: str) -> list[Inline]:
        numbered = {one.key: one.number for one in roll_up().annexes}
        return fill_sentence(sentence, self._words_for(sentence), self.value, list, numbered)

    def _words_for(self, sentence: str) -> Mapping[str, str]:
        """The words of a sentence; the period before is read only for one that names a change."""
        if _CHANGE not in sentence:
            return self.words
        return self.words | {f"{_CHANGE}{key}": one.said for key, one in self._changed.items()}

    def _text(self, sentence: str) -> str:
        return plain_text(self._inlines(sentence))

    def _show(self, block: Block) -> DisplayedBlock:
        return DisplayedBlock(register(block, _NO_FINDINGS)).show()
