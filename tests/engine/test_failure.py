"""Why a notebook fails, in one line. In: cells as a run leaves them. Out: the cell that is blamed, and the words."""

from __future__ import annotations

from typing import Any

import pytest

from cchc.engine.failure import (
    Failure,
    find_failure,
    name_cell,
    name_noted_cell,
    name_wordiest,
    note_cell,
    one_line,
)


def code(source: str, *outputs: dict[str, Any], tags: tuple[str, ...] = ()) -> dict[str, Any]:
    return {"cell_type": "code", "source": source, "metadata": {"tags": list(tags)}, "outputs": list(outputs)}


def error(name: str = "ValueError", words: str = "sai") -> dict[str, Any]:
    return {"output_type": "error", "ename": name, "evalue": words, "traceback": []}


def written(text: str, name: str = "stderr") -> dict[str, Any]:
    return {"output_type": "stream", "name": name, "text": text}


ALLOWED = code("1 / 0", error("ZeroDivisionError", "division by zero"), tags=("raises-exception",))


def told(cells: list[dict[str, Any]], stopped: int | None) -> str:
    failure = find_failure(cells, stopped)
    assert failure is not None
    return str(failure.as_error())


def test_a_notebook_without_errors_does_not_fail() -> None:
    assert find_failure([{"cell_type": "markdown", "source": "# a", "metadata": {}}, code("1")], None) is None


def test_an_error_that_its_cell_allows_is_no_failure() -> None:
    assert find_failure([ALLOWED, code("1")], None) is None


def test_an_error_that_a_magic_swallows_is_a_failure_though_nothing_stopped() -> None:
    assert told([code("1"), code("%%capture\nraise", error())], None) == (
        "Ô số 2 của sổ tay («%%capture») dừng vì ValueError: sai. Hãy sửa ô đó rồi chạy lại."
    )


def test_the_cell_that_stopped_is_blamed_and_not_an_earlier_one_whose_error_was_allowed() -> None:
    assert told([ALLOWED, code('int("xyz")', error())], 1).startswith('Ô số 2 của sổ tay («int("xyz")») dừng vì ValueE')


def test_an_earlier_lack_of_memory_that_was_allowed_is_not_the_reason() -> None:
    earlier = code("raise MemoryError", error("MemoryError", ""), tags=("raises-exception",))
    failure = find_failure([earlier, code("1 / 0", error("ZeroDivisionError", ""))], 1)
    assert failure is not None and not failure.out_of_memory


def test_a_cell_that_stops_without_an_error_is_quoted_by_its_last_words() -> None:
    cells = [code("%khong_co", written("một\nUsageError: Line magic function `%khong_co` not found.\n"))]
    assert told(cells, 0) == (
        "Ô số 1 của sổ tay («%khong_co») dừng vì UsageError: Line magic function `%khong_co` not found. "
        "Hãy sửa ô đó rồi chạy lại."
    )


def test_a_cell_that_stops_without_a_word_is_named_all_the_same() -> None:
    assert told([code("x", written("in ra", "stdout"))], 0).startswith(
        "Ô số 1 của sổ tay («x») dừng mà không nêu lý do."
    )


@pytest.mark.parametrize("name", ["MemoryError", "_ArrayMemoryError", "ArrowMemoryError"])
def test_every_library_has_its_own_name_for_a_lack_of_memory(name: str) -> None:
    assert Failure("ô", name, "Unable to allocate 8.00 GiB").out_of_memory


@pytest.mark.parametrize(
    ("name", "words"),
    [("OSError", "[Errno 12] Cannot allocate memory"), ("RuntimeError", "can't start new thread")],
)
def test_what_may_be_a_lack_of_memory_names_the_option(name: str, words: str) -> None:
    assert str(Failure("ô số 1", name, words).as_error()) == (
        f"Ô số 1 dừng vì {name}: {words}. "
        "Có thể ô đó cần nhiều bộ nhớ hơn giới hạn của một báo cáo; hãy sửa ô hoặc tăng --memory-limit."
    )


def test_an_error_of_this_package_is_told_in_its_own_words_and_whole() -> None:
    words = "tệp a:\n" + "dài " * 200
    assert str(Failure("ô số 1", "SubmissionError", words).as_error()) == words


def test_an_error_of_many_lines_and_colours_is_one_line_of_300_letters() -> None:
    assert one_line("a\n\tb\x1b[31mđỏ\x1b[0m\x00\u202e") == "a bđỏ<U+0000><U+202E>"
    assert one_line("a" * 301) == "a" * 299 + "…"
    assert one_line("a" * 300) == "a" * 300


def test_a_cell_is_named_by_its_number_in_print_and_its_first_line() -> None:
    assert name_cell(15, code("\n\n  x = 1\ny = 2")) == "ô số 16 của sổ tay («x = 1»)"


def test_what_is_noted_of_a_cell_is_enough_to_name_it() -> None:
    assert name_noted_cell(note_cell(15, code("x = 1\ny = 2"))) == "ô số 16 của sổ tay («x = 1»)"
    assert name_noted_cell("") == ""


def test_the_cell_that_prints_most_is_named_if_that_is_much() -> None:
    much = code("print(x)", written("x" * 12_000, "stdout"))
    assert name_wordiest([code("1", written("y" * 11_000, "stdout")), much]) == (
        "ô số 2 của sổ tay («print(x)») in ra 12.000 chữ"
    )
    assert name_wordiest([code("print(x)", written("x" * 9_999, "stdout"))]) == ""
    assert name_wordiest([]) == ""
