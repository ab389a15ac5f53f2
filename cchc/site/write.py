"""Write the site over all reports. In: output/*/*/*/ho-so.json, submission folders. Out: index.html, tinh/*.html, their tables.

A report whose submission is no longer what it was made from is told as one that must be made again: its figures stand
for nothing, though its files stay where they are. A report that was issued is told as it was issued, with the newer draft
that there may be.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from cchc.build.publish import publish_changed, publish_file
from cchc.build.standing.states import Standings
from cchc.errors import CchcError
from cchc.export.names import INDEX, MANIFEST
from cchc.raw.keys import ReportKey
from cchc.raw.layout import RAW, Layout, path_of
from cchc.site.entry import Entry, read_entry, window_of
from cchc.site.matrix import Submitted
from cchc.site.pages import PROVINCES, RollUp, gather, site_pages
from cchc.site.tables import site_tables

_WRITTEN = (".html", ".csv", ".xlsx")


def write_site(root: Path) -> tuple[Path, bool]:
    """Make index.html and the provinces' pages tell of what is in output/ now; returns the index, and whether a report
    must be made again.

    A page whose content stays the same is not touched, nor is its table; what is of a province without reports is taken
    away.
    Raises CchcError where it cannot write.
    """
    layout = Layout(root)
    output = layout.output.base
    found, unread = _read_entries(layout)
    entries = _told_outdated(root, found)
    raw_roots = sorted({RAW, *(entry.raw_root for entry in entries if entry.raw_root)})
    submissions = [one for du_lieu in raw_roots for one in layout.raw(du_lieu).reports()]
    submitted = [Submitted(window_of(key.year, key.period), key.code, folder.name) for key, folder in submissions]
    site = gather(entries, submitted, unread, _roll_ups(layout))
    pages = site_pages(site)
    for name, content in pages.items():
        publish_changed(output / name, content)
    for name, (table, make_book) in site_tables(site).items():
        _publish_table(output / name, table, make_book)
    for path in sorted((output / PROVINCES).glob("*.*")):
        if path.suffix in _WRITTEN and f"{PROVINCES}/{path.stem}.html" not in pages:
            path.unlink(missing_ok=True)
    return output / INDEX, any(entry.outdated for entry in entries)


def _roll_ups(layout: Layout) -> list[RollUp]:
    """The provinces' roll-ups."""
    homes = ((window_of(*one), layout.output.period(*one)) for one in layout.output.periods())
    found = ((window, folder) for window, home in homes for folder in home.glob("tinh-[0-9][0-9]-*"))
    return [
        RollUp(window, path_of(folder), tuple(sorted(file.name for file in folder.iterdir())))
        for window, folder in found
    ]


def _read_entries(layout: Layout) -> tuple[list[Entry], list[str]]:
    """The reports, and the folders whose manifest cannot be told from."""
    entries, unread = [], []
    for _, folder in layout.output.reports():
        name = path_of(folder)
        try:
            entries.append(read_entry(name, (folder / MANIFEST).read_bytes()))
        except (CchcError, OSError):
            unread.append(name)
    return entries, unread


def _told_outdated(root: Path, entries: list[Entry]) -> list[Entry]:
    """The reports, each with why it must be made again, or with what is newer than the version that was issued."""
    standings = Standings(root)
    told = [_told(root, standings, entry) for entry in entries]
    standings.save()
    return told


def _told(root: Path, standings: Standings, entry: Entry) -> Entry:
    key = ReportKey(entry.head.ma_xa, entry.head.nam, entry.head.ky)
    try:
        issued = standings.issued(key)
    except CchcError as error:
        return replace(entry, outdated=standings.in_project(str(error), entry.raw_root))
    if issued is None:
        return replace(entry, outdated=standings.why_outdated(key, entry.raw_root, entry.inputs))
    draft = f"{issued.path}/{issued.next}"
    return replace(
        read_entry(issued.path, (issued.folder / MANIFEST).read_bytes()),
        issued=issued.told,
        changed=standings.why_changed(key, entry.raw_root, issued),
        newer=draft if (Layout(root).output.base / draft / MANIFEST).is_file() else "",
    )


def _publish_table(path: Path, table: bytes, make_book: Callable[[], bytes]) -> None:
    """Put a table beside its page; the workbook, which takes longer, only where the same table as CSV has changed."""
    plain, book = path.with_suffix(".csv"), path.with_suffix(".xlsx")
    if not (book.is_file() and plain.is_file() and plain.read_bytes() == table):
        publish_file(book, make_book())
        publish_file(plain, table)
