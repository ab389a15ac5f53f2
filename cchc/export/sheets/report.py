"""The tables of a report. In: the parts of a notebook. Out: sheets: the annexes, the findings, the key figures.

What a cell prints is what the report prints; a remark behind a number goes to the last column, so that the number is one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from cchc.catalogue.presentation import annexes as annexes_of_forms
from cchc.catalogue.presentation import presentation
from cchc.catalogue.rules import severity_names
from cchc.catalogue.writing.names import fold_accents
from cchc.document import model
from cchc.document.letter import page_marks
from cchc.document.model import Lineage, Number, Run, plain_text
from cchc.export.outputs import Part
from cchc.export.page.findings import Listed, by_severity, tally
from cchc.export.page.sources import Source, Sources
from cchc.export.reader import blocks_of, cells_of, submission_of
from cchc.export.sheets.table import Cell, Column, Line, Sheet, figure_cell, number_cell, text_cell
from cchc.values.printing import capital, print_date

FINDINGS_SHEET, FIGURES_SHEET = "Kiểm tra", "Số liệu chính"
_WIDTHS = {False: 184.0, True: 270.0}  # millimetres between the margins of a sheet, upright and on its side
_ABSENT, _NOTHING_FOUND = "Chưa có số liệu.", "Chưa phát hiện lỗi nào."
_STATES = {"open": "chưa xử lý", "accepted": "đã chấp nhận"}
_FINDINGS = (
    Column("STT", 11, "center"), Column("Mức độ", 20), Column("Trạng thái", 22), Column("Nội dung", 74),
    Column("Đề nghị", 60), Column("Nơi thấy", 56), Column("Nguyên nhân số", 16, "center"), Column("Quy tắc", 42),
)  # fmt: skip
_FIGURES = (
    Column("Chỉ tiêu", 62), Column("Giá trị", 22, "right"), Column("Đơn vị tính", 20, "center"), Column("So với", 40),
    Column("Kỳ trước", 22, "right"), Column("Thay đổi", 24, "right"), Column("Cách tính", 40), Column("Ô số liệu gốc", 66),
    Column("Trạng thái", 40),
)  # fmt: skip


def report_sheets(parts: Sequence[Part]) -> list[Sheet]:
    """The sheets in print order. Raises ExportError where the parts hold no submission."""
    writer = _SheetsWriter(submission_of(parts), parts)
    for block in blocks_of(parts):
        writer.write(block)
    return writer.sheets()


class _SheetsWriter(model.Writer[None]):
    """Takes of the blocks what a workbook shows: the annexes' tables, findings, numbers with their sources."""

    def __init__(self, submission: model.Submission, parts: Sequence[Part]) -> None:
        self._submission = submission
        self._annex: model.Annex | None = None
        self._annexes: dict[str, Sheet] = {}
        self._tables: list[Sheet] = []
        self._checks: model.Findings | None = None
        self._figures = _Figures(Sources(cells_of(parts)))

    def sheets(self) -> list[Sheet]:
        """The sheets of all blocks that were written; an annex that the report has not says that nothing was submitted."""
        if self._submission.of_province:
            return [*self._annexes.values(), *self._tables, self._key_figures()]
        annexes = [self._annexes.get(key) or self._absent(key) for key in annexes_of_forms()]
        return [*annexes, self._findings(), self._key_figures()]

    def other(self, block: model.Block) -> None:
        for inline in block.all_inlines():
            if isinstance(inline, Number):
                self._figures.add_rate(inline, block.values)

    def annex(self, block: model.Annex) -> None:
        self._annex = block

    def overview(self, block: model.Overview) -> None:
        for figure in block.figures:
            self._figures.add_key_figure(figure, block.values)

    def findings(self, block: model.Findings) -> None:
        self._checks = block

    def table(self, block: model.Table) -> None:
        """The table of an annex, of a province each table; one that an explorer added to a report is no part of the workbook."""
        annex = self._annex
        if (
            annex is not None
            and block.id == annex.id
            and (self._submission.of_province or annex.id in annexes_of_forms())
        ):
            self._annexes[annex.id] = self._of_block(
                block, annex.named, f"{annex.named}. {annex.title}", annex.landscape
            )
        elif self._submission.of_province and block.caption:
            self._tables.append(self._of_block(block, f"Bảng {len(self._tables) + 1}", block.caption, landscape=False))

    def _of_block(self, block: model.Table, name: str, title: str, landscape: bool) -> Sheet:
        lines = [_line(row, block.values) for row in block.rows]
        full = _WIDTHS[landscape] / sum(column.width for column in block.columns)
        columns = [Column(_label(column), column.width * full, column.align) for column in block.columns]
        return self._sheet(name, title, columns, lines, landscape=landscape, note=plain_text(block.note or ()))

    def _absent(self, key: str) -> Sheet:
        form, columns = annexes_of_forms()[key], presentation().tables[key].columns
        named = f"Phụ lục {form.number}"
        full = _WIDTHS[form.landscape] / sum(column.width for column in columns)
        shown = [Column(column.label, column.width * full, column.align) for column in columns]
        return self._sheet(named, f"{named}: chưa có số liệu", shown, [], landscape=form.landscape)

    def _findings(self) -> Sheet:
        groups = by_severity(self._checks)
        listed = [
            (finding, cause.number, cause.advice)
            for group in groups
            for cause in group.causes
            for finding in cause.findings
        ]
        lines = [_finding_line(finding, number, advice, self._checks) for finding, number, advice in listed]
        told = tally(self._checks) if listed else _NOTHING_FOUND
        return self._sheet(
            FINDINGS_SHEET, f"Kết quả kiểm tra số liệu: {told}", _FINDINGS, lines, landscape=True, empty=_NOTHING_FOUND
        )

    def _key_figures(self) -> Sheet:
        title = "Số liệu chính và các tỷ lệ nêu trong báo cáo, tính lại từ số liệu gốc"
        return self._sheet(FIGURES_SHEET, title, _FIGURES, self._figures.lines(), landscape=True)

    def _sheet(
        self,
        name: str,
        title: str,
        columns: Sequence[Column],
        lines: Sequence[Line],
        *,
        landscape: bool,
        empty: str = _ABSENT,
        note: str = "",
    ) -> Sheet:
        unit, days = self._submission.unit, map(_day, self._submission.window)
        where = ", ".join(filter(None, [unit.full_name, unit.district, unit.province]))
        remark = f"{where}; {self._submission.period_name}, số liệu từ {' đến '.join(days)}."
        nothing = [
            Line(
                [
                    Cell(empty if place == 3 or (place == 1 and empty == _ABSENT) else "")
                    for place in range(len(columns))
                ]
            )
        ]
        mark = " – ".join(page_marks(self._submission))
        remarks = [remark, *([note] if note else [])]
        return Sheet(
            name, _table_name(name), title, columns, lines or nothing, remarks, mark, landscape,
            f"{title}; {where}, {self._submission.period_name}.",
        )  # fmt: skip


class _Figures:
    """The key figures and the rates, each once, with what they were read or computed from."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self._told: dict[str, tuple[str, Number, Lineage, Cell, Cell]] = {}

    def add_key_figure(self, figure: model.KeyFigure, values: Mapping[str, Lineage]) -> None:
        """A figure of the overview, with that of the period before."""
        before, change = (figure_cell(number.text) if number else Cell() for number in (figure.before, figure.change))
        self._add(figure.label, figure.now, values, before, change)

    def add_rate(self, number: Number, values: Mapping[str, Lineage]) -> None:
        """A rate that a sentence prints."""
        lineage = values.get(number.lineage)
        if lineage is not None and lineage.formula is not None and lineage.of:
            self._add(capital(lineage.label), number, values, Cell(), Cell())

    def _add(self, label: str, number: Number, values: Mapping[str, Lineage], before: Cell, change: Cell) -> None:
        name = self._sources.popover(number, number.lineage, values, number.anchor)
        if name is not None:
            self._told.setdefault(name, (label, number, values[number.lineage], before, change))

    def lines(self) -> list[Line]:
        """A line a figure, as they came; of those that read alike, the first."""
        told: dict[tuple[str, ...], Line] = {}
        for source in self._sources.popovers():
            label, number, lineage, *compared = self._told[source.name]
            same = (number.lineage.partition("#")[0], lineage.of, number.text, source.formula or "")
            told.setdefault(same, _figure_line(source, label, number, lineage, *compared))
        return list(told.values())


def _figure_line(source: Source, label: str, number: Number, lineage: Lineage, before: Cell, change: Cell) -> Line:
    value = Cell(number.text) if number.missing else figure_cell(number.text)
    made = source.formula if source.formula is not None else ""
    named = [text_cell(label), value, text_cell(lineage.unit), text_cell(lineage.of)]
    return Line(
        [
            *named,
            before,
            change,
            text_cell(made),
            text_cell("\n".join(_read_from(source))),
            text_cell(_state(number, source)),
        ]
    )


def _read_from(source: Source) -> Iterator[str]:
    """The raw cells, one line each label: "hồ sơ tiếp nhận: so_lieu_khac.csv dòng 38 «830»"."""
    for label, groups in (*source.read, ("", source.cells)):
        for group in groups:
            rows = group.range or ", ".join(f"dòng {row} «{cell.text.strip()}»" for row, cell in group.rows)
            yield f"{f'{label}: ' if label else ''}{group.named} {rows}"


def _state(number: Number, source: Source) -> str:
    """Whether there is a number, and which findings touch it."""
    if number.missing:
        return number.text
    named = ", ".join(map(str, sorted(map(model.finding_number, source.findings))))
    if number.flag in ("E", "W") and named:
        return f"{severity_names()[number.flag]}: phát hiện {named}"
    return "đã tính lại" if source.formula is not None else "đơn vị gửi"


def _finding_line(listed: Listed, cause: int, advice: str, checks: model.Findings | None) -> Line:
    found = listed.found
    state, accepted = _STATES[found.status], found.accepted
    state += f": {accepted.reason} ({accepted.person}, {accepted.day})" if accepted else ""
    rule = checks.rules.get(found.rule) if checks else None
    texts = [listed.grade, state, found.message, found.suggestion or advice, listed.cells]
    named = f"{rule.name}\n({found.rule})" if rule else found.rule
    return Line([number_cell(found.number), *map(text_cell, texts), number_cell(cause), text_cell(named)])


def _line(row: model.Row, values: Mapping[str, Lineage]) -> Line:
    """A row of an annex: numbers as numbers, what stands behind one in the last cell."""
    cells, notes = [], []
    for run in row.cells:
        cell, rest = _cell(run, values)
        cells.append(cell)
        notes += [rest] if rest else []
    if notes:
        cells[-1] = Cell("; ".join(filter(None, [cells[-1].text, *notes])))
    return Line(cells, "part" if row.kind == "sub" else row.kind)


def _cell(run: Run, values: Mapping[str, Lineage]) -> tuple[Cell, str]:
    """The cell of a run, and what stands behind its number. A number whose text has two readings is none."""
    first = run[0] if run else ""
    if (
        isinstance(first, Number)
        and not first.missing
        and first.lineage in values
        and values[first.lineage].value is not None
    ):
        cell = figure_cell(first.text)
        if cell.number is not None:
            return cell, plain_text(run[1:]).strip().removeprefix("(").removesuffix(")")
    return Cell(plain_text(run)), ""


def _label(column: model.Column) -> str:
    return " ".join((f"{column.label} ({column.unit})" if column.unit else column.label).split())


def _table_name(name: str) -> str:
    """The name of a sheet as formulas name its table: PhuLucI, KiemTra."""
    return "".join(word[:1].upper() + word[1:] for word in fold_accents(name).split())


def _day(text: str) -> str:
    return print_date(date.fromisoformat(text))
