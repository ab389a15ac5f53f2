"""The manifest of a report. In: what was handed over, parameters, notebook. Out: what went in and what came out, by sha256.

It names no path of a machine, no user, no host and no clock time, so that the same inputs give the same manifest.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from cchc.catalogue.forms import forms
from cchc.checks.finding import SEVERITIES
from cchc.document.report import Report
from cchc.raw.layout import path_of
from cchc.raw.submission import FILES
from cchc.run.handover import Handover
from cchc.run.parameters import Parameters
from cchc.run.product import Product
from cchc.run.program import all_versions, name_hashes, program_hashes
from cchc.run.publish import sha256


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
    present = (name for name in FILES if not handed.previous and (before / name).is_file())
    hashes = handed.previous or {name: sha256((before / name).read_bytes()) for name in present}
    return {f"{path_of(before)}/{name}": digest for name, digest in hashes.items()}


def describe_report(report: Report) -> dict[str, Any]:
    """What the manifest says of a report: whose it is, its findings, key figures, and how much of it has content."""
    return {**_identity(report), "findings": _findings(report), **_figures(report), **_coverage(report)}


def _identity(report: Report) -> dict[str, Any]:
    source, unit = report.raw.source, report.unit
    return {
        "ma_xa": unit.code,
        "ten_xa": unit.full_name,
        "huyen": unit.district,
        "tinh": unit.province,
        "nam": report.year,
        "ky": report.period.key,
        "tu_ngay": str(source.tu_ngay),
        "den_ngay": str(source.den_ngay),
        "synthetic": bool(getattr(source, "synthetic", False)),
    }


def _findings(report: Report) -> dict[str, Any]:
    """How many are open in each severity, how many causes are behind those, and how many findings were accepted."""
    examination = report.examination
    causes = [cause.severity for cause in examination.causes if cause.open]
    return {
        **{severity: examination.count(severity) for severity in SEVERITIES},
        "causes": {severity: causes.count(severity) for severity in SEVERITIES},
        "accepted": sum(not finding.open for finding in examination.findings),
    }


def _coverage(report: Report) -> dict[str, Any]:
    """How many of the items of the outline have content."""
    full, every = report.coverage
    return {"coverage": {"full": full, "of": every}}


def _figures(report: Report) -> dict[str, Any]:
    """The key figures, and those of them that an open error touches in a cell which they were read or computed from."""
    values = {figure.key: report.value(figure.section, figure.key).number for figure in forms().key_figures}
    shown = report.overview().block.figures
    return {
        "figures": {key: None if number is None else format(number, "f") for key, number in values.items()},
        "figures_in_error": [figure.key for figure in shown if figure.now.flag == "E"],
    }
