"""What every forked process has from the start. In: nothing. Out: modules imported, catalogues read, fonts parsed.

The fork server imports this module. Nothing here may start a thread or compile with Typst: a child of a process that
has compiled once hangs for ever.
"""

from __future__ import annotations

import gc
import os

gc.disable()  # until all is here: nothing that is imported is garbage
# One report uses one core; a pool of threads in each would only be in the way.
for _name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

from cchc.engine.imports import without_grammar  # noqa: E402

with without_grammar():
    import pandas  # noqa: F401
    import papermill.parameterize  # noqa: F401
    import pyarrow.parquet  # noqa: F401

    import cchc.build.report
    import cchc.document.charts.draw
    import cchc.document.opening
    import cchc.export.page.render  # noqa: F401
    from cchc.build.planning.fingerprint import all_versions, program_hashes
    from cchc.engine.shell import CellShell
    from cchc.export.pdf import compiler


def _warm_up() -> bool:
    all_versions()
    program_hashes()
    compiler()
    CellShell.instance()
    gc.collect()
    gc.freeze()  # what is here now is never collected, so its pages stay shared
    gc.enable()
    return True


READY = _warm_up()
