"""Place names against the register. Made-up texts, the sample."""

from __future__ import annotations

from typing import Any

import pytest

from cchc.checks.finding import Finding
from cchc.checks.words.gazetteer import name_key
from cchc.checks.words.names import CHECKS
from tests.checks.examined import findings, on_sample, rows_of


def in_text(text: str, **source: str) -> list[Finding]:
    return findings(CHECKS, "NAME_IN_REGISTRY", texts={"I.4": text}, **source)


@pytest.mark.parametrize(
    ("text", "printed", "meant"),
    [
        ("Nhân dân xã Hoàng Lưu đồng tình.", "Hoàng Lưu", "Hoằng Lưu"),
        ("UBND XÃ HOÀNG LƯU", "HOÀNG LƯU", "Hoằng Lưu"),
        ("xã Hoang Luu đã họp", "Hoang Luu", "Hoằng Lưu"),
        ("trên địa bàn huyện Hoàng Hóa, năm 2024", "Hoàng Hóa", "Hoằng Hóa"),
        ("phối hợp với VNPT Hoàng Hóa tổ chức", "Hoàng Hóa", "Hoằng Hóa"),
        ("UBND tỉnh Thanh Hoa giao", "Thanh Hoa", "Thanh Hóa"),
        ("xã Hoằng Lu đã họp", "Hoằng Lu", "Hoằng Lưu"),
        ("trên địa bàn xã Hoằng Chưa Có.", "Hoằng Chưa Có", "Hoằng Lưu"),
    ],
)
def test_a_name_that_does_not_exist_is_found_with_the_nearest_that_does(text: str, printed: str, meant: str) -> None:
    (finding,) = in_text(text)
    assert finding.severity == "E" and finding.keys == (printed,)
    assert f"«{meant}»" in finding.suggestion


@pytest.mark.parametrize(
    "text",
    [
        "Nhân dân xã Hoằng Lưu có 3 thôn.",
        "xã Hoằng Phong, huyện Hoằng Hoá, tỉnh Thanh Hoá",
        "thành phố Thanh Hóa và thị xã Bỉm Sơn, thành phố Hồ Chí Minh, tỉnh Bà Rịa - Vũng Tàu",
        "UBND xã đã họp; cấp xã; Công an xã; thị xã; thành phố thông minh; tỉnh, huyện đến xã",
        "UBND xã Kế hoạch số 02; xã Văn phòng; xã Quyết định; Chủ tịch UBND xã Lê Văn Tám ký",
        "trên địa bàn xã Quyết định số 5",
        "http://hoangluu.hoanghoa.gov.vn/web và email xa@hoangluu.vn",
        "ông Hoàng Lưu; bà Nguyễn Thị Hoàng Hóa",
        "phường 1, phường 05 công chức, quận 10",
        "xã Hoằng Chưa Có (cũ)",
        "xã Hoàng Thanh, huyện Hiệp Hòa",
    ],
)
def test_no_name_is_found_where_none_is_wrong(text: str) -> None:
    assert not in_text(text)


def test_the_body_of_a_document_holds_an_existing_name() -> None:
    row = ("I.1", "Quyết định", "5/QĐ-UBND", "03/01/2024", "UBND xã Hoằng Tưởng Tượng", "về A")
    (finding,) = findings(CHECKS, "NAME_IN_REGISTRY", documents=[row])
    assert finding.keys == ("Hoằng Tưởng Tượng",)


def test_the_printed_name_is_the_units_own() -> None:
    (finding,) = findings(CHECKS, "NAME_IN_REGISTRY", source={"ten_in": "UBND xã Hoằng Phong"})
    assert finding.where[0].column == "ten_in" and "đơn vị khác" in finding.message
    assert not findings(CHECKS, "NAME_IN_REGISTRY", source={"ten_in": "Xã Hoằng Lưu"})


@pytest.mark.parametrize("printed", ["K'Nớ", "K’Nớ", "KʼNớ", "K`Nớ", "KNớ", "K-Nớ", "K‑Nớ", "K Nớ", "K'NỚ"])
def test_apostrophes_and_hyphens_make_no_other_name(printed: str) -> None:
    # The register writes Đưng KNớ (24850).
    row = ("I.1", "Kế hoạch", "11/KH-UBND", "16/01/2024", f"UBND xã Đưng {printed}", "về A")
    submitted = {"code": "24850", "texts": {"I.4": f"Ủy ban nhân dân xã Đưng {printed} họp."}, "documents": [row]}
    names = {"ten_in": f"xã Đưng {printed}", "van_ban": {"dia_danh": f"Đưng {printed}"}}
    assert not findings(CHECKS, "NAME_IN_REGISTRY", source=names, **submitted)


def test_a_name_with_an_apostrophe_and_wrong_accents_is_still_found() -> None:
    (finding,) = findings(CHECKS, "NAME_IN_REGISTRY", code="24850", texts={"I.4": "xã Đưng K'No họp"})
    assert "«Đưng KNớ»" in finding.suggestion


@pytest.mark.parametrize(
    "text",
    ["Nhân dân xã Hoằng L\u01a3u đồng tình", "xã\u00a0Hoằng\u200b Lưu họp", "tỉnh Thanh Hó\u0430"],
)
def test_letters_that_only_look_different_make_no_other_name(text: str) -> None:
    assert not in_text(text)


@pytest.mark.parametrize(
    "printed",
    ["UBND phường Hoằng Lưu", "ĐẶC KHU HOẰNG LƯU", "Uỷ ban nhân dân phường Hoằng Lưu, huyện Hoằng Hóa", "P. Hoằng Lưu"],
)
def test_another_type_than_that_of_the_register_is_an_error_that_names_both(printed: str) -> None:
    (finding,) = findings(CHECKS, "NAME_IN_REGISTRY", source={"ten_in": printed})
    kind = "đặc khu" if printed[0] == "Đ" else "phường"
    assert finding.severity == "E" and finding.where[0].column == "ten_in"
    assert f"ten_in ghi «{kind} " in finding.message and "danh mục ghi «xã Hoằng Lưu»" in finding.message


@pytest.mark.parametrize(
    "printed", ["Hoằng Lưu", "X. Hoằng Lưu", "UBND XÃ HOẰNG LƯU", "xã Hoằng Lưu - huyện Hoằng Hóa"]
)
def test_the_registers_type_or_none_is_in_order(printed: str) -> None:
    assert not findings(CHECKS, "NAME_IN_REGISTRY", source={"ten_in": printed})


def test_a_name_that_begins_with_the_word_for_its_type_is_read_whole() -> None:
    # Phường Phường Đúc of Huế (19780).
    assert not findings(CHECKS, "NAME_IN_REGISTRY", code="19780", source={"ten_in": "phường Phường Đúc"})
    (finding,) = findings(CHECKS, "NAME_IN_REGISTRY", code="19780", source={"ten_in": "phường Phường Đục"})
    assert finding.keys == ("Phường Đục",)


def test_a_new_commune_may_speak_of_those_that_it_was_made_of() -> None:
    text = {"I.4": "Trước 01/7/2025 địa bàn thuộc xã Hoằng Lưu, huyện Hoằng Hóa; nay là xã Hoằng Châu."}
    assert not findings(CHECKS, "NAME_IN_REGISTRY", year=2026, period="quy-3", texts=text)
    wrong = {"I.4": "Nay là xã Hoàng Châu."}
    assert len(findings(CHECKS, "NAME_IN_REGISTRY", year=2026, period="quy-3", texts=wrong)) == 1


def test_the_place_of_a_tone_mark_makes_no_other_name() -> None:
    assert name_key("Hoá") == name_key("Hóa") != name_key("Hoa")
    assert name_key("Thuỷ") == name_key("Thủy") != name_key("Thúy")


def test_the_sample_misspells_its_commune_in_five_places_and_its_district_in_two() -> None:
    found = {finding.keys[0]: rows_of(finding) for finding in on_sample(CHECKS, "NAME_IN_REGISTRY")}
    assert found == {
        "Hoàng Lưu": [
            ("nguon.yaml", 6),
            ("noi_dung.yaml", 62),
            ("so_lieu_khac.csv", 56),
            ("van_ban.csv", 21),
            ("van_ban.csv", 21),
        ],
        "Hoàng Hóa": [("noi_dung.yaml", 60), ("van_ban.csv", 4)],
    }


NHON_TRACH = {"code": "26485", "slug": "nhon-trach", "year": 2026}
HIEP_HOA = {"code": "07840", "slug": "hiep-hoa", "year": 2026, "period": "9-thang"}  # its data end on 14/9/2026


def signed(day: str, **source: Any) -> dict[str, Any]:
    return {"van_ban": {"ngay": day} if day else {}, **source}


@pytest.mark.parametrize(
    ("period", "day", "printed"),
    [
        ("quy-1", "2026-03-16", "xã Nhơn Trạch"),
        ("quy-1", "2026-05-04", "phường Nhơn Trạch"),  # the ward signs the report of the commune
        ("6-thang", "2026-06-16", "phường Nhơn Trạch"),
    ],
)
def test_the_printed_type_is_the_one_of_the_day_of_the_paper(period: str, day: str, printed: str) -> None:
    commune = {**NHON_TRACH, "period": period}
    assert not findings(CHECKS, "NAME_IN_REGISTRY", **commune, source=signed(day, ten_in=printed))


@pytest.mark.parametrize(
    ("period", "day", "printed", "right", "on"),
    [
        ("quy-1", "2026-03-16", "phường Nhơn Trạch", "xã Nhơn Trạch", "16/3/2026"),
        ("quy-1", "2026-05-04", "xã Nhơn Trạch", "phường Nhơn Trạch", "04/5/2026"),
        ("6-thang", "2026-06-16", "xã Nhơn Trạch", "phường Nhơn Trạch", "16/6/2026"),
        ("6-thang", "", "xã Nhơn Trạch", "phường Nhơn Trạch", "14/6/2026"),
    ],
)
def test_a_type_of_another_day_is_wrong(period: str, day: str, printed: str, right: str, on: str) -> None:
    commune = {**NHON_TRACH, "period": period}
    (found,) = findings(CHECKS, "NAME_IN_REGISTRY", **commune, source=signed(day, ten_in=printed))
    assert found.severity == "E" and f"«{right}» vào ngày {on}" in found.message
    assert f"Sửa ten_in thành «{right}»" in found.suggestion


def test_a_type_that_begins_after_the_window_is_asked_about_while_the_paper_has_no_day() -> None:
    (found,) = findings(CHECKS, "NAME_IN_REGISTRY", **HIEP_HOA, source=signed("", ten_in="phường Hiệp Hòa"))
    assert found.severity == "W"
    assert "ký từ ngày 20/9/2026, khi đơn vị là Phường Hiệp Hòa, thì ghi ngày đó ở van_ban: ngay" in found.suggestion


@pytest.mark.parametrize(
    ("day", "right", "wrong"),
    [
        ("2026-09-16", "tỉnh Bắc Ninh", "thành phố Bắc Ninh"),
        ("2026-09-19", "tỉnh Bắc Ninh", "thành phố Bắc Ninh"),
        ("2026-09-20", "thành phố Bắc Ninh", "tỉnh Bắc Ninh"),
        ("2026-09-22", "thành phố Bắc Ninh", "tỉnh Bắc Ninh"),
    ],
)
def test_who_the_report_goes_to_is_called_as_on_the_day_of_the_paper(day: str, right: str, wrong: str) -> None:
    def to(province: str) -> list[Finding]:
        source = signed(day, kinh_gui=[f"UBND {province}"], noi_nhan=[{"ten": f"Sở Nội vụ {province}"}])
        return findings(CHECKS, "NAME_IN_REGISTRY", **HIEP_HOA, source=source)

    assert not to(right)
    (found,) = to(wrong)
    assert found.severity == "W" and [place.column for place in found.where] == ["kinh_gui", "noi_nhan"]
    assert f"Viết «{right}»" in found.suggestion


@pytest.mark.parametrize(
    ("period", "to", "right"),
    [
        ("quy-3", "Sở Nội vụ tỉnh Bắc Giang", "tỉnh Bắc Ninh"),
        ("quy-3", "Phòng Nội vụ huyện Hiệp Hòa", "tỉnh Bắc Ninh"),
    ],
)
def test_a_report_does_not_go_to_a_province_or_district_that_has_ended(period: str, to: str, right: str) -> None:
    # Hiệp Hòa (07840) was in huyện Hiệp Hòa, tỉnh Bắc Giang, until 30/6/2025.
    commune = {**HIEP_HOA, "period": period}
    (found,) = findings(CHECKS, "NAME_IN_REGISTRY", **commune, source=signed("2026-09-16", kinh_gui=[to]))
    assert found.severity == "W"
    assert f"Gửi cơ quan của «{right}»" in found.suggestion
    former = signed("2026-09-16", kinh_gui=[f"{to} (cũ)"])
    assert not findings(CHECKS, "NAME_IN_REGISTRY", **commune, source=former)


@pytest.mark.parametrize("province", ["tỉnh Bắc Ninh", "thành phố Bắc Ninh"])
def test_who_an_undated_report_goes_to_may_be_called_as_on_any_day_after_its_window(province: str) -> None:
    assert not findings(CHECKS, "NAME_IN_REGISTRY", **HIEP_HOA, source=signed("", kinh_gui=[f"Sở Nội vụ {province}"]))


def test_a_sentence_may_call_unit_and_province_as_they_were_and_as_they_are() -> None:
    text = "Từ ngày 30/4/2026, xã Nhơn Trạch, tỉnh Đồng Nai thành phường Nhơn Trạch, thành phố Đồng Nai."
    commune = {**NHON_TRACH, "period": "6-thang", "source": signed("2026-06-16")}
    assert not findings(CHECKS, "NAME_IN_REGISTRY", **commune, texts={"I.4": text})


@pytest.mark.parametrize(
    ("year", "period", "wrong"),
    # Xã Tân Thành of Tuyên Quang, not Tân Thanh, ended on 30 June 2025; a year before the data is 15 December.
    [(2025, "9-thang", False), (2026, "quy-1", False), (2026, "9-thang", False), (2027, "quy-1", True)],
)
def test_a_name_is_right_that_was_right_on_a_day_since_a_year_before_the_data(
    year: int, period: str, wrong: bool
) -> None:
    commune = {"code": "02578", "slug": "tan-thanh", "year": year, "period": period}
    found = findings(CHECKS, "NAME_IN_REGISTRY", **commune, texts={"I.4": "Nhân dân xã Tân Thành đồng tình."})
    assert [finding.keys for finding in found] == ([("Tân Thành",)] if wrong else [])
