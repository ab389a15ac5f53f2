"""Which reports are asked for. In: parameter files, batch files, shards. Out: requests, and errors that name the file."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from cchc.build.planning.requests import ReportRequest, choose_shard, find_requests
from cchc.errors import UsageError
from tests.conftest import make_submission
from tests.products.project import cchc, copy_project

# Three communes of Hà Nội and one of Thanh Hóa, under codes that are theirs since July 2025.
HANOI, THANH_HOA = ("00004", "00008", "00025"), "15925"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project where two communes of Hà Nội and one of Thanh Hóa have submitted the year 2025."""
    for code in (*HANOI[:2], THANH_HOA):
        make_submission(tmp_path / "data/raw", code=code, year=2025)
    (tmp_path / "params").mkdir()
    return tmp_path


def write(root: Path, name: str, text: str) -> Path:
    path = root / "params" / name
    path.write_text(text, encoding="utf-8")
    return path


def one(code: str, year: int = 2025) -> str:
    return f'ma_xa: "{code}"\nnam: {year}\nky: nam\n'


def names(requests: list[ReportRequest]) -> list[str]:
    return [request.name for request in requests]


def error(requests: list[ReportRequest]) -> str:
    assert len(requests) == 1 and requests[0].parameters is None
    return str(requests[0].error)


@pytest.mark.parametrize("province", ["Hà Nội", '"01"', "Thành phố Hà Nội"])
def test_a_province_stands_for_its_communes_that_have_submitted(province: str, root: Path) -> None:
    batch = write(root, "ha-noi.yaml", f"nam: 2025\nky: nam\ntinh: {province}\n")
    assert names(find_requests([batch], root)) == ["2025/nam/00004", "2025/nam/00008"]


def test_a_list_of_codes_stands_for_them_in_its_order_submitted_or_not(root: Path) -> None:
    batch = write(root, "ba-xa.yaml", f'nam: 2025\nky: nam\nma_xa: ["{THANH_HOA}", "00025", "00004"]\n')
    assert names(find_requests([batch], root)) == [f"2025/nam/{THANH_HOA}", "2025/nam/00025", "2025/nam/00004"]


def test_a_batch_file_may_say_where_the_data_are(root: Path) -> None:
    (root / "data/raw").rename(root / "elsewhere")
    batch = write(root, "ha-noi.yaml", "nam: 2025\nky: nam\ntinh: Hà Nội\ndu_lieu: elsewhere\n")
    requests = find_requests([batch], root)
    assert [request.parameters.du_lieu for request in requests if request.parameters] == ["elsewhere", "elsewhere"]


WRONG: dict[str, tuple[str, list[str]]] = {
    "both kinds of naming": ('nam: 2025\nky: nam\ntinh: Hà Nội\nma_xa: ["00004"]\n', ["tinh", "ma_xa", "cả hai"]),
    "an unknown key": ("nam: 2025\nky: nam\ntinh: Hà Nội\nhuyen: x\n", ["khóa lạ huyen"]),
    "no year": ("ky: nam\ntinh: Hà Nội\n", ["nam"]),
    "an unknown period": ("nam: 2025\nky: thang\ntinh: Hà Nội\n", ["ky", "thang"]),
    "a province that is none": ("nam: 2025\nky: nam\ntinh: Hà Lội\n", ["Hà Lội", "tỉnh"]),
    "a province without submissions": ("nam: 2025\nky: nam\ntinh: Cà Mau\n", ["Cà Mau", "chưa có xã nào"]),
    "a code that is a number": ("nam: 2025\nky: nam\nma_xa: [15925]\n", ["ma_xa", "15925"]),
    "an empty list": ("nam: 2025\nky: nam\nma_xa: []\n", ["ma_xa"]),
}  # fmt: skip


@pytest.mark.parametrize("wrong", WRONG)
def test_a_batch_file_that_cannot_be_used_is_one_failure_that_names_it(wrong: str, root: Path) -> None:
    text, told = WRONG[wrong]
    batch = write(root, "batch.yaml", text)
    said = error(find_requests([batch], root))
    assert said.startswith(f"{batch}: ") and said.count(str(batch)) == 1
    assert [words for words in told if words not in said] == []


def test_a_report_that_is_asked_for_twice_is_one_job(root: Path) -> None:
    write(root, "a.yaml", one("00008"))
    write(root, "b.yaml", "nam: 2025\nky: nam\ntinh: Hà Nội\n")
    write(root, "c.yaml", one("00004") + "du_lieu: data/raw\n")
    assert names(find_requests([], root)) == ["2025/nam/00008", "2025/nam/00004"]


def test_one_bad_file_among_many_is_a_failure_of_its_own(root: Path) -> None:
    good = [write(root, f"{code}.yaml", one(code)) for code in HANOI]
    bad = write(root, "00005.yaml", "ma_xa: [\n")
    requests = find_requests([], root)
    assert [request.asked_in for request in requests if request.error] == [bad]
    assert [request.asked_in for request in requests if request.parameters] == good


def test_the_same_bad_file_named_twice_fails_once(root: Path) -> None:
    bad = write(root, "bad.yaml", "[]")
    assert len(find_requests([bad, root / "params", bad], root)) == 1


@pytest.mark.parametrize(
    "name",
    [
        ".ipynb_checkpoints/15925-checkpoint.yaml",  # JupyterLab, of a file that was opened in it
        "._00004.yaml",  # macOS, on a disk that others use too
        ".00004.yaml.swp.yaml",
        "2025/.git/x.yml",
    ],
)
def test_what_an_editor_or_a_system_leaves_is_no_parameter_file(name: str, root: Path) -> None:
    write(root, "00004.yaml", one("00004"))
    (root / "params" / name).parent.mkdir(parents=True, exist_ok=True)
    write(root, name, one(THANH_HOA))
    (root / "params" / ".#00004.yaml").symlink_to("nobody@nowhere.1234")  # Emacs, while a file is open
    assert names(find_requests([], root)) == ["2025/nam/00004"]


def test_a_project_below_a_hidden_folder_has_parameter_files(root: Path) -> None:
    hidden = root / ".project"
    (hidden / "params").mkdir(parents=True)
    write(hidden, "00004.yaml", one("00004"))
    assert names(find_requests([], hidden)) == ["2025/nam/00004"]


@pytest.mark.parametrize("name", ["b.yml", "B.YAML", "b.YML"])
def test_a_parameter_file_is_known_by_either_ending(name: str, root: Path) -> None:
    write(root, "a.yaml", one("00004"))
    write(root, name, one("00008"))
    assert sorted(names(find_requests([], root))) == ["2025/nam/00004", "2025/nam/00008"]


def test_a_link_that_leads_nowhere_is_told(root: Path) -> None:
    (root / "params" / "a.yaml").symlink_to("gone.yaml")
    write(root, "b.yaml", one("00008"))
    told = [str(request.error) for request in find_requests([], root) if request.error]
    assert len(told) == 1 and "không có tệp tham số này" in told[0]


@pytest.mark.parametrize("parts", [1, 2, 3, 7, 20])
def test_shards_part_the_jobs_exactly(parts: int, root: Path) -> None:
    for code in range(10):
        write(root, f"{code}.yaml", one("00004", 2011 + code))
    requests = find_requests([], root)
    shards = [choose_shard(requests, f"{part}/{parts}") for part in range(1, parts + 1)]
    assert sorted(name for shard in shards for name in names(shard)) == sorted(names(requests))
    sizes = [len(shard) for shard in shards]
    assert max(sizes) - min(sizes) <= 1


@pytest.mark.parametrize("shard", ["0/2", "3/2", "1", "1/", "/2", "a/b", "1/0", "-1/2", "1/2/3", "1.5/2"])
def test_a_shard_that_is_none_is_refused(shard: str) -> None:
    with pytest.raises(UsageError, match="--shard: cần i/n"):
        choose_shard([], shard)


def test_a_command_without_any_file_ends_with_2_and_with_files_that_all_fail_with_1(tmp_path: Path) -> None:
    root = copy_project(tmp_path / "project")
    shutil.rmtree(root / "params")
    assert cchc("build", "--root", str(root)).returncode == 2
    (root / "params").mkdir()
    write(root, "bad.yaml", "[]")
    result = cchc("build", "--root", str(root))
    assert result.returncode == 1
    assert result.stderr.count("\n") == 1 and "bad.yaml" in result.stderr
