"""Write a report as a Word document, laid out as decree 30/2020 asks. In: an executed notebook. Out: DOCX bytes.

It is made from the same layout as the PDF, and carries the raw files. The same parts give the same bytes.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

from nbconvert.exporters import Exporter

from cchc.export.docx.document import word_document
from cchc.export.docx.package import packed
from cchc.export.layout.document import report_document
from cchc.export.outputs import Part
from cchc.export.pdf import draw_png
from cchc.export.reader import read_parts, submission_of


class CchcDocxExporter(Exporter):
    """nbconvert exporter `cchc_docx`: the report as a document to edit, raw files inside."""

    output_mimetype = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    export_from_notebook = "CCHC Word"

    def _file_extension_default(self) -> str:
        return ".docx"

    def from_notebook_node(  # type: ignore[override]
        self, nb: Any, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[bytes, dict[str, Any]]:
        """The DOCX of an executed notebook. Raises ExportError when the notebook has no submission block."""
        notebook, found = super().from_notebook_node(nb, resources, **kw)
        return render_docx(read_parts(notebook)), {**found, "output_extension": ".docx"}


def render_docx(parts: list[Part]) -> bytes:
    """The DOCX of the parts of a report. Raises ExportError when the parts hold no submission block."""
    submission = submission_of(parts)
    day = datetime.combine(date.fromisoformat(submission.window[1]), time(), UTC)
    return packed(word_document(report_document(parts), draw_png, day), submission)
