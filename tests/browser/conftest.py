from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from charts.export.browser import browser_path
from tests.browser import chrome
from tests.support.browser import App, running

expect.set_options(timeout=20_000)  # a busy machine takes its time; what is there is found at once
FLAGS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update"]


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """The app as `make run` starts it, for all tests that need no other."""
    with running(tmp_path_factory.mktemp("app"), ["streamlit", "run", "app.py"], "") as found:
        yield found


@pytest.fixture(scope="session")
def curated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """The app as `make curate` starts it."""
    folder, variables = tmp_path_factory.mktemp("curated"), {"CITED_FIGURES_CURATE": "1"}
    with running(folder, ["streamlit", "run", "app.py"], "", variables) as found:
        yield found


@pytest.fixture(scope="session")
def app_under_path(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """An app under a base path, as behind a proxy, that shows unchecked figures."""
    folder = tmp_path_factory.mktemp("under")
    with running(folder, ["tests.browser.unchecked"], "figures/by") as found:
        yield found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = browser_path()
    assert path, chrome.ADVICE
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield found
        found.close()


@pytest.fixture(scope="session")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """One reader's browser for all tests: Streamlit's program is fetched once, not each time."""
    found = browser.new_context(viewport={"width": 1440, "height": 1000}, color_scheme="light")
    yield found
    found.close()


@pytest.fixture
def page(context: BrowserContext, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A wide, light page for which script errors and calls to other machines are failures.

    With PICTURES=folder in the environment, a picture of it is kept at the test's end.
    """
    found = context.new_page()
    wrong: list[str] = []
    found.on("pageerror", lambda error: wrong.append(f"script error: {error}"))
    found.on("dialog", lambda dialog: (wrong.append("a script ran"), dialog.dismiss()))
    found.on("request", lambda r: _here(r.url) or wrong.append(f"asked another: {r.url}"))
    yield found
    folder = os.environ.get("PICTURES")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        found.screenshot(path=Path(folder) / f"{request.node.name}.png", full_page=True)
    found.close()
    assert wrong == []


def _here(url: str) -> bool:
    return url.startswith(("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:"))
