"""What a reader meets in a report, as texts that a change of the program can be reviewed by.

In: the project folder of a built report. Out: {name of a golden file: its text}.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pandas as pd
from bs4 import BeautifulSoup, NavigableString

from tests.export.paper import page_texts

# Elements that begin a line of their own on the page.
_LINES = [
    "p",
    "li",
    "tr",
    "dt",
    "dd",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "figure",
    "figcaption",
    "caption",
    "summary",
    "table",
    "section",
    "article",
    "details",
    "dialog",
    "div",
]
_HASH = re.compile(r"\b[0-9a-f]{16,64}\b")


def report_texts(project: Path, path: str) -> dict[str, str]:
    """The texts of the report output/<path>: page, paper, findings, a tidy table and the manifest without its hashes."""
    report = project / "output" / path
    table = project / "data/processed" / f"{path.rpartition('-')[0]}"
    page = (report / "bao-cao.html").read_text(encoding="utf-8")
    return {
        "bao-cao.html.txt": page_text(page),
        "nguon-goc.txt": sources_text(page),
        "bao-cao.pdf.txt": paper_text((report / "bao-cao.pdf").read_bytes()),
        "kiem-tra.txt": findings_text(json.loads((report / "kiem-tra.json").read_text(encoding="utf-8"))),
        "chi-so.csv": table_text(next(table.parent.glob(f"{Path(path).name}.chi-so.parquet"))),
        "ho-so.json": manifest_text((report / "ho-so.json").read_text(encoding="utf-8")),
    }


def page_text(html: str) -> str:
    """The words that the page shows before anything is opened: a line an element, cells of tables parted by |."""
    return _words(html, unseen="[popover], details")


def sources_text(html: str) -> str:
    """A line a source: what opens at a number."""
    opened = BeautifulSoup(html, "lxml").select("[popover]")
    return "".join(_words(str(element)).strip().replace("\n", " / ") + "\n" for element in opened)


def _words(html: str, unseen: str = "") -> str:
    soup = BeautifulSoup(html, "lxml")
    for silent in soup.select(f"script, style, noscript, template{unseen and ', '}{unseen}"):
        silent.extract()
    for cell in soup(["td", "th"]):
        cell.append(" | ")
    for element in soup(_LINES):
        element.insert(0, "\n")
        element.append("\n")
    for label in soup("text"):
        label.append("; ")
    return _lines("".join(text for text in soup.descendants if type(text) is NavigableString))


def paper_text(pdf: bytes) -> str:
    """The words of the paper, page by page."""
    pages = (f"--- trang {number} ---\n{_lines(text)}" for number, text in enumerate(page_texts(pdf), 1))
    return "".join(pages)


def findings_text(findings: list[dict[str, Any]]) -> str:
    """A paragraph a finding: what it is, what it says and advises, its numbers and its cells."""
    return "\n".join("\n".join(_finding(finding)) + "\n" for finding in findings)


def _finding(finding: dict[str, Any]) -> list[str]:
    head = (
        f"{finding['severity']} {finding['rule']} {finding['status']} [{finding['cause']}] {' '.join(finding['keys'])}"
    )
    numbers = json.dumps(finding["values"], ensure_ascii=False)
    cells = [f"  {where['file']}:{where['row']} {where['column']} {where['text']!r}" for where in finding["where"]]
    return [head, f"  {finding['message']}", f"  -> {finding['suggestion']}", f"  {numbers}", *cells]


def table_text(parquet: Path) -> str:
    """A tidy table as CSV."""
    return str(pd.read_parquet(parquet).to_csv(index=False, lineterminator="\n"))


def manifest_text(text: str) -> str:
    """The manifest without its hashes and versions, which every change of the program changes."""
    manifest = json.loads(text, object_hook=_without_hash)
    manifest.pop("versions", None)
    return json.dumps(manifest, ensure_ascii=False, indent=1) + "\n"


def _without_hash(entry: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in entry.items() if not (isinstance(value, str) and _HASH.fullmatch(value))}


def _lines(text: str) -> str:
    lines = (re.sub(r"[ \t\r\f\u00a0]+", " ", line).strip() for line in text.replace("\u200b", "").split("\n"))
    return "".join(f"{line}\n" for line in lines if line.strip("| "))
