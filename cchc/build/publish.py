"""Put out files all together or not at all. In: names and contents. Out: a folder, or nothing changed."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from cchc.errors import WriteError
from cchc.raw.layout import ISSUED

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

_OLD = ".old"
_PART = ".cchc-tam"  # ends the name of what is being put together


def publish_folder(folder: Path, files: Mapping[str, bytes], keep: Iterable[Path] = ()) -> None:
    """Make `folder` hold exactly these files, and what it has of `keep`; a failure leaves it as it was.

    Raises WriteError where it cannot write.
    """
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        staging = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", suffix=_PART, dir=folder.parent))
    except OSError as error:
        raise _cannot_write(folder, error) from error
    try:
        for name, content in files.items():
            (staging / name).parent.mkdir(parents=True, exist_ok=True)
            (staging / name).write_bytes(content)
        staging.chmod(0o755)
        _swap(staging, folder, keep)
    except OSError as error:
        raise _cannot_write(folder, error) from error
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _swap(staging: Path, folder: Path, keep: Iterable[Path]) -> None:
    """Put the new folder in place of the old one, which is kept until the new one stands; what is to stay moves over."""
    old = staging.with_name(staging.name + _OLD)
    if folder.exists():
        folder.replace(old)
    try:
        staging.replace(folder)
    except OSError:
        with contextlib.suppress(OSError):
            old.replace(folder)
        raise
    for one in keep:
        (old / one.name).replace(folder / one.name)
    shutil.rmtree(old, ignore_errors=True)


def put_back(home: Path) -> None:
    """Put back the folders in `home` that a killed run had just moved aside; remove those whose new one stands."""
    for left in sorted(home.glob(f".*{_PART}{_OLD}")):
        folder = home / left.name.removeprefix(".").removesuffix(_PART + _OLD).rpartition(".")[0]
        if not folder.exists():
            with contextlib.suppress(OSError):
                left.replace(folder)
        if folder.exists():
            shutil.rmtree(left, ignore_errors=True)


def clean_staging(root: Path) -> None:
    """Remove what a killed run left half-made in a project, and put back a report that it had just moved aside."""
    output, issued = root / "output", root / ISSUED
    versions = [one.relative_to(issued) for one in issued.glob("*/*/*")]  # a draft of a new version stands deeper
    for home in (*output.glob("*/*"), *(output / one for one in versions)):
        put_back(home)
    for left in (*output.glob(f"*/*/.*{_PART}"), *(left for one in versions for left in _half_made(root, one))):
        shutil.rmtree(left, ignore_errors=True)
    for pattern in ("output/.*", "output/*/.*", "data/processed/.*", "data/processed/*/*/.*"):
        for left in root.glob(pattern + _PART):
            if left.is_file():
                left.unlink(missing_ok=True)


def _half_made(root: Path, report: Path) -> Iterator[Path]:
    """What a killed run left of a version of that report: a draft, or one that was being issued."""
    for home in (root / "output" / report, root / ISSUED / report):
        yield from home.glob(f".*{_PART}")


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Be the only process that works on what the lock file stands for, where the system has such locks.

    Raises WriteError where there can be no lock file.
    """
    with contextlib.ExitStack() as opened:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            file = opened.enter_context(path.open("a"))
            if fcntl is not None:
                fcntl.flock(file, fcntl.LOCK_EX)
        except OSError as error:
            raise _cannot_write(path, error) from error
        yield


def publish_file(path: Path, content: bytes) -> None:
    """Write a file whole or not at all. Raises WriteError where it cannot write."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=_PART, dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            Path(name).chmod(0o644)
            Path(name).replace(path)
        finally:
            Path(name).unlink(missing_ok=True)
    except OSError as error:
        raise _cannot_write(path, error) from error


def publish_changed(path: Path, content: bytes) -> None:
    """The same, where the file does not hold this already."""
    if not path.is_file() or path.read_bytes() != content:
        publish_file(path, content)


def _cannot_write(path: Path, error: OSError) -> WriteError:
    return WriteError(f"{path}: không ghi được ({error.strerror}); hãy kiểm tra quyền và chỗ trống.")


def sha256(content: bytes) -> str:
    """The hash that manifests name files by."""
    return hashlib.sha256(content).hexdigest()


def as_json(data: Any) -> bytes:
    """JSON with fixed key order, in UTF-8, ending in a line break."""
    return (json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
