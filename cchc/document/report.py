"""The report that a notebook talks to. In: a submission. Out: blocks, one a call. Holds no sentence of a report.

The notebook holds the sentences and chooses between them; the report finds the numbers, and every number that it
prints carries where it came from. Each method names its section first, so that a cell means the same wherever and
whenever it is run.
"""

from __future__ import annotations

import difflib
import functools
import platform
from collections.abc import Sequence
from importlib.metadata import version
from typing import Any

import pandas as pd

from cchc.catalogue import forms, outline, rules
from cchc.catalogue.indicators import indicators
from cchc.catalogue.periods import Period
from cchc.catalogue.register import Unit
from cchc.checks.examine import examine
from cchc.checks.finding import SEVERITIES, Finding
from cchc.checks.tables import findings_table
from cchc.document import letter
from cchc.document.blocks import Block, Inline, number_inline, paragraphs
from cchc.document.charts import draw_chart
from cchc.document.citations import cite, join
from cchc.document.context import words_of
from cchc.document.display import Shown
from cchc.document.lineage import Links, attach_findings, link_findings, name_findings
from cchc.document.sentences import fill_sentence, merge_text
from cchc.document.tables import annex_table, reduction_table
from cchc.errors import NotebookError
from cchc.indicators.counts import Counts
from cchc.indicators.rates import compute_rate
from cchc.indicators.reductions import ShortenedProcedure, pooled_saving, read_procedures
from cchc.indicators.tables import counts_table, indicators_table
from cchc.raw.recipients import addressees
from cchc.raw.submission import DOCUMENTS, REDUCTIONS, TEXTS, Submission
from cchc.values.reading import clean
from cchc.values.value import Value

_VERSIONS = ("cchc", "matplotlib", "nbconvert", "pandas", "papermill", "typst")


class Report:
    """One commune's report for one period. Methods that print show their block in the cell and return it."""

    def __init__(self, submission: Submission, unit: Unit, period: Period, year: int) -> None:
        self.raw = submission
        self.unit, self.period, self.year = unit, period, year
        self.on = submission.source.den_ngay
        self.words = words_of(unit, period, year)
        self._counts = Counts(submission, self.on)
        self.examination = examine(submission, self._counts, unit)

    # What the numbers say: questions a cell asks before it chooses a sentence.

    def value(self, section: str | None, key: str) -> Value:
        """The count or rate `key` as a sentence of `section` prints it; "rate/denominator" names the denominator."""
        rate, _, of = key.partition("/")
        if rate in indicators():
            return compute_rate(self._counts, rate, section, of or None)
        if key == self._pooled.key:
            return self._pooled
        if key.startswith("ty_le.") and not self._counts.cells(key):
            near = difflib.get_close_matches(key, indicators(), n=1)
            raise NotebookError(f'Không có tỷ lệ "{key}"{f"; có phải {near[0]}?" if near else ""}')
        return self._counts.value(key, section)

    def has(self, section: str, *keys: str) -> bool:
        """Whether each of these has a number."""
        return all(not self.value(section, key).missing for key in keys)

    def zero(self, section: str, key: str) -> bool:
        """Whether the number is known and is 0."""
        return self.value(section, key).number == 0

    def some(self, section: str, key: str) -> bool:
        """Whether the number is known and is more than 0."""
        number = self.value(section, key).number
        return number is not None and number > 0

    def equal(self, section: str, key: str, other: str) -> bool:
        """Whether both numbers are known and are the same."""
        number = self.value(section, key).number
        return number is not None and number == self.value(section, other).number

    def asks_for(self, key: str) -> bool:
        """Whether the annex of this report's date has a row for the key."""
        return self._counts.asks_for(key)

    def has_text(self, section: str) -> bool:
        """Whether the commune wrote something for the section."""
        return bool(self._texts(section))

    def has_documents(self, section: str) -> bool:
        """Whether the commune cites documents in the section."""
        return bool(self._documents(section))

    def has_procedures(self) -> bool:
        """Whether the commune lists procedures whose time limit was shortened."""
        return bool(self._procedures)

    # The parts of a report.

    def submission(self) -> Shown:
        """The raw files as received, which the exporters attach; not printed."""
        source, unit = self.raw.source, self.unit
        return self._show(
            {
                "block": "submission",
                "section": None,
                "unit": {
                    "code": unit.code,
                    "name": unit.name,
                    "type": unit.type,
                    "full_name": unit.full_name,
                    "district": unit.district,
                    "province": unit.province,
                    "slug": unit.slug,
                },
                "year": self.year,
                "period": self.period.key,
                "period_name": self.words["ky"],
                "window": [source.tu_ngay.isoformat(), source.den_ngay.isoformat()],
                "files": [{"name": f.name, "sha256": f.sha256, "text": f.text} for f in self.raw.files],
                "parameters": {"ma_xa": unit.code, "nam": self.year, "ky": self.period.key},
                "versions": versions(),
                "synthetic": False,
                "draft": self.examination.count("E"),
            }
        )

    def letterhead(self) -> Shown:
        """State, motto, issuing body, number, place and date."""
        return self._show(letter.letterhead(self.unit, self.raw.source))

    def title(self, subject: str) -> Shown:
        """The kind of document and what it is about."""
        words = forms.forms().letterhead
        return self._show({"block": "title", "section": None, "kind": words.kind, "subject": self._text(subject)})

    def addressees(self) -> Shown:
        """The line "Kính gửi", to the higher bodies that receive the report."""
        return self._show({"block": "addressees", "section": None, "to": addressees(self.raw.source)})

    def heading(self, key: str) -> Shown:
        """The heading of a section of the outline."""
        entry = outline.section(key, self.on)
        text = self._text(entry.title)
        return self._show(
            {"block": "heading", "section": key, "level": entry.level, "number": entry.number, "text": text}
        )

    def paragraph(self, section: str, sentence: str) -> Shown:
        """A paragraph whose names in braces are filled with this report's words and numbers."""
        return self._show(paragraphs(section, [self._inlines(section, sentence)]))

    def closing(self, sentence: str) -> Shown:
        """The last sentence of the report."""
        return self._show(paragraphs(None, [self._inlines(None, sentence)], style="closing"))

    def listing(self, section: str, lead: str, *keys: str) -> Shown:
        """A paragraph that lists those of the keys that have a number, each with label and unit; nothing if none has.

        "count|rate" puts the rate in brackets behind the count.
        """
        entries = [self._entry(section, key) for key in keys]
        known = [entry for entry in entries if entry]
        listed = [inline for entry in known for inline in ["; ", *entry]][1:]
        sentence = merge_text([*self._inlines(section, lead), " ", *listed, "."])
        return self._show(paragraphs(section, [sentence] if known else []))

    def section(self, key: str, documents: str = "", nothing: str = "") -> Shown:
        """The heading of a section, then what the commune gave for it, as in `free_text`."""
        self.heading(key)
        return self.free_text(key, documents, nothing)

    def free_text(self, section: str, documents: str = "", nothing: str = "") -> Shown:
        """What the commune gave for the section: its documents, led in by `documents`, then its text as it stands.

        Without a lead the documents are not listed: a sentence of the section cites them as {van_ban}. Where the
        commune gave neither, the sentence `nothing`, if there is one.
        """
        cited, texts = self._documents(section) if documents else [], self._texts(section)
        items = [_item([text]) for text in texts]
        if cited:
            lead = [_item(self._inlines(section, documents))]
            ends = [";"] * (len(cited) - 1) + ["."]
            listed = [_item(["- ", c, end], "item") for c, end in zip(cited, ends, strict=True)]
            items = [*lead, *listed, *items]
        if not items and nothing:
            items = [_item(self._inlines(section, nothing))]
        return self._show({"block": "paragraphs", "section": section, "items": items})

    def annex(self, key: str, title: str) -> Shown:
        """Begin an annex."""
        entry = outline.annexes().get(key)
        if entry is None:
            raise NotebookError(f'Không có phụ lục "{key}"; các phụ lục: {", ".join(outline.annexes())}.')
        return self._show(
            {
                "block": "annex",
                "section": None,
                "id": key,
                "number": entry.number,
                "title": self._text(title),
                "landscape": entry.landscape,
            }
        )

    def table(self, key: str) -> Shown:
        """The table of an annex: "phu_luc_01b" or "cat_giam"."""
        if key == "phu_luc_01b":
            return self._show(annex_table(self._counts))
        if key == "cat_giam":
            return self._show(reduction_table(self.raw.table(REDUCTIONS), self._procedures, self._pooled))
        raise NotebookError(f'Không có bảng "{key}"; các bảng: {", ".join(forms.forms().tables)}.')

    def chart(self, key: str, caption: str) -> Shown:
        """A chart of the catalogue; a remark where nothing was submitted that it could show."""
        chart = forms.chart(key)
        if chart is None:
            known = ", ".join(entry.id for entry in forms.forms().charts)
            raise NotebookError(f'Không có biểu đồ "{key}"; các biểu đồ: {known}.')
        text = self._text(caption)
        value_of = functools.partial(self.value, chart.section)
        block = draw_chart(chart, text, value_of, self._procedures)
        return self._show(block or {"block": "notice", "section": chart.section, "tone": "info", "screen": True,
                                    "inlines": [f"{text}: chưa có số liệu để vẽ biểu đồ."]})  # fmt: skip

    def notice(self, section: str, sentence: str) -> Shown:
        """A short remark set apart from the text."""
        inlines = self._inlines(section, sentence)
        return self._show({"block": "notice", "section": section, "tone": "info", "inlines": inlines})

    def checks(self) -> Shown:
        """The findings of all checks; for the page, not for the signed paper."""
        entries = [
            {**finding.as_json(), "name": name, "sections": self._sections(finding), **_accepted(finding)}
            for name, finding in self._findings.items()
        ]
        known = rules.families()
        families = {
            finding.rule: {"name": known[finding.rule].name, "sentence": known[finding.rule].sentence}
            for finding in self._findings.values()
        }
        return self._show(
            {
                "block": "findings",
                "section": None,
                "findings": entries,
                "rules": families,
                "void": list(self.examination.void),
                "corrections": [entry.model_dump() for entry in self.raw.corrections],
            }
        )

    def signature(self) -> Shown:
        """The list "Nơi nhận" and the signature."""
        return self._show(letter.signature(self.raw.source))

    def summary(self) -> str:
        """What was found in the submission, in a few words, for the person who ran it."""
        table = self.counts
        stated = int((table["trang_thai"] == "stated").sum())
        wrong = int((table["trang_thai"] == "not_a_number").sum())
        absent = sum(1 for pair in self._counts.rows if pair.record is None)
        errors, doubts, slips = (self.examination.count(severity) for severity in SEVERITIES)
        return (
            f"Đọc được {stated} số liệu; {wrong} ô không phải là số; {absent} dòng của biểu mẫu không được gửi. "
            f"Kiểm tra: {errors} lỗi (E), {doubts} điểm cần xác nhận (W), {slips} điểm về cách viết (S)"
            + ("; báo cáo là DỰ THẢO cho đến khi xử lý hết lỗi." if errors else ".")
        )

    # Tables for questions that nobody planned.

    @property
    def counts(self) -> pd.DataFrame:
        """Every count of this submission, one row a statement, with unit, label and raw cell."""
        return counts_table(self._counts, self.identity)

    @property
    def indicators(self) -> pd.DataFrame:
        """Every rate over each denominator that has data, with numerator and denominator."""
        return indicators_table(self._counts, self._procedures, self.identity)

    def findings(self) -> pd.DataFrame:
        """Every finding, one row a place: rule, severity, status, message, suggestion, and the cell it speaks of."""
        return findings_table(self.examination, self.identity)

    @property
    def identity(self) -> dict[str, Any]:
        """Which report this is: the columns that come first in every tidy table."""
        source = self.raw.source
        return {
            "ma_xa": self.unit.code,
            "ten_xa": self.unit.full_name,
            "nam": self.year,
            "ky": self.period.key,
            "tu_ngay": source.tu_ngay,
            "den_ngay": source.den_ngay,
        }

    @functools.cached_property
    def _procedures(self) -> list[ShortenedProcedure]:
        return read_procedures(self.raw.table(REDUCTIONS))

    @functools.cached_property
    def _pooled(self) -> Value:
        return pooled_saving(self._procedures)

    def _entry(self, section: str, key: str) -> list[Inline]:
        name, _, rate = key.partition("|")
        value = self.value(section, name)
        if value.missing:
            return []
        share = self.value(section, rate) if rate else None
        behind: list[Inline] = [" (", number_inline(share), ")"] if share and not share.missing else []
        unit = "" if value.kind in ("percent", "share") else f" {_within_sentence(value.unit)}"
        return [f"{_within_sentence(value.label)}: ", number_inline(value), unit, *behind]

    def _sections(self, finding: Finding) -> list[str]:
        """The sections in which the rows of the finding are printed."""
        keys = [key for place in finding.where for key in self._section_of(place.file, place.row, place.column)]
        return list(dict.fromkeys(keys))

    def _section_of(self, file: str, row: int, column: str) -> list[str]:
        given = [column] if file == TEXTS else [
            clean(record["muc"]) for record in self.raw.table(file) if record.row == row and "muc" in record.fields
        ]  # fmt: skip
        printed = (outline.printing_section(key) for key in given)
        return [key for key in printed if key is not None]

    def _documents(self, key: str) -> Sequence[Inline]:
        return [cite(r) for r in self.raw.table(DOCUMENTS) if outline.printing_section(clean(r["muc"])) == key]

    def _texts(self, key: str) -> list[str]:
        given = self.raw.texts.items()
        return [text for name, texts in given if outline.printing_section(name) == key for text in texts]

    def _inlines(self, section: str | None, sentence: str) -> list[Inline]:
        return fill_sentence(
            sentence,
            self.words,
            functools.partial(self.value, section),
            lambda: join(self._documents(section or "")),
        )

    def _text(self, sentence: str) -> str:
        inlines = self._inlines(None, sentence)
        return "".join(inline if isinstance(inline, str) else str(inline.get("text", "")) for inline in inlines)

    @functools.cached_property
    def _findings(self) -> dict[str, Finding]:
        return name_findings(self.examination)

    @functools.cached_property
    def _links(self) -> Links:
        return link_findings(self._findings)

    def _show(self, block: Block) -> Shown:
        return Shown(attach_findings(block, self._links)).show()


def _accepted(finding: Finding) -> dict[str, Any]:
    """Who accepted the finding, when and why; nothing where nobody did."""
    by = finding.accepted
    return {"accepted": {"person": by.person, "day": by.day, "reason": by.reason}} if by else {}


def _item(inlines: list[Inline], style: str = "body") -> dict[str, Any]:
    return {"style": style, "inlines": inlines}


def _within_sentence(text: str) -> str:
    """A label or unit as it stands inside a sentence: "Thủ tục" as "thủ tục", "TTHC" as it is, no full stop."""
    return (text if text[1:2].isupper() else text[:1].lower() + text[1:]).rstrip(".")


@functools.cache
def versions() -> dict[str, str]:
    """The versions that a report names: Python and the packages that shape it."""
    return {"python": platform.python_version(), **{name: version(name) for name in _VERSIONS}}
