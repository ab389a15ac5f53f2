"""One slip, one cause: findings that rest on the same number, row, document or habit are told together."""

from __future__ import annotations

from tests.checks.examples import check_submission, make
from tests.checks.test_findings import SAMPLE

CHANNELS = [("ho_so.truc_tuyen", "7"), ("ho_so.truc_tiep_bcci", "5")]  # 7 + 5 = 12


def causes(**given: object) -> dict[str, list[str]]:
    """The rules of the findings of each cause."""
    found = check_submission(make(**given)).causes
    return {cause.id: [finding.rule for finding in cause.findings] for cause in found}


def test_one_wrong_total_is_one_cause_of_all_that_it_contradicts() -> None:
    stated = [("ho_so.tiep_nhan", "15"), *CHANNELS, ("ho_so.da_giai_quyet", "9"), ("ho_so.dang_giai_quyet", "3"),
              ("ho_so.ky_truoc", "0"), ("ho_so.tra_lai", "0")]  # fmt: skip
    # 15 is not 12, and 0 + 15 is not 9 + 3 + 0.
    assert sorted(causes(statements=stated)["so-lieu:ho_so.tiep_nhan"]) == ["BALANCE", "CHANNEL_SUM"]


def test_numbers_that_have_nothing_in_common_are_causes_of_their_own() -> None:
    found = causes(annex={"1.1.1": "5", "1.1.2": "6", "2.3": "1", "2.4": "2"})
    assert (found["CEILING:1.1.2"], found["CEILING:2.4"]) == (["CEILING"], ["CEILING"])


def test_a_zero_that_two_findings_share_is_no_cause() -> None:
    found = causes(annex={"1.1.1": "0", "1.1.2": "6", "2.3": "0", "2.4": "2"})
    assert {"CEILING:1.1.2", "CEILING:2.4"} <= set(found)


def test_the_same_slip_in_several_rows_of_the_list_is_one_cause() -> None:
    rows = [("Thủ tục A", "5", "3", "33"), ("Thủ tục B", "5", "3", "33"), ("Thủ tục C", "5", "2", "40")]
    found = causes(procedures=rows)
    assert found["ty-le-cat-giam:33>5>3"] == ["REDUCTION_RECALC"] * 2
    assert found["ty-le-cat-giam:40>5>2"] == ["REDUCTION_RECALC"]


def test_findings_of_one_document_are_one_cause() -> None:
    documents = [
        ("Quyết định", "5/QĐ-UBND", "03/01/2024", "UBND xã", "về ban hành Quy chế làm việc"),
        ("Quyết định", "5/QĐ-UBND", "04/01/2024", "UBND xã", "về tài sản công"),
    ]
    assert {"DOC_ONE_DATE", "DOC_ONE_SUBJECT"} <= set(causes(documents=documents)["van-ban:5/QĐ-UBND"])


def test_every_finding_has_a_cause_and_one_advice_that_says_what_to_do() -> None:
    assert all(finding.cause for finding in SAMPLE.findings)
    assert sum(len(cause.findings) for cause in SAMPLE.causes) == len(SAMPLE.findings)
    assert all(cause.advice and not cause.advice.startswith("Kiểm tra lại") for cause in SAMPLE.causes)


def test_the_errors_of_the_sample_have_some_fifteen_causes() -> None:
    # 830; 589 in time; the two on-time rates; 214 of 201; 132%; 479 and 106 (two: as levels, as time kept); 40 and 42;
    # QĐ 5272; QĐ 01; Hoàng Lưu; Hoàng Hóa; 5 to 2 and 5 to 3; the range of 30 to 60%; "Trong quý".
    grave = [cause for cause in SAMPLE.causes if cause.severity == "E"]
    assert len(grave) == 5 + 2 + 1 + 2 + 2 + 2 + 1 + 1
    assert SAMPLE.causes[: len(grave)] == tuple(grave)
