"""Read the sample, a real report as extracted from its document. In: the text file. Out: narrative and tables.

Lines are joined and marks of the extraction dropped; nothing else is changed.
"""

from __future__ import annotations

import re
from pathlib import Path

SAMPLE = Path(__file__).parent / "bao-cao-cchc-2024-xa-hoang-luu.txt"


def fold(text: str) -> str:
    return " ".join(text.split())


def drop_marks(text: str) -> str:
    """The text without the marks of its extraction: <i>, **, brackets around addresses."""
    return re.sub(r"<(http[^>]*)>", r"\1", re.sub(r"</?i>|\*", "", text))


def sample_text() -> str:
    return drop_marks(SAMPLE.read_text(encoding="utf-8"))


def narrative() -> str:
    """The report without its annexes, its recipients and the numbers of its headings, on one line."""
    body = sample_text().partition("Nơi nhận:")[0]
    return fold(re.sub(r"(?m)^\d\. ", "", body))


def annex_text() -> tuple[str, str]:
    """The two annexes of the report: the statistics, the shortened procedures."""
    annexes = sample_text().partition("Phụ lục 01b")[2]
    statistics, _, procedures = annexes.partition("Phụ lục\nSố liệu TTHC")
    return statistics, procedures


def table_rows(text: str, width: int) -> list[list[str]]:
    """The rows of a table; one without number or unit continues the row before the end of a page."""
    rows: list[list[str]] = []
    for line in text.splitlines():
        cells = [*line.split("\t"), *[""] * width][:width]
        if "\t" not in line or cells[0] in ("STT", "ST T") or cells[2] == "Đơn vị tính":
            continue
        if not cells[0] and not any(cells[2:]):
            rows[-1][1] += " " + cells[1]
        else:
            rows.append(cells)
    return rows


def sections() -> list[tuple[int, str]]:
    """Where each section of the narrative begins, and its outline key: "mo_dau", "I", "I.1" ..."""
    found, part, read = [(0, "mo_dau")], "", ""
    for line in sample_text().partition("Nơi nhận:")[0].splitlines():
        if heading := re.match(r"([IVX]+)\. ", line):
            part = heading[1]
            found.append((len(fold(read)), part))
        elif heading := re.match(r"(\d)\. ", line):
            found.append((len(fold(read)), f"{part}.{heading[1]}"))
            line = line[heading.end() :]
        read += f" {line}"
    return found


def section_at(position: int) -> str:
    """The outline key, without letters, of the section in which a position of the narrative lies."""
    return next(key for start, key in reversed(sections()) if start <= position)
