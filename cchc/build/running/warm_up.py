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
from cchc.catalogue.workdays import exchanges_known
from cchc.engine.executed import as_node
from cchc.engine.shell import CellShell
from cchc.errors import CchcError
from cchc.export.layout.document import report_document
from cchc.export.names import EXECUTED
from cchc.export.reader import read_parts
from cchc.raw.keys import ReportKey
from cchc.raw.layout import Layout, find_notebooks
from cchc.raw.submission import ANNEX, DOCUMENTS, STATEMENTS, TEXTS

_KEY = ReportKey("00001", 2024, "nam")
_YEARS = range(_KEY.year - 1, _KEY.year + 4)  # whose calendars are wanted
_BLANK = re.compile(r",,$", re.MULTILINE)  # the last two columns of the annex: the number and a remark
_STATED = re.compile(r",,([^,\n]*),,,$", re.MULTILINE)  # of a statement: number, unit, words, and two columns more
_SAID = r',1,\1,"Đã có hơn 12 \1, đạt 50% kế hoạch số 3/KH-UBND ngày 05/01/2024; hai \1 khác chậm.",,'
_CITED = "II.2.a,Kế hoạch,2/KH-UBND,02/3/2024,UBND phường,V/v cải cách hành chính năm 2024\n"
_TOLD = "I.1: |\n  Thực hiện Kế hoạch số 2/KH-UBND ngày 02/3/2024 của UBND phường, trong năm đã có 12 hội nghị.\n"


def _warm_up() -> bool:
    before = Path.cwd(), sys.modules["__main__"], sys.path[:]
    try:
        with tempfile.TemporaryDirectory(prefix="cchc-") as scratch:
            root = Path(scratch)
            folder = Layout(root).raw().base / _KEY.path("phuc-xa")
            write_template(folder, _KEY)
            _fill(folder)
            for year in _YEARS:
                exchanges_known(year)  # keeps the calendar of that year
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


def _fill(folder: Path) -> None:
    """Numbers in all rows, words beside them, a document and a text: a blank submission would ask for little."""
    annex, stated = ((folder / name).read_text(encoding="utf-8") for name in (ANNEX, STATEMENTS))
    (folder / ANNEX).write_text(_BLANK.sub(",1,", annex), encoding="utf-8")
    (folder / STATEMENTS).write_text(_STATED.sub(_SAID, stated), encoding="utf-8")
    with (folder / DOCUMENTS).open("a", encoding="utf-8") as documents:
        documents.write(_CITED)
    (folder / TEXTS).write_text(_TOLD, encoding="utf-8")


DONE = _warm_up()
