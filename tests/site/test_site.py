"""Writing the site. In: folders with manifests. Out: pages, rewritten only where they change."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup

from cchc.site.write import write_site
from tests.export.site_sample import manifest


def add(root: Path, content: bytes, where: str = "2024/nam/15976-hoang-luu") -> Path:
    folder = root / "output" / where
    folder.mkdir(parents=True)
    (folder / "ho-so.json").write_bytes(content)
    return folder


def times(root: Path) -> dict[str, int]:
    return {path.name: path.stat().st_mtime_ns for path in (root / "output").rglob("*.html")}


def read(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_bytes(), "html.parser")


def test_the_index_is_told_by_the_manifests_and_stands_in_output(tmp_path: Path) -> None:
    add(tmp_path, manifest())
    written, _ = write_site(tmp_path)
    assert written == tmp_path / "output/index.html"
    assert [row["data-y"] for row in read(written).select("table.dai tbody tr")] == ["2024/nam"]
    assert (tmp_path / "output/tinh/thanh-hoa.html").is_file()


def test_links_lead_to_the_folders_of_the_reports(tmp_path: Path) -> None:
    folder = add(tmp_path, manifest())
    written, _ = write_site(tmp_path)
    for page in (written, tmp_path / "output/tinh/thanh-hoa.html"):
        linked = [str(link["href"]) for link in read(page).select("tbody a")]
        assert linked
        assert {(page.parent / link).parent.resolve() for link in linked} == {folder.resolve()}


def test_a_page_that_stays_the_same_is_not_touched(tmp_path: Path) -> None:
    add(tmp_path, manifest())
    add(tmp_path, manifest("20194", "Phường Hải Châu", province="Thành phố Đà Nẵng"), "2024/nam/20194-hai-chau")
    write_site(tmp_path)
    before = times(tmp_path)
    write_site(tmp_path)
    assert times(tmp_path) == before
    (tmp_path / "output/2024/nam/15976-hoang-luu/ho-so.json").write_bytes(manifest(open_findings=(7, 0, 0)))
    write_site(tmp_path)
    changed = {name for name, time in times(tmp_path).items() if time != before[name]}
    assert changed == {"index.html", "thanh-hoa.html", "toan-quoc.html"}


def test_each_page_leads_to_its_table_which_is_written_again_where_it_changes(tmp_path: Path) -> None:
    folder = add(tmp_path, manifest())
    written, _ = write_site(tmp_path)
    for page in (written, tmp_path / "output/tinh/thanh-hoa.html"):
        linked = [page.parent / str(link["href"]) for link in read(page).select("p.tai a")]
        assert linked == [page.with_suffix(".xlsx"), page.with_suffix(".csv")]
        assert linked[0].read_bytes().startswith(b"PK")
        assert linked[1].read_bytes().startswith("\ufeffMã xã;Đơn vị;".encode())
    books = [*(tmp_path / "output").rglob("*.xlsx"), *(tmp_path / "output").rglob("*.csv")]
    before = {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in books}
    write_site(tmp_path)
    assert {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in books} == before
    written.with_suffix(".xlsx").unlink()
    write_site(tmp_path)
    assert written.with_suffix(".xlsx").read_bytes() == before[written.with_suffix(".xlsx")][1]
    (folder / "ho-so.json").write_bytes(manifest(open_findings=(7, 0, 0)))
    write_site(tmp_path)
    assert all(path.read_bytes() != before[path][1] for path in books)


def test_the_page_of_a_province_without_reports_is_taken_away(tmp_path: Path) -> None:
    folder = add(tmp_path, manifest())
    write_site(tmp_path)
    (folder / "ho-so.json").unlink()
    folder.rmdir()
    write_site(tmp_path)
    assert [path.name for path in (tmp_path / "output").rglob("*.html")] == ["index.html"]
    assert not [*(tmp_path / "output/tinh").iterdir()]


def test_a_manifest_that_cannot_be_read_is_named_and_stops_nobody(tmp_path: Path) -> None:
    add(tmp_path, manifest())
    add(tmp_path, b"{", "2024/nam/14791-dong-tho")
    page = read(write_site(tmp_path)[0])
    assert len(page.select("table.dai tbody tr")) == 1
    assert [code.text for code in page.select(".luu-y code")] == ["output/2024/nam/14791-dong-tho"]


def test_folders_that_a_build_is_still_writing_are_passed_over(tmp_path: Path) -> None:
    add(tmp_path, manifest(), "2024/nam/.15976-hoang-luu.abc")
    assert "Chưa có báo cáo nào" in read(write_site(tmp_path)[0]).text


def test_submissions_without_a_report_are_found_below_every_raw_root_in_use(tmp_path: Path) -> None:
    add(tmp_path, manifest(raw_root="noi/khac"))
    for folder in ("data/raw/2024/nam/15979-hoang-chau", "noi/khac/2024/nam/15946-hoang-dao", "data/raw/2024/nam/khac"):
        (tmp_path / folder).mkdir(parents=True)
    page = read(write_site(tmp_path)[0])
    assert {item.text.strip() for item in page.select("section li")} == {
        "Năm 2024: 15979-hoang-chau", "Năm 2024: 15946-hoang-dao",
    }  # fmt: skip


FILES = {"nguon.yaml": "ma_xa: \"15976\"\nnam: 2024\nky: nam\ntu_ngay: 2023-12-15\nden_ngay: 2024-12-14\n",
         "so_lieu_khac.csv": "muc,khoa,gia_tri,don_vi,nguyen_van\n"}  # fmt: skip


def submit(root: Path, **changed: str) -> Path:
    """The submission that `made_of` names, but for the files given by their name without its ending."""
    folder = root / "data/raw/2024/nam/15976-hoang-luu"
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in FILES.items():
        (folder / name).write_text(changed.get(name.partition(".")[0], text), encoding="utf-8")
    return folder


def made_of(**changes: Any) -> bytes:
    inputs = {name: text.encode() for name, text in FILES.items()}
    return manifest(inputs={**inputs, "notebooks/bao_cao_xa.ipynb": b"another one"}, **changes)


def state_and_reason(root: Path) -> tuple[str, str]:
    """What the index says of the only report, and whether the next build must look again."""
    index, outdated = write_site(root)
    page = read(index)
    (state,) = (str(row["data-s"]).split()[0] for row in page.select("table.dai tbody tr"))
    (reason,) = [item.text.partition(": ")[2] for item in page.select(".luu-y li")] or [""]
    assert outdated == (state == "outdated") == bool(reason)
    return state, reason


def test_a_report_of_files_that_are_as_they_were_is_current_whatever_became_of_the_notebook(tmp_path: Path) -> None:
    add(tmp_path, made_of())
    submit(tmp_path)
    assert state_and_reason(tmp_path) == ("clean", "")


def test_a_report_whose_submission_changed_since_is_outdated_until_it_is_as_it_was_again(tmp_path: Path) -> None:
    add(tmp_path, made_of())
    folder = submit(tmp_path, so_lieu_khac=FILES["so_lieu_khac.csv"] + "II.2.d,ho_so.tiep_nhan,5,hồ sơ,\n")
    (folder / "noi_dung.yaml").write_text("I.1: Thêm\n", encoding="utf-8")
    said = "số liệu đã đổi sau khi lập báo cáo: noi_dung.yaml, so_lieu_khac.csv"
    assert state_and_reason(tmp_path) == ("outdated", said)
    (folder / "noi_dung.yaml").unlink()
    submit(tmp_path)
    assert state_and_reason(tmp_path) == ("clean", "")


def test_a_report_whose_submission_cannot_be_read_any_more_says_what_is_wrong_and_no_path_of_the_machine(
    tmp_path: Path,
) -> None:
    add(tmp_path, made_of())
    submit(tmp_path, nguon="ma_xa: [\n")
    state, reason = state_and_reason(tmp_path)
    assert state == "outdated"
    assert reason.startswith("không đọc được số liệu: data/raw/2024/nam/15976-hoang-luu/nguon.yaml")
    assert str(tmp_path) not in (tmp_path / "output/index.html").read_text(encoding="utf-8")


def test_a_report_whose_submission_is_gone_is_outdated(tmp_path: Path) -> None:
    add(tmp_path, made_of())
    assert "không có thư mục số liệu của mã xã 15976" in state_and_reason(tmp_path)[1]


def test_a_submission_below_a_raw_root_of_its_own_is_looked_for_there(tmp_path: Path) -> None:
    add(tmp_path / "du-an", made_of(raw_root=str(tmp_path / "noi-khac")))
    submit(tmp_path).rename(tmp_path / "15976-hoang-luu")
    (tmp_path / "noi-khac/2024/nam").mkdir(parents=True)
    (tmp_path / "15976-hoang-luu").rename(tmp_path / "noi-khac/2024/nam/15976-hoang-luu")
    assert state_and_reason(tmp_path / "du-an") == ("clean", "")
    (tmp_path / "noi-khac/2024/nam/15976-hoang-luu/nguon.yaml").write_text("ma_xa: [\n", encoding="utf-8")
    assert state_and_reason(tmp_path / "du-an")[1].startswith(
        "không đọc được số liệu: 2024/nam/15976-hoang-luu/nguon.yaml"
    )


def test_a_project_without_output_gets_an_index_that_says_so(tmp_path: Path) -> None:
    assert "Chưa có báo cáo nào" in read(write_site(tmp_path)[0]).text
