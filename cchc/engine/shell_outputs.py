"""Collect what cells put out. In: displays, results, errors, written text. Out: outputs in the notebook format."""

from __future__ import annotations

import io
import os
from typing import Any

Output = dict[str, Any]


class Outputs:
    """The outputs of the cell that runs, and those of earlier cells that a display id can still change."""

    def __init__(self) -> None:
        self.current: list[Output] = []
        self._written: list[str] = []  # what the stream that came last goes on with: joined once, not at every write
        self._named: dict[str, list[Output]] = {}
        self._clear_first = False

    def begin(self) -> list[Output]:
        """Start the list of a new cell."""
        self.settle()
        self.current, self._clear_first = [], False
        return self.current

    def add(self, output: Output, display_id: str | None = None) -> None:
        """Take one more output."""
        if self._clear_first:
            self.clear()
        self.settle()
        if display_id:
            self.update(display_id, output["data"], output["metadata"])
            self._named.setdefault(display_id, []).append(output)
        self.current.append(output)

    def stream(self, name: str, text: str) -> None:
        """Take text written to stdout or stderr; what follows text of the same stream is added to it."""
        last = self.current[-1] if self.current and not self._clear_first else None
        if last and last["output_type"] == "stream" and last["name"] == name:
            self._written.append(text)
        elif text:
            self.add({"output_type": "stream", "name": name, "text": text})

    def settle(self) -> None:
        """Join what was written: only then do the outputs hold all that has come."""
        if self._written:
            count = len(self._written)  # a thread may go on writing meanwhile
            self.current[-1]["text"] += "".join(self._written[:count])
            del self._written[:count]

    def update(self, display_id: str, data: Any, metadata: Any) -> None:
        """Change every output shown under that id."""
        for output in self._named.get(display_id, []):
            output.update(data=data, metadata=metadata)

    def clear(self, wait: bool = False) -> None:
        """Drop the cell's outputs, now or when the next one comes."""
        self._clear_first = wait
        if not wait:
            self._written.clear()
            self.current.clear()


class Stream(io.TextIOBase):
    """sys.stdout or sys.stderr of a cell."""

    encoding = "UTF-8"

    def __init__(self, name: str, outputs: Outputs) -> None:
        self.name = name
        self._outputs = outputs
        self._process = os.getpid()

    def write(self, text: str) -> int:
        """Take text as output of the cell that runs."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text)}")
        if os.getpid() == self._process:
            self._outputs.stream(self.name, text)
        else:  # a process that a cell has forked: nobody would ever see its outputs
            os.write(self.fileno(), text.encode("utf-8", "replace"))
        return len(text)

    def writable(self) -> bool:
        """Whether text can be written: yes."""
        return True

    def fileno(self) -> int:
        """That of the process: a program may be handed it, and what it writes there is an output too."""
        return 1 if self.name == "stdout" else 2
