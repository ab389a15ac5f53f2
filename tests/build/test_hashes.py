"""A file is hashed once while it stays the same. In: a file that changes, or does not. Out: its sha256."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import pytest

from cchc.build.planning.hashes import FileHashes


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file that was last changed long ago."""
    path = tmp_path / "file"
    path.write_bytes(b"one")
    return path


def hashed(store: Path, path: Path, monkeypatch: pytest.MonkeyPatch, later: float = 10) -> str | None:
    """The file's hash, found so many seconds later and remembered."""
    now = time.time_ns()
    with monkeypatch.context() as changed:
        changed.setattr("cchc.build.planning.hashes.time.time_ns", lambda: now + int(later * 1e9))
        hashes = FileHashes(store)
        digest = hashes.sha256(str(path))
        hashes.save()
    return digest


ONE = "7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed"  # printf one | sha256sum
TWO = "3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41cc1d7d3d376b0dbe685e2f3"  # printf two | sha256sum


def test_a_file_is_read_once_while_it_stays_the_same(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = tmp_path / "store.json"
    assert hashed(store, file, monkeypatch) == ONE
    monkeypatch.setattr("cchc.build.planning.hashes.sha256", lambda _: "read again")
    assert hashed(store, file, monkeypatch) == ONE


def test_a_file_that_was_written_a_moment_ago_is_not_remembered(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = tmp_path / "store.json"
    assert hashed(store, file, monkeypatch, later=0) == ONE
    monkeypatch.setattr("cchc.build.planning.hashes.sha256", lambda _: "read again")
    assert hashed(store, file, monkeypatch) == "read again"


def test_a_file_of_the_same_size_and_time_is_seen_to_have_changed(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = tmp_path / "store.json"
    stamp = file.stat()
    assert hashed(store, file, monkeypatch) == ONE
    file.write_bytes(b"two")
    os.utime(file, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    assert hashed(store, file, monkeypatch) == TWO


def test_what_is_remembered_names_no_file_that_is_gone(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = tmp_path / "store.json"
    hashed(store, file, monkeypatch)
    assert list(json.loads(store.read_text())) == [str(file)]
    file.unlink()
    assert hashed(store, file, monkeypatch) is None


def test_a_memory_that_cannot_be_written_is_done_without(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert hashed(file / "no folder" / "store.json", file, monkeypatch) == ONE
