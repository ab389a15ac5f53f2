"""Submissions that strain a chart: nothing, too much, too long. Each by its name: the chart, what is submitted."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from cchc.document.model import as_json
from cchc.document.opening import open_report
from tests.conftest import make_submission

LONG = "Thủ tục đăng ký biến động đối với trường hợp chuyển từ hình thức thuê đất trả tiền hàng năm sang thuê đất trả tiền "
LONG += "một lần cho cả thời gian thuê hoặc từ hình thức giao đất không thu tiền sử dụng đất sang thuê đất"


def channels(level_3: str, level_4: str, direct: str, post: str, total: str) -> dict[str, Any]:
    keys = ("ho_so.truc_tuyen.muc_do_3", "ho_so.truc_tuyen.muc_do_4", "ho_so.truc_tiep", "ho_so.bcci", "3.3.1")
    return {"annex": dict(zip(keys, (level_3, level_4, direct, post, total), strict=True))}


def tasks(total: str, done: str, given: str, in_time: str, late: str) -> dict[str, Any]:
    keys = ("1.1.1", "1.1.2", "1.3.1", "1.3.2", "1.3.3")
    return {"annex": dict(zip(keys, (total, done, given, in_time, late), strict=True))}


EXTREMES: dict[str, tuple[str, dict[str, Any]]] = {
    "all zero": ("ho_so_theo_kenh", channels("0", "0", "0", "0", "0")),
    "one huge value": ("ho_so_theo_kenh", channels("999999999999", "1", "20", "5", "1000000000025")),
    "parts above their total": ("ho_so_theo_kenh", channels("700", "200", "20", "5", "500")),
    "a part almost the total": ("ho_so_theo_kenh", channels("820", "0", "2", "0", "830")),
    "a figure that would lie on the total": ("ho_so_theo_kenh", channels("790", "0", "40", "0", "830")),
    "a total of one": ("ho_so_theo_kenh", channels("900", "0", "2", "0", "1")),
    "part known, total not": ("ho_so_theo_kenh", channels("5", "7", "", "", "")),
    "one of ten thousand done": ("nhiem_vu", tasks("10000", "1", "100000", "1", "1")),
    "all but one of a billion": ("nhiem_vu", tasks("1234567890", "1234567889", "999999999", "999999998", "1")),
    "more done than given": ("nhiem_vu", tasks("5", "12", "10", "9", "4")),
    "far more done than given": ("nhiem_vu", tasks("1", "999999999", "1", "888888888", "999999999")),
    "nothing done": ("nhiem_vu", tasks("5", "0", "10", "0", "0")),
    "parts not submitted": ("nhiem_vu", tasks("5", "", "10", "6", "")),
    "forty-five procedures": ("thoi_gian_cat_giam", {"procedures": [(f"Tên {n}", str(n), "1") for n in range(1, 46)]}),
    "forty long names": ("thoi_gian_cat_giam", {"procedures": [(LONG, "30", "15")] * 40}),
    "odd procedures": (
        "thoi_gian_cat_giam",
        {
            "procedures": [
                (LONG, "5", "2"),
                ("x" * 200, "3650", "2"),
                ("文" * 60, "5", "1"),
                ("$5$ & <b>", "5", "9"),
                ("Không", "0", "0"),
                ("Lẻ", "2,5", "1,25"),
                ("Rất lâu", "1" * 15, "9" * 15),
            ]
        },
    ),
}


def figure(root: Path, name: str) -> dict[str, Any]:
    """The figure block of one of them."""
    chart, submitted = EXTREMES[name]
    make_submission(root, **submitted)
    block: dict[str, Any] = as_json(open_report("15976", 2024, "nam", root).chart(chart, "Hình").block)
    return block
