"""A restart, as of a deploy, costs no reader the view or the deck."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import free_port, running, settle

SERVER = ["streamlit", "run", "app.py"]


@pytest.mark.stress
def test_an_open_page_goes_on_after_a_restart_with_its_view_and_deck(
    page: Page, tmp_path: Path
) -> None:
    port = free_port()
    with running(tmp_path, SERVER, "", port=port) as app:
        page.goto(f"{app.address}/trends?indicator=homicides&scale=log")
        settle(page)
        page.get_by_role("button", name="Add to deck").click()
        settle(page)
        shown = page.url
        chart = page.locator(".js-plotly-plot").first.get_attribute("aria-label")
    with running(tmp_path, SERVER, "", port=port):
        settle(page)
        assert page.url == shown
        page.get_by_role("button", name="Filters").click()  # the session is a new one, and answers
        expect(page.get_by_label("Show the official record")).to_be_attached()
        assert page.locator(".js-plotly-plot").first.get_attribute("aria-label") == chart
        page.get_by_role("link", name="Deck").click()
        settle(page)
        expect(page.locator(".js-plotly-plot")).to_have_count(1)
