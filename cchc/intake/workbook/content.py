"""What stands in a workbook. In: `Filling`. Out: the lines of each sheet, as texts; how they look is left to the writer."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from cchc.catalogue.annex import AnnexRow
from cchc.catalogue.counts import count_info
from cchc.catalogue.outline import OPENING
from cchc.errors import CatalogueError
from cchc.intake.workbook.filling import Filling
from cchc.intake.workbook.layout import Info, layout
from cchc.intake.workbook.names import OPENING_NAME
from cchc.raw.decisions import ACCEPTANCES
from cchc.raw.files import Record
from cchc.raw.matching import MatchedRow, match_rows
from cchc.raw.source import Source
from cchc.raw.submission import ANNEX, DOCUMENTS, PLACE, REDUCTIONS, STATEMENTS
from cchc.raw.texts import IN_PLACE
from cchc.values.printing import print_date
from cchc.values.reading import clean

Cells = dict[str, str]

CORRECTED = "dieu_chinh"  # the column that carries the corrections of a row
ORDER = "thu_tu"  # the column that carries the place of a row where rows were sent in an order of their own
DOCUMENT, ACCEPTED = "Tài liệu gốc", "Kết quả kiểm tra đã chấp nhận"  # what is carried in Thông tin
_CHUNK = 30_000  # characters; a cell holds 32,767


@dataclass(frozen=True)
class Line:
    """One line of a sheet: texts by column. `kind` is what its value is; `open` where other cells than usual are filled in.

    `quantity` is the key that sums know its value by; `group` sets a line off, `title` lets its text run on over the next cells.
    """

    cells: Cells
    kind: str = "text"
    group: bool = False
    title: bool = False
    quantity: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    open: frozenset[str] | None = None


def sheet_lines(filling: Filling) -> dict[str, list[Line]]:
    """The lines of each sheet, by the sheet's key."""
    made = {
        "bia": _cover,
        "phu_luc_01b": _annex,
        "cat_giam": _reductions,
        "so_lieu_khac": _statements,
        "van_ban": _documents,
        "noi_dung": _texts,
        "thong_tin": _info,
    }
    return {key: [*lines(filling)] for key, lines in made.items()}


def _free(sheet: str, kind: str = "text", columns: Sequence[str] = ()) -> Iterator[Line]:
    """The blank lines at the end of a sheet; `columns` are open in them besides the usual ones."""
    usual = [column.name for column in layout().sheet(sheet).columns if column.open]
    for _ in range(layout().free[sheet]):
        yield Line({}, kind, open=frozenset([*usual, *columns]) if columns else None)


# The cover


def _cover(filling: Filling) -> Iterator[Line]:
    yield from (
        Line({"khoa": key, "ten": layout().identity[key], "gia_tri": text}) for key, text in identity(filling).items()
    )
    start, end = window(filling)
    said = layout().previous
    earlier = said.there.format(name=filling.earlier.name) if filling.earlier.name else said.absent
    words = {
        "unit": ", ".join(filter(None, [filling.unit.full_name, filling.unit.district, filling.unit.province])),
        "window": f"{print_date(start)} đến {print_date(end)}",
        "file": f"{filling.key.code}-{filling.unit.slug}.xlsx",
        "previous": earlier,
    }
    yield from (Line({"ten": step.ten, "gia_tri": step.text.format_map(words)}) for step in layout().guide)


def identity(filling: Filling) -> dict[str, str]:
    """What says whose workbook it is: on the cover and in the properties of the file."""
    return {
        "ma_xa": filling.key.code,
        "nam": str(filling.key.year),
        "ky": filling.key.period,
        "bieu_mau": filling.form.head.id,
    }


def window(filling: Filling) -> tuple[date, date]:
    """First and last day of the data: those sent, else those of the period within the unit's life."""
    if filling.sent:
        return filling.sent.source.tu_ngay, filling.sent.source.den_ngay
    start, end = filling.form.period(filling.key.period).window(filling.key.year)
    return max(start, filling.unit.begun), end


# Annex


def _annex(filling: Filling) -> Iterator[Line]:
    sent = filling.sent.tables.get(ANNEX, ()) if filling.sent else ()
    pairs = match_rows(sent, filling.form)
    lines = [_annex_line(pair, filling) for pair in pairs]
    if _in_own_order(pairs, filling):
        lines = [replace(one, cells={**one.cells, ORDER: str(place)}) for place, one in enumerate(lines, 1)]
    yield from lines
    yield from _free("phu_luc_01b", columns=("stt", "chi_tieu", "don_vi_tinh"))


def _in_own_order(pairs: Sequence[MatchedRow], filling: Filling) -> bool:
    """Whether the rows were sent in another order than that of the form."""
    order = {row.code: place for place, row in enumerate(filling.form.rows)}
    places = [order[pair.row.code] for pair in pairs if pair.row]
    return places != sorted(places)


def _annex_line(pair: MatchedRow, filling: Filling) -> Line:
    row, record = pair.row, pair.record
    if row is None:
        assert record is not None
        usual = {"stt", "chi_tieu", "don_vi_tinh", "so_lieu", "ghi_chu"}
        return Line(_sent(record), open=frozenset(usual))
    cells = {"khoa": row.code, "stt": row.stt, "chi_tieu": row.label, "don_vi_tinh": row.unit}
    cells |= _sent(record) if record else {}
    cells["ky_truoc"] = filling.earlier.annex.get(row.dai_luong, "")
    group = row.kind == "heading"
    key = "" if group else row.key
    return Line(cells, row.kind, group, quantity=key, choices=row.choices, note=_choices(row))


def _choices(row: AnnexRow) -> str:
    return "; ".join(f"{value} = {meaning}" for value, meaning in row.choices.items())


def _sent(record: Record) -> Cells:
    """The texts of a record as received; where they were corrected, the corrections in a column of their own."""
    cells = {name: text for name, text in record.fields.items() if name != PLACE or text.strip()}
    if record.corrected:
        cells |= {column: made.thay for column, made in record.corrected.items()}
        made = [one.model_dump(exclude={"tep", "dong"}) for one in record.corrected.values()]
        cells[CORRECTED] = json.dumps(made, ensure_ascii=False, default=str)
    return cells


# Shortened procedures, documents


def _reductions(filling: Filling) -> Iterator[Line]:
    yield from _records(filling, REDUCTIONS)
    yield from _free("cat_giam")


def _records(filling: Filling, name: str) -> Iterator[Line]:
    yield from (Line(_sent(record)) for record in (filling.sent.tables.get(name, ()) if filling.sent else ()))


def _documents(filling: Filling) -> Iterator[Line]:
    for line in _records(filling, DOCUMENTS):
        yield Line({**line.cells, "muc": filling.names.section(clean(line.cells["muc"]))})
    yield from _free("van_ban")


# What the narrative states


def _statements(filling: Filling) -> Iterator[Line]:
    """The counts that the form asks for and all that were sent, each section under its title."""
    last = ""
    for muc, line in _by_section(filling):
        if muc != last:
            yield Line({"muc": filling.names.section(muc)}, group=True, title=True, open=frozenset())
        last = muc
        yield line
    yield from _free("so_lieu_khac", "measure", ("muc", "chi_tieu", "don_vi"))


def _by_section(filling: Filling) -> list[tuple[str, Line]]:
    """The lines with their sections: those sent in their order, between them, in that of the outline, what was not sent."""
    sent = list(filling.sent.tables.get(STATEMENTS, ())) if filling.sent else []
    stated = {(clean(record["muc"]), clean(record["khoa"])) for record in sent}
    lines = [(clean(record["muc"]), _stated(record, filling)) for record in sent]
    order = {key: place for place, key in enumerate(filling.form.outline.keys)}
    for muc, key in filling.form.asked_on(window(filling)[1]):
        if (muc, key) not in stated:
            lines.insert(_behind(muc, [one for one, _ in lines], order), (muc, _wanted(muc, key, filling)))
    return lines


def _behind(muc: str, sections: Sequence[str], order: Mapping[str, int]) -> int:
    """Where a line of a section goes: behind the last of it, else before the first of a later one."""
    if muc in sections:
        return len(sections) - sections[::-1].index(muc)
    later = (place for place, one in enumerate(sections) if order.get(one, 0) > order[muc])
    return next(later, len(sections))


def _wanted(muc: str, key: str, filling: Filling) -> Line:
    known = count_info(key, filling.form)
    holds = f"Gồm {known.holds}. " if known.holds else ""
    note = f"{holds}Không gồm {known.holds_not}." if known.holds_not else holds
    return Line(_named(muc, key, filling) | {"don_vi": known.unit}, known.kind, quantity=key, note=note.strip())


def _named(muc: str, key: str, filling: Filling) -> Cells:
    shown = OPENING_NAME if muc == OPENING else muc
    before = filling.earlier.stated.get((muc, key), "")
    return {"khoa": f"{muc} {key}", "muc": shown, "chi_tieu": filling.names.name(key), "ky_truoc": before}


def _stated(record: Record, filling: Filling) -> Line:
    muc, key = clean(record["muc"]), clean(record["khoa"])
    cells = _sent(record) | _named(muc, key, filling) | {"mau_so": filling.names.whole(record.fields.get("mau_so", ""))}
    try:
        kind: str = count_info(key, filling.form).kind
    except CatalogueError:  # a key that nobody knows is kept, and found by the checks
        kind = "text"
    scoped = bool(record.fields.get("pham_vi", "").strip())
    return Line(cells, kind, quantity="" if scoped else key)


# Free text


def _texts(filling: Filling) -> Iterator[Line]:
    """One line a paragraph, with blank ones behind it where a section ends the outline."""
    sent = filling.sent.texts if filling.sent else {}
    in_place = filling.sent.in_place if filling.sent else frozenset()
    outline = filling.form.outline
    ends = {*outline.end_keys, OPENING}
    strange = {key: outline.printing_section(key) for key in sent if key not in outline.keys}
    for section in outline.keys:
        for key in (section, *(other for other, place in strange.items() if place == section)):
            paragraphs = list(sent.get(key, ()))
            paragraphs += [""] * max(layout().free["noi_dung"] if key in ends else 0, 0 if paragraphs else 1)
            yield from _paragraphs(key, paragraphs, filling, IN_PLACE if key in in_place else "")


def _paragraphs(key: str, paragraphs: Sequence[str], filling: Filling, in_place: str) -> Iterator[Line]:
    shown = OPENING_NAME if key == OPENING else key
    title = filling.names.titles.get(key, "")
    for place, text in enumerate(paragraphs):
        first = {"ten_muc": title, "thay": in_place} if place == 0 else {}
        yield Line({"khoa": key, "muc": shown, "loi_van": text, **first}, group=place == 0)


# Letterhead and closing


def _info(filling: Filling) -> Iterator[Line]:
    given = _given(filling)
    for info in layout().info:
        texts = given.get(info.khoa, [])
        blank = [("", "")] * max(info.lines - len(texts), 0)
        yield from (_info_line(info, *text) for text in [*texts, *blank])
    yield from _carried(filling)


def _info_line(info: Info, text: str, mark: str) -> Line:
    usual = {"noi_dung", "ghi_chu"} if info.mark else {"noi_dung"}
    cells = {"khoa": info.khoa, "ten": info.ten, "noi_dung": text, "ghi_chu": mark if info.mark else info.help}
    return Line(cells, info.kind, open=frozenset(usual), note=info.help)


def _given(filling: Filling) -> dict[str, list[tuple[str, str]]]:
    """Texts and marks by the path of the entry; of a new workbook what the office surely is, and the window."""
    days = dict(zip(("tu_ngay", "den_ngay"), map(print_date, window(filling)), strict=True))
    if filling.sent is None:
        single = {**days, "nguoi_ky.quyen_han": "TM. ỦY BAN NHÂN DÂN", "nguoi_ky.chuc_vu": "CHỦ TỊCH"}
        return {path: [(text, "")] for path, text in single.items()}
    source = filling.sent.source
    return {
        **{path: [(text, "")] for path, text in {**days, **_letter(source)}.items()},
        "kinh_gui": [(name, "") for name in source.kinh_gui],
        "noi_nhan": [(one.ten, one.ghi_chu) for one in source.noi_nhan],
        "nguoi_ky.quyen_han": [(line, "") for line in source.nguoi_ky.quyen_han],
    }


def _letter(source: Source) -> dict[str, str]:
    """What letterhead and signature say on one line each."""
    letter, signer = source.van_ban, source.nguoi_ky
    return {
        "ten_in": source.ten_in,
        "van_ban.so": letter.so,
        "van_ban.ky_hieu": letter.ky_hieu,
        "van_ban.ngay": print_date(letter.ngay) if letter.ngay else "",
        "van_ban.dia_danh": letter.dia_danh,
        "nguoi_ky.chuc_vu": signer.chuc_vu,
        "nguoi_ky.ho_ten": signer.ho_ten,
    }


def _carried(filling: Filling) -> Iterator[Line]:
    """What a clerk does not fill in and the submission keeps: the documents that it was made from, its acceptances."""
    if filling.sent is None:
        return
    for place, one in enumerate(filling.sent.source.tep, 1):
        for name, text in one.model_dump(mode="json", exclude_none=True).items():
            if text:
                yield _kept(f"tep.{place}.{name}", f"{DOCUMENT} {place}: {name}", text)
    for file in filling.sent.files:
        if file.name == ACCEPTANCES:
            chunks = [file.text[start : start + _CHUNK] for start in range(0, len(file.text), _CHUNK)]
            yield from (_kept(file.name, ACCEPTED, text) for text in chunks)


def _kept(key: str, name: str, text: str) -> Line:
    return Line({"khoa": key, "ten": name, "noi_dung": text}, open=frozenset())
