"""Free text. In: the sheet Nội dung, one row a paragraph. Out: the paragraphs of each section, in the order of the sheet."""

from __future__ import annotations

from cchc.errors import hint, shown
from cchc.intake.workbook.layout import layout
from cchc.intake.workbook.names import Names
from cchc.intake.workbook.reading.cells import Reader
from cchc.intake.workbook.reading.folder import Folder
from cchc.intake.workbook.reading.table import Row, Table
from cchc.raw.texts import IN_PLACE
from cchc.values.reading import clean


def read_texts(table: Table | None, reader: Reader, names: Names, folder: Folder) -> None:
    """Put the texts into the folder. A row that names no section goes on with that of the row above.

    A line break in a cell parts paragraphs, as whoever types one means it to.
    """
    last = ""
    for row in table.rows if table else []:
        text, in_place = reader.text(row, "loi_van"), _in_place(row, reader)
        last = _section(row, reader, names, last, filled=bool(text or in_place))
        if last:
            folder.places.sections.setdefault(last, row)
        if last and (text or in_place):
            folder.tell(last, [*filter(None, map(clean, text.splitlines()))], row.place("loi_van"))
        if last and in_place:
            folder.in_place.add(last)


def _in_place(row: Row, reader: Reader) -> bool:
    """Whether the text stands in place of the sentences: the one word that says so, or nothing."""
    said = row.text("thay")
    if said and said.casefold() != IN_PLACE:
        title = layout().sheet("noi_dung").title_of("thay")
        only = (
            f'cột {title} chỉ nhận "{IN_PLACE}" (lời văn này thay các câu có sẵn) hoặc để trống (thêm vào các câu ấy)'
        )
        reader.fault(row, "thay", f'{only}, gặp "{shown(said)}"')
    return bool(said)


def _section(row: Row, reader: Reader, names: Names, last: str, *, filled: bool) -> str:
    """The section of a row; "" where it cannot be told, which is a fault where the row holds something."""
    key, label = row.text("khoa"), row.text("muc")
    if not key and not label:
        if filled and not last:
            reader.fault(row, "loi_van", "không rõ lời văn của mục nào; hãy ghi vào dòng có tên mục")
        return last
    meant = names.section_of(label) if label else None
    if (key and meant == key) or (not key and meant):
        return meant or ""
    if filled and key:
        reader.fault(
            row, "muc", f'nhãn không phải của khóa {shown(key)}, gặp "{shown(label)}"; hãy ghi lại nhãn của dòng'
        )
    elif filled:
        near = hint(label, names.sections)
        reader.fault(row, "muc", f'đề cương không có mục "{shown(label)}"{near}; hãy dùng các mục có sẵn')
    return ""
