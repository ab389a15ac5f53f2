"""Which words of two reports differ. In: paragraphs. Out: pairs of them, and runs of words, changed ones marked."""

from __future__ import annotations

from decimal import Decimal

from cchc.compare.text import Run, mark, pair_paragraphs, shorten, words_of
from cchc.document.lineage import number_inline
from cchc.document.model import Inline
from cchc.values.value import Value

Paragraph = list[Inline]


def pairs(old: list[Paragraph], new: list[Paragraph]) -> list[tuple[str, list[Run]]]:
    """What became of each paragraph, and its runs."""
    found = pair_paragraphs([words_of(one) for one in old], [words_of(one) for one in new])
    return [
        ("new" if a is None else "gone" if b is None else "same" if a == b else "changed", mark(a or (), b or ()))
        for a, b in found
    ]


def words(old: Paragraph | None, new: Paragraph | None) -> list[tuple[str, list[Run]]]:
    return pairs([] if old is None else [old], [] if new is None else [new])


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


def test_the_most_alike_are_paired_and_what_was_removed_keeps_its_place() -> None:
    old: list[Paragraph] = [["Xã đã mở 2 hội nghị."], ["Không còn việc gì khác."], ["Đã treo 8 băng rôn ở chợ."]]
    new: list[Paragraph] = [["Xã đã mở 3 hội nghị."], ["Đã treo 9 băng rôn ở chợ."], ["Đã phát tờ rơi"]]
    assert [status for status, _ in pairs(old, new)] == ["changed", "gone", "changed", "new"]


def test_a_comma_between_two_changes_is_part_of_one_change() -> None:
    ((_, runs),) = words(["Đã mở lớp, họp dân ở thôn."], ["Đã tổ chức, gặp dân ở thôn."])
    assert runs == [
        Run("same", "Đã "),
        Run("old", "mở lớp, họp"),
        Run("new", "tổ chức, gặp"),
        Run("same", " dân ở thôn."),
    ]


def test_of_a_long_paragraph_only_the_words_around_a_change_are_shown() -> None:
    before, after = " ".join(f"a{n}" for n in range(60)), " ".join(f"b{n}" for n in range(60))
    ((_, runs),) = words([f"{before} cũ {after}"], [f"{before} mới {after}"])
    assert "".join(run.text for run in shorten(runs)) == (
        " […] " + " ".join(f"a{n}" for n in range(46, 60)) + " cũmới " + " ".join(f"b{n}" for n in range(13)) + "  […] "
    )  # 14 on each side, the blank behind the change being one


def test_a_very_long_paragraph_is_shown_whole_without_marks() -> None:
    old, new = " ".join(f"cũ{n}" for n in range(2000)), " ".join(f"mới{n}" for n in range(2000))
    found = pairs(*([["Chung " + text] for _ in range(60)] for text in (old, new)))
    assert len(found) == 60
    assert found[0][1][0].op == "old"
