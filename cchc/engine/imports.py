"""What our own processes need not import. In: a block that imports nbformat for the first time. Out: the same, sooner.

nbformat imports jsonschema, which looks for libraries that check forms of text ("is this an address of the web?").
One of them, which Jupyter brings, builds a grammar for longer than all other imports together take; a notebook's schema
asks for no such check.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator

_GRAMMAR = "rfc3987_syntax"


@contextlib.contextmanager
def without_grammar() -> Iterator[None]:
    """Within this block, what can do without the grammar of web addresses takes it for not installed.

    For the start of a process of ours. A library that was imported before keeps what it found, and whoever imports the
    grammar after the block gets it; jsonschema, once imported in the block, checks no "iri" and "iri-reference".
    """
    if _GRAMMAR in sys.modules:
        yield
        return
    sys.modules[_GRAMMAR] = None  # type: ignore[assignment]  # what Python itself takes for "cannot be imported"
    try:
        yield
    finally:
        sys.modules.pop(_GRAMMAR, None)
