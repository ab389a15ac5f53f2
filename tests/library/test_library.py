"""What an explorer gets of all reports at once. In: tables of small made-up reports. Out: DataFrames, checked by hand."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pandas as pd
import pytest

import cchc
from cchc.catalogue.tables import fields_of, tidy_tables
from cchc.errors import CchcError, ParameterError, UnitError
from tests.library.tables_left import leave_tables

HOANG_LUU, SOC_SON, BA_DINH, NGOC_HA = "15976", "00376", "00004", "00008"
STATED = [
    ("II.2.d", "ho_so.tiep_nhan", "800", "hồ sơ", "800 hồ sơ"),
    ("II.2.d", "ho_so.truc_tuyen", "200", "hồ sơ", "200"),
]
ANNEX = {"3.3.1": "1000", "ho_so.trong_han": "8 30"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Two communes of two provinces for the year 2024; the first one says 800 and its annex 1000."""
    leave_tables(tmp_path, code=HOANG_LUU, annex=ANNEX, statements=STATED)
    leave_tables(tmp_path, code=SOC_SON, statements=[("II.2.d", "ho_so.tiep_nhan", "50", "hồ sơ", "50 hồ sơ")])
    return tmp_path


def received(table: pd.DataFrame) -> dict[str, float]:
    """The count of dossiers received by unit code."""
    return table.query("khoa == 'ho_so.tiep_nhan'").set_index("ma_xa")["gia_tri"].to_dict()


@pytest.mark.parametrize(
    ("load", "kind"),
    [("load_counts", "so-lieu"), ("load_indicators", "chi-so"), ("load_findings", "kiem-tra"), ("load_scores", "diem")],
)
def test_the_columns_are_those_that_the_catalogue_describes(load: str, kind: str, root: Path) -> None:
    described = [field.name for field in fields_of(kind) if field.name != "chinh"]
    assert list(getattr(cchc, load)(root=root).columns) == described


def test_a_count_has_one_row_a_commune_and_the_annex_speaks_first(root: Path) -> None:
    assert received(cchc.load_counts(root=root)) == {HOANG_LUU: 1000, SOC_SON: 50}


def test_a_count_carries_unit_label_place_and_raw_cell(root: Path) -> None:
    [row] = cchc.load_counts(code=SOC_SON, root=root).to_dict("records")
    assert (row["nhan"], row["don_vi"], row["gia_tri"]) == ("hồ sơ đã tiếp nhận", "hồ sơ", 50)
    assert (row["tep"], row["dong"], row["cot"], row["nguyen_van"]) == ("so_lieu_khac.csv", 2, "gia_tri", "50")
    assert (row["ten_xa"], row["huyen"], row["tinh"]) == ("Thị trấn Sóc Sơn", "Huyện Sóc Sơn", "Thành phố Hà Nội")
    assert row["den_ngay"] == pd.Timestamp("2024-12-14")


def test_points_have_a_row_a_group_beside_the_place_of_the_unit(tmp_path: Path) -> None:
    leave_tables(tmp_path, statements=[("III", "diem_766.tien_do", "19,2")])
    leave_tables(tmp_path, code=SOC_SON, slug="soc-son", statements=[("II.2.d", "ho_so.tiep_nhan", "8")])
    table = cchc.load_scores(year=2024, root=tmp_path)
    assert set(table["ma_xa"]) == {HOANG_LUU}  # the other has no points
    [row] = table.query("khoa == 'diem_766.tien_do'").to_dict("records")
    assert (row["gia_tri"], row["tinh_tren"], row["tep"], row["tinh"]) == (
        19.2,
        20,
        "so_lieu_khac.csv",
        "Tỉnh Thanh Hóa",
    )
    assert len(cchc.load_scores(code=SOC_SON, root=tmp_path)) == 0


def test_every_statement_of_a_count_is_there_for_who_asks(root: Path) -> None:
    table = cchc.load_counts(code=HOANG_LUU, every_statement=True, root=root).query("khoa == 'ho_so.tiep_nhan'")
    assert table[["tep", "gia_tri", "chinh"]].to_numpy().tolist() == [
        ["so_lieu_khac.csv", 800.0, False],
        ["phu_luc_01b.csv", 1000.0, True],
    ]


def test_a_text_that_is_no_number_is_a_missing_number(root: Path) -> None:
    [row] = cchc.load_counts(root=root).query("khoa == 'ho_so.trong_han'").to_dict("records")
    assert pd.isna(row["gia_tri"])
    assert (row["trang_thai"], row["nguyen_van"]) == ("not_a_number", "8 30")


def test_a_rate_stands_beside_its_operands_unit_and_source(root: Path) -> None:
    table = cchc.load_indicators(code=HOANG_LUU, root=root).query("khoa == 'ty_le.truc_tuyen'")
    [row] = table.to_dict("records")
    # Received is 1.000 in the annex and 800 in the section that states the 200: a rate takes both numbers from one place.
    assert (row["gia_tri"], row["tu_so"], row["mau_so"]) == (200 / 800, 200, 800)
    assert row["don_vi"] == tidy_tables().share_unit
    assert row["nguon"].startswith("Quyết định 766/QĐ-TTg")


def test_a_rate_has_one_row_over_its_usual_denominator_and_the_others_for_who_asks(tmp_path: Path) -> None:
    keys = {"ho_so.tiep_nhan": "100", "ho_so.da_giai_quyet": "80", "ho_so.trong_han": "60", "ho_so.ky_truoc": "20"}
    for year in (2025, 2026):
        statements = [("II.2.d", key, number) for key, number in keys.items()]
        leave_tables(tmp_path, code=BA_DINH, year=year, statements=statements)
    [usual] = cchc.load_indicators(year=2026, root=tmp_path).query("khoa == 'ty_le.trong_han'")["gia_tri"]
    assert usual == 60 / 80
    every = cchc.load_indicators(year=2026, every_denominator=True, previous=True, root=tmp_path)
    every = every.query("khoa == 'ty_le.trong_han'")
    assert every["gia_tri"].tolist() == [60 / 80, 60 / 100, 60 / (100 + 20)]
    assert every["chinh"].tolist() == [True, False, False]
    assert every["thay_doi"].tolist() == [0, 0, 0]


def test_a_report_says_what_kind_of_unit_it_is_of_and_how_far_to_trust_it(tmp_path: Path) -> None:
    made_up = {"tep": [{"ten": "x.csv", "nguon": "cchc demo", "sha256": ""}]}
    contradiction = {"3.3.1": "1000", "ho_so.trong_han": "1100"}
    leave_tables(tmp_path, code=HOANG_LUU, annex=contradiction, source=made_up)
    leave_tables(tmp_path, code=SOC_SON, statements=[("II.2.d", "ho_so.tiep_nhan", "50")])
    for load in (cchc.load_counts, cchc.load_indicators):
        each = load(root=tmp_path).drop_duplicates("ma_xa").set_index("ma_xa")
        assert each["loai"].to_dict() == {HOANG_LUU: "xã", SOC_SON: "thị trấn"}
        assert each["tong_hop"].to_dict() == {HOANG_LUU: True, SOC_SON: False}
    assert cchc.load_findings(code=HOANG_LUU, root=tmp_path)["du_thao"].all()


def test_a_finding_is_one_row_and_its_places_are_there_for_who_asks(root: Path) -> None:
    one_each = cchc.load_findings(code=HOANG_LUU, root=root)
    places = cchc.load_findings(code=HOANG_LUU, every_place=True, root=root)
    assert one_each["phat_hien"].is_unique
    assert set(places["phat_hien"]) == set(one_each["phat_hien"])
    narrative = places.query("quy_tac == 'NARRATIVE_EQ_ANNEX'")
    assert sorted(narrative["tep"]) == ["phu_luc_01b.csv", "so_lieu_khac.csv"]
    assert set(narrative["ten_quy_tac"]) == {"Lời văn khớp phụ lục"}


@pytest.mark.parametrize("name", ["Thanh Hóa", "Tỉnh Thanh Hóa", "tỉnh thanh hoá", "Thanh Hoa", "38"])
def test_a_province_is_known_by_code_and_by_name_however_it_is_written(name: str, root: Path) -> None:
    assert set(cchc.load_counts(province=name, root=root)["ma_xa"]) == {HOANG_LUU}


def test_a_city_is_known_without_its_kind(root: Path) -> None:
    assert set(cchc.load_indicators(province="Hà Nội", root=root)["ma_xa"]) == {SOC_SON}


def test_a_province_without_reports_is_refused_naming_those_that_have_some(root: Path) -> None:
    with pytest.raises(UnitError, match='"Lạng Sơn".*Thành phố Hà Nội, Tỉnh Thanh Hóa'):
        cchc.load_counts(province="Lạng Sơn", root=root)


def test_a_province_whose_reports_have_no_finding_gives_an_empty_table(root: Path) -> None:
    for path in (root / "data/processed/2024/nam").glob(f"{SOC_SON}-*.kiem-tra.parquet"):
        pd.read_parquet(path).head(0).to_parquet(path, index=False)
    assert len(cchc.load_findings(province="Hà Nội", root=root)) == 0


def test_communes_are_chosen_by_code_one_or_several(root: Path) -> None:
    assert set(cchc.load_counts(code=SOC_SON, root=root)["ma_xa"]) == {SOC_SON}
    assert set(cchc.load_counts(code=[SOC_SON, HOANG_LUU], root=root)["ma_xa"]) == {SOC_SON, HOANG_LUU}


def test_a_code_without_a_report_is_named(root: Path) -> None:
    with pytest.raises(UnitError, match="mã 00004 "):
        cchc.load_counts(code=[SOC_SON, BA_DINH], root=root)


def test_a_code_that_is_a_number_is_refused_and_never_padded(root: Path) -> None:
    with pytest.raises(ParameterError, match='Tham số code: .* ngoặc kép, ví dụ code="00010"\\.$'):
        cchc.load_counts(code=376, root=root)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("argument", "value"), [("year", "2024"), ("period", "thang-13"), ("code", "1"), ("province", 38)]
)
def test_an_error_calls_an_argument_what_was_typed(argument: str, value: object, root: Path) -> None:
    with pytest.raises(ParameterError, match=f"^Tham số {argument}: cần .*, gặp "):
        cchc.load_counts(root=root, **{argument: value})  # type: ignore[arg-type]


def test_where_nothing_was_built_the_message_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(CchcError, match="cchc build"):
        cchc.load_counts(root=tmp_path)


def test_a_period_that_was_not_built_is_refused_naming_those_that_were(root: Path) -> None:
    with pytest.raises(CchcError, match=r"kỳ 2023 trong .*đã lập: 2024 nam.*cchc build"):
        cchc.load_findings(year=2023, root=root)
    with pytest.raises(ParameterError, match='Tham số period: cần một trong .*, gặp "năm"; có phải "nam"'):
        cchc.load_counts(period="năm", root=root)


def test_several_years_are_asked_for_at_once(root: Path) -> None:
    leave_tables(root, code=BA_DINH, year=2025, statements=[("II.2.d", "ho_so.tiep_nhan", "7")])
    leave_tables(root, code=BA_DINH, year=2026, statements=[("II.2.d", "ho_so.tiep_nhan", "9")])
    assert received(cchc.load_counts(year=[2024, 2026], root=root)) == {HOANG_LUU: 1000, SOC_SON: 50, BA_DINH: 9}
    assert set(cchc.load_counts(year=range(2024, 2027), root=root)["nam"]) == {2024, 2025, 2026}


def test_a_year_among_several_that_has_no_report_is_named(root: Path) -> None:
    with pytest.raises(CchcError, match="kỳ 2022, 2023 trong"):
        cchc.load_counts(year=[2022, 2023, 2024], root=root)
    with pytest.raises(ParameterError, match="cần số nguyên"):
        cchc.load_counts(year="2024", root=root)  # type: ignore[arg-type]


def test_the_project_is_found_from_the_folder_of_its_notebooks(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / "notebooks").mkdir()
    monkeypatch.chdir(root / "notebooks")
    assert received(cchc.load_counts()) == {HOANG_LUU: 1000, SOC_SON: 50}


def test_the_latest_period_is_chosen_and_of_two_that_end_together_the_longer(root: Path) -> None:
    leave_tables(root, code=BA_DINH, year=2025, period="quy-3")
    assert cchc.choose_period(root=root) == (2025, "quy-3")
    leave_tables(root, code=HOANG_LUU, period="quy-4")
    assert cchc.choose_period(2024, root=root) == (2024, "nam")
    assert cchc.choose_period(period="quy-4", root=root) == (2024, "quy-4")


# The combined tables follow the reports' own.


def test_a_report_that_changed_is_read_again_and_the_others_stay(root: Path) -> None:
    cchc.load_counts(root=root)
    shutil.rmtree(root / "data/raw")
    leave_tables(root, code=SOC_SON, statements=[("II.2.d", "ho_so.tiep_nhan", "51", "hồ sơ", "51")])
    assert received(cchc.load_counts(root=root)) == {HOANG_LUU: 1000, SOC_SON: 51}


def test_a_report_that_was_added_is_there_and_one_that_was_removed_is_not(root: Path) -> None:
    cchc.load_counts(root=root)
    leave_tables(root, code="15979", statements=[("II.2.d", "ho_so.tiep_nhan", "7", "hồ sơ", "7")])
    for path in (root / "data/processed/2024/nam").glob(f"{SOC_SON}-*"):
        path.unlink()
    assert received(cchc.load_counts(root=root)) == {HOANG_LUU: 1000, "15979": 7}


def test_rows_are_in_the_order_of_codes_however_they_came(root: Path) -> None:
    cchc.load_counts(root=root)
    leave_tables(root, code="00079", statements=[("II.2.d", "ho_so.tiep_nhan", "7", "hồ sơ", "7")])
    assert list(received(cchc.load_counts(root=root))) == ["00079", SOC_SON, HOANG_LUU]


def test_of_two_files_of_one_commune_the_newer_one_counts(root: Path) -> None:
    home = root / "data/processed/2024/nam"
    old = home / f"{SOC_SON}-ten-cu.so-lieu.parquet"
    pd.read_parquet(home / f"{SOC_SON}-soc-son.so-lieu.parquet").assign(gia_tri=1.0).to_parquet(old, index=False)
    os.utime(old, (0, 0))
    assert received(cchc.load_counts(root=root))[SOC_SON] == 50


def test_a_combined_table_that_was_cut_off_is_made_again(root: Path) -> None:
    cchc.load_counts(root=root)
    combined = root / "data/processed/2024/nam/so-lieu.parquet"
    combined.write_bytes(combined.read_bytes()[:100])
    assert received(cchc.load_counts(root=root)) == {HOANG_LUU: 1000, SOC_SON: 50}


def test_a_broken_table_of_a_report_is_named(root: Path) -> None:
    broken = root / f"data/processed/2024/nam/{SOC_SON}-soc-son.so-lieu.parquet"
    broken.write_bytes(b"PAR1")
    with pytest.raises(CchcError, match=f"{broken.name}: cần bảng số liệu.*cchc build"):
        cchc.load_counts(root=root)


# Who may only read a project reads it.


def refuse(*arguments: object, **options: object) -> None:
    raise PermissionError(13, "Permission denied")


@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize("refused", ["mkstemp", "lock"])
def test_the_tables_are_put_together_in_memory_where_nothing_can_be_written(
    root: Path, monkeypatch: pytest.MonkeyPatch, first: bool, refused: str
) -> None:
    home = root / "data/processed/2024/nam"
    if not first:
        cchc.load_counts(root=root)
        leave_tables(root / "later", code=SOC_SON, statements=[("II.2.d", "ho_so.tiep_nhan", "51", "hồ sơ", "51")])
        for path in (root / "later/data/processed/2024/nam").glob("*.parquet"):
            shutil.copy(path, home)
    if refused == "mkstemp":
        monkeypatch.setattr("cchc.build.publish.tempfile.mkstemp", refuse)
    else:  # what a project without the right to write does, for who may do everything too
        shutil.rmtree(home / ".cchc", ignore_errors=True)
        (home / ".cchc").write_text("")
    before = {path: path.read_bytes() for path in home.glob("*.parquet")}
    assert received(cchc.load_counts(root=root)) == {HOANG_LUU: 1000, SOC_SON: 50 if first else 51}
    assert {path: path.read_bytes() for path in home.glob("*.parquet")} == before


def test_what_a_system_leaves_beside_the_tables_is_no_report(root: Path) -> None:
    (root / f"data/processed/2024/nam/._{SOC_SON}-soc-son.so-lieu.parquet").write_bytes(b"\0")
    assert set(cchc.load_counts(province="Hà Nội", root=root)["ma_xa"]) == {SOC_SON}


# Beside the period before.


def test_a_count_and_a_rate_stand_beside_those_of_the_period_before(tmp_path: Path) -> None:
    for year, online in ((2025, "40"), (2026, "55")):
        stated = [("II.2.d", "ho_so.tiep_nhan", "100"), ("II.2.d", "ho_so.truc_tuyen", online)]
        leave_tables(tmp_path, code=BA_DINH, year=year, statements=stated)
    counts = cchc.load_counts(year=2026, previous=True, root=tmp_path).set_index("khoa")
    assert counts.loc["ho_so.truc_tuyen", ["gia_tri", "gia_tri_truoc", "thay_doi"]].tolist() == [55, 40, 55 - 40]
    rates = cchc.load_indicators(year=2026, previous=True, root=tmp_path).set_index("khoa")
    assert rates.loc["ty_le.truc_tuyen", "thay_doi"] == pytest.approx(55 / 100 - 40 / 100)
    assert [*rates.columns][-2:] == [field.name for field in tidy_tables().compared]


def test_a_code_that_passed_to_another_unit_is_not_compared(tmp_path: Path) -> None:
    for year in (2024, 2025):
        leave_tables(tmp_path, code=HOANG_LUU, year=year, statements=[("II.2.d", "ho_so.tiep_nhan", "100")])
    table = cchc.load_counts(year=2025, previous=True, root=tmp_path)
    assert len(table) == 1
    assert table["gia_tri_truoc"].isna().all()


def test_without_a_period_before_nothing_is_compared_and_no_row_is_lost(root: Path) -> None:
    table = cchc.load_counts(previous=True, root=root)
    assert len(table) == len(cchc.load_counts(root=root))
    assert table["thay_doi"].isna().all()
