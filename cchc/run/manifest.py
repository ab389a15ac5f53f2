"""The manifest of a report. In: report, parameters, notebook, files. Out: what went in and what came out, by sha256.

It names no path of a machine, no user, no host and no clock time, so that the same inputs give the same manifest.
"""

from __future__ import annotations

from typing import Any

from cchc.catalogue.forms import forms
from cchc.checks.finding import SEVERITIES
from cchc.document.report import Report
from cchc.run.parameters import Parameters
from cchc.run.program import NOTEBOOK, all_versions, name_hashes, program_hashes
from cchc.run.publish import sha256


def describe(report: Report, parameters: Parameters, notebook: bytes) -> dict[str, Any]:
    """The manifest without its outputs."""
    own = {file.name: file.sha256 for file in report.raw.files}
    return {
        "report": {**_identity(report), "findings": _findings(report), "figures": _figures(report)},
        "parameters": parameters.as_dict(),
        "inputs": name_hashes({NOTEBOOK: sha256(notebook), **own, **_compared(report)}),
        "others": list(report.raw.others),
        "program": program_hashes(),
        "versions": all_versions(),
    }


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


def _findings(report: Report) -> dict[str, int]:
    accepted = sum(not finding.open for finding in report.examination.findings)
    return {**{severity: report.examination.count(severity) for severity in SEVERITIES}, "accepted": accepted}


def _figures(report: Report) -> dict[str, str | None]:
    values = {figure.key: report.value(figure.section, figure.key).number for figure in forms().key_figures}
    return {key: None if number is None else format(number, "f") for key, number in values.items()}


def _compared(report: Report) -> dict[str, str]:
    previous = getattr(report, "previous", None)
    if previous is None:
        return {}
    home = f"{previous.year}/{previous.period.key}/{previous.unit.code}-{previous.unit.slug}"
    return {f"{home}/{file.name}": file.sha256 for file in previous.raw.files}
