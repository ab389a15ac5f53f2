"""The program and what its commands share. In: nothing. Out: `app`, that commands join; options that several have."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cchc.cli.usage import VietnameseGroup

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
