"""The raw files that a PDF carries. In: the submission block. Out: attachments."""

from __future__ import annotations

from cchc.document.model import Submission
from cchc.export.glyphs import printable
from cchc.export.layout.inlines import Node
from cchc.raw.encodings import as_received
from cchc.raw.form_files import flat_name

_MIME = {"csv": "text/csv", "yaml": "application/yaml", "yml": "application/yaml"}


def attached_files(submission: Submission) -> list[Node]:
    """The raw files, each as received: name, text, MIME type, and a description with its hash.

    Tables are the data that the report was computed from, all else is its source (PDF/A-3, AFRelationship).
    """
    files: list[Node] = []
    names: set[str] = set()
    for file in submission.files:
        last = printable(flat_name(file.name).replace("\\", "/").rpartition("/")[2])[0]
        name = _free_name(last if last.strip(". ") else "tep", names)
        names.add(name)
        suffix = name.rpartition(".")[2].lower()
        files.append(
            {
                "name": name,
                "text": _content(as_received(file.text, file.sha256)),
                "mime": _MIME.get(suffix, "text/plain"),
                "relationship": "data" if suffix == "csv" else "source",
                "description": f"Số liệu gốc {name}, sha256 {printable(file.sha256)[0]}",
            }
        )
    return files


def _content(data: bytes) -> str | list[int]:
    """The bytes as Typst takes them: a text where they are UTF-8, else one number each."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        return list(data)


def _free_name(name: str, taken: set[str]) -> str:
    stem, dot, suffix = name.rpartition(".")
    number = 2
    free = name
    while free in taken:
        free = f"{stem}-{number}.{suffix}" if dot else f"{name}-{number}"
        number += 1
    return free
