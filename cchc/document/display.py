"""How blocks show themselves in a notebook. In: a block. Out: a MIME bundle of JSON, Markdown and HTML.

The JSON is what exporters read; Markdown serves front ends that know nothing else; the HTML is plain and small. The
drawing of a chart is the output's image, which every front end shows, and is not repeated in the JSON.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any

from IPython.core.getipython import get_ipython
from IPython.display import publish_display_data
from msgspec.structs import replace

from cchc.document import model
from cchc.document.model import BLOCK_MIME, SVG_MIME, as_json, plain_text


class DisplayedBlock:
    """A block that shows itself: once, in the cell that made it, and again wherever it is the result of a cell."""

    def __init__(self, block: Any) -> None:
        self.block = block
        self._cell: int | None = None

    def show(self) -> DisplayedBlock:
        """Put the block out in the running cell; does nothing outside a notebook."""
        shell = get_ipython()
        if shell is not None and self._cell != shell.execution_count:
            self._cell = shell.execution_count
            publish_display_data(bundle(self.block))
        return self

    def _ipython_display_(self) -> None:
        self.show()

    def __repr__(self) -> str:
        return MarkdownWriter().write(self.block)


def bundle(block: model.Block) -> dict[str, Any]:
    """The block in all its forms."""
    if isinstance(block, model.Figure):
        words = f"{block.caption}\n{block.alt}"
        return {BLOCK_MIME: as_json(replace(block, svg="")), SVG_MIME: block.svg, "text/plain": words}
    forms = {BLOCK_MIME: as_json(block), "text/html": HtmlWriter().write(block)}
    if isinstance(block, model.Table | model.Findings):
        return forms  # long, and of little use as Markdown
    return {**forms, "text/markdown": MarkdownWriter().write(block)}


class LineWriter(model.Writer[list[str]]):
    """The text of a block, line by line."""

    def letterhead(self, block: model.Letterhead) -> list[str]:
        return [" ".join(block.issuer), block.state, block.motto, plain_text(block.number),
                plain_text(block.place_date)]  # fmt: skip

    def title(self, block: model.Title) -> list[str]:
        return [block.kind, block.subject]

    def addressees(self, block: model.Addressees) -> list[str]:
        return [f"Kính gửi: {'; '.join(block.to)}"] if block.to else []

    def heading(self, block: model.Heading) -> list[str]:
        return [block.printed]

    def paragraphs(self, block: model.Paragraphs) -> list[str]:
        return [plain_text(item.inlines) for item in block.items]

    def annex(self, block: model.Annex) -> list[str]:
        return [block.named, block.title]

    def signature(self, block: model.Signature) -> list[str]:
        recipients = [f"- {line}" for line in block.recipients]
        return ["Nơi nhận:", *recipients, *block.authority, block.name or ""]

    def findings(self, block: model.Findings) -> list[str]:
        return [f"{found.severity} {found.rule}: {found.message}" for found in block.findings]

    def overview(self, block: model.Overview) -> list[str]:
        return [_overview_line(figure, block.previous.name if block.previous else "") for figure in block.figures]

    def submission(self, block: model.Submission) -> list[str]:
        files = ", ".join(file.name for file in block.files)
        return [f"{block.unit.full_name} ({block.unit.code}), {block.period_name}. Đã đọc: {files}."]

    def other(self, block: model.Block) -> list[str]:
        return [plain_text(block.all_inlines())]


def _overview_line(figure: model.KeyFigure, earlier: str) -> str:
    """One key figure in words: Hồ sơ tiếp nhận: 830 (năm 2023: 790; +40)."""
    now = f"{figure.label}: {figure.now.text}"
    change = f"; {figure.change.text}" if figure.change else ""
    return f"{now} ({earlier}: {figure.before.text}{change})" if figure.before else now


class MarkdownWriter(model.Writer[str]):
    """The text of a block as Markdown; markup in it is escaped."""

    def heading(self, block: model.Heading) -> str:
        return f"{'#' * (block.level + 1)} {_escape(block.printed)}"

    def table(self, block: model.Table) -> str:
        rows = [[column.label for column in block.columns], *_texts(block)]
        head, *body = ("| " + " | ".join(map(_in_table, row)) + " |" for row in rows)
        return "\n".join([head, "|" + "---|" * len(block.columns), *body])

    def figure(self, block: model.Figure) -> str:
        return f"*{_escape(block.caption)}*\n\n{_escape(block.alt or '')}"

    def other(self, block: model.Block) -> str:
        return "\n\n".join(map(_escape, LineWriter().write(block)))


class HtmlWriter(model.Writer[str]):
    """The block as small plain HTML for the notebook's own page."""

    def heading(self, block: model.Heading) -> str:
        return f"<h{block.level + 1}>{escape(block.printed)}</h{block.level + 1}>"

    def table(self, block: model.Table) -> str:
        head = "".join(f'<th scope="col">{escape(column.label)}</th>' for column in block.columns)
        body = "".join(f"<tr>{''.join(f'<td>{escape(text)}</td>' for text in row)}</tr>" for row in _texts(block))
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"

    def other(self, block: model.Block) -> str:
        return "".join(f"<p>{escape(line)}</p>" for line in LineWriter().write(block))


def _texts(block: model.Table) -> Iterable[list[str]]:
    return ([plain_text(cell) for cell in row.cells] for row in block.rows)


def _in_table(text: str) -> str:
    return _escape(text).replace("|", "\\|").replace("\n", " ")


def _escape(text: str) -> str:
    for mark in "\\`*_{}[]<>#":
        text = text.replace(mark, "\\" + mark)
    return text
