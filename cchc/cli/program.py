"""The command `cchc` as a program. In: the arguments of the process. Out: an exit code, one line for an error of the user's."""

from __future__ import annotations

import io
import sys

from typer._click.exceptions import ClickException

from cchc.cli.app import app
from cchc.cli.usage import say_usage_error
from cchc.engine.imports import without_grammar
from cchc.errors import BY_CTRL_C, CchcError, UsageError, say_why, told, visible


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
