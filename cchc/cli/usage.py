"""The command line in Vietnamese. In: typer's commands and errors. Out: help pages, one line for a command that is wrong.

typer translates neither; its English is replaced here, at its headings and by the class of its errors.
"""

from __future__ import annotations

import re
from typing import Any

from typer._click import Command, Context
from typer._click.exceptions import (
    BadOptionUsage,
    BadParameter,
    ClickException,
    MissingParameter,
    NoArgsIsHelpError,
    NoSuchOption,
)
from typer._click.formatting import HelpFormatter
from typer.core import TyperCommand, TyperGroup, TyperOption

from cchc.errors import UsageError, hint, shown

_HEADINGS = {
    "ARGUMENTS_PANEL_TITLE": "Tham số",
    "OPTIONS_PANEL_TITLE": "Tùy chọn",
    "COMMANDS_PANEL_TITLE": "Các lệnh",
    "DEFAULT_STRING": "[mặc định: {}]",
    "REQUIRED_LONG_STRING": "[bắt buộc]",
}
_PIECES = {"[OPTIONS]": "[TÙY CHỌN]", "COMMAND [ARGS]...": "LỆNH [THAM SỐ]..."}
# What pydantic, which reads the values for typer, found wrong with one.
_NEEDED = {
    "int_parsing": "cần số nguyên",
    "float_parsing": "cần số",
    "greater_than_equal": "cần số từ {ge} trở lên",
    "less_than_equal": "cần số không quá {le}",
}


class _InVietnamese(Command):
    def format_help(self, ctx: Context, formatter: HelpFormatter) -> None:
        from typer import rich_utils

        for name, heading in _HEADINGS.items():
            setattr(rich_utils, name, heading)
        super().format_help(ctx, formatter)

    def format_usage(self, ctx: Context, formatter: HelpFormatter) -> None:
        pieces = (_PIECES.get(piece, piece) for piece in self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix="Cách dùng: ")

    def get_help_option(self, ctx: Context) -> TyperOption | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "Hiện trang này."
        return option


class VietnameseCommand(_InVietnamese, TyperCommand):
    """A command whose help page is in Vietnamese."""


class VietnameseGroup(_InVietnamese, TyperGroup):
    """The commands together. A name that none of them has is a UsageError with the nearest name."""

    def resolve_command(self, ctx: Context, args: list[str]) -> tuple[str | None, Command | None, list[str]]:
        """The command that the first word names, and the words after it."""
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            known = ", ".join(self.commands)
            raise UsageError(
                f'Không có lệnh "{shown(args[0])}"{hint(args[0], self.commands)}; chỉ có các lệnh {known}.'
            )
        return super().resolve_command(ctx, args)


def say_usage_error(error: ClickException) -> str:
    """What is wrong with the command line, in one line; the help page itself where nothing was asked for."""
    if isinstance(error, NoArgsIsHelpError):
        return error.message
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "cchc"
    return f"LỖI  {command}: {_say(error)}; gõ {command} -h để xem cách dùng."


def _say(error: ClickException) -> str:
    if isinstance(error, NoSuchOption):
        options = [name for parameter in error.ctx.command.params for name in parameter.opts] if error.ctx else []
        return f'không có tùy chọn "{shown(error.option_name)}"{hint(error.option_name, options)}'
    if isinstance(error, MissingParameter):
        return f"thiếu {_name(error)}"
    if isinstance(error, BadParameter):
        return f"{_name(error)}: {_needed(error)}"
    if isinstance(error, BadOptionUsage):
        takes = "không nhận giá trị" if "does not take" in error.message else "cần một giá trị đi sau"
        return f'tùy chọn "{shown(error.option_name)}" {takes}'
    extra = re.search(r"unexpected extra argument.*? \((.*)\)$", error.message)
    return f'thừa "{shown(extra[1])}"' if extra else f"dòng lệnh không đúng ({shown(error.message)})"


def _name(error: BadParameter) -> str:
    parameter: Any = error.param
    if parameter is None:
        return "một tham số"
    return (
        str(parameter.metavar or parameter.name) if parameter.param_type_name == "argument" else str(parameter.opts[0])
    )


def _needed(error: BadParameter) -> str:
    cause: Any = error.__cause__
    fault = next(iter(cause.errors()), None) if hasattr(cause, "errors") else None
    if fault is None or fault["type"] not in _NEEDED:
        return f"giá trị không dùng được ({shown(error.message)})"
    return f"{_NEEDED[fault['type']].format(**fault.get('ctx', {}))}, gặp {shown(str(fault['input']))}"
