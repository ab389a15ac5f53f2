"""Cells that speak to the person at the notebook are not printed. In: tagged cells. Out: the parts that are."""

from __future__ import annotations

from typing import Any

import pytest
from nbformat import from_dict

from cchc.export.reader import read_parts


def notebook(*tags: str) -> Any:
    output = {"output_type": "stream", "name": "stdout", "text": "in ra"}
    common = {"metadata": {"tags": list(tags)}, "source": "x"}
    cells = [{"cell_type": "code", "outputs": [output], **common}, {"cell_type": "markdown", **common}]
    return from_dict({"cells": cells, "metadata": {}})


@pytest.mark.parametrize("tag", ["note", "remove-output"])
def test_a_cell_of_either_kind_that_is_so_tagged_is_not_printed(tag: str) -> None:
    assert read_parts(notebook(tag)) == []


def test_a_cell_with_another_tag_is_printed() -> None:
    assert [(part.kind, part.data) for part in read_parts(notebook("khac"))] == [("text", "in ra"), ("markdown", "x")]
