"""Communes that became wards, provinces that became cities. As the resolutions say it: each side of each date."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
import yaml

from cchc.catalogue.load import read_catalogue
from cchc.catalogue.units import register
from cchc.catalogue.units.changes import UnitChanges, changes_of
from cchc.catalogue.units.register import read_register, same_unit, unit, unit_as_of, units_on
from cchc.errors import CatalogueError, UnitError

DONG_NAI, QUANG_NINH, BAC_NINH = date(2026, 4, 30), date(2026, 9, 1), date(2026, 9, 20)
WARDS_OF_DONG_NAI = {
    "25270": "Lộc Ninh", "25357": "Tân Khai", "25363": "Đồng Phú", "26116": "Tân Phú", "26170": "Trị An",
    "26248": "Trảng Bom", "26326": "Dầu Giây", "26368": "Long Thành", "26425": "Xuân Lộc", "26485": "Nhơn Trạch",
}  # fmt: skip
WARDS_OF_BAC_NINH = {
    "07294": "Bố Hạ", "07375": "Lạng Giang", "07399": "Kép", "07444": "Lục Nam", "07840": "Hiệp Hòa",
    "09193": "Yên Phong", "09292": "Phù Lãng", "09313": "Chi Lăng", "09319": "Tiên Du", "09454": "Gia Bình",
    "09475": "Nhân Thắng", "09496": "Lương Tài",
}  # fmt: skip
WARDS = [(code, name, DONG_NAI, "Đồng Nai") for code, name in WARDS_OF_DONG_NAI.items()]
WARDS += [(code, name, BAC_NINH, "Bắc Ninh") for code, name in WARDS_OF_BAC_NINH.items()]


def day_before(day: date) -> date:
    return day - timedelta(days=1)


@pytest.mark.parametrize(("code", "name", "day", "province"), WARDS)
def test_a_commune_is_a_ward_of_a_city_from_the_day_of_its_resolution(
    code: str, name: str, day: date, province: str
) -> None:
    before, after = unit(code, day_before(day)), unit(code, day)
    assert (before.full_name, before.province) == (f"Xã {name}", f"Tỉnh {province}")
    assert (after.full_name, after.province) == (f"Phường {name}", f"Thành phố {province}")
    assert (before.valid_to, after.valid_from, after.valid_to) == (day_before(day), day, None)


@pytest.mark.parametrize(
    ("code", "name", "province", "day"),
    [
        ("25195", "Phường Bình Phước", "Đồng Nai", DONG_NAI),
        ("06970", "Xã Ba Chẽ", "Quảng Ninh", QUANG_NINH),
        ("06994", "Đặc khu Vân Đồn", "Quảng Ninh", QUANG_NINH),
        ("09187", "Phường Kinh Bắc", "Bắc Ninh", BAC_NINH),
    ],
)
def test_every_other_unit_of_the_province_changes_nothing_but_its_province(
    code: str, name: str, province: str, day: date
) -> None:
    before, after = unit(code, day_before(day)), unit(code, day)
    assert before.full_name == after.full_name == name
    assert (before.province, after.province) == (f"Tỉnh {province}", f"Thành phố {province}")


@pytest.mark.parametrize(
    ("day", "communes", "wards"),
    [
        (day_before(DONG_NAI), 2_621, 687),
        (DONG_NAI, 2_621 - 10, 687 + 10),
        (day_before(BAC_NINH), 2_611, 697),
        (BAC_NINH, 2_611 - 12, 697 + 12),
    ],
)
def test_the_country_keeps_its_3321_units(day: date, communes: int, wards: int) -> None:
    assert Counter(known.type for known in units_on(day)) == {"xã": communes, "phường": wards, "đặc khu": 13}


@pytest.mark.parametrize(
    ("day", "cities"),
    [(day_before(DONG_NAI), 6), (DONG_NAI, 7), (QUANG_NINH, 8), (day_before(BAC_NINH), 8), (BAC_NINH, 9)],
)
def test_of_34_provinces_nine_are_cities_in_the_end(day: date, cities: int) -> None:
    names = {known.province for known in units_on(day)}
    assert len(names) == 34
    assert sum(name.startswith("Thành phố ") for name in names) == cities


def test_a_province_is_found_by_its_type_of_any_day() -> None:
    for name in ("Đồng Nai", "Tỉnh Đồng Nai", "Thành phố Đồng Nai", "75"):
        assert len(units_on(date(2026, 1, 1), name)) == len(units_on(date(2026, 6, 14), name)) == 95


def test_a_city_that_never_was_a_province_is_no_province() -> None:
    with pytest.raises(UnitError, match='không có tỉnh "Tỉnh Hà Nội"'):
        units_on(date(2026, 6, 14), "Tỉnh Hà Nội")


def test_a_unit_that_became_a_ward_is_the_same_unit_made_of_the_same_communes() -> None:
    commune, ward = unit("26485", day_before(DONG_NAI)), unit("26485", DONG_NAI)
    assert commune.is_same(ward)
    assert commune.begun == ward.begun == date(2025, 7, 1)
    assert commune.predecessors == ward.predecessors == ("26470", "26473", "26479", "26485", "26488")


def test_a_code_that_passed_to_another_unit_at_the_merger_does_not_make_it_the_same() -> None:
    phu_hoi, nhon_trach = unit("26485", date(2025, 6, 30)), unit("26485", date(2025, 7, 1))
    assert (phu_hoi.full_name, nhon_trach.full_name) == ("Xã Phú Hội", "Xã Nhơn Trạch")
    assert not phu_hoi.is_same(nhon_trach)
    assert [one.full_name for one in same_unit(nhon_trach)] == ["Xã Nhơn Trạch", "Phường Nhơn Trạch"]


def test_a_township_that_gave_a_commune_its_name_and_code_is_another_unit() -> None:
    # Thị trấn Ba Chẽ ended with the districts; code 06970 of the commune is the one of decision 19/2025/QĐ-TTg.
    township, commune = unit("06970", date(2025, 6, 30)), unit("06970", date(2025, 7, 1))
    assert (township.full_name, commune.full_name) == ("Thị trấn Ba Chẽ", "Xã Ba Chẽ")
    assert not township.is_same(commune)


@pytest.mark.parametrize(
    ("known_on", "on", "full_name"),
    [
        (date(2026, 3, 14), date(2026, 5, 4), "Phường Nhơn Trạch"),
        (date(2026, 6, 14), date(2026, 4, 29), "Xã Nhơn Trạch"),
        (date(2026, 6, 14), None, "Phường Nhơn Trạch"),
        (date(2025, 6, 14), date(2025, 7, 4), "Xã Phú Hội"),  # the code is another unit's by then
        (date(2026, 6, 14), date(2025, 6, 30), "Phường Nhơn Trạch"),
    ],
)
def test_a_unit_is_called_as_on_a_day_on_which_it_existed(known_on: date, on: date | None, full_name: str) -> None:
    assert unit_as_of(unit("26485", known_on), on).full_name == full_name


def test_a_merged_commune_is_told_to_belong_to_the_ward_of_the_day() -> None:
    with pytest.raises(UnitError, match="từ 01/7/2025 thuộc 26485 Xã Nhơn Trạch"):
        unit("26470", day_before(DONG_NAI))
    with pytest.raises(UnitError, match="từ 01/7/2025 thuộc 26485 Phường Nhơn Trạch"):
        unit("26470", DONG_NAI)


def test_every_change_fits_the_register_and_names_its_resolution() -> None:
    changes = read_catalogue("units/unit_changes.yaml", UnitChanges).changes
    assert all(change.resolution.startswith("Nghị quyết số ") for change in changes)
    codes = [one.code for change in changes for one in change.units]
    assert sorted(codes) == sorted({*WARDS_OF_DONG_NAI, *WARDS_OF_BAC_NINH})
    assert {known.code for known in read_register().units if known.first_day} >= set(codes)


def test_a_change_of_what_the_register_does_not_have_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    change = UnitChanges.model_validate(yaml.safe_load(_WRONG)).changes[0]
    unread = register.Register(read_register().lines)  # the other remembers what it has read
    monkeypatch.setattr(register, "read_register", lambda: unread)
    monkeypatch.setattr(register, "changes_of", lambda code, _: {change.day: list(change.units)})
    with pytest.raises(CatalogueError, match="26485: expected xã Nhơn Trạch, found xã Nhơn Trach"):
        unit("26485", DONG_NAI)


_WRONG = """
source: made up
changes:
  - {date: 2026-04-30, resolution: số 1, verified: false, units: [{code: "26485", was: xã Nhơn Trach, now: phường X}]}
"""


def test_what_did_not_change_has_no_changes() -> None:
    assert changes_of("15976", "38") == {}
    assert unit("15976", date(2025, 7, 1)) == unit("15976", date(2026, 12, 14))
