"""The manifest of a report. In: what was handed over, parameters, notebook. Out: what went in and what came out, by sha256.

It names no path of a machine, no user, no host and no clock time, so that the same inputs give the same manifest.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from cchc.build.handover import Handover
from cchc.build.parameters import Parameters
from cchc.build.planning.fingerprint import all_versions, name_hashes, program_hashes
from cchc.build.planning.product import Product
from cchc.build.publish import sha256
from cchc.raw.form_files import find_forms, form_names, place_of
from cchc.raw.layout import path_of
from cchc.raw.submission import FILES


def describe(handed: Handover, parameters: Parameters, notebook: Product, before: Path | None) -> dict[str, Any]:
    """The manifest without its outputs; `before` is the folder of the period that the report compares itself with."""
    inputs = {**notebook.hashes(), **handed.raw, **_compared(handed, before)}
    return {
        "report": handed.report,
        "parameters": parameters.as_dict(),
        "inputs": name_hashes(inputs),
        "others": list(handed.others),
        "program": program_hashes(),
        "versions": all_versions(),
    }


def _compared(handed: Handover, before: Path | None) -> dict[str, str]:
    """The files of the period before, as the report has read them; from disk where they could not be read."""
    if before is None:
        return {}
    names = () if handed.previous else (*FILES, *form_names(find_forms(before), ()))
    present = ((name, place_of(name, before)) for name in names)
    hashes = handed.previous or {name: sha256(path.read_bytes()) for name, path in present if path.is_file()}
    return {f"{path_of(before)}/{name}": digest for name, digest in hashes.items()}
