"""The bundled font's bytes, for files that stand alone."""

from __future__ import annotations

from functools import cache
from pathlib import Path

FONT_FILE = Path(__file__).parents[2] / "static" / "hanken-grotesk.woff2"


@cache
def font_bytes() -> bytes:
    """Return the font (WOFF2, all weights), read once."""
    return FONT_FILE.read_bytes()
