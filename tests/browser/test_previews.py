"""The tab's title, the tags of a pasted link, and the pictures that they name, from a real app."""

from __future__ import annotations

import os
import re
import signal
import struct
import urllib.request
from html import unescape

import plotly.graph_objects as go
import pytest
from playwright.sync_api import Page, expect

from charts.export.browser import PictureError, Pictures, _kill, picture
from tests.support.browser import App

pytestmark = pytest.mark.browser
PNG = b"\x89PNG\r\n\x1a\n"


def fetched(address: str) -> bytes:
    with urllib.request.urlopen(address, timeout=40) as response:  # noqa: S310  our own http address
        return bytes(response.read())


def size_of(png: bytes) -> tuple[int, int]:
    assert png.startswith(PNG)
    return struct.unpack(">II", png[16:24])


def test_a_pasted_link_leads_to_a_picture_of_its_view(app_under_path: App) -> None:
    title = "<title>Homicides, Mexico – Trends – Cited Figures</title>"
    for _ in range(10):  # a busy machine serves a page without its name until that is worked out
        page = fetched(f"{app_under_path.address}/trends?indicator=homicides").decode()
        if title in page:
            break
    assert title in page
    found = re.search(r'property="og:image" content="([^"]+)"', page)
    assert found
    address = unescape(found[1])
    assert address.startswith(f"{app_under_path.address}/preview.png?")
    assert size_of(fetched(address)) == (1200, 630)


def test_the_tab_names_the_view_and_follows_it(page: Page, app: App) -> None:
    page.goto(f"{app.address}/claims?claim=felbabbrown2020-poppy-us-2017")
    title = "44,100 hectares, estimated: Opium poppy cultivation, Mexico, 2017 – Cited Figures"
    expect(page.locator(".cf-record").first).to_be_visible(timeout=30_000)
    expect(page).to_have_title(title)
    page.get_by_role("link", name="Method").click()
    expect(page).to_have_title("Method – Cited Figures", timeout=30_000)


def test_after_its_browser_was_killed_the_next_picture_arrives() -> None:
    pictures, figure = Pictures(), go.Figure(layout={"width": 600})
    try:
        assert size_of(picture(figure, "png", 300, 200, 40, pictures=pictures)) == (300, 200)
        _kill(pictures._drawing)
        assert size_of(picture(figure, "png", 300, 200, 40, pictures=pictures)) == (300, 200)
        assert picture(figure, "svg", 300, 200, 40, pictures=pictures).startswith(b"<svg")
        assert picture(figure, "pdf", 300, 200, 40, pictures=pictures).startswith(b"%PDF")
    finally:
        pictures.close()


@pytest.mark.stress
def test_a_browser_that_stops_while_it_draws_is_ended_and_the_next_picture_arrives() -> None:
    pictures, figure = Pictures(), go.Figure(layout={"width": 600})
    try:
        picture(figure, "png", 300, 200, 40, pictures=pictures)
        process = getattr(pictures._drawing, "subprocess").pid  # noqa: B009  Kaleido's own
        os.killpg(process, signal.SIGSTOP)
        with pytest.raises(PictureError, match="not ready within 3 seconds"):
            picture(figure, "png", 300, 200, 3, pictures=pictures)
        with pytest.raises(ProcessLookupError):
            os.killpg(process, 0)
        assert size_of(picture(figure, "png", 300, 200, 40, pictures=pictures)) == (300, 200)
    finally:
        pictures.close()
