"""Read the values that PDFs are written in. In: bytes. Out: dict, list, Name, Reference, Decimal, bytes, bool, None.

A page's content is made of the same values, and of words for what is done with them. Nothing is guessed: whatever is
not written as PDF prescribes is a DamagedPdf.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from cchc.errors import CchcError

DEEPEST = 40
_BLANKS = rb"(?:[\x00\t\n\x0c\r ]+|%[^\r\n]*)*"
_BLANK = re.compile(_BLANKS)
_ENDS = rb"(?![^\s()<>\[\]{}/%])"
_TOKEN = re.compile(
    _BLANKS + rb"(?:(?P<reference>\d{1,10}\s+0\s+R" + _ENDS + rb")"
    rb"|(?P<number>[+-]?(?:\d{1,40}\.?\d{0,40}|\.\d{1,40})" + _ENDS + rb")"
    rb"|(?P<name>/[^\x00\s()<>\[\]{}/%]*)|(?P<open><<|\[)|(?P<close>>>|\])"
    rb"|(?P<hex><[0-9A-Fa-f\s]*>)|(?P<string>\()|(?P<word>[A-Za-z0-9'\"*]+))"
)
_IN_STRING = re.compile(rb"\\(?:[0-7]{1,3}|\r\n|.)|[()]|\r\n?", re.DOTALL)
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r": b"", b"\r\n": b""}
_ESCAPED_NAME = re.compile(rb"#([0-9A-Fa-f]{2})")
_WORDS = {b"true": True, b"false": False, b"null": None}


class DamagedPdf(CchcError):
    """A PDF that breaks off, contradicts itself, or can be read in more ways than one."""

    def __init__(self, why: str) -> None:
        super().__init__(f"tệp PDF hỏng: {why}")


class Name(str):
    """A PDF name, without its slash."""


class Word(str):
    """An operator of a page's content."""


class Reference(NamedTuple):
    """The number of another object; a new file has no later generations of objects."""

    number: int


class Reader:
    """Reads values one after the other; operators among them in the `content` of a page only."""

    def __init__(self, data: bytes, content: bool = False) -> None:
        self.data, self.place, self._content = data, 0, content

    def at_end(self) -> bool:
        """Whether nothing but blanks and comments is left; goes on to what comes."""
        self.take(_BLANK)
        return self.place >= len(self.data)

    def take(self, pattern: re.Pattern[bytes]) -> re.Match[bytes] | None:
        """Go over what stands here, if it is so."""
        found = pattern.match(self.data, self.place)
        self.place = found.end() if found else self.place
        return found

    def take_word(self, word: bytes) -> bool:
        """Go over a word, if it is the next."""
        self.take(_BLANK)
        found = self.data.startswith(word, self.place)
        self.place += len(word) if found else 0
        return found

    def whole(self) -> int:
        """The whole number that is the next value."""
        value = self.value()
        if not isinstance(value, Decimal):
            raise DamagedPdf(f"cần một số trước byte {self.place}")
        return int(value)

    def run(self, length: Any) -> bytes:
        """That many bytes."""
        if not isinstance(length, Decimal) or not 0 <= length <= len(self.data) - self.place:
            raise DamagedPdf("có phần dữ liệu không ghi rõ độ dài")
        start, self.place = self.place, self.place + int(length)
        return self.data[start : self.place]

    def value(self, depth: int = 0) -> Any:
        """The next value: dict, list, Name, Reference, Decimal, bytes, bool, None; in a page's content also a Word."""
        found = self.take(_TOKEN)
        if found is None or depth > DEEPEST:
            raise DamagedPdf(f"không đọc được từ byte {self.place}")
        kind = str(found.lastgroup)
        text = found[kind]
        if kind == "open":
            return self._mapping(depth) if text == b"<<" else list(self._until(b"]", depth))
        if kind == "string":
            return self._string()
        value = _PLAIN[kind](text) if kind in _PLAIN else None
        if kind == "close" or (isinstance(value, Word) and not self._content):
            raise DamagedPdf(f"gặp {text.decode()[:20]} không đúng chỗ ở byte {found.start()}")
        return value

    def _until(self, close: bytes, depth: int) -> Iterator[Any]:
        while not self.take_word(close):
            yield self.value(depth + 1)

    def _mapping(self, depth: int) -> dict[str, Any]:
        flat = list(self._until(b">>", depth))
        keys, values = flat[::2], flat[1::2]
        if len(keys) != len(values) or not all(isinstance(key, Name) for key in keys):
            raise DamagedPdf(f"bảng khóa trước byte {self.place} không đúng dạng")
        if len({*keys}) != len(keys):
            raise DamagedPdf(f"bảng khóa trước byte {self.place} có một khóa hai lần")
        return dict(zip(keys, values, strict=True))

    def _string(self) -> bytes:
        """The text after an opening bracket, up to the one that closes it."""
        parts: list[bytes] = []
        open_brackets, start = 1, self.place
        for found in _IN_STRING.finditer(self.data, self.place):
            parts.append(self.data[start : found.start()])
            start, mark = found.end(), found[0]
            open_brackets += {b"(": 1, b")": -1}.get(mark, 0)
            if not open_brackets:
                self.place = start
                return b"".join(parts)
            parts.append(_unescaped(mark))
        raise DamagedPdf("có chuỗi chữ không kết thúc")


def _unescaped(mark: bytes) -> bytes:
    if mark[:1] == b"\r":
        return b"\n"
    escaped = mark.removeprefix(b"\\") if len(mark) > 1 else b""
    if not escaped:
        return mark
    return bytes([int(escaped, 8) & 255]) if escaped[:1] in b"01234567" else _ESCAPED.get(escaped, escaped)


def _hex(text: bytes) -> bytes:
    digits = b"".join(text[1:-1].split())
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())


def _name(text: bytes) -> Name:
    return Name(_ESCAPED_NAME.sub(lambda found: bytes.fromhex(found[1].decode()), text[1:]).decode("latin-1"))


_PLAIN: dict[str, Any] = {
    "reference": lambda text: Reference(int(text.split()[0])),
    "number": lambda text: Decimal(text.decode()),
    "name": _name,
    "hex": _hex,
    "word": lambda text: _WORDS[text] if text in _WORDS else Word(text.decode()),
}
