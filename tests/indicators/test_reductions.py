"""Time saved by shortened procedures, each alone and all of them pooled. Days and shares worked by hand."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from cchc.indicators.reductions import pooled_saving, read_procedures
from tests.indicators.made_counts import made_records


def test_the_saving_is_what_was_cut_of_the_days_by_rule() -> None:
    (procedure,) = read_procedures(made_records(("05", "02", "40")))
    assert procedure.saved.number == Decimal(5 - 2) / 5
    assert procedure.saved.denominator == "thời gian giải quyết theo quy định"
    assert (procedure.name, procedure.row) == ("Thủ tục 1", 2)


def test_the_stated_percentage_is_kept_beside_the_recomputed_one() -> None:
    (procedure,) = read_procedures(made_records(("05", "02", "40")))
    assert (procedure.stated.number, procedure.stated.kind) == (40, "percent")
    assert procedure.saved.number == Decimal("0.6")


def test_half_days_are_read() -> None:
    (procedure,) = read_procedures(made_records(("1", "0,5", "")))
    assert procedure.saved.number == Decimal("0.5")


def test_a_saving_without_both_times_is_missing() -> None:
    for days in (("5", "", ""), ("", "2", ""), ("5", "trong ngày", "")):
        (procedure,) = read_procedures(made_records(days))
        assert (procedure.saved.number, procedure.saved.status) == (None, "missing")


def test_a_time_that_is_no_number_keeps_its_text() -> None:
    (procedure,) = read_procedures(made_records(("5", "trong ngày", "")))
    assert (procedure.after.status, procedure.after.cells[0].text) == ("not_a_number", "trong ngày")
    assert procedure.stated.status == "missing"


def test_nothing_can_be_saved_of_no_time() -> None:
    (procedure,) = read_procedures(made_records(("0", "0", "")))
    assert procedure.saved.status == "no_value"


def test_a_longer_time_is_a_negative_saving() -> None:
    (procedure,) = read_procedures(made_records(("2", "3", "")))
    assert procedure.saved.number == Decimal(2 - 3) / 2


def test_the_pooled_saving_weighs_procedures_by_their_days() -> None:
    procedures = read_procedures(made_records(("45", "30", ""), ("5", "2", "")))
    # Not the mean of 33,3% and 60%: 18 of 50 days are saved.
    assert pooled_saving(procedures).number == Decimal((45 + 5) - (30 + 2)) / (45 + 5)


def test_procedures_with_a_missing_time_are_left_out_of_the_pool_and_of_its_operands() -> None:
    pooled = pooled_saving(read_procedures(made_records(("5", "2", ""), ("10", "", ""), ("", "1", ""))))
    assert pooled.number == Decimal(5 - 2) / 5
    assert {cell.row for cell in pooled.sources()} == {2}


def test_the_pool_of_nothing_is_missing() -> None:
    assert pooled_saving([]).status == "missing"
    assert pooled_saving(read_procedures(made_records(("5", "", "")))).status == "missing"


@given(st.lists(st.tuples(st.integers(1, 100), st.integers(0, 100)), min_size=1, max_size=10))
def test_the_pooled_saving_lies_between_the_least_and_the_greatest(days: list[tuple[int, int]]) -> None:
    procedures = read_procedures(made_records(*((str(before), str(after), "") for before, after in days)))
    shares = [procedure.saved.number for procedure in procedures if procedure.saved.number is not None]
    pooled = pooled_saving(procedures).number
    assert pooled is not None
    assert min(shares) - Decimal("1e-20") <= pooled <= max(shares) + Decimal("1e-20")
