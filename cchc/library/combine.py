"""Put the tables of a period together. In: the tables that builds left, a file a report. Out: one file a kind and period.

The reports' own files are the truth. A file in .cchc/ beside the combined ones remembers names, sizes and times of those it
was made from; it is brought up to date when they differ, by reading the changed ones only, and replaced whole, so that
an interrupted run leaves the old one. Without the memory everything is read again: the file comes out the same. Who may
only read the project gets the same rows, put together in memory.
"""

from __future__ import annotations

import functools
import hashlib
import io
import json
import os
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from cchc import __version__
from cchc.build.publish import locked, publish_file
from cchc.catalogue.indicators import indicators, reduction
from cchc.catalogue.rules import families
from cchc.catalogue.tables import Field, fields_of, tidy_tables
from cchc.catalogue.units.register import unit
from cchc.errors import CchcError, WriteError
from cchc.export.names import TABLES
from cchc.indicators.tables import rank_of_statement

COUNTS, INDICATORS, FINDINGS, SCORES = TABLES
_TYPES = {"text": pa.string(), "integer": pa.int64(), "number": pa.float64(), "date": pa.date32(), "truth": pa.bool_()}
_CODE = 5  # digits at the head of a file's name

Stamps = dict[str, list[int]]


def combine(folder: Path, kind: str) -> Path:
    """Bring the file of one kind in data/processed/<year>/<period> up to date, and return it. Raises WriteError."""
    path = folder / f"{kind}.parquet"
    if _stamps(folder, kind) != _remembered(path, kind):
        with locked(folder / ".cchc" / "lock"):  # a build and a notebook may come here at once
            stamps, old = _stamps(folder, kind), _remembered(path, kind)
            publish_file(path, _as_bytes(_updated(path, kind, stamps, old)))
            memory = {"version": _version(kind), "files": stamps, "combined": _stamp(path)}
            publish_file(_memory_of(path), json.dumps(memory).encode())
    return path


def rows_of(folder: Path, kind: str) -> pa.Table:
    """The rows of one kind in data/processed/<year>/<period>, as they are now; nothing is kept where nothing can be."""
    try:
        return _stored(combine(folder, kind))
    except WriteError:
        path = folder / f"{kind}.parquet"
        return _updated(path, kind, _stamps(folder, kind), _remembered(path, kind))


def _stored(path: Path) -> pa.Table:
    return pq.read_table(path).replace_schema_metadata(None)


def _memory_of(path: Path) -> Path:
    return path.parent / ".cchc" / f"{path.stem}.json"


def _stamp(path: Path) -> list[int]:
    status = path.stat()
    return [status.st_size, status.st_mtime_ns]


def _stamps(folder: Path, kind: str) -> Stamps:
    """Size and time of every report's file by name; where a code has two names, the newer one's."""
    newest: dict[str, tuple[int, str, int]] = {}
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(f".{kind}.parquet") and not entry.name.startswith("."):
                status = entry.stat()
                found = (status.st_mtime_ns, entry.name, status.st_size)
                newest[entry.name[:_CODE]] = max(found, newest.get(entry.name[:_CODE], found))
    return {name: [size, time] for time, name, size in sorted(newest.values(), key=lambda found: found[1])}


def _remembered(path: Path, kind: str) -> Stamps:
    """What the combined file was made from; nothing where it is not there, was changed, or is another version's."""
    try:
        memory = json.loads(_memory_of(path).read_bytes())
        stamps: Stamps = memory["files"]
        known = memory["version"] == _version(kind) and memory["combined"] == _stamp(path)
    except (OSError, KeyError, ValueError, TypeError):
        return {}
    return stamps if known else {}


def _version(kind: str) -> str:
    described = repr((__version__, fields_of(kind), tidy_tables().share_unit))
    return hashlib.sha256(described.encode()).hexdigest()


def _updated(path: Path, kind: str, stamps: Stamps, old: Stamps) -> pa.Table:
    """The rows of all reports: those of unchanged ones from the combined file, the others from their own."""
    changed = {name[:_CODE] for name in {*stamps, *old} if stamps.get(name) != old.get(name)}
    fresh = _read_all((path.with_name(name) for name in stamps if name[:_CODE] in changed), kind)
    if not old:
        return fresh
    kept = _stored(path)
    kept = kept.filter(pc.invert(pc.is_in(kept["ma_xa"], value_set=pa.array(sorted(changed), pa.string()))))
    return pa.concat_tables([kept, fresh]).sort_by("ma_xa")  # the sort is stable


def _as_bytes(table: pa.Table) -> bytes:
    content = io.BytesIO()
    pq.write_table(table.replace_schema_metadata(None), content, compression="zstd")
    return content.getvalue()


def _read_all(paths: Iterable[Path], kind: str) -> pa.Table:
    """The rows of these files, with the columns that only the combined file has."""
    fields = fields_of(kind)
    with ThreadPoolExecutor() as readers:
        tables = list(readers.map(functools.partial(_read, fields=fields), paths))
    if not tables:
        return schema_of(fields).empty_table()
    frame = as_frame(pa.concat_tables(tables))
    whole = frame.assign(**_places(frame), **_ADDED[kind](frame))
    return pa.Table.from_pandas(whole, schema=schema_of(fields), preserve_index=False)


def _read(path: Path, fields: Iterable[Field]) -> pa.Table:
    wanted = schema_of(field for field in fields if field.origin == "report")
    try:
        with pq.ParquetFile(path) as file:
            return file.read(columns=wanted.names, use_threads=False).select(wanted.names).cast(wanted)
    except (OSError, KeyError, ValueError, pa.ArrowException) as error:
        raise CchcError(
            f"{path}: cần bảng số liệu do cchc build để lại, gặp tệp hỏng hoặc của phiên bản khác "
            f"({type(error).__name__}); hãy xóa tệp này rồi chạy cchc build."
        ) from error


def schema_of(fields: Iterable[Field]) -> pa.Schema:
    """The columns as Arrow names and types them."""
    return pa.schema([(field.name, _TYPES[field.type]) for field in fields])


def as_frame(table: pa.Table) -> pd.DataFrame:
    """The table for pandas: whole numbers stay whole where some are missing, days are dates that pandas counts with."""
    kinds = {pa.int64(): pd.Int64Dtype()}.get
    frame: pd.DataFrame = table.to_pandas(ignore_metadata=True, types_mapper=kinds, date_as_object=False)
    return frame


def _places(frame: pd.DataFrame) -> Mapping[str, pd.Series]:
    """Type, district and province of each row's unit, as they were on the last day of its data."""
    each = frame[["ma_xa", "den_ngay"]].drop_duplicates()
    units = [unit(code, day.date()) for code, day in each.itertuples(index=False)]
    each = each.assign(
        loai=[found.type for found in units],
        huyen=[found.district for found in units],
        tinh=[found.province for found in units],
        ma_tinh=[found.province_code for found in units],
    )
    placed = frame[["ma_xa", "den_ngay"]].merge(each, how="left").set_index(frame.index)
    return {name: placed[name] for name in ("loai", "huyen", "tinh", "ma_tinh")}


def _added_to_counts(frame: pd.DataFrame) -> Mapping[str, pd.Series]:
    """Which statement of each count stands for it: the annex's, else the narrative's first that is a number."""
    rank = rank_of_statement(frame["trang_thai"], frame["tep"])
    first = rank.sort_values(kind="stable").index
    chosen = frame.loc[first, ["ma_xa", "khoa"]].drop_duplicates().index
    return {"chinh": pd.Series(frame.index.isin(chosen), frame.index)}


def _added_to_indicators(frame: pd.DataFrame) -> Mapping[str, pd.Series]:
    """The unit of every rate, the text that defines it, and whether it is over the denominator that is usual."""
    sources = {key: indicator.source for key, indicator in indicators().items()}
    usual = frame["khoa"].map({key: indicator.denominators[0].name for key, indicator in indicators().items()})
    return {
        "don_vi": pd.Series(tidy_tables().share_unit, frame.index, "str"),
        "nguon": frame["khoa"].map(sources).fillna(reduction().source),
        "chinh": usual.isna() | (usual == frame["ten_mau_so"]),
    }


def _added_to_findings(frame: pd.DataFrame) -> Mapping[str, pd.Series]:
    """The rule's name, and which place of each finding stands for it: its first."""
    names = {key: family.name for key, family in families().items()}
    return {
        "ten_quy_tac": frame["quy_tac"].map(names),
        "chinh": ~frame.duplicated(["ma_xa", "phat_hien"]),
    }


def _added_to_scores(frame: pd.DataFrame) -> Mapping[str, pd.Series]:
    """Nothing: a report's own table of points says all."""
    return {}


_ADDED = {
    COUNTS: _added_to_counts, INDICATORS: _added_to_indicators, FINDINGS: _added_to_findings, SCORES: _added_to_scores,
}  # fmt: skip
