"""Pages in a real browser: the first chart of a cold page, the redraw after a choice, the bytes.

Times are taken inside the page (`probe.js`): from the address, or from the release of the mouse
on an indicator in the list, to the moment at which a chart with its title and marks is there.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from benchmarks.contenders import COMMANDS, DASH
from benchmarks.readers import path_of
from benchmarks.report import Results
from benchmarks.servers import Server, serving
from benchmarks.tables import Made
from charts.export.browser import browser_path
from tests.browser.chrome import ADVICE

PROBE = (Path(__file__).parent / "probe.js").read_text(encoding="utf-8")
SCREEN = {"width": 1280, "height": 900}
FLAGS = (
    "--no-sandbox",
    "--no-proxy-server",
    "--disable-renderer-backgrounding",
    "--disable-background-timer-throttling",
    "--disable-backgrounding-occluded-windows",
)
SETTLE = 400
QUIET = 1200
"""Milliseconds for a page to come to rest after a chart, and to fetch all that it still wants."""
PATIENCE = 60_000


@contextmanager
def browser() -> Iterator[Browser]:
    """Start the installed browser, without a window."""
    path = browser_path()
    if not path:
        raise SystemExit(ADVICE)
    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=path, args=list(FLAGS))
        try:
            yield started
        finally:
            started.close()


@contextmanager
def tab(started: Browser, screen: dict[str, int] = SCREEN) -> Iterator[Page]:
    """Open a page in a context of its own, whose cache is empty."""
    context = started.new_context(viewport=screen)  # type: ignore[arg-type]
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.add_init_script(PROBE)
    try:
        yield page
    finally:
        context.close()


def _drawn(page: Page) -> float:
    """Wait for the wanted chart; return the seconds that it took."""
    page.wait_for_function("() => window.bench.took !== null", polling=20)
    return float(page.evaluate("window.bench.took")) / 1000


def go(page: Page, server: Server, path: str) -> float:
    """Open the page; return the seconds from the address to the drawn chart."""
    page.goto(server.url + path, wait_until="commit")
    seconds = _drawn(page)
    page.wait_for_timeout(SETTLE)
    return seconds


def choose(page: Page, server: Server, title: str) -> float:
    """Type an indicator's title, click it in the list; return the seconds to its chart."""
    page.bring_to_front()
    page.evaluate("title => window.bench.want(title)", title)
    if server.contender == DASH:
        page.locator("#indicator").click()
        page.locator(".dash-dropdown-search").fill(title)
    else:
        page.get_by_label("Indicator", exact=True).fill(title)
    page.get_by_role("option").filter(has_text=title).click()
    seconds = _drawn(page)
    page.wait_for_timeout(SETTLE)
    return seconds


@dataclass
class Meter:
    """Counts what a page receives and sends: bodies and headers of answers, and stream frames."""

    session: CDPSession
    count: int = 0
    _streams: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Listen."""
        self.session.send("Network.enable")
        self.session.on("Network.loadingFinished", self._answer)
        self.session.on("Network.webSocketFrameReceived", self._frame)
        self.session.on("Network.webSocketFrameSent", self._frame)

    def _answer(self, event: dict[str, Any]) -> None:
        self.count += int(event["encodedDataLength"])

    def _frame(self, event: dict[str, Any]) -> None:
        frame = event["response"]
        text = frame["payloadData"]
        self.count += len(base64.b64decode(text)) if frame["opcode"] == 2 else len(text.encode())


def measure_cold(results: Results, made: Made, runs: int) -> None:
    """Time the first chart of a cold page, then count its bytes and those of a choice."""
    with ExitStack() as stack:
        servers = [stack.enter_context(serving(name, made.directory)) for name in COMMANDS]
        paths = {server.contender: path_of(server) for server in servers}
        started = stack.enter_context(browser())
        for run in range(-1 if runs > 1 else 0, runs):  # the first visit warms the server
            for server in servers:
                with tab(started) as page:
                    seconds = go(page, server, paths[server.contender])
                if run >= 0:
                    results.add("cold page", made.claims, server.contender, seconds)
        for _ in range(runs):
            for server in servers:
                for what, count in _bytes(started, server, paths[server.contender], made.titles):
                    results.add(what, made.claims, server.contender, count / 1e3)


def _bytes(
    started: Browser, server: Server, path: str, titles: Sequence[str]
) -> Iterator[tuple[str, int]]:
    with tab(started) as page:
        meter = Meter(page.context.new_cdp_session(page))
        go(page, server, path)
        page.wait_for_timeout(QUIET)
        cold = meter.count
        yield "bytes, cold page", cold
        choose(page, server, titles[1])
        page.wait_for_timeout(QUIET)
        yield "bytes, redraw", meter.count - cold


def measure_redraw(results: Results, datasets: Sequence[Made], runs: int) -> None:
    """Time the redraw after a choice, with a page of each contender at each size open."""
    with ExitStack() as stack:
        started = stack.enter_context(browser())
        pages = [
            (made, *_opened(stack, started, name, made)) for made in datasets for name in COMMANDS
        ]
        for run in range(-2 if runs > 1 else 0, runs):  # the first choices warm server and page
            for made, server, page in pages:
                ordinary = made.titles[:8]  # as many as the smallest dataset has
                seconds = choose(page, server, ordinary[(run + 3) % len(ordinary)])
                if run >= 0:
                    results.add("redraw", made.claims, server.contender, seconds)


def _opened(stack: ExitStack, started: Browser, name: str, made: Made) -> tuple[Server, Page]:
    server = stack.enter_context(serving(name, made.directory))
    page = stack.enter_context(tab(started))
    go(page, server, path_of(server))
    return server, page
