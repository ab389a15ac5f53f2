"""Files broken at random are read or refused in one line; nothing else comes out of them, and nothing is written."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cchc.errors import CchcError
from cchc.intake.command import take
from cchc.intake.taken import Asked
from tests.intake.makers import GOOD, mhtml, old_workbook, packed, page_06a, rows_of, stored, workbook_06a

PAGE = page_06a(rows_of("Hộ tịch")).encode()
OLD = old_workbook({(row, column): f"{row}" for row in range(9) for column in range(13)})
PLACES = st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=8)


def broken(data: bytes, places: list[tuple[float, int]]) -> bytes:
    """The data with another byte at each place, which is a share of its length."""
    changed = bytearray(data)
    for share, byte in places:
        changed[int(share * len(changed))] = byte
    return bytes(changed)


def said(path: Path) -> str:
    """What the import says of the file; "" where it takes it."""
    try:
        take(path, Asked("15976", 2024, "nam"))
    except CchcError as error:
        return str(error)
    return ""


@pytest.mark.parametrize("data", [PAGE, mhtml(PAGE.decode()), OLD], ids=["html", "mhtml", "xls"])
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(places=PLACES)
def test_a_broken_file_is_taken_or_refused(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], data: bytes, places: list[tuple[float, int]]
) -> None:
    path = tmp_path / "bieu.xls"
    path.write_bytes(broken(data, places))
    assert all(line.startswith(f"{path}") for line in said(path).splitlines())
    assert capfd.readouterr() == ("", "")


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(part=st.integers(0, 100), places=PLACES)
def test_a_workbook_with_a_broken_part_is_taken_or_refused(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], part: int, places: list[tuple[float, int]]
) -> None:
    parts = dict(stored(workbook_06a(tmp_path / "tot.xlsx", [["1", "Hộ tịch", *GOOD]]).read_bytes()))
    name = sorted(parts)[part % len(parts)]
    path = packed(tmp_path / "bieu.xlsx", {**parts, name: broken(parts[name], places)})
    assert all(line.startswith(f"{path}") for line in said(path).splitlines())
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("length", [3, 600, 1100, 2600, 4700])
def test_an_old_workbook_that_ends_anywhere_is_refused(tmp_path: Path, length: int) -> None:
    (tmp_path / "bieu.xls").write_bytes(OLD[:length])
    assert said(tmp_path / "bieu.xls")


def test_a_workbook_without_its_main_part_is_refused(tmp_path: Path) -> None:
    parts = dict(stored(workbook_06a(tmp_path / "tot.xlsx", [["1", "Hộ tịch", *GOOD]]).read_bytes()))
    for name in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet1.xml"):
        path = packed(tmp_path / "bieu.xlsx", {one: data for one, data in parts.items() if one != name})
        assert said(path)


@pytest.mark.parametrize("at", [514, 534], ids=["of the book's first record", "of the list of sheets"])
def test_a_record_that_says_it_is_empty_makes_the_reader_give_up_in_silence(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], at: int
) -> None:
    """The length of a record behind the 512 bytes of the head; python-calamine panics, which is no Exception."""
    (tmp_path / "bieu.xls").write_bytes(OLD[:at] + b"\0" + OLD[at + 1 :])
    assert "bị cắt cụt hoặc hỏng" in said(tmp_path / "bieu.xls")
    assert capfd.readouterr() == ("", "")
