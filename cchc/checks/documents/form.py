"""The parts that decree 30/2020/NĐ-CP asks of a report to a higher body. In: a Subject. Out: findings.

ND30_PART; PERIOD_WORD where the data window is not the period's.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cchc.catalogue.periods import periods
from cchc.catalogue.register import Unit
from cchc.checks.finding import Finding, note
from cchc.checks.subject import Subject
from cchc.raw.recipients import addressees
from cchc.raw.submission import SOURCE
from cchc.values.printing import print_date


def check_parts(subject: Subject) -> Iterator[Finding]:
    """To whom the report goes, and who signs it."""
    source = subject.submission.source
    if not addressees(source):
        yield note(
            "ND30_PART",
            "Không biết báo cáo gửi cấp trên nào: thiếu «Kính gửi» và không có nơi nhận (b/c) nào ngoài đơn vị.",
            f"Ghi kinh_gui trong {SOURCE}.",
            keys=["kinh_gui"],
            where=[subject.in_source("kinh_gui", "")],
        )
    if not source.nguoi_ky.ho_ten.strip():
        yield note(
            "ND30_PART",
            "Thiếu họ tên người ký.",
            f"Ghi nguoi_ky: ho_ten trong {SOURCE}.",
            keys=["nguoi_ky"],
            where=[subject.in_source("nguoi_ky", "", "nguoi_ky", "ho_ten")],
        )


def check_window(subject: Subject) -> Iterator[Finding]:
    """The window is the one of the period, from the day on which the unit began, unless the province has set another."""
    period = periods().get(subject.period)
    if period is None:
        return
    usual = period.window(subject.year)
    own = _of_unit(subject.unit, usual)
    if (subject.start, subject.on) not in (usual, own):
        said = f"{print_date(subject.start)} đến {print_date(subject.on)}"
        begun = f" (đơn vị này: từ {print_date(own[0])}, ngày thành lập)" if own != usual else ""
        yield note(
            "PERIOD_WORD",
            f"Kỳ số liệu ghi từ {said}; {period.name_in(subject.year)} theo quy định là từ {print_date(usual[0])}{begun} "
            f"đến {print_date(usual[1])}.",
            "Xác nhận nếu tỉnh quy định kỳ khác; nếu không, sửa tu_ngay, den_ngay.",
            keys=["tu_ngay", "den_ngay"],
            where=[
                subject.in_source("tu_ngay", subject.start.isoformat()),
                subject.in_source("den_ngay", subject.on.isoformat()),
            ],
            severity="W",
        )


def _of_unit(unit: Unit, usual: tuple[date, date]) -> tuple[date, date]:
    """The window of a unit: one that began inside it has nothing to report before."""
    first, last = usual
    return max(first, unit.valid_from or first), last


CHECKS = (check_parts, check_window)
