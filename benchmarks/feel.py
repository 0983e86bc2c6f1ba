"""How the project's own figures feel: from a choice to the redrawn chart and the first page cold,
both beside bare Streamlit with one chart in the same run, and how far pages jump while they come.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from contextlib import ExitStack

import pandas as pd
from playwright.sync_api import Browser

from benchmarks.contenders import APP, BARE
from benchmarks.pages import QUIET, SCREEN, browser, choose, go, tab
from benchmarks.peers.chart import read_claims
from benchmarks.readers import path_of
from benchmarks.report import OWN_FIGURES, Results
from benchmarks.servers import Server, serving
from benchmarks.tables import Made
from charts.views.pages import HOME, PAGES
from loaders.analysis.curves import TREND, curve_of
from loaders.dataset import DATASETS, Dataset, load

CHOICES = 20
MOST_FIGURES = 100
"""How many choices are timed, of charts of up to so many figures."""
SCREENS = {"wide": SCREEN, "phone": {"width": 390, "height": 844}}
SHIFTS = """
window.shifted = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""


def measure_feel(results: Results, made: Made, runs: int) -> None:
    """Measure both contenders on the project's own figures, in a folder beside those of `made`.

    One run only tells whether it works, with two choices.
    """
    folder = made.directory.parent / "own" / "datasets"
    shutil.copytree(DATASETS, folder)
    dataset = load(folder)
    with ExitStack() as stack:
        servers = [stack.enter_context(serving(name, folder)) for name in (APP, BARE)]
        started = stack.enter_context(browser())
        for run in range(-1 if runs > 1 else 0, runs):  # the first visit warms the server
            for server in servers:
                with tab(started) as page:
                    seconds = go(page, server, "/")
                if run >= 0:
                    results.add("first page cold", OWN_FIGURES, server.contender, seconds)
        titles = choices(dataset, read_claims(folder))
        for server in servers:
            server.rest()
        for server in servers:
            for seconds in _choosing(started, server, titles if runs > 1 else titles[:2]):
                results.add("choice", OWN_FIGURES, server.contender, seconds)
        for screen in SCREENS:
            for name in PAGES:
                path = "/" if name == HOME else f"/{name}"
                shift = _shifted(started, servers[0].url + path, screen)
                results.add(f"layout shift, {screen}, {path}", OWN_FIGURES, APP, shift)


def choices(dataset: Dataset, drawn: pd.DataFrame) -> list[str]:
    """Return as many titles as are chosen, again and again: of trends with few figures, of which
    the peers too have `drawn` some in their years, and part of no other title.
    """
    dated = set(drawn.dropna(subset=["year"])["indicator_id"])
    titles = dataset.indicators["title"]
    curves = {name: curve_of(dataset, str(name)) for name in titles.index}
    alone = [
        str(title)
        for name, title in titles.items()
        if name in dated
        and sum(str(title).lower() in other.lower() for other in titles) == 1
        and curves[name].kind == TREND
        and curves[name].figures <= MOST_FIGURES
    ]
    return (alone * CHOICES)[:CHOICES]


def _choosing(started: Browser, server: Server, titles: Sequence[str]) -> list[float]:
    """Return the seconds of each choice on one page, after one that warms it."""
    with tab(started) as page:
        go(page, server, path_of(server))
        return [choose(page, server, title) for title in (titles[-1], *titles)][1:]


def _shifted(started: Browser, address: str, screen: str) -> float:
    """Return how far what a page shows jumped until it came to rest (CLS)."""
    with tab(started, SCREENS[screen]) as page:
        page.add_init_script(SHIFTS)
        page.goto(address)
        page.wait_for_selector("[data-testid=stMain] h1")
        page.wait_for_function("!document.querySelector('[data-testid=stStatusWidget]')")
        page.wait_for_timeout(2 * QUIET)
        return float(page.evaluate("window.shifted"))
