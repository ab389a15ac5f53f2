"""Build reports. In: parameter files. Out: one folder of files a report, the tidy tables, and what came of each."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cchc.document.opening import open_report
from cchc.document.provenance import versions
from cchc.document.report import Report
from cchc.errors import CchcError, UsageError
from cchc.run.execute import as_text, run_notebook
from cchc.run.parameters import Parameters, read_parameters
from cchc.run.publish import as_json, publish_file, publish_folder, sha256

if TYPE_CHECKING:
    import pandas as pd
    from nbformat import NotebookNode

FORMATS = ("html", "pdf")
NOTEBOOK = "notebooks/bao_cao_xa.ipynb"


@dataclass(frozen=True)
class Outcome:
    """What came of one parameter file: the folder made, or why none was made and which older report still stands."""

    parameters: Path
    folder: Path | None
    report: Report | None = None
    files: tuple[str, ...] = ()
    error: CchcError | None = None
    older: Path | None = None


def check_formats(text: str) -> tuple[str, ...]:
    """The formats named in "html,pdf". Raises UsageError."""
    wanted = tuple(dict.fromkeys(name.strip() for name in text.split(",") if name.strip()))
    unknown = [name for name in wanted if name not in FORMATS]
    if unknown or not wanted:
        raise UsageError(f'--formats: cần {", ".join(FORMATS)}, gặp "{text}".')
    return wanted


def build_all(files: Iterable[Path], root: Path, formats: tuple[str, ...]) -> Iterator[Outcome]:
    """Build one report after another; one that fails does not stop the others."""
    for path in files:
        try:
            yield build_report(path, root, formats)
        except CchcError as error:
            yield Outcome(path, None, error=error, older=_older_report(path, root))
        except Exception as error:  # one report must never stop the others, whatever is wrong with it
            yield Outcome(path, None, error=CchcError(f"{path}: lỗi của chương trình, {type(error).__name__}: {error}"))


def _older_report(path: Path, root: Path) -> Path | None:
    """The report that an earlier run made of this parameter file and that a failure leaves standing."""
    try:
        asked = read_parameters(path)
    except CchcError:
        return None
    folders = (root / "output" / str(asked.nam) / asked.ky).glob(f"{asked.ma_xa}-*")
    return next((folder for folder in sorted(folders) if folder.is_dir()), None)


def build_report(path: Path, root: Path, formats: tuple[str, ...]) -> Outcome:
    """Build the report of one parameter file. Raises CchcError, and leaves then what was there before."""
    parameters = read_parameters(path)
    data = Path(parameters.du_lieu)
    report = open_report(parameters.ma_xa, parameters.nam, parameters.ky, data if data.is_absolute() else root / data)
    notebook = root / NOTEBOOK
    executed = run_notebook(notebook, parameters, root)
    _check_same_inputs(report, executed)
    files = render(executed, formats)
    files["kiem-tra.json"] = as_json([finding.as_json() for finding in report.examination.findings])
    files["ho-so.json"] = as_json(manifest(report, parameters, notebook, files))
    # The tables first: should they fail, the report that stands is still the one that its manifest describes.
    for suffix, table in _tables(report):
        publish_file(root / "data/processed" / f"{report_path(report)}.{suffix}.parquet", as_parquet(table))
    folder = root / "output" / report_path(report)
    publish_folder(folder, files)
    return Outcome(path, folder, report, tuple(files))


def _check_same_inputs(report: Report, executed: NotebookNode) -> None:
    """Refuse a report whose files changed between the reading for the manifest and that of the notebook."""
    from cchc.export.reader import read_parts, submission_of

    printed = {file["name"]: file["sha256"] for file in submission_of(read_parts(executed))["files"]}
    if printed != {file.name: file.sha256 for file in report.raw.files}:
        raise CchcError(f"{report_path(report)}: số liệu gốc thay đổi trong khi lập báo cáo; hãy chạy lại.")


def _tables(report: Report) -> tuple[tuple[str, pd.DataFrame], ...]:
    return ("so-lieu", report.counts), ("chi-so", report.indicators), ("kiem-tra", report.findings())


def render(notebook: NotebookNode, formats: tuple[str, ...]) -> dict[str, bytes]:
    """The files of a report by name: the executed notebook, and it in each format."""
    from cchc.export.html_render import render_html
    from cchc.export.pdf import render_pdf
    from cchc.export.reader import read_parts

    files = {"bao-cao.ipynb": as_text(notebook).encode()}
    if "html" in formats:
        files["bao-cao.html"] = render_html(notebook).encode()
    if "pdf" in formats:
        files["bao-cao.pdf"] = render_pdf(read_parts(notebook))
    return files


def manifest(report: Report, parameters: Parameters, notebook: Path, files: dict[str, bytes]) -> dict[str, Any]:
    """What went in and what came out, by sha256. Names no path of a machine, no user, no clock time."""
    identity = {**report.identity, "tu_ngay": str(report.raw.source.tu_ngay), "den_ngay": str(report.on)}
    return {
        "report": identity,
        "parameters": parameters.as_dict(),
        "inputs": [
            {"name": NOTEBOOK, "sha256": sha256(notebook.read_bytes())},
            *({"name": file.name, "sha256": file.sha256} for file in report.raw.files),
        ],
        "outputs": [{"name": name, "sha256": sha256(content)} for name, content in sorted(files.items())],
        "versions": versions(),
    }


def report_path(report: Report) -> str:
    """The path "2024/nam/15976-hoang-luu": where a report stands below output/ and data/processed/."""
    return f"{report.year}/{report.period.key}/{report.unit.code}-{report.unit.slug}"


def as_parquet(table: pd.DataFrame) -> bytes:
    """The table as a Parquet file."""
    content = io.BytesIO()
    table.to_parquet(content, index=False)
    return content.getvalue()
