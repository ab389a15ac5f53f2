"""Write a report as a Word document, laid out as decree 30/2020 asks. In: an executed notebook. Out: DOCX bytes.

It is made from the same layout as the PDF, and carries the raw files. The same parts give the same bytes.
"""

from __future__ import annotations

from cchc.export.docx.document import word_document
from cchc.export.docx.package import packed
from cchc.export.exporter import BytesExporter, day_of
from cchc.export.layout.document import report_document
from cchc.export.outputs import Part
from cchc.export.pdf import draw_png
from cchc.export.reader import submission_of


def render_docx(parts: list[Part]) -> bytes:
    """The DOCX of the parts of a report. Raises ExportError when the parts hold no submission block."""
    submission = submission_of(parts)
    return packed(word_document(report_document(parts), draw_png, day_of(submission)), submission)


class CchcDocxExporter(BytesExporter):
    """nbconvert exporter `cchc_docx`: the report as a document to edit, raw files inside."""

    output_mimetype = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    export_from_notebook = "CCHC Word"
    extension = ".docx"
    render = staticmethod(render_docx)
