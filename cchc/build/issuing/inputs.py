"""Where a project keeps what a report was made of. In: the name of an input in a manifest. Out: its path."""

from __future__ import annotations

from pathlib import Path

from cchc.build.parameters import Parameters
from cchc.export.names import NOTEBOOK
from cchc.raw.form_files import is_form_file, place_of
from cchc.raw.layout import ISSUED, Layout

NOTEBOOKS = NOTEBOOK.partition("/")[0]  # the notebook and its pictures


def place_of_input(name: str, root: Path, parameters: Parameters, home: Path | None) -> Path | None:
    """Where the project keeps an input: the notebook or a picture of it, a file of the submission in `home`, one of the
    period before, one of a form, or what is carried of the version issued before.
    """
    if name.startswith((f"{NOTEBOOKS}/", f"{ISSUED}/")):
        return root / name
    if is_form_file(name):
        return place_of(name, home) if home else None
    if "/" in name:
        folder, last = Layout(root).raw(parameters.du_lieu).base.joinpath(*name.split("/")[:3]), name.split("/", 3)[-1]
        return place_of(last, folder)
    return home / name if home else None
