"""Letterhead, addressees and signer of a synthetic submission. In: a Commune. Out: the entries of nguon.yaml.

`tep` is added when the files are written: it names the generator, which marks the submission as synthetic.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from cchc.demo.commune import Commune, often
from cchc.demo.material import material

_LONGEST_DELAY = 5  # days from the end of the window to the report


def make_letter(commune: Commune) -> dict[str, Any]:
    """Everything of nguon.yaml but the files that it was made from."""
    unit, dice = commune.unit, commune.chance
    first, last = commune.window
    above = unit.district or unit.province
    superior = f"UBND {above[:1].lower()}{above[1:]}"
    office = "Phòng Nội vụ" if unit.district else "Sở Nội vụ"
    made = {
        "ma_xa": unit.code, "nam": str(commune.year), "ky": commune.period.key, "tu_ngay": first.isoformat(),
        "den_ngay": last.isoformat(), "ten_in": f"{unit.type} {unit.name}",
    }  # fmt: skip
    others = [{"ten": f"Thường trực HĐND {unit.type}", "ghi_chu": "b/c"}, {"ten": "Lưu: VT"}]
    if often(dice, 70):
        to = {"kinh_gui": [superior, office] if often(dice, 40) else [superior], "noi_nhan": others}
    else:
        to = {"noi_nhan": [{"ten": superior, "ghi_chu": "b/c"}, *others]}
    day = last + timedelta(days=dice.randint(1, _LONGEST_DELAY))
    number = {"so": str(dice.randint(20, 400)), "ngay": day.isoformat()} if often(dice, 80) else {}
    signer = f"{dice.choice(material().names)} {dice.choice(material().letters)}"
    offices = {"quyen_han": "TM. ỦY BAN NHÂN DÂN", "chuc_vu": "CHỦ TỊCH"}
    return {**made, "van_ban": {**number, "dia_danh": unit.name}, **to, "nguoi_ky": {**offices, "ho_ten": signer}}
