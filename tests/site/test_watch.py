"""The preview, with a real server on a free port and real saves. In: a small project, and a stand-in for the build."""

from __future__ import annotations

import contextlib
import http.client
import json
import shutil
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from cchc.errors import ParameterError, SubmissionError, UsageError
from cchc.preview import watch as watching
from cchc.preview.watch import render_preview, sources, watch
from cchc.preview.watch_server import ADDRESS, Preview, PreviewServer, frame_policy
from tests.products.project import ROOT, SAMPLE_PATH, copy_project

PATIENCE = 30.0


@dataclass
class Running:
    """A preview at work: where it is, what it said, and the project that it follows."""

    root: Path
    lines: list[str] = field(default_factory=list)
    stop: threading.Event = field(default_factory=threading.Event)
    told: threading.Condition = field(default_factory=threading.Condition)

    @property
    def annex(self) -> Path:
        return self.root / "data/raw" / SAMPLE_PATH / "phu_luc_01b.csv"

    def tell(self, line: str) -> None:
        with self.told:
            self.lines.append(line)
            self.told.notify_all()

    def wait_for(self, holds: Callable[[], bool]) -> None:
        with self.told:
            assert self.told.wait_for(holds, PATIENCE), self.lines

    def wait_for_line(self, beginning: str) -> None:
        self.wait_for(lambda: any(line.startswith(beginning) for line in self.lines))

    @property
    def port(self) -> int:
        return int(urlsplit(self.lines[0].split()[3]).port or 0)

    def get(self, path: str, host: str = "") -> tuple[int, str, Mapping[str, str]]:
        connection = http.client.HTTPConnection(ADDRESS, self.port, timeout=PATIENCE)
        connection.request("GET", path, headers={"Host": host or f"{ADDRESS}:{self.port}"})
        answer = connection.getresponse()
        content = answer.status, answer.read().decode(), dict(answer.headers)
        connection.close()
        return content


def render_annex(parameters: Path, root: Path) -> dict[str, bytes]:
    """A stand-in for the build: the page is the annex as it stands."""
    text = (root / "data/raw" / SAMPLE_PATH / "phu_luc_01b.csv").read_text(encoding="utf-8")
    if text == "hỏng":
        raise SubmissionError("phu_luc_01b.csv, dòng 1: thiếu cột stt.")
    if text == "lạ":
        raise ZeroDivisionError("by zero")
    return {"bao-cao.html": text.encode()}


@contextlib.contextmanager
def started(root: Path) -> Iterator[Running]:
    running = Running(root)
    arguments = (root / f"params/{SAMPLE_PATH}.yaml", root, 0, running.tell, running.stop, render_annex)
    thread = threading.Thread(target=watch, args=arguments)
    thread.start()
    try:
        running.wait_for_line("XONG bản 1")
        yield running
    finally:
        running.stop.set()
        thread.join(PATIENCE)
    assert not thread.is_alive()


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with started(copy_project(tmp_path_factory.mktemp("watch"))) as preview:
        yield preview


def save(running: Running, text: str, ends: str) -> None:
    """Save the annex, and wait until the preview has said what came of it."""
    before = len(running.lines)
    running.annex.write_text(text, encoding="utf-8")
    running.wait_for(lambda: any(line.startswith(ends) for line in running.lines[before:]))


def test_a_save_of_the_data_shows_a_new_version(running: Running) -> None:
    save(running, "số liệu mới", "XONG")
    assert running.get("/bao-cao/bao-cao.html")[:2] == (200, "số liệu mới")
    assert running.lines[-1].endswith(f"data/raw/{SAMPLE_PATH}/phu_luc_01b.csv đã lưu.")


def test_bad_data_are_told_and_the_version_before_stays(running: Running) -> None:
    save(running, "bản tốt", "XONG")
    save(running, "hỏng", "LỖI  phu_luc_01b.csv, dòng 1: thiếu cột stt.")
    state = first_event(running)
    assert state["wrong"] is True
    assert state["message"] == "phu_luc_01b.csv, dòng 1: thiếu cột stt.\nBản đang xem là bản trước đó."
    assert running.get("/bao-cao/bao-cao.html")[1] == "bản tốt"
    save(running, "bản tốt hơn", "XONG")
    assert first_event(running)["message"] == ""


def test_an_error_of_the_program_is_told_and_the_preview_goes_on(running: Running) -> None:
    save(running, "lạ", "LỖI  Lỗi của chương trình, ZeroDivisionError: by zero")
    save(running, "bình thường", "XONG")


@pytest.mark.parametrize("name", ["notebooks/bao_cao_xa.ipynb", f"params/{SAMPLE_PATH}.yaml"])
def test_a_save_of_notebook_or_parameters_shows_a_new_version(running: Running, name: str) -> None:
    before = len(running.lines)
    path = running.root / name
    path.write_bytes(path.read_bytes())
    running.wait_for(lambda: any(line.endswith(f"{name} đã lưu.") for line in running.lines[before:]))


def test_what_the_report_is_made_from_is_watched_and_nothing_else(tmp_path: Path) -> None:
    root = copy_project(tmp_path / "project").resolve()
    wanted = sources(root / f"params/{SAMPLE_PATH}.yaml", root)
    assert wanted == [
        root / f"params/{SAMPLE_PATH}.yaml",
        root / "notebooks/bao_cao_xa.ipynb",
        ROOT / "cchc/export/templates",
        root / "data/raw" / SAMPLE_PATH,
    ]
    before = root / "data/raw/2023/nam/15976-hoang-luu"
    before.mkdir(parents=True)
    assert sources(root / f"params/{SAMPLE_PATH}.yaml", root) == [*wanted, before]
    (root / "bieu_mau").mkdir()
    assert sources(root / f"params/{SAMPLE_PATH}.yaml", root) == [*wanted, before, root / "bieu_mau"]


def test_a_folder_that_is_not_there_yet_is_waited_for(tmp_path: Path) -> None:
    root = copy_project(tmp_path / "project").resolve()
    shutil.rmtree(root / "data/raw/2024")
    assert root / "data/raw/2024/nam" in sources(root / f"params/{SAMPLE_PATH}.yaml", root)


def first_event(running: Running) -> dict[str, object]:
    """What a browser is told as soon as it connects."""
    connection = http.client.HTTPConnection(ADDRESS, running.port, timeout=PATIENCE)
    connection.request("GET", "/su-kien")
    answer = connection.getresponse()
    assert answer.headers["Content-Type"] == "text/event-stream"
    line = answer.readline().decode()
    connection.close()
    state = json.loads(line.removeprefix("data: "))
    assert isinstance(state, dict)
    return state


def test_a_server_started_anew_names_another_run(tmp_path: Path) -> None:
    root, told = copy_project(tmp_path / "project"), []
    for _ in range(2):
        with started(root) as running:
            state = first_event(running)
            assert (state["version"], state["run"]) == (1, first_event(running)["run"])
            told.append(state["run"])
    assert told[0] != told[1]


def test_the_outer_page_may_run_its_own_script_and_no_other(running: Running) -> None:
    status, page, headers = running.get("/")
    assert status == 200
    assert headers["Content-Security-Policy"] == frame_policy(page)
    assert "script-src 'sha256-" in frame_policy(page) and "unsafe" not in frame_policy(page)


def test_the_report_is_served_as_it_would_be_built(running: Running) -> None:
    save(running, "<p>báo cáo</p>", "XONG")
    assert running.get("/bao-cao/bao-cao.html")[1] == "<p>báo cáo</p>"


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1", "localhost.evil:{port}"]
)
@pytest.mark.parametrize("path", ["/", "/su-kien", "/bao-cao/bao-cao.html"])
def test_a_page_asked_for_by_another_name_is_refused(running: Running, host: str, path: str) -> None:
    status, text, _ = running.get(path, host.format(port=running.port))
    assert status == 421
    assert "báo cáo" not in text


def test_the_names_of_this_machine_are_answered(running: Running) -> None:
    assert running.get("/", f"localhost:{running.port}")[0] == 200


@pytest.mark.parametrize(
    "path",
    [
        "/bao-cao/",
        "/bao-cao",
        "/bao-cao/..",
        "/bao-cao/../../../../etc/passwd",
        "/bao-cao/%2e%2e/%2e%2e/params",
        "/bao-cao/..%2f..%2fnotebooks%2fbao_cao_xa.ipynb",
        "//etc/passwd",
        "/etc/passwd",
        "/notebooks/bao_cao_xa.ipynb",
        "/bao-cao/%00",
    ],
)
def test_nothing_but_the_files_of_the_report_is_served_and_no_folder_is_listed(running: Running, path: str) -> None:
    assert running.get(path)[0] == 404


def test_other_methods_are_refused(running: Running) -> None:
    connection = http.client.HTTPConnection(ADDRESS, running.port, timeout=PATIENCE)
    connection.request("POST", "/", b"")
    assert connection.getresponse().status == 501
    connection.close()


def test_the_server_listens_on_the_loopback_only(running: Running) -> None:
    with PreviewServer(Preview(), 0) as server:
        assert server.socket.getsockname()[0] == "127.0.0.1"


def test_a_port_that_is_taken_is_named() -> None:
    with socket.socket() as other:
        other.bind((ADDRESS, 0))
        other.listen()
        with pytest.raises(UsageError, match="--port: không mở được cổng"):
            PreviewServer(Preview(), other.getsockname()[1])


def test_a_browser_is_told_when_the_preview_ends(tmp_path: Path) -> None:
    with started(copy_project(tmp_path / "project")) as running:
        connection = http.client.HTTPConnection(ADDRESS, running.port, timeout=PATIENCE)
        connection.request("GET", "/su-kien")
        answer = connection.getresponse()
        answer.readline()
        running.stop.set()
        assert answer.read().endswith(b"\n")  # the stream closes
    assert running.lines[-1] == "Đã dừng."


def test_ctrl_c_ends_the_preview_cleanly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    root, lines = copy_project(tmp_path / "project"), list[str]()
    monkeypatch.setattr(watching, "follow", interrupt)
    watch(root / f"params/{SAMPLE_PATH}.yaml", root, 0, lines.append)
    assert lines[-1] == "Đã dừng."


def test_a_wrong_parameter_file_or_root_is_refused_before_anything_is_served(tmp_path: Path) -> None:
    root = copy_project(tmp_path / "project")
    with pytest.raises(ParameterError, match="không có tệp tham số này"):
        watch(root / "params/không có.yaml", root, 0)
    with pytest.raises(UsageError, match="--root"):
        watch(root / f"params/{SAMPLE_PATH}.yaml", tmp_path, 0)


def test_the_real_report_is_shown_and_nothing_is_written(tmp_path: Path) -> None:
    root = copy_project(tmp_path / "project")
    files = render_preview(root / f"params/{SAMPLE_PATH}.yaml", root)
    assert "Xã Hoằng Lưu" in files["bao-cao.html"].decode()
    assert sorted(path.name for path in root.iterdir()) == ["data", "notebooks", "params"]
