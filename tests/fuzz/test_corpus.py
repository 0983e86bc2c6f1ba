"""Input that once failed: a traceback, a message that was no sentence, too much time or memory."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fuzz.bounds import hold_memory, hold_time
from tests.fuzz.targets import CORPUS, TARGETS

KEPT = sorted(path for path in CORPUS.rglob("*") if path.is_file())


@pytest.mark.parametrize("path", KEPT, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_what_once_failed_is_taken_or_refused_in_a_sentence(path: Path) -> None:
    read, content = TARGETS[path.parent.name].read, path.read_bytes()
    hold_time(read, content)
    hold_memory(read, content)
