"""What the tests of this room share: the seed's report, and a project of a few reports, each built once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.products.project import Built, build_seed
from tests.run.several import build_several


@pytest.fixture(scope="session")
def seed(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The seed's report, built by `cchc build` in a project of its own. Leave its files as they are."""
    return build_seed(tmp_path_factory.getbasetemp())


@pytest.fixture(scope="session")
def several(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of a few reports, built. Leave its files as they are; `copy` gives one to change."""
    return build_several(tmp_path_factory.getbasetemp() / "several")
