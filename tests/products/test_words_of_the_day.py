"""A report says nothing that the law of its day does not have. In: made-up communes of 2022 to 2026 that state everything.

The annex prints the labels of its form, which are its own; these tests read headings, sentences and what stands before them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from cchc.build.template import write_template
from cchc.catalogue.counts import counts
from cchc.catalogue.form import form_for
from cchc.document.opening import open_submission
from cchc.raw.keys import ReportKey
from cchc.raw.submission import ANNEX, STATEMENTS, read_submission
from tests.products.synthetic import Commune, write_submission
from tests.products.walk import inlines_of, text_of, walk_notebook

XA_2022 = Commune("15976", "hoang-luu", 2022, "6-thang", "2021-12-15", "2022-06-14")
XA_NAM_2022 = Commune("15976", "hoang-luu", 2022, "nam", "2021-12-15", "2022-12-14")
XA_2024 = Commune("15976", "hoang-luu", 2024, "nam", "2023-12-15", "2024-12-14")
PHUONG_2025 = Commune("00004", "ba-dinh", 2025, "quy-3", "2025-07-01", "2025-09-14")
XA_2026 = Commune("15976", "hoang-chau", 2026, "9-thang", "2025-12-15", "2026-09-14")
TWO_LEVELS = date(2025, 7, 1)
COMMUNES = {c.path: c for c in (XA_2022, XA_NAM_2022, XA_2024, PHUONG_2025, XA_2026)}


@dataclass(frozen=True)
class Dead:
    """Words that reports do not have from a day on, or up to a day."""

    words: tuple[str, ...]
    since: date | None = None
    until: date | None = None

    def hold_on(self, day: date) -> bool:
        return (self.since is None or day >= self.since) and (self.until is None or day <= self.until)


DEAD = (
    Dead(("mức độ 3", "mức độ 4"), since=date(2022, 8, 15)),
    Dead(("toàn trình", "một phần"), until=date(2022, 8, 14)),
    Dead(("Trung tâm Phục vụ hành chính công", "Cổng Dịch vụ công quốc gia"), until=date(2025, 6, 30)),
    Dead(("118/2025", "367/2025"), until=date(2025, 6, 8)),
    Dead(("309/2026",), until=date(2026, 8, 4)),
    Dead(
        (
            "huyện",
            "quận",
            "thị xã",
            "thị trấn",
            "Phòng Nội vụ",
            "Bộ phận Tiếp nhận và Trả kết quả",
            "Cổng dịch vụ công của",
            "61/2018",
            "107/2021",
        ),
        since=date(2025, 7, 1),
    ),
)


def report_text(root: Path, commune: Commune, figure: str) -> str:
    """What the report of a commune says that states this figure everywhere, outside of its tables, drawings and checks."""
    form = {row.key: figure for row in form_for(date.fromisoformat(commune.last)).rows if row.kind != "heading"}
    stated = [(count.section or "II.2.d", count.key, figure) for count in counts() if count.kind != "rate_stated"]
    write_submission(root, commune, form, stated)
    return said_in(root, commune)


def said_in(root: Path, commune: Commune) -> str:
    """What a report of what lies there says outside of its tables, drawings and checks."""
    said = ("heading", "title", "addressees", "paragraphs", "letterhead")
    blocks = [block for block in walk_notebook(root, commune).blocks if block["block"] in said]
    runs = ["".join(text_of(inline) for inline in run) for block in blocks for run in inlines_of(block)]
    return "\n".join([*runs, *(str(block.get("text", block.get("subject", ""))) for block in blocks)])


@pytest.mark.parametrize("figure", ["0", "7", ""])
@pytest.mark.parametrize("name", COMMUNES)
def test_no_word_is_dead_on_the_day_of_the_report(name: str, figure: str, tmp_path: Path) -> None:
    commune = COMMUNES[name]
    day = date.fromisoformat(commune.last)
    dead = [word for entry in DEAD if entry.hold_on(day) for word in entry.words]
    text = report_text(tmp_path, commune, figure)
    assert len(text) > 4000
    assert [word for word in dead if word.casefold() in text.casefold()] == []


@pytest.mark.parametrize("name", COMMUNES)
def test_an_untouched_template_asks_and_says_nothing_that_is_dead(name: str, tmp_path: Path) -> None:
    commune = COMMUNES[name]
    day = date.fromisoformat(commune.last)
    dead = [word for entry in DEAD if entry.hold_on(day) for word in entry.words]
    folder = tmp_path / "data/raw" / commune.path
    write_template(folder, ReportKey(commune.code, commune.year, commune.period))
    kept = [path for path in sorted(folder.iterdir()) if path.name != ANNEX or day >= TWO_LEVELS]
    asked = "\n".join(path.read_text(encoding="utf-8") for path in kept)
    tables = [block for block in walk_notebook(tmp_path, commune).blocks if block["block"] == "table"]
    said = said_in(tmp_path, commune) + str(tables if day >= TWO_LEVELS else "")
    assert [word for word in dead if word.casefold() in (asked + said).casefold()] == []


def test_rows_of_a_template_that_nobody_filled_in_were_not_sent(tmp_path: Path) -> None:
    folder = tmp_path / "data/raw" / XA_2026.path
    write_template(folder, ReportKey(XA_2026.code, 2026, "9-thang"))
    path = folder / STATEMENTS
    rows = path.read_text(encoding="utf-8").splitlines()
    assert rows[0] == "muc,khoa,ten,gia_tri,don_vi,nguyen_van,mau_so,pham_vi"
    late = "II.2.d,ho_so.qua_han,Hồ sơ giải quyết quá hạn,{},hồ sơ,,,"
    assert late.format("") in rows
    path.write_text("\n".join(rows).replace(late.format(""), late.format("2")), encoding="utf-8")
    submission = read_submission(folder)
    assert [(record["khoa"], record["gia_tri"]) for record in submission.table(STATEMENTS)] == [("ho_so.qua_han", "2")]
    assert submission.table(STATEMENTS)[0].row == rows.index(late.format("")) + 1
    assert "ho_so.ky_truoc" not in str(open_submission(folder).check_report.findings)


@pytest.mark.parametrize(
    ("name", "word"),
    [
        (XA_2024.path, "trực tại Bộ phận Tiếp nhận và Trả kết quả"),
        (XA_2024.path, "hồ sơ trên Cổng dịch vụ công của tỉnh"),
        (XA_2026.path, "trực tại Trung tâm Phục vụ hành chính công"),
        (XA_2026.path, "hồ sơ trên Cổng Dịch vụ công quốc gia"),
        (XA_2026.path, "Thực hiện Nghị định số 118/2025/NĐ-CP"),
    ],
)
def test_a_body_and_a_portal_have_the_name_of_the_day(name: str, word: str, tmp_path: Path) -> None:
    assert word in report_text(tmp_path, COMMUNES[name], "7")
