"""Check one submission folder. In: the folder. Out: its report's examination, and the table that a terminal shows."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from cchc.catalogue.rules import families
from cchc.checks.examine import Examination
from cchc.checks.finding import Finding
from cchc.document.opening import open_submission
from cchc.document.report import Report
from cchc.errors import SubmissionError, UsageError, visible
from cchc.raw.submission import SOURCE

_STYLES = {"E": "bold red", "W": "yellow", "S": "dim"}


def check_folder(folder: Path) -> Report:
    """The report of that folder, whatever folder it stands in. Raises UsageError, SubmissionError."""
    if folder.is_file():
        raise UsageError(f"{folder}: đây là một tệp; cần thư mục số liệu của một xã, có tệp {SOURCE}.")
    if not folder.is_dir():
        raise UsageError(f"{folder}: không có thư mục này; cần thư mục số liệu của một xã, có tệp {SOURCE}.")
    report = open_submission(folder)
    named = folder.resolve().name.partition("-")[0]
    if len(named) == 5 and named.isdigit() and named != report.unit.code:
        raise SubmissionError(
            f'{folder / SOURCE}, khóa "ma_xa": cần "{named}" theo tên thư mục, gặp "{report.unit.code}"; hãy sửa một trong hai.'
        )
    return report


def show_examination(examination: Examination, console: Console) -> None:
    """Print every finding, gravest first, and the count of each severity."""
    table = Table(show_lines=True, expand=False)
    for title, style in (("", ""), ("Quy tắc", ""), ("Ở đâu", "dim"), ("Phát hiện và cách sửa", "")):
        table.add_column(title, style=style, overflow="fold")
    for finding in examination.findings:
        table.add_row(*_row(finding))
    if examination.findings:
        console.print(table)
    for line in examination.void:
        console.print(Text(visible(line), style="bold red"))
    for line in examination.remarks:
        console.print(Text(visible(line), style="yellow"))
    accepted = sum(not finding.open for finding in examination.findings)
    console.print(Text(f"{examination.tally()}; {accepted} đã được chấp nhận."))


def _row(finding: Finding) -> tuple[Text, Text, Text, Text]:
    style = _STYLES[finding.severity] if finding.open else "dim"
    places: dict[tuple[str, int], None] = dict.fromkeys((place.file, place.row) for place in finding.where)
    where = [f"{file}, dòng {row}" for file, row in list(places)[:4]] + (["..."] if len(places) > 4 else [])
    text = Text(visible(finding.message))
    text.append(f"\n→ {visible(finding.suggestion)}", style="italic")
    if finding.accepted:
        by = finding.accepted
        text.append(f"\n✓ {visible(by.reason)} ({visible(by.person)}, {visible(by.day)})", style="green")
    return (
        Text(finding.severity, style=style),
        Text(f"{families()[finding.rule].name}\n{finding.rule}"),
        Text("\n".join(where)),
        text,
    )
