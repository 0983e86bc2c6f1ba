from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from charts.export.browser import browser_path
from loaders.dataset import DATASETS
from tests.browser import chrome

ROOT = Path(__file__).parents[2]
expect.set_options(timeout=20_000)  # a busy machine takes its time; what is there is found at once
FLAGS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update"]


@dataclass(frozen=True)
class App:
    """A running app: where it is and where its figures are."""

    address: str
    datasets: Path


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(
    folder: Path, command: list[str], base: str, variables: Mapping[str, str] = MappingProxyType({})
) -> Iterator[App]:
    """Run the app on a copy of the figures in `folder`, under the path `base`."""
    datasets = folder / "datasets"
    shutil.copytree(DATASETS, datasets)
    port, log = free_port(), folder / "log.txt"
    flags = ["--server.port", str(port), "--server.baseUrlPath", base]
    environment = {**os.environ, "CITED_FIGURES_DATASETS": str(datasets), "PYTHONPATH": str(ROOT)}
    environment |= variables
    address = f"http://127.0.0.1:{port}" + (f"/{base}" if base else "")
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", *command, *flags],
            cwd=ROOT,
            env=environment,
            stdout=out,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait(f"{address}/_stcore/health", process, log)
            yield App(address, datasets)
        finally:
            process.terminate()
            process.wait(timeout=20)


def _wait(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(240):
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310  our own http address
                return
        except OSError:
            if process.poll() is not None:
                break
            time.sleep(0.25)
    pytest.fail(f"the app did not start:\n{log.read_text(errors='replace')}")


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


def settle(page: Page) -> None:
    """Wait until the page is whole: its script has ended, nothing is of the last run, and the
    programs of its kinds of elements have come, each of which has one of its own.
    """
    expect(page.get_by_text("or a sum over an office's file")).to_be_visible(timeout=30_000)
    app = page.get_by_test_id("stApp")
    expect(app).to_have_attribute("data-test-script-state", "notRunning", timeout=30_000)
    expect(page.locator("[data-stale=true]")).to_have_count(0)
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0)
    page.wait_for_timeout(150)


def _here(url: str) -> bool:
    return url.startswith(("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:"))
