"""The one tree of errors that a user can meet, and the exit code of each.

A message says what was expected, what was found, where, and what to do. It is printed as it
stands, without a traceback.
"""

from __future__ import annotations


class CchcError(Exception):
    """Anything that a user can mend: their parameters, their files, their command."""

    exit_code = 1

    def _render_traceback_(self) -> list[str]:
        """What Jupyter shows below the cell: the message, as in a terminal, and no traceback."""
        return [f"{type(self).__name__}: {self}"]


class UsageError(CchcError):
    """A command line that cannot be carried out."""

    exit_code = 2


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
