"""What the law of a day makes of a report: which unit, which form, which words, who is above, on each side of each date.

What a report on either side of 1/7/2025 is compared with: `test_july_2025.py`.

Expected values are those of the law, with their sources:
- Nghị định 42/2022/NĐ-CP, in force 15/8/2022: "một phần", "toàn trình" in place of "mức độ 3", "mức độ 4".
- Two levels of local government from 1/7/2025: no district; Nghị định 118/2025/NĐ-CP, in force the same day: "Trung tâm Phục vụ
  hành chính công", "Cổng Dịch vụ công quốc gia".
- Nghị định 367/2025/NĐ-CP, 31/12/2025, and Nghị định 309/2026/NĐ-CP, in force 5/8/2026, amend it.
- Nghị định 224/2026/NĐ-CP, in force 1/7/2026, repeals 42/2022 and keeps "toàn trình" and "một phần".
- Nghị quyết 30, 36, 39/2026/QH16: Đồng Nai a city from 30/4/2026, Quảng Ninh from 1/9/2026, Bắc Ninh from 20/9/2026; xã Nhơn
  Trạch a phường from 30/4/2026, xã Lạng Giang from 20/9/2026.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from cchc.build.template import write_template
from cchc.catalogue.form import form_for
from cchc.catalogue.periods import periods
from cchc.catalogue.units.register import unit
from cchc.catalogue.units.territory import name_units, territory
from cchc.document.context import words_of
from cchc.document.opening import open_submission
from cchc.raw.keys import ReportKey
from tests.conftest import make_submission
from tests.products.synthetic import Commune
from tests.products.test_words_of_the_day import report_text
from tests.products.walk import walk_notebook

HOANG, NHON_TRACH, BA_DINH, CO_TO, LANG_GIANG = "15976", "26485", "00004", "07192", "07375"


@pytest.mark.parametrize(
    ("code", "day", "name", "district", "province", "form"),
    [
        (HOANG, "2022-06-14", "Xã Hoằng Lưu", "Huyện Hoằng Hóa", "Tỉnh Thanh Hóa", "01b-2024"),
        (HOANG, "2024-12-14", "Xã Hoằng Lưu", "Huyện Hoằng Hóa", "Tỉnh Thanh Hóa", "01b-2024"),
        (HOANG, "2025-06-30", "Xã Hoằng Lưu", "Huyện Hoằng Hóa", "Tỉnh Thanh Hóa", "01b-2024"),
        (HOANG, "2025-07-01", "Xã Hoằng Châu", "", "Tỉnh Thanh Hóa", "hai-cap"),
        (HOANG, "2026-09-14", "Xã Hoằng Châu", "", "Tỉnh Thanh Hóa", "hai-cap"),
        (NHON_TRACH, "2025-06-30", "Xã Phú Hội", "Huyện Nhơn Trạch", "Tỉnh Đồng Nai", "01b-2024"),
        (NHON_TRACH, "2025-12-14", "Xã Nhơn Trạch", "", "Tỉnh Đồng Nai", "hai-cap"),
        (NHON_TRACH, "2026-04-29", "Xã Nhơn Trạch", "", "Tỉnh Đồng Nai", "hai-cap"),
        (NHON_TRACH, "2026-04-30", "Phường Nhơn Trạch", "", "Thành phố Đồng Nai", "hai-cap"),
        (BA_DINH, "2025-06-30", "Phường Trúc Bạch", "Quận Ba Đình", "Thành phố Hà Nội", "01b-2024"),
        (BA_DINH, "2025-07-01", "Phường Ba Đình", "", "Thành phố Hà Nội", "hai-cap"),
        (CO_TO, "2025-06-30", "Thị trấn Cô Tô", "Huyện Cô Tô", "Tỉnh Quảng Ninh", "01b-2024"),
        (CO_TO, "2025-07-01", "Đặc khu Cô Tô", "", "Tỉnh Quảng Ninh", "hai-cap"),
        (CO_TO, "2026-08-31", "Đặc khu Cô Tô", "", "Tỉnh Quảng Ninh", "hai-cap"),
        (CO_TO, "2026-09-01", "Đặc khu Cô Tô", "", "Thành phố Quảng Ninh", "hai-cap"),
        (LANG_GIANG, "2026-09-19", "Xã Lạng Giang", "", "Tỉnh Bắc Ninh", "hai-cap"),
        (LANG_GIANG, "2026-09-20", "Phường Lạng Giang", "", "Thành phố Bắc Ninh", "hai-cap"),
    ],
)
def test_which_unit_has_the_code_and_which_form_is_its(
    code: str, day: str, name: str, district: str, province: str, form: str
) -> None:
    on = date.fromisoformat(day)
    known = unit(code, on)
    assert (known.full_name, known.district, known.province) == (name, district, province)
    assert form_for(on, known).head.id == form


FOUR = "các xã Hoằng Thắng, Hoằng Phong, Hoằng Lưu, Hoằng Châu"


@pytest.mark.parametrize(
    ("year", "period", "name", "form", "above", "compared", "whose"),
    [
        # What ends before 1/7/2025 is the old commune's, on the old form, for the district, beside its own past.
        (2025, "6-thang", "Xã Hoằng Lưu", "01b-2024", "UBND huyện", "cùng kỳ năm 2024", "xã Hoằng Lưu"),
        (2025, "quy-2", "Xã Hoằng Lưu", "01b-2024", "UBND huyện", "quý I/2025", "xã Hoằng Lưu"),
        (2025, "thang-6", "Xã Hoằng Lưu", "01b-2024", "UBND huyện", "cùng kỳ năm 2024", "xã Hoằng Lưu"),
        # What ends later is the new commune's, on the new form, for the province, beside the four that it was made of;
        # the quarter and the year that cross the day too.
        (2025, "thang-7", "Xã Hoằng Châu", "hai-cap", "UBND tỉnh", "cùng kỳ năm 2024", FOUR),
        (2025, "quy-3", "Xã Hoằng Châu", "hai-cap", "UBND tỉnh", "quý II/2025", FOUR),
        (2025, "9-thang", "Xã Hoằng Châu", "hai-cap", "UBND tỉnh", "cùng kỳ năm 2024", FOUR),
        (2025, "nam", "Xã Hoằng Châu", "hai-cap", "UBND tỉnh", "năm 2024", FOUR),
        (2026, "6-thang", "Xã Hoằng Châu", "hai-cap", "UBND tỉnh", "cùng kỳ năm 2025", FOUR),
        # Once it has a past of its own, that.
        (2025, "quy-4", "Xã Hoằng Châu", "hai-cap", "UBND tỉnh", "quý III/2025", "xã Hoằng Châu"),
        (2026, "nam", "Xã Hoằng Châu", "hai-cap", "UBND tỉnh", "năm 2025", "xã Hoằng Châu"),
    ],
)
def test_each_side_of_1_july_2025(
    year: int, period: str, name: str, form: str, above: str, compared: str, whose: str
) -> None:
    key = ReportKey(HOANG, year, period)
    on = key.window[1]
    known, described = unit(HOANG, on), periods()[period]
    words = words_of(known, described, year, form_for(on, known), key.window)
    assert (known.full_name, form_for(on, known).head.id, words["cap_tren"]) == (name, form, above)
    assert described.compared_in(year) == compared
    assert name_units(territory(known, key.previous.window[1]).units) == whose


BODY = "Bộ phận Tiếp nhận và Trả kết quả"
CENTRE = "Trung tâm Phục vụ hành chính công"
PORTAL = "Cổng Dịch vụ công quốc gia"
LAW_61 = "Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ"
BY_107 = f"{LAW_61} (được sửa đổi, bổ sung bởi Nghị định số 107/2021/NĐ-CP ngày 06/12/2021)"
LAW_118 = "Nghị định số 118/2025/NĐ-CP ngày 09/6/2025 của Chính phủ"
BY_367 = f"{LAW_118} (được sửa đổi, bổ sung bởi Nghị định số 367/2025/NĐ-CP ngày 31/12/2025"


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2021-12-05", {"co_che_mot_cua": LAW_61}),
        ("2021-12-06", {"co_che_mot_cua": BY_107}),
        ("2022-08-14", {"mot_phan": "mức độ 3", "toan_trinh": "mức độ 4"}),
        ("2022-08-15", {"mot_phan": "một phần", "toan_trinh": "toàn trình"}),
        ("2025-06-30", {"mot_cua": BODY, "co_che_mot_cua": BY_107, "cong_dvc": "Cổng dịch vụ công của tỉnh"}),
        ("2025-06-30", {"cap_tren": "UBND huyện", "huyen": "huyện"}),
        ("2025-07-01", {"mot_cua": CENTRE, "co_che_mot_cua": LAW_118, "cong_dvc": PORTAL}),
        ("2025-07-01", {"cap_tren": "UBND tỉnh", "huyen": ""}),
        ("2025-12-30", {"co_che_mot_cua": LAW_118}),
        ("2025-12-31", {"co_che_mot_cua": f"{BY_367})"}),
        ("2026-06-30", {"mot_phan": "một phần", "toan_trinh": "toàn trình"}),
        ("2026-07-01", {"mot_phan": "một phần", "toan_trinh": "toàn trình"}),
        ("2026-08-04", {"co_che_mot_cua": f"{BY_367})"}),
        ("2026-08-05", {"co_che_mot_cua": f"{BY_367}, Nghị định số 309/2026/NĐ-CP ngày 05/8/2026)"}),
    ],
)
def test_words_of_a_commune_in_thanh_hoa(day: str, words: dict[str, str]) -> None:
    on = date.fromisoformat(day)
    known = unit(HOANG, on)
    said = words_of(known, periods()["nam"], on.year, form_for(on, known), (date(on.year, 1, 1), on))
    assert {name: said[name] for name in words} == words


@pytest.mark.parametrize(
    ("code", "day", "above"),
    [
        (BA_DINH, "2024-12-14", "UBND quận"),
        ("14755", "2024-12-14", "UBND thành phố"),  # phường Hàm Rồng, thành phố Thanh Hóa
        (BA_DINH, "2025-09-14", "UBND thành phố"),  # Hà Nội
        (NHON_TRACH, "2026-04-29", "UBND tỉnh"),
        (NHON_TRACH, "2026-04-30", "UBND thành phố"),
        (CO_TO, "2026-06-14", "UBND tỉnh"),
        (CO_TO, "2026-09-14", "UBND thành phố"),
    ],
)
def test_who_gives_the_tasks(code: str, day: str, above: str) -> None:
    on = date.fromisoformat(day)
    known = unit(code, on)
    words = words_of(known, periods()["nam"], on.year, form_for(on, known), (date(on.year, 1, 1), on))
    assert words["cap_tren"] == above


@pytest.mark.parametrize(
    ("code", "year", "period", "where", "superior", "first"),
    [
        (HOANG, 2025, "6-thang", "# Xã Hoằng Lưu, Huyện Hoằng Hóa, Tỉnh Thanh Hóa;", "Phòng Nội vụ", "15/12/2024"),
        (HOANG, 2025, "nam", "# Xã Hoằng Châu, Tỉnh Thanh Hóa;", "Sở Nội vụ", "01/7/2025"),
        (HOANG, 2026, "6-thang", "# Xã Hoằng Châu, Tỉnh Thanh Hóa;", "Sở Nội vụ", "15/12/2025"),
        (NHON_TRACH, 2026, "quy-1", "# Xã Nhơn Trạch, Tỉnh Đồng Nai;", "Sở Nội vụ", "15/12/2025"),
        (NHON_TRACH, 2026, "9-thang", "# Phường Nhơn Trạch, Thành phố Đồng Nai;", "Sở Nội vụ", "15/12/2025"),
    ],
)
def test_the_template_is_addressed_to_the_office_above_and_begins_when_the_unit_did(
    code: str, year: int, period: str, where: str, superior: str, first: str, tmp_path: Path
) -> None:
    write_template(tmp_path / "moi", ReportKey(code, year, period))
    source = (tmp_path / "moi/nguon.yaml").read_text(encoding="utf-8")
    assert source.startswith(where)
    assert f'- "{superior} (b/c)"' in source
    assert f'tu_ngay: "{first}"' in source


@dataclass(frozen=True)
class Regime:
    """A report that states everything: words that it has, and words that it does not have."""

    commune: Commune
    has: tuple[str, ...]
    has_not: tuple[str, ...]


TWO_LEVELS = ("huyện", "quận", "thị xã", BODY, "Phòng Nội vụ", "61/2018", "mức độ 3", "mức độ 4")
DISTRICTS = (CENTRE, PORTAL, "118/2025", "Sở Nội vụ", "đặc khu")
REGIMES = {
    "2022, before 15/8": Regime(
        Commune(HOANG, "hoang-luu", 2022, "6-thang", "2021-12-15", "2022-06-14"),
        ("XÃ HOẰNG LƯU", "6 tháng đầu năm 2022", "mức độ 4 là 07 hồ sơ", "được UBND huyện, Chủ tịch UBND huyện giao",
         "của Trung ương, UBND tỉnh, huyện", f"trực tại {BODY}"),
        (*DISTRICTS, "toàn trình", "một phần"),
    ),
    "2024": Regime(
        Commune(HOANG, "hoang-luu", 2024, "nam", "2023-12-15", "2024-12-14"),
        ("XÃ HOẰNG LƯU", "năm 2024; phương hướng, nhiệm vụ năm 2025", "toàn trình là 07 hồ sơ", "UBND huyện giao",
         "hồ sơ trên Cổng dịch vụ công của tỉnh", "Nghị định số 107/2021/NĐ-CP"),
        (*DISTRICTS, "mức độ 3", "mức độ 4"),
    ),
    "2025, a unit of before 1/7": Regime(
        Commune(BA_DINH, "truc-bach", 2025, "6-thang", "2024-12-15", "2025-06-14"),
        ("PHƯỜNG TRÚC BẠCH", "được UBND quận, Chủ tịch UBND quận giao", "của Trung ương, UBND thành phố, quận"),
        DISTRICTS,
    ),
    "2025, a unit of after 1/7": Regime(
        Commune(BA_DINH, "ba-dinh", 2025, "quy-4", "2025-09-15", "2025-12-14"),
        ("PHƯỜNG BA ĐÌNH", "được UBND thành phố, Chủ tịch UBND thành phố giao", f"trực tại {CENTRE}",
         f"hồ sơ trên {PORTAL}", "của Trung ương, UBND thành phố", LAW_118),
        (*TWO_LEVELS, "367/2025"),
    ),
    "2025, the year across": Regime(
        Commune(CO_TO, "co-to", 2025, "nam", "2025-07-01", "2025-12-14"),
        ("ĐẶC KHU CÔ TÔ", "năm 2025 (số liệu từ ngày 01/7/2025 đến ngày 14/12/2025; số liệu trước ngày 01/7/2025 thuộc "
         "báo cáo của thị trấn Cô Tô và các xã Đồng Tiến, Thanh Lân trước khi sắp xếp)", "UBND tỉnh giao",
         "đặc khu Cô Tô đạt 07 điểm"),
        TWO_LEVELS,
    ),
    "2026, the first half, a unit that changed its type": Regime(
        Commune(NHON_TRACH, "nhon-trach", 2026, "6-thang", "2025-12-15", "2026-06-14"),
        ("PHƯỜNG NHƠN TRẠCH", "UBND phường Nhơn Trạch", "Chủ tịch UBND thành phố giao", f"{BY_367})"),
        (*TWO_LEVELS, "xã Nhơn Trạch", "UBND tỉnh", "309/2026"),
    ),
    "2026, nine months": Regime(
        Commune(HOANG, "hoang-chau", 2026, "9-thang", "2025-12-15", "2026-09-14"),
        ("XÃ HOẰNG CHÂU", "3 tháng cuối năm 2026", "UBND tỉnh giao", "toàn trình là 07 hồ sơ", "309/2026/NĐ-CP ngày 05/8/2026"),
        TWO_LEVELS,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REGIMES)
def test_a_report_has_the_words_of_its_regime_and_of_no_other(name: str, tmp_path: Path) -> None:
    regime = REGIMES[name]
    said = report_text(tmp_path, regime.commune, "7")
    head = [block for block in walk_notebook(tmp_path, regime.commune).blocks if block["block"] == "letterhead"]
    text = f"{head} {said}"
    assert [words for words in regime.has if words not in text] == []
    assert [words for words in regime.has_not if words.casefold() in text.casefold()] == []


def test_a_paper_dated_after_a_change_has_the_new_name_and_its_sentences_the_old(tmp_path: Path) -> None:
    """Data until 14/3/2026, signed on 4/5/2026: xã Nhơn Trạch was a phường when the paper was signed."""
    days = {"tu_ngay": "2025-12-15", "den_ngay": "2026-03-14", "van_ban": {"so": "5", "ngay": "2026-05-04"}}
    folder = make_submission(
        tmp_path, code=NHON_TRACH, slug="nhon-trach", year=2026, period="quy-1", source=days, annex={"1.3.1": "4"}
    )
    report = open_submission(folder)
    assert "PHƯỜNG NHƠN TRẠCH" in str(report.letterhead().block)
    assert report.words["don_vi"] == "UBND xã Nhơn Trạch"
