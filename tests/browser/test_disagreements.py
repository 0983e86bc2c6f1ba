"""Disagreements in a browser: from the list to a pair and back, on any screen, hostile texts."""

from __future__ import annotations

import shutil

import pytest
from playwright.sync_api import Page, expect

from loaders.dataset import DATASETS
from tests.browser.conftest import App
from tests.browser.test_pages import make_hostile, settle

pytestmark = pytest.mark.browser
POPPY = "/disagreements?claim=felbabbrown2020-poppy-us-2017"


@pytest.mark.parametrize("width", [390, 1440])
def test_a_reader_walks_from_the_list_to_the_gap_and_back(page: Page, app: App, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{app.address}/disagreements")
    table = page.locator(".cf-apart")
    expect(table).to_contain_text("13,800 hectares", timeout=30_000)
    table.get_by_role("link", name="Opium poppy cultivation").first.click()
    expect(page.locator(".js-plotly-plot").first).to_contain_text("41,800", timeout=30_000)
    expect(page.locator(".cf-pairs")).to_contain_text("Season or fiscal year")
    page.get_by_role("button", name="All disagreements").click()
    expect(page).to_have_url(f"{app.address}/disagreements")
    expect(table).to_contain_text("13,800 hectares")


def test_a_choice_is_in_the_address(page: Page, app: App) -> None:
    page.goto(f"{app.address}/disagreements")
    settle(page)
    page.get_by_role("combobox", name="Show").click()
    page.get_by_role("option", name="Some number fits both").click()
    expect(page).to_have_url(f"{app.address}/disagreements?agree=yes")
    expect(page.locator(".cf-apart")).not_to_contain_text("13,800 hectares")


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("path", ["/disagreements", POPPY])
def test_nothing_is_cut_off(page: Page, app: App, path: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(app.address + path)
    settle(page)
    over = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert over <= 0


def test_hostile_texts_are_inert(page: Page, app_under_path: App) -> None:
    make_hostile(app_under_path.datasets)
    try:
        for path in ("/disagreements", POPPY):
            page.goto(app_under_path.address + path)
            settle(page)
            for inert in ("img[src=x]", "svg[onload]", ".katex", "a[href^=javascript]"):
                assert page.locator(f".stMain {inert}").count() == 0, (path, inert)
            assert page.locator(".stMain a[href*='//a.example']").count() == 0, path
    finally:
        shutil.copytree(DATASETS, app_under_path.datasets, dirs_exist_ok=True)
