"""The commands that make submissions and take them in. In: a command line. Out: files of submissions."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cchc.cli.app import app, form_app
from cchc.cli.usage import VietnameseCommand
from cchc.errors import ParameterError, UnitError, UsageError

MOST_FOUND = 20  # units that one look-up prints


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
    """Kiểm tra một biểu mẫu: tệp, khóa, mã trùng, mục lạ, tên chỉ tiêu dễ nhầm, ngày của các kỳ, bảng chấm điểm."""
    from cchc.raw.form_files import check_form_folder

    form = check_form_folder(folder)
    rows, sections = len(form.rows), len(form.outline.keys)
    own = f", {len(form.own_periods.periods)} kỳ có ngày riêng" if form.own_periods else ""
    if form.scoring:
        own += f", bảng chấm điểm {len(form.scoring.groups)} nhóm"
    typer.echo(f"XONG {folder}: biểu mẫu {form.head.id} có {rows} dòng phụ lục, {sections} mục đề cương{own}.")


@app.command("import", cls=VietnameseCommand)
def import_(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE",
            help="Tệp mẫu .xlsx đã điền, biểu 06a, 07a xuất từ phần mềm một cửa, hoặc báo cáo .docx, .txt, .md, .pdf của cchc.",
        ),
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
    """Nhập tệp Excel, biểu của phần mềm một cửa và báo cáo Word thành bộ số liệu; không ghi đè khi chưa được yêu cầu."""
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
    previous: Annotated[
        bool,
        typer.Option("--previous", help="Tạo cả kỳ trước để so sánh: của đơn vị, hoặc của các đơn vị hợp thành nó."),
    ] = False,
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
