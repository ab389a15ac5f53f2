"""The log of arrivals, RAW/tiep-nhan.csv. In: one arrival. Out: a line more in a file that people may keep by hand too.

The file keeps its columns, their order, its separator and encoding; who appends has the lock of the raw folder.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from datetime import date
from pathlib import Path

from cchc.build.publish import publish_file
from cchc.build.standing.arrivals import LOG, LOG_COLUMNS
from cchc.errors import SubmissionError
from cchc.export.sheets.flat import no_formula
from cchc.intake.taken import Taken
from cchc.raw.files import read_file, split_lines


def check_log(raw: Path) -> None:
    """Raise SubmissionError where the log that is there cannot take a line."""
    text = read_file(raw / LOG).text if (raw / LOG).is_file() else ""
    if text.strip():
        _columns(raw / LOG, text)


def has_arrival(raw: Path, taken: Taken) -> bool:
    """Whether the log has a line of that file for that report, however it is quoted. Raises SubmissionError."""
    text = read_file(raw / LOG).text if (raw / LOG).is_file() else ""
    key = taken.key
    wanted = {key.code, str(key.year), key.period, taken.arrived.sha256}
    return any(wanted <= {cell.strip(' "') for cell in re.split("[,;\t]", line)} for line in text.splitlines())


def add_arrival(raw: Path, taken: Taken, on: date) -> None:
    """Add the line of one file that was taken in on a day. Raises SubmissionError, WriteError."""
    path, key = raw / LOG, taken.key
    name = no_formula(taken.arrived.name)
    values = (on.isoformat(), key.code, str(key.year), key.period, name, taken.arrived.sha256)
    line = dict(zip(LOG_COLUMNS, values, strict=True))
    data = path.read_bytes() if path.is_file() else b""
    text = read_file(path).text if data else ""
    if not text.strip():
        publish_file(path, (",".join(LOG_COLUMNS) + "\n" + _line(LOG_COLUMNS, ",", line)).encode())
        return
    columns, separator = _columns(path, text)
    more = ("" if text.endswith("\n") else "\n") + _line(columns, separator, line)
    publish_file(path, data + more.encode(_encoding(data)))


def _columns(path: Path, text: str) -> tuple[tuple[str, ...], str]:
    """The columns of the log in its own order, and its separator. Raises SubmissionError where one is missing or none can be read."""
    try:
        columns = tuple(name.strip() for name in next(split_lines(text), []))
    except csv.Error as error:
        raise SubmissionError(
            f"{path}, dòng 1: không đọc được như tệp CSV ({error}); cần {','.join(LOG_COLUMNS)}; hãy sửa dòng tiêu đề."
        ) from error
    if missing := [name for name in LOG_COLUMNS if name not in columns]:
        raise SubmissionError(
            f"{path}, dòng 1: thiếu cột {', '.join(missing)}; cần {','.join(LOG_COLUMNS)}; hãy sửa dòng tiêu đề."
        )
    first = text.lstrip("\r\n").partition("\n")[0]
    return columns, max(",;\t", key=first.count)


def _line(columns: tuple[str, ...], separator: str, values: dict[str, str]) -> str:
    line = io.StringIO()
    csv.writer(line, delimiter=separator, lineterminator="\n").writerow([values.get(name, "") for name in columns])
    return line.getvalue()


def _encoding(data: bytes) -> str:
    if data.startswith(codecs.BOM_UTF16_LE):
        return "utf-16-le"
    return "utf-16-be" if data.startswith(codecs.BOM_UTF16_BE) else "utf-8"
