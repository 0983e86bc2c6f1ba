"""The tests of what changed since main, for `make quick`: of its rooms, or of what imports it.

Browser tests run only where they changed themselves.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from charts.views.pages import PAGES
from tests.support.paths import ROOT, TESTS
from tests.support.rooms import PACKAGES, dotted, imported, modules

PAGE_FILES = {page.file for page in PAGES.values()}
PAGE_TESTS, EACH_PAGE = (
    "tests/app_pages/test_pages.py",
    "test_each_page_runs_and_names_the_datas_version",
)
MOST_IMPORTERS = 10
"""How many files of tests may import a module that is in no room: more take minutes."""
ALWAYS = ("tests/test_layers.py", "tests/test_docs.py")


def affected(changed: Iterable[str]) -> set[str]:
    """Return the tests of changed files, given by their paths from the root."""
    found = {*ALWAYS}
    for name in changed:
        path = ROOT / name
        if path.name.startswith("test_") and path.exists():
            found.add(name)
        elif name in PAGE_FILES:
            found |= _of_page(path)
        elif path.suffix == ".py":
            found |= _mirrored(path) or _importing(path)
    return found


def _of_page(path: Path) -> set[str]:
    """Return the test of a page, or those that name it among the tests of all pages."""
    own = f"tests/app_pages/test_{path.stem}.py"
    if (ROOT / own).exists():
        return {own}
    text = (ROOT / PAGE_TESTS).read_text(encoding="utf-8")
    tests = [node for node in ast.parse(text).body if isinstance(node, ast.FunctionDef)]
    return {f"{PAGE_TESTS}::{EACH_PAGE}[{path.stem}]"} | {
        f"{PAGE_TESTS}::{test.name}"
        for test in tests
        if test.name.startswith("test_") and path.stem in (ast.get_source_segment(text, test) or "")
    }


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
    tests = [test for test in modules("tests") if test.parent.name != "browser"]
    found = {
        test.relative_to(ROOT).as_posix()
        for test in tests
        if test.name.startswith("test_") and name in imported(test)
    }
    if len(found) <= MOST_IMPORTERS:
        return found
    sys.stdout.write(f"{name} is imported by {len(found)} files of tests: make test runs them\n")
    return set()


def changed_files() -> list[str]:
    """Return what is not as it was where this branch left main; on main, since the last commit."""
    base = _git("merge-base", "HEAD", "main") or ["HEAD"]
    return _git("diff", "--name-only", base[0]) + _git("ls-files", "--others", "--exclude-standard")


def _git(*words: str) -> list[str]:
    run = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=False)
    return run.stdout.splitlines()


if __name__ == "__main__":
    sys.exit(pytest.main(["-q", *sys.argv[1:], *sorted(affected(changed_files()))]))
