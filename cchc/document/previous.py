"""Find the submission that a report compares itself with. In: the raw root and who reports when. Out: a folder, or None.

Imports little: a command that only asks whether a report is up to date needs this too.
"""

from __future__ import annotations

from pathlib import Path

from cchc.catalogue.periods import periods
from cchc.catalogue.register import unit
from cchc.errors import SubmissionError, UnitError
from cchc.raw.submission import SOURCE, find_submission


def find_previous(root: Path, code: str, year: int, period: str) -> Path | None:
    """The folder of the last period as long as this one; None where nothing was submitted, or by another unit.

    A code may have gone to another commune in between: the register must have the same unit on both last days.
    """
    earlier, key = periods()[period].previous_in(year)
    if not (root / str(earlier) / key).is_dir():
        return None
    try:
        folder = find_submission(root, code, earlier, key)
        ends = [periods()[name].window(y)[1] for y, name in ((earlier, key), (year, period))]
        same = unit(code, ends[0]) == unit(code, ends[1])
    except (SubmissionError, UnitError):
        return None
    return folder if same and (folder / SOURCE).is_file() else None
