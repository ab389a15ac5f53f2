"""Sentences are filled with words and numbers, and nothing unknown passes. Templates in, inlines out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from cchc.document.model import AnnexReference, Citation, Number, plain_text
from cchc.document.opening import open_report, open_submission
from cchc.document.report import Report
from cchc.document.sentences import merge_text
from cchc.errors import NotebookError
from tests.conftest import make_submission

ANNEX = {"3.3.1": "1234", "1.1.1": "8", "1.1.2": "6", "2.1": ""}
STAGES = [
    ("II.2.d", "ho_so.da_giai_quyet", "585"),
    ("II.2.d", "ho_so.trong_han", "479"),
    ("I.5.c", "ho_so.trong_han", "480"),
    ("II.2.c", "mot_cua.dien_tich", "50,5", "m²"),
]
DOCUMENTS = [
    ("I.1", "Quyết định", "139/QĐ-UBND", "30/12/2023", "UBND xã", "ban hành Kế hoạch"),
    ("I.1", "Kế hoạch", "02/KH-UBND", "", "", ""),
]


@pytest.fixture
def report(tmp_path: Path) -> Report:
    make_submission(tmp_path, annex=ANNEX, statements=STAGES, documents=DOCUMENTS)
    return open_report("15976", 2024, "nam", tmp_path)


def inlines(report: Report, section: str, sentence: str) -> list[Any]:
    (item,) = report.paragraph(section, sentence).block.items
    found: list[Any] = item.inlines
    return found


def text(report: Report, section: str, sentence: str) -> str:
    return plain_text(inlines(report, section, sentence))


def refusal(report: Report, sentence: str) -> str:
    with pytest.raises(NotebookError) as caught:
        report.paragraph("II.2.d", sentence)
    return str(caught.value)


def test_words_are_those_of_this_commune_and_period(report: Report) -> None:
    assert text(report, "I.1", "{Ky}, {don_vi} báo cáo {cap_tren}; {ky_sau}.") == (
        "Năm 2024, UBND xã Hoằng Lưu báo cáo UBND huyện; năm 2025."
    )


def test_numbers_are_printed_as_officials_write_them(report: Report) -> None:
    sentence = "tiếp nhận {ho_so.tiep_nhan} hồ sơ, hoàn thành {1.1.2}/{1.1.1} nhiệm vụ, {mot_cua.dien_tich} m²"
    assert text(report, "II.2.d", sentence) == "tiếp nhận 1.234 hồ sơ, hoàn thành 06/08 nhiệm vụ, 50,5 m²"


def test_a_number_carries_its_lineage_and_neighbours_are_one_text(report: Report) -> None:
    block = report.paragraph("II.2.d", "{Ky}, {don_vi} có {ho_so.tiep_nhan} hồ sơ {xa}.").block
    before, number, behind = block.items[0].inlines
    assert (before, behind) == ("Năm 2024, UBND xã Hoằng Lưu có ", " hồ sơ xã.")
    assert (number.text, number.missing) == ("1.234", False)
    # The header is record 1, and 3.3.1 the first row of the annex.
    assert block.values[number.lineage].cells == ["phu_luc_01b.csv:2:so_lieu"]
    assert report.submission().block.cells["phu_luc_01b.csv:2:so_lieu"] == "1234"


def test_a_number_is_that_of_the_section(report: Report) -> None:
    assert text(report, "I.5.c", "{ho_so.trong_han}") == "480"
    assert text(report, "II.2.d", "{ho_so.trong_han}") == "479"


def test_a_rate_is_computed_and_its_denominator_can_be_named(report: Report) -> None:
    # 479 / 585 = 81,88%.
    assert text(report, "II.2.d", "{ty_le.trong_han} {ty_le.trong_han:mau_so}") == ("81,9% tổng số hồ sơ đã giải quyết")


def test_a_rate_is_not_made_of_a_contradicted_number_and_one_from_elsewhere(report: Report) -> None:
    # In time: 479 in II.2.d, 480 in I.5.c. The 1.234 received stand in the annex, which states neither.
    over_received = "{ty_le.trong_han/ho_so.tiep_nhan} {ty_le.trong_han/ho_so.tiep_nhan:mau_so}"
    assert text(report, "II.2.d", over_received) == "chưa có số liệu tổng số hồ sơ tiếp nhận"


def test_a_missing_number_says_so(report: Report) -> None:
    (number,) = inlines(report, "II.1.a", "{2.1}")
    assert (number.text, number.missing) == ("chưa có số liệu", True)


def test_braces_written_twice_are_braces(report: Report) -> None:
    assert text(report, "I.1", "{{nam}} là {nam}") == "{nam} là 2024"


def test_documents_of_the_section_are_cited_in_one_sentence(report: Report) -> None:
    assert text(report, "I.1", "theo {van_ban}.") == (
        "theo Quyết định số 139/QĐ-UBND ngày 30/12/2023 của UBND xã ban hành Kế hoạch; Kế hoạch số 02/KH-UBND."
    )
    assert text(report, "I.2", "theo {van_ban}.") == "theo ."


def test_an_annex_is_referred_to_by_its_number(report: Report) -> None:
    reference = inlines(report, "II.2.a", "({phu_luc.cat_giam})")[1]
    assert reference == AnnexReference(annex="cat_giam", text="Phụ lục II")


def test_an_unknown_key_names_the_sentence_and_the_nearest_key(report: Report) -> None:
    message = refusal(report, "có {ho_so.tiep_nhn} hồ sơ")
    assert message.startswith('Câu "có {ho_so.tiep_nhn} hồ sơ": không có từ hay khóa nào tên {ho_so.tiep_nhn}')
    assert "ho_so.tiep_nhan" in message


def test_an_unknown_word_names_the_nearest_word(report: Report) -> None:
    assert "(có phải {don_vi}?)" in refusal(report, "{don_vy} báo cáo")


def test_an_empty_name_is_refused(report: Report) -> None:
    assert "không có từ hay khóa nào tên {}" in refusal(report, "có {} hồ sơ")


@pytest.mark.parametrize("sentence", ["có {ho_so.tiep_nhan hồ sơ", "có ho_so.tiep_nhan} hồ sơ", "{"])
def test_unbalanced_braces_are_refused(report: Report, sentence: str) -> None:
    message = refusal(report, sentence)
    assert f'Câu "{sentence}": dấu ngoặc nhọn không cân' in message


def test_an_unknown_annex_lists_those_there_are(report: Report) -> None:
    assert 'không có phụ lục "x"; hãy dùng một trong: phu_luc_01b, cat_giam' in refusal(report, "{phu_luc.x}")


def test_only_the_denominator_may_be_asked_for_behind_a_colon(report: Report) -> None:
    assert 'sau dấu hai chấm chỉ dùng "mau_so" của một tỷ lệ' in refusal(report, "{ty_le.trong_han:.1f}")


def test_neighbouring_texts_are_merged_and_empty_ones_dropped() -> None:
    number = Number(text="5", missing=False, lineage="k")
    assert merge_text(["a", "", "b", number, "", "c"]) == ["ab", number, "c"]


def test_a_listing_gives_label_number_unit_and_rate_of_what_is_known(report: Report) -> None:
    block = report.listing("II.2.d", "Kết quả:", "2.1", "1.1.1", "1.1.2|ty_le.ke_hoach_hoan_thanh").block
    assert plain_text(block.items[0].inlines) == (
        "Kết quả: số nhiệm vụ đề ra trong kế hoạch: 08 nhiệm vụ; số nhiệm vụ đã hoàn thành: 06 nhiệm vụ (75%)."  # 6 / 8
    )


@pytest.fixture
def with_zero(tmp_path: Path) -> Report:
    make_submission(tmp_path, annex={**ANNEX, "1.2.1": "0"})
    return open_report("15976", 2024, "nam", tmp_path)


def test_a_law_of_the_form_is_cited_and_in_short_still_says_by_what_it_was_amended(report: Report) -> None:
    (cited, *_) = [one for one in inlines(report, "II.2.c", "{co_che_mot_cua}") if isinstance(one, Citation)]
    amended = "(được sửa đổi, bổ sung bởi Nghị định số 107/2021/NĐ-CP ngày 06/12/2021)"
    assert (cited.doc, cited.cell) == ("nghị định số 61/2018/nđ-cp", None)
    assert cited.long == f"Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ {amended}"
    assert cited.short == f"Nghị định số 61/2018/NĐ-CP {amended}"


def test_a_listing_says_nothing_of_a_zero_and_calls_a_number_by_the_name_given(with_zero: Report) -> None:
    assert with_zero.zero("I.2", "1.2.1")
    block = with_zero.listing("I.2", "Gồm:", "1.2.1", ("nhiệm vụ đề ra", "1.1.1")).block
    assert plain_text(block.items[0].inlines) == "Gồm: nhiệm vụ đề ra 08 nhiệm vụ."


def test_a_clause_of_a_zero_that_nothing_is_said_of_is_left_out(with_zero: Report) -> None:
    clauses = (("{1.1.1} nhiệm vụ", ""), ("kiểm tra {1.2.1} bộ phận", ""))
    assert plain_text(with_zero.sentence("I.2", "Gồm:", *clauses).block.items[0].inlines) == "Gồm: 08 nhiệm vụ."
    assert with_zero.sentence("I.2", "Gồm:", clauses[1]).block.items == []


def test_a_listing_of_nothing_known_is_empty(report: Report) -> None:
    assert report.listing("II.1.a", "Kết quả:", "2.1", "2.2").block.items == []


def test_questions_before_a_sentence_tell_missing_from_zero(report: Report) -> None:
    assert report.has("II.2.d", "1.1.1", "1.1.2")
    assert not report.has("II.2.d", "1.1.1", "2.1")
    assert not report.zero("II.1.a", "2.1")
    assert not report.some("II.1.a", "2.1")
    assert report.some("II.2.d", "1.1.1")
    assert not report.equal("II.2.d", "1.1.1", "1.1.2")
    assert not report.equal("II.1.a", "2.1", "2.2")
    assert report.at_most("II.2.d", "1.1.2", "1.1.1") and report.at_most("II.2.d", "1.1.1", "1.1.1")  # 6, 8
    assert not report.at_most("II.2.d", "1.1.1", "1.1.2")
    assert not report.at_most("II.1.a", "2.1", "1.1.1")  # 2.1 was not submitted


def test_what_another_section_states_is_not_stated_in_this_one(tmp_path: Path) -> None:
    folder = make_submission(tmp_path, statements=[("II.2.b", "tthc.linh_vuc", "42", "lĩnh vực", "")])
    report = open_submission(folder)
    assert report.states("II.2.b", "tthc.linh_vuc") and report.some("II.2.a", "tthc.linh_vuc")
    assert not report.states("II.2.a", "tthc.linh_vuc") and not report.states("II.2.a", "tthc.ra_soat")
