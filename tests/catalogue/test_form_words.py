"""What bodies, portals and kinds of service are called on each side of the day on which it changed."""

from __future__ import annotations

from datetime import date

import pytest

from cchc.catalogue.form import form_for

KINDS = {"xa": "xã", "huyen": "huyện", "tinh": "tỉnh"}


def form_words(on: date, kinds: dict[str, str]) -> dict[str, str]:
    return form_for(on).names_on(on, kinds)


@pytest.mark.parametrize(
    ("on", "name", "text"),
    [
        (date(2022, 8, 14), "toan_trinh", "mức độ 4"),
        (date(2022, 8, 15), "toan_trinh", "toàn trình"),
        (date(2022, 8, 14), "mot_phan", "mức độ 3"),
        (date(2022, 8, 15), "mot_phan", "một phần"),
        (date(2026, 9, 14), "mot_phan", "một phần"),
        (date(2025, 6, 30), "cap_tren", "UBND huyện"),
        (date(2025, 7, 1), "cap_tren", "UBND tỉnh"),
        (date(2025, 6, 30), "mot_cua", "Bộ phận Tiếp nhận và Trả kết quả"),
        (date(2025, 7, 1), "mot_cua", "Trung tâm Phục vụ hành chính công"),
        (date(2025, 6, 30), "cong_dvc", "Cổng dịch vụ công của tỉnh"),
        (date(2025, 7, 1), "cong_dvc", "Cổng Dịch vụ công quốc gia"),
    ],
)
def test_a_name_stands_for_what_the_law_of_the_day_calls_it(on: date, name: str, text: str) -> None:
    assert form_words(on, KINDS)[name] == text


@pytest.mark.parametrize(
    ("on", "number", "not_yet"),
    [
        (date(2021, 12, 5), "61/2018/NĐ-CP", "107/2021"),
        (date(2021, 12, 6), "107/2021/NĐ-CP", "118/2025"),
        (date(2025, 7, 1), "118/2025/NĐ-CP", "61/2018"),
        (date(2025, 12, 31), "367/2025/NĐ-CP", "309/2026"),
        (date(2026, 8, 5), "309/2026/NĐ-CP", "61/2018"),
    ],
)
def test_the_one_stop_mechanism_rests_on_the_decree_in_force(on: date, number: str, not_yet: str) -> None:
    decree = form_words(on, KINDS)["co_che_mot_cua"]
    assert number in decree
    assert not_yet not in decree


def test_both_forms_know_the_same_names_on_every_day() -> None:
    days = [date(year, month, 1) for year in range(2021, 2028) for month in range(1, 13)]
    assert len({frozenset(form_words(day, KINDS)) for day in days}) == 1
    assert all("{" not in text for day in days for text in form_words(day, KINDS).values())
