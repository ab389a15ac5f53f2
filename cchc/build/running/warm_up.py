"""Make one report of nobody before the first real one. In: nothing. Out: everything that is made once and kept, is made.

The fork server imports this module where many reports are wanted: what a rehearsal fills (catalogues, patterns, fonts,
templates, the caches of the libraries) every report then finds ready. No PDF: see `cchc.build.running.preload`.
"""

from __future__ import annotations

import gc
import os
import re
import sys
import tempfile
from pathlib import Path

import cchc.build.running.preload  # noqa: F401  # first: it settles how many threads libraries may start
from cchc.build.parameters import Parameters
from cchc.build.planning.product import read_product
from cchc.build.report import make_content, make_files
from cchc.build.template import write_template
from cchc.engine.executed import as_node
from cchc.engine.shell import CellShell
from cchc.errors import CchcError
from cchc.export.layout.document import report_document
from cchc.export.names import EXECUTED
from cchc.export.reader import read_parts
from cchc.raw.keys import ReportKey
from cchc.raw.layout import Layout, find_notebooks
from cchc.raw.submission import ANNEX

_KEY = ReportKey("00001", 2024, "nam")
_BLANK = re.compile(r",,$", re.MULTILINE)  # the last two columns of the annex: the number and a remark


def _warm_up() -> bool:
    before = Path.cwd(), sys.modules["__main__"], sys.path[:]
    try:
        with tempfile.TemporaryDirectory(prefix="cchc-") as scratch:
            root = Path(scratch)
            folder = Layout(root).raw().base / _KEY.path("phuc-xa")
            write_template(folder, _KEY)
            annex = (folder / ANNEX).read_text(encoding="utf-8")
            (folder / ANNEX).write_text(_BLANK.sub(",1,", annex), encoding="utf-8")
            content = make_content(Parameters(_KEY), root, read_product(find_notebooks().parent))
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


DONE = _warm_up()
