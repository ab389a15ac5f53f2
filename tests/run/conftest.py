"""The seed's report, built once for all tests of the products."""

from __future__ import annotations

import pytest

from tests.products.project import Built, build_seed


@pytest.fixture(scope="session")
def seed(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The seed's report, built by `cchc build` in a project of its own. Leave its files as they are."""
    return build_seed(tmp_path_factory.getbasetemp())
