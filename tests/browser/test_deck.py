"""The deck in a browser: collected over page loads, ordered, saved, sent as a link."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pptx import Presentation

from charts.export.formats import read_provenance
from tests.support.browser import App, settle

pytestmark = pytest.mark.browser
TWO = "/deck?view=trends%3Findicator%3Dpoppy_area&view=compare%3Fcomparison%3Dgun_us_shares"
TURNED = "/deck?view=compare%3Fcomparison%3Dgun_us_shares&view=trends%3Findicator%3Dpoppy_area"


def test_a_deck_outlives_a_page_that_is_loaded_anew(page: Page, app: App) -> None:
    for path in ("/trends?indicator=poppy_area", "/compare?comparison=gun_us_shares"):
        page.goto(app.address + path)
        page.get_by_role("button", name="Add to deck").click(timeout=30_000)
        expect(page.get_by_role("button", name="In the deck")).to_be_visible(timeout=30_000)
        settle(page)  # the tab has kept it
    page.get_by_role("link", name="Deck").click()
    expect(page).to_have_url(app.address + TWO, timeout=30_000)
    page.get_by_role("button", name="Down").first.click()
    expect(page).to_have_url(app.address + TURNED, timeout=30_000)


def test_a_deck_is_saved_as_powerpoint_and_as_pdf(page: Page, app: App, tmp_path: Path) -> None:
    page.goto(app.address + TWO)
    settle(page)
    page.get_by_label("Title of the slide").first.fill("Who grows it?")
    page.keyboard.press("Tab")
    expect(page).to_have_url(re.compile("poppy_area%23Who\\+grows\\+it%3F"), timeout=30_000)
    expect(page.locator("code")).to_contain_text("Who+grows+it", timeout=30_000)
    settle(page)  # the buttons know the new title
    for button, form in (("PowerPoint", "pptx"), ("PDF", "pdf")):
        with page.expect_download(timeout=90_000) as saving:
            page.get_by_role("button", name=button, exact=True).click()
        assert re.fullmatch(rf"deck-\d{{4}}-\d\d-\d\d\.{form}", saving.value.suggested_filename)
        saving.value.save_as(tmp_path / f"deck.{form}")
        assert "mann2023" not in read_provenance((tmp_path / f"deck.{form}").read_bytes()).documents
    slides = Presentation(io.BytesIO((tmp_path / "deck.pptx").read_bytes())).slides
    assert slides[1].shapes.title.text_frame.text == "Who grows it?"  # type: ignore[union-attr]


@pytest.mark.stress
@pytest.mark.parametrize("width", [390, 1440])
def test_a_deck_fits_the_screen(browser: Browser, app: App, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto(app.address + TWO)
    expect(page.get_by_label("Title of the slide").nth(1)).to_be_visible(timeout=30_000)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()
