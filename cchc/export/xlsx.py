"""Write the tables of a report as a workbook. In: an executed notebook. Out: .xlsx bytes: annexes, findings, key figures.

For whoever goes on with the numbers in a spreadsheet; what is printed and signed is the PDF. The same parts give the
same bytes.
"""

from __future__ import annotations

from collections.abc import Sequence

from cchc.export.exporter import BytesExporter, day_of
from cchc.export.outputs import Part
from cchc.export.reader import submission_of
from cchc.export.sheets.book import write_book
from cchc.export.sheets.report import report_sheets


def render_xlsx(parts: Sequence[Part]) -> bytes:
    """The workbook of the parts of a report. Raises ExportError when the parts hold no submission block."""
    submission = submission_of(parts)
    title = f"Phụ lục và số liệu báo cáo cải cách hành chính {submission.period_name}, {submission.unit.full_name}"
    return write_book(report_sheets(parts), title, day_of(submission).date())


class CchcXlsxExporter(BytesExporter):
    """nbconvert exporter `cchc_xlsx`: the tables of the report."""

    output_mimetype = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    export_from_notebook = "CCHC XLSX"
    extension = ".xlsx"
    render = staticmethod(render_xlsx)
