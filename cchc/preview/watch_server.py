"""Serve a preview to this machine's browser. In: the newest files of a report, a message. Out: pages on the loopback.

An outer page shows the report in a frame and loads it again when a new version is there; the report's own bytes stay as
a build makes them. Only the files handed over are served, from memory, so that no path leads anywhere else.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import secrets
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

from cchc.errors import UsageError

ADDRESS = "127.0.0.1"
_FRAME = Path(__file__).with_name("watch.html")
_FILES = "/bao-cao/"
_EVENTS = "/su-kien"
_TYPES = {"html": "text/html; charset=utf-8", "pdf": "application/pdf", "json": "application/json"}
_HEARTBEAT = 10.0  # seconds; a browser that went away is noticed by then
_INLINE = re.compile(r"<(style|script)>(.*?)</\1>", re.DOTALL)


@dataclass
class Preview:
    """What is shown now: the files of the newest version that could be made, and what there is to say."""

    files: Mapping[str, bytes] = field(default_factory=dict)
    version: int = 0
    message: str = ""
    wrong: bool = False
    ended: bool = False
    run: str = field(default_factory=lambda: secrets.token_hex(8))  # versions of another run count from 1 again
    changed: threading.Condition = field(default_factory=threading.Condition, repr=False)

    def show(self, files: Mapping[str, bytes]) -> None:
        """A new version."""
        with self.changed:
            self.files, self.version = dict(files), self.version + 1
            self.message, self.wrong = "", False
            self.changed.notify_all()

    def say(self, message: str, wrong: bool = False) -> None:
        """A message over the version that stands."""
        with self.changed:
            self.message, self.wrong = message, wrong
            self.changed.notify_all()

    def end(self) -> None:
        """No more versions will come."""
        with self.changed:
            self.ended = True
            self.changed.notify_all()

    def state(self) -> bytes:
        """The run, its version and the message, as the outer page reads them."""
        told = {"run": self.run, "version": self.version, "message": self.message, "wrong": self.wrong}
        return json.dumps(told).encode()


class PreviewServer(ThreadingHTTPServer):
    """A server on the loopback address; port 0 takes any that is free."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, preview: Preview, port: int) -> None:
        self.preview = preview
        try:
            super().__init__((ADDRESS, port), _Handler)
        except (OSError, OverflowError) as error:
            raise UsageError(
                f"--port: không mở được cổng {port} ({error}); hãy chọn cổng khác từ 1024 đến 65535, hoặc 0 để máy tự chọn."
            ) from error

    @property
    def url(self) -> str:
        """Where the browser finds it."""
        return f"http://{ADDRESS}:{self.server_port}/"


class _Handler(BaseHTTPRequestHandler):
    server: PreviewServer
    server_version, sys_version = "cchc", ""

    def do_GET(self) -> None:
        """The outer page, the stream of changes, or a file of the report."""
        if not self._is_local():
            self._send(HTTPStatus.MISDIRECTED_REQUEST, b"421: only the local address is served\n")
            return
        path = unquote(urlsplit(self.path).path)
        if path == "/":
            page = _FRAME.read_bytes()
            self._send(HTTPStatus.OK, page, "text/html; charset=utf-8", frame_policy(page.decode()))
        elif path == _EVENTS:
            self._stream()
        else:
            self._send_file(path.removeprefix(_FILES) if path.startswith(_FILES) else "")

    def _is_local(self) -> bool:
        """Whether the page was asked for by the loopback's own name: another name may lead here from any web page."""
        port = self.server.server_port
        return self.headers.get("Host", "") in (f"{ADDRESS}:{port}", f"localhost:{port}")

    def _send_file(self, name: str) -> None:
        content = self.server.preview.files.get(name)
        if content is None:
            self._send(HTTPStatus.NOT_FOUND, "404: bản xem trước không có tệp này\n".encode())
        else:
            kind = _TYPES.get(name.rpartition(".")[2], "application/octet-stream")
            self._send(HTTPStatus.OK, content, kind, "frame-ancestors 'self'")

    def _send(
        self,
        status: HTTPStatus,
        content: bytes,
        kind: str = "text/plain; charset=utf-8",
        policy: str = "default-src 'none'",
    ) -> None:
        self._start(status, kind, policy)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _start(self, status: HTTPStatus, kind: str, policy: str) -> None:
        self.send_response(status)
        for name, value in (
            ("Content-Type", kind),
            ("Content-Security-Policy", policy),
            ("Cache-Control", "no-store"),
            ("X-Content-Type-Options", "nosniff"),
            ("Cross-Origin-Resource-Policy", "same-origin"),
        ):
            self.send_header(name, value)

    def _stream(self) -> None:
        """Tell every change as a server-sent event, until the browser goes away or the preview ends."""
        preview, last = self.server.preview, b""
        self._start(HTTPStatus.OK, "text/event-stream", "default-src 'none'")
        self.end_headers()
        try:
            while not preview.ended:
                with preview.changed:
                    state = preview.state()
                    if state == last:
                        preview.changed.wait(_HEARTBEAT)
                        state = preview.state()
                self.wfile.write(b": \n\n" if state == last else b"data: " + state + b"\n\n")
                self.wfile.flush()
                last = state
        except OSError:
            self.close_connection = True  # the browser has gone

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the terminal is for what happens to the report."""


def frame_policy(page: str) -> str:
    """The policy of the outer page: its own script and style by hash, the report in its frame, the stream of changes."""
    digests = {tag: hashlib.sha256(text.encode()).digest() for tag, text in _INLINE.findall(page)}
    own = "; ".join(f"{tag}-src 'sha256-{base64.b64encode(d).decode()}'" for tag, d in digests.items())
    return f"default-src 'none'; {own}; frame-src 'self'; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'"
