"""LibreOffice, as these tests use it. In: files, a format. Out: the files as it saves them, recalculated.

Several files go into one call, since its start costs most. It has a profile of its own, and the package's own faces.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from cchc.export.glyphs import font_folder

NAMES = ("soffice", "libreoffice")
_SECONDS = 300
XLSX = "xlsx:Calc MS Excel 2007 XML"
_FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir>
<alias binding="same"><family>Times New Roman</family><prefer><family>Liberation Serif</family></prefer></alias></fontconfig>
"""


def find_soffice() -> str | None:
    """The program that the variable SOFFICE names, else the first of NAMES that is found; None where there is none."""
    named = os.environ.get("SOFFICE")
    return shutil.which(named) if named else next(filter(None, map(shutil.which, NAMES)), None)


def saved_again(soffice: str, files: Sequence[Path], folder: Path, kind: str = XLSX) -> list[Path]:
    """The files as LibreOffice saves them into `folder`, in the format `kind`."""
    home = folder / ".office"
    home.mkdir(parents=True)
    (home / "fonts.conf").write_text(_FONTS.format(fonts=font_folder(), cache=home / "cache"), encoding="utf-8")
    command = [soffice, f"-env:UserInstallation={(home / 'profile').as_uri()}", "--headless", "--convert-to", kind]
    done = subprocess.run(
        [*command, "--outdir", str(folder), *map(str, files)],
        env={**os.environ, "FONTCONFIG_FILE": str(home / "fonts.conf")},
        capture_output=True,
        text=True,
        timeout=_SECONDS,
        check=False,
    )
    made = [folder / f"{file.stem}.{kind.partition(':')[0]}" for file in files]
    assert all(path.is_file() for path in made), done.stdout + done.stderr
    return made
