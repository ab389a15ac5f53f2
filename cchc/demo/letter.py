"""Letterhead, addressees and signer of a synthetic submission. In: a Commune. Out: the entries of nguon.yaml.

`tep` is added when the files are written: it names the generator, which marks the submission as synthetic.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from cchc.catalogue.units.register import Unit, unit_as_of
from cchc.demo.commune import Commune, with_probability
from cchc.demo.material import material

_LONGEST_DELAY = 5  # days from the end of the window to the report


def make_letter(commune: Commune) -> dict[str, Any]:
    """Everything of nguon.yaml but the files that it was made from; names are those of the day of the paper."""
    rng, last = commune.rng, commune.window[1]
    addressed = with_probability(rng, 70)
    office_too = addressed and with_probability(rng, 40)
    day = last + timedelta(days=rng.randint(1, _LONGEST_DELAY))
    dated = {"so": str(rng.randint(20, 400)), "ngay": day.isoformat()} if with_probability(rng, 80) else {}
    signer = f"{rng.choice(material().names)} {rng.choice(material().letters)}"
    unit = unit_as_of(commune.unit, day if dated else None)
    offices = {"quyen_han": "TM. ỦY BAN NHÂN DÂN", "chuc_vu": "CHỦ TỊCH"}
    return {
        "ma_xa": unit.code, "nam": str(commune.year), "ky": commune.period.key,
        "tu_ngay": commune.window[0].isoformat(), "den_ngay": last.isoformat(), "ten_in": f"{unit.type} {unit.name}",
        "van_ban": {**dated, "dia_danh": unit.name}, **_addressed(unit, addressed, office_too),
        "nguoi_ky": {**offices, "ho_ten": signer},
    }  # fmt: skip


def _addressed(unit: Unit, addressed: bool, office_too: bool) -> dict[str, Any]:
    """Who the report goes to: as addressee or, by some communes, as the first of the recipients only."""
    above = unit.district or unit.province
    superior = f"UBND {above[:1].lower()}{above[1:]}"
    office = "Phòng Nội vụ" if unit.district else "Sở Nội vụ"
    others = [{"ten": f"Thường trực HĐND {unit.type}", "ghi_chu": "b/c"}, {"ten": "Lưu: VT"}]
    if addressed:
        return {"kinh_gui": [superior, office] if office_too else [superior], "noi_nhan": others}
    return {"noi_nhan": [{"ten": superior, "ghi_chu": "b/c"}, *others]}
