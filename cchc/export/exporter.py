"""What the nbconvert exporters that write files of bytes share. In: an executed notebook. Out: what its parts are made into."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import Any, ClassVar

from nbconvert.exporters import Exporter

from cchc.document.model import Submission
from cchc.export.outputs import Part
from cchc.export.reader import read_parts


class BytesExporter(Exporter):
    """An exporter of one kind of file: its `extension`, and how the parts of a report become one."""

    extension: ClassVar[str]
    render: Callable[[list[Part]], bytes]

    def _file_extension_default(self) -> str:
        return self.extension

    def from_notebook_node(  # type: ignore[override]
        self, nb: Any, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[bytes, dict[str, Any]]:
        """The file of an executed notebook. Raises ExportError when the notebook has no submission block."""
        notebook, found = super().from_notebook_node(nb, resources, **kw)
        return self.render(read_parts(notebook)), {**found, "output_extension": self.extension}


def day_of(submission: Submission) -> datetime:
    """The last day of the data window: a date that is data, so that the same inputs give the same bytes."""
    return datetime.combine(date.fromisoformat(submission.window[1]), time(), UTC)
