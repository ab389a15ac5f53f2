"""Writing the site. In: folders with manifests. Out: pages, rewritten only where they change."""

from __future__ import annotations

from pathlib import Path

from bs4 import BeautifulSoup

from cchc.run.site import write_site
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
    written = write_site(tmp_path)
    assert written == tmp_path / "output/index.html"
    assert [row["data-y"] for row in read(written).select("table.dai tbody tr")] == ["2024/nam"]
    assert (tmp_path / "output/tinh/thanh-hoa.html").is_file()


def test_links_lead_to_the_folders_of_the_reports(tmp_path: Path) -> None:
    folder = add(tmp_path, manifest())
    written = write_site(tmp_path)
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
    assert changed == {"index.html", "thanh-hoa.html"}


def test_the_page_of_a_province_without_reports_is_taken_away(tmp_path: Path) -> None:
    folder = add(tmp_path, manifest())
    write_site(tmp_path)
    (folder / "ho-so.json").unlink()
    folder.rmdir()
    write_site(tmp_path)
    assert [path.name for path in (tmp_path / "output").rglob("*.html")] == ["index.html"]


def test_a_manifest_that_cannot_be_read_is_named_and_stops_nobody(tmp_path: Path) -> None:
    add(tmp_path, manifest())
    add(tmp_path, b"{", "2024/nam/14791-dong-tho")
    page = read(write_site(tmp_path))
    assert len(page.select("table.dai tbody tr")) == 1
    assert [code.text for code in page.select(".luu-y code")] == ["output/2024/nam/14791-dong-tho"]


def test_folders_that_a_build_is_still_writing_are_passed_over(tmp_path: Path) -> None:
    add(tmp_path, manifest(), "2024/nam/.15976-hoang-luu.abc")
    assert "Chưa có báo cáo nào" in read(write_site(tmp_path)).text


def test_submissions_without_a_report_are_found_below_every_raw_root_in_use(tmp_path: Path) -> None:
    add(tmp_path, manifest(raw_root="noi/khac"))
    for folder in ("data/raw/2024/nam/15979-hoang-chau", "noi/khac/2024/nam/15946-hoang-dao", "data/raw/2024/nam/khac"):
        (tmp_path / folder).mkdir(parents=True)
    page = read(write_site(tmp_path))
    assert {item.text.strip() for item in page.select("section li")} == {
        "Năm 2024: 15979-hoang-chau", "Năm 2024: 15946-hoang-dao",
    }  # fmt: skip


def test_a_project_without_output_gets_an_index_that_says_so(tmp_path: Path) -> None:
    assert "Chưa có báo cáo nào" in read(write_site(tmp_path)).text
