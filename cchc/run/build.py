"""Make one report. In: parameters, project, notebook. Out: its folder of files and its tidy tables, complete or as before.

Three steps, so that they can run in different processes: `make_content` runs the notebook, `make_files` exports,
`publish` puts everything in its place.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq
from nbformat import NotebookNode

from cchc.document.opening import open_report
from cchc.errors import CchcError
from cchc.export.names import CHANGES, EXECUTED, EXPORTED, FINDINGS, HTML, MANIFEST, PDF
from cchc.run.cells.execute import as_papermill
from cchc.run.cells.executed import as_node, as_text
from cchc.run.manifest import describe
from cchc.run.parameters import Parameters, check_parameters
from cchc.run.product import Product
from cchc.run.program import name_hashes, named_hashes, program_hashes
from cchc.run.publish import as_json, publish_file, publish_folder, sha256

if TYPE_CHECKING:
    from cchc.document.report import Report

Run = Callable[[NotebookNode, Mapping[str, Any], Path], NotebookNode]


@dataclass(frozen=True)
class Content:
    """What a report says, before it is exported.

    `path` is where it stands below output/ and data/processed/ ("2024/nam/15976-hoang-luu"); `files` are those that no
    format changes, by name; `tables` the Parquet files by suffix; `manifest` lacks its outputs; `said` are the lines for
    the person who builds: title, summary, then remarks.
    """

    path: str
    files: dict[str, bytes]
    manifest: dict[str, Any]
    tables: dict[str, bytes] = field(default_factory=dict)
    said: tuple[str, ...] = ()

    @property
    def draft(self) -> bool:
        """Whether an error is open."""
        return bool(self.manifest["report"]["findings"]["E"])


def make_content(parameters: Parameters, root: Path, notebook: Product, run: Run) -> Content:
    """Run the notebook. Raises CchcError; parameters are refused before a cell runs."""
    from cchc.export.reader import lost_notices

    raw = root / parameters.du_lieu  # an absolute one stays what it is
    report = open_report(parameters.ma_xa, parameters.nam, parameters.ky, raw)
    prepared = as_papermill(notebook.content)
    notebook.take_in(prepared.cells)
    executed = run(prepared, parameters.as_dict(), root)
    _check_same_inputs(report, executed)
    findings = [finding.as_json() for finding in report.examination.findings]
    files = {EXECUTED: as_text(executed), FINDINGS: as_json(findings)}
    files.update(_changes(report))
    return Content(
        report_path(report),
        files,
        describe(report, parameters, notebook, raw),
        {suffix: as_parquet(table) for suffix, table in report.tables.items()},
        (
            f"{report.unit.full_name}, {report.words['ky']}",
            report.summary(),
            *report.examination.void,
            *report.examination.remarks,
            *lost_notices(executed),
        ),
    )


def _changes(report: Report) -> dict[str, bytes]:
    """The page that compares the report with the period before, from the two submissions; nothing where there is none."""
    from cchc.export.changes import compared_page

    return {} if report.previous is None else {CHANGES: compared_page(report.previous, report)}


def stored_content(folder: Path, root: Path) -> Content:
    """The content of a report that was made before, to be exported again. Raises CchcError where it is damaged."""
    manifest = json.loads((folder / MANIFEST).read_bytes())
    stated = named_hashes(manifest["outputs"])
    kept = [name for name in stated if name not in EXPORTED]
    files = {name: (folder / name).read_bytes() for name in kept}
    for name, content in files.items():
        if sha256(content) != stated[name]:
            raise CchcError(f"{folder / name}: không đúng với {MANIFEST}; hãy lập lại báo cáo với --force.")
    if CHANGES in stated:
        asked = check_parameters(manifest["parameters"])
        files.update(_changes(open_report(asked.ma_xa, asked.nam, asked.ky, root / asked.du_lieu)))
    report = manifest["report"]
    path = f"{report['nam']}/{report['ky']}/{folder.name}"
    return Content(path, files, {**manifest, "program": program_hashes()}, said=(f"{report['ten_xa']}",))


def make_files(content: Content, formats: tuple[str, ...]) -> dict[str, bytes]:
    """All files of the report by name, its manifest last. Raises ExportError."""
    from cchc.export.page.render import render_html
    from cchc.export.pdf import render_pdf
    from cchc.export.reader import read_parts

    notebook = as_node(content.files[EXECUTED])
    parts = read_parts(notebook)
    files = dict(content.files)
    if "html" in formats:
        files[HTML] = render_html(notebook, parts).encode()
    if "pdf" in formats:
        files[PDF] = render_pdf(parts)
    outputs = name_hashes({name: sha256(data) for name, data in files.items()})
    return {**files, MANIFEST: as_json({**content.manifest, "outputs": outputs})}


def publish(content: Content, files: Mapping[str, bytes], root: Path) -> Path:
    """Put the tables and the report in their places and return the report's folder. Raises CchcError."""
    # The tables first: should they fail, the report that stands is still the one that its manifest describes.
    for suffix, table in content.tables.items():
        publish_file(root / "data/processed" / f"{content.path}.{suffix}.parquet", table)
    folder = root / "output" / content.path
    publish_folder(folder, {**_strangers(folder), **files})
    return folder


def _strangers(folder: Path) -> dict[str, bytes]:
    """Files in a report's folder that no build made, such as a signed scan: they stay where somebody has put them."""
    try:
        made = {MANIFEST, *named_hashes(json.loads((folder / MANIFEST).read_bytes())["outputs"])}
        return {path.name: path.read_bytes() for path in folder.iterdir() if path.name not in made and path.is_file()}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def report_path(report: Report) -> str:
    """The path "2024/nam/15976-hoang-luu": where a report stands below output/ and data/processed/."""
    return f"{report.year}/{report.period.key}/{report.unit.code}-{report.unit.slug}"


def as_parquet(table: pa.Table) -> bytes:
    """The table as a Parquet file."""
    content = pa.BufferOutputStream()
    pq.write_table(table, content)
    return bytes(content.getvalue())


def _check_same_inputs(report: Report, executed: NotebookNode) -> None:
    """Refuse a report whose files changed between the reading for the manifest and that of the notebook."""
    from cchc.document.model import BLOCK_MIME

    blocks = [o["data"].get(BLOCK_MIME, {}) for c in executed.cells for o in c.get("outputs", ()) if "data" in o]
    printed = {f["name"]: f["sha256"] for b in blocks if b.get("block") == "submission" for f in b["files"]}
    if not printed:
        raise CchcError("Sổ tay không có ô gọi report.submission(), nên báo cáo không mang số liệu gốc; hãy thêm ô đó.")
    if printed != {file.name: file.sha256 for file in report.raw.files}:
        raise CchcError(f"{report_path(report)}: số liệu gốc thay đổi trong khi lập báo cáo; hãy chạy lại.")
