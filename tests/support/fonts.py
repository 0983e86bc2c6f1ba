"""Real widths of texts in the bundled font."""

from __future__ import annotations

from functools import cache

from PIL import ImageFont

from charts.style.fonts import FONT_FILE


@cache
def _font(weight: int) -> ImageFont.FreeTypeFont:
    found = ImageFont.truetype(str(FONT_FILE), 100)
    found.set_variation_by_axes([weight])
    return found


@cache
def in_font(text: str, size: int, weight: int) -> float:
    """Return how many pixels wide a text is, in the sense of `charts.layout.overlaps.Measure`."""
    return float(_font(weight).getlength(text)) * size / 100
