"""The log of arrivals, RAW/tiep-nhan.csv. In: the raw folder. Out: the day on which a report's first file arrived, by report.

`cchc import` adds a line for each file that it took in; people may keep the log by hand too, with days as they write them.
"""

from __future__ import annotations

import csv
import functools
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from cchc.errors import ParameterError, shown
from cchc.raw.faults import Faults
from cchc.raw.files import Record, read_file, read_records, split_lines
from cchc.raw.keys import ReportKey, check_period, check_year
from cchc.values.reading import DATE_ASKED, clean, read_date, why_no_date

LOG = "tiep-nhan.csv"
LOG_COLUMNS = ("ngay", "ma_xa", "nam", "ky", "tep", "sha256")
_READ = LOG_COLUMNS[:4]
_MOST_FAULTS = 50


def read_arrivals(raw: Path) -> Mapping[ReportKey, date]:
    """The first day of arrival of each report that the log names; nothing where there is no log.

    Raises SubmissionError with a line for each row that cannot be read.
    """
    path = raw / LOG
    if not path.is_file():
        return {}
    file, faults, first = read_file(path), Faults(), dict[ReportKey, date]()
    if not file.text.strip():
        return {}
    for record in read_records(file, path, _READ, _header(file.text)):
        arrival = faults.attempt(functools.partial(_read, record, path))
        if arrival is not None:
            key, day = arrival
            first[key] = min(day, first.get(key, day))
    faults.end(_MOST_FAULTS)
    return first


def _header(text: str) -> list[str]:
    """The columns of the log, those of its keeper's own among them; none where no line can be read."""
    try:
        return [name.strip() for name in next(split_lines(text), [])]
    except csv.Error:  # who reads the records says so
        return []


def _read(record: Record, path: Path) -> tuple[ReportKey, date]:
    faults, where = Faults(), f"{path}, dòng {record.row}"
    values = {name: clean(record[name]) for name in _READ}
    day = read_date(values["ngay"])
    if day is None:
        why = why_no_date(values["ngay"])
        faults.add(
            f'{where}, cột ngay: cần {DATE_ASKED}, gặp "{shown(values["ngay"])}"{f" ({why})" if why else ""}; hãy sửa ô.'
        )
    if fault := _why_no_code(values["ma_xa"]):
        faults.add(f"{where}, cột ma_xa: {fault}")
    year = int(values["nam"]) if values["nam"].isascii() and values["nam"].isdigit() else values["nam"]
    for check in (lambda: check_year(year), lambda: check_period(values["ky"])):
        try:
            check()
        except ParameterError as error:
            faults.add(f"{where}: {error}")
    faults.end()
    assert day is not None
    return ReportKey(values["ma_xa"], int(year), values["ky"]), day


def _why_no_code(text: str) -> str:
    """What is wrong with the code; "" where nothing is. It is never padded: 123 may be a slip for another one."""
    if not (text.isascii() and text.isdigit()):
        return f'cần mã xã gồm 5 chữ số, gặp "{shown(text)}"; hãy sửa ô.'
    if len(text) < 5:
        return (
            f'cần mã xã gồm 5 chữ số, gặp "{text}"; bảng tính có thể đã bỏ số 0 ở đầu, khi đó hãy ghi "{text.zfill(5)}" '
            "và đặt cột là Văn bản."
        )
    return f'cần mã xã gồm 5 chữ số, gặp "{shown(text)}" ({len(text)} chữ số); hãy sửa ô.' if len(text) > 5 else ""
