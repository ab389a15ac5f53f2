"""Print what stands inside a line. In: inlines of a block. Out: markup. Every number of a page is printed here.

A number stays text of its sentence; its button lies over it, holds no text, and opens the number's source. There are
hundreds of them in a page, so their markup is as short as HTML allows (attributes without quotes, no `type`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

from markupsafe import Markup

from cchc.export.page.sources import Sources

_DOCUMENT_NUMBER = re.compile(r"\d+(?:/\d{4})?/[A-ZĐ][A-Za-zĐ0-9]*(?:-[A-ZĐ][A-Za-zĐ0-9]*)*")
_YEAR = re.compile(r"\bnăm \d{4}\b|\b[Qq]uý [IVX]+/\d{4}\b")
_MARKED = ("E", "W")  # a remark on style marks no number


class Inlines:
    """Prints inlines. `annexes` gives the anchor of each annex by its name, `open_grades` severities of open findings."""

    def __init__(self, sources: Sources, annexes: Mapping[str, str], open_grades: Mapping[str, str]) -> None:
        self._sources, self._annexes, self._open = sources, annexes, open_grades

    def text(self, items: Iterable[Any], block: Mapping[str, Any] | None = None) -> Markup:
        """The inlines of a block as markup; without the block, numbers have no source."""
        return Markup("".join([_printed(i) if isinstance(i, str) else self._object(i, block or {}) for i in items]))

    def _object(self, item: Mapping[str, Any], block: Mapping[str, Any]) -> str:
        kind = item["t"]
        if kind == "number":
            return self._number(item, block)
        if kind == "gap":
            return f'<span class="trong trong-{escape(item["width"])}"></span>'
        printed = _printed(item.get("text") or item["long"])
        if kind == "cite" and item.get("findings"):
            flag = _flag(item)
            opened = f'<span class="co-{flag}" id="{item["anchor"]}">' if flag else f'<span id="{item["anchor"]}">'
            return f"{opened}{printed}</span>{self._marks(item)}"
        if kind == "annexref" and item["annex"] in self._annexes:
            return f'<a class="den-phu-luc" href="#{self._annexes[item["annex"]]}">{printed}</a>'
        if kind in ("strong", "em"):
            return f"<{kind}>{printed}</{kind}>"
        return printed

    def _number(self, item: Mapping[str, Any], block: Mapping[str, Any]) -> str:
        text, flag = item["text"], _flag(item)
        more = (" thieu" if item["missing"] else "") + (f" co-{flag}" if flag else "")
        opened = f"<span class={f'{chr(34)}so{more}{chr(34)}' if more else 'so'} id={item['anchor']}>"
        told_by = block.get("told_by", {}).get(item["lineage"], item["lineage"])
        place = block.get("place", "")
        popover = self._sources.popover(item, told_by, block.get("values", {}), place) if text else None
        button = f'<button popovertarget={popover} aria-label="Nguồn của {escape(text)}"></button>' if popover else ""
        return f"{opened}{escape(text, quote=False)}{button}</span>{self._marks(item)}"

    def _marks(self, item: Mapping[str, Any]) -> str:
        """The link to the gravest finding. Its sign is drawn by the style sheet: it is no part of the sentence."""
        flag, names = _flag(item), item.get("findings", ())
        if not flag:
            return ""
        name = next((name for name in names if self._open.get(name) == flag), names[0])
        return f'<a class=ph href=#{name} data-n={name[3:]} aria-label="Rà soát số {name[3:]}"></a>'


def _flag(item: Mapping[str, Any]) -> str | None:
    """The severity that marks a number or citation; None where nothing, or only its style, is remarked on."""
    flag = item.get("flag")
    return flag if flag in _MARKED else None


def printed_text(text: str) -> Markup:
    """Text escaped, its line breaks kept, each document number ("5272/QĐ-UBND") held together on its line."""
    return Markup(_printed(text))


def printed_title(text: str) -> Markup:
    """Text printed as usual, and a year ("năm 2024") held together: a title is short, and breaks where it can."""
    return Markup(_YEAR.sub(lambda match: f'<span class="vb">{match[0]}</span>', _printed(text)))


def _printed(text: str) -> str:
    safe = escape(text, quote=False)
    if "/" in safe:
        safe = _DOCUMENT_NUMBER.sub(lambda match: f'<span class="vb">{match[0]}</span>', safe)
    return safe.replace("\n", "<br>") if "\n" in safe else safe
