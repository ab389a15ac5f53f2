"""The tidy tables have a schema, and every row of them a source. Small submissions, tables checked by pandera."""

from __future__ import annotations

import pandas as pd
import pandera.pandas as pa

from cchc.catalogue.indicators import indicators
from cchc.catalogue.scoring.scales import package_scales
from cchc.indicators.reductions import read_procedures
from cchc.indicators.scores import score
from cchc.indicators.tables import as_frame, counts_table, indicators_table, scores_table
from tests.indicators.made_counts import made_counts, made_records

IDENTITY = {"ma_xa": "15976", "nam": 2024, "ky": "nam"}
ANNEX = {"1.1": "QĐ 139", "1.1.1": "8", "1.1.2": "6", "2.1": "", "2.2": "8 30", "2.3": "không"}
STATED = [("II.2.d", "ho_so.tiep_nhan", "800"), ("I.5.c", "ho_so.tiep_nhan", "830")]
PROCEDURES = made_records(("45", "30", "33,3"), ("5", "", ""))

COUNTS = pa.DataFrameSchema(
    {
        "ma_xa": pa.Column(str, pa.Check.str_matches(r"^\d{5}$")),
        "nam": pa.Column(int),
        "ky": pa.Column(str),
        "khoa": pa.Column(str),
        "nhan": pa.Column(str, pa.Check.str_length(min_value=1)),
        "don_vi": pa.Column(str),
        "gia_tri": pa.Column("Float64", pa.Check.ge(0), nullable=True),
        "trang_thai": pa.Column(str, pa.Check.isin(["stated", "missing", "not_a_number", "text"])),
        "muc": pa.Column(str, nullable=True),
        "pham_vi": pa.Column(str, nullable=True),
        "tep": pa.Column(str, pa.Check.isin(["phu_luc_01b.csv", "so_lieu_khac.csv"])),
        "dong": pa.Column("Int64", pa.Check.ge(2)),
        "cot": pa.Column(str, pa.Check.isin(["so_lieu", "gia_tri"])),
        "nguyen_van": pa.Column(str),
        "dai_luong": pa.Column(str),
    },
    strict=True,
    ordered=True,
    unique=["tep", "dong"],
    checks=pa.Check(lambda table: (table["trang_thai"] == "stated") == table["gia_tri"].notna()),
)
RATES = pa.DataFrameSchema(
    {
        "ma_xa": pa.Column(str),
        "nam": pa.Column(int),
        "ky": pa.Column(str),
        "khoa": pa.Column(str, pa.Check.str_startswith("ty_le.")),
        "nhan": pa.Column(str),
        "gia_tri": pa.Column("Float64", nullable=True),
        "tu_so": pa.Column("Float64", nullable=True),
        "mau_so": pa.Column("Float64", nullable=True),
        "ten_mau_so": pa.Column(str, pa.Check.str_length(min_value=1)),
        "cong_thuc": pa.Column(str, pa.Check.str_length(min_value=1)),
        "trang_thai": pa.Column(str, pa.Check.isin(["derived", "missing", "not_a_number", "no_value"])),
    },
    strict=True,
    ordered=True,
    unique=["khoa", "ten_mau_so"],
    checks=pa.Check(lambda table: (table["trang_thai"] == "derived") == table["gia_tri"].notna()),
)


def counts() -> pd.DataFrame:
    return as_frame(counts_table(made_counts(ANNEX, STATED), IDENTITY))


def rates() -> pd.DataFrame:
    return as_frame(indicators_table(made_counts(ANNEX, STATED), read_procedures(PROCEDURES), IDENTITY))


def test_the_table_of_counts_keeps_its_schema() -> None:
    assert len(COUNTS.validate(counts())) == len(ANNEX) + len(STATED)


def test_the_table_of_rates_keeps_its_schema() -> None:
    over_each = sum(len(entry.denominators) for entry in indicators().values())
    pooled = 1
    assert len(RATES.validate(rates())) == over_each + pooled + len(PROCEDURES)


def test_an_empty_submission_has_no_count_and_every_rate_missing() -> None:
    empty = as_frame(counts_table(made_counts(), IDENTITY))
    assert (list(empty.columns), len(empty)) == (list(COUNTS.columns), 0)
    table = RATES.validate(as_frame(indicators_table(made_counts(), [], IDENTITY)))
    assert set(table["trang_thai"]) == {"missing"}


def test_every_statement_of_a_key_is_a_row_with_its_source() -> None:
    stated = counts().query("khoa == 'ho_so.tiep_nhan'")
    assert stated[["gia_tri", "muc", "tep", "dong", "nguyen_van"]].to_numpy().tolist() == [
        [800.0, "II.2.d", "so_lieu_khac.csv", 2, "800"],
        [830.0, "I.5.c", "so_lieu_khac.csv", 3, "830"],
    ]


def test_a_missing_number_is_missing_and_never_zero() -> None:
    table = counts().set_index("khoa")
    assert table.loc[["2.1", "2.2", "2.3", "1.1"], "trang_thai"].tolist() == [
        "missing",
        "not_a_number",
        "stated",
        "text",
    ]
    assert table.loc[["2.1", "2.2", "1.1"], "gia_tri"].isna().all()
    assert table.loc["2.3", "gia_tri"] == 0


def test_a_rate_stands_beside_its_numerator_and_denominator() -> None:
    table = rates().set_index("khoa")
    row = table.loc["ty_le.ke_hoach_hoan_thanh"]
    assert (row["gia_tri"], row["tu_so"], row["mau_so"]) == (6 / 8, 6, 8)
    assert row["cong_thuc"] == "1.1.2 / 1.1.1"
    pooled = table.loc["ty_le.cat_giam.chung"]
    assert (pooled["tu_so"], pooled["mau_so"]) == (45 - 30, 45)


SCORES = pa.DataFrameSchema(
    {
        "ma_xa": pa.Column(str),
        "nam": pa.Column(int),
        "ky": pa.Column(str),
        "bang": pa.Column(str, pa.Check.str_length(min_value=1)),
        "cap": pa.Column(str, pa.Check.isin(["nhom", "tieu_chi", "tong"])),
        "so": pa.Column(str),
        "khoa": pa.Column(str, pa.Check.str_length(min_value=1)),
        "nhan": pa.Column(str, pa.Check.str_length(min_value=1)),
        "gia_tri": pa.Column("Float64", pa.Check.ge(0), nullable=True),
        "diem_toi_da": pa.Column("Float64", pa.Check.gt(0)),
        "tinh_tren": pa.Column("Float64", pa.Check.ge(0)),
        "trang_thai": pa.Column(str, pa.Check.isin(["stated", "derived", "missing"])),
        "thieu": pa.Column(str),
        "cong_thuc": pa.Column(str, nullable=True),
        "tep": pa.Column(str, pa.Check.isin(["phu_luc_01b.csv", "so_lieu_khac.csv"]), nullable=True),
        "dong": pa.Column("Int64", pa.Check.ge(2), nullable=True),
        "cot": pa.Column(str, nullable=True),
        "nguyen_van": pa.Column(str, nullable=True),
    },
    strict=True,
    ordered=True,
    checks=[
        pa.Check(lambda table: (table["trang_thai"] == "missing") == table["gia_tri"].isna()),
        pa.Check(lambda table: (table["trang_thai"] == "stated") == table["tep"].notna()),
        pa.Check(lambda table: (table["trang_thai"] == "derived") == table["cong_thuc"].notna()),
    ],
)


def scores(*stated: tuple[str, str, str]) -> pd.DataFrame:
    scored = (score(made_counts(statements=stated), scale) for scale in package_scales())
    return SCORES.validate(as_frame(scores_table((one for one in scored if one.known), IDENTITY)))


def test_every_group_has_a_row_and_the_total_says_of_how_many_points_it_is() -> None:
    # 19,2 + 17,5 of 20 + 18; nothing was stated of the four other groups.
    table = scores(("II.2.d", "diem_766.tien_do", "19,2"), ("III", "diem_766.hai_long", "17,5"))
    told = table[["cap", "khoa", "gia_tri", "diem_toi_da", "tinh_tren"]].astype(object).where(table.notna(), None)
    assert told.to_numpy().tolist() == [
        ["nhom", "diem_766.cong_khai", None, 18, 0],
        ["nhom", "diem_766.tien_do", 19.2, 20, 20],
        ["nhom", "diem_766.truc_tuyen", None, 12, 0],
        ["nhom", "diem_766.thanh_toan", None, 10, 0],
        ["nhom", "diem_766.so_hoa", None, 22, 0],
        ["nhom", "diem_766.hai_long", 17.5, 18, 18],
        ["tong", "diem_766.tong.co_so_lieu", 36.7, 100, 38],
    ]
    assert table["thieu"].iloc[-1].split("; ") == [
        "Công khai, minh bạch", "Cung cấp dịch vụ trực tuyến", "Thanh toán trực tuyến", "Số hóa hồ sơ",
    ]  # fmt: skip


def test_stated_points_name_their_cell_and_computed_ones_their_formula() -> None:
    stated, total = (
        scores(("II.2.d", "diem_766.tien_do", "19,2"), ("III", "diem_766.tong", "80")).iloc[[1, -1]].to_dict("records")
    )
    assert (stated["tep"], stated["dong"], stated["cot"], stated["nguyen_van"]) == (
        "so_lieu_khac.csv",
        2,
        "gia_tri",
        "19,2",
    )
    assert (total["khoa"], total["gia_tri"], total["tinh_tren"], total["dong"]) == ("diem_766.tong", 80, 100, 3)
    (reached,) = scores(("II.2.d", "diem_766.tien_do", "19,2")).query("cap == 'tong'").to_dict("records")
    assert (reached["cong_thuc"], reached["trang_thai"]) == ("diem_766.tien_do", "derived")


def test_who_has_no_points_has_no_row() -> None:
    assert len(scores(("II.2.d", "ho_so.tiep_nhan", "8"))) == 0
