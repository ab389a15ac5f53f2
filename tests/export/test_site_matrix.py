"""Who has submitted what. In: made-up reports and submissions of real units. Out: states, unit by unit."""

from __future__ import annotations

from cchc.site.entry import Entry, Window, window_of
from cchc.site.matrix import Matrix, MatrixRow, Submitted, build_matrices, province_of
from cchc.site.pages import gather
from tests.export.site_sample import entry

YEAR_2024, YEAR_2025 = window_of(2024, "nam"), window_of(2025, "nam")
# Xã Hoằng Lưu until 30 June 2025; since then the code is that of Xã Hoằng Châu.
REUSED = "15976"


def submitted(code: str, window: Window = YEAR_2024) -> Submitted:
    return Submitted(window, code, f"{code}-xa")


def matrices(windows: list[Window], entries: list[Entry], waiting: list[Submitted]) -> list[Matrix]:
    return build_matrices("thanh-hoa", windows, entries, waiting)


def row(matrix: Matrix, code: str) -> MatrixRow:
    (found,) = (row for row in matrix.rows if row.code == code)
    return found


def keys(row: MatrixRow) -> list[str]:
    return [state.key for state in row.states]


def test_every_unit_of_the_register_has_a_row_in_each_set_of_units() -> None:
    new, old = matrices([YEAR_2024, YEAR_2025], [entry()], [])
    assert (len(new.rows), len(old.rows)) == (166, 547)  # communes of Thanh Hóa after and before the merger
    assert ([w.path for w in new.windows], [w.path for w in old.windows]) == (["2025/nam"], ["2024/nam"])


def test_a_code_that_was_reused_is_two_units() -> None:
    new, old = matrices([YEAR_2024, YEAR_2025], [entry()], [])
    assert (row(old, REUSED).name, keys(row(old, REUSED))) == ("Xã Hoằng Lưu", ["clean"])
    assert (row(new, REUSED).name, keys(row(new, REUSED))) == ("Xã Hoằng Châu", ["none"])


def test_the_seven_states() -> None:
    draft = entry("14791", "Phường Đông Thọ", open_findings=(2, 0, 0))
    broken = entry("14761", "Phường Nam Ngạn", open_findings=(2, 0, 0), outdated="đã đổi")
    issued = entry("15982", "Xã Hoằng Tân", issued="bản 1, số 118, ngày 12/12/2024")
    changed = entry("15985", "Xã Hoằng Yến", issued="bản 1, số 9, ngày 12/12/2024", changed="số liệu đã đổi")
    (matrix,) = matrices([YEAR_2024], [entry(), draft, broken, issued, changed], [submitted("15979")])
    assert [keys(row(matrix, code)) for code in (REUSED, "14791", "14761", "15979", "15946", "15982", "15985")] == [
        ["clean"], ["draft"], ["outdated"], ["waiting"], ["none"], ["issued"], ["changed"],
    ]  # fmt: skip
    assert matrix.totals == [
        {"issued": 1, "changed": 1, "clean": 1, "draft": 1, "outdated": 1, "waiting": 1, "none": 547 - 6}
    ]


def test_what_is_missing_is_said_in_words() -> None:
    (matrix,) = matrices([YEAR_2024], [], [submitted("15979")])
    assert [row(matrix, code).states[0].label for code in ("15979", "15946")] == ["chưa lập báo cáo", "chưa nộp"]


def test_periods_with_the_same_units_stand_in_one_matrix_the_newest_first() -> None:
    half_2025 = window_of(2025, "6-thang")  # ends on 14 June, before the merger
    (matrix,) = matrices([YEAR_2024, half_2025], [entry()], [submitted(REUSED, half_2025)])
    assert [window.path for window in matrix.windows] == ["2025/6-thang", "2024/nam"]
    assert keys(row(matrix, REUSED)) == ["waiting", "clean"]


def test_a_state_leads_to_the_report_and_only_where_there_is_a_page() -> None:
    reports = [entry(), entry("14791", "Phường Đông Thọ", files=["bao-cao.pdf"])]
    (matrix,) = matrices([YEAR_2024], reports, [])
    assert row(matrix, REUSED).states[0].link == "2024/nam/15976-xa/bao-cao.html"
    assert row(matrix, "14791").states[0].link is None
    assert keys(row(matrix, "14791")) == ["clean"]


def test_a_report_of_a_unit_that_the_register_does_not_have_is_not_lost() -> None:
    (matrix,) = matrices([YEAR_2024], [entry("99999", "Xã Lạ")], [])
    stranger = row(matrix, "99999")
    assert (len(matrix.rows), stranger.listed, keys(stranger), matrix.unlisted) == (548, False, ["clean"], True)


def test_a_period_older_than_the_register_says_so() -> None:
    new, old = matrices([YEAR_2024, YEAR_2025], [], [])
    assert (new.older_than_register, old.older_than_register) == (False, True)


def test_a_province_that_a_period_did_not_have_has_no_column_for_it() -> None:
    # Yên Bái became part of Lào Cai on 1 July 2025.
    (matrix,) = build_matrices("yen-bai", [YEAR_2024, YEAR_2025], [], [])
    assert [window.path for window in matrix.windows] == ["2024/nam"]


def test_the_province_of_a_submission_is_that_of_its_code_on_the_last_day_of_the_period() -> None:
    # 15 was Yên Bái and is Lào Cai; its communes kept their codes.
    assert province_of(submitted(REUSED)) == "thanh-hoa"
    assert province_of(submitted("99999")) is None


def test_a_commune_that_became_a_ward_is_one_row_called_as_in_the_newest_period() -> None:
    before, after = window_of(2026, "quy-1"), window_of(2026, "6-thang")  # Nhơn Trạch: a ward from 30 April 2026
    (matrix,) = build_matrices("dong-nai", [before, after], [], [submitted("26485", before), submitted("26485", after)])
    assert [window.path for window in matrix.windows] == ["2026/6-thang", "2026/quy-1"]
    assert (row(matrix, "26485").name, keys(row(matrix, "26485"))) == ("Phường Nhơn Trạch", ["waiting", "waiting"])
    assert len(matrix.rows) == 95


def test_reports_of_a_commune_and_of_the_ward_that_it_became_are_of_one_unit() -> None:
    of = {"code": "26485", "district": "", "year": 2026}
    commune = entry(name="Xã Nhơn Trạch", province="Tỉnh Đồng Nai", period="quy-1", **of)
    ward = entry(name="Phường Nhơn Trạch", province="Thành phố Đồng Nai", period="6-thang", **of)
    site = gather([commune, ward], [])
    assert site.communes == 1
    assert [(province.key, province.name) for province in site.provinces] == [("dong-nai", "Thành phố Đồng Nai")]


def test_reports_under_one_code_of_the_units_before_and_after_the_merger_are_of_two() -> None:
    after = entry(name="Xã Hoằng Châu", district="", year=2025)
    assert gather([entry(), after], []).communes == 2
