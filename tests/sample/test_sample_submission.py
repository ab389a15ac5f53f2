"""The first submission is the sample report, value by value. In: the sample, the submission's files."""

from __future__ import annotations

import csv
import hashlib
import re
from collections import Counter
from itertools import groupby
from pathlib import Path

import pytest
import yaml

from tests.sample.sample_text import SAMPLE, annex_text, fold, narrative, sample_text, section_at, table_rows

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "data/raw/2024/nam/15976-hoang-luu"

NUMBER = re.compile(r"\d+(?:[.,]\d+)*", re.ASCII)
YEAR = re.compile(r"(?<=[Nn]ăm )2024")
SYMBOL = re.compile(r"\d+/(?:\d{4}/)?[A-ZĐ]+-[A-ZĐa-z]+")

# Numbers inside the words of a statement that are not its values.
IN_STATEMENTS = {
    "Trong năm đã treo 09 cái băng rôn 2 mặt và 01 mặt": ["2"],
    "tần suất 01 lần/01 tuần": ["01"],
    "Trong năm đã tổ chức được 5 hội nghị lồng ghép tuyên truyền về cải cách hành chính vào dịp "
    "Hội nghị cán bộ mở rộng định kỳ hàng tháng và sơ kết 6 tháng đầu năm.": ["6"],
    "UBND xã phân công 05 công chức trực tại bộ phận 1 cửa": ["1"],
    "Diện tích bộ phận 1 cửa với 50 m²": ["1"],
}
# Words with numbers that are neither statement nor citation nor free text: the frame of the report.
IN_FRAME = [
    "Kết quả thực hiện cải cách hành chính năm 2024; Phương hướng, nhiệm vụ năm 2025",
    "thực hiện công tác cải cách hành chính năm 2024, phương hướng, nhiệm vụ năm 2025 như sau:",
    "thực hiện tốt các nhiệm vụ cải cách hành chính đề ra năm 2024.",
    "Kết quả công tác tuyên truyền cải cách hành chính năm 2024:",
    "PHƯƠNG HƯỚNG, NHIỆM VỤ CẢI CÁCH HÀNH CHÍNH TRỌNG TÂM NĂM 2025",
    "Trên đây là báo cáo về kết quả thực hiện cải cách hành chính năm 2024, nhiệm vụ trọng tâm năm 2025",
]


def read_rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def statements() -> list[tuple[str, list[dict[str, str]]]]:
    """The words of every statement in reading order, with the rows taken from them."""
    rows = read_rows("so_lieu_khac.csv")
    return [(words, list(group)) for (_, words), group in groupby(rows, lambda r: (r["muc"], r["nguyen_van"]))]


def free_text() -> list[tuple[str, str]]:
    """The paragraphs of free text, each with its outline key."""
    texts = yaml.load((FOLDER / "noi_dung.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return [(key, paragraph) for key, text in texts.items() for paragraph in text.split("\n\n")]


def paragraphs() -> list[str]:
    return [paragraph for _, paragraph in free_text()]


def find_in_order(words: list[str]) -> list[int]:
    """Where each of the words stands in the narrative, none before the one it follows."""
    # A clause that became a sentence of its own begins with a capital.
    text, found, start = narrative().casefold(), [], 0
    for phrase in words:
        position = text.find(phrase.casefold(), start)
        assert position >= 0, f"not in the report, or not in this order: {phrase!r}"
        found.append(position)
        start = position + 1
    return found


def test_the_annex_has_the_rows_of_the_report_in_its_order() -> None:
    rows = [list(row.values()) for row in read_rows("phu_luc_01b.csv")]
    assert rows == table_rows(annex_text()[0], 5)
    assert len(rows) == 81


def test_the_annex_keeps_the_misprints_of_the_report() -> None:
    codes = [row["stt"] for row in read_rows("phu_luc_01b.csv")]
    assert codes.count("1.1.2") == codes.count("1.1.3") == 2
    assert codes[-1] == "7.6."
    assert codes.count("Trong đó") == 3


def test_the_shortened_procedures_have_the_rows_of_the_report_in_its_order() -> None:
    rows = [list(row.values()) for row in read_rows("cat_giam.csv")]
    assert rows == table_rows(annex_text()[1], 7)
    assert [row[0] for row in rows] == [str(number) for number in range(1, 24)]


def test_every_statement_is_quoted_from_the_report_in_reading_order() -> None:
    assert len(find_in_order([words for words, _ in statements()])) == len(statements())


def test_everything_is_filed_under_the_section_in_which_it_stands() -> None:
    stated = [(rows[0]["muc"], words) for words, rows in statements()]
    free = [(key, paragraph.rstrip(".")) for key, paragraph in free_text()]
    cited = [(row["muc"], row["so_ky_hieu"]) for row in read_rows("van_ban.csv")]
    for group in (stated, free, cited):
        places = find_in_order([words for _, words in group])
        filed = [re.sub(r"\.[a-hđ]$", "", key) for key, _ in group]
        assert filed == [section_at(place) for place in places]


@pytest.mark.parametrize("row", read_rows("so_lieu_khac.csv"), ids=lambda row: f"{row['muc']}-{row['khoa']}")
def test_a_stated_value_stands_in_the_words_it_was_taken_from(row: dict[str, str]) -> None:
    values = NUMBER.findall(row["nguyen_van"])
    assert row["gia_tri"] in values or row["gia_tri"] in ("không", "không có")
    assert row["gia_tri"] in row["nguyen_van"]


def test_every_paragraph_of_free_text_is_quoted_from_the_report_in_reading_order() -> None:
    # A clause that ends within a sentence of the report has been given a full stop.
    assert len(find_in_order([paragraph.rstrip(".") for paragraph in paragraphs()])) == len(paragraphs())


def test_free_text_is_whole_sentences() -> None:
    assert [paragraph for paragraph in paragraphs() if paragraph[-1] != "."] == ["Không có"]


def citation_spans() -> list[tuple[dict[str, str], int, int]]:
    """Every citation with the part of the narrative from its symbol to the next one's."""
    rows = read_rows("van_ban.csv")
    starts = find_in_order([row["so_ky_hieu"] for row in rows])
    return list(zip(rows, starts, [*starts[1:], len(narrative())], strict=True))


def test_every_citation_has_the_type_date_and_subject_of_the_report() -> None:
    text = narrative()
    for row, start, end in citation_spans():
        after = text[start + len(row["so_ky_hieu"]) : end]
        assert text[:start].lower().endswith(f"{row['loai'].lower()} số "), row
        assert after.startswith(f" ngày {row['ngay']} ") if row["ngay"] else not after.startswith(" ngày"), row
        assert row["trich_yeu"] in after, row


def test_every_citation_names_its_issuer_in_the_words_of_the_report() -> None:
    text = narrative()
    for row, start, end in citation_spans():
        dated = f"{row['so_ky_hieu']} ngày {row['ngay']} của {row['co_quan']} "
        subject = f"{row['co_quan']} (đã )?ban hành "
        named_before = re.search(subject, text[max(0, start - 200) : start])
        assert not row["co_quan"] or text[start:end].startswith(dated.rstrip()) or named_before, row


def test_every_document_symbol_of_the_narrative_is_a_citation() -> None:
    # Nghị định 61/2018/NĐ-CP also stands in the subject of the decree that amends it.
    cited = " ".join(f"{row['so_ky_hieu']} {row['trich_yeu']}" for row in read_rows("van_ban.csv"))
    assert Counter(SYMBOL.findall(cited)) == Counter(SYMBOL.findall(narrative()))
    assert len(read_rows("van_ban.csv")) == 27


def accounted_spans() -> list[tuple[int, int]]:
    """The parts of the narrative that are a statement, a citation, free text or the frame of the report."""
    text = narrative()
    groups = [
        [words for words, _ in statements()],
        [paragraph.rstrip(".") for paragraph in paragraphs()],
        IN_FRAME,
    ]
    found = [(words, at) for group in groups for words, at in zip(group, find_in_order(group), strict=True)]
    for row, start, _ in citation_spans():
        found.append((f"{row['so_ky_hieu']} ngày {row['ngay']}".removesuffix(" ngày "), start))
        found.append((row["trich_yeu"], text.find(row["trich_yeu"], start)))
    return [(at, at + len(words)) for words, at in found]


def test_every_number_of_the_narrative_is_accounted_for() -> None:
    text, spans = narrative(), accounted_spans()
    loose = [
        text[max(0, number.start() - 40) : number.end() + 20]
        for number in NUMBER.finditer(text)
        if not any(start <= number.start() < end for start, end in spans)
    ]
    assert loose == []


def test_every_number_in_the_words_of_a_statement_is_a_value_or_a_known_exception() -> None:
    for words, rows in statements():
        left = Counter(NUMBER.findall(words)) - Counter([*(row["gia_tri"] for row in rows), *YEAR.findall(words)])
        assert left == Counter(IN_STATEMENTS.get(words, [])), words


def test_the_source_is_named_with_its_hash() -> None:
    source = yaml.load((FOLDER / "nguon.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    (document,) = source["tep"]
    assert document["ten"] == SAMPLE.name
    assert document["sha256"] == hashlib.sha256(SAMPLE.read_bytes()).hexdigest()


def test_the_recipients_and_the_signature_are_those_of_the_report() -> None:
    source = yaml.load((FOLDER / "nguon.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    names = [(item["ten"], item.get("ghi_chu", "")) for item in source["noi_nhan"]]
    printed = fold(sample_text().partition("Nơi nhận:")[2].partition("Phụ lục 01b")[0])
    lines = [f"- {name} ({mark});" if mark else f"- {name}." for name, mark in names]
    assert printed == " ".join([*lines, *source["nguoi_ky"].values()])


def test_the_parameters_name_the_folder() -> None:
    text = (ROOT / "params/2024/nam/15976-hoang-luu.yaml").read_text(encoding="utf-8")
    assert yaml.safe_load(text) == {"ma_xa": "15976", "nam": 2024, "ky": "nam"}
