"""Make the roll-up of one province. In: its task, project, notebook. Out: what it says, to be exported and published as a report is."""

from __future__ import annotations

from pathlib import Path

from cchc.build.handover import add_roll_up_cell, take_roll_up
from cchc.build.manifest import RollUpManifest, list_files
from cchc.build.planning.fingerprint import all_versions, roll_up_hashes
from cchc.build.planning.plan import RollUpTask
from cchc.build.planning.product import Product
from cchc.build.report import ReportContent, Run
from cchc.catalogue.periods import periods
from cchc.engine.execute import as_papermill, run_here
from cchc.engine.executed import as_text
from cchc.export.names import ROLL_UP


def make_roll_up(task: RollUpTask, root: Path, notebook: Product, run: Run = run_here) -> ReportContent:
    """Run the notebook, unless told otherwise in this very process, which should end soon after. Raises CchcError, MemoryError."""
    from cchc.export.reader import lost_notices

    parameters = task.request.parameters
    prepared = as_papermill(notebook.content)
    notebook.take_in(prepared.cells)
    add_roll_up_cell(prepared)
    executed = run(prepared, parameters.as_dict(), root)
    summary = take_roll_up(executed)
    inputs = list_files({**task.inputs, **notebook.hashes()})
    manifest = RollUpManifest(summary, parameters.as_dict(), inputs, roll_up_hashes(), all_versions())
    said = f"{summary.sent} trên {summary.units} đơn vị đã gửi; tổng hợp từ {summary.reports} báo cáo"
    messages = (f"Tổng hợp {summary.tinh}, {periods()[summary.ky].name_in(summary.nam)}", said, *lost_notices(executed))
    return ReportContent(
        parameters.key.path, {ROLL_UP.executed: as_text(executed)}, manifest, messages=messages, names=ROLL_UP
    )
