"""Compare two reports. In: two folders or notebooks. Out: `Changes`, and the table that a terminal shows.

A side is an output folder or an executed notebook, whose words are compared too, or the folder of a submission.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from cchc.build.check import check_folder
from cchc.build.publish import publish_file
from cchc.catalogue.rules import severity_names
from cchc.document.changes import Changes, FindingChange, altered, by_section, compare, once
from cchc.document.changes_figures import FigureChange, ProcedureChange
from cchc.document.changes_sides import Side, side_of
from cchc.document.changes_words import Run, WordChange
from cchc.errors import CchcError, ExportError, UsageError, visible
from cchc.export.changes import (
    PROCEDURE_LISTS,
    changes_page,
    headline,
    names,
    print_days,
    print_difference,
    print_label,
    rule_name,
    section_name,
    shorten,
)
from cchc.export.names import EXECUTED, HTML
from cchc.export.reopen import files_of, printed_blocks, read_notebook, reopen
from cchc.raw.submission import SOURCE

_MARKS = {"new": ("+", "green"), "gone": ("-", "red"), "changed": ("~", "yellow"), "same": ("=", "dim")}


def compare_paths(old: Path, new: Path) -> Changes:
    """What changed from the old report to the new one. Raises UsageError, ExportError and SubmissionError."""
    try:
        return compare(read_side(old), read_side(new))
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        # What a notebook carries is whatever somebody has put there.
        raise ExportError(
            f"{old}, {new}: cần báo cáo do cchc lập, gặp khối không đúng dạng trong sổ tay ({type(error).__name__}: {error}); "
            "sổ tay đã bị sửa hoặc do bản chương trình khác lập, hãy lập lại báo cáo."
        ) from error


def read_side(path: Path) -> Side:
    """One side of the comparison. Raises UsageError where the path holds no report and no submission."""
    if path.is_file() and path.suffix == ".ipynb":
        return _printed_side(path)
    if (path / EXECUTED).is_file():
        return _printed_side(path / EXECUTED)
    if (path / SOURCE).is_file():
        return side_of(check_folder(path))
    found = "không có đường dẫn này" if not path.exists() else "không thấy tệp nào trong số đó"
    raise UsageError(
        f"{path}: cần thư mục báo cáo đã lập (có {EXECUTED}), một sổ tay .ipynb đã chạy, "
        f"hoặc thư mục số liệu của một xã (có {SOURCE}); {found}."
    )


def _printed_side(notebook: Path) -> Side:
    parts = read_notebook(notebook)
    return side_of(reopen(files_of(parts), str(notebook)), printed_blocks(parts))


def write_page(changes: Changes, path: Path) -> None:
    """Write the page; it leads back to the report where that stands beside it. Raises CchcError."""
    if path.is_dir():
        raise CchcError(f"{path}: --html cần tên tệp để ghi, gặp một thư mục; ví dụ {path / 'thay-doi.html'}.")
    publish_file(path, changes_page(changes, HTML if (path.parent / HTML).is_file() else ""))


def as_data(changes: Changes) -> dict[str, object]:
    """The form of `cchc diff --json`: what changed, and how much did not."""
    figures: dict[str, Sequence[FigureChange | ProcedureChange]] = {
        "counts": changes.counts,
        "indicators": changes.indicators,
        "stated_rates": changes.stated_rates,
        "procedures": changes.procedures,
    }
    findings = altered(changes.findings)
    return {
        "scope": changes.scope,
        "old": _identity(changes.old),
        "new": _identity(changes.new),
        **{name: [change.as_json() for change in altered(all_of)] for name, all_of in figures.items()},
        "findings": [change.as_json() for change in findings],
        "sentences": None if changes.sentences is None else [_sentence(change) for change in changes.sentences],
        "unchanged": {
            **{name: len(all_of) - len(altered(all_of)) for name, all_of in figures.items()},
            "findings": len(changes.findings) - len(findings),
            "sentences": changes.unchanged_sentences,
        },
    }


def _identity(side: Side) -> dict[str, object]:
    return {"ma_xa": side.code, "ten_xa": side.unit, "nam": side.year, "ky": side.period,
            "tu_ngay": side.window[0].isoformat(), "den_ngay": side.window[1].isoformat()}  # fmt: skip


def _sentence(change: WordChange) -> dict[str, object]:
    return {
        "section": change.section,
        "status": change.status,
        "old": None if change.status == "new" else change.text("old"),
        "new": None if change.status == "gone" else change.text("new"),
    }


def show_changes(changes: Changes, console: Console) -> None:
    """Print what changed: figures as tables, then findings, then sentences, and the count of each."""
    console.print(Text(visible(headline(changes)), style="bold"))
    groups = (("Số liệu", altered(changes.counts)), ("Chỉ tiêu (phần mềm tính lại)", once(altered(changes.indicators))),
              ("Tỷ lệ đơn vị tự ghi", altered(changes.stated_rates)))  # fmt: skip
    for title, figures in groups:
        if figures:
            console.print(_figures(title, figures, changes))
    for status, title in PROCEDURE_LISTS:
        listed = [change for change in changes.procedures if change.status == status]
        if listed:
            console.print(_procedures(title, listed))
    if altered(changes.findings):
        console.print(_findings(altered(changes.findings)))
    section = None
    for change in changes.sentences or ():
        if change.section != section:
            section = change.section
            console.print(Text(visible(section_name(section, changes)), style="bold"))
        console.print(_paragraph(change))
    console.print(Text(_summary(changes)))


def _figures(title: str, figures: Iterable[FigureChange], changes: Changes) -> Table:
    table = Table(title=title, title_justify="left", expand=False)
    table.add_column("")
    table.add_column("Chỉ tiêu", overflow="fold", ratio=1)
    for name in (*names(changes), "Chênh lệch"):
        table.add_column(visible(name), justify="right", overflow="fold")
    for key, group in by_section(figures):
        table.add_row("", Text(visible(section_name(key, changes)), style="bold"))
        for change in group:
            table.add_row(_mark(change), _label(change), *(Text(visible(text)) for text in change.texts),
                          Text(visible(print_difference(change))))  # fmt: skip
        table.add_section()
    return table


def _label(change: FigureChange) -> Text:
    label = Text(visible(print_label(change)))
    behind = [change.shown.of and f"so với {change.shown.of}", change.place]
    return label.append(visible(" · ".join(["", *filter(None, behind)])), style="dim")


def _procedures(title: str, procedures: Iterable[ProcedureChange]) -> Table:
    table = Table(title=title, title_justify="left", expand=False)
    table.add_column("Thủ tục hành chính", overflow="fold", ratio=1)
    for name in ("Theo quy định (ngày)", "Sau cắt giảm (ngày)"):
        table.add_column(name, justify="right", overflow="fold")
    for change in procedures:
        shown = change.shown
        days = map(print_days, change.days) if change.status == "changed" else (shown.before.text, shown.after.text)
        table.add_row(*(Text(visible(text)) for text in (shown.name, *days)))
    return table


def _findings(findings: Iterable[FindingChange]) -> Table:
    table = Table(title="Nội dung cần rà soát", title_justify="left", expand=False)
    for title in ("", "Mức độ", "Quy tắc", "Nội dung"):
        table.add_column(title, overflow="fold")
    for change in findings:
        text = _marked(change.runs)
        if change.shown.get("status") == "accepted":
            text.append("\n✓ đã được chấp nhận", style="green")
        shown = change.shown
        table.add_row(
            _mark(change),
            severity_names()[shown["severity"]].capitalize(),
            Text(visible(rule_name(shown["rule"]))),
            text,
        )
    return table


def _paragraph(change: WordChange) -> Text:
    text = _mark(change)
    text.append(" ")
    return text.append_text(_marked(shorten(change), signs=change.status == "changed"))


def _marked(runs: Iterable[Run], signs: bool = True) -> Text:
    """The runs in colour; the signs say the same where a terminal has none."""
    text = Text()
    for run in runs:
        before, after = {"same": ("", ""), "old": ("[-", "-]"), "new": ("{+", "+}")}[run.op] if signs else ("", "")
        text.append(f"{before}{visible(run.text)}{after}", style={"same": "", "old": "red", "new": "green"}[run.op])
    return text


def _mark(change: FigureChange | FindingChange | WordChange) -> Text:
    sign, style = _MARKS[change.status]
    return Text(sign, style=style)


def _summary(changes: Changes) -> str:
    groups = (("số liệu", changes.counts), ("chỉ tiêu tính lại", once(changes.indicators)),
              ("tỷ lệ tự ghi", changes.stated_rates), ("thủ tục cắt giảm", changes.procedures),
              ("nội dung cần rà soát", changes.findings))  # fmt: skip
    told = [f"{len(altered(group))}/{len(group)} {name}" for name, group in groups]
    words = "câu chữ không so sánh vì một bên chỉ có số liệu"
    if changes.sentences is not None:
        words = f"{len(changes.sentences)} đoạn văn khác, {changes.unchanged_sentences} đoạn như trước"
    return f"Thay đổi: {', '.join(told)}; {words}."
