"""What a sentence can say of a province's units. In: their states. Out: counts as Values, names as texts, the words of a sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from cchc.build.standing.states import State, UnitState
from cchc.catalogue.periods import periods
from cchc.catalogue.roll_up import Limits
from cchc.catalogue.units.register import Unit
from cchc.raw.keys import ProvinceKey
from cchc.values.printing import HUNDRED, capital, print_date, print_number
from cchc.values.value import Formula, Value

Test = Callable[[UnitState], bool]

_SENT = frozenset(State) - {State.CHUA_GUI}
_ISSUED = frozenset({State.DA_BAN_HANH, State.DOI_SAU_BAN_HANH})
_BUILT = _ISSUED | {State.DU_THAO, State.SACH}
# By key: what it counts, in words, and of which units.
FACTS: Mapping[str, tuple[str, Test]] = {
    "don_vi.tong": ("đơn vị hành chính cấp xã", lambda one: True),
    "don_vi.da_gui": ("đơn vị đã gửi báo cáo", lambda one: one.state in _SENT),
    "don_vi.chua_gui": ("đơn vị chưa gửi báo cáo", lambda one: one.state is State.CHUA_GUI),
    "don_vi.nhan_thieu_tep": ("đơn vị có ghi nhận, chưa có số liệu", lambda one: one.state is State.CHUA_GUI and bool(one.arrived)),
    "don_vi.khong_doc_duoc": ("đơn vị có tệp không đọc được", lambda one: one.state is State.KHONG_DOC_DUOC),
    "don_vi.chua_lap": ("đơn vị đã gửi, chưa lập báo cáo", lambda one: one.state is State.DA_GUI),
    "don_vi.co_bao_cao": ("đơn vị đã có báo cáo", lambda one: one.state in _BUILT),
    "don_vi.du_thao": ("đơn vị có báo cáo còn lỗi", lambda one: one.state is State.DU_THAO),
    "don_vi.sach": ("đơn vị có báo cáo chưa phát hiện lỗi", lambda one: one.state is State.SACH),
    "don_vi.da_ban_hanh": ("đơn vị đã ban hành báo cáo", lambda one: one.state in _ISSUED),
    "don_vi.doi_sau_ban_hanh": ("đơn vị đổi số liệu sau khi ban hành", lambda one: one.state is State.DOI_SAU_BAN_HANH),
    "don_vi.gui_muon": ("đơn vị gửi muộn", lambda one: one.state in _SENT and bool(one.days_late)),
    "don_vi.gui_dung_han": ("đơn vị gửi đúng hạn", lambda one: one.state in _SENT and one.days_late == 0),
    "don_vi.khong_ro_ngay": ("đơn vị đã gửi, không rõ ngày nhận", lambda one: one.state in _SENT and one.days_late is None),
}  # fmt: skip


def fact(key: str, states: Sequence[UnitState]) -> Value | None:
    """The count of that key; None where there is no such fact."""
    if key not in FACTS:
        return None
    label, holds = FACTS[key]
    formula = Formula(f"đếm trong {len(states)} đơn vị", ())
    return Value(key, label, "đơn vị", "count", Decimal(sum(map(holds, states))), "derived", formula=formula)


def units_of(key: str, states: Iterable[UnitState]) -> list[Unit]:
    """The units that a fact counts, by code."""
    holds = FACTS[key][1]
    return [one.unit for one in states if holds(one)]


def name_units(units: Sequence[Unit], most: int) -> str:
    """Units in a sentence, those of one type together: "các xã A, B và phường C"; the rest of more than `most` as a number.

    One unit is no rest: it is named.
    """
    most = len(units) if len(units) == most + 1 else most
    named, rest = units[:most], len(units) - most
    kinds: dict[str, list[str]] = {}
    for unit in sorted(named, key=lambda one: one.type):
        kinds.setdefault(unit.level_word, []).append(unit.name)
    parts = [f"{'các ' if len(names) > 1 else ''}{kind} {', '.join(names)}" for kind, names in kinds.items()]
    parts += [f"{rest} đơn vị khác"] if rest > 0 else []
    *first, last = parts or [""]
    return f"{'; '.join(first)} và {last}" if first else last


def due_of(states: Sequence[UnitState]) -> date | None:
    """The day by which most units are to report; None where no rule gives one."""
    days = Counter(one.due for one in states if one.due)
    return min((day for day, times in days.items() if times == max(days.values())), default=None)


def _as_of(states: Sequence[UnitState], day: date | None) -> date | None:
    """The day as of which it can be said who has sent; None where something came later, and is counted nevertheless."""
    return None if day is None or any(one.arrived and one.arrived > day for one in states) else day


def words_of(
    key: ProvinceKey, window: tuple[date, date], states: Sequence[UnitState], as_of: date | None, limits: Limits
) -> dict[str, str]:
    """The names that may stand in braces in a sentence, with their text; of facts the units by name: {ten.chua_gui}."""
    period, year = periods()[key.period], key.year
    before_year, before = period.previous_in(year)
    due = due_of(states)
    day = _as_of(states, as_of or due)
    first, last = window
    return {
        "nam": str(year),
        "ky": period.name_in(year),
        "Ky": capital(period.name_in(year)),
        "ky_truoc": periods()[before].name_in(before_year),
        "trong_ky": period.within,
        "Trong_ky": capital(period.within),
        "tinh": key.province.type,
        "ten_tinh": key.province.name,
        "cap_xa": ", ".join(dict.fromkeys(one.unit.level_word for one in states)),
        "han_gui": print_date(due) if due else "",
        "Tinh_den": f"Tính đến ngày {print_date(day)}" if day else "Tính đến thời điểm tổng hợp",
        "nguong_don_vi": str(limits.least_units),
        "nguong_lech": print_number(limits.deviations),
        "nguong_diem": print_number(limits.least_share * HUNDRED),
        "nguong_so": print_number(limits.least_count),
        "tu_ngay": print_date(first),
        "den_ngay": print_date(last),
        **{name.replace("don_vi.", "ten."): name_units(units_of(name, states), limits.most_named) for name in FACTS},
    }


def counted(key: str, label: str, unit: str, number: int) -> Value:
    """What the roll-up itself has counted."""
    return Value(key, label, unit, "count", Decimal(number), "derived", formula=Formula("đếm trong toàn tỉnh", ()))
