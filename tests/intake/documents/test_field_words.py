"""What communes wrote: what is taken of it is right, and most is taken."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pytest

from cchc.catalogue.form import form_for
from cchc.intake.documents.counting import count
from cchc.intake.documents.opening import read_document
from cchc.intake.documents.readers.blocks import Paragraph
from cchc.intake.documents.sections import Told
from cchc.intake.files.guard import open_guarded
from cchc.intake.taken import Asked
from cchc.raw.keys import ReportKey
from tests.intake.documents.field_words import (
    DOSSIERS,
    FIELD,
    LAYOUTS,
    NOT_OWN,
    OTHERS,
    OTHERS_HEADS,
    OWN,
    SOURCES,
    WINDOWS,
    Case,
    Layout,
)
from tests.intake.documents.unseen_words import A_PART, NOTHING, UNSEEN
from tests.intake.documents.unseen_words import SOURCES as LATER_SOURCES

HEAD = """ỦY BAN NHÂN DÂN
PHƯỜNG PHÙ LIỄN

Số: 215/BC-UBND

Phù Liễn, ngày 15 tháng 9 năm 2025

BÁO CÁO
Công tác cải cách hành chính Quý III năm 2025

Thực hiện kế hoạch của UBND thành phố Hải Phòng, Ủy ban nhân dân phường Phù Liễn báo cáo kết quả cải cách hành chính như sau:

II. KẾT QUẢ THỰC HIỆN CCHC

2. Cải cách thủ tục hành chính

"""


def found_in(case: Case) -> dict[str, str]:
    code, year, period = case.report.split("/")
    key = ReportKey(code, int(year), period)
    told = Told(Paragraph(case.text, place="đoạn 1"), case.section, case.leads)
    form = form_for(max(key.window[1], date(2024, 1, 1)), None)
    return {one.key: one.value.lower() for one in count([told], key, form).statements}


def laid_out(layout: Layout, folder: Path) -> dict[str, str]:
    path = folder / "bao-cao.txt"
    path.write_text(f"{HEAD}{layout.body}\n\n3. Cải cách tổ chức bộ máy\n", encoding="utf-8")
    taken = read_document(open_guarded(path), Asked())
    rows = csv.DictReader(io.StringIO(taken.files["so_lieu_khac.csv"].decode()))
    return {row["khoa"]: row["gia_tri"].lower() for row in rows}


@pytest.mark.parametrize("case", [*FIELD, *UNSEEN], ids=lambda case: f"{case.source}: {case.text[:60]}")
def test_nothing_wrong_is_taken(case: Case) -> None:
    assert found_in(case).items() <= (case.or_too | case.says).items()


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: str(layout.name))
def test_nothing_wrong_is_taken_from_a_layout(layout: Layout, tmp_path: Path) -> None:
    assert laid_out(layout, tmp_path).items() <= (layout.or_too | layout.says).items()


def test_nine_of_ten_are_taken(tmp_path: Path) -> None:
    cases = [(case.says, found_in(case)) for case in FIELD]
    cases += [(layout.says, laid_out(layout, tmp_path)) for layout in LAYOUTS]
    taken = sum(len(says.items() & found.items()) for says, found in cases)
    assert taken >= 0.9 * sum(len(says) for says, _ in cases)


@pytest.mark.parametrize(("section", "text"), NOTHING, ids=lambda one: str(one)[:60])
def test_nothing_is_taken_where_another_time_body_part_or_thing_is_told(section: str, text: str) -> None:
    assert found_in(Case("", "26491/2025/quy-3", text, section=section)) == {}


@pytest.mark.parametrize(("section", "text", "says"), A_PART, ids=lambda one: str(one)[:60])
def test_only_what_is_said_of_the_unit_and_its_period_is_taken(section: str, text: str, says: dict[str, str]) -> None:
    assert found_in(Case("", "26491/2025/quy-3", text, section=section)) == says


def test_four_of_five_that_came_later_are_taken() -> None:
    taken = sum(len(case.says.items() & found_in(case).items()) for case in UNSEEN)
    assert taken >= 0.8 * sum(len(case.says) for case in UNSEEN)


def test_every_case_has_its_source() -> None:
    assert {case.source for case in (*FIELD, *UNSEEN)} <= {*SOURCES, *LATER_SOURCES}


@pytest.mark.parametrize(("period", "text", "says"), WINDOWS, ids=lambda one: str(one)[:50])
def test_a_figure_is_taken_where_its_window_is_the_reports(period: str, text: str, says: dict[str, str]) -> None:
    assert found_in(Case("", f"15976/{period}", text)) == says


def said_of(head: str, tail: str, section: str = "II.2.d") -> dict[str, str]:
    return found_in(Case("", "15976/2024/nam", head + (tail if tail[0] in ",:" else f" {tail}"), section=section))


@pytest.mark.parametrize("head", NOT_OWN)
def test_nothing_is_taken_behind_words_for_another_body_window_or_aim(head: str) -> None:
    assert [said for said in (said_of(head, tail) for tail in DOSSIERS) if said] == []


@pytest.mark.parametrize("head", OTHERS_HEADS)
def test_nothing_of_other_sections_is_taken_behind_such_words(head: str) -> None:
    assert [said for said in (said_of(head, tail, section) for section, tail in OTHERS) if said] == []


@pytest.mark.parametrize("head", OWN)
def test_what_is_said_of_the_unit_is_taken(head: str) -> None:
    assert said_of(head, "tiếp nhận 300 hồ sơ, đã giải quyết 290 hồ sơ.") == {
        "ho_so.tiep_nhan": "300",
        "ho_so.da_giai_quyet": "290",
    }


@pytest.mark.parametrize(("section", "tail"), OTHERS, ids=lambda one: str(one)[:50])
def test_what_the_unit_did_is_taken_from_other_sections(section: str, tail: str) -> None:
    assert said_of("UBND xã", tail, section)
