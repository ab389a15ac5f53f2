"""A number knows where it came from. Values made by hand, their lineage read back."""

from __future__ import annotations

from decimal import Decimal

from cchc.values.value import Cell, Formula, Value

ONLINE = Value(
    "ho_so.truc_tuyen", "trực tuyến", "hồ sơ", "count", Decimal(479), "stated", (Cell("a.csv", 2, "so_lieu", "479"),)
)
DIRECT = Value(
    "ho_so.truc_tiep_bcci", "trực tiếp", "hồ sơ", "count", Decimal(106), "stated", (Cell("b.csv", 7, "gia_tri", "106"),)
)
RECEIVED = Value(
    "ho_so.tiep_nhan",
    "tiếp nhận",
    "hồ sơ",
    "count",
    Decimal(479 + 106),
    "derived",
    formula=Formula("ho_so.truc_tuyen + ho_so.truc_tiep_bcci", (ONLINE, DIRECT)),
)


def test_a_derived_value_rests_on_the_cells_of_its_operands() -> None:
    assert [(cell.file, cell.row, cell.text) for cell in RECEIVED.sources()] == [
        ("a.csv", 2, "479"),
        ("b.csv", 7, "106"),
    ]


def test_zero_is_a_number_and_none_is_missing() -> None:
    assert not Value("k", "l", "u", "count", Decimal(0), "stated").missing
    assert Value("k", "l", "u", "count", None, "missing").missing
