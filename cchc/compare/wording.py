"""How a comparison is put in words, on the page and in a terminal. In: a comparison, its rows. Out: texts, rows by section."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, NamedTuple

from cchc.catalogue.outline import OPENING
from cchc.catalogue.rules import families
from cchc.compare.comparison import Comparison, days
from cchc.compare.rows import SHARES, Change, difference, percent, texts
from cchc.compare.sides import FOOT, HEAD, in_order
from cchc.values.printing import capital, print_number, round_half_up
from cchc.values.value import Value

_SECTIONS = {HEAD: "Phần đầu", OPENING: "Mở đầu", FOOT: "Phần cuối", "": "Số liệu khác"}
_MOST_DECIMALS = 4
_AMOUNT = re.compile(r"^Số( lượng)?( |$)")


class Part(NamedTuple):
    """One part of a comparison: the name of its rows, its anchor, its short and its full name, and what one row is."""

    kind: str
    anchor: str
    short: str
    title: str
    row: str


class Table(NamedTuple):
    """A table of numbers: rows under the heading of each group; "" for none."""

    anchor: str
    caption: str
    columns: tuple[str, ...]
    groups: list[tuple[str, list[Change]]]


NUMBERS = (
    Part("counts", "so-lieu", "Số liệu", "Số liệu", "số liệu"),
    Part("indicators", "chi-tieu", "Chỉ tiêu", "Chỉ tiêu (phần mềm tính lại)", "chỉ tiêu"),
    Part("stated_rates", "ty-le", "Tỷ lệ tự ghi", "Tỷ lệ đơn vị tự ghi", "tỷ lệ"),
    Part("procedures", "thu-tuc", "Cắt giảm thời gian", "Thủ tục cắt giảm thời gian giải quyết", "thủ tục"),
)
FINDINGS = Part("findings", "phat-hien", "Nội dung cần rà soát", "Nội dung cần rà soát", "nội dung")
PARTS = (*NUMBERS, FINDINGS)
_PROCEDURES = (
    ("new", "Bổ sung vào danh mục"),
    ("gone", "Đưa ra khỏi danh mục"),
    ("changed", "Thay đổi thời gian giải quyết"),
)
_DAYS = ("Thủ tục hành chính", "Thời gian theo quy định (ngày)", "Thời gian sau cắt giảm (ngày)")


def headline(changes: Comparison) -> str:
    """What is compared, as a title."""
    (old, old_period), (new, new_period) = map(_unit_and_period, (changes.old.data, changes.new.data))
    if changes.scope == "builds":
        return f"Thay đổi giữa hai bản báo cáo {new_period} của {new}"
    if changes.scope == "periods":
        return f"Thay đổi của {new}: {new_period} so với {old_period}"
    return f"So sánh {new}, {new_period} với {old}, {old_period}"


def names(changes: Comparison) -> tuple[str, str]:
    """What the two columns are called."""
    if changes.scope == "builds":
        return "Bản trước", "Bản này"
    (old, old_period), (new, new_period) = map(_unit_and_period, (changes.old.data, changes.new.data))
    return (capital(old), capital(new)) if changes.scope == "units" else (capital(old_period), capital(new_period))


def _unit_and_period(figures: Any) -> tuple[str, str]:
    return figures.unit.full_name, figures.words["ky"]


def tables(part: Part, changes: Comparison) -> list[Table]:
    """The numbers that changed: of figures one table by section, of procedures one a list; none where nothing did."""
    rows = changes.altered(part.kind)
    if part.kind != "procedures":
        return [_figures(f"bang-{part.anchor}", part.title, by_section(rows, changes), changes)] if rows else []
    lists = ((title, [change for change in rows if change.status == status]) for status, title in _PROCEDURES)
    return [Table("", f"{title}: {len(listed)}", _DAYS, [("", listed)]) for title, listed in lists if listed]


def key_figures(changes: Comparison) -> Table:
    """The figures that stand for the whole report, changed or not."""
    return _figures("chinh", "Những con số chính", [("", changes.listed("key_figures"))], changes)


def _figures(anchor: str, caption: str, groups: list[tuple[str, list[Change]]], changes: Comparison) -> Table:
    return Table(anchor, caption, ("Chỉ tiêu", *names(changes), "Chênh lệch"), groups)


def by_section(rows: Iterable[Change], changes: Comparison) -> list[tuple[str, list[Change]]]:
    """The rows under the heading of each section, as the outline orders them; of figures the greatest difference first."""
    groups: dict[str, list[Change]] = {}
    for change in rows:
        groups.setdefault(change.section, []).append(change)
    return [(_heading(key, changes), sorted(groups[key], key=_size)) for key in in_order(groups)]


def _heading(key: str, changes: Comparison) -> str:
    """The heading of a section in either report."""
    return _SECTIONS.get(key) or changes.new.heading(key) or changes.old.heading(key) or f"Mục {key}"


def _size(change: Change) -> tuple[bool, Decimal]:
    size = difference(change)
    return (True, Decimal(0)) if size is None else (False, -abs(size))


def print_label(change: Change) -> str:
    """The name of the row, the unit of a number behind it where neither the name nor the difference says it."""
    if change.kind == "procedure":
        return change.label
    unit = unit_word(change.current.unit)
    said = difference(change) or change.current.kind in SHARES or unit.casefold() in change.label.casefold()
    return capital(change.label) + ("" if said else f" ({unit})")


def print_behind(change: Change) -> list[str]:
    """What tells a number from others of its name: the denominator of a rate, the place of a count."""
    of = getattr(change.current, "denominator", "")
    return [*([f"so với {of}"] if of else []), *([change.place] if change.place else [])]


def print_cells(change: Change) -> list[tuple[str, str]]:
    """What stands in the columns of a row, each with what is told beside it: numerator and denominator of a rate."""
    if change.kind == "procedure":
        return [(_print_day(day), "") for day in days(change.old or change.new, change.new or change.old)]
    told = map(_print_basis, (change.old, change.new))
    return [*zip(texts(change), told, strict=True), (print_difference(change), "")]


def unit_word(unit: str) -> str:
    """The unit as it stands behind a number: "hồ sơ" for "Số lượng hồ sơ", nothing for "Số lượng"."""
    word = _AMOUNT.sub("", unit)
    return word if word[1:2].isupper() else word[:1].lower() + word[1:]


def print_difference(change: Change) -> str:
    """The difference as a reader says it: "tăng 12 hồ sơ (1,4%)", "giảm 1,2 điểm phần trăm"; a dash where there is none."""
    size = difference(change)
    if size is None:
        return "–"
    if not size:
        return "không đổi"
    way, share = "tăng" if size > 0 else "giảm", percent(change)
    if change.current.kind in SHARES:
        return f"{way} {_visible(abs(size))} điểm phần trăm"
    told = f"{way} {print_number(abs(size))} {unit_word(change.current.unit)}".rstrip()
    return told if share is None else f"{told} ({_visible(abs(share), 1)}%)"


def _print_day(change: Change) -> str:
    (old, new), size = texts(change), difference(change)
    told = f" ({'tăng' if size > 0 else 'giảm'} {print_number(abs(size))})" if size else ""
    return new if change.status == "same" else f"{old} → {new}{told}"


def _visible(number: Decimal, decimals: int = 2) -> str:
    """The number with as many decimals as it has up to these; more where it would read as 0 and is not."""
    while decimals < _MOST_DECIMALS and number and not round_half_up(number, decimals):
        decimals += 1
    return print_number(round_half_up(number, decimals).normalize())


def _print_basis(value: Value | None) -> str:
    """Numerator and denominator of a rate that has both: "589/830"."""
    operands = value.formula.operands if value and value.kind == "share" and value.formula else ()
    known = [print_number(operand.number) for operand in operands if operand.number is not None]
    return "/".join(known) if len(known) == 2 else ""


def rule_name(name: str) -> str:
    """The name of a rule family; its key where this version does not know it."""
    family = families().get(name)
    return family.name if family else name
