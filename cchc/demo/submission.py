"""What one submission says. In: a Commune. Out: SyntheticSubmission: the tables, texts and source, before they are written.

The numbers agree with each other, the documents are dated on working days, and the words fit the period.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from cchc.catalogue.annex import AnnexRow
from cchc.catalogue.counts import count_info
from cchc.catalogue.indicators import indicators
from cchc.catalogue.workdays import closed_because
from cchc.catalogue.writing.wording import wording
from cchc.demo.commune import Commune, with_probability
from cchc.demo.letter import make_letter
from cchc.demo.material import OwnDocument, Stated, material
from cchc.demo.numbers import Numbers, draw_numbers
from cchc.document.context import words_of
from cchc.raw.submission import ANNEX, DOCUMENTS, REDUCTIONS, STATEMENTS
from cchc.values.printing import print_date

Row = list[str]
_ZERO_WORDS = ("không có", "không phát sinh", "0")
_LEAST_LISTED, _MOST_LISTED = 8, 30


@dataclass
class SyntheticSubmission:
    """What one submission says; the records of a table stand below its header. A table without records is not sent."""

    commune: Commune
    tables: dict[str, list[Row]]
    texts: dict[str, str]
    source: dict[str, Any]


def make_submission(commune: Commune, *, sparse: bool = False) -> SyntheticSubmission:
    """The whole submission of one commune; a sparse one leaves out some of what is expected, and nothing mandatory."""
    listed = _shortened(commune)
    numbers = draw_numbers(commune, [_rounded(before - after, before, 100) for _, before, after in listed])
    choices = _choices(commune)
    documents = _documents(commune, choices)
    tables = {
        ANNEX: _annex(commune, numbers, choices, documents[0]),
        STATEMENTS: list(_statements(commune, numbers)),
        DOCUMENTS: documents if with_probability(commune.rng, 95) else [],
        REDUCTIONS: [_reduction(place, *entry) for place, entry in enumerate(listed, start=1)],
    }
    texts = _texts(commune, sparse=sparse)
    said = {(row[0], row[1]) for row in tables[STATEMENTS]}
    zero = {section: key for section, key in material().told_of.items() if numbers.get(key) == 0}
    nothing = {section for section, key in zero.items() if key in commune.form.by_key or (section, key) in said}
    tables[DOCUMENTS] = [row for row in tables[DOCUMENTS] if row[0] not in nothing]
    told = {section: text for section, text in texts.items() if section not in nothing}
    return SyntheticSubmission(commune, tables, told, make_letter(commune))


def share_text(above: int, below: int) -> str:
    """The quotient above / below as a percentage with one decimal, half up: "33,3"; without where it is whole: "40"."""
    tenths = _rounded(above, below, 1000)
    return str(tenths // 10) if 100 * above % below == 0 else f"{tenths // 10},{tenths % 10}"


def _rounded(above: int, below: int, scale: int) -> int:
    """The quotient in hundredths or thousandths, half up, without floats."""
    return (2 * scale * above + below) // (2 * below)


def _shortened(commune: Commune) -> list[tuple[str, int, int]]:
    """Name, days by rule and days after of each shortened procedure: between 30% and 60% are saved."""
    rng, known = commune.rng, material().procedures
    if not with_probability(rng, 95):
        return []
    chosen = rng.sample(known, min(len(known), rng.randint(_LEAST_LISTED, _MOST_LISTED)))
    return [(entry.name, entry.days, rng.randint(-(-entry.days * 2 // 5), entry.days * 7 // 10)) for entry in chosen]


def _reduction(place: int, name: str, before: int, after: int) -> Row:
    return [str(place), name, str(before), str(after), share_text(before - after, before), "", ""]


def _choices(commune: Commune) -> dict[str, str]:
    """The rows with a list of answers: mostly "yes", now and then another."""
    rng = commune.rng
    return {
        row.key: "1" if with_probability(rng, 85) else rng.choice(sorted(row.choices))
        for row in commune.form.rows
        if row.choices
    }


def _annex(commune: Commune, numbers: Numbers, choices: Mapping[str, str], plan: Row) -> list[Row]:
    kinds = {kind.name: kind.short for kind in wording().kinds}
    texts = {"1.1": f"{kinds[plan[1]]} số {plan[2]} ngày {plan[3]}", **choices, **_percents(commune, numbers)}
    rows = commune.form.rows
    return [[row.stt, row.label, row.unit, _annex_text(row, numbers, texts), ""] for row in rows]


def _annex_text(row: AnnexRow, numbers: Numbers, texts: Mapping[str, str]) -> str:
    if row.kind == "heading":
        return ""
    if row.key in texts or row.need:
        return texts[row.key] if row.key in texts else str(numbers[row.key])
    return str(numbers[row.key]) if row.key in numbers else ""


def _percents(commune: Commune, numbers: Numbers) -> dict[str, str]:
    """The rows that ask for a percentage; the two of outgoing documents add up to 100."""
    rng, sent, electronic = commune.rng, numbers["7.2.3"], numbers["van_ban_di.dien_tu"]
    tenths = _rounded(electronic, sent, 1000)
    return {
        "3.2.4": "100" if with_probability(rng, 80) else rng.choice(("98,5", "95", "92,4")),
        "3.2.5": "100" if with_probability(rng, 70) else rng.choice(("99,1", "90", "85,7")),
        "4.1.4": str(rng.randint(0, 14)),
        "5.4.2": rng.choice(("0", "20", "25", "33,3", "50", "100")),
        "7.2.3.a": share_text(tenths, 1000),
        "7.2.3.b": share_text(1000 - tenths, 1000),
    }


def _statements(commune: Commune, numbers: Numbers) -> Iterator[Row]:
    rng, made = commune.rng, material()
    told: set[str] = set()
    for entry in (*made.statements, *made.again):
        keys = [key for key in entry.keys if key in numbers] if with_probability(rng, entry.often) else []
        told.update(keys)
        yield from (_statement(commune, entry, key, numbers[key]) for key in keys)
    for entry in made.rates:
        yield from (
            _rate(key, numbers)
            for key in entry.keys
            if with_probability(rng, entry.often) and _is_measured(key, numbers, told)
        )


def _statement(commune: Commune, entry: Stated, key: str, number: int) -> Row:
    info, measured = count_info(key), count_info(key).kind in ("percent", "measure")
    figure = str(number) if measured else f"{number:02d}" if number else commune.rng.choice(_ZERO_WORDS)
    figure = f"{number:,d}".replace(",", ".") if number > 999 else figure
    within = commune.period.within.capitalize()
    unit = f" {info.unit}" if figure[0].isdigit() else ""
    return [entry.section or info.section, key, figure, info.unit, f"{within}, {info.label}: {figure}{unit}.", ""]


def _is_measured(key: str, numbers: Numbers, told: set[str]) -> bool:
    """Whether both counts of a rate are told, and there is something to divide by."""
    above, below = _operands(key)
    return {above, below} <= told and numbers[below] > 0


def _rate(key: str, numbers: Numbers) -> Row:
    above, below = _operands(key)
    info, figure = count_info(key), share_text(numbers[above], numbers[below])
    return [info.section, key, figure, "%", f"{info.label} đạt {figure}%.", below]


def _operands(key: str) -> tuple[str, str]:
    indicator = indicators()[key]
    return indicator.numerator[0], indicator.denominators[0].keys[0]


def _documents(commune: Commune, choices: Mapping[str, str]) -> list[Row]:
    """The plan, the commune's own documents by day with growing numbers, the laws; some cited a second time."""
    rng, made = commune.rng, material()
    issued = [entry for entry in made.own_documents if choices.get(entry.row, "1") == "1" and with_probability(rng, 70)]
    own = [made.plan, *rng.sample(issued, len(issued))]
    days = sorted(_workday(commune) for _ in own)
    number, rows = 0, []
    for entry, day in zip(own, days, strict=True):
        number += rng.randint(1, 14)
        rows.append(_own_document(commune, entry, number, day))
    laws = [
        [law.section, law.kind, law.symbol, print_date(law.day), law.body, law.subject]
        for law in made.laws
        if law.in_force(commune.window[1])
    ]
    again = [["mo_dau", *rows[0][1:]]] if with_probability(rng, 60) else [["I.5.a", *rows[0][1:]]]
    return [*rows, *laws, *again]


def _own_document(commune: Commune, entry: OwnDocument, number: int, day: date) -> Row:
    short = next(kind.short for kind in wording().kinds if kind.name == entry.kind)
    words = words_of(commune.unit, commune.period, commune.year, commune.form)
    return [
        entry.section,
        entry.kind,
        f"{number:02d}/{short}-UBND",
        print_date(day),
        words["don_vi"],
        entry.subject.format(**words),
    ]


def _workday(commune: Commune) -> date:
    """A working day of the reporting year on which the commune existed, up to the end of its window."""
    last = commune.window[1]
    first = max(date(commune.year, 1, 2), commune.unit.begun)
    while True:
        day = first + timedelta(days=commune.rng.randint(0, (last - first).days))
        if not closed_because(day):
            return day


def _texts(commune: Commune, *, sparse: bool) -> dict[str, str]:
    """Free text: a commune writes much or little; a sparse one leaves items out, but for what every report must have."""
    rng = commune.rng
    words = words_of(commune.unit, commune.period, commune.year, commune.form)
    names = {**words, "ten": f"{words['xa']} {words['ten_xa']}"}
    diligence = rng.randint(35, 100)
    chosen = {key: with_probability(rng, diligence) for key in material().texts}
    written = {
        key: known for key, known in material().texts.items() if chosen[key] or _is_due(commune, key, sparse=sparse)
    }
    return {
        key: _paragraphs(commune, [sentence.format(**names) for sentence in known]) for key, known in written.items()
    }


def _is_due(commune: Commune, key: str, *, sparse: bool) -> bool:
    """Whether the section has text in any case: those of a mandatory part, and every item of a report that is not sparse."""
    outline = commune.form.outline
    return key.partition(".")[0] in outline.need.parts or (not sparse and key in outline.end_keys)


def _paragraphs(commune: Commune, known: list[str]) -> str:
    rng = commune.rng
    chosen = rng.sample(known, rng.randint(1, len(known)))
    cut = rng.randint(0, len(chosen))
    return "\n\n".join(" ".join(sentences) for sentences in (chosen[:cut], chosen[cut:]) if sentences)
