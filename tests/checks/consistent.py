"""Random submissions in which everything agrees. In: Hypothesis's choices. Out: a Report to change and to submit.

They agree by construction: parts are drawn and added up, or a total is drawn and split; a share is computed from its
counts and rounded half up; documents are dated on working days, one after the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from hypothesis import assume
from hypothesis import strategies as st

from cchc.catalogue.counts import count_info
from cchc.catalogue.form import form_for
from cchc.raw.submission import Submission
from tests.checks.examples import COMPLETE, ON, make

SIGNED = {"kinh_gui": ["Phòng Nội vụ"], "nguoi_ky": {"quyen_han": "TM. ỦY BAN NHÂN DÂN", "ho_ten": "Lê Văn B"}}
PROCEDURES = [
    "Đăng ký khai sinh",
    "Đăng ký kết hôn",
    "Hòa giải tranh chấp đất đai",
    "Công nhận câu lạc bộ thể thao cơ sở",
]
SUBJECTS = ["về ban hành Quy chế làm việc", "về quản lý tài sản công", "về kiện toàn Bộ phận Một cửa"]
FIRST_DAY = date(2024, 1, 8)

# Stated rates: numerator, denominator. Those of one total are printed over it.
RATES = {
    "ty_le.truc_tuyen": ("ho_so.truc_tuyen", "ho_so.tiep_nhan"),
    "ty_le.truc_tiep": ("ho_so.truc_tiep", "ho_so.tiep_nhan"),
    "ty_le.bcci": ("ho_so.bcci", "ho_so.tiep_nhan"),
    "ty_le.trong_han": ("ho_so.trong_han", "ho_so.da_giai_quyet"),
    "ty_le.truoc_han": ("ho_so.truoc_han", "ho_so.da_giai_quyet"),
    "ty_le.qua_han": ("ho_so.qua_han", "ho_so.da_giai_quyet"),
    "ty_le.phieu_thu_ve": ("phieu.thu_ve", "phieu.phat_ra"),
    "ty_le.hai_long": ("phieu.hai_long", "phieu.thu_ve"),
    "ty_le.phan_anh_da_xu_ly": ("phan_anh.da_xu_ly", "phan_anh.tiep_nhan"),
    "ty_le.can_bo.dai_hoc": ("can_bo.dai_hoc", "can_bo.tong"),
    "ty_le.thi_hanh_pl": ("thi_hanh_pl.hoan_thanh", "thi_hanh_pl.nhiem_vu"),
    "ty_le.ke_hoach_hoan_thanh": ("1.1.2", "1.1.1"),
}
TWICE = ("ho_so.tiep_nhan", "ho_so.truc_tuyen", "ho_so.truc_tiep_bcci", "ho_so.trong_han")


@dataclass(frozen=True)
class Report:
    """What a commune tells: counts by key, percentages and choices of the annex, its list and documents.

    `restated` are keys of the annex that the narrative states too; `changed` are texts that stand for the ones computed.
    """

    counts: Mapping[str, int]
    other: Mapping[str, str]
    days: Sequence[tuple[int, int]] = ()
    dates: Sequence[date] = ()
    restated: Sequence[str] = ()
    changed: Mapping[str, str] = field(default_factory=dict)

    def times(self, factor: int) -> Report:
        """The same with every count so many times as large; the list, whose rows cannot be, is left out."""
        return replace(self, counts={key: number * factor for key, number in self.counts.items()}, days=())

    def changing(self, key: str, text: str) -> Report:
        """The same with another text for the first statement of a key."""
        return replace(self, changed={key: text})

    def rates(self) -> dict[str, str]:
        """The stated rates as they are printed; none where the denominator is 0."""
        pairs = {key: (self.counts[above], self.counts[below]) for key, (above, below) in RATES.items()}
        return {key: percent(above, below) for key, (above, below) in pairs.items() if below}

    def submit(self) -> Submission:
        """The report as a submission."""
        form = {row.key for row in form_for(ON).rows}
        texts = {key: two_digits(number) for key, number in self.counts.items()}
        rates = {key: self.changed.get(key, text) for key, text in self.rates().items()}
        annex = {row.key: texts.get(row.key, self.other.get(row.key, "")) for row in form_for(ON).rows}
        annex |= {key: text for key, text in self.changed.items() if key in form}
        told = {key: text for key, text in texts.items() if key not in form} | rates
        told |= {key: text for key, text in self.changed.items() if key in told}
        told |= self._range()
        narrative = [*told.items(), *((key, texts[key]) for key in self.restated)]
        stated = [(key, text, count_info(key).section or "II.2.d", _named(key)) for key, text in narrative]
        again = [(key, told.get(key, texts.get(key, "")), "II.6.c") for key in TWICE]
        listed = zip(PROCEDURES, self.days, strict=False)
        return make(
            annex=annex,
            statements=[*stated, *again],
            procedures=[
                (name, str(before), str(after), percent(before - after, before)) for name, (before, after) in listed
            ],
            documents=list(self._documents()),
            source=SIGNED,
            texts=COMPLETE["texts"],
        )

    def _documents(self) -> Iterator[tuple[str, ...]]:
        for number, (day, subject) in enumerate(zip(self.dates, SUBJECTS, strict=False), start=5):
            yield "Quyết định", f"{number}/QĐ-UBND", _day(day), "UBND xã", subject

    def _range(self) -> dict[str, str]:
        if not self.days:
            return {}
        shares = [rounded(before - after, before, 0) for before, after in self.days]
        bounds = {"cat_giam.tu": f"{min(shares)}", "cat_giam.den": f"{max(shares)}"}
        return bounds | {"cat_giam.so_tthc": self.changed.get("cat_giam.so_tthc", two_digits(len(self.days)))}


def _named(key: str) -> str:
    return RATES[key][1] if key in RATES else ""


def _day(day: date) -> str:
    return f"{day.day:02d}/{day.month:02d}/{day.year}" if day.month < 3 else f"{day.day:02d}/{day.month}/{day.year}"


def two_digits(number: int) -> str:
    """05, 12, 1.234."""
    return f"{number:02d}" if 0 < number < 10 else f"{number:,d}".replace(",", ".")


def rounded(above: int, below: int, decimals: int) -> Decimal:
    """The percentage above / below, halves up."""
    return (Decimal(100 * above) / below).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def percent(above: int, below: int) -> str:
    """A percentage with one decimal; without when it is a whole one."""
    return f"{100 * above // below}" if 100 * above % below == 0 else f"{rounded(above, below, 1)}".replace(".", ",")


@st.composite
def splits(draw: st.DrawFn, total: int, parts: int) -> list[int]:
    """A total in so many parts."""
    cuts = sorted(draw(st.lists(st.integers(0, total), min_size=parts - 1, max_size=parts - 1)))
    return [high - low for low, high in zip([0, *cuts], [*cuts, total], strict=True)]


@st.composite
def dossiers(draw: st.DrawFn) -> dict[str, int]:
    """All counts of dossiers: what came in went out, is open, or was returned."""
    direct, postal, third, fourth, carried = draw(st.tuples(*[st.integers(0, 2000)] * 5))
    received = direct + postal + third + fourth
    early, due, late, open_, overdue, returned = draw(splits(received + carried, 6))
    ways = draw(splits(early + due, 4))
    fields = draw(splits(early + due, 3))
    resolved = early + due + late
    # What looks copied or misnamed by chance is not what these submissions are for.
    assume(third + fourth not in (early + due,) and (early, due) not in [(third, fourth), (ways[2], ways[3])])
    assume(ways != [direct, postal, third, fourth])
    return {
        "ho_so.tiep_nhan": received, "ho_so.truc_tiep": direct, "ho_so.bcci": postal, "ho_so.truc_tiep_bcci": direct + postal,
        "ho_so.truc_tuyen.muc_do_3": third, "ho_so.truc_tuyen.muc_do_4": fourth, "ho_so.truc_tuyen": third + fourth,
        "ho_so.ky_truoc": carried, "ho_so.truoc_han": early, "ho_so.dung_han": due, "ho_so.qua_han": late,
        "ho_so.trong_han": early + due, "ho_so.da_giai_quyet": resolved, "ho_so.dang_trong_han": open_,
        "ho_so.dang_qua_han": overdue, "ho_so.dang_giai_quyet": open_ + overdue, "ho_so.tra_lai": returned,
        "3.3.2.a": ways[0], "3.3.2.b": ways[1], "3.3.2.c": ways[2], "3.3.2.d": ways[3], "3.3.3": fields[0],
        "3.3.5": fields[1], "3.4.1": draw(st.integers(0, resolved)), "3.4.2": draw(st.integers(0, resolved)),
    }  # fmt: skip


@st.composite
def chains(draw: st.DrawFn) -> dict[str, int]:
    """Counts of which each is part of the one before."""
    found: dict[str, int] = {}
    for chain in (["1.1.1", "1.1.2"], ["1.2.2", "1.2.3"], ["2.3", "2.4", "2.5"], ["7.2.3", "van_ban_di.dien_tu"],
                  ["phan_anh.tiep_nhan", "phan_anh.da_xu_ly"], ["thanh_tra.kien_nghi", "thanh_tra.da_thuc_hien"],
                  ["thi_hanh_pl.nhiem_vu", "thi_hanh_pl.da_trien_khai", "thi_hanh_pl.hoan_thanh"],
                  ["danh_gia.truc_tuyen", "danh_gia.truc_tuyen.hai_long"], ["phieu.phat_ra", "phieu.thu_ve"]):  # fmt: skip
        numbers = sorted(draw(st.lists(st.integers(0, 400), min_size=len(chain), max_size=len(chain))), reverse=True)
        found |= dict(zip(chain, numbers, strict=True))
    happy, unhappy, _ = draw(splits(found["phieu.thu_ve"], 3))
    given_ = draw(st.integers(0, 60))
    in_time, late, _ = draw(splits(given_, 3))
    return {
        **found, "phieu.hai_long": happy, "phieu.khong_hai_long": unhappy, "1.4.1": found["phieu.phat_ra"],
        "1.3.1": given_, "1.3.2": in_time, "1.3.3": late,
    }  # fmt: skip


@st.composite
def offices(draw: st.DrawFn) -> dict[str, int]:
    """Procedures and staff, with their parts; single counts; banners."""
    levels = draw(st.tuples(*[st.integers(2, 150)] * 3))
    total = sum(levels)
    online = draw(splits(total, 3))
    officials, servants = (draw(splits(draw(st.integers(1, 15)), 4)) for _ in range(2))
    staff = sum(officials) + sum(servants)
    banners, leaders, others = draw(st.tuples(*[st.integers(0, 12)] * 2)), *draw(st.tuples(*[st.integers(0, 3)] * 2))
    kinds = ("tren_dai_hoc", "dai_hoc", "cao_dang", "trung_cap")
    some = {key: draw(st.integers(0, total)) for key in ("3.1.1", "3.2.6", "3.4.3", "tthc.ra_soat")}
    single = {key: draw(st.integers(0, 50)) for key in ("1.1.3", "1.2.1", "2.1", "2.2", "3.1.2", "3.5", "4.1.3")}
    return {
        "3.2.1": levels[0], "3.2.2": levels[1], "3.2.3": levels[2], "3.1.3": total, "7.5.1": online[0], "7.5.2": online[1],
        "4.1.2": staff, "4.1.1": staff + draw(st.integers(0, 5)), "can_bo.tong": sum(officials),
        "cong_chuc.tong": sum(servants), **{f"can_bo.{k}": n for k, n in zip(kinds, officials, strict=True)},
        **{f"cong_chuc.{k}": n for k, n in zip(kinds, servants, strict=True)}, "mot_cua.cong_chuc": draw(st.integers(0, staff)),
        "tuyen_truyen.bang_ron.hai_mat": banners[0], "tuyen_truyen.bang_ron.mot_mat": banners[1],
        "tuyen_truyen.bang_ron": sum(banners), "5.4.5": leaders, "5.4.6": others, "ky_luat.cbcc": leaders + others,
        **some, **single,
    }  # fmt: skip


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """A report in which everything agrees."""
    electronic = draw(splits(100, 3))
    shares = {"3.2.4": "100", "3.2.5": "99,5", "4.1.4": "0", "5.4.2": "12,5"}
    choices = {row.key: draw(st.sampled_from(list(row.choices))) for row in form_for(ON).rows if row.choices}
    plan = {"1.1": "QĐ số 5/QĐ-UBND ngày 08/01/2024"}
    days = [sorted(pair, reverse=True) for pair in draw(st.lists(st.tuples(*[st.integers(1, 60)] * 2), max_size=4))]
    start = FIRST_DAY + timedelta(weeks=draw(st.integers(4, 10)))  # after Tết
    return Report(
        {**draw(dossiers()), **draw(chains()), **draw(offices())},
        {**shares, **choices, **plan, "7.2.3.a": str(electronic[0]), "7.2.3.b": str(electronic[1])},
        [(before, after) for before, after in days],
        [FIRST_DAY, *(start + timedelta(weeks=n, days=n) for n in (2, 3))],
        draw(st.lists(st.sampled_from(["2.1", "3.1.3", "3.5", "1.4.1", "7.2.3"]), unique=True)),
    )
