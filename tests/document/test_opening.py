"""Opening a report: each parameter error says what was meant, and a code means the commune of that day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cchc.document.opening import open_report, open_submission, resolve_root
from cchc.errors import CchcError, ParameterError, SubmissionError, UnitError
from cchc.raw.keys import check_code, check_period, check_year
from tests.conftest import make_submission


def refusal(error: type[CchcError], call: Callable[..., Any], *arguments: Any) -> str:
    with pytest.raises(error) as caught:
        call(*arguments)
    return str(caught.value)


def test_a_report_knows_its_commune_period_and_year(tmp_path: Path) -> None:
    make_submission(tmp_path)
    report = open_report("15976", 2024, "nam", tmp_path)
    assert report.unit.full_name == "Xã Hoằng Lưu"
    assert (report.period.key, report.year, report.as_of) == ("nam", 2024, date(2024, 12, 14))


def test_a_reused_code_is_the_commune_of_the_last_day_of_the_window(tmp_path: Path) -> None:
    # The window of six months 2025 ends on 14 June, before the reorganisation of 1 July; that of nine months after it.
    make_submission(tmp_path, year=2025, period="6-thang")
    make_submission(tmp_path, year=2025, period="9-thang")
    assert open_report("15976", 2025, "6-thang", tmp_path).unit.full_name == "Xã Hoằng Lưu"
    assert open_report("15976", 2025, "9-thang", tmp_path).unit.full_name == "Xã Hoằng Châu"


def test_a_code_that_no_commune_has_on_that_day_is_an_error(tmp_path: Path) -> None:
    make_submission(tmp_path, code="99999")
    assert "99999" in refusal(UnitError, open_report, "99999", 2024, "nam", tmp_path)


@pytest.mark.parametrize("code", ["15976", "00010"])
def test_a_code_is_five_digits_of_text(code: str) -> None:
    assert check_code(code) == code


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        (15976, "15976 (kiểu int)"),
        (8, "8 (kiểu int)"),
        ("15976 ", '"15976 "'),
        ("1597", '"1597"'),
        ("159760", '"159760"'),
        ("1597a", '"1597a"'),
        ("１５９７６", '"１５９７６"'),
        (True, "True (kiểu bool)"),
    ],
)
def test_any_other_code_is_refused_and_never_padded(code: object, shown: str) -> None:
    message = refusal(ParameterError, check_code, code)
    assert f"Tham số ma_xa: cần văn bản gồm 5 chữ số, gặp {shown}." in message


def test_the_refusal_of_a_number_shows_the_quoted_form_and_papermill_r() -> None:
    message = refusal(ParameterError, check_code, 8)
    assert 'ma_xa: "00010"' in message
    assert "papermill dùng -r ma_xa 00010" in message


@pytest.mark.parametrize(("check", "name"), [(check_code, "ma_xa"), (check_year, "nam"), (check_period, "ky")])
def test_a_parameter_not_given_is_asked_for(check: Callable[[object], object], name: str) -> None:
    assert f"Thiếu tham số {name}: cần" in refusal(ParameterError, check, None)


@pytest.mark.parametrize("year", ["2024", 2024.0, 24, 2010, 2100, True])
def test_a_year_is_a_whole_number_of_four_digits(year: object) -> None:
    message = refusal(ParameterError, check_year, year)
    assert "Tham số nam: cần số nguyên từ 2011 đến 2099, gặp" in message


def test_a_year_as_text_is_shown_in_quotes() -> None:
    assert 'gặp "2024"' in refusal(ParameterError, check_year, "2024")


@pytest.mark.parametrize("period", ["nam", "6-thang", "9-thang", "quy-1", "quy-2", "quy-3", "quy-4"])
def test_every_period_of_the_contract_is_known(period: str) -> None:
    assert check_period(period) == period


@pytest.mark.parametrize(("period", "meant"), [("6 thang", "6-thang"), ("quy1", "quy-1"), ("năm", "nam")])
def test_a_misspelt_period_names_the_one_probably_meant(period: str, meant: str) -> None:
    message = refusal(ParameterError, check_period, period)
    assert f'gặp "{period}"; có phải "{meant}"?' in message


@pytest.mark.parametrize("period", ["hằng tuần", 6, ""])
def test_an_unknown_period_lists_all(period: object) -> None:
    message = refusal(ParameterError, check_period, period)
    assert (
        "cần một trong quy-1, quy-2, 6-thang, quy-3, 9-thang, quy-4, nam, thang-1 ... thang-12, 8-thang, 10-thang, gặp"
        in message
    )
    assert "có phải" not in message


def test_a_raw_root_that_is_not_there_is_refused(tmp_path: Path) -> None:
    message = refusal(ParameterError, resolve_root, tmp_path / "khong-co")
    assert "Tham số du_lieu: không có thư mục" in message


@pytest.mark.parametrize("root", ["", "  ", None, 5])
def test_a_raw_root_is_the_name_of_a_folder(root: Any) -> None:
    assert "Tham số du_lieu: cần tên thư mục" in refusal(ParameterError, resolve_root, root)


def test_a_relative_raw_root_is_looked_for_in_the_folders_above(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "data/raw").mkdir(parents=True)
    (tmp_path / "notebooks").mkdir()
    monkeypatch.chdir(tmp_path / "notebooks")
    assert resolve_root("data/raw").resolve() == (tmp_path / "data/raw").resolve()


@pytest.mark.parametrize(
    ("key", "stated", "asked"), [("ma_xa", "15979", "15976"), ("nam", "2023", "2024"), ("ky", "quy-1", "nam")]
)
def test_the_source_of_another_commune_year_or_period_is_refused(
    tmp_path: Path, key: str, stated: str, asked: str
) -> None:
    make_submission(tmp_path, source={key: stated})
    message = refusal(SubmissionError, open_report, "15976", 2024, "nam", tmp_path)
    line = ["ma_xa", "nam", "ky"].index(key) + 1
    assert f'nguon.yaml, dòng {line}, khóa "{key}": cần "{asked}" theo tham số và thư mục, gặp "{stated}"' in message


def test_all_that_a_source_contradicts_is_told_at_once(tmp_path: Path) -> None:
    make_submission(tmp_path, source={"nam": "2023", "ky": "quy-1", "tu_ngay": "2025-12-15", "den_ngay": "2025-12-14"})
    lines = refusal(SubmissionError, open_report, "15976", 2024, "nam", tmp_path).splitlines()
    assert ["nguon.yaml" + line.split("nguon.yaml")[1].partition(":")[0] for line in lines] == [
        'nguon.yaml, dòng 2, khóa "nam"',
        'nguon.yaml, dòng 3, khóa "ky"',
        "nguon.yaml, dòng 4",  # begins after it ends
        "nguon.yaml, dòng 5",  # ends in another year
    ]


def test_a_submission_that_names_no_commune_year_or_period_is_told_so_on_each_line(tmp_path: Path) -> None:
    folder = make_submission(tmp_path, source={"ma_xa": "1597", "nam": "hai", "ky": "thang-13"})
    lines = refusal(SubmissionError, open_submission, folder).splitlines()
    assert [line.rpartition("/")[2].partition(" cần")[0] for line in lines] == [
        "nguon.yaml, dòng 1: Tham số ma_xa:",
        "nguon.yaml, dòng 2: Tham số nam:",
        "nguon.yaml, dòng 3: Tham số ky:",
    ]


def test_a_window_that_ends_before_it_begins_is_refused(tmp_path: Path) -> None:
    make_submission(tmp_path, source={"tu_ngay": "2024-12-15"})
    message = refusal(SubmissionError, open_report, "15976", 2024, "nam", tmp_path)
    assert "tu_ngay (15/12/2024) phải trước den_ngay (14/12/2024)" in message


def test_a_ward_compares_itself_with_the_commune_that_it_was(tmp_path: Path) -> None:
    # Nhơn Trạch became a ward on 30 April 2026: between the ends of the first and the second quarter.
    for period in ("quy-1", "quy-2"):
        make_submission(tmp_path, code="26485", slug="nhon-trach", year=2026, period=period)
    report = open_report("26485", 2026, "quy-2", tmp_path)
    assert report.unit.full_name == "Phường Nhơn Trạch" and report.words["tinh"] == "thành phố"
    assert report.previous is not None
    assert report.previous.unit.full_name == "Xã Nhơn Trạch" and report.previous.words["tinh"] == "tỉnh"


def test_a_sentence_calls_the_unit_as_on_the_last_day_of_the_data_whenever_it_is_signed(tmp_path: Path) -> None:
    late = {"van_ban": {"ngay": "2026-09-22"}}  # Hiệp Hòa became a ward on 20 September
    make_submission(tmp_path, code="07840", slug="hiep-hoa", year=2026, period="9-thang", source=late)
    report = open_report("07840", 2026, "9-thang", tmp_path)
    assert (report.words["don_vi"], report.words["cap_tren"]) == ("UBND xã Hiệp Hòa", "UBND tỉnh")
