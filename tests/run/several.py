"""A project of a few reports. In: a folder. Out: the seed and made-up communes, in two of which years follow each other."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from cchc.build.batch import Request, plan_batch, run_batch
from cchc.build.planning.plan import Step
from cchc.build.running.outcome import Outcome
from tests.products.project import copy_project, snapshot
from tests.products.synthetic import DAC_KHU_2025, THI_TRAN_2024, XA_2024, Commune, write_parameters, write_submission

# The commune of the seed, a year earlier: the seed's report compares itself with it.
EARLIER = Commune(XA_2024.code, XA_2024.slug, 2023, "nam", "2022-12-15", "2023-12-14")
MADE_UP = (EARLIER, THI_TRAN_2024, DAC_KHU_2025)
NAMES = ("2023/nam/15976", "2024/6-thang/00376", "2024/nam/15976", "2025/quy-4/07192")


def make_several(root: Path) -> Path:
    """The project, nothing built."""
    copy_project(root)
    for number, commune in enumerate(MADE_UP):
        figures = {"ho_so.tiep_nhan": str(4100 + number), "ho_so.trong_han": str(3100 + number)}
        write_submission(root, commune, figures, texts={"I.1": f"Đoạn thứ {number}."})
        write_parameters(root, commune)
    return root


def build_several(root: Path) -> Path:
    """The project, all of it built."""
    outcomes = build(make_several(root))
    assert [outcome.error for outcome in outcomes if outcome.error] == []
    return root


def copy(project: Path, target: Path) -> Path:
    """A copy of a built project to change, with what it remembers of its files."""
    return Path(shutil.copytree(project, target))


def plan(root: Path, *params: Path, **options: Any) -> dict[str, Step]:
    """What a build would do, by the name of the report."""
    return {step.job.name: step for step in plan_batch(Request(params, root, **options))}


def actions(root: Path, *params: Path, **options: Any) -> dict[str, str]:
    """What would be done with those reports that are not up to date."""
    return {name: step.action for name, step in plan(root, *params, **options).items() if step.action != "none"}


def build(root: Path, *params: Path, **options: Any) -> list[Outcome]:
    """A build in this process, as the command makes it; its children are forked processes."""
    request = Request(params, root, **options)
    return list(run_batch(request, plan_batch(request)))


def products(root: Path) -> dict[str, bytes]:
    """All files of reports and their tidy tables, by path; not what is made of all reports together."""
    reports = {f"output/{name}": data for name, data in snapshot(root / "output").items() if name[:4].isdigit()}
    tables = {f"data/processed/{name}": data for name, data in snapshot(root / "data/processed").items()}
    return reports | {name: data for name, data in tables.items() if name.rpartition("/")[2][:5].isdigit()}


def by_name(outcomes: Sequence[Outcome]) -> dict[str, Outcome]:
    """The outcomes by the name of the report."""
    return {outcome.name: outcome for outcome in outcomes}
