"""A commune's own words in a report: with live numbers, and in place of the notebook's sentences. Small submissions in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from cchc.document.display import DisplayedBlock
from cchc.document.model import Number, plain_text
from cchc.document.opening import open_report
from cchc.document.report import Report
from cchc.errors import SubmissionError
from tests.conftest import make_submission

ANNEX = {"1.1.1": "8", "1.1.2": "6", "2.1": ""}
STAGES = [("II.2.d", "ho_so.tiep_nhan", "1234"), ("II.2.d", "ho_so.truc_tuyen", "617")]
PLAN = ("mo_dau", "Kế hoạch", "02/KH-UBND", "05/01/2024", "UBND xã", "cải cách hành chính")


def opened(root: Path, texts: dict[str, Any], **submitted: Any) -> Report:
    make_submission(root, annex=ANNEX, statements=STAGES, texts=texts, **submitted)
    return open_report("15976", 2024, "nam", root)


def lines(shown: DisplayedBlock) -> list[str]:
    return [plain_text(item.inlines) for item in shown.block.items]


def test_a_key_in_braces_is_the_live_number_with_its_source(tmp_path: Path) -> None:
    report = opened(tmp_path, {"II.2.d": "Nhận {ho_so.tiep_nhan} hồ sơ; {1.1.2} nhiệm vụ; đạt {ty_le.truc_tuyen}."})
    block = report.free_text("II.2.d").block
    # 617 of 1,234 came online.
    assert plain_text(block.items[0].inlines) == "Nhận 1.234 hồ sơ; 06 nhiệm vụ; đạt 50%."
    numbers = [inline for inline in block.items[0].inlines if isinstance(inline, Number)]
    assert [number.lineage for number in numbers] == ["ho_so.tiep_nhan", "1.1.2", "ty_le.truc_tuyen"]
    assert all(number.lineage in block.values for number in numbers)


@pytest.mark.parametrize(
    "typed",
    [
        "{nam}",
        "{don_vi",
        "{ho_so.tiep_nhn}",
        "{report.raw}",
        "{0}",
        "{{ho_so}}",
        "{ho_so.tiep_nhan:>9}",
        "{a!r}",
        "{__class__.x}",
    ],
)
def test_whatever_else_stands_in_braces_stays_as_it_was_typed(tmp_path: Path, typed: str) -> None:
    assert lines(opened(tmp_path, {"I.1": f"Câu {typed} ấy."}).free_text("I.1")) == [f"Câu {typed} ấy."]


def findings(report: Report) -> list[str]:
    found = report.check_report.findings
    return [finding.message for finding in found if finding.rule == "KEY_VOCAB"]


def test_what_looks_like_a_key_and_is_none_is_a_finding(tmp_path: Path) -> None:
    (message,) = findings(opened(tmp_path, {"I.1": "Một câu.\n\nNhận {ho_so.tiep_nhn} hồ sơ."}))
    assert "{ho_so.tiep_nhn} không phải là khóa" in message
    assert 'có phải "ho_so.tiep_nhan"' in message


@pytest.mark.parametrize("typed", ["{ho_so.tiep_nhan}", "{1.1.2}", "{ty_le.truc_tuyen}", "{nam}", "{x y.z}", "{…}"])
def test_a_key_that_is_known_or_what_looks_like_none_is_no_finding(tmp_path: Path, typed: str) -> None:
    assert findings(opened(tmp_path, {"I.1": f"Câu {typed} ấy."})) == []


def test_a_code_in_braces_is_no_figure_and_no_date_for_the_checks(tmp_path: Path) -> None:
    plain = opened(tmp_path / "a", {"II.2.d": "Đã nhận số hồ sơ như trên."})
    live = opened(tmp_path / "b", {"II.2.d": "Đã nhận {3.1.3} thủ tục, {1.1.2} nhiệm vụ, {ho_so.tiep_nhan} hồ sơ."})
    rules = [[finding.rule for finding in report.check_report.findings] for report in (plain, live)]
    assert rules[0] == rules[1]


def test_a_number_that_was_not_submitted_says_so(tmp_path: Path) -> None:
    assert lines(opened(tmp_path, {"I.1": "Có {2.1} văn bản."}).free_text("I.1")) == ["Có chưa có số liệu văn bản."]


def test_a_text_in_place_is_printed_and_the_sentences_are_not(tmp_path: Path) -> None:
    report = opened(tmp_path, {"II.2.d": {"thay": "Nhận {ho_so.tiep_nhan} hồ sơ.\n\nHết."}, "I.1": "Thêm."})
    assert lines(report.free_text("II.2.d")) == ["Nhận 1.234 hồ sơ.", "Hết."]
    for shown in (
        report.paragraph("II.2.d", "Đã tiếp nhận {ho_so.tiep_nhan} hồ sơ."),
        report.sentence("II.2.d", "Đã tiếp nhận:", ("{ho_so.tiep_nhan} hồ sơ", "không")),
        report.listing("II.2.d", "Gồm:", "ho_so.tiep_nhan"),
        report.not_submitted("II.2.d", "Chưa có số liệu."),
    ):
        assert lines(shown) == []
    assert lines(report.paragraph("I.1", "Còn câu này.")) == ["Còn câu này."]


def test_an_opening_in_own_words_keeps_its_documents(tmp_path: Path) -> None:
    report = opened(tmp_path, {"mo_dau": {"thay": "UBND xã báo cáo như sau:"}}, documents=[PLAN])
    assert lines(report.free_text("mo_dau")) == [
        "Các văn bản liên quan:",
        "- Kế hoạch số 02/KH-UBND ngày 05/01/2024 của UBND xã về cải cách hành chính.",
        "UBND xã báo cáo như sau:",
    ]


@pytest.mark.parametrize("given", [{"thay": ["x"]}, {"them": "x"}, {"thay": "x", "them": "y"}, {}])
def test_a_section_that_is_neither_a_text_nor_one_in_place_is_refused(tmp_path: Path, given: Any) -> None:
    with pytest.raises(SubmissionError, match='khóa "I.1": cần văn bản'):
        opened(tmp_path, {"I.1": given})


def test_a_finding_in_a_text_in_place_names_its_line(tmp_path: Path) -> None:
    folder = make_submission(tmp_path)
    (folder / "noi_dung.yaml").write_text("I.1:\n  thay: |\n    Một.\n\n    Nhận {ho_so.tiep_nhn} hồ sơ.\n", "utf-8")
    (message,) = findings(open_report("15976", 2024, "nam", tmp_path))
    assert message.startswith("noi_dung.yaml, dòng 5: ")
