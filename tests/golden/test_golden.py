"""Reports read as they did when somebody last looked. In: two reports. Out: nothing; a changed text fails.

Where a change is meant, `make golden` keeps the new texts, and their diff is reviewed with the code.
"""

from __future__ import annotations

import pytest

from tests.golden.reports import SAMPLE, SYNTHETIC, build_synthetic, golden_texts, sample_texts, synthetic_texts
from tests.golden.texts import page_text
from tests.products.project import Built
from tests.shared import made_once

FILES = ["bao-cao.html.txt", "bao-cao.pdf.txt", "chi-so.csv", "ho-so.json", "kiem-tra.txt", "nguon-goc.txt"]


@pytest.fixture(scope="session")
def synthetic(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return synthetic_texts(made_once(tmp_path_factory, "synthetic-2026", build_synthetic))


@pytest.mark.parametrize("file", FILES)
def test_the_sample_reads_as_it_did(file: str, sample: Built) -> None:
    assert sample_texts(sample.root)[file] == golden_texts(SAMPLE)[file], "meant? make golden"


@pytest.mark.parametrize("file", FILES)
def test_a_made_up_commune_of_2026_reads_as_it_did(file: str, synthetic: dict[str, str]) -> None:
    assert synthetic[file] == golden_texts(SYNTHETIC)[file], "meant? make golden"


@pytest.mark.parametrize("name", [SAMPLE, SYNTHETIC])
def test_every_text_is_kept_and_none_is_empty(name: str) -> None:
    texts = golden_texts(name)
    assert sorted(texts) == FILES
    assert all(text.strip() for text in texts.values())


def test_a_changed_word_of_the_page_changes_its_text() -> None:
    page = "<body><p>đã tiếp nhận <b>830</b> hồ sơ</p><table><tr><td>1</td><td>2</td></tr></table></body>"
    assert page_text(page) == "đã tiếp nhận 830 hồ sơ\n1 | 2 |\n"
    assert page_text(page) != page_text(page.replace("830", "831"))
