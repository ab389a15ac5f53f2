"""The command `cchc`. In: a command line. Out: files, a summary, an exit code (0 all well, 1 failed, 2 bad command).

Users meet one line for an error and no traceback.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Annotated

import typer

from cchc.errors import CchcError, ParameterError, UnitError, UsageError

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
        list[Path] | None, typer.Argument(help="Parameter files, or folders of them; all of params/ if none is named.")
    ] = None,
    root: Root = Path(),
    formats: Annotated[str, typer.Option(help="Which formats to make, comma separated.")] = "html,pdf",
    strict: Strict = False,
) -> None:
    """Make the reports of these parameter files: notebook, HTML, PDF and manifest, in output/."""
    from cchc.run.build import build_all, check_formats
    from cchc.run.parameters import find_parameter_files

    wanted = check_formats(formats)
    failed = made = drafts = 0
    for outcome in build_all(find_parameter_files(params or [], root), root, wanted):
        if outcome.error is not None:
            failed += 1
            older = f" Báo cáo cũ ở {outcome.older} vẫn còn, không theo số liệu mới." if outcome.older else ""
            typer.echo(f"LỖI  {outcome.error}{older}", err=True)
        elif outcome.folder is not None and outcome.report is not None:
            made += 1
            drafts += outcome.report.examination.draft
            typer.echo(f"XONG {outcome.report.unit.full_name}, {outcome.report.words['ky']}: {outcome.folder}")
            typer.echo(f"     {', '.join(outcome.files)}")
            typer.echo(f"     {outcome.report.summary()}")
            for line in outcome.report.examination.void:
                typer.echo(f"     {line}", err=True)
            for line in outcome.report.examination.remarks:
                typer.echo(f"     {line}")
    typer.echo(f"Đã lập {made} báo cáo ({drafts} dự thảo), {failed} báo cáo không lập được.")
    if failed or (strict and drafts):
        raise typer.Exit(1)


@app.command()
def check(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A submission folder: the one with nguon.yaml.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the findings as JSON, and nothing else.")] = False,
    strict: Strict = False,
) -> None:
    """Say everything in a submission that contradicts itself, is missing or is misspelt."""
    from rich.console import Console

    from cchc.run.check import check_folder, show_examination
    from cchc.run.publish import as_json as to_json

    examination = check_folder(folder).examination
    if as_json:
        typer.echo(to_json([finding.as_json() for finding in examination.findings]).decode(), nl=False)
        for line in (*examination.void, *examination.remarks):
            typer.echo(line, err=True)
    else:
        show_examination(examination, Console())
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
    from cchc.run.template import write_template

    try:
        where = write_template(folder, code, year, period)
    except (ParameterError, UnitError) as error:
        raise UsageError(str(error)) from error
    typer.echo(f"XONG {folder}: số liệu trống của {where.full_name} ({where.code}-{where.slug}).")
    home = f"data/raw/{year}/{period}/{where.code}-{where.slug}"
    typer.echo(
        f"     Tiếp theo: điền các tệp, đặt thư mục ở {home}, chạy cchc check {home}, viết tệp tham số, rồi cchc build."
    )


def main() -> None:
    """Run the command; an error of the user's is one line on stderr and its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")  # a Windows console may not know đ
    try:
        app()
    except CchcError as error:
        print(f"LỖI  {error}", file=sys.stderr)
        sys.exit(error.exit_code)


if __name__ == "__main__":
    main()
