"""Which row of an export is the commune's. In: the rows, the unit. Out: one row, or an error that lists them.

A row that names the unit; else, in an export of one unit, its only row or its total. Groups are never added up.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from cchc.catalogue.units.kinds import kinds_pattern, split_kind
from cchc.catalogue.units.register import Unit, same_unit, units_on, with_parents
from cchc.catalogue.writing.names import normalise_label
from cchc.errors import SubmissionError
from cchc.intake.exports.table import Row, Table

_COMMITTEE = re.compile(r"(ubnd|[uủ][yỷ] ban nhân dân)\s+")
_OFFICE = re.compile(r"(sở|cục|chi cục) ", re.IGNORECASE)
_MARKS = re.compile(r"^[\s+*•–-]+")
_ENDS = re.compile(r"\s*[,;(–]\s*|\s+-\s+")
_CITY = re.compile(r"^(tp\.?|thành phố) ?")
_MOST_LISTED = 12
_RECEIVER = re.compile(r"(?:nơi nhận|nhận báo cáo).*", re.IGNORECASE)
_PIECES = re.compile(r"[\n,;:()]|\s[-–]\s|\s(?=(?:UBND|[UỦ][YỶ] BAN NHÂN DÂN)\s)", re.IGNORECASE)
_BODY = re.compile(
    rf"(?:UBND|[UỦ][YỶ] BAN NHÂN DÂN)\s+(?!cấp |các )(?:(?:{kinds_pattern()})\s+)?"  # a committee
    rf"|(?<!\w)(?<!cấp )(?<!các )(?:{kinds_pattern('district', 'province')})\s+"
    rf"|^(?:{kinds_pattern()}|sở|cục|chi cục)\s+",
    re.IGNORECASE,
)


def names_unit(text: str) -> bool:
    """Whether the text is the name of a unit of whatever kind, and not of a field of work ("xã hội", "phòng chống ...")."""
    name = _MARKS.sub("", text)
    if _COMMITTEE.match(normalise_label(name)):
        return True
    behind = split_kind(name)[1] if split_kind(name)[0] else name.partition(" ")[2] if _OFFICE.match(name) else ""
    return _begins(behind)


def is_of(text: str, known: Unit) -> bool:
    """Whether the text names that unit: by its name with or without kind and "UBND", with or without its parents behind."""
    name, *parents = _ENDS.split(_bare(text))
    versions = same_unit(known)
    called = {normalise_label(form) for one in versions for form in (one.name, one.full_name)}
    above = {part for one in versions for part in _parents(one)}
    return name in called and all(_city(parent.rstrip(")")) in above for parent in parents if parent.rstrip(")"))


def units_named(text: str, within: Iterable[Unit]) -> list[Unit]:
    """The units that the text names with their kind."""
    return [one for one in within if split_kind(_bare(text))[0] and is_of(text, one)]


def title_units(table: Table) -> list[str]:
    """The commune-level committees that the words around the table name."""
    pattern = rf"(?:UBND|[UỦ][YỶ] BAN NHÂN DÂN)\s+((?:{kinds_pattern('commune')})\s+[^\n,;:()]+)"
    return [found[1].strip() for text in table.words for found in re.finditer(pattern, text, re.IGNORECASE)]


def title_bodies(table: Table) -> list[str]:
    """The bodies of whatever level that the words around the table name, but for whom the report goes to."""
    texts = (_RECEIVER.sub("", text) for text in table.words)
    pieces = (piece.strip() for text in texts for piece in _PIECES.split(text))
    return [
        piece[found.start() :] for piece in pieces if (found := _BODY.search(piece)) and _begins(piece[found.end() :])
    ]


def _begins(name: str) -> bool:
    return name[:1].isupper() or name[:1].isdigit()


def unit_of_file(table: Table, on: date) -> list[Unit]:
    """The units that the file can be of: the one that its title names, or the only row that names one."""
    texts = title_units(table) or [row.label for row in table.rows if row.kind == "unit" and names_unit(row.label)]
    named = list(dict.fromkeys(map(_bare, texts)))
    return units_named(named[0], units_on(on)) if len(named) == 1 else []


def choose_row(table: Table, known: Unit, asked: int | None, path: Path) -> Row:
    """The row of the unit; the one `asked` for, where that is given. Raises SubmissionError that lists the rows."""
    if asked is not None:
        chosen = next((row for row in table.rows if row.number == asked), None)
        if chosen is None:
            raise _not_one(path, f"không có dòng {asked}", table.rows)
        return chosen
    named = [row for row in table.rows if row.kind != "total" and is_of(row.label, known)]
    if len(named) > 1:
        raise _not_one(path, f"có {len(named)} dòng của {known.full_name}", named)
    return named[0] if named else _row_of_whole(table, known, path)


def _row_of_whole(table: Table, known: Unit, path: Path) -> Row:
    """The row of an export of one unit that names no unit in its rows: the only one, or the total.

    Its title names that unit, or nobody: the total of a district or a province is no commune's.
    """
    plain = [row for row in table.rows if row.kind == "unit"]
    totals = [row for row in table.rows if row.kind == "total"]
    bodies = title_bodies(table)
    own = any(is_of(text, known) for text in bodies)
    others = [text for text in title_units(table) if not is_of(text, known)] or ([] if own else bodies)
    if others or any(names_unit(row.label) for row in plain):
        said = f"biểu của {others[0]}, không phải của" if others else "không có dòng nào của"
        raise _not_one(path, f"{said} {with_parents(known)}", table.rows)
    if len(plain) == 1:
        return plain[0]
    if len(totals) == 1:
        return totals[0]
    raise _not_one(path, f"không rõ dòng nào là của {known.full_name}", table.rows)


def _not_one(path: Path, said: str, rows: Sequence[Row]) -> SubmissionError:
    listed = "; ".join(map(str, rows[:_MOST_LISTED])) + (" ..." if len(rows) > _MOST_LISTED else "")
    return SubmissionError(f"{path}: {said}; các dòng: {listed}. Hãy chọn bằng --dong N, hoặc xem lại --code.")


def _bare(text: str) -> str:
    """The name without marks before it and "UBND"."""
    return _COMMITTEE.sub("", _MARKS.sub("", normalise_label(text)), count=1)


def _parents(known: Unit) -> Iterator[str]:
    for name in (known.district, known.province):
        if name:
            folded = normalise_label(name)
            yield from (folded, split_kind(folded)[1], _city(folded))


def _city(name: str) -> str:
    return _CITY.sub("thành phố ", name.strip())
