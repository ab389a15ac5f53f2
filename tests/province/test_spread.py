"""Who is unlike the others of its type. In: rates of a few units. Out: medians, deviations, ranks worked by hand."""

from __future__ import annotations

from decimal import Decimal

from cchc.catalogue.roll_up import MainIndicator, roll_up
from cchc.catalogue.units.register import Unit, unit
from cchc.province.spread import ends, outliers, ranks, spreads
from cchc.province.totals import Taken
from cchc.values.value import Value
from tests.province.small import LAST_DAY, PHUONG, XA

MORE_XA = (*XA[10:], "14890", "14896", "14902", "14908", "14923", "14932", "14950")  # after the first ten
RATE = MainIndicator(key="ty_le.truc_tuyen", label="Trực tuyến", better="high")
COUNT = MainIndicator(key="ho_so.tiep_nhan", label="Hồ sơ")
LIMITS = roll_up().limits


def _taken(*numbers: str, more: dict[str, str] | None = None) -> Taken:
    codes = dict(zip(XA, numbers, strict=False)) | (more or {})
    return Taken({unit(code, LAST_DAY): _value(number) for code, number in codes.items()}, {})


def _value(number: str) -> Value:
    return Value("ty_le.truc_tuyen", "Trực tuyến", "%", "share", Decimal(number), "derived")


def _far(taken: Taken, indicator: MainIndicator = RATE) -> dict[str, Decimal]:
    found = [one for spread in spreads(indicator, taken, LIMITS) for one in outliers(spread, LIMITS)]
    return {one.unit.code: one.distance for one in found}


def test_a_unit_beyond_three_deviations_is_unlike_the_others() -> None:
    # In order 0,50 0,90 ... 0,99: the median is the sixth, 0,94. The deviations in order are 0 1 1 2 2 3 3 4 4 5 44
    # hundredths: their median is 3, three times that 9.
    taken = _taken("0.99", "0.90", "0.91", "0.92", "0.93", "0.94", "0.95", "0.96", "0.97", "0.98", "0.50")
    (spread,) = spreads(RATE, taken, LIMITS)
    assert (spread.lowest, spread.median, spread.highest, spread.deviation) == (
        Decimal("0.50"), Decimal("0.94"), Decimal("0.99"), Decimal("0.03"),
    )  # fmt: skip
    (found,) = outliers(spread, LIMITS)
    assert (found.unit.code, found.distance, found.reach) == (XA[10], Decimal("-0.44"), Decimal("0.09"))


def test_of_fewer_than_ten_units_none_is() -> None:
    assert _far(_taken(*["0.99"] * 8, "0.10")) == {}
    assert _far(_taken(*["0.99"] * 9, "0.10")) == {XA[9]: Decimal("-0.89")}


def test_where_rates_crowd_what_is_within_five_points_is_not_unlike() -> None:
    assert _far(_taken(*["1"] * 10, "0.95")) == {}
    assert _far(_taken(*["1"] * 10, "0.949")) == {XA[10]: Decimal("-0.051")}


def test_where_most_have_one_number_the_mean_deviation_says_who_is_unlike() -> None:
    # Ten of nineteen have 1: the median deviation is 0, and nine would be unlike the others. The mean one is
    # (0,30 + 8 * 0,06) / 19 = 0,041..., three times that 0,123...
    assert _far(_taken(*["1"] * 10, more=dict(zip(MORE_XA, ["0.7", *["0.94"] * 8], strict=True)))) == {
        MORE_XA[0]: Decimal("-0.3")
    }


def test_a_count_must_be_more_than_ten_away() -> None:
    assert _far(_taken(*["100"] * 10, "110"), COUNT) == {}
    assert _far(_taken(*["100"] * 10, "111"), COUNT) == {XA[10]: Decimal(11)}


def test_a_ward_is_not_held_against_communes() -> None:
    taken = _taken(*["1"] * 10, more={PHUONG: "0.2"})
    assert _far(taken) == {}
    assert [(one.type, one.units) for one in spreads(RATE, taken, LIMITS)] == [("phường", 1), ("xã", 10)]


def test_equal_numbers_share_a_place_and_the_next_is_left_out() -> None:
    numbers = _taken("0.9", "1", "0.8", "1").numbers
    assert [ranks(numbers, RATE)[unit(code, LAST_DAY)] for code in XA[:4]] == [3, 1, 4, 1]
    assert ranks(numbers, COUNT) == {}, "of a count no end is the better one"


def test_the_ends_keep_units_with_one_number_together_and_share_none() -> None:
    high, low = ends(_taken("1", "1", "1", "1", "0.7", "0.5").numbers, 2)
    assert _named(high) == [("1", XA[:4])]
    assert _named(low) == [("0.5", XA[5:6]), ("0.7", XA[4:5])]


def _named(levels: list[object]) -> list[tuple[str, tuple[str, ...]]]:
    return [(str(one.number), tuple(unit.code for unit in one.units)) for one in levels]  # type: ignore[attr-defined]


def test_a_unit_without_a_number_takes_no_part() -> None:
    nobody: dict[Unit, Value] = {}
    assert [*spreads(RATE, Taken(nobody, {}), LIMITS)] == []
