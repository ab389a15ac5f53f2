"""The parts that decree 30/2020/NĐ-CP asks of a report to a higher body. In: a Subject. Out: findings of ND30_PART."""

from __future__ import annotations

from collections.abc import Iterator

from cchc.checks.finding import Finding, Place
from cchc.checks.subject import Subject, note
from cchc.raw.recipients import addressees
from cchc.raw.submission import SOURCE


def check_parts(subject: Subject) -> Iterator[Finding]:
    """To whom the report goes, and who signs it."""
    source = subject.submission.source
    if not addressees(source):
        yield note(
            "ND30_PART",
            "Không biết báo cáo gửi cấp trên nào: thiếu «Kính gửi» và không có nơi nhận (b/c) nào ngoài đơn vị.",
            f"Ghi kinh_gui trong {SOURCE}.",
            keys=["kinh_gui"],
            where=[Place(SOURCE, 1, "kinh_gui", "")],
        )
    if not source.nguoi_ky.ho_ten.strip():
        yield note(
            "ND30_PART",
            "Thiếu họ tên người ký.",
            f"Ghi nguoi_ky: ho_ten trong {SOURCE}.",
            keys=["nguoi_ky"],
            where=[Place(SOURCE, 1, "nguoi_ky", "")],
        )


CHECKS = (check_parts,)
