"""Faults met while reading, collected. In: what readers refuse. Out: one SubmissionError that has a line for each."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from cchc.errors import SubmissionError

Read = TypeVar("Read")


class Faults:
    """What cannot be read. Whoever reads goes on with the rest, so that all of it can be mended at once."""

    def __init__(self) -> None:
        self._lines: dict[str, None] = {}

    def __bool__(self) -> bool:
        return bool(self._lines)

    def add(self, line: str) -> None:
        """One fault more."""
        self._lines[line] = None

    def attempt(self, read: Callable[[], Read]) -> Read | None:
        """What `read` gives; None where it raised a SubmissionError, whose faults are kept."""
        try:
            return read()
        except SubmissionError as error:
            self._lines.update(dict.fromkeys(str(error).splitlines()))
            return None

    def end(self, most: int | None = None) -> None:
        """Raise SubmissionError where there are faults: one a line, of more than `most` only so many and their number."""
        lines = list(self._lines)
        if most is not None and len(lines) > most:
            lines[most:] = [f"Còn {len(lines) - most} lỗi nữa; hãy sửa các lỗi trên rồi chạy lại."]
        if lines:
            raise SubmissionError("\n".join(lines))
