"""The rooms of the program, in their order, and what imports what."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.support.paths import ROOT

ROOMS = (
    *("loaders.errors", "loaders.values", "loaders.schema", "loaders.citations"),
    *("loaders.quantities", "loaders.storage", "loaders.validation"),
    *("loaders.observations", "loaders.dataset"),
    *("loaders.queries", "loaders.analysis", "loaders.search", "loaders.history"),
    *("loaders.interchange", "loaders.curation", "loaders.record"),
    *("loaders.paragraphs", "loaders.audit"),
    *("loaders.prompts", "loaders.commands", "loaders.__main__"),
    *("charts.style", "charts.presenter", "charts.text", "charts.marks", "charts.layout"),
    *("charts.builders", "charts.views", "charts.page_parts", "charts.provenance"),
    *("charts.pptx", "charts.tables", "charts.export", "charts.decks", "charts.batches"),
    *("charts.commands", "charts.__main__"),
    *("static_site", "static_site.commands", "static_site.__main__"),
    *("app_pages.session", "app_pages.controls", "app_pages.sections", "app_pages.curation"),
    *("app_pages.server", "app_pages", "app", "tests", "benchmarks"),
)
"""The rooms from the ground up: a room imports itself and those before it."""
PACKAGES = ("loaders", "charts", "static_site", "app_pages")


def modules(package: str) -> list[Path]:
    found = sorted((ROOT / package).rglob("*.py"))
    assert found
    return found


def imported(path: Path) -> Iterator[str]:
    """Yield each module that a file imports, and each name that it takes out of a package."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def room(module: str) -> str:
    """Return the room that a module stands in; "" for a name that is no room's."""
    own = [name for name in ROOMS if module == name or module.startswith(f"{name}.")]
    return max(own, key=len, default="")


def dotted(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
