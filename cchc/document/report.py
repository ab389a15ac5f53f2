"""The report that a notebook talks to. In: a submission. Out: blocks, one a call. Holds no sentence of a report.

The notebook holds the sentences and chooses between them; the report finds the numbers, and every number that it
prints carries where it came from. Each method names its section first, so that a cell means the same wherever and
whenever it is run.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence

from cchc.catalogue import presentation
from cchc.catalogue.counts import count_info, is_listed, names_of
from cchc.catalogue.form import section_keys
from cchc.catalogue.outline import OPENING
from cchc.catalogue.presentation import Chart
from cchc.checks.finding import Finding
from cchc.document import letter
from cchc.document.citations import join
from cchc.document.display import DisplayedBlock
from cchc.document.lineage import Links, link_findings, name_findings, register, scope_of, values_in
from cchc.document.listings import list_entries, named_on_the_day
from cchc.document.model import (
    Addressees,
    Annex,
    Block,
    Flow,
    Heading,
    Inline,
    Notice,
    Paragraph,
    Paragraphs,
    Run,
    Title,
    plain_text,
)
from cchc.document.overview import overview_block
from cchc.document.past.changes import say_change
from cchc.document.past.compared import ComparedData
from cchc.document.provenance import findings_block, submission_block
from cchc.document.scores import not_compared, score_table, score_words
from cchc.document.sentences import cover, fill_sentence, fill_text, join_clauses, merge_text, numbers_of, running_text
from cchc.document.submission_data import OWN_SCALE
from cchc.document.tables import annex_table, reduction_table
from cchc.errors import CchcError, NotebookError
from cchc.indicators.carried import new_dossiers
from cchc.indicators.counts import Group
from cchc.raw.recipients import addressees
from cchc.raw.submission import REDUCTIONS, STATEMENTS
from cchc.values.reading import clean
from cchc.values.value import Value

Clause = tuple[str, Mapping[str, str]]  # a key, and what is said of each kind of change


class Report(ComparedData):
    """One commune's report for one period. Methods that print show their block in the cell and return it."""

    _headed: frozenset[str] = frozenset()  # the sections whose heading was printed
    _told: frozenset[tuple[str, str]] = frozenset()  # the keys that a sentence has printed, each with its scope

    # The parts of a report.

    def submission(self) -> DisplayedBlock:
        """The raw files as received, which the exporters attach; not printed."""
        return self._show(submission_block(self, self.past))

    def overview(self) -> DisplayedBlock:
        """The figures that stand for the report, with their change on the period before; for the page's head."""
        return self._show(overview_block(self, self.before))

    def letterhead(self) -> DisplayedBlock:
        """State, motto, issuing body, number, place and date."""
        return self._show(letter.letterhead(self.unit, self.raw.source))

    def title(self, subject: str) -> DisplayedBlock:
        """The kind of document and what it is about."""
        words = presentation.presentation().letterhead
        return self._show(Title(kind=words.kind, subject=self._text(subject)))

    def addressees(self) -> DisplayedBlock:
        """The line "Kính gửi", to the higher bodies that receive the report."""
        return self._show(Addressees(to=addressees(self.raw.source)))

    def heading(self, key: str) -> DisplayedBlock:
        """The heading of a section, with the number and title of the form; nothing where the form leaves it out."""
        self._headed |= {key}
        if self._left_out(key):
            return self._show(running_text(key, []))
        entry = self.raw.form.outline.section(key)
        text = self._text(entry.title)
        return self._show(Heading(section=key, level=entry.level, number=entry.number, text=text, run_in=entry.run_in))

    def paragraph(self, section: str, sentence: str, *clauses: tuple[str, str]) -> DisplayedBlock:
        """A paragraph whose names in braces are filled with this report's words and numbers; sentences may go on with it.

        Each clause is what to say of a number, and what to say where it is 0: ("quá hạn {ho_so.qua_han} hồ sơ", "không có
        hồ sơ quá hạn"). A clause whose number was not submitted is left out, and one of a 0 that nothing is said of, "";
        a paragraph that leads in nothing too.
        """
        return self._show(self._said(section, sentence, clauses, "begins"))

    def sentence(self, section: str, sentence: str, *clauses: tuple[str, str]) -> DisplayedBlock:
        """A sentence as of `paragraph` that goes on with the paragraph before it; one of its own where there is none."""
        return self._show(self._said(section, sentence, clauses, "goes_on"))

    def not_submitted(self, section: str, sentence: str) -> DisplayedBlock:
        """A sentence that says what was not submitted. A draft says it; a report that is to be signed does not."""
        if not self.check_report.draft:
            return self._show(running_text(section, [], flow="goes_on"))
        return self.sentence(section, sentence)

    def compared(self, section: str, lead: str, *clauses: Clause) -> DisplayedBlock:
        """A sentence that sets figures beside those of the period before: for each its key, and what to say of its change.

        By `tang`, `giam`, `bang`, `tu_khong` (0 before), `ve_khong` (0 now) or `deu_khong` (0 both times), with {nay}, {truoc},
        {chenh} and {phan_tram}; of a share {chenh} is in percentage points. A figure that is not known of both, or is not the
        same quantity, is left out; a sentence that leads in nothing too.
        """
        said = [run for key, words in clauses if (run := self._clause(section, key, words))]
        runs = [_joined(self._inlines(section, lead), said)] if said and not self._in_place(section) else []
        return self._show(running_text(section, runs))

    def closing(self, sentence: str) -> DisplayedBlock:
        """The last sentence of the report; before it the sections of a project's form that the notebook does not have."""
        for entry in self.raw.form.outline.sections if self.raw.own_form else ():
            if entry.key not in self._headed and entry.key != OPENING:
                self.section(entry.key)
        return self._show(running_text(None, [self._inlines(None, sentence)], "closing"))

    def listing(self, section: str, lead: str, *keys: str | tuple[str, str]) -> DisplayedBlock:
        """A sentence that lists those of the keys that have a number above 0, each with name and unit; nothing if none has.

        "count|rate" puts the rate in brackets behind the count. The name is the label, or what stands before the key.
        """
        named = [("", key) if isinstance(key, str) else key for key in keys]
        group = self.together(section, (part for _, key in named for part in key.split("|")))
        return self._show(running_text(section, self._listed(section, lead, group, named), flow="goes_on"))

    def others(self, section: str, lead: str) -> DisplayedBlock:
        """What the commune states in the section and nothing before has printed, each scope in a sentence of its own.

        What another section has the sentence of is left to that one, unless it covers something else here.
        """
        scopes: dict[str, Group] = {}
        for value in self._untold(section):
            scopes.setdefault(scope_of(value), Group({}, scope_of(value)))[value.key] = value
        told = self._told
        named = ((group, [("", key) for key in group]) for group in scopes.values())
        runs = [run for group, keys in named for run in self._listed(section, lead, group, keys)]
        shown = self._show(running_text(section, runs, flow="goes_on"))
        self._told = told  # what this sentence tells is told here again when its cell is run again
        return shown

    def section(self, key: str, nothing: str = "") -> DisplayedBlock:
        """The heading of a section, then what the commune gave for it, as in `free_text`; the outline has the lead."""
        self.heading(key)
        return self.free_text(key, self.raw.form.outline.lead(key), nothing)

    def free_text(self, section: str, documents: str = "", nothing: str = "") -> DisplayedBlock:
        """What the commune gave for the section: its documents, led in by `documents`, then its text as it stands.

        Without a lead the documents are not listed: a sentence of the section cites them as {van_ban}. Where the
        commune gave neither, a draft prints the sentence `nothing`, if there is one. Keys in braces are numbers.
        """
        documents = documents or (self.raw.form.outline.lead(section) if self._in_place(section) else "")
        cited, texts = self._documents(section) if documents else [], self._texts(section)
        items = [Paragraph(inlines=fill_text(text, functools.partial(self.live, section))) for text in texts]
        if cited:
            lead = Paragraph(inlines=self._inlines(section, documents))
            ends = [";"] * (len(cited) - 1) + ["."]
            listed = [Paragraph(style="item", inlines=["- ", c, end]) for c, end in zip(cited, ends, strict=True)]
            items = [lead, *listed, *items]
        if not items and nothing and self.check_report.draft:
            items = [Paragraph(inlines=self._inlines(section, nothing))]
        return self._show(Paragraphs(section=section, items=items))

    def score(self, section: str, table: str, whole: str, part: str) -> DisplayedBlock:
        """What the unit reaches by a scoring table: `whole`, or `part` where groups have no points; nothing where all have none.

        {diem} is the total that is stated, else the sum of what has points; {toi_da} the most that this can be, {thieu}
        what has no points, {bang_diem} the table's title.
        """
        scored = self.scored(table)
        if scored is None or self._in_place(section):
            return self._show(running_text(section, [], flow="goes_on"))
        named, points = score_words(scored)
        sentence = part if scored.missing and not scored.total else whole
        inlines = fill_sentence(sentence, {**self.words, **named}, {"diem": points}.__getitem__, list)
        return self._show(running_text(section, [inlines], flow="goes_on"))

    def annex(self, key: str, title: str) -> DisplayedBlock:
        """Begin an annex."""
        entry = presentation.annexes().get(key)
        if entry is None:
            raise NotebookError(
                f'Không có phụ lục "{key}"; các phụ lục: {", ".join(presentation.annexes())}; hãy sửa tên trong ô này.'
            )
        return self._show(Annex(id=key, number=entry.number, title=self._text(title), landscape=entry.landscape))

    def table(self, key: str, section: str | None = None) -> DisplayedBlock:
        """The table of an annex: "phu_luc_01b" or "cat_giam"; or, in a section, of points: "cham_diem", where there are any."""
        if key == "phu_luc_01b":
            return self._show(annex_table(self._counts, draft=self.check_report.draft))
        if key == "cat_giam":
            return self._show(reduction_table(self.raw.table(REDUCTIONS), self._procedures, self._pooled))
        if key == OWN_SCALE:
            return self._score_table(section)
        raise NotebookError(
            f'Không có bảng "{key}"; các bảng: {", ".join(presentation.presentation().tables)}; hãy sửa tên trong ô này.'
        )

    def _score_table(self, section: str | None) -> DisplayedBlock:
        """The points by the form's own table, below what a reviewer must know of one that was not compared with its source."""
        scored = self.scored(OWN_SCALE)
        if scored is None:
            return self._show(running_text(section, []))
        if (remark := not_compared(scored, section)) is not None:
            self._show(remark)
        return self._show(score_table(scored, section))

    def chart(self, key: str, caption: str) -> DisplayedBlock:
        """A chart of the catalogue; a remark where nothing was submitted that it could show.

        A trend is drawn where enough periods before are known; where not, there is nothing.
        """
        from cchc.document.charts.draw import draw_chart  # matplotlib takes longer than all else that a report needs
        from cchc.document.past.trend import points_of

        chart = presentation.chart(key)
        if chart is None:
            known = ", ".join(entry.id for entry in presentation.presentation().charts)
            raise NotebookError(f'Không có biểu đồ "{key}"; các biểu đồ: {known}; hãy sửa tên trong ô này.')
        text = self._text(caption)
        points = points_of(chart, self, self.past) if chart.form == "trend" else ()
        block = draw_chart(chart, text, self._chart_group, self._procedures, points)
        if block is not None:
            return self._show(block)
        if not self.check_report.draft or chart.form == "trend":
            return self._show(running_text(chart.section, []))
        nothing = [f"{text}: chưa có số liệu để vẽ biểu đồ."]
        return self._show(Notice(section=chart.section, tone="info", screen=True, inlines=nothing))

    def notice(self, section: str, sentence: str) -> DisplayedBlock:
        """A short remark set apart from the text."""
        return self._show(Notice(section=section, tone="info", inlines=self._inlines(section, sentence)))

    def checks(self) -> DisplayedBlock:
        """The findings of all checks; for the page, not for the signed paper."""
        return self._show(findings_block(self._findings, self.check_report, self.raw))

    def signature(self) -> DisplayedBlock:
        """The list "Nơi nhận" and the signature."""
        return self._show(letter.signature(self.raw.source))

    def _clause(self, section: str, key: str, words: Mapping[str, str]) -> list[Inline]:
        """What is said of the figure; nothing where it cannot be compared."""
        if self.before is None or not self.before.comparable(self, section, key):
            return []
        now, before = self.together(section, [key])[key], self.before.value(section, key)
        return say_change(now, before, words, self.words)

    def _listed(self, section: str, lead: str, group: Group, named: Iterable[tuple[str, str]]) -> list[Run]:
        """The sentence that lists these numbers, in a list; an empty one where none of them is above 0."""
        if self._in_place(section) or not (entries := list_entries(group, named)):
            return []
        return [cover(merge_text([*self._inlines(section, lead), " ", *entries, "."]), group.scope)]

    def _untold(self, section: str) -> Iterator[Value]:
        """What is stated in the section, is not 0 and was not printed; a rate as it is computed, where it can be."""
        for record in self.raw.table(STATEMENTS):
            stated = self._counts.in_row(STATEMENTS, record.row) if clean(record["muc"]) == section else None
            if stated is None or not stated.number:
                continue
            scope = scope_of(stated)
            elsewhere = is_listed(stated.key) and count_info(stated.key).section != section and not scope
            if not elsewhere and self._told.isdisjoint((name, scope) for name in names_of(stated.key)):
                computed = self.computed(stated, section, clean(record.fields.get("mau_so", "")))
                yield named_on_the_day(computed, self.words)

    def _said(self, section: str, sentence: str, clauses: Sequence[tuple[str, str]], flow: Flow) -> Paragraphs:
        if self._in_place(section):
            return running_text(section, [], flow=flow)
        runs = self._with_clauses(section, sentence, clauses) if clauses else [self._inlines(section, sentence)]
        return running_text(section, runs, flow=flow)

    def _with_clauses(self, section: str, lead: str, clauses: Sequence[tuple[str, str]]) -> list[list[Inline]]:
        """The lead with its clauses as one paragraph; none where it leads in nothing that was submitted."""
        named = [numbers_of(said, self.words) for said, _ in clauses]
        self._check_names(section, join_clauses(lead, [text for clause in clauses for text in clause]))
        group = self.together(section, [*numbers_of(lead, self.words), *(key for keys in named for key in keys)])
        chosen = [
            none if group[keys[0]].number == 0 else said
            for keys, (said, none) in zip(named, clauses, strict=True)
            if group[keys[0]].number == 0 or not any(group[key].missing for key in keys)
        ]
        told = [clause for clause in chosen if clause]
        if not told and (not lead or lead.endswith(":")):
            return []
        sentence = join_clauses(lead, told)
        filled = fill_sentence(sentence, self.words, group.__getitem__, lambda: join(self._documents(section)))
        return [cover(filled, group.scope)]

    def _check_names(self, section: str, sentence: str) -> None:
        """Refuse a sentence that names something which nothing answers to. Raises NotebookError with its words."""
        known = {key: self._counts.knows(key) for key in numbers_of(sentence, self.words)}
        if not all(known.values()):
            self._inlines(section, sentence)

    def _chart_group(self, chart: Chart, keys: Iterable[str]) -> Group:
        """The numbers that one drawing shows; of channels, against what came in new."""
        group = self._counts.group(keys, chart.section)
        new = new_dossiers(self._counts, chart.section, group.scope) if chart.channels else None
        return (
            group
            if new is None or new.formula is None
            else Group({**group, new.formula.operands[0].key: new}, group.scope)
        )

    def _inlines(self, section: str | None, sentence: str) -> list[Inline]:
        try:
            group = self.together(section, numbers_of(sentence, self.words))
        except CchcError:
            group = Group({}, "")  # the sentence names something that nothing answers to, as filling it will say
        inlines = fill_sentence(
            sentence,
            self.words,
            lambda name: group[name] if name in group else self.value(section, name),
            lambda: join(self._documents(section or "")),
        )
        return cover(inlines, group.scope if group else "")

    def _text(self, sentence: str) -> str:
        return plain_text(self._inlines(None, sentence))

    @functools.cached_property
    def _findings(self) -> dict[str, Finding]:
        return name_findings(self.check_report)

    @functools.cached_property
    def _links(self) -> Links:
        return link_findings(self._findings)

    def _left_out(self, section: str | None) -> bool:
        """Whether it is a section that the form of this report does not have, though the package knows it."""
        return section is not None and section not in self.raw.form.outline.keys and section in section_keys()

    def _show(self, block: Block) -> DisplayedBlock:
        if self._left_out(block.section):
            block = running_text(block.section, [])
        if isinstance(block, Paragraphs):
            self._told = self._told | {(value.key, scope_of(value)) for value in values_in(block)}
        return DisplayedBlock(register(block, self._links)).show()


def _joined(lead: list[Inline], clauses: Sequence[list[Inline]]) -> list[Inline]:
    """One sentence: "Lead: a; b."."""
    runs = (["; ", *clause] for clause in clauses)
    return merge_text([*lead, " ", *[inline for run in runs for inline in run][1:], "."])
