"""The browser sets texts as wide as the layout of the figures reckons, or a little narrower."""

from __future__ import annotations

import base64

import pytest
from playwright.sync_api import Page

from charts.style.fonts import font_bytes, text_width

SET = """async ([bytes, text, size, weight]) => {
  const face = new FontFace("bundled", `url(data:font/woff2;base64,${bytes})`, {weight: "100 900"});
  document.fonts.add(await face.load());
  document.body.innerHTML = `<svg><text style="font: ${weight} ${size}px bundled"></text></svg>`;
  document.querySelector("text").textContent = text;
  return document.querySelector("text").getComputedTextLength();
}"""


@pytest.mark.browser
@pytest.mark.parametrize(("size", "weight"), [(11, 400), (13, 600), (20, 600), (40, 700)])
def test_no_text_is_wider_than_it_was_measured(page: Page, size: int, weight: int) -> None:
    font = base64.b64encode(font_bytes()).decode()
    for text in (
        "Source: Berg 2020 ¶1–26, citing Lund 2019; about 28,000 passengers.",
        "– – Port office, ferries to Tallinn (official record)",
        "AVATAR, WAVY, 0123456789",
    ):
        measured = text_width(text, size, weight)
        assert 0.9 * measured < page.evaluate(SET, [font, text, size, weight]) <= measured
