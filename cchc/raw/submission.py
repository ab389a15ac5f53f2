"""Read a submission folder. In: the raw root and (code, year, period), or a folder. Out: a `Submission` as received.

Judges no value: a cell keeps its text. What cannot be read as its format says is a SubmissionError. A file that is
not there was not submitted.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cchc.catalogue.counts import is_known_key, nearest_keys
from cchc.catalogue.outline import printing_section, section_keys
from cchc.errors import SubmissionError
from cchc.raw.decisions import (
    ACCEPTANCES,
    CORRECTIONS,
    AcceptanceEntry,
    Correction,
    correct,
    read_acceptances,
    read_corrections,
)
from cchc.raw.files import RawFile, Record, check_form, hint, read_file, read_records, read_yaml
from cchc.raw.source import Source
from cchc.values.reading import clean

SOURCE = "nguon.yaml"
ANNEX = "phu_luc_01b.csv"
REDUCTIONS = "cat_giam.csv"
STATEMENTS = "so_lieu_khac.csv"
DOCUMENTS = "van_ban.csv"
TEXTS = "noi_dung.yaml"

COLUMNS: Mapping[str, tuple[str, ...]] = {
    ANNEX: ("stt", "chi_tieu", "don_vi_tinh", "so_lieu", "ghi_chu"),
    REDUCTIONS: (
        "stt",
        "ten_tthc",
        "thoi_gian_quy_dinh",
        "thoi_gian_sau_cat_giam",
        "ty_le_cat_giam",
        "van_ban",
        "ghi_chu",
    ),
    STATEMENTS: ("muc", "khoa", "gia_tri", "don_vi", "nguyen_van"),
    DOCUMENTS: ("muc", "loai", "so_ky_hieu", "ngay", "co_quan", "trich_yeu"),
}
OPTIONAL_COLUMNS: Mapping[str, tuple[str, ...]] = {STATEMENTS: ("mau_so",)}
FILES = (SOURCE, *COLUMNS, TEXTS, CORRECTIONS, ACCEPTANCES)
_NAMES = {*FILES, "README.md"}


@dataclass(frozen=True, eq=False)
class Submission:
    """One commune's files for one period, as received.

    `tables` holds the records of each CSV file submitted, `others` the names of files that are no part of a submission.
    """

    source: Source
    files: tuple[RawFile, ...]
    tables: Mapping[str, tuple[Record, ...]] = field(default_factory=dict)
    texts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    corrections: tuple[Correction, ...] = ()
    acceptances: tuple[AcceptanceEntry, ...] = ()
    others: tuple[str, ...] = ()

    def table(self, name: str) -> tuple[Record, ...]:
        """The records of a CSV file; none where it was not submitted."""
        return self.tables.get(name, ())

    def submitted(self, name: str) -> bool:
        """Whether that file was in the folder."""
        return any(file.name == name for file in self.files)


def find_submission(root: Path, code: str, year: int, period: str) -> Path:
    """The folder of that commune and period, found by the code. Raises SubmissionError where there is none, or two."""
    parent = root / str(year) / period
    entries = os.listdir(parent) if parent.is_dir() else []  # noqa: PTH208 - a nation has thousands of entries here
    found = sorted(parent / name for name in entries if name.startswith(f"{code}-") and (parent / name).is_dir())
    if len(found) == 1:
        return found[0]
    if found:
        names = ", ".join(path.name for path in found)
        raise SubmissionError(f"{parent}: mỗi mã xã chỉ có một thư mục, gặp {len(found)} của mã {code}: {names}.")
    others = sorted(path.name for path in parent.glob("*-*") if path.is_dir())
    listed = f"; đang có {', '.join(others[:3])}{' ...' if len(others) > 3 else ''}" if others else ""
    raise SubmissionError(f"{parent}: không có thư mục số liệu của mã xã {code} (cần {code}-<tên xã>){listed}.")


def read_submission(folder: Path) -> Submission:
    """The submission in that folder. Raises SubmissionError; nothing is changed or filled in."""
    if not (folder / SOURCE).is_file():
        raise SubmissionError(f"{folder}: thiếu tệp {SOURCE}; hãy thêm tệp với ma_xa, nam, ky, tu_ngay, den_ngay.")
    files = tuple(read_file(path) for path in (folder / name for name in FILES) if path.is_file())
    others = tuple(list_others(folder))
    key = (folder.absolute(), tuple((file.name, file.sha256) for file in files), others)
    if key not in _lately:
        _lately[key] = _parse(folder, files, others)
        while len(_lately) > _KEPT:
            del _lately[next(iter(_lately))]
    return _lately[key]


# A build opens each submission twice, once before the notebook runs and once in it: the same files are parsed once.
_KEPT = 4
_lately: dict[Any, Submission] = {}


def _parse(folder: Path, files: tuple[RawFile, ...], others: tuple[str, ...]) -> Submission:
    by_name = {file.name: file for file in files}
    source = check_form(read_yaml(by_name[SOURCE], folder / SOURCE), Source, folder / SOURCE)
    tables = {
        name: tuple(read_records(by_name[name], folder / name, columns, OPTIONAL_COLUMNS.get(name, ())))
        for name, columns in COLUMNS.items()
        if name in by_name
    }
    texts = _read_texts(by_name[TEXTS], folder / TEXTS) if TEXTS in by_name else {}
    corrections = read_corrections(by_name[CORRECTIONS], folder / CORRECTIONS) if CORRECTIONS in by_name else ()
    acceptances = read_acceptances(by_name[ACCEPTANCES], folder / ACCEPTANCES) if ACCEPTANCES in by_name else ()
    tables = correct(tables, corrections, folder / CORRECTIONS)
    _check_keys(tables.get(STATEMENTS, ()), folder / STATEMENTS)
    for name in (STATEMENTS, DOCUMENTS):
        for record in tables.get(name, ()):
            if printing_section(clean(record["muc"])) is None:
                raise _unknown_section(record["muc"], f"{folder / name}, dòng {record.row}, cột muc")
    return Submission(source, files, tables, texts, corrections, acceptances, others)


def list_others(folder: Path) -> list[str]:
    """The files in a submission folder that are no part of a submission, as text: U+FFFD for what is not UTF-8."""
    names = (os.fsencode(name).decode(errors="replace") for name in os.listdir(folder))  # noqa: PTH208
    return sorted(name for name in names if name not in _NAMES and not name.startswith("."))


def _check_keys(records: tuple[Record, ...], where: Path) -> None:
    for record in records:
        for column in ("khoa", "mau_so"):
            key = clean(record.fields.get(column, ""))
            if not (key or column == "mau_so"):
                raise SubmissionError(f"{where}, dòng {record.row}, cột khoa: cần khóa của số liệu, gặp ô trống.")
            if key and not all(is_known_key(part) for part in _named(column, key)):
                raise SubmissionError(
                    f'{where}, dòng {record.row}, cột {column}: khóa "{key}" lạ{_meant(nearest_keys(key))}; '
                    "các khóa được phép có trong docs/chi-tieu.md."
                )


def _named(column: str, key: str) -> list[str]:
    """The keys of the cell: a denominator may be a sum ("ho_so.tiep_nhan + ho_so.ky_truoc")."""
    return [part.strip() for part in key.split("+")] if column == "mau_so" else [key]


def _meant(near: tuple[str, ...]) -> str:
    return f' (có phải "{near[0]}"?)' if near else ""


def _unknown_section(key: str, where: str) -> SubmissionError:
    return SubmissionError(
        f'{where}: cần khóa của mục trong đề cương (ví dụ "II.2.a"), gặp "{clean(key)}"'
        f"{hint(clean(key), section_keys())}."
    )


def _read_texts(file: RawFile, where: Path) -> dict[str, tuple[str, ...]]:
    data: Any = read_yaml(file, where)
    if data in (None, ""):
        return {}
    if not isinstance(data, dict):
        raise SubmissionError(f"{where}: cần các dòng dạng 'mục: nội dung', ví dụ 'I.1: |'.")
    texts = {}
    for key, text in data.items():
        if not isinstance(text, str):
            raise SubmissionError(
                f'{where}, khóa "{key}": cần văn bản, gặp {type(text).__name__}; hãy dùng "{key}: |".'
            )
        if printing_section(clean(key)) is None:
            raise _unknown_section(key, f"{where}")
        if clean(key) in texts:
            raise SubmissionError(f'{where}: khóa "{clean(key)}" có hai lần; hãy gộp hai chỗ làm một.')
        texts[clean(key)] = split_paragraphs(text)
    return texts


def split_paragraphs(text: str) -> tuple[str, ...]:
    """The paragraphs of a plain text: a blank line parts them, other line breaks are folded."""
    blocks = "\n".join(line.strip() for line in text.splitlines()).split("\n\n")
    return tuple(folded for folded in (clean(block) for block in blocks) if folded)
