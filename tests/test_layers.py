"""Imports run one way: datasets ← loaders ← charts ← app_pages ← app.py."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FORBIDDEN = {
    "loaders": {"charts", "app_pages", "app", "tests", "plotly", "streamlit"},
    "charts": {"app_pages", "app", "tests", "streamlit"},
    "app_pages": {"app", "tests"},
}

READERS = {
    "ooxml.py",  # opens a part of an archive that it was handed
    "stamp.py",  # opens a PDF that it was handed
    "deck_files.py",  # opens the pages that it puts together
    "batch_folder.py",  # looks at the files that it made
    "verify.py",  # opens pictures that it was handed
    "__main__.py",  # the command that reads a file back
}


def imported(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = [a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names]
    names += [n.module or "" for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)]
    return {name.split(".")[0] for name in names}


@pytest.mark.parametrize("package", FORBIDDEN)
def test_a_package_imports_nothing_that_stands_above_it(package: str) -> None:
    files = list((ROOT / package).rglob("*.py"))
    assert files
    wrong = {p.name: imported(p) & FORBIDDEN[package] for p in files}
    assert {name: found for name, found in wrong.items() if found} == {}


def test_builders_read_no_files() -> None:
    calls = {"open", "read_text", "read_bytes", "read_csv"}
    for path in (ROOT / "charts").rglob("*.py"):
        if path.name in READERS:
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        used = {
            getattr(n.func, "attr", getattr(n.func, "id", ""))
            for n in ast.walk(tree)
            if isinstance(n, ast.Call)
        }
        assert used & calls == set(), path.name


def test_no_module_or_column_has_a_name_that_says_nothing() -> None:
    nothing = {"data", "info", "item", "utils", "helpers", "common", "manager"}
    for package in FORBIDDEN:
        assert {p.stem for p in (ROOT / package).rglob("*.py")} & nothing == set()
