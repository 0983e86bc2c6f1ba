"""The look of every figure: palettes for light and dark, sizes, and the Plotly template."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

FONT = '"Source Sans", "Source Sans 3", Helvetica, Arial, sans-serif'


@dataclass(frozen=True)
class Palette:
    """Colours of one theme, as hexadecimal: plotly draws a colour that it cannot read in blue.

    `series` are told apart by people with any colour vision, and have a contrast of at least
    4.5 to `paper`, as labels are written in them. `record` is the official record's, which
    stands behind them.
    """

    name: str
    paper: str
    ink: str
    quiet: str
    grid: str
    record: str
    series: tuple[str, ...]


LIGHT = Palette(
    "light",
    "#ffffff",
    "#1b2733",
    "#566370",
    "#e4e9ed",
    "#8a97a3",
    ("#0b6a94", "#b8490a", "#47752f", "#7d52a0", "#8a6100", "#b23a72", "#4d5a66"),
)
DARK = Palette(
    "dark",
    "#11181f",
    "#e8edf1",
    "#a3b0bb",
    "#2a353f",
    "#74838f",
    ("#5cb8e8", "#f4995a", "#93cc7c", "#c8a6ea", "#e2bb52", "#f291bb", "#b3bec8"),
)
PALETTES = {palette.name: palette for palette in (LIGHT, DARK)}


@dataclass(frozen=True)
class Size:
    """A width in pixels that a figure is laid out for, and the height of its plotting area."""

    name: str
    width: int
    plot_height: int
    labels_beside: bool
    title_size: int = 20
    text_size: int = 13
    note_size: int = 11

    def fits(self, font_size: int, margin: int = 0) -> int:
        """Return about how many characters of a font size stand in a line."""
        return max(20, int((self.width - margin) / (font_size * 0.53)))


WIDE = Size("wide", 920, 360, labels_beside=True)
NARROW = Size("narrow", 356, 300, labels_beside=False, title_size=17, text_size=12, note_size=10)
SIZES = {size.name: size for size in (WIDE, NARROW)}


def template(palette: Palette, size: Size) -> Any:
    """Return the Plotly template: quiet axes, no legend, texts where the builder puts them."""
    axis = {
        "gridcolor": palette.grid,
        "zeroline": False,
        "fixedrange": True,
        "tickfont": {"size": size.text_size, "color": palette.quiet},
        "title": {"text": ""},
    }
    return go.layout.Template(
        layout={
            "font": {"family": FONT, "size": size.text_size, "color": palette.ink},
            "paper_bgcolor": palette.paper,
            "plot_bgcolor": palette.paper,
            "showlegend": False,
            "separators": ".,",
            "xaxis": {
                **axis,
                "showgrid": False,
                "showline": True,
                "linecolor": palette.quiet,
                "ticks": "outside",
                "tickcolor": palette.quiet,
            },
            "yaxis": axis,
            "hovermode": "closest",
            "dragmode": False,
            "hoverlabel": {
                "align": "left",
                "bgcolor": palette.paper,
                "bordercolor": palette.quiet,
                "font": {"family": FONT, "size": size.text_size, "color": palette.ink},
            },
        }
    )
