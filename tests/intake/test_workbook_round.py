"""A folder becomes a workbook and a folder again. In: the sample, synthetic submissions of each form. Out: nothing is lost."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from cchc.demo.make import make_demo
from cchc.intake.taken import Asked
from cchc.raw.submission import ANNEX, SOURCE, STATEMENTS, TEXTS, read_submission
from tests.conftest import make_submission
from tests.intake.workbooks import SAMPLE, Sheets, folder_of, new_workbook, opened, said, taken, workbook_of
from tests.shared import made_once

ANNEX_SHEET, TEXT_SHEET = "Phụ lục 01b", "Nội dung"


@pytest.fixture(scope="module")
def seed_workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample as a workbook. Leave it as it is."""
    return workbook_of(SAMPLE, tmp_path_factory.mktemp("sample") / "so.xlsx")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Synthetic submissions of 2024 and 2026, in the form of each year."""
    return made_once(
        tmp_path_factory, "workbook-demo", lambda root: make_demo(root, 1, 2024, 2026, wanted=["nam", "9-thang"])
    )


def test_the_sample_comes_back_as_it_was(seed_workbook: Path, tmp_path: Path) -> None:
    assert said(folder_of(seed_workbook, tmp_path / "lai")) == said(read_submission(SAMPLE))


def test_synthetic_submissions_of_each_form_come_back_as_they_were(demo: Path, tmp_path: Path) -> None:
    folders = sorted(demo.glob("data/raw/*/*/*"))
    assert len(folders) == 4
    for place, folder in enumerate(folders):
        path = workbook_of(folder, tmp_path / f"{place}.xlsx")
        back = folder_of(path, tmp_path / str(place))
        assert said(back) == said(read_submission(folder)), folder
        assert back.source.synthetic


def test_a_second_trip_adds_no_second_entry_for_the_workbook(seed_workbook: Path, tmp_path: Path) -> None:
    first = folder_of(seed_workbook, tmp_path / "mot")
    second = folder_of(workbook_of(tmp_path / "mot", tmp_path / "lai.xlsx"), tmp_path / "hai")
    assert [one.nguon for one in first.source.tep] == [one.nguon for one in second.source.tep]


def _insert(sheets: Sheets) -> None:
    for name in (ANNEX_SHEET, TEXT_SHEET, "Số liệu khác"):
        sheets.cells[name].insert(7, [""] * len(sheets.cells[name][0]))
        sheets.cells[name].insert(12, [""] * len(sheets.cells[name][0]))


def _move(sheets: Sheets) -> None:
    grid = sheets.cells["Số liệu khác"]
    grid[5:5] = [grid.pop(60), grid.pop(60)]


def _rename_and_reorder(sheets: Sheets) -> None:
    sheets.cells = {f"Trang {place}": grid for place, grid in enumerate(reversed(sheets.cells.values()))}


def _drop_titles(sheets: Sheets) -> None:
    for grid in sheets.cells.values():
        del grid[:2]


def _drop_keys(sheets: Sheets) -> None:
    for name, grid in sheets.cells.items():
        if name not in ("Cắt giảm", "Văn bản", "Danh mục", "Hướng dẫn"):
            for row in grid:
                del row[0]


def _move_columns(sheets: Sheets) -> None:
    for row in sheets.cells[ANNEX_SHEET]:
        row.append(row.pop(4))


DONE = [_insert, _rename_and_reorder, _drop_titles, _drop_keys, _move_columns]


@pytest.mark.parametrize("done", DONE, ids=lambda done: done.__name__.strip("_"))
def test_nothing_is_lost_by_what_a_clerk_does(
    done: Callable[[Sheets], None], seed_workbook: Path, tmp_path: Path
) -> None:
    sheets = opened(seed_workbook)
    done(sheets)
    back = folder_of(sheets.save(tmp_path / "sua.xlsx"), tmp_path / "lai")
    assert said(back) == said(read_submission(SAMPLE))


def test_rows_moved_stay_what_they_are(seed_workbook: Path, tmp_path: Path) -> None:
    sheets = opened(seed_workbook)
    _move(sheets)
    found, expected = (
        said(folder_of(sheets.save(tmp_path / "sua.xlsx"), tmp_path / "lai")),
        said(read_submission(SAMPLE)),
    )
    assert sorted(map(str, found.pop(STATEMENTS))) == sorted(map(str, expected.pop(STATEMENTS)))
    assert found == expected


@pytest.mark.parametrize("column", [1, 2, 4])
def test_an_annex_that_was_sorted_has_every_value_at_its_row(column: int, seed_workbook: Path, tmp_path: Path) -> None:
    sheets = opened(seed_workbook)
    grid = sheets.cells[ANNEX_SHEET]
    grid[3:] = sorted(grid[3:], key=lambda row: str(row[column]))
    path = sheets.save(tmp_path / "sua.xlsx")
    assert said(folder_of(path, tmp_path / "lai"))[ANNEX] == said(read_submission(SAMPLE))[ANNEX]
    [note] = taken(path).notes
    assert note.startswith(
        'trang "Phụ lục 01b": các dòng đứng khác thứ tự của biểu mẫu, đã được xếp lại theo biểu mẫu;'
    )


def test_a_submission_in_an_order_of_its_own_comes_back_in_it(tmp_path: Path) -> None:
    """The first rows of the sample stand last, with one of its own behind the second of them."""
    folder = tmp_path / "15976-hoang-luu"
    shutil.copytree(SAMPLE, folder)
    head, *rows = (folder / ANNEX).read_text(encoding="utf-8").splitlines()
    text = "\n".join([head, *rows[5:], *rows[:2], "9.9,Dòng riêng,Việc,7,", *rows[2:5]]) + "\n"
    (folder / ANNEX).write_text(text, encoding="utf-8")
    path = workbook_of(folder, tmp_path / "so.xlsx")
    assert said(folder_of(path, tmp_path / "lai")) == said(read_submission(folder))
    assert taken(path).notes == ()
    sheets = opened(path)
    sheets.cells[ANNEX_SHEET][3:] = reversed(sheets.cells[ANNEX_SHEET][3:])
    assert said(folder_of(sheets.save(tmp_path / "sua.xlsx"), tmp_path / "sua")) == said(read_submission(folder))


def test_a_row_that_the_form_lacks_keeps_its_place_and_words(seed_workbook: Path, tmp_path: Path) -> None:
    sheets = opened(seed_workbook)
    at = sheets.find(ANNEX_SHEET, "Số nhiệm vụ đã hoàn thành")
    sheets.cells[ANNEX_SHEET].insert(
        at + 1, ["", "1.1.9", "Số sáng kiến được công nhận", "Sáng kiến", "7", "", "", "mới"]
    )
    back = folder_of(sheets.save(tmp_path / "sua.xlsx"), tmp_path / "lai")
    labels = [record["chi_tieu"] for record in back.tables[ANNEX]]
    place = labels.index("Số sáng kiến được công nhận")
    assert labels[place - 1] == "Số nhiệm vụ đã hoàn thành"
    assert [*back.tables[ANNEX][place].fields.values()] == [
        "1.1.9",
        "Số sáng kiến được công nhận",
        "Sáng kiến",
        "7",
        "mới",
    ]


def test_what_is_typed_beside_a_heading_is_kept(tmp_path: Path) -> None:
    sheets = opened(new_workbook(tmp_path / "so.xlsx"))
    sheets.put(ANNEX_SHEET, "Cải cách thể chế", 4, "12")
    back = folder_of(sheets.save(tmp_path / "sua.xlsx"), tmp_path / "lai")
    assert {record["chi_tieu"]: record["so_lieu"] for record in back.tables[ANNEX]}["Cải cách thể chế"] == "12"


def test_a_workbook_in_which_nothing_was_filled_in_submits_nothing(tmp_path: Path) -> None:
    assert [*taken(new_workbook(tmp_path / "so.xlsx")).files] == [SOURCE]


def test_scope_denominator_and_place_come_back(tmp_path: Path) -> None:
    statement = [
        "II.2.d",
        "ty_le.trong_han",
        "98,9",
        "%",
        "đạt 98,9%",
        "ho_so.tiep_nhan + ho_so.ky_truoc",
        "đất đai",
        "trang 2",
    ]
    folder = make_submission(tmp_path)
    head = "muc,khoa,gia_tri,don_vi,nguyen_van,mau_so,pham_vi,vi_tri\n"
    line = ",".join(f'"{text}"' for text in statement)
    (folder / STATEMENTS).write_text(f"{head}{line}\n", encoding="utf-8")
    back = folder_of(workbook_of(folder, tmp_path / "so.xlsx"), tmp_path / "lai")
    assert [*back.tables[STATEMENTS][0].fields.values()] == statement


def test_text_in_place_of_sentences_and_live_keys_come_back(tmp_path: Path) -> None:
    folder = make_submission(tmp_path)
    given = 'I.1: |-\n  Đoạn một, {ho_so.tiep_nhan} hồ sơ.\n\n  Đoạn hai.\nI.2:\n  thay: |-\n    Thay cả mục.\nI.4:\n  thay: ""\n'
    (folder / TEXTS).write_text(given, encoding="utf-8")
    back = folder_of(workbook_of(folder, tmp_path / "so.xlsx"), tmp_path / "lai")
    assert dict(back.texts) == {
        "I.1": ("Đoạn một, {ho_so.tiep_nhan} hồ sơ.", "Đoạn hai."), "I.2": ("Thay cả mục.",), "I.4": (),
    }  # fmt: skip
    assert back.in_place == {"I.2", "I.4"}


def test_corrections_and_acceptances_go_with_their_rows(tmp_path: Path) -> None:
    folder = tmp_path / "15976-hoang-luu"
    shutil.copytree(SAMPLE, folder)
    (folder / "dieu_chinh.yaml").write_text(
        '- {tep: phu_luc_01b.csv, dong: 4, cot: so_lieu, thay: "26", bang: "25", ly_do: gõ nhầm, nguoi: A, ngay: 05/01/2025}\n',
        encoding="utf-8",
    )
    (folder / "chap_nhan.yaml").write_text(
        '- {quy_tac: BALANCE, khoa: ho_so.tiep_nhan, gia_tri: "830", ly_do: đã rà, nguoi: A, ngay: 05/01/2025}\n',
        encoding="utf-8",
    )
    sheets = opened(workbook_of(folder, tmp_path / "so.xlsx"))
    assert sheets.cells[ANNEX_SHEET][sheets.find(ANNEX_SHEET, "Số nhiệm vụ đề ra trong kế hoạch")][4] == "26"
    back = folder_of(tmp_path / "so.xlsx", tmp_path / "lai")
    assert said(back) == said(read_submission(folder))
    assert back.tables[ANNEX][2]["so_lieu"] == "25"


def test_a_correction_whose_cell_was_changed_is_dropped_and_told(tmp_path: Path) -> None:
    folder = tmp_path / "15976-hoang-luu"
    shutil.copytree(SAMPLE, folder)
    (folder / "dieu_chinh.yaml").write_text(
        '- {tep: phu_luc_01b.csv, dong: 4, cot: so_lieu, thay: "26", bang: "25", ly_do: gõ nhầm, nguoi: A, ngay: 05/01/2025}\n',
        encoding="utf-8",
    )
    sheets = opened(workbook_of(folder, tmp_path / "so.xlsx"))
    sheets.put(ANNEX_SHEET, "Số nhiệm vụ đề ra trong kế hoạch", 4, "25")
    result = taken(sheets.save(tmp_path / "sua.xlsx"))
    assert "dieu_chinh.yaml" not in result.files
    assert result.notes == ('trang "Phụ lục 01b", ô E6: ô không còn là "26" nên điều chỉnh đã có được bỏ.',)


def test_a_line_break_in_a_cell_parts_paragraphs(tmp_path: Path) -> None:
    sheets = opened(new_workbook(tmp_path / "so.xlsx"))
    sheets.put(TEXT_SHEET, "III.1", 3, "Đoạn một.\nĐoạn hai.", by=0)
    back = folder_of(sheets.save(tmp_path / "sua.xlsx"), tmp_path / "lai")
    assert dict(back.texts) == {"III.1": ("Đoạn một.", "Đoạn hai.")}


def test_a_note_alone_is_not_lost(tmp_path: Path) -> None:
    sheets = opened(new_workbook(tmp_path / "so.xlsx"))
    sheets.put(ANNEX_SHEET, "1.1.1", 7, "đang tổng hợp", by=0)
    back = folder_of(sheets.save(tmp_path / "sua.xlsx"), tmp_path / "lai")
    assert [record["ghi_chu"] for record in back.tables[ANNEX] if record["ghi_chu"]] == ["đang tổng hợp"]


def test_a_provinces_own_form_makes_and_reads_its_workbook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The form of a project that lies above the workbook, or that the command is run in."""
    made = tmp_path / "bieu_mau" / "thanh-hoa-2026"
    shutil.copytree("cchc/catalogue/forms/hai-cap", made)
    head = (made / "bieu_mau.yaml").read_text(encoding="utf-8")
    (made / "bieu_mau.yaml").write_text(head.replace("id: hai-cap", "id: thanh-hoa-2026"), encoding="utf-8")
    rows = (made / "phu_luc.yaml").read_text(encoding="utf-8")
    (made / "phu_luc.yaml").write_text(
        rows.replace("Số nhiệm vụ đề ra trong kế hoạch", "Số việc của kế hoạch"), encoding="utf-8"
    )
    monkeypatch.chdir(tmp_path)
    path = new_workbook(Path("so.xlsx"))
    assert opened(path).properties["cchc_bieu_mau"] == "thanh-hoa-2026"
    sheets = opened(path)
    sheets.put(ANNEX_SHEET, "Số việc của kế hoạch", 4, "7")
    result = taken(sheets.save(tmp_path / "sua.xlsx"), Asked(raw=tmp_path / "data/raw"))
    assert "Số việc của kế hoạch,Nhiệm vụ,7" in result.files[ANNEX].decode()
