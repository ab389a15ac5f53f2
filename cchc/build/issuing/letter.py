"""Write number and date of a report into its nguon.yaml. In: the file's bytes. Out: the same with `van_ban.so` and `van_ban.ngay`.

Every other line, comments too, stays as it is: only the two values are put in, and the result is read again to prove it.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from cchc.errors import CchcError, SubmissionError
from cchc.raw.encodings import decode
from cchc.raw.entries import load_once, quote

LETTER, NUMBER, DAY = "van_ban", "so", "ngay"
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
Edit = tuple[int, int, str]  # from, to, what stands there instead


def with_letter(data: bytes, number: str, day: date, where: Path) -> bytes:
    """The file with that number and date where it has blanks. Raises SubmissionError that says what to add by hand."""
    values = {NUMBER: quote(number), DAY: quote(day.isoformat())}
    mark, encoding = next(((m, name) for m, name in _MARKS if data.startswith(m)), (b"", "utf-8"))
    by_hand = SubmissionError(
        f"{where}: không ghi được số và ngày mà giữ nguyên các dòng khác; hãy ghi vào tệp: {LETTER}: "
        f"{{{NUMBER}: {values[NUMBER]}, {DAY}: {values[DAY]}}}, chạy cchc build, rồi ban hành lại."
    )
    try:
        text = data[len(mark) :].decode(encoding)
        edits = sorted(_edits(text, values), reverse=True)
        written = mark + _edited(text, edits).encode(encoding)
        wanted = _with(_read(data, where), {NUMBER: number, DAY: day.isoformat()})
        only_blanks = not any(text[start:end].strip("\"' ") for start, end, _ in edits)
        if only_blanks and _read(written, where) == wanted:
            return written
    except (yaml.YAMLError, UnicodeError, CchcError, _NotMine) as error:
        raise by_hand from error
    raise by_hand


class _NotMine(Exception):
    """The file is written in a way that this does not know."""


def _edited(text: str, edits: Iterable[Edit]) -> str:
    """The text with the pieces put in, the last of them first."""
    ending = "\r\n" if "\r\n" in text else "\n"
    for start, end, new in edits:
        text = text[:start] + new.replace("\n", ending) + text[end:]
    return text


def _edits(text: str, values: Mapping[str, str]) -> Iterator[Edit]:
    root = yaml.compose(text, Loader=yaml.BaseLoader)
    if not isinstance(root, yaml.MappingNode) or root.flow_style:
        raise _NotMine
    letter = _child(root, LETTER)
    lines = "".join(f"  {name}: {value}\n" for name, value in values.items())
    if letter is None:
        start = root.value[-1][0].start_mark
        if start.column:
            raise _NotMine
        end = _end_of_content(root)
        yield _line_behind(text, end, f"{LETTER}:\n{lines}")
    elif isinstance(letter, yaml.MappingNode):
        yield from _inside(text, letter, values)
    elif letter.value == "" and letter.style is None:
        yield _line_behind(text, letter.start_mark.index, lines)
    else:
        raise _NotMine


def _inside(text: str, letter: Any, values: Mapping[str, str]) -> Iterator[Edit]:
    """What is put into an entry that has keys: a value where one is blank, else the key too, before the first."""
    missing = ""
    for name, value in values.items():
        node = _child(letter, name)
        if node is None:
            missing += f"{name}: {value}, " if letter.flow_style else f"{name}: {value}\n"
        elif isinstance(node, yaml.ScalarNode) and not node.value.strip():
            start, end = node.start_mark.index, node.end_mark.index
            yield start, end, value if text[start - 1 : start] == " " else f" {value}"
    if missing and letter.flow_style:
        start = letter.start_mark.index + 1
        yield start, start, missing if letter.value else missing.removesuffix(", ")
    elif missing:
        first = letter.value[0][0].start_mark
        indent = text[first.index - first.column : first.index]
        if indent.strip(" "):
            raise _NotMine
        at = first.index - first.column
        yield at, at, "".join(f"{indent}{line}\n" for line in missing.splitlines())


def _end_of_content(node: Any) -> int:
    """Where the last value of a mapping ends: behind it there may be comments."""
    while isinstance(node, yaml.CollectionNode) and node.value and not node.flow_style:
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    return int(node.end_mark.index)


def _line_behind(text: str, place: int, lines: str) -> Edit:
    """The lines put behind the line that the place is on; behind a text block, whose end is the start of a line, there."""
    if place and text[place - 1] == "\n":
        return place, place, lines
    end = text.find("\n", place)
    return (len(text), len(text), f"\n{lines}") if end < 0 else (end + 1, end + 1, lines)


def _child(node: Any, name: str) -> Any:
    return next((value for key, value in node.value if key.value == name), None)


def _read(data: bytes, where: Path) -> Any:
    return load_once(decode(data, where), yaml.BaseLoader, where).data


def _with(data: Any, values: Mapping[str, str]) -> Any:
    """What the file is to say: what it says now, and the two values where they are blank."""
    letter = data.get(LETTER) or {}
    return {**data, LETTER: {**letter, **{name: letter.get(name, "").strip() or v for name, v in values.items()}}}
