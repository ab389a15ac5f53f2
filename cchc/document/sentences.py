"""Fill a sentence. In: a template such as "{Ky}, {don_vi} tiếp nhận {ho_so.tiep_nhan} hồ sơ". Out: inlines.

In braces stands, in the notebook, a word of the report ({don_vi}), a key ({ho_so.tiep_nhan}), a rate over a named denominator
({ty_le.trong_han/ho_so.tiep_nhan}), the name of a rate's denominator ({ty_le.trong_han:mau_so}), an annex
({phu_luc.cat_giam}) or the documents cited in the section ({van_ban}). In a commune's own text only keys are looked up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from string import Formatter

from cchc.catalogue.presentation import annexes
from cchc.document.citations import cite_word
from cchc.document.lineage import number_inline
from cchc.document.model import AnnexReference, Flow, Inline, Paragraph, Paragraphs, Run, Style
from cchc.errors import CchcError, NotebookError, nearest
from cchc.raw.texts import live_keys
from cchc.values.printing import capital
from cchc.values.value import Value

DOCUMENTS = "van_ban"
_ANNEX = "phu_luc."
_DENOMINATOR = "mau_so"


def fill_sentence(
    template: str,
    words: Mapping[str, str],
    value_of: Callable[[str], Value],
    documents: Callable[[], list[Inline]],
    numbered: Mapping[str, str] | None = None,
) -> list[Inline]:
    """The inlines of the template; `numbered` are the annexes, a commune's where none are given.

    Raises NotebookError for a name that nothing answers to.
    """
    known = {key: annex.number for key, annex in annexes().items()} if numbered is None else numbered
    inlines: list[Inline] = []
    for literal, name, spec, conversion in _fields(template):
        if literal:
            inlines.append(literal)
        if name is None:
            continue
        if conversion or (spec and name in words):
            raise NotebookError(f'Câu "{template}": trong ngoặc nhọn chỉ có tên, gặp {{{name}}} với ký hiệu thêm.')
        if name in words:
            inlines.append(cite_word(words[name]))
        elif name == DOCUMENTS:
            inlines.extend(documents())
        elif name.startswith(_ANNEX):
            inlines.append(_annex(name.removeprefix(_ANNEX), template, known))
        else:
            inlines.append(_number(name, spec or "", template, words, value_of))
    return merge_text(inlines)


def fill_text(text: str, value_of: Callable[[str], Value | None]) -> list[Inline]:
    """A text of the commune with the number of each {key}; what else stands in braces stays as it was typed."""
    inlines: list[Inline] = []
    end = 0
    for name, start, stop in live_keys(text):
        value = value_of(name)
        if value is not None:
            inlines += [text[end:start], number_inline(value)]
            end = stop
    return merge_text([*inlines, text[end:]])


def numbers_of(template: str, words: Mapping[str, str]) -> list[str]:
    """The keys and rates whose numbers the template prints, in its order. Raises NotebookError."""
    names = (name for _, name, spec, _ in _fields(template) if name is not None and spec != _DENOMINATOR)
    return [name for name in names if name not in words and name != DOCUMENTS and not name.startswith(_ANNEX)]


def join_clauses(lead: str, clauses: Sequence[str]) -> str:
    """One sentence: "Công khai: a; b.", "Đã giao 5 nhiệm vụ; a; b.", or "A; b." where nothing leads in."""
    said = "; ".join(clauses)
    if not lead:
        return f"{capital(said)}."
    joint = " " if lead.endswith(":") else "; "
    return f"{lead}{joint}{said}." if said else f"{lead}."


def cover(inlines: list[Inline], scope: str) -> list[Inline]:
    """The sentence with what its numbers cover, where that is not all that the report covers; before its full stop."""
    last = inlines[-1] if inlines else ""
    if not scope or not isinstance(last, str):
        return [*inlines, f" (phạm vi: {scope})"] if scope else inlines
    kept = last.rstrip(".;:")
    return merge_text([*inlines[:-1], f"{kept} (phạm vi: {scope}){last[len(kept) :]}"])


def _fields(template: str) -> list[tuple[str, str | None, str | None, str | None]]:
    try:
        return list(Formatter().parse(template))
    except ValueError as error:
        raise NotebookError(
            f'Câu "{template}": dấu ngoặc nhọn không cân ({error}); hãy sửa câu trong sổ tay.'
        ) from error


def _annex(key: str, template: str, known: Mapping[str, str]) -> Inline:
    if key not in known:
        raise NotebookError(f'Câu "{template}": không có phụ lục "{key}"; hãy dùng một trong: {", ".join(known)}.')
    return AnnexReference(annex=key, text=f"Phụ lục {known[key]}")


def _number(name: str, spec: str, template: str, words: Mapping[str, str], value_of: Callable[[str], Value]) -> Inline:
    try:
        value = value_of(name)
    except (CchcError, KeyError) as error:
        near = nearest(name, words)
        meant = f" (có phải {{{near}}}?)" if near else ""
        raise NotebookError(
            f'Câu "{template}": không có từ hay khóa nào tên {{{name}}}{meant}; hãy sửa câu. {error}'
        ) from error
    if spec == _DENOMINATOR and value.denominator:
        return value.denominator
    if spec:
        raise NotebookError(
            f'Câu "{template}": sau dấu hai chấm chỉ dùng "{_DENOMINATOR}" của một tỷ lệ, gặp {{{name}:{spec}}}.'
        )
    return number_inline(value)


def merge_text(inlines: list[Inline]) -> list[Inline]:
    """The same inlines with neighbouring texts joined."""
    merged: list[Inline] = []
    for inline in inlines:
        last = merged[-1] if merged else None
        if isinstance(inline, str) and isinstance(last, str):
            merged[-1] = last + inline
        elif inline != "":
            merged.append(inline)
    return merged


def running_text(section: str | None, runs: Iterable[Run], style: Style = "body", flow: Flow = "apart") -> Paragraphs:
    """Running text: one run a paragraph."""
    return Paragraphs(section=section, items=[Paragraph(style=style, inlines=run) for run in runs], flow=flow)
