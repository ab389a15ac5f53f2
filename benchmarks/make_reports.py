"""Time the making of reports, four ways side by side. In: how many communes. Out: a table and JSON, medians and ratios.

    python benchmarks/make_reports.py [--communes 200] [--year 2025] [--json FILE]

The same synthetic submissions and the same notebook, HTML and PDF included:

(a) loop:   `papermill`, then `jupyter nbconvert` to each format, one command after the other, as anybody would
(b) stock:  papermill's stock engine and exporters that are used again, in one process that has imported everything
(c) build:  `cchc build`, all cores, from a cold start to the index page
(d) floor:  the same cells and exports, hot, in one process, one after the other and without isolation

(a) takes so long that three reports must do, and (b) five. All of (c) is timed, then divided by the number of reports.
Memory is the proportional set size of all processes of (c) together, looked at every few seconds.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

from cchc.build.batch import FORMATS, usable_cores
from cchc.build.planning.product import Product, read_product
from cchc.build.planning.requests import ReportRequest, find_requests
from cchc.build.report import make_content, make_files, publish
from cchc.demo.make import make_demo
from cchc.engine.execute import run_here, run_stock
from cchc.export.names import NOTEBOOK

BIN = Path(sys.executable).parent
WARM_UP = 12  # Typst keeps what it has set for ten documents: the floor is hot after that
LOOPED, STOCK, FLOOR = 3, 5, 40
BETWEEN_LOOKS = 5  # seconds; each look costs some milliseconds of the machine that is measured


@dataclass(frozen=True)
class Timing:
    """Seconds a report: wall clock, and wall clock times the cores at work."""

    name: str
    reports: int
    wall: float
    core: float


def main() -> int:
    """Run all four and print what they took."""
    options = _options()
    with tempfile.TemporaryDirectory(prefix="cchc-bench-") as scratch:
        root = Path(scratch) / "demo"
        make_demo(root, options.communes, options.year)
        requests = find_requests((), root)
        built, whole, memory, again = time_build(root, len(requests))
        timings = [
            time_loop(root, requests[:LOOPED]),
            time_stock(root, requests[:STOCK]),
            built,
            time_floor(root, requests),
        ]
        alone = Path(scratch) / "alone"
        make_demo(alone, 1, options.year)
        cold, single = time_cold(alone, find_requests((), alone)[0])
    result = {
        "machine": describe_machine(),
        "communes": len(requests),
        "timings": [asdict(timing) for timing in timings],
        "ratios": ratios(timings),
        "whole_build_seconds": whole,
        "second_build_seconds": again,
        "peak_pss_mib": memory,
        "one_report_cold": {"two_stock_commands": cold, "cchc_build": single, "ratio": single / cold},
    }
    print(as_table(result))
    if options.json:
        options.json.write_text(json.dumps(result, indent=1) + "\n")
    return 0


def time_loop(root: Path, requests: Iterable[ReportRequest]) -> Timing:
    """(a): the stock commands, one after the other."""
    seconds = [_seconds(partial(_stock_commands, root, request, ("cchc_html", "cchc_pdf"))) for request in requests]
    return Timing("a loop", len(seconds), statistics.median(seconds), statistics.median(seconds))


def time_stock(root: Path, requests: Iterable[ReportRequest]) -> Timing:
    """(b): the stock engine, everything else hot."""
    notebook = read_product(root)
    seconds = [_seconds(partial(_make, root, request, notebook, run_stock)) for request in requests]
    return Timing("b stock", len(seconds), statistics.median(seconds), statistics.median(seconds))


def time_build(root: Path, reports: int) -> tuple[Timing, float, float, float]:
    """(c): `cchc build`; its seconds as a whole, its memory, and the seconds of a second one with nothing to do."""
    command = [str(BIN / "cchc"), "build", "--root", str(root)]
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    peak = _Peak(process.pid)
    peak.start()
    if process.wait():
        raise SystemExit("cchc build failed: no figures")
    whole = time.perf_counter() - start
    peak.stop()
    again = statistics.median(_seconds(lambda: _run(command)) for _ in range(3))
    return Timing("c build", reports, whole / reports, whole * usable_cores() / reports), whole, peak.mib, again


def time_floor(root: Path, requests: list[ReportRequest]) -> Timing:
    """(d): the same work in this process, hot."""
    notebook, here = read_product(root), Path.cwd()
    for request in requests[:WARM_UP]:
        _make(root, request, notebook, run_here)
    seconds = [
        _seconds(partial(_make, root, request, notebook, run_here)) for request in requests[WARM_UP : WARM_UP + FLOOR]
    ]
    os.chdir(here)  # where the cells ran is about to be deleted
    return Timing("d floor", len(seconds), statistics.median(seconds), statistics.median(seconds))


def time_cold(root: Path, request: ReportRequest) -> tuple[float, float]:
    """One report, alone in its project, from a cold start: papermill and one `jupyter nbconvert`, against `cchc build`."""
    rounds = [
        (
            _seconds(lambda: _stock_commands(root, request, ("cchc_html",))),
            _seconds(lambda: _run([str(BIN / "cchc"), "build", str(request.asked_in), "--root", str(root), "--force"])),
        )
        for _ in range(3)
    ]
    return statistics.median(stock for stock, _ in rounds), statistics.median(own for _, own in rounds)


def _make(root: Path, request: ReportRequest, notebook: Product, run: Callable[..., Any]) -> None:
    assert request.parameters is not None
    content = make_content(request.parameters, root, notebook, run)
    publish(content, make_files(content, FORMATS), root)


def _stock_commands(root: Path, request: ReportRequest, formats: Iterable[str]) -> None:
    folder = Path(tempfile.mkdtemp(dir=root))
    out = folder / "out.ipynb"
    _run([str(BIN / "papermill"), NOTEBOOK, str(out), "-f", str(request.asked_in.relative_to(root))], root)
    for name in formats:
        _run([str(BIN / "jupyter"), "nbconvert", "--to", name, str(out)], root)
    shutil.rmtree(folder)


def _run(command: list[str], folder: Path | None = None) -> None:
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _seconds(work: Callable[[], Any]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


class _Peak(threading.Thread):
    """The most memory that a process and all that it started had at one time."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid, self.mib, self._running = pid, 0.0, True

    def run(self) -> None:
        while self._running:
            self.mib = max(self.mib, sum(_pss(pid) for pid in _family(self.pid)) / 1024)
            time.sleep(BETWEEN_LOOKS)

    def stop(self) -> None:
        self._running = False
        self.join()


def _family(pid: int) -> list[int]:
    children: list[int] = []
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children += map(int, path.read_text().split())
        except OSError:
            continue
    return [pid, *(member for child in children for member in _family(child))]


def _pss(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def ratios(timings: list[Timing]) -> dict[str, float]:
    """How many times faster `cchc build` is than the loop and the stock engine, and which share of the floor's speed."""
    by_name = {timing.name[0]: timing for timing in timings}
    return {
        "build_over_loop": by_name["a"].wall / by_name["c"].wall,
        "build_over_stock": by_name["b"].wall / by_name["c"].wall,
        "share_of_floor_per_core": by_name["d"].core / by_name["c"].core,
    }


def describe_machine() -> dict[str, Any]:
    """What the figures depend on; no name of a machine."""
    return {"cores": usable_cores(), "architecture": platform.machine(), "python": platform.python_version(),
            "system": platform.system(), "memory_gib": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30)}  # fmt: skip


def as_table(result: dict[str, Any]) -> str:
    """The figures as Markdown."""
    lines = ["| way | reports timed | seconds a report | core-seconds a report |", "|---|---:|---:|---:|"]
    lines += [f"| {t['name']} | {t['reports']} | {t['wall']:.3f} | {t['core']:.3f} |" for t in result["timings"]]
    lines += ["", *(f"- {name.replace('_', ' ')}: {value:.2f}" for name, value in result["ratios"].items())]
    one = result["one_report_cold"]
    lines += [
        f"- whole build: {result['whole_build_seconds']:.1f} s for {result['communes']} reports; "
        f"a second one: {result['second_build_seconds']:.2f} s",
        f"- memory (PSS, all processes, peak): {result['peak_pss_mib']:.0f} MiB",
        f"- one report, cold: {one['cchc_build']:.2f} s against {one['two_stock_commands']:.2f} s ({one['ratio']:.2f})",
        f"- machine: {result['machine']}",
    ]
    return "\n".join(lines)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Time the making of reports, four ways side by side.")
    parser.add_argument("--communes", type=int, default=200)
    parser.add_argument("--year", type=int, default=2025)
    parser.add_argument("--json", type=Path, help="Write all figures to this file, too.")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
