"""Read the files of a submission as they are. In: a path. Out: text with its hash, records, or a YAML object.

Judges no value. A file that cannot be read as its format says is a SubmissionError that names file, row and remedy.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from cchc.errors import SubmissionError, hint
from cchc.values.value import Cell

_DEEPEST = 20
# All scalars stay text: 00010 must not become 8, nor 2024-12-14 a date.
_TEXT_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@dataclass(frozen=True)
class RawFile:
    """One file as received: `name` in the submission folder, sha256 of its bytes, its text without byte-order mark."""

    name: str
    sha256: str
    text: str


@dataclass(frozen=True)
class Record:
    """One record of a CSV file: `row` counts records, the header being 1; `corrected` holds corrections by column."""

    row: int
    fields: dict[str, str]
    corrected: Mapping[str, Any] = field(default_factory=dict)

    def __getitem__(self, column: str) -> str:
        return self.fields[column]

    def cell(self, file: str, column: str, section: str | None = None, words: str = "") -> Cell:
        """The cell of that column, with its correction if one was made."""
        made = self.corrected.get(column)
        original = made.thay if made else None
        reason = f"{made.ly_do} ({made.nguoi}, {made.ngay})" if made else ""
        return Cell(file, self.row, column, self.fields[column], section, words, original, reason)


class Form(BaseModel):
    """Base of the schemas of a submission's YAML files: unknown keys are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True)


FormType = TypeVar("FormType", bound=Form)


def read_file(path: Path) -> RawFile:
    """The file's text and hash. Raises SubmissionError where it cannot be read or is not UTF-8."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SubmissionError(f"{path}: không đọc được tệp ({error.strerror}); hãy kiểm tra quyền truy cập.") from error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise SubmissionError(
            f"{path}, dòng {line}: cần tệp văn bản mã hóa UTF-8, gặp byte 0x{data[error.start]:02x}; "
            "hãy lưu lại tệp với mã hóa UTF-8."
        ) from error
    if "\x00" in text:
        raise SubmissionError(f"{path}: cần tệp văn bản, gặp ký tự NUL; hãy lưu lại tệp với mã hóa UTF-8.")
    return RawFile(path.name, hashlib.sha256(data).hexdigest(), text)


def read_records(file: RawFile, where: Path, columns: Sequence[str], optional: Sequence[str] = ()) -> list[Record]:
    """The records of a CSV file with these columns. A short record ends in blanks; a record of blanks is skipped."""
    lines = csv.reader(io.StringIO(file.text, newline=""), strict=True)
    row = 0
    try:
        header = [name.strip() for name in next((line for line in lines if line), [])]
        _check_header(header, where, columns, optional)
        rows = []
        for row, fields in enumerate(lines, start=2):
            if any(field.strip() for field in fields):
                rows.append((row, fields))
    except csv.Error as error:
        raise SubmissionError(
            f"{where}, sau dòng {max(row, 1)}: không đọc được như tệp CSV ({error}); "
            'ô có dấu phẩy hoặc xuống dòng phải đặt trong ngoặc kép "...", ngoặc kép trong ô viết hai lần.'
        ) from error
    _check_lengths(header, rows, where)
    return [Record(row, _named(header, fields)) for row, fields in rows]


def _check_lengths(header: list[str], rows: list[tuple[int, list[str]]], where: Path) -> None:
    """Refuse a record longer than the header: a figure with an unquoted comma would be read as another figure.

    Blank cells behind every record alike are what a spreadsheet leaves, and are let pass.
    """
    extra = [fields[len(header) :] for _, fields in rows]
    if len({len(cells) for cells in extra}) == 1 and not any(cell.strip() for cells in extra for cell in cells):
        return
    for (row, fields), cells in zip(rows, extra, strict=True):
        if cells:
            raise SubmissionError(
                f"{where}, dòng {row}: cần {len(header)} cột, gặp {len(fields)}; "
                'ô có dấu phẩy phải đặt trong ngoặc kép, ví dụ "98,9".'
            )


def _check_header(header: list[str], where: Path, columns: Sequence[str], optional: Sequence[str]) -> None:
    expected = ",".join(columns)
    if len(header) == 1 and ";" in header[0]:
        raise SubmissionError(f"{where}, dòng 1: cần các cột cách nhau bằng dấu phẩy ({expected}), gặp dấu chấm phẩy.")
    missing = [name for name in columns if name not in header]
    if missing:
        raise SubmissionError(
            f"{where}, dòng 1: thiếu cột {', '.join(missing)}; cần {expected}, gặp {','.join(header) or 'tệp trống'}."
        )
    for name in header:
        if name not in (*columns, *optional) or header.count(name) > 1:
            raise SubmissionError(
                f'{where}, dòng 1: cột "{name}" lạ hoặc lặp lại; cần {expected}{hint(name, [*columns, *optional])}.'
            )


def _named(header: list[str], fields: list[str]) -> dict[str, str]:
    return dict(zip(header, fields + [""] * (len(header) - len(fields)), strict=False))


def read_yaml(file: RawFile, where: Path) -> Any:
    """The YAML object of a file, every scalar as text. A key given twice is an error: one of the two would be lost."""
    try:
        return load_once(file.text, _TEXT_LOADER, where)
    except RecursionError as error:
        raise SubmissionError(f"{where}: tệp YAML lồng quá sâu; cần các dòng 'khóa: giá trị' đơn giản.") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f", dòng {mark.line + 1}" if mark else ""
        raise SubmissionError(
            f"{where}{line}: không đọc được như tệp YAML; khóa phải ở đầu dòng (không có dấu cách phía trước), sau khóa là "
            "dấu hai chấm và dấu cách, lời văn nhiều dòng viết dưới 'khóa: |' và thụt vào hai dấu cách."
        ) from error


def load_once(text: str, loader: Any, where: Path) -> Any:
    """The YAML object of a text, refused where a key stands twice in one mapping. Raises yaml.YAMLError as well."""
    reader = loader(text)
    try:
        node = reader.get_single_node()
        refuse_doubles(node, where)
        return None if node is None else reader.construct_document(node)
    finally:
        reader.dispose()


def refuse_doubles(node: Any, where: Path, depth: int = 0) -> None:
    """Refuse a YAML document in which a key stands twice, is no plain text, or holds itself. Raises SubmissionError."""
    if depth > _DEEPEST:
        raise SubmissionError(f"{where}: tệp YAML lồng quá {_DEEPEST} cấp; cần các dòng 'khóa: giá trị' đơn giản.")
    if isinstance(node, yaml.MappingNode):
        seen: dict[str, int] = {}
        for key, value in node.value:
            line = key.start_mark.line + 1
            if not isinstance(key, yaml.ScalarNode):
                raise SubmissionError(f"{where}, dòng {line}: khóa phải là một từ, gặp một danh sách hay bảng.")
            if key.value in seen:
                raise SubmissionError(
                    f'{where}, dòng {line}: khóa "{key.value}" đã có ở dòng {seen[key.value]}; hãy gộp hai chỗ làm một.'
                )
            seen[str(key.value)] = line
            refuse_doubles(value, where, depth + 1)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            refuse_doubles(value, where, depth + 1)


def check_form(data: Any, form: type[FormType], where: Path) -> FormType:
    """The object checked against its schema. Raises SubmissionError naming the field, and the one probably meant."""
    if not isinstance(data, dict):
        raise SubmissionError(f"{where}: cần các dòng dạng 'khóa: giá trị' ({', '.join(_fields(form))}).")
    try:
        return form.model_validate(data)
    except ValidationError as error:
        first = min(error.errors(), key=lambda found: found["type"] != "extra_forbidden")
        raise SubmissionError(f"{where}: {_explain(first, form)}") from error


def _fields(form: type[BaseModel]) -> list[str]:
    return [field.alias or name for name, field in form.model_fields.items()]


def _explain(error: Any, form: type[BaseModel]) -> str:
    place = ".".join(str(part + 1) if isinstance(part, int) else str(part) for part in error["loc"])
    if error["type"] == "extra_forbidden":
        name = str(error["loc"][-1])
        known = _fields(form) if len(error["loc"]) == 1 else []
        return f'khóa "{place}" lạ{hint(name, known)}; hãy sửa hoặc bỏ khóa này.'
    if error["type"] == "missing":
        return f'thiếu khóa "{place}"; hãy thêm vào tệp.'
    return f'khóa "{place}": gặp {error["input"]!r}; {_wanted(error)}.'


_WANTED = {
    "list_type": "cần một danh sách, mỗi dòng bắt đầu bằng dấu gạch ngang (-)",
    "tuple_type": "cần một danh sách, mỗi dòng bắt đầu bằng dấu gạch ngang (-)",
    "model_type": "cần các dòng dạng 'khóa: giá trị' thụt vào",
    "string_type": "cần văn bản",
}


def _wanted(error: Any) -> str:
    reason = str(error.get("ctx", {}).get("error", ""))
    return reason or _WANTED.get(error["type"], "cần giá trị đúng kiểu của khóa này")
