"""Time the audit of an archive. In: how many documents. Out: seconds and CPU milliseconds of each kind, ratios to the checks.

    python -m benchmarks.audit_documents [--number 1000] [--rounds 3]

Copies the sample's report, as plain text and as the Word document that tests/intake makes of it, into a folder of each kind
(not timed), and audits each folder as `cchc check FOLDER` does, in as many processes as there are cores. What
the checks of the same report alone take is timed in the same run. The result counts only if every copy gives the findings
of the first; else the exit code is 1.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from cchc.checks.run import run_checks
from cchc.indicators.counts import Counts
from cchc.intake.audit import Line, audit, audit_all, documents
from cchc.intake.taken import Asked
from tests.intake.documents.seed_word import seed_docx
from tests.sample.sample_text import SAMPLE


def copy(path: Path, folder: Path, number: int) -> Path:
    """A folder with so many copies of a document."""
    folder.mkdir(parents=True)
    for place in range(number):
        shutil.copy(path, folder / f"{place:05}{path.suffix}")
    return folder


def least(rounds: int, work: Callable[[], object]) -> float:
    """CPU seconds that some work takes in this process, once it is warm: the least of the rounds."""
    taken = []
    for _ in range(rounds + 1):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return min(taken[1:])


def time_one(path: Path, asked: Asked, rounds: int) -> tuple[float, float]:
    """CPU seconds of the checks alone of a document that is read, and of its whole audit."""
    report = audit(path, asked).report
    alone = least(rounds, lambda: run_checks(report.raw, Counts(report.raw, report.key.window[1]), report.unit))
    return alone, least(rounds, lambda: audit(path, asked).check_report)


def time_archive(folder: Path, asked: Asked) -> tuple[float, list[Line]]:
    """Seconds of the audit of a folder, and its lines."""
    start = time.perf_counter()
    lines = list(audit_all([*documents(folder)], asked))
    return time.perf_counter() - start, lines


def main() -> int:
    """Copy, audit, print. Returns 1 if copies of one document gave different findings."""
    parser = argparse.ArgumentParser(description="Time the audit of an archive.")
    parser.add_argument("--number", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    same = True
    with tempfile.TemporaryDirectory() as folder:
        asked, word = Asked(raw=Path(folder)), Path(folder) / "bao-cao.docx"
        word.write_bytes(seed_docx())
        for path in (SAMPLE, word):
            alone, each = time_one(path, asked, options.rounds)
            seconds, lines = time_archive(copy(path, Path(folder) / path.suffix.strip("."), options.number), asked)
            same = same and len({(str(one.rules), one.error) for one in lines}) == 1
            print(
                f"{path.suffix}: {options.number} documents in {seconds:.1f} s; CPU {each * 1000:.0f} ms each, "
                f"{each / alone:.1f} times the checks alone ({alone * 1000:.0f} ms)"
            )
    if not same:
        print("copies of one document gave different findings")
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
