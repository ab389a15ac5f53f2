"""The commands that follow reports until they are issued. In: a command line. Out: who is late, an issued report."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from cchc.cli.app import Root, app
from cchc.cli.usage import VietnameseCommand
from cchc.errors import ParameterError, UnitError, UsageError, shown


@app.command(cls=VietnameseCommand)
def status(
    province: Annotated[
        str | None,
        typer.Option("--tinh", metavar="X", help="Tỉnh: tên, hoặc mã 2 chữ số; không nêu thì tóm tắt các tỉnh."),
    ] = None,
    year: Annotated[
        int | None, typer.Option("--nam", metavar="YEAR", help="Năm báo cáo; không nêu thì là năm mới nhất có số liệu.")
    ] = None,
    period: Annotated[
        str | None, typer.Option("--ky", metavar="PERIOD", help="Kỳ báo cáo; không nêu thì là kỳ mới nhất có số liệu.")
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option("--den", metavar="DATE", help="Tính số ngày trễ đến ngày này; không nêu thì đến hôm nay."),
    ] = None,
    raw: Annotated[
        str,
        typer.Option("--du-lieu", metavar="RAW", help="Thư mục số liệu, tính từ dự án: chứa <năm>/<kỳ>/<mã>-<tên>."),
    ] = "data/raw",
    root: Root = Path(),
) -> None:
    """Cho biết đơn vị nào chưa gửi, gửi muộn, có tệp không đọc được, còn là dự thảo, đổi số liệu sau khi ban hành."""
    from rich.console import Console

    from cchc.build.standing.status import find_window, show_province, show_provinces, tell_provinces
    from cchc.raw.keys import check_period, check_year

    try:
        if year is not None:
            check_year(year, "--nam")
        if period is not None:
            check_period(period, "--ky")
        day = _day(as_of, "--den") if as_of else date.today()
        told = tell_provinces(root, *find_window(root, raw, year, period), day, raw, province)
    except (ParameterError, UnitError) as error:
        raise UsageError(str(error)) from error
    if len(told) == 1:
        show_province(told[0], Console(), typer.echo)
    else:
        show_provinces(told, Console(), typer.echo)


@app.command(cls=VietnameseCommand)
def issue(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Thư mục của báo cáo trong output/.")],
    number: Annotated[str, typer.Option(metavar="N", help="Số của báo cáo, không kèm ký hiệu, ví dụ 118.")],
    day: Annotated[str, typer.Option("--date", metavar="D", help="Ngày ban hành, ví dụ 12/12/2024.")],
    root: Annotated[
        Path | None, typer.Option("--root", help="Dự án; không nêu thì là thư mục phía trên DIR có notebooks/.")
    ] = None,
) -> None:
    """Ban hành một báo cáo: lưu báo cáo, đầu vào và hồ sơ vào da_ban_hanh/; từ đó cchc build không lập lại nữa."""
    from cchc.build.issuing.issue import check_number, issue
    from cchc.build.refresh import write_overall

    above = (place for place in folder.absolute().parents if (place / "notebooks").is_dir())
    project = root or next(above, Path())
    issued = issue(folder, check_number(number), _day(day, "--date"), project)
    typer.echo(f"XONG {issued.folder}: đã ban hành {issued.told}.")
    write_overall(project.resolve())


def _day(text: str, option: str) -> date:
    """The day in an option. Raises UsageError."""
    from cchc.values.reading import DATE_ASKED, read_date, why_no_date

    day = read_date(text)
    if day is None:
        why = why_no_date(text)
        raise UsageError(f'{option}: cần {DATE_ASKED}, gặp "{shown(text)}"{f" ({why})" if why else ""}.')
    return day
