"""Imports run one way: datasets ← loaders ← charts ← static_site ← app_pages ← app.py, and so
inside each.
"""

from __future__ import annotations

import ast
import re

import pytest

from tests.support.paths import ROOT
from tests.support.rooms import PACKAGES, ROOMS, dotted, imported, modules, room

FOREIGN = {
    "loaders": {"plotly", "streamlit"},
    "charts": {"streamlit"},
    "static_site": {"streamlit"},
}
"""What a package leaves to those above it."""
READ_NO_FILE = ("style", "presenter", "text", "marks", "layout", "builders")
PATHS_ONLY = {"fonts.py", "house_style.py", "logo.py"}
"""The module that names the bundled font and measures it."""
MOST_FILES = 15
NO_NAMES = {"data", "info", "item", "utils", "helpers", "common", "manager"}


@pytest.mark.parametrize("package", PACKAGES)
def test_a_room_imports_nothing_that_stands_above_it(package: str) -> None:
    wrong = []
    for path in modules(package):
        own = room(dotted(path))
        if own or dotted(path) != package:
            assert own, f"{path} stands in no room"
            floor = ROOMS.index(own)
            for name in filter(None, map(room, imported(path))):
                if ROOMS.index(name) > floor:
                    wrong.append(f"{dotted(path)} imports {name}")
    assert wrong == []


def test_no_page_imports_another() -> None:
    pages = {dotted(path) for path in (ROOT / "app_pages").glob("*.py")} - {"app_pages"}
    assert pages
    for path in modules("app_pages"):
        assert set(imported(path)) & pages == set(), dotted(path)


@pytest.mark.parametrize("package", FOREIGN)
def test_a_package_leaves_alone_what_belongs_above_it(package: str) -> None:
    for path in modules(package):
        assert {name.split(".")[0] for name in imported(path)} & FOREIGN[package] == set(), path


def test_no_module_leads_back_to_itself() -> None:
    names = {dotted(path) for package in PACKAGES for path in modules(package)}
    graph = {
        dotted(path): {name for name in imported(path) if name in names} - {dotted(path)}
        for package in PACKAGES
        for path in modules(package)
    }
    done: set[str] = set()

    def walk(name: str, above: tuple[str, ...]) -> None:
        assert name not in above, " → ".join((*above[above.index(name) :], name))
        if name not in done:
            for other in graph[name]:
                walk(other, (*above, name))
            done.add(name)

    for name in graph:
        walk(name, ())


def test_what_makes_figures_reads_no_files() -> None:
    calls = {"open", "read_text", "read_bytes", "read_csv"}
    for name in READ_NO_FILE:
        for path in modules(f"charts/{name}"):
            if path.name in PATHS_ONLY:
                continue
            tree = ast.parse(path.read_text(encoding="utf-8"))
            used = {
                getattr(node.func, "attr", getattr(node.func, "id", ""))
                for node in ast.walk(tree)
                if isinstance(node, ast.Call)
            }
            assert used & calls == set(), path.name


@pytest.mark.parametrize("package", PACKAGES)
def test_each_room_says_what_it_holds(package: str) -> None:
    for path in (ROOT / package).rglob("__init__.py"):
        text = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
        assert len(text.splitlines()) > 1 and "mport" in text, path


@pytest.mark.parametrize("package", PACKAGES)
def test_no_room_has_more_files_than_a_reader_takes_in(package: str) -> None:
    folders = {path.parent for path in modules(package)}
    many = {str(f.relative_to(ROOT)): len(list(f.glob("*.py"))) - 1 for f in folders}
    assert {name: count for name, count in many.items() if count > MOST_FILES} == {}


def test_no_module_has_a_name_that_says_nothing() -> None:
    for package in PACKAGES:
        assert {path.stem for path in modules(package)} & NO_NAMES == set()


def test_no_test_is_imported_by_another() -> None:
    for path in modules("tests"):
        assert [n for n in imported(path) if ".test_" in n or "conftest" in n] == [], path


def test_only_paths_knows_how_deep_a_test_lies() -> None:
    deep = [p for p in modules("tests") if "file__)." + "parents[" in p.read_text(encoding="utf-8")]
    assert deep == [ROOT / "tests" / "support" / "paths.py"]


def test_no_program_of_a_browser_stands_in_a_string() -> None:
    program = re.compile(
        r"\bdocument\.[a-z]|addEventListener|export default|^[\w.#: ]+\{[^}]*;", re.M
    )
    for package in PACKAGES:
        for path in modules(package):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            texts = [n.value for n in ast.walk(tree) if isinstance(n, ast.Constant)]
            long = [text for text in texts if isinstance(text, str) and text.count("\n") > 2]
            assert [text for text in long if program.search(text)] == [], path
