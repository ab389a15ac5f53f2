"""1/7/2025 in one table: which unit a report is of, on which form, in which words, and what it is compared with.

Two levels of local government from that day: no district, communes put together, codes used again. A row is one report; what it
says beside the past follows from who reported then. Names and mergers are the register's; figures are dossiers received, made up.
Words of every other day: `test_law_by_date.py`; how changes are worded and counted: `tests/document/test_past.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from cchc.document.model import Paragraphs, plain_text
from cchc.document.opening import open_report
from cchc.document.report import Report
from tests.conftest import make_submission

HOANG, DISTRICT = "15976", "Huyện Hoằng Hóa"
# Xã Hoằng Châu has the code of xã Hoằng Lưu and was made of four: Hoằng Thắng, Hoằng Phong, Hoằng Lưu, Hoằng Châu.
FOUR = {"15949": 100, "15973": 200, HOANG: 300, "15979": 400}  # 1.000
OF_FOUR = "cộng số liệu của 4 đơn vị trước khi sắp xếp: các xã Hoằng Thắng, Hoằng Phong, Hoằng Lưu, Hoằng Châu"
BODY, CENTRE = "Bộ phận Tiếp nhận và Trả kết quả", "Trung tâm Phục vụ hành chính công"
OLD = ("01b-2024", "UBND huyện", BODY)
NEW = ("hai-cap", "UBND tỉnh", CENTRE)
SAYS = {"tang": "tăng từ {truoc} lên {nay}", "giam": "giảm từ {truoc} xuống {nay}"}


@dataclass(frozen=True)
class Law:
    """A report, who reported for the period before, and what must follow.

    `regime`: the form, who is above, what the one-stop office is called. `says`: the comparison of dossiers received; where
    there is none, `why`, as the draft says it.
    """

    code: str
    year: int
    period: str
    now: int
    before: tuple[int, str]
    then: Mapping[str, int]
    unit: str
    regime: tuple[str, str, str]
    says: str = ""
    why: str = ""
    district: str = ""
    source: Mapping[str, Any] = field(default_factory=dict)


TABLE = {
    # What ends before the day is of the old unit, on the old form, beside its own past.
    "the half-year before it": Law(
        HOANG, 2025, "6-thang", 330, (2024, "6-thang"), FOUR, "Xã Hoằng Lưu", OLD,
        says="So với cùng kỳ năm 2024: tăng từ 300 lên 330.", district=DISTRICT,
    ),
    "the quarter before it": Law(
        HOANG, 2025, "quy-2", 330, (2025, "quy-1"), FOUR, "Xã Hoằng Lưu", OLD,
        says="So với quý I/2025: tăng từ 300 lên 330.", district=DISTRICT,
    ),
    # What ends later is of the new unit, on the new form, beside the sum of those that it was made of.
    "the month that begins before it": Law(
        HOANG, 2025, "thang-7", 1200, (2024, "thang-7"), FOUR, "Xã Hoằng Châu", NEW,
        says=f"So với cùng kỳ năm 2024 ({OF_FOUR}): tăng từ 1.000 lên 1.200.",
    ),
    "the quarter that crosses it": Law(
        HOANG, 2025, "quy-3", 900, (2025, "quy-2"), FOUR, "Xã Hoằng Châu", NEW,
        says=f"So với quý II/2025 ({OF_FOUR}): giảm từ 1.000 xuống 900.",
    ),
    "the year that crosses it": Law(
        HOANG, 2025, "nam", 1200, (2024, "nam"), FOUR, "Xã Hoằng Châu", NEW,
        says=f"So với năm 2024 ({OF_FOUR}): tăng từ 1.000 lên 1.200.",
    ),
    "the year that crosses it, counted from that day on": Law(
        HOANG, 2025, "nam", 600, (2024, "nam"), FOUR, "Xã Hoằng Châu", NEW,
        why="hai kỳ số liệu dài ngắn khác nhau (từ 01/7/2025 đến 14/12/2025; năm 2024 từ 15/12/2023 đến 14/12/2024)",
        source={"tu_ngay": "2025-07-01"},
    ),
    "the half-year after it": Law(
        HOANG, 2026, "6-thang", 1100, (2025, "6-thang"), FOUR, "Xã Hoằng Châu", NEW,
        says=f"So với cùng kỳ năm 2025 ({OF_FOUR}): tăng từ 1.000 lên 1.100.",
    ),
    # Once it has a past of its own, that.
    "the first quarter with a past of its own": Law(
        HOANG, 2025, "quy-4", 330, (2025, "quy-3"), {HOANG: 300}, "Xã Hoằng Châu", NEW,
        says="So với quý III/2025: tăng từ 300 lên 330.",
    ),
    "the first year with a past of its own": Law(
        HOANG, 2026, "nam", 330, (2025, "nam"), {HOANG: 300}, "Xã Hoằng Châu", NEW,
        says="So với năm 2025: tăng từ 300 lên 330.",
    ),
    # Never by code alone, and never a part for the whole.
    "a merger of which only the old unit of that code reported": Law(
        HOANG, 2025, "nam", 330, (2024, "nam"), {HOANG: 300}, "Xã Hoằng Châu", NEW,
        why="chưa có số liệu năm 2024 của các xã Hoằng Thắng, Hoằng Phong, Hoằng Châu (3 trong 4 đơn vị hợp thành)",
    ),
    "a merger of which one did not report": Law(
        HOANG, 2025, "nam", 1200, (2024, "nam"), {"15949": 100, "15973": 200, HOANG: 300}, "Xã Hoằng Châu", NEW,
        why="chưa có số liệu năm 2024 của xã Hoằng Châu (1 trong 4 đơn vị hợp thành)",
    ),
    "a merger to a special zone": Law(
        "07192", 2025, "nam", 70, (2024, "nam"), {"07192": 30, "07195": 20, "07198": 10}, "Đặc khu Cô Tô", NEW,
        says="So với năm 2024 (cộng số liệu của 3 đơn vị trước khi sắp xếp: thị trấn Cô Tô và các xã Đồng Tiến, Thanh Lân): "
        "tăng từ 60 lên 70.",
    ),
    # Nobody knows which figures of a unit that was split went where.
    "a unit that a part of was given away": Law(
        "21997", 2025, "nam", 90, (2024, "nam"), {"21997": 100}, "Xã Canh Liên", NEW,
        why="xã Canh Liên được chia cho nhiều đơn vị khi sắp xếp nên không cộng được số liệu năm 2024",
    ),
    "a merger that took in a part of a unit": Law(
        "14758", 2025, "nam", 900, (2024, "nam"), {"14755": 100, "14758": 200, "14761": 300, "14791": 400, "15859": 500},
        "Phường Hàm Rồng", NEW,
        why="phường Đông Thọ được chia cho nhiều đơn vị khi sắp xếp nên không cộng được số liệu năm 2024",
    ),
    # Who only lost the district is who it was; one unit alone that became another is called by its old name.
    "a commune that only lost its district": Law(
        "00859", 2025, "nam", 110, (2024, "nam"), {"00859": 100}, "Xã Ngọc Long", NEW,
        says="So với năm 2024: tăng từ 100 lên 110.",
    ),
    "one unit that became one of another type": Law(
        "14845", 2025, "nam", 110, (2024, "nam"), {"14845": 100}, "Xã Mường Lát", NEW,
        says="So với năm 2024 (số liệu của thị trấn Mường Lát trước khi sắp xếp): tăng từ 100 lên 110.",
    ),
}  # fmt: skip


def opened(law: Law, root: Path) -> Report:
    """The report, with the submissions of the period before beside its own."""
    reports = [(code, *law.before, received, {}) for code, received in law.then.items()]
    for code, year, period, received, source in [*reports, (law.code, law.year, law.period, law.now, law.source)]:
        stated = [("II.2.d", "ho_so.tiep_nhan", str(received))]
        make_submission(root, code=code, year=year, period=period, statements=stated, source=source)
    return open_report(law.code, law.year, law.period, root)


@pytest.mark.parametrize("name", TABLE)
def test_a_report_is_of_the_unit_form_and_words_of_its_last_day_and_beside_the_past_of_its_territory(
    name: str, tmp_path: Path
) -> None:
    law = TABLE[name]
    report = opened(law, tmp_path)
    assert (report.unit.full_name, report.unit.district) == (law.unit, law.district)
    words = report.words
    assert (report.raw.form.head.id, words["cap_tren"], words["mot_cua"]) == law.regime
    block: Paragraphs = report.compared("II.2.d", "So với {ky_truoc}{cong_tu}:", ("ho_so.tiep_nhan", SAYS)).block
    assert " ".join(plain_text(item.inlines) for item in block.items) == law.says
    assert words.get("vi_sao", "") == law.why
    assert bool(law.says) is not bool(law.why), "each row says what is compared, or why nothing is"
