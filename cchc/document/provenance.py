"""Where a report comes from, and what was found in it. In: figures, findings. Out: the blocks that are not the report's text."""

from __future__ import annotations

import functools
import platform
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.metadata import version

from cchc.catalogue import rules
from cchc.checks.causes import Cause
from cchc.checks.finding import CellRef, Finding
from cchc.checks.run import CheckReport
from cchc.document import model
from cchc.document.lineage import register_cells
from cchc.document.overview import compared_files
from cchc.document.past.period import Past
from cchc.document.submission_data import SubmissionData
from cchc.raw.files import Record
from cchc.raw.submission import ANNEX, REDUCTIONS, STATEMENTS, TEXTS, Submission
from cchc.values.reading import clean
from cchc.values.value import Cell

_PACKAGES = ("cchc", "matplotlib", "nbconvert", "pandas", "papermill", "typst")


@functools.cache
def versions() -> dict[str, str]:
    """The versions that a report names: Python and the packages that shape it."""
    return {"python": platform.python_version(), **{name: version(name) for name in _PACKAGES}}


def submission_block(data: SubmissionData, past: Sequence[Past] = ()) -> model.Submission:
    """Whose report it is, and the raw files as received: the one thing that exporters know besides the printed blocks.

    `cells` is the register of what stands in the cells that numbers are read from, `compared` the files of the periods
    that the report looks back at.
    """
    source, unit = data.raw.source, data.unit
    return model.Submission(
        unit=model.UnitNamed(**{name: getattr(unit, name) for name in model.UnitNamed.__struct_fields__}),
        year=data.year,
        period=data.period.key,
        period_name=data.words["ky"],
        window=(source.tu_ngay.isoformat(), source.den_ngay.isoformat()),
        files=data.raw.files,
        unused=[_unused(record) for record in data.raw.refused],
        cells=register_cells(_number_cells(data.raw)),
        compared=compared_files(past),
        parameters=data.key.as_parameters(),
        versions=versions(),
        synthetic=source.synthetic,
        draft=data.check_report.count("E"),
        form=_form(data.raw),
    )


def _form(submission: Submission) -> model.FormNamed:
    head, outline = submission.form.head, submission.form.outline
    sections = outline.keys if submission.own_form else ()
    return model.FormNamed(id=head.id, title=head.title, source=head.source, verified=head.verified, sections=sections)


def _unused(record: Record) -> model.Unused:
    """A row of the statements that nothing could be made of: where it stands, and what it says, each as received."""
    said = ", ".join(filter(None, (clean(text) for text in record.fields.values())))
    return model.Unused(place=f"{STATEMENTS}, dòng {record.row}", text=said)


def _number_cells(submission: Submission) -> Iterator[Cell]:
    """Every cell that a printed number can come from."""
    for record in submission.table(ANNEX):
        yield record.cell(ANNEX, "so_lieu")
    for record in submission.table(STATEMENTS):
        yield record.cell(STATEMENTS, "gia_tri", clean(record["muc"]) or None, record["nguyen_van"])
    for record in submission.table(REDUCTIONS):
        for column in ("thoi_gian_quy_dinh", "thoi_gian_sau_cat_giam", "ty_le_cat_giam"):
            yield record.cell(REDUCTIONS, column)


def findings_block(named: Mapping[str, Finding], check_report: CheckReport, submission: Submission) -> model.Findings:
    """Every finding with its sections and acceptance, the sentence of its rule, void acceptances, remarks, corrections.

    `causes` are the worst first, each with its advice and the names of its findings.
    """
    known = rules.families()
    used = dict.fromkeys(finding.rule for finding in named.values())
    return model.Findings(
        findings=[_found(name, finding, submission) for name, finding in named.items()],
        causes=list(_causes(named, check_report.causes)),
        rules={key: model.RuleNamed(name=known[key].name, sentence=known[key].sentence) for key in used},
        void=check_report.void,
        remarks=check_report.remarks,
        corrections=[entry.model_dump() for entry in submission.corrections],
    )


def _causes(named: Mapping[str, Finding], causes: Iterable[Cause]) -> Iterator[model.CauseFound]:
    """The causes in their order; `named` has the findings of each one after the other."""
    members: dict[str, list[str]] = {}
    for name, finding in named.items():
        members.setdefault(finding.cause, []).append(name)
    for cause in causes:
        yield model.CauseFound(severity=cause.severity, advice=cause.advice, findings=members[cause.id])


def _found(name: str, finding: Finding, submission: Submission) -> model.Found:
    return model.Found(
        name=name,
        rule=finding.rule,
        severity=finding.severity,
        keys=finding.keys,
        where=finding.where,
        message=finding.message,
        suggestion=finding.suggestion,
        status="open" if finding.open else "accepted",
        cause=finding.cause,
        sections=_sections(finding, submission),
        accepted=finding.accepted,
    )


def _sections(finding: Finding, submission: Submission) -> list[str]:
    """The sections in which the rows of the finding are printed."""
    keys = (key for place in finding.where for key in _named_sections(place, submission))
    printed = (submission.form.outline.printing_section(key) for key in keys)
    return list(dict.fromkeys(key for key in printed if key is not None))


def _named_sections(place: CellRef, submission: Submission) -> Iterator[str]:
    if place.file == TEXTS:
        yield place.column
    else:
        rows = (record for record in submission.table(place.file) if record.row == place.row)
        yield from (clean(record["muc"]) for record in rows if "muc" in record.fields)
