"""Figures beside those of the period before, across the merger of 1/7/2025 beside a sum. Small submissions in, blocks out.

15976 is xã Hoằng Châu from 1/7/2025, made of Hoằng Thắng (15949), Hoằng Phong (15973), Hoằng Lưu (15976), Hoằng Châu (15979).
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from cchc.document.model import Figure, Overview, Paragraphs, RawCell, plain_text
from cchc.document.opening import open_report
from cchc.document.report import Report
from cchc.errors import NotebookError
from tests.conftest import make_submission

RECEIVED, ONLINE, RESOLVED, LATE = "ho_so.tiep_nhan", "ho_so.truc_tuyen", "ho_so.da_giai_quyet", "ho_so.qua_han"
# Received 100 + 200 + 300 + 400 = 1.000, online 40 + 50 + 60 + 250 = 400.
THEN = {
    "15949": {RECEIVED: "100", ONLINE: "40"},
    "15973": {RECEIVED: "200", ONLINE: "50"},
    "15976": {RECEIVED: "300", ONLINE: "60"},
    "15979": {RECEIVED: "400", ONLINE: "250"},
}
NOW = {RECEIVED: "1200", ONLINE: "600"}
FOUR = "các xã Hoằng Thắng, Hoằng Phong, Hoằng Lưu, Hoằng Châu"
SAYS = {
    name: f"{name} {{truoc}} {{nay}} {{chenh}}"
    for name in ("tang", "giam", "bang", "tu_khong", "ve_khong", "deu_khong")
}


def submit(root: Path, figures: Mapping[str, str], year: int, code: str = "15976", **more: Any) -> None:
    make_submission(
        root, code=code, year=year, statements=[("II.2.d", key, text) for key, text in figures.items()], **more
    )


def merged(
    root: Path, then: Mapping[str, Mapping[str, str]] = THEN, now: Mapping[str, str] = NOW, **more: Any
) -> Report:
    """The report of xã Hoằng Châu for 2025 beside those of 2024 of the units that it was made of."""
    for code, figures in then.items():
        submit(root, figures, 2024, code)
    submit(root, now, 2025, **more)
    return open_report("15976", 2025, "nam", root)


def plain(root: Path, then: Mapping[str, str], now: Mapping[str, str], **more: Any) -> Report:
    """A report of 2024 beside that of the same unit for 2023."""
    submit(root, then, 2023, **more)
    submit(root, now, 2024)
    return open_report("15976", 2024, "nam", root)


def said(report: Report, key: str, words: Mapping[str, str] = SAYS) -> str:
    block: Paragraphs = report.compared("II.2.d", "So với {ky_truoc}{cong_tu}:", (key, words)).block
    return " ".join(plain_text(item.inlines) for item in block.items)


def test_the_base_of_a_merged_unit_is_the_sum_of_what_it_was_made_of(tmp_path: Path) -> None:
    report = merged(tmp_path)
    # 1.200 / 1.000 - 1 = 20%
    assert said(report, RECEIVED, {"tang": "từ {truoc} lên {nay}, {chenh}, {phan_tram}"}) == (
        f"So với năm 2024 (cộng số liệu của 4 đơn vị trước khi sắp xếp: {FOUR}): từ 1.000 lên 1.200, 200, 20%."
    )


def test_a_share_of_the_sum_is_the_sum_of_parts_over_the_sum_of_wholes(tmp_path: Path) -> None:
    # 400 / 1.000 = 40%; the mean of 40%, 25%, 20% and 62,5% would be 36,9%. 600 / 1.200 = 50%: 10 points.
    assert said(merged(tmp_path), "ty_le.truc_tuyen").endswith(": tang 40% 50% 10,0.")


def test_a_number_from_a_sum_knows_the_cells_of_every_unit(tmp_path: Path) -> None:
    block: Paragraphs = merged(tmp_path).compared("II.2.d", "So:", (RECEIVED, {"tang": "{truoc}"})).block
    (number,) = (one for one in block.all_inlines() if not isinstance(one, str))
    lineage = block.values[number.lineage]
    assert (lineage.value, lineage.label) == ("1000", "hồ sơ đã tiếp nhận (năm 2024, cộng 4 đơn vị)")
    parts = [block.values[name] for name in lineage.formula.operands]
    assert [part.value for part in parts] == ["100", "200", "300", "400"]
    assert parts[0].label == "hồ sơ đã tiếp nhận (năm 2024, xã Hoằng Thắng)"
    slugs = ("15949-hoang-thang", "15973-hoang-phong", "15976-hoang-luu", "15979-hoang-chau")
    cells = [f"2024/nam/{slug}/so_lieu_khac.csv:2:gia_tri" for slug in slugs]
    assert [name for part in parts for name in part.cells] == cells
    assert [block.cells[name] for name in cells] == [
        RawCell(text=t, section="II.2.d") for t in ("100", "200", "300", "400")
    ]


def test_the_files_of_every_unit_are_listed_with_the_raw_files(tmp_path: Path) -> None:
    compared = merged(tmp_path).submission().block.compared
    folders = dict.fromkeys(file.name.split("/")[2] for file in compared)
    assert list(folders) == ["15949-hoang-thang", "15973-hoang-phong", "15976-hoang-luu", "15979-hoang-chau"]
    assert len(compared) == 4 * 2


def test_the_page_says_whose_figures_those_of_then_are(tmp_path: Path) -> None:
    block: Overview = merged(tmp_path).overview().block
    assert (block.previous.name, block.previous.made_of, block.apart) == ("năm 2024", FOUR, "")
    received = block.figures[0]
    assert plain_text([received.before, " ", received.change]) == "1.000 tăng 200"


@pytest.mark.parametrize(
    ("then", "why"),
    [
        (
            {code: THEN[code] for code in ("15973", "15976")},
            "chưa có số liệu năm 2024 của các xã Hoằng Thắng, Hoằng Châu (2 trong 4 đơn vị hợp thành)",
        ),
        (
            {"15976": THEN["15976"]},
            "chưa có số liệu năm 2024 của các xã Hoằng Thắng, Hoằng Phong, Hoằng Châu (3 trong 4 đơn vị hợp thành)",
        ),
    ],
)
def test_with_a_unit_missing_there_is_no_sum_and_it_is_named(
    then: Mapping[str, Mapping[str, str]], why: str, tmp_path: Path
) -> None:
    report = merged(tmp_path, then)
    assert (report.has_past(), report.comparable(), report.words["vi_sao"]) == (True, False, why)
    assert said(report, RECEIVED) == ""
    block: Overview = report.overview().block
    assert (block.previous, block.apart) == (None, why)
    assert all(figure.before is None for figure in block.figures)


def test_a_unit_that_does_not_state_the_figure_takes_the_sum_of_that_figure_only(tmp_path: Path) -> None:
    report = merged(tmp_path, {**THEN, "15949": {ONLINE: "40"}})
    assert report.comparable()
    assert said(report, RECEIVED) == ""
    assert said(report, ONLINE).endswith(": tang 400 600 200.")


def test_a_unit_whose_files_cannot_be_read_is_named(tmp_path: Path) -> None:
    make_submission(tmp_path, code="15949", files={"so_lieu_khac.csv": b"\xff"})
    report = merged(tmp_path, {code: figures for code, figures in THEN.items() if code != "15949"})
    assert report.words["vi_sao"] == "không đọc được số liệu năm 2024 của xã Hoằng Thắng (1 trong 4 đơn vị hợp thành)"


def test_a_unit_that_was_split_between_several_gives_no_sum(tmp_path: Path) -> None:
    # Xã Canh Liên became xã Canh Liên (21997) and a part of another commune.
    submit(tmp_path, {RECEIVED: "100"}, 2024, "21997")
    submit(tmp_path, {RECEIVED: "90"}, 2025, "21997")
    report = open_report("21997", 2025, "nam", tmp_path)
    why = "xã Canh Liên được chia cho nhiều đơn vị khi sắp xếp nên không cộng được số liệu năm 2024"
    assert (report.comparable(), report.words["vi_sao"], report.previous) == (False, why, None)


def test_a_commune_whose_district_and_province_ended_is_the_same(tmp_path: Path) -> None:
    submit(tmp_path, {RECEIVED: "100"}, 2024, "00859")
    submit(tmp_path, {RECEIVED: "90"}, 2025, "00859")
    report = open_report("00859", 2025, "nam", tmp_path)
    assert (report.previous.unit.province, report.unit.province) == ("Tỉnh Hà Giang", "Tỉnh Tuyên Quang")
    assert said(report, RECEIVED) == "So với năm 2024: giam 100 90 10."


def test_one_unit_of_another_type_gives_its_figures_under_its_own_name(tmp_path: Path) -> None:
    submit(tmp_path, {RECEIVED: "100"}, 2024, "14845")
    submit(tmp_path, {RECEIVED: "90"}, 2025, "14845")
    report = open_report("14845", 2025, "nam", tmp_path)
    assert report.previous is None  # there is no page that compares two reports of one unit
    assert said(report, RECEIVED).startswith(
        "So với năm 2024 (số liệu của thị trấn Mường Lát trước khi sắp xếp): giam 100 90"
    )


@pytest.mark.parametrize(
    ("then", "now", "says"),
    [
        ("790", "830", "tang 790 830 40"),
        ("830", "790", "giam 830 790 40"),
        ("790", "790", "bang 790 790 0"),
        ("0", "7", "tu_khong 0 07 07"),
        ("7", "0", "ve_khong 07 0 07"),
        ("0", "không", "deu_khong 0 0 0"),
    ],
)
def test_what_is_said_of_a_count_goes_by_its_change(then: str, now: str, says: str, tmp_path: Path) -> None:
    assert said(plain(tmp_path, {LATE: then}, {LATE: now}), LATE) == f"So với năm 2023: {says}."


@pytest.mark.parametrize(
    ("then", "now", "says"),
    [
        # 474/790 = 60%, 415/830 = 50%
        (("790", "474"), ("830", "415"), "giam 60% 50% 10,0"),
        # 333/1.000 = 33,3%, 334/1.003 = 33,30%: the same as printed, though not the same quotient.
        (("1000", "333"), ("1003", "334"), "bang 33,3% 33,3% 0,0"),
        (("790", "0"), ("830", "415"), "tu_khong 0% 50% 50,0"),
        (("790", "474"), ("830", "0"), "ve_khong 60% 0% 60,0"),
    ],
)
def test_the_change_of_a_share_is_in_points(
    then: tuple[str, str], now: tuple[str, str], says: str, tmp_path: Path
) -> None:
    report = plain(tmp_path, *({RECEIVED: of, ONLINE: part} for of, part in (then, now)))
    assert said(report, "ty_le.truc_tuyen") == f"So với năm 2023: {says}."


def test_over_zero_there_is_no_share_of_the_change(tmp_path: Path) -> None:
    report = plain(tmp_path, {LATE: "0"}, {LATE: "7"})
    with pytest.raises(NotebookError, match="phan_tram"):
        said(report, LATE, {"tu_khong": "{phan_tram}"})


def test_an_unknown_kind_of_change_is_refused_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(NotebookError, match=r'"tăng" \(có phải "tang"\?\); hãy dùng một trong: tang, giam'):
        said(plain(tmp_path, {LATE: "1"}, {LATE: "7"}), LATE, {"tăng": "{nay}"})


def test_a_kind_of_change_that_the_notebook_has_no_words_for_is_not_told(tmp_path: Path) -> None:
    assert said(plain(tmp_path, {LATE: "1"}, {LATE: "7"}), LATE, {"giam": "{nay}"}) == ""


@pytest.mark.parametrize(("then", "now"), [({}, {LATE: "7"}), ({LATE: "7"}, {}), ({LATE: "x"}, {LATE: "7"})])
def test_what_one_period_lacks_is_not_compared(then: Mapping[str, str], now: Mapping[str, str], tmp_path: Path) -> None:
    assert said(plain(tmp_path, then, now), LATE) == ""


def test_a_quantity_that_the_forms_count_differently_is_not_compared(tmp_path: Path) -> None:
    # Row 1.3.1 is the tasks from the district in form 01b-2024, those from the province in that of two levels.
    submit(tmp_path, {"1.3.1": "10", "1.1.1": "10"}, 2024, "00859")
    submit(tmp_path, {"1.3.1": "12", "1.1.1": "12"}, 2025, "00859")
    report = open_report("00859", 2025, "nam", tmp_path)
    assert said(report, "1.3.1") == said(report, "ty_le.nhiem_vu_dung_han") == ""
    assert said(report, "1.1.1") == "So với năm 2024: tang 10 12 02."


def test_a_count_of_the_counter_is_not_compared_with_one_of_the_whole(tmp_path: Path) -> None:
    make_submission(tmp_path, year=2023, statements=[("II.2.d", LATE, "7", "", "", "", "tại quầy")])
    submit(tmp_path, {LATE: "7"}, 2024)
    assert said(open_report("15976", 2024, "nam", tmp_path), LATE) == ""


BALANCE = {"ho_so.ky_truoc": "10", RESOLVED: "90", "ho_so.dang_giai_quyet": "20"}


@pytest.mark.parametrize(
    ("then", "now", "told"),
    [
        # 110 received = 90 resolved + 20 in progress: the 10 carried over are inside.
        ({**BALANCE, RECEIVED: "110"}, {**BALANCE, RECEIVED: "110"}, True),
        # 100 received + 10 carried over = 90 + 20: they are not.
        ({**BALANCE, RECEIVED: "100"}, {**BALANCE, RECEIVED: "110"}, False),
        ({**BALANCE, RECEIVED: "110"}, {**BALANCE, RECEIVED: "100"}, False),
        # None were carried over: either reading is the same.
        ({**BALANCE, "ho_so.ky_truoc": "0", RECEIVED: "110"}, {**BALANCE, RECEIVED: "110"}, True),
    ],
)
def test_received_with_and_without_what_was_carried_over_are_not_compared(
    then: Mapping[str, str], now: Mapping[str, str], told: bool, tmp_path: Path
) -> None:
    report = plain(tmp_path, then, now)
    assert bool(said(report, RECEIVED)) is told
    assert said(report, RESOLVED) == "So với năm 2023: bang 90 90 0."


def test_windows_of_different_length_are_not_compared_and_both_are_named(tmp_path: Path) -> None:
    report = merged(tmp_path, source={"tu_ngay": "2025-07-01"})
    assert report.words["vi_sao"] == (
        "hai kỳ số liệu dài ngắn khác nhau (từ 01/7/2025 đến 14/12/2025; năm 2024 từ 15/12/2023 đến 14/12/2024)"
    )
    block: Overview = report.overview().block
    assert [figure.change for figure in block.figures] == [None] * 4
    assert plain_text([block.figures[0].before]) == "1.000"


def test_made_up_figures_are_not_compared_with_real_ones(tmp_path: Path) -> None:
    made_up = {"tep": [{"ten": "so_lieu_khac.csv", "nguon": "cchc demo", "sha256": "0" * 64}]}
    report = plain(tmp_path, {LATE: "1"}, {LATE: "7"}, source=made_up)
    assert not report.comparable()


def test_a_report_without_a_past_says_nothing_and_has_no_words_for_it(tmp_path: Path) -> None:
    submit(tmp_path, NOW, 2024)
    report = open_report("15976", 2024, "nam", tmp_path)
    assert (report.has_past(), report.comparable(), "ky_truoc" in report.words) == (False, False, False)
    assert report.compared("II.2.d", "So với:", (RECEIVED, SAYS)).block.is_empty
    assert report.chart("dien_bien", "Qua các kỳ").block.is_empty


# The trend.


def trend(report: Report) -> Figure:
    block: Figure = report.chart("dien_bien", "Qua các kỳ").block
    return block


def test_a_trend_takes_two_earlier_periods(tmp_path: Path) -> None:
    report = merged(tmp_path)
    assert trend(report).is_empty
    for code in THEN:
        submit(tmp_path, THEN[code], 2023, code)
    assert trend(open_report("15976", 2025, "nam", tmp_path)).data.rows == [
        ["Năm 2023 (cộng 4 đơn vị)", "1.000", "400"],
        ["Năm 2024 (cộng 4 đơn vị)", "1.000", "400"],
        ["Năm 2025 (01/7/2025: xã Hoằng Châu lập từ 4 đơn vị)", "1.200", "600"],
    ]


def test_a_trend_marks_where_the_unit_became_a_ward_and_names_days_that_are_not_the_usual(tmp_path: Path) -> None:
    for year, period in ((2025, "quy-4"), (2026, "quy-1"), (2026, "quy-2")):
        submit(tmp_path, {RECEIVED: "100"}, year, "26485", period=period)
    submit(tmp_path, {RECEIVED: "70"}, 2025, "26485", period="quy-3", source={"tu_ngay": "2025-07-01"})
    figure = trend(open_report("26485", 2026, "quy-2", tmp_path))
    assert [row[0] for row in figure.data.rows] == [
        "Quý III/2025 (số liệu từ 01/7/2025 đến 14/9/2025)",
        "Quý IV/2025",
        "Quý I/2026",
        "Quý II/2026 (từ 30/4/2026 là phường Nhơn Trạch)",
    ]
    assert "Quý IV/2025: hồ sơ tiếp nhận 100 hồ sơ;" in figure.alt


def test_a_trend_leaves_out_what_is_no_whole_or_no_such_quantity(tmp_path: Path) -> None:
    for year in (2022, 2023):
        for code in THEN:
            submit(tmp_path, THEN[code], year, code)
    report = merged(tmp_path, {"15976": THEN["15976"]})  # of 2024 only one of four
    assert [row[0] for row in trend(report).data.rows] == [
        "Năm 2022 (cộng 4 đơn vị)",
        "Năm 2023 (cộng 4 đơn vị)",
        "Năm 2025 (01/7/2025: xã Hoằng Châu lập từ 4 đơn vị; chưa đủ số liệu năm 2024)",
    ]


def test_a_trend_names_every_period_that_is_left_out(tmp_path: Path) -> None:
    for year in (2020, 2023):
        submit(tmp_path, {RECEIVED: "10"}, year)
    submit(tmp_path, {RECEIVED: "20"}, 2024)
    assert [row[0] for row in trend(open_report("15976", 2024, "nam", tmp_path)).data.rows] == [
        "Năm 2020",
        "Năm 2023 (chưa đủ số liệu năm 2021, năm 2022)",
        "Năm 2024",
    ]


def test_a_change_is_that_of_the_figures_as_they_are_printed() -> None:
    from cchc.document.past.period import as_printed
    from cchc.values.value import Value

    share = Value("a", "a", "%", "share", Decimal("0.7186"), "derived")
    assert as_printed(share) == Decimal("71.9")
