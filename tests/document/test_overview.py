"""The figures of a page's head, against the period before. Small submissions of two years in, the block out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from cchc.document.display import bundle
from cchc.document.model import BLOCK_MIME, SVG_MIME, Earlier, KeyFigure, Overview, RawCell, Terms, plain_text
from cchc.document.opening import open_report
from tests.conftest import make_submission

NOW = [
    ("II.2.d", "ho_so.tiep_nhan", "830"),
    ("II.2.d", "ho_so.truc_tuyen", "415"),
    ("II.2.d", "ho_so.da_giai_quyet", "800"),
    ("II.2.d", "ho_so.trong_han", "800"),
]
THEN = [
    ("II.2.d", "ho_so.tiep_nhan", "790"),
    ("II.2.d", "ho_so.truc_tuyen", "474"),
    ("II.2.d", "ho_so.da_giai_quyet", "8 00"),
    ("II.2.d", "ho_so.trong_han", "700"),
]


def overview(root: Path, year: int = 2024) -> Overview:
    block: Overview = open_report("15976", year, "nam", root).overview().block
    return block


def figure(block: Overview, key: str) -> KeyFigure:
    return next(entry for entry in block.figures if entry.key == key)


def text(inline: Any) -> str:
    return plain_text([inline])


def test_a_figure_stands_beside_that_of_the_period_before_and_their_difference(tmp_path: Path) -> None:
    make_submission(tmp_path, statements=NOW)
    make_submission(tmp_path, year=2023, statements=THEN)
    block = overview(tmp_path)
    assert block.previous == Earlier(year=2023, period="nam", name="năm 2023")
    received = figure(block, "ho_so.tiep_nhan")
    # 830 - 790 = 40
    assert [text(part) for part in (received.now, received.before, received.change)] == ["830", "790", "tăng 40"]


def test_the_change_of_a_share_is_told_in_points(tmp_path: Path) -> None:
    make_submission(tmp_path, statements=NOW)
    make_submission(tmp_path, year=2023, statements=THEN)
    online = figure(overview(tmp_path), "ty_le.truc_tuyen")
    # 415 / 830 = 50%, 474 / 790 = 60%, 50 - 60 = -10 points
    assert [text(part) for part in (online.now, online.before, online.change)] == [
        "50%",
        "60%",
        "giảm 10,0 điểm phần trăm",
    ]


def test_a_figure_that_stays_is_said_to_stay(tmp_path: Path) -> None:
    make_submission(tmp_path, statements=NOW)
    make_submission(tmp_path, year=2023, statements=NOW)
    assert text(figure(overview(tmp_path), "ho_so.tiep_nhan").change) == "không đổi"


def test_a_figure_that_one_period_lacks_has_no_change(tmp_path: Path) -> None:
    make_submission(tmp_path, statements=NOW)
    make_submission(tmp_path, year=2023, statements=THEN)
    in_time = figure(overview(tmp_path), "ty_le.trong_han")
    assert (text(in_time.before), in_time.before.missing, in_time.change) == (
        "chưa có số liệu",
        True,
        None,
    )


def test_cells_of_the_period_before_are_named_with_its_submission(tmp_path: Path) -> None:
    make_submission(tmp_path, statements=NOW)
    make_submission(tmp_path, year=2023, statements=THEN)
    block = overview(tmp_path)
    before = figure(block, "ho_so.tiep_nhan").before.lineage
    cell = "2023/nam/15976-hoang-luu/so_lieu_khac.csv:2:gia_tri"
    assert block.values[before].cells == [cell]
    assert block.values[before].label.endswith("(năm 2023)")
    assert block.cells[cell] == RawCell(text="790", section="II.2.d")
    # A change is derived from both, so that its source is theirs.
    change = block.values[figure(block, "ho_so.tiep_nhan").change.lineage]
    assert change.formula == Terms(
        text="ho_so.tiep_nhan - ho_so.tiep_nhan@2023/nam",
        operands=["ho_so.tiep_nhan", "ho_so.tiep_nhan@2023/nam"],
    )


def test_the_files_of_the_period_before_are_listed_with_their_hashes(tmp_path: Path) -> None:
    make_submission(tmp_path, statements=NOW)
    folder = make_submission(tmp_path, year=2023, statements=THEN)
    compared = open_report("15976", 2024, "nam", tmp_path).submission().block.compared
    assert [file.name for file in compared] == [
        f"2023/nam/15976-hoang-luu/{name}" for name in ("nguon.yaml", "so_lieu_khac.csv")
    ]
    assert all(len(file.sha256) == 64 for file in compared) and len(list(folder.iterdir())) == 2


def test_without_a_period_before_there_is_no_comparison(tmp_path: Path) -> None:
    make_submission(tmp_path, statements=NOW)
    block = overview(tmp_path)
    assert (block.previous, block.unread) == (None, False)
    assert [(text(entry.now), entry.before, entry.change) for entry in block.figures][:2] == [
        ("830", None, None),
        ("50%", None, None),
    ]


def test_another_commune_that_had_the_code_is_not_compared_with(tmp_path: Path) -> None:
    # 15976 was merged into another commune on 1 July 2025, and names another unit from then on.
    make_submission(tmp_path, year=2025, statements=NOW)
    make_submission(tmp_path, statements=THEN)
    assert overview(tmp_path, 2025).previous is None


def test_a_submission_of_then_that_cannot_be_read_costs_no_report_of_now(tmp_path: Path) -> None:
    make_submission(tmp_path, statements=NOW)
    make_submission(tmp_path, year=2023, files={"so_lieu_khac.csv": b"\xff"})
    block = overview(tmp_path)
    assert (block.previous, block.unread) == (None, True)


def test_a_drawing_is_an_image_of_the_output_and_not_repeated_in_the_block(tmp_path: Path) -> None:
    make_submission(tmp_path, statements=NOW)
    shown = open_report("15976", 2024, "nam", tmp_path).chart("ho_so_theo_kenh", "Hồ sơ theo kênh").block
    forms = bundle(shown)
    assert "<svg" in forms[SVG_MIME] and forms[SVG_MIME] not in str(forms[BLOCK_MIME])
    assert "Hồ sơ theo kênh" in forms["text/plain"]
