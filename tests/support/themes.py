"""The palettes and sizes of the pages by name, for tests that look at each."""

from __future__ import annotations

from charts.style.theme import DARK, LIGHT, NARROW, WIDE

PALETTES = {palette.name: palette for palette in (LIGHT, DARK)}
SIZES = {size.name: size for size in (WIDE, NARROW)}


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG 2 defines it."""

    def luminance(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)
