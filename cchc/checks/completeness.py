"""Is all there that a report must have? In: a CheckContext. Out: findings of REQUIRED_VALUE about what was not submitted.

What is mandatory is an error, one finding a file or part; what is expected is a question, all of it in one finding. Which
is which says the catalogue.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from cchc.catalogue.units.kinds import split_kind
from cchc.checks.context import CheckContext
from cchc.checks.finding import CellRef, Finding, new_finding
from cchc.checks.wording import named_keys
from cchc.raw.submission import DOCUMENTS, STATEMENTS, TEXTS
from cchc.values.reading import clean


def check_files(context: CheckContext) -> Iterator[Finding]:
    """Every mandatory file was submitted."""
    for name, holds in context.outline.need.files.items():
        if not context.submission.submitted(name):
            yield new_finding(
                "REQUIRED_VALUE",
                f"Chưa gửi {name}: báo cáo thiếu {holds}.",
                "Điền biểu mẫu (lệnh cchc template in ra đủ các dòng) và gửi tệp này.",
                keys=[name],
                where=[CellRef(name, 1, "so_lieu", "")],
            )


def check_counts(context: CheckContext) -> Iterator[Finding]:
    """Every mandatory count is stated, or follows from others that are."""
    absent = [key for key in context.outline.need.counts if context.counts.value(key).missing]
    if absent:
        yield new_finding(
            "REQUIRED_VALUE",
            f"Thiếu số liệu bắt buộc về hồ sơ thủ tục hành chính: {named_keys(absent)}.",
            f"Ghi các số này vào {STATEMENTS}, mục II.2.d, kể cả khi bằng 0.",
            keys=absent,
            where=[CellRef(STATEMENTS, 1, "gia_tri", "")],
        )


def check_parts(context: CheckContext) -> Iterator[Finding]:
    """Every mandatory part has text, which only a person can write."""
    written = {(context.outline.printing_section(key) or key).partition(".")[0] for key in context.submission.texts}
    absent = [key for key in context.outline.need.parts if key not in written]
    if absent and not context.submission.submitted(TEXTS):
        yield _no_text(context, absent, f"Chưa gửi {TEXTS}: báo cáo thiếu lời văn của phần {_titled(context, absent)}.")
        return
    for key in absent:
        yield _no_text(context, [key], f"Phần {_titled(context, [key])} chưa có lời văn.")


def _no_text(context: CheckContext, keys: list[str], message: str) -> Finding:
    return new_finding(
        "REQUIRED_VALUE",
        message,
        f"Viết phần này trong {TEXTS}, ví dụ khóa {keys[0]}.1.",
        keys=keys,
        where=[CellRef(TEXTS, 1, key, "") for key in keys],
    )


def _titled(context: CheckContext, keys: list[str]) -> str:
    form, district = context.submission.form, split_kind(context.unit.district)[0]
    kinds = {"tinh": form.tinh, "xa": context.unit.level_word, "huyen": district}
    words = {"ky_sau": "kỳ sau", **kinds, **form.names_on(context.as_of, kinds)}
    return ", ".join(f"{key} «{_filled(context.outline.section(key).title, words)}»" for key in keys)


def _filled(title: str, words: Mapping[str, str]) -> str:
    """The title with its names in braces filled in; one that nobody knows stays as it is typed."""
    return re.sub(r"\{(\w+)\}", lambda name: words.get(name[1], name[0]), title)


def check_items(context: CheckContext) -> Iterator[Finding]:
    """Every lettered item of the outline has something to say."""
    full = items_with_content(context)
    absent = [key for key in context.outline.end_keys if key.count(".") == 2 and key not in full]
    if absent:
        yield new_finding(
            "REQUIRED_VALUE",
            f"{len(absent)} mục của đề cương chưa có nội dung hay số liệu: {', '.join(absent)}.",
            "Bổ sung lời văn, văn bản hoặc số liệu của các mục này; mục nào không phát sinh thì ghi rõ là không có.",
            keys=absent,
            where=[CellRef(TEXTS, 1, key, "") for key in absent],
            severity="W",
        )


def items_with_content(context: CheckContext) -> frozenset[str]:
    """The items for which something was submitted: text, a document, a count or rate, or a figure of the annex."""
    submission, counts = context.submission, context.counts
    given = [*(key for key, texts in submission.texts.items() if texts)]
    given += [clean(record["muc"]) for name in (DOCUMENTS, STATEMENTS) for record in submission.table(name)]
    told = {context.outline.printing_section(key) for key in given}
    annex = counts.statements[0]
    figures = {
        key
        for key in context.outline.end_keys
        if any(annex.own(count) for count in context.outline.section(key).counts)
    }
    return frozenset(key for key in told if key) | figures


CHECKS = (check_files, check_counts, check_parts, check_items)
