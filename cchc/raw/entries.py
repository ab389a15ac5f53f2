"""Read the YAML files of a submission. In: a text. Out: its entries, every scalar as text, and the line of each.

Nothing that was written is dropped: a key given twice and an alias are refused, all those of a file at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from cchc.errors import SubmissionError, shown, visible
from cchc.raw.faults import Faults
from cchc.raw.files import RawFile

KeyPath = tuple[str | int, ...]

_DEEPEST = 20
# All scalars stay text: 00010 must not become 8, nor 2024-12-14 a date.
_TEXT_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_NO_ALIAS = 'không dùng được ký hiệu & và * của YAML; hãy viết lại giá trị ở mỗi chỗ, lời văn có dấu * hoặc & thì đặt trong "...".'
_WRITE_YAML = (
    "không đọc được như tệp YAML; khóa phải ở đầu dòng (không có dấu cách phía trước), sau khóa là "
    "dấu hai chấm và dấu cách, lời văn nhiều dòng viết dưới 'khóa: |' và thụt vào hai dấu cách."
)


@dataclass(frozen=True)
class Entries:
    """What a YAML file says, and the line (from 1) of each key and list entry, by its path ("noi_nhan", 0, "ten").

    The entries of a text block are its paragraphs.
    """

    data: Any
    lines: Mapping[KeyPath, int]

    def line(self, *path: str | int) -> int:
        """The line of that key or entry; where it is not there, of what it would belong to."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def at(self, *path: str | int) -> Any:
        """What stands at that path."""
        found = self.data
        for part in path:
            found = found[part]
        return found


def read_yaml(file: RawFile, where: Path) -> Entries:
    """The entries of a file. Raises SubmissionError: broken YAML, a key given twice, an alias."""
    try:
        return load_once(file.text, _TEXT_LOADER, where)
    except RecursionError as error:
        raise SubmissionError(f"{where}: tệp YAML lồng quá sâu; cần các dòng 'khóa: giá trị' đơn giản.") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f", dòng {mark.line + 1}" if mark else ""
        alias = "alias" in str(getattr(error, "problem", ""))
        raise SubmissionError(f"{where}{line}: {_NO_ALIAS if alias else _WRITE_YAML}") from error


def load_once(text: str, loader: Any, where: Path) -> Entries:
    """The entries of a text, refused where one of two would be lost. Raises SubmissionError and yaml.YAMLError."""
    reader = loader(text)
    try:
        node = reader.get_single_node()
        lines = _Look(where).over(node)
        return Entries(None if node is None else reader.construct_document(node), lines)
    finally:
        reader.dispose()


class _Look:
    """One pass over a document before anything is made of it: the line of each key and entry, and what may not stand.

    An alias is refused and not followed: a file of 300 bytes can stand for a thousand million entries.
    """

    def __init__(self, where: Path) -> None:
        self._where, self._faults = where, Faults()
        self._lines: dict[KeyPath, int] = {}
        self._seen: set[int] = set()

    def over(self, node: Any) -> Mapping[KeyPath, int]:
        """The lines by path. Raises SubmissionError with every fault."""
        if node is not None:
            self._look(node, (), 1)
        self._faults.end()
        return self._lines

    def _look(self, node: Any, path: KeyPath, line: int) -> None:
        if id(node) in self._seen:
            self._fault(line, _NO_ALIAS)
            return
        if len(path) > _DEEPEST:
            raise SubmissionError(
                f"{self._where}: tệp YAML lồng quá {_DEEPEST} cấp; cần các dòng 'khóa: giá trị' đơn giản."
            )
        self._seen.add(id(node))
        self._lines[path] = line
        if isinstance(node, yaml.MappingNode):
            self._keys(node, path)
        elif isinstance(node, yaml.SequenceNode):
            for place, entry in enumerate(node.value):
                self._look(entry, (*path, place), max(entry.start_mark.line + 1, line))
        elif node.style == "|":
            self._paragraphs(node, path)

    def _keys(self, node: Any, path: KeyPath) -> None:
        first: dict[str, int] = {}
        for key, value in node.value:
            line = key.start_mark.line + 1
            if not isinstance(key, yaml.ScalarNode):
                self._fault(line, "khóa phải là một từ, gặp một danh sách hay bảng.")
                continue
            name = str(key.value)
            if name in first:
                self._fault(line, f'khóa "{shown(name)}" đã có ở dòng {first[name]}; hãy gộp hai chỗ làm một.')
            first.setdefault(name, line)
            self._look(value, (*path, name), line)

    def _paragraphs(self, node: Any, path: KeyPath) -> None:
        """The first line of each paragraph of a text block; its text begins on the line behind the "|"."""
        blank, count = True, 0
        for line, text in enumerate(node.value.splitlines(), start=node.start_mark.line + 2):
            if blank and text.strip():
                self._lines[*path, count] = line
                count += 1
            blank = not text.strip()

    def _fault(self, line: int, said: str) -> None:
        self._faults.add(f"{self._where}, dòng {line}: {said}")


def quote(text: str) -> str:
    """The text as one YAML value in double quotes; what nobody sees as escapes, so that it can be copied from a terminal."""
    plain = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{"".join(map(_escaped, plain))}"'


def _escaped(character: str) -> str:
    if character == visible(character) and character != "\n":
        return character
    return f"\\U{ord(character):08X}"


def show_entry(value: Any) -> str:
    """A value of a YAML file as a message quotes it."""
    if isinstance(value, dict):
        return f"các dòng 'khóa: giá trị' ({shown(', '.join(map(str, value)))})"
    return "một danh sách" if isinstance(value, list) else f'"{shown(str(value))}"'
