"""What all tests share: golden files and the settings of Hypothesis."""

from __future__ import annotations

import difflib
import os
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from xdist.scheduler import LoadScopeScheduling

from loaders.dataset import Dataset
from loaders.queries.selection import indicators_with_figures
from tests.support.golden import Golden
from tests.support.paths import TESTS
from tests.support.texts import TEXTS

NOT_RUN = "not run, as CITED_FIGURES_TEXTS names no folder of the texts that were read"

settings.register_profile(
    "project", deadline=None, max_examples=50, derandomize=bool(os.environ.get("CI"))
)
settings.register_profile("stress", deadline=None, max_examples=500)
settings.load_profile("project")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--renew-golden", action="store_true", help="write the golden files instead of comparing"
    )


class ByFile(LoadScopeScheduling):
    """Give each file of tests to one process, and all of the browser's to one, as they share a
    server.
    """

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return "browser" if "/browser/" in file else file


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByFile:
    """Return what hands tests out where several processes run them."""
    return ByFile(config, log)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Begin with the browser's, which take longest; skip what checks the real texts, where they
    are not at hand.

    Where several processes run them, files of whole programs, those with long tests and those with
    many come next, so that no process is left alone with a long one.
    """
    if hasattr(config, "workerinput"):
        counts = Counter(item.path for item in items)
        first = {item.path for item in items if item.get_closest_marker("long")}
        first |= {item.path for item in items if item.path.parent == TESTS}
        items.sort(key=lambda item: (item.path not in first, -counts[item.path], item.path))
    items.sort(key=lambda item: item.get_closest_marker("browser") is None)
    if not TEXTS.is_dir():
        for item in items:
            if item.get_closest_marker("texts"):
                item.add_marker(pytest.mark.skip(reason=NOT_RUN))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many checks of the real texts were not run."""
    skipped = terminalreporter.stats.get("skipped", [])
    count = sum(NOT_RUN in str(report.longrepr) for report in skipped)
    if count:
        terminalreporter.write_line(f"{NOT_RUN}: {count} checks")


@pytest.fixture(scope="session")
def real() -> Dataset:
    """Return the project's own figures, which no test changes."""
    from tests.support.real import REAL  # only where a test asks, as it takes a second

    return REAL


@pytest.fixture(scope="session")
def settled() -> Dataset:
    """Return the project's own figures as they were when the tests were written."""
    from tests.support.real import SETTLED

    return SETTLED


@pytest.fixture(params=["few", pytest.param("all", marks=pytest.mark.stress)])
def indicators(request: pytest.FixtureRequest, real: Dataset) -> list[str]:
    """Return the indicators whose charts tell most; under `make stress` all."""
    from tests.support.views import telling

    if request.param == "few":
        return telling(real)
    return [str(name) for name in indicators_with_figures(real).index]


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compare a text with a golden file, or write the file where --renew-golden is given."""
    renew = request.config.getoption("--renew-golden")

    def compare(path: Path, text: str) -> None:
        if renew:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
            return
        expected = path.read_text(encoding="utf-8") if path.exists() else ""
        if text != expected:
            changes = difflib.unified_diff(
                expected.splitlines(), text.splitlines(), path.name, "now", lineterm=""
            )
            pytest.fail("\n".join([*changes, "make golden renews it"]), pytrace=False)

    return compare
