"""The commands that make reports, check and compare them. In: a command line. Out: files, findings, what has changed."""

from __future__ import annotations

import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cchc.cli.app import Root, Strict, app
from cchc.cli.usage import VietnameseCommand
from cchc.errors import CchcError, UsageError, told, visible

if TYPE_CHECKING:
    from cchc.build.batch import BuildOptions
    from cchc.build.planning.plan import BuildTask
    from cchc.build.running.result import BuildResult


@app.command(cls=VietnameseCommand)
def build(
    params: Annotated[
        list[Path] | None,
        typer.Argument(help="Tệp tham số, thư mục chứa chúng, hoặc tệp lập hàng loạt; không nêu thì lấy cả params/."),
    ] = None,
    root: Root = Path(),
    formats: Annotated[
        str, typer.Option(help="Các định dạng cần lập trong html, pdf, docx, xlsx, cách nhau bằng dấu phẩy.")
    ] = "html,pdf",
    strict: Strict = False,
    force: Annotated[bool, typer.Option("--force", help="Lập lại tất cả, kể cả báo cáo không có gì thay đổi.")] = False,
    new_version: Annotated[
        bool, typer.Option("--new-version", help="Lập dự thảo bản mới của báo cáo đã ban hành, dù số liệu không đổi.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Chỉ cho biết sẽ lập những gì và vì sao.")] = False,
    workers: Annotated[int, typer.Option(min=0, help="Số báo cáo lập cùng lúc; 0 là mỗi bộ xử lý một báo cáo.")] = 0,
    shard: Annotated[
        str, typer.Option(metavar="I/N", help="Chỉ lập phần thứ I trong N phần bằng nhau, khi chia cho N máy.")
    ] = "",
    dask: Annotated[str, typer.Option(metavar="ADDRESS", help="Giao cho cụm Dask ở địa chỉ này.")] = "",
    time_limit: Annotated[float, typer.Option(min=1, help="Thời hạn của một báo cáo, tính bằng giây.")] = 120,
    memory_limit: Annotated[
        int, typer.Option(min=64, help="Bộ nhớ mà sổ tay của một báo cáo được dùng, tính bằng MiB.")
    ] = 2048,
    no_rollup: Annotated[
        bool, typer.Option("--no-rollup", help="Không lập bản tổng hợp của tỉnh sau các báo cáo của xã.")
    ] = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Ghi ra từng bước của từng báo cáo.")] = False,
    engine: Annotated[
        str, typer.Option(help="cchc, hoặc papermill: engine của papermill, mỗi báo cáo một kernel.")
    ] = "cchc",
) -> None:
    """Lập báo cáo theo tệp tham số: sổ tay, HTML, PDF và hồ sơ, trong output/."""
    from cchc.build.batch import (
        STOCK,
        BuildOptions,
        check_engine,
        check_formats,
        plan_batch,
        plan_roll_up_tasks,
        run_batch,
    )
    from cchc.build.progress import follow, show_plan, show_roll_up_plan, summarise
    from cchc.engine.limits import Limits

    start = time.monotonic()
    if verbose:
        _log_steps()
    options = BuildOptions(
        tuple(params or ()), root, check_formats(formats), force, new_version, shard, workers, check_engine(engine), dask,
        Limits(time_limit, memory_limit * 2**20), not no_rollup,
    )  # fmt: skip
    if options.engine == STOCK and engine != STOCK:
        typer.echo("Hệ thống này không có fork: các báo cáo được lập lần lượt bằng engine của papermill.", err=True)
    tasks = plan_batch(options)
    if dry_run:
        show_plan(tasks, typer.echo)
        show_roll_up_plan(plan_roll_up_tasks(options, tasks, ahead=True), typer.echo)
        if any(task.request.error for task in tasks):
            raise typer.Exit(1)
        return
    results, ended = follow(run_batch(options, tasks), len(tasks), typer.echo, partial(typer.echo, err=True))
    made, stopped = _roll_up(options, tasks) if not ended else ([], ended)
    ended = ended or stopped
    broken = _show_index(options, [*results, *made])
    summarise(results, len(tasks), time.monotonic() - start, typer.echo)
    broken = broken or any(one.status == "failed" for one in made)
    if ended:
        raise typer.Exit(ended)
    if broken or any(o.status == "failed" for o in results) or (strict and any(o.draft for o in results)):
        raise typer.Exit(1)


def _roll_up(options: BuildOptions, tasks: list[BuildTask]) -> tuple[list[BuildResult], int]:
    """Bring the roll-ups of the provinces up to date, and tell of those that were made."""
    from cchc.build.batch import plan_roll_up_tasks, run_roll_ups
    from cchc.build.progress import follow

    todo = [task for task in plan_roll_up_tasks(options, tasks) if task.action != "none"]
    return (
        follow(run_roll_ups(options, todo), len(todo), typer.echo, partial(typer.echo, err=True)) if todo else ([], 0)
    )


def _log_steps() -> None:
    """Have each stage of each report tell of itself on standard error."""
    import logging

    logging.basicConfig(format="%(asctime)s  %(message)s", datefmt="%H:%M:%S")
    logging.getLogger("cchc").setLevel(logging.INFO)


def _show_index(options: BuildOptions, results: list[BuildResult]) -> bool:
    """Bring the index up to date; whether that failed, which the summary must not be lost for."""
    from cchc.build.batch import write_index

    try:
        index = write_index(options, results)
    except CchcError as error:
        typer.echo("\n".join(f"LỖI  {line}" for line in told(error)), err=True)
        return True
    if index is not None:
        typer.echo(f"Danh sách mọi báo cáo: {options.root / 'output' / index.name}")
    return False


@app.command(cls=VietnameseCommand)
def check(
    path: Annotated[
        Path,
        typer.Argument(
            metavar="DIR|FILE",
            help="Thư mục số liệu của một đơn vị (có nguon.yaml); một báo cáo .docx, .txt, .md, .pdf của cchc, tệp mẫu hoặc tệp "
            "xuất từ phần mềm một cửa; hoặc thư mục có nhiều báo cáo như thế.",
        ),
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Chỉ in kết quả kiểm tra, ở dạng JSON.")] = False,
    sheet: Annotated[
        Path | None,
        typer.Option("--phieu", metavar="FILE.html", help="Ghi thêm kết quả thành một phiếu để gửi lại đơn vị."),
    ] = None,
    strict: Strict = False,
    code: Annotated[
        str | None, typer.Option(metavar="CODE", help="Mã xã của văn bản, nếu văn bản không ghi rõ.")
    ] = None,
    year: Annotated[int | None, typer.Option(metavar="YEAR", help="Năm báo cáo của văn bản.")] = None,
    period: Annotated[str | None, typer.Option(metavar="PERIOD", help="Kỳ báo cáo của văn bản.")] = None,
) -> None:
    """Kiểm tra một bộ số liệu hoặc văn bản: chỗ mâu thuẫn, chỗ thiếu, chỗ viết sai."""
    from rich.console import Console

    from cchc.build.check import check_folder, show_check_report, write_sheet
    from cchc.build.publish import as_json as to_json
    from cchc.catalogue.units.find import doubt_folder
    from cchc.intake.audit import audit, is_archive, show_archive
    from cchc.intake.command import check_asked

    asked = check_asked(code, year, period, None)
    if is_archive(path):
        if sheet is not None:
            raise UsageError("--phieu: mỗi phiếu là của một văn bản; hãy kiểm tra từng văn bản.")
        lines = show_archive(path, asked, as_json, typer.echo)
        if any(line.error for line in lines) or (strict and any(line.severities["E"] for line in lines)):
            raise typer.Exit(1)
        return
    document = audit(path, asked) if path.is_file() else None
    report = document.report if document else check_folder(path)
    check_report = document.check_report if document else report.check_report
    notes = document.taken.notes if document else doubt_folder(path.resolve().name, report.as_of)
    if sheet is not None:
        write_sheet(report, sheet, check_report)
    if as_json:
        typer.echo(to_json([finding.as_json() for finding in check_report.findings]).decode(), nl=False)
        for line in (*check_report.void, *notes, *check_report.remarks):
            typer.echo(visible(line), err=True)
    else:
        show_check_report(check_report, Console(), notes)
        if sheet is not None:
            typer.echo(f"XONG {sheet}")
    if strict and check_report.draft:
        raise typer.Exit(1)


@app.command(cls=VietnameseCommand)
def diff(
    old: Annotated[
        Path, typer.Argument(metavar="A", help="Báo cáo cũ: thư mục báo cáo, sổ tay, hoặc thư mục số liệu.")
    ],
    new: Annotated[Path, typer.Argument(metavar="B", help="Báo cáo mới.")],
    html: Annotated[Path | None, typer.Option("--html", metavar="FILE", help="Ghi thêm trang thay-doi.html.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Chỉ in các thay đổi, ở dạng JSON.")] = False,
) -> None:
    """So sánh A với B: số liệu, chỉ số, kết quả kiểm tra, câu văn. Luôn kết thúc với mã 0."""
    from rich.console import Console

    from cchc.build.publish import as_json as to_json
    from cchc.compare.command import as_data, compare_paths, write_page
    from cchc.compare.terminal import show_changes

    changes = compare_paths(old, new)
    if html is not None:
        write_page(changes, html)
    if as_json:
        typer.echo(to_json(as_data(changes)).decode(), nl=False)
    else:
        show_changes(changes, Console())
        if html is not None:
            typer.echo(f"XONG {html}")


@app.command(cls=VietnameseCommand)
def verify(
    output: Annotated[
        Path, typer.Argument(metavar="OUTPUT", help="Thư mục của một báo cáo, của nhiều báo cáo, hoặc một tệp PDF.")
    ],
    again: Annotated[bool, typer.Option("--rebuild", help="Lập lại từng báo cáo và so từng byte.")] = False,
    root: Annotated[
        Path | None, typer.Option("--root", help="Dự án; không nêu thì là thư mục phía trên OUTPUT có notebooks/.")
    ] = None,
) -> None:
    """Xác minh báo cáo: tệp đúng với hồ sơ; PDF đúng với số liệu gốc kèm theo."""
    from cchc.verify.reports import verify as verify_all

    above = (folder for folder in output.absolute().parents if (folder / "notebooks").is_dir())
    wrong = seen = unmade = 0
    for verdict in verify_all(output, root or next(above, Path()), again):
        seen += 1
        wrong += not verdict.proved
        unmade += verdict.unmade
        typer.echo("\n".join(verdict.lines()))
    told = f"; {unmade} bản đã ban hành không lập lại để so được" if unmade else ""
    typer.echo(f"Đã kiểm tra {seen} báo cáo, {wrong} báo cáo có chỗ không khớp{told}.")
    if wrong:
        raise typer.Exit(1)


@app.command(cls=VietnameseCommand)
def watch(
    params: Annotated[Path, typer.Argument(metavar="PARAMS", help="Tệp tham số của một báo cáo.")],
    root: Root = Path(),
    port: Annotated[int, typer.Option(min=0, max=65535, help="Cổng để trình duyệt mở; 0 là cổng trống bất kỳ.")] = 8765,
) -> None:
    """Xem báo cáo trong trình duyệt, cập nhật mỗi khi lưu sổ tay, số liệu hay mẫu trình bày."""
    from cchc.preview.watch import watch as watch_report

    watch_report(params, root, port, typer.echo)
