"""Prove a PDF from the raw files that it carries. In: a PDF. Out: what is otherwise than these files say.

The report is made again from the attachments. The same bytes prove everything. Where bytes differ, the two files are
compared: their objects, so that nothing is there that our writer does not make; their words, so that a number that was
changed is named; their pages as pictures, so that nothing is covered or drawn over them.
"""

from __future__ import annotations

import difflib
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cchc.build.parameters import Parameters
from cchc.build.running.rebuild import rebuild
from cchc.errors import CchcError, UsageError
from cchc.export.names import PDF
from cchc.export.reopen import reopen, write_files
from cchc.raw.form_files import find_forms, full_name
from cchc.raw.layout import Layout, past_folders, path_of
from cchc.verify.pdf_file import PdfFile, Stream, read_pdf
from cchc.verify.pdf_metadata import seal_of
from cchc.verify.pdf_objects import compare_objects, metadata_of, quoted, same_objects, text_of, writer_of
from cchc.verify.pdf_values import DamagedPdf

_SCALE = 2.0  # pixels a point: enough that a covered digit shows
_AROUND = 5
_MOST = 10  # differences that are named, of the pages and of the rest
_MANY = 10_000  # words
_NOTHING = "không có gì"
_TAIL = 1024  # bytes at the end of a file, where a PDF says how to read it
_DIGIT = re.compile(r"\d")
_PROVED = "giống từng byte với bản lập lại từ số liệu kèm trong tệp"
_COMPARED = (
    "không giống từng byte với bản lập lại từ số liệu kèm trong tệp, nên đã so từng đối tượng, từng chữ và từng trang"
)
_SAME = "mọi trang đều như nhau, không có gì thêm; chỉ phần không in ra của tệp là khác"
_BEGINS = "phần đầu của tệp giống từng byte với bản lập lại; chỗ khác là phần ghi thêm sau đó"


def verify_pdf(path: Path, root: Path) -> tuple[list[str], list[str]]:
    """Differences between the PDF and what its attachments give with the notebook of `root`; and remarks.

    The first remark says whether the file was proved or compared. Raises UsageError where it is no PDF of a report,
    CchcError where it cannot be read, or its raw files make no report.
    """
    found = _bytes_of(path)
    expected = made_again(read_attachments(found, path), path, root)
    if found == expected:
        return [], [_PROVED]
    differences = compare_papers(found, expected)
    begins = [_BEGINS] if found.startswith(expected) else []
    compared = _COMPARED if differences else f"{_COMPARED}: {_SAME}"
    return differences, [compared, *_other_writer(found, expected), *begins]


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path}: không đọc được tệp ({error.strerror}); hãy kiểm tra quyền truy cập.") from error


def read_attachments(pdf: bytes, path: Path) -> dict[str, bytes]:
    """The files attached to a PDF, by name. Raises UsageError where it is no PDF or carries none, DamagedPdf."""
    if not pdf.startswith(b"%PDF-") and b"startxref" not in pdf[-_TAIL:]:
        raise UsageError(f"{path}: cần một tệp PDF đọc được, gặp một tệp khác; hãy kiểm tra tên tệp.")
    try:
        named = [*_attached(read_pdf(pdf))]
    except CchcError:
        if _carries_something(pdf):
            raise
        named = []
    if not named:
        raise UsageError(f"{path}: tệp PDF không kèm số liệu gốc, nên không kiểm tra được; cần bản PDF do cchc lập.")
    names = [name for name, _ in named]
    if twice := {name for name in names if names.count(name) > 1}:
        raise UsageError(
            f"{path}: tệp kèm theo có hai lần: {', '.join(sorted(twice))}; không biết bản nào là đúng; hãy kiểm tra "
            "bằng bản PDF gốc do cchc lập."
        )
    return dict(named)


def _attached(file: PdfFile) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each attached file."""
    tree = file.entries(file.entries(file.trailer["Root"]).get("Names")).get("EmbeddedFiles")
    if tree is None and any(file.entries(one).get("Type") == "EmbeddedFile" for one in file.objects.values()):
        raise DamagedPdf("danh sách tệp kèm theo không đọc được")
    for _, described in file.named(tree) if tree is not None else ():
        entries = file.entries(described)
        name = file.resolve(entries.get("UF", entries.get("F")))
        content = file.resolve(file.entries(entries.get("EF")).get("F"))
        if not isinstance(name, bytes) or not isinstance(content, Stream):
            raise DamagedPdf("có tệp kèm theo không có tên hoặc không có nội dung")
        yield full_name(text_of(name)), content.content()


def _carries_something(pdf: bytes) -> bool:
    """Whether a file that we cannot read has attachments for programs that repair, or cannot be opened by these either."""
    import pypdfium2  # type: ignore[import-untyped]

    try:
        with pypdfium2.PdfDocument(pdf) as document:
            return bool(document.count_attachments())
    except pypdfium2.PdfiumError:
        return True


def _other_writer(found: bytes, expected: bytes) -> list[str]:
    """That another version of the writer made the file, which may be why it differs."""
    ours, theirs = (writer_of(read_pdf(content)) for content in (found, expected))
    told = f"tệp ghi là do {ours} làm ra, ở đây là {theirs}; chỗ khác có thể vì thế"
    return [] if ours == theirs else [told]


def made_again(files: dict[str, bytes], path: Path, root: Path, name: str = PDF) -> bytes:
    """A file of the report of these raw files, its PDF, made in a project of their own with the notebook of `root`."""
    report = reopen(files, str(path))
    with tempfile.TemporaryDirectory(prefix="cchc-") as scratch:
        raw, given = Layout(Path(scratch)).raw(), Layout(root).raw()
        home = raw.base / report.path
        home.mkdir(parents=True)
        write_files(files, home, str(path))
        for folder in past_folders(given, report.key):
            shutil.copytree(folder, raw.base / path_of(folder))
            if forms := find_forms(folder):
                shutil.copytree(forms, Path(scratch) / forms.name, dirs_exist_ok=True)
        try:
            return rebuild(Parameters(report.key), Path(scratch), [name], root)[name]
        except CchcError as error:
            raise type(error)(str(error).replace(f"{scratch}{os.sep}", "")) from error


def compare_papers(found: bytes, expected: bytes) -> list[str]:
    """Everything in which a PDF differs from the one made again, numbers first."""
    ours, theirs = read_pdf(found), read_pdf(expected)
    told = [*_first(_compare_pages(found, expected)), *_first([*compare_objects(ours, theirs)])]
    return told or _broken_seal(ours, theirs)


def _first(told: list[str]) -> list[str]:
    return told if len(told) <= _MOST else [*told[:_MOST], f"và {len(told) - _MOST} chỗ khác nữa"]


def _broken_seal(ours: PdfFile, theirs: PdfFile) -> list[str]:
    """That the file bears a mark of other content than it has: the writer computes the mark from all that it writes."""
    sealed = seal_of(metadata_of(ours)) == seal_of(metadata_of(theirs))
    if sealed == same_objects(ours, theirs):
        return []
    what = "đối tượng của tệp khác" if sealed else "mã của tệp (InstanceID) khác"
    return [f"{what} với bản lập lại, phần còn lại như nhau: tệp đã bị sửa sau khi lập"]


def _compare_pages(found: bytes, expected: bytes) -> list[str]:
    """Where two PDFs print different words, numbers first among them, else which pages look different."""
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(found) as ours, pypdfium2.PdfDocument(expected) as theirs:
            return list(_pages_apart(ours, theirs))
    except pypdfium2.PdfiumError as error:
        raise DamagedPdf("có trang không mở được") from error


def _pages_apart(ours: Any, theirs: Any) -> Iterator[str]:
    if len(ours) != len(theirs):
        yield f"số trang: in {len(ours)}, cần {len(theirs)}"
    told = list(_words_apart(_words(ours), _words(theirs)))
    yield from told
    for page in range(min(len(ours), len(theirs))):
        if not told and not _same_picture(ours[page], theirs[page]):
            yield f"trang {page + 1}: chữ như nhau nhưng hình in ra khác; có gì đó che hoặc vẽ thêm trên trang"
        if ours.get_page_label(page) != theirs.get_page_label(page):
            found, expected = ours.get_page_label(page), theirs.get_page_label(page)
            yield f"trang {page + 1}: nhãn trang là {quoted(found)}, cần {quoted(expected)}"


Word = tuple[str, int]


def _words(document: Any) -> list[Word]:
    """Every printed word with its page, counted from 1."""
    pages = ((page.get_textpage().get_text_bounded(), number) for number, page in enumerate(document, 1))
    return [(word, number) for text, number in pages for word in text.split()]


def _words_apart(found: list[Word], expected: list[Word]) -> Iterator[str]:
    ours, theirs = [word for word, _ in found], [word for word, _ in expected]
    if len(ours) > _MANY + 2 * len(theirs):  # a file that somebody filled: to match every word would take for ever
        yield f"số chữ: in {len(ours)}, cần {len(theirs)}"
        return
    opcodes = difflib.SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes()
    apart = [(a, b, c, d) for op, a, b, c, d in opcodes if op != "equal"]
    places: dict[tuple[str, str], list[int]] = {}
    for a, b, c, d in apart:
        places.setdefault((" ".join(ours[a:b]), " ".join(theirs[c:d])), []).append(a)
    # Numbers are what a reader relies on most: they are told first. The same change in many places is told once.
    for (printed, wanted), starts in sorted(places.items(), key=lambda item: not _DIGIT.search("".join(item[0]))):
        pages = dict.fromkeys(str(found[min(start, len(found) - 1)][1]) if found else "1" for start in starts)
        around = quoted(" ".join(ours[max(0, starts[0] - _AROUND) : starts[0] + len(printed.split()) + _AROUND]))
        yield (
            f"trang {', '.join(pages)}: in {quoted(printed or _NOTHING)}, lập lại từ số liệu thì được "
            f"{quoted(wanted or _NOTHING)}, ở chỗ {around}"
        )


def _same_picture(ours: Any, theirs: Any) -> bool:
    """Whether two pages look the same, annotations included; a page of another size is not drawn, however large."""
    if ours.get_size() != theirs.get_size():
        return False
    first, second = (bytes(page.render(scale=_SCALE).buffer) for page in (ours, theirs))
    return first == second
