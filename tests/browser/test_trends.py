"""What a reader sees and does on Trends, in a real browser."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import CHART, App, choose, open_trends, settle

pytestmark = pytest.mark.browser
AT_THEIR_LINES = """() => {
  const middle = element => {
    const box = element.getBoundingClientRect();
    return box.left + box.width / 2;
  };
  const lines = [...document.querySelectorAll(".shapelayer path[style*=dasharray]")].map(middle);
  const names = [...document.querySelectorAll(".annotation")].filter(
    name => /^(10|11)$/.test(name.textContent.trim()));  // each alone above its line
  return names.length === 2
    && names.every(name => lines.some(line => Math.abs(line - middle(name)) < 2));
}"""

MARKS = """document.querySelector(".js-plotly-plot").data.flatMap(
  trace => trace.customdata || []).length"""


def test_the_page_opens_with_a_chart_that_names_its_sources_and_does_not_zoom(
    page: Page, app: App
) -> None:
    open_trends(page, app)
    chart = page.locator(".js-plotly-plot").first
    expect(chart).to_contain_text("Opium poppy cultivation, Mexico")
    expect(chart).to_contain_text("Unit: hectares")
    expect(chart).to_contain_text("Source: Felbab-Brown 2020a ¶58–60")
    expect(chart).to_contain_text("CC BY 4.0")
    expect(page.locator(".modebar-btn")).to_have_count(0)
    expect(page.locator(".js-plotly-plot .legend")).to_have_count(0)
    layout = "document.querySelector('.js-plotly-plot')._fullLayout"
    assert page.evaluate(f"[{layout}.xaxis.fixedrange, {layout}.yaxis.fixedrange]") == [True, True]


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
    choose(page, "Drug overdose deaths (Overdose deaths)")
    chart = page.locator(".js-plotly-plot").first
    expect(chart).to_contain_text("Drug overdose deaths")
    expect(chart).to_contain_text("more than")
    expect(chart).to_contain_text("Breier 2023 ¶2")
    expect(page).to_have_url(f"{app.address}/trends?indicator=overdose_deaths")


def test_a_single_number_stands_in_large_instead_of_a_chart(page: Page, app: App) -> None:
    page.goto(f"{app.address}/trends?indicator=border_length")
    number = page.get_by_role("link", name="2,000 miles").first
    expect(number).to_be_visible(timeout=30_000)
    box = number.bounding_box()
    assert box and box["height"] > 40
    expect(page.locator(CHART)).to_have_count(0)


def test_filters_change_chart_address_and_what_is_left_out(page: Page, app: App) -> None:
    open_trends(page, app, "?indicator=fentanyl_seized")
    page.get_by_role("button", name="Filters").click()
    page.get_by_role("combobox", name="Wording").click()
    page.get_by_role("option", name="less than").click()
    expect(page).to_have_url(f"{app.address}/trends?indicator=fentanyl_seized&hedge=less_than")
    settle(page)
    page.get_by_text("what is not shown").click()
    expect(page.get_by_text("the filters hide it").first).to_be_visible()


@pytest.mark.stress
def test_arrow_keys_move_the_years_and_the_address_follows(page: Page, app: App) -> None:
    open_trends(page, app, "?indicator=homicides")
    sliders = page.get_by_role("slider")
    expect(sliders).to_have_count(2)
    first, last, shown = sliders.first, sliders.last, page.evaluate(MARKS)
    begin, end = (int(one.input_value()) for one in (first, last))
    first.focus()
    page.keyboard.press("ArrowRight")
    address = f"{app.address}/trends?indicator=homicides&from={begin + 1}"
    expect(page).to_have_url(address)
    last.focus()
    page.keyboard.press("ArrowLeft")
    expect(page).to_have_url(f"{address}&to={end - 1}")
    page.wait_for_function(f"() => {MARKS} < {shown}", timeout=20_000)


def test_no_arrow_key_is_lost_and_slider_chart_and_address_agree(page: Page, app: App) -> None:
    open_trends(page, app, "?indicator=homicides")
    first = page.get_by_role("slider").first
    begin = int(first.input_value())
    first.focus()
    for _ in range(8):
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(150)  # so that the page is drawn between two of them
    expect(page).to_have_url(f"{app.address}/trends?indicator=homicides&from={begin + 8}")
    settle(page)
    expect(page).to_have_url(f"{app.address}/trends?indicator=homicides&from={begin + 8}")
    expect(first).to_have_value(str(begin + 8))
    shown = page.evaluate("document.querySelector('.js-plotly-plot')._fullLayout.xaxis.range[0]")
    assert begin + 6 < shown < begin + 9


def test_a_mark_that_is_clicked_opens_its_claim_and_back_leads_to_the_chart(
    page: Page, app: App
) -> None:
    open_trends(page, app, "?indicator=poppy_area&record=no")
    point = page.locator(".js-plotly-plot .scatterlayer .trace .points path").first
    box = point.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page).to_have_url(re.compile(r"/claims\?claim=felbabbrown2020-poppy-"), timeout=30_000)
    expect(page.locator(".cf-chain")).to_be_visible(timeout=30_000)
    page.go_back()
    expect(page.locator(".js-plotly-plot").first).to_contain_text("Opium poppy", timeout=30_000)


def test_names_of_events_stand_at_their_lines_however_wide_the_figure_is(
    page: Page, app: App
) -> None:
    open_trends(page, app, "?indicator=fentanyl_seized&events=yes")
    for width in (1440, 1000):
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_function(AT_THEIR_LINES, timeout=10_000)


def test_a_chart_is_read_by_pointer_and_keys_and_a_name_lifts_its_series(
    page: Page, app: App
) -> None:
    open_trends(page, app, "?indicator=homicides")
    reader, values = page.locator(".cf-reader"), page.locator(".cf-values")
    drag = page.locator(".js-plotly-plot .nsewdrag").first.bounding_box()
    assert drag is not None
    page.mouse.move(drag["x"] + 60, drag["y"] + 20)
    page.mouse.move(drag["x"] + 2, drag["y"] + 20)
    expect(values).to_contain_text("1990")
    expect(values).to_contain_text("14,493 homicides")
    reader.focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".cf-said")).to_contain_text("1991: ")
    expect(page.locator(".cf-said")).to_contain_text("15,128 homicides")
    page.keyboard.press("Escape")
    expect(values).to_be_hidden()
    page.locator("g.annotation", has_text="– – SESNSP: ").hover()
    expect(page.locator(".scatterlayer .cf-faded").first).to_be_attached()
    page.mouse.move(2, 2)
    expect(page.locator(".cf-faded")).to_have_count(0)


def test_a_phone_gets_labels_above_the_plot(page: Page, app: App) -> None:
    page.set_viewport_size({"width": 390, "height": 900})
    open_trends(page, app)
    expect(page.locator(".js-plotly-plot").first).to_contain_text("■ ONDCP", timeout=15_000)


def test_a_state_of_a_map_that_is_clicked_opens_its_figure(page: Page, app: App) -> None:
    """The page fails where another machine is asked, as for a map of Plotly's own."""
    open_trends(page, app, "?indicator=overdose_death_rate&map=2017")
    states = page.locator(".js-plotly-plot .choroplethlayer path")
    expect(states).to_have_count(51)
    box = page.locator(".js-plotly-plot .choroplethlayer").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] * 0.45, box["y"] + box["height"] * 0.56)  # Kansas
    expect(page).to_have_url(
        re.compile(r"/claims\?claim=nchs-overdose-rate-state-us-"), timeout=30_000
    )
