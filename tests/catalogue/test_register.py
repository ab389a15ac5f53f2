"""What the register knows of a code on a day, and what it says of one it does not know."""

from __future__ import annotations

import csv
import itertools
import re
import unicodedata
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest

import cchc.catalogue.units.register as register
from cchc.catalogue.units.register import Unit, read_register, unit, units_on
from cchc.errors import UnitError

END_OF_2024 = date(2024, 12, 14)
END_OF_2025 = date(2025, 12, 14)
LAST_DAY_OF_DISTRICTS = date(2025, 6, 30)
FIRST_DAY_WITHOUT_DISTRICTS = date(2025, 7, 1)
THANH_HOA = "38"
HOANG_HOA = "399"
ISLANDS_WITHOUT_COMMUNES = ("Hoàng Sa", "Bạch Long Vĩ", "Côn Đảo", "Lý Sơn", "Cồn Cỏ")
UNITS_CSV = Path(register.__file__).with_name("units.csv")


def message(code: object, on: date) -> str:
    """The one line that the register says of a code it refuses."""
    with pytest.raises(UnitError) as refused:
        unit(code, on)  # type: ignore[arg-type]
    text = str(refused.value)
    assert text.splitlines() == [text]
    assert unicodedata.is_normalized("NFC", text)
    return text


def test_a_reused_code_is_one_commune_before_july_2025_and_another_after() -> None:
    assert unit("15976", LAST_DAY_OF_DISTRICTS).full_name == "Xã Hoằng Lưu"
    assert unit("15976", FIRST_DAY_WITHOUT_DISTRICTS).full_name == "Xã Hoằng Châu"


def test_hoang_luu_in_2024_carries_its_district_and_its_province() -> None:
    assert unit("15976", END_OF_2024) == Unit(
        code="15976",
        name="Hoằng Lưu",
        type="xã",
        district_code="399",
        district="Huyện Hoằng Hóa",
        province_code="38",
        province="Tỉnh Thanh Hóa",
        valid_from=None,
        valid_to=date(2025, 6, 30),
        predecessors=(),
        successors=("15976",),
    )


def test_hoang_chau_in_2025_is_made_of_four_communes_and_has_no_district() -> None:
    found = unit("15976", END_OF_2025)
    names = [unit(code, LAST_DAY_OF_DISTRICTS).name for code in found.predecessors]
    assert names == ["Hoằng Thắng", "Hoằng Phong", "Hoằng Lưu", "Hoằng Châu"]
    assert (found.district_code, found.district, found.valid_to) == ("", "", None)


@pytest.mark.parametrize(
    ("code", "on", "full_name", "level_word", "slug"),
    [
        ("15976", END_OF_2024, "Xã Hoằng Lưu", "xã", "hoang-luu"),
        ("15865", END_OF_2024, "Thị trấn Bút Sơn", "thị trấn", "but-son"),
        ("19624", END_OF_2024, "Thị trấn Ái Tử", "thị trấn", "ai-tu"),
        ("15061", END_OF_2024, "Thị trấn Ngọc Lặc", "thị trấn", "ngoc-lac"),
        ("27046", END_OF_2024, "Phường 5", "phường", "5"),
        ("24184", END_OF_2025, "Xã Ea H'Leo", "xã", "ea-hleo"),
        ("22736", END_OF_2025, "Đặc khu Trường Sa", "đặc khu", "truong-sa"),
    ],
)
def test_a_unit_has_a_full_name_a_level_word_and_a_slug(
    code: str, on: date, full_name: str, level_word: str, slug: str
) -> None:
    found = unit(code, on)
    assert (found.full_name, found.level_word, found.slug) == (full_name, level_word, slug)


def test_two_communes_of_hoang_hoa_with_one_slug_keep_their_own_codes() -> None:
    quy, quys = unit("15886", END_OF_2024), unit("15916", END_OF_2024)
    assert (quy.name, quys.name) == ("Hoằng Quỳ", "Hoằng Quý")
    assert quy.slug == quys.slug == "hoang-quy"


def test_the_country_had_10035_units_and_has_3321() -> None:
    before = Counter(known.type for known in units_on(LAST_DAY_OF_DISTRICTS))
    after = Counter(known.type for known in units_on(FIRST_DAY_WITHOUT_DISTRICTS))
    assert before.total() == 10_035
    assert after == {"xã": 2_621, "phường": 687, "đặc khu": 13}
    assert after.total() == 2_621 + 687 + 13 == 3_321


def test_the_country_had_63_provinces_and_has_34() -> None:
    assert len({known.province_code for known in units_on(LAST_DAY_OF_DISTRICTS)}) == 63
    assert len({known.province_code for known in units_on(FIRST_DAY_WITHOUT_DISTRICTS)}) == 34


def test_thanh_hoa_went_from_547_units_in_26_districts_to_147_communes_and_19_wards() -> None:
    before = units_on(LAST_DAY_OF_DISTRICTS, province=THANH_HOA)
    after = Counter(known.type for known in units_on(FIRST_DAY_WITHOUT_DISTRICTS, province=THANH_HOA))
    assert len(before) == 547
    assert len({known.district_code for known in before}) == 26
    assert after == {"xã": 147, "phường": 19}


def test_the_36_units_of_hoang_hoa_became_8_communes() -> None:
    before = [known for known in units_on(END_OF_2024, THANH_HOA) if known.district_code == HOANG_HOA]
    after = {code: unit(code, END_OF_2025).name for known in before for code in known.successors}
    assert len(before) == 36
    assert after == {
        "15865": "Hoằng Hóa",
        "15880": "Hoằng Giang",
        "15889": "Hoằng Phú",
        "15910": "Hoằng Sơn",
        "15961": "Hoằng Lộc",
        "15976": "Hoằng Châu",
        "15991": "Hoằng Tiến",
        "16000": "Hoằng Thanh",
    }


def test_every_new_code_but_those_of_five_islands_had_been_the_code_of_an_old_unit() -> None:
    before = {known.code for known in units_on(LAST_DAY_OF_DISTRICTS)}
    after = units_on(FIRST_DAY_WITHOUT_DISTRICTS)
    assert {known.name for known in after if known.code not in before} == set(ISLANDS_WITHOUT_COMMUNES)


def test_names_repeat_among_old_units_and_among_new_ones() -> None:
    old_names = Counter(known.full_name for known in units_on(LAST_DAY_OF_DISTRICTS))
    new_names = Counter(known.full_name for known in units_on(FIRST_DAY_WITHOUT_DISTRICTS))
    assert sum(times > 1 for times in old_names.values()) == 1_065
    assert sum(times > 1 for times in new_names.values()) == 246


def test_units_come_by_code() -> None:
    codes = [known.code for known in units_on(END_OF_2025)]
    assert codes == sorted(codes)


@pytest.mark.parametrize("province", ["38", "Tỉnh Thanh Hóa", "Thanh Hóa", "thanh  hóa"])
def test_a_province_is_named_by_its_code_or_by_its_name(province: str) -> None:
    assert len(units_on(END_OF_2025, province)) == 166


@pytest.mark.parametrize("province", ["Thanh Hoa", "7", "93"])
def test_a_province_that_does_not_exist_on_the_day_is_refused(province: str) -> None:
    with pytest.raises(UnitError, match=f'không có tỉnh "{province}" vào ngày 14/12/2025'):
        units_on(END_OF_2025, province)


def test_every_old_unit_has_successors_that_name_it_as_predecessor() -> None:
    for old in units_on(LAST_DAY_OF_DISTRICTS):
        assert old.successors
        for code in old.successors:
            assert old.code in unit(code, FIRST_DAY_WITHOUT_DISTRICTS).predecessors


def test_every_predecessor_names_the_new_unit_as_successor() -> None:
    for new in units_on(FIRST_DAY_WITHOUT_DISTRICTS):
        for code in new.predecessors:
            assert new.code in unit(code, LAST_DAY_OF_DISTRICTS).successors


def test_only_the_five_island_districts_without_communes_have_no_predecessor() -> None:
    names = {new.full_name for new in units_on(FIRST_DAY_WITHOUT_DISTRICTS) if not new.predecessors}
    assert names == {f"Đặc khu {island}" for island in ISLANDS_WITHOUT_COMMUNES}


@pytest.mark.parametrize(
    ("old", "own", "of_the_namesake"),
    [("28252", "28249", "29869"), ("31246", "31246", "31726"), ("31714", "31726", "31246")],
)
def test_a_unit_does_not_take_the_successor_of_its_namesake(old: str, own: str, of_the_namesake: str) -> None:
    assert unit(old, END_OF_2024).successors == (own,)
    assert old not in unit(of_the_namesake, END_OF_2025).predecessors


def test_a_unit_that_was_divided_has_several_successors() -> None:
    divided = unit("00016", END_OF_2024)
    assert (divided.full_name, divided.district) == ("Phường Ngọc Hà", "Quận Ba Đình")
    names = [unit(code, END_OF_2025).full_name for code in divided.successors]
    assert names == ["Phường Ba Đình", "Phường Ngọc Hà"]


def test_a_code_that_is_a_number_is_refused_and_never_padded() -> None:
    text = message(8, END_OF_2024)
    assert "gặp 8 không có dấu nháy" in text
    assert 'ma_xa: "00010"' in text
    assert "papermill -r" in text
    assert "00008" not in text


@pytest.mark.parametrize("code", [15976, None, True, ["15976"]])
def test_whatever_is_not_text_is_refused_as_it_stands(code: object) -> None:
    assert f"gặp {code!r} không có dấu nháy" in message(code, END_OF_2024)


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("15976 ", 'gặp "15976 " (6 ký tự)'),
        ("0010", 'gặp "0010" (4 ký tự)'),
        ("", 'gặp "" (0 ký tự)'),
        ("15976\n", 'gặp "15976\\n" (6 ký tự)'),
        ("1597O", 'gặp "1597O" (5 ký tự)'),
        ("１５９７６", 'gặp "１５９７６" (5 ký tự)'),
    ],
)
def test_text_that_is_not_five_digits_is_quoted_as_it_was_found(code: str, found: str) -> None:
    assert f"phải gồm đúng 5 chữ số, {found}" in message(code, END_OF_2024)


def test_a_code_of_a_merged_unit_says_where_it_went() -> None:
    assert message("15979", END_OF_2025) == (
        'Mã "15979" không dùng vào ngày 14/12/2025: 15979 là Xã Hoằng Châu (đến hết 30/6/2025);'
        " từ 01/7/2025 thuộc 15976 Xã Hoằng Châu."
    )


def test_a_code_of_a_divided_unit_names_all_its_successors() -> None:
    text = message("00016", END_OF_2025)
    assert text.endswith("từ 01/7/2025 thuộc 00004 Phường Ba Đình, 00008 Phường Ngọc Hà.")


@pytest.fixture
def three_times(monkeypatch: pytest.MonkeyPatch) -> None:
    """A register where Xã Một and Xã Hai became Xã Ba in 2025, and Xã Ba became Phường Bốn in 2027."""
    parents = "399,Huyện Hoằng Hóa,38,Tỉnh Thanh Hóa"
    made_up = {
        "90001": [f"90001,Một,xã,{parents},,2025-06-30,,90003"],
        "90002": [f"90002,Hai,xã,{parents},,2025-06-30,,90003"],
        "90003": ["90003,Ba,xã,,,38,Tỉnh Thanh Hóa,2025-07-01,2026-12-31,90001;90002,90004"],
        "90004": ["90004,Bốn,phường,,,38,Tỉnh Thanh Hóa,2027-01-01,,90003,"],
    }
    monkeypatch.setattr(register, "read_register", lambda: register.Register(made_up))


@pytest.mark.usefixtures("three_times")
def test_a_new_code_before_its_time_says_what_stood_there() -> None:
    assert message("90003", LAST_DAY_OF_DISTRICTS) == (
        'Mã "90003" không dùng vào ngày 30/6/2025: 90003 là Xã Ba (từ 01/7/2025);'
        " trước đó địa bàn này thuộc 90001 Xã Một, 90002 Xã Hai."
    )


@pytest.mark.usefixtures("three_times")
def test_a_unit_merged_twice_is_followed_to_the_day_asked_for() -> None:
    assert "thuộc 90004 Phường Bốn." in message("90001", date(2027, 12, 14))
    assert "thuộc 90001 Xã Một, 90002 Xã Hai." in message("90004", date(2025, 3, 14))


@pytest.mark.usefixtures("three_times")
def test_a_unit_that_lasted_from_one_merger_to_the_next_is_refused_on_both_sides() -> None:
    assert "90003 là Xã Ba (đến hết 31/12/2026); từ 01/01/2027 thuộc" in message("90003", date(2027, 1, 1))
    assert "90003 là Xã Ba (từ 01/7/2025)" in message("90003", LAST_DAY_OF_DISTRICTS)
    assert unit("90003", date(2026, 12, 31)).full_name == "Xã Ba"


def test_a_new_code_of_an_island_district_says_that_no_commune_stood_there() -> None:
    island = next(known for known in units_on(END_OF_2025) if not known.predecessors)
    text = message(island.code, date(2025, 3, 14))
    assert text.endswith("(từ 01/7/2025); trước đó không có đơn vị cấp xã tương ứng.")


def test_an_unknown_code_gets_the_three_nearest_of_that_day() -> None:
    assert message("15977", date(2025, 3, 14)) == (
        'Danh mục không có đơn vị mã "15977" vào ngày 14/3/2025; các mã gần nhất:'
        " 15976 Xã Hoằng Lưu (Huyện Hoằng Hóa, Tỉnh Thanh Hóa),"
        " 15979 Xã Hoằng Châu (Huyện Hoằng Hóa, Tỉnh Thanh Hóa),"
        " 15973 Xã Hoằng Phong (Huyện Hoằng Hóa, Tỉnh Thanh Hóa)."
    )


def test_the_nearest_codes_are_those_of_the_day_asked_for() -> None:
    text = message("15977", END_OF_2025)
    assert "15976 Xã Hoằng Châu (Tỉnh Thanh Hóa)" in text
    assert "Hoằng Lưu" not in text


def test_a_digit_mistyped_is_nearer_than_a_code_close_by() -> None:
    # 15982, 15985 and 15988 differ from 15980 in one digit; 15979 in two, although it is only 1 away.
    listed = re.findall(r"(\d{5}) (?:Xã|Phường|Thị trấn)", message("15980", END_OF_2024))
    assert listed == ["15982", "15985", "15988"]


def test_two_digits_exchanged_are_as_near_as_one_mistyped() -> None:
    assert register._distance("31478", "31748") == (False, 270)
    assert register._distance("31478", "31468") == (False, 10)
    assert register._distance("31478", "31469") == (True, 9)


@pytest.mark.parametrize("on", [date(2024, 12, 14), date(2022, 12, 14)])
def test_before_2025_an_unknown_code_may_be_of_a_unit_merged_earlier(on: date) -> None:
    assert "danh mục chỉ có các đơn vị tại thời điểm đầu năm 2025" in message("15977", on).lower()


def test_from_2025_the_list_of_old_units_makes_no_excuse() -> None:
    assert "đầu năm 2025" not in message("15977", date(2025, 1, 1))


def test_every_line_of_the_file_is_plain_and_composed() -> None:
    text = UNITS_CSV.read_bytes().decode()
    assert unicodedata.is_normalized("NFC", text)
    assert not set('"\r\t\u00a0') & set(text)
    assert text.endswith("\n")


def test_the_file_is_sorted_and_no_code_has_two_units_on_one_day() -> None:
    with UNITS_CSV.open(encoding="utf-8", newline="") as lines:
        rows = [(row["code"], row["valid_from"]) for row in csv.DictReader(lines)]
    assert len(rows) == 10_035 + 3_321
    assert rows == sorted(set(rows))
    for code, versions in ((code, read_register().versions(code)) for code in read_register().lines):
        assert re.fullmatch(r"[0-9]{5}", code)
        for earlier, later in itertools.pairwise(versions):
            assert earlier.valid_to is not None
            assert later.valid_from == earlier.valid_to + timedelta(days=1)


def test_a_file_with_other_columns_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(register, "COLUMNS", "code,name")
    read_register.cache_clear()
    with pytest.raises(register.CatalogueError, match="expected the columns code,name, found code,name,type"):
        read_register()


def test_the_credit_and_the_licence_of_the_data_travel_with_them() -> None:
    text = UNITS_CSV.with_name("units.LICENSE.txt").read_text(encoding="utf-8")
    assert "vietnamadminunits 1.0.4" in text
    assert "Copyright (c) 2025 Tran Ngoc Minh Hieu" in text
    assert "The above copyright notice and this permission notice shall be included" in text
