"""Check one submission folder. In: the folder. Out: its report, what a terminal shows of its findings, the sheet of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from cchc.build.publish import publish_file
from cchc.catalogue.rules import families
from cchc.checks.causes import Cause
from cchc.checks.finding import CellRef, Finding, PlacedRef
from cchc.checks.run import CheckReport
from cchc.document.lineage import name_findings
from cchc.document.opening import open_submission
from cchc.document.provenance import findings_block
from cchc.document.report import Report
from cchc.errors import SubmissionError, UsageError, visible
from cchc.raw.submission import SOURCE

_STYLES = {"E": "bold red", "W": "yellow", "S": "dim"}
_MOST_ROWS = 8
_NAMES_A_FILE = re.compile(r"\.[A-Za-z]{1,4}x?")  # the end of a name that no folder of a submission has


def check_folder(folder: Path) -> Report:
    """The report of that folder, whatever folder it stands in. Raises UsageError, SubmissionError."""
    if folder.is_file():
        raise UsageError(f"{folder}: đây là một tệp; cần thư mục số liệu của một xã, có tệp {SOURCE}.")
    if not folder.is_dir() and _NAMES_A_FILE.fullmatch(folder.suffix):
        raise UsageError(f"{folder}: không có tệp này; hãy kiểm tra tên tệp và thư mục đang đứng.")
    if not folder.is_dir():
        raise UsageError(f"{folder}: không có thư mục này; cần thư mục số liệu của một xã, có tệp {SOURCE}.")
    report = open_submission(folder)
    named = folder.resolve().name.partition("-")[0]
    if len(named) == 5 and named.isdigit() and named != report.unit.code:
        raise SubmissionError(
            f'{folder / SOURCE}, khóa "ma_xa": cần "{named}" theo tên thư mục, gặp "{report.unit.code}"; hãy sửa một trong hai.'
        )
    return report


def write_sheet(report: Report, path: Path, check_report: CheckReport) -> None:
    """Write the findings as one sheet to send back to the commune. Raises UsageError, CchcError where it cannot write.

    `check_report` is that of the report, or the same with where its findings stand in a document.
    """
    from cchc.export.page.render import render_sheet

    if path.suffix.lower() not in (".html", ".htm"):
        raise UsageError(f"--phieu {path}: phiếu là một trang HTML; cần tên tệp kết thúc bằng .html.")
    checks = findings_block(name_findings(check_report), check_report, report.raw)
    publish_file(path, render_sheet(checks, report.submission().block).encode())


def show_check_report(check_report: CheckReport, console: Console, asked: Iterable[str] = ()) -> None:
    """Print every cause, worst first, with its findings and their places, what is `asked` of the folder, and the count of each severity."""
    for number, cause in enumerate(check_report.causes, 1):
        console.print(_cause(number, cause))
    for line in check_report.void:
        console.print(Text(visible(line), style="bold red"))
    for line in (*asked, *check_report.remarks):
        console.print(Text(visible(line), style="yellow"))
    console.print(Text(_tally(check_report)))


def _tally(check_report: CheckReport) -> str:
    """What is open, causes first: "15 nguyên nhân, 35 chỗ: 19 lỗi (E), ...; 0 đã được chấp nhận."."""
    found = check_report.findings
    causes, places = sum(cause.open for cause in check_report.causes), sum(finding.open for finding in found)
    return f"{causes} nguyên nhân, {places} chỗ: {check_report.tally()}; {len(found) - places} đã được chấp nhận."


def _cause(number: int, cause: Cause) -> Table:
    """A cause as a small table: its severity and advice, then its findings, each with where it stands."""
    table = Table.grid(padding=(0, 1))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    style = _STYLES[cause.severity] if cause.open else "dim"
    table.add_row(Text(cause.severity, style=style), Text(f"{number}. {visible(cause.advice)}", style="bold"))
    for finding in cause.findings:
        table.add_row("-", _finding(finding, cause.severity))
    table.add_row("", "")
    return table


def _finding(finding: Finding, severity: str) -> Text:
    text = Text()
    if finding.severity != severity:
        text.append(f"({finding.severity}) ", style=_STYLES[finding.severity])
    text.append(visible(finding.message))
    text.append(f"\n{families()[finding.rule].name} ({finding.rule}){_places(finding)}", style="dim")
    if by := finding.accepted:
        text.append(f"\n✓ {visible(by.reason)} ({visible(by.person)}, {visible(by.day)})", style="green")
    return text


def _places(finding: Finding) -> str:
    """Where the finding stands: ": phu_luc_01b.csv, dòng 38, 41; so_lieu_khac.csv, dòng 2", of many the first ones; in a
    document ": dòng 95, 41".
    """
    files: dict[str, dict[str, None]] = {}
    for place in finding.where:
        what, number = _within(place)
        files.setdefault(what, {})[number] = None
    named = [f"{file} {_listed([*rows])}".rstrip() for file, rows in files.items()]
    return f": {'; '.join(named)}" if named else ""


def _within(place: CellRef) -> tuple[str, str]:
    return place.within if isinstance(place, PlacedRef) else (f"{place.file}, dòng", str(place.row))


def _listed(rows: list[str]) -> str:
    return ", ".join(rows[:_MOST_ROWS]) + (" ..." if len(rows) > _MOST_ROWS else "")
