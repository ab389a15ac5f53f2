"""Make one report. In: parameters, project, notebook. Out: its folder of files and its tidy tables, complete or as before.

Three steps, so that they can run in different processes: `make_content` runs the notebook, `make_files` exports,
`publish` puts everything in its place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from msgspec.structs import replace
from nbformat import NotebookNode

from cchc.build.handover import Handover, add_cell, compare, compare_versions, take_cell
from cchc.build.issued import VERSION, Issued, find_issued, names_in_project, unmanaged_files
from cchc.build.manifest import Manifest, RollUpManifest, hashes_of, list_files, read_manifest, write_manifest
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
from cchc.raw.layout import Layout, past_folders, path_of, version_of
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
    issued = find_issued(Layout(root).issued, parameters.key)
    if issued is not None:
        executed.metadata[VERSION] = issued.as_metadata
    manifest = _describe(handed, parameters, notebook, past_folders(raw, parameters.key), issued)
    return ReportContent(
        handed.path if issued is None else f"{issued.path}/{issued.next}",
        {EXECUTED: as_text(executed), **handed.files, **_changes(executed, issued)},
        manifest,
        handed.tables,
        (*handed.messages, *_asked(raw.folder(parameters.key), parameters.key), *lost_notices(executed)),
    )


def _changes(notebook: NotebookNode, issued: Issued | None) -> dict[str, bytes]:
    """The page of what a new version changes of the one that was issued; nothing where none was."""
    return {} if issued is None else compare_versions(issued.folder / EXECUTED, notebook)


def _describe(
    handed: Handover, parameters: Parameters, notebook: Product, past: Iterable[Path], issued: Issued | None
) -> Manifest:
    """The manifest without its outputs; `past` are the folders of the periods that the report looks back at, `issued` the
    version before it.
    """
    inputs = {**notebook.hashes(), **handed.raw}
    for folder in past:
        inputs.update(_compared(handed.past, folder))
    for name, path in names_in_project(issued.folder).items() if issued else ():
        inputs[name] = sha256(path.read_bytes())
    return Manifest(
        handed.report, parameters.as_dict(), list_files(inputs), handed.others, program_hashes(), all_versions()
    )


def _compared(read: Mapping[str, str], folder: Path) -> dict[str, str]:
    """The files of a submission of then, as the report has read them; from disk where they could not be read."""
    prefix = f"{path_of(folder)}/"
    if found := {name: digest for name, digest in read.items() if name.startswith(prefix)}:
        return found
    present = ((name, place_of(name, folder)) for name in (*FILES, *form_names(find_forms(folder), ())))
    return {prefix + name: sha256(path.read_bytes()) for name, path in present if path.is_file()}


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
        files.update(_changes_again(check_parameters(manifest.parameters), root, files[EXECUTED], folder))
    manifest = replace(manifest, program=program_hashes())
    return ReportContent(path_of(folder), files, manifest, messages=(manifest.report.ten_xa,))


def _changes_again(asked: Parameters, root: Path, notebook: bytes, folder: Path) -> dict[str, bytes]:
    """The page of changes of a report that was made before: against the version before it, else the period before."""
    key, raw = asked.key, Layout(root).raw(asked.du_lieu)
    if version_of(folder.name):
        return _changes(as_node(notebook), find_issued(Layout(root).issued, key))
    return compare(open_report(key.code, key.year, key.period, raw.base))


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
    """Put the tables and the report in their places and return the report's folder. Raises CchcError.

    The tables of a draft of a new version stay those of the version that was issued.
    """
    # The tables first: should they fail, the report that stands is still the one that its manifest describes.
    for suffix, table in content.tables.items() if not version_of(content.path.rpartition("/")[2]) else ():
        publish_file(Layout(root).processed.base / f"{content.path}.{suffix}.parquet", table)
    folder = Layout(root).output.base / content.path
    publish_folder(folder, {**unmanaged_files(folder), **files})
    return folder
