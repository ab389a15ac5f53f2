"""The result of one build task. In: a task and its content, or an error. Out: a BuildResult, small enough to be sent and logged."""

from __future__ import annotations

import shutil
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from cchc.build.issued import put_in_place
from cchc.build.planning.hashes import FileHashes
from cchc.build.planning.plan import Task
from cchc.build.planning.product import Product
from cchc.engine.limits import Limits
from cchc.errors import CchcError
from cchc.export.names import BY_DEFAULT, BY_FORMAT, MANIFEST, Names

if TYPE_CHECKING:
    from cchc.build.report import ReportContent

Status = Literal["made", "exported", "restored", "current", "failed"]


@dataclass(frozen=True)
class BuildContext:
    """What every report of a run has in common."""

    root: Path
    formats: tuple[str, ...]
    notebook: Product
    limits: Limits


@dataclass(frozen=True)
class BuildResult:
    """Of one report: made, exported again, put back as it was issued, up to date, or failed and why.

    `messages` are lines for the person who builds; `older` is the report that an earlier run made and that a failure leaves
    standing; `seconds` is the time it took, `cpu` the processor time.
    """

    name: str
    status: Status
    folder: Path | None = None
    files: tuple[str, ...] = ()
    draft: bool = False
    messages: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    error: str = ""
    older: Path | None = None
    seconds: float = 0.0
    cpu: float = 0.0

    def as_log(self) -> dict[str, Any]:
        """The line of the log."""
        line: dict[str, Any] = {"at": time.strftime("%Y-%m-%dT%H:%M:%S%z"), "report": self.name, "status": self.status}
        line["reasons"] = list(self.reasons)
        if self.error:
            line["error"] = self.error
        return {**line, "draft": self.draft, "seconds": round(self.seconds, 3), "cpu": round(self.cpu, 3)}


def finish(task: Task, content: ReportContent | None, spent: float, context: BuildContext) -> BuildResult:
    """Export and publish; without content, that of the report that was made before. Raises CchcError."""
    from cchc.build.report import make_files, publish, stored_content

    start = time.process_time()
    formats = context.formats
    if content is None:
        assert task.folder is not None
        content = stored_content(task.folder, context.root)
        formats = tuple(key for key, name in BY_FORMAT.items() if key in formats or (task.folder / name).is_file())
    files = make_files(content, formats)
    dropped = _dropped(task, files, content.names)
    if task.issued is not None:
        restore(task, context.root)
    folder = publish(content, files, context.root)
    for other in (*task.others, *([task.folder] if task.folder and not task.issued else [])):
        if other.name != folder.name and (other / MANIFEST).is_file():  # a name that the register no longer has
            shutil.rmtree(other, ignore_errors=True)
    return BuildResult(
        task.request.name,
        "exported" if task.action == "export" else "made",
        folder,
        tuple(files),
        content.draft,
        (*content.messages, *dropped),
        task.reasons,
        cpu=spent + time.process_time() - start,
    )


def _dropped(task: Task, files: Mapping[str, bytes], names: Names) -> list[str]:
    """What to say of formats that the report had and that were not asked for now: they no longer hold."""
    named = names.by_format
    old = [key for key, name in named.items() if task.folder and (task.folder / name).is_file() and name not in files]
    again = {key: "bỏ --formats" if key in BY_DEFAULT else f"thêm {key} vào --formats" for key in old}
    return [f"Đã bỏ {named[key]} cũ vì không còn khớp; muốn có lại thì {told}." for key, told in again.items()]


def up_to_date(task: Task) -> BuildResult:
    """The result of a task that needs nothing."""
    return BuildResult(task.request.name, "current", task.folder, draft=task.draft, reasons=task.reasons)


def restore(task: Task, root: Path) -> BuildResult:
    """Put a report that was issued back in its place, where it is not there as it was issued. Raises CchcError."""
    assert task.issued is not None
    if task.issued.lost(root, FileHashes().sha256):
        put_in_place(task.issued, root)
    return BuildResult(
        task.request.name, "restored", task.folder, tuple(task.issued.report_files), reasons=task.reasons
    )


def failed(task: Task, error: CchcError, seconds: float = 0.0) -> BuildResult:
    """The result of a task that could not be carried out."""
    older = task.folder if task.folder is not None and task.folder.is_dir() else None
    return BuildResult(
        task.request.name, "failed", reasons=task.reasons, error=str(error), older=older, seconds=seconds
    )
