"""The browser that these tests open pages in. In: what is installed here. Out: its path, how it is started.

Playwright would bring a browser of its own; any Chromium of the system does, and `make browser` installs Debian's.
"""

from __future__ import annotations

import os
import shutil
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome")
# A page is all that it may ask for: no update of itself, no list of anything, no first page.
_FLAGS = (
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


def find_chromium() -> str | None:
    """The browser that the variable CHROMIUM names, else the first of NAMES that is found; None where there is none."""
    named = os.environ.get("CHROMIUM")
    return shutil.which(named) if named else next(filter(None, map(shutil.which, NAMES)), None)


def launch_options(path: str) -> dict[str, Any]:
    """How Playwright starts it. As root, Chromium does not start inside its sandbox."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    return {"executable_path": path, "args": [*_FLAGS, *(["--no-sandbox"] if root else [])]}
