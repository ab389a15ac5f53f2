"""Write the tables of a report as a workbook. In: an executed notebook. Out: .xlsx bytes: annexes, findings, key figures.

For whoever goes on with the numbers in a spreadsheet; what is printed and signed is the PDF. The same parts give the
same bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from nbconvert.exporters import Exporter

from cchc.export.outputs import Part
from cchc.export.reader import read_parts, submission_of
from cchc.export.sheets.book import write_book
from cchc.export.sheets.report import report_sheets


class CchcXlsxExporter(Exporter):
    """nbconvert exporter `cchc_xlsx`: the tables of the report."""

    output_mimetype = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    export_from_notebook = "CCHC XLSX"

    def _file_extension_default(self) -> str:
        return ".xlsx"

    def from_notebook_node(  # type: ignore[override]
        self, nb: Any, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[bytes, dict[str, Any]]:
        """The workbook of an executed notebook. Raises ExportError when the notebook has no submission block."""
        notebook, found = super().from_notebook_node(nb, resources, **kw)
        return render_xlsx(read_parts(notebook)), {**found, "output_extension": ".xlsx"}


def render_xlsx(parts: Sequence[Part]) -> bytes:
    """The workbook of the parts of a report. Raises ExportError when the parts hold no submission block."""
    submission = submission_of(parts)
    title = f"Phụ lục và số liệu báo cáo cải cách hành chính {submission.period_name}, {submission.unit.full_name}"
    return write_book(report_sheets(parts), title, date.fromisoformat(submission.window[1]))
