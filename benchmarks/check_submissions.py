"""Time the checks. In: how many submissions. Out: seconds and milliseconds a submission; with --profile, where they go.

    python benchmarks/check_submissions.py [--number 1000] [--workers 2] [--rounds 3] [--seed 1] [--profile]

Makes up submissions in a temporary folder (not timed), then reads and examines all of them in worker processes that
have imported everything and have checked one submission before (not timed either). Each round has new workers. The
result counts only if every planted error was found and no other submission has an open error (E) or doubt (W); else the
exit code is 1.
"""

from __future__ import annotations

import argparse
import cProfile
import multiprocessing
import os
import pstats
import statistics
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass
from multiprocessing.synchronize import Barrier
from pathlib import Path

from cchc.catalogue.units.register import unit
from cchc.checks.run import CHECKS, run_checks
from cchc.demo.make import make_demo
from cchc.indicators.counts import Counts
from cchc.raw.submission import read_submission

YEAR = 2024
CHUNK = 25
WAIT = 120
TOP = 15


@dataclass(frozen=True)
class MadeUp:
    """A submission folder, and the rule that the planted error breaks; none where nothing is planted."""

    folder: Path
    broken: str


def make_submissions(root: Path, number: int, seed: int) -> list[MadeUp]:
    """So many submissions as `cchc demo` makes them; the same seed gives the same files."""
    broken = {commune.path: error.rule for commune, error in make_demo(root, number, YEAR, seed=seed).injected}
    folders = sorted((root / "data/raw").glob("*/*/*"))
    return [MadeUp(folder, broken.get(folder.relative_to(root / "data/raw").as_posix(), "")) for folder in folders]


def check(folder: Path) -> list[tuple[str, str]]:
    """The rule and severity of every open finding of a submission."""
    submission = read_submission(folder)
    on = submission.source.den_ngay
    found = run_checks(submission, Counts(submission, on), unit(submission.source.ma_xa, on))
    return [(finding.rule, finding.severity) for finding in found.findings if finding.open]


def _check_and_time(folder: Path) -> tuple[list[tuple[str, str]], float]:
    start = time.process_time()
    return check(folder), time.process_time() - start


def time_round(made: list[MadeUp], workers: int) -> tuple[float, float, list[list[tuple[str, str]]]]:
    """Seconds from the first submission handed out to the last result back, CPU seconds of all workers, findings."""
    method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    context = multiprocessing.get_context(method)
    ready = context.Barrier(workers + 1)
    with context.Pool(workers, initializer=_warm_up, initargs=(ready, made[0].folder)) as pool:
        ready.wait(WAIT)
        start = time.perf_counter()
        results = pool.map(_check_and_time, [one.folder for one in made], chunksize=CHUNK)
        return time.perf_counter() - start, sum(cpu for _, cpu in results), [found for found, _ in results]


def _warm_up(ready: Barrier, folder: Path) -> None:
    check(folder)
    ready.wait(WAIT)


def mistakes(made: Iterable[MadeUp], found: Iterable[list[tuple[str, str]]]) -> list[str]:
    """Planted errors that no finding names, and errors or doubts found where none was planted."""
    wrong = []
    for one, findings in zip(made, found, strict=True):
        rules = {rule for rule, _ in findings}
        grave = {rule for rule, severity in findings if severity != "S"}
        if one.broken and one.broken not in rules:
            wrong.append(f"{one.folder.name}: {one.broken} was planted and not found")
        if not one.broken and grave:
            wrong.append(f"{one.folder.name}: nothing was planted, found {', '.join(sorted(grave))}")
    return wrong


def profile(made: list[MadeUp]) -> None:
    """Print the time of each check and of the slowest functions, from one process under cProfile."""
    check(made[0].folder)
    profiler = cProfile.Profile()
    profiler.enable()
    for one in made:
        check(one.folder)
    profiler.disable()
    stats = pstats.Stats(profiler).stats  # type: ignore[attr-defined]
    total = sum(own for _, _, own, _, _ in stats.values())
    steps = {*CHECKS, read_submission, Counts.__init__}
    codes = {(step.__code__.co_filename, step.__code__.co_firstlineno) for step in steps}
    by_step = [(_name(key), entry[3]) for key, entry in stats.items() if key[:2] in codes]
    by_function = [(f"{_name(key)} x {entry[0]}", entry[2]) for key, entry in stats.items()]
    _print("step (with what it calls)", by_step, total, len(made))
    _print("function (own time) x calls", by_function, total, len(made))


def _name(key: tuple[str, int, str]) -> str:
    file, _, function = key
    return f"{Path(file).parent.name}/{Path(file).stem}.{function}" if file != "~" else function


def _print(title: str, times: list[tuple[str, float]], total: float, number: int) -> None:
    print(f"\n{title:64} {'ms each':>8} {'share':>6}   (under cProfile, which slows everything)")
    for name, seconds in sorted(times, key=lambda pair: -pair[1])[:TOP]:
        print(f"{name[:64]:64} {seconds * 1000 / number:8.3f} {seconds / total:6.1%}")


def main() -> int:
    """Run the rounds and print them. Returns 1 if a finding was missed or made up."""
    parser = argparse.ArgumentParser(description="Time the checks on made-up submissions.")
    for name, default in (("number", 1000), ("workers", 2), ("rounds", 3), ("seed", 1)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--profile", action="store_true", help="tell where the time goes, in one process")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        made = make_submissions(Path(folder), options.number, options.seed)
        if options.profile:
            profile(made)
            return 0
        wrong, seconds = [], []
        for _ in range(options.rounds):
            load = os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")
            taken, cpu, found = time_round(made, options.workers)
            seconds.append(taken)
            wrong = mistakes(made, found)
            print(f"{taken:6.2f} s, CPU {cpu:.2f} s, {sum(map(len, found))} findings, load before: {load:.2f}")
    median = statistics.median(seconds)
    print(f"{len(made)} submissions, {options.workers} workers, median {median:.2f} s, "
          f"{median * 1000 / len(made):.2f} ms a submission")  # fmt: skip
    for line in wrong[:TOP]:
        print(line, file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
