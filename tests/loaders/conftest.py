"""What tests of the tables share."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.adding import copied


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a small dataset of a test's own."""
    return copied(tmp_path / "data")
