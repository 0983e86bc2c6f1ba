"""Pasted addresses, Back and Forward, leaving a page and coming back, also under a base path."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import TURN_TO, App, choose, open_trends, settle

pytestmark = pytest.mark.browser
LINES = (Path(__file__).parent / "addresses.txt").read_text(encoding="utf-8").splitlines()
ADDRESSES = [tuple(line.split("\t")) for line in LINES if not line.startswith("#")]


def first_of_each_page() -> list[tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for path, text in ADDRESSES:
        found.setdefault(path.split("?")[0], (path, text))
    return list(found.values())


@pytest.mark.stress
def test_an_address_of_each_page_is_pasted_into_a_new_window(page: Page, app: App) -> None:
    assert len(first_of_each_page()) >= 9
    for path, text in first_of_each_page():
        page.goto(app.address + path)
        expect(page.locator("body")).to_contain_text(text, timeout=30_000)
        assert page.url.endswith(path), path


@pytest.mark.parametrize(
    "addresses", [first_of_each_page(), pytest.param(ADDRESSES, marks=pytest.mark.stress)]
)
def test_addresses_that_were_given_out_still_show_their_text(
    page: Page, app: App, addresses: list[tuple[str, ...]]
) -> None:
    """Walk through them as Back and Forward do, in one window: loading each takes far longer."""
    assert len(addresses) >= 9
    page.goto(app.address + "/method")
    expect(page.get_by_role("heading", name="What a series is")).to_be_visible(timeout=30_000)
    for path, text in addresses:
        page.evaluate(TURN_TO, path)
        expect(page.locator("body")).to_contain_text(text, timeout=30_000)
        settle(page)  # a page that still runs would write its address over the next one's
        assert page.url.endswith(path), path


def test_back_and_forward_walk_through_what_was_shown(page: Page, app: App) -> None:
    open_trends(page, app)
    chart = page.locator(".js-plotly-plot").first
    steps = [
        "Homicides (Violence and criminal groups)",
        "Potential heroin production (Heroin and fentanyl: production and origin)",
    ]
    shown = [
        "Opium poppy cultivation, Mexico",
        "Homicides, Mexico",
        "Potential heroin production, Mexico",
    ]
    for step, title in zip(steps, shown[1:], strict=True):
        choose(page, step)
        expect(chart).to_contain_text(title)
    for title in reversed(shown[:2]):
        page.go_back()
        expect(chart).to_contain_text(title)
    for title in shown[1:]:
        page.go_forward()
        expect(chart).to_contain_text(title)


def test_a_page_that_was_left_keeps_its_view(page: Page, app: App) -> None:
    open_trends(page, app, "?indicator=homicides")
    page.get_by_role("link", name="Compare").click()
    expect(page.get_by_role("heading", name="Compare")).to_be_visible()
    page.get_by_role("link", name="Trends").click()
    expect(page.locator(".js-plotly-plot").first).to_contain_text("Homicides, Mexico")
    expect(page).to_have_url(f"{app.address}/trends?indicator=homicides")


def test_an_unknown_page_gets_a_sentence_and_a_search_box(page: Page, app: App) -> None:
    page.goto(f"{app.address}/no-such-page")
    expect(page.get_by_text("does not seem to exist")).to_be_visible(timeout=30_000)
    expect(page.get_by_label("Search everything")).to_be_visible()


def test_a_search_on_the_first_page_leads_to_what_holds_its_words(page: Page, app: App) -> None:
    page.goto(app.address)
    settle(page)
    page.get_by_label("Search everything").fill("poppy unodc")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{app.address}/search?q=poppy+unodc", timeout=30_000)
    expect(page.locator(".cf-hits").first).to_contain_text("poppy")


@pytest.mark.stress
def test_each_question_of_the_first_page_leads_to_a_view(page: Page, app: App) -> None:
    page.goto(app.address)
    links = page.locator(".cf-ways a")
    expect(links.first).to_be_visible(timeout=30_000)
    for href in [link.get_attribute("href") for link in links.all()]:
        page.goto(app.address + str(href))
        expect(page.locator(".js-plotly-plot, .cf-table").first).to_be_visible(timeout=30_000)
        expect(page.get_by_text("The address has")).to_have_count(0)


def test_links_and_addresses_work_under_a_base_path(page: Page, app_under_path: App) -> None:
    base = app_under_path.address
    page.goto(f"{base}/trends?indicator=overdose_deaths")
    link = page.locator(".cf-table a[href*=breier2023-overdose-deaths-2021]").first
    expect(link).to_be_visible(timeout=30_000)
    link.click()
    expect(page).to_have_url(f"{base}/claims?claim=breier2023-overdose-deaths-2021")
    expect(page.locator(".cf-record").first).to_be_visible(timeout=30_000)
    page.get_by_role("link", name="Sources").click()
    expect(page).to_have_url(f"{base}/sources")
    for path, text in ADDRESSES[:4]:
        page.goto(base + path)
        expect(page.locator("body")).to_contain_text(text, timeout=30_000)
