"""The numbers of one report. In: a Commune. Out: every count by its key, all of which agree with each other.

Parts are drawn and added up, or a total is drawn and split; nothing is rounded afterwards.
"""

from __future__ import annotations

from random import Random

from cchc.demo.commune import Commune, between, part, split, with_probability

Numbers = dict[str, int]
_NONE_AT_ALL = 1  # in so many of two hundred reports no dossier came in
_WEEK = 7


def draw_numbers(commune: Commune, shortened: list[int]) -> Numbers:
    """Every count of the report; `shortened` holds the percentages by which procedures were shortened, rounded."""
    numbers = _draw_dossiers(commune)
    # What looks copied or misnamed by mere chance would be found by the rules: draw again.
    while _looks_copied(numbers):
        numbers = _draw_dossiers(commune)
    procedures = between(commune.stable_rng("procedures"), commune.size.procedures)
    staff = between(commune.stable_rng("staff"), commune.size.staff)
    drawn = {
        **numbers,
        **_fields(commune.rng, numbers),
        **_leadership(commune),
        **_procedures(commune, procedures),
        **_staff(commune, staff),
        **_satisfaction(commune.rng, numbers["ho_so.tiep_nhan"]),
        **_publicity(commune),
        **_shortening(commune.rng, shortened),
        **_documents(commune),
        **_today(commune, numbers),
    }
    if "tthc.ra_soat" in drawn:  # what was shortened was reviewed before
        drawn["tthc.ra_soat"] = max(drawn["tthc.ra_soat"], drawn["cat_giam.so_tthc"])
    return drawn


def _draw_dossiers(commune: Commune) -> Numbers:
    """Carried over + received = resolved + in progress + returned; each of them the sum of its parts."""
    rng = commune.rng
    received = 0 if rng.randrange(200) < _NONE_AT_ALL else commune.received
    online_from = min(90, 60 + 3 * (commune.year - 2024))
    online = part(rng, received, (max(20, online_from - 15), min(98, online_from + 20)))
    post = part(rng, received - online, (0, 12))
    some, full = split(rng, online, [rng.randint(20, 60), 50])
    carried = part(rng, received, (0, 2)) if with_probability(rng, 70) else 0
    returned = part(rng, received, (0, 1)) if with_probability(rng, 60) else 0
    going = part(rng, received, (0, 3)) if with_probability(rng, 85) else 0
    overdue = part(rng, going, (0, 20)) if with_probability(rng, 30) else 0
    resolved = carried + received - returned - going
    late = part(rng, resolved, (0, 2)) if with_probability(rng, 55) else 0
    early = part(rng, resolved - late, (40, 92))
    return {
        "ho_so.ky_truoc": carried, "ho_so.tiep_nhan": received, "ho_so.truc_tiep": received - online - post,
        "ho_so.bcci": post, "ho_so.truc_tiep_bcci": received - online, "ho_so.truc_tuyen": online,
        "ho_so.truc_tuyen.muc_do_3": some, "ho_so.truc_tuyen.muc_do_4": full, "ho_so.da_giai_quyet": resolved,
        "ho_so.trong_han": resolved - late, "ho_so.truoc_han": early, "ho_so.dung_han": resolved - late - early,
        "ho_so.qua_han": late, "ho_so.dang_giai_quyet": going, "ho_so.dang_trong_han": going - overdue,
        "ho_so.dang_qua_han": overdue, "ho_so.tra_lai": returned,
        **_ways_out(rng, resolved - late, [received - online - post, post, some, full]),
    }  # fmt: skip


def _ways_out(rng: Random, in_time: int, channels: list[int]) -> Numbers:
    parts = split(rng, in_time, [channel + 1 for channel in channels])
    return dict(zip(("3.3.2.a", "3.3.2.b", "3.3.2.c", "3.3.2.d"), parts, strict=True))


def _looks_copied(numbers: Numbers) -> bool:
    """Whether two breakdowns, or two totals, are the same without being one."""
    levels = [numbers["ho_so.truc_tuyen.muc_do_3"], numbers["ho_so.truc_tuyen.muc_do_4"]]
    ways = [numbers[f"3.3.2.{letter}"] for letter in "abcd"]
    ends = [numbers["ho_so.truoc_han"], numbers["ho_so.dung_han"]]
    same = ends in (levels, ways[2:]) or ways == [numbers["ho_so.truc_tiep"], numbers["ho_so.bcci"], *levels]
    online, received = numbers["ho_so.truc_tuyen"], numbers["ho_so.tiep_nhan"]
    return received > 0 and (same or numbers["ho_so.trong_han"] == online != received)


def _fields(rng: Random, dossiers: Numbers) -> Numbers:
    """Dossiers of land and building, and where the results were published."""
    in_time, resolved = dossiers["ho_so.trong_han"], dossiers["ho_so.da_giai_quyet"]
    return {
        "3.3.3": part(rng, in_time, (0, 25)), "3.3.5": part(rng, in_time, (0, 4)), "3.4.1": resolved,
        "3.4.2": resolved if with_probability(rng, 70) else part(rng, resolved, (40, 95)),
        "3.5": rng.randint(0, 3) if dossiers["ho_so.qua_han"] and with_probability(rng, 40) else 0,
    }  # fmt: skip


def _leadership(commune: Commune) -> Numbers:
    """Plan, inspections, tasks from above, legal documents, law enforcement."""
    rng = commune.rng
    tasks, given = commune.stable_rng("plan").randint(15, 42), rng.randint(10, 70) if with_probability(rng, 93) else 0
    late = part(rng, given, (0, 12)) if with_probability(rng, 50) else 0
    units, problems = (rng.randint(1, 6), rng.randint(0, 9)) if with_probability(rng, 80) else (0, 0)
    reviewed = rng.randint(0, 6)
    proposed = rng.randint(0, reviewed)
    law_tasks = rng.randint(4, 12) if with_probability(rng, 94) else 0
    begun = law_tasks - rng.randint(0, min(2, law_tasks))
    done = tasks if with_probability(rng, 45) else max(1, tasks - part(rng, tasks, (3, 30)) - 1)
    return {
        "1.1.1": tasks, "1.1.2": done, "1.1.3": rng.randint(0, 12), "1.2.1": units, "1.2.2": problems,
        "1.2.3": problems - rng.randint(0, min(2, problems)), "1.3.1": given, "1.3.2": given - late,
        "1.3.3": late - rng.randint(0, min(1, late)), "2.1": max(0, rng.randint(-2, 3)), "2.2": rng.randint(0, 3),
        "2.3": reviewed, "2.4": proposed, "2.5": rng.randint(0, proposed), "thi_hanh_pl.nhiem_vu": law_tasks,
        "thi_hanh_pl.da_trien_khai": begun, "thi_hanh_pl.hoan_thanh": part(rng, begun, (40, 100)),
        "thanh_tra.kien_nghi": (found := rng.randint(1, 6) if with_probability(rng, 25) else 0),
        "thanh_tra.da_thuc_hien": rng.randint(0, found),
    }  # fmt: skip


def _procedures(commune: Commune, total: int) -> Numbers:
    """Procedures by where they are handled, and online."""
    rng = commune.rng
    one, between_levels = split(rng, total, [60, 38])
    same = rng.randint(0, 6) if with_probability(rng, 40) else 0
    some = part(rng, total, (5, 35))
    fields, reviewed = (
        commune.stable_rng("fields").randint(30, 62),
        total if with_probability(rng, 50) else part(rng, total, (20, 95)),
    )
    return {
        "3.1.1": rng.randint(0, 40), "3.1.2": rng.randint(0, 20), "3.1.3": total, "3.2.1": one - same, "3.2.2": same,
        "3.2.3": between_levels, "3.2.6": part(rng, total, (0, 60)), "3.4.3": part(rng, total, (10, 70)),
        "7.5.1": some, "7.5.2": part(rng, total - some, (15, 70)), "tthc.linh_vuc": fields,
        "tthc.ra_soat": reviewed if with_probability(rng, 94) else 0,
    }  # fmt: skip


def _staff(commune: Commune, staff: int) -> Numbers:
    """Officials and civil servants, by schooling and by political theory; discipline; the one-stop desk."""
    rng, stable_rng = commune.rng, commune.stable_rng("people")
    officials = staff * stable_rng.randint(38, 52) // 100
    leaders, others = (rng.randint(0, 1), rng.randint(0, 2)) if with_probability(rng, 10) else (0, 0)
    counter = stable_rng.randint(3, min(12, staff // 3))
    desk = {"ghe_giao_dich": counter, "ghe_cho": stable_rng.randint(8, 40), "ban_ke_khai": stable_rng.randint(1, 4),
            "may_scan": stable_rng.randint(1, 4), "may_tinh": counter + stable_rng.randint(0, 2),
            "dien_tich": stable_rng.randint(30, 160), "cong_chuc": counter if with_probability(rng, 98) else 0}  # fmt: skip
    return {
        "4.1.1": staff + stable_rng.randint(0, 4), "4.1.2": staff, "4.1.3": rng.randint(0, 2),
        **_schooling(stable_rng, "can_bo", officials), **_schooling(stable_rng, "cong_chuc", staff - officials),
        "5.4.5": leaders, "5.4.6": others, "ky_luat.cbcc": leaders + others, "ky_luat.vi_pham": leaders + others,
        **{f"mot_cua.{thing}": number for thing, number in desk.items()},
    }  # fmt: skip


def _schooling(rng: Random, group: str, people: int) -> Numbers:
    higher, college = part(rng, people, (0, 35)), rng.randint(0, 1)
    high_theory = part(rng, people, (0, 30))
    return {
        f"{group}.tong": people, f"{group}.tren_dai_hoc": higher, f"{group}.dai_hoc": people - higher - college,
        f"{group}.cao_dang": college, f"{group}.llct_cao_cap": high_theory,
        f"{group}.llct_trung_cap": people - high_theory,
    }  # fmt: skip


def _satisfaction(rng: Random, received: int) -> Numbers:
    """Surveys on paper, ratings online, complaints."""
    sent = rng.randint(3, 20) * 10 if with_probability(rng, 95) else 0
    back = sent - part(rng, sent, (0, 15)) if with_probability(rng, 60) else sent
    unhappy = part(rng, back, (0, 5)) if with_probability(rng, 40) else 0
    rated = part(rng, received, (2, 30)) if with_probability(rng, 90) else 0
    complaints = rng.randint(1, 9) if with_probability(rng, 35) else 0
    return {
        "1.4.1": sent, "phieu.phat_ra": sent, "phieu.thu_ve": back, "phieu.hai_long": back - unhappy,
        "phieu.khong_hai_long": unhappy, "danh_gia.truc_tuyen": rated,
        "danh_gia.truc_tuyen.hai_long": rated - part(rng, rated, (0, 4)), "phan_anh.tiep_nhan": complaints,
        "phan_anh.da_xu_ly": complaints - rng.randint(0, min(1, complaints)),
    }  # fmt: skip


def _publicity(commune: Commune) -> Numbers:
    rng, (first, last) = commune.rng, commune.window
    banners = [rng.randint(0, 14), rng.randint(0, 6)] if with_probability(rng, 92) else [0, 0]
    weekly = rng.randint(1, 3) if with_probability(rng, 96) else 0
    return {
        "tuyen_truyen.bang_ron": sum(banners), "tuyen_truyen.bang_ron.hai_mat": banners[0],
        "tuyen_truyen.bang_ron.mot_mat": banners[1], "tuyen_truyen.phat_thanh.moi_tuan": weekly,
        "tuyen_truyen.phat_thanh": weekly * (((last - first).days + 1) // _WEEK),
        "tuyen_truyen.hoi_nghi": rng.randint(0, 9), "tuyen_truyen.trang_ttdt": max(0, rng.randint(-3, 48)),
        "chuyen_doi_so.to_cong_tac": commune.stable_rng("groups").randint(3, 26) if with_probability(rng, 95) else 0,
    }  # fmt: skip


def _shortening(rng: Random, shortened: list[int]) -> Numbers:
    """How many procedures were shortened, and from which to which percentage."""
    if not shortened:
        return {"cat_giam.so_tthc": 0}
    ends = (min(shortened), max(shortened)) if with_probability(rng, 50) else (30, 60)
    return {
        "cat_giam.so_tthc": len(shortened),
        "cat_giam.tu": ends[0],
        "cat_giam.den": ends[1],
        "cat_giam.toi_thieu": 30,
    }


def _documents(commune: Commune) -> Numbers:
    """Outgoing documents, and those of them that went without paper."""
    rng = commune.rng
    sent = round(commune.stable_rng("documents").randint(300, 2500) * commune.share_of_year * rng.uniform(0.95, 1.05))
    return {"7.2.3": sent, "van_ban_di.dien_tu": sent if with_probability(rng, 35) else part(rng, sent, (60, 99))}


def _today(commune: Commune, dossiers: Numbers) -> Numbers:
    """What only the forms from 2025 ask for: kinds of online service by their names now, digitisation, payment, scores."""
    rng = commune.stable_rng(f"today {commune.year} {commune.period.key}")
    received, resolved = dossiers["ho_so.tiep_nhan"], dossiers["ho_so.da_giai_quyet"]
    digitised, paying = part(rng, received, (70, 100)), part(rng, received, (30, 60))
    paid = part(rng, paying, (40, 99))
    scores = {"cong_khai": 18, "tien_do": 20, "so_hoa": 22, "truc_tuyen": 22, "hai_long": 18}
    points = {f"diem_766.{group}": rng.randint(most // 2, most) for group, most in scores.items()}
    return {
        "ho_so.truc_tuyen.mot_phan": dossiers["ho_so.truc_tuyen.muc_do_3"],
        "ho_so.truc_tuyen.toan_trinh": dossiers["ho_so.truc_tuyen.muc_do_4"], "ho_so.truc_tuyen.khac": 0,
        "ho_so.phi_dia_gioi": part(rng, received, (0, 3)), "so_hoa.ho_so": digitised,
        "so_hoa.tai_su_dung": part(rng, digitised, (5, 60)), "so_hoa.ket_qua": part(rng, resolved, (70, 100)),
        "thanh_toan.truc_tuyen": paid, "thanh_toan.truc_tiep": paying - paid, **points,
        "diem_766.tong": sum(points.values()),
    }  # fmt: skip
