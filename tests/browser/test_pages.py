"""Every page, wide and narrow; hostile texts; files that break and are mended."""

from __future__ import annotations

import csv
import http.client
import shutil
import time
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from loaders.dataset import DATASETS
from loaders.read import written
from tests.browser.conftest import App

pytestmark = pytest.mark.browser
PAGES = (
    "/",
    "/trends?indicator=fentanyl_seized",
    "/compare?comparison=drug_mass_seized",
    "/claims",
    "/claims?claim=felbabbrown2020-opium-price",
    "/sources",
    "/sources?work=dudley2019",
    "/method",
)
HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(2)><svg onload=alert(3)> **bold** _em_ "
    "$x^2$ $$y$$ `code` [link](javascript:alert(4)) :red[x] &lt;b&gt; <a href=http://a.example>a</a>"
)
TEXTS = {
    "topics.csv": ("title", "summary"),
    "units.csv": ("name", "plural", "symbol"),
    "places.csv": ("name",),
    "indicators.csv": ("title", "definition", "base"),
    "comparisons.csv": ("title", "summary"),
    "series.csv": ("producer", "scope", "note"),
    "documents.csv": ("note",),
    "claims/prices.csv": ("as_printed", "attributed_to", "note"),
    "claims/drug_seizures.csv": ("as_printed", "attributed_to", "note"),
}


def settle(page: Page) -> None:
    expect(page.get_by_text("none is this site's own")).to_be_visible(timeout=30_000)
    page.wait_for_timeout(400)


@pytest.mark.parametrize("width", [390, 1440])
def test_no_page_scrolls_sideways(page: Page, app: App, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    for path in PAGES:
        page.goto(app.address + path)
        settle(page)
        over = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert over <= 0, path
        wide = page.evaluate(
            "[...document.querySelectorAll('.stMain *')].filter(e => e.checkVisibility() &&"
            " e.getBoundingClientRect().right > window.innerWidth + 1 &&"
            " !e.closest('svg') && getComputedStyle(e).position !== 'absolute')"
            ".map(e => e.className).slice(0, 3)"
        )
        assert wide == [], path


def make_hostile(folder: Path) -> None:
    """Put script, markup, Markdown and LaTeX into every text cell."""
    for name, columns in TEXTS.items():
        path = folder / name
        header, *rows = csv.reader(path.read_text(encoding="utf-8").splitlines())
        for row in rows:
            for column in columns:
                row[header.index(column)] = HOSTILE
        path.write_text(written([header, *rows]), encoding="utf-8")
    path = folder / "references.bib"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("title = {", "title = {" + HOSTILE.replace("$", "")), encoding="utf-8"
    )


def test_hostile_texts_are_inert_on_every_page(page: Page, app_under_path: App) -> None:
    make_hostile(app_under_path.datasets)
    try:
        for path in PAGES:
            page.goto(app_under_path.address + path)
            settle(page)
            for inert in ("img[src=x]", "svg[onload]", ".katex", "a[href^=javascript]"):
                assert page.locator(f".stMain {inert}").count() == 0, (path, inert)
            assert page.locator(".stMain a[href*='a.example']").count() == 0, path
        page.goto(f"{app_under_path.address}/trends?indicator=fentanyl_seized")
        point = page.locator(".js-plotly-plot .scatterlayer .trace .points path").first
        expect(point).to_be_visible(timeout=30_000)
        box = point.bounding_box()
        assert box is not None
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        expect(page.locator(".hoverlayer")).to_contain_text("<script>")
    finally:
        shutil.copytree(DATASETS, app_under_path.datasets, dirs_exist_ok=True)


@pytest.mark.parametrize(("host", "status"), [("127.0.0.1", 101), ("evil.example", 403)])
def test_only_the_hosts_that_are_allowed_can_connect(app: App, host: str, status: int) -> None:
    connection = http.client.HTTPConnection(app.address.removeprefix("http://"), timeout=10)
    handshake = {
        "Host": host,
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    }
    connection.request("GET", "/_stcore/stream", headers=handshake)
    assert connection.getresponse().status == status
    connection.close()


def test_a_broken_file_shows_a_banner_and_a_mended_one_its_figures(page: Page, app: App) -> None:
    path = app.datasets / "claims" / "prices.csv"
    good = path.read_text(encoding="utf-8")
    page.goto(f"{app.address}/trends?indicator=opium_price")
    chart = page.locator(".js-plotly-plot").first
    expect(chart).to_contain_text("Price of opium", timeout=30_000)
    try:
        path.write_text(good.replace(",about,", ",roughly,", 1), encoding="utf-8")
        banner = page.get_by_text("the last good figures are shown")
        expect(banner).to_contain_text("claims/prices.csv:3: hedge", timeout=30_000)
        expect(chart).to_contain_text("Price of opium")
        path.write_text(good.replace(",260,260,", ",265,265,"), encoding="utf-8")
        expect(page.locator(".cf-table")).to_contain_text("about 265 US dollars", timeout=30_000)
        expect(banner).to_have_count(0)
    finally:
        path.write_text(good, encoding="utf-8")
        time.sleep(0.1)
