"""Cells that should be numbers, and what they count. In: a CheckContext. Out: findings. TYPE, KEY_VOCAB."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from cchc.catalogue.counts import hint_of_key, is_listed
from cchc.catalogue.indicators import indicators
from cchc.checks.context import CheckContext
from cchc.checks.finding import CellRef, Finding, cell_ref, new_finding
from cchc.checks.numbers.annex import place_in_annex, submitted_rows
from cchc.errors import shown
from cchc.indicators.statements import read_cell
from cchc.raw.decisions import CORRECTIONS
from cchc.raw.submission import ANNEX, STATEMENTS, TEXTS, unknown_key
from cchc.raw.texts import live_keys
from cchc.values.printing import print_number
from cchc.values.reading import clean, comma_readings, read_number
from cchc.values.value import Cell, Kind

_SPLIT = re.compile(r"\d{1,3}", re.ASCII), re.compile(r"\d{3}", re.ASCII)


def check_types(context: CheckContext) -> Iterator[Finding]:
    """A number where a number belongs, in the annex and in the narrative's statements."""
    numbered = {row.key for _, row in submitted_rows(context) if row and row.kind in ("count", "percent")}
    for key in context.counts.all_keys():
        for value in context.counts.statements_of(key):
            cell = value.cells[0]
            expected = key in numbered and value.status != "missing" if cell.file == ANNEX else True
            if expected and value.missing:
                yield say_type(cell, value.kind, key, f" («{value.label}»)", value.code or None)


def check_keys(context: CheckContext) -> Iterator[Finding]:
    """A statement is about something that the catalogue knows; one that is not is kept, and nothing is made of it."""
    for record in context.submission.refused:
        column = unknown_key(record, context.submission.form)
        key = clean(record.fields.get(column, ""))
        found = f'khóa "{shown(key)}" không có trong danh mục{hint_of_key(key)}' if key else "thiếu khóa của số liệu"
        value = clean(record.fields.get("gia_tri", ""))
        said = f" (giá trị {shown(value)})" if value else ""
        yield new_finding(
            "KEY_VOCAB",
            f"{STATEMENTS}, dòng {record.row}, cột {column}: {found}; dòng này{said} được giữ và in ra, không dùng để tính.",
            "Ghi khóa có trong docs/chi-tieu.md; nếu không có khóa nào đúng, chuyển câu này sang lời văn của mục.",
            keys=[key] if key else [],
            where=[CellRef(STATEMENTS, record.row, column, record.fields.get(column, ""))],
        )


def check_live_keys(context: CheckContext) -> Iterator[Finding]:
    """What looks like a key in braces, in a text of the commune, is one; else it is printed as it was typed."""
    for text in context.texts:
        for key, _, _ in live_keys(text.text) if text.place.file == TEXTS else ():
            if not (is_listed(key) or key in indicators()):
                yield new_finding(
                    "KEY_VOCAB",
                    f"{TEXTS}, dòng {text.place.row}: {{{key}}} không phải là khóa trong danh mục{hint_of_key(key)}; chữ này "
                    "được in ra như đã viết.",
                    "Ghi khóa có trong docs/chi-tieu.md, hoặc bỏ dấu ngoặc nhọn.",
                    where=[text.place],
                )


def say_type(cell: Cell, kind: Kind, key: str, label: str = "", stt: str | None = None) -> Finding:
    """The finding on a cell that holds no number of its kind; where the figure may be one of two, it names both."""
    may_be = () if kind == "percent" else comma_readings(cell.text)
    readings = [print_number(n) for n in may_be if kind != "count" or n == n.to_integral_value()]
    doubt = f"; dấu phẩy làm con số không rõ, có thể là {' hoặc '.join(readings)}" if readings else ""
    return new_finding(
        "TYPE",
        f'{cell.file}, dòng {cell.row}, cột {cell.column}{label}: cần {_WANTED.get(kind, _DECIMAL)}, gặp "{shown(cell.text)}"{doubt}.',
        _mend(cell, kind, readings),
        keys=[key],
        where=[cell_ref(cell, stt)],
    )


_DECIMAL = "số, phần thập phân sau dấu phẩy"
_WANTED: Mapping[Kind, str] = {"count": "số nguyên không âm", "choice": "số nguyên không âm", "days": "số ngày"}


def _mend(cell: Cell, kind: Kind, readings: list[str]) -> str:
    """How to write the figure so that it has one meaning; where the cell was corrected, in the correction."""
    where = f"sửa bang của điều chỉnh ô này trong {CORRECTIONS}"
    where = where if cell.original is not None else f"sửa tệp hoặc thêm vào {CORRECTIONS}"
    likely = readings or _joined(cell.text, kind)
    if len(likely) > 1:
        return f"Ghi lại cho rõ: {' hoặc '.join(likely)}; {where}."
    if likely:
        return f"Nếu là {likely[0]}, {where}."
    return "Ghi một số; nếu không phát sinh thì ghi 0; đơn vị và ghi chú để ở cột khác."


def _joined(text: str, kind: Kind) -> list[str]:
    """The figure without the blanks in it, or with a comma in place of an English point, where that is a number."""
    joined = "".join(text.split())
    guess = joined if "." not in joined or read_number(joined) is not None else joined.replace(".", ",", 1)
    return [guess] if guess != text and read_cell(guess, kind) is not None else []


def check_split_figures(context: CheckContext) -> Iterator[Finding]:
    """A note of just three digits behind a figure may be the rest of it: 1,860 written without quotes."""
    for record, row in submitted_rows(context):
        figure, rest = clean(record["so_lieu"]), clean(record["ghi_chu"])
        if _SPLIT[0].fullmatch(figure) and _SPLIT[1].fullmatch(rest):
            yield new_finding(
                "TYPE",
                f"Dòng {record.row}: số liệu {figure}, ghi chú {rest}; có thể là {figure}.{rest} bị tách ở dấu phẩy.",
                f"Nếu là {figure}.{rest}, ghi {figure}{rest} vào cột so_lieu và bỏ ghi chú.",
                keys=[row.key] if row else [],
                where=[place_in_annex(record, "so_lieu", row), place_in_annex(record, "ghi_chu", row)],
                severity="W",
            )


CHECKS = (check_split_figures, check_types, check_keys, check_live_keys)
