"""Show a report while it is written. In: a parameter file. Out: a page in the browser that follows every save.

Nothing is written to output/: what is shown is made in memory, as `cchc build` would make it now.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from cchc.build.parameters import read_parameters
from cchc.build.running.rebuild import rebuild
from cchc.errors import CchcError, UsageError, visible
from cchc.export.names import HTML, NOTEBOOK
from cchc.export.web import TEMPLATES
from cchc.preview.watch_server import Preview, PreviewServer
from cchc.raw.form_files import find_forms
from cchc.raw.layout import Layout, past_folders

_PAUSE = 200  # milliseconds between two looks

Render = Callable[[Path, Path], Mapping[str, bytes]]


def render_preview(parameters: Path, root: Path) -> dict[str, bytes]:
    """The files that the preview shows. Raises CchcError."""
    return rebuild(read_parameters(parameters), root, [HTML])


def watch(
    parameters: Path,
    root: Path,
    port: int,
    tell: Callable[[str], object] = print,
    stop: threading.Event | None = None,
    render: Render = render_preview,
) -> None:
    """Serve the report and make it again after every save, until `stop` is set or Ctrl-C is pressed.

    Raises ParameterError where the parameter file cannot be read to begin with, UsageError where the root is none or the port is taken.
    """
    if not (root / NOTEBOOK).is_file():
        raise UsageError(f"{root / NOTEBOOK}: không có sổ tay này; hãy chạy trong thư mục dự án hoặc dùng --root.")
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
    """Make the report, and again after each save of something that it is made from."""
    reason = ""
    while not stop.is_set():
        # The watch stands before a version is made, so that no save is missed; what is watched is settled anew after
        # each, for a folder may have come.
        saves = saved_files(sources(parameters, root), root, stop)
        next(saves, None)
        show_version(preview, parameters, root, tell, render, reason)
        reason = name_files(next((saved for saved in saves if saved), ()), root)


def saved_files(wanted: list[Path], root: Path, stop: threading.Event) -> Iterator[list[Path]]:
    """Those of the wanted files, or files in wanted folders, that were saved; nothing, again and again, between."""
    from watchfiles import Change, DefaultFilter, watch

    usual = DefaultFilter()  # not what editors and systems leave beside a file

    def counts(change: Change, path: str) -> bool:
        return usual(change, path) and any(Path(path).is_relative_to(source) for source in wanted)

    folders = dict.fromkeys(_nearest_folder(path) for path in wanted)
    for changes in watch(*folders, watch_filter=counts, stop_event=stop, yield_on_timeout=True, rust_timeout=_PAUSE):
        yield [Path(path) for _, path in changes]


def show_version(
    preview: Preview, parameters: Path, root: Path, tell: Callable[[str], object], render: Render, reason: str
) -> None:
    """Make a version and show it; where that fails, say why over the version that stands."""
    preview.say(f"Đang dựng lại vì {reason} đã lưu ..." if reason else "Đang dựng báo cáo ...")
    try:
        files = render(parameters, root)
    except CchcError as error:
        message = visible(str(error))
    except Exception as error:  # a preview outlives whatever is wrong with the report
        message = visible(f"Lỗi của chương trình, {type(error).__name__}: {error}")
    else:
        preview.show(files)
        tell(f"XONG bản {preview.version}{f': {reason} đã lưu' if reason else ''}.")
        return
    preview.say(
        f"{message}\n{'Bản đang xem là bản trước đó.' if preview.version else 'Chưa có bản nào để xem.'}", wrong=True
    )
    tell(f"LỖI  {message}")


def sources(parameters: Path, root: Path) -> list[Path]:
    """The files and folders that the report is made from."""
    home = root.resolve()
    wanted = [parameters.resolve(), home / NOTEBOOK, TEMPLATES]
    try:
        asked = read_parameters(parameters)
    except CchcError:
        return wanted  # it is being edited; the next save says more
    raw = Layout(home).raw(asked.du_lieu)
    own = raw.period(asked.key.year, asked.key.period)
    wanted += raw.folders(asked.key) or [own if own.is_relative_to(home) else raw.base]
    forms = find_forms(own)
    past = dict.fromkeys([*raw.folders(asked.key.previous), *past_folders(raw, asked.key)])
    return [*wanted, *past, *([forms] if forms else [])]


def _nearest_folder(path: Path) -> Path:
    """The folder to watch for it: its own, or the nearest above it that is there."""
    return next(folder for folder in (path, *path.parents) if folder.is_dir())


def name_files(paths: Iterable[Path], root: Path) -> str:
    """The names of saved files, as a user knows them."""
    home = root.resolve()
    names = sorted({str(path.relative_to(home)) if path.is_relative_to(home) else path.name for path in paths})
    return visible(", ".join(names[:3]) + (" ..." if len(names) > 3 else ""))
