"""The unit's name as nguon.yaml prints it. In: a Subject. Out: its type and name apart; NAME_IN_REGISTRY of another type."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cchc.catalogue.letters import meant
from cchc.catalogue.unit_kinds import unit_kinds
from cchc.checks.finding import Finding
from cchc.checks.places import note_at
from cchc.checks.subject import Subject
from cchc.checks.words.gazetteer import typed_name
from cchc.values.printing import print_date
from cchc.values.reading import clean

_ISSUER = re.compile(r"^(?:UBND|(?:Ủy|Uỷ) ban nhân dân)\s+", re.IGNORECASE)


def as_printed(subject: Subject) -> tuple[str, str]:
    """Type and name of the unit in nguon.yaml, without what stands before and behind them; the type blank if not told."""
    text = _ISSUER.sub("", clean(meant(subject.submission.source.ten_in)))
    short, dot, rest = text.partition(".")
    written_out = {kind.short: kind.name for kind in unit_kinds().values() if dot and kind.short}
    if match := typed_name().match(text):
        kind, name = match.group(1).casefold(), text[match.end() :]
    elif kind := written_out.get(short.upper(), ""):
        name = rest
    else:
        name = text
    name = re.split("[,;(]", name)[0].strip()
    above = next((match.start() for match in typed_name().finditer(name) if match.start()), len(name))
    return kind, name[:above].strip()


def check_type(subject: Subject) -> Iterator[Finding]:
    """The type of the unit in nguon.yaml is the one of the register."""
    kind, name = as_printed(subject)
    if not kind or kind == subject.unit.type:
        return
    printed = subject.submission.source.ten_in
    yield note_at(
        "NAME_IN_REGISTRY",
        f"Loại đơn vị: ten_in ghi «{kind} {name}», còn danh mục ghi «{subject.unit.type} {subject.unit.name}» vào ngày "
        f"{print_date(subject.on)}; báo cáo in theo danh mục.",
        f"Sửa ten_in thành «{subject.unit.type} {subject.unit.name}»; nếu đơn vị đã đổi loại từ trước ngày đó thì danh mục "
        "đã cũ, chưa ký báo cáo.",
        keys=[clean(printed)],
        where=[subject.in_source("ten_in", printed)],
    )
