"""The command `cchc`. In: a command line. Out: files, a summary, an exit code (0 all well, 1 failed, 2 bad command).

Users meet one line for an error and no traceback.
"""

from cchc.cli import reports, standing, submissions  # the commands join the program as they are imported
from cchc.cli.app import app
from cchc.cli.program import main

__all__ = ["app", "main", "reports", "standing", "submissions"]
