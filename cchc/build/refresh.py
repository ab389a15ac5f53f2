"""What a build makes of all reports together. In: a project. Out: the index pages, the combined tables, their description."""

from __future__ import annotations

from pathlib import Path

from cchc.engine.fork import ChildFailed, call, can_fork
from cchc.engine.limits import Limits
from cchc.errors import CchcError

_LIMITS = Limits(3600, 2**40)  # a nation takes a few seconds


def write_overall(root: Path) -> tuple[Path, bool]:
    """Bring index, combined tables and datapackage.json up to date; return the index, and whether it tells of a report
    that must be made again. Raises CchcError.

    Where there is a fork server a warm process does it, so that this one need not import what tables take.
    """
    if not can_fork():
        return _write(root)
    try:
        written: tuple[Path, bool] = call(_write, root, limits=_LIMITS)
        return written
    except ChildFailed as error:
        raise CchcError(f"Không lập được trang chung: {error}; hãy chạy lại.") from error


def _write(root: Path) -> tuple[Path, bool]:
    from cchc.library.datapackage import write_datapackage
    from cchc.site.write import write_site

    written = write_site(root)
    write_datapackage(root)
    return written
