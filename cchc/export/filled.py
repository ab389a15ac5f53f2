"""Leave out headings that nothing stands under. In: the parts of a notebook. Out: the same without such headings.

A draft keeps them, and says what is missing; a report that is to be signed names no section that it has nothing to say in.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

Block = dict[str, Any]
_SAYS = {"paragraphs": "items", "table": "rows"}  # blocks that may be empty, and what they hold


def keep_filled(blocks: Sequence[Block | None]) -> list[bool]:
    """Whether each part is to be printed: None stands for a part that is no block of ours and always says something."""
    draft = any(block.get("draft") for block in blocks if block and block["block"] == "submission")
    return [
        draft or block is None or block["block"] != "heading" or _has_content(block, blocks[place + 1 :])
        for place, block in enumerate(blocks)
    ]


def _has_content(heading: Block, following: Sequence[Block | None]) -> bool:
    """Whether something stands between the heading and the next one of its level, or the end of the sections."""
    for block in following:
        if block is None:
            return True
        if block["block"] == "heading":
            if block["level"] <= heading["level"]:
                return False
        elif block["section"] is None:
            return False
        elif block["block"] not in _SAYS or block[_SAYS[block["block"]]]:
            return True
    return False
