"""The table of pages and the files of pages are the same."""

from __future__ import annotations

import shutil
from pathlib import Path

from charts.views.pages import HOME, PAGES
from charts.views.view import NAMES
from tests.support.paths import ROOT


def unpaired(root: Path) -> set[str]:
    """Return the pages that have a file or an entry, not both."""
    files = {f"app_pages/{path.name}" for path in (root / "app_pages").glob("[!_]*.py")}
    return files ^ {page.file for page in PAGES.values()}


def test_each_page_has_a_file_and_each_file_a_page(tmp_path: Path) -> None:
    assert unpaired(ROOT) == set()
    shutil.copytree(ROOT / "app_pages", tmp_path / "app_pages")
    (tmp_path / "app_pages" / "glossary.py").touch()
    (tmp_path / "app_pages" / "method.py").unlink()
    assert unpaired(tmp_path) == {"app_pages/glossary.py", "app_pages/method.py"}


def test_each_page_has_a_title_a_description_and_a_way_to_it() -> None:
    for page in PAGES.values():
        assert page.title
        assert page.description.endswith(".")
        assert page.place in {"pages", "tools", "search", "footer"}
    assert len({page.title for page in PAGES.values()}) == len(PAGES)
    assert HOME == "overview"


def test_names_in_the_address_are_of_pages_that_there_are() -> None:
    for name in NAMES:
        assert set(name.pages) <= set(PAGES), name
