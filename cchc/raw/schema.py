"""Check the entries of a YAML file against their schema. In: entries, a Form. Out: the Form, or all that is wrong.

An unknown key is refused with the key probably meant, or with the quotes that keep a line with a comma or colon together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Any, ClassVar, TypeVar, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from cchc.errors import SubmissionError, hint, nearest, shown
from cchc.raw.entries import Entries, quote, show_entry
from cchc.raw.faults import Faults
from cchc.values.reading import DATE_ASKED, read_date, why_no_date


class Form(BaseModel):
    """Base of the schemas of a submission's YAML files: unknown keys are errors.

    `one_line` says what an entry is where it may be one plain line instead ("nơi nhận").
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    one_line: ClassVar[str] = ""


def _day(text: object) -> date:
    day = read_date(text) if isinstance(text, str) else None
    if day is None:
        why = why_no_date(text) if isinstance(text, str) else ""
        raise ValueError(f"cần ngày dạng {DATE_ASKED}{f' ({why})' if why else ''}")
    return day


def _as_written(text: Any) -> Any:
    """The text; refused where it is a date that can be misread, since nothing else is made of it than print it."""
    return _day(text) and text if isinstance(text, str) and why_no_date(text) else text


Day = Annotated[date, BeforeValidator(_day)]
DayText = Annotated[str, BeforeValidator(_as_written)]  # a day that is printed as it was written

FormType = TypeVar("FormType", bound=BaseModel)
_LONGEST = 200  # letters of a quoted line


def check_form(entries: Entries, form: type[FormType], where: Path, *path: str | int) -> FormType:
    """What stands at the path, checked against its schema. Raises SubmissionError with a line for each wrong field."""
    data = entries.at(*path)
    if not isinstance(data, dict):
        place = f", dòng {entries.line(*path)}" if path else ""
        raise SubmissionError(f"{where}{place}: cần các dòng dạng 'khóa: giá trị' ({', '.join(form.model_fields)}).")
    try:
        return form.model_validate(data)
    except ValidationError as error:
        faults = Faults()
        wrong = sorted(error.errors(), key=lambda found: entries.line(*path, *found["loc"]))
        for found in wrong:
            if not _is_misspelt(found, wrong, form):
                known = path or found["loc"][:1] in entries.lines
                place = f", dòng {entries.line(*path, *found['loc'])}" if known else ""
                faults.add(f"{where}{place}: {_explain(found, data, form)}")
        faults.end()
        raise


def _is_misspelt(found: Any, wrong: Sequence[Any], form: type[BaseModel]) -> bool:
    """Whether a missing key stands there under a name that is told already."""
    if found["type"] != "missing":
        return False
    *home, name = found["loc"]
    others = [str(e["loc"][-1]) for e in wrong if e["type"] == "extra_forbidden" and [*e["loc"][:-1]] == home]
    return any(nearest(other, [name]) for other in others) or bool(others and _one_line(_form_at(form, home)))


def _explain(error: Any, data: Any, form: type[BaseModel]) -> str:
    loc = error["loc"]
    place = shown(".".join(str(part + 1) if isinstance(part, int) else str(part) for part in loc))
    if error["type"] == "extra_forbidden":
        mapping = data
        for part in loc[:-1]:
            mapping = mapping[part]
        return f'khóa "{place}" lạ{_meant(str(loc[-1]), mapping, _form_at(form, loc[:-1]))}'
    if error["type"] == "missing":
        return f'thiếu khóa "{place}"; hãy thêm vào tệp.'
    if not loc:
        return f"{_wanted(error)}."  # of the file as a whole
    return f'khóa "{place}": gặp {show_entry(error["input"])}; {_wanted(error)}.'


def _meant(name: str, mapping: Mapping[str, Any], schema: type[BaseModel]) -> str:
    """What to do about an unknown key: the key probably meant, or the quotes that keep its line together."""
    near = hint(name, schema.model_fields)
    if near:
        return f"{near}; hãy sửa hoặc bỏ khóa này."
    if cut := _cut_value(mapping, name, schema):
        also = (
            f"; nếu là một {_one_line(schema)} nữa, viết thành dòng riêng: - {_quoted(name)}"
            if _one_line(schema)
            else ""
        )
        return f"; nếu dấu phẩy thuộc giá trị, viết {cut}{also}."
    if _one_line(schema) and isinstance(mapping[name], str):
        line = f"{name}: {mapping[name]}" if mapping[name] else name
        return f"; nếu cả dòng là một {_one_line(schema)}, đặt trong ngoặc kép: - {_quoted(line)}."
    return "; hãy sửa hoặc bỏ khóa này."


def _one_line(schema: type[BaseModel]) -> str:
    return str(getattr(schema, "one_line", ""))


def _form_at(form: type[BaseModel], path: Iterable[str | int]) -> type[BaseModel]:
    """The schema of what stands at a path of its fields; a number is an entry of a list."""
    for part in path:
        if isinstance(part, str):
            form = next(_forms_in(form.model_fields[part].annotation), Form)
    return form


def _forms_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _forms_in(part)


def _cut_value(mapping: Mapping[str, Any], name: str, schema: type[BaseModel]) -> str:
    """The value that a comma in {...} cut in pieces, put together and quoted: ten: "TTr Đảng ủy, TTr HĐND xã"."""
    names = list(mapping)
    start = names.index(name)
    while start >= 0 and names[start] not in schema.model_fields and mapping[names[start]] == "":
        start -= 1
    before = names[start] if start >= 0 else ""
    if before not in schema.model_fields or start == names.index(name) or not isinstance(mapping[before], str):
        return ""
    pieces = [mapping[before]]
    for piece in names[start + 1 :]:
        if piece in schema.model_fields or mapping[piece] != "":
            break
        pieces.append(piece)
    return f"{before}: {_quoted(', '.join(pieces))}"


def _quoted(text: str) -> str:
    return quote(text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…")


_WANTED = {
    "list_type": "cần một danh sách, mỗi dòng bắt đầu bằng dấu gạch ngang (-)",
    "tuple_type": "cần một danh sách, mỗi dòng bắt đầu bằng dấu gạch ngang (-)",
    "model_type": "cần các dòng dạng 'khóa: giá trị' thụt vào",
    "string_type": "cần văn bản",
    "bool_parsing": "cần true hoặc false",
    "int_parsing": "cần số nguyên",
}


def _wanted(error: Any) -> str:
    context = error.get("ctx", {})
    if error["type"] == "literal_error":
        return f"cần một trong {str(context['expected']).replace(' or ', ', ')}"
    if error["type"].startswith("date_"):
        return "cần ngày dạng năm-tháng-ngày, ví dụ 2025-07-01"  # of a form, which is the program's own file
    reason = str(context.get("error", "")) or _WANTED.get(error["type"], "cần giá trị đúng kiểu")
    value = error["input"]
    if error["type"] == "string_type" and isinstance(value, dict) and len(value) == 1:
        ((name, text),) = value.items()
        return f"{reason}; nếu cả dòng là lời văn, đặt trong ngoặc kép: {_quoted(f'{name}: {text}')}"
    return reason
