"""Corrections and acceptances. In: dieu_chinh.yaml, chap_nhan.yaml. Out: what a named person decided, and why.

A correction replaces the text of one cell and says what stood there; both values are shown wherever the number is.
When the source text is no longer what the correction says, the correction is an error: somebody must look again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator

from cchc.errors import SubmissionError, hint
from cchc.raw.files import Form, RawFile, Record, check_form, read_yaml

CORRECTIONS = "dieu_chinh.yaml"
ACCEPTANCES = "chap_nhan.yaml"


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


Texts = Annotated[tuple[str, ...], BeforeValidator(_as_list)]


def _whole(text: Any) -> int:
    if not (isinstance(text, str) and text.isascii() and text.isdigit()):
        raise ValueError("cần số thứ tự dòng trong tệp, dòng tiêu đề là 1")
    return int(text)


class Correction(Form):
    """One cell: `thay` is the exact text found, `bang` what stands for it."""

    tep: str
    dong: Annotated[int, BeforeValidator(_whole)]
    cot: str
    thay: str
    bang: str
    ly_do: str
    nguoi: str
    ngay: str


class AcceptanceEntry(Form):
    """One finding accepted: its rule, its key or keys, and the values that it was accepted with."""

    quy_tac: str
    khoa: Texts
    gia_tri: Texts
    ly_do: str
    nguoi: str
    ngay: str


def read_corrections(file: RawFile, where: Path) -> tuple[Correction, ...]:
    """The corrections of the file. Raises SubmissionError naming entry and field."""
    return tuple(check_form(entry, Correction, _entry(where, n)) for n, entry in enumerate(_entries(file, where), 1))


def read_acceptances(file: RawFile, where: Path) -> tuple[AcceptanceEntry, ...]:
    """The acceptances of the file. Raises SubmissionError naming entry and field."""
    return tuple(
        check_form(entry, AcceptanceEntry, _entry(where, n)) for n, entry in enumerate(_entries(file, where), 1)
    )


def _entry(where: Path, number: int) -> Path:
    return Path(f"{where}, mục thứ {number}")


def _entries(file: RawFile, where: Path) -> list[Any]:
    data = read_yaml(file, where)
    if data in (None, ""):
        return []
    if not isinstance(data, list):
        raise SubmissionError(f"{where}: cần một danh sách, mỗi mục bắt đầu bằng dấu gạch ngang (-).")
    return data


def correct(
    tables: Mapping[str, tuple[Record, ...]], corrections: tuple[Correction, ...], where: Path
) -> dict[str, tuple[Record, ...]]:
    """The tables with every correction made. Raises SubmissionError where one does not fit its source any more."""
    corrected = {name: list(records) for name, records in tables.items()}
    for number, entry in enumerate(corrections, 1):
        place = f"{_entry(where, number)}"
        records = corrected.get(entry.tep)
        if records is None:
            raise SubmissionError(
                f'{place}: không có tệp số liệu "{entry.tep}"{hint(entry.tep, tables)}; điều chỉnh này không áp dụng được.'
            )
        index = next((i for i, record in enumerate(records) if record.row == entry.dong), None)
        found = records[index].fields.get(entry.cot) if index is not None else None
        if index is None or found is None:
            raise SubmissionError(
                f"{place}: {entry.tep} không có dòng {entry.dong}, cột {entry.cot}; hãy sửa hoặc bỏ mục này."
            )
        if entry.cot in records[index].corrected:
            raise SubmissionError(f"{place}: ô này đã có một điều chỉnh khác; hãy gộp hai mục làm một.")
        if found != entry.thay:
            raise SubmissionError(
                f'{place}: {entry.tep}, dòng {entry.dong}, cột {entry.cot}: cần "{entry.thay}", gặp "{found}"; '
                "nguồn đã thay đổi, hãy xem lại rồi sửa hoặc bỏ điều chỉnh này."
            )
        records[index] = replace(
            records[index],
            fields={**records[index].fields, entry.cot: entry.bang},
            corrected={**records[index].corrected, entry.cot: entry},
        )
    return {name: tuple(records) for name, records in corrected.items()}
