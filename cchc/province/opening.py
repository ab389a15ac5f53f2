"""Open the roll-up of a province and period. In: parameters. Out: a ProvinceReport. Checks the parameters first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from cchc.build.standing.states import State, UnitState, unit_states
from cchc.catalogue.form import Form
from cchc.document.opening import resolve_root
from cchc.errors import CchcError, UnitError
from cchc.export.names import MANIFEST
from cchc.province.given import read_province
from cchc.province.report import ProvinceReport
from cchc.province.totals import Units
from cchc.province.units import FormsByDay, UnitFigures, read_units
from cchc.raw.keys import ProvinceKey, ReportKey, check_day
from cchc.raw.layout import PROCESSED, RAW, Layout, path_of
from cchc.values.printing import print_date

_BUILT = frozenset({State.DU_THAO, State.SACH, State.DA_BAN_HANH, State.DOI_SAU_BAN_HANH})


def open_province(
    tinh: str | None = None,
    nam: int | None = None,
    ky: str | None = None,
    tinh_den: str | date | None = None,
    du_lieu: str | Path = RAW,
) -> ProvinceReport:
    """The roll-up of the province `tinh` (name with or without its type, or code) for the year `nam` and the period `ky`.

    `tinh_den` is the day as of which lateness is told, the due day where it is not given; `du_lieu` as in `open_report`.
    Raises ParameterError, UnitError, SubmissionError, CchcError, each saying what was expected, found, and what to do.
    """
    key, as_of = ProvinceKey.checked(tinh, nam, ky), check_day(tinh_den)
    raw = resolve_root(du_lieu)
    root = _project(raw, du_lieu)
    source, files = read_province(raw / key.path, key)
    units = _units(root, raw, key, as_of, str(du_lieu))
    return ProvinceReport(key, units, lambda: _before(root, raw, key, str(du_lieu)), source, files, as_of)


def _project(raw: Path, du_lieu: str | Path) -> Path:
    """The project that a raw root belongs to: as many folders above it as its name has; of another place, the one around here."""
    given = Path(du_lieu)
    if not given.is_absolute():
        return raw.absolute().parents[len(given.parts) - 1]
    here = Path.cwd()
    found = next((home for home in (here, *here.parents) if (home / PROCESSED).is_dir()), None)
    if found is None:
        raise CchcError(
            f"Chưa có bảng số liệu nào: không có thư mục {PROCESSED} ở đây hay ở thư mục nào phía trên; "
            "hãy lập báo cáo của các xã trước bằng cchc build."
        )
    return found


def _units(root: Path, raw: Path, key: ProvinceKey, as_of: date | None, du_lieu: str) -> Units:
    states = unit_states(root, key.year, key.period, key.province.code, as_of, du_lieu)
    if not states:
        raise UnitError(
            f"Danh mục không có đơn vị nào của {key.province.full_name} vào ngày {print_date(key.window[1])}; hãy sửa tinh, nam "
            "hoặc ky."
        )
    forms = FormsByDay(raw / str(key.year) / key.period, key.window[1])
    form = _form(forms, states, key)
    return Units(states, _figures(root, key.year, key.period, states, forms), form)


def _form(forms: FormsByDay, states: Sequence[UnitState], key: ProvinceKey) -> Form:
    """The form that the province's totals are of: the one of the window's last day."""
    return forms.of(states[0].unit.code, key.window[1])


def _figures(
    root: Path, year: int, period: str, states: Sequence[UnitState], forms: FormsByDay
) -> dict[str, UnitFigures]:
    """The figures of each unit whose report stands, by its code."""
    layout = Layout(root)
    found = []
    for one in states:
        folder = layout.output.folder(ReportKey(one.unit.code, year, period)) if one.state in _BUILT else None
        if folder is not None and (folder / MANIFEST).is_file():
            found.append((one.unit, path_of(folder)))
    return read_units(found, layout.processed.base, layout.output.base, forms)


def _before(root: Path, raw: Path, key: ProvinceKey, du_lieu: str) -> Units | None:
    """The units of the period before; None where the register has no such province then, or no report of it stands."""
    year, period = key.previous
    try:
        earlier = ProvinceKey.checked(key.province.name, year, period)
        units = _units(root, raw, earlier, None, du_lieu)
    except UnitError:
        return None
    return units if units.figures else None
