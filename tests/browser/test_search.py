"""The search box of every page: by keyboard, wide and narrow; hostile words; Back and Forward."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.support.browser import App, settle, under_stress

pytestmark = pytest.mark.browser
STYLED = "[...document.querySelectorAll('style')].some(s => s.textContent.includes('--cf-'))"
HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(2)> **b** $x^2$ [a](javascript:alert(3))",
    ".*(xyz+)+$[",
    "\u202eبحث عن الأرقام",
    "x" * 10_000,
)


def box(page: Page) -> Locator:
    return page.get_by_label("Search everything")


def test_who_says_70_000_is_answered_from_any_page_by_keyboard(page: Page, app: App) -> None:
    page.goto(f"{app.address}/method")
    settle(page)
    page.get_by_role("link", name="Overview").focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")  # past the button
    expect(box(page)).to_be_focused()
    page.keyboard.type("who says 70,000")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{app.address}/search?q=who+says+70%2C000", timeout=30_000)
    expect(page.get_by_role("status")).to_contain_text(" numbers for")
    settle(page)
    hit = page.get_by_role("link", name="about 70,000 deaths")
    expect(page.locator(".cf-hits mark").first).to_have_text("70,000")
    hit.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{app.address}/claims?claim=breier2023-synthetic-2021")


def test_leaving_the_box_leads_nowhere_and_keeps_the_words(page: Page, app: App) -> None:
    page.goto(f"{app.address}/method")
    settle(page)
    box(page).fill("poppy")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.wait_for_timeout(6_000)  # a look at the files comes in between
    expect(page).to_have_url(f"{app.address}/method")
    expect(box(page)).to_have_value("poppy")
    page.get_by_role("button", name="Search", exact=True).click()
    expect(page).to_have_url(f"{app.address}/search?q=poppy", timeout=30_000)


def test_back_and_forward_walk_through_searches_and_the_box_follows(page: Page, app: App) -> None:
    page.goto(f"{app.address}/search?q=poppy")
    settle(page)
    expect(box(page)).to_have_value("poppy")
    box(page).fill("heroin")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{app.address}/search?q=heroin", timeout=30_000)
    expect(page.get_by_role("status")).to_contain_text("heroin")
    page.go_back()
    expect(page.get_by_role("status")).to_contain_text("poppy")
    expect(box(page)).to_have_value("poppy")
    page.go_forward()
    expect(page.get_by_role("status")).to_contain_text("heroin")
    page.get_by_role("link", name="Method").click()
    expect(page.get_by_role("heading", name="Method")).to_be_visible()
    expect(box(page)).to_have_value("")


def test_a_kind_by_itself_has_an_address(page: Page, app: App) -> None:
    page.goto(f"{app.address}/search?q=mexico")
    settle(page)
    page.get_by_role("button", name="numbers").click()
    expect(page).to_have_url(f"{app.address}/search?q=mexico&kind=claim")
    page.get_by_role("button", name="Further hits").click()
    expect(page).to_have_url(f"{app.address}/search?q=mexico&kind=claim&part=2")
    expect(page.get_by_text("Numbers 51–100 of")).to_be_visible()
    settle(page)
    box(page).fill("poppy")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{app.address}/search?q=poppy", timeout=30_000)


@pytest.mark.parametrize("words", [HOSTILE[0], *under_stress(*HOSTILE[1:])])
def test_hostile_words_are_inert(page: Page, app: App, words: str) -> None:
    page.goto(f"{app.address}/search?q={quote(words)}")
    settle(page)
    expect(page.get_by_text("Nothing was found for")).to_be_visible()
    for inert in ("img[src=x]", ".katex", "a[href^=javascript]", "script:not([src])"):
        assert page.locator(f".stMain {inert}").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0


@pytest.mark.parametrize(
    ("width", "least"), [(390, 150), pytest.param(1440, 120, marks=pytest.mark.stress)]
)
def test_the_box_stands_at_the_end_and_has_its_place_from_the_start(
    page: Page, app: App, width: int, least: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{app.address}/method")
    form = page.locator(".st-key-navigation .stForm")
    form.wait_for(timeout=30_000)
    early = form.bounding_box()
    settle(page)
    page.wait_for_function(STYLED)  # which the browser gets last of all
    late, inner = form.bounding_box(), box(page).bounding_box()
    navigation = page.locator(".st-key-navigation").bounding_box()
    assert late and early and inner and navigation
    assert early["height"] == late["height"]
    assert inner["width"] >= least
    assert abs(late["x"] + late["width"] - navigation["x"] - navigation["width"]) <= 8
