"""The commune's own words around its numbers. In: the raw files of a report. Out: a phrase by the name of its cell."""

from __future__ import annotations

from collections.abc import Iterator

from cchc.export.reader import Block
from cchc.raw.files import split_lines
from cchc.raw.submission import STATEMENTS

_NUMBER, _WORDS = "gia_tri", "nguyen_van"
_LONGEST = 90


def phrases_of(submission: Block) -> dict[str, str]:
    """The phrase that each stated number stands in, as the commune wrote it; a long one around its number."""
    texts = [file.get("text", "") for file in submission["files"] if file["name"] == STATEMENTS]
    return dict(phrase for text in texts for phrase in _phrases(text))


def _phrases(text: str) -> Iterator[tuple[str, str]]:
    records = split_lines(text)
    head = [name.strip() for name in next(records, [])]
    if _NUMBER not in head or _WORDS not in head:
        return
    number, words = head.index(_NUMBER), head.index(_WORDS)
    for row, fields in enumerate(records, 2):
        if len(fields) > max(number, words) and fields[words].strip():
            yield f"{STATEMENTS}:{row}:{_NUMBER}", _around(fields[number].strip(), " ".join(fields[words].split()))


def _around(number: str, words: str) -> str:
    """The words, or as many around the number as anybody needs to find it, from word to word."""
    if len(words) <= _LONGEST:
        return words
    start = max(0, min(words.find(number) - _LONGEST // 2, len(words) - _LONGEST))
    piece = words[start : start + _LONGEST]
    piece = piece if start == 0 else "…" + piece.partition(" ")[2]
    return piece if start + _LONGEST >= len(words) else piece.rpartition(" ")[0] + "…"
