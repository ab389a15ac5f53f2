"""Extract the register of communes from published data. In: the wheel of vietnamadminunits. Out: units.csv.

The project does not depend on that package; its data were read once, and this script shows how:

    pip download --no-deps vietnamadminunits==1.0.4
    python tools/extract_units.py vietnamadminunits-1.0.4-py3-none-any.whl

It writes `cchc/catalogue/units/units.csv` (or the file given as second argument), with the same bytes every time:
one row for each commune-level unit before the reorganisation of 1 July 2025 and one for each unit after it.
The package says nothing of dates: its old list is the state of early 2025, so old rows have no `valid_from`.
What changed since of a unit that stayed what it was (a commune became a ward) is in `cchc/catalogue/units/unit_changes.yaml`.
Names keep the accents of the source, which writes both "Thủy" and "Thuỷ". A type is taken from the full name:
the package's own column of types is wrong in seven rows.
"""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import sys
import unicodedata
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

OUTPUT = Path(__file__).parents[1] / "cchc" / "catalogue" / "units" / "units.csv"
DATABASE = "vietnamadminunits/data/dataset.db"
CONVERTER = "vietnamadminunits/data/converter_2025.json"

TYPES = ("thị trấn", "đặc khu", "phường", "xã")
LAST_DAY_OF_OLD = "2025-06-30"
FIRST_DAY_OF_NEW = "2025-07-01"
OLD_COUNT = 10_035
NEW_COUNT = 3_321

# Island districts without communes: they became đặc khu, so five new units have no predecessor at this level.
DISTRICTS_WITHOUT_COMMUNES = frozenset({
    "thanhphodanang_huyenhoangsa_", "thanhphohaiphong_huyenbachlongvi_", "tinhbariavungtau_huyencondao_",
    "tinhquangngai_huyenlyson_", "tinhquangtri_huyenconco_",
})  # fmt: skip

# The source joined old to new units by name inside the merged province, so that two old units of one name, in
# different districts, were each given the successors of both. These successors (old code: wrong new codes)
# belong to the namesake alone: the old unit lies in another district, up to 99 km away, and the mapping of
# vietnam-provinces 2026.9.0, made independently, does not have them either.
NAMESAKE_SUCCESSORS = {
    "06079": ("06184",), "10798": ("11911",), "11890": ("10804", "10843"), "25462": ("27694",),
    "27691": ("25459",), "28252": ("29869",), "28270": ("29869",), "28437": ("29869",), "28439": ("29869",),
    "28924": ("29734",), "29623": ("29182",), "29734": ("28921",), "29902": ("29869",), "29908": ("29869",),
    "31246": ("31726",), "31268": ("31666",), "31378": ("31654",), "31379": ("31582",), "31438": ("31741",),
    "31474": ("31741",), "31480": ("31639",), "31483": ("31591",), "31582": ("31378",), "31606": ("31495",),
    "31657": ("31378",), "31666": ("31288",), "31669": ("31480",), "31714": ("31246",), "31741": ("31408",),
    "31744": ("31473",),
}  # fmt: skip

Links = dict[str, set[str]]
Converter = dict[str, dict[str, dict[str, list[Any]]]]


class Row(NamedTuple):
    """One row of units.csv, its fields being the columns."""

    code: str
    name: str
    type: str
    district_code: str
    district: str
    province_code: str
    province: str
    valid_from: str
    valid_to: str
    predecessors: str
    successors: str


def read_wheel(wheel: Path) -> tuple[sqlite3.Connection, Converter]:
    """Open the wheel's database and its table of conversions."""
    with zipfile.ZipFile(wheel) as archive:
        connection = sqlite3.connect(":memory:")
        connection.deserialize(archive.read(DATABASE))
        return connection, json.loads(archive.read(CONVERTER))


def split_type(full_name: str) -> tuple[str, str]:
    """Split "Xã Hoằng Lưu" into "xã" and "Hoằng Lưu"; ValueError if it starts with no known type.

    A name begins with a capital: the source has one that does not ("xã é Tòng").
    """
    text = unicodedata.normalize("NFC", full_name)
    for kind in TYPES:
        if text.casefold().startswith(f"{kind} "):
            name = text[len(kind) + 1 :]
            return kind, name[:1].upper() + name[1:]
    raise ValueError(f"expected a name that starts with one of {', '.join(TYPES)}, found {full_name!r}")


def read_codes(connection: sqlite3.Connection) -> tuple[dict[str, str], dict[tuple[str, str], str]]:
    """The codes behind the converter's keys: old ones by one joined key, new ones by province and unit."""
    old = connection.execute(
        "SELECT provinceKey || '_' || districtKey || '_' || wardKey, wardCode FROM admin_units_legacy"
        " WHERE wardCode IS NOT NULL"
    )
    new = connection.execute("SELECT provinceKey, wardKey, wardCode FROM admin_units")
    return dict(old.fetchall()), {(province, ward): code for province, ward, code in new}


def converter_pairs(converter: Converter) -> Iterable[tuple[str, tuple[str, str]]]:
    """Every (old key, new key) that the converter states, units that were divided included."""
    for province, wards in converter["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for ward, old_keys in wards.items():
            yield from ((old_key, (province, ward)) for old_key in old_keys)
    for province, divided in converter["DICT_PROVINCE_WARD_DIVIDED"].items():
        for old_key, parts in divided.items():
            yield from ((old_key, (province, part["newWardKey"])) for part in parts)


def drop_namesakes(links: Links) -> None:
    """Take the wrong successors out of `links`; KeyError if the source no longer has one of them."""
    for old_code, wrong in NAMESAKE_SUCCESSORS.items():
        for new_code in wrong:
            links[old_code].remove(new_code)


def read_successors(connection: sqlite3.Connection, converter: Converter) -> Links:
    """The new codes that each old code went to."""
    old_codes, new_codes = read_codes(connection)
    links: Links = {}
    for old_key, new_key in converter_pairs(converter):
        if old_key not in DISTRICTS_WITHOUT_COMMUNES:
            links.setdefault(old_codes[old_key], set()).add(new_codes[new_key])
    drop_namesakes(links)
    return links


def invert(links: Links) -> Links:
    """The same links, read from the other end."""
    inverted: Links = {}
    for source, targets in links.items():
        for target in targets:
            inverted.setdefault(target, set()).add(source)
    return inverted


def old_rows(connection: sqlite3.Connection, successors: Links) -> list[Row]:
    """The units that ended on 30 June 2025."""
    found = connection.execute(
        "SELECT wardCode, ward, districtCode, district, provinceCode, province FROM admin_units_legacy"
        " WHERE wardCode IS NOT NULL"
    )
    rows = []
    for code, ward, district_code, district, province_code, province in found:
        kind, name = split_type(ward)
        parents = (district_code, district, province_code, province)
        after = ";".join(sorted(successors[code]))
        rows.append(Row._make((code, name, kind, *parents, "", LAST_DAY_OF_OLD, "", after)))
    return rows


def new_rows(connection: sqlite3.Connection, predecessors: Links) -> list[Row]:
    """The units that began on 1 July 2025."""
    found = connection.execute("SELECT wardCode, ward, provinceCode, province FROM admin_units")
    rows = []
    for code, ward, province_code, province in found:
        kind, name = split_type(ward)
        before = ";".join(sorted(predecessors.get(code, ())))
        rows.append(Row(code, name, kind, "", "", province_code, province, FIRST_DAY_OF_NEW, "", before, ""))
    return rows


def write_units(rows: list[Row], output: Path) -> None:
    """Write the rows by code, the old unit of a code before the new one."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(Row._fields)
    in_order = sorted(rows, key=lambda row: (row.code, row.valid_from))
    writer.writerows(in_order)
    output.write_bytes(unicodedata.normalize("NFC", text.getvalue()).encode())


def main(arguments: list[str]) -> int:
    """Make units.csv from the wheel named on the command line."""
    if len(arguments) not in (1, 2):
        print("usage: python tools/extract_units.py WHEEL [OUTPUT]", file=sys.stderr)
        return 2
    connection, converter = read_wheel(Path(arguments[0]))
    successors = read_successors(connection, converter)
    old, new = old_rows(connection, successors), new_rows(connection, invert(successors))
    if (len(old), len(new)) != (OLD_COUNT, NEW_COUNT):
        raise ValueError(f"expected {OLD_COUNT} old and {NEW_COUNT} new units, found {len(old)} and {len(new)}")
    write_units(old + new, Path(arguments[1]) if len(arguments) == 2 else OUTPUT)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
