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

from cchc.document.blocks import BLOCK_MIME, SVG_MIME, Block, plain_text


class Shown:
    """A block that shows itself: once, in the cell that made it, and again wherever it is the result of a cell."""

    def __init__(self, block: Block) -> None:
        self.block = block
        self._cell: int | None = None

    def show(self) -> Shown:
        """Put the block out in the running cell; does nothing outside a notebook."""
        shell = get_ipython()
        if shell is not None and self._cell != shell.execution_count:
            self._cell = shell.execution_count
            publish_display_data(bundle(self.block))
        return self

    def _ipython_display_(self) -> None:
        self.show()

    def __repr__(self) -> str:
        return to_markdown(self.block)


def bundle(block: Block) -> dict[str, Any]:
    """The block in all its forms."""
    if block["block"] == "figure":
        without_drawing = {key: value for key, value in block.items() if key != "svg"}
        return {
            BLOCK_MIME: without_drawing,
            SVG_MIME: block["svg"],
            "text/plain": f"{block['caption']}\n{block['alt']}",
        }
    if block["block"] in ("table", "findings"):
        return {BLOCK_MIME: block, "text/html": to_html(block)}  # long, and of little use as Markdown
    return {BLOCK_MIME: block, "text/html": to_html(block), "text/markdown": to_markdown(block)}


def to_markdown(block: Block) -> str:
    """The block's text as Markdown; markup in it is escaped."""
    kind = block["block"]
    if kind == "heading":
        return f"{'#' * (block['level'] + 1)} {_escape(_heading(block))}"
    if kind == "table":
        return _markdown_table([c["label"] for c in block["columns"]], _table_texts(block))
    if kind == "figure":
        return f"*{_escape(block['caption'])}*\n\n{_escape(block['alt'])}"
    return "\n\n".join(_escape(line) for line in lines_of(block))


def to_html(block: Block) -> str:
    """The block as small plain HTML for the notebook's own page."""
    kind = block["block"]
    if kind == "heading":
        level = block["level"] + 1
        return f"<h{level}>{escape(_heading(block))}</h{level}>"
    if kind == "table":
        return _html_table([c["label"] for c in block["columns"]], _table_texts(block))
    return "".join(f"<p>{escape(line)}</p>" for line in lines_of(block))


def _heading(block: Block) -> str:
    return f"{block['number']}{')' if block['level'] == 3 else '.'} {block['text']}"


def lines_of(block: Block) -> list[str]:
    """The block's text, line by line, for blocks that are made of lines."""
    kind = block["block"]
    if kind == "paragraphs":
        return [plain_text(item["inlines"]) for item in block["items"]]
    if kind == "letterhead":
        return [" ".join(block["issuer"]), block["state"], block["motto"], plain_text(block["number"]),
                plain_text(block["place_date"])]  # fmt: skip
    if kind == "title":
        return [block["kind"], block["subject"]]
    if kind == "addressees":
        return [f"Kính gửi: {'; '.join(block['to'])}"] if block["to"] else []
    if kind == "annex":
        return [f"Phụ lục {block['number']}", block["title"]]
    if kind == "signature":
        return ["Nơi nhận:", *(f"- {line}" for line in block["recipients"]), *block["authority"], block["name"] or ""]
    if kind == "findings":
        return [f"{f['severity']} {f['rule']}: {f['message']}" for f in block["findings"]]
    if kind == "overview":
        return [_overview_line(entry, block["previous"]) for entry in block["figures"]]
    if kind == "submission":
        unit, files = block["unit"], ", ".join(file["name"] for file in block["files"])
        return [f"{unit['full_name']} ({unit['code']}), {block['period_name']}. Đã đọc: {files}."]
    return [plain_text(block.get("inlines", []))]


def _overview_line(entry: Block, previous: Block | None) -> str:
    """One key figure in words: Hồ sơ tiếp nhận: 830 (năm 2023: 790; +40)."""
    now = f"{entry['label']}: {plain_text([entry['now']])}"
    if previous is None:
        return now
    change = f"; {plain_text([entry['change']])}" if entry["change"] else ""
    return f"{now} ({previous['name']}: {plain_text([entry['before']])}{change})"


def _table_texts(block: Block) -> list[list[str]]:
    return [[plain_text(cell) for cell in row["cells"]] for row in block["rows"]]


def _markdown_table(columns: list[str], rows: Iterable[list[str]]) -> str:
    lines = [_markdown_row(columns), "|" + "---|" * len(columns), *(_markdown_row(row) for row in rows)]
    return "\n".join(lines)


def _markdown_row(texts: Iterable[str]) -> str:
    return "| " + " | ".join(_escape(text).replace("|", "\\|").replace("\n", " ") for text in texts) + " |"


def _html_table(columns: list[str], rows: Iterable[list[str]]) -> str:
    head = "".join(f'<th scope="col">{escape(column)}</th>' for column in columns)
    body = "".join("<tr>" + "".join(f"<td>{escape(text)}</td>" for text in row) + "</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _escape(text: str) -> str:
    for mark in "\\`*_{}[]<>#":
        text = text.replace(mark, "\\" + mark)
    return text
