"""The one tree of errors that a user can meet, the exit code of each, and how a message quotes and guesses.

A message says what was expected, what was found, where, and what to do. It is printed as it
stands, without a traceback, on one line; several faults found at once have one line each.
"""

from __future__ import annotations

import errno
import re
import unicodedata
from collections.abc import Iterable

BY_CTRL_C = 130  # the exit code that a shell reports for a command ended by Ctrl-C


class CchcError(Exception):
    """Anything that a user can mend: their parameters, their files, their command."""

    exit_code = 1

    def _render_traceback_(self) -> list[str]:
        """What Jupyter shows below the cell: the message, as in a terminal, and no traceback."""
        return [f"{type(self).__name__}: {self}"]


class UsageError(CchcError):
    """A command line that cannot be carried out."""

    exit_code = 2


class Stopped(CchcError):
    """What ends a run of many reports early; those that it has not made are as they were."""


class ParameterError(CchcError):
    """A parameter that is missing, misspelt or out of range."""


class UnitError(CchcError):
    """A unit code that the register does not know on that date."""


class SubmissionError(CchcError):
    """A submission folder or file that cannot be read as its format says."""


class CatalogueError(CchcError):
    """A catalogue file, or a key asked of the catalogue, that is not what the catalogue's schema allows."""


class NotebookError(CchcError):
    """A notebook that names something the report does not have, or that stopped while running."""


class WriteError(CchcError):
    """A file or a folder that cannot be written."""


class ExportError(CchcError):
    """A notebook that cannot be turned into the format asked for."""


_REASONS = {
    errno.ENOENT: "không có tệp này, hoặc liên kết trỏ tới tệp không còn",
    errno.EISDIR: "đây là một thư mục",
    errno.ENOTDIR: "đây không phải là thư mục",
    errno.EACCES: "không có quyền truy cập",
    errno.EPERM: "không có quyền truy cập",
    errno.ENOSPC: "hết chỗ trống",
}


def say_why(error: OSError) -> str:
    """Why the system did not open, read or write a file, in a few words."""
    return _REASONS.get(error.errno or 0, error.strerror or type(error).__name__)


# Controls, invisible format characters, surrogates, private use, unassigned, line and paragraph separators.
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_LONGEST = 80


def visible(text: str) -> str:
    """The text with what a terminal obeys or nobody sees as code points: <U+202E>; line breaks stay."""
    return text if text.isprintable() else "".join(map(_visible, text))


def told(error: object) -> list[str]:
    """The lines that a user is told of an error, one a fault."""
    return [visible(line) for line in str(error).splitlines()]


def shown(text: str, most: int = _LONGEST) -> str:
    """The text as a message quotes it: on one line, what nobody sees as code points, the rest of a long one cut off."""
    cut = text if len(text) <= most else f"{text[:most]}…"
    return "".join("<U+000A>" if character == "\n" else _visible(character) for character in cut)


def _visible(character: str) -> str:
    hidden = character != "\n" and unicodedata.category(character) in _UNSEEN
    return f"<U+{ord(character):04X}>" if hidden else character


_MOST_EDITS = 2
_LETTERS_AN_EDIT = 3  # of a shorter name more than every third letter would be another
_NUMBER = re.compile(r"\d+|\b[ivx]+\b", re.ASCII)


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The one known name that is meant by a misspelt one: two edits away at most, accents and case aside.

    None where several are as near, and where a number in it differs: 7-thang is not 9-thang, VI.1 not IV.1.
    """
    bare = _bare(name)
    most = min(_MOST_EDITS, len(bare) // _LETTERS_AN_EDIT)
    distances: dict[int, list[str]] = {}
    for candidate in dict.fromkeys(known):
        other = _bare(candidate)
        if abs(len(bare) - len(other)) <= most and _numbers(bare) == _numbers(other):
            distances.setdefault(edits(bare, other), []).append(candidate)
    least = min(distances, default=most + 1)
    return distances[least][0] if least <= most and len(distances[least]) == 1 else None


def hint(name: str, known: Iterable[str]) -> str:
    """' (có phải "x"?)' with the known name that is probably meant, or nothing."""
    near = nearest(name, known)
    return f' (có phải "{near}"?)' if near else ""


def _bare(name: str) -> str:
    letters = unicodedata.normalize("NFD", name.strip()).casefold().replace("đ", "d")
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _numbers(name: str) -> list[str]:
    """The numbers in a name, Arabic without leading zeros and Roman."""
    return [figure.lstrip("0") for figure in _NUMBER.findall(name)]


def edits(one: str, other: str) -> int:
    """How many letters must be added, dropped, changed or swapped with the next to make one name of the other."""
    from rapidfuzz.distance import OSA

    return OSA.distance(one, other)
