"""Look up a commune by code and date. In: a five-digit code and a day. Out: the Unit that had the code then.

Codes are reused: 15976 was Xã Hoằng Lưu until 30 June 2025 and has been Xã Hoằng Châu since, so there is no
look-up without a date. The rows are `units.csv`, made by `tools/extract_units.py`. Its old units are those of
early 2025 and their `valid_from` is blank: the register cannot tell when they began, and answers with them
for any earlier day.
"""

from __future__ import annotations

import csv
import functools
import heapq
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.resources import files

from cchc.catalogue.names import normalise_label, slug
from cchc.errors import CatalogueError, UnitError, edits

COLUMNS = "code,name,type,district_code,district,province_code,province,valid_from,valid_to,predecessors,successors"
OLD_UNITS_LISTED_AS_OF = date(2025, 1, 1)
NEAREST_SHOWN = 3

_CODE = re.compile(r"[0-9]{5}")


@dataclass(frozen=True, slots=True)
class Unit:
    """A commune-level unit, as it was between two days; a blank end is open.

    `name` is without the type, `district` and `province` are with it; `district` is empty from 1 July 2025.
    `predecessors` are codes of the day before `valid_from`, `successors` codes of the day after `valid_to`.
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

    def valid_on(self, on: date) -> bool:
        """Whether the unit existed on that day, as far as the register knows."""
        return (self.valid_from or date.min) <= on <= (self.valid_to or date.max)


@dataclass(frozen=True)
class Register:
    """All rows of `units.csv` by code, each parsed only when somebody asks for it."""

    lines: dict[str, list[str]]

    def versions(self, code: str) -> tuple[Unit, ...]:
        """Every unit that ever had the code, the oldest first; empty if none had."""
        return tuple(_parse(self.lines.get(code, ())))

    @functools.cached_property
    def units(self) -> tuple[Unit, ...]:
        """Every unit of every time, by code, then the oldest first."""
        return tuple(_parse([line for lines in self.lines.values() for line in lines]))


@functools.cache
def read_register() -> Register:
    """The register of units; raises CatalogueError if its columns are not those expected."""
    header, *lines = files("cchc.catalogue").joinpath("units.csv").read_text(encoding="utf-8").splitlines()
    if header != COLUMNS:
        raise CatalogueError(f"cchc/catalogue/units.csv: expected the columns {COLUMNS}, found {header}")
    by_code: dict[str, list[str]] = {}
    for line in lines:
        by_code.setdefault(line[:5], []).append(line)
    return Register(by_code)


def unit(code: str, on: date) -> Unit:
    """The unit that had the code on that day.

    Raises UnitError, in Vietnamese, for a code that is not text of five digits (it is never padded), that no
    unit ever had, or that belongs to a unit of another time.
    """
    if not isinstance(code, str) or not _CODE.fullmatch(code):
        raise UnitError(_not_a_code(code))
    versions = read_register().versions(code)
    found = next((version for version in versions if version.valid_on(on)), None)
    if found is None:
        message = _other_time(versions, on) if versions else _unknown(code, on)
        raise UnitError(message + _limits(on))
    return found


def units_on(on: date, province: str | None = None) -> tuple[Unit, ...]:
    """The units that existed on that day, by code; of one province if its code ("38") or name is given.

    Raises UnitError if no province had that code or name on that day.
    """
    existing = tuple(candidate for candidate in read_register().units if candidate.valid_on(on))
    if province is None:
        return existing
    found = tuple(candidate for candidate in existing if _is_in(candidate, province))
    if not found:
        raise UnitError(
            f"Danh mục không có tỉnh {_quote(province)} vào ngày {_print(on)}; cần mã gồm 2 chữ số trong dấu"
            ' nháy hoặc tên đúng dấu, ví dụ "38" hoặc "Tỉnh Thanh Hóa".'
        )
    return found


def _parse(lines: Sequence[str]) -> Iterator[Unit]:
    for code, name, kind, district_code, district, province_code, province, *rest in csv.reader(lines):
        since, until, before, after = rest
        yield Unit(
            code, name, kind, district_code, district, province_code, province,
            _read_day(since), _read_day(until), _read_codes(before), _read_codes(after),
        )  # fmt: skip


@functools.cache
def _read_day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _read_codes(text: str) -> tuple[str, ...]:
    return tuple(text.split(";")) if text else ()


def _is_in(candidate: Unit, province: str) -> bool:
    wanted = normalise_label(province)
    full_name = normalise_label(candidate.province)
    bare_name = full_name.removeprefix("tỉnh ").removeprefix("thành phố ")
    return wanted in (candidate.province_code, full_name, bare_name)


def _not_a_code(code: object) -> str:
    if isinstance(code, str):
        return f"Mã đơn vị phải gồm đúng 5 chữ số, gặp {_quote(code)} ({len(code)} ký tự); hãy viết lại mã."
    return (
        f"Mã đơn vị phải là chữ gồm đúng 5 chữ số, gặp {code!r} không có dấu nháy; hãy viết trong dấu nháy,"
        ' ví dụ ma_xa: "00010" (không có dấu nháy thì YAML đọc thành 8), hoặc papermill -r ma_xa 00010.'
    )


def _unknown(code: str, on: date) -> str:
    nearest = heapq.nsmallest(NEAREST_SHOWN, units_on(on), key=lambda known: _distance(code, known.code))
    names = ", ".join(f"{_label(known)} ({_parents(known)})" for known in nearest)
    return f"Danh mục không có đơn vị mã {_quote(code)} vào ngày {_print(on)}; các mã gần nhất: {names}."


def _distance(code: str, known: str) -> tuple[bool, int]:
    """One digit mistyped or two neighbours exchanged come first, then the difference between the codes."""
    return edits(code, known) > 1, abs(int(code) - int(known))


def _other_time(versions: Sequence[Unit], on: date) -> str:
    ended = [version for version in versions if version.valid_to is not None and version.valid_to < on]
    other = ended[-1] if ended else versions[0]
    relatives = ", ".join(_label(relative) for relative in _relatives(other, on))
    start = f"Mã {_quote(other.code)} không dùng vào ngày {_print(on)}: {other.code} là {other.full_name}"
    if other.valid_to is not None and other.valid_to < on:
        since = _print(other.valid_to + timedelta(days=1))
        return f"{start} (đến hết {_print(other.valid_to)}); từ {since} thuộc {relatives}."
    before = f"địa bàn này thuộc {relatives}" if relatives else "không có đơn vị cấp xã tương ứng"
    return f"{start} (từ {_print(other.valid_from or on)}); trước đó {before}."


def _relatives(other: Unit, on: date) -> list[Unit]:
    """The units that `other` became, or was made of, as they stood on a day when it did not exist."""
    if other.valid_to is not None and other.valid_to < on:
        codes, day = other.successors, other.valid_to + timedelta(days=1)
    else:
        codes, day = other.predecessors, (other.valid_from or on) - timedelta(days=1)
    found: dict[Unit, None] = {}
    for code in codes:
        relative = unit(code, day)
        found.update(dict.fromkeys([relative] if relative.valid_on(on) else _relatives(relative, on)))
    return list(found)


def _limits(on: date) -> str:
    if on >= OLD_UNITS_LISTED_AS_OF:
        return ""
    return " Danh mục chỉ có các đơn vị tại thời điểm đầu năm 2025, không có các đơn vị đã sáp nhập trước đó."


def _label(known: Unit) -> str:
    return f"{known.code} {known.full_name}"


def _parents(known: Unit) -> str:
    return ", ".join(filter(None, (known.district, known.province)))


def _quote(text: object) -> str:
    return json.dumps(text, ensure_ascii=False, default=repr)


def _print(day: date) -> str:
    # Decree 30/2020 pads days below 10 and only months 1 and 2. The room that prints dates comes after this.
    month = f"{day.month:02d}" if day.month < 3 else f"{day.month}"
    return f"{day.day:02d}/{month}/{day.year}"
