"""What a reader sees and does on Trends, in a real browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
CHART = ".js-plotly-plot .main-svg"


def open_trends(page: Page, server: str) -> None:
    page.goto(server)
    expect(page.locator(CHART).first).to_be_visible(timeout=30_000)


def choose(page: Page, indicator: str) -> None:
    box = page.get_by_role("combobox").first
    box.click()
    box.fill(indicator)
    page.get_by_role("option", name=indicator).first.click()


def test_the_page_opens_with_a_chart_that_names_its_sources(page: Page, server: str) -> None:
    open_trends(page, server)
    chart = page.locator(".js-plotly-plot").first
    expect(chart).to_contain_text("Opium poppy cultivation, Mexico")
    expect(chart).to_contain_text("Hectares")
    expect(chart).to_contain_text("Source: Felbab-Brown 2020 ¶58–60")
    expect(chart).to_contain_text("CC BY 4.0")


def test_a_mark_tells_value_period_words_and_paragraph(page: Page, server: str) -> None:
    open_trends(page, server)
    point = page.locator(".js-plotly-plot .scatterlayer .trace .points path").first
    box = point.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    hover = page.locator(".js-plotly-plot .hoverlayer")
    expect(hover).to_contain_text("hectares")
    expect(hover).to_contain_text("estimated")
    expect(hover).to_contain_text("¶60")


def test_another_indicator_draws_another_chart(page: Page, server: str) -> None:
    open_trends(page, server)
    choose(page, "Overdose deaths: Drug overdose deaths")
    chart = page.locator(".js-plotly-plot").first
    expect(chart).to_contain_text("Drug overdose deaths, United States")
    expect(chart).to_contain_text("more than")
    expect(chart).to_contain_text("Breier 2023 ¶2")


def test_an_indicator_without_a_period_says_so_instead_of_a_chart(page: Page, server: str) -> None:
    open_trends(page, server)
    choose(page, "Border and inspection: Length of the border")
    expect(page.get_by_text("gives no period")).to_be_visible()
    expect(page.locator(CHART)).to_have_count(0)


@pytest.mark.parametrize("width", [390, 1440])
def test_nothing_scrolls_sideways(page: Page, server: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    open_trends(page, server)
    page.wait_for_timeout(1500)
    over = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert over <= 0


def test_a_phone_gets_labels_above_the_plot(page: Page, server: str) -> None:
    page.set_viewport_size({"width": 390, "height": 900})
    open_trends(page, server)
    expect(page.locator(".js-plotly-plot").first).to_contain_text("■ ONDCP", timeout=15_000)
