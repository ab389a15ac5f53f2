"""The command `cchc`. In: a command line. Out: files, a summary, an exit code (0 all well, 1 failed, 2 bad command).

Users meet one line for an error and no traceback.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from cchc.errors import CchcError

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Root = Annotated[Path, typer.Option("--root", help="The project: the folder that holds params/, data/ and notebooks/.")]


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
) -> None:
    """Make the reports of these parameter files: notebook, HTML, PDF and manifest, in output/."""
    from cchc.run.build import build_all, check_formats
    from cchc.run.parameters import find_parameter_files

    wanted = check_formats(formats)
    failed = made = 0
    for outcome in build_all(find_parameter_files(params or [], root), root, wanted):
        if outcome.error is not None:
            failed += 1
            typer.echo(f"LỖI  {outcome.error}", err=True)
        elif outcome.folder is not None and outcome.report is not None:
            made += 1
            typer.echo(f"XONG {outcome.report.unit.full_name}, {outcome.report.words['ky']}: {outcome.folder}")
            typer.echo(outcome.report.summary())
    typer.echo(f"Đã lập {made} báo cáo, {failed} báo cáo không lập được.")
    if failed:
        raise typer.Exit(1)


def main() -> None:
    """Run the command; an error of the user's is one line on stderr and its exit code."""
    try:
        app()
    except CchcError as error:
        print(f"LỖI  {error}", file=sys.stderr)
        sys.exit(error.exit_code)


if __name__ == "__main__":
    main()
