"""Spare IPython what it has worked out before. In: the source of a cell. Out: the same as IPython's own, remembered.

Every report runs the same cells. What depends on a cell's text alone (its magics turned into calls, its name in a
traceback) is worked out once, in the process that all others are forked from.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from ipykernel.compiler import XCachingCompiler, get_file_name
from IPython.core.inputtransformer2 import TransformerManager

_MANY = 4096  # texts of cells

remembered_file_name: Callable[[str], str] = functools.lru_cache(_MANY)(get_file_name)


class RememberingTransformer(TransformerManager):
    """Turns magics into calls; forgets what it knows when a cell or an extension changes its rules."""

    def __init__(self) -> None:
        super().__init__()
        self._known: dict[Any, str] = {}

    def transform_cell(self, cell: str) -> str:
        """The cell as Python."""
        key = (cell, *self.cleanup_transforms, *self.line_transforms, *self.token_transformers)
        if key not in self._known:
            self._known[key] = super().transform_cell(cell)
        return self._known[key]


class RememberingCompiler(XCachingCompiler):
    """Names a cell in tracebacks as a kernel does."""

    def get_code_name(self, raw_code: str, code: str, number: int) -> str:
        """The name of the file that the cell would be."""
        return remembered_file_name(raw_code)
