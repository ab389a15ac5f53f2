"""The executed notebook is the same in every run, and can be written whatever its cells put out. In: outputs."""

from __future__ import annotations

import json
from typing import Any

import pytest
from nbformat import from_dict

from cchc.document.model import BLOCK_MIME
from cchc.engine.executed import as_node, as_text, normalise


def notebook(*outputs: dict[str, Any]) -> Any:
    cell = {"cell_type": "code", "id": "a", "source": "x", "metadata": {}, "execution_count": 1, "outputs": outputs}
    return from_dict({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def shown(**data: Any) -> dict[str, Any]:
    named = {{"html": "text/html", "svg": "image/svg+xml", "plain": "text/plain"}.get(k, k): v for k, v in data.items()}
    return {"output_type": "display_data", "data": named, "metadata": {}}


def stream(text: str) -> dict[str, Any]:
    return {"output_type": "stream", "name": "stdout", "text": text}


def written_and_read(output: dict[str, Any]) -> Any:
    return as_node(as_text(notebook(output))).cells[0].outputs[0]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("tệp b\udce1o.docx", "tệp b\ufffdo.docx"),  # the byte of another code page, as os.listdir gives it
        ("cắt \ud83d", "cắt \ufffd"),  # the first half of an emoji
        ("\ud83d\ude00", "\U0001f600"),  # both halves
        ("Hoằng Lưu", "Hoằng Lưu"),
    ],
)
def test_half_a_character_is_written_as_one_that_stands_for_it(text: str, kept: str) -> None:
    assert written_and_read(stream(text)).text == kept
    assert written_and_read(shown(plain=text)).data["text/plain"] == kept


def test_what_json_does_not_know_is_written_as_its_text() -> None:
    data = {"half \ud800": [2**64, {1}, 1.5, None, True, (2,)]}
    kept = {"half \ufffd": [str(2**64), "{1}", 1.5, None, True, [2]]}
    assert written_and_read(shown(**{"application/json": data})).data["application/json"] == kept


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("<object object at 0x7f12ab34cd56>", "<object object at 0x…>"),
        ("&lt;f at 0x00007F12AB34CD56&gt;", "&lt;f at 0x…&gt;"),
        ("<ExecutionResult object at 7f12ab34cd56, execution_count=1>", "<ExecutionResult object at 0x…, execution_count=1>"),
        ("<DisplayHandle display_id=0123456789abcdef0123456789abcdef>", "<DisplayHandle display_id=…>"),
        ("màu 0x1f4e79, mã 0x7f12ab34cd56", "màu 0x1f4e79, mã 0x7f12ab34cd56"),  # somebody's number
        ("nhìn at 0x12", "nhìn at 0x12"),
    ],
)  # fmt: skip
def test_addresses_in_memory_are_taken_out_wherever_they_are_shown(text: str, kept: str) -> None:
    outputs = [stream(text), shown(plain=text, html=text, svg=text)]
    (cell,) = normalise(notebook(*outputs)).cells
    assert cell.outputs[0].text == kept
    assert set(cell.outputs[1].data.values()) == {kept}


def test_a_block_of_the_report_is_left_as_it_is() -> None:
    own = shown(**{BLOCK_MIME: {"block": "x"}, "text/html": "<object at 0x7f12ab34cd56>"})
    (cell,) = normalise(notebook(own)).cells
    assert cell.outputs[0].data["text/html"] == "<object at 0x7f12ab34cd56>"


def test_an_error_that_was_allowed_keeps_its_words_and_no_path_of_this_machine() -> None:
    error = {
        "output_type": "error",
        "ename": "ValueError",
        "evalue": "<x at 0x7f12ab34cd56>",
        "traceback": ["File /a/b"],
    }
    (cell,) = normalise(notebook(error)).cells
    assert cell.outputs[0].traceback == ["ValueError: <x at 0x…>"]


def test_the_text_of_a_notebook_does_not_depend_on_the_order_of_keys() -> None:
    one, other = notebook(stream("a")), notebook(dict(reversed(stream("a").items())))
    assert as_text(one) == as_text(other)
    assert json.loads(as_text(one))["cells"][0]["outputs"] == [stream("a")]
