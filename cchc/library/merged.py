"""Put counts of any time on the units of today. In: a DataFrame of counts. Out: one row a unit of today, period and quantity.

A unit of today has the sum of those that it was made of, where each of them stated the number; else no number, and the column
`thieu` names whose is missing. What a unit stated that was split between several is part of no sum.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from datetime import date, timedelta

import pandas as pd

from cchc.catalogue.periods import periods
from cchc.catalogue.units.register import Unit, same_unit, title, unit
from cchc.catalogue.units.territory import Territory, territory

_BY = ["ma_xa", "nam", "ky", "dai_luong", "pham_vi"]
_CELL = ["muc", "tep", "dong", "cot", "nguyen_van"]  # where one number stands; of a sum there are several
_OTHERWISE = {"tu_ngay": "min", "den_ngay": "max", "du_thao": "any", "tong_hop": "any"}


def on_units_of_today(counts: pd.DataFrame) -> pd.DataFrame:
    """The counts by unit of today, with `cong_tu` (the codes that were added up) and `thieu` (whose are missing) behind them."""
    each = counts[["ma_xa", "den_ngay"]].drop_duplicates()
    pairs = [(code, day, one.code) for code, day in each.itertuples(index=False) for one in _today(code, day.date())]
    homes = pd.DataFrame(pairs, columns=["ma_xa", "den_ngay", "nay"])
    homes = homes.astype({name: counts[name].dtype for name in ("ma_xa", "den_ngay")})
    placed = counts.merge(homes, on=["ma_xa", "den_ngay"]).rename(columns={"ma_xa": "cong_tu", "nay": "ma_xa"})
    return _added(placed.drop_duplicates([*_BY, "cong_tu"]))[[*counts.columns, "cong_tu", "thieu"]]


def _today(code: str, day: date) -> list[Unit]:
    """The units of today that have the territory of the unit which had the code on the day."""
    last = same_unit(unit(code, day))[-1]
    if last.valid_to is None:
        return [last]
    after = last.valid_to + timedelta(days=1)
    return [one for successor in last.successors for one in _today(successor, after)]


def _added(placed: pd.DataFrame) -> pd.DataFrame:
    """One row a group: its sum where it is whole."""
    groups = placed.groupby(_BY, sort=False, dropna=False)
    others = (name for name in placed.columns if name not in (*_BY, *_OTHERWISE, "gia_tri", "cong_tu"))
    table = groups.agg({**dict.fromkeys(others, "first"), **_OTHERWISE, "gia_tri": "sum"}).reset_index()
    known, listed = groups["gia_tri"].count().to_numpy(), groups.size().to_numpy()
    had = [_had(*found) for found in table[["ma_xa", "nam", "ky"]].itertuples(index=False)]
    whole = [count == len(one.units) and not one.split for count, one in zip(known, had, strict=True)]
    stated = list(_stated(table, placed))
    table["cong_tu"] = [";".join(sorted(codes)) for codes in stated]
    table["thieu"] = [
        "" if fine or one.same else _lacking(one, codes) for fine, one, codes in zip(whole, had, stated, strict=True)
    ]
    table.loc[~pd.Series(whole), "gia_tri"] = float("nan")
    table.loc[listed > 1, _CELL] = None
    table.loc[listed > 1, "trang_thai"] = ["derived" if fine else "missing" for fine in pd.Series(whole)[listed > 1]]
    return table.assign(**_identity(table))


@functools.lru_cache(maxsize=1 << 14)
def _had(code: str, year: int, period: str) -> Territory:
    """The units that had the territory of a unit of today on the last day of the period."""
    return territory(_last(code), periods()[period].window(year)[1])


@functools.lru_cache(maxsize=1 << 13)
def _last(code: str) -> Unit:
    return unit(code, date.max)


def _stated(table: pd.DataFrame, placed: pd.DataFrame) -> Iterator[set[str]]:
    """The codes of each group that stated the number."""
    known = placed[placed["gia_tri"].notna()].fillna({"pham_vi": ""})
    found = known.groupby(_BY, sort=False)["cong_tu"].agg(set).to_dict()
    keys = table[_BY].fillna({"pham_vi": ""}).itertuples(index=False, name=None)
    yield from (found.get(key, set()) for key in keys)


def _lacking(had: Territory, stated: set[str]) -> str:
    """The units that stand in the way of a sum, in words."""
    absent = [title(one) for one in had.units if one.code not in stated]
    return "; ".join([*absent, *(f"{title(one)} (chia cho nhiều đơn vị)" for one in had.split if one.code in stated)])


def _identity(table: pd.DataFrame) -> dict[str, list[str]]:
    """Name and place of each row's unit, as they are today."""
    units = [_last(code) for code in table["ma_xa"]]
    return {
        "ten_xa": [one.full_name for one in units],
        "loai": [one.type for one in units],
        "huyen": [one.district for one in units],
        "tinh": [one.province for one in units],
        "ma_tinh": [one.province_code for one in units],
    }
