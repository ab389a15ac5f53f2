"""What every forked process has from the start. In: nothing. Out: modules imported, catalogues read, fonts parsed.

The fork server imports this module. Nothing here may start a thread or compile with Typst: a child of a process that
has compiled once hangs for ever.
"""

from __future__ import annotations

import gc
import os

# One report uses one core; a pool of threads in each would only be in the way.
for _name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

import papermill.parameterize  # noqa: E402, F401
import pyarrow.parquet  # noqa: E402, F401

import cchc.document.opening  # noqa: E402, F401
import cchc.export.html_render  # noqa: E402, F401
import cchc.run.build  # noqa: E402, F401
from cchc.export.pdf import compiler  # noqa: E402
from cchc.run.program import all_versions, program_hashes  # noqa: E402
from cchc.run.shell import CellShell  # noqa: E402


def _warm_up() -> bool:
    all_versions()
    program_hashes()
    compiler()
    CellShell.instance()
    gc.collect()
    gc.freeze()  # what is here now is never collected, so its pages stay shared
    return True


READY = _warm_up()
