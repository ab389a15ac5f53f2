"""Write the site over all reports. In: output/*/*/*/ho-so.json, submission folders. Out: index.html, tinh/*.html.

A report whose submission is no longer what it was made from is told as one that must be made again: its figures stand
for nothing, though its files stay where they are.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from cchc.document.opening import open_submission
from cchc.document.request import DEFAULT_ROOT
from cchc.errors import CchcError
from cchc.export.names import INDEX, MANIFEST
from cchc.export.site.entry import Entry, read_entry, window_of
from cchc.export.site.matrix import Submitted
from cchc.export.site.pages import PROVINCES, gather, site_pages
from cchc.raw.submission import FILES, find_submission
from cchc.run.hashes import HASHES, FileHashes
from cchc.run.parameters import Parameters
from cchc.run.plan import Planner
from cchc.run.publish import publish_file

_YEAR = re.compile(r"(?:19|20|21)[0-9]{2}")
_FOLDER = re.compile(r"([0-9]{5})-.+")


def write_site(root: Path) -> tuple[Path, bool]:
    """Make index.html and the provinces' pages tell of what is in output/ now; returns the index, and whether a report
    must be made again.

    A page whose content stays the same is not touched, and one of a province without reports is taken away.
    Raises CchcError where it cannot write.
    """
    output = root / "output"
    found, unread = _read_entries(output)
    entries = _told_outdated(root, found)
    raw_roots = {DEFAULT_ROOT, *(entry.raw_root for entry in entries if entry.raw_root)}
    submitted = [one for raw in sorted(raw_roots) for one in find_submissions(root / raw)]
    pages = site_pages(gather(entries, submitted, unread))
    for name, content in pages.items():
        _publish_changed(output / name, content)
    for path in sorted((output / PROVINCES).glob("*.html")):
        if f"{PROVINCES}/{path.name}" not in pages:
            path.unlink(missing_ok=True)
    return output / INDEX, any(entry.outdated for entry in entries)


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


def _told_outdated(root: Path, entries: list[Entry]) -> list[Entry]:
    """The reports, those whose submission has changed since with the reason."""
    hashes = FileHashes(root / "output" / HASHES)
    planner = Planner(root, hashes, ())
    told = [replace(entry, outdated=_why_outdated(root, planner, entry)) for entry in entries]
    hashes.save()
    return told


def _why_outdated(root: Path, planner: Planner, entry: Entry) -> str:
    """Why the report is no longer that of its submission, in words; nothing where it is."""
    head = entry.head
    now = planner.submitted(Parameters(ma_xa=head.ma_xa, nam=head.nam, ky=head.ky, du_lieu=entry.raw_root))
    then = {name: digest for name, digest in entry.inputs.items() if name in FILES}
    if now == then:
        return ""
    try:
        asked = (head.ma_xa, head.nam, head.ky)
        open_submission(find_submission(root / entry.raw_root, *asked), asked)
    except CchcError as error:
        return f"không đọc được số liệu: {_without_machine(str(error), root, entry.raw_root)}"
    names = sorted(name for name in {*now, *then} if now.get(name) != then.get(name))
    return f"số liệu đã đổi sau khi lập báo cáo: {', '.join(names)}"


def _without_machine(message: str, root: Path, raw_root: str) -> str:
    """The message with paths from the project on, or from the raw root where that lies outside: it stands on a page."""
    outside = (root, *([raw_root] if Path(raw_root).is_absolute() else []))
    for folder in outside:
        message = message.replace(f"{folder}{os.sep}", "")
    return message


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
