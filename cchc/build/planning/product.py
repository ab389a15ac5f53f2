"""The notebook of a project with what belongs to it. In: the project. Out: the file as it stands, its pictures by path.

A Markdown cell may show a picture by the path of its file. Whoever prints the notebook later sees the notebook alone,
so the files below notebooks/ are taken in when it runs, as attachments of the cell; all others are not looked at.
"""

from __future__ import annotations

import base64
import contextlib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson

from cchc.build.publish import sha256
from cchc.export.names import NOTEBOOK, REPORT, Names
from cchc.export.pictures import MIME_BY_SUFFIX, picture_name

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|/|#", re.IGNORECASE)
_HOME = Path(NOTEBOOK).parent


@dataclass(frozen=True)
class Product:
    """The notebook file as it stands, and the picture files that its cells show, by their path from notebooks/."""

    content: bytes
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    names: Names = REPORT

    def hashes(self) -> dict[str, str]:
        """The sha256 of each file, by its path in the project."""
        return {
            self.names.notebook: sha256(self.content),
            **{as_input(name): sha256(d) for name, d in self.pictures.items()},
        }

    def take_in(self, cells: list[Any]) -> None:
        """Attach to each Markdown cell the pictures that it shows."""
        for cell in cells if self.pictures else ():
            for name in {*_shown(cell)} & self.pictures.keys():
                bundle = {_mime(name): base64.b64encode(self.pictures[name]).decode("ascii")}
                cell.setdefault("attachments", {}).setdefault(name, bundle)


def read_product(root: Path, names: Names = REPORT) -> Product:
    """The notebook of the project; that of a province's roll-up under its names. Raises NotebookError."""
    from cchc.engine.execute import read_notebook

    content = read_notebook(root / names.notebook)
    pictures = {}
    for name, path in find_pictures(content, root).items():
        with contextlib.suppress(OSError):  # the report says that it is not printed
            pictures[name] = path.read_bytes()
    return Product(content, pictures, names)


def find_pictures(content: bytes, root: Path) -> dict[str, Path]:
    """The picture files that the cells of a notebook show, by their path from notebooks/, in order."""
    home = (root / _HOME).resolve()
    try:
        cells = orjson.loads(content)["cells"]
        names = {name for cell in cells for name in _shown(cell)}
    except (ValueError, LookupError, TypeError, AttributeError):  # no notebook: whoever runs it says so
        return {}
    paths = {name: (home / name).resolve() for name in sorted(names) if _mime(name)}
    return {name: path for name, path in paths.items() if path.is_relative_to(home) and path.is_file()}


def hash_pictures(root: Path, notebook: str, sha256_of: Callable[[str], str | None]) -> dict[str, str]:
    """The sha256 of the pictures that the cells of a notebook show, as manifests name them; of a file that is there."""
    with contextlib.suppress(OSError):
        found = find_pictures((root / notebook).read_bytes(), root)
        hashes = {as_input(name): sha256_of(str(path)) for name, path in found.items()}
        return {name: digest for name, digest in hashes.items() if digest is not None}
    return {}


def as_input(name: str) -> str:
    """What manifests call a picture by: its path in the project."""
    return f"{_HOME.as_posix()}/{name}"


def _shown(cell: Mapping[str, Any]) -> Iterator[str]:
    """The relative paths by which a Markdown cell shows pictures."""
    text = "".join(cell["source"])
    if cell["cell_type"] == "markdown" and ("![" in text or "<" in text):
        from cchc.export.scan import markdown_as_html, scan_html

        for url, _ in scan_html(markdown_as_html(text)).pictures:
            if url and not _SCHEME.match(url):
                yield picture_name(url)


def _mime(name: str) -> str:
    return MIME_BY_SUFFIX.get(name.rpartition(".")[2].lower(), "")
