"""A finding as kiem-tra.json prints it, and every finding on the sample in that form."""

from __future__ import annotations

import csv
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from cchc.catalogue.rules import families
from cchc.checks.finding import SEVERITIES, Acceptance, CellRef, Finding
from cchc.raw.submission import COLUMNS, SOURCE, TEXTS
from cchc.raw.texts import split_paragraphs
from tests.checks.examples import check_report_of
from tests.conftest import make_submission

FOLDER = Path(__file__).parents[2] / "data/raw/2024/nam/15976-hoang-luu"
SAMPLE = check_report_of(FOLDER)
FOUND = [finding.as_json() for finding in SAMPLE.findings]
PLACES = [place for finding in FOUND for place in finding["where"]]

CEILING = Finding(
    "CEILING",
    "E",
    "214 nhiều hơn 201.",
    "Kiểm tra lại.",
    ("3.4.3", "3.1.3"),
    (CellRef("phu_luc_01b.csv", 53, "so_lieu", "214", "3.4.3"),),
    {"3.4.3": Decimal(214), "3.1.3": Decimal(201)},
    Decimal(214),
    Decimal(201),
    cause="CEILING:3.4.3",
)


def test_a_finding_has_exactly_the_form_of_the_contract() -> None:
    assert CEILING.as_json() == {
        "rule": "CEILING",
        "severity": "E",
        "keys": ["3.4.3", "3.1.3"],
        "where": [{"file": "phu_luc_01b.csv", "row": 53, "column": "so_lieu", "stt": "3.4.3", "text": "214"}],
        "values": {"operands": {"3.4.3": 214, "3.1.3": 201}, "left": 214, "right": 201, "difference": 13},
        "message": "214 nhiều hơn 201.",
        "suggestion": "Kiểm tra lại.",
        "status": "open",
        "cause": "CEILING:3.4.3",
    }


def test_an_accepted_finding_differs_only_in_its_status() -> None:
    accepted = CEILING.accept(Acceptance("Nguyễn Văn A", "2024-12-16", "Đã đối chiếu"))
    assert accepted.as_json() == {**CEILING.as_json(), "status": "accepted"}


def test_whole_numbers_are_printed_without_decimals_and_others_with() -> None:
    rate = Finding("RATE_RECALC", "E", "", "", left=Decimal("98.9"), right=Decimal("71.0"))
    assert json.dumps(rate.as_json()["values"]) == ('{"operands": {}, "left": 98.9, "right": 71, "difference": 27.9}')


def test_what_is_not_compared_is_null() -> None:
    assert Finding("TEXT", "S", "", "").as_json()["values"] == {
        "operands": {},
        "left": None,
        "right": None,
        "difference": None,
    }


def is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def test_every_finding_on_the_sample_has_the_keys_and_types_of_the_contract() -> None:
    assert FOUND
    for found in FOUND:
        assert list(found) == [
            "rule",
            "severity",
            "keys",
            "where",
            "values",
            "message",
            "suggestion",
            "status",
            "cause",
        ]
        assert found["rule"] in families()
        assert found["severity"] in SEVERITIES
        assert found["status"] == "open"
        assert found["message"] and found["suggestion"], found
        assert all(isinstance(key, str) and key for key in found["keys"]), found
        assert list(found["values"]) == ["operands", "left", "right", "difference"]
        assert all(is_number(number) for number in found["values"]["operands"].values())
        sides = [found["values"][side] for side in ("left", "right", "difference")]
        assert all(side is None or is_number(side) for side in sides), found


def test_the_difference_of_every_finding_is_left_minus_right() -> None:
    for values in (found["values"] for found in FOUND):
        if values["left"] is not None and values["right"] is not None:
            assert abs(values["left"] - values["right"] - values["difference"]) < 1e-9


def test_the_findings_on_the_sample_can_be_written_as_json() -> None:
    assert json.loads(json.dumps(FOUND, allow_nan=False)) == FOUND


def test_the_gravest_findings_come_first() -> None:
    order = [SEVERITIES.index(finding.severity) for finding in SAMPLE.findings]
    assert order == sorted(order)


def test_no_finding_is_said_twice() -> None:
    said = [json.dumps(found, sort_keys=True) for found in FOUND]
    assert len(said) == len(set(said))


def test_a_severity_is_that_of_the_family_its_softer_one_or_that_of_a_rule() -> None:
    for found in FOUND:
        family = families()[found["rule"]]
        # Some ceilings of rules.yaml ask only for confirmation.
        allowed = {family.severity, family.softer, "W" if family.key == "CEILING" else None}
        assert found["severity"] in allowed


def test_every_finding_on_the_sample_says_where() -> None:
    for found in FOUND:
        assert found["where"], found["message"]
    for place in PLACES:
        assert list(place) == ["file", "row", "column", "stt", "text"]
        assert place["file"] in (*COLUMNS, TEXTS, SOURCE)
        assert isinstance(place["row"], int) and place["row"] >= 1
        assert isinstance(place["column"], str) and place["column"]
        assert place["stt"] is None or isinstance(place["stt"], str)


def test_the_text_of_a_place_in_a_table_is_that_of_the_raw_cell() -> None:
    tables = {name: _raw_rows(FOLDER / name) for name in COLUMNS}
    in_tables = [place for place in PLACES if place["file"] in tables]
    assert in_tables
    for place in in_tables:
        header, *_ = lines = tables[place["file"]]
        assert lines[place["row"] - 1][header.index(place["column"])] == place["text"], place


def test_the_text_of_a_place_in_free_text_is_a_paragraph_of_its_section() -> None:
    texts = yaml.load((FOLDER / TEXTS).read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    for place in PLACES:
        if place["file"] == TEXTS:
            assert place["text"] in split_paragraphs(texts[place["column"]]), place


def test_only_places_in_the_annex_have_a_code() -> None:
    assert {place["file"] for place in PLACES if place["stt"] is not None} == {"phu_luc_01b.csv"}
    codes = {(place["row"], place["stt"]) for place in PLACES if place["stt"] is not None}
    assert {(38, "3.3.1"), (41, "3.3.1.c"), (82, "7.6")} <= codes


def test_the_operands_of_a_finding_are_among_its_keys() -> None:
    for finding in SAMPLE.findings:
        if finding.rule not in ("REDUCTION_RECALC", "COPY_PASTE"):  # these add the numbers that they compare with
            assert set(finding.operands) <= set(finding.keys), finding


def _raw_rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_a_finding_on_a_yaml_file_stands_on_its_line(tmp_path: Path) -> None:
    source = {
        "noi_nhan": [{"ten": "UBND xã Hoằng Lưu"}, {"ten": "UBND xã Hoàng Lưu"}],
        "nguoi_ky": {"chuc_vu": "CHỦ TỊCH"},
    }
    folder = make_submission(tmp_path, source=source, texts={"I.1": "Một.", "I.2": "UBND xã Hoàng Lưu đã kiểm tra."})
    rows = {
        (place.file, place.column): place.row
        for finding in check_report_of(folder).findings
        for place in finding.where
        if place.file in (SOURCE, TEXTS) and finding.rule in ("NAME_IN_REGISTRY", "ND30_PART")
    }
    lines = {name: (folder / name).read_text(encoding="utf-8").splitlines() for name in (SOURCE, TEXTS)}
    assert rows[SOURCE, "noi_nhan"] == lines[SOURCE].index("- ten: UBND xã Hoàng Lưu") + 1
    assert rows[SOURCE, "nguoi_ky"] == lines[SOURCE].index("nguoi_ky:") + 1  # ho_ten is not there
    assert rows[TEXTS, "I.2"] == lines[TEXTS].index("I.2: UBND xã Hoàng Lưu đã kiểm tra.") + 1


def test_a_statement_of_an_unknown_key_is_an_error_on_its_row_and_the_others_are_examined(tmp_path: Path) -> None:
    rows = [
        ("II.2.d", "ho_so.so_hoa", "12"),
        ("II.2.d", "ho_so.tiep_nhn", "8"),
        ("II.2.d", "", "7"),
        ("II.2.d", "2.1", "x"),
    ]
    found = [f for f in check_report_of(make_submission(tmp_path, statements=rows)).findings if f.where[:1]]
    unknown = [f for f in found if f.rule == "KEY_VOCAB"]
    assert [(f.severity, f.where[0].row, f.where[0].column, f.keys) for f in unknown] == [
        ("E", 2, "khoa", ("ho_so.so_hoa",)),
        ("E", 3, "khoa", ("ho_so.tiep_nhn",)),
        ("E", 4, "khoa", ()),
    ]
    assert "có phải" not in unknown[0].message
    assert '(có phải "ho_so.tiep_nhan"?)' in unknown[1].message
    assert [f.where[0].row for f in found if f.rule == "TYPE"] == [5]
