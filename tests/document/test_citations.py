"""Citations, long and short. Records of van_ban.csv in, citation inlines out. Decree 30/2020/NĐ-CP, appendix I."""

from __future__ import annotations

import pytest

from cchc.document.citations import cite, join
from cchc.document.model import Citation, CitedRow
from cchc.raw.files import Record

COLUMNS = ("loai", "so_ky_hieu", "ngay", "co_quan", "trich_yeu")


def cited(*fields: str) -> Citation:
    return cite(Record(2, dict(zip(COLUMNS, fields, strict=True))))


def test_the_long_form_gives_kind_number_date_issuer_and_subject() -> None:
    citation = cited("Kế hoạch", "02/KH-UBND", "05/01/2024", "UBND xã", "tuyên truyền CCHC năm 2024")
    assert citation.long == ("Kế hoạch số 02/KH-UBND ngày 05/01/2024 của UBND xã về tuyên truyền CCHC năm 2024")


def test_the_short_form_gives_kind_and_number_only() -> None:
    citation = cited("Kế hoạch", "02/KH-UBND", "05/01/2024", "UBND xã", "tuyên truyền")
    assert citation.short == "Kế hoạch số 02/KH-UBND"


def test_a_citation_knows_its_row() -> None:
    assert cited("Kế hoạch", "02/KH-UBND", "", "", "").cell == CitedRow(file="van_ban.csv", row=2)


def test_what_is_not_stated_is_left_out() -> None:
    assert cited("Kế hoạch", "02/KH-UBND", "", "", "").long == "Kế hoạch số 02/KH-UBND"
    assert cited("Luật", "1/QH", "", "Quốc hội", "").long == "Luật số 1/QH của Quốc hội"


@pytest.mark.parametrize(
    ("stated", "printed"),
    [
        ("2021-07-15", "ngày 15/7/2021"),
        ("15/07/2021", "ngày 15/07/2021"),
        ("ngày 15 tháng 7 năm 2021", "ngày 15 tháng 7 năm 2021"),
    ],
)
def test_a_date_stays_as_stated_unless_it_is_an_iso_date(stated: str, printed: str) -> None:
    assert cited("Luật", "1/QH", stated, "", "").long == f"Luật số 1/QH {printed}"


@pytest.mark.parametrize(
    "subject", ["về việc tự kiểm tra", "Về việc tự kiểm tra", "quy định chi tiết", "ban hành Kế hoạch"]
)
def test_a_subject_that_reads_on_by_itself_has_no_second_about(subject: str) -> None:
    assert cited("Luật", "1/QH", "", "", subject).long == f"Luật số 1/QH {subject}"


def test_one_document_has_one_identity_whatever_its_case_and_spaces() -> None:
    assert cited("Kế hoạch", "02/KH-UBND", "", "", "").doc == cited(" kế  hoạch", "02/kh-ubnd ", "", "", "").doc


def test_citations_of_one_sentence_are_parted_by_semicolons() -> None:
    one, two = cited("Luật", "1/QH", "", "", ""), cited("Luật", "2/QH", "", "", "")
    assert join([one, two]) == [one, "; ", two]
    assert join([]) == []
