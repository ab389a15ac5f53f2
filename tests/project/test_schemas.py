"""The published schemas are up to date, and a report keeps to them. In: docs/schema/, the sample's report. Out: nothing."""

from __future__ import annotations

import json
from collections.abc import Sequence

import msgspec
import pytest

from cchc.build.manifest import Manifest
from cchc.document.model import BLOCK_MIME, as_json, read_block
from tests.products.project import Built
from tools.make_schemas import SCHEMAS, ListedFinding, make_schemas


@pytest.mark.parametrize("name", make_schemas())
def test_a_schema_is_that_of_the_types(name: str) -> None:
    assert make_schemas()[name] == (SCHEMAS / name).read_text(encoding="utf-8"), "run `make docs`"


def test_every_block_of_a_report_is_read_and_written_as_it_stands(sample: Built) -> None:
    cells = json.loads((sample.folder / "bao-cao.ipynb").read_text(encoding="utf-8"))["cells"]
    blocks = [out["data"][BLOCK_MIME] for cell in cells for out in cell.get("outputs", ()) if "data" in out]
    assert len(blocks) > 50
    assert [json.loads(msgspec.json.encode(as_json(read_block(block)))) for block in blocks] == blocks


def test_the_findings_of_a_report_keep_to_their_schema(sample: Built) -> None:
    found = json.loads((sample.folder / "kiem-tra.json").read_text(encoding="utf-8"))
    assert len(msgspec.convert(found, Sequence[ListedFinding])) == len(found) > 0


def test_the_manifest_of_a_report_keeps_to_its_schema_and_has_nothing_besides(sample: Built) -> None:
    written = json.loads((sample.folder / "ho-so.json").read_text(encoding="utf-8"))
    assert msgspec.to_builtins(msgspec.convert(written, Manifest)) == written
    assert len(written["outputs"]) == 4  # HTML, PDF, notebook and findings
