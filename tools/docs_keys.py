"""The contents of docs/chi-tieu.md. In: the annex, counts, indicators, outline. Out: every key, in Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cchc.catalogue.annex import AnnexRow
from cchc.catalogue.counts import Count, counts, further_parts_of, parts_of
from cchc.catalogue.form import Form, package_forms
from cchc.catalogue.indicators import Denominator, Indicator, WorkedExample, indicators, reduction
from cchc.catalogue.rules import rules
from cchc.catalogue.scoring.scales import Criterion, Group, Scale, ScaleExample, package_scales, print_points
from cchc.indicators.rates import AS_STATED
from cchc.indicators.scores import sums_of
from tools.docs_markdown import bullets, code, escape, named, note, plus, table, validity

UNREAD = " (chưa đối chiếu với văn bản gốc)"
KINDS = {
    "count": "số đếm", "percent": "phần trăm", "choice": "lựa chọn", "reference": "viện dẫn", "heading": "đề mục",
    "measure": "số đo", "rate_stated": "tỷ lệ đã nêu",
}  # fmt: skip


def annex_tables() -> str:
    """The annex of each form, the newest first."""
    return "\n\n".join(map(_annex_of, reversed(package_forms())))


def _annex_of(form: Form) -> str:
    head, names = form.head, ["Mã", "Khóa", "Chỉ tiêu", "Đơn vị tính", "Loại", "Thuộc", "Bắt buộc", "Ghi chú"]
    days = validity(head.valid_from, head.valid_to)
    state = "" if head.verified else " **Biểu mẫu này chưa được đối chiếu với văn bản của cơ quan nào.**"
    lines = [
        f"### Biểu mẫu {code(head.id)}",
        "",
        f"{escape(head.title)}; áp dụng {days}.{state} Nguồn: {escape(head.source)}.",
    ]
    return "\n".join([*lines, "", table(names, map(_annex_row, form.annex.rows))])


def _annex_row(row: AnnexRow) -> list[str]:
    choices = "; ".join(f"{value} = {meaning}" for value, meaning in row.choices.items())
    kind = KINDS[row.kind] + (f": {escape(choices)}" if choices else "")
    must, unit = "có" if row.mandatory else "", "" if choices else escape(row.unit)
    named = escape(row.label.replace("{tinh}", "tỉnh (thành phố)"))
    return [row.code, code(row.key), named, unit, kind, row.parent or "", must, _remarks(row)]


def _remarks(row: AnnexRow) -> str:
    """Where the row comes from, what it is compared as, its other names, and the note."""
    told = [
        f"Nguồn: {escape(row.source)}." if row.source else "",
        f"So giữa các biểu mẫu theo {code(row.dai_luong)}." if row.dai_luong != row.khoa else "",
        f"Cũng nhận: {'; '.join(map(escape, row.con_goi))}." if row.con_goi else "",
        note(row.note),
    ]
    return " ".join(filter(None, told))


def counts_table(stated_rates: bool) -> str:
    """Every count of the narrative, or every rate that it states."""
    chosen = [entry for entry in counts() if (entry.kind == "rate_stated") == stated_rates]
    if stated_rates:
        rows = [[code(c.key), escape(c.label), c.section, _formula_link(c.key)] for c in chosen]
        return table(["Khóa", "Tên", "Mục thường nêu", "Tính lại được"], rows)
    head = ["Khóa", "Tên", "Đơn vị", "Loại", "Mục thường nêu", "Là tổng của (nếu không nêu)", "Gồm gì, trong tổng nào"]
    return table(head, map(_count_row, chosen))


def _formula_link(key: str) -> str:
    return "có, xem mục 5" if key in indicators() else "không: chỉ so các lần nêu với nhau"


def _count_row(entry: Count) -> list[str]:
    parts = " + ".join(map(code, parts_of(entry.key)))
    parts += "".join(f" (+ {code(key)} nếu nêu)" for key in further_parts_of(entry.key))
    unit, kind = escape(entry.unit), KINDS[entry.kind]
    return [code(entry.key), escape(entry.label), unit, kind, entry.section, parts, " ".join(_contents(entry))]


def _contents(entry: Count) -> Iterator[str]:
    """What is counted in it and what is not, in which sums it stands, and where that comes from."""
    yield from filter(None, [note(entry.note)])
    for lead, text in (("Gồm", entry.holds), ("Không gồm", entry.holds_not)):
        yield from [f"{lead}: {escape(text)}."] if text else []
    yield from [f"Cùng một số với {code(entry.was)} của biểu trước đây."] if entry.was else []
    yield from _places(entry.key)
    if entry.source:
        yield f"Căn cứ: {escape(entry.source)}{'' if entry.verified else UNREAD}."


def _places(key: str) -> Iterator[str]:
    """The sums that the key stands in; those that hold it in one reading only."""
    sums, balance = (*rules().sums, *(rule for scale in package_scales() for rule in sums_of(scale))), rules().balance
    whole = [rule.total for rule in sums if key in rule.parts]
    apart = [rule.total for rule in sums if key in (*rule.also, *(part.key for part in rule.further))]
    yield from [f"Là một phần của {', '.join(map(code, whole))}."] if whole else []
    yield from [f"Nằm trong hoặc ngoài {', '.join(map(code, apart))}, tùy cách tính của đơn vị."] if apart else []
    if key in (balance.carried, balance.received, balance.resolved, balance.going, balance.returned):
        yield "Trong cân đối hồ sơ."
    if key in balance.also:
        yield "Trong cân đối hồ sơ: nằm trong các số kia hoặc cộng thêm."
    if key in balance.outside:
        yield "Không nằm trong tổng nào."


def indicator_entry(entry: Indicator) -> str:
    """One indicator: its formula over every denominator in use."""
    lines = [f"### {escape(entry.label)} ({code(entry.key)})", "", f"- Tử số: {plus(entry.numerator)}"]
    lines += [f"- Mẫu số{_which(n, entry)}: {_denominator(d)}" for n, d in enumerate(entry.denominators, 1)]
    lines += [f"- Số chữ số thập phân khi in: {entry.decimals}"]
    lines += [f"- Ví dụ: {_worked(entry.example, ' + ')}"]
    lines += _as_stated(entry)
    lines += [f"- Căn cứ: {escape(entry.source)}{'' if entry.verified else UNREAD}"]
    return "\n".join(lines + ([f"- Ghi chú: {note(entry.note)}"] if entry.note else []))


def _as_stated(entry: Indicator) -> list[str]:
    """Where the percentage itself comes from while its counts were not sent."""
    if entry.asked_as_rate:
        return [f"- Chưa gửi các số đếm thì in đúng như đơn vị nêu ở {code(entry.key)}, kèm «{AS_STATED}»"]
    return [f"- Tỷ lệ nêu sẵn ở phụ lục: {named(entry.stated)}"] if entry.stated else []


def _worked(example: WorkedExample, joint: str) -> str:
    """A worked example in one line: (40 + 3) / 45 = 95,6%."""
    above, below = (f"({joint.join(map(str, part))})" if len(part) > 1 else str(part[0])
                    for part in (example.numerator, example.denominator))  # fmt: skip
    return f"{above} / {below} = {example.prints}"


def _which(number: int, entry: Indicator) -> str:
    return "" if len(entry.denominators) == 1 else f" {number}" + (" (dùng khi câu không nêu)" if number == 1 else "")


def _denominator(entry: Denominator) -> str:
    return f"**{escape(entry.name)}** = {plus(entry.keys)}"


def reduction_entry() -> str:
    """The indicator of time saved."""
    rule = reduction()
    pooled = "(tổng thời gian quy định - tổng thời gian sau cắt giảm) / tổng thời gian quy định"
    each = "(thời gian quy định - thời gian sau cắt giảm) / thời gian quy định"
    rows = [
        [code(f"{rule.key}.<dòng>"), f"{escape(rule.label)}, từng thủ tục", each],
        [code(f"{rule.key}.chung"), escape(rule.pooled), f"{pooled}, trên các thủ tục có đủ hai số"],
    ]
    facts = f"Đơn vị: {rule.unit}; số chữ số thập phân khi in: {rule.decimals}; căn cứ: {escape(rule.source)}."
    facts += f" Ví dụ: {_worked(rule.example, ' - ')}."
    return table(["Khóa", "Tên", "Công thức"], rows) + "\n\n" + facts


def scales() -> str:
    """The scoring tables of the package."""
    return "\n\n".join(map(_scale, package_scales()))


def _scale(scale: Scale) -> str:
    head = ["Số", "Nhóm, tiêu chí", "Điểm tối đa", "Khóa", "Quy tắc", "Ghi chú"]
    days = validity(scale.valid_from, scale.valid_to)
    facts = f"Kỳ có ngày cuối {days}. Tổng: {code(scale.total.khoa)}, tối đa {print_points(scale.total.most)} điểm."
    lines = [f"### {escape(scale.title)}", facts, table(head, (_scored(scale, item) for item in scale.items()))]
    return "\n\n".join([*lines, bullets(map(_added, scale.examples)), f"Căn cứ: {escape(scale.source)}."])


def _scored(scale: Scale, item: Criterion) -> list[str]:
    name = f"**{escape(item.label)}**" if isinstance(item, Group) else escape(item.label)
    unread = "" if scale.trusted(item) else UNREAD.strip()
    told = [f"{escape(item.note)}." if item.note else "", unread]
    if isinstance(item, Group) and item.inside:
        told.insert(0, f"Không nêu riêng thì nằm trong {code(item.inside)}.")
    key = code(item.khoa) if item.khoa else ""
    return [item.so, name, print_points(item.most), key, _points_rule(item), " ".join(filter(None, told))]


def _points_rule(item: Criterion) -> str:
    if item.full_at is None:
        return ""
    rule = f"giá trị × {print_points(item.most)} / {print_points(item.full_at)}, nhiều nhất {print_points(item.most)}"
    worked = item.example
    return f"{rule}; ví dụ {print_points(worked.value)}: {print_points(worked.points)} điểm" if worked else rule


def _added(example: ScaleExample) -> str:
    terms = " + ".join(map(print_points, example.points.values()))
    source = f" ({escape(example.source)})" if example.source else ""
    return f"Ví dụ: {terms} = {print_points(example.reached)} trên {print_points(example.of)} điểm tối đa của các nhóm có số liệu{source}."


def outline_table() -> str:
    """The sections that the column `muc` may name, as the newest form has them."""
    form = package_forms()[-1]
    names = {"tinh": "tỉnh", "xa": "xã", "huyen": ""}
    words = {**form.names_on(form.head.valid_from or date.max, names), **names, "ky_sau": "kỳ sau"}
    sections = form.outline.sections
    titles = {one.key: one.title.format_map(words) or "Phần mở đầu" for one in sections}
    return table(["muc", "Tên mục"], ([code(key), escape(title)] for key, title in titles.items()))
