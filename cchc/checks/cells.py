"""Cells that should be numbers. In: a Subject. Out: findings. TYPE."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cchc.checks.annex import place_in_annex, submitted_rows
from cchc.checks.finding import Finding, note, place_of
from cchc.checks.subject import Subject
from cchc.indicators.statements import read_cell
from cchc.raw.submission import ANNEX
from cchc.values.reading import clean, is_blank, read_number
from cchc.values.value import Kind

_SPLIT = re.compile(r"\d{1,3}", re.ASCII), re.compile(r"\d{3}", re.ASCII)


def check_types(subject: Subject) -> Iterator[Finding]:
    """A number where a number belongs, in the annex and in the narrative's statements."""
    numbered = {row.key for _, row in submitted_rows(subject) if row and row.kind in ("count", "percent")}
    for key in subject.counts.all_keys():
        value = subject.counts.model(key)
        for cell in subject.counts.cells(key):
            if cell.file == ANNEX and key not in numbered:
                continue
            if is_blank(cell.text) and cell.file == ANNEX:
                continue
            if read_cell(cell.text, value.kind) is None:
                yield note(
                    "TYPE",
                    f"{cell.file}, dòng {cell.row}, cột {cell.column} («{value.label}»): cần {_wanted(value.kind)}, gặp "
                    f'"{cell.text}".',
                    _mend(cell.text, value.kind),
                    keys=[key],
                    where=[place_of(cell, value.code or None if cell.file == ANNEX else None)],
                )


def _wanted(kind: Kind) -> str:
    return "số nguyên không âm" if kind == "count" else "số, phần thập phân sau dấu phẩy"


def _mend(text: str, kind: Kind) -> str:
    joined = "".join(text.split()).replace(" ", "")
    guess = joined if read_number(joined) is not None else text.replace(",", "").replace(".", ",", 1)
    if read_cell(guess, kind) is not None and guess != text:
        return f"Nếu là {guess}, sửa tệp hoặc thêm vào dieu_chinh.yaml."
    return "Ghi một số; nếu không phát sinh thì ghi 0; ghi chú để ở cột khác."


def check_split_figures(subject: Subject) -> Iterator[Finding]:
    """A note of just three digits behind a figure may be the rest of it: 1,860 written without quotes."""
    for record, row in submitted_rows(subject):
        figure, rest = clean(record["so_lieu"]), clean(record["ghi_chu"])
        if _SPLIT[0].fullmatch(figure) and _SPLIT[1].fullmatch(rest):
            yield note(
                "TYPE",
                f"Dòng {record.row}: số liệu {figure}, ghi chú {rest}; có thể là {figure}.{rest} bị tách ở dấu phẩy.",
                f"Nếu là {figure}.{rest}, ghi {figure}{rest} vào cột so_lieu và bỏ ghi chú.",
                keys=[row.key] if row else [],
                where=[place_in_annex(record, "so_lieu", row), place_in_annex(record, "ghi_chu", row)],
                severity="W",
            )


CHECKS = (check_split_figures, check_types)
