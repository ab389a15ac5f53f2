"""Charts say in words and rows what they draw. Small submissions in, figure blocks out."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from cchc.document.model import as_json
from cchc.document.opening import open_report
from tests.conftest import make_submission

CHANNELS = {"ho_so.truc_tuyen.muc_do_3": "1000", "ho_so.truc_tuyen.muc_do_4": "200", "ho_so.truc_tiep": "20"}
BOTH = "ho_so.truc_tiep_bcci"


def drawn(root: Path, chart: str, **submitted: Any) -> dict[str, Any]:
    make_submission(root, **submitted)
    block: dict[str, Any] = as_json(open_report("15976", 2024, "nam", root).chart(chart, "Hình").block)
    return block


def words_of(svg: str) -> list[str]:
    """The texts of the SVG, which must be real text."""
    tag = "{http://www.w3.org/2000/svg}text"
    return [" ".join("".join(text.itertext()).split()) for text in ElementTree.fromstring(svg).iter(tag)]


def test_the_text_alternative_says_all_numbers(tmp_path: Path) -> None:
    block = drawn(tmp_path, "ho_so_theo_kenh", annex={"3.3.1": "1225", **CHANNELS, "ho_so.bcci": "5"})
    # 1000 + 200 online; 1200 + 20 + 5 = 1225, so there is no gap.
    assert block["alt"] == (
        "Hình. Trực tuyến: 1.200 hồ sơ; Trực tiếp: 20 hồ sơ; Bưu chính công ích: 5 hồ sơ; "
        "Tổng số hồ sơ tiếp nhận: 1.225 hồ sơ."
    )


def test_the_rows_and_the_drawing_show_the_same_numbers(tmp_path: Path) -> None:
    block = drawn(tmp_path, "ho_so_theo_kenh", annex={"3.3.1": "1225", **CHANNELS, "ho_so.bcci": "5"})
    assert block["data"]["columns"] == ["Nội dung", "Số hồ sơ"]
    numbers = [figure for _, figure in block["data"]["rows"]]
    assert numbers == ["1.200", "20", "5", "1.225"]
    words = " | ".join(words_of(block["svg"]))
    assert all(figure in words for figure in numbers)


def test_the_source_names_annex_codes_and_sections(tmp_path: Path) -> None:
    annex = {"2.1": "1", "3.3.1": "1225", "ho_so.truc_tiep": "20", "2.2": "1", "ho_so.bcci": "5"}
    block = drawn(tmp_path, "ho_so_theo_kenh", annex=annex, statements=[("II.2.d", "ho_so.truc_tuyen", "1200")])
    # The total is row 3.3.1, direct and postal its first two parts; online is only in the narrative.
    assert block["source"] == "Nguồn: Phụ lục I, mã 3.3.1.a, 3.3.1.b, 3.3.1; mục II.2.d."


def test_what_no_part_accounts_for_is_a_bar_of_its_own(tmp_path: Path) -> None:
    block = drawn(tmp_path, "ho_so_theo_kenh", annex={"3.3.1": "1230", **CHANNELS, "ho_so.bcci": "5"})
    assert ["Chưa rõ kênh tiếp nhận", "5"] in block["data"]["rows"]  # 1230 - (1200 + 20 + 5)
    assert "Chưa rõ kênh tiếp nhận: 5 hồ sơ" in block["alt"]


def test_there_is_no_gap_while_a_part_is_missing(tmp_path: Path) -> None:
    block = drawn(tmp_path, "ho_so_theo_kenh", annex={"3.3.1": "1230", **CHANNELS})
    assert [label for label, _ in block["data"]["rows"]] == ["Trực tuyến", "Trực tiếp", "Tổng số hồ sơ tiếp nhận"]


def test_two_series_are_one_where_only_their_sum_is_known(tmp_path: Path) -> None:
    annex = {"3.3.1": "1225", "ho_so.truc_tuyen.muc_do_3": "1000", "ho_so.truc_tuyen.muc_do_4": "200"}
    block = drawn(tmp_path, "ho_so_theo_kenh", annex=annex, statements=[("II.2.d", BOTH, "25")])
    assert block["data"]["rows"] == [
        ["Trực tuyến", "1.200"],
        ["Trực tiếp và bưu chính", "25"],
        ["Tổng số hồ sơ tiếp nhận", "1.225"],
    ]


def test_two_series_stay_two_where_both_are_known(tmp_path: Path) -> None:
    block = drawn(tmp_path, "ho_so_theo_kenh", annex={"3.3.1": "1225", **CHANNELS, "ho_so.bcci": "5"})
    assert "Trực tiếp: 20 hồ sơ; Bưu chính công ích: 5 hồ sơ" in block["alt"]
    assert "Trực tiếp và bưu chính" not in block["alt"]


def test_a_sum_that_the_narrative_states_goes_before_parts_of_the_annex(tmp_path: Path) -> None:
    annex = {**CHANNELS, "ho_so.bcci": "5"}
    block = drawn(tmp_path, "ho_so_theo_kenh", annex=annex, statements=[("II.2.d", BOTH, "30")])
    assert ["Trực tiếp và bưu chính", "30"] in block["data"]["rows"]
    assert "Bưu chính công ích" not in block["alt"]


@pytest.mark.parametrize("chart", ["ho_so_theo_kenh", "ket_qua_giai_quyet", "nhiem_vu", "thoi_gian_cat_giam"])
def test_nothing_to_draw_is_said_in_words(tmp_path: Path, chart: str) -> None:
    block = drawn(tmp_path, chart)
    assert block["block"] == "notice"
    assert block["inlines"] == ["Hình: chưa có số liệu để vẽ biểu đồ."]


def test_the_same_numbers_give_the_same_bytes(tmp_path: Path) -> None:
    annex = {"3.3.1": "1230", **CHANNELS, "ho_so.bcci": "5"}
    first = drawn(tmp_path / "a", "ho_so_theo_kenh", annex=annex)
    assert drawn(tmp_path / "b", "ho_so_theo_kenh", annex=annex) == first


def test_progress_shows_what_is_done_late_and_left(tmp_path: Path) -> None:
    annex = {"1.3.1": "10", "1.3.2": "6", "1.3.3": "3"}
    block = drawn(tmp_path, "nhiem_vu", annex=annex)
    assert block["data"]["rows"] == [
        ["Cấp trên giao, tổng số", "10"],
        ["Cấp trên giao, hoàn thành đúng hạn", "6"],
        ["Cấp trên giao, hoàn thành quá hạn", "3"],
        ["Cấp trên giao, chưa hoàn thành", "1"],  # 10 - 6 - 3
    ]


def test_progress_leaves_out_the_rest_while_a_part_is_missing(tmp_path: Path) -> None:
    block = drawn(tmp_path, "nhiem_vu", annex={"1.3.1": "10", "1.3.2": "6"})
    assert "chưa hoàn thành" not in block["alt"]


def test_a_total_of_zero_has_no_bar(tmp_path: Path) -> None:
    assert drawn(tmp_path, "nhiem_vu", annex={"1.1.1": "0", "1.1.2": "0"})["block"] == "notice"


def test_shortened_procedures_show_days_before_and_after(tmp_path: Path) -> None:
    block = drawn(tmp_path, "thoi_gian_cat_giam", procedures=[("Kết hôn", "05", "02"), ("Khai tử", "3", "")])
    assert block["data"]["rows"] == [["Kết hôn", "5", "2"]]
    assert block["alt"] == "Hình. Kết hôn: 5 xuống 2 ngày."


def test_of_many_procedures_the_forty_most_shortened_are_shown_in_submitted_order(tmp_path: Path) -> None:
    # Procedure n is cut from n to 1 days: of 45 the five first, cut least, are left out.
    procedures = [(f"Thủ tục {n}", str(n), "1") for n in range(1, 46)]
    block = drawn(tmp_path, "thoi_gian_cat_giam", procedures=procedures)
    assert [row[0] for row in block["data"]["rows"]] == [f"Thủ tục {n}" for n in range(6, 46)]


def test_a_name_too_long_for_its_bar_is_whole_in_the_data(tmp_path: Path) -> None:
    name = "Thủ tục " + "rất dài " * 30 + "cuối"
    block = drawn(tmp_path, "thoi_gian_cat_giam", procedures=[(name, "5", "2")])
    assert block["data"]["rows"][0][0] == name
    assert name in block["alt"]


def test_markup_in_a_name_is_text_in_the_drawing(tmp_path: Path) -> None:
    block = drawn(tmp_path, "thoi_gian_cat_giam", procedures=[("<b>A & B</b>", "5", "2")])
    assert "<b>A & B</b>" in words_of(block["svg"])
