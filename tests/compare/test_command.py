"""Compare two reports from their folders: what is taken for a side, the terminal's table, the page. In: small projects."""

from __future__ import annotations

import io
import json
import re
import shutil
from pathlib import Path

import nbformat
import pytest
from rich.console import Console

from cchc.compare.command import as_data, compare_paths, read_side, write_page
from cchc.compare.comparison import Comparison
from cchc.compare.terminal import show_changes
from cchc.document.model import BLOCK_MIME, Block, Paragraph, Paragraphs, as_json
from cchc.document.opening import open_submission
from cchc.document.provenance import submission_block
from cchc.errors import CchcError, ExportError, SubmissionError, UsageError
from tests.conftest import make_submission


def submission(root: Path, year: int, figure: str) -> Path:
    return make_submission(root, year=year, annex={"2.1": figure})


def printed(root: Path, name: str, figure: str, sentence: str) -> Path:
    """An output folder with the executed notebook of a small report."""
    folder = submission(root, 2024, figure)
    blocks = [
        submission_block(open_submission(folder)),
        Paragraphs(section="I.1", items=[Paragraph(inlines=[sentence])]),
    ]
    shutil.rmtree(folder)
    made = root / name
    made.mkdir()
    nbformat.write(notebook(blocks), made / "bao-cao.ipynb")
    return made


def notebook(blocks: list[Block]) -> nbformat.NotebookNode:
    outputs = [nbformat.v4.new_output("display_data", {BLOCK_MIME: as_json(block)}) for block in blocks]
    cell = nbformat.v4.new_code_cell("x", outputs=outputs, id="x")
    return nbformat.v4.new_notebook(cells=[cell, nbformat.v4.new_markdown_cell("Lời thêm.", id="y")])


def shown(changes: Comparison) -> str:
    console = Console(file=io.StringIO(), width=200)
    show_changes(changes, console)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_two_submissions_are_compared_without_words(tmp_path: Path) -> None:
    changes = compare_paths(submission(tmp_path, 2023, "40"), submission(tmp_path, 2024, "50"))
    text = shown(changes)
    assert "Thay đổi của Xã Hoằng Lưu: năm 2024 so với năm 2023" in text
    assert "tăng 10 văn bản (25%)" in text
    assert re.search("Chỉ tiêu +┃ +Năm 2023 ┃ +Năm 2024 ┃ +Chênh lệch", text)
    assert "câu chữ không so sánh" in text


def test_two_builds_of_one_report_are_compared_with_their_words(tmp_path: Path) -> None:
    old = printed(tmp_path, "cũ", "40", "Đã treo 8 băng rôn.")
    new = printed(tmp_path, "mới", "40", "Đã treo 9 băng rôn.")
    text = shown(compare_paths(old, new))
    assert "Đã treo [-8-]{+9+} băng rôn." in text
    assert "1 đoạn văn khác, 1 đoạn như trước" in text  # the sentence; the Markdown cell


def test_a_notebook_by_its_name_is_the_folder_it_stands_in(tmp_path: Path) -> None:
    made = printed(tmp_path, "bản", "40", "Một câu.")
    assert as_data(compare_paths(made, made)) == as_data(compare_paths(made / "bao-cao.ipynb", made / "bao-cao.ipynb"))
    assert not compare_paths(made, made / "bao-cao.ipynb").any


def test_the_figures_of_a_printed_report_are_those_of_the_files_it_carries(tmp_path: Path) -> None:
    made = printed(tmp_path, "bản", "40", "Một câu.")
    assert [value.number for value in read_side(made).counts["2.1"].values()] == [40]


def test_what_is_no_report_is_refused_with_what_was_expected(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "không có", Path(__file__)):
        with pytest.raises(UsageError, match=r"cần thư mục báo cáo đã lập \(có bao-cao.ipynb\)"):
            read_side(path)


def test_a_notebook_that_is_broken_or_has_not_run_is_refused(tmp_path: Path) -> None:
    broken, empty = tmp_path / "hỏng.ipynb", tmp_path / "trống.ipynb"
    broken.write_text("{", encoding="utf-8")
    nbformat.write(nbformat.v4.new_notebook(), empty)
    with pytest.raises(ExportError, match="cần sổ tay"):
        read_side(broken)
    with pytest.raises(ExportError, match=r"report\.submission\(\)"):
        read_side(empty)


def test_a_notebook_that_carries_a_path_for_a_name_writes_nothing(tmp_path: Path) -> None:
    made = printed(tmp_path, "bản", "40", "Một câu.")
    path = made / "bao-cao.ipynb"
    text = path.read_text(encoding="utf-8").replace('"phu_luc_01b.csv"', '"../../phu_luc_01b.csv"')
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SubmissionError, match="không phải là tệp số liệu"):
        read_side(made)


def test_a_notebook_whose_blocks_are_out_of_form_is_refused_in_one_line(tmp_path: Path) -> None:
    made = printed(tmp_path, "bản", "40", "Một câu.")
    path = made / "bao-cao.ipynb"
    path.write_text(path.read_text(encoding="utf-8").replace('"items"', '"itens"'), encoding="utf-8")
    with pytest.raises(ExportError, match="có khối “paragraphs” không đúng dạng"):
        compare_paths(made, made)


def test_the_page_is_written_and_leads_back_where_the_report_is_beside_it(tmp_path: Path) -> None:
    changes = compare_paths(submission(tmp_path, 2023, "40"), submission(tmp_path, 2024, "50"))
    made = tmp_path / "bản"
    made.mkdir()
    write_page(changes, made / "thay-doi.html")
    assert 'href="bao-cao.html"' not in (made / "thay-doi.html").read_text(encoding="utf-8")
    (made / "bao-cao.html").write_text("", encoding="utf-8")
    write_page(changes, made / "thay-doi.html")
    assert 'href="bao-cao.html"' in (made / "thay-doi.html").read_text(encoding="utf-8")


def test_a_folder_given_for_the_page_is_refused(tmp_path: Path) -> None:
    changes = compare_paths(submission(tmp_path, 2023, "40"), submission(tmp_path, 2024, "50"))
    with pytest.raises(CchcError, match="cần tên tệp để ghi"):
        write_page(changes, tmp_path)


def test_the_data_form_lists_what_changed_and_counts_what_did_not(tmp_path: Path) -> None:
    data = as_data(compare_paths(submission(tmp_path, 2023, "40"), submission(tmp_path, 2024, "50")))
    read = json.loads(json.dumps(data))
    assert (read["scope"], read["old"]["nam"], read["new"]["nam"]) == ("periods", 2023, 2024)
    assert [(c["key"], c["old"], c["new"], c["difference"]) for c in read["counts"]] == [("2.1", 40, 50, 10)]
    assert (read["stated_rates"], read["procedures"], read["sentences"]) == ([], [], None)
    assert read["unchanged"]["counts"] == 0


def test_control_characters_do_not_reach_the_terminal(tmp_path: Path) -> None:
    changes = compare_paths(submission(tmp_path, 2023, "5"), submission(tmp_path, 2024, "5\x1b[2J"))
    assert "\x1b" not in shown(changes)
