"""The rows of annex 01b. In: a CheckContext. Out: findings.

CODE_UNIQUE, CODE_PARENT, CODE_FORMAT, CODE_SEQUENCE, HEADER_VALUE, REQUIRED_VALUE, ENUM, UNIT_VOCAB, OBSOLETE_TERM.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cchc.catalogue.annex import AnnexRow, OtherWords, normalise_code
from cchc.catalogue.form import every_row, wrong_words
from cchc.catalogue.rules import rules
from cchc.catalogue.writing.names import normalise_label
from cchc.checks.context import CheckContext
from cchc.checks.finding import CellRef, Finding, Severity, new_finding
from cchc.errors import nearest
from cchc.raw.files import Record
from cchc.raw.submission import ANNEX
from cchc.values.printing import print_date
from cchc.values.reading import clean, is_blank

_CODE = re.compile(r"\d{1,3}(\.\d{1,3})*", re.ASCII)


def place_in_annex(record: Record, column: str, row: AnnexRow | None) -> CellRef:
    """The place of a cell of the annex."""
    return CellRef(
        ANNEX, record.row, column, record[column], row.code if row else normalise_code(record["stt"]) or None
    )


def submitted_rows(context: CheckContext) -> list[tuple[Record, AnnexRow | None]]:
    """The records of the annex, each with the row of the form that it fills."""
    return [(pair.record, pair.row) for pair in context.counts.rows if pair.record is not None]


def check_codes(context: CheckContext) -> Iterator[Finding]:
    """A code is well formed, used once, and stands under its own parent."""
    used: dict[str, list[tuple[Record, AnnexRow | None]]] = {}
    for record, row in submitted_rows(context):
        stt = clean(record["stt"])
        if not stt or (row.printed_stt is not None if row else not stt[0].isdigit()):
            continue
        used.setdefault(normalise_code(stt), []).append((record, row))
        yield from _check_code(record, row, stt)
    for code, pairs in used.items():
        if len(pairs) > 1:
            rows = ", ".join(str(record.row) for record, _ in pairs)
            yield new_finding(
                "CODE_UNIQUE",
                f"Mã {code} được dùng {len(pairs)} lần (dòng {rows}).",
                "Mỗi dòng một mã như trong biểu mẫu.",
                keys=[code],
                where=[place_in_annex(record, "stt", row) for record, row in pairs],
            )


def _check_code(record: Record, row: AnnexRow | None, stt: str) -> Iterator[Finding]:
    code = normalise_code(stt)
    if not _CODE.fullmatch(stt):
        yield new_finding(
            "CODE_FORMAT",
            f'Dòng {record.row}: mã "{stt}" viết chưa đúng.',
            f"Viết {row.code if row else code}.",
            keys=[row.key if row else code],
            where=[place_in_annex(record, "stt", row)],
        )
    if row is not None and code != row.code:
        elsewhere = code.rpartition(".")[0] != row.code.rpartition(".")[0]
        belongs = f"thuộc mục {row.parent}" if row.parent else "là một mục lớn"
        yield new_finding(
            "CODE_PARENT" if elsewhere else "CODE_SEQUENCE",
            f"Dòng {record.row} «{row.label}» {belongs} nhưng mang mã {code}; mã trong biểu mẫu là {row.code}.",
            f"Sửa mã thành {row.code}.",
            keys=[row.key],
            where=[place_in_annex(record, "stt", row)],
            severity="S",
        )


def check_sequence(context: CheckContext) -> Iterator[Finding]:
    """Codes follow each other; rows that no form has are named. A gap that the form has by itself is the form's affair."""
    asked = {row.code for row in context.submission.form.rows}
    own = {*rules().form_gaps, *(row.code for row in every_row() if row.code not in asked)}
    for record, row in submitted_rows(context):
        if row is None:
            yield _unknown_row(record, context)
    for gap, places in _gaps(context):
        missing = [code for code in gap if code not in own]
        if missing:
            yield new_finding(
                "CODE_SEQUENCE",
                f"Trước mã {places[-1].stt} (dòng {places[-1].row}) thiếu {', '.join(missing)}.",
                "Bổ sung dòng còn thiếu.",
                keys=missing,
                where=places,
            )


def _gaps(context: CheckContext) -> Iterator[tuple[list[str], list[CellRef]]]:
    """The codes missing between two neighbours of one parent, with the places of both."""
    submitted = _codes(context)
    previous: dict[str, tuple[int, tuple[Record, AnnexRow | None]]] = {}
    for record, row in submitted_rows(context):
        code = normalise_code(record["stt"])
        if not _CODE.fullmatch(code) or (row is not None and code != row.code):
            continue
        parent, _, last = code.rpartition(".")
        number, before = previous.get(parent, (0, None))
        missing = [".".join(filter(None, [parent, str(n)])) for n in range(number + 1, int(last))]
        missing = [code for code in missing if code not in submitted]
        previous[parent] = (max(number, int(last)), (record, row))
        if missing:
            neighbours = [*([before] if before else []), (record, row)]
            yield missing, [place_in_annex(neighbour, "stt", form) for neighbour, form in neighbours]


def _codes(context: CheckContext) -> set[str]:
    """The codes of the form's rows that were submitted, whatever code they were given."""
    return {row.code for _, row in submitted_rows(context) if row is not None}


def _unknown_row(record: Record, context: CheckContext) -> Finding:
    absent = [pair.row.label for pair in context.counts.rows if pair.record is None and pair.row]
    near = nearest(record["chi_tieu"], absent)
    meant = f" Có phải «{near}»?" if near else ""
    return new_finding(
        "CODE_SEQUENCE",
        f"Dòng {record.row} «{clean(record['chi_tieu'])}» không có trong biểu mẫu của kỳ này; số liệu của dòng được in "
        f"ra nhưng không dùng để tính.{meant}",
        "So tên chỉ tiêu với biểu mẫu (cchc template); sửa tên nếu viết khác, bỏ dòng nếu thừa.",
        keys=[normalise_code(record["stt"])] if record["stt"].strip() else [],
        where=[place_in_annex(record, "chi_tieu", None)],
    )


def check_rows(context: CheckContext) -> Iterator[Finding]:
    """Headings hold no value, mandatory rows hold one, choices are of the list, units are the form's."""
    if not context.submission.submitted(ANNEX):
        return
    absent = [pair.row for pair in context.counts.rows if pair.record is None and pair.row and pair.row.mandatory]
    if absent:
        yield _not_submitted(absent)
    for record, row in submitted_rows(context):
        if row is not None:
            yield from _check_row(context, record, row)


def _check_row(context: CheckContext, record: Record, row: AnnexRow) -> Iterator[Finding]:
    text = clean(record["so_lieu"])
    if is_blank(text):
        if row.mandatory:
            yield _blank(record, row)
        return
    place = place_in_annex(record, "so_lieu", row)
    if row.kind == "heading":
        yield _heading_with_value(context, record, row)
    if row.kind == "choice" and text.lstrip("0") not in {choice.lstrip("0") for choice in row.choices}:
        allowed = ", ".join(row.choices)
        meaning = "; ".join(f"{value} = {word}" for value, word in row.choices.items())
        yield new_finding("ENUM", f"Dòng {record.row} «{row.label}»: cần một trong {allowed}, gặp {text}.",
                   f"Chọn {meaning}.", keys=[row.key], where=[place])  # fmt: skip
    unit = clean(record["don_vi_tinh"])
    if row.unit and normalise_label(unit) != normalise_label(row.unit):
        yield new_finding("UNIT_VOCAB", f"Dòng {record.row} «{row.label}»: đơn vị tính trong biểu mẫu là «{row.unit}», gặp "
                   f"{f'«{unit}»' if unit else 'ô trống'}.", f"Ghi «{row.unit}», và kiểm tra số liệu theo đơn vị đó.",
                   keys=[row.key], where=[place_in_annex(record, "don_vi_tinh", row)])  # fmt: skip


def _heading_with_value(context: CheckContext, record: Record, row: AnnexRow) -> Finding:
    """A figure beside a heading: certain only where no row below it states that figure."""
    text = clean(record["so_lieu"])
    said = f"Dòng {record.row} «{row.label}» là đề mục nhưng có số liệu {text}"
    figure = context.counts.in_annex(record).number
    below = _rows_below(context, row)
    same = next((pair for pair in below if context.counts.in_annex(pair[0]).number == figure), None)
    if figure is None or same is None:
        severity: Severity = "S" if figure is None else "E"
        return new_finding("HEADER_VALUE", f"{said}.", "Bỏ số này, hoặc ghi vào dòng chi tiết bên dưới.", keys=[row.key],
                    where=[place_in_annex(record, "so_lieu", row)], severity=severity)  # fmt: skip
    return new_finding(
        "HEADER_VALUE",
        f"{said}, đã ghi ở dòng {same[0].row} «{same[1].label}».",
        "Bỏ số ở dòng đề mục.",
        keys=[row.key],
        where=[place_in_annex(record, "so_lieu", row), place_in_annex(same[0], "so_lieu", same[1])],
        severity="S",
    )


def _rows_below(context: CheckContext, heading: AnnexRow) -> Iterator[tuple[Record, AnnexRow]]:
    for record, row in submitted_rows(context):
        if row is not None and row.code.startswith(f"{heading.code}."):
            yield record, row


def _blank(record: Record, row: AnnexRow) -> Finding:
    return new_finding(
        "REQUIRED_VALUE",
        f"Dòng {record.row} «{row.label}» (mã {row.code}) để trống; để trống không phải là 0.",
        _fill_in(row),
        keys=[row.key],
        where=[place_in_annex(record, "so_lieu", row)],
        severity="W",
    )


def _fill_in(row: AnnexRow) -> str:
    """What to write into a blank row of that kind."""
    if row.kind == "choice":
        return f"Ghi một trong các giá trị: {'; '.join(f'{value} = {word}' for value, word in row.choices.items())}."
    if row.kind == "reference":
        return "Ghi loại, số, ký hiệu và ngày của văn bản."
    if row.kind == "percent":
        return "Ghi tỷ lệ phần trăm; nếu không có gì để tính thì ghi rõ ở cột ghi chú."
    return "Ghi số liệu; nếu không phát sinh thì ghi 0."


def _not_submitted(rows: list[AnnexRow]) -> Finding:
    codes = ", ".join(row.code for row in rows)
    return new_finding(
        "REQUIRED_VALUE",
        f"Phụ lục 01b thiếu {len(rows)} dòng bắt buộc, coi như để trống: {codes}.",
        "Bổ sung các dòng này; lệnh cchc template in ra đủ biểu mẫu.",
        keys=[row.key for row in rows],
        where=[CellRef(ANNEX, 1, "so_lieu", "", row.code) for row in rows],
        severity="W",
    )


def check_labels(context: CheckContext) -> Iterator[Finding]:
    """Labels that are not the form's own name services and portals as the law of the day does."""
    for pair in context.counts.rows:
        if pair.record is None or pair.row is None:
            continue
        for words in pair.dated:
            if wrong := wrong_words(words, pair.record["chi_tieu"], context.as_of):
                yield _dead_words(pair.record, pair.row, words, wrong)


def _dead_words(record: Record, row: AnnexRow, words: OtherWords, wrong: str) -> Finding:
    right, since = (words.tu, "không còn dùng sau") if wrong != words.tu else (words.con_goi[0], "chỉ dùng sau")
    assert words.den is not None
    return new_finding(
        "OBSOLETE_TERM",
        f"Dòng {record.row} «{clean(record['chi_tieu'])}»: «{wrong}» {since} ngày {print_date(words.den)} ({words.nguon}); "
        f"số liệu được tính vào dòng {row.code} «{row.label}».",
        f"Viết «{right}», như tên chỉ tiêu trong biểu mẫu, nếu đúng là dòng này.",
        keys=[row.key],
        where=[place_in_annex(record, "chi_tieu", row)],
        severity="W",
    )


CHECKS = (check_codes, check_sequence, check_rows, check_labels)
