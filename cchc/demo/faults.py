"""Plant one error in a submission. In: SyntheticSubmission, which error. Out: what was changed, and the rule that must speak of it.

A plant names a cell and what stands there instead. One that has no place in a submission (its table was not sent, its
words are in force that year) is passed over for the next.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from cchc.catalogue.workdays import closed_because
from cchc.catalogue.writing.names import fold_accents
from cchc.catalogue.writing.prose import prose_rule
from cchc.demo.fault_sites import (
    FaultSite,
    Finder,
    Row,
    in_annex,
    in_any_count,
    in_source,
    in_table,
    in_texts,
    read,
    stated,
    write,
)
from cchc.demo.submission import SyntheticSubmission
from cchc.raw.submission import COLUMNS, DOCUMENTS, REDUCTIONS
from cchc.values.printing import print_date, print_number
from cchc.values.reading import read_count

NewText = Callable[[SyntheticSubmission, str], str | None]


@dataclass(frozen=True)
class InjectedFault:
    """One planted error: the rule it breaks, where it stands, and the text before and after."""

    rule: str
    site: FaultSite
    before: str
    after: str


@dataclass(frozen=True)
class Fault:
    """A kind of error: its rule, where it is put (None: nowhere), and the new text for the old (None: not this time)."""

    rule: str
    find: Finder
    change: NewText


def inject_fault(submission: SyntheticSubmission, turn: int) -> InjectedFault | None:
    """Plant the error whose turn it is, or the next one that has a place; the submission is changed."""
    for offset in range(len(FAULTS)):
        kind = FAULTS[(turn + offset) % len(FAULTS)]
        site = kind.find(submission)
        before = read(submission, site) if site else ""
        after = kind.change(submission, before) if site else None
        if site and after is not None and after != before:
            write(submission, site, after)
            return InjectedFault(kind.rule, site, before, after)
    return None


def _always(text: str) -> NewText:
    return lambda submission, before: text


def _more(by: int) -> NewText:
    """The count so much larger; nothing where it is none or zero."""

    def change(submission: SyntheticSubmission, before: str) -> str | None:
        number = read_count(before)
        return _like(before, number + by) if number else None

    return change


def _twice(submission: SyntheticSubmission, before: str) -> str | None:
    """The count twice; a smaller change of a dossier count may meet another reading of the form."""
    number = read_count(before)
    return _like(before, number * 2) if number else None


def _like(before: str, number: Decimal) -> str:
    """A number written as the one that it replaces: with thousands parted in a narrative, plain in the annex."""
    return print_number(number) if "." in before else str(number)


def _other_day(submission: SyntheticSubmission, before: str) -> str:
    """A working day more than a year before the window."""
    return print_date(_weekday(submission.commune.window[0] - timedelta(days=367)))


def _after_window(submission: SyntheticSubmission, before: str) -> str:
    return print_date(_weekday(submission.commune.window[1] + timedelta(days=20)))


def _sunday(submission: SyntheticSubmission, before: str) -> str:
    """A Sunday of the window."""
    last = submission.commune.window[1]
    return print_date(last - timedelta(days=last.weekday() + 1))


def _weekday(day: date) -> date:
    """That day, or the last working day before it."""
    while closed_because(day):
        day -= timedelta(days=1)
    return day


def _old_term(submission: SyntheticSubmission, before: str) -> str | None:
    """A sentence with a term that is out of force on the last day of the window."""
    as_of = submission.commune.window[1]
    rule = prose_rule("muc_do_dich_vu")
    if not rule.valid_from <= as_of <= rule.valid_to:
        return None
    return f"{before} Dịch vụ công trực tuyến {[*rule.swap][-1]} được duy trì."


def _wrong_period(submission: SyntheticSubmission, before: str) -> str:
    span = "năm" if submission.commune.period.key.startswith("quy-") else "quý"
    return f"{before} Trong {span} không có vi phạm."


def _first_procedure(submission: SyntheticSubmission, before: str) -> str:
    """The name of the first procedure once more, for the last one."""
    return submission.tables[REDUCTIONS][0][COLUMNS[REDUCTIONS].index("ten_tthc")]


def _is_own(row: Row) -> bool:
    return row[2].endswith("-UBND")


FAULTS = (
    Fault("CHANNEL_SUM", in_annex("ho_so.truc_tiep"), _more(13)),
    Fault("RATE_RECALC", stated("ty_le.truc_tuyen"), _always("12,3")),
    Fault("DOC_ONE_DATE", in_table(DOCUMENTS, "ngay", _is_own, last=True), _other_day),
    Fault("REDUCTION_RECALC", in_table(REDUCTIONS, "ty_le_cat_giam", lambda row: True), _always("12,5")),
    Fault("TYPE", in_annex("2.1"), _always("8 30")),
    Fault("OBSOLETE_TERM", in_texts, _old_term),
    Fault("CEILING", in_annex("3.4.3"), _always("999")),
    Fault("ENUM", in_annex("1.4.2"), _always("7")),
    Fault("NARRATIVE_EQ_ANNEX", stated("ho_so.tiep_nhan"), _more(20)),
    Fault("OUTCOME_SUM", stated("ho_so.truoc_han"), _more(9)),
    Fault("BALANCE", stated("ho_so.da_giai_quyet"), _twice),
    Fault("LEVEL_SUM", in_annex("3.2.1"), _more(5)),
    Fault("PERIOD_WORD", in_texts, _wrong_period),
    Fault("CODE_UNIQUE", in_annex("1.2.2", "stt"), _always("1.1.2")),
    Fault("DUPLICATE_ROW", in_table(REDUCTIONS, "ten_tthc", lambda row: True, last=True), _first_procedure),
    Fault("ND30_PART", in_source("nguoi_ky"), _always("")),
    Fault("DOC_IN_PERIOD", in_table(DOCUMENTS, "ngay", _is_own), _after_window),
    Fault("NAME_IN_REGISTRY", in_source("ten_in"), lambda submission, before: fold_accents(before)),
    Fault("HEADER_VALUE", in_annex("3.1"), _always("201")),
    Fault("SHARES_LE_100", in_annex("7.2.3.b"), _always("100,5")),
    Fault("UNIT_VOCAB", in_annex("1.1.1", "don_vi_tinh"), _always("Văn bản")),
    Fault("REQUIRED_VALUE", in_any_count, _always("")),
    Fault("DOC_WORKDAY", in_table(DOCUMENTS, "ngay", lambda row: row[0] == "II.4.b"), _sunday),
    Fault("DOC_HAS_DATE", in_table(DOCUMENTS, "ngay", lambda row: row[0] == "II.1.b"), _always("")),
    Fault("FREQ_X_TIME", stated("tuyen_truyen.phat_thanh.moi_tuan", "tuyen_truyen.phat_thanh"), _more(4)),
    Fault("TEXT", in_texts, lambda submission, before: f"{before} Các nhiệm vụ nhiệm vụ được phân công rõ."),
)
