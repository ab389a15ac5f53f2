"""What holds for every submission, whatever its numbers."""

from __future__ import annotations

import functools
import random
from collections import Counter
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from cchc.catalogue.rules import rules
from cchc.checks.finding import Finding
from cchc.indicators.counts import Counts
from cchc.indicators.rates import compute_all_rates
from cchc.raw.files import Record
from cchc.raw.submission import ANNEX, DOCUMENTS, REDUCTIONS, STATEMENTS, Submission
from cchc.values.reading import read_number
from tests.checks.consistent import RATES, Report, reports
from tests.checks.examples import SAMPLE_SUBMISSION, check_submission, whole_form


def at_most(number: int) -> settings:
    """So many examples, or as many as the profile has where that is fewer (`make quick`)."""
    unhurried = [HealthCheck.too_slow, HealthCheck.filter_too_much]
    return settings(max_examples=min(number, settings.default.max_examples), suppress_health_check=unhurried)


few, many, most = at_most(25), at_most(60), at_most(150)

pytestmark = pytest.mark.no_cover  # tracing the many examples takes long, and they run no line that others do not

HUGE = 1_000_003  # more than any total: no other reading of it can fit
BREAKABLE = [
    *["ho_so.tiep_nhan", "ho_so.truc_tiep", "ho_so.bcci", "ho_so.truc_tuyen.muc_do_3", "ho_so.truc_tuyen.muc_do_4"],
    *["ho_so.trong_han", "ho_so.truoc_han", "ho_so.dung_han", "ho_so.qua_han", "ho_so.da_giai_quyet", "ho_so.tra_lai"],
    *[
        "ho_so.dang_giai_quyet",
        "ho_so.dang_trong_han",
        "ho_so.dang_qua_han",
        "ho_so.truc_tuyen",
        "ho_so.truc_tiep_bcci",
    ],
    *["3.3.2.a", "3.3.2.b", "3.3.2.c", "3.3.2.d", "3.3.3", "3.3.5", "3.4.1", "3.4.2", "3.4.3", "3.1.1", "3.2.6"],
    *["1.1.2", "1.2.3", "1.3.2", "1.3.3", "1.4.1", "2.4", "2.5", "3.1.3", "3.2.1", "3.2.2", "3.2.3", "4.1.2"],
    *["5.4.5", "5.4.6", "7.2.3.a", "7.2.3.b", "7.5.1", "7.5.2", "3.2.4", "5.4.2", "phieu.phat_ra", "phieu.thu_ve"],
    *["phieu.hai_long", "phieu.khong_hai_long", "danh_gia.truc_tuyen.hai_long", "phan_anh.da_xu_ly", "tthc.ra_soat"],
    *["thanh_tra.da_thuc_hien", "thi_hanh_pl.da_trien_khai", "thi_hanh_pl.hoan_thanh", "van_ban_di.dien_tu"],
    *["can_bo.tong", "can_bo.dai_hoc", "cong_chuc.tong", "cong_chuc.cao_dang", "mot_cua.cong_chuc", "ky_luat.cbcc"],
    *["tuyen_truyen.bang_ron", "tuyen_truyen.bang_ron.hai_mat", "tuyen_truyen.bang_ron.mot_mat"],
]


def grave(submission: Submission) -> list[str]:
    """The messages of all certain errors and questions."""
    return [f"{f.severity} {f.rule}: {f.message}" for f in check_submission(submission).findings if f.severity != "S"]


def said(found: tuple[Finding, ...], but: tuple[str, ...] = ()) -> Counter[str]:
    """Rule, keys and operands of the findings, without their order."""
    marks = ((f.rule, sorted(f.keys), sorted(f.operands.items())) for f in found if f.rule not in but)
    return Counter(repr(mark) for mark in marks)


@many
@given(reports())
def test_a_submission_in_which_everything_agrees_has_no_error_and_no_question(report: Report) -> None:
    assert grave(report.submit()) == []


@few
@given(reports(), st.integers(2, 9))
def test_a_commune_many_times_as_large_agrees_as_well(report: Report, factor: int) -> None:
    assert grave(report.times(factor).submit()) == []


@few
@given(reports(), st.integers(2, 9))
def test_rates_do_not_depend_on_the_size_of_the_commune(report: Report, factor: int) -> None:
    one, other = (
        [
            (rate.key, rate.denominator, rate.number)
            for rate in compute_all_rates(Counts(each.submit(), each.submit().source.den_ngay))
        ]
        for each in (replace(report, days=()), report.times(factor))
    )
    assert one == other
    assert report.rates() == report.times(factor).rates()


@many
@given(reports(), st.sampled_from(BREAKABLE))
def test_a_number_that_does_not_agree_is_named_by_a_finding(report: Report, key: str) -> None:
    found = check_submission(report.changing(key, str(HUGE)).submit()).findings
    assert key in {named for finding in found if finding.severity != "S" for named in finding.keys}


@pytest.mark.parametrize("key", [*BREAKABLE, "cat_giam.so_tthc"])
def test_each_number_of_the_list_is_named_when_it_is_broken(key: str) -> None:
    found = check_submission(PLAIN.changing(key, str(HUGE)).submit()).findings
    assert key in {named for finding in found if finding.severity != "S" for named in finding.keys}


@few
@given(reports(), st.sampled_from(sorted(RATES)))
def test_a_stated_rate_that_does_not_agree_is_named_with_its_denominator(report: Report, key: str) -> None:
    assume(key in report.rates())
    stated = read_number(report.rates()[key])
    assert stated is not None
    wrong = f"{(stated + 50) % 100}".replace(".", ",")  # 50 points off, and still a percentage
    (found,) = [f for f in check_submission(report.changing(key, wrong).submit()).findings if f.rule == "RATE_RECALC"]
    assert found.keys == (key, *RATES[key])


def reordered(submission: Submission, seed: int, tables: tuple[str, ...]) -> Submission:
    """The same records in another order, numbered as they stand then."""
    mixed = {}
    for name, records in submission.tables.items():
        order = list(records)
        if name in tables:
            random.Random(seed).shuffle(order)
        mixed[name] = tuple(Record(row, record.fields) for row, record in enumerate(order, start=2))
    return replace(submission, tables=mixed)


@few
@given(reports(), st.sampled_from(BREAKABLE), st.integers(0, 99))
def test_the_order_of_rows_does_not_matter(report: Report, key: str, seed: int) -> None:
    submission = report.changing(key, str(HUGE)).submit()
    mixed = reordered(submission, seed, (ANNEX, STATEMENTS, DOCUMENTS))
    # That codes follow each other is a matter of order.
    found, other = (check_submission(each).findings for each in (submission, mixed))
    assert said(found, ("CODE_SEQUENCE",)) == said(other, ("CODE_SEQUENCE",))


NUMERIC = {*(rule.family for rule in rules().sums), "BALANCE", "CEILING", "SHARES_LE_100", "NARRATIVE_EQ_ANNEX",
           "RATE_RECALC", "COPY_PASTE", "LABEL_COLLISION", "CODE_UNIQUE", "CODE_PARENT", "HEADER_VALUE",
           "REQUIRED_VALUE", "ENUM", "UNIT_VOCAB"}  # fmt: skip


@few
@given(st.integers(0, 999))
def test_the_order_of_rows_does_not_matter_for_the_numbers_of_the_sample(seed: int) -> None:
    mixed = reordered(SAMPLE_SUBMISSION, seed, (ANNEX, STATEMENTS))
    assert said_of_numbers(mixed) == said_of_the_sample()


def said_of_numbers(submission: Submission) -> Counter[str]:
    found = check_submission(submission).findings
    return said(tuple(one for one in found if one.rule in NUMERIC and not _of_the_list(one)))


@functools.cache
def said_of_the_sample() -> Counter[str]:
    return said_of_numbers(SAMPLE_SUBMISSION)


def _of_the_list(finding: Finding) -> bool:
    return any(place.file == REDUCTIONS for place in finding.where)


def numbers_of(submission: Submission) -> set[Decimal]:
    """Every number that stands in a cell."""
    cells = (text for records in submission.tables.values() for record in records for text in record.fields.values())
    return {number for number in map(read_number, cells) if number is not None}


@few
@given(reports(), st.sampled_from(BREAKABLE))
def test_no_finding_compares_a_number_that_was_not_submitted(report: Report, key: str) -> None:
    submission = report.changing(key, str(HUGE)).submit()
    stated = numbers_of(submission)
    for found in check_submission(submission).findings:
        assert set(found.operands.values()) <= stated, found


def test_no_finding_on_the_seed_compares_a_number_that_was_not_submitted() -> None:
    stated = numbers_of(SAMPLE_SUBMISSION)
    for found in check_submission(SAMPLE_SUBMISSION).findings:
        assert set(found.operands.values()) <= stated, found


FIGURES = st.text("0123456789.,% -", max_size=20)
TEXTS = st.one_of(
    st.text(max_size=40), st.sampled_from(["không", "1.1.", "Trong đó", "31/02/2024", "½", "٣", "1e9", "NaN"])
)
COLUMNS = {
    ANNEX: ("stt", "chi_tieu", "don_vi_tinh", "so_lieu", "ghi_chu"),
    STATEMENTS: ("gia_tri", "don_vi", "nguyen_van"),
    DOCUMENTS: ("loai", "so_ky_hieu", "ngay", "co_quan", "trich_yeu"),
    REDUCTIONS: ("stt", "ten_tthc", "thoi_gian_quy_dinh", "thoi_gian_sau_cat_giam", "ty_le_cat_giam", "van_ban"),
}
FIGURE_COLUMNS = ("so_lieu", "gia_tri", "thoi_gian_quy_dinh", "thoi_gian_sau_cat_giam", "ty_le_cat_giam", "ngay")


@st.composite
def scribbled(draw: st.DrawFn) -> Submission:
    """The sample's submission with anything at all in some cells."""
    tables = {name: list(records) for name, records in SAMPLE_SUBMISSION.tables.items()}
    for _ in range(draw(st.integers(1, 6))):
        name = draw(st.sampled_from(sorted(COLUMNS)))
        place, column = draw(st.integers(0, len(tables[name]) - 1)), draw(st.sampled_from(COLUMNS[name]))
        text = draw(st.one_of(FIGURES, TEXTS) if column in FIGURE_COLUMNS else TEXTS)
        record = tables[name][place]
        tables[name][place] = replace(record, fields={**record.fields, column: text})
    return replace(SAMPLE_SUBMISSION, tables={name: tuple(records) for name, records in tables.items()})


@most
@given(scribbled())
def test_whatever_stands_in_a_cell_is_examined_and_written_as_json(submission: Submission) -> None:
    for found in check_submission(submission).findings:
        assert found.as_json()["rule"] == found.rule


# 4 + 1 + 5 + 2 = 12 received, 3 carried over; 6 + 3 in time and 1 late are resolved, 2 and 1 open, 2 returned.
PLAIN = Report(
    {
        "ho_so.tiep_nhan": 12, "ho_so.truc_tiep": 4, "ho_so.bcci": 1, "ho_so.truc_tiep_bcci": 5,
        "ho_so.truc_tuyen.muc_do_3": 5, "ho_so.truc_tuyen.muc_do_4": 2, "ho_so.truc_tuyen": 7, "ho_so.ky_truoc": 3,
        "ho_so.truoc_han": 6, "ho_so.dung_han": 3, "ho_so.qua_han": 1, "ho_so.trong_han": 9, "ho_so.da_giai_quyet": 10,
        "ho_so.dang_trong_han": 2, "ho_so.dang_qua_han": 1, "ho_so.dang_giai_quyet": 3, "ho_so.tra_lai": 2,
        "3.3.2.a": 4, "3.3.2.b": 1, "3.3.2.c": 3, "3.3.2.d": 1, "3.3.3": 5, "3.3.5": 2, "3.4.1": 10, "3.4.2": 8,
        "1.1.1": 26, "1.1.2": 25, "1.1.3": 2, "1.2.1": 1, "1.2.2": 3, "1.2.3": 2, "1.3.1": 41, "1.3.2": 38, "1.3.3": 3,
        "1.4.1": 60, "2.1": 1, "2.2": 1, "2.3": 4, "2.4": 2, "2.5": 1, "3.1.1": 3, "3.1.2": 0, "3.1.3": 201,
        "3.2.1": 122, "3.2.2": 0, "3.2.3": 79, "3.2.6": 0, "3.4.3": 39, "3.5": 0, "4.1.1": 19, "4.1.2": 18, "4.1.3": 0,
        "5.4.5": 0, "5.4.6": 1, "7.2.3": 368, "7.5.1": 8, "7.5.2": 31, "phieu.phat_ra": 60, "phieu.thu_ve": 58,
        "phieu.hai_long": 50, "phieu.khong_hai_long": 8, "danh_gia.truc_tuyen": 139, "danh_gia.truc_tuyen.hai_long": 130,
        "phan_anh.tiep_nhan": 4, "phan_anh.da_xu_ly": 3, "thanh_tra.kien_nghi": 2, "thanh_tra.da_thuc_hien": 1,
        "thi_hanh_pl.nhiem_vu": 7, "thi_hanh_pl.da_trien_khai": 7, "thi_hanh_pl.hoan_thanh": 3, "van_ban_di.dien_tu": 300,
        "tthc.ra_soat": 201, "can_bo.tong": 10, "can_bo.tren_dai_hoc": 1, "can_bo.dai_hoc": 9, "can_bo.cao_dang": 0,
        "can_bo.trung_cap": 0, "cong_chuc.tong": 8, "cong_chuc.tren_dai_hoc": 0, "cong_chuc.dai_hoc": 7,
        "cong_chuc.cao_dang": 1, "cong_chuc.trung_cap": 0, "mot_cua.cong_chuc": 5, "ky_luat.cbcc": 1,
        "tuyen_truyen.bang_ron": 10, "tuyen_truyen.bang_ron.hai_mat": 9, "tuyen_truyen.bang_ron.mot_mat": 1,
    },
    {**whole_form({}), "1.1": "QĐ số 5/QĐ-UBND ngày 08/01/2024"},
    [(5, 3), (3, 1)],
)  # fmt: skip


def test_the_plain_report_agrees() -> None:
    assert grave(PLAIN.submit()) == []
