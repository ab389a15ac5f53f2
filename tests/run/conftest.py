"""What the tests of this room share: a project of a few reports, built once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.run.several import build_several
from tests.shared import made_once


@pytest.fixture(scope="session")
def several(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of a few reports, built. Leave its files as they are; `copy` gives one to change."""
    return made_once(tmp_path_factory, "several", build_several)
