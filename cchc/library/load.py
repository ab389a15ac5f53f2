"""What an explorer asks of all reports at once. In: data/processed, as builds left it. Out: DataFrames.

Columns, their titles and meanings are those of cchc/catalogue/tables.yaml. A missing number is missing, never 0.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Literal

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from cchc.catalogue.periods import past_rules, periods
from cchc.catalogue.units.register import Unit, unit
from cchc.catalogue.units.territory import territory
from cchc.catalogue.writing.names import slug
from cchc.errors import CchcError, ParameterError, UnitError, shown
from cchc.library.combine import COUNTS, FINDINGS, INDICATORS, SCORES, as_frame, rows_of
from cchc.raw.keys import check_code, check_period, check_year, show_value
from cchc.raw.layout import PROCESSED, Tree

_SAME = {COUNTS: ["ma_xa", "dai_luong", "pham_vi"], INDICATORS: ["ma_xa", "khoa", "nhan", "ten_mau_so"]}
_WINDOW, _WINDOW_THEN = ["tu_ngay", "den_ngay"], ["tu_truoc", "den_truoc"]
_THEN = {**dict(zip(_WINDOW, _WINDOW_THEN, strict=True)), "gia_tri": "gia_tri_truoc"}
_KINDS_OF_PROVINCE = ("tinh-", "thanh-pho-", "tp-")

Home = str | Path
Codes = str | Iterable[str] | None
Years = int | Iterable[int] | None
YearPeriod = tuple[int, str]
Chosen = dict[YearPeriod, list[str] | None]  # the codes wanted of each period, None for all


def load_counts(
    *,
    year: Years = None,
    period: str | None = None,
    province: str | None = None,
    code: Codes = None,
    every_statement: bool = False,
    previous: bool = False,
    along: Literal["predecessors"] | None = None,
    root: Home = ".",
) -> pd.DataFrame:
    """The counts that communes stated, one row a commune, period and count, with unit, label and raw cell.

    Each stands as the annex states it, else as the narrative first does; `every_statement` gives all statements.
    `previous` adds the value of the period before (`gia_tri_truoc`) and the difference (`thay_doi`), none where one of the
    two windows is longer by more than periods.yaml allows.
    `along="predecessors"` puts all on the units of today, which `province` and `code` then mean: of a merged one the sum
    of those that it was made of (`cong_tu`), or no number where `thieu` names units whose number is missing.
    Raises CchcError, saying what there is, where there is nothing.
    """
    if along is None:
        table = _load(COUNTS, _choose(root, year, period, province, code), root, every_statement)
    else:
        _check_along(along, every_statement)
        table = _chosen_today(_on_today(_choose(root, year, period, None, None), root), province, code)
    return _with_previous(table, COUNTS, root, along is not None) if previous else table


def load_indicators(
    *,
    year: Years = None,
    period: str | None = None,
    province: str | None = None,
    code: Codes = None,
    every_denominator: bool = False,
    previous: bool = False,
    root: Home = ".",
) -> pd.DataFrame:
    """The computed rates (0 to 1), one row a commune, period and rate, with both operands.

    Each stands over the denominator that is usual; `every_denominator` gives one row for each that is in use.
    `previous` adds the value of the period before (`gia_tri_truoc`) and the difference (`thay_doi`): 0.05 is 5 points.
    Raises CchcError, saying what there is, where there is nothing.
    """
    table = _load(INDICATORS, _choose(root, year, period, province, code), root, every_denominator)
    return _with_previous(table, INDICATORS, root) if previous else table


def load_findings(
    *,
    year: Years = None,
    period: str | None = None,
    province: str | None = None,
    code: Codes = None,
    every_place: bool = False,
    root: Home = ".",
) -> pd.DataFrame:
    """The findings of the checks, one row a finding with the first cell that it speaks of.

    `every_place` gives one row for each cell that a finding speaks of.
    Raises CchcError, saying what there is, where there is nothing.
    """
    return _load(FINDINGS, _choose(root, year, period, province, code), root, every_place)


def load_scores(
    *,
    year: Years = None,
    period: str | None = None,
    province: str | None = None,
    code: Codes = None,
    root: Home = ".",
) -> pd.DataFrame:
    """The points by scoring tables, one row a group or criterion, and one for the total; none of a table without any points.

    Each says of how many points it is (`tinh_tren`), what lacks, and the raw cell or the rule that it comes from.
    Raises CchcError, saying what there is, where there is nothing.
    """
    return _load(SCORES, _choose(root, year, period, province, code), root)


def choose_period(year: int | None = None, period: str | None = None, root: Home = ".") -> tuple[int, str]:
    """The year and period asked for; where one is left open, the latest that has reports, the longest first."""
    known = _periods_built(find_processed(root), year, period)
    windows = {(nam, ky): periods()[ky].window(nam) for nam, ky in known}
    return max(known, key=lambda one: (windows[one][1], windows[one][1] - windows[one][0]))


def find_processed(root: Home = ".") -> Path:
    """The folder data/processed of the project; a relative root in the nearest of this folder and those above it."""
    given = Path(root)
    starts = [given] if given.is_absolute() else [given, *(folder / given for folder in Path.cwd().parents)]
    found = next((start / PROCESSED for start in starts if (start / PROCESSED).is_dir()), None)
    if found is None:
        raise CchcError(
            f'Chưa có bảng số liệu nào: không có thư mục {PROCESSED} trong "{root}" hay ở thư mục nào phía trên; '
            "hãy lập báo cáo trước bằng cchc build (hoặc make report), hoặc sửa root."
        )
    return found


def _load(kind: str, chosen: Chosen, root: Home, every_row: bool = False) -> pd.DataFrame:
    """The rows of these units and periods; of several for one thing the first, unless every row is wanted."""
    home = find_processed(root)
    tables = [_read(home, kind, one, codes) for one, codes in chosen.items()]
    table = pa.concat_tables(tables)
    if "chinh" in table.column_names and not every_row:
        table = table.filter(table["chinh"]).drop_columns("chinh")
    return as_frame(table)


def _read(home: Path, kind: str, one: YearPeriod, codes: list[str] | None) -> pa.Table:
    table = rows_of(Tree(home).period(*one), kind)
    return table if codes is None else table.filter(pc.is_in(table["ma_xa"], value_set=pa.array(codes, pa.string())))


def _periods_built(home: Path, year: Years, period: str | None) -> list[YearPeriod]:
    """Years and periods that have reports, of those asked for. Raises CchcError naming the ones there are."""
    years, asked = _as_years(year), None if period is None else check_period(period, "period")
    built = periods_in(home)
    found = [one for one in built if (years is None or one[0] in years) and asked in (None, one[1])]
    absent = sorted({*(years or ())} - {one[0] for one in found})
    if absent or not found:
        have = ", ".join(f"{nam} {ky}" for nam, ky in built) or "chưa có kỳ nào"
        wanted = " ".join(part for part in (", ".join(map(str, absent)), asked) if part) or "bất kỳ"
        raise CchcError(
            f"Chưa có bảng số liệu của kỳ {wanted} trong {PROCESSED} (đã lập: {have}); "
            "hãy lập báo cáo trước bằng cchc build, hoặc chọn year và period khác."
        )
    return found


def _as_years(year: Years) -> list[int] | None:
    """The years asked for; None for all. Raises ParameterError."""
    if year is None:
        return None
    several = year if isinstance(year, Iterable) and not isinstance(year, str) else [year]
    return [check_year(one, "year") for one in several]


def periods_in(home: Path) -> list[YearPeriod]:
    """Every year and period that a build has left tables of."""
    tree, known = Tree(home), periods()
    return [one for one in tree.periods() if one[1] in known and any(_tables_in(tree.period(*one)))]


def _choose(root: Home, year: Years, period: str | None, province: str | None, code: Codes) -> Chosen:
    """The codes wanted of each period, all where nothing narrows them. Raises CchcError where none has a report."""
    home = find_processed(root)
    chosen = _periods_built(home, year, period)
    if province is None and code is None:
        return dict.fromkeys(chosen)
    asked = None if code is None else _as_codes(code)
    reports = {one: _units_reported(home, one) for one in chosen}
    everyone = [found for units in reports.values() for found in units]
    _refuse_absent_codes(asked or [], everyone)
    _refuse_absent_province(province, everyone)
    return {
        one: [
            u.code
            for u in units
            if (asked is None or u.code in asked) and (province is None or is_in_province(u, province))
        ]
        for one, units in reports.items()
    }


def _as_codes(code: str | Iterable[str]) -> list[str]:
    return [check_code(one, "code") for one in ([code] if isinstance(code, str | int) else code)]


def _units_reported(home: Path, one: YearPeriod) -> list[Unit]:
    """The units whose reports were built for a period, a report without a row in the table among them."""
    last_day = periods()[one[1]].window(one[0])[1]
    files = _tables_in(Tree(home).period(*one))
    return [unit(code, last_day) for code in sorted({file.name.partition("-")[0] for file in files})]


def _tables_in(folder: Path) -> Iterator[Path]:
    """The tables of counts that builds left there; what begins with a dot is a system's own."""
    return (file for file in folder.glob(f"*.{COUNTS}.parquet") if not file.name.startswith("."))


def _refuse_absent_codes(asked: list[str], everyone: list[Unit]) -> None:
    absent = sorted({*asked} - {known.code for known in everyone})
    if absent:
        raise UnitError(
            f"Tham số code: không có báo cáo của đơn vị mã {', '.join(absent)} trong các kỳ đã chọn; "
            "hãy kiểm tra code, year và period, hoặc lập báo cáo bằng cchc build."
        )


def _refuse_absent_province(province: str | None, everyone: list[Unit]) -> None:
    if province is not None and not isinstance(province, str):
        raise ParameterError(
            f'Tham số province: cần tên hoặc mã trong ngoặc kép, ví dụ "Thanh Hóa" hoặc "38", gặp {show_value(province)}.'
        )
    if province is not None and not any(is_in_province(known, province) for known in everyone):
        have = ", ".join(sorted({known.province for known in everyone}))
        raise UnitError(
            f'Tham số province: không có báo cáo của tỉnh "{shown(province)}" trong các kỳ đã chọn; hãy chọn một trong: {have}.'
        )


def is_in_province(known: Unit, province: str) -> bool:
    """Whether the unit is in the province, called by its code or by its name, with or without kind and accents."""
    return province == known.province_code or _bare(province) == _bare(known.province)


@functools.cache
def _bare(province: str) -> str:
    """The name of a province without its kind and accents: "Tỉnh Thanh Hóa" gives "thanh-hoa"."""
    name = slug(province)
    return next((name.removeprefix(kind) for kind in _KINDS_OF_PROVINCE if name.startswith(kind)), name)


def _check_along(along: str, every_statement: bool) -> None:
    """Raises ParameterError."""
    if along != "predecessors":
        raise ParameterError(f'Tham số along: cần "predecessors", gặp {show_value(along)}.')
    if every_statement:
        raise ParameterError("Tham số along cộng một số của mỗi đơn vị; hãy bỏ along hoặc every_statement.")


def _on_today(chosen: Chosen, root: Home) -> pd.DataFrame:
    """The counts of these periods on the units of today."""
    from cchc.library.merged import on_units_of_today

    return on_units_of_today(_load(COUNTS, chosen, root))


def _chosen_today(table: pd.DataFrame, province: str | None, code: Codes) -> pd.DataFrame:
    """The rows of these units of today. Raises UnitError, ParameterError where one has no row."""
    codes = table["ma_xa"].unique()
    units = {one: unit(one, date.max) for one in codes}
    asked = None if code is None else _as_codes(code)
    _refuse_absent_codes(asked or [], list(units.values()))
    _refuse_absent_province(province, list(units.values()))
    kept = [
        one
        for one, known in units.items()
        if (asked is None or one in asked) and (province is None or is_in_province(known, province))
    ]
    return table[table["ma_xa"].isin(kept)].reset_index(drop=True)


def _with_previous(table: pd.DataFrame, kind: str, root: Home, today: bool = False) -> pd.DataFrame:
    """The table with the value of the period before beside each, where the same unit reported then, or those of `today`."""
    home, same = find_processed(root), _SAME[kind]
    pairs = table[["nam", "ky"]].drop_duplicates().itertuples(index=False)
    olders = [_older(home, kind, table.query("nam == @nam and ky == @ky"), nam, ky, today) for nam, ky in pairs]
    blank = table.head(0)[["nam", "ky", *same, *_WINDOW, "gia_tri"]].rename(columns=_THEN)
    older = pd.concat([found for found in olders if found is not None] or [blank])
    joined = table.merge(older, on=["nam", "ky", *same], how="left", validate="many_to_one")
    changed = (joined["gia_tri"] - joined["gia_tri_truoc"]).where(_alike(joined))
    return joined.assign(thay_doi=changed).drop(columns=_WINDOW_THEN)


def _alike(joined: pd.DataFrame) -> pd.Series[bool]:
    """Whether the windows of both periods are about as long."""
    days, then = ((joined[last] - joined[first]).dt.days + 1 for first, last in (_WINDOW, _WINDOW_THEN))
    longest = pd.concat([days, then], axis=1).max(axis=1)
    return (days - then).abs() * 100 <= longest * past_rules().windows_apart


def _older(home: Path, kind: str, table: pd.DataFrame, nam: int, ky: str, today: bool) -> pd.DataFrame | None:
    """The values of the period before, under the name of the period that is compared with it; None without reports."""
    before = periods()[ky].previous_in(nam)
    if before not in periods_in(home):
        return None
    root = home.parents[1]
    rows = _on_today({before: None}, root) if today else _load(kind, {before: None}, root, every_row=kind == INDICATORS)
    same = rows["ma_xa"] if today else _same_units(table, rows, kind)
    kept = rows.loc[rows["ma_xa"].isin(same), [*_SAME[kind], *_WINDOW, "gia_tri"]].drop_duplicates(_SAME[kind])
    named = kept.rename(columns=_THEN).assign(nam=nam, ky=ky)
    return named.astype({"nam": table["nam"].dtype, "ky": table["ky"].dtype})


def _same_units(table: pd.DataFrame, rows: pd.DataFrame, kind: str) -> list[str]:
    """The codes that mean one unit in both. A code may have passed to another in between: 15976 did on 1 July 2025.

    Rates do not say which quantities they are made of: they are compared on one side of that day only.
    """
    now = table[["ma_xa", "den_ngay"]].drop_duplicates()
    then = rows[["ma_xa", "den_ngay"]].drop_duplicates()
    both = now.merge(then, on="ma_xa", suffixes=("", "_truoc")).itertuples(index=False)
    pairs = [(unit(code, day.date()), earlier.date()) for code, day, earlier in both]
    return [one.code for one, day in pairs if (territory(one, day).same if kind == COUNTS else one.begun <= day)]
