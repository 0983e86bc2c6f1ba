"""The running app, and a page of it in a browser."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import pytest
from _pytest.mark import ParameterSet
from playwright.sync_api import Locator, Page, expect

from loaders.dataset import DATASETS
from tests.support.paths import ROOT


@dataclass(frozen=True)
class App:
    """A running app: where it is and where its figures are."""

    address: str
    datasets: Path


def under_stress(*values: object) -> list[ParameterSet]:
    """Return parameters of a test that are looked at by `make stress` only."""
    return [pytest.param(value, marks=pytest.mark.stress) for value in values]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(
    folder: Path,
    command: list[str],
    base: str,
    variables: Mapping[str, str] = MappingProxyType({}),
    port: int | None = None,
) -> Iterator[App]:
    """Run the app on a copy of the figures in `folder`, under the path `base`; where the folder
    has figures already, on these.
    """
    datasets = folder / "datasets"
    if not datasets.exists():
        shutil.copytree(DATASETS, datasets)
    port, log = port or free_port(), folder / "log.txt"
    flags = ["--server.port", str(port), "--server.baseUrlPath", base]
    environment = {**os.environ, "CITED_FIGURES_DATASETS": str(datasets), "PYTHONPATH": str(ROOT)}
    environment |= variables
    address = f"http://127.0.0.1:{port}" + (f"/{base}" if base else "")
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.support.lifeline", *command, *flags],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=out,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait(f"{address}/_stcore/health", process, log)
            yield App(address, datasets)
        finally:
            process.terminate()
            process.communicate(timeout=20)


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


def settle(page: Page) -> None:
    """Wait until the page is whole: its script has ended, nothing is of the last run, and the
    programs of its kinds of elements have come, each of which has one of its own.
    """
    footer = page.get_by_text("Our own arithmetic is marked")
    expect(footer).to_have_count(1, timeout=30_000)  # two, while the last page goes
    expect(footer).to_be_visible(timeout=30_000)
    app = page.get_by_test_id("stApp")
    expect(app).to_have_attribute("data-test-script-state", "notRunning", timeout=30_000)
    expect(page.locator("[data-stale=true]")).to_have_count(0)
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0)
    page.wait_for_timeout(150)


def turn_to(page: Page, path: str) -> None:
    """Show another address in the same window, as Back and Forward do: Streamlit's program and its
    connection stay, so that it takes a fraction of the time of loading it.
    """
    page.evaluate(TURN_TO, path)
    settle(page)


def press_until(page: Page, key: str, done: Callable[[], bool]) -> None:
    """Press a key until that has come of it, as what was just drawn may take no key yet; fail
    where nothing comes of five presses.
    """
    for _ in range(5):
        page.keyboard.press(key)
        for _ in range(20):
            page.wait_for_timeout(50)
            if done():
                return
    pytest.fail(f"nothing comes of {key}")


def close(page: Page, shown: Locator) -> None:
    press_until(page, "Escape", lambda: shown.count() == 0)


def open_trends(page: Page, app: App, query: str = "") -> None:
    page.goto(f"{app.address}/trends{query}")
    expect(page.locator(CHART).first).to_be_visible(timeout=30_000)
    settle(page)


def choose(page: Page, indicator: str) -> None:
    box = page.get_by_role("combobox").first
    box.click()
    box.fill(indicator)
    page.get_by_role("option", name=re.compile(rf"^{re.escape(indicator)}( · |$)")).first.click()


TURN_TO = """path => {
  history.pushState(null, "", path);
  dispatchEvent(new PopStateEvent("popstate"));
}"""
CHART = ".js-plotly-plot .main-svg"
