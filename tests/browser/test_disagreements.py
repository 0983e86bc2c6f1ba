"""Disagreements in a browser: from the list to a pair and back, on any screen."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import App, settle

pytestmark = pytest.mark.browser
POPPY = "/disagreements?claim=felbabbrown2020-poppy-us-2017"


@pytest.mark.parametrize("width", [390, pytest.param(1440, marks=pytest.mark.stress)])
def test_a_reader_walks_from_the_list_to_the_gap_and_back(page: Page, app: App, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{app.address}/disagreements")
    table = page.locator(".cf-apart")
    expect(table).to_contain_text("20,300 hectares", timeout=30_000)
    own = table.locator("tr", has_text="20,300 hectares").first
    own.get_by_role("link", name="Opium poppy cultivation").first.click()
    expect(page.locator(".js-plotly-plot").first).to_contain_text("41,800", timeout=30_000)
    expect(page.locator(".cf-pairs")).to_contain_text("Season or fiscal year")
    page.get_by_role("button", name="All disagreements").click()
    expect(page).to_have_url(f"{app.address}/disagreements")
    expect(table).to_contain_text("20,300 hectares")


def test_a_choice_is_in_the_address(page: Page, app: App) -> None:
    page.goto(f"{app.address}/disagreements")
    settle(page)
    page.get_by_role("combobox", name="Show").click()
    page.get_by_role("option", name="Both can be true").click()
    expect(page).to_have_url(f"{app.address}/disagreements?agree=yes")
    expect(page.locator(".cf-apart")).not_to_contain_text("20,300 hectares")


@pytest.mark.stress
@pytest.mark.parametrize("path", ["/disagreements", POPPY])
def test_nothing_is_cut_off(page: Page, app: App, path: str) -> None:
    page.goto(app.address + path)
    settle(page)
    for width in (1440, 390):
        page.set_viewport_size({"width": width, "height": 900})
        settle(page)
        assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
