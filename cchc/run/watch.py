"""Show a report while it is written. In: a parameter file. Out: a page in the browser that follows every save.

Nothing is written to output/: what is shown is made in memory, as `cchc build` would make it now.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from cchc.catalogue.periods import periods
from cchc.errors import CchcError
from cchc.run.check import safe
from cchc.run.parameters import read_parameters
from cchc.run.rebuild import rebuild
from cchc.run.watch_server import Preview, PreviewServer

_TEMPLATES = Path(__file__).parents[1] / "export" / "templates"
_SHOWN = "bao-cao.html"

Render = Callable[[Path, Path], Mapping[str, bytes]]


def render_preview(parameters: Path, root: Path) -> dict[str, bytes]:
    """The files that the preview shows. Raises CchcError."""
    return rebuild(read_parameters(parameters), root, [_SHOWN])


def watch(
    parameters: Path,
    root: Path,
    port: int,
    tell: Callable[[str], object] = print,
    stop: threading.Event | None = None,
    render: Render = render_preview,
) -> None:
    """Serve the report and make it again after every save, until `stop` is set or Ctrl-C is pressed.

    Raises ParameterError where the parameter file cannot be read to begin with, UsageError where the port is taken.
    """
    read_parameters(parameters)
    preview = Preview()
    server = PreviewServer(preview, port)
    serving = threading.Thread(target=server.serve_forever, name="preview", daemon=True)
    serving.start()
    tell(f"Xem trước ở {server.url} (Ctrl-C để dừng).")
    try:
        follow(preview, parameters, root, tell, stop or threading.Event(), render)
    except KeyboardInterrupt:
        pass
    finally:
        preview.end()
        server.shutdown()
        server.server_close()
        tell("Đã dừng.")


def follow(
    preview: Preview, parameters: Path, root: Path, tell: Callable[[str], object], stop: threading.Event, render: Render
) -> None:
    """Make the report, and again after each change of what it is made from."""
    from watchfiles import watch as watch_files

    # The watch stands before the first version is made, so that no save is missed; where it looks is settled anew
    # after each, for a folder may have come.
    reason = ""
    while not stop.is_set():
        places = watched_places(parameters, root)
        changes = watch_files(*places, stop_event=stop, yield_on_timeout=True, rust_timeout=1, raise_interrupt=True)
        next(changes, None)
        show_version(preview, parameters, root, tell, render, reason)
        changed = next((found for found in changes if found), None)
        if changed is None:
            return
        reason = name_changed((Path(path) for _, path in changed), root)


def show_version(
    preview: Preview, parameters: Path, root: Path, tell: Callable[[str], object], render: Render, reason: str
) -> None:
    """Make a version and show it; where that fails, say why over the version that stands."""
    preview.say(f"Đang dựng lại vì {reason} đã lưu ..." if reason else "Đang dựng báo cáo ...")
    try:
        files = render(parameters, root)
    except CchcError as error:
        message = safe(str(error))
    except Exception as error:  # a preview outlives whatever is wrong with the report
        message = safe(f"Lỗi của chương trình, {type(error).__name__}: {error}")
    else:
        preview.show(files)
        tell(f"XONG bản {preview.version}{f': {reason} đã lưu' if reason else ''}.")
        return
    preview.say(
        f"{message}\n{'Bản đang xem là bản trước đó.' if preview.version else 'Chưa có bản nào để xem.'}", wrong=True
    )
    tell(f"LỖI  {message}")


def watched_places(parameters: Path, root: Path) -> list[Path]:
    """The folders whose files the report is made from; of one that is not there yet, the nearest that is."""
    wanted = [parameters.parent, root / "notebooks", _TEMPLATES]
    try:
        asked = read_parameters(parameters)
    except CchcError:
        pass  # it is being edited; the next save says more
    else:
        raw = root / asked.du_lieu
        before, period = periods()[asked.ky].previous_in(asked.nam)
        for year, key in ((asked.nam, asked.ky), (before, period)):
            parent = raw / str(year) / key
            wanted += sorted(parent.glob(f"{asked.ma_xa}-*")) if parent.is_dir() else []
        wanted.append(raw / str(asked.nam) / asked.ky)
    return list(dict.fromkeys(_nearest(path.resolve()) for path in wanted))


def _nearest(path: Path) -> Path:
    return next(folder for folder in (path, *path.parents) if folder.is_dir())


def name_changed(paths: Iterable[Path], root: Path) -> str:
    """The names of the saved files, as a user knows them."""
    home = root.resolve()
    names = sorted({str(path.relative_to(home)) if path.is_relative_to(home) else path.name for path in paths})
    return safe(", ".join(names[:3]) + (" ..." if len(names) > 3 else ""))
