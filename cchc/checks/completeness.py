"""Is all there that a report must have? In: a Subject. Out: findings of REQUIRED_VALUE about what was not submitted.

What is mandatory is an error, one finding a file or part; what is expected is a question, all of it in one finding. Which
is which says the catalogue.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from cchc.catalogue.units.kinds import split_kind
from cchc.checks.finding import Finding, Place, note
from cchc.checks.subject import Subject
from cchc.checks.wording import named_keys
from cchc.raw.submission import DOCUMENTS, STATEMENTS, TEXTS
from cchc.values.reading import clean


def check_files(subject: Subject) -> Iterator[Finding]:
    """Every mandatory file was submitted."""
    for name, holds in subject.outline.need.files.items():
        if not subject.submission.submitted(name):
            yield note(
                "REQUIRED_VALUE",
                f"Chưa gửi {name}: báo cáo thiếu {holds}.",
                "Điền biểu mẫu (lệnh cchc template in ra đủ các dòng) và gửi tệp này.",
                keys=[name],
                where=[Place(name, 1, "so_lieu", "")],
            )


def check_counts(subject: Subject) -> Iterator[Finding]:
    """Every mandatory count is stated, or follows from others that are."""
    absent = [key for key in subject.outline.need.counts if subject.counts.value(key).missing]
    if absent:
        yield note(
            "REQUIRED_VALUE",
            f"Thiếu số liệu bắt buộc về hồ sơ thủ tục hành chính: {named_keys(absent)}.",
            f"Ghi các số này vào {STATEMENTS}, mục II.2.d, kể cả khi bằng 0.",
            keys=absent,
            where=[Place(STATEMENTS, 1, "gia_tri", "")],
        )


def check_parts(subject: Subject) -> Iterator[Finding]:
    """Every mandatory part has text, which only a person can write."""
    written = {(subject.outline.printing_section(key) or key).partition(".")[0] for key in subject.submission.texts}
    absent = [key for key in subject.outline.need.parts if key not in written]
    if absent and not subject.submission.submitted(TEXTS):
        yield _no_text(subject, absent, f"Chưa gửi {TEXTS}: báo cáo thiếu lời văn của phần {_titled(subject, absent)}.")
        return
    for key in absent:
        yield _no_text(subject, [key], f"Phần {_titled(subject, [key])} chưa có lời văn.")


def _no_text(subject: Subject, keys: list[str], message: str) -> Finding:
    return note(
        "REQUIRED_VALUE",
        message,
        f"Viết phần này trong {TEXTS}, ví dụ khóa {keys[0]}.1.",
        keys=keys,
        where=[Place(TEXTS, 1, key, "") for key in keys],
    )


def _titled(subject: Subject, keys: list[str]) -> str:
    form, district = subject.submission.form, split_kind(subject.unit.district)[0]
    kinds = {"tinh": form.tinh, "xa": subject.unit.level_word, "huyen": district}
    words = {"ky_sau": "kỳ sau", **kinds, **form.names_on(subject.on, kinds)}
    return ", ".join(f"{key} «{_filled(subject.outline.section(key).title, words)}»" for key in keys)


def _filled(title: str, words: Mapping[str, str]) -> str:
    """The title with its names in braces filled in; one that nobody knows stays as it is typed."""
    return re.sub(r"\{(\w+)\}", lambda name: words.get(name[1], name[0]), title)


def check_items(subject: Subject) -> Iterator[Finding]:
    """Every lettered item of the outline has something to say."""
    full = items_with_content(subject)
    absent = [key for key in subject.outline.end_keys if key.count(".") == 2 and key not in full]
    if absent:
        yield note(
            "REQUIRED_VALUE",
            f"{len(absent)} mục của đề cương chưa có nội dung hay số liệu: {', '.join(absent)}.",
            "Bổ sung lời văn, văn bản hoặc số liệu của các mục này; mục nào không phát sinh thì ghi rõ là không có.",
            keys=absent,
            where=[Place(TEXTS, 1, key, "") for key in absent],
            severity="W",
        )


def items_with_content(subject: Subject) -> frozenset[str]:
    """The items for which something was submitted: text, a document, a count or rate, or a figure of the annex."""
    submission, counts = subject.submission, subject.counts
    given = [*(key for key, texts in submission.texts.items() if texts)]
    given += [clean(record["muc"]) for name in (DOCUMENTS, STATEMENTS) for record in submission.table(name)]
    told = {subject.outline.printing_section(key) for key in given}
    annex = counts.statements[0]
    figures = {
        key
        for key in subject.outline.end_keys
        if any(annex.own(count) for count in subject.outline.section(key).counts)
    }
    return frozenset(key for key in told if key) | figures


CHECKS = (check_files, check_counts, check_parts, check_items)
