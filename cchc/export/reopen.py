"""Open a report again from the raw files that it carries. In: files by name, or an executed notebook. Out: a Report.

Nothing that a notebook or a PDF says of itself is trusted: only files of a submission are taken, and they are read as
any other submission is.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import nbformat

from cchc.document.model import AnyBlock, Paragraph, Paragraphs
from cchc.document.opening import open_submission
from cchc.document.report import Report
from cchc.errors import CchcError, ExportError, SubmissionError, say_why
from cchc.export.outputs import Part
from cchc.export.reader import read_parts, submission_of
from cchc.raw.encodings import as_received
from cchc.raw.form_files import is_form_file
from cchc.raw.submission import FILES, SOURCE


def reopen(files: Mapping[str, bytes], carrier: str) -> Report:
    """The report of these raw files; `carrier` names in errors where they were found. Raises SubmissionError."""
    with tempfile.TemporaryDirectory(prefix="cchc-") as scratch:
        folder = Path(scratch) / "so-lieu"
        folder.mkdir()
        write_files(files, folder, carrier)
        try:
            return open_submission(folder)
        except CchcError as error:
            raise type(error)(str(error).replace(str(folder), carrier)) from error


def write_files(files: Mapping[str, bytes], folder: Path, carrier: str) -> None:
    """Put the raw files there. Raises SubmissionError where one of them is no file of a submission."""
    if SOURCE not in files:
        raise SubmissionError(
            f"{carrier}: cần tệp {SOURCE} trong số liệu gốc kèm theo, không thấy; hãy lập lại báo cáo."
        )
    for name, content in files.items():
        if name not in FILES and not is_form_file(name):
            raise SubmissionError(
                f'{carrier}: tệp kèm theo "{name}" không phải là tệp số liệu; cần {", ".join(FILES)}.'
            )
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)


def read_notebook(path: Path) -> list[Part]:
    """The printable parts of an executed notebook. Raises ExportError where the file is none."""
    try:
        return read_parts(nbformat.read(path, as_version=4))
    except ExportError as error:
        raise ExportError(f"{path}: {error}") from error
    except OSError as error:
        raise ExportError(f"{path}: không đọc được ({say_why(error)}); hãy kiểm tra đường dẫn và quyền đọc.") from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ExportError(
            f"{path}: cần sổ tay (.ipynb) đã chạy, không đọc được tệp này; hãy lập lại báo cáo."
        ) from error


def files_of(parts: Sequence[Part]) -> dict[str, bytes]:
    """The raw files that an executed notebook carries. Raises ExportError where it carries none."""
    return {file.name: as_received(file.text, file.sha256) for file in submission_of(parts).files}


def printed_blocks(parts: Sequence[Part]) -> Iterator[AnyBlock]:
    """The blocks of a report; what an explorer wrote between them stands as paragraphs of the section before."""
    section: str | None = None
    for part in parts:
        if part.block is not None:
            section = part.block.section or section
            yield part.block
        elif part.kind in ("markdown", "text"):
            items = [Paragraph(inlines=[line]) for line in part.text.splitlines() if line.strip()]
            yield Paragraphs(section=section, items=items)
