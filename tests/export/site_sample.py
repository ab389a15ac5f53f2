"""Manifests as a build writes them. In: what differs. Out: the bytes of ho-so.json, or the Entry read from them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Any

from cchc.site.entry import Entry, read_entry

FILES = ("bao-cao.html", "bao-cao.ipynb", "bao-cao.pdf", "kiem-tra.json")
FIGURES = {
    "ho_so.tiep_nhan": "830",
    "ty_le.truc_tuyen": "0.604",
    "ty_le.trong_han": "1",
    "ty_le.ke_hoach_hoan_thanh": None,
}


def manifest(
    code: str = "15976",
    name: str = "Xã Hoằng Lưu",
    *,
    district: str = "Huyện Hoằng Hóa",
    province: str = "Tỉnh Thanh Hóa",
    year: int = 2024,
    period: str = "nam",
    open_findings: Sequence[int] = (0, 0, 0),
    accepted: int = 0,
    causes: Sequence[int] | None = None,
    in_error: Sequence[str] = (),
    synthetic: bool = False,
    figures: Mapping[str, str | None] = FIGURES,
    files: Sequence[str] = FILES,
    raw_root: str = "data/raw",
    inputs: Mapping[str, bytes] | None = None,
    **changes: Any,
) -> bytes:
    """The manifest of one report; `changes` are fields of `report`.

    `open_findings` are those of E, W and S, `causes` theirs (one each where not given), `in_error` figures by key,
    `inputs` the files that it was made from.
    """
    counted = dict(zip("EWS", open_findings, strict=True))
    behind = dict(zip("EWS", open_findings if causes is None else causes, strict=True))
    head = {
        "ma_xa": code, "ten_xa": name, "huyen": district, "tinh": province, "nam": year, "ky": period,
        "tu_ngay": "2023-12-15", "den_ngay": "2024-12-14", "synthetic": synthetic,
        "findings": {**counted, "causes": behind, "accepted": accepted}, "figures": dict(figures),
        "figures_in_error": list(in_error), **changes,
    }  # fmt: skip
    parameters = {"ma_xa": code, "nam": year, "ky": period, "du_lieu": raw_root}
    outputs = [{"name": file, "sha256": "0" * 64} for file in files]
    read = [{"name": name, "sha256": sha256(content).hexdigest()} for name, content in (inputs or {}).items()]
    data = {"report": head, "parameters": parameters, "inputs": read, "outputs": outputs, "others": [],
            "program": {}, "versions": {}}  # fmt: skip
    return json.dumps(data, ensure_ascii=False).encode()


TOLD = ("outdated", "issued", "changed", "newer")  # what an Entry knows besides its manifest


def entry(code: str = "15976", name: str = "Xã Hoằng Lưu", **changes: Any) -> Entry:
    """The Entry of such a manifest, in the folder that a build would give it."""
    told = {field: changes.pop(field) for field in TOLD if field in changes}
    where = f"{changes.get('year', 2024)}/{changes.get('period', 'nam')}/{code}-xa"
    return replace(read_entry(changes.pop("folder", where), manifest(code, name, **changes)), **told)
