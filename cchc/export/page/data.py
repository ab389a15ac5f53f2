"""The data of a chart as a file to take away. In: columns and rows of texts. Out: a data: link that holds a CSV file.

The file is UTF-8 with a byte-order mark, as spreadsheets expect of Vietnamese text.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from typing import Any

_PREFIX = "data:text/csv;charset=utf-8,%EF%BB%BF"
# A browser encodes letters by itself; these would end the link, or be dropped from it.
_RESERVED = re.compile('[\x00-\x20\x7f"%#<>]')
# A text that a spreadsheet would take for a formula.
_ACTIVE = ("=", "+", "-", "@", "\t", "\r")


def csv_uri(data: Mapping[str, Any] | None) -> str | None:
    """The link; None where there are no data. A text that a spreadsheet would run as a formula is quoted."""
    if not data or not data["rows"]:
        return None
    content = io.StringIO(newline="")
    csv.writer(content).writerows([[_inert(text) for text in row] for row in [data["columns"], *data["rows"]]])
    return _PREFIX + _RESERVED.sub(lambda match: f"%{ord(match[0]):02X}", content.getvalue())


def _inert(text: str) -> str:
    return f"'{text}" if str(text).startswith(_ACTIVE) and len(text) > 1 else text
