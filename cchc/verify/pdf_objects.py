"""Hold the objects of a PDF against those of the PDF made again. In: both files' objects. Out: what differs, in words.

A page can be made to show another thing on paper, in another program or on another day than the one that we look at:
with form fields, annotations, layers, actions. Our writer makes none of these. So every kind of part that the PDF made
again does not have is told, whatever it may show; and so is every text that stands beside the pages.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from cchc.verify.pdf_file import PdfFile, Stream
from cchc.verify.pdf_metadata import WRITER, compare_metadata
from cchc.verify.pdf_parts import Part, walk
from cchc.verify.pdf_values import Reference

_LONGEST = 150  # letters of a text that is quoted
# What any writer may draw a page with; pictures, forms, shadings and settings come in as resources, which are told.
_OPERATORS = (
    "b B b* B* BDC BMC BT c cm CS cs d DP EMC ET f F f* G g h i j J K k l m M MP n q Q RG re rg ri s S SC SCN sc scn "
    "T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y ' \""
)
_DRAWING = {("Contents", "", operator) for operator in _OPERATORS.split()}
_FOREIGN = {
    "AA": "hành động tự chạy",
    "AcroForm": "trường nhập hoặc chữ ký số",
    "AF": "tệp kèm theo ở một chỗ khác",
    "Annots": "chú thích, trường nhập hoặc liên kết",
    "Dests": "đích liên kết",
    "JavaScript": "mã JavaScript",
    "OCProperties": "lớp bật tắt được",
    "OpenAction": "hành động khi mở tệp",
    "Properties": "lớp bật tắt được",
}
_TEXTS = {
    "Alt": "lời tả hình",
    "ActualText": "chữ sao chép được",
    "Author": "tác giả trong thông tin tệp",
    "Desc": "mô tả tệp kèm theo",
    "ModDate": "thời điểm sửa",
    "Names": "tên tệp kèm theo",
    "Size": "độ dài tệp kèm theo",
    "Title": "nhan đề trong thông tin tệp hoặc trong mục lục",
}
_NOT_SHOWN = {"CharSet", "Headers", "ID", "Lang", "Limits", "Ordering", "Registry"}


def same_objects(found: PdfFile, expected: PdfFile) -> bool:
    """Whether both hold the same objects, however these are numbered and packed; metadata are compared elsewhere."""
    ours, theirs = ({"Root": file.trailer.get("Root"), "Info": file.trailer.get("Info")} for file in (found, expected))
    pairs: list[tuple[Any, Any]] = [(ours, theirs)]
    there: dict[Reference, Reference] = {}
    back: dict[Reference, Reference] = {}
    while pairs:
        one, other = pairs.pop()
        if isinstance(one, Reference) and isinstance(other, Reference):
            if there.get(one) == other:
                continue
            if there.setdefault(one, other) != other or back.setdefault(other, one) != one:
                return False
        alike = _alike(found.resolve(one), expected.resolve(other))
        if alike is None:
            return False
        pairs += alike
    return True


def _alike(one: Any, other: Any) -> list[tuple[Any, Any]] | None:
    """What must be the same below two values that are the same at their surface; None where they are not."""
    if type(one) is not type(other):
        return None
    if isinstance(one, Stream):
        about = one.entries.get("Type") == other.entries.get("Type") == "Metadata"
        return _alike(_unpacked(one), _unpacked(other)) if about or one.content() == other.content() else None
    if isinstance(one, dict):
        return [(value, other[key]) for key, value in one.items()] if one.keys() == other.keys() else None
    if isinstance(one, list):
        return list(zip(one, other, strict=True)) if len(one) == len(other) else None
    return [] if one == other else None


def _unpacked(stream: Stream) -> dict[str, Any]:
    packed = {"Length"} | ({"Filter"} if stream.entries.get("Filter") in ("FlateDecode", ["FlateDecode"]) else set())
    return {key: value for key, value in stream.entries.items() if key not in packed}


def compare_objects(found: PdfFile, expected: PdfFile) -> Iterator[str]:
    """What the PDF has that the one made again has not, and what it says otherwise beside its pages."""
    if found.rewritten:
        yield (
            f"tệp được ghi thêm sau khi lập, {found.rewritten} đối tượng bị thay: chữ ký số, chú thích hoặc nội dung khác"
        )
    made = [*walk(expected)]
    known = {part.kind for part in made} | _DRAWING
    ours = [*walk(found, lambda part: part.kind in known)]
    yield from _foreign([part for part in ours if part.kind not in known], found)
    ours = [part for part in ours if part.kind in known]
    yield from _texts_apart(Counter(_texts(ours)), Counter(_texts(made)))
    yield from compare_metadata(metadata_of(found), metadata_of(expected))


def _foreign(parts: list[Part], file: PdfFile) -> Iterator[str]:
    """The parts of kinds that our writer does not make, each kind once with its pages."""
    pages: dict[str, dict[int, None]] = {}
    for part in parts:
        pages.setdefault(_name(part, file), {})[part.page] = None
    for name, found in pages.items():
        where = ", ".join(str(page) for page in found if page)
        yield f"{f'trang {where}' if where else 'tệp'}: có {name}, chương trình không làm ra phần này"


def _name(part: Part, file: PdfFile) -> str:
    """What a foreign part is called, with the kinds of what is in it."""
    if part.key.endswith("sha256"):
        return "phông chữ khác" if part.key.startswith("FontFile") else "tệp kèm theo khác"
    value = file.resolve(part.value)
    inner = [file.entries(one) for one in (value if isinstance(value, list) else [value])]
    kinds = dict.fromkeys(str(entries.get("Subtype", entries.get("S", ""))) for entries in inner)
    called = f"/{part.key or part.value} trong /{part.place}" + "".join(f", loại {kind}" for kind in kinds if kind)
    known = _FOREIGN.get(part.key)
    return f"{known} ({called})" if known else f"phần lạ {called}"


def _texts(parts: list[Part]) -> Iterator[tuple[str, str]]:
    """The texts that stand beside the pages, each with its key; and what is said of attached files in numbers."""
    for part in parts:
        if {part.key, part.place} & _NOT_SHOWN:
            continue
        if isinstance(part.value, bytes):
            yield part.key or part.place, WRITER.sub("", text_of(part.value))
        elif part.place == "Params":
            yield part.key, str(part.value)


def text_of(text: bytes) -> str:
    """A text of a PDF, in the one of its three encodings that it begins with."""
    if text.startswith(b"\xfe\xff"):
        return text[2:].decode("utf-16-be", "replace")
    return text[3:].decode("utf-8", "replace") if text.startswith(b"\xef\xbb\xbf") else text.decode("latin-1")


def _texts_apart(found: Counter[tuple[str, str]], expected: Counter[tuple[str, str]]) -> Iterator[str]:
    more, less = sorted((found - expected).elements()), sorted((expected - found).elements())
    for key in sorted({key for key, _ in (*more, *less)}):
        ours, theirs = ("; ".join(dict.fromkeys(quoted(t) for k, t in texts if k == key)) for texts in (more, less))
        called = f"{_TEXTS[key]} (/{key})" if key in _TEXTS else f"chữ ngoài trang (/{key})"
        yield f"{called}: gặp {ours or 'không có gì'}, cần {theirs or 'không có gì'}"


def quoted(text: str) -> str:
    """A text of a file as a message quotes it: on one line, and not longer than anybody reads."""
    line = " ".join(text.split())
    return f"«{line if len(line) <= _LONGEST else f'{line[:_LONGEST]}…'}»"


def metadata_of(file: PdfFile) -> bytes:
    """The metadata (XMP) of the whole file; nothing where it has none."""
    found = file.resolve(file.entries(file.trailer["Root"]).get("Metadata"))
    return found.content() if isinstance(found, Stream) else b""


def writer_of(file: PdfFile) -> str:
    """The program that the file says it was made by."""
    said = file.resolve(file.entries(file.trailer.get("Info")).get("Creator"))
    return text_of(said) if isinstance(said, bytes) else "một chương trình không nêu tên"
