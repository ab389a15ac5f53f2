"""Show in a terminal what changed. In: a comparison. Out: tables, sentences, and the count of each, on a console."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from cchc.catalogue.rules import severity_names
from cchc.compare.change import Change
from cchc.compare.numbers import texts
from cchc.compare.rows import Comparison, runs
from cchc.compare.wording import (
    FIGURES,
    FINDINGS,
    PARTS,
    PROCEDURE_LISTS,
    by_section,
    headline,
    names,
    print_behind,
    print_days,
    print_difference,
    print_label,
    rule_name,
)
from cchc.errors import visible

_MARKS = {"new": ("+", "green"), "gone": ("-", "red"), "changed": ("~", "yellow"), "same": ("=", "dim")}
_DAYS = ("Thủ tục hành chính", "Theo quy định (ngày)", "Sau cắt giảm (ngày)")
_SIGNS = {"same": ("", "", ""), "old": ("[-", "-]", "red"), "new": ("{+", "+}", "green")}


def show_changes(changes: Comparison, console: Console) -> None:
    """Print what changed: figures as tables, then procedures, findings and sentences, and the count of each."""
    console.print(_plain(headline(changes), "bold"))
    columns = ("", "Chỉ tiêu", *names(changes), "Chênh lệch")
    for part in FIGURES:
        _show_table(console, part.title, columns, _figures(changes, changes.altered(part.kind)), numbers=3)
    for status, title in PROCEDURE_LISTS.items():
        listed = (change for change in changes.altered("procedures") if change.status == status)
        _show_table(console, title, _DAYS, (_texts(c.label, *print_days(c)) for c in listed), numbers=2)
    findings = map(_finding, changes.altered("findings"))
    _show_table(console, FINDINGS.title, ("", "Mức độ", "Quy tắc", "Nội dung"), findings)
    for heading, group in by_section(changes.altered("sentences"), changes):
        console.print(_plain(heading, "bold"), *map(_sentence, group), sep="\n")
    console.print(Text(_summary(changes)))


def _show_table(
    console: Console, title: str, columns: Sequence[str], rows: Iterable[list[Text]], numbers: int = 0
) -> None:
    """A table whose last columns are numbers; a row of two cells begins a section. Nothing where there is no row."""
    table = Table(title=title, title_justify="left")
    for place, name in enumerate(columns, numbers - len(columns)):
        table.add_column(visible(name), overflow="fold", justify="left" if place < 0 else "right")
    for row in rows:
        if len(row) == 2:
            table.add_section()
        table.add_row(*row)
    if table.rows:
        console.print(table)


def _figures(changes: Comparison, rows: Iterable[Change]) -> Iterator[list[Text]]:
    for heading, group in by_section(rows, changes):
        yield [Text(), _plain(heading, "bold")]
        for change in group:
            label = _plain(print_label(change)).append(visible("".join(f" · {w}" for w in print_behind(change))), "dim")
            yield [_mark(change), label, *_texts(*texts(change), print_difference(change))]


def _finding(change: Change) -> list[Text]:
    text = _marked(change)
    if change.shown.get("status") == "accepted":
        text.append("\n✓ đã được chấp nhận", style="green")
    return [
        _mark(change),
        *_texts(severity_names()[change.shown["severity"]].capitalize(), rule_name(change.label)),
        text,
    ]


def _sentence(change: Change) -> Text:
    return _mark(change).append(" ").append_text(_marked(change, signs=change.status == "changed"))


def _marked(change: Change, signs: bool = True) -> Text:
    """The words in colour; the signs say the same where a terminal has none."""
    text = Text()
    for run in runs(change):
        before, after, style = _SIGNS[run.op]
        text.append(f"{before}{visible(run.text)}{after}" if signs else visible(run.text), style=style)
    return text


def _mark(change: Change) -> Text:
    return Text(*_MARKS[change.status])


def _plain(text: str, style: str = "") -> Text:
    return Text(visible(text), style=style)


def _texts(*texts: str) -> list[Text]:
    return [_plain(text) for text in texts]


def _summary(changes: Comparison) -> str:
    told = [
        f"{len(changes.altered(p.kind))}/{len(changes.listed(p.kind))} {p.short[0].lower()}{p.short[1:]}" for p in PARTS
    ]
    words = "câu chữ không so sánh vì một bên chỉ có số liệu"
    if changes.worded:
        differ = len(changes.altered("sentences"))
        words = f"{differ} đoạn văn khác, {len(changes.rows['sentences']) - differ} đoạn như trước"
    return f"Thay đổi: {', '.join(told)}; {words}."
