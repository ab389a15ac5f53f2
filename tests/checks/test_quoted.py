"""Do the quoted words say the number. Statements of a narrative, each with its words."""

from __future__ import annotations

import pytest

from cchc.catalogue.counts import count_info
from cchc.checks.finding import Finding
from cchc.checks.words.quoted import CHECKS
from tests.checks.examined import findings, on_sample


def stated(key: str, number: str, words: str, unit: str = "", **others: object) -> list[Finding]:
    row = ("II.2.d", key, number, unit or count_info(key).unit, words)
    return findings(CHECKS, "WORDS_EQ_VALUE", statements=[row], **others)


MEETINGS, RECEIVED, LATE, ON_TIME = "tuyen_truyen.hoi_nghi", "ho_so.tiep_nhan", "ho_so.qua_han", "ty_le.trong_han"

WRONG = [
    (MEETINGS, "7", "trong năm đã tổ chức 06 hội nghị"),
    (
        MEETINGS,
        "7",
        "Trong năm đã tổ chức được 5 hội nghị lồng ghép, họp định kỳ hàng tháng và sơ kết 6 tháng đầu năm.",
    ),
    (MEETINGS, "7", "đã tổ chức hai hội nghị"),
    (MEETINGS, "7", "đã tổ chức mười hai buổi tập huấn"),
    (MEETINGS, "5", "Trong năm đã tổ chức 06 hội nghị"),
    (MEETINGS, "6", "sơ kết 6 tháng đầu năm, tổ chức 05 hội nghị"),
    (MEETINGS, "12", "ngày 12/7/2024 và ngày 15/8/2024 đã tổ chức 02 hội nghị"),
    (MEETINGS, "61", "theo Nghị định số 61/2018/NĐ-CP đã tổ chức 02 hội nghị"),
    (RECEIVED, "1.280", "tiếp nhận 1.208 hồ sơ"),
    (RECEIVED, "1", "tiếp nhận 1.208 hồ sơ tại bộ phận một cửa"),
    (RECEIVED, "2024", "năm 2024 tiếp nhận 830 hồ sơ"),
    (RECEIVED, "803", "Năm 2024 UBND xã đã tiếp nhận: 830 hồ sơ"),
    (LATE, "0", "quá hạn 5 hồ sơ"),
    (LATE, "5", "không có hồ sơ quá hạn"),
    (LATE, "5", "Trong năm không có hồ sơ nào quá hạn."),
    (LATE, "5", "Hồ sơ quá hạn: không có"),
    ("thi_hanh_pl.da_trien_khai", "6", "đã triển khai 05/07 nhiệm vụ"),
    ("danh_gia.truc_tuyen", "130", "Kết quả 139/139 lượt người = 100% số người được hỏi"),
    (ON_TIME, "98,9", "giải quyết trong hạn 89,9%"),
    (ON_TIME, "97,47", "giải quyết trong hạn 97,6%"),
    ("cat_giam.tu", "20", "cắt giảm từ 30-60% thời gian"),
    ("mot_cua.dien_tich", "60", "Diện tích bộ phận 1 cửa với 50 m²"),
]


@pytest.mark.parametrize(("key", "number", "words"), WRONG)
def test_words_that_hold_other_numbers_than_the_stated_one_are_an_error(key: str, number: str, words: str) -> None:
    (finding,) = stated(key, number, words)
    assert (finding.severity, finding.keys) == ("E", (key,)), finding.message
    assert words in finding.message and finding.where[0].text == number


RIGHT = [
    # Written in another way.
    (MEETINGS, "6", "đã tổ chức sáu hội nghị"),
    (MEETINGS, "12", "đã tổ chức mười hai hội nghị"),
    (MEETINGS, "5", "đã tổ chức năm hội nghị"),
    (MEETINGS, "21", "đã tổ chức hai mươi mốt buổi"),
    (RECEIVED, "1.208", "tiếp nhận 1208 hồ sơ"),
    (RECEIVED, "1208", "tiếp nhận 1 208 hồ sơ"),
    (RECEIVED, "2000", "tiếp nhận 2,000 hồ sơ"),
    (LATE, "không có", "không có hồ sơ quá hạn"),
    (LATE, "0", "không có hồ sơ quá hạn, đã giải quyết 589 hồ sơ"),
    (LATE, "02", "quá hạn 2 hồ sơ"),
    (ON_TIME, "97,47", "chiếm 97,47 % số đã giải quyết"),
    (ON_TIME, "97,47", "đạt gần 97,5%"),
    (ON_TIME, "97,47", "đạt 97,4%"),
    (ON_TIME, "100", "đạt một trăm phần trăm"),
    ("mot_cua.dien_tich", "50", "rộng 50m2"),
    # No number of the words is one, or none is certain.
    (RECEIVED, "3.179", "đều trong hạn"),
    (RECEIVED, "3.179", ""),
    (RECEIVED, "830", "theo Quyết định số 766/QĐ-TTg ngày 23/6/2022, Điều 14 và mức độ 4"),
    (RECEIVED, "830", "từ ngày 01 đến 04/7/2024, từ 15/12/2023 đến 14/12/2024, quý 1/2024, giai đoạn 2021-2025"),
    (RECEIVED, "830", "tại bộ phận một cửa, 1 cửa liên thông, chính quyền 2 cấp, Đề án 06, ISO 9001:2015, 24/7"),
    (RECEIVED, "7.512", "hơn 7.500 hồ sơ"),
    (RECEIVED, "2.996", "gần 3.000 hồ sơ"),
    (RECEIVED, "830", "tăng hơn 900 hồ sơ"),
    ("ty_le.truc_tuyen", "98,74", "trên 98% nộp trực tuyến"),
    ("diem_766.xep_hang", "12", "xếp thứ 12/135 xã, phường"),
    ("diem_766.xep_hang", "12", "đứng thứ 12 trong tỉnh"),
    (RECEIVED, "830", "tăng 37 hồ sơ so với 793 hồ sơ của năm trước"),
    (RECEIVED, "830", "ước tính trong 10 ngày làm việc, 8 giờ 30 phút"),
    (MEETINGS, "24", "mỗi tháng 02 hội nghị"),
    (MEETINGS, "24", "02 buổi/tháng"),
    (MEETINGS, "3", "họp vào các tháng 3, 6 và 9"),
    (MEETINGS, "4", "từ 3 đến 5 hội nghị"),
    (MEETINGS, "4", "đợt 1, đợt 2 tại thôn 3, thôn 5 và tổ dân phố số 7"),
    ("cat_giam.toi_thieu", "30", "tối thiểu 30% thời gian"),
    ("cat_giam.so_tthc", "23", "cắt giảm từ 30-60% gồm 23 TTHC"),
    ("ty_le.truc_tiep", "68,92", "trong đó trực tuyến 31,08%"),
    ("ty_le.truc_tuyen", "70,9", "trực tuyến 589/830 hồ sơ"),
    # None, though the words hold numbers of the others.
    (LATE, "0", "589/589 hồ sơ trả đúng hạn"),
    (LATE, "0", "đã giải quyết 589 hồ sơ, đều trước hạn"),
    (LATE, "0", "đã giải quyết 589 hồ sơ = 100% đúng hạn"),
    (LATE, "0", "cả 589 hồ sơ trả đúng hạn"),
    # Words about what there is none of, beside the number's own that is not told.
    ("ho_so.truc_tiep", "12", "đều nộp trực tiếp, không có hồ sơ trực tuyến"),
    ("ho_so.truc_tiep", "12", "không có hồ sơ trực tuyến, tất cả nộp trực tiếp"),
    ("phieu.khong_hai_long", "5", "phiếu không hài lòng"),
    # One plan, whatever it holds.
    ("1.1.3", "1", "ban hành kế hoạch với 26 nhiệm vụ"),
    # A choice is no count.
    ("1.4.2", "1", "phát 60 phiếu"),
]


@pytest.mark.parametrize(("key", "number", "words"), RIGHT)
def test_words_that_may_say_the_number_are_in_order(key: str, number: str, words: str) -> None:
    assert [finding.message for finding in stated(key, number, words)] == []


@pytest.mark.parametrize(
    ("key", "number", "words", "how"),
    [
        (RECEIVED, "472", "trực tiếp 460 hồ sơ, bưu chính 12 hồ sơ", "460 + 12 = 472"),
        (RECEIVED, "7", "có 10 nhiệm vụ, còn 3 chưa xong", "10 - 3 = 7"),
        (RECEIVED, "20", "50% của 40 hồ sơ", "50% × 40 = 20"),
    ],
)
def test_a_number_that_is_worked_out_from_those_of_the_words_is_a_question(
    key: str, number: str, words: str, how: str
) -> None:
    (finding,) = stated(key, number, words)
    assert finding.severity == "W" and how in finding.message


@pytest.mark.parametrize(
    ("key", "number", "words"),
    [
        (RECEIVED, "7.412", "tiếp nhận hơn 7.500 hồ sơ"),
        (RECEIVED, "7.512", "tiếp nhận gần 7.500 hồ sơ"),
        ("ty_le.truc_tuyen", "97,4", "trên 98% nộp trực tuyến"),
    ],
)
def test_a_number_on_the_other_side_of_the_limit_that_its_words_name_is_a_question(
    key: str, number: str, words: str
) -> None:
    (finding,) = stated(key, number, words)
    assert finding.severity == "W" and words in finding.message


def test_a_rank_is_one_that_its_words_hold() -> None:
    (finding,) = stated("diem_766.xep_hang", "12", "xếp thứ 21/135 xã, phường")
    assert finding.severity == "E" and "«21»" in finding.message


def test_words_that_count_only_something_else_are_a_question() -> None:
    (finding,) = stated(MEETINGS, "6", "tuyên truyền cho 350 lượt người")
    assert finding.severity == "W"


def test_a_corrected_number_is_not_held_to_the_words_that_were_wrong() -> None:
    correction = """
        - {tep: so_lieu_khac.csv, dong: "2", cot: gia_tri, thay: "06", bang: "07", ly_do: đếm lại, nguoi: A, ngay: 2024-12-16}
    """
    others = {"files": {"dieu_chinh.yaml": correction}}
    assert not stated(MEETINGS, "06", "đã tổ chức 06 hội nghị", **others)


def test_the_finding_compares_the_number_with_the_one_of_the_words() -> None:
    (finding,) = stated(MEETINGS, "7", "đã tổ chức 06 hội nghị")
    assert (finding.left, finding.right, dict(finding.operands)) == (7, 6, {MEETINGS: 7})
    assert [place.column for place in finding.where] == ["gia_tri", "nguyen_van"]


def test_every_statement_of_the_sample_says_its_number() -> None:
    assert on_sample(CHECKS, "WORDS_EQ_VALUE") == []
