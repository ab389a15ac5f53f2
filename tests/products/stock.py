"""README's lines for stock papermill and nbconvert, run once. In: README.md. Out: a project with what the lines have left."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from tests.products.project import ROOT, copy_project, run

# papermill saves the notebook after each cell, which is most of what it does; the tests look at the last save only.
QUICK = " --no-request-save-on-cell-execute --no-progress-bar"


@dataclass(frozen=True)
class Stock:
    """The project in which the lines were run: stock.ipynb and its out.html and out.pdf, out.ipynb of the last line."""

    root: Path

    @property
    def output(self) -> Path:
        return self.root / "output"

    @property
    def ended(self) -> list[tuple[str, int, str]]:
        """Each line, its exit code, and what it said on its standard error."""
        return [tuple(one) for one in json.loads((self.root.parent / "ended.json").read_text(encoding="utf-8"))]


def stock_lines() -> list[str]:
    """The lines of README's block, without the one for the shell itself and the one that makes the same once more."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```sh\n(.*?)^```", readme, flags=re.MULTILINE | re.DOTALL)
    [block] = [block for block in blocks if "papermill" in block]
    return [line for line in block.splitlines() if "activate" not in line and " -r ma_xa" not in line]


def run_stock_lines(folder: Path) -> None:
    """Run the lines in a project of the sample in this folder, up to the first that fails; keep how each ended."""
    root = copy_project(folder / "project")
    ended = []
    for line in stock_lines():
        if "--engine" in line:
            shutil.copy(root / "output/out.ipynb", root / "output/stock.ipynb")
        command = line.partition("  #")[0] + (QUICK if line.startswith("papermill") else "")
        result = run("bash", "-c", command, folder=root)
        ended.append((line, result.returncode, result.stderr))
        if result.returncode:
            break
    (folder / "ended.json").write_text(json.dumps(ended), encoding="utf-8")
