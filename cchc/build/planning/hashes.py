"""Hash files once. In: paths. Out: their sha256, remembered for as long as a file's size and times stay the same.

What is remembered is a convenience only, as in git's index: a file that looks changed, or was written a moment ago, is
read again, and without the memory everything is.
"""

from __future__ import annotations

import contextlib
import json
import os
import time
from pathlib import Path

from cchc.build.publish import publish_file, sha256
from cchc.errors import CchcError

HASHES = ".cchc/hashes.json"  # below output/
UNREADABLE = "không đọc được"
Stamp = list[int]
_FRESH_NS = 2_000_000_000  # a file changed this shortly before it was hashed may change again within the same tick


class FileHashes:
    """The sha256 of files, by path; remembered in `store` from one run to the next, if there is one."""

    def __init__(self, store: Path | None = None) -> None:
        self._store = store
        self._known: dict[str, tuple[Stamp, str]] = {}
        self._changed = False
        if store is None:
            return
        with contextlib.suppress(OSError, ValueError, TypeError, AttributeError):
            loaded = json.loads(store.read_bytes())
            self._known = {name: (stamp, digest) for name, (stamp, digest) in loaded.items()}

    def sha256(self, path: str) -> str | None:
        """The file's sha256; None where there is no such file."""
        try:
            found = os.stat(path)  # noqa: PTH116 - this is done for tens of thousands of files
        except OSError:
            return None
        stamp = [found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino]
        known = self._known.get(path)
        if known and known[0] == stamp:
            return known[1]
        try:
            digest = sha256(Path(path).read_bytes())
        except (
            OSError
        ):  # a folder, or a file that nobody may read: not what a manifest names, so it will be looked into
            return UNREADABLE
        if time.time_ns() - max(found.st_mtime_ns, found.st_ctime_ns) > _FRESH_NS:
            self._known[path] = (stamp, digest)
            self._changed = True
        return digest

    def save(self) -> None:
        """Remember what was hashed; a memory that cannot be written is done without."""
        if self._changed and self._store is not None:
            self._known = {path: known for path, known in self._known.items() if os.path.exists(path)}  # noqa: PTH110
            with contextlib.suppress(CchcError):
                publish_file(self._store, json.dumps(self._known).encode())
            self._changed = False
