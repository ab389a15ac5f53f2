"""The two reports that golden texts are kept of. In: a folder that is not there yet. Out: the project, built."""

from __future__ import annotations

from pathlib import Path

from tests.golden.texts import report_texts
from tests.products.project import SAMPLE_PATH, build_sample, start_cchc

GOLDEN = Path(__file__).parent
SAMPLE, SYNTHETIC = "sample", "synthetic-2026"


def build_synthetic(project: Path) -> None:
    """A made-up commune of 2026 with an error planted, and the year it compares itself with."""
    project.parent.mkdir(parents=True, exist_ok=True)
    options = ("--communes", "1", "--year", "2026", "--errors", "1", "--sparse", "0", "--previous")
    for command in (("demo", str(project), *options), ("build", "--no-rollup", "--root", str(project))):
        result = start_cchc(*command)
        assert result.returncode == 0, result.stderr


def sample_texts(project: Path) -> dict[str, str]:
    """The texts of the sample's report."""
    return report_texts(project, SAMPLE_PATH)


def synthetic_texts(project: Path) -> dict[str, str]:
    """The texts of the made-up commune's report."""
    (report,) = (project / "output/2026/nam").iterdir()
    return report_texts(project, f"2026/nam/{report.name}")


def golden_texts(name: str) -> dict[str, str]:
    """The texts as they are kept."""
    return {path.name: path.read_text(encoding="utf-8") for path in sorted((GOLDEN / name).iterdir())}


def write_golden(name: str, texts: dict[str, str]) -> None:
    """Keep these texts from now on, and no others."""
    folder = GOLDEN / name
    folder.mkdir(exist_ok=True)
    for path in folder.iterdir():
        path.unlink()
    for file, text in texts.items():
        (folder / file).write_text(text, encoding="utf-8")


def write_all(folder: Path) -> None:
    """Build both reports in this folder, and keep their texts."""
    build_sample(folder / "sample")
    build_synthetic(folder / "synthetic")
    write_golden(SAMPLE, sample_texts(folder / "sample" / "project"))
    write_golden(SYNTHETIC, synthetic_texts(folder / "synthetic"))
