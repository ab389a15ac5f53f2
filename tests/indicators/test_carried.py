"""Whether "received" holds what was carried over, and what follows for rates."""

from __future__ import annotations

from decimal import Decimal

import pytest

from cchc.indicators.carried import holds_carried
from cchc.indicators.counts import Counts
from cchc.indicators.rates import compute_rate
from tests.indicators.made_counts import made_counts

WITH_CARRIED = "ho_so.tiep_nhan+ho_so.ky_truoc"


def dossiers(**numbers: int) -> Counts:
    return made_counts({}, [("II.2.d", f"ho_so.{key}", str(number)) for key, number in numbers.items()])


@pytest.mark.parametrize(
    ("counts", "held"),
    [
        # 100 = 70 + 30, and 20 + 100 = 95 + 25.
        ({"ky_truoc": 20, "tiep_nhan": 100, "da_giai_quyet": 95, "dang_giai_quyet": 25}, False),
        # Form 06a: 120 = 95 + 25, the 20 carried over among them.
        ({"ky_truoc": 20, "tiep_nhan": 120, "da_giai_quyet": 95, "dang_giai_quyet": 25}, True),
        # The channels tell: 60 + 40 = 100, and 60 + 40 + 20 = 120.
        ({"ky_truoc": 20, "tiep_nhan": 100, "truc_tuyen": 60, "truc_tiep_bcci": 40}, False),
        ({"ky_truoc": 20, "tiep_nhan": 120, "truc_tuyen": 60, "truc_tiep_bcci": 40}, True),
        # 10 came by kiosks: 60 + 30 + 10 + 20 = 120.
        ({"ky_truoc": 20, "tiep_nhan": 120, "truc_tuyen": 60, "truc_tiep_bcci": 30, "ki_ot": 10}, True),
        # 5 are counted apart: 20 + 100 = 95 + 20 + 5, and 120 = 95 + 20 + 5.
        ({"ky_truoc": 20, "tiep_nhan": 100, "da_giai_quyet": 95, "dang_giai_quyet": 20, "phi_dia_gioi": 5}, False),
        ({"ky_truoc": 20, "tiep_nhan": 120, "da_giai_quyet": 95, "dang_giai_quyet": 20, "tam_dung": 5}, True),
        # 120 = 95 + 20 + 5 returned.
        ({"ky_truoc": 20, "tiep_nhan": 120, "da_giai_quyet": 95, "dang_giai_quyet": 20, "tra_lai": 5}, True),
        # Nothing tells.
        ({"ky_truoc": 20, "tiep_nhan": 120}, False),
        ({"tiep_nhan": 120, "da_giai_quyet": 95, "dang_giai_quyet": 25}, False),
    ],
)
def test_the_balance_or_the_channels_tell_what_received_holds(counts: dict[str, int], held: bool) -> None:
    assert holds_carried(dossiers(**counts), "II.2.d") is held


def test_a_rate_over_received_and_carried_never_counts_the_carried_twice() -> None:
    flow = {"ky_truoc": 20, "da_giai_quyet": 95, "dang_giai_quyet": 25, "trong_han": 90, "qua_han": 5}
    apart = compute_rate(dossiers(tiep_nhan=100, **flow), "ty_le.trong_han", "II.2.d", WITH_CARRIED)
    inside = compute_rate(dossiers(tiep_nhan=120, **flow), "ty_le.trong_han", "II.2.d", WITH_CARRIED)
    assert apart.number == inside.number == Decimal(90) / 120
    assert inside.denominator == "tổng số hồ sơ tiếp nhận, gồm cả kỳ trước chuyển qua"


def test_the_share_of_a_channel_is_over_what_came_in_new() -> None:
    channels = {"ky_truoc": 20, "truc_tuyen": 60, "truc_tiep_bcci": 40}
    apart = compute_rate(dossiers(tiep_nhan=100, **channels), "ty_le.truc_tuyen", "II.2.d")
    inside = compute_rate(dossiers(tiep_nhan=120, **channels), "ty_le.truc_tuyen", "II.2.d")
    assert apart.number == inside.number == Decimal(60) / (60 + 40)
    assert inside.denominator == "số hồ sơ mới tiếp nhận trong kỳ"
