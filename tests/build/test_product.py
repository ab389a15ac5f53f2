"""Pictures that the notebook's texts show. In: a project with picture files. Out: what a build takes in, names and tells."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from PIL import Image

from cchc.build.planning.product import find_pictures, read_product
from cchc.build.publish import sha256
from cchc.errors import NotebookError
from cchc.export.names import NOTEBOOK
from cchc.verify.reports import verify
from tests.build.several import actions, build, plan
from tests.products.project import SAMPLE_PATH, copy_project

NAME = "2024/nam/15976"
SHOWN = "![sơ đồ](hinh/so%20do.png) và <img src='anh.JPG' alt='ảnh'>, ![mất](khong.png)"


def picture(form: str = "PNG") -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (9, 9)).save(target, form)
    return target.getvalue()


def write_notebook(root: Path, *texts: str) -> Path:
    """A project whose notebook has these texts, and pictures in and beside its folder."""
    parameters = new_code_cell("ma_xa = None", metadata={"tags": ["parameters"]})
    cells = [parameters, *map(new_markdown_cell, texts)]
    (root / "notebooks/hinh").mkdir(parents=True)
    nbformat.write(new_notebook(cells=cells), root / NOTEBOOK)
    (root / "notebooks/hinh/so do.png").write_bytes(picture())
    (root / "notebooks/anh.JPG").write_bytes(picture("JPEG"))
    (root / "notebooks/khac.png").write_bytes(picture())
    (root / "notebooks/ghi.txt").write_bytes(b"x")
    (root / "ngoai.png").write_bytes(picture())
    return root


def names(root: Path) -> list[str]:
    return list(find_pictures((root / NOTEBOOK).read_bytes(), root))


def test_a_picture_that_a_text_shows_is_found_and_another_is_not(tmp_path: Path) -> None:
    assert names(write_notebook(tmp_path, SHOWN)) == ["anh.JPG", "hinh/so do.png"]


@pytest.mark.parametrize(
    "url",
    [
        "../ngoai.png",
        "hinh/../../ngoai.png",
        "/ngoai.png",
        "file:///ngoai.png",
        "https://example.org/khac.png",
        "attachment:khac.png",
        "ghi.txt",
        "hinh",
        "noi.png",
        "",
    ],
)
def test_nothing_but_picture_files_below_the_notebooks_is_looked_at(tmp_path: Path, url: str) -> None:
    root = write_notebook(tmp_path, f'<img src="{url}">')
    (root / "notebooks/noi.png").symlink_to(root / "ngoai.png")
    assert names(root) == []


def test_a_name_in_code_is_none(tmp_path: Path) -> None:
    assert names(write_notebook(tmp_path, "`![a](khac.png)`\n\n    ![a](khac.png)")) == []


def test_one_file_under_two_names_is_one(tmp_path: Path) -> None:
    assert names(write_notebook(tmp_path, "![a](khac.png) ![b](./khac.png) ![c](hinh/../khac.png)")) == ["khac.png"]


def test_a_file_that_is_no_notebook_shows_nothing_and_cannot_be_run(tmp_path: Path) -> None:
    root = write_notebook(tmp_path)
    (root / NOTEBOOK).write_text("[]")
    assert names(root) == []
    with pytest.raises(NotebookError):
        read_product(root)


def test_a_picture_that_cannot_be_read_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write_notebook(tmp_path, SHOWN)
    read = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.suffix == ".JPG":
            raise PermissionError(13, "Permission denied")
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert [*read_product(root).pictures] == ["hinh/so do.png"]


def test_each_cell_carries_its_own_pictures_and_keeps_what_was_pasted_into_it(tmp_path: Path) -> None:
    product = read_product(write_notebook(tmp_path, "![a](khac.png)", "![b](anh.JPG)", "không có gì"))
    cells: list[Any] = nbformat.reads(product.content.decode(), 4).cells
    cells[1].attachments = {"dan.png": {"image/png": "AAAA"}}
    product.take_in(cells)
    assert [sorted(cell.get("attachments", {})) for cell in cells] == [[], ["dan.png", "khac.png"], ["anh.JPG"], []]
    assert list(cells[2].attachments["anh.JPG"]) == ["image/jpeg"]


def test_a_build_prints_the_pictures_names_them_as_inputs_and_tells_of_the_one_that_is_missing(tmp_path: Path) -> None:
    root = copy_project(tmp_path / "project")
    notebook = json.loads((root / NOTEBOOK).read_text(encoding="utf-8"))
    notebook["cells"].insert(14, dict(new_markdown_cell(SHOWN, id="hinh")))
    (root / NOTEBOOK).write_text(json.dumps(notebook, ensure_ascii=False), encoding="utf-8")
    (root / "notebooks/hinh").mkdir()
    files = {"hinh/so do.png": picture(), "anh.JPG": picture("JPEG")}
    for name, content in files.items():
        (root / "notebooks" / name).write_bytes(content)

    [result] = build(root)
    assert result.error == ""
    assert any(line.startswith("Không in được hình «mất» (khong.png) ở ô số 16 của sổ tay") for line in result.messages)
    folder = root / "output" / SAMPLE_PATH
    page = (folder / "bao-cao.html").read_text(encoding="utf-8")
    assert page.count('<img src="data:image/png;base64,') == page.count('<img src="data:image/jpeg;base64,') == 1
    stated = {entry["name"]: entry["sha256"] for entry in json.loads((folder / "ho-so.json").read_bytes())["inputs"]}
    assert {f"notebooks/{name}": sha256(content) for name, content in files.items()}.items() <= stated.items()
    [proved] = verify(root / "output", root, again=True)
    assert proved.differences == ()

    assert actions(root) == {}
    (root / "notebooks/anh.JPG").write_bytes(picture("JPEG") + b"\0")
    assert plan(root)[NAME].reasons == ("đã đổi: notebooks/anh.JPG",)
    [changed] = verify(root / "output", root)
    assert any("anh.JPG: đầu vào đã đổi sau khi lập báo cáo" in line for line in changed.differences)
    (root / "notebooks/khong.png").write_bytes(picture())
    assert plan(root)[NAME].reasons == ("đã đổi: notebooks/anh.JPG, notebooks/khong.png",)
