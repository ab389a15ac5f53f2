"""The log of arrivals. In: tiep-nhan.csv as a program or a person keeps it. Out: the first day of each report."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from cchc.build.standing.arrivals import LOG, read_arrivals
from cchc.errors import SubmissionError
from cchc.raw.keys import ReportKey

KEY = ReportKey("00010", 2024, "nam")
HEAD = "ngay,ma_xa,nam,ky,tep,sha256\n"


def read(folder: Path, text: str, encoding: str = "utf-8") -> dict[ReportKey, date]:
    (folder / LOG).write_bytes(text.encode(encoding))
    return dict(read_arrivals(folder))


def test_a_project_without_a_log_knows_of_no_arrival(tmp_path: Path) -> None:
    assert read_arrivals(tmp_path) == {}
    assert read(tmp_path, "\n") == {}


def test_the_first_arrival_counts_wherever_it_stands(tmp_path: Path) -> None:
    text = (
        f"{HEAD}2024-12-22,00010,2024,nam,b.xlsx,f0\n2024-12-19,00010,2024,nam,a.xlsx,e0\n2024-12-25,00010,2024,nam,,\n"
    )
    assert read(tmp_path, text) == {KEY: date(2024, 12, 19)}


def test_a_log_that_excel_has_saved_is_read(tmp_path: Path) -> None:
    text = "ma_xa;nam;ky;ngay;ghi_chu\r\n00010;2024;nam;05/01/2025;gửi qua bưu điện\r\n;;;;\r\n"
    assert read(tmp_path, text, "utf-16") == {KEY: date(2025, 1, 5)}


def test_every_row_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    text = (
        f"{HEAD}31/02/2024,10,2024,nam,,\n19/12/2024,00010,24,năm,,\n,00010,2024,nam,,\n12/25/2024,00010,2024,nam,,\n"
    )
    with pytest.raises(SubmissionError) as refused:
        read(tmp_path, text)
    lines = str(refused.value).splitlines()
    where = [line.removeprefix(f"{tmp_path / LOG}, ").partition(": ")[0] for line in lines]
    assert where == [
        "dòng 2, cột ngay", "dòng 2, cột ma_xa", "dòng 3", "dòng 3", "dòng 4, cột ngay", "dòng 5, cột ngay",
    ]  # fmt: skip
    assert 'gặp "10"; bảng tính có thể đã bỏ số 0 ở đầu, khi đó hãy ghi "00010"' in lines[1]
    assert "không có tháng lớn hơn 12" in lines[5]


def test_a_log_without_the_columns_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SubmissionError, match="thiếu cột ma_xa, ky"):
        read(tmp_path, "ngay,nam,tep\n2024-12-19,2024,a\n")
