"""The theme of pages in a house style, so that charts stand on the same ground."""

from __future__ import annotations

from streamlit import config

from charts.style.house_style import OURS, HouseStyle
from charts.style.theme import Palette


def set_theme(style: HouseStyle) -> None:
    """Give pages the colours and the font of a style; ours are in `.streamlit/config.toml`."""
    if style is OURS:
        return
    config.set_option("theme.font", style.light.typeface.stack)
    for palette in (style.light, style.dark):
        for name, colour in theme_colours(palette).items():
            config.set_option(f"theme.{palette.name}.{name}", colour)


def theme_colours(palette: Palette) -> dict[str, str]:
    """Return Streamlit's settings of a theme with a palette's colours."""
    return {
        "primaryColor": palette.accent,
        "backgroundColor": palette.paper,
        "secondaryBackgroundColor": palette.surface,
        "textColor": palette.ink,
        "codeTextColor": palette.ink,
        "linkColor": palette.accent,
        "borderColor": palette.rule,
    }
