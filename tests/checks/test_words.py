"""Period words, terms, frequencies, style and slips. Made-up texts and statements, the sample."""

from __future__ import annotations

from typing import Any
from unicodedata import normalize

import pytest

from cchc.catalogue.writing.prose import prose, prose_rule
from cchc.checks.finding import CellRef, Finding
from cchc.checks.words import CHECKS
from cchc.checks.words import prose as engine
from cchc.export.glyphs import printable
from tests.checks.examined import findings, on_sample, rows_of


def in_text(rule: str, text: str, section: str = "I.4", **others: Any) -> list[Finding]:
    return findings(CHECKS, rule, texts={section: text}, **others)


def stated(rule: str, *rows: tuple[str, ...], **others: Any) -> list[Finding]:
    return findings(CHECKS, rule, statements=rows, **others)


@pytest.mark.parametrize(
    ("period", "text"),
    [
        ("nam", "Trong quý không có vi phạm."),
        ("nam", "Xã họp đều. Trong tháng, UBND xã đã họp 02 lần."),
        ("quy-1", "Trong năm không có vi phạm."),
        ("6-thang", "Trong quý không có vi phạm."),
        ("6-thang", "Trong 9 tháng, UBND xã đã họp."),
        ("6-thang", "Trong 9 tháng đầu năm 2024, UBND xã đã họp."),
        ("6-thang", "Trong 8 tháng đầu năm 2024, UBND xã đã họp."),
        ("9-thang", "Mười tháng đầu năm 2024, UBND xã đã họp."),
    ],
)
def test_a_sentence_that_begins_with_another_period_is_found(period: str, text: str) -> None:
    (finding,) = in_text("PERIOD_WORD", text, period=period)
    assert finding.severity == "E"


@pytest.mark.parametrize(
    ("period", "text"),
    [
        ("nam", "Trong năm không có vi phạm. Trong quý III/2024 xã đã tập huấn. Trong tháng 10/2024 xã khảo sát."),
        ("nam", "Quý I tập trung A; Quý II/2024 tập trung B. Quý III, UBND xã làm C."),
        ("nam", "Trong 6 tháng đầu năm có 10 hồ sơ. Trong 6 tháng cuối năm có 12 hồ sơ."),
        ("nam", "Năm 2023 có 800 hồ sơ, năm 2024 có 830 hồ sơ. Triển khai nhiệm vụ trọng tâm trong tháng."),
        ("quy-2", "Trong quý không có vi phạm. Quý II/2024, UBND xã đã họp. Trong năm 2024 xã giữ nền nếp."),
        ("6-thang", "Trong 6 tháng đầu năm, UBND xã đã họp. Trong thời gian tới, xã tiếp tục."),
        ("9-thang", "Trong 9 tháng đầu năm, UBND xã đã họp."),
        ("8-thang", "Trong 8 tháng đầu năm, UBND xã đã họp. Tháng 8, UBND xã đã khảo sát."),
        ("10-thang", "Tám tháng đầu năm 2024, xã đã họp. Trong 10 tháng đầu năm 2024, UBND xã đã họp."),
        ("nam", "Tháng 12/2023, UBND xã đã ban hành kế hoạch. Trong tháng 3, xã đã họp."),
    ],
)
def test_the_reports_own_period_and_named_periods_are_in_order(period: str, text: str) -> None:
    assert not in_text("PERIOD_WORD", text, period=period)


@pytest.mark.parametrize(
    ("period", "text"),
    [
        ("nam", "Trong 6 tháng đầu năm 2024, UBND xã đã họp."),
        ("nam", "Quý I năm 2024, UBND xã đã tiếp nhận 200 hồ sơ."),
        ("6-thang", "Trong quý I năm 2024, xã giải quyết 69 hồ sơ, 55 hồ sơ trước hạn."),
        ("quy-2", "Trong 6 tháng đầu năm 2024, UBND xã đã họp."),
        ("6-thang", "Trong năm 2024, xã đã được giao 18 biên chế."),
    ],
)
def test_a_named_period_inside_the_window_or_around_it_is_in_order(period: str, text: str) -> None:
    assert not in_text("PERIOD_WORD", text, period=period)


@pytest.mark.parametrize(
    ("severity", "text"),
    [
        ("E", "Trong quý không có vi phạm."),
        ("W", "Tháng 6/2024, UBND xã đã tiếp nhận 200 hồ sơ."),
        ("W", "Tháng 8/2024, UBND xã đã tiếp nhận 200 hồ sơ."),
        ("", "Trong tháng không có vi phạm. Tháng 7/2024, UBND xã đã họp. Trong tháng 7, xã đã họp."),
        ("", "Tháng 8 năm 2024, UBND xã tiếp tục tập huấn. So với tháng 6, số hồ sơ tăng."),
    ],
)
def test_a_report_of_one_month_speaks_of_that_month(severity: str, text: str) -> None:
    july = {"tu_ngay": "2024-07-01", "den_ngay": "2024-07-31"}
    assert [finding.severity for finding in in_text("PERIOD_WORD", text, period="thang-7", source=july)] == [*severity]


@pytest.mark.parametrize(
    "text",
    [
        "So với 6 tháng đầu năm 2023, số hồ sơ trực tuyến tăng.",
        "Năm 2023, xã nhận 793 hồ sơ trực tuyến; năm 2024 nhận 830 hồ sơ.",
        "Năm 2023, xã nhận 793 hồ sơ trực tuyến.\n\nSo với cùng kỳ, số hồ sơ tăng.",
        "Trong năm 2023 không có hồ sơ quá hạn. Số phản ánh giảm 3 trường hợp.",
        "Năm 2021, xã đã được công nhận đạt chuẩn nông thôn mới.",
    ],
)
def test_the_year_before_in_a_comparison_is_in_order(text: str) -> None:
    assert not in_text("PERIOD_WORD", text, period="6-thang")


@pytest.mark.parametrize(
    ("period", "text"),
    [
        ("nam", "Năm 2023, UBND xã đã tiếp nhận 800 hồ sơ."),
        ("nam", "Trong năm 2023 không có vi phạm; xã tăng cường kiểm tra."),
        ("quy-2", "Quý I/2024, UBND xã đã tiếp nhận 200 hồ sơ."),
        ("quy-2", "Quý III/2024, UBND xã đã tiếp nhận 200 hồ sơ."),
        ("nam", "Trong 6 tháng đầu năm, UBND xã đã họp."),
        ("nam", "Quý I, UBND xã đã tiếp nhận 200 hồ sơ."),
    ],
)
def test_another_period_that_nothing_is_compared_with_is_a_question(period: str, text: str) -> None:
    (finding,) = in_text("PERIOD_WORD", text, period=period)
    assert finding.severity == "W" and "kỳ báo cáo không?" in finding.message


def test_a_month_of_something_is_no_period_and_an_unknown_goes_on_is_a_question() -> None:
    assert not in_text("PERIOD_WORD", "Trong tháng cao điểm, xã tập huấn. Trong năm đầu, xã khó khăn.", period="quy-1")
    (finding,) = in_text("PERIOD_WORD", "Trong tháng an toàn giao thông xã tập huấn.")
    assert finding.severity == "W"


def test_a_quarter_to_come_may_have_its_plan() -> None:
    assert not in_text("PERIOD_WORD", "Quý III/2024, UBND xã sẽ tập trung số hóa.", period="quy-2")


def test_plans_for_the_next_period_may_name_any_period() -> None:
    assert not in_text("PERIOD_WORD", "Trong quý tới; Trong quý, xã sẽ họp.", section="IV.1")


def test_a_period_word_in_a_statement_names_its_key() -> None:
    (finding,) = stated("PERIOD_WORD", ("II.4.b", "ky_luat.cbcc", "không", "người", "Trong quý không có vi phạm."))
    assert finding.keys == ("Trong quý", "ky_luat.cbcc")
    assert rows_of(finding) == [("so_lieu_khac.csv", 2)]


def test_levels_3_and_4_are_out_of_force_but_of_services_offered_unasked() -> None:
    text = "Dịch vụ công trực tuyến mức độ 4."
    (finding,) = in_text("OBSOLETE_TERM", text)
    assert "toàn trình" in finding.suggestion and finding.keys == ("mức độ 4",)
    assert finding.severity == "W"  # the day on which the decree came into force is not verified
    assert not in_text("OBSOLETE_TERM", text, year=2021)
    assert in_text("OBSOLETE_TERM", text, year=2026)
    assert not in_text("OBSOLETE_TERM", "Cung cấp dịch vụ công chủ động mức độ 4.", year=2026)
    assert not in_text("OBSOLETE_TERM", "Khuyết tật mức độ 3. Mức độ hài lòng.")


def test_a_term_whose_day_is_verified_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    verified = prose_rule("muc_do_dich_vu").model_copy(update={"severity": None})
    monkeypatch.setattr(engine, "prose", lambda: prose().model_copy(update={"rules": (verified,)}))
    (finding,) = in_text("OBSOLETE_TERM", "Dịch vụ công trực tuyến mức độ 4.")
    assert finding.severity == "E"


def test_a_document_older_than_the_change_keeps_its_words() -> None:
    title = "về dịch vụ công trực tuyến mức độ 3"
    old = ("I.1", "Quyết định", "5/QĐ-UBND", "03/01/2020", "UBND xã", title)
    new = ("I.1", "Quyết định", "5/QĐ-UBND", "03/01/2024", "UBND xã", title)
    assert not findings(CHECKS, "OBSOLETE_TERM", documents=[old])
    assert len(findings(CHECKS, "OBSOLETE_TERM", documents=[new])) == 1


def broadcasts(times: str) -> list[Finding]:
    key = "tuyen_truyen.phat_thanh"
    return stated("FREQ_X_TIME", ("I.3.b", f"{key}.moi_tuan", "01", "lần/tuần", ""), ("I.3.b", key, times, "lần", ""))


def test_once_a_week_is_52_times_a_year_give_or_take_a_tenth() -> None:
    # 15/12/2023 to 14/12/2024 are 366 days, 52 weeks and two days; a tenth of 52 is 5,2.
    (finding,) = broadcasts("34")
    assert (finding.left, finding.right, finding.difference) == (34, 52, 34 - 52)
    assert finding.severity == "W"
    assert broadcasts("46") and not broadcasts("47") and not broadcasts("57") and broadcasts("58")


@pytest.mark.parametrize(
    ("number", "words", "count"),
    [
        ("5", "5 hội nghị định kỳ hàng tháng", 1),
        ("12", "12 hội nghị hằng tháng", 0),
        ("24", "mỗi tháng 02 hội nghị", 0),
        ("4", "4 hội nghị hàng quý", 0),
        ("5", "5 hội nghị", 0),
    ],
)
def test_monthly_and_quarterly_meetings_are_counted_by_the_window(number: str, words: str, count: int) -> None:
    row = ("I.3.c", "tuyen_truyen.hoi_nghi", number, "hội nghị", words)
    assert len(stated("FREQ_X_TIME", row)) == count


def test_small_counts_have_two_digits_and_all_that_have_not_are_one_finding() -> None:
    rows = [("I.3.c", "tuyen_truyen.hoi_nghi", "5", "hội nghị", ""), ("II.3.b", "can_bo.tong", "9", "người", "")]
    (finding,) = stated("PAD", *rows)
    assert "05 hội nghị" in finding.suggestion and len(finding.where) == 2 and finding.severity == "S"
    fine = [
        ("I.3.c", "tuyen_truyen.hoi_nghi", "05", "hội nghị", ""),
        ("I.5.d", "phieu.khong_hai_long", "0", "phiếu", ""),
    ]
    assert not stated("PAD", *fine)


def test_days_of_one_table_are_written_alike() -> None:
    mixed = [("Thủ tục A", "05", "3", "40"), ("Thủ tục B", "15", "7", "53,3")]
    (finding,) = findings(CHECKS, "PAD", procedures=mixed)
    assert [place.text for place in finding.where] == ["05"]
    assert not findings(CHECKS, "PAD", procedures=[("Thủ tục A", "5", "3", "40"), ("Thủ tục B", "15", "7", "53,3")])


def on_days(*days: str) -> list[Finding]:
    rows = [("I.1", "Quyết định", f"{n}/QĐ-UBND", day, "UBND xã", "") for n, day in enumerate(days, 1)]
    return findings(CHECKS, "DATE_STYLE", documents=rows)


def test_dates_are_padded_as_decree_30_says() -> None:
    (finding,) = on_days("5/1/2024", "05/01/2024", "15/7/2021", "08/06/2023")
    assert "5/1/2024 → 05/01/2024" in finding.message and "08/06/2023 → 08/6/2023" in finding.message
    assert not on_days("05/01/2024", "15/7/2021", "25/12/2023")


def test_dates_have_one_style() -> None:
    (finding,) = on_days("24 tháng 4 năm 2019", "05/01/2024")
    assert "24/4/2019" in finding.suggestion
    assert not on_days("24 tháng 4 năm 2019", "05 tháng 01 năm 2024")


def test_quarters_have_roman_figures() -> None:
    (finding,) = in_text("DATE_STYLE", "Khảo sát vào quý 4/2024.")
    assert "quý IV" in finding.message
    assert not in_text("DATE_STYLE", "Khảo sát vào quý IV/2024.")


def test_an_abbreviation_is_explained_once() -> None:
    (unexplained,) = in_text("ABBR", "Công tác GDPL tốt, UBND xã và TTHC đều ổn.")
    assert unexplained.keys == ("GDPL",)
    assert not in_text("ABBR", "Giáo dục pháp luật (GDPL). Công tác GDPL tốt.")
    assert not in_text("ABBR", "GDPL (giáo dục pháp luật) và công tác GDPL.")
    (twice,) = in_text("ABBR", "Giáo dục pháp luật (GDPL). Giáo dục pháp luật (GDPL).")
    assert "2 lần" in twice.message


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Các nhiệm vụ nhiệm vụ được phân công.", "nhiệm vụ nhiệm vụ"),
        ("Cải cách hành chính cải cách hành chính.", "cải cách hành chính cải cách hành chính"),
        ("Đã tập huấn cho các các thôn.", "các các"),
        ("Sự hài lòng của tổ chức, các nhân.", "các nhân"),
        ("Cán bộ đã đang làm tốt.", "đã đang"),
    ],
)
def test_repeated_words_and_known_slips_are_found(text: str, key: str) -> None:
    (finding,) = in_text("TEXT", text)
    assert finding.keys == (key,)


@pytest.mark.parametrize(
    "text",
    [
        "Hiện tại tại xã có 18 người; thực hiện hiện đại hóa; xa xa; luôn luôn; cán bộ bộ phận một cửa.",
        "Từng bước từng bước nâng cao. Các nhân viên, các nhân tố. Xã đã và đang làm.",
        "Cơ chế một cửa, một cửa liên thông. UBND xã, xã Hoằng Lưu.",
    ],
)
def test_true_doublings_and_like_words_are_not_slips(text: str) -> None:
    assert not in_text("TEXT", text)


def test_slips_are_found_in_procedure_names() -> None:
    (finding,) = findings(CHECKS, "TEXT", procedures=[("Cấp xấy xác nhận", "5", "3", "40")])
    assert finding.where[0].column == "ten_tthc"


def test_characters_that_do_not_print_are_named_by_code_point_in_any_file() -> None:
    (bullet,) = in_text("TEXT", "\uf0b7 Nội dung")
    assert bullet.keys == ("U+F0B7",)
    (emoji,) = findings(CHECKS, "TEXT", annex={"2.1": "1 \U0001f600"})
    assert emoji.keys == ("U+1F600",) and emoji.where[0].file == "phu_luc_01b.csv"
    (tick,) = findings(CHECKS, "TEXT", source={"nguoi_ky": {"ho_ten": "Lê Văn Tám \u2713"}})
    assert tick.keys == ("U+2713",)
    assert not in_text("TEXT", "• – — “50 m²” … № ½ ≥ Đắk Lắk\u200b \u00ad")


def test_a_letter_that_only_looks_right_is_named_with_the_right_one_and_all_its_places() -> None:
    row = ("I.1", "Kế hoạch", "11/KH-UBND", "19/01/2024", "UBND xã", "về cải cách hành chính n\u01cem 2024")
    (finding,) = in_text("TEXT", "Trong n\u01cem xã họp.", documents=[row])
    assert finding.severity == "S" and finding.keys == ("U+01CE",)
    assert "Ký tự \u01ce (U+01CE) thay cho ă (U+0103)" in finding.message and "«năm»" in finding.message
    assert {(place.file, place.column) for place in finding.where} == {
        ("van_ban.csv", "trich_yeu"),
        ("noi_dung.yaml", "I.4"),
    }


def test_marks_in_the_wrong_order_are_named_by_their_code_points() -> None:
    (finding,) = in_text("TEXT", "c\u00e1\u0302p xã")
    assert finding.keys == ("U+00E1 U+0302",) and "cấp" in finding.message


@pytest.mark.no_cover
def test_the_catalogue_knows_exactly_what_the_fonts_print() -> None:
    rule, nowhere = prose_rule("ky_tu_khong_in_duoc"), CellRef("", 0, "", "")
    # Word's bullets print as • and marks of direction not at all; both are named all the same.
    marks = "\uf076\uf0a7\uf0b7\uf0d8\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    for first in range(0x20, 0x20000, 0x40):
        characters = [one for one in map(chr, range(first, first + 0x40)) if not "\ud800" <= one <= "\udfff"]
        text = "".join(normalize("NFC", one) for one in characters)
        found = {hit.found for hits, _ in engine.findings_of(rule, [(text, nowhere)]) for hit in hits}
        for one in characters:
            lost = "\u25a1" in printable(one)[0] and one != "\u25a1"
            named = not found.isdisjoint(normalize("NFC", one))
            assert named == lost or one in marks, hex(ord(one))


def test_the_sample_has_these_findings_of_words_and_no_others() -> None:
    keys = {
        rule: {finding.keys[0] for finding in on_sample(CHECKS, rule)}
        for rule in ("PERIOD_WORD", "OBSOLETE_TERM", "ABBR")
    }
    assert keys == {
        "PERIOD_WORD": {"Trong quý"},
        "OBSOLETE_TERM": {"mức độ 3", "mức độ 4"},
        "ABBR": {"CCHC", "QPPL", "GDPL"},
    }
    assert [finding.keys[0] for finding in on_sample(CHECKS, "FREQ_X_TIME")] == [
        "tuyen_truyen.phat_thanh",
        "tuyen_truyen.hoi_nghi",
    ]
    assert [finding.keys[0] for finding in on_sample(CHECKS, "DATE_STYLE")] == ["24 tháng 4 năm 2019", "quý 4"]
    assert [len(finding.where) for finding in on_sample(CHECKS, "PAD")] == [8, 20]


def test_the_sample_has_nine_slips() -> None:
    assert sorted(finding.keys[0] for finding in on_sample(CHECKS, "TEXT")) == sorted(
        [
            "nhiệm vụ nhiệm vụ",
            "về ban Kế hoạch",
            "các nhân",
            "xấy",
            "hiều",
            "đã đang",
            "mặt những mặt",
            "giao dịch các thực hiện",
            "VneiD",
        ]
    )


def test_a_district_gives_no_tasks_from_july_2025_on() -> None:
    said = {"texts": {"I.5": "Hoàn thành 12 nhiệm vụ do UBND huyện giao."}}
    assert not findings(CHECKS, "OBSOLETE_TERM", **said)
    (found,) = findings(CHECKS, "OBSOLETE_TERM", code="03253", year=2026, period="9-thang", **said)
    assert found.severity == "W" and "«UBND huyện»" in found.message
