"""What the site knows of one report. In: its folder's name and its manifest, ho-so.json. Out: an Entry.

Everything on the site is told from manifests alone: it never opens a report.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal
from urllib.parse import quote

from cchc.build.manifest import Summary, hashes_of, read_manifest
from cchc.catalogue.indicators import indicators
from cchc.catalogue.periods import periods
from cchc.catalogue.presentation import presentation
from cchc.catalogue.units.kinds import split_kind
from cchc.catalogue.writing.names import fold_accents, slug
from cchc.errors import ExportError
from cchc.export.names import HTML
from cchc.values.printing import print_number, print_share

NO_FIGURE = "không có"
ReportState = Literal["outdated", "draft", "changed", "clean", "issued"]
# From what must be made again to what needs nothing.
REPORT_STATES: Mapping[ReportState, str] = {
    "outdated": "cần lập lại",
    "draft": "dự thảo",
    "changed": "số liệu đổi sau ban hành",
    "clean": "chưa phát hiện lỗi",
    "issued": "đã ban hành",
}

_APOSTROPHE = re.compile("['’ʼ]")
_BETWEEN_WORDS = re.compile("[-/|,]")


@dataclass(frozen=True, order=True)
class Window:
    """A period of a year. Windows are ordered by the last day of their data, then as in the year."""

    end: date
    place: int
    year: int
    period: str

    @property
    def label(self) -> str:
        """Its name: "năm 2024"."""
        known = periods().get(self.period)
        return known.name_in(self.year) if known else f"{self.period} {self.year}"

    @property
    def path(self) -> str:
        """Where its reports stand: "2024/nam"."""
        return f"{self.year}/{self.period}"


@dataclass(frozen=True)
class Entry:
    """A report: the folder below output/ that it stands in, what its manifest says of it, and which files it has.

    `inputs` are the sha256 of what it was made from; `outdated` says why that is no longer what was submitted: its figures
    stand for nothing then. It is empty where all is as it was. `issued` names the version that was issued, if one was: the
    figures are those of it, `changed` says what the unit has submitted since, `newer` is the folder of the draft after it.
    """

    folder: str
    head: Summary
    files: frozenset[str]
    raw_root: str
    inputs: Mapping[str, str] = field(default_factory=dict)
    outdated: str = ""
    issued: str = ""
    changed: str = ""
    newer: str = ""

    @property
    def name(self) -> str:
        """The commune's name with its type: "Xã Hoằng Lưu"."""
        return self.head.ten_xa

    @property
    def state(self) -> ReportState:
        """Whether its figures are those of what was submitted, if so whether an error is open, or it was issued."""
        if self.outdated:
            return "outdated"
        if self.issued:
            return "changed" if self.changed else "issued"
        return "draft" if self.head.findings.E else "clean"

    @property
    def draft_page(self) -> str:
        """The address of the draft that is newer than the version that was issued, from output/; "" where there is none."""
        return quote(f"{self.newer}/{HTML}") if self.newer else ""

    @property
    def window(self) -> Window:
        """The period and year that it reports on."""
        return window_of(self.head.nam, self.head.ky)

    @property
    def province(self) -> str:
        """The key of its province, which also names the province's page: "thanh-hoa"."""
        return province_key(self.head.tinh)

    @property
    def names(self) -> list[str]:
        """What a search looks through, each a name by itself, as `search_key` has it: unit, district, province, code, period."""
        key = f"{self.head.ky} {self.head.nam}"  # "quy-3 2025" is typed as "quy 3 2025" too
        words = (self.name, self.head.huyen or "", self.head.tinh, self.head.ma_xa, self.window.label, key)
        return list(dict.fromkeys(search_key(word) for word in words if word))

    def link(self, file: str) -> str | None:
        """The address of one of its files, from output/; None where the report was built without it."""
        return quote(f"{self.folder}/{file}") if file in self.files else None

    def figure(self, key: str) -> Decimal | None:
        """A key figure in the unit of its key, a rate 0 to 1; None where it was not submitted or cannot be computed."""
        number = self.head.figures.get(key)
        return None if number is None else Decimal(number)

    def doubt(self, key: str) -> str:
        """Why a figure that is there is in no median and no sum, in words; nothing where it is."""
        if self.figure(key) is None:
            return ""
        if self.outdated:
            return "số cũ"
        return "còn lỗi" if key in self.head.figures_in_error else ""


def read_entry(folder: str, manifest: bytes) -> Entry:
    """The report of that folder. Raises ExportError where the manifest is not one that this version writes."""
    try:
        read = read_manifest(manifest)
    except (ValueError, RecursionError) as error:
        raise ExportError(
            f"output/{folder}/ho-so.json: không đọc được hồ sơ này ({error}); hãy lập lại báo cáo bằng phiên bản đang dùng."
        ) from error
    raw_root = str(read.parameters.get("du_lieu", ""))
    return Entry(folder, read.report, frozenset(hashes_of(read.outputs)), raw_root, hashes_of(read.inputs))


@functools.cache
def window_of(year: int, period: str) -> Window:
    """That period of that year; one that the catalogue does not know stands last in its year."""
    known = periods()
    if period not in known:
        return Window(date(year, 12, 31), len(known), year, period)
    return Window(known[period].window(year)[1], list(known).index(period), year, period)


@functools.cache
def province_key(name: str) -> str:
    """A province's name without its type, as a file is named; provinces that were merged are told apart by it."""
    return slug(bare_name(name)) or "khac"


def bare_name(name: str) -> str:
    """The name of a commune or province without its type, by which people look for it: "Hoằng Lưu"."""
    return split_kind(name)[1]


def search_key(text: str) -> str:
    """Text as it is searched: without accents and apostrophes, đ as d, small letters, one space between words."""
    return " ".join(_BETWEEN_WORDS.sub(" ", _APOSTROPHE.sub("", fold_accents(text).lower())).split())


def print_figure(key: str, number: Decimal | None) -> str:
    """A key figure in a table: a rate as a percentage, a count in groups of three, or the word for none."""
    if number is None:
        return NO_FIGURE
    rate = indicators().get(key)
    return print_share(number, rate.decimals) if rate else print_number(number)


def figure_columns() -> tuple[tuple[str, str], ...]:
    """Key and heading of each key figure, in print order."""
    return tuple((figure.key, figure.label) for figure in presentation().key_figures)


def in_order(entries: Sequence[Entry]) -> list[Entry]:
    """Reports by province, district and commune as the alphabet has them; of one commune, the newest first."""
    newest_first = sorted(entries, key=lambda entry: (entry.window, entry.folder), reverse=True)
    return sorted(newest_first, key=_alphabetical)


def _alphabetical(entry: Entry) -> tuple[str, ...]:
    names = (bare_name(entry.head.tinh), entry.head.huyen or "", bare_name(entry.name), entry.name)
    return (*map(search_key, names), *names, entry.head.ma_xa)
