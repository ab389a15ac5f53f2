"""What changed between two reports. Small submissions in, changes out."""

from __future__ import annotations

import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from cchc.document.changes import Changes, altered, by_section, compare, once
from cchc.document.changes_figures import FigureChange
from cchc.document.changes_sides import Side, printed_paragraphs, side_of
from cchc.document.changes_words import Run
from cchc.document.lineage import number_inline
from cchc.document.model import Block, Inline, Paragraph, Paragraphs
from cchc.document.opening import open_submission
from cchc.values.value import Value
from tests.conftest import make_submission

Given = dict[str, Any]


def side(root: Path, given: Given, blocks: list[Block] | None = None) -> Side:
    folder = make_submission(root, **given)
    opened = side_of(open_submission(folder), blocks)
    shutil.rmtree(folder)
    return opened


def compared(root: Path, old: Given, new: Given) -> Changes:
    return compare(side(root, old), side(root, new))


def count(changes: Changes, key: str, place: str = "") -> FigureChange:
    (found,) = [change for change in changes.counts if change.shown.key == key and change.place == place]
    return found


def stated(key: str, *pairs: tuple[str, str]) -> Given:
    return {"statements": [(section, key, text) for section, text in pairs]}


def test_a_count_that_grew_has_its_difference_and_percent(tmp_path: Path) -> None:
    changes = compared(tmp_path, {"annex": {"2.1": "40"}}, {"annex": {"2.1": "50"}})
    change = count(changes, "2.1")
    assert (change.status, change.texts) == ("changed", ("40", "50"))
    assert change.difference == 50 - 40
    assert change.percent == Decimal(10) / 40 * 100


def test_a_number_that_was_missing_has_come_and_has_no_difference(tmp_path: Path) -> None:
    change = count(compared(tmp_path, {"annex": {"2.1": ""}}, {"annex": {"2.1": "5"}}), "2.1")
    assert (change.status, change.texts) == ("new", ("chưa có số liệu", "5"))
    assert change.difference is None and change.percent is None


def test_a_number_that_is_no_longer_given_has_gone_and_is_not_zero(tmp_path: Path) -> None:
    change = count(compared(tmp_path, {"annex": {"2.1": "5"}}, {"annex": {}}), "2.1")
    assert (change.status, change.texts, change.difference) == ("gone", ("5", "chưa có số liệu"), None)


def test_over_an_old_number_of_zero_there_is_a_difference_and_no_percent(tmp_path: Path) -> None:
    change = count(compared(tmp_path, {"annex": {"2.1": "0"}}, {"annex": {"2.1": "5"}}), "2.1")
    assert (change.difference, change.percent) == (5, None)


def test_a_blank_and_a_row_not_submitted_say_the_same(tmp_path: Path) -> None:
    changes = compared(tmp_path, {"annex": {"2.1": ""}}, {"annex": {"2.2": "1"}})
    assert count(changes, "2.1").status == "same"


def test_a_cell_that_is_no_number_shows_what_stands_there(tmp_path: Path) -> None:
    change = count(compared(tmp_path, {"annex": {"2.1": "8 30"}}, {"annex": {"2.1": "830"}}), "2.1")
    assert (change.status, change.texts) == ("new", ("«8 30»", "830"))


def test_two_texts_that_are_no_numbers_are_compared_as_texts(tmp_path: Path) -> None:
    change = count(compared(tmp_path, {"annex": {"2.1": "8 30"}}, {"annex": {"2.1": "83O"}}), "2.1")
    assert (change.status, change.texts) == ("changed", ("«8 30»", "«83O»"))


def test_a_key_stated_alike_everywhere_is_one_change(tmp_path: Path) -> None:
    old = stated("ho_so.tiep_nhan", ("II.2.d", "800"), ("II.6.c", "800"))
    new = stated("ho_so.tiep_nhan", ("II.2.d", "830"), ("II.6.c", "830"))
    assert count(compared(tmp_path, old, new), "ho_so.tiep_nhan").difference == 830 - 800


def test_a_key_stated_differently_is_one_change_a_place(tmp_path: Path) -> None:
    old = stated("ho_so.tiep_nhan", ("II.2.d", "800"), ("II.6.c", "800"))
    new = stated("ho_so.tiep_nhan", ("II.2.d", "830"), ("II.6.c", "803"))
    changes = compared(tmp_path, old, new)
    assert count(changes, "ho_so.tiep_nhan", "mục II.2.d").difference == 830 - 800
    assert count(changes, "ho_so.tiep_nhan", "mục II.6.c").difference == 803 - 800


def test_a_sum_that_nobody_stated_is_compared_with_the_one_that_is_stated(tmp_path: Path) -> None:
    parts = {"ho_so.truc_tuyen.muc_do_3": "30", "ho_so.truc_tuyen.muc_do_4": "20"}
    changes = compared(tmp_path, {"annex": parts}, stated("ho_so.truc_tuyen", ("II.2.d", "60")))
    assert count(changes, "ho_so.truc_tuyen").difference == 60 - (30 + 20)


def test_a_rate_differs_by_percentage_points_and_keeps_its_operands(tmp_path: Path) -> None:
    old = {"statements": [("II.2.d", "ho_so.tiep_nhan", "100"), ("II.2.d", "ho_so.truc_tuyen", "50")]}
    new = {"statements": [("II.2.d", "ho_so.tiep_nhan", "200"), ("II.2.d", "ho_so.truc_tuyen", "150")]}
    changes = compared(tmp_path, old, new)
    (rate,) = [c for c in altered(changes.indicators) if c.shown.key == "ty_le.truc_tuyen"]
    assert rate.texts == ("50%", "75%")
    assert (rate.difference, rate.percent) == (Decimal(75 - 50), None)  # 150/200 - 50/100
    assert [side.basis for side in (rate.old, rate.new)] == ["50/100", "150/200"]


def test_a_procedure_is_found_by_its_name_wherever_it_stands(tmp_path: Path) -> None:
    old = {"procedures": [("Khai sinh", "5", "3"), ("Kết hôn", "10", "8")]}
    new = {"procedures": [("Kết hôn", "10", "6"), ("Khai sinh", "5", "3")]}
    (change,) = altered(compared(tmp_path, old, new).procedures)
    by_rule, after = change.days
    assert (change.shown.name, change.status) == ("Kết hôn", "changed")
    assert (by_rule.status, after.texts, after.difference) == ("same", ("8", "6"), 6 - 8)


def test_a_procedure_that_came_into_the_list_or_left_it_is_one_change(tmp_path: Path) -> None:
    old, new = {"procedures": [("Khai sinh", "5", "3")]}, {"procedures": [("Kết hôn", "10", "6")]}
    told = [change.as_json() for change in compared(tmp_path, old, new).procedures]
    assert told == [
        {"name": "Kết hôn", "status": "new", "old": None, "new": {"before": 10, "after": 6}},
        {"name": "Khai sinh", "status": "gone", "old": {"before": 5, "after": 3}, "new": None},
    ]


def online(part: str, whole: str, stated: str = "") -> Given:
    rows = [("II.2.d", "ho_so.tiep_nhan", whole), ("II.2.d", "ho_so.truc_tuyen", part)]
    return {"statements": [*rows, *([("II.2.d", "ty_le.truc_tuyen", stated)] if stated else [])]}


def test_a_rate_differs_by_what_a_reader_gets_who_subtracts_the_printed_ones(tmp_path: Path) -> None:
    changes = compared(tmp_path, online("4684", "10000"), online("4556", "10000"))
    (rate,) = once(altered(changes.indicators))
    assert rate.texts == ("46,8%", "45,6%")
    assert rate.difference == Decimal("-1.2")  # and not 45,56 - 46,84 = -1,28


def test_a_stated_rate_and_a_computed_one_are_two_lists(tmp_path: Path) -> None:
    changes = compared(tmp_path, online("50", "100"), online("60", "100", "61%"))
    (stated,) = changes.stated_rates
    (computed,) = once(altered(changes.indicators))
    assert "ty_le.truc_tuyen" not in {change.shown.key for change in changes.counts}
    assert (stated.texts, stated.status, stated.difference) == (("không ghi", "61%"), "new", None)
    assert computed.texts == ("50%", "60%")


def test_a_rate_that_only_repeats_what_the_unit_states_is_no_computed_one(tmp_path: Path) -> None:
    changes = compared(tmp_path, {"annex": {"7.2.3.a": "80%"}}, {"annex": {"7.2.3.a": "90%"}})
    assert [change.shown.key for change in altered(changes.stated_rates)] == ["7.2.3.a"]
    assert altered(changes.indicators) == []


def test_a_rate_over_several_denominators_is_listed_once(tmp_path: Path) -> None:
    def given(on_time: str) -> Given:
        counts = {"ho_so.tiep_nhan": "100", "ho_so.da_giai_quyet": "80", "ho_so.trong_han": on_time}
        return {"statements": [("II.2.d", key, text) for key, text in counts.items()]}

    changes = compared(tmp_path, given("40"), given("60"))
    assert [change.shown.of for change in altered(changes.indicators)] == [
        "tổng số hồ sơ đã giải quyết",
        "tổng số hồ sơ tiếp nhận",
    ]
    assert [change.shown.of for change in once(altered(changes.indicators))] == ["tổng số hồ sơ đã giải quyết"]


def test_figures_stand_by_parts_of_the_outline_the_greatest_difference_first(tmp_path: Path) -> None:
    old = {"annex": {"1.1.2": "5", "2.1": "", "2.2": "5", "2.3": "5"}, **stated("ho_so.tiep_nhan", ("II.2.d", "800"))}
    new = {"annex": {"1.1.2": "6", "2.1": "9", "2.2": "6", "2.3": "2"}, **stated("ho_so.tiep_nhan", ("II.2.d", "830"))}
    groups = by_section(altered(compared(tmp_path, old, new).counts))
    assert [(key, [change.shown.key for change in group]) for key, group in groups] == [
        ("I", ["1.1.2"]),
        ("II.1", ["2.3", "2.2", "2.1"]),  # -3, +1, and no difference
        ("II.2", ["ho_so.tiep_nhan"]),
    ]


def test_a_finding_is_the_same_when_rule_and_keys_are(tmp_path: Path) -> None:
    received = [("II.2.d", "ho_so.tiep_nhan", "100"), ("II.2.d", "ho_so.truc_tuyen", "50")]
    gap = [*received, ("II.2.d", "ho_so.truc_tiep_bcci", "40")]
    wider = [*received, ("II.2.d", "ho_so.truc_tiep_bcci", "30")]
    changes = compared(tmp_path, {"statements": gap}, {"statements": wider})
    (sums,) = [c for c in changes.findings if c.shown["rule"] == "CHANNEL_SUM"]
    assert sums.status == "changed"
    assert Run("old", "10", number=True) in sums.runs  # 100 - (50 + 40)
    assert Run("new", "20", number=True) in sums.runs  # 100 - (50 + 30)


def test_findings_come_and_go(tmp_path: Path) -> None:
    good, bad = {"annex": {"2.1": "5"}}, {"annex": {"2.1": "8 30"}}
    typed = [c.status for c in compared(tmp_path, good, bad).findings if c.shown["rule"] == "TYPE"]
    mended = [c.status for c in compared(tmp_path, bad, good).findings if c.shown["rule"] == "TYPE"]
    assert (typed, mended) == (["new"], ["gone"])


def test_two_findings_of_one_rule_and_keys_are_matched_by_their_place() -> None:
    def finding(row: int, message: str) -> dict[str, Any]:
        place = {"file": "van_ban.csv", "row": row, "column": "ngay"}
        return {"rule": "R", "severity": "E", "keys": [], "where": [place], "message": message, "status": "open"}

    old, new = finding(2, "ngày 1"), finding(3, "ngày 2")
    moved = finding(3, "ngày 3")
    changes = compare(bare((), [old, new]), bare((), [moved]))
    assert [(c.status, c.old and c.old["message"]) for c in changes.findings] == [
        ("changed", "ngày 2"),
        ("gone", "ngày 1"),
    ]


def test_a_finding_that_was_accepted_since_is_a_change() -> None:
    told = {"rule": "R", "severity": "E", "keys": ["a"], "where": [], "message": "lệch"}
    changes = compare(bare((), [{**told, "status": "open"}]), bare((), [{**told, "status": "accepted"}]))
    assert [change.status for change in changes.findings] == ["changed"]
    assert (changes.old.open_errors, changes.new.open_errors) == (1, 0)


def paragraphs(section: str, runs: list[list[Inline]]) -> Paragraphs:
    return Paragraphs(section=section, items=[Paragraph(inlines=run) for run in runs])


def bare(blocks: tuple[Block, ...] | None, findings: list[dict[str, Any]]) -> Side:
    """A side without a figure."""
    printed = None if blocks is None else tuple(printed_paragraphs(blocks))
    window = (date(2023, 12, 15), date(2024, 12, 14))
    return Side(
        "15976", "Xã Hoằng Lưu", 2024, "nam", "năm 2024", window, False, {}, {}, {}, {}, tuple(findings), printed
    )


def words(old: list[Inline] | None, new: list[Inline] | None) -> list[tuple[str, list[Run]]]:
    sides = [bare((paragraphs("I.1", [] if inlines is None else [inlines]),), []) for inlines in (old, new)]
    return [(change.status, list(change.runs)) for change in compare(*sides).sentences or ()]


def number(text: str) -> Inline:
    return number_inline(Value("k", "nhãn", "hồ sơ", "count", Decimal(1), "stated"), text)


def test_a_changed_number_inside_a_sentence_is_marked_as_a_number() -> None:
    assert words(["Đã nhận ", number("800"), " hồ sơ."], ["Đã nhận ", number("830"), " hồ sơ."]) == [
        ("changed", [Run("same", "Đã nhận "), Run("old", "800", True), Run("new", "830", True), Run("same", " hồ sơ.")])
    ]


def test_a_number_that_is_missing_is_marked_whole() -> None:
    before, after = ["Đã nhận ", number("chưa có số liệu"), "."], ["Đã nhận ", number("830"), "."]
    assert words(before, after)[0][1][1:3] == [Run("old", "chưa có số liệu", True), Run("new", "830", True)]


def test_changed_words_are_marked_and_the_others_stand() -> None:
    ((status, runs),) = words(["Xã đã treo băng rôn ở trung tâm xã."], ["Xã đã treo biển báo ở trung tâm xã."])
    assert status == "changed"
    assert runs == [
        Run("same", "Xã đã treo "),
        Run("old", "băng rôn"),
        Run("new", "biển báo"),
        Run("same", " ở trung tâm xã."),
    ]


def test_a_sentence_that_was_added_or_removed_stands_whole() -> None:
    assert words(None, ["Câu mới."]) == [("new", [Run("new", "Câu mới.")])]
    assert words(["Câu cũ."], None) == [("gone", [Run("old", "Câu cũ.")])]


def test_sentences_with_nothing_in_common_are_one_removed_and_one_added() -> None:
    assert [status for status, _ in words(["Không có kiến nghị."], ["Đã treo 9 băng rôn ở xã"])] == ["new", "gone"]


def test_a_sentence_is_compared_only_with_those_of_its_section() -> None:
    old = bare((paragraphs("I.1", [["Một câu."]]), paragraphs("I.2", [])), [])
    new = bare((paragraphs("I.1", []), paragraphs("I.2", [["Một câu."]])), [])
    told = [(change.section, change.status) for change in compare(old, new).sentences or ()]
    assert told == [("I.1", "gone"), ("I.2", "new")]


def test_sentences_are_not_compared_where_one_side_was_not_printed() -> None:
    changes = compare(bare(None, []), bare((paragraphs("I.1", [["Một câu."]]),), []))
    assert changes.sentences is None
    assert not changes.any


def test_a_very_long_paragraph_is_shown_whole_without_marks() -> None:
    old, new = " ".join(f"cũ{n}" for n in range(2000)), " ".join(f"mới{n}" for n in range(2000))
    sides = [bare((paragraphs("I.1", [["Chung " + text] for _ in range(60)]),), []) for text in (old, new)]
    changes = compare(*sides).sentences or ()
    assert len(changes) == 60
    assert changes[0].runs[0].op == "old"


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
    data = count(compared(tmp_path, {"annex": {"2.1": ""}}, {"annex": {"2.1": "5"}}), "2.1").as_json()
    assert (data["old"], data["new"], data["difference"], data["percent"]) == (None, 5, None, None)
