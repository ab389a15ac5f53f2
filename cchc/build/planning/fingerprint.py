"""What a report depends on besides its submission. In: nothing. Out: hashes of the program, versions of its packages.

Imports little: a command that finds everything up to date needs no more than this.
"""

from __future__ import annotations

import functools
import hashlib
import platform
import re
from importlib.metadata import requires, version
from importlib.resources import files
from pathlib import Path

from cchc.build.publish import sha256

_EXPORT = ("export/", "compare/")
_FONTS = "export/fonts/"  # charts are drawn with them
_ROLL_UP = ("province/", "catalogue/roll_up")  # what a roll-up depends on, and no report of a commune
# No report depends on these, and an installed package holds a copy of the notebooks.
_ELSEWHERE = ("cli/", "demo/", "intake/", "catalogue/received/", "notebooks/", "verify/", "preview/", "site/", *_ROLL_UP,
              "build/progress", "build/standing/", "build/issuing/", "compare/command", "compare/terminal")  # fmt: skip
_ENDINGS = (".py", ".yaml", ".csv", ".txt", ".j2", ".css", ".js", ".json", ".typ", ".ttf", ".html")


@functools.cache
def program_hashes() -> dict[str, str]:
    """One sha256 of all that decides what a report says, and one of what decides how it looks (the rooms export and compare)."""
    package = Path(str(files("cchc")))
    content, export = hashlib.sha256(), hashlib.sha256()
    for path in sorted(package.rglob("*")):
        name = path.relative_to(package).as_posix()
        if (
            name.startswith(_ELSEWHERE)
            or path.name.startswith(".")
            or path.suffix not in _ENDINGS
            or not path.is_file()
        ):
            continue
        looks = name.startswith(_EXPORT) and not name.startswith(_FONTS)
        (export if looks else content).update(f"{name}\0{sha256(path.read_bytes())}\n".encode())
    return {"content": content.hexdigest(), "export": export.hexdigest()}


@functools.cache
def roll_up_hashes() -> dict[str, str]:
    """The same of a province's roll-up, which its room and what the catalogue has for it decide besides."""
    package = Path(str(files("cchc")))
    content = hashlib.sha256(repr(sorted(program_hashes().items())).encode())
    for path in sorted(path for start in _ROLL_UP for path in package.glob(f"{start}*.*") if path.suffix in _ENDINGS):
        content.update(f"{path.relative_to(package).as_posix()}\0{sha256(path.read_bytes())}\n".encode())
    return {**program_hashes(), "province": content.hexdigest()}


@functools.cache
def all_versions() -> dict[str, str]:
    """The versions of Python and of every package that this one asks for."""
    named = [re.split(r"[^\w.-]", line, maxsplit=1)[0] for line in requires("cchc") or () if "extra ==" not in line]
    return {"python": platform.python_version(), "cchc": version("cchc"), **{n.lower(): version(n) for n in named}}
