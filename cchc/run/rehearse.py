"""Make one made-up report before the first real one. In: nothing. Out: everything that is made once and kept, is made.

The fork server imports this module where many reports are wanted: what a rehearsal fills (catalogues, patterns, fonts,
templates, the caches of the libraries) every report then finds ready. No PDF: see `cchc.run.cells.warm`.
"""

from __future__ import annotations

import gc
import os
import sys
import tempfile
from pathlib import Path

import cchc.run.cells.warm  # noqa: F401  # first: it settles how many threads libraries may start
from cchc.demo.make import make_demo
from cchc.errors import CchcError
from cchc.export.names import EXECUTED
from cchc.export.reader import read_parts
from cchc.export.typst.document import report_document
from cchc.run.build import make_content, make_files
from cchc.run.cells.execute import run_here
from cchc.run.cells.executed import as_node
from cchc.run.cells.shell import CellShell
from cchc.run.jobs import find_jobs
from cchc.run.product import read_product

_YEAR = 2024


def _rehearse() -> bool:
    before = Path.cwd(), sys.modules["__main__"], sys.path[:]
    try:
        with tempfile.TemporaryDirectory(prefix="cchc-") as scratch:
            root = Path(scratch) / "demo"
            make_demo(root, 1, _YEAR)
            (job,) = find_jobs((), root)
            assert job.parameters is not None
            content = make_content(job.parameters, root, read_product(root), run_here)
            make_files(content, ("html",))
            report_document(read_parts(as_node(content.files[EXECUTED])))
    except CchcError:
        return False  # the notebook that comes with this package may be one that somebody is editing
    finally:
        os.chdir(before[0])
        sys.modules["__main__"], sys.path[:] = before[1], before[2]
        CellShell.clear_instance()
        CellShell.instance()
    gc.collect()
    gc.freeze()
    return True


DONE = _rehearse()
