"""A project's own forms. In: folders bieu_mau/<id>/ of a project. Out: the Form that holds, with its files as received.

They are looked for in the folder of a submission and the folders above it, as far as a project reaches. Of each form the
head is read, of the one that holds all files; these travel with the report as the raw files do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from cchc.catalogue.annex import AnnexFile
from cchc.catalogue.asked import AskedCounts
from cchc.catalogue.counts import hint_of_key, is_known_key, is_listed
from cchc.catalogue.form import (
    ANNEX,
    COUNTS,
    FORM_FILES,
    HEAD,
    OUTLINE,
    PERIODS,
    SCORED_IN,
    SCORES,
    WORDS,
    Form,
    FormHead,
    choose,
    form_for,
    package_forms,
)
from cchc.catalogue.form_words import REPORT_WORDS, FormWords
from cchc.catalogue.indicators import indicators
from cchc.catalogue.outline import OPENING, Outline
from cchc.catalogue.periods import OwnPeriods
from cchc.catalogue.scoring.scales import Scale
from cchc.catalogue.units.register import Unit, unit
from cchc.errors import SubmissionError, UnitError, hint
from cchc.raw.entries import read_yaml
from cchc.raw.faults import Faults
from cchc.raw.files import RawFile, read_file
from cchc.raw.keys import FIRST_YEAR, LAST_YEAR, ReportKey
from cchc.raw.schema import check_form

FORMS = "bieu_mau"  # the folder of a project that holds its forms
_FLAT = "__"
_NAME = re.compile(rf"{FORMS}/[a-z0-9-]+/[a-z_]+\.yaml")
_IN_BRACES = re.compile(r"\{([^{}]*)\}")
_ABOVE = 5  # folders from a submission up to the root of its project

Schema = TypeVar("Schema", bound=BaseModel)


def find_forms(folder: Path) -> Path | None:
    """The folder of the project's forms, seen from a folder of the project; None where it has none."""
    home = folder.absolute()
    found = (place / FORMS for place in (home, *home.parents[:_ABOVE]))
    return next((place for place in found if place.is_dir()), None)


def form_names(home: Path | None, used: Iterable[str]) -> list[str]:
    """The files of a project's forms that a report reads, as its manifest names them: every head, all of the form in use."""
    if home is None:
        return []
    in_use = {name.split("/")[1] for name in used if name.startswith(f"{FORMS}/") and not name.endswith(f"/{HEAD}")}
    folders = [one for one in sorted(home.iterdir()) if (one / HEAD).is_file()]
    wanted = ((one, name) for one in folders for name in (FORM_FILES if one.name in in_use else (HEAD,)))
    return [f"{FORMS}/{one.name}/{name}" for one, name in wanted if (one / name).is_file()]


def is_form_file(name: str) -> bool:
    """Whether it is the name of a form's file as a report carries it: "bieu_mau/<id>/phu_luc.yaml"."""
    return bool(_NAME.fullmatch(name)) and name.rpartition("/")[2] in FORM_FILES


def flat_name(name: str) -> str:
    """The name of a form's file without folders, as a PDF carries it: "bieu_mau__<id>__phu_luc.yaml"."""
    return name.replace("/", _FLAT) if is_form_file(name) else name


def full_name(name: str) -> str:
    """The name of a file that a PDF carries, with the folders of a form's file."""
    return name.replace(_FLAT, "/") if is_form_file(name.replace(_FLAT, "/")) else name


def place_of(name: str, folder: Path) -> Path:
    """Where the project keeps a file that a report has read: one of a submission's folder, or of a form."""
    home = find_forms(folder) if is_form_file(name) else None
    return (home.parent if home else folder) / name


def own_form(folder: Path, code: str, as_of: date) -> tuple[Form | None, tuple[RawFile, ...]]:
    """The project's form for the unit on the day, None where none holds, and the files that were read to know.

    Raises SubmissionError with a line for each fault of a form, CatalogueError where two forms hold.
    """
    home = find_forms(folder)
    if home is None:
        return None, ()
    heads = {one: _read(one / HEAD) for one in sorted(home.iterdir()) if (one / HEAD).is_file()}
    known = {one: _parse(file, one / HEAD, FormHead) for one, file in heads.items()}
    province = _unit(code, as_of)
    head = choose(list(known.values()), as_of, province.province_code if province else "")
    chosen = next((one for one, found in known.items() if found is head), None)
    if chosen is None:
        return None, tuple(heads.values())
    form, files = read_form(chosen)
    return form, (*(file for one, file in heads.items() if one != chosen), *files)


def read_form(folder: Path) -> tuple[Form, tuple[RawFile, ...]]:
    """The form in that folder and its files. Raises SubmissionError with a line for each fault."""
    present = {name: _read(folder / name) for name in FORM_FILES if (folder / name).is_file()}
    faults = Faults()
    for name in (HEAD, ANNEX, OUTLINE):
        if name not in present:
            faults.add(f"{folder / name}: không có tệp này; biểu mẫu cần {HEAD}, {ANNEX} và {OUTLINE}.")
    faults.end()

    def parse(name: str, schema: type[Schema]) -> Schema | None:
        return faults.attempt(lambda: _parse(present[name], folder / name, schema)) if name in present else None

    head, annex, outline = parse(HEAD, FormHead), parse(ANNEX, AnnexFile), parse(OUTLINE, Outline)
    words, own_periods = parse(WORDS, FormWords), parse(PERIODS, OwnPeriods)
    asked, scoring = parse(COUNTS, AskedCounts), parse(SCORES, Scale)
    faults.end()
    assert head and annex and outline
    if head.id != folder.name:
        raise SubmissionError(f'{folder / HEAD}: id là "{head.id}"; cần "{folder.name}" như tên thư mục.')
    form = Form(head, annex, outline, words, own_periods, asked, scoring=scoring)
    return form, tuple(present.values())


def form_for_key(folder: Path, key: ReportKey) -> Form:
    """The form of a report that is to be written in that folder: the one of the last day of the window that it gives.

    Raises SubmissionError with a line for each fault of a form, CatalogueError where two forms hold.
    """

    def form_on(day: date) -> Form:
        return form_of(key.code, day, own_form(folder, key.code, day)[0])

    usual = key.window[1]
    end = form_on(usual).period(key.period).window(key.year)[1]
    return form_on(end)


def form_of(code: str, as_of: date, own: Form | None) -> Form:
    """The form of the unit on the day: `own`, or the package's; for a code that no unit has, that of all provinces."""
    return form_for(as_of, _unit(code, as_of), own)


def _unit(code: str, as_of: date) -> Unit | None:
    try:
        return unit(code, as_of)
    except UnitError:
        return None


def _read(path: Path) -> RawFile:
    file = read_file(path)
    return RawFile(f"{FORMS}/{path.parent.name}/{path.name}", file.sha256, file.text)


def _parse(file: RawFile, where: Path, schema: type[Schema]) -> Schema:
    return check_form(read_yaml(file, where), schema, where)


def check_form_folder(folder: Path) -> Form:
    """The form in that folder, when nothing is wrong with it. Raises SubmissionError with a line for each fault."""
    if not folder.is_dir():
        raise SubmissionError(f"{folder}: không có thư mục này; cần thư mục của một biểu mẫu, {FORMS}/<id>.")
    form, _ = read_form(folder)
    faults = Faults()
    for line in (*form_faults(form), *_at_once(form, folder)):
        faults.add(f"{folder / line}")
    faults.end()
    return form


def _at_once(form: Form, folder: Path) -> Iterable[str]:
    """The other forms beside it that hold for one of its provinces on one of its days."""
    for one in sorted(folder.absolute().parent.iterdir()):
        if one.name != folder.absolute().name and (one / HEAD).is_file():
            other = _parse(_read(one / HEAD), one / HEAD, FormHead)
            if form.head.meets(other):
                yield f'{HEAD}: có ngày và tỉnh mà biểu mẫu "{other.id}" cũng áp dụng; cần provinces hoặc ngày khác nhau.'


def form_faults(form: Form) -> list[str]:
    """What is wrong with a form whose files are sound: labels that mean two rows, sections and keys that are not known."""
    asked = (*_unknown_asked(form), *_unknown_scored(form), *_unknown_words(form))
    return [*_twice(form), *_unknown_sections(form), *_days_outside(form), *asked]


def _twice(form: Form) -> Iterable[str]:
    """Labels and other names that several rows of one parent answer to, so that a submitted row could be either."""
    for row in form.rows:
        for name in (row.label, *row.con_goi):
            same = [match.row for match in form.find(name) if match.row.parent == row.parent]
            others = [other.code for other in same if other.code != row.code]
            if others:
                yield f"{ANNEX}, dòng {row.code}: tên «{name}» cũng là tên của dòng {', '.join(others)}; cần tên khác nhau."


def _unknown_words(form: Form) -> Iterable[str]:
    """Names in braces, in titles and leads of the outline, that no report has."""
    forms = (*package_forms(), form)
    known = {*REPORT_WORDS, *(word.name for one in forms if one.words for word in one.words.words)}
    for section in form.outline.sections:
        for name in _IN_BRACES.findall(section.title + section.lead):
            if name not in known:
                yield f'{OUTLINE}, mục "{section.khoa}": không có từ nào tên {{{name}}}{hint(name, known)}.'


def _days_outside(form: Form) -> Iterable[str]:
    """Periods of the form's own whose window never ends on a day on which the form holds."""
    first, last = form.head.valid_from or date.min, form.head.valid_to or date.max
    years = range(max(first.year, FIRST_YEAR), min(last.year, LAST_YEAR) + 1)
    for own in form.own_periods.periods if form.own_periods else ():
        period = form.period(own.ky)
        if not any(first <= period.window(year)[1] <= last for year in years):
            yield f"{PERIODS}, kỳ {own.ky}: kỳ này không có ngày cuối nào trong thời gian áp dụng của biểu mẫu ({HEAD})."


def _unknown_asked(form: Form) -> Iterable[str]:
    for section, key in form.asked.pairs() if form.asked else ():
        if section not in form.outline.keys:
            yield f'{COUNTS}, khóa {key}: mục "{section}" không có trong {OUTLINE}.'
        if not is_known_key(key, form):
            yield f"{COUNTS}, mục {section}: không có khóa {key}{hint_of_key(key)}; xem docs/chi-tieu.md."


def _unknown_scored(form: Form) -> Iterable[str]:
    """Keys of the form's scoring table that nothing can be stated under, and values that nothing gives."""
    scale = form.scoring
    if scale and SCORED_IN not in form.outline.keys:
        yield f"{SCORES}: điểm được in ở mục {SCORED_IN}, {OUTLINE} không có mục này."
    for key in scale.keys if scale else ():
        if not is_known_key(key, form):
            yield f"{SCORES}: không có khóa {key}{hint_of_key(key)}; cần khóa của docs/chi-tieu.md hoặc một dòng của {ANNEX}."
    for item in scale.items() if scale else ():
        if item.value and (wrong := _wrong_value(item.value, form)):
            yield f"{SCORES}, «{item.label}»: value {wrong}; xem docs/chi-tieu.md."


def _wrong_value(value: str, form: Form) -> str:
    """What is wrong with what a criterion is scored by: an indicator, over one of its denominators or none, or a key."""
    rate, _, of = value.partition("/")
    if rate in indicators():
        names = ["+".join(one.keys) for one in indicators()[rate].denominators]
        return f"«{value}»: {rate} không có mẫu số {of}{hint(of, names)}" if of and of not in names else ""
    known = value in form.by_key or is_listed(value)
    return (
        "" if known else f"«{value}» không phải là một tỷ lệ hay khóa{hint(value, indicators()) or hint_of_key(value)}"
    )


def _unknown_sections(form: Form) -> Iterable[str]:
    for row in form.rows:
        if row.section and row.section not in form.outline.keys:
            yield f'{ANNEX}, dòng {row.code}: section "{row.section}" không có trong {OUTLINE}.'
    above = 0
    for section in form.outline.sections:
        if section.bac > above + 1:
            need = section.bac - 1
            yield f'{OUTLINE}, mục "{section.khoa}" ở bậc {section.bac}: cần một mục bậc {need} phía trên, không thấy.'
        above = 0 if section.khoa == OPENING else section.bac
    if unknown := [key for key in form.outline.need.counts if not is_known_key(key, form)]:
        yield f"{OUTLINE}, need.counts: không có khóa {', '.join(unknown)}; xem docs/chi-tieu.md."
