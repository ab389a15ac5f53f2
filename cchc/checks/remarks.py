"""What a submission leaves out. In: a submission. Out: lines for the person who checks it.

No findings: a file that is not there was not submitted, and a section without text is allowed. But nobody should learn
it from the printed report.
"""

from __future__ import annotations

from collections.abc import Iterator

from cchc.errors import nearest, shown
from cchc.raw.submission import DOCUMENTS, REDUCTIONS, STATEMENTS, TEXTS, Submission


def remarks(submission: Submission) -> tuple[str, ...]:
    """One line for each file not submitted, and each file that is no part of a submission."""
    unread = "không thuộc bộ số liệu nên không được đọc; hãy đổi tên cho đúng hoặc bỏ ra ngoài."
    return (*_absent_files(submission), *(f"Tệp {shown(name)} {unread}" for name in submission.others))


def _absent_files(submission: Submission) -> Iterator[str]:
    for name in (STATEMENTS, REDUCTIONS, DOCUMENTS, TEXTS):
        if not submission.submitted(name):
            near = nearest(name, submission.others)
            yield f"Chưa gửi {name}." + (f" Có phải tệp {shown(near)}?" if near else "")
