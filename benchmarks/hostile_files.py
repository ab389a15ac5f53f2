"""Time the refusals. In: the hostile files of tests/intake. Out: processor time and memory of each, and the most of all.

    python benchmarks/hostile_files.py

Each file is taken in by a process of its own, which has imported everything before. The exit code is 1 where one of them
needs 50 ms of processor time, or 50 MB more than the process had.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
MOST_MS, MOST_KB = 50, 50 * 1024
TAKE = """
import sys, time
from pathlib import Path
from cchc.errors import CchcError
from cchc.intake.command import take
from cchc.intake.taken import Asked

def most():
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))

before, start = most(), time.process_time()
try:
    take(Path(sys.argv[1]), Asked())
except CchcError:
    pass
print((time.process_time() - start) * 1000, most() - before)
"""


def main() -> int:
    """Print a line a file."""
    sys.path.insert(0, str(ROOT))
    from tests.intake.test_guard import HOSTILE

    worst = (0.0, 0)
    with tempfile.TemporaryDirectory() as scratch:
        for number, (name, (make, _)) in enumerate(HOSTILE.items()):
            folder = Path(scratch) / str(number)
            folder.mkdir()
            command = [sys.executable, "-c", TAKE, str(make(folder))]
            told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
            milliseconds, kilobytes = float(told[0]), int(told[1])
            print(f"{milliseconds:7.1f} ms {kilobytes / 1024:6.1f} MB  {name}")
            worst = (max(worst[0], milliseconds), max(worst[1], kilobytes))
    print(f"{worst[0]:7.1f} ms {worst[1] / 1024:6.1f} MB  the most of all")
    return int(worst[0] >= MOST_MS or worst[1] >= MOST_KB)


if __name__ == "__main__":
    sys.exit(main())
