"""The palettes and sizes of the pages by name, for tests that look at each."""

from __future__ import annotations

from charts.style.theme import DARK, LIGHT, NARROW, WIDE

PALETTES = {palette.name: palette for palette in (LIGHT, DARK)}
SIZES = {size.name: size for size in (WIDE, NARROW)}
