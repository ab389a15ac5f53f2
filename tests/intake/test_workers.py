"""Many files are read side by side: in order, whatever becomes of one. In: made-up files. Out: outcomes, one error."""

from __future__ import annotations

import os
import signal
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from cchc.errors import CchcError
from cchc.intake import workers
from cchc.intake.command import import_files
from cchc.intake.place import Ways
from cchc.intake.taken import Asked
from cchc.raw.keys import ReportKey
from tests.intake.workbooks import new_workbook


def die(number: int) -> int:
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


@pytest.mark.parametrize(("ways", "way"), [(["fork", "spawn", "forkserver"], "forkserver"), (["spawn"], "spawn")])
def test_work_is_shared_among_processes_as_the_system_can_start_them(
    monkeypatch: pytest.MonkeyPatch, ways: list[str], way: str
) -> None:
    """Of 128 cores 61 are used, the most that Windows can wait for."""
    asked: list[object] = []

    class Pool(ThreadPoolExecutor):
        def __init__(self, workers: int, mp_context: str, begin: object) -> None:
            asked.extend((workers, mp_context))
            super().__init__(workers)

    monkeypatch.setattr(workers, "ProcessPoolExecutor", Pool)
    monkeypatch.setattr(workers, "get_context", str)
    monkeypatch.setattr(workers, "get_all_start_methods", lambda: ways)
    monkeypatch.setattr(workers.os, "sched_getaffinity", lambda process: set(range(128)), raising=False)
    assert list(workers.in_order(str, range(200))) == [str(number) for number in range(200)]
    assert asked == [61, way]


def test_many_workbooks_are_taken_in_order_and_one_that_is_none_stops_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    codes = ("15976", "16000", "15982", "15988", "15991")
    paths = [new_workbook(tmp_path / f"{code}.xlsx", ReportKey(code, 2024, "nam")) for code in codes]
    paths.insert(2, tmp_path / "hong.xlsx")
    paths[2].write_bytes(b"PK\x03\x04 not a workbook")
    monkeypatch.setattr(workers.os, "sched_getaffinity", lambda process: {0, 1}, raising=False)
    outcomes = list(import_files(paths, tmp_path / "raw", Asked(), Ways(), date(2024, 12, 20)))
    assert [one.path for one in outcomes] == paths
    assert [one.placed and one.placed.unit.code for one in outcomes] == [*codes[:2], None, *codes[2:]]
    assert "hong.xlsx" in str(outcomes[2].error)


def test_a_process_that_is_killed_is_an_error_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers.os, "sched_getaffinity", lambda process: {0, 1}, raising=False)
    with pytest.raises(CchcError, match="Một tiến trình con đã bị dừng giữa chừng, thường vì máy hết bộ nhớ"):
        list(workers.in_order(die, range(8)))
