"""Whose report a document is, and what its letterhead and closing say. In: its parts, what was asked. Out: key, nguon.yaml.

The name of the file says nothing. The year and the period are those of the title, which the options confirm; the code is
given, unless the name of the commune and its district or province are found in the document exactly; a code that is given
for another commune than the one so found is refused.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cchc.catalogue.periods import periods
from cchc.catalogue.received.found_by import fold_letters
from cchc.catalogue.units.kinds import kinds_pattern
from cchc.catalogue.units.register import Unit, predecessors_of, read_register, units_on
from cchc.catalogue.writing.names import normalise_label, slug
from cchc.errors import UsageError
from cchc.intake.documents.readers.blocks import Block, Left, Paragraph, Table
from cchc.intake.documents.sections import Parts
from cchc.intake.taken import Asked
from cchc.raw.entries import quote
from cchc.raw.keys import ReportKey

_QUARTERS = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}
_PERIOD = re.compile(
    r"(?:quý (?P<quarter>i{1,3}|iv|[1-4])|(?P<months>\d{1,2}|sáu|chín|tám|mười) tháng(?: đầu)?(?: năm)?"
    r"|tháng (?P<month>\d{1,2})|năm)"
    r"[ ,/]{0,3}(?:đầu năm )?(?:năm )?(?P<year>20\d{2})"
)
_IN_WORDS = {"sáu": "6", "tám": "8", "chín": "9", "mười": "10"}
_COMMUNE = re.compile(
    r"(?:UBND|Ủy ban nhân dân|Uỷ ban nhân dân|ỦY BAN NHÂN DÂN|UỶ BAN NHÂN DÂN)\s+"
    rf"((?i:{kinds_pattern('commune')}))\s+([^\W\d_][\w’' -]{{1,40}})"
)
_COMMITTEES = ("ubnd", "ủy ban nhân dân", "uỷ ban nhân dân")
_NUMBER = re.compile(r"Số:? *(?P<number>\d{1,5}) */ *(?P<symbol>BC[\w-]*)")
_PLACED = re.compile(
    r"(?P<place>[A-ZĐ][\w’' -]{1,40}), *ngày +(?P<d>\d{1,2}) +tháng +(?P<m>\d{1,2}) +năm +(?P<y>\d{4})"
)
_SIGNED = re.compile(
    r"(?P<authority>TM\.? [A-ZĐÀ-Ỹ .]+?)\s*(?P<for>KT\. ?CHỦ TỊCH)?\s*(?P<office>(?:PHÓ )?CHỦ TỊCH)(?![\w.])\s*"
    r"(?:\((?:đã ký|Đã ký|ký tên|đóng dấu)[^)]*\))?\s*"
    r"(?P<name>[A-ZĐ][\w’']+(?: [A-ZĐ][\w’']*){1,5})?\s*$"
)
_RECIPIENT = re.compile(r"(.+?)\s*(?:\(([^()]{1,12})\))?\s*[;.,]?$")
_NO_DAY = "không có ngày này trong lịch; ngày của văn bản chưa được đọc"
_MOST_LINES, _MOST_NAMES, _MOST_SIGNED = 40, 3, 600


@dataclass(frozen=True)
class Identity:
    """Whose report, the name of the commune as printed, how it was known."""

    key: ReportKey
    printed: str
    notes: tuple[str, ...]


def identify(blocks: Sequence[Block], asked: Asked, path: Path, near: bool = False) -> Identity:
    """Whose report this is; with `near` a name may be written with other accents, as long as one commune alone is meant.

    Raises UsageError where the document and the options do not say it, or not the same.
    """
    notes: list[str] = []
    lines = [text for block in blocks for text in _texts(block)]
    year, period = _period(lines, asked, path, notes)
    named, day = list(dict.fromkeys(_names(lines))), ReportKey("", year, period).window[1]
    _hold_code(asked.code, _own_name(lines, named), lines, day, path)
    code = asked.code or _code(named, lines, day, path, notes, near)
    printed = named[0] if named else ""
    return Identity(ReportKey.checked(code, year, period, ("--code", "--year", "--period")), printed, tuple(notes))


def _period(lines: Sequence[str], asked: Asked, path: Path, notes: list[str]) -> tuple[int, str]:
    """Year and period of the title, as the options confirm or complete them."""
    year, period = _of_title(lines)
    for option, said, given in (("--year", year, asked.year), ("--period", period, asked.period)):
        if said and given and said != given:
            raise UsageError(f'{path}: tiêu đề báo cáo ghi "{said}", {option} là "{given}"; hãy sửa tùy chọn hoặc tệp.')
    if not (asked.year or year) or not (asked.period or period):
        raise UsageError(
            f"{path}: không đọc được năm và kỳ báo cáo trong tiêu đề; hãy nêu --year và --period, ví dụ --year 2024 --period nam."
        )
    if not (asked.year and asked.period):
        notes.append(
            f"Năm và kỳ đọc từ tiêu đề: {year or asked.year}, {period or asked.period}; nếu sai, nêu --year và --period."
        )
    return asked.year or year, asked.period or period


def _of_title(lines: Sequence[str]) -> tuple[int, str]:
    """Year and period that the title names; 0 and "" where it names none that there is."""
    at = _title_at(lines)
    title = fold_letters(" ".join(lines[at : at + 4])).partition(";")[0].partition("phương hướng")[0]
    found = _PERIOD.search(title)
    if not found:
        return 0, ""
    quarter, months = found["quarter"], found["months"]
    period = f"quy-{_QUARTERS.get(quarter, quarter)}" if quarter else "nam"
    period = f"{_IN_WORDS.get(months, months)}-thang" if months else period
    period = f"thang-{int(found['month'])}" if found["month"] else period
    return int(found["year"]), period if period in periods() else ""


def _title_at(lines: Sequence[str]) -> int:
    """The number of the line on which the title begins; of the line behind the last where there is no title."""
    return next(
        (n for n, line in enumerate(lines[:_MOST_LINES]) if fold_letters(line).startswith("báo cáo")), len(lines)
    )


def _texts(block: Block) -> list[str]:
    if isinstance(block, Table):
        return [cell for row in block.rows for cell in row.cells if cell]
    return [block.text]


def _names(lines: Iterable[str]) -> Iterable[str]:
    """The commune's names as the text has them, with their kind: "xã Long Phụng"."""
    for line in _whole_lines(lines):
        for found in _COMMUNE.finditer(line):
            words = found[2].split()
            name = list[str]()
            for word in words:
                if not word[:1].isupper() or (name and word.isupper() != name[0].isupper()):
                    break
                name.append(word)
            if name:
                yield f"{found[1].lower()} {' '.join(name).title() if name[0].isupper() and len(name[0]) > 1 else ' '.join(name)}"


def _whole_lines(lines: Iterable[str]) -> Iterable[str]:
    """The lines; where one is only "ỦY BAN NHÂN DÂN", the next one goes on in it."""
    before = ""
    for line in lines:
        yield f"{before} {line}".strip()
        before = line if fold_letters(line).strip() in _COMMITTEES else ""


def _own_name(lines: Sequence[str], named: Sequence[str]) -> str:
    """The name in the letterhead; without one, the only name that the document has; "" where neither is there."""
    letterhead = next(iter(_names(lines[: _title_at(lines)])), "")
    return letterhead or (named[0] if len(named) == 1 else "")


def _hold_code(code: str | None, name: str, lines: Sequence[str], on: date, path: Path) -> None:
    """Raises UsageError where the document names exactly one unit of that day, and it is not the one of --code."""
    fitting = _fitting(name, lines, on, True) if name else []
    if code and len(fitting) == 1 and fitting[0].code != code and not _was_named(code, name, on):
        (one,) = fitting
        raise UsageError(
            f'{path}: văn bản ghi đơn vị "{one.full_name}" (mã {one.code}), --code là "{code}"; hãy sửa tùy chọn hoặc tệp.'
        )


def _was_named(code: str, name: str, on: date) -> bool:
    """Whether the unit of the code, or one that it was made of, had that name on another day."""
    versions = read_register().versions(code)
    before = [one for known in versions if known.valid_on(on) for one in predecessors_of(known)]
    others = [one for one in versions if not one.valid_on(on)]
    return any(normalise_label(one.full_name) == normalise_label(name) for one in (*before, *others))


def _code(named: Sequence[str], lines: Sequence[str], on: date, path: Path, notes: list[str], near: bool) -> str:
    """The code of the commune that the document names first, with its district or province; other names only help to find it."""
    for exact in (True, False) if near else (True,):
        fitting = _fitting(named[0], lines, on, exact) if named else []
        if len(fitting) == 1:
            notes.append(
                f"Đơn vị theo tên trong văn bản: {fitting[0].code} {fitting[0].full_name}; nếu sai, nêu --code."
            )
            return fitting[0].code
    found = f" (thấy {', '.join(named[:_MOST_NAMES])})" if named else ""
    raise UsageError(f"{path}: không xác định được đơn vị{found}; hãy nêu --code, tìm mã bằng lệnh cchc find.")


def _fitting(name: str, lines: Sequence[str], on: date, exact: bool) -> list[Unit]:
    """The units of a day that have the name, and whose district or province the document names."""
    whole = normalise_label(" ".join(lines))
    known = _named(on, exact).get(normalise_label(name) if exact else slug(name), ())
    return [one for one in known if _is_placed(one, whole)]


@functools.lru_cache(maxsize=16)
def _named(on: date, exact: bool) -> dict[str, list[Unit]]:
    """The units of a day by their names, with accents or without."""
    found: dict[str, list[Unit]] = {}
    for one in units_on(on):
        found.setdefault(normalise_label(one.full_name) if exact else slug(one.full_name), []).append(one)
    return found


def _is_placed(one: Unit, text: str) -> bool:
    above = [name for name in (one.district, one.province) if name]
    return any(normalise_label(name) in text for name in above)


def letter_lines(parts: Parts) -> list[str]:
    """What nguon.yaml says of letterhead, recipients and signature, as far as the document says it plainly."""
    head = [text for block in parts.head for text in _texts(block)]
    return [*_letter(head), *_recipients(parts.closing), *_signer(parts.closing)]


def _letter(head: Sequence[str]) -> list[str]:
    number = next((found for text in head if (found := _NUMBER.search(text))), None)
    placed = next((found for text in head if (found := _PLACED.search(text))), None)
    lines = []
    if number:
        lines += [f"  so: {quote(number['number'])}", f"  ky_hieu: {quote(number['symbol'])}"]
    if placed:
        lines += [f"  ngay: {quote(day.isoformat())}"] if (day := _day(placed)) else []
        lines += [f"  dia_danh: {quote(placed['place'].split('  ')[-1])}"]
    return ["van_ban:", *lines] if lines else []


def _day(placed: re.Match[str]) -> date | None:
    """The day that the letterhead has; None where there is no such day."""
    try:
        return date(int(placed["y"]), int(placed["m"]), int(placed["d"]))
    except ValueError:
        return None


def letter_left(parts: Parts) -> list[Left]:
    """The day of the letterhead where there is no such day."""
    every = ((block.place, found) for block in parts.head for text in _texts(block) if (found := _PLACED.search(text)))
    place, placed = next(every, ("", None))
    return [Left(place, placed[0], _NO_DAY)] if placed and not _day(placed) else []


def _recipients(closing: Sequence[Block]) -> list[str]:
    named, listing = list[tuple[str, str]](), False
    for text, marker in _closing_lines(closing):
        if fold_letters(text).startswith("nơi nhận"):
            listing = True
        elif listing and marker and (found := _RECIPIENT.fullmatch(text)):
            named.append((found[1], found[2] or ""))
        elif listing and named:
            break
    lines = [
        line
        for name, mark in named
        for line in (f"  - ten: {quote(name)}", *([f"    ghi_chu: {quote(mark)}"] if mark else []))
    ]
    return ["noi_nhan:", *lines] if lines else []


def _closing_lines(closing: Sequence[Block]) -> Iterable[tuple[str, str]]:
    for block in closing:
        if isinstance(block, Paragraph):
            yield block.text, block.marker
            continue
        for cell in (cell for row in block.rows for cell in row.cells):
            head, colon, rest = cell.partition(":")
            if colon and fold_letters(head).strip() == "nơi nhận":
                yield head, ""
                yield from ((one.strip(), "-") for one in re.split(r"(?:^|(?<=[;.]))\s*-\s*", rest) if one.strip())
            else:
                yield cell, ""


def _signer(closing: Sequence[Block]) -> list[str]:
    whole = " ".join(text for text, marker in _closing_lines(closing) if not marker)
    found = _SIGNED.search(whole[-_MOST_SIGNED:])
    if not found:
        return []
    authority = [one for one in (found["authority"].strip(), found["for"]) if one]
    lines = (
        [f"  quyen_han: {quote(authority[0])}"]
        if len(authority) == 1
        else ["  quyen_han:", *(f"    - {quote(one)}" for one in authority)]
    )
    lines.append(f"  chuc_vu: {quote(found['office'])}")
    return ["nguoi_ky:", *lines, *([f"  ho_ten: {quote(found['name'])}"] if found["name"] else [])]
