"""Print a report as PDF/A-3a and PDF/UA-1, laid out as decree 30/2020 asks. In: an executed notebook. Out: PDF bytes.

The layout is a Typst template (templates/report.typ) that receives the document as JSON and prints its texts as
strings; nothing that anyone typed is ever read as Typst. The same parts give the same bytes.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Mapping
from datetime import datetime
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import typst

from cchc.document.model import Submission
from cchc.errors import ExportError
from cchc.export.exporter import BytesExporter, day_of
from cchc.export.glyphs import font_folder
from cchc.export.layout.document import report_document, report_look
from cchc.export.outputs import Part, lost_part
from cchc.export.reader import submission_of

# Typst's PDF writer leaves out the label of a page whose number is one less than that of the page before, so that an
# annex after a run of two pages would begin with label 3. Labels that are written out are never left out; annex.typ
# asks for them with a sign after the number, which is blanked here, so that no offset in the file moves.
_WRITTEN_LABEL = re.compile(rb"(/Type/PageLabel/P\(\d+)~\)")

_PIXELS_PER_INCH = 220

PDF_STANDARDS: list[typst.PDFStandard] = ["a-3a", "ua-1"]


def render_pdf(parts: list[Part]) -> bytes:
    """The PDF of the parts of a report.

    Raises ExportError when the parts hold no submission block, or when Typst refuses the document.
    """
    submission = submission_of(parts)
    try:
        return _print(parts, submission)
    except typst.TypstError as error:
        # What an explorer added may be something that Typst cannot set; the report prints without it.
        spared = [part if part.kind == "block" or _prints(part, submission) else _spared(part) for part in parts]
        if spared == parts:
            raise _refused(error) from error
    try:
        return _print(spared, submission)
    except typst.TypstError as error:
        raise _refused(error) from error


def _prints(part: Part, submission: Submission) -> bool:
    """Whether Typst sets this part where it stands alone."""
    try:
        _print([Part("block", submission), part], submission)
    except typst.TypstError:
        return False
    return True


def _spared(part: Part) -> Part:
    what = "hình" if part.kind == "image" else "nội dung"
    return lost_part(what, part.cell, "hãy xem lại hình, bảng hoặc ký tự ở đó")


def _print(parts: list[Part], submission: Submission) -> bytes:
    return _compile(report_document(parts), day_of(submission))


@functools.cache
def compiler() -> typst.Compiler:
    """The one compiler of this process, fonts parsed, system fonts unseen.

    It may be made before a fork, but must not compile there: a child of a process that has compiled hangs for ever.
    """
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(font_folder())])
    return typst.Compiler(root=str(_template_folder()), font_paths=fonts)


def _template_folder() -> Path:
    with as_file(files("cchc.export").joinpath("templates")) as folder:
        return folder


def _compile(document: dict[str, Any], timestamp: datetime) -> bytes:
    pdf = compiler().compile(
        input=f'#import "/report.typ": report\n#report({_look()}, {_literal(document)})'.encode(),
        format="pdf",
        pdf_standards=list(PDF_STANDARDS),
        timestamp=timestamp,
    )
    if not isinstance(pdf, bytes):
        raise ExportError(f"Typst phải trả về một tệp PDF, gặp {type(pdf).__name__}; hãy kiểm tra phiên bản typst.")
    return _WRITTEN_LABEL.sub(rb"\1) ", pdf)


def draw_png(image: Mapping[str, Any]) -> bytes:
    """An image node of the layout as PNG, in the package's fonts. Raises ExportError when Typst refuses it."""
    source = (
        '#import "/figure.typ": picture\n'
        f"#let node = {_literal(dict(image))}\n"
        "#set page(width: node.width * 1mm, height: node.height * 1mm, margin: 0pt)\n"
        "#picture(node)"
    )
    try:
        png = compiler().compile(input=source.encode(), format="png", ppi=_PIXELS_PER_INCH)
    except typst.TypstError as error:
        raise _refused(error) from error
    assert isinstance(png, bytes)
    return png


@functools.cache
def _look() -> str:
    return _literal(report_look())


def _literal(data: dict[str, Any]) -> str:
    """A Typst expression for the data: JSON in a string literal, where only the quote and the backslash mean anything.

    The data is not handed over as `sys.inputs`: these are part of what every layout depends on, so that Typst would
    find nothing again of what it remembers from the report before.
    """
    text = json.dumps(data, ensure_ascii=False).replace("\\", "\\\\").replace('"', '\\"')
    return f'json(bytes("{text}"))'


def _refused(error: typst.TypstError) -> ExportError:
    return ExportError(
        f"Không in được báo cáo ra PDF, Typst báo: {error}. "
        "Hãy xem lại hình, bảng hoặc ký tự mà thông báo nêu, rồi xuất lại."
    )


class CchcPdfExporter(BytesExporter):
    """nbconvert exporter `cchc_pdf`: the printed report, raw files attached."""

    output_mimetype = "application/pdf"
    export_from_notebook = "CCHC PDF"
    extension = ".pdf"
    render = staticmethod(render_pdf)
