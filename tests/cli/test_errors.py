"""What a user meets when something is wrong: one line, an exit code, and nothing half made. In: command lines."""

from __future__ import annotations

import errno
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from cchc.cli import main
from tests.products.project import SAMPLE_PATH, cchc, copy_project, snapshot, start_cchc
from tests.products.synthetic import PHUONG_2025, Commune, write_parameters, write_submission

Start = Callable[..., tuple[int, str, list[str]]]

GOOD = 'ma_xa: "15976"\nnam: 2024\nky: nam\n'
MARK = "làm từ lần trước"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project with the sample's submission, and a report of it that an earlier run has left."""
    project = copy_project(tmp_path / "project")
    old = project / "output" / SAMPLE_PATH / "bao-cao.html"
    old.parent.mkdir(parents=True)
    old.write_text(MARK, encoding="utf-8")
    return project


@pytest.fixture
def start(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Start:
    """The command in this process: its exit code, its standard output, the lines of its standard error."""

    def run(*arguments: str) -> tuple[int, str, list[str]]:
        monkeypatch.setattr("sys.argv", ["cchc", *arguments])
        with pytest.raises(SystemExit) as stopped:
            main()
        printed = capsys.readouterr()
        return int(stopped.value.code or 0), printed.out, printed.err.splitlines()

    return run


def set_parameters(text: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        (root / "params" / f"{SAMPLE_PATH}.yaml").write_text(text, encoding="utf-8")

    return change


def set_raw(name: str, content: bytes) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        (root / "data/raw" / SAMPLE_PATH / name).write_bytes(content)

    return change


def drop_source(root: Path) -> None:
    (root / "data/raw" / SAMPLE_PATH / "nguon.yaml").unlink()


def drop_submission(root: Path) -> None:
    (root / "data/raw" / SAMPLE_PATH).rename(root / "data/raw/elsewhere")


def second_folder(root: Path) -> None:
    (root / "data/raw/2024/nam/15976-ten-cu").mkdir()


def code_of_another_era(root: Path) -> None:
    """00001 was the ward Phúc Xá until June 2025; what is asked for ends in December."""
    write_submission(root, Commune("00001", "phuc-xa", 2025, "nam", "2024-12-15", "2025-12-14"))
    set_parameters('ma_xa: "00001"\nnam: 2025\nky: nam\n')(root)


def set_source(old: str, new: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        path = root / "data/raw" / SAMPLE_PATH / "nguon.yaml"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    return change


def set_notebook(old: str, new: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        path = root / "notebooks/bao_cao_xa.ipynb"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    return change


HEADER = b"stt,chi_tieu,don_vi_tinh,so_lieu,ghi_chu\n"

# What is wrong; the words that tell it.
REFUSED: dict[str, tuple[Callable[[Path], None], list[str]]] = {
    "a misspelt parameter": (set_parameters(GOOD.replace("ma_xa", "ma_xaa")), ["ma_xaa", 'có phải "ma_xa"?']),
    "an unknown parameter": (set_parameters(GOOD + "mau: xanh\n"), ["mau", "ma_xa, nam, ky, du_lieu"]),
    "a parameter left out": (set_parameters('ma_xa: "15976"\nnam: 2024\n'), ["ky", "quy-1"]),
    "a code that is a number": (set_parameters(GOOD.replace('"15976"', "15976")), ["15976 (kiểu int)", '"00010"']),
    "a code read as octal": (set_parameters(GOOD.replace('"15976"', "00010")), ["ma_xa", "gặp 8", '"00010"']),
    "a code of four digits": (set_parameters(GOOD.replace("15976", "1597")), ["5 chữ số", '"1597"']),
    "an unknown period": (set_parameters(GOOD.replace("ky: nam", "ky: quy1")), ["ky", "quy1", 'có phải "quy-1"?']),
    "a year in words": (set_parameters(GOOD.replace("2024", "hai")), ["nam", "số nguyên", '"hai"']),
    "a year out of range": (set_parameters(GOOD.replace("2024", "1024")), ["nam", "2011", "1024"]),
    "parameters that are no YAML": (set_parameters('ma_xa: "15976\n'), ["dòng", "YAML"]),
    "parameters with an alias": (set_parameters(GOOD + "a: &a [x]\ndu_lieu: *a\n"), ["yaml, dòng 5", "& và *"]),
    "parameters that are a list": (set_parameters("- 15976\n"), ["ma_xa, nam, ky"]),
    "an empty parameter file": (set_parameters(""), ["ma_xa, nam, ky"]),
    "an unknown data root": (set_parameters(GOOD + "du_lieu: data/rau\n"), ["du_lieu", "data/rau"]),
    "a code without a submission": (set_parameters(GOOD.replace("15976", "99999")), ["99999", "15976-hoang-luu"]),
    "a code of another era": (code_of_another_era, ["00001", "Phường Phúc Xá", "đến hết 30/6/2025", "thuộc 00097"]),
    "no folder of the submission": (drop_submission, ["15976", "data/raw/2024/nam"]),
    "two folders with one code": (second_folder, ["15976-hoang-luu", "15976-ten-cu"]),
    "no nguon.yaml": (drop_source, ["nguon.yaml", "tu_ngay"]),
    "an unknown key in nguon.yaml": (set_source("ten_in:", "ten_inn:"), ["nguon.yaml", "ten_inn", 'có phải "ten_in"?']),
    "a window that runs backwards": (set_source("2023-12-15", "2025-12-15"), ["nguon.yaml", "tu_ngay", "den_ngay"]),
    "a source of another year": (set_source('nam: "2024"', 'nam: "2023"'), ["nguon.yaml", '"2024"', '"2023"']),
    "a day that is none": (set_source("2023-12-15", "2023-02-30"), ["nguon.yaml", "tu_ngay", "2023-02-30"]),
    "a CSV that is not UTF-8": (set_raw("phu_luc_01b.csv", HEADER + b"\xc3,,,,\n"), [".csv, dòng 2", "UTF-8"]),
    "a CSV that lacks a column": (set_raw("phu_luc_01b.csv", b"stt,chi_tieu\n"), ["phu_luc_01b.csv", "don_vi_tinh"]),
    "a CSV with an open quote": (set_raw("phu_luc_01b.csv", HEADER + b'1,"a,,,\n'), ["phu_luc_01b.csv", "CSV"]),
    "a CSV with other separators": (set_raw("phu_luc_01b.csv", HEADER.replace(b",", b"|")), [".csv, dòng 1", "stt|chi"]),
    "an empty CSV": (set_raw("phu_luc_01b.csv", b""), ["phu_luc_01b.csv", "tệp trống"]),
    "an unknown section in a CSV": (
        set_raw("so_lieu_khac.csv", b"muc,khoa,gia_tri,don_vi,nguyen_van\nVII,2.1,1,,\n"),
        ["so_lieu_khac.csv", "dòng 2", "VII"],
    ),
    "texts that are no YAML": (set_raw("noi_dung.yaml", b"I.1: [\n"), ["noi_dung.yaml", "YAML"]),
    "a text for an unknown section": (set_raw("noi_dung.yaml", b"IX.1: text\n"), ["noi_dung.yaml", "IX.1"]),
}  # fmt: skip


@pytest.mark.parametrize("wrong", REFUSED)
def test_what_is_wrong_is_told_in_one_line_and_nothing_is_written(wrong: str, root: Path, start: Start) -> None:
    change, told = REFUSED[wrong]
    change(root)
    before = kept(root)
    status, _, errors = start("build", "--root", str(root))
    assert status == 1
    assert len(errors) == 1 and errors[0].startswith("LỖI ")
    assert [words for words in told if words not in errors[0]] == []
    assert errors[0].count(f"params/{SAMPLE_PATH}") < 2
    assert kept(root) == before
    assert folders(root / "output") == ["2024", "2024/nam", SAMPLE_PATH]


def test_all_that_cannot_be_read_is_told_at_once_one_line_a_fault(root: Path, start: Start) -> None:
    set_raw("phu_luc_01b.csv", b"stt,chi_tieu\n")(root)
    set_raw("noi_dung.yaml", b"IX.1: text\nVIII: text\n")(root)
    set_source("ten_in:", "ten_inn:")(root)
    for command in (["check", str(root / "data/raw" / SAMPLE_PATH)], ["build", "--root", str(root)]):
        status, _, errors = start(*command)
        assert status == 1
        assert [line.startswith("LỖI ") for line in errors] == [True] * 4
        assert [re.search(r"[a-z_01]+\.(?:csv|yaml), dòng \d+", line)[0] for line in errors] == [  # type: ignore[index]
            "nguon.yaml, dòng 6",
            "noi_dung.yaml, dòng 1",
            "noi_dung.yaml, dòng 2",
            "phu_luc_01b.csv, dòng 1",
        ]


@pytest.mark.parametrize("name", ["\x1b[31mdo", "a\u202eb", "a\u200bb", "một\nhai", "k" * 18_000])
def test_names_with_control_characters_or_without_end_cannot_disturb_the_terminal(
    name: str, root: Path, start: Start
) -> None:
    quoted = name.replace('"', '""')
    set_raw("phu_luc_01b.csv", HEADER.replace(b"ghi_chu", f'ghi_chu,"{quoted}"'.encode()))(root)
    set_raw("so_lieu_khac.csv", f'muc,khoa,gia_tri,don_vi,nguyen_van\n"{quoted}",2.1,1,,\n'.encode())(root)
    status, _, errors = start("check", str(root / "data/raw" / SAMPLE_PATH))
    assert (status, len(errors)) == (1, 2)
    assert all(line.isprintable() and len(line) < 500 for line in errors)


def test_a_folder_that_cannot_be_looked_into_is_one_line(
    root: Path, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    def deny(path: Path) -> bool:
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    monkeypatch.setattr(Path, "is_file", deny)
    status, printed, errors = start("check", str(root / "data/raw" / SAMPLE_PATH))
    assert (status, printed, len(errors)) == (1, "", 1)
    assert errors[0].startswith("LỖI ") and "không có quyền truy cập" in errors[0]


def test_a_notebook_that_nobody_may_read_is_one_line(root: Path, start: Start) -> None:
    (root / "notebooks/bao_cao_xa.ipynb").unlink()
    (root / "notebooks/bao_cao_xa.ipynb").mkdir()
    status, _, errors = start("build", "--root", str(root))
    assert (status, len(errors)) == (1, 1)
    assert "bao_cao_xa.ipynb: không đọc được sổ tay (đây là một thư mục)" in errors[0]


def folders(root: Path) -> list[str]:
    names = (path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_dir())
    return sorted(name for name in names if not name.startswith((".cchc", "tinh")))


def kept(root: Path) -> dict[str, bytes]:
    """All files of a project but the log, what the program remembers, and the lists of reports, which say what failed."""
    own = ("output/.cchc/", "output/nhat-ky.jsonl", "output/index.", "output/tinh/")
    return {name: data for name, data in snapshot(root).items() if not name.startswith(own)}


def counted(printed: str) -> str:
    """The summary of a build, without the seconds that it took."""
    (line,) = (line for line in printed.splitlines() if " báo cáo trong " in line)
    return line.partition(" giây: ")[2]


def test_a_command_of_a_user_prints_no_traceback_and_says_how_many_failed(root: Path) -> None:
    drop_source(root)
    result = start_cchc("build", "--root", ".", folder=root)
    assert result.returncode == 1
    told = f"data/raw/{SAMPLE_PATH}: thiếu tệp nguon.yaml; hãy thêm tệp với ma_xa, nam, ky, tu_ngay, den_ngay."
    assert result.stderr.count("\n") == 1
    assert result.stderr.startswith("LỖI ") and told in result.stderr
    assert counted(result.stdout) == "0 lập mới, 0 xuất lại, 0 không đổi, 1 không lập được; 0 là dự thảo."


def test_a_named_parameter_file_that_is_not_there_fails_alone(root: Path, start: Start) -> None:
    drop_source(root)
    named = [str(root / "params" / name) for name in (f"{SAMPLE_PATH}.yaml", "khong-co.yaml")]
    status, printed, errors = start("build", *named, "--root", str(root))
    assert status == 1
    found, missing = sorted(errors, key=lambda line: "khong-co.yaml" in line)  # they are told of as they end
    assert "nguon.yaml" in found and "khong-co.yaml" in missing
    assert counted(printed) == "0 lập mới, 0 xuất lại, 0 không đổi, 2 không lập được; 0 là dự thảo."


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--formats", "odt"], ["--formats", "html, pdf", '"odt"']),
        (["--formats", "html,pdff"], ["--formats", '"html,pdff"']),
        (["--formats", ""], ["--formats"]),
        (["--engine", "papermil"], ["--engine", "cchc hoặc papermill", '"papermil"']),
        (["--shard", "3/2"], ["--shard", "i/n", '"3/2"']),
        (["khong-co.yaml"], ["khong-co.yaml", "ma_xa, nam, ky"]),
    ],
)
def test_a_command_that_cannot_be_carried_out_is_one_line_and_code_2(
    arguments: list[str], told: list[str], root: Path, start: Start
) -> None:
    before = kept(root)
    status, printed, errors = start("build", *arguments, "--root", str(root))
    assert (status, printed, len(errors)) == (2, "", 1)
    assert errors[0].startswith("LỖI ")
    assert [words for words in told if words not in errors[0]] == []
    assert kept(root) == before


@pytest.mark.parametrize(
    ("option", "value"), [("--code", "1597"), ("--year", "1024"), ("--period", "quy-5"), ("--code", "99999")]
)
def test_an_impossible_template_is_code_2_and_names_what_was_typed(
    option: str, value: str, tmp_path: Path, start: Start
) -> None:
    given = {"--code": "15976", "--year": "2024", "--period": "nam"} | {option: value}
    status, _, errors = start("template", str(tmp_path / "x"), *(word for pair in given.items() for word in pair))
    assert (status, len(errors)) == (2, 1)
    assert (f"Tham số {option}: cần" if value != "99999" else '"99999"') in errors[0]
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize("folder", ["", "params"])
def test_a_project_without_parameter_files_is_code_2(folder: str, tmp_path: Path, start: Start) -> None:
    (tmp_path / folder).mkdir(exist_ok=True)
    status, _, errors = start("build", "--root", str(tmp_path))
    assert status == 2
    assert len(errors) == 1 and str(tmp_path / "params") in errors[0]
    assert folders(tmp_path) == ([folder] if folder else [])


@pytest.mark.parametrize("arguments", [["build", "--rooot", "."], ["biuld"], ["build", "--formats"]])
def test_an_unknown_option_or_command_is_code_2_without_a_traceback(arguments: list[str], start: Start) -> None:
    status, _, errors = start(*arguments)
    assert status == 2
    assert errors and "Traceback" not in "\n".join(errors)


def test_a_project_without_the_notebook_says_so(root: Path, start: Start) -> None:
    (root / "notebooks/bao_cao_xa.ipynb").unlink()
    status, _, errors = start("build", "--root", str(root))
    assert status == 1
    assert len(errors) == 1 and "bao_cao_xa.ipynb" in errors[0] and "--root" in errors[0]


def test_a_sentence_that_names_an_unknown_key_fails_with_its_words(root: Path) -> None:
    set_notebook("{ho_so.tiep_nhan} hồ sơ, trong đó:", "{ho_so.tiep_nham} hồ sơ, trong đó:")(root)
    before = kept(root)
    result = cchc("build", "--root", ".", folder=root)
    told = [line for line in result.stderr.splitlines() if line.startswith("LỖI")]
    assert result.returncode == 1
    assert len(told) == 1 and "{ho_so.tiep_nham}" in told[0] and "ho_so.tiep_nhan" in told[0]
    assert "Traceback" not in result.stderr
    assert kept(root) == before


def test_one_bad_file_among_two_does_not_stop_the_other(root: Path) -> None:
    write_submission(root, PHUONG_2025)
    write_parameters(root, PHUONG_2025)
    drop_source(root)
    result = cchc("build", "--root", ".", "--formats", "html", folder=root)
    told = [line for line in result.stderr.splitlines() if line.startswith("LỖI")]
    assert result.returncode == 1
    assert len(told) == 1 and "nguon.yaml" in told[0]
    assert counted(result.stdout) == "1 lập mới, 0 xuất lại, 0 không đổi, 1 không lập được; 1 là dự thảo."
    made = snapshot(root / "output" / PHUONG_2025.path)
    assert {"bao-cao.html", "ho-so.json"} <= made.keys() and "bao-cao.pdf" not in made
    assert snapshot(root / "output" / SAMPLE_PATH) == {"bao-cao.html": MARK.encode()}
