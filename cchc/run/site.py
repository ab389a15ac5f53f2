"""Write the site over all reports. In: output/*/*/*/ho-so.json, submission folders. Out: index.html, tinh/*.html."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from cchc.document.request import DEFAULT_ROOT
from cchc.errors import CchcError
from cchc.export.names import INDEX, MANIFEST
from cchc.export.site import PROVINCES, gather, site_pages
from cchc.export.site_entry import Entry, read_entry, window_of
from cchc.export.site_matrix import Submitted
from cchc.run.publish import publish_file

_YEAR = re.compile(r"(?:19|20|21)[0-9]{2}")
_FOLDER = re.compile(r"([0-9]{5})-.+")


def write_site(root: Path) -> Path:
    """Make index.html and the provinces' pages tell of what is in output/ now; returns the index.

    A page whose content stays the same is not touched, and one of a province without reports is taken away.
    Raises CchcError where it cannot write.
    """
    output = root / "output"
    entries, unread = _read_entries(output)
    raw_roots = {DEFAULT_ROOT, *(entry.raw_root for entry in entries if entry.raw_root)}
    submitted = [one for raw in sorted(raw_roots) for one in find_submissions(root / raw)]
    pages = site_pages(gather(entries, submitted, unread))
    for name, content in pages.items():
        _publish_changed(output / name, content)
    for path in sorted((output / PROVINCES).glob("*.html")):
        if f"{PROVINCES}/{path.name}" not in pages:
            path.unlink(missing_ok=True)
    return output / INDEX


def find_submissions(raw: Path) -> Iterator[Submitted]:
    """Every submission folder <year>/<period>/<code>-<slug> below a raw root; its files are not read."""
    for folder in _folders(raw):
        year, period, name = folder.parts[-3:]
        found = _FOLDER.fullmatch(name)
        if found:
            yield Submitted(window_of(int(year), period), found[1], name)


def _read_entries(output: Path) -> tuple[list[Entry], list[str]]:
    """The reports, and the folders whose manifest cannot be told from."""
    entries, unread = [], []
    for folder in _folders(output):
        name = "/".join(folder.parts[-3:])
        try:
            entries.append(read_entry(name, (folder / MANIFEST).read_bytes()))
        except (CchcError, OSError):
            unread.append(name)
    return entries, unread


def _folders(top: Path) -> Iterator[Path]:
    """The folders <year>/<period>/<unit> in order; names with a dot first are not yet, or no longer, ones."""
    for year in _below(top):
        if _YEAR.fullmatch(year.name):
            for period in _below(year):
                yield from _below(period)


def _below(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    with os.scandir(folder) as found:
        names = sorted(one.name for one in found if not one.name.startswith(".") and one.is_dir())
    return [folder / name for name in names]


def _publish_changed(path: Path, content: bytes) -> None:
    if not path.is_file() or path.read_bytes() != content:
        publish_file(path, content)
