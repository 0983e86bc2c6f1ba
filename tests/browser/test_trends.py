"""What a reader sees and does on Trends, in a real browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import App

pytestmark = pytest.mark.browser
CHART = ".js-plotly-plot .main-svg"


def open_trends(page: Page, app: App, query: str = "") -> None:
    page.goto(f"{app.address}/trends{query}")
    expect(page.locator(CHART).first).to_be_visible(timeout=30_000)


def choose(page: Page, indicator: str) -> None:
    box = page.get_by_role("combobox").first
    box.click()
    box.fill(indicator)
    page.get_by_role("option", name=indicator, exact=True).first.click()


def test_the_page_opens_with_a_chart_that_names_its_sources(page: Page, app: App) -> None:
    open_trends(page, app)
    chart = page.locator(".js-plotly-plot").first
    expect(chart).to_contain_text("Opium poppy cultivation, Mexico")
    expect(chart).to_contain_text("Hectares")
    expect(chart).to_contain_text("Source: Felbab-Brown 2020a ¶58–60")
    expect(chart).to_contain_text("CC BY 4.0")


def test_a_mark_tells_value_period_words_and_paragraph(page: Page, app: App) -> None:
    open_trends(page, app, "?indicator=poppy_area&record=no")
    point = page.locator(".js-plotly-plot .scatterlayer .trace .points path").first
    box = point.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    hover = page.locator(".js-plotly-plot .hoverlayer")
    expect(hover).to_contain_text("hectares")
    expect(hover).to_contain_text("estimated")
    expect(hover).to_contain_text("¶60")


def test_another_indicator_draws_another_chart(page: Page, app: App) -> None:
    open_trends(page, app)
    choose(page, "Overdose deaths: Drug overdose deaths")
    chart = page.locator(".js-plotly-plot").first
    expect(chart).to_contain_text("Drug overdose deaths, United States")
    expect(chart).to_contain_text("more than")
    expect(chart).to_contain_text("Breier 2023 ¶2")
    expect(page).to_have_url(f"{app.address}/trends?indicator=overdose_deaths")


def test_an_indicator_without_a_period_says_so_instead_of_a_chart(page: Page, app: App) -> None:
    page.goto(f"{app.address}/trends?indicator=border_length")
    expect(page.get_by_text("gives no period")).to_be_visible(timeout=30_000)
    expect(page.locator(CHART)).to_have_count(0)


def test_arrow_keys_change_years_chart_address_and_what_is_left_out(page: Page, app: App) -> None:
    open_trends(page, app, "?indicator=fentanyl_seized")
    page.get_by_role("slider").last.focus()
    for _ in range(2025 - 2015):
        page.keyboard.press("ArrowLeft")
    expect(page).to_have_url(f"{app.address}/trends?indicator=fentanyl_seized&to=2015")
    expect(page.get_by_text("the filters leave it out").first).to_be_visible()


def test_zooming_and_toggling_are_off(page: Page, app: App) -> None:
    open_trends(page, app)
    expect(page.locator(".modebar-btn")).to_have_count(0)
    expect(page.locator(".js-plotly-plot .legend")).to_have_count(0)
    fixed = "({xaxis, yaxis}) => [xaxis.fixedrange, yaxis.fixedrange]"
    layout = "document.querySelector('.js-plotly-plot')._fullLayout"
    assert page.evaluate(f"({fixed})({layout})") == [True, True]


def test_a_phone_gets_labels_above_the_plot(page: Page, app: App) -> None:
    page.set_viewport_size({"width": 390, "height": 900})
    open_trends(page, app)
    expect(page.locator(".js-plotly-plot").first).to_contain_text("■ ONDCP", timeout=15_000)
