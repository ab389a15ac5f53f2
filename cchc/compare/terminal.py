"""Show in a terminal what changed. In: a comparison. Out: tables, sentences, and the count of each, on a console."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from cchc.catalogue.rules import severity_names
from cchc.compare import wording
from cchc.compare.comparison import Comparison, runs
from cchc.compare.rows import Change
from cchc.errors import visible

_MARKS = {"new": ("+", "green"), "gone": ("-", "red"), "changed": ("~", "yellow"), "same": ("=", "dim")}
_SIGNS = {"same": ("", "", ""), "old": ("[-", "-]", "red"), "new": ("{+", "+}", "green")}


def show_changes(changes: Comparison, console: Console) -> None:
    """Print what changed: numbers as tables, then findings and sentences, and the count of each."""
    console.print(_plain(wording.headline(changes), "bold"))
    for table in (table for part in wording.NUMBERS for table in wording.tables(part, changes)):
        console.print(_numbers(table))
    if findings := changes.altered("findings"):
        console.print(_findings(findings))
    for heading, group in wording.by_section(changes.altered("sentences"), changes):
        console.print(_plain(heading, "bold"), *map(_sentence, group), sep="\n")
    console.print(Text(_summary(changes)))


def _numbers(numbers: wording.Table) -> Table:
    name, *columns = numbers.columns
    table = Table("", Column(name, overflow="fold"), title=numbers.caption, title_justify="left")
    for column in columns:
        table.add_column(visible(column), justify="right", overflow="fold")
    for heading, group in numbers.groups:
        table.add_section()
        if heading:
            table.add_row("", _plain(heading, "bold"))
        for change in group:
            behind = "".join(f" · {words}" for words in wording.print_behind(change))
            cells = (_plain(text) for text, _ in wording.print_cells(change))
            table.add_row(_mark(change), _plain(wording.print_label(change)).append(visible(behind), "dim"), *cells)
    return table


def _findings(findings: Iterable[Change]) -> Table:
    columns = (Column(title, overflow="fold") for title in ("", "Mức độ", "Quy tắc", "Nội dung"))
    table = Table(*columns, title=wording.FINDINGS.title, title_justify="left")
    for change in findings:
        text, grade = _marked(change), severity_names()[change.current["severity"]].capitalize()
        if change.current.get("status") == "accepted":
            text.append("\n✓ đã được chấp nhận", style="green")
        table.add_row(_mark(change), grade, _plain(wording.rule_name(change.label)), text)
    return table


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


def _summary(changes: Comparison) -> str:
    told = [
        f"{len(changes.altered(p.kind))}/{len(changes.listed(p.kind))} {p.short[0].lower()}{p.short[1:]}"
        for p in wording.PARTS
    ]
    words = "câu chữ không so sánh vì một bên chỉ có số liệu"
    if changes.worded:
        differ = len(changes.altered("sentences"))
        words = f"{differ} đoạn văn khác, {len(changes.rows['sentences']) - differ} đoạn như trước"
    return f"Thay đổi: {', '.join(told)}; {words}."
