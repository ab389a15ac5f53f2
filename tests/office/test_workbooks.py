"""What LibreOffice makes of the workbooks. In: workbooks, one of them with numbers typed in. Out: nothing lost, sums told at once."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from lxml import etree

from cchc.demo.make import make_demo
from cchc.errors import SubmissionError
from cchc.raw.submission import read_submission
from tests.intake.workbooks import SAMPLE, folder_of, new_workbook, opened, said, taken, workbook_of
from tests.office.libreoffice import find_soffice, saved_again
from tests.shared import made_once

ANNEX, CUTS, STATED = "Phụ lục 01b", "Cắt giảm", "Số liệu khác"
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@dataclass(frozen=True)
class Saved:
    """A project folder in which workbooks were made, and where LibreOffice saved them again."""

    root: Path

    @property
    def demo(self) -> Path:
        return next(self.root.glob("demo/data/raw/2026/9-thang/*"))

    def again(self, name: str) -> Path:
        return self.root / "again" / f"{name}.xlsx"


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Saved:
    """All workbooks of these tests, saved by one call. Leave them as they are."""
    soffice = find_soffice()
    if soffice is None:
        if os.environ.get("CI") == "true":
            pytest.fail("no LibreOffice; `make office` installs it")
        pytest.skip("no LibreOffice here; `make office` installs it")
    return Saved(made_once(tmp_path_factory, "office", lambda root: _make(root, soffice)))


def _make(root: Path, soffice: str) -> None:
    root.mkdir()
    make_demo(root / "demo", 1, 2026, wanted=["9-thang"])
    demo = workbook_of(Saved(root).demo, root / "demo.xlsx")
    typed = _typed(new_workbook(root / "blank.xlsx"), root / "typed.xlsx")
    sample = workbook_of(SAMPLE, root / "sample.xlsx")
    saved_again(soffice, [sample, demo, typed], root / "again")
    saved_again(soffice, [sample], root / "old", "xls")


TYPED = {
    ANNEX: {
        "3.3.1": "1.100", "3.3.1.a": "500", "3.3.1.b": "97", "3.3.1.c": "300", "3.3.1.d": "không có",
        "3.3.2": "589", "3.3.2.a": "500", "3.3.2.b": "31", "1.1.1": "12a", "3.1.3": "200", "3.2.1": "150", "3.2.2": "30", "3.2.3": "20",
    },
    STATED: {"II.3.b can_bo.dai_hoc": "7", "II.3.b can_bo.cao_dang": "３"},
}  # fmt: skip


def _typed(path: Path, to: Path) -> Path:
    """The workbook with texts typed into the value cells of these keys, its formulas not computed yet."""
    rows = {sheet: {row[0]: place for place, row in enumerate(grid, 1)} for sheet, grid in opened(path).cells.items()}
    parts = {ANNEX: "xl/worksheets/sheet2.xml", STATED: "xl/worksheets/sheet4.xml"}
    changed = {
        parts[sheet]: {f"E{rows[sheet][key]}": text for key, text in values.items()} for sheet, values in TYPED.items()
    }
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(to, "w") as new:
        for name in old.namelist():
            new.writestr(name, _type_into(old.read(name), changed.get(name, {})))
    return to


def _type_into(data: bytes, texts: Mapping[str, str]) -> bytes:
    if not texts:
        return data
    root = etree.fromstring(data)
    cells = {cell.get("r"): cell for cell in root.iter(f"{_MAIN}c")}
    for name, text in texts.items():
        cells[name].set("t", "inlineStr")
        etree.SubElement(etree.SubElement(cells[name], f"{_MAIN}is"), f"{_MAIN}t").text = text
    return etree.tostring(root)


def test_the_sample_comes_back_after_libreoffice_saved_it(saved: Saved, tmp_path: Path) -> None:
    assert said(folder_of(saved.again("sample"), tmp_path / "lai")) == said(read_submission(SAMPLE))


def test_a_synthetic_submission_of_the_new_form_does_so_too(saved: Saved, tmp_path: Path) -> None:
    assert said(folder_of(saved.again("demo"), tmp_path / "lai")) == said(read_submission(saved.demo))


def _told(path: Path, sheet: str) -> dict[str, str]:
    """What the column Kiểm tra says, by the key of the row."""
    return {row[0]: row[6] for row in opened(path).cells[sheet] if row[6]}


def test_sums_are_told_of_what_was_typed(saved: Saved) -> None:
    """3.3.1: 500 + 97 + 300 + 0 = 897, 203 less than 1,100. 3.3.2: 500 + 31 = 531, 58 less than 589, two parts blank."""
    told = _told(saved.again("typed"), ANNEX)
    assert told["1.1.1"] == "Không phải là số"
    assert told["3.1.3"] == "Khớp"
    assert told["3.3.1"] == "Lệch -203"
    assert told["3.3.2"] == "Còn thiếu 58 (có ô trống)"


def test_a_total_that_is_blank_is_told_what_its_parts_make(saved: Saved) -> None:
    """Full-width digits are no number to a spreadsheet, and are said to be none."""
    told = _told(saved.again("typed"), STATED)
    assert told["II.3.b can_bo.cao_dang"] == "Không phải là số"
    assert told["II.3.b can_bo.tong"] == "Có ô không phải là số"


def test_the_samples_own_contradictions_show(saved: Saved) -> None:
    told = _told(saved.again("sample"), ANNEX)
    assert told["3.3.1"] == "Lệch -203"
    assert told["3.1.3"] == told["4.1.2"] == "Khớp"


def test_the_time_saved_is_computed(saved: Saved) -> None:
    shares = [row[5] for row in opened(saved.again("sample")).cells[CUTS][3:6]]
    assert shares == ["33,3", "60", "33,3"]


def test_an_old_workbook_is_to_be_saved_as_xlsx(saved: Saved) -> None:
    with pytest.raises(SubmissionError, match=r"sổ số liệu ở dạng \.xls; hãy lưu lại thành \.xlsx"):
        taken(saved.root / "old/sample.xls")
