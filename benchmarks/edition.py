"""A page of the published edition beside the same chart on a page of `write_html`, on a page with
Plotly's small program in a file of its own, and in the live app: until its first chart is seen,
until it answers a pointer, what it fetches, what it moves.

    python -m benchmarks.edition --edition FOLDER [--app URL] --indicator INDICATOR

The pages of files are served by nginx with the settings that the edition brings, packed alike; each
visit is cold. Throttled is a phone: a quarter of the processor, 1.6 Mbit/s, 150 ms to and fro.
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click
from playwright.sync_api import Browser, Page

from benchmarks.pages import browser
from benchmarks.servers import ROOT
from charts.commands.options import loaded
from charts.export.html import BASIC
from charts.page_parts.results import resolved_view
from charts.style.theme import LIGHT, WIDE
from charts.views.view import View, relative_address
from loaders.dataset import DATASETS, Dataset
from static_site.hosts import PAGE_POLICY, SVG_POLICY, Serving, moved, nginx, pack

PROBE = (Path(__file__).parent / "edition_probe.js").read_text(encoding="utf-8")
PORT = 8819
WINDOW = {"width": 1280, "height": 900}
NETWORK = {"offline": False, "latency": 150, "downloadThroughput": 2e5, "uploadThroughput": 2e5}
SLOWER = 4
QUIET = 1500
PATIENCE = 60_000
MEASURED: Mapping[str, str] = {
    "chart": "first chart (s)",
    "painted": "largest paint (s)",
    "pointed": "answer to a pointer (s)",
    "bytes": "before it is touched (kB)",
    "requests": "requests",
    "shift": "layout shift",
}
BARE = (
    '<!DOCTYPE html><meta charset="utf-8"><title>Chart</title><div id="chart"></div>'
    '<script src="plotly-basic.js"></script><script src="figure.js"></script>'
)


def peers(dataset: Dataset, view: View, folder: Path) -> None:
    """Write the chart of a view as a page of Plotly's own, and as one with the small program."""
    figure = resolved_view(dataset, view).draw(LIGHT, WIDE)
    assert figure is not None
    (folder / "write_html").mkdir(parents=True)
    figure.write_html(folder / "write_html" / "index.html", include_plotlyjs=True)
    (folder / "bare").mkdir()
    (folder / "bare" / "index.html").write_text(BARE, "utf-8")
    shutil.copy(ROOT / "static" / BASIC, folder / "bare" / "plotly-basic.js")
    drawn = f"const f = {figure.to_json()};\nPlotly.newPlot('chart', f.data, f.layout);\n"
    (folder / "bare" / "figure.js").write_text(drawn, "utf-8")


@contextmanager
def served(dataset: Dataset, folder: Path, port: int, policy: str = PAGE_POLICY) -> Iterator[str]:
    """Serve a folder with nginx, packed; yield its address."""
    pack(folder)
    with TemporaryDirectory(prefix="cited-figures-nginx-") as run:
        text = nginx(moved(dataset), Serving(folder.resolve(), Path(run), port))
        text = text.replace(PAGE_POLICY, policy).replace(SVG_POLICY, SVG_POLICY if policy else "")
        settings = Path(run) / "nginx.conf"
        settings.write_text(text, "utf-8")
        command = ["nginx", "-c", str(settings), "-g", "daemon off;"]
        with subprocess.Popen(command) as process:  # noqa: S603  nginx of this machine
            time.sleep(1)
            try:
                yield f"http://127.0.0.1:{port}"
            finally:
                process.terminate()


def visit(started: Browser, address: str, *, throttled: bool) -> dict[str, float]:
    """Open an address cold, point at its chart; return what was measured."""
    context = started.new_context(viewport=WINDOW)  # type: ignore[arg-type]
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.add_init_script(PROBE)
    counted = {"bytes": 0.0, "requests": 0.0}
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")

    def answered(event: dict[str, Any]) -> None:
        counted["bytes"] += float(event["encodedDataLength"]) / 1e3
        counted["requests"] += 1

    session.on("Network.loadingFinished", answered)
    if throttled:
        session.send("Network.emulateNetworkConditions", NETWORK)
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    try:
        answer = page.goto(address, wait_until="commit")
        if not answer or not answer.ok:
            raise SystemExit(f"{address} answers {answer and answer.status}")
        _wait(page)
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(QUIET)
        untouched = dict(counted)
        return {**untouched, **_pointed(page)}
    finally:
        context.close()


def _wait(page: Page) -> None:
    """Wait until a page's first chart is seen; a strict policy lets no waiting function in."""
    until = time.monotonic() + PATIENCE / 1e3
    while page.evaluate("window.edition.chart") is None:
        if time.monotonic() > until:
            raise SystemExit(f"{page.url} shows no chart")
        page.wait_for_timeout(50)


def _pointed(page: Page) -> dict[str, float]:
    """Point at the chart of a page until it answers or `PATIENCE` is over; return what the page
    noted, in seconds.
    """
    places = page.evaluate("window.edition.places()")
    page.evaluate("window.edition.from = performance.now()")
    until = time.monotonic() + PATIENCE / 1e3
    for x, y in cycle(places):
        page.mouse.move(x, y)
        page.wait_for_timeout(50)
        if page.evaluate("window.edition.pointed !== null") or time.monotonic() > until:
            break
    told = page.evaluate("window.edition")
    seconds = {name: (told[name] or float("nan")) / 1e3 for name in ("chart", "painted", "pointed")}
    return {**seconds, "shift": float(told["shift"])}


def table(found: Mapping[tuple[str, str], Sequence[Mapping[str, float]]]) -> str:
    """Return the medians as a table in Markdown, a row for each contender and condition."""
    lines = [
        f"| Page | Conditions | {' | '.join(MEASURED.values())} |",
        f"|---|---|{'---:|' * len(MEASURED)}",
    ]
    for (name, how), runs in found.items():
        cells = [f"{statistics.median(run[one] for run in runs):.3g}" for one in MEASURED]
        lines.append(f"| {name} | {how} | {' | '.join(cells)} |")
    return "\n".join(lines)


@click.command()
@click.option("--edition", type=click.Path(path_type=Path, exists=True), required=True)
@click.option("--app", default="", help="Where the live app runs.")
@click.option("--indicator", required=True, help="Whose page is measured.")
@click.option("--runs", default=5, show_default=True)
def main(edition: Path, app: str, indicator: str, runs: int) -> None:
    """Measure a page of the edition beside its peers."""
    dataset = loaded(DATASETS)
    view = View("trends", indicator=indicator)
    found: dict[tuple[str, str], list[Mapping[str, float]]] = {}
    with (
        TemporaryDirectory(prefix="cited-figures-peers-") as folder,
        browser() as started,
    ):
        Path(folder).chmod(0o755)  # nginx reads it as a user of its own
        peers(dataset, view, Path(folder) / "peers")
        with (
            served(dataset, Path(folder) / "peers", PORT, "") as bare,
            served(dataset, edition, PORT - 1) as site,
        ):
            pages = {
                "write_html": f"{bare}/write_html/",
                "bare Plotly, small program": f"{bare}/bare/",
                "the edition": f"{site}/indicators/{indicator}/",
            }
            if app:
                pages["the live app"] = f"{app}{relative_address(view)}"
            for _ in range(runs):
                for name, address in pages.items():
                    for how in ("not throttled", "throttled"):
                        one = visit(started, address, throttled=how == "throttled")
                        found.setdefault((name, how), []).append(one)
    click.echo(table(dict(sorted(found.items(), key=lambda item: item[0][1]))))


if __name__ == "__main__":
    sys.exit(main(prog_name="python -m benchmarks.edition"))
