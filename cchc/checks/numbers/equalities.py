"""Numbers that must agree, and numbers that must not. In: a CheckContext. Out: findings.

NARRATIVE_EQ_ANNEX, CEILING, SHARES_LE_100, COPY_PASTE, LABEL_COLLISION.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from cchc.catalogue.rules import Ceiling, Same, rules
from cchc.checks.context import CheckContext
from cchc.checks.finding import CellRef, Finding, cell_refs, input_numbers, new_finding
from cchc.checks.numbers.sums import rounding
from cchc.checks.wording import IN_ANNEX, bracketed, format_value, gap_hint, listed, named, names, place_name
from cchc.indicators.statements import Statements
from cchc.raw.submission import REDUCTIONS
from cchc.values.printing import HUNDRED, print_number
from cchc.values.value import Value, known_sum, whole_sum


def check_one_value(context: CheckContext) -> Iterator[Finding]:
    """A count has one value in each scope, in the narrative and in the annex."""
    annex = context.counts.statements[0]
    for scope in context.counts.scopes:
        stating: dict[str, list[Statements]] = {}
        for place in (one for one in context.counts.statements[1:] if one.scope == scope):
            for key in place.all_keys():
                stating.setdefault(key, []).append(place)
        for key in (key for key in stating if not key.startswith("ty_le.")):
            stated = [(place, value) for place in stating[key] for value in place.all_stated(key)]
            if stated:
                yield from _differing(context, stated, annex.own(key) if scope == annex.scope else None)


def _differing(
    context: CheckContext, stated: list[tuple[Statements, Value]], in_annex: Value | None
) -> Iterator[Finding]:
    """A gap of just what was carried over is a question: both may be right, one with it and one without."""
    first, value = stated[0]
    base, other = (in_annex, IN_ANNEX) if in_annex else (value, place_name(first))
    for number in dict.fromkeys(value.number for _, value in stated):
        if number is None or base.number is None or number in (base.number, base.number + _carried(context, base)):
            continue
        here = [(place, value) for place, value in stated if value.number == number]
        sections = ", ".join(dict.fromkeys(place.section or "" for place, _ in here))
        covers = f"; phạm vi: {first.scope}" if first.scope else ""
        added = f" ({listed(base.formula.operands)})" if base.formula else ""
        yield new_finding(
            "NARRATIVE_EQ_ANNEX",
            f"«{base.label}»: lời văn (mục {sections}{covers}) ghi {format_value(here[0][1])}, "
            f"{other} ghi {format_value(base)}{added}, lệch "
            f"{print_number(abs(number - base.number))}.{gap_hint(context, number - base.number, [base.key])}",
            "Đối chiếu với sổ theo dõi, sửa cho mọi chỗ cùng một số; nếu hai chỗ tính trên hai phạm vi khác nhau thì ghi rõ "
            "phạm vi (cột pham_vi).",
            keys=[base.key, *input_numbers([base])],
            where=cell_refs([*(value for _, value in here), base]),
            operands={base.key: number, **input_numbers([base] if base.formula else [])},
            compared=(number, base.number),
            severity="W" if _is_carried(context, base.key, number - base.number) else None,
        )


def _is_carried(context: CheckContext, key: str, gap: Decimal) -> bool:
    flow = rules().balance
    return key == flow.received and gap == context.counts.value(flow.carried).number


def _carried(context: CheckContext, base: Value) -> Decimal:
    """What a total may hold besides the parts that give `base`: the carried-over, in the reading of form 06a."""
    also = [key for rule in rules().sums if rule.total == base.key and base.formula for key in rule.also]
    return known_sum(context.counts.value(key) for key in also)


def check_same(context: CheckContext) -> Iterator[Finding]:
    """Two names of one quantity have one value; the number of shortened procedures is the number of rows."""
    for rule in rules().same:
        yield from _check_same(context, rule)
    listed_rows = len(context.procedures)
    claimed = context.counts.value("cat_giam.so_tthc")
    if context.submission.submitted(REDUCTIONS) and claimed.number not in (None, Decimal(listed_rows)):
        yield new_finding(
            "NARRATIVE_EQ_ANNEX",
            f"Lời văn ghi {named(claimed)}, danh mục {REDUCTIONS} có {listed_rows} dòng.",
            "Sửa số trong lời văn hoặc bổ sung danh mục.",
            keys=[claimed.key],
            where=[*cell_refs([claimed]), CellRef(REDUCTIONS, 1, "stt", "")],
            operands=input_numbers([claimed]),
            compared=(claimed.number, Decimal(listed_rows)),
        )


def _check_same(context: CheckContext, rule: Same) -> Iterator[Finding]:
    group = context.counts.group((*rule.left, *rule.right))
    left, right = [group[key] for key in rule.left], [group[key] for key in rule.right]
    one, other = whole_sum(left), whole_sum(right)
    if one is None or other is None or one == other:
        return
    yield new_finding(
        "NARRATIVE_EQ_ANNEX",
        f"{' + '.join(named(v) for v in left)} phải bằng {' + '.join(named(v) for v in right)} trong phụ lục 01b, "
        f"lệch {print_number(abs(one - other))}.",
        "Hai chỗ này nói về cùng một số; sửa cho bằng nhau.",
        keys=[*rule.left, *rule.right],
        numbers=[*left, *right],
        compared=(one, other),
    )


def check_ceilings(context: CheckContext) -> Iterator[Finding]:
    """A part is never more than the whole; parts that exclude each other never add up to more. In each scope."""
    for rule in rules().ceilings:
        for scope in context.counts.scopes if rule.in_force(context.as_of) else ():
            yield from _check_ceiling(context, rule, scope)


def _check_ceiling(context: CheckContext, rule: Ceiling, scope: str) -> Iterator[Finding]:
    group = context.counts.group((*rule.parts, rule.whole), scope=scope)
    whole = group[rule.whole]
    parts = [group[key] for key in rule.parts if not group[key].missing]
    reached = known_sum(parts)
    if whole.number is None or not parts or reached <= whole.number:
        return
    yield new_finding(
        "CEILING",
        f"{' + '.join(bracketed(value) for value in parts)} lớn hơn {bracketed(whole)}, chênh lệch "
        f"{print_number(reached - whole.number)}.",
        f"Đối chiếu với sổ theo dõi: sửa {names(parts)} nếu ghi thừa, hoặc sửa {names([whole])} nếu ghi thiếu.",
        keys=[*rule.parts, rule.whole],
        numbers=[*parts, whole],
        compared=(reached, whole.number),
        severity=rule.severity,
    )


def check_shares(context: CheckContext) -> Iterator[Finding]:
    """No percentage is over 100, nor is the sum of exclusive ones (half a unit of its last place each is allowed)."""
    over = set()
    for place in context.counts.statements:
        shares = (key for key in place.all_keys() if context.counts.model(key).kind == "percent")
        for value in (value for key in shares for value in place.all_stated(key)):
            if value.number is not None and value.number > HUNDRED:
                over.add(value.key)
                yield _say_shares([value], value.number)
    for group in (keys for keys in rules().shares if not over.intersection(keys)):
        for scope in context.counts.scopes:
            yield from _check_shares(context, group, scope)


def _check_shares(context: CheckContext, keys: tuple[str, ...], scope: str) -> Iterator[Finding]:
    parts = [value for value in context.counts.group(keys, scope=scope).values() if not value.missing]
    reached = known_sum(parts)
    slack = sum(map(rounding, parts), Decimal(0))
    if len(parts) > 1 and reached > HUNDRED + slack:
        yield _say_shares(parts, reached)


def _say_shares(parts: list[Value], reached: Decimal) -> Finding:
    added = "" if len(parts) == 1 else f" cộng lại bằng {print_number(reached)}%,"
    return new_finding(
        "SHARES_LE_100",
        f"{' và '.join(named(value) for value in parts)}{added} quá 100%.",
        "Tính lại từng tỷ lệ từ số hồ sơ, số văn bản của nó; các tỷ lệ loại trừ nhau của một tổng không quá 100%.",
        keys=[value.key for value in parts],
        numbers=parts,
        compared=(reached, HUNDRED),
    )


def check_copies(context: CheckContext) -> Iterator[Finding]:
    """Different totals do not have identical parts; a total is not another quantity's by chance."""
    annex = context.counts.statements[0]
    for one, other in rules().copied_parts:
        yield from _check_copied_parts(annex, one, other)
    for keys in rules().copied_totals:
        total, copied, _ = keys
        left, right, whole = context.counts.group(keys, "II.2.d").values()
        if "remainder" in (left.status, right.status):
            continue
        if left.number and left.number == right.number and left.number not in (whole.number, Decimal(0)):
            yield new_finding(
                "COPY_PASTE",
                f"{named(left)} trùng đúng với {named(right)}, trong khi {named(whole)}; có thể đã chép nhầm số.",
                "Kiểm tra lại hai số này ở sổ theo dõi hoặc phần mềm một cửa.",
                keys=[total, copied],
                where=cell_refs([left, right]),
                operands=input_numbers([left, right, whole]),
                compared=(left.number, right.number),
            )


def _check_copied_parts(annex: Statements, one: tuple[str, ...], other: tuple[str, ...]) -> Iterator[Finding]:
    left, right = ([annex.stated(key) for key in keys] for keys in (one, other))
    first = [value for value in left if value is not None and value.number is not None]
    second = [value for value in right if value is not None and value.number is not None]
    if len(first) < len(one) or len(second) < len(other):
        return
    received, resolved = annex.stated("ho_so.tiep_nhan"), annex.stated("ho_so.trong_han")
    same_total = received and resolved and received.number == resolved.number
    if [v.number for v in first] == [v.number for v in second] and any(v.number for v in first) and not same_total:
        yield new_finding(
            "COPY_PASTE",
            f"Các số {names(first)} ({listed(first, ', ')}) giống hệt các số {names(second)}, dù tổng số tiếp nhận "
            f"({format_value(received) if received else 'chưa có số liệu'}) và tổng số giải quyết "
            f"({format_value(resolved) if resolved else 'chưa có số liệu'}) khác nhau.",
            "Có thể một bộ số đã được chép lại; hãy lấy lại số giải quyết từ phần mềm một cửa.",
            keys=[*one, *other],
            numbers=[*first, *second],
        )


def check_collisions(context: CheckContext) -> Iterator[Finding]:
    """Breakdowns that have nothing to do with each other do not have the same values."""
    for rule in rules().unrelated:
        one = list(context.counts.group(rule.one).values())
        numbers = [value.number for value in one if value.status != "remainder"]
        if len(numbers) == len(one) and all(numbers) and len(set(numbers)) > 1:
            for keys in rule.others:
                other = list(context.counts.group(keys).values())
                if [value.number for value in other] == numbers:
                    yield _collision(one, other)


def _collision(one: list[Value], other: list[Value]) -> Finding:
    return new_finding(
        "LABEL_COLLISION",
        f"Cùng bộ số {listed(one, ', ')} được ghi là {names(one)} và là {names(other)}.",
        "Ít nhất một bộ số ghi nhầm nhãn; hãy lấy lại số theo hạn và số theo mức độ.",
        keys=[value.key for value in (*one, *other)],
        numbers=[*one, *other],
    )


CHECKS = (check_one_value, check_same, check_ceilings, check_shares, check_copies, check_collisions)
