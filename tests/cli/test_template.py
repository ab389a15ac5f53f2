"""`cchc template` leaves everything that a build needs. In: a folder in a project, or elsewhere. Out: files, the next step."""

from __future__ import annotations

from pathlib import Path

import yaml

from tests.products.project import cchc

OPTIONS = ("--code", "15979", "--year", "2024", "--period", "nam")
HOME = "data/raw/2024/nam/15979-hoang-chau"
PARAMETERS = "params/2024/nam/15979-hoang-chau.yaml"


def test_in_a_project_the_parameters_file_is_made_and_named_in_the_next_step(tmp_path: Path) -> None:
    made = cchc("template", str(tmp_path / HOME), *OPTIONS)
    assert made.returncode == 0, made.stderr
    written = yaml.safe_load((tmp_path / PARAMETERS).read_text(encoding="utf-8"))
    assert written == {"ma_xa": "15979", "nam": 2024, "ky": "nam"}
    assert f"rồi cchc build {tmp_path / PARAMETERS}." in made.stdout


def test_parameters_that_are_there_are_left_alone_whatever_their_name(tmp_path: Path) -> None:
    theirs = tmp_path / "params/2024/nam/15979-ten-khac.yaml"
    theirs.parent.mkdir(parents=True)
    theirs.write_text("của ai đó", encoding="utf-8")
    made = cchc("template", str(tmp_path / HOME), *OPTIONS)
    assert made.returncode == 0, made.stderr
    assert [path.name for path in theirs.parent.iterdir()] == [theirs.name]
    assert theirs.read_text(encoding="utf-8") == "của ai đó"


def test_elsewhere_no_parameters_are_made_and_the_next_step_says_where_to_put_the_folder(tmp_path: Path) -> None:
    made = cchc("template", str(tmp_path / "moi"), *OPTIONS)
    assert made.returncode == 0, made.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["moi"]
    assert f"đặt thư mục ở {HOME}" in made.stdout
