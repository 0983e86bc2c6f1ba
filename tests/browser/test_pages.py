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
from loaders.storage.csv_table import csv_text
from tests.support.browser import App, settle, turn_to

pytestmark = pytest.mark.browser
PAGES = (
    "/",
    "/trends?indicator=fentanyl_seized",
    "/compare?comparison=drug_mass_seized",
    "/recorded",
    "/disagreements",
    "/disagreements?claim=felbabbrown2020-poppy-us-2017",
    "/trends?indicator=fentanyl_seized&events=yes&notes=yes",
    "/claims",
    "/claims?claim=felbabbrown2020-opium-price",
    "/sources",
    "/sources?work=dudley2019",
    "/sources?work=mann2023",
    "/method",
    "/search?q=fentanyl",
    "/search?q=xyzzyq+poppy",
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
    "exclusions.csv": ("numeral", "note"),
    "events.csv": ("title", "description", "as_printed", "note"),
    "claims/prices.csv": ("as_printed", "attributed_to", "note"),
    "claims/drug_seizures.csv": ("as_printed", "attributed_to", "note"),
}


def make_hostile(folder: Path) -> None:
    """Put script, markup, Markdown and LaTeX into every text cell."""
    for name, columns in TEXTS.items():
        path = folder / name
        header, *rows = csv.reader(path.read_text(encoding="utf-8").splitlines())
        for row in rows:
            for column in columns:
                row[header.index(column)] = HOSTILE
        path.write_text(csv_text([header, *rows]), encoding="utf-8")
    path = folder / "references.bib"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("title = {", "title = {" + HOSTILE.replace("$", "")), encoding="utf-8"
    )


def test_hostile_texts_are_inert_on_every_page(page: Page, app_under_path: App) -> None:
    make_hostile(app_under_path.datasets)
    try:
        page.goto(f"{app_under_path.address}/search")
        settle(page)
        for path in PAGES:
            turn_to(page, "/figures/by" + path)
            for inert in ("img[src=x]", "svg[onload]", ".katex", "a[href^=javascript]"):
                assert page.locator(f".stMain {inert}").count() == 0, (path, inert)
            assert page.locator(".stMain a[href*='//a.example']").count() == 0, path
        page.goto(f"{app_under_path.address}/trends?indicator=fentanyl_seized")
        settle(page)
        points = page.locator(".js-plotly-plot .scatterlayer .trace .points path")
        expect(points.first).to_be_visible(timeout=30_000)
        told = page.locator(".hoverlayer")
        for point in points.all():  # some are parts of marks, of which nothing is told
            point.scroll_into_view_if_needed()
            box = point.bounding_box()
            assert box is not None
            page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
            page.wait_for_timeout(300)
            if told.text_content():
                break
        expect(told).to_contain_text("<script>")
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
    card = page.get_by_role("heading", name="Price of opium, Mexico").first
    expect(card).to_be_visible(timeout=30_000)
    try:
        path.write_text(good.replace(",about,", ",roughly,", 1), encoding="utf-8")
        banner = page.get_by_text("you see the last good figures")
        expect(banner).to_contain_text("claims/prices.csv:3: hedge", timeout=30_000)
        expect(card).to_be_visible()
        path.write_text(good.replace("260", "265"), encoding="utf-8")
        table = page.locator(".cf-table").first  # the old one stands below it for a moment
        expect(table).to_contain_text("about 265 US dollars", timeout=30_000)
        expect(banner).to_have_count(0)
    finally:
        path.write_text(good, encoding="utf-8")
        time.sleep(0.1)


def cite(page: Page) -> None:
    settle(page)
    charts = page.locator("summary", has_text="Export and cite")
    charts.or_(page.get_by_role("button", name="Cite", exact=True)).first.click()
    expect(page.get_by_role("button", name="BibTeX").first).to_be_visible(timeout=30_000)


@pytest.mark.parametrize(
    ("path", "name", "text"),
    [
        (
            "/trends?indicator=overdose_deaths",
            "chart-drug-overdose-deaths-united-states",
            "[Chart]",
        ),
        pytest.param(
            "/compare?indicator=overdose_deaths",
            "chart-drug-overdose-deaths",
            "[Chart]",
            marks=pytest.mark.stress,
        ),
        ("/claims?claim=mann2023-backpack", "mann2023-backpack", "[Data set entry]"),
        pytest.param(
            "/sources?work=ondcp2019",
            "ondcp2019",
            "U.S. Office of National Drug Control Policy",
            marks=pytest.mark.stress,
        ),
    ],
)
def test_claims_works_and_charts_are_cited_in_four_formats(
    page: Page, app: App, path: str, name: str, text: str
) -> None:
    page.goto(app.address + path)
    cite(page)
    expect(page.locator(".reference").first).to_contain_text(text)
    for form, suffix, sign in (
        ("BibTeX", "bib", f"{{{name},"),
        ("RIS", "ris", f"ID  - {name}"),
        ("CSL-JSON", "json", f'"id": "{name}"'),
    ):
        with page.expect_download() as saved:
            page.get_by_role("button", name=form).first.click()
        assert saved.value.suggested_filename == f"{name}.{suffix}"
        assert sign in Path(saved.value.path()).read_text(encoding="utf-8")


@pytest.mark.stress
def test_a_claims_page_cites_the_document_too(page: Page, app: App) -> None:
    page.goto(f"{app.address}/claims?claim=mann2023-backpack")
    cite(page)
    expect(page.locator(".reference").nth(1)).to_contain_text("Mann, B. (2023, February 21)")


def test_a_reference_is_copied_with_its_italics(page: Page, app: App) -> None:
    page.goto(f"{app.address}/sources?work=ondcp2019")
    cite(page)
    expect(page.locator(".reference em").first).to_be_visible()
    page.evaluate(
        "() => { navigator.clipboard.write = async ([item]) => { window.got = await Promise.all("
        "['text/html', 'text/plain'].map(async kind => (await item.getType(kind)).text())) } }"
    )
    page.get_by_role("button", name="Copy", exact=True).first.click()
    expect(page.get_by_text("Copied.").first).to_be_visible()
    marked, plain = page.evaluate("window.got")
    assert "<em>" in marked
    assert "<" not in plain


@pytest.mark.stress
def test_a_citation_names_no_address_of_a_readers_own_machine(page: Page, app: App) -> None:
    page.goto(f"{app.address}/trends?indicator=overdose_deaths")
    cite(page)
    expect(page.locator(".reference").first).to_contain_text("Version")
    expect(page.locator(".reference").first).not_to_contain_text("127.0.0.1")


@pytest.mark.parametrize("width", [390, pytest.param(1440, marks=pytest.mark.stress)])
def test_a_claims_chain_is_walked_by_its_links(page: Page, app: App, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{app.address}/claims?claim=breier2023-overdose-deaths-2021")
    steps = page.locator(".cf-chain > li")
    expect(steps).to_have_count(5, timeout=30_000)
    expect(steps.first).to_contain_text("“more than 107,000 drug overdose deaths”")
    steps.last.get_by_role("link", name="CDC").click()
    expect(page).to_have_url(f"{app.address}/claims?producer=CDC")
    page.get_by_role("link", name="about 110,000 deaths").first.click()
    expect(steps.nth(2)).to_contain_text("Arizona Luminaria", timeout=30_000)
    steps.nth(2).get_by_role("link", name="All numbers from").click()
    expect(page).to_have_url(f"{app.address}/sources?work=washington2024")


@pytest.mark.stress
def test_coverage_is_drawn_and_stands_in_a_table(page: Page, app: App) -> None:
    path = app.datasets / "coverage.csv"
    before = path.read_text(encoding="utf-8")
    rows = ("mann2023,claim,8", "mann2023,date,1003", "breier2023,claim,9")
    path.write_text("\n".join([before.splitlines()[0], *rows]) + "\n", encoding="utf-8")
    try:
        page.goto(f"{app.address}/sources")
        chart = page.locator(".js-plotly-plot").first
        expect(chart).to_contain_text("Mann 2023: 1,011 numerals", timeout=30_000)
        expect(chart).to_contain_text("8 in claims (under 1%); excluded: dates 1,003")
        table = page.locator(".cf-counts")
        expect(table).to_contain_text("1,003")
        expect(page.get_by_text("Not audited yet: ")).to_contain_text("Lekhtman 2023")
    finally:
        path.write_text(before, encoding="utf-8")


def test_cited_and_recorded_is_sorted_and_kept_by_its_controls(page: Page, app: App) -> None:
    page.goto(f"{app.address}/recorded")
    table = page.locator(".cf-held")
    expect(table).to_contain_text("36,661 homicides", timeout=30_000)
    page.get_by_label("Sort by").click()
    page.get_by_role("option", name="Difference").click()
    expect(table.locator("tbody tr").first).to_contain_text("does not agree")
    expect(page).to_have_url(f"{app.address}/recorded?sort=difference")
    page.get_by_label("Show").click()
    page.get_by_role("option", name="Does not agree").click()
    expect(table).not_to_contain_text("36,661 homicides")
    expect(page).to_have_url(f"{app.address}/recorded?within=no&sort=difference")
    page.go_back()
    expect(table).to_contain_text("36,661 homicides")
    table.get_by_role("link", name="106,699 deaths").click()
    expect(page.get_by_text("Where the figure comes from")).to_be_visible(timeout=30_000)
