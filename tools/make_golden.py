"""Keep the texts of two reports as they read now: `python -m tools.make_golden`. Out: tests/golden/."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.golden.reports import write_all

if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        write_all(Path(folder))
