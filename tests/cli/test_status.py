"""The command that says who is late. In: submissions of a province. Out: a table, and lists to copy."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import make_submission
from tests.products.project import cchc


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Two of the province's units have sent, one of them late, one what cannot be read; the due day is 20/12/2024."""
    raw = tmp_path / "data/raw"
    make_submission(raw, code="15976")
    (make_submission(raw, code="15979") / "nguon.yaml").write_text("ma_xa: [\n", encoding="utf-8")
    make_submission(raw, code="15976", period="6-thang", slug="truoc")
    (raw / "tiep-nhan.csv").write_text("ngay,ma_xa,nam,ky,tep,sha256\n23/12/2024,15976,2024,nam,,\n", "utf-8")
    return tmp_path


def lists(said: str) -> dict[str, list[str]]:
    """The lists below the table, by their heads."""
    blocks = [block.splitlines() for block in said.split("\n\n")[1:]]
    return {head.rstrip(":"): lines for head, *lines in blocks}


def test_a_province_is_told_by_unit_and_who_is_to_be_asked_by_list(root: Path) -> None:
    done = cchc("status", "--root", str(root), "--tinh", "thanh hóa", "--den", "25/12/2024")
    assert done.returncode == 0, done.stderr
    assert "Tỉnh Thanh Hóa, năm 2024" in done.stdout  # the latest period with submissions
    assert "Hạn gửi: 20/12/2024 (Công văn 581/BNV-CCHC" in done.stdout
    assert "1 tệp không đọc được, 1 đã gửi, chưa có báo cáo; 1 gửi muộn." in done.stdout
    told = lists(done.stdout)
    assert told["Gửi muộn (1)"] == ["15976 Xã Hoằng Lưu; đến 23/12/2024; trễ 3 ngày; chưa lập báo cáo"]
    assert [line.partition("; data/raw")[0] for line in told["Tệp không đọc được (1)"]] == [
        "15979 Xã Hoằng Châu; trễ 5 ngày"
    ]
    (sent,) = (head for head in told if head.startswith("Chưa gửi"))
    assert "15982 Xã Hoằng Tân; trễ 5 ngày" in told[sent]


def test_without_a_province_each_has_a_line(root: Path) -> None:
    make_submission(root / "data/raw", code="00004", slug="truc-bach")
    done = cchc("status", "--root", str(root), "--nam", "2024", "--ky", "nam")
    assert done.returncode == 0, done.stderr
    assert "Thành phố Hà Nội" in done.stdout and "Tỉnh Thanh Hóa" in done.stdout
    assert "cchc status --tinh" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--tinh", "Atlantis"], 2, "Atlantis"),
        (["--den", "31/02/2024"], 2, "--den: cần ngày/tháng/năm"),
        (["--ky", "quý 4"], 2, "--ky"),
        (["--nam", "2023"], 2, "chưa có số liệu của kỳ nào như thế; hãy nêu cả --nam và --ky"),
    ],
)
def test_what_cannot_be_told_is_said_in_one_line(root: Path, arguments: list[str], code: int, said: str) -> None:
    done = cchc("status", "--root", str(root), *arguments)
    assert (done.returncode, done.stdout) == (code, "")
    assert said in done.stderr and len(done.stderr.splitlines()) == 1


def test_a_log_that_cannot_be_read_is_an_error(root: Path) -> None:
    (root / "data/raw/tiep-nhan.csv").write_text("ngay,ma_xa,nam,ky\n23/12/2024,5976,2024,nam\n", "utf-8")
    done = cchc("status", "--root", str(root))
    assert done.returncode == 1 and "tiep-nhan.csv, dòng 2, cột ma_xa" in done.stderr
