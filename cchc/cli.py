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
from typer._click.exceptions import ClickException

from cchc.engine.imports import without_grammar
from cchc.errors import BY_CTRL_C, CchcError, ParameterError, UnitError, UsageError, say_why, told, visible
from cchc.usage import VietnameseCommand, VietnameseGroup, say_usage_error

if TYPE_CHECKING:
    from cchc.build.batch import BuildOptions
    from cchc.build.running.result import BuildResult

MOST_FOUND = 20  # units that one look-up prints

app = typer.Typer(
    cls=VietnameseGroup,
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

form_app = typer.Typer(cls=VietnameseGroup, no_args_is_help=True, help="Biểu mẫu riêng của một tỉnh.")
app.add_typer(form_app, name="form")

Root = Annotated[Path, typer.Option("--root", help="Dự án: thư mục có params/, data/ và notebooks/.")]

Strict = Annotated[bool, typer.Option("--strict", help="Kết thúc với mã 1 khi còn lỗi (E) chưa xử lý.")]


@app.callback()
def commands() -> None:
    """Lập báo cáo cải cách hành chính cấp xã từ số liệu gốc, ra HTML và PDF."""


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
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Ghi ra từng bước của từng báo cáo.")] = False,
    engine: Annotated[
        str, typer.Option(help="cchc, hoặc papermill: engine của papermill, mỗi báo cáo một kernel.")
    ] = "cchc",
) -> None:
    """Lập báo cáo theo tệp tham số: sổ tay, HTML, PDF và hồ sơ, trong output/."""
    from cchc.build.batch import STOCK, BuildOptions, check_engine, check_formats, plan_batch, run_batch
    from cchc.build.progress import follow, show_plan, summarise
    from cchc.engine.limits import Limits

    start = time.monotonic()
    if verbose:
        _log_steps()
    options = BuildOptions(
        tuple(params or ()), root, check_formats(formats), force, shard, workers, check_engine(engine), dask,
        Limits(time_limit, memory_limit * 2**20),
    )  # fmt: skip
    if options.engine == STOCK and engine != STOCK:
        typer.echo("Hệ thống này không có fork: các báo cáo được lập lần lượt bằng engine của papermill.", err=True)
    tasks = plan_batch(options)
    if dry_run:
        show_plan(tasks, typer.echo)
        if any(task.request.error for task in tasks):
            raise typer.Exit(1)
        return
    results, ended = follow(run_batch(options, tasks), len(tasks), typer.echo, partial(typer.echo, err=True))
    broken = _show_index(options, results)
    summarise(results, len(tasks), time.monotonic() - start, typer.echo)
    if ended:
        raise typer.Exit(ended)
    if broken or any(o.status == "failed" for o in results) or (strict and any(o.draft for o in results)):
        raise typer.Exit(1)


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
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="Thư mục số liệu của một đơn vị: thư mục có nguon.yaml.")
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Chỉ in kết quả kiểm tra, ở dạng JSON.")] = False,
    sheet: Annotated[
        Path | None,
        typer.Option("--phieu", metavar="FILE.html", help="Ghi thêm kết quả thành một phiếu để gửi lại đơn vị."),
    ] = None,
    strict: Strict = False,
) -> None:
    """Kiểm tra một bộ số liệu: chỗ mâu thuẫn, chỗ thiếu, chỗ viết sai."""
    from rich.console import Console

    from cchc.build.check import check_folder, show_check_report, write_sheet
    from cchc.build.publish import as_json as to_json
    from cchc.catalogue.units.find import doubt_folder

    report = check_folder(folder)
    check_report, asked = report.check_report, doubt_folder(folder.resolve().name, report.as_of)
    if sheet is not None:
        write_sheet(report, sheet)
    if as_json:
        typer.echo(to_json([finding.as_json() for finding in check_report.findings]).decode(), nl=False)
        for line in (*check_report.void, *asked, *check_report.remarks):
            typer.echo(visible(line), err=True)
    else:
        show_check_report(check_report, Console(), asked)
        if sheet is not None:
            typer.echo(f"XONG {sheet}")
    if strict and check_report.draft:
        raise typer.Exit(1)


@app.command(cls=VietnameseCommand)
def find(
    name: Annotated[
        list[str],
        typer.Argument(
            metavar="NAME", help="Tên xã, phường, đặc khu; bỏ dấu cũng được; thêm loại, huyện, tỉnh cũng được."
        ),
    ],
) -> None:
    """Tìm mã đơn vị theo tên: mã, tỉnh, trước đây là gì, nay thuộc đâu."""
    from cchc.catalogue.units.find import find_units, tell

    found = find_units(" ".join(name))
    for known in found[:MOST_FOUND]:
        typer.echo("\n".join(tell(known)))
    if len(found) > MOST_FOUND:
        typer.echo(f"... và {len(found) - MOST_FOUND} đơn vị nữa; hãy gõ đủ tên, hoặc thêm tên tỉnh.")


@app.command(cls=VietnameseCommand)
def template(
    path: Annotated[
        Path,
        typer.Argument(
            metavar="PATH", help="Sổ Excel cần tạo: tên có đuôi .xlsx; hoặc thư mục: data/raw/<năm>/<kỳ>/<mã>-<tên>."
        ),
    ],
    code: Annotated[str, typer.Option(help="Mã đơn vị, 5 chữ số.")],
    year: Annotated[int, typer.Option(help="Năm báo cáo.")],
    period: Annotated[
        str, typer.Option(help="nam, 6-thang, 8-thang, 9-thang, 10-thang, quy-1 ... quy-4, thang-1 ... thang-12.")
    ],
    source: Annotated[
        Path | None, typer.Option("--from", metavar="DIR", help="Điền sẵn sổ Excel từ một thư mục số liệu.")
    ] = None,
) -> None:
    """Tạo bộ số liệu trống để điền, là sổ Excel hoặc thư mục: đủ các dòng của phụ lục, chưa có giá trị."""
    from cchc.build.template import write_parameters, write_template
    from cchc.intake.workbook.template import is_workbook, write_workbook
    from cchc.raw.keys import ReportKey
    from cchc.raw.layout import RAW

    if source is not None and not is_workbook(path):
        raise UsageError(f"--from chỉ dùng khi tạo sổ Excel (tên tệp có đuôi .xlsx), gặp {path}.")
    try:
        key = ReportKey.checked(code, year, period, ("--code", "--year", "--period"))
        if is_workbook(path):
            for line in write_workbook(path, key, source):
                typer.echo(line)
            return
        where = write_template(path, key)
    except (ParameterError, UnitError) as error:
        raise UsageError(str(error)) from error
    typer.echo(f"XONG {path}: số liệu trống của {where.full_name} ({where.code}-{where.slug}).")
    parameters = write_parameters(path, key)
    if parameters is not None:
        typer.echo(f"     Tiếp theo: điền các tệp, chạy cchc check {path}, rồi cchc build {parameters}.")
        return
    home = f"{RAW}/{key.path(where.slug)}"
    typer.echo(
        f"     Tiếp theo: điền các tệp, đặt thư mục ở {home}, chạy cchc check {home}, viết tệp tham số, rồi cchc build."
    )


@form_app.command("check", cls=VietnameseCommand)
def form_check(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Thư mục của một biểu mẫu: bieu_mau/<id> của dự án.")],
) -> None:
    """Kiểm tra một biểu mẫu: tệp, khóa, mã trùng, mục lạ, tên chỉ tiêu dễ nhầm, ngày của các kỳ."""
    from cchc.raw.form_files import check_form_folder

    form = check_form_folder(folder)
    rows, sections = len(form.rows), len(form.outline.keys)
    own = f", {len(form.own_periods.periods)} kỳ có ngày riêng" if form.own_periods else ""
    typer.echo(f"XONG {folder}: biểu mẫu {form.head.id} có {rows} dòng phụ lục, {sections} mục đề cương{own}.")


@app.command("import", cls=VietnameseCommand)
def import_(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE", help="Tệp mẫu .xlsx đã điền, hoặc biểu 06a, 07a xuất từ phần mềm một cửa."),
    ],
    to: Annotated[
        Path, typer.Option("--to", metavar="RAW", help="Thư mục số liệu: chứa <năm>/<kỳ>/<mã>-<tên>.")
    ] = Path("data/raw"),
    code: Annotated[
        str | None, typer.Option(help="Mã đơn vị, 5 chữ số; cần khi tệp không cho biết rõ là đơn vị nào.")
    ] = None,
    year: Annotated[int | None, typer.Option(help="Năm báo cáo, khi tệp không cho biết.")] = None,
    period: Annotated[
        str | None, typer.Option(help="Kỳ báo cáo, khi tệp không cho biết (kỳ nào: như cchc template).")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Chỉ cho biết sẽ ghi gì, thay đổi gì.")] = False,
    replace: Annotated[
        bool, typer.Option("--replace", help="Thay thư mục đã có; với biểu một cửa thì thay các số liệu khác giá trị.")
    ] = False,
    add: Annotated[
        bool, typer.Option("--add", help="Thêm số liệu của biểu một cửa vào thư mục đã có, không thay số nào.")
    ] = False,
    row: Annotated[
        int | None, typer.Option("--dong", metavar="N", min=1, help="Dòng cần lấy trong biểu một cửa.")
    ] = None,
) -> None:
    """Nhập tệp Excel và biểu của phần mềm một cửa thành bộ số liệu; không ghi đè khi chưa được yêu cầu."""
    from datetime import date

    from rich.console import Console

    from cchc.intake.command import check_asked, import_files, show_outcome
    from cchc.intake.place import Ways

    asked, ways = check_asked(code, year, period, row), Ways(replace, add, dry_run)
    well = True
    for result in import_files(files, to, asked, ways, date.today()):
        show_outcome(result, Console(), Console(stderr=True))
        well = well and result.well
    if not well:
        raise typer.Exit(1)


@app.command(cls=VietnameseCommand)
def demo(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Dự án cần tạo; thư mục phải còn trống.")],
    communes: Annotated[int, typer.Option(help="Số đơn vị: những đơn vị đầu danh mục vào ngày cuối kỳ.")],
    year: Annotated[list[int], typer.Option(help="Năm báo cáo; nhiều năm thì ghi nhiều lần.")],
    periods: Annotated[
        str, typer.Option(help="Các kỳ, cách nhau bằng dấu phẩy, ví dụ nam,6-thang,thang-7 (kỳ nào: như --period).")
    ] = "nam",
    errors: Annotated[float, typer.Option(help="Tỷ lệ bộ số liệu được cài lỗi, từ 0 đến 1.")] = 0.1,
    sparse: Annotated[float, typer.Option(help="Tỷ lệ bộ số liệu bỏ bớt nội dung cần có, từ 0 đến 1.")] = 0.1,
    province: Annotated[str | None, typer.Option(help="Chỉ các xã của tỉnh này: tên, hoặc mã 2 chữ số.")] = None,
    seed: Annotated[int, typer.Option(help="Cùng một số thì ra cùng các tệp.")] = 1,
    previous: Annotated[bool, typer.Option("--previous", help="Tạo cả kỳ trước để so sánh, nếu đơn vị đã có.")] = False,
) -> None:
    """Tạo dự án với số liệu mô phỏng; mỗi trang báo cáo đều ghi rõ là mô phỏng."""
    from cchc.demo.make import PLANTED, make_demo

    wanted = [key.strip() for key in periods.split(",") if key.strip()]
    try:
        shares = {"errors": errors, "sparse": sparse}
        made = make_demo(
            folder, communes, *year, seed=seed, wanted=wanted, previous=previous, province=province, **shares
        )
    except (ParameterError, UnitError) as error:
        raise UsageError(str(error)) from error
    typer.echo(
        f"XONG {folder}: {made.submissions} bộ số liệu mô phỏng; {len(made.injected)} bộ có lỗi cài sẵn ({PLANTED})."
    )
    typer.echo(f"     Tiếp theo: cchc build --root {folder}")


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
    wrong = seen = 0
    for verdict in verify_all(output, root or next(above, Path()), again):
        seen += 1
        wrong += not verdict.proved
        typer.echo("\n".join(verdict.lines()))
    typer.echo(f"Đã kiểm tra {seen} báo cáo, {wrong} báo cáo có chỗ không khớp.")
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


def main() -> None:
    """Run the command; an error of the user's is one line on stderr and its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")  # a Windows console may not know đ
    try:
        with without_grammar():
            sys.exit(app(prog_name="cchc", standalone_mode=False))
    except ClickException as error:
        print(say_usage_error(error), file=sys.stderr)
        sys.exit(UsageError.exit_code)
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
