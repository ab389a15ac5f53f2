"""nguon.yaml of what was taken in. In: a report, the file it came from. Out: a new nguon.yaml, or an entry added to one.

A file that people keep by hand keeps its words, remarks and order: an entry is put in as text, and what was put in is
read again before anything is written.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from cchc.catalogue.units.register import unit
from cchc.errors import SubmissionError
from cchc.intake.files.guard import Arrived
from cchc.raw.entries import quote, read_yaml
from cchc.raw.files import RawFile
from cchc.raw.keys import ReportKey
from cchc.raw.schema import check_form
from cchc.raw.source import Source

_LISTED = "tep"


def describe(
    arrived: Arrived, source: str, window: tuple[date, date] | None = None, exported: str = ""
) -> dict[str, str]:
    """The entry of `tep` for a file: its name and hash, what it is, its own window and when it was exported, if known."""
    first, last = (day.isoformat() for day in window) if window else ("", "")
    entry = {
        "ten": arrived.name,
        "nguon": source,
        "sha256": arrived.sha256,
        "tu_ngay": first,
        "den_ngay": last,
        "xuat_luc": exported,
    }
    return {name: text for name, text in entry.items() if text}


def new_source(key: ReportKey, entry: Mapping[str, str]) -> bytes:
    """nguon.yaml of a submission of which nothing but its files is known."""
    start, end = key.window
    start = max(start, unit(key.code, end).begun)
    lines = [f'ma_xa: "{key.code}"', f'nam: "{key.year}"', f"ky: {key.period}"]
    lines += [f'tu_ngay: "{start.isoformat()}"', f'den_ngay: "{end.isoformat()}"', f"{_LISTED}:", *_item(entry, "  ")]
    return ("\n".join(lines) + "\n").encode()


def add_entry(text: str, entry: Mapping[str, str], where: Path) -> str:
    """The text of nguon.yaml with one entry more in `tep`; as it is where a file of that hash is listed.

    Raises SubmissionError where the file cannot be read, or the entry cannot be put in.
    """
    before = _parse(text, where)
    listed = before.data.get(_LISTED) or []
    if any(isinstance(one, dict) and one.get("sha256") == entry["sha256"] for one in listed):
        return text
    after = _put_in(text, entry)
    try:
        same = _parse(after, where).data == {**before.data, _LISTED: [*listed, dict(entry)]}
    except SubmissionError:
        same = False
    if not same:
        raise SubmissionError(
            f"{where}: không thêm được mục tep; hãy tự thêm dưới khóa tep:\n" + "\n".join(_item(entry, "  "))
        )
    return after


def _parse(text: str, where: Path) -> Any:
    entries = read_yaml(RawFile(where.name, "", text), where)
    check_form(entries, Source, where)
    return entries


def _put_in(text: str, entry: Mapping[str, str]) -> str:
    """The text with the entry behind the last one of `tep`; at the end of the file where it has none."""
    node = _node(text)
    lines = text.splitlines()
    if node is None:
        return "\n".join([*lines, f"{_LISTED}:", *_item(entry, "  ")]) + "\n"
    if isinstance(node, yaml.SequenceNode) and node.flow_style and node.value:
        before = text[: node.end_mark.index - 1].rstrip().rstrip(",")
        return f"{before}, {{{', '.join(f'{name}: {quote(value)}' for name, value in entry.items())}}}]{text[node.end_mark.index :]}"
    if isinstance(node, yaml.SequenceNode) and node.value:
        indent = " " * node.start_mark.column
        at = _last(node.value[-1]).end_mark
        behind = at.line + (1 if at.column else 0)
        return "\n".join([*lines[:behind], *_item(entry, indent), *lines[behind:]]) + "\n"
    start, end = node.start_mark.index, node.end_mark.index
    rest = text[end:]
    return (
        text[:start].rstrip(" ")
        + "\n"
        + "\n".join(_item(entry, "  "))
        + (rest if rest.startswith("\n") else f"\n{rest}")
    )


def _node(text: str) -> Any:
    """The node of `tep`; None where the key is not there."""
    whole = yaml.compose(text, Loader=yaml.SafeLoader)
    pairs = whole.value if isinstance(whole, yaml.MappingNode) else []
    return next((value for key, value in pairs if key.value == _LISTED), None)


def _last(node: Any) -> Any:
    """The last scalar of a node, whose end is where its text ends."""
    while isinstance(node, yaml.MappingNode | yaml.SequenceNode) and node.value and not node.flow_style:
        node = node.value[-1][1] if isinstance(node, yaml.MappingNode) else node.value[-1]
    return node


def _item(entry: Mapping[str, str], indent: str) -> list[str]:
    return [f"{indent}{'- ' if not n else '  '}{name}: {quote(text)}" for n, (name, text) in enumerate(entry.items())]
