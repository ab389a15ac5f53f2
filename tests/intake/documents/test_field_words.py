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
from tests.intake.documents.field_words import FIELD, LAYOUTS, SOURCES, Case, Layout

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


@pytest.mark.parametrize("case", FIELD, ids=lambda case: f"{case.source}: {case.text[:60]}")
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


def test_every_case_has_its_source() -> None:
    assert {case.source for case in FIELD} <= set(SOURCES)
