"""What stands around the text of a PDF. In: submission, letterhead, title. Out: attachments, marks, enclosure line."""

from __future__ import annotations

import hashlib
from typing import Any

from cchc.catalogue.nd30 import style
from cchc.export.glyphs import printable
from cchc.export.reader import Block
from cchc.export.typst_inlines import Node, Room, inline_nodes
from cchc.export.typst_tables import text_block_width

DRAFT_MARK = "Dự thảo – còn {} lỗi"
SYNTHETIC_MARK = "Dữ liệu mô phỏng"
_MIME = {"csv": "text/csv", "yaml": "application/yaml", "yml": "application/yaml"}
_BYTE_ORDER_MARK = "\ufeff"
_UNIT_TYPES = ("xã", "phường", "thị trấn", "đặc khu", "huyện", "quận", "thị xã", "tỉnh", "thành phố")


def page_mark(submission: Block) -> str:
    """What the top margin of every page says of this submission: synthetic data, or a draft (`"draft": true`)."""
    errors = int(submission.get("draft") or 0)
    marks = ((DRAFT_MARK.format(errors), errors), (SYNTHETIC_MARK, submission.get("synthetic")))
    return " - ".join(mark for mark, holds in marks if holds)


def attached_files(submission: Block) -> list[Node]:
    """The raw files, each as received: name, text, MIME type, and a description with its hash.

    Tables are the data that the report was computed from, all else is its source (PDF/A-3, AFRelationship).
    """
    files: list[Node] = []
    names: set[str] = set()
    for file in submission["files"]:
        last = printable(file["name"].replace("\\", "/").rpartition("/")[2])[0]
        name = _free_name(last if last.strip(". ") else "tep", names)
        names.add(name)
        suffix = name.rpartition(".")[2].lower()
        files.append(
            {
                "name": name,
                "text": _as_received(file["text"], file["sha256"]),
                "mime": _MIME.get(suffix, "text/plain"),
                "relationship": "data" if suffix == "csv" else "source",
                "description": f"Số liệu gốc {name}, sha256 {printable(file['sha256'])[0]}",
            }
        )
    return files


def enclosure(letterhead: Block | None, title: Block | None, submission: Block) -> list[Node]:
    """The line under an annex's title: "(Kèm theo Báo cáo số ... ngày ... của ...)". Empty without a letterhead."""
    if letterhead is None:
        return []
    kind = title["kind"].capitalize() if title else "Báo cáo"
    inlines: list[Any] = [f"(Kèm theo {kind} "]
    inlines += _lower_first(letterhead["number"])
    inlines += [" ", *letterhead["date"]]
    inlines.append(f"\ncủa {issuer_in_text(letterhead['issuer'], submission['unit']['full_name'])})")
    return inline_nodes(inlines, Room(text_block_width(landscape=False), style("kem_theo").size))


def issuer_in_text(issuer: list[str], unit_name: str) -> str:
    """The issuer as a sentence names it: "Ủy ban nhân dân xã Hoằng Lưu", of two lines in capitals."""
    first, rest = issuer[0], " ".join(issuer[1:])
    body = first.capitalize() if " " in first else first  # "UBND" stays as it is
    if not rest:
        return body
    # The register knows which letters of a name are capital; a name that it does not have is capitalised word by word.
    name = unit_name if unit_name.casefold() == rest.casefold() else rest.title()
    for kind in _UNIT_TYPES:
        proper = name[len(kind) + 1 :]
        if name.lower().startswith(kind + " ") and not proper[:1].isdigit():
            return f"{body} {kind} {proper}"
    return f"{body} {name}"


def _as_received(text: str, sha256: str) -> str:
    """The text with the byte-order mark that reading took away, where the hash of the file tells that it had one."""
    marked = _BYTE_ORDER_MARK + text
    return marked if hashlib.sha256(marked.encode("utf-8")).hexdigest() == sha256 else text


def _free_name(name: str, taken: set[str]) -> str:
    stem, dot, suffix = name.rpartition(".")
    number = 2
    free = name
    while free in taken:
        free = f"{stem}-{number}.{suffix}" if dot else f"{name}-{number}"
        number += 1
    return free


def _lower_first(inlines: list[Any]) -> list[Any]:
    """As it stands within a sentence: "Số: 15/BC-UBND" becomes "số 15/BC-UBND"."""
    first, *others = inlines or [""]
    return [first.replace("Số:", "số", 1), *others] if isinstance(first, str) else inlines
