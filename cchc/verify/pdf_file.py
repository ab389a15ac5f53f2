"""Read a PDF in the one way in which it can be read. In: bytes. Out: its objects, by number.

Every byte of the file belongs to one object, to the table of objects or to what stands between them, and the table
names every object at its place; so no viewer can be led to other objects than these. Only what our own writer uses is
read: plain tables, objects one by one, Flate. Whatever is otherwise is refused, not repaired.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from cchc.errors import CchcError
from cchc.verify.pdf_values import DEEPEST, DamagedPdf, Reader, Reference

_LARGEST = 32 << 20  # bytes of one stream, unpacked: many times what a submission's file or a page holds
_OBJECT = re.compile(rb"(\d{1,10})\s+0\s+obj\b")
_ENTRY = re.compile(rb"(\d{10}) (?:00000 (n)|\d{5} f)(?: \r| \n|\r\n)")
_SECTION = re.compile(rb"\s*(\d{1,10}) (\d{1,10})\s*?(?:\r\n|\n|\r)")
_STREAM = re.compile(rb"\s*stream(?:\r\n|\n)")
_FREE = -1  # the place of an object that a table says is none


@dataclass(frozen=True, eq=False)
class Stream:
    """A dictionary with a run of bytes, as they stand in the file."""

    entries: dict[str, Any]
    raw: bytes

    def content(self) -> bytes:
        """The bytes unpacked; those of a picture that is packed in another way as they stand. Raises DamagedPdf."""
        packed = self.entries.get("Filter")
        plain = packed not in ("FlateDecode", ["FlateDecode"]) or self.entries.get("DecodeParms") is not None
        if plain or not self.raw:  # of nothing, some writers pack nothing
            return self.raw
        unpack = zlib.decompressobj()
        try:
            content = unpack.decompress(self.raw, _LARGEST)
        except zlib.error as error:
            raise DamagedPdf("có phần nén không giải nén được") from error
        if unpack.unconsumed_tail:
            raise DamagedPdf(f"có phần lớn hơn {_LARGEST >> 20} MiB")
        if not unpack.eof or unpack.unused_data:
            raise DamagedPdf("có phần nén bị cắt hoặc bị nối thêm")
        return content


@dataclass(frozen=True)
class PdfFile:
    """The objects of a PDF, its trailer, and how many objects were written again after the file was made."""

    objects: dict[int, Any]
    trailer: dict[str, Any]
    rewritten: int

    def resolve(self, value: Any) -> Any:
        """The value itself, or the object that it refers to: null where there is none."""
        for _ in range(DEEPEST):
            if not isinstance(value, Reference):
                return value
            value = self.objects.get(value.number)
        raise DamagedPdf("có đối tượng chỉ vòng quanh")

    def entries(self, value: Any) -> dict[str, Any]:
        """The dictionary of a value; an empty one where it has none."""
        found = self.resolve(value)
        return found.entries if isinstance(found, Stream) else found if isinstance(found, dict) else {}

    def items(self, value: Any) -> list[Any]:
        """The values of an array; none where it is no array."""
        found = self.resolve(value)
        return found if isinstance(found, list) else []

    def pages(self) -> list[Reference]:
        """The pages, in the order of the paper."""
        return list(self._leaves(self.entries(self.trailer["Root"]).get("Pages"), set()))

    def named(self, tree: Any) -> Iterator[tuple[Any, Any]]:
        """The entries of a name tree."""
        for leaf in self._leaves(tree, set()):
            pairs = self.items(self.entries(leaf).get("Names"))
            yield from zip(pairs[::2], pairs[1::2], strict=False)

    def _leaves(self, node: Any, seen: set[Reference]) -> Iterator[Any]:
        if isinstance(node, Reference):
            if node in seen:
                raise DamagedPdf("có cây đối tượng quay lại chính nó")
            seen.add(node)
        elif seen or not isinstance(node, dict):
            raise DamagedPdf("cây đối tượng không đúng dạng")
        if "Kids" not in self.entries(node):
            yield node
        for kid in self.items(self.entries(node).get("Kids")):
            yield from self._leaves(kid, seen)


def read_pdf(data: bytes) -> PdfFile:
    """The objects of the file, every stream tried. Raises DamagedPdf saying what is wrong."""
    if b"%PDF-" not in data[:5] or not data.rstrip().endswith(b"%%EOF"):
        raise DamagedPdf("tệp bị cắt ở đầu hoặc ở cuối")
    found = _Scan(data)
    objects = found.objects_in_use()
    for value in objects.values():
        if isinstance(value, Stream):
            value.content()
    file = PdfFile(objects, found.trailer(), len(found.written) - len(objects))
    if not file.pages() or not all(file.entries(page) for page in file.pages()):
        raise DamagedPdf("không tìm thấy trang nào")
    return file


class _Scan:
    """One walk through the file from its first byte to its last."""

    def __init__(self, data: bytes) -> None:
        self.written: dict[int, tuple[int, Any]] = {}  # by place in the file: number and object
        self.tables: dict[int, tuple[dict[int, int], dict[str, Any]]] = {}  # by place: places of objects, trailer
        self.starts: list[int] = []
        reader = Reader(data)
        while not reader.at_end():
            self._take(reader)

    def _take(self, reader: Reader) -> None:
        place = reader.place
        if numbered := reader.take(_OBJECT):
            self.written[place] = (int(numbered[1]), _whole_object(reader))
        elif reader.take_word(b"xref"):
            self.tables[place] = _table(reader)
        elif reader.take_word(b"startxref"):
            self.starts.append(reader.whole())
        else:
            raise DamagedPdf(f"byte {place} không thuộc đối tượng nào")

    def chain(self) -> list[tuple[dict[int, int], dict[str, Any]]]:
        """The tables in the order in which a viewer asks them, each with its trailer: the last words come first."""
        chain: list[int] = []
        place: Any = self.starts[-1] if self.starts else -1
        while place is not None:
            if not isinstance(place, int | Decimal) or place not in self.tables or place in chain:
                raise DamagedPdf("không có bảng đối tượng dạng thường, hoặc tệp chỉ sai chỗ của bảng")
            chain.append(int(place))
            place = self.tables[int(place)][1].get("Prev")
        if len(chain) != len(self.tables):
            raise DamagedPdf("có bảng đối tượng mà không chỗ nào dùng đến")
        return [self.tables[place] for place in chain]

    def trailer(self) -> dict[str, Any]:
        """The trailer that a viewer begins with."""
        trailer = self.chain()[0][1]
        if not isinstance(trailer.get("Root"), Reference) or "Encrypt" in trailer or "XRefStm" in trailer:
            raise DamagedPdf("có mật khẩu, có hai bảng đối tượng khác nhau, hoặc không có đối tượng gốc")
        return trailer

    def objects_in_use(self) -> dict[int, Any]:
        """The objects by number, each where the tables say."""
        places: dict[int, int] = {}
        for table, _ in self.chain():
            places = {**table, **places}
        in_use = {number: place for number, place in places.items() if place != _FREE}
        for number, place in in_use.items():
            if self.written.get(place, (None,))[0] != number:
                raise DamagedPdf(f"bảng đối tượng chỉ sai chỗ của đối tượng {number}")
        if missing := {number for number, _ in self.written.values()} - places.keys():
            raise DamagedPdf(f"đối tượng {min(missing)} không có trong bảng đối tượng")
        return {number: self.written[place][1] for number, place in in_use.items()}


def _whole_object(reader: Reader) -> Any:
    value = reader.value()
    if isinstance(value, dict) and reader.take(_STREAM):
        value = Stream(value, reader.run(value.get("Length")))
        if not reader.take_word(b"endstream"):
            raise DamagedPdf("có phần dữ liệu dài khác với điều tệp ghi")
    if not reader.take_word(b"endobj"):
        raise DamagedPdf(f"đối tượng trước byte {reader.place} không kết thúc")
    if isinstance(value, Stream) and value.entries.get("Type") in ("XRef", "ObjStm"):
        raise CchcError(
            "tệp đã được chương trình khác ghi lại ở dạng gộp đối tượng, không đọc chắc chắn được; cần bản PDF do cchc lập"
        )
    return value


def _table(reader: Reader) -> tuple[dict[int, int], dict[str, Any]]:
    places: dict[int, int] = {}
    while section := reader.take(_SECTION):
        for number in range(int(section[1]), int(section[1]) + int(section[2])):
            entry = reader.take(_ENTRY)
            if not entry:
                raise DamagedPdf("bảng đối tượng không đúng dạng")
            places[number] = int(entry[1]) if entry[2] else _FREE
    trailer = reader.value() if reader.take_word(b"trailer") else None
    if not isinstance(trailer, dict):
        raise DamagedPdf("không có phần kết của bảng đối tượng")
    return places, trailer
