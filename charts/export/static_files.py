"""Programs and styles that browsers run, as they stand in `static/`."""

from __future__ import annotations

from functools import cache

from charts.style.fonts import FONT_FILE


@cache
def static_text(name: str) -> str:
    """Return a file of `static/`, read once."""
    return (FONT_FILE.parent / name).read_text(encoding="utf-8")
