"""A project's own forms. In: folders bieu_mau/<id>/ of a project. Out: the Form that holds, with its files as received.

They are looked for in the folder of a submission and the folders above it, as far as a project reaches. Of each form the
head is read, of the one that holds all files; these travel with the report as the raw files do.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from cchc.catalogue.annex import AnnexFile
from cchc.catalogue.form import ANNEX, FORM_FILES, HEAD, OUTLINE, Form, FormHead, choose, form_for
from cchc.catalogue.outline import Outline
from cchc.catalogue.register import Unit, unit
from cchc.errors import SubmissionError, UnitError
from cchc.raw.entries import read_yaml
from cchc.raw.faults import Faults
from cchc.raw.files import RawFile, read_file
from cchc.raw.schema import check_form

FORMS = "bieu_mau"  # the folder of a project that holds its forms
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


def own_form(folder: Path, code: str, on: date) -> tuple[Form | None, tuple[RawFile, ...]]:
    """The project's form for the unit on the day, None where none holds, and the files that were read to know.

    Raises SubmissionError with a line for each fault of a form, CatalogueError where two forms hold.
    """
    home = find_forms(folder)
    if home is None:
        return None, ()
    heads = {one: _read(one / HEAD) for one in sorted(home.iterdir()) if (one / HEAD).is_file()}
    known = {one: _parse(file, one / HEAD, FormHead) for one, file in heads.items()}
    province = _unit(code, on)
    head = choose(list(known.values()), on, province.province_code if province else "")
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
    schemas: Mapping[str, type[BaseModel]] = {HEAD: FormHead, ANNEX: AnnexFile, OUTLINE: Outline}
    parse = {name: functools.partial(_parse, present[name], folder / name, schema) for name, schema in schemas.items()}
    head, annex, outline = (faults.attempt(parse[name]) for name in (HEAD, ANNEX, OUTLINE))
    faults.end()
    assert isinstance(head, FormHead) and isinstance(annex, AnnexFile) and isinstance(outline, Outline)
    if head.id != folder.name:
        raise SubmissionError(f'{folder / HEAD}: id là "{head.id}"; cần "{folder.name}" như tên thư mục.')
    return Form(head, annex, outline), tuple(present.values())


def form_of(code: str, on: date, own: Form | None) -> Form:
    """The form of the unit on the day: `own`, or the package's; for a code that no unit has, that of all provinces."""
    return form_for(on, _unit(code, on), own)


def _unit(code: str, on: date) -> Unit | None:
    try:
        return unit(code, on)
    except UnitError:
        return None


def _read(path: Path) -> RawFile:
    file = read_file(path)
    return RawFile(f"{FORMS}/{path.parent.name}/{path.name}", file.sha256, file.text)


def _parse(file: RawFile, where: Path, schema: type[Schema]) -> Schema:
    return check_form(read_yaml(file, where), schema, where)


def form_faults(form: Form) -> list[str]:
    """What is wrong with a form whose files are sound: labels that mean two rows, sections and keys that are not known."""
    return [*_twice(form), *_unknown_sections(form)]


def _twice(form: Form) -> Iterable[str]:
    """Labels and other names that several rows of one parent answer to, so that a submitted row could be either."""
    for row in form.rows:
        for name in (row.label, *row.con_goi):
            same = [match.row for match in form.find(name) if match.row.parent == row.parent]
            others = [other.code for other in same if other.code != row.code]
            if others:
                yield f"{ANNEX}, dòng {row.code}: tên «{name}» cũng là tên của dòng {', '.join(others)}; cần tên khác nhau."


def _unknown_sections(form: Form) -> Iterable[str]:
    for row in form.rows:
        if row.section and row.section not in form.outline.keys:
            yield f'{ANNEX}, dòng {row.code}: section "{row.section}" không có trong {OUTLINE}.'
    keys = form.outline.keys
    for key in keys:
        above = key.rpartition(".")[0]
        if above and above not in keys:
            yield f'{OUTLINE}, mục "{key}": cần mục "{above}" trong đề cương, không thấy.'
