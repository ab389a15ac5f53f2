"""The command `cchc`. In: a command line. Out: files, a summary, an exit code (0 all well, 1 failed, 2 bad command).

Users meet one line for an error and no traceback.
"""

from __future__ import annotations

import io
import sys
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cchc.engine.imports import without_grammar
from cchc.errors import BY_CTRL_C, CchcError, ParameterError, UnitError, UsageError, say_why, told, visible

if TYPE_CHECKING:
    from cchc.build.batch import Request
    from cchc.build.outcome import Outcome

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Root = Annotated[Path, typer.Option("--root", help="The project: the folder that holds params/, data/ and notebooks/.")]

Strict = Annotated[bool, typer.Option("--strict", help="Exit with 1 when a certain error (E) is open.")]


@app.callback()
def commands() -> None:
    """Reports on administrative reform for Vietnam's communes, from raw counts to HTML and PDF."""


@app.command()
def build(
    params: Annotated[
        list[Path] | None,
        typer.Argument(help="Parameter files, folders of them, or batch files; all of params/ if none is named."),
    ] = None,
    root: Root = Path(),
    formats: Annotated[str, typer.Option(help="Which formats to make, comma separated.")] = "html,pdf",
    strict: Strict = False,
    force: Annotated[bool, typer.Option("--force", help="Make everything again, up to date or not.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be made, and why.")] = False,
    workers: Annotated[int, typer.Option(min=0, help="How many at once; 0 is one a processor.")] = 0,
    shard: Annotated[str, typer.Option(metavar="I/N", help="Only the I-th of N equal parts, for N machines.")] = "",
    dask: Annotated[str, typer.Option(metavar="ADDRESS", help="Let this Dask cluster do it.")] = "",
    time_limit: Annotated[float, typer.Option(min=1, help="Seconds that one report may take.")] = 120,
    memory_limit: Annotated[int, typer.Option(min=64, help="MiB that one report's notebook may take.")] = 2048,
    engine: Annotated[str, typer.Option(help="cchc, or papermill: its own engine, one kernel a report.")] = "cchc",
) -> None:
    """Make the reports of these parameter files: notebook, HTML, PDF and manifest, in output/."""
    from cchc.build.batch import STOCK, Request, check_engine, check_formats, plan_batch, run_batch
    from cchc.build.progress import follow, show_plan, summarise
    from cchc.engine.limits import Limits

    start = time.monotonic()
    request = Request(
        tuple(params or ()), root, check_formats(formats), force, shard, workers, check_engine(engine), dask,
        Limits(time_limit, memory_limit * 2**20),
    )  # fmt: skip
    if request.engine == STOCK and engine != STOCK:
        typer.echo("Hệ thống này không có fork: các báo cáo được lập lần lượt bằng engine của papermill.", err=True)
    steps = plan_batch(request)
    if dry_run:
        show_plan(steps, typer.echo)
        if any(step.job.error for step in steps):
            raise typer.Exit(1)
        return
    outcomes, ended = follow(run_batch(request, steps), len(steps), typer.echo, partial(typer.echo, err=True))
    broken = _show_index(request, outcomes)
    summarise(outcomes, len(steps), time.monotonic() - start, typer.echo)
    if ended:
        raise typer.Exit(ended)
    if broken or any(o.status == "failed" for o in outcomes) or (strict and any(o.draft for o in outcomes)):
        raise typer.Exit(1)


def _show_index(request: Request, outcomes: list[Outcome]) -> bool:
    """Bring the index up to date; whether that failed, which the summary must not be lost for."""
    from cchc.build.batch import write_index

    try:
        index = write_index(request, outcomes)
    except CchcError as error:
        typer.echo("\n".join(f"LỖI  {line}" for line in told(error)), err=True)
        return True
    if index is not None:
        typer.echo(f"Danh sách mọi báo cáo: {request.root / 'output' / index.name}")
    return False


@app.command()
def check(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A submission folder: the one with nguon.yaml.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the findings as JSON, and nothing else.")] = False,
    sheet: Annotated[
        Path | None,
        typer.Option("--phieu", metavar="FILE.html", help="Also write the findings as one sheet to send back."),
    ] = None,
    strict: Strict = False,
) -> None:
    """Say everything in a submission that contradicts itself, is missing or is misspelt."""
    from rich.console import Console

    from cchc.build.check import check_folder, show_examination, write_sheet
    from cchc.build.publish import as_json as to_json

    report = check_folder(folder)
    examination = report.examination
    if sheet is not None:
        write_sheet(report, sheet)
    if as_json:
        typer.echo(to_json([finding.as_json() for finding in examination.findings]).decode(), nl=False)
        for line in (*examination.void, *examination.remarks):
            typer.echo(visible(line), err=True)
    else:
        show_examination(examination, Console())
        if sheet is not None:
            typer.echo(f"XONG {sheet}")
    if strict and examination.draft:
        raise typer.Exit(1)


@app.command()
def template(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="The folder to make: data/raw/<year>/<period>/<code>-<name>.")
    ],
    code: Annotated[str, typer.Option(help="The commune's code, 5 digits.")],
    year: Annotated[int, typer.Option(help="The reporting year.")],
    period: Annotated[str, typer.Option(help="nam, 6-thang, 9-thang, quy-1 ... quy-4.")],
) -> None:
    """Make an empty submission folder to fill in: all rows of the annex, blank values."""
    from cchc.build.template import write_template
    from cchc.raw.keys import ReportKey
    from cchc.raw.layout import RAW

    try:
        key = ReportKey.checked(code, year, period, ("--code", "--year", "--period"))
        where = write_template(folder, key)
    except (ParameterError, UnitError) as error:
        raise UsageError(str(error)) from error
    typer.echo(f"XONG {folder}: số liệu trống của {where.full_name} ({where.code}-{where.slug}).")
    home = f"{RAW}/{key.path(where.slug)}"
    typer.echo(
        f"     Tiếp theo: điền các tệp, đặt thư mục ở {home}, chạy cchc check {home}, viết tệp tham số, rồi cchc build."
    )


@app.command()
def demo(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The project to make; it must not hold anything yet.")],
    communes: Annotated[int, typer.Option(help="How many units: the first ones of the register on the last day.")],
    year: Annotated[int, typer.Option(help="The reporting year.")],
    periods: Annotated[str, typer.Option(help="Comma separated: nam, 6-thang, 9-thang, quy-1 ... quy-4.")] = "nam",
    errors: Annotated[float, typer.Option(help="The share of submissions with a planted error, 0 to 1.")] = 0.1,
    sparse: Annotated[
        float, typer.Option(help="The share of submissions that leave out some of what is expected, 0 to 1.")
    ] = 0.1,
    seed: Annotated[int, typer.Option(help="The same seed gives the same files.")] = 1,
    previous: Annotated[
        bool, typer.Option("--previous", help="Make the period compared with too, where the unit existed.")
    ] = False,
) -> None:
    """Make a project of synthetic submissions, marked as such on every page of their reports."""
    from cchc.demo.make import PLANTED, make_demo

    wanted = [key.strip() for key in periods.split(",") if key.strip()]
    try:
        shares = {"errors": errors, "sparse": sparse}
        made = make_demo(folder, communes, year, seed=seed, wanted=wanted, previous=previous, **shares)
    except (ParameterError, UnitError) as error:
        raise UsageError(str(error)) from error
    typer.echo(
        f"XONG {folder}: {made.submissions} bộ số liệu mô phỏng; {len(made.planted)} bộ có lỗi cài sẵn ({PLANTED})."
    )
    typer.echo(f"     Tiếp theo: cchc build --root {folder}")


@app.command()
def diff(
    old: Annotated[Path, typer.Argument(metavar="A", help="The older report: output folder, notebook, or submission.")],
    new: Annotated[Path, typer.Argument(metavar="B", help="The newer report.")],
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="Also write the page thay-doi.html.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the changes as JSON, and nothing else.")] = False,
) -> None:
    """Say what changed from A to B: counts, indicators, findings, sentences. Exits with 0, changes or not."""
    from rich.console import Console

    from cchc.build.publish import as_json as to_json
    from cchc.run.diff import as_data, compare_paths, show_changes, write_page

    changes = compare_paths(old, new)
    if html is not None:
        write_page(changes, html)
    if as_json:
        typer.echo(to_json(as_data(changes)).decode(), nl=False)
    else:
        show_changes(changes, Console())
        if html is not None:
            typer.echo(f"XONG {html}")


@app.command()
def verify(
    output: Annotated[Path, typer.Argument(metavar="OUTPUT", help="A report's folder, a folder of many, or one PDF.")],
    again: Annotated[bool, typer.Option("--rebuild", help="Make each report again and compare every byte.")] = False,
    root: Annotated[
        Path | None, typer.Option("--root", help="The project; else the folder above OUTPUT that holds notebooks/.")
    ] = None,
) -> None:
    """Prove reports: inputs and outputs match the manifest; a PDF matches the raw files that it carries."""
    from cchc.verify.reports import verify as verify_all

    above = (folder for folder in output.absolute().parents if (folder / "notebooks").is_dir())
    wrong = seen = 0
    for verdict in verify_all(output, root or next(above, Path()), again):
        seen += 1
        wrong += not verdict.proved
        typer.echo("\n".join(verdict.lines()))
    typer.echo(f"Đã kiểm tra {seen} báo cáo, {wrong} báo cáo có chỗ không khớp.")
    if wrong:
        raise typer.Exit(1)


@app.command()
def watch(
    params: Annotated[Path, typer.Argument(metavar="PARAMS", help="The parameter file of one report.")],
    root: Root = Path(),
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="Where the browser finds it; 0 takes any free port.")
    ] = 8765,
) -> None:
    """Show a report in the browser and renew it at every save of notebook, data or template."""
    from cchc.preview.watch import watch as watch_report

    watch_report(params, root, port, typer.echo)


def main() -> None:
    """Run the command; an error of the user's is one line on stderr and its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")  # a Windows console may not know đ
    try:
        with without_grammar():
            app()
    except CchcError as error:
        print("\n".join(f"LỖI  {line}" for line in told(error)), file=sys.stderr)
        sys.exit(error.exit_code)
    except OSError as error:  # a disk, a folder or a file that does not let us
        where = f"{visible(str(error.filename))}: " if error.filename else ""
        print(f"LỖI  {where}{say_why(error)}; hãy kiểm tra đường dẫn và quyền truy cập.", file=sys.stderr)
        sys.exit(CchcError.exit_code)
    except KeyboardInterrupt:
        print("Đã dừng theo yêu cầu.", file=sys.stderr)
        sys.exit(BY_CTRL_C)


if __name__ == "__main__":
    main()
