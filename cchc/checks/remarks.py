"""What a submission leaves out. In: a submission. Out: lines for the person who checks it.

No findings: a file that is not there was not submitted, and a section without text is allowed. But nobody should learn
it from the printed report.
"""

from __future__ import annotations

from collections.abc import Iterator

from cchc.catalogue.outline import printing_section, section_keys
from cchc.errors import nearest, shown
from cchc.raw.submission import DOCUMENTS, REDUCTIONS, STATEMENTS, TEXTS, Submission


def remarks(submission: Submission) -> tuple[str, ...]:
    """One line for each file not submitted, each file that is no part of a submission, and the sections left empty."""
    return (*_absent_files(submission), *_other_files(submission), *_empty_sections(submission))


def _absent_files(submission: Submission) -> Iterator[str]:
    for name in (STATEMENTS, REDUCTIONS, DOCUMENTS, TEXTS):
        if not submission.submitted(name):
            near = nearest(name, submission.others)
            yield f"Chưa gửi {name}." + (f" Có phải tệp {shown(near)}?" if near else "")


def _other_files(submission: Submission) -> Iterator[str]:
    for name in submission.others:
        yield f"Tệp {shown(name)} không thuộc bộ số liệu nên không được đọc; hãy đổi tên cho đúng hoặc bỏ ra ngoài."


def _empty_sections(submission: Submission) -> Iterator[str]:
    """The assessment and the tasks to come, which only a person can write."""
    written = {printing_section(key) for key in submission.texts}
    empty = [key for key in section_keys() if key.startswith(("III.", "IV.")) and key not in written]
    if empty and submission.submitted(TEXTS):
        yield f"Các mục {', '.join(empty)} trong {TEXTS} chưa có nội dung; báo cáo in «Chưa có nội dung báo cáo ở mục này»."
