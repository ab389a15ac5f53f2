"""Prove a PDF from the raw files that it carries. In: a PDF. Out: what is printed otherwise than these files say.

The report is made again from the attachments. The same bytes prove everything. Where bytes differ, the pages are
compared word by word and as pictures, so that a number changed, covered or added is found and named.
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

from cchc.document.previous import find_previous
from cchc.document.request import DEFAULT_ROOT
from cchc.errors import CchcError, UsageError
from cchc.export.names import PDF
from cchc.run.build import report_path
from cchc.run.parameters import Parameters
from cchc.run.rebuild import rebuild
from cchc.run.reopen import reopen, write_files

_SCALE = 1.0  # pixels a point: enough that a covered digit shows
_AROUND = 5
_MOST = 10  # differences that are named
_DIGIT = re.compile(r"\d")


def verify_paper(path: Path, root: Path) -> tuple[list[str], list[str]]:
    """Differences between the PDF and what its attachments give with the notebook of `root`; and remarks.

    Raises UsageError where the file is no PDF of a report, CchcError where its raw files make no report.
    """
    found = path.read_bytes()
    expected = _made_again(read_attachments(found, path), path, root)
    if found == expected:
        return [], ["giống từng byte với bản lập lại từ số liệu kèm trong tệp"]
    differences = compare_pages(found, expected)
    if not differences:
        return [], ["mọi trang giống bản lập lại từ số liệu kèm trong tệp; chỉ phần không in ra của tệp là khác"]
    return differences, []


def read_attachments(pdf: bytes, path: Path) -> dict[str, bytes]:
    """The files attached to a PDF, by name. Raises UsageError where it is no PDF, or carries none."""
    document = _open(pdf, path)
    attached = [document.get_attachment(place) for place in range(document.count_attachments())]
    named = [(attachment.get_name(), bytes(attachment.get_data())) for attachment in attached]
    document.close()
    if not named:
        raise UsageError(f"{path}: tệp PDF không kèm số liệu gốc, nên không kiểm tra được; cần bản PDF do cchc lập.")
    names = [name for name, _ in named]
    if twice := {name for name in names if names.count(name) > 1}:
        raise UsageError(f"{path}: tệp kèm theo có hai lần: {', '.join(sorted(twice))}; không biết bản nào là đúng.")
    return dict(named)


def _open(pdf: bytes, path: Path) -> Any:
    import pypdfium2  # type: ignore[import-untyped]

    try:
        return pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError as error:
        raise UsageError(f"{path}: cần một tệp PDF đọc được, gặp tệp hỏng, có mật khẩu hoặc không phải PDF.") from error


def _made_again(files: dict[str, bytes], path: Path, root: Path) -> bytes:
    """The PDF of these raw files, made in a project of their own with the notebook of `root`."""
    report = reopen(files, str(path))
    parameters = Parameters(report.unit.code, report.year, report.period.key)
    with tempfile.TemporaryDirectory(prefix="cchc-") as scratch:
        raw = Path(scratch) / DEFAULT_ROOT
        home = raw / report_path(report)
        home.mkdir(parents=True)
        write_files(files, home, str(path))
        before = find_previous(root / DEFAULT_ROOT, parameters.ma_xa, parameters.nam, parameters.ky)
        if before is not None:
            shutil.copytree(before, raw / before.relative_to(root / DEFAULT_ROOT))
        try:
            return rebuild(parameters, Path(scratch), [PDF], root)[PDF]
        except CchcError as error:
            raise type(error)(str(error).replace(f"{scratch}{os.sep}", "")) from error


def compare_pages(found: bytes, expected: bytes) -> list[str]:
    """Where two PDFs print different words, numbers first among them, else which pages look different."""
    ours, theirs = _open(found, Path(PDF)), _open(expected, Path(PDF))
    try:
        told = list(_words_apart(_words(ours), _words(theirs)))
        if len(ours) != len(theirs):
            told.insert(0, f"số trang: in {len(ours)}, cần {len(theirs)}")
        told = told or [
            f"trang {page + 1}: chữ như nhau nhưng hình in ra khác; có gì đó che hoặc vẽ thêm trên trang"
            for page in range(len(ours))
            if not _same_picture(ours[page], theirs[page])
        ]
    finally:
        ours.close()
        theirs.close()
    return told if len(told) <= _MOST else [*told[:_MOST], f"và {len(told) - _MOST} chỗ khác nữa"]


Word = tuple[str, int]


def _words(document: Any) -> list[Word]:
    """Every printed word with its page, counted from 1."""
    pages = ((page.get_textpage().get_text_bounded(), number) for number, page in enumerate(document, 1))
    return [(word, number) for text, number in pages for word in text.split()]


def _words_apart(found: list[Word], expected: list[Word]) -> Iterator[str]:
    ours, theirs = [word for word, _ in found], [word for word, _ in expected]
    opcodes = difflib.SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes()
    apart = [(a, b, c, d) for op, a, b, c, d in opcodes if op != "equal"]
    places: dict[tuple[str, str], list[int]] = {}
    for a, b, c, d in apart:
        places.setdefault((" ".join(ours[a:b]), " ".join(theirs[c:d])), []).append(a)
    # Numbers are what a reader relies on most: they are told first. The same change in many places is told once.
    for (printed, wanted), starts in sorted(places.items(), key=lambda item: not _DIGIT.search("".join(item[0]))):
        pages = dict.fromkeys(str(found[min(start, len(found) - 1)][1]) if found else "1" for start in starts)
        around = " ".join(ours[max(0, starts[0] - _AROUND) : starts[0] + len(printed.split()) + _AROUND])
        yield (
            f"trang {', '.join(pages)}: in «{printed or 'không có gì'}», lập lại từ số liệu thì được "
            f"«{wanted or 'không có gì'}», ở chỗ «{around}»"
        )


def _same_picture(ours: Any, theirs: Any) -> bool:
    """Whether two pages look the same, annotations included."""
    first, second = (bytes(page.render(scale=_SCALE).buffer) for page in (ours, theirs))
    return first == second
