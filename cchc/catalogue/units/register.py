"""Look up a commune by code and date. In: a five-digit code and a day. Out: the Unit that had the code then.

Codes are reused: 15976 was Xã Hoằng Lưu until 30 June 2025 and has been Xã Hoằng Châu since, so there is no
look-up without a date. The rows are `units.csv`, made by `tools/extract_units.py`. Its old units are those of
early 2025 and their `valid_from` is blank: the register cannot tell when they began, and answers with them
for any earlier day. A unit that changed its type, its name or its province's stays the same unit: 26485 was Xã
Nhơn Trạch until 29 April 2026 and has been Phường Nhơn Trạch since. Such changes are `unit_changes.yaml`.
"""

from __future__ import annotations

import csv
import functools
import heapq
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from importlib.resources import files

from cchc.catalogue.units.changes import Renamed, changes_of
from cchc.catalogue.units.kinds import split_kind
from cchc.catalogue.writing.names import normalise_label, slug
from cchc.errors import CatalogueError, UnitError, edits

COLUMNS = "code,name,type,district_code,district,province_code,province,valid_from,valid_to,predecessors,successors"
OLD_UNITS_LISTED_AS_OF = date(2025, 1, 1)
NEAREST_SHOWN = 3

_CODE = re.compile(r"[0-9]{5}")


@dataclass(frozen=True, slots=True)
class Unit:
    """A commune-level unit by its type and name between two days; a blank end is open.

    `name` is without the type, `district` and `province` are with it; `district` is empty from 1 July 2025.
    `predecessors` are codes of the day before the unit began, `successors` codes of the day after it ended.
    `first_day` is given where `valid_from` is the day of a later type or name only.
    """

    code: str
    name: str
    type: str
    district_code: str
    district: str
    province_code: str
    province: str
    valid_from: date | None
    valid_to: date | None
    predecessors: tuple[str, ...]
    successors: tuple[str, ...]
    first_day: date | None = None

    @property
    def begun(self) -> date:
        """The day on which the unit itself began, whatever its type was; the first of all days where it is not known."""
        return self.first_day or self.valid_from or date.min

    @property
    def level_word(self) -> str:
        """What the unit is, as written inside a sentence: "xã", "phường", "thị trấn" or "đặc khu"."""
        return self.type

    @property
    def full_name(self) -> str:
        """The name as it stands alone: "Xã Hoằng Lưu", "Phường 1"."""
        return f"{self.type.capitalize()} {self.name}"

    @property
    def slug(self) -> str:
        """The name for a path: "hoang-luu". Not unique, not even inside a district."""
        return slug(self.name)

    def valid_on(self, as_of: date) -> bool:
        """Whether the unit existed on that day under this type and name, as far as the register knows."""
        return (self.valid_from or date.min) <= as_of <= (self.valid_to or date.max)

    def is_same(self, other: Unit) -> bool:
        """Whether both are one unit, of whatever days: a code that passed to another unit does not make it the same."""
        return (self.code, self.begun) == (other.code, other.begun)


@dataclass(frozen=True)
class Register:
    """All rows of `units.csv` by code, each parsed only when somebody asks for it."""

    lines: dict[str, list[str]]
    parsed: dict[str, tuple[Unit, ...]] = field(default_factory=dict)

    def versions(self, code: str) -> tuple[Unit, ...]:
        """Every unit that ever had the code, by each type and name that it had, the oldest first; empty if none had."""
        if code not in self.parsed:
            self.parsed[code] = tuple(_parse(self.lines.get(code, ())))
        return self.parsed[code]

    @functools.cached_property
    def units(self) -> tuple[Unit, ...]:
        """Every unit of every time, by each type and name, in the order of codes, then the oldest first."""
        return tuple(_parse([line for lines in self.lines.values() for line in lines]))


@functools.cache
def read_register() -> Register:
    """The register of units; raises CatalogueError if its columns are not those expected."""
    header, *lines = files("cchc.catalogue").joinpath("units/units.csv").read_text(encoding="utf-8").splitlines()
    if header != COLUMNS:
        raise CatalogueError(f"cchc/catalogue/units/units.csv: expected the columns {COLUMNS}, found {header}")
    by_code: dict[str, list[str]] = {}
    for line in lines:
        by_code.setdefault(line[:5], []).append(line)
    return Register(by_code)


def unit(code: str, as_of: date) -> Unit:
    """The unit that had the code on that day.

    Raises UnitError, in Vietnamese, for a code that is not text of five digits (it is never padded), that no
    unit ever had, or that belongs to a unit of another time.
    """
    if not isinstance(code, str) or not _CODE.fullmatch(code):
        raise UnitError(_not_a_code(code))
    versions = read_register().versions(code)
    found = next((version for version in versions if version.valid_on(as_of)), None)
    if found is None:
        message = _other_time(versions, as_of) if versions else _unknown(code, as_of)
        raise UnitError(message + _limits(as_of))
    return found


def same_unit(known: Unit) -> tuple[Unit, ...]:
    """The unit by each type and name that it had, the oldest first."""
    return tuple(version for version in read_register().versions(known.code) if version.is_same(known))


def predecessors_of(known: Unit) -> tuple[Unit, ...]:
    """The units that it was made of, as they were on the day before it began; none where the register names none."""
    return tuple(unit(code, known.begun - timedelta(days=1)) for code in known.predecessors)


def unit_as_of(known: Unit, as_of: date | None) -> Unit:
    """The unit by its type and name of that day; as it is given where no day is, or the unit did not exist on it."""
    return next((version for version in same_unit(known) if as_of is not None and version.valid_on(as_of)), known)


@functools.cache
def units_on(as_of: date, province: str | None = None) -> tuple[Unit, ...]:
    """The units that existed on that day, by code; of one province if its code ("38") or name is given.

    Raises UnitError if no province had that code or name on that day.
    """
    existing = tuple(candidate for candidate in read_register().units if candidate.valid_on(as_of))
    if province is None:
        return existing
    found = tuple(candidate for candidate in existing if _is_in(candidate, province))
    if not found:
        raise UnitError(
            f"Danh mục không có tỉnh {_quote(province)} vào ngày {print_day(as_of)}; cần mã gồm 2 chữ số trong dấu"
            ' nháy hoặc tên đúng dấu, ví dụ "38" hoặc "Tỉnh Thanh Hóa".'
        )
    return found


def _parse(lines: Sequence[str]) -> Iterator[Unit]:
    for code, name, kind, district_code, district, province_code, province, *rest in csv.reader(lines):
        since, until, before, after = rest
        yield from _dated(Unit(
            code, name, kind, district_code, district, province_code, province,
            _read_day(since), _read_day(until), _read_codes(before), _read_codes(after),
        ))  # fmt: skip


def _dated(known: Unit) -> Iterator[Unit]:
    """The unit by each type and name that it had, from its first day to its last."""
    for day, changes in changes_of(known.code, known.province_code).items():
        before = day - timedelta(days=1)
        if known.valid_on(before) and known.valid_on(day):
            yield replace(known, valid_to=before)
            known = replace(known, valid_from=day, first_day=known.begun)
            for change in changes:
                known = _renamed(known, change)
    yield known


def _renamed(known: Unit, change: Renamed) -> Unit:
    """The unit with its own new type and name, or those of its province. Raises CatalogueError for another than it had."""
    own = change.code == known.code
    had = f"{known.type} {known.name}" if own else known.province
    if had != change.was:
        raise CatalogueError(
            f"cchc/catalogue/units/unit_changes.yaml, {change.code}: expected {had}, found {change.was}"
        )
    kind, name = split_kind(change.now)
    return replace(known, type=kind, name=name) if own else replace(known, province=change.now)


@functools.cache
def _read_day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _read_codes(text: str) -> tuple[str, ...]:
    return tuple(text.split(";")) if text else ()


def _is_in(candidate: Unit, province: str) -> bool:
    """Whether the province is called so: by its code, its name with or without type, or with a type of another day."""
    wanted, full_name = normalise_label(province), normalise_label(candidate.province)
    changed = (one for changes in changes_of("", candidate.province_code).values() for one in changes)
    others = (normalise_label(name) for one in changed for name in (one.was, one.now))
    return wanted in (candidate.province_code, full_name, split_kind(full_name)[1], *others)


def _not_a_code(code: object) -> str:
    if isinstance(code, str):
        return f"Mã đơn vị phải gồm đúng 5 chữ số, gặp {_quote(code)} ({len(code)} ký tự); hãy viết lại mã."
    return (
        f"Mã đơn vị phải là chữ gồm đúng 5 chữ số, gặp {code!r} không có dấu nháy; hãy viết trong dấu nháy,"
        ' ví dụ ma_xa: "00010" (không có dấu nháy thì YAML đọc thành 8), hoặc papermill -r ma_xa 00010.'
    )


def _unknown(code: str, as_of: date) -> str:
    nearest = heapq.nsmallest(NEAREST_SHOWN, units_on(as_of), key=lambda known: _distance(code, known.code))
    names = ", ".join(f"{title(known)} ({_parents(known)})" for known in nearest)
    return f"Danh mục không có đơn vị mã {_quote(code)} vào ngày {print_day(as_of)}; các mã gần nhất: {names}."


def _distance(code: str, known: str) -> tuple[bool, int]:
    """One digit mistyped or two neighbours exchanged come first, then the difference between the codes."""
    return edits(code, known) > 1, abs(int(code) - int(known))


def _other_time(versions: Sequence[Unit], as_of: date) -> str:
    ended = [version for version in versions if version.valid_to is not None and version.valid_to < as_of]
    other = ended[-1] if ended else versions[0]
    relatives = ", ".join(title(relative) for relative in _relatives(other, as_of))
    start = f"Mã {_quote(other.code)} không dùng vào ngày {print_day(as_of)}: {other.code} là {other.full_name}"
    if other.valid_to is not None and other.valid_to < as_of:
        since = print_day(other.valid_to + timedelta(days=1))
        return f"{start} (đến hết {print_day(other.valid_to)}); từ {since} thuộc {relatives}."
    before = f"địa bàn này thuộc {relatives}" if relatives else "không có đơn vị cấp xã tương ứng"
    return f"{start} (từ {print_day(other.valid_from or as_of)}); trước đó {before}."


def _relatives(other: Unit, as_of: date) -> list[Unit]:
    """The units that `other` became, or was made of, as they stood on a day when it did not exist."""
    ended = same_unit(other)[-1].valid_to
    if ended is not None and ended < as_of:
        codes, day = other.successors, ended + timedelta(days=1)
    else:
        codes, day = other.predecessors, (same_unit(other)[0].valid_from or as_of) - timedelta(days=1)
    found: dict[Unit, None] = {}
    for code in codes:
        relative = unit_as_of(unit(code, day), as_of)
        found.update(dict.fromkeys([relative] if relative.valid_on(as_of) else _relatives(relative, as_of)))
    return list(found)


def _limits(as_of: date) -> str:
    if as_of >= OLD_UNITS_LISTED_AS_OF:
        return ""
    return " Danh mục chỉ có các đơn vị tại thời điểm đầu năm 2025, không có các đơn vị đã sáp nhập trước đó."


def title(known: Unit) -> str:
    """Code and name: "15976 Xã Hoằng Lưu"."""
    return f"{known.code} {known.full_name}"


def with_parents(known: Unit) -> str:
    """Name, district and province: "Xã Hoằng Lưu, Huyện Hoằng Hóa, Tỉnh Thanh Hóa"."""
    return f"{known.full_name}, {_parents(known)}"


def _parents(known: Unit) -> str:
    return ", ".join(filter(None, (known.district, known.province)))


def _quote(text: object) -> str:
    return json.dumps(text, ensure_ascii=False, default=repr)


def print_day(day: date) -> str:
    """The day as the papers have it: "01/7/2025"."""
    # Decree 30/2020 pads days below 10 and only months 1 and 2. The room that prints dates comes after this.
    month = f"{day.month:02d}" if day.month < 3 else f"{day.month}"
    return f"{day.day:02d}/{month}/{day.year}"
