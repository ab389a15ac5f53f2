"""The form of a report: annex rows and outline, by province and day. In: folders forms/<id>/. Out: the Form that holds.

A form is a project's own, or one of the package. Which one holds depends on the province and the last day of the data
window; two that hold at once are an error.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from importlib.resources import files
from typing import Literal, Self

from pydantic import model_validator

from cchc.catalogue.annex import AnnexFile, AnnexRow, OtherWords
from cchc.catalogue.asked import AskedCounts
from cchc.catalogue.form_words import FormWords
from cchc.catalogue.load import FilledIn, read_catalogue
from cchc.catalogue.outline import Outline
from cchc.catalogue.periods import Due, OwnPeriods, Period, periods, usual_due
from cchc.catalogue.scoring.scales import Scale, scales_on
from cchc.catalogue.units.kinds import split_kind
from cchc.catalogue.units.register import Unit
from cchc.catalogue.writing.names import normalise_label
from cchc.errors import CatalogueError

HEAD, ANNEX, OUTLINE = "bieu_mau.yaml", "phu_luc.yaml", "de_cuong.yaml"
WORDS = "tu_ngu.yaml"  # what a project's form does not name is called as the package's form of the day calls it
PERIODS = "ky.yaml"  # a period that a form does not name has its usual days
COUNTS = "so_lieu.yaml"  # a form without it asks for what the package's form of the day asks for
SCORES = "cham_diem.yaml"  # a form without it is scored only by the tables of the package
SCORED_IN = "III"  # the section in which the notebook tells the points of a form's own table
FORM_FILES = (HEAD, ANNEX, OUTLINE, WORDS, PERIODS, COUNTS, SCORES)

_PROVINCE, _TYPES = "{tinh}", ("tỉnh", "thành phố")
_AROUND = " .,;:+-\u2013\u2022*"  # bullets and full stops around a label


class FormHead(FilledIn):
    """Schema of bieu_mau.yaml: for which provinces (two-digit codes, or all) and days the form holds, and its source."""

    id: str
    title: str
    provinces: Literal["all"] | tuple[str, ...]
    valid_from: date | None = None
    valid_to: date | None = None
    verified: bool
    source: str

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise ValueError("valid_to đứng trước valid_from")
        if not re.fullmatch(r"[a-z0-9-]+", self.id):
            raise ValueError(f'id: cần chữ thường không dấu, chữ số và gạch nối như "thanh-hoa-2026", gặp "{self.id}"')
        wrong = [] if self.provinces == "all" else [code for code in self.provinces if not re.fullmatch(r"\d{2}", code)]
        if wrong:
            raise ValueError(f'provinces: cần all hoặc mã tỉnh hai chữ số như ["38"], gặp {", ".join(wrong)}')
        return self

    def holds(self, as_of: date, province: str) -> bool:
        """Whether the form is that of the province (its code; "" for none in particular) on the day."""
        within = (self.valid_from or date.min) <= as_of <= (self.valid_to or date.max)
        return within and (self.provinces == "all" or province in self.provinces)

    def meets(self, other: FormHead) -> bool:
        """Whether both hold for one province on one day."""
        begins = max(self.valid_from or date.min, other.valid_from or date.min)
        ends = min(self.valid_to or date.max, other.valid_to or date.max)
        anywhere = "all" in (self.provinces, other.provinces)
        return begins <= ends and (anywhere or not {*self.provinces}.isdisjoint(other.provinces))


@dataclass(frozen=True)
class Match:
    """A row that a label was found to mean; `dated` are the words of the label that the law changed."""

    row: AnnexRow
    dated: tuple[OtherWords, ...] = ()


@dataclass(frozen=True, eq=False)
class Form:
    """A form as a unit of a province has it; `tinh` is what the province is: "tỉnh" or "thành phố"."""

    head: FormHead
    annex: AnnexFile
    outline: Outline
    words: FormWords | None = None
    own_periods: OwnPeriods | None = None
    asked: AskedCounts | None = None
    tinh: str = _TYPES[0]
    scoring: Scale | None = None

    def period(self, key: str) -> Period:
        """The period of that key, with the days that the form gives it, else the usual ones."""
        return self.own_periods.period(key) if self.own_periods else periods()[key]

    def due(self, key: str, year: int) -> Due | None:
        """By which day the report is due: by the form, else by the letter for ministries and provinces; None where no
        rule was found. A period with a window of the form's own has no due day but the form's.
        """
        if self.own_periods and self.own_periods.of(key):
            return self.own_periods.due(key, year)
        return usual_due(key, year)

    def names_on(self, day: date, unit_words: Mapping[str, str]) -> dict[str, str]:
        """What the names in braces of bodies, portals and kinds of service stand for on the day. Raises CatalogueError."""
        of_package = _of_package(day, "").words
        known = (one.words_on(day, unit_words) for one in (of_package, self.words) if one)
        return {name: text for names in known for name, text in names.items()}

    def asked_on(self, day: date) -> tuple[tuple[str, str], ...]:
        """Section and key of what the narrative is asked to state, in order: what the annex has no row for."""
        asked = self.asked or _of_package(day, "").asked
        pairs = asked.pairs() if asked else ()
        return tuple((s, key) for s, key in pairs if s in self.outline.keys and key not in self.by_key)

    def scales_on(self, day: date) -> tuple[Scale, ...]:
        """The scoring tables in force on the day: the form's own first, then those of the package for what it does not score."""
        return scales_on(day, [self.scoring] if self.scoring else [])

    @functools.cached_property
    def rows(self) -> tuple[AnnexRow, ...]:
        """The rows of the annex in print order, the province's type in their labels."""
        return tuple(self._worded(row) for row in self.annex.rows)

    @functools.cached_property
    def by_key(self) -> dict[str, AnnexRow]:
        """The rows by key."""
        return {row.key: row for row in self.rows}

    def quantity(self, key: str) -> str:
        """What forms call the quantity of a key in common: that of its row, else the key."""
        row = self.by_key.get(key)
        return row.dai_luong if row else key

    @functools.cached_property
    def chapters(self) -> dict[str, str]:
        """The section of the outline that reports on each chapter, by the chapter's code."""
        return {row.code: row.section for row in self.annex.rows if row.section}

    def _worded(self, row: AnnexRow) -> AnnexRow:
        if _PROVINCE not in row.label:
            return row
        return row.model_copy(update={"label": row.label.replace(_PROVINCE, self.tinh)})

    def find(self, label: str) -> tuple[Match, ...]:
        """The rows that a label may mean, several where it stands under several rows; the form's own labels come first."""
        if own := self._own.get(normalise_label(label)):
            return own
        known = _read_as(label, self._words)
        dated = tuple(words for words in self.annex.tu_cu if words.den and _names(words, label))
        return tuple(Match(found.row, dated) for found in self._known.get(known, ()))

    @functools.cached_property
    def _own(self) -> dict[str, tuple[Match, ...]]:
        return _index((normalise_label(name), row) for row, name in self._spelled())

    @functools.cached_property
    def _known(self) -> dict[str, tuple[Match, ...]]:
        """The rows by their labels and other names, all as `_read_as` reads them."""
        others = ((row, name) for row in self.rows for name in row.con_goi)
        return _index((_read_as(name, self._words), row) for row, name in (*self._spelled(), *others))

    def _spelled(self) -> Iterator[tuple[AnnexRow, str]]:
        """Each row with its label, where the province stands in it with either type of province."""
        for row, raw in zip(self.rows, self.annex.rows, strict=True):
            yield from ((row, name) for name in _either(raw.label))

    @functools.cached_property
    def _words(self) -> tuple[re.Pattern[str], dict[str, str]]:
        """The words that are read as others, the longest first, and as what."""
        meant = {normalise_label(name): normalise_label(w.tu) for w in self.annex.tu_cu for name in (w.tu, *_each(w))}
        known = "|".join(map(re.escape, sorted(meant, key=len, reverse=True))) or r"(?!)"
        return re.compile(rf"(?<!\w)(?:{known})(?!\w)"), meant


def _either(words: str) -> tuple[str, ...]:
    """The words with either type of province; as they stand where they name none."""
    return tuple(dict.fromkeys(words.replace(_PROVINCE, kind) for kind in _TYPES))


def _index(named: Iterable[tuple[str, AnnexRow]]) -> dict[str, tuple[Match, ...]]:
    found: dict[str, dict[str, AnnexRow]] = {}
    for name, row in named:
        found.setdefault(name, {})[row.code] = row
    return {name: tuple(map(Match, rows.values())) for name, rows in found.items()}


def _each(words: OtherWords) -> tuple[str, ...]:
    return tuple(spelled for name in words.con_goi for spelled in _either(name))


def _names(words: OtherWords, label: str) -> bool:
    text = normalise_label(label)
    return any(_pattern(name).search(text) for name in (words.tu, *_each(words)))


def wrong_words(words: OtherWords, label: str, as_of: date) -> str:
    """The words of the label that are not those of the day: a name that the law has ended, or not yet given; "" for none."""
    assert words.den is not None
    text = normalise_label(label)
    of_the_other_time = _each(words) if as_of > words.den else (words.tu,)
    return next((name for name in of_the_other_time if _pattern(name).search(text)), "")


@functools.lru_cache(maxsize=1024)
def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(normalise_label(words))}(?!\w)")


def _read_as(label: str, words: tuple[re.Pattern[str], dict[str, str]]) -> str:
    pattern, meant = words
    return pattern.sub(lambda found: meant[found[0]], normalise_label(label).strip(_AROUND))


@functools.cache
def package_forms() -> tuple[Form, ...]:
    """The forms that come with the package, by id."""
    folders = sorted(one.name for one in files("cchc.catalogue").joinpath("forms").iterdir() if one.is_dir())
    return tuple(
        Form(
            read_catalogue(f"forms/{name}/{HEAD}", FormHead),
            read_catalogue(f"forms/{name}/{ANNEX}", AnnexFile),
            read_catalogue(f"forms/{name}/{OUTLINE}", Outline),
            read_catalogue(f"forms/{name}/{WORDS}", FormWords),
            asked=read_catalogue(f"forms/{name}/{COUNTS}", AskedCounts),
        )
        for name in folders
    )


def every_row() -> tuple[AnnexRow, ...]:
    """All rows of the package's forms; a key that several have comes once, as the oldest has it."""
    newest_first = sorted(package_forms(), key=lambda form: form.head.valid_from or date.min, reverse=True)
    return tuple({row.key: row for form in newest_first for row in form.rows}.values())


def package_chapters() -> dict[str, str]:
    """The section that reports on each chapter, of the package's forms."""
    return {code: section for form in package_forms() for code, section in form.chapters.items()}


def section_keys() -> tuple[str, ...]:
    """The keys of every section of the package's forms, in print order, those of the latest form first."""
    return tuple(dict.fromkeys(key for form in reversed(package_forms()) for key in form.outline.keys))


def choose(heads: Sequence[FormHead], as_of: date, province: str) -> FormHead | None:
    """The one that holds on the day in the province; None where none does. Raises CatalogueError where two do."""
    fitting = [head for head in heads if head.holds(as_of, province)]
    if len(fitting) > 1:
        named = ", ".join(f'"{head.id}"' for head in fitting)
        where = f"tỉnh có mã {province}" if province else "mọi tỉnh"
        raise CatalogueError(
            f"Các biểu mẫu {named} cùng áp dụng cho {where} vào ngày {as_of}; hãy sửa provinces, valid_from hoặc valid_to "
            f"trong {HEAD} để mỗi ngày chỉ có một biểu mẫu."
        )
    return fitting[0] if fitting else None


def form_for(as_of: date, unit: Unit | None = None, own: Form | None = None) -> Form:
    """The form of the unit on the day, in its words: `own`, a project's, where there is one, else the package's.

    Without a unit the package's form for all provinces. Raises CatalogueError where no form holds, or two do.
    """
    found = own or _of_package(as_of, unit.province_code if unit else "")
    return _in_words(found, split_kind(unit.province)[0] if unit else _TYPES[0])


def _of_package(as_of: date, province: str) -> Form:
    head = choose([form.head for form in package_forms()], as_of, province)
    if head is None:
        raise CatalogueError(
            f"Không có biểu mẫu nào áp dụng cho ngày {as_of}; hãy sửa kỳ báo cáo, hoặc thêm biểu mẫu của ngày đó vào bieu_mau/."
        )
    return next(form for form in package_forms() if form.head is head)


@functools.lru_cache(maxsize=64)
def _in_words(form: Form, tinh: str) -> Form:
    return form if tinh in ("", form.tinh) else replace(form, tinh=tinh)
