"""What the program says of reports from the field, against answers worked out by hand."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import yaml

from cchc.build.check import check_folder
from cchc.export.pdf import render_pdf
from cchc.export.reader import read_parts
from tests.products.synthetic import Commune
from tests.products.walk import walk_notebook

HERE = Path(__file__).parent
CASES: dict[str, dict[str, Any]] = json.loads((HERE / "cases.json").read_text(encoding="utf-8"))
CAPABLE = ("nothing-false", "report-of-today", "excel")  # the others wait for reports of provinces
# A case to `see` is a file that arrives; test_export_of_the_field.py tries it.
TRIED = [name for name, case in CASES.items() if case["issue"] in CAPABLE and "see" not in case]
PRINTED = [name for name in TRIED if {"pdf", "pdf_not"} & CASES[name].keys()]


def test_every_case_is_there() -> None:
    assert {path.name for path in HERE.iterdir() if (path / "README.md").is_file()} == CASES.keys()
    assert len(TRIED) == 12 + 6 + 1
    assert sorted(PRINTED) == [
        "03-phu-quoc",
        "03-phu-quoc-b",
        "05-thanh-oai-a",
        "09-dong-khe-b",
        "15-lam-tron-che-ho-so-tre",
        "16-nhon-trach-so-hoa",
        "19-ky-thang-7",
        "31-dia-danh-2026-nhon-trach",
    ]


@pytest.mark.parametrize("name", TRIED)
def test_what_is_wrong_is_found(name: str) -> None:
    told = [json.dumps(finding, ensure_ascii=False) for finding in found(name)]
    for strings in CASES[name].get("must", []):
        assert [text for text in told if all(string in text for string in strings)], (strings, told)


@pytest.mark.parametrize("name", TRIED)
def test_nobody_is_accused_falsely(name: str) -> None:
    for forbidden in CASES[name].get("must_not", []):
        assert [finding["message"] for finding in found(name) if is_of(finding, forbidden)] == []


@pytest.mark.parametrize("name", PRINTED)
def test_the_paper_says_what_is_so(name: str) -> None:
    text = printed(name)
    for string in CASES[name].get("pdf", []):
        assert string in text
    for string in CASES[name].get("pdf_not", []):
        assert string not in text


def is_of(finding: dict[str, Any], forbidden: dict[str, Any]) -> bool:
    text = json.dumps(finding, ensure_ascii=False)
    of_rule = forbidden.get("rule", finding["rule"]) == finding["rule"]
    return finding["severity"] in forbidden["severity"] and of_rule and all(s in text for s in forbidden.get("has", []))


@cache
def found(name: str) -> list[dict[str, Any]]:
    (folder,) = (HERE / name).glob("data/raw/*/*/*")
    return [finding.as_json() for finding in check_folder(folder).check_report.findings]


def printed(name: str) -> str:
    """The text of the PDF, its blanks folded."""
    (parameters,) = (HERE / name).glob("params/*/*/*.yaml")
    asked = yaml.safe_load(parameters.read_text(encoding="utf-8"))
    commune = Commune(asked["ma_xa"], "", asked["nam"], asked["ky"], "", "")
    pdf = pypdfium2.PdfDocument(render_pdf(read_parts(walk_notebook(HERE / name, commune).notebook)))
    return " ".join(" ".join(page.get_textpage().get_text_bounded() for page in pdf).split())
