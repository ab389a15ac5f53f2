"""Place names against the register. Made-up texts, the seed."""

from __future__ import annotations

import pytest

from cchc.checks.finding import Finding
from cchc.checks.words.gazetteer import name_key
from cchc.checks.words.names import CHECKS
from tests.checks.examined import findings, on_seed, rows_of


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


def test_the_seed_misspells_its_commune_in_five_places_and_its_district_in_two() -> None:
    found = {finding.keys[0]: rows_of(finding) for finding in on_seed(CHECKS, "NAME_IN_REGISTRY")}
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
