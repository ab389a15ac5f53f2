"""Say where two versions of a file part, or of a folder. In: a name and both contents. Out: one line that names the first place.

A notebook is compared by cells, JSON by keys, a page by lines; other files by bytes.
"""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from cchc.errors import CchcError
from cchc.export.names import MANIFEST

_ID = re.compile(r'\bid="([^"]+)"')
_AROUND = 40
_MISSING = object()


def first_difference(name: str, found: bytes, expected: bytes) -> str:
    """Where `found` differs from `expected`, with both texts; empty where they are the same."""
    if found == expected:
        return ""
    kind = name.rpartition(".")[2]
    if kind in ("json", "ipynb"):
        try:
            return _in_json(json.loads(found), json.loads(expected)) or _in_text(found, expected)
        except ValueError:
            pass
    return _in_text(found, expected) if kind in ("json", "ipynb", "html") else _in_bytes(found, expected)


def compare_files(folder: Path, stated: Collection[str], made: Mapping[str, bytes]) -> Iterator[str]:
    """Where the files of a folder, by the names that its manifest has, differ from those that were made again."""
    for name in sorted({*stated, *made, MANIFEST}):
        found = (folder / name).read_bytes() if (folder / name).is_file() else None
        if name not in made:
            yield f"{name}: bản lập lại không có tệp này."
        elif found is not None and found != made[name]:
            yield f"{name}: khác bản lập lại, {_where(name, found, made[name])}."


def _where(name: str, found: bytes, expected: bytes) -> str:
    if not name.endswith(".pdf"):
        return first_difference(name, found, expected)
    from cchc.verify.verify_pdf import compare_papers, read_attachments

    try:
        ours, theirs = (read_attachments(content, Path(name)) for content in (found, expected))
        files = [f"tệp kèm theo {key}" for key in sorted({*ours, *theirs}) if ours.get(key) != theirs.get(key)]
        return "; ".join([*files, *compare_papers(found, expected)]) or first_difference(name, found, expected)
    except CchcError as error:
        return str(error)


def _in_json(found: Any, expected: Any) -> str:
    at = _path(found, expected, ())
    if at is None:
        return ""
    path, ours, theirs = at
    return f"{_name_path(path, expected)}: gặp {_quote(ours)}, cần {_quote(theirs)}"


Place = tuple[str | int, ...]


def _path(found: Any, expected: Any, path: Place) -> tuple[Place, Any, Any] | None:
    """The first place where two JSON values differ, and what stands there in both."""
    if isinstance(found, dict) and isinstance(expected, dict):
        pairs = ((key, found.get(key, _MISSING), expected.get(key, _MISSING)) for key in sorted({*found, *expected}))
    elif isinstance(found, list) and isinstance(expected, list):
        both = itertools.zip_longest(found, expected, fillvalue=_MISSING)
        pairs = ((place, a, b) for place, (a, b) in enumerate(both))
    else:
        return None if found == expected and type(found) is type(expected) else (path, found, expected)
    return next(filter(None, (_path(a, b, (*path, key)) for key, a, b in pairs)), None)


def _name_path(path: Place, document: Any) -> str:
    """The path in words: a cell of a notebook by its number, with the block that it prints."""
    if path[:1] != ("cells",) or len(path) < 2:
        return ".".join(map(str, path)) or "toàn bộ"
    place = int(path[1])
    block = next((b for b in _blocks(document, place) if b.get("block")), {})
    printed = f", khối {block['block']}" if block else ""
    section = f" mục {block['section']}" if block.get("section") else ""
    rest = ".".join(str(step) for step in path[2:] if "/" not in str(step))
    return f"ô thứ {place + 1}{printed}{section}{f', {rest}' if rest else ''}"


def _blocks(document: Any, place: int) -> list[dict[str, Any]]:
    cells = document.get("cells", [])
    outputs = cells[place].get("outputs", []) if place < len(cells) else []
    data = (value for output in outputs for value in output.get("data", {}).values())
    return [value for value in data if isinstance(value, dict)]


def _quote(value: Any) -> str:
    if value is _MISSING:
        return "không có gì"
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 2 * _AROUND else f"{text[: 2 * _AROUND]}..."


def _in_text(found: bytes, expected: bytes) -> str:
    ours, theirs = (content.decode("utf-8", "replace") for content in (found, expected))
    # What a page says comes before what its head says: a style sheet's hash tells a reader nothing.
    body = max(theirs.find("<body"), 0)
    same_body = ours[ours.find("<body") :] == theirs[body:]
    start = 0 if same_body or "<body" not in ours else body
    shift = ours.find("<body") - body if start else 0
    place = start + _first_place(ours[start + shift :], theirs[start:])
    line = theirs.count("\n", 0, place) + 1
    ids = _ID.findall(theirs[:place])
    below = f", sau id {ids[-1]}" if ids else ""
    return f"dòng {line}{below}: gặp «{_excerpt(ours, place + shift)}», cần «{_excerpt(theirs, place)}»"


def _first_place(ours: str | bytes, theirs: str | bytes) -> int:
    pairs = enumerate(zip(ours, theirs, strict=False))
    return next((place for place, (a, b) in pairs if a != b), min(len(ours), len(theirs)))


def _excerpt(text: str, place: int) -> str:
    return " ".join(text[max(0, place - _AROUND) : place + _AROUND].split())


def _in_bytes(found: bytes, expected: bytes) -> str:
    return f"từ byte {_first_place(found, expected)}: gặp {len(found)} byte, cần {len(expected)} byte"
