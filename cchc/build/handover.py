"""What a notebook hands over to the build. In: the notebook's names, when all its cells have run. Out: what it says, once.

A build adds a cell behind the last one and takes it away again with its output. So the report that the notebook has
opened is the one that everything else is made from too, whichever engine runs the cells and in whatever process.
"""

from __future__ import annotations

import base64
import pickle
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat
import pyarrow as pa
import pyarrow.parquet as pq
from nbformat import NotebookNode

from cchc.build.manifest import Causes, Coverage, FindingCounts, RollUpSummary, Summary
from cchc.catalogue.presentation import presentation
from cchc.errors import NotebookError
from cchc.export.names import CHANGES, FINDINGS
from cchc.raw.keys import ReportKey

if TYPE_CHECKING:
    from cchc.checks.run import CheckReport
    from cchc.document.report import Report
    from cchc.document.submission_data import SubmissionData

_MIME = "application/vnd.cchc.handover"


@dataclass(frozen=True)
class Handover:
    """What a report says besides its notebook.

    `path` is where it stands in each folder of a project; `report` what its manifest says of it; `raw` and `past` are
    the sha256 of the files read, its own and those of the periods before, `others` the names of files beside its own;
    `files` are those that no format changes, by name; `tables` the Parquet files by suffix; `messages` the lines for the
    person who builds: title, summary, then remarks.
    """

    path: str
    report: Summary
    raw: dict[str, str]
    past: dict[str, str]
    others: tuple[str, ...]
    files: dict[str, bytes]
    tables: dict[str, bytes]
    messages: tuple[str, ...]


def add_cell(notebook: NotebookNode, key: ReportKey) -> None:
    """Have the notebook hand over the report of that key when its last cell has run."""
    call = f"hand_over({key.code!r}, {key.year!r}, {key.period!r})"
    source = f"__import__({__name__!r}, fromlist=['hand_over']).{call}"
    notebook.cells.append(nbformat.v4.new_code_cell(source, id="handover", metadata={"tags": []}))


def add_roll_up_cell(notebook: NotebookNode) -> None:
    """The same of a province's roll-up."""
    source = f"__import__({__name__!r}, fromlist=['hand_over_roll_up']).hand_over_roll_up()"
    notebook.cells.append(nbformat.v4.new_code_cell(source, id="handover", metadata={"tags": []}))


def hand_over_roll_up() -> None:
    """In the notebook of a roll-up: put out what its manifest says. Raises NotebookError where it has opened none."""
    from IPython import get_ipython
    from IPython.display import display

    opened = [one for one in get_ipython().user_ns.values() if type(one).__name__ == "ProvinceReport"]
    if not opened:
        raise NotebookError(
            "Sổ tay không mở bản tổng hợp; cần một ô report = cchc.open_province(tinh, nam, ky, tinh_den, du_lieu)."
        )
    display({_MIME: base64.b64encode(pickle.dumps(_summary_of(opened[-1]))).decode()}, raw=True)


def take_roll_up(executed: NotebookNode) -> RollUpSummary:
    """What the notebook of a roll-up has handed over; its cell is gone."""
    outputs = executed.cells.pop()["outputs"]
    text = next(output["data"][_MIME] for output in outputs if _MIME in output.get("data", ()))
    handed: RollUpSummary = pickle.loads(base64.b64decode(text))
    return handed


def _summary_of(report: Any) -> RollUpSummary:
    count = {name: int(report.value(f"don_vi.{name}").known) for name in ("tong", "da_gui", "co_bao_cao")}
    key = report.key
    return RollUpSummary(key.province.code, key.province.full_name, key.year, key.period, report.units.synthetic,
                         count["tong"], count["da_gui"], count["co_bao_cao"])  # fmt: skip


def take_cell(executed: NotebookNode) -> Handover:
    """What the notebook has handed over; its cell is gone."""
    outputs = executed.cells.pop()["outputs"]
    text = next(output["data"][_MIME] for output in outputs if _MIME in output.get("data", ()))
    handed: Handover = pickle.loads(base64.b64decode(text))
    return handed


def hand_over(code: str, year: int, period: str) -> None:
    """In the notebook: put out what its report says. Raises NotebookError where it has not opened that report."""
    from IPython import get_ipython
    from IPython.display import display

    from cchc.document.report import Report

    key = ReportKey(code, year, period)
    opened = [one for one in get_ipython().user_ns.values() if isinstance(one, Report) and one.key == key]
    if not opened:
        raise NotebookError(
            f"Sổ tay không mở báo cáo {key} mà tham số nêu; cần một ô report = cchc.open_report(ma_xa, nam, ky, du_lieu)."
        )
    display({_MIME: base64.b64encode(pickle.dumps(_describe(opened[-1]))).decode()}, raw=True)


def _describe(report: Report) -> Handover:
    """What the report says besides its notebook."""
    from cchc.build.publish import as_json

    check_report = report.check_report
    return Handover(
        report.path,
        _summary(report),
        _hashes(report),
        dict(file for one in report.past for file in one.files()),
        report.raw.others,
        {FINDINGS: as_json([finding.as_json() for finding in check_report.findings]), **compare(report)},
        {suffix: _as_parquet(table) for suffix, table in report.tables.items()},
        (f"{report.unit.full_name}, {report.words['ky']}", report.summary(), *check_report.void, *check_report.remarks),
    )


def _hashes(data: SubmissionData) -> dict[str, str]:
    return {file.name: file.sha256 for file in data.raw.files}


def compare(report: Report) -> dict[str, bytes]:
    """The page that compares the report with the period before, from the two submissions; nothing where there is none."""
    from cchc.compare.page import compared_page

    return {} if report.previous is None else {CHANGES: compared_page(report.previous, report)}


def compare_versions(old: Path, new: NotebookNode) -> dict[str, bytes]:
    """The page that compares a new version with the notebook of the one that was issued before it. Raises ExportError."""
    from cchc.compare.page import versions_page

    return {CHANGES: versions_page(old, new)}


def _summary(report: Report) -> Summary:
    """What the manifest says of a report."""
    source, unit = report.raw.source, report.unit
    values = {figure.key: report.value(figure.section, figure.key).number for figure in presentation().key_figures}
    return Summary(
        ma_xa=unit.code,
        ten_xa=unit.full_name,
        huyen=unit.district,
        tinh=unit.province,
        nam=report.year,
        ky=report.period.key,
        tu_ngay=source.tu_ngay,
        den_ngay=source.den_ngay,
        synthetic=source.synthetic,
        findings=_counted(report.check_report),
        figures={key: None if number is None else format(number, "f") for key, number in values.items()},
        figures_in_error=[figure.key for figure in report.overview().block.figures if figure.now.flag == "E"],
        coverage=Coverage(*report.coverage),
    )


def _counted(check_report: CheckReport) -> FindingCounts:
    count, causes = check_report.count, [cause.severity for cause in check_report.causes if cause.open]
    behind = Causes(E=causes.count("E"), W=causes.count("W"), S=causes.count("S"))
    accepted = sum(not finding.open for finding in check_report.findings)
    return FindingCounts(E=count("E"), W=count("W"), S=count("S"), causes=behind, accepted=accepted)


def _as_parquet(table: pa.Table) -> bytes:
    """The table as a Parquet file."""
    content = pa.BufferOutputStream()
    pq.write_table(table, content)
    return bytes(content.getvalue())
