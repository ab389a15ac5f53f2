"""What changed between two reports. Small submissions in, changes out."""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from cchc.compare.command import as_data
from cchc.compare.comparison import Comparison, compare, days, runs
from cchc.compare.rows import Change, altered, difference, percent, texts
from cchc.compare.sides import Side
from cchc.compare.text import Run, text_of
from cchc.compare.wording import by_section, print_cells
from cchc.document.model import Annex, Block, Inline, Paragraph, Paragraphs, Title, read_block
from cchc.document.opening import open_submission
from cchc.document.submission_data import SubmissionData
from tests.conftest import make_submission

Given = dict[str, Any]


def side(root: Path, given: Given, blocks: list[Block] | None = None) -> Side:
    folder = make_submission(root, **given)
    opened = Side(open_submission(folder), blocks)
    shutil.rmtree(folder)
    return opened


def compared(root: Path, old: Given, new: Given) -> Comparison:
    return compare(side(root, old), side(root, new))


def count(changes: Comparison, key: str, place: str = "") -> Change:
    (found,) = [change for change in changes.rows["counts"] if change.key == key and change.place == place]
    return found


def stated(key: str, *pairs: tuple[str, str]) -> Given:
    return {"statements": [(section, key, text) for section, text in pairs]}


def test_a_count_that_grew_has_its_difference_and_percent(tmp_path: Path) -> None:
    changes = compared(tmp_path, {"annex": {"2.1": "40"}}, {"annex": {"2.1": "50"}})
    change = count(changes, "2.1")
    assert (change.status, texts(change)) == ("changed", ("40", "50"))
    assert difference(change) == 50 - 40
    assert percent(change) == Decimal(10) / 40 * 100


def test_a_number_that_was_missing_has_come_and_has_no_difference(tmp_path: Path) -> None:
    change = count(compared(tmp_path, {"annex": {"2.1": ""}}, {"annex": {"2.1": "5"}}), "2.1")
    assert (change.status, texts(change)) == ("new", ("chưa có số liệu", "5"))
    assert difference(change) is None and percent(change) is None


def test_a_number_that_is_no_longer_given_has_gone_and_is_not_zero(tmp_path: Path) -> None:
    change = count(compared(tmp_path, {"annex": {"2.1": "5"}}, {"annex": {}}), "2.1")
    assert (change.status, texts(change), difference(change)) == ("gone", ("5", "chưa có số liệu"), None)


def test_over_an_old_number_of_zero_there_is_a_difference_and_no_percent(tmp_path: Path) -> None:
    change = count(compared(tmp_path, {"annex": {"2.1": "0"}}, {"annex": {"2.1": "5"}}), "2.1")
    assert (difference(change), percent(change)) == (5, None)


def test_a_blank_and_a_row_not_submitted_say_the_same(tmp_path: Path) -> None:
    changes = compared(tmp_path, {"annex": {"2.1": ""}}, {"annex": {"2.2": "1"}})
    assert count(changes, "2.1").status == "same"


def test_a_cell_that_is_no_number_shows_what_stands_there(tmp_path: Path) -> None:
    change = count(compared(tmp_path, {"annex": {"2.1": "8 30"}}, {"annex": {"2.1": "830"}}), "2.1")
    assert (change.status, texts(change)) == ("new", ("«8 30»", "830"))


def test_two_texts_that_are_no_numbers_are_compared_as_texts(tmp_path: Path) -> None:
    change = count(compared(tmp_path, {"annex": {"2.1": "8 30"}}, {"annex": {"2.1": "83O"}}), "2.1")
    assert (change.status, texts(change)) == ("changed", ("«8 30»", "«83O»"))


def test_a_key_stated_alike_everywhere_is_one_change(tmp_path: Path) -> None:
    old = stated("ho_so.tiep_nhan", ("II.2.d", "800"), ("II.6.c", "800"))
    new = stated("ho_so.tiep_nhan", ("II.2.d", "830"), ("II.6.c", "830"))
    assert difference(count(compared(tmp_path, old, new), "ho_so.tiep_nhan")) == 830 - 800


def test_a_key_stated_differently_is_one_change_a_place(tmp_path: Path) -> None:
    old = stated("ho_so.tiep_nhan", ("II.2.d", "800"), ("II.6.c", "800"))
    new = stated("ho_so.tiep_nhan", ("II.2.d", "830"), ("II.6.c", "803"))
    changes = compared(tmp_path, old, new)
    assert difference(count(changes, "ho_so.tiep_nhan", "mục II.2.d")) == 830 - 800
    assert difference(count(changes, "ho_so.tiep_nhan", "mục II.6.c")) == 803 - 800


def test_a_sum_that_nobody_stated_is_compared_with_the_one_that_is_stated(tmp_path: Path) -> None:
    parts = {"ho_so.truc_tuyen.muc_do_3": "30", "ho_so.truc_tuyen.muc_do_4": "20"}
    changes = compared(tmp_path, {"annex": parts}, stated("ho_so.truc_tuyen", ("II.2.d", "60")))
    assert difference(count(changes, "ho_so.truc_tuyen")) == 60 - (30 + 20)


def test_one_quantity_under_the_names_of_two_forms_is_one_change(tmp_path: Path) -> None:
    old, new = {"annex": {"3.3.1.d": "40"}}, {"annex": {"3.3.1.d": "50"}, "year": 2025}
    change = count(compared(tmp_path, old, new), "ho_so.truc_tuyen.toan_trinh")
    assert (change.status, texts(change)) == ("changed", ("40", "50"))


def test_one_code_with_another_matter_is_not_compared(tmp_path: Path) -> None:
    changes = compared(tmp_path, {"annex": {"1.3.1": "40"}}, {"annex": {"1.3.1": "50"}, "year": 2025})
    told = [(change.status, texts(change)) for change in changes.rows["counts"] if change.key == "1.3.1"]
    assert sorted(told) == [("gone", ("40", "chưa có số liệu")), ("new", ("chưa có số liệu", "50"))]


def test_a_rate_differs_by_percentage_points_and_keeps_its_operands(tmp_path: Path) -> None:
    old = {"statements": [("II.2.d", "ho_so.tiep_nhan", "100"), ("II.2.d", "ho_so.truc_tuyen", "50")]}
    new = {"statements": [("II.2.d", "ho_so.tiep_nhan", "200"), ("II.2.d", "ho_so.truc_tuyen", "150")]}
    changes = compared(tmp_path, old, new)
    (rate,) = [c for c in altered(changes.rows["indicators"]) if c.key == "ty_le.truc_tuyen"]
    assert texts(rate) == ("50%", "75%")
    assert (difference(rate), percent(rate)) == (Decimal(75 - 50), None)  # 150/200 - 50/100
    assert [beside for _, beside in print_cells(rate)] == ["50/100", "150/200", ""]


def test_a_procedure_is_found_by_its_name_wherever_it_stands(tmp_path: Path) -> None:
    old = {"procedures": [("Khai sinh", "5", "3"), ("Kết hôn", "10", "8")]}
    new = {"procedures": [("Kết hôn", "10", "6"), ("Khai sinh", "5", "3")]}
    (change,) = compared(tmp_path, old, new).altered("procedures")
    by_rule, after = days(change.old, change.new)
    assert (change.label, change.status) == ("Kết hôn", "changed")
    assert (by_rule.status, texts(after), difference(after)) == ("same", ("8", "6"), 6 - 8)


def test_a_procedure_that_came_into_the_list_or_left_it_is_one_change(tmp_path: Path) -> None:
    old, new = {"procedures": [("Khai sinh", "5", "3")]}, {"procedures": [("Kết hôn", "10", "6")]}
    assert as_data(compared(tmp_path, old, new))["procedures"] == [
        {"name": "Kết hôn", "status": "new", "old": None, "new": {"before": 10, "after": 6}},
        {"name": "Khai sinh", "status": "gone", "old": {"before": 5, "after": 3}, "new": None},
    ]


def online(part: str, whole: str, stated: str = "") -> Given:
    rows = [("II.2.d", "ho_so.tiep_nhan", whole), ("II.2.d", "ho_so.truc_tuyen", part)]
    return {"statements": [*rows, *([("II.2.d", "ty_le.truc_tuyen", stated)] if stated else [])]}


def test_a_rate_differs_by_what_a_reader_gets_who_subtracts_the_printed_ones(tmp_path: Path) -> None:
    changes = compared(tmp_path, online("4684", "10000"), online("4556", "10000"))
    (rate,) = changes.altered("indicators")
    assert texts(rate) == ("46,8%", "45,6%")
    assert difference(rate) == Decimal("-1.2")  # and not 45,56 - 46,84 = -1,28


def test_a_stated_rate_and_a_computed_one_are_two_lists(tmp_path: Path) -> None:
    changes = compared(tmp_path, online("50", "100"), online("60", "100", "61%"))
    (stated,) = changes.rows["stated_rates"]
    (computed,) = changes.altered("indicators")
    assert "ty_le.truc_tuyen" not in {change.key for change in changes.rows["counts"]}
    assert (texts(stated), stated.status, difference(stated)) == (("không ghi", "61%"), "new", None)
    assert texts(computed) == ("50%", "60%")


def test_a_rate_that_only_repeats_what_the_unit_states_is_no_computed_one(tmp_path: Path) -> None:
    changes = compared(tmp_path, {"annex": {"7.2.3.a": "80%"}}, {"annex": {"7.2.3.a": "90%"}})
    assert [change.key for change in altered(changes.rows["stated_rates"])] == ["7.2.3.a"]
    assert altered(changes.rows["indicators"]) == []


def test_a_rate_over_several_denominators_is_listed_once(tmp_path: Path) -> None:
    def given(on_time: str) -> Given:
        counts = {"ho_so.tiep_nhan": "100", "ho_so.da_giai_quyet": "80", "ho_so.trong_han": on_time}
        return {"statements": [("II.2.d", key, text) for key, text in counts.items()]}

    changes = compared(tmp_path, given("40"), given("60"))
    assert [change.current.denominator for change in altered(changes.rows["indicators"])] == [
        "tổng số hồ sơ đã giải quyết",
        "tổng số hồ sơ tiếp nhận",
    ]
    assert [change.current.denominator for change in changes.altered("indicators")] == ["tổng số hồ sơ đã giải quyết"]


def test_figures_stand_by_parts_of_the_outline_the_greatest_difference_first(tmp_path: Path) -> None:
    old = {"annex": {"1.1.2": "5", "2.1": "", "2.2": "5", "2.3": "5"}, **stated("ho_so.tiep_nhan", ("II.2.d", "800"))}
    new = {"annex": {"1.1.2": "6", "2.1": "9", "2.2": "6", "2.3": "2"}, **stated("ho_so.tiep_nhan", ("II.2.d", "830"))}
    changes = compared(tmp_path, old, new)
    groups = by_section(changes.altered("counts"), changes)
    assert [(heading.partition(". ")[0], [change.key for change in group]) for heading, group in groups] == [
        ("I", ["1.1.2"]),
        ("II.1", ["2.3", "2.2", "2.1"]),  # -3, +1, and no difference
        ("II.2", ["ho_so.tiep_nhan"]),
    ]


def test_a_finding_is_the_same_when_rule_and_keys_are(tmp_path: Path) -> None:
    received = [("II.2.d", "ho_so.tiep_nhan", "100"), ("II.2.d", "ho_so.truc_tuyen", "50")]
    gap = [*received, ("II.2.d", "ho_so.truc_tiep_bcci", "40")]
    wider = [*received, ("II.2.d", "ho_so.truc_tiep_bcci", "30")]
    changes = compared(tmp_path, {"statements": gap}, {"statements": wider})
    (sums,) = [c for c in changes.rows["findings"] if c.current["rule"] == "CHANNEL_SUM"]
    assert sums.status == "changed"
    assert Run("old", "10", number=True) in runs(sums)  # 100 - (50 + 40)
    assert Run("new", "20", number=True) in runs(sums)  # 100 - (50 + 30)


def test_findings_come_and_go(tmp_path: Path) -> None:
    good, bad = {"annex": {"2.1": "5"}}, {"annex": {"2.1": "8 30"}}
    typed = [c.status for c in compared(tmp_path, good, bad).rows["findings"] if c.current["rule"] == "TYPE"]
    mended = [c.status for c in compared(tmp_path, bad, good).rows["findings"] if c.current["rule"] == "TYPE"]
    assert (typed, mended) == (["new"], ["gone"])


@pytest.fixture
def empty(tmp_path: Path) -> SubmissionData:
    return open_submission(make_submission(tmp_path))


def found(figures: SubmissionData, *findings: dict[str, Any]) -> Side:
    rest = {"name": "ph-1", "suggestion": "", "cause": "", "sections": []}
    listed = [{**rest, **finding} for finding in findings]
    return Side(figures, [read_block({"block": "findings", "findings": listed, "causes": [], "rules": {}})])


def test_two_findings_of_one_rule_and_keys_are_matched_by_their_place(empty: SubmissionData) -> None:
    def finding(row: int, message: str) -> dict[str, Any]:
        place = {"file": "van_ban.csv", "row": row, "column": "ngay", "stt": "", "text": ""}
        return {"rule": "R", "severity": "E", "keys": [], "where": [place], "message": message, "status": "open"}

    old, new = finding(2, "ngày 1"), finding(3, "ngày 2")
    moved = finding(3, "ngày 3")
    changes = compare(found(empty, old, new), found(empty, moved))
    assert [(c.status, c.old and c.old["message"]) for c in changes.rows["findings"]] == [
        ("changed", "ngày 2"),
        ("gone", "ngày 1"),
    ]


def test_a_finding_that_was_accepted_since_is_a_change(empty: SubmissionData) -> None:
    told = {"rule": "R", "severity": "E", "keys": ["a"], "where": [], "message": "lệch"}
    changes = compare(found(empty, {**told, "status": "open"}), found(empty, {**told, "status": "accepted"}))
    assert [change.status for change in changes.rows["findings"]] == ["changed"]
    assert (changes.old.open_errors, changes.new.open_errors) == (1, 0)


def paragraphs(section: str | None, runs: list[list[Inline]]) -> Paragraphs:
    return Paragraphs(section=section, items=[Paragraph(inlines=run) for run in runs])


def test_a_sentence_is_compared_only_with_those_of_its_section(empty: SubmissionData) -> None:
    old = Side(empty, [paragraphs("I.1", [["Một câu."]]), paragraphs("I.2", [])])
    new = Side(empty, [paragraphs("I.1", []), paragraphs("I.2", [["Một câu."]])])
    told = [(change.section, change.status) for change in compare(old, new).rows["sentences"]]
    assert told == [("I.1", "gone"), ("I.2", "new")]


def test_sentences_are_not_compared_where_one_side_was_not_printed(empty: SubmissionData) -> None:
    changes = compare(Side(empty), Side(empty, [paragraphs("I.1", [["Một câu."]])]))
    assert not changes.worded
    assert as_data(changes)["sentences"] is None
    assert not changes.any


def test_a_blank_paragraph_is_no_paragraph_and_the_title_stands_before_the_first_section(empty: SubmissionData) -> None:
    blocks = [
        Title(kind="BÁO CÁO", subject="Kết quả"),
        paragraphs("I.1", [["Một câu."], [" "]]),
        Annex(id="phu_luc_01b", number="I", title="Thống kê", landscape=False),
        paragraphs(None, [["Lời cuối."]]),
    ]
    read = Side(empty, blocks).paragraphs
    assert {section: [text_of(words) for words in listed] for section, listed in read.items()} == {
        "dau": ["BÁO CÁO", "Kết quả"],
        "I.1": ["Một câu."],
        "cuoi": ["Phụ lục I", "Thống kê", "Lời cuối."],
    }


def test_the_same_submission_twice_has_no_change(tmp_path: Path) -> None:
    given = {"annex": {"2.1": "8 30", "2.2": "5"}, "procedures": [("Khai sinh", "5", "3")]}
    changes = compared(tmp_path, given, given)
    assert not changes.any
    assert changes.scope == "builds"


@pytest.mark.parametrize(
    ("other", "scope"), [({"year": 2023}, "periods"), ({"period": "quy-3"}, "periods"), ({"code": "15979"}, "units")]
)
def test_two_periods_and_two_communes_are_told_apart(tmp_path: Path, other: Given, scope: str) -> None:
    assert compared(tmp_path, other, {}).scope == scope


def test_the_json_form_has_null_where_there_is_no_number(tmp_path: Path) -> None:
    (data,) = as_data(compared(tmp_path, {"annex": {"2.1": ""}}, {"annex": {"2.1": "5"}}))["counts"]
    assert (data["old"], data["new"], data["difference"], data["percent"]) == (None, 5, None, None)


def test_a_sum_that_nobody_stated_stands_beside_each_of_two_statements(tmp_path: Path) -> None:
    parts = {"ho_so.truc_tuyen.muc_do_3": "30", "ho_so.truc_tuyen.muc_do_4": "20"}
    differing = stated("ho_so.truc_tuyen", ("II.2.d", "60"), ("II.6.c", "70"))
    changes = compared(tmp_path, differing, {"annex": parts})
    told = [(c.place, difference(c)) for c in changes.rows["counts"] if c.key == "ho_so.truc_tuyen"]
    assert told == [("mục II.2.d", 30 + 20 - 60), ("mục II.6.c", 30 + 20 - 70)]
