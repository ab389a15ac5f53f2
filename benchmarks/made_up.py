"""Make up submissions whose numbers agree. In: a folder, how many, a seed. Out: folders as communes send them.

Each has all rows of the annex, some 45 statements, 16 citations, 20 shortened procedures and 9 texts, of an existing
commune, for the year 2024. In every tenth one error is planted, and the rule that must speak of it is known.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import yaml

from cchc.catalogue.annex import annex_rows
from cchc.catalogue.counts import count_info
from cchc.catalogue.periods import periods
from cchc.catalogue.register import Unit, units_on
from cchc.catalogue.wording import wording
from cchc.raw.submission import ANNEX, COLUMNS, DOCUMENTS, REDUCTIONS, SOURCE, STATEMENTS, TEXTS
from cchc.values.printing import print_date

YEAR, PERIOD = 2024, "nam"
FIRST, LAST = periods()[PERIOD].window(YEAR)
# Days by rule, days after, percentage saved, worked out by hand: (3 - 2) / 3 = 33,3% and so on.
DAYS = [(5, 3, "40"), (5, 2, "60"), (10, 7, "30"), (3, 2, "33,3"), (15, 10, "33,3"), (7, 4, "42,9"), (16, 8, "50")]
PROCEDURES = [
    "Đăng ký khai sinh", "Đăng ký khai tử", "Đăng ký kết hôn", "Đăng ký giám hộ", "Đăng ký nhận cha, mẹ, con",
    "Cấp bản sao trích lục hộ tịch", "Chứng thực chữ ký", "Chứng thực di chúc", "Hòa giải tranh chấp đất đai",
    "Công nhận hòa giải viên", "Công nhận tuyên truyền viên pháp luật", "Xét tặng danh hiệu gia đình văn hóa",
    "Thông báo tổ chức lễ hội", "Trợ cấp xã hội hàng tháng", "Hỗ trợ chi phí mai táng",
    "Xác định mức độ khuyết tật", "Đăng ký hoạt động thư viện cộng đồng", "Thông báo thành lập tổ hợp tác",
    "Đăng ký kê khai chăn nuôi ban đầu", "Công nhận câu lạc bộ thể thao cơ sở",
]  # fmt: skip
SUBJECTS = [
    "Kế hoạch cải cách hành chính năm 2024", "Kế hoạch tuyên truyền cải cách hành chính năm 2024",
    "Kế hoạch kiểm tra cải cách hành chính năm 2024", "Quy chế làm việc", "Quy chế chi tiêu nội bộ",
    "Quy chế quản lý tài sản công", "Kế hoạch đo lường sự hài lòng năm 2024", "Kế hoạch rà soát thủ tục năm 2024",
    "Kế hoạch theo dõi thi hành pháp luật năm 2024", "Kế hoạch chuyển đổi số năm 2024",
    "Kế hoạch phòng, chống tham nhũng năm 2024", "Kế hoạch văn hóa công vụ năm 2024",
]  # fmt: skip
LAWS = [
    ["I.1", "Nghị quyết", "76/NQ-CP", "15/7/2021", "Chính phủ", "về Chương trình tổng thể cải cách hành chính"],
    ["II.2.c", "Nghị định", "61/2018/NĐ-CP", "23/4/2018", "Chính phủ", "về thực hiện cơ chế một cửa"],
    ["II.2.c", "Nghị định", "107/2021/NĐ-CP", "06/12/2021", "Chính phủ", "sửa đổi Nghị định về cơ chế một cửa"],
]
Row = list[str]


@dataclass
class Content:
    """What one submission says, before it is written."""

    unit: Unit
    annex: dict[str, str]
    statements: list[Row]
    documents: list[Row]
    procedures: list[Row]
    texts: dict[str, str]
    source: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class MadeUp:
    """A submission folder, and the rule that the planted error breaks; none where nothing is planted."""

    folder: Path
    broken: str


def make_submissions(root: Path, number: int, seed: int) -> list[MadeUp]:
    """Write so many submissions of different communes; the same seed gives the same files."""
    chance = random.Random(seed)
    made = []
    for place, unit in enumerate(chance.sample(units_on(LAST), number)):
        content = _content(unit, chance)
        broken = _plant(content, place // 10 % 8) if place % 10 == 9 else ""
        made.append(MadeUp(_write(root / f"{unit.code}-{unit.slug}", content), broken))
    return made


def _content(unit: Unit, chance: random.Random) -> Content:
    numbers = {**_dossiers(chance), **_other_numbers(chance)}
    name = f"{unit.type} {unit.name}"
    source: dict[str, object] = {
        "ma_xa": unit.code, "nam": str(YEAR), "ky": PERIOD, "tu_ngay": str(FIRST), "den_ngay": str(LAST),
        "ten_in": name, "kinh_gui": ["Sở Nội vụ"], "nguoi_ky": {"chuc_vu": "CHỦ TỊCH", "ho_ten": "Nguyễn Văn A"},
    }  # fmt: skip
    documents, texts = _documents(unit, chance), _texts(name, chance)
    return Content(unit, _annex(numbers), _statements(numbers), documents, _procedures(chance), texts, source)


def _dossiers(chance: random.Random) -> dict[str, int]:
    """Received by four channels = resolved + in progress; resolved = early + on the day + late."""
    direct, post, some, full = (chance.randint(*ends) for ends in ((20, 90), (2, 9), (300, 600), (100, 250)))
    received = direct + post + some + full
    going, late = chance.randint(1, 15), chance.randint(0, 4)
    in_time = received - going - late
    early = chance.randint(in_time // 2, in_time - 20)
    return {
        "ho_so.ky_truoc": 0, "ho_so.tiep_nhan": received, "ho_so.truc_tiep": direct, "ho_so.bcci": post,
        "ho_so.truc_tuyen.muc_do_3": some, "ho_so.truc_tuyen.muc_do_4": full, "ho_so.truc_tuyen": some + full,
        "ho_so.da_giai_quyet": received - going, "ho_so.trong_han": in_time, "ho_so.qua_han": late,
        "ho_so.truoc_han": early, "ho_so.dung_han": in_time - early, "ho_so.dang_giai_quyet": going,
        "ho_so.dang_trong_han": going, "ho_so.dang_qua_han": 0, "ho_so.tra_lai": 0,
        "3.3.2.a": direct, "3.3.2.b": post, "3.3.2.c": some - going - late, "3.3.2.d": full,
        "3.3.3": chance.randint(0, 40), "3.3.5": chance.randint(0, 9), "3.4.1": received - going,
        "3.4.2": received - going,
    }  # fmt: skip


def _other_numbers(chance: random.Random) -> dict[str, int]:
    """Every other row and count; each part is made before, and its whole not smaller."""
    tasks, given, survey, sent = (chance.randint(*e) for e in ((15, 40), (20, 60), (30, 90), (200, 900)))
    one, two, three = chance.randint(80, 150), chance.randint(0, 5), chance.randint(40, 90)
    officials, servants, laws = chance.randint(8, 11), chance.randint(7, 12), chance.randint(1, 5)
    late, electronic = chance.randint(0, 3), chance.randint(60, 99)
    return {
        "1.1.1": tasks, "1.1.2": tasks - chance.randint(0, 3), "1.1.3": chance.randint(2, 9), "1.2.1": 4, "1.2.2": 3,
        "1.2.3": chance.randint(0, 3), "1.3.1": given, "1.3.2": given - late, "1.3.3": late, "1.4.1": survey,
        "2.1": laws, "2.2": laws, "2.3": laws + 2, "2.4": 2, "2.5": chance.randint(0, 2), "3.1.1": 3, "3.1.2": 1,
        "3.1.3": one + two + three, "3.2.1": one, "3.2.2": two, "3.2.3": three, "3.2.4": 100, "3.2.5": 100, "3.2.6": 6,
        "3.4.3": chance.randint(20, 80), "3.5": 0, "4.1.1": officials + servants + chance.randint(0, 2),
        "4.1.2": officials + servants, "4.1.3": 0, "4.1.4": 10, "5.4.2": 20, "5.4.5": 0, "5.4.6": 0, "7.2.3": sent,
        "7.2.3.a": electronic, "7.2.3.b": 100 - electronic, "7.5.1": 30, "7.5.2": chance.randint(20, 50),
        "phieu.phat_ra": survey, "phieu.thu_ve": survey - 2, "phieu.hai_long": survey - 2, "phieu.khong_hai_long": 0,
        "can_bo.tong": officials, "can_bo.tren_dai_hoc": 1, "can_bo.dai_hoc": officials - 1, "cong_chuc.tong": servants,
        "cong_chuc.tren_dai_hoc": 2, "cong_chuc.dai_hoc": servants - 2, "thi_hanh_pl.nhiem_vu": 7, "tthc.linh_vuc": 40,
        "thi_hanh_pl.da_trien_khai": 7, "thi_hanh_pl.hoan_thanh": chance.randint(2, 7), "ky_luat.cbcc": 0,
        "tuyen_truyen.bang_ron": 10, "tuyen_truyen.bang_ron.hai_mat": 8, "tuyen_truyen.bang_ron.mot_mat": 2,
        "tuyen_truyen.phat_thanh": 52, "tuyen_truyen.phat_thanh.moi_tuan": 1, "cat_giam.so_tthc": len(PROCEDURES),
        "cat_giam.tu": 30, "cat_giam.den": 60, "mot_cua.cong_chuc": 5, "mot_cua.may_tinh": 5, "phan_anh.tiep_nhan": 2,
        "phan_anh.da_xu_ly": 2, "tthc.ra_soat": one + two + three,
    }  # fmt: skip


def _annex(numbers: dict[str, int]) -> dict[str, str]:
    texts = {"reference": "QĐ Số 139/QĐ-UBND ngày 29/12/2023", "choice": "1", "heading": ""}
    return {row.key: texts.get(row.kind) or (str(numbers[row.key]) if row.kind in ("count", "percent") else "")
            for row in annex_rows(LAST)}  # fmt: skip


def _statements(numbers: dict[str, int]) -> list[Row]:
    stated = [_statement(key, numbers[key]) for key in numbers if not key[0].isdigit() and "muc_do" not in key]
    rates = [("ty_le.truc_tuyen", "ho_so.truc_tuyen", "ho_so.tiep_nhan"),
             ("ty_le.trong_han", "ho_so.trong_han", "ho_so.da_giai_quyet"),
             ("ty_le.hai_long", "phieu.hai_long", "phieu.thu_ve")]  # fmt: skip
    return [*stated, *(_rate(key, numbers[part], numbers[whole], whole) for key, part, whole in rates)]


def _statement(key: str, number: int) -> Row:
    info = count_info(key)
    figure = f"{number:02d}" if number else "không có"
    return [info.section, key, figure, info.unit, f"Trong năm, số {info.label} là {figure}.", ""]


def _rate(key: str, part: int, whole: int, of: str) -> Row:
    tenths = (2000 * part + whole) // (2 * whole)  # half up, without floats
    figure = f"{tenths // 10},{tenths % 10}"
    return [count_info(key).section, key, figure, "%", f"đạt tỷ lệ {figure}%", of]


def _documents(unit: Unit, chance: random.Random) -> list[Row]:
    body, number, own = f"UBND {unit.type} {unit.name}", chance.randint(10, 60), []
    for subject in SUBJECTS:
        number += chance.randint(1, 9)
        day = print_date(_workday(chance))
        own.append(["I.1", "Quyết định", f"{number}/QĐ-UBND", day, body, f"về ban hành {subject}"])
    return [*LAWS, *own, own[0]]


def _workday(chance: random.Random) -> date:
    days = (FIRST + timedelta(days=chance.randint(20, 300)) for _ in iter(int, 1))
    return next(day for day in days if day.weekday() < 5 and (day.month, day.day) not in wording().holidays)


def _procedures(chance: random.Random) -> list[Row]:
    chosen = [(name, *chance.choice(DAYS)) for name in PROCEDURES]
    return [
        [str(n), name, str(days), str(after), saved, "", ""] for n, (name, days, after, saved) in enumerate(chosen, 1)
    ]


def _texts(name: str, chance: random.Random) -> dict[str, str]:
    sentences = [
        f"UBND {name} đã chỉ đạo cán bộ, công chức thực hiện tốt nhiệm vụ cải cách hành chính.",
        "Công tác tuyên truyền được thực hiện qua hệ thống truyền thanh và các hội nghị.",
        "Người dân và tổ chức được hướng dẫn nộp hồ sơ trực tuyến tại Bộ phận Một cửa.",
        "Kết quả giải quyết được công khai, minh bạch, đúng quy định của pháp luật.",
        f"Đời sống của Nhân dân trên địa bàn {name} tiếp tục được nâng lên.",
        "Cơ sở vật chất, trang thiết bị còn thiếu, kinh phí còn hạn hẹp.",
    ]
    keys = ("I.1", "I.2", "I.3", "I.4", "II.1.c", "II.6.a", "III.1", "III.2", "IV.1")
    return {key: "\n\n".join(" ".join(chance.sample(sentences, 4)) for _ in range(2)) for key in keys}


def _plant(content: Content, which: int) -> str:
    """Break one thing, and name the rule that must notice."""
    annex, documents, statements = content.annex, content.documents, content.statements
    received = int(annex["ho_so.tiep_nhan"])
    if which == 0:
        annex["ho_so.tiep_nhan"] = str(received + 13)
        return "CHANNEL_SUM"
    if which == 1:
        statements[-3] = [*statements[-3][:2], "12,3", *statements[-3][3:]]
        return "RATE_RECALC"
    if which == 2:
        documents[-1] = [*documents[-1][:3], "16/12/2023", *documents[-1][4:]]
        return "DOC_ONE_DATE"
    if which == 3:
        content.procedures[0][2:5] = ["5", "3", "33"]
        return "REDUCTION_RECALC"
    if which == 4:
        annex["2.1"] = "8 30"
        return "TYPE"
    if which == 5:
        content.texts["I.2"] += " Dịch vụ công trực tuyến mức độ 4 được duy trì."
        return "OBSOLETE_TERM"
    if which == 6:
        annex["3.4.3"] = "999"
        return "CEILING"
    annex["1.4.2"] = "7"
    return "ENUM"


def _write(folder: Path, content: Content) -> Path:
    folder.mkdir(parents=True)
    tables = {ANNEX: _annex_records(content.annex), STATEMENTS: content.statements, DOCUMENTS: content.documents,
              REDUCTIONS: content.procedures}  # fmt: skip
    for name, rows in tables.items():
        columns = (*COLUMNS[name], "mau_so") if name == STATEMENTS else COLUMNS[name]
        with (folder / name).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([columns, *rows])
    for name, data in {SOURCE: content.source, TEXTS: content.texts}.items():
        text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def _annex_records(annex: dict[str, str]) -> Iterator[Row]:
    for row in annex_rows(LAST):
        yield [row.stt, row.label, row.unit, annex[row.key], ""]
