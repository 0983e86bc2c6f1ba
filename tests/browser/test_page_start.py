"""What a page's first script does: links without loading, the place to which Back returns, and a
first picture that fits the screen and the paper.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from tests.support.browser import App, open_trends, settle, under_stress

pytestmark = pytest.mark.browser
PLACE = "document.querySelector('.stMain').scrollTop"
SHIFTS = """
window.shifted = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""
MOST_SHIFTED = 0.05


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    found = browser.new_context(viewport={"width": 390, "height": 844})
    found.add_init_script(SHIFTS)
    yield found.new_page()
    found.close()


def test_a_link_loads_nothing_anew_and_back_returns_to_its_place(page: Page, app: App) -> None:
    page.goto(f"{app.address}/claims")
    link = page.locator(".cf-table a[href*='claim=']").nth(20)
    expect(link).to_be_visible(timeout=30_000)
    settle(page)
    page.evaluate("window.loadedOnce = true")
    link.scroll_into_view_if_needed()
    left = page.evaluate(PLACE)
    assert left > 0
    link.click()
    expect(page.locator(".cf-record").first).to_be_visible()
    settle(page)
    assert page.evaluate(PLACE) == 0
    page.go_back()
    expect(link).to_be_visible()
    page.wait_for_function(f"{PLACE} === {left}")
    settle(page)
    page.wait_for_function(f"{PLACE} === {left}")
    assert page.evaluate("window.loadedOnce")


def test_a_mark_leads_to_its_claim_without_loading(page: Page, app: App) -> None:
    open_trends(page, app, "?indicator=poppy_area&record=no")
    page.evaluate("window.loadedOnce = true")
    points = page.locator(".js-plotly-plot .scatterlayer .points path")
    for box in [point.bounding_box() for point in points.all()]:
        if box and "/claims" not in page.url:
            page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
            page.wait_for_timeout(700)
    expect(page).to_have_url(re.compile(r"/claims\?claim=felbabbrown2020-poppy-"))
    assert page.evaluate("window.loadedOnce")


@pytest.mark.parametrize("path", ["/trends?indicator=poppy_area", *under_stress("/", "/compare")])
def test_the_first_picture_on_a_phone_fits_it_and_nothing_jumps(
    phone: Page, app: App, path: str
) -> None:
    phone.goto(app.address + path)
    shown = phone.locator(".js-plotly-plot, .cf-ways").first
    expect(shown).to_be_visible(timeout=30_000)
    settle(phone)
    assert phone.evaluate("document.cookie").count("narrow=yes") == 1
    assert phone.evaluate("window.shifted") <= MOST_SHIFTED


@pytest.mark.parametrize("path", ["/disagreements", *under_stress("/claims", "/search?q=poppy")])
def test_on_a_phone_nothing_jumps_while_a_page_comes(phone: Page, app: App, path: str) -> None:
    phone.goto(app.address + path)
    settle(phone)
    assert phone.evaluate("window.shifted") <= MOST_SHIFTED


DRAWN = """() => [...document.querySelectorAll(".main-svg :is(text, tspan)")]
  .filter((one) => !one.children.length && one.getBoundingClientRect().width)
  .flatMap((one) => one.textContent.split(/\\s+/)).filter((word) => word)"""


@pytest.mark.parametrize(
    "path", ["/trends?indicator=overdose_deaths", *under_stress("/compare", "/recorded")]
)
def test_a_printed_chart_is_whole_and_controls_are_left_out(
    page: Page, app: App, path: str
) -> None:
    page.goto(app.address + path)
    expect(page.locator(".js-plotly-plot").first).to_be_visible(timeout=30_000)
    settle(page)
    drawn = page.evaluate(DRAWN)
    assert len(drawn) > 20
    sheets = PdfReader(BytesIO(page.pdf(format="A4"))).pages
    printed = "".join(sheet.extract_text() for sheet in sheets)
    assert [word for word in drawn if word not in printed] == []
    assert [name for name in ("Filters", "Indicator", "Sort by", "Deck") if name in printed] == []
