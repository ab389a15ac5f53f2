"""Write docs/chi-tieu.md and docs/quy-tac.md. In: the catalogue of cchc. Out: two Markdown files, always the same bytes.

The first lists every key that a submission may use, the second every rule that it is held to. Both are for clerks and
analysts, so they are in Vietnamese. `make docs` runs this; tests/project/test_docs.py fails when a file is out of date.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

import yaml

from cchc.catalogue.annex import AnnexRow, every_row
from cchc.catalogue.counts import Count, count_info, counts, parts_of
from cchc.catalogue.indicators import Denominator, Indicator, indicators, reduction
from cchc.catalogue.outline import section as section_of
from cchc.catalogue.outline import section_keys
from cchc.catalogue.rules import Example, Family, families, rules
from cchc.catalogue.wording import wording
from cchc.values.printing import print_date

DOCS = Path(__file__).parents[1] / "docs"
TEXTS = Path(__file__).parent / "docs_text"
OUTLINE_DAY = date(2025, 7, 1)
SEVERITIES = {"E": "E, lỗi chắc chắn", "W": "W, cần xác nhận", "S": "S, cách viết"}
KINDS = {
    "count": "số đếm", "percent": "phần trăm", "choice": "lựa chọn", "reference": "viện dẫn", "heading": "đề mục",
    "measure": "số đo", "rate_stated": "tỷ lệ đã nêu",
}  # fmt: skip


def escape(text: str) -> str:
    r"""Text that Markdown prints as it is, also inside a table: "a|b_c" gives "a\|b\_c"."""
    marked = "".join("\\" + char if char in "\\`*_<>[]|~" else char for char in text)
    return " ".join(marked.split())


def code(key: str) -> str:
    """A key as Markdown code."""
    return f"`{key}`"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; the cells are Markdown already."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cell or " " for cell in line) + " |" for line in lines)


def note(text: str | None) -> str:
    """A note of the catalogue in Vietnamese. Raises SystemExit naming the note that has no translation."""
    if text and text not in notes():
        raise SystemExit(f"tools/docs_text/notes.yaml: expected the catalogue's note {text!r}, found none; add it.")
    return notes()[text] if text else ""


@functools.cache
def notes() -> dict[str, str]:
    """The Vietnamese of the catalogue's notes."""
    entries = yaml.safe_load((TEXTS / "notes.yaml").read_text(encoding="utf-8"))
    return {entry["in"]: entry["vi"] for entry in entries}


def named(key: str) -> str:
    """A key with the name of its quantity."""
    return f"{escape(count_info(key).label)} ({code(key)})"


def plus(keys: Iterable[str]) -> str:
    """Several quantities added up."""
    return " + ".join(map(named, keys))


def validity(start: date | None, end: date | None) -> str:
    """From which to which last day of a data window something is in force; nothing where it always is."""
    days = [f"từ {print_date(start)}" if start else "", f"đến {print_date(end)}" if end else ""]
    return " ".join(filter(None, days))


# docs/chi-tieu.md


def annex_table() -> str:
    """Every row of annex 01b."""
    head = ["Mã", "Khóa", "Chỉ tiêu", "Đơn vị tính", "Loại", "Thuộc", "Bắt buộc", "Hiệu lực", "Ghi chú"]
    return table(head, map(_annex_row, every_row()))


def _annex_row(row: AnnexRow) -> list[str]:
    choices = "; ".join(f"{value} = {meaning}" for value, meaning in row.choices.items())
    kind = KINDS[row.kind] + (f": {escape(choices)}" if choices else "")
    days, must = validity(row.valid_from, row.valid_to), "có" if row.mandatory else ""
    unit = "" if choices else escape(row.unit)
    return [row.code, code(row.key), escape(row.label), unit, kind, row.parent or "", must, days, note(row.note)]


def counts_table(stated_rates: bool) -> str:
    """Every count of the narrative, or every rate that it states."""
    chosen = [entry for entry in counts() if (entry.kind == "rate_stated") == stated_rates]
    if stated_rates:
        rows = [[code(c.key), escape(c.label), c.section, _formula_link(c.key)] for c in chosen]
        return table(["Khóa", "Tên", "Mục thường nêu", "Tính lại được"], rows)
    head = ["Khóa", "Tên", "Đơn vị", "Loại", "Mục thường nêu", "Là tổng của (nếu không nêu)", "Ghi chú"]
    return table(head, map(_count_row, chosen))


def _formula_link(key: str) -> str:
    return "có, xem mục 5" if key in indicators() else "không: chỉ so các lần nêu với nhau"


def _count_row(entry: Count) -> list[str]:
    parts = " + ".join(map(code, parts_of(entry.key)))
    unit, kind = escape(entry.unit), KINDS[entry.kind]
    return [code(entry.key), escape(entry.label), unit, kind, entry.section, parts, note(entry.note)]


def indicator_entry(entry: Indicator) -> str:
    """One indicator: its formula over every denominator in use."""
    lines = [f"### {escape(entry.label)} ({code(entry.key)})", "", f"- Tử số: {plus(entry.numerator)}"]
    lines += [f"- Mẫu số{_which(n, entry)}: {_denominator(d)}" for n, d in enumerate(entry.denominators, 1)]
    lines += [f"- Số chữ số thập phân khi in: {entry.decimals}"]
    lines += [f"- Tỷ lệ nêu sẵn ở phụ lục: {named(entry.stated)}"] if entry.stated else []
    lines += [f"- Căn cứ: {escape(entry.source)}"]
    return "\n".join(lines + ([f"- Ghi chú: {note(entry.note)}"] if entry.note else []))


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
    return table(["Khóa", "Tên", "Công thức"], rows) + "\n\n" + facts


def outline_table() -> str:
    """The sections that the column `muc` may name."""
    words = {"{tinh}": "tỉnh", "{ky_sau}": "kỳ sau"}
    titles = {key: section_of(key, OUTLINE_DAY).title or "Phần mở đầu" for key in section_keys()}
    for brace, word in words.items():
        titles = {key: title.replace(brace, word) for key, title in titles.items()}
    return table(["muc", "Tên mục"], ([code(key), escape(title)] for key, title in titles.items()))


# docs/quy-tac.md


def family_entry(family: Family) -> str:
    """One rule family: what holds, how grave, why, for what, and its two examples."""
    softer = f"; thành {family.softer} khi {family.softer_when}" if family.softer else ""
    facts = [
        f"- Mức độ: {SEVERITIES[family.severity]}{escape(softer)}",
        f"- Căn cứ: {escape(family.source)}",
        f"- Hiệu lực: {validity(family.valid_from, family.valid_to) or 'mọi kỳ'}",
    ]
    declared = list(DECLARED[family.key]()) if family.key in DECLARED else list(_sums(family.key))
    applies = ["**Áp dụng cho**", *declared] if declared else []
    good = ["**Ví dụ đúng**", *example_tables(family.passing)]
    bad = ["**Ví dụ sai**", *example_tables(family.failing), f"Phát hiện nêu ra: «{escape(family.says)}»."]
    return "\n\n".join([f"### {family.key}", escape(family.sentence), "\n".join(facts), *applies, *good, *bad])


def _sums(family: str) -> Iterator[str]:
    chosen = [rule for rule in rules().sums if rule.family == family]
    if chosen:
        rows = [[named(r.total), plus(r.parts), plus(r.also)] for r in chosen]
        yield table(["Tổng số", "Bằng tổng các phần", "Có thể gồm thêm"], rows)


def _ceilings() -> Iterator[str]:
    rows = [[plus(r.parts), named(r.whole), r.severity or families()["CEILING"].severity] for r in rules().ceilings]
    yield table(["Phần (cộng lại)", "Không lớn hơn", "Mức độ"], rows)


def _same() -> Iterator[str]:
    yield "Mọi khóa được nêu nhiều lần; số thủ tục được cắt giảm đã nêu bằng số dòng của `cat_giam.csv`; và:"
    yield table(["Một số", "Bằng"], ([plus(rule.left), plus(rule.right)] for rule in rules().same))


def _shares() -> Iterator[str]:
    yield "Mọi tỷ lệ phần trăm riêng lẻ, và các nhóm loại trừ nhau sau:"
    yield bullets(plus(group) for group in rules().shares)


def _copies() -> Iterator[str]:
    pairs = [f"Các phần: {_list(one)}; không giống hệt: {_list(other)}" for one, other in rules().copied_parts]
    totals = [f"{named(a)} không trùng {named(b)}, trừ khi cũng bằng {named(c)}" for a, b, c in rules().copied_totals]
    yield bullets([*pairs, *totals])


def _unrelated() -> Iterator[str]:
    yield bullets(f"{_list(r.one)}; không cùng bộ số với: {_list(o)}" for r in rules().unrelated for o in r.others)


def _list(keys: Iterable[str]) -> str:
    return ", ".join(map(named, keys))


def _gaps() -> Iterator[str]:
    yield f"Biểu mẫu cấp xã vốn không có các mã: {', '.join(rules().form_gaps)}."


def _terms() -> Iterator[str]:
    rows = [
        [escape(t.text), escape(t.instead), validity(t.obsolete_from, t.obsolete_to), escape(t.source)
         + ("" if t.verified else " (ngày hiệu lực chưa đối chiếu)")] for t in wording().terms
    ]  # fmt: skip
    yield table(["Không viết", "Viết", "Với kỳ có ngày cuối", "Căn cứ"], rows)


def _slips() -> Iterator[str]:
    yield "Từ lặp liền nhau, ký tự không in được, và các lỗi hay gặp sau:"
    yield table(["Viết nhầm", "Viết đúng"], ([escape(slip.text), escape(slip.instead)] for slip in wording().slips))


def _abbreviations() -> Iterator[str]:
    rows = [[a.short, escape(a.full), "có" if a.defined else ""] for a in wording().abbreviations]
    yield table(["Viết tắt", "Viết đủ", "Báo cáo đã tự giải thích"], rows)


def _frequencies() -> Iterator[str]:
    yield bullets(f"{named(f.count)} so với {named(f.per_week)}" for f in wording().frequencies)
    yield f"Được lệch tới {wording().frequency_tolerance * 100:.0f}% so với phép nhân."


def _duplicates() -> Iterator[str]:
    rule = wording().duplicates
    yield (
        f"Hai tên là một khi có chung từ {rule.common * 100:.0f}% số từ trở lên và một tên chỉ thêm từ vào tên kia; thêm "
        f"một trong các từ sau thì là thủ tục khác: {escape(', '.join(rule.telling))}."
    )


def _rates() -> Iterator[str]:
    yield "Các tỷ lệ có công thức trong [danh mục chỉ tiêu](chi-tieu.md), mục 5, với mọi mẫu số nêu ở đó."


def _choices() -> Iterator[str]:
    yield "Danh sách của từng dòng: [danh mục chỉ tiêu](chi-tieu.md), mục 3."


def _balance() -> Iterator[str]:
    before, after = ["ho_so.ky_truoc", "ho_so.tiep_nhan"], ["ho_so.da_giai_quyet", "ho_so.dang_giai_quyet"]
    yield bullets([f"{plus(before)} = {plus([*after, 'ho_so.tra_lai'])}", f"hoặc {plus(before[1:])} = {plus(after)}"])


DECLARED: Mapping[str, Callable[[], Iterator[str]]] = {
    "RATE_RECALC": _rates, "CEILING": _ceilings, "SHARES_LE_100": _shares, "NARRATIVE_EQ_ANNEX": _same,
    "COPY_PASTE": _copies, "LABEL_COLLISION": _unrelated, "CODE_SEQUENCE": _gaps, "OBSOLETE_TERM": _terms,
    "TEXT": _slips, "ABBR": _abbreviations, "FREQ_X_TIME": _frequencies, "DUPLICATE_ROW": _duplicates,
    "ENUM": _choices, "BALANCE": _balance,
}  # fmt: skip


def bullets(lines: Iterable[str]) -> str:
    """A Markdown list."""
    return "\n".join(f"- {line}" for line in lines)


def example_tables(example: Example) -> Iterator[str]:
    """The small tables of an example, each under the name of its file."""
    codes = {row.key: row for row in every_row()}
    annex = [[codes[key].code, codes[key].label, codes[key].unit, text] for key, text in example.annex.items()]
    yield from _example("phu_luc_01b.csv", ["Mã", "Chỉ tiêu", "Đơn vị tính", "Số liệu"], [*annex, *example.rows])
    if example.whole_form:
        yield "Mọi dòng khác của biểu mẫu đều có số liệu."
    stated = [[s["khoa"], count_info(s["khoa"]).label, s["gia_tri"], s.get("mau_so", "")] for s in example.statements]
    yield from _example("so_lieu_khac.csv", ["khoa", "tên", "gia_tri", "mau_so"], stated)
    for document in example.documents[:1]:
        yield from _example("van_ban.csv", list(document), [[*d.values()] for d in example.documents])
    days = ["ten_tthc", "thoi_gian_quy_dinh", "thoi_gian_sau_cat_giam", "ty_le_cat_giam"]
    yield from _example("cat_giam.csv", days, example.procedures)
    yield from _example("noi_dung.yaml", ["muc", "nội dung"], list(example.texts.items()))
    yield from _example("nguon.yaml", ["khóa", "giá trị"], list(_flat(example.source)))


def _example(file: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    if rows:
        cells = [[escape(text) or "(để trống)" if name != "mau_so" else escape(text) for name, text in
                  zip(head, row, strict=True)] for row in rows]  # fmt: skip
        yield f"{code(file)}:\n\n" + table([escape(name) for name in head], cells)


def _flat(fields: Mapping[str, object], above: str = "") -> Iterator[tuple[str, str]]:
    for key, value in fields.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{above}{key}.")
        else:
            yield above + key, "; ".join(map(str, value)) if isinstance(value, list) else str(value)


def severity_table() -> str:
    """All families at a glance."""
    rows = [[f"[{f.key}](#{f.key.lower()})", SEVERITIES[f.severity], escape(f.sentence)] for f in families().values()]
    return table(["Quy tắc", "Mức độ", "Nội dung"], rows)


def fill(name: str, parts: Mapping[str, str]) -> str:
    """The text tools/docs_text/<name> with every {{part}} filled in."""
    text = (TEXTS / name).read_text(encoding="utf-8")
    for part, content in parts.items():
        text = text.replace("{{" + part + "}}", content)
    return text


def make_documents() -> dict[str, str]:
    """Both documents by file name."""
    rates = "\n\n".join(map(indicator_entry, indicators().values()))
    keys = {
        "annex": annex_table(), "counts": counts_table(False), "rates": counts_table(True), "indicators": rates,
        "reduction": reduction_entry(), "outline": outline_table(),
    }  # fmt: skip
    every = "\n\n".join(map(family_entry, families().values()))
    return {
        "chi-tieu.md": fill("chi-tieu.md", keys),
        "quy-tac.md": fill("quy-tac.md", {"glance": severity_table(), "families": every}),
    }


if __name__ == "__main__":
    for name, text in make_documents().items():
        (DOCS / name).write_text(text, encoding="utf-8", newline="\n")
