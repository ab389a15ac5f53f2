"""Make one report. In: parameters, project, notebook. Out: its folder of files and its tidy tables, complete or as before.

Three steps, so that they can run in different processes: `make_content` runs the notebook, `make_files` exports,
`publish` puts everything in its place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from msgspec.structs import replace
from nbformat import NotebookNode

from cchc.build.handover import Handover, add_cell, compare, take_cell
from cchc.build.manifest import (
    Manifest,
    RollUpManifest,
    hashes_of,
    list_files,
    read_manifest,
    read_outputs,
    write_manifest,
)
from cchc.build.parameters import Parameters, check_parameters
from cchc.build.planning.fingerprint import all_versions, program_hashes
from cchc.build.planning.product import Product
from cchc.build.publish import publish_file, publish_folder, sha256
from cchc.document.opening import open_report, resolve_root
from cchc.engine.execute import as_papermill, run_here
from cchc.engine.executed import as_node, as_text
from cchc.errors import CchcError
from cchc.export.names import CHANGES, EXECUTED, EXPORTED, MANIFEST, REPORT, Names
from cchc.raw.form_files import find_forms, form_names, place_of
from cchc.raw.keys import ReportKey
from cchc.raw.layout import Layout, path_of
from cchc.raw.submission import FILES

Run = Callable[[NotebookNode, Mapping[str, Any], Path], NotebookNode]


@dataclass(frozen=True)
class ReportContent:
    """What a report says, before it is exported.

    `path` is where it stands below output/ and data/processed/ ("2024/nam/15976-hoang-luu"); `files` are those that no
    format changes, by name; `tables` the Parquet files by suffix; `manifest` lacks its outputs; `messages` are the lines for
    the person who builds: title, summary, then remarks; `names` what its files are called.
    """

    path: str
    files: dict[str, bytes]
    manifest: Manifest | RollUpManifest
    tables: dict[str, bytes] = field(default_factory=dict)
    messages: tuple[str, ...] = ()
    names: Names = REPORT

    @property
    def draft(self) -> bool:
        """Whether an error is open; a roll-up is none."""
        return isinstance(self.manifest, Manifest) and self.manifest.report.findings.E > 0


def make_content(parameters: Parameters, root: Path, notebook: Product, run: Run = run_here) -> ReportContent:
    """Run the notebook, unless told otherwise in this very process, which should end soon after.

    Raises CchcError, MemoryError; parameters are refused before a cell runs.
    """
    from cchc.export.reader import lost_notices

    raw = Layout(root).raw(parameters.du_lieu)
    resolve_root(raw.base)  # the notebook would go on looking above the project
    prepared = as_papermill(notebook.content)
    notebook.take_in(prepared.cells)
    add_cell(prepared, parameters.key)
    executed = run(prepared, parameters.as_dict(), root)
    handed = take_cell(executed)
    return ReportContent(
        handed.path,
        {EXECUTED: as_text(executed), **handed.files},
        _describe(handed, parameters, notebook, raw.previous(parameters.key)),
        handed.tables,
        (*handed.messages, *_asked(raw.folder(parameters.key), parameters.key), *lost_notices(executed)),
    )


def _describe(handed: Handover, parameters: Parameters, notebook: Product, before: Path | None) -> Manifest:
    """The manifest without its outputs; `before` is the folder of the period that the report compares itself with."""
    inputs = {**notebook.hashes(), **handed.raw, **_compared(handed, before)}
    return Manifest(
        handed.report, parameters.as_dict(), list_files(inputs), handed.others, program_hashes(), all_versions()
    )


def _compared(handed: Handover, before: Path | None) -> dict[str, str]:
    """The files of the period before, as the report has read them; from disk where they could not be read."""
    if before is None:
        return {}
    names = () if handed.previous else (*FILES, *form_names(find_forms(before), ()))
    present = ((name, place_of(name, before)) for name in names)
    hashes = handed.previous or {name: sha256(path.read_bytes()) for name, path in present if path.is_file()}
    return {f"{path_of(before)}/{name}": digest for name, digest in hashes.items()}


def _asked(folder: Path | None, key: ReportKey) -> tuple[str, ...]:
    """What is asked of the submission's folder: whether its code and its name are of one unit."""
    from cchc.catalogue.units.find import doubt_folder

    return doubt_folder(folder.name, key.window[1]) if folder else ()


def stored_content(folder: Path, root: Path) -> ReportContent:
    """The content of a report that was made before, to be exported again. Raises CchcError where it is damaged."""
    manifest = read_manifest((folder / MANIFEST).read_bytes())
    stated = hashes_of(manifest.outputs)
    kept = [name for name in stated if name not in EXPORTED]
    files = {name: (folder / name).read_bytes() for name in kept}
    for name, content in files.items():
        if sha256(content) != stated[name]:
            raise CchcError(f"{folder / name}: không đúng với {MANIFEST}; hãy lập lại báo cáo với --force.")
    if CHANGES in stated:
        asked = check_parameters(manifest.parameters)
        key, raw = asked.key, Layout(root).raw(asked.du_lieu)
        files.update(compare(open_report(key.code, key.year, key.period, raw.base)))
    manifest = replace(manifest, program=program_hashes())
    return ReportContent(path_of(folder), files, manifest, messages=(manifest.report.ten_xa,))


def make_files(content: ReportContent, formats: tuple[str, ...]) -> dict[str, bytes]:
    """All files of the report by name, its manifest last. Raises ExportError."""
    from cchc.export.page.render import render_html
    from cchc.export.pdf import render_pdf
    from cchc.export.reader import read_parts

    notebook = as_node(content.files[content.names.executed])
    named = content.names.by_format
    parts = read_parts(notebook)
    files = dict(content.files)
    if "html" in formats:
        files[named["html"]] = render_html(notebook, parts).encode()
    if "pdf" in formats:
        files[named["pdf"]] = render_pdf(parts)
    if "docx" in formats:
        from cchc.export.word import render_docx  # python-docx is loaded where somebody asks for it

        files[named["docx"]] = render_docx(parts)
    if "xlsx" in formats:
        from cchc.export.xlsx import render_xlsx  # XlsxWriter is loaded where somebody asks for it

        files[named["xlsx"]] = render_xlsx(parts)
    outputs = list_files({name: sha256(data) for name, data in files.items()})
    return {**files, MANIFEST: write_manifest(replace(content.manifest, outputs=outputs))}


def publish(content: ReportContent, files: Mapping[str, bytes], root: Path) -> Path:
    """Put the tables and the report in their places and return the report's folder. Raises CchcError."""
    # The tables first: should they fail, the report that stands is still the one that its manifest describes.
    for suffix, table in content.tables.items():
        publish_file(Layout(root).processed.base / f"{content.path}.{suffix}.parquet", table)
    folder = Layout(root).output.base / content.path
    publish_folder(folder, {**_unmanaged_files(folder), **files})
    return folder


def _unmanaged_files(folder: Path) -> dict[str, bytes]:
    """Files in a report's folder that no build made, such as a signed scan: they stay where somebody has put them."""
    try:
        made = {MANIFEST, *read_outputs((folder / MANIFEST).read_bytes())}
        return {path.name: path.read_bytes() for path in folder.iterdir() if path.name not in made and path.is_file()}
    except (OSError, ValueError):
        return {}
