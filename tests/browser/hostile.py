"""A submission whose every text attacks. In: a raw root, a year. Out: a folder with each payload in each text field.

A field that may stand many times (in rows, in lists) holds one payload each time; a field that stands once holds all of
them. Each text ends in the name of its field, by which it is found again. Fields start at different payloads, and so do
years: two years differ everywhere.
"""

from __future__ import annotations

import csv
import zlib
from collections.abc import Iterable, Sequence
from pathlib import Path

import yaml

from cchc.raw.submission import ANNEX, COLUMNS, DOCUMENTS, REDUCTIONS, STATEMENTS
from cchc.values.reading import clean
from tests.browser.payloads import PAYLOADS

CODE = "15979"
BETWEEN = " · "
_SECTIONS = ("I.1", "I.2", "I.3.a", "II.1.a", "II.2.d", "III.1", "III.2", "IV.1", "IV.2", "V")
_LONGEST_NAME = 200  # bytes of a file's name


def named(payload: str, field: str) -> str:
    """The payload as it stands in that field."""
    return f"{payload} ¦{field}"


def texts_of(field: str, year: int) -> list[str]:
    """All texts of a field, beginning at another payload for each field and year."""
    first = (zlib.crc32(field.encode()) + year) % len(PAYLOADS)
    return [named(payload, field) for payload in (*PAYLOADS[first:], *PAYLOADS[:first])]


def joined(field: str, year: int) -> str:
    """All texts of a field as one."""
    return BETWEEN.join(texts_of(field, year))


def file_names() -> list[str]:
    """The payloads as names of files: those that can be one."""
    names = [text for text in PAYLOADS if "/" not in text and not text.startswith(".")]
    return [text for text in names if len(text.encode()) <= _LONGEST_NAME]


def write_hostile(raw: Path, year: int) -> Path:
    """Write the submission of that year and its decisions, and return its folder."""
    folder = raw / str(year) / "nam" / f"{CODE}-hoang-chau"
    folder.mkdir(parents=True)
    _write_yaml(folder / "nguon.yaml", _source(year))
    _write_yaml(folder / "noi_dung.yaml", _texts(year))
    for name, rows in _tables(year).items():
        _write_table(folder / name, COLUMNS[name], rows)
    _write_yaml(folder / "dieu_chinh.yaml", _corrections(year))
    _write_yaml(folder / "chap_nhan.yaml", _acceptances(year))
    for name in file_names():
        (folder / name).touch()
    return folder


def _columns(year: int, *fields: str) -> list[tuple[str, ...]]:
    return list(zip(*(texts_of(field, year) for field in fields), strict=True))


def _entries(year: int, part: str, *keys: str) -> list[dict[str, str]]:
    return [dict(zip(keys, row, strict=True)) for row in _columns(year, *(f"{part}.{key}" for key in keys))]


def _source(year: int) -> dict[str, object]:
    return {
        "ma_xa": CODE, "nam": str(year), "ky": "nam",
        "tu_ngay": f"{year - 1}-12-15", "den_ngay": f"{year}-12-14",
        "ten_in": joined("ten_in", year),
        "tep": _entries(year, "tep", "ten", "nguon", "sha256"),
        "van_ban": {key: joined(f"van_ban.{key}", year) for key in ("so", "ky_hieu", "dia_danh")},
        "kinh_gui": texts_of("kinh_gui", year),
        "noi_nhan": _entries(year, "noi_nhan", "ten", "ghi_chu"),
        "nguoi_ky": {key: joined(f"nguoi_ky.{key}", year) for key in ("quyen_han", "chuc_vu", "ho_ten")},
    }  # fmt: skip


def _texts(year: int) -> dict[str, str]:
    """All payloads over the sections, a paragraph each."""
    texts = texts_of("noi_dung", year)
    return {section: "\n\n".join(texts[i :: len(_SECTIONS)]) for i, section in enumerate(_SECTIONS)}


def _tables(year: int) -> dict[str, list[tuple[str, ...]]]:
    procedures = _columns(year, *(f"cat_giam.{column}" for column in COLUMNS[REDUCTIONS]))
    return {
        ANNEX: _columns(year, *(f"phu_luc.{column}" for column in COLUMNS[ANNEX])),
        # Those with figures stand in the chart.
        REDUCTIONS: [*procedures, *((mark, name, "5", "3", "40", *rest) for mark, name, _, _, _, *rest in procedures)],
        STATEMENTS: [("II.2.d", "ho_so.tiep_nhan", *rest) for rest in
                     _columns(year, "so_lieu.gia_tri", "so_lieu.don_vi", "so_lieu.nguyen_van")],
        DOCUMENTS: [("I.1", *rest) for rest in _columns(year, *(f"van_ban.{c}" for c in COLUMNS[DOCUMENTS][1:]))],
    }  # fmt: skip


def _corrections(year: int) -> list[dict[str, object]]:
    """Each note of the annex corrected into another text; the header is row 1."""
    found = texts_of("phu_luc.ghi_chu", year)
    return [
        {"tep": ANNEX, "dong": str(row), "cot": "ghi_chu", "thay": text, **entry}
        for row, text, entry in zip(
            range(2, len(found) + 2), found, _entries(year, "dieu_chinh", "bang", "ly_do", "nguoi", "ngay"), strict=True
        )
    ]


def _acceptances(year: int) -> list[dict[str, object]]:
    """Each statement that is no number accepted; then as many acceptances that fit nothing."""
    figures = texts_of("so_lieu.gia_tri", year)
    fitting = [
        {"quy_tac": "TYPE", "khoa": [], "gia_tri": [clean(text)], **entry}
        for text, entry in zip(figures, _entries(year, "chap_nhan", "ly_do", "nguoi", "ngay"), strict=True)
    ]
    void = _entries(year, "chap_nhan", "quy_tac", "khoa", "gia_tri", "ly_do", "nguoi", "ngay")
    return [*fitting, *void]


def _write_yaml(path: Path, data: object) -> None:
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")


def _write_table(path: Path, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)
