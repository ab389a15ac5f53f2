"""The report as a Word document. In: the laid-out report. Out: DOCX bytes."""
