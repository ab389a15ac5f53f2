"""An empty submission folder. In: code, year, period. Out: the files to fill in, so that nobody starts from last year's.

All rows of the annex and all numbers that the narrative is asked to state stand there with name and unit and a blank
value; blank is not zero, and a blank row was not sent.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

from cchc.build.publish import publish_file, publish_folder
from cchc.catalogue.counts import count_info
from cchc.catalogue.form import Form
from cchc.catalogue.outline import OPENING
from cchc.catalogue.periods import Period
from cchc.catalogue.units.register import Unit, unit
from cchc.document.context import words_of
from cchc.errors import CchcError
from cchc.raw.form_files import form_for_key
from cchc.raw.keys import ReportKey
from cchc.raw.layout import Layout
from cchc.raw.submission import (
    ANNEX,
    DOCUMENTS,
    NAME,
    REDUCTIONS,
    SOURCE,
    STATEMENTS,
    TEXTS,
    columns_to_fill,
)
from cchc.values.printing import capital, print_date


def write_template(folder: Path, key: ReportKey) -> Unit:
    """Make `folder` a submission of that commune, with every file. Raises CchcError; never overwrites."""
    unit(key.code, key.window[1])  # an unknown code is told before anything is read
    form = form_for_key(folder, key)
    chosen, year = form.period(key.period), key.year
    where = unit(key.code, chosen.window(year)[1])
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CchcError(f"{folder}: đã có và không trống; lệnh template không ghi đè, hãy chọn thư mục khác.")
    files = {
        SOURCE: _source(where, chosen, year),
        ANNEX: _table(ANNEX, [[row.stt, row.label, row.unit, "", ""] for row in form.rows]),
        REDUCTIONS: _table(REDUCTIONS, []),
        STATEMENTS: _statements(form, chosen.window(year)[1]),
        DOCUMENTS: _table(DOCUMENTS, []),
        TEXTS: _texts(form, words_of(where, chosen, year, form)),
    }
    publish_folder(folder, {name: text.encode() for name, text in files.items()})
    return where


def write_parameters(folder: Path, key: ReportKey) -> Path | None:
    """The parameters file of the submission in `folder`, made where that lies in a project which has none for it.

    None where `folder` is in no project, that is not at <root>/data/raw/<year>/<period>/<name>. A path as it can be typed
    where the command was.
    """
    whole = folder.absolute()
    root = whole.parents[4] if len(whole.parents) > 4 else whole
    if whole.parent != Layout(root).raw().period(key.year, key.period):
        return None
    home = Layout(root).params / str(key.year) / key.period
    found = next(iter(sorted(home.glob(f"{key.code}-*.yaml"))), None)
    if found is None:
        found = home / f"{whole.name}.yaml"
        home.mkdir(parents=True, exist_ok=True)
        publish_file(found, f'ma_xa: "{key.code}"\nnam: {key.year}\nky: {key.period}\n'.encode())
    here = Path.cwd()
    return found.relative_to(here) if found.is_relative_to(here) else found


def _source(where: Unit, period: Period, year: int) -> str:
    start, end = period.window(year)
    start = max(start, where.begun)
    superior = "Phòng Nội vụ" if where.district else "Sở Nội vụ"
    return f"""# {where.full_name}, {", ".join(filter(None, [where.district, where.province]))}; {period.name_in(year)}
ma_xa: "{where.code}"
nam: "{year}"
ky: {period.key}
tu_ngay: "{print_date(start)}"
den_ngay: "{print_date(end)}"
van_ban:
  so:
  ky_hieu:
  ngay:  # ngày/tháng/năm, ví dụ {print_date(end)}
  dia_danh:
kinh_gui: []
# mỗi nơi nhận một dòng, ví dụ: - "{superior} (b/c)"; «Như trên» được tự thêm
noi_nhan: []
# cấp phó ký thay thì quyen_han có hai dòng, [TM. ỦY BAN NHÂN DÂN, KT. CHỦ TỊCH], và chuc_vu là PHÓ CHỦ TỊCH
nguoi_ky:
  quyen_han: TM. ỦY BAN NHÂN DÂN
  chuc_vu: CHỦ TỊCH
  ho_ten:
"""


def _statements(form: Form, on: date) -> str:
    """A row for each number that the narrative is asked to state, with its name; a row left blank was not sent."""
    columns = columns_to_fill(STATEMENTS)
    head = [*columns[:2], NAME, *columns[2:]]
    rows = []
    for section, key in form.asked_on(on):
        info = count_info(key, form)
        known = {"muc": section, "khoa": key, NAME: capital(info.label), "don_vi": info.unit}
        rows.append([known.get(column, "") for column in head])
    return _csv([head, *rows])


def _table(name: str, rows: list[list[str]]) -> str:
    return _csv([columns_to_fill(name), *rows])


def _csv(rows: Iterable[Sequence[str]]) -> str:
    lines = io.StringIO()
    csv.writer(lines, lineterminator="\n").writerows(rows)
    return lines.getvalue()


def _texts(form: Form, words: Mapping[str, str]) -> str:
    """Every section with its title as a remark, and nothing behind the key."""
    lines = [
        "## Lời văn của từng mục. Bỏ dấu # ở đầu dòng khóa (I.1: |) rồi viết bên dưới, thụt vào hai dấu cách;",
        "## một dòng trống ngắt đoạn. Mục không viết gì thì để nguyên. Muốn thay các câu có sẵn của mục: thêm dòng thay: |",
        "## dưới khóa rồi viết lùi vào trong. {ho_so.tiep_nhan} (khóa của docs/chi-tieu.md) được in thành số.",
    ]
    for entry in form.outline.sections:
        title = "Phần mở đầu" if entry.key == OPENING else entry.title.format_map(words)
        lines += [f"## {title}", f"#{entry.key}: |"]
    return "\n".join(lines) + "\n"
