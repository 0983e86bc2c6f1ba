"""The tests of what changed since main, for `make quick`: of its rooms, or of what imports it.

Browser tests run only where they changed themselves.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.support.paths import ROOT, TESTS
from tests.support.rooms import PACKAGES, dotted, imported, modules

ALWAYS = ("tests/test_layers.py", "tests/test_docs.py")


def affected(changed: Iterable[str]) -> set[str]:
    """Return the tests of changed files, given by their paths from the root."""
    found = {name for name in ALWAYS if (ROOT / name).exists()}
    for name in changed:
        path = ROOT / name
        if path.name.startswith("test_") and path.exists():
            found.add(name)
        elif path.suffix == ".py":
            found |= _mirrored(path) or _importing(path)
    return found


def _mirrored(path: Path) -> set[str]:
    """Return the test of a module, or all of its room where it has none of its own."""
    place = path.relative_to(ROOT).parent
    if place.parts[:1] not in [(package,) for package in PACKAGES]:
        return set()
    own = TESTS / place / f"test_{path.stem}.py"
    beside = [own] if own.exists() else (TESTS / place).glob("test_*.py")
    return {test.relative_to(ROOT).as_posix() for test in beside}


def _importing(path: Path) -> set[str]:
    name = dotted(path)
    tests = [
        t for t in modules("tests") if t.stem.startswith("test_") and t.parent.name != "browser"
    ]
    return {test.relative_to(ROOT).as_posix() for test in tests if name in imported(test)}


def changed_files() -> list[str]:
    """Return what is not as it was where this branch left main; on main, since the last commit."""
    base = _git("merge-base", "HEAD", "main") or ["HEAD"]
    return _git("diff", "--name-only", base[0]) + _git("ls-files", "--others", "--exclude-standard")


def _git(*words: str) -> list[str]:
    run = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=False)
    return run.stdout.splitlines()


if __name__ == "__main__":
    sys.exit(pytest.main(["-q", *sys.argv[1:], *sorted(affected(changed_files()))]))
