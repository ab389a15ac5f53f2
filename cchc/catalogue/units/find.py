"""Find units by name. In: what somebody typed, or called a folder. Out: the units that are meant, lines that tell of them.

Accents, case and the type of the unit may be left out; the district or province may stand behind the name. The strictest
reading that fits any unit is taken: "Hoằng Quỳ" is not "Hoằng Quý", "hoang quy" is both.
"""

from __future__ import annotations

import functools
import heapq
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta

from cchc.catalogue.units.register import (
    Unit,
    predecessors_of,
    print_day,
    read_register,
    same_unit,
    title,
    unit,
    with_parents,
)
from cchc.catalogue.writing.names import normalise_label, slug
from cchc.errors import UnitError, edits, shown

_MOST_EDITS = 2
_MOST_NEAR = 5
_FOLDER = re.compile(r"([0-9]{5})-(?:(?:xa|phuong|thi-tran|dac-khu)(?:-|$))?(.*)")


def find_units(text: str) -> list[Unit]:
    """The units of that name or code as they are called last: those of today before those that ended, then by code.

    Raises UnitError where there is none, with the names that are at most two edits away.
    """
    every = read_register().units
    for reads, form in ((reads, form) for reads in _READINGS for form in _FORMS):
        found = [known for known in every if reads(form(text), known, form)]
        if found:
            last = {same_unit(known)[-1] for known in found}
            return sorted(last, key=lambda known: (known.valid_to is not None, known.code))
    raise UnitError(
        f'Danh mục không có đơn vị cấp xã nào tên "{shown(text)}"{_near(_bare(text), every)}; hãy kiểm tra tên, hoặc thêm tên '
        "huyện, tỉnh."
    )


_Form = Callable[[str], str]


def _is_called(asked: str, known: Unit, form: _Form) -> bool:
    return asked in (known.code, form(known.name), form(known.full_name))


def _is_called_in_its_parents(asked: str, known: Unit, form: _Form) -> bool:
    """Whether the name is there, and every other word is one of the unit's type, district or province."""
    words, name = asked.replace(",", " ").split(), form(known.name)
    return f" {name} " in f" {' '.join(words)} " and set(words) <= {
        *form(with_parents(known)).replace(",", " ").split()
    }


def _has_in_its_name(asked: str, known: Unit, form: _Form) -> bool:
    return bool(asked) and f" {asked} " in f" {form(known.name)} "


_READINGS = (_is_called, _is_called_in_its_parents, _has_in_its_name)


@functools.lru_cache(maxsize=1 << 14)
def _bare(name: str) -> str:
    return slug(name).replace("-", " ")


_FORMS: tuple[_Form, ...] = (normalise_label, _bare)


def _near(bare: str, every: Iterable[Unit]) -> str:
    """The units whose names are nearest, in words; nothing where no name is near."""
    best: dict[Unit, int] = {}
    for known in every:
        distance = min(edits(bare, _bare(known.name)), edits(bare, _bare(known.full_name)))
        if distance <= min(_MOST_EDITS, len(bare) // 3):
            best[same_unit(known)[-1]] = distance
    nearest = heapq.nsmallest(_MOST_NEAR, best, key=lambda known: (best[known], known.valid_to is not None, known.code))
    listed = "; ".join(f"{known.code} {with_parents(known)}" for known in nearest)
    return f"; tên gần giống: {listed}" if listed else ""


def doubt_folder(folder: str, as_of: date) -> tuple[str, ...]:
    """A line that asks, where a folder is not called as the unit that has its code on that day; nothing where it is.

    Raises UnitError where no unit has the code.
    """
    matched = _FOLDER.fullmatch(folder)
    if matched is None:
        return ()
    known, name = unit(matched[1], as_of), slug(matched[2])
    if not name or any(f"{name}-".startswith(f"{one.slug}-") for one in same_unit(known)):
        return ()
    namesakes = {same_unit(one)[-1] for one in read_register().units if one.slug == name}
    near = [one for one in namesakes if one.province_code == known.province_code] or list(namesakes)
    listed = [f"{title(one)}{_days(one)}" for one in sorted(near, key=lambda one: (one.valid_to is not None, one.code))]
    other = f"; {shown(name)} là {', '.join(listed[:_MOST_NEAR])}" if listed else ""
    return (
        f"Thư mục {shown(folder)}: mã {known.code} vào ngày {print_day(as_of)} là {with_parents(known)}{other}. "
        "Có đúng mã không? Nếu đúng thì nên đổi tên thư mục cho khỏi nhầm.",
    )


def tell(known: Unit) -> Iterator[str]:
    """The lines of one unit: code, name, province; its former types and names; what it was made of, what became of it."""
    *former, last = same_unit(known)
    yield f"{last.code}  {with_parents(last)}{_days(last)}"
    for one in former:
        yield f"       đến hết {print_day(one.valid_to or date.max)}: {one.full_name}, {one.province}"
    if last.predecessors:
        before = map(title, predecessors_of(last))
        yield f"       lập ngày {print_day(last.begun)} từ: {', '.join(before)}"
    if last.valid_to and last.successors:
        after = [title(same_unit(unit(code, last.valid_to + timedelta(days=1)))[-1]) for code in last.successors]
        yield f"       nay thuộc: {', '.join(after)}"
    yield f'       ma_xa: "{last.code}"  # {_when(last)}'


def _days(known: Unit) -> str:
    """From or until when a unit is called so, as far as the register knows."""
    if known.valid_to:
        return f" (đến hết {print_day(known.valid_to)})"
    return f" (từ {print_day(known.valid_from)})" if known.valid_from else ""


def _when(known: Unit) -> str:
    """The reports that the code means this unit in: the last day of their data decides."""
    if known.valid_to:
        return f"kỳ có ngày cuối đến {print_day(known.valid_to)}"
    return f"kỳ có ngày cuối từ {print_day(known.begun)}"
