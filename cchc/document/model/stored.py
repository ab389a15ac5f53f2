"""Blocks as they travel in a notebook. In: blocks. Out: JSON, MIME types; and back.

In JSON a block says by "block" what it is; fields that have their default are left out. docs/schema/ has the schema.
"""

from __future__ import annotations

from typing import Any

import msgspec

from cchc.document.model.blocks import (
    Addressees,
    Annex,
    Figure,
    Heading,
    Letterhead,
    Notice,
    Paragraphs,
    Signature,
    Table,
    Title,
)
from cchc.document.model.inlines import Piece
from cchc.document.model.reviewed import Findings, Overview, Submission

BLOCK_MIME = "application/vnd.cchc.block.v1+json"
FIRST_MIME = "application/vnd.cchc.block+json"  # of notebooks that were run before the type had a version
SVG_MIME = "image/svg+xml"

AnyBlock = (
    Heading | Paragraphs | Notice | Table | Figure | Annex | Letterhead | Title | Addressees | Signature | Findings
    | Overview | Submission
)  # fmt: skip


def as_json(piece: Piece) -> dict[str, Any]:
    """A block, or a part of one, as JSON."""
    data: dict[str, Any] = msgspec.to_builtins(piece)
    return data


def read_block(data: Any) -> AnyBlock:
    """The block of its JSON. Raises msgspec.ValidationError where it is none."""
    block: AnyBlock = msgspec.convert(data, AnyBlock)
    return block
