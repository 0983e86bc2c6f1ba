"""README and CONTRIBUTING name only what is there, and the picture of the rooms is current."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from loaders.__main__ import main
from tests.support.paths import ROOT
from tests.support.quick import EACH_PAGE, PAGE_TESTS, affected
from tests.support.rooms_picture import PICTURE, picture

GUIDES = {
    name: (ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "CONTRIBUTING.md")
}
PACKAGES = ("loaders", "charts", "static_site", "app_pages", "tests")
FOLDERS = {path.name for path in ROOT.iterdir() if path.is_dir()} - {".git", "build"}
OTHERS = {".git/hooks/pre-commit", ".venv/bin/python", ".pre-commit-config.yaml"}
"""What a reader's own machine has."""


def quoted(text: str) -> set[str]:
    return set(re.findall(r"`([\w./-]+)`", text))


def defined(name: str) -> bool:
    """Tell whether a dotted name is a package, a module, or what stands at the top of one."""
    place, rest = ROOT, name.split(".")
    while rest and (place / rest[0]).is_dir():
        place /= rest.pop(0)
    if not rest:
        return True
    file = (place / rest[0]).with_suffix(".py")
    rest, file = (rest[1:], file) if file.is_file() else (rest, place / "__init__.py")
    tree: ast.Module | ast.ClassDef = ast.parse(file.read_text(encoding="utf-8"))
    for part in rest:
        found = [node for node in tree.body if part in names(node)]
        if not found:
            return False
        tree = found[0] if isinstance(found[0], ast.ClassDef) else ast.Module([], [])
    return True


def names(node: ast.stmt) -> set[str]:
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return {node.name}
    targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", node)]
    return {
        part.id for target in targets for part in ast.walk(target) if isinstance(part, ast.Name)
    }


def missing(text: str) -> set[str]:
    """Return the paths and dotted names of a text that lead to nothing."""
    found = quoted(text) - OTHERS
    dotted = {name for name in found if re.fullmatch(rf"({'|'.join(PACKAGES)})(\.\w+)+", name)}
    paths = {name for name in found if name.split("/")[0] in FOLDERS or name.endswith(".py")}
    return {name for name in dotted if not name.endswith(".py") and not defined(name)} | {
        name for name in paths - dotted if not (ROOT / name).exists()
    }


@pytest.mark.parametrize("guide", GUIDES)
def test_each_path_and_dotted_name_is_there(guide: str) -> None:
    assert missing(GUIDES[guide]) == set()


def test_a_path_or_name_that_is_gone_is_noticed() -> None:
    text = "`charts/words.py`, `charts.words.say`, `charts.marks.mark.Mark.z`, `slides.py`"
    assert missing(text) == quoted(text)
    assert missing("`charts.marks.mark.Mark.value`, `charts/marks/`, `charts.export`") == set()


@pytest.mark.parametrize("guide", GUIDES)
def test_each_command_and_target_is_there(guide: str) -> None:
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
    assert set(re.findall(r"python -m loaders (\w+)", GUIDES[guide])) <= set(main.commands)
    assert set(re.findall(r"(?:`|^ {4})make ([a-z-]+)", GUIDES[guide], re.M)) <= set(targets)


@pytest.mark.parametrize("guide", GUIDES)
def test_each_link_leads_somewhere(guide: str) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", GUIDES[guide])
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_the_picture_of_the_rooms_is_that_of_the_imports() -> None:
    assert PICTURE.read_text(encoding="utf-8") == picture(), "make rooms draws it anew"


@pytest.mark.parametrize(
    ("changed", "test"),
    [
        ("loaders/values/edtf.py", "tests/loaders/values/test_edtf.py"),
        ("loaders/schema/tables.py", "tests/loaders/schema/test_wrong_rows.py"),
        ("charts/text/wording.py", "tests/test_docs.py"),
        ("app_pages/deck.py", "tests/app_pages/test_deck.py"),
        ("app_pages/method.py", f"{PAGE_TESTS}::{EACH_PAGE}[method]"),
        ("tests/support/sheets.py", "tests/charts/pptx/test_slides.py"),
        ("tests/browser/test_deck.py", "tests/browser/test_deck.py"),
    ],
)
def test_what_changed_has_its_tests_in_make_quick(changed: str, test: str) -> None:
    found = affected([changed])
    assert test in found
    assert all(Path(ROOT / name.split("::")[0]).is_file() for name in found)


def test_make_quick_leaves_what_nearly_all_tests_import_to_make_test(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert affected(["loaders/dataset.py"]) == affected([])
    assert "make test runs them" in capsys.readouterr().out
