"""A project of a few reports. In: a folder. Out: the sample and made-up communes, in two of which years follow each other."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from cchc.build.batch import BuildOptions, plan_batch, run_batch
from cchc.build.planning.plan import BuildTask
from cchc.build.running.result import BuildResult
from tests.products.project import copy_project, snapshot
from tests.products.synthetic import DAC_KHU_2025, THI_TRAN_2024, XA_2024, Commune, write_parameters, write_submission

# The commune of the sample, a year earlier: the sample's report compares itself with it.
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
    results = build(make_several(root))
    assert [result.error for result in results if result.error] == []
    return root


def copy(project: Path, target: Path) -> Path:
    """A copy of a built project to change, with what it remembers of its files."""
    return Path(shutil.copytree(project, target))


def plan(root: Path, *params: Path, **options: Any) -> dict[str, BuildTask]:
    """What a build would do, by the name of the report."""
    return {task.request.name: task for task in plan_batch(BuildOptions(params, root, **options))}


def actions(root: Path, *params: Path, **options: Any) -> dict[str, str]:
    """What would be done with those reports that are not up to date."""
    return {name: task.action for name, task in plan(root, *params, **options).items() if task.action != "none"}


def build(root: Path, *params: Path, **options: Any) -> list[BuildResult]:
    """A build in this process, as the command makes it; its children are forked processes."""
    asked = BuildOptions(params, root, **options)
    return list(run_batch(asked, plan_batch(asked)))


def products(root: Path) -> dict[str, bytes]:
    """All files of reports and their tidy tables, by path; not what is made of all reports together."""
    reports = {f"output/{name}": data for name, data in snapshot(root / "output").items() if name[:4].isdigit()}
    tables = {f"data/processed/{name}": data for name, data in snapshot(root / "data/processed").items()}
    return reports | {name: data for name, data in tables.items() if name.rpartition("/")[2][:5].isdigit()}


def by_name(results: Sequence[BuildResult]) -> dict[str, BuildResult]:
    """The results by the name of the report."""
    return {result.name: result for result in results}
