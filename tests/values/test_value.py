"""A number knows where it came from. Values made by hand, their lineage read back."""

from __future__ import annotations

import json
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


def test_the_lineage_is_json_with_exact_numbers_and_all_operands() -> None:
    lineage = json.loads(json.dumps(RECEIVED.as_json()))
    assert lineage["value"] == "585"
    assert lineage["formula"]["text"] == "ho_so.truc_tuyen + ho_so.truc_tiep_bcci"
    assert [operand["value"] for operand in lineage["formula"]["operands"]] == ["479", "106"]
    assert lineage["formula"]["operands"][0]["cells"][0]["text"] == "479"


def test_a_missing_value_has_no_number_in_its_lineage() -> None:
    assert Value("k", "l", "u", "count", None, "missing").as_json()["value"] is None


def test_a_large_number_is_written_out_in_the_lineage() -> None:
    assert Value("k", "l", "u", "count", Decimal("1E+3"), "stated").as_json()["value"] == "1000"
