"""Make a project of synthetic submissions. In: a folder, how many communes, a year. Out: a root that `cchc build` builds.

Raw files, parameters, the notebooks, and `loi-da-cai.csv`: the errors planted in a stated share of the submissions.
"""

from __future__ import annotations

import csv
import hashlib
import io
import itertools
import json
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from textwrap import indent

from cchc.catalogue.periods import Period, periods
from cchc.catalogue.units.register import Unit, units_on
from cchc.catalogue.units.territory import territory
from cchc.demo.commune import Commune
from cchc.demo.faults import InjectedFault, inject_fault
from cchc.demo.submission import SyntheticSubmission, make_submission
from cchc.errors import CchcError, UsageError
from cchc.raw.keys import check_period, check_year
from cchc.raw.layout import Layout, find_notebooks
from cchc.raw.source import DEMO
from cchc.raw.submission import ANNEX, SOURCE, TEXTS, columns_to_fill

PLANTED = "loi-da-cai.csv"
PLANTED_COLUMNS = ("nam", "ky", "ma_xa", "ten_xa", "quy_tac", "tep", "dong", "cot", "truoc", "sau")
DEFAULT_SEED = 1
DEFAULT_ERRORS = 0.1
DEFAULT_SPARSE = 0.1


@dataclass(frozen=True)
class Demo:
    """What was made: the root, how many submissions it holds, and the errors planted in them."""

    root: Path
    submissions: int
    injected: tuple[tuple[Commune, InjectedFault], ...]


def make_demo(
    folder: Path,
    communes: int,
    *years: int,
    seed: int = DEFAULT_SEED,
    wanted: Sequence[str] = ("nam",),
    errors: float = DEFAULT_ERRORS,
    sparse: float = DEFAULT_SPARSE,
    previous: bool = False,
    province: str | None = None,
) -> Demo:
    """Make `folder` a project of the first so many units of the register, or of a province; of each of these years.

    Raises CchcError; never overwrites.
    """
    chosen = [periods()[check_period(key, "--periods")] for key in dict.fromkeys(wanted)]
    for year in years:
        check_year(year, "--year")
    if not chosen:
        raise UsageError("--periods: cần ít nhất một kỳ, ví dụ nam hoặc nam,6-thang.")
    for option, share in (("--errors", errors), ("--sparse", sparse)):
        if not 0 <= share <= 1:
            raise UsageError(f"{option}: cần một phần từ 0 đến 1, ví dụ 0.1, gặp {share}.")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{folder}: đã có và không trống; lệnh demo không ghi đè, hãy chọn thư mục khác.")
    listed: dict[Commune, int] = {}
    for year in years:
        for period in chosen:
            units = _units(communes, period, year, province)
            for place, commune in _reports(units, year, period, seed, previous):
                listed.setdefault(commune, place)
    try:
        return _write_root(folder, listed, Fraction(str(errors)), Fraction(str(sparse)))
    except OSError as error:
        raise CchcError(f"{folder}: không ghi được ({error.strerror}); hãy kiểm tra quyền và chỗ trống.") from error


def _units(communes: int, period: Period, year: int, province: str | None) -> tuple[Unit, ...]:
    """The first units on the last day of the window. Raises UnitError, UsageError."""
    units = units_on(period.window(year)[1], province)
    if not 1 <= communes <= len(units):
        where = f"{period.name_in(year)}, {province}," if province else period.name_in(year)
        raise UsageError(f"--communes: {where} có {len(units)} xã; cần số từ 1 đến {len(units)}, gặp {communes}.")
    return units[:communes]


def _reports(
    units: Iterable[Unit], year: int, period: Period, seed: int, previous: bool
) -> Iterator[tuple[int, Commune]]:
    """The units, each with its place; the period compared with, of the unit itself or of those that it was made of.

    These have places of their own: they take turns with each other.
    """
    earlier, key = period.previous_in(year)
    before, places = periods()[key], itertools.count()
    for place, unit in enumerate(units):
        yield place, Commune(unit, year, period, seed)
        if not previous:
            continue
        day = before.window(earlier)[1]
        if unit.valid_on(day):
            yield place, Commune(unit, earlier, before, seed)
        else:
            yield from ((next(places), Commune(one, earlier, before, seed)) for one in territory(unit, day).units)


def _write_root(folder: Path, listed: Mapping[Commune, int], errors: Fraction, sparse: Fraction) -> Demo:
    shutil.copytree(find_notebooks(), folder / "notebooks", ignore=_not_notebooks, dirs_exist_ok=True)
    planted: list[tuple[Commune, InjectedFault]] = []
    for commune, place in listed.items():
        content = make_submission(commune, sparse=_turn(place, commune, sparse) is not None)
        done = inject_fault(content, turn) if (turn := _turn(place, commune, errors)) is not None else None
        planted += [(commune, done)] if done else []
        _write_submission(folder, content)
    lines = [_planted_line(commune, error) for commune, error in planted]
    _write_text(folder / PLANTED, _table([PLANTED_COLUMNS, *lines]))
    return Demo(folder, len(listed), tuple(planted))


def _not_notebooks(folder: str, names: list[str]) -> list[str]:
    return [name for name in names if not name.endswith(".ipynb")]


def _turn(place: int, commune: Commune, errors: Fraction) -> int | None:
    """Which of those that are to be had this submission gets; None where it gets none.

    The share is kept in every run of neighbours, and periods take turns.
    """
    shifted = place + 3 * commune.year + list(periods()).index(commune.period.key)
    before, after = shifted * errors, (shifted + 1) * errors
    return int(before) if int(after) > int(before) else None


def _planted_line(commune: Commune, error: InjectedFault) -> tuple[str, ...]:
    spot, unit = error.site, commune.unit
    where = (spot.file, str(spot.row), spot.column)
    report = (str(commune.year), commune.period.key, unit.code, unit.full_name)
    return (*report, error.rule, *where, error.before, error.after)


def _write_submission(root: Path, content: SyntheticSubmission) -> None:
    commune = content.commune
    folder = Layout(root).raw().base / commune.path
    folder.mkdir(parents=True)
    sent = {name: rows for name, rows in content.tables.items() if rows}
    files = {name: _table(_under(columns_to_fill(name), rows)) for name, rows in sent.items()}
    origin = {
        "ten": ANNEX,
        "nguon": f"{DEMO}, số liệu mô phỏng, seed {commune.seed}",
        "sha256": hashlib.sha256(files[ANNEX].encode()).hexdigest(),
    }
    files[SOURCE] = _as_yaml({**content.source, "tep": [origin]})
    if content.texts:
        files[TEXTS] = _text_blocks(content.texts)
    for name, text in files.items():
        _write_text(folder / name, text)
    parameters = Layout(root).params / f"{commune.path}.yaml"
    parameters.parent.mkdir(parents=True, exist_ok=True)
    _write_text(parameters, f'ma_xa: "{commune.unit.code}"\nnam: {commune.year}\nky: {commune.period.key}\n')


def _as_yaml(entries: dict[str, object]) -> str:
    """Entries in the YAML that JSON is part of, one a line: twenty times faster than a YAML writer, and always the same."""
    return "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in entries.items())


def _text_blocks(texts: Mapping[str, str]) -> str:
    """Texts as YAML blocks, as people write them."""
    return "".join(f"{key}: |-\n{indent(text, '  ')}\n" for key, text in texts.items())


def _under(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[Sequence[str]]:
    """The rows below their header, each as wide as that."""
    return [head, *([*row, *[""] * (len(head) - len(row))] for row in rows)]


def _table(rows: Iterable[Sequence[str]]) -> str:
    lines = io.StringIO()
    csv.writer(lines, lineterminator="\n").writerows(rows)
    return lines.getvalue()


def _write_text(path: Path, text: str) -> None:
    path.write_bytes(text.encode())
