"""The annex of shortened procedures. In: a CheckContext. Out: findings.

REDUCTION_RECALC, RANGE_RECALC, PRECISION_UNIFORM, CEILING (more days after than before), TYPE.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from cchc.checks.context import CheckContext
from cchc.checks.finding import CellRef, Finding, cell_ref, cell_refs, input_numbers, new_finding
from cchc.checks.numbers.cells import say_type
from cchc.checks.numbers.rates import judge
from cchc.indicators.reductions import ShortenedProcedure
from cchc.raw.submission import STATEMENTS
from cchc.values.printing import HUNDRED, print_as_stated, print_number, print_share, round_half_up
from cchc.values.reading import clean, is_blank, stated_decimals
from cchc.values.value import Value


def check_reductions(context: CheckContext) -> Iterator[Finding]:
    """Each stated percentage is the recomputed one at its printed precision."""
    for procedure in context.procedures:
        if (verdict := _verdict(procedure)) not in (None, "right"):
            yield _say_reduction(procedure, truncated=verdict == "truncated")


def _verdict(procedure: ShortenedProcedure) -> str | None:
    """How the stated saving agrees with the computed one; None where one of them is not known."""
    saved, stated = procedure.saved.number, procedure.stated
    if saved is None or stated.number is None:
        return None
    return judge(saved * HUNDRED, stated.number, stated_decimals(stated.cells[0].text))


def _say_reduction(procedure: ShortenedProcedure, *, truncated: bool) -> Finding:
    before, after, saved = procedure.before, procedure.after, procedure.saved.known
    how = "bị cắt bỏ phần lẻ thay vì làm tròn" if truncated else "không đúng"
    printed = print_as_stated(procedure.stated.cells[0].text).removesuffix("%")
    return new_finding(
        "REDUCTION_RECALC",
        f"Danh mục cắt giảm, STT {procedure.stt} «{procedure.name}»: tỷ lệ ghi {printed}% {how}; từ {_days(before)} còn "
        f"{_days(after)} ngày là cắt giảm {print_share(saved)}.",
        f"Sửa thành {print_share(saved)}.",
        keys=[procedure.stated.key, procedure.before.key, procedure.after.key],
        where=cell_refs([procedure.stated]),
        operands=input_numbers([procedure.stated, before, after]),
        compared=(procedure.stated.number, round_half_up(saved * HUNDRED, 1)),
        severity="W" if truncated else "E",
    )


def _days(value: Value) -> str:
    return print_number(value.known)


def check_ranges(context: CheckContext) -> Iterator[Finding]:
    """A range stated for all shortened procedures covers every row, computed at the precision of the range."""
    shares = [p for p in context.procedures if p.saved.number is not None]
    for low, high in _ranges(context):
        bottom, top = low.known, high.known
        decimals = max(stated_decimals(value.cells[0].text) for value in (low, high))
        outside = [p for p in shares if not bottom <= round_half_up(p.saved.known * HUNDRED, decimals) <= top]
        if outside:
            rows = "; ".join(f"STT {p.stt} «{p.name}» {print_share(p.saved.known)}" for p in outside)
            section = low.cells[0].section
            yield new_finding(
                "RANGE_RECALC",
                f"Mục {section}: lời văn ghi mức cắt giảm từ {print_number(bottom)}% đến {print_number(top)}%, nhưng ngoài "
                f"khoảng đó có {rows}.",
                f"Sửa khoảng thành từ {_extreme(shares, min)} đến {_extreme(shares, max)}, hoặc sửa số ngày của dòng.",
                keys=["cat_giam.tu", "cat_giam.den"],
                where=[*cell_refs([low, high]), *cell_refs(v for p in outside for v in (p.before, p.after))],
                operands=input_numbers([low, high]),
                compared=(bottom, top),
            )


def _ranges(context: CheckContext) -> list[tuple[Value, Value]]:
    """Each stated pair of lower and upper bound, by section."""
    sections = dict.fromkeys(
        clean(record["muc"])
        for record in context.submission.table(STATEMENTS)
        if record["khoa"].strip() == "cat_giam.tu"
    )
    pairs = [(context.counts.value("cat_giam.tu", s), context.counts.value("cat_giam.den", s)) for s in sections]
    return [(low, high) for low, high in pairs if low.number is not None and high.number is not None]


def _extreme(shares: list[ShortenedProcedure], pick: Callable[[list[Decimal]], Decimal]) -> str:
    return print_share(pick([p.saved.known for p in shares]))


def check_precision(context: CheckContext) -> Iterator[Finding]:
    """One value of the table is printed with one precision."""
    printed: dict[Decimal, dict[str, list[CellRef]]] = {}
    for procedure in context.procedures:
        saved, stated = procedure.saved.number, procedure.stated
        if saved is not None and _verdict(procedure) == "right":
            text = print_as_stated(stated.cells[0].text).removesuffix("%")
            printed.setdefault(saved, {}).setdefault(text, []).append(cell_ref(stated.cells[0]))
    for texts in printed.values():
        if len(texts) > 1:
            yield new_finding(
                "PRECISION_UNIFORM",
                f"Cùng một tỷ lệ cắt giảm được viết khác nhau trong một bảng: {' và '.join(texts)}.",
                f"Viết thống nhất, ví dụ {max(texts, key=len)}.",
                keys=["ty_le_cat_giam"],
                where=[place for places in texts.values() for place in places],
            )


def check_days(context: CheckContext) -> Iterator[Finding]:
    """Days and percentages are numbers, and the days after are not more than those before."""
    for procedure in context.procedures:
        for value in (procedure.before, procedure.after, procedure.stated):
            cell = value.cells[0]
            if not is_blank(cell.text) and value.missing:
                yield say_type(cell, value.kind, value.key)
        before, after = procedure.before.number, procedure.after.number
        if before is not None and after is not None and after > before:
            yield new_finding(
                "CEILING",
                f"Danh mục cắt giảm, STT {procedure.stt} «{procedure.name}»: thời gian sau cắt giảm ({print_number(after)} ngày) dài hơn "
                f"quy định ({print_number(before)} ngày).",
                "Kiểm tra lại hai số ngày, có thể đã đổi chỗ.",
                keys=[procedure.before.key, procedure.after.key],
                numbers=[procedure.before, procedure.after],
                compared=(after, before),
            )


CHECKS = (check_reductions, check_ranges, check_precision, check_days)
