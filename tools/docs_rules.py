"""The contents of docs/quy-tac.md. In: rules.yaml, wording.yaml. Out: every rule with its examples, in Markdown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from cchc.catalogue.counts import count_info, is_known_key
from cchc.catalogue.form import every_row
from cchc.catalogue.rules import Example, Family, families, rules, severity_names
from cchc.catalogue.scoring.scales import Scale, package_scales, print_points
from cchc.catalogue.writing.prose import prose, prose_rule
from cchc.catalogue.writing.wording import wording
from cchc.indicators.scores import sums_of
from tools.docs_markdown import bullets, code, escape, named, plus, table, validity

SEVERITIES = {severity: f"{severity}, {name}" for severity, name in severity_names().items()}


def family_entry(family: Family) -> str:
    """One rule family: what holds, how grave, why, for what, and its two examples."""
    softer = f"; thành {family.softer} khi {family.softer_when}" if family.softer else ""
    facts = [
        f"- Mức độ: {SEVERITIES[family.severity]}{escape(softer)}",
        f"- Căn cứ: {escape(family.source)}",
        *([f"- Sai lệch cho phép: {escape(family.tolerance)}"] if family.tolerance else []),
        f"- Hiệu lực: {validity(family.valid_from, family.valid_to) or 'mọi kỳ'}",
    ]
    declared = list(DECLARED[family.key]()) if family.key in DECLARED else list(_sums(family.key))
    applies = ["**Áp dụng cho**", *declared] if declared else []
    good = ["**Ví dụ đúng**", *example_tables(family.passing)]
    bad = ["**Ví dụ sai**", *example_tables(family.failing), f"Phát hiện nêu ra: «{escape(family.says)}»."]
    return "\n\n".join(
        [
            f"### {family.key}: {family.name[:1].lower()}{family.name[1:]}",
            escape(family.sentence),
            "\n".join(facts),
            *applies,
            *good,
            *bad,
        ]
    )


def _sums(family: str) -> Iterator[str]:
    scored = (rule for scale in package_scales() for rule in sums_of(scale))
    chosen = [rule for rule in (*rules().sums, *scored) if rule.family == family]
    if chosen:
        rows = [[named(r.total), plus(r.parts), plus(r.also)] for r in chosen]
        yield table(["Tổng số", "Bằng tổng các phần", "Có thể gồm thêm"], rows)


def _ceilings() -> Iterator[str]:
    rows = [
        [
            plus(r.parts),
            named(r.whole),
            r.severity or families()["CEILING"].severity,
            validity(r.valid_from, r.valid_to),
        ]
        for r in rules().ceilings
    ]
    rows += [row for scale in package_scales() for row in _maxima(scale)]
    yield table(["Phần (cộng lại)", "Không lớn hơn", "Mức độ", "Với kỳ có ngày cuối"], rows)


def _maxima(scale: Scale) -> Iterator[list[str]]:
    days = validity(scale.valid_from, scale.valid_to)
    for group in scale.groups:
        held = [one for one in scale.groups if one.inside == group.khoa]
        most = group.most + sum(one.most for one in held)
        apart = f" ({print_points(group.most)} khi nêu riêng {named(held[0].khoa)})" if held else ""
        grave = "E" if scale.trusted(group) else "W"
        yield [named(group.khoa), f"điểm tối đa {print_points(most)}{apart}", grave, days]
    yield [
        named(scale.total.khoa),
        f"điểm tối đa {print_points(scale.total.most)}",
        "E" if scale.verified else "W",
        days,
    ]


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
    yield f"Biểu mẫu cấp xã vốn không có các mã {', '.join(rules().form_gaps)}; không bị nhắc vì các mã này."


def _terms() -> Iterator[str]:
    for rule in prose().rules:
        if rule.family == "OBSOLETE_TERM":
            source = escape(rule.source) + (
                " (ngày hiệu lực chưa đối chiếu)" if rule.severity == "W" and rule.swap else ""
            )
            rows = [
                [escape(old), escape(new), validity(rule.valid_from, rule.valid_to), source]
                for old, new in (rule.swap or {rule.failing[0]: rule.suggestion}).items()
            ]
            yield table(["Không viết", "Viết", "Với kỳ có ngày cuối", "Căn cứ"], rows)


def _typos() -> Iterator[str]:
    yield "Từ lặp liền nhau, ký tự không in được, chữ chỉ trông giống chữ Việt (như ǎ thay cho ă), và các lỗi hay gặp sau:"
    yield table(
        ["Viết nhầm", "Viết đúng"], ([escape(old), escape(new)] for old, new in prose_rule("loi_go").swap.items())
    )


def _abbreviations() -> Iterator[str]:
    rule = prose_rule("viet_tat_khong_giai_thich")
    rows = [[short, escape(full), "có" if short in rule.exceptions else ""] for short, full in rule.swap.items()]
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
    "TEXT": _typos, "ABBR": _abbreviations, "FREQ_X_TIME": _frequencies, "DUPLICATE_ROW": _duplicates,
    "ENUM": _choices, "BALANCE": _balance,
}  # fmt: skip


def example_tables(example: Example) -> Iterator[str]:
    """The small tables of an example, each under the name of its file."""
    codes = {row.key: row for row in every_row()}
    annex = [[codes[key].code, codes[key].label, codes[key].unit, text] for key, text in example.annex.items()]
    yield from _example("phu_luc_01b.csv", ["Mã", "Chỉ tiêu", "Đơn vị tính", "Số liệu"], [*annex, *example.rows])
    if example.whole_form:
        yield "Mọi dòng khác của biểu mẫu đều có số liệu."
    last = "nguyen_van" if any("nguyen_van" in s for s in example.statements) else "mau_so"
    stated = [[s["khoa"], _label(s["khoa"]), s["gia_tri"], s.get(last, "")] for s in example.statements]
    yield from _example("so_lieu_khac.csv", ["khoa", "tên", "gia_tri", last], stated)
    for document in example.documents[:1]:
        yield from _example("van_ban.csv", list(document), [[*d.values()] for d in example.documents])
    days = ["ten_tthc", "thoi_gian_quy_dinh", "thoi_gian_sau_cat_giam", "ty_le_cat_giam"]
    yield from _example("cat_giam.csv", days, example.procedures)
    yield from _example("noi_dung.yaml", ["muc", "nội dung"], list(example.texts.items()))
    yield from _example("nguon.yaml", ["khóa", "giá trị"], list(_flat(example.source)))


def _label(key: str) -> str:
    return count_info(key).label if is_known_key(key) else ""


def _example(file: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    if rows:
        cells = [[escape(text) or "(để trống)" if name not in ("mau_so", "Đơn vị tính") else escape(text) for name, text in
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
