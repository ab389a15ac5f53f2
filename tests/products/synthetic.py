"""Made-up submissions. In: a commune, a period, and what it gives. Out: a folder as a commune would send it."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cchc.catalogue.form import form_for

Rows = Iterable[Iterable[str]]


@dataclass(frozen=True)
class Commune:
    """Who reports for which period; `first` and `last` are the days of the data window."""

    code: str
    slug: str
    year: int
    period: str
    first: str
    last: str

    @property
    def path(self) -> str:
        return f"{self.year}/{self.period}/{self.code}-{self.slug}"

    @property
    def parameters(self) -> dict[str, str | int]:
        return {"ma_xa": self.code, "nam": self.year, "ky": self.period}


XA_2024 = Commune("15976", "hoang-luu", 2024, "nam", "2023-12-15", "2024-12-14")
THI_TRAN_2024 = Commune("00376", "soc-son", 2024, "6-thang", "2023-12-15", "2024-06-14")
PHUONG_2025 = Commune("00004", "ba-dinh", 2025, "quy-3", "2025-06-15", "2025-09-14")
DAC_KHU_2025 = Commune("07192", "co-to", 2025, "quy-4", "2025-09-15", "2025-12-14")


def write_submission(
    root: Path,
    commune: Commune,
    annex: Mapping[str, str] | None = None,
    statements: Rows = (),
    documents: Rows = (),
    texts: Mapping[str, str] | None = None,
    procedures: Rows = (),
) -> Path:
    """Write the submission, in place of one written before, and return its folder.

    `annex` is the text of each row of the form by key, blank where it has none; statements are (muc, khoa, gia_tri);
    documents (muc, loai, so_ky_hieu, ngay, co_quan, trich_yeu); procedures (stt, name, before, after, stated
    percentage). What is not given is a file that is not there.
    """
    folder = root / "data/raw" / commune.path
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    source = {"ma_xa": commune.code, "nam": str(commune.year), "ky": commune.period}
    window = {"tu_ngay": commune.first, "den_ngay": commune.last}
    _write_yaml(folder / "nguon.yaml", source | window)
    if annex is not None:
        form = form_for(date.fromisoformat(commune.last)).rows
        rows = [(row.stt, row.label, row.unit, annex.get(row.key, ""), "") for row in form]
        write_csv(folder / "phu_luc_01b.csv", "stt,chi_tieu,don_vi_tinh,so_lieu,ghi_chu", rows)
    stated = [(section, key, figure, "", "") for section, key, figure in statements]
    if stated:
        write_csv(folder / "so_lieu_khac.csv", "muc,khoa,gia_tri,don_vi,nguyen_van", stated)
    if documents := list(documents):
        write_csv(folder / "van_ban.csv", "muc,loai,so_ky_hieu,ngay,co_quan,trich_yeu", documents)
    listed = [(*procedure, "", "") for procedure in procedures]
    if listed:
        header = "stt,ten_tthc,thoi_gian_quy_dinh,thoi_gian_sau_cat_giam,ty_le_cat_giam,van_ban,ghi_chu"
        write_csv(folder / "cat_giam.csv", header, listed)
    if texts:
        _write_yaml(folder / "noi_dung.yaml", texts)
    return folder


def write_parameters(root: Path, commune: Commune) -> Path:
    """Write the parameter file of a commune's report."""
    path = root / "params" / f"{commune.path}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    _write_yaml(path, commune.parameters)
    return path


def write_csv(path: Path, header: str, rows: Rows) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header.split(","))
        writer.writerows(rows)


def _write_yaml(path: Path, data: Mapping[str, str | int]) -> None:
    """One line a key, both in the form of JSON, which is YAML too."""
    lines = [f"{json.dumps(key, ensure_ascii=False)}: {json.dumps(data[key], ensure_ascii=False)}" for key in data]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
