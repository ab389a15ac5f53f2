"""Time the intake of workbooks. In: how many. Out: CPU milliseconds of each step, seconds in all, the ratio to the checks alone.

    python -m benchmarks.import_workbooks [--number 1000] [--workers 2] [--seed 1]

Makes up submissions and a workbook of each in a temporary folder (not timed). Worker processes that have imported
everything then take every workbook in, put it in its place, and examine what stands there; all rounds of one step are
compared with the examination in the same run. The result counts only if every workbook gave the findings of the
submission that it was made from; else the exit code is 1.
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
import tempfile
import time
from datetime import date
from functools import partial
from multiprocessing.synchronize import Barrier
from pathlib import Path

from benchmarks.check_submissions import check
from cchc.demo.make import make_demo
from cchc.intake.command import take
from cchc.intake.place import Ways, place
from cchc.intake.taken import Asked
from cchc.intake.workbook.filling import filling_for
from cchc.intake.workbook.write import workbook
from cchc.raw.keys import ReportKey

YEAR, PERIOD = 2026, "9-thang"
CHUNK, WAIT = 10, 300

Steps = tuple[float, float, float]  # CPU seconds: taken in, put in its place, examined


def make_workbook(folder: Path) -> Path:
    """The workbook of a submission, beside it."""
    key = ReportKey(folder.name.partition("-")[0], YEAR, PERIOD)
    path = folder.parent / f"{folder.name}.xlsx"
    path.write_bytes(workbook(filling_for(path, key, folder)))
    return path


def take_in(path: Path, raw: Path) -> tuple[Steps, bool]:
    """The steps of one workbook, and whether the findings are those of the submission that it was made from."""
    start = time.process_time()
    taken = take(path, Asked(raw=raw))
    read = time.process_time()
    placed = place(taken, raw, Ways(), date(YEAR, 9, 20))
    put = time.process_time()
    found = check(placed.folder)
    done = time.process_time()
    return (read - start, put - read, done - put), sorted(found) == sorted(check(path.with_suffix("")))


def _warm_up(ready: Barrier, path: Path, raw: Path) -> None:
    with tempfile.TemporaryDirectory(dir=raw.parent) as folder:
        take_in(path, Path(folder))
    ready.wait(WAIT)


def main() -> int:
    """Make, take in, print. Returns 1 if a workbook gave other findings."""
    parser = argparse.ArgumentParser(description="Time the intake of workbooks.")
    for name, default in (("number", 1000), ("workers", 2), ("seed", 1)):
        parser.add_argument(f"--{name}", type=int, default=default)
    options = parser.parse_args()
    method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    context = multiprocessing.get_context(method)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        make_demo(root / "demo", options.number, YEAR, wanted=[PERIOD], seed=options.seed, errors=0)
        folders = sorted(root.glob("demo/data/raw/*/*/*"))
        with context.Pool(options.workers) as pool:
            paths = pool.map(make_workbook, folders, chunksize=CHUNK)
        raw, ready = root / "raw", context.Barrier(options.workers + 1)
        with context.Pool(options.workers, _warm_up, (ready, paths[0], raw)) as pool:
            ready.wait(WAIT)
            start = time.perf_counter()
            results = pool.map(partial(take_in, raw=raw), paths, chunksize=CHUNK)
            wall = time.perf_counter() - start
    return _print([steps for steps, _ in results], [same for _, same in results], wall, options.workers)


def _print(steps: list[Steps], same: list[bool], wall: float, workers: int) -> int:
    number = len(steps)
    taken, put, checked = (sum(one[step] for one in steps) / number * 1000 for step in range(3))
    print(f"{number} workbooks, {workers} workers: {wall:.1f} s, with one more examination each to compare with")
    print(f"CPU a workbook: taken in {taken:.1f} ms, put in its place {put:.1f} ms, examined {checked:.1f} ms")
    print(f"ratio of intake to examination: {(taken + put) / checked:.1f}")
    print(f"on {workers} idle cores 1,000 would take {(taken + put + checked) / workers:.0f} s")
    if wrong := same.count(False):
        print(f"{wrong} workbooks gave other findings than the submission that they were made from")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
