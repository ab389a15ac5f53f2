"""A PDF that can be read in more ways than one is refused. In: files of a few objects, written by hand."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from decimal import Decimal

import pytest

from cchc.verify.pdf_file import Stream, read_pdf
from cchc.verify.pdf_values import DamagedPdf, Reader, Reference, Word

CATALOG, PAGES, PAGE = b"<</Type/Catalog/Pages 2 0 R>>", b"<</Kids[3 0 R]/Count 1>>", b"<</Type/Page/Parent 2 0 R>>"


def write(objects: Sequence[bytes] = (CATALOG, PAGES, PAGE), trailer: bytes = b"<</Size 9/Root 1 0 R>>") -> bytes:
    """A PDF of these objects, numbered from 1."""
    file, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(file))
        file += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n\r\n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f\r\n" % (len(objects) + 1)
    return file + head + table + b"trailer\n" + trailer + b"\nstartxref\n%d\n%%%%EOF" % len(file)


def stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (entries, len(content), content)


def test_the_objects_are_read_with_their_pages() -> None:
    file = read_pdf(write())
    assert file.pages() == [Reference(3)]
    assert file.entries(Reference(3))["Type"] == "Page"
    assert file.rewritten == 0


def test_values_are_read_as_they_are_written() -> None:
    text = rb"<</a(x\(\)\051(y)\
z\n)/b#41<4142 4>/c[1 -.5 true null 7 0 R]>>"
    assert Reader(text).value() == {
        "a": b"x())(y)z\n",
        "bA": b"AB@",
        "c": [Decimal(1), Decimal("-0.5"), True, None, Reference(7)],
    }


def test_operators_are_read_in_a_page_and_nowhere_else() -> None:
    assert Reader(b"BT", content=True).value() == Word("BT")
    with pytest.raises(DamagedPdf, match="gặp BT không đúng chỗ"):
        Reader(b"BT").value()


def test_a_packed_stream_is_unpacked() -> None:
    file = read_pdf(write([CATALOG, PAGES, PAGE, stream(zlib.compress(b"830"), b"/Filter/FlateDecode")]))
    packed = file.objects[4]
    assert isinstance(packed, Stream)
    assert packed.content() == b"830"


def moved(pdf: bytes) -> bytes:
    """The table leads to an object in the middle of a stream."""
    page, hidden = pdf.index(b"3 0 obj"), pdf.rindex(b"3 0 obj")
    return pdf.replace(b"%010d 00000 n" % page, b"%010d 00000 n" % hidden)


HIDDEN = write([CATALOG, PAGES, PAGE, stream(b"3 0 obj\n<</Type/Page/Rotate 90>>\nendobj")])
PACKED = zlib.compress(b"0" * 100)
REFUSED = {
    "an object hidden in a stream": (moved(HIDDEN), "chỉ sai chỗ của đối tượng 3"),
    "an object that the table does not name": (write().replace(b"xref\n0 4", b"xref\n0 3"), "không đúng dạng|kết"),
    "bytes that belong to nothing": (write().replace(b"3 0 obj", b"3 0 xyz"), "không thuộc đối tượng nào"),
    "a key that stands twice": (write([CATALOG, PAGES, b"<</Type/Page/Rotate 0/Rotate 90>>"]), "một khóa hai lần"),
    "a tree that comes back to itself": (write([CATALOG, b"<</Kids[2 0 R 2 0 R]>>"]), "quay lại chính nó"),
    "a reference that leads in a circle": (write([CATALOG, PAGES, b"4 0 R", b"3 0 R"]), "vòng quanh"),
    "values that nest without end": (write([CATALOG, PAGES, b"[" * 10_000]), "không đọc được"),
    "a table that leads back to itself": (
        write(trailer=b"<</Root 1 0 R/Prev %d>>" % write().rindex(b"xref\n0")),
        "không có bảng đối tượng dạng thường",
    ),
    "two tables for two kinds of programs": (write(trailer=b"<</Root 1 0 R/XRefStm 9>>"), "hai bảng đối tượng"),
    "a password": (write(trailer=b"<</Root 1 0 R/Encrypt 3 0 R>>"), "mật khẩu"),
    "a stream whose packing was cut": (
        write([CATALOG, PAGES, PAGE, stream(PACKED[:-2], b"/Filter/FlateDecode")]),
        "bị cắt",
    ),
    "a stream with something behind its packing": (
        write([CATALOG, PAGES, PAGE, stream(PACKED + b"0", b"/Filter/FlateDecode")]),
        "nối thêm",
    ),
    "a stream that unpacks to more than anything needs": (
        write([CATALOG, PAGES, PAGE, stream(zlib.compress(bytes(33 << 20)), b"/Filter/FlateDecode")]),
        "lớn hơn 32 MiB",
    ),
    "a stream of another length than it says": (
        write([CATALOG, PAGES, PAGE, stream(b"12345").replace(b"/Length 5", b"/Length 3")]),
        "dài khác",
    ),
    "a later generation of an object": (write().replace(b"3 0 obj", b"3 1 obj"), "không thuộc đối tượng nào"),
    "no page": (write([CATALOG, b"<</Kids[]>>"]), "không tìm thấy trang nào"),
    "a file that breaks off": (write()[:-4], "bị cắt"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_can_be_read_in_two_ways_or_in_none_is_refused(what: str) -> None:
    pdf, told = REFUSED[what]
    with pytest.raises(DamagedPdf, match=told):
        read_pdf(pdf)


def test_an_object_that_was_written_again_is_counted_and_the_later_one_is_read() -> None:
    pdf = write()
    start = int(pdf.split()[-2])
    later = b"\n3 0 obj\n<</Type/Page/Rotate 90>>\nendobj\n"
    table = b"xref\n3 1\n%010d 00000 n\r\ntrailer\n<</Root 1 0 R/Prev %d>>\n" % (len(pdf) + 1, start)
    file = read_pdf(pdf + later + table + b"startxref\n%d\n%%%%EOF" % (len(pdf) + len(later)))
    assert file.rewritten == 1
    assert file.entries(Reference(3))["Rotate"] == 90


def test_a_text_has_the_escapes_of_pdf() -> None:
    assert re.fullmatch(rb"1\\8\t", Reader(rb"(1\\\8\t)").value())
