"""Which cell a notebook fails by, and why. In: its cells after the run. Out: one line that names the cell.

A cell fails the report when it stops the notebook, or when it shows an error that its author has not allowed: what a
magic such as %%capture swallows has still left the cell undone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cchc.engine.executed import is_ours
from cchc.errors import CchcError, NotebookError, shown

RAISES = "raises-exception"
_MOST = 300  # letters of an error that are quoted
_QUOTED = 60  # letters of a cell that are quoted
_NOTED = 120
_MUCH = 10_000  # letters, some ten pages
_CODES = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_SHORT_OF_MEMORY = re.compile(r"Cannot allocate memory|can't start new thread|bad_alloc")


@dataclass(frozen=True)
class Failure:
    """A cell, as messages call it, and the name and words of its error; both empty where it left none."""

    cell: str
    name: str
    words: str

    @property
    def out_of_memory(self) -> bool:
        """Whether the cell asked for more memory than there is."""
        return self.name.endswith("MemoryError")  # NumPy and Arrow have one of their own

    def as_error(self) -> NotebookError:
        """What the user is told."""
        own: list[type[CchcError]] = [CchcError, *CchcError.__subclasses__()]
        if self.name in {cls.__name__ for cls in own}:
            return NotebookError(self.words)
        advice = "Hãy sửa ô đó rồi chạy lại."
        if _SHORT_OF_MEMORY.search(self.words):
            advice = "Có thể ô đó cần nhiều bộ nhớ hơn giới hạn của một báo cáo; hãy sửa ô hoặc tăng --memory-limit."
        reason = ": ".join(part for part in (self.name, one_line(self.words)) if part)
        because = f" vì {reason}" if reason else " mà không nêu lý do"
        return NotebookError(f"{self.cell[0].upper()}{self.cell[1:]} dừng{because.removesuffix('.')}. {advice}")


def find_failure(cells: Sequence[Any], stopped: int | None) -> Failure | None:
    """Why the notebook fails; `stopped` is the place of the cell that it did not get beyond, if there is one."""
    failed = (
        place
        for place, cell in enumerate(cells)
        if _last_error(cell) and RAISES not in cell["metadata"].get("tags", [])
    )
    place = next(failed, None) if stopped is None else stopped
    if place is None:
        return None
    cell = cells[place]
    error = _last_error(cell)
    if error is not None:
        return Failure(name_cell(place, cell), error["ename"], error["evalue"])
    return Failure(name_cell(place, cell), "", _last_complaint(cell))


def name_cell(place: int, cell: Mapping[str, Any]) -> str:
    """What messages call the cell: its number as the print has it, and its first line of code to look for."""
    first = next((line for line in cell["source"].splitlines() if line.strip()), "")
    return f"ô số {place + 1} của sổ tay («{one_line(first, _QUOTED)}»)"


def name_wordiest(cells: Sequence[Mapping[str, Any]]) -> str:
    """What messages call the cell that prints most text besides the report's own; "" where none prints much."""
    letters, place = max(((_printed(cell), place) for place, cell in enumerate(cells)), default=(0, 0))
    if letters < _MUCH:
        return ""
    number = f"{letters:,}".replace(",", ".")
    return f"{name_cell(place, cells[place])} in ra {number} chữ"


def _printed(cell: Mapping[str, Any]) -> int:
    printed = [output.get("data", {"text/plain": output.get("text", "")}) for output in cell.get("outputs", ())]
    return sum(len(text) for data in printed if not is_ours(data) for text in data.values() if isinstance(text, str))


def note_cell(place: int, cell: Mapping[str, Any]) -> str:
    """What is noted of a cell that starts, in little time: enough for `name_noted_cell`."""
    return f"{place}\n{cell['source'][:_NOTED]}"


def name_noted_cell(note: str) -> str:
    """What messages call the cell of a note; "" where there is none."""
    place, _, source = note.partition("\n")
    return name_cell(int(place), {"source": source}) if place else ""


def one_line(text: str, most: int = _MOST) -> str:
    """The text without line breaks and colours, and not longer than that."""
    folded = " ".join(_CODES.sub("", text).split())
    return shown(folded, most if len(folded) <= most else most - 1)


def _last_error(cell: Mapping[str, Any]) -> Mapping[str, Any] | None:
    errors = [output for output in cell.get("outputs", ()) if output["output_type"] == "error"]
    return errors[-1] if errors else None


def _last_complaint(cell: Mapping[str, Any]) -> str:
    """The last line that the cell wrote to stderr: IPython tells of a wrong magic in no other way."""
    written = "".join(
        o["text"] for o in cell.get("outputs", ()) if o["output_type"] == "stream" and o["name"] == "stderr"
    )
    return (written.strip().splitlines() or [""])[-1]
