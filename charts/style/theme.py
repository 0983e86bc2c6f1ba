"""The look of every figure: palettes for light and dark, sizes, and the Plotly template."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import plotly.graph_objects as go

from charts.style import fonts
from charts.style.logo import Logo

PlotlyDict = dict[str, Any]
"""A layout, trace, shape or annotation in Plotly's own notation."""
FAMILY = "Hanken Grotesk"
"""The bundled font (static/README.md): its figures are all of one width."""
FONT = f'"{FAMILY}", Helvetica, Arial, sans-serif'
TYPE = {
    "note": 11,
    "small": 13,
    "table": 14,
    "body": 16,
    "head": 20,
    "section": 25,
    "title": 31,
}
"""The scale of type in pixels: a major third a step from 16 on, closer below."""
DISPLAY = (61, 49, 39, TYPE["title"])
"""The sizes of a number that stands in large, steps of the same scale."""
CLEAR = "rgba(0,0,0,0)"
SPACE = {"hair": 4, "tight": 8, "text": 16, "block": 24, "part": 40}
"""The scale of space in pixels."""


class Shade(NamedTuple):
    """A colour of a palette, the slot of a presentation's theme that it comes from ("" if none),
    and how much darker (below 0) or lighter than that it is.
    """

    colour: str
    slot: str = ""
    brightness: float = 0.0


@dataclass(frozen=True)
class Typeface:
    """A font: its name, its files by weight (none: the bundled one), how many times as wide it is
    as the bundled one, and the font of Word documents, whose readers may not have it.
    """

    family: str = FAMILY
    files: tuple[tuple[int, Path], ...] = ()
    wider: float = 1.0
    documents: str = "Arial"

    @property
    def stack(self) -> str:
        """Return the names of this font and of those that stand in for it, as CSS has them."""
        return f'"{self.family}", {FONT}' if self.files else FONT

    @property
    def weights(self) -> dict[str, str]:
        """Return the address of the file of each weight."""
        return {str(weight): path.resolve().as_uri() for weight, path in self.files}


BUNDLED = Typeface()


@dataclass(frozen=True)
class Palette:
    """Colours of one theme, as hexadecimal: plotly draws a colour that it cannot read in blue.

    `series` are at least 0.085 apart in OKLab to eyes with all cones and 0.015 to each of three
    kinds that lack one (`colour_vision.py`), where names at the lines must help; their contrast to
    `paper` is at least 4.5, as labels are written in them. `record` is the official record's, which
    stands behind them with a contrast of at least 3, `faded` that of series that are not in focus.
    `surface` is what controls stand on, `rule` the line around and between them. `classes` are
    those of a map, the lowest first and nearest to the paper: ColorBrewer's Blues, each darker or
    lighter than the one before. `shapes` are the dots of the series, each by Plotly's name and as a
    sign, where colours do not tell them apart. With `clear` no paper is painted: what the figure is
    laid on is seen through it.
    `shades` are those that a presenter's theme gives; without any, slides have a theme of these.
    A house style brings its `typeface`, a `logo` and a `footer` along.
    """

    name: str
    paper: str
    surface: str
    ink: str
    quiet: str
    grid: str
    rule: str
    record: str
    faded: str
    series: tuple[str, ...]
    classes: tuple[str, ...]
    shapes: tuple[tuple[str, str], ...] = ()
    clear: bool = False
    shades: tuple[Shade, ...] = ()
    typeface: Typeface = BUNDLED
    logo: Logo | None = None
    footer: str = ""

    def shape(self, colour: str) -> str:
        """Return the form of the dots of a colour; "" for round ones."""
        return self._shapes.get(colour, ("", ""))[0]

    def sign(self, colour: str) -> str:
        """Return the sign that stands for the dots of a colour; "" where all are round."""
        return self._shapes.get(colour, ("", ""))[1]

    @property
    def _shapes(self) -> dict[str, tuple[str, str]]:
        return dict(zip(self.series, self.shapes, strict=False))

    @property
    def is_dark(self) -> bool:
        """Tell whether words are light on dark ground."""
        return self.name == "dark"

    @property
    def backing(self) -> str:
        """Return what is painted under words and in hollow marks: the paper, where there is one."""
        return CLEAR if self.clear else self.paper

    @property
    def accent(self) -> str:
        """Return the colour of links, focus, what is chosen, and the first series."""
        return self.series[0]


LIGHT = Palette(
    name="light",
    paper="#ffffff",
    surface="#f3f6f8",
    ink="#1b2733",
    quiet="#566370",
    grid="#e4e9ed",
    rule="#cdd5db",
    record="#84919d",
    faded="#a9b4bd",
    series=("#0b6a94", "#b8490a", "#47752f", "#7d52a0", "#8a6100", "#b23a72", "#4d5a66"),
    classes=("#deebf7", "#c6dbef", "#9ecae1", "#6baed6", "#4292c6", "#2171b5", "#084594"),
)
DARK = Palette(
    name="dark",
    paper="#11181f",
    surface="#1b252e",
    ink="#e8edf1",
    quiet="#a3b0bb",
    grid="#2a353f",
    rule="#3b4955",
    record="#74838f",
    faded="#55636f",
    series=("#5cb8e8", "#f4995a", "#93cc7c", "#c8a6ea", "#e2bb52", "#f291bb", "#b3bec8"),
    classes=("#084594", "#2171b5", "#4292c6", "#6baed6", "#9ecae1", "#c6dbef", "#eff3ff"),
)
GREY = Palette(
    name="grey",
    paper="#ffffff",
    surface="#f4f4f4",
    ink="#1a1a1a",
    quiet="#595959",
    grid="#e6e6e6",
    rule="#cccccc",
    record="#919191",
    faded="#b3b3b3",
    series=("#000000", "#525252", "#262626", "#6b6b6b", "#3d3d3d", "#5e5e5e"),
    classes=("#f0f0f0", "#d9d9d9", "#bdbdbd", "#969696", "#737373", "#525252", "#252525"),
    shapes=(
        ("circle", "●"),
        ("square", "■"),
        ("triangle-up", "▲"),
        ("cross", "✚"),
        ("star", "★"),
        ("x", "✖"),
    ),
)
"""For print without colours: the forms of dots tell series apart, not their greys."""


class Font(NamedTuple):
    """A text's size in pixels, its colour and its weight."""

    size: int
    colour: str
    weight: int = 400


@dataclass(frozen=True)
class Room:
    """How a figure is fitted into a picture of a given size.

    `fill` are pixels of height that the plotting area gets beyond what it needs. `plain` leaves
    out the title and all notes but a line of sources, `dense` the small print of rows; `most_notes`
    is how many lines of notes there may be, `most_rows` how many rows: what is left out is counted
    in words. `foot` is a sentence at the notes' end, `code` the address that a QR code beside them
    leads to.
    """

    fill: int = 0
    plain: bool = False
    dense: bool = False
    most_notes: int | None = None
    most_rows: int | None = None
    foot: str = ""
    code: str = ""


AS_LONG_AS_IT_TAKES = Room()


@dataclass(frozen=True)
class Size:
    """A width in pixels that a figure is laid out for, and the height of its plotting area.

    `wider` is by how much a font may be wider than the bundled one, where that does not travel.
    """

    name: str
    width: int
    plot_height: int
    labels_beside: bool
    title_size: int = TYPE["head"]
    text_size: int = TYPE["small"]
    note_size: int = TYPE["note"]
    room: Room = AS_LONG_AS_IT_TAKES
    wider: float = 1.0

    def text_width(self, text: str, font_size: float, weight: int = 400) -> float:
        """Return the room that a text needs."""
        return self.wider * fonts.text_width(text, font_size, weight)

    def wrap(self, text: str, room: float, font_size: float, weight: int = 400) -> list[str]:
        """Return a text in lines that stand in a room."""
        return fonts.wrap(text, room / self.wider, font_size, weight)


WIDE = Size("wide", 920, 360, labels_beside=True)
NARROW = Size("narrow", 358, 300, labels_beside=False, title_size=TYPE["body"])


@cache
def template(palette: Palette, size: Size) -> go.layout.Template:
    """Return the Plotly template: quiet axes, no legend, texts where the builder puts them."""
    axis = {
        "gridcolor": palette.grid,
        "zeroline": False,
        "zerolinecolor": palette.quiet,
        "fixedrange": True,
        "tickfont": {"size": size.text_size, "color": palette.quiet},
        "title": {"text": ""},
    }
    stack = palette.typeface.stack
    return go.layout.Template(
        # marks on the edge of the plot are seen whole; only those tell something that say what
        data={"scatter": [{"cliponaxis": False, "hoverinfo": "skip"}]},
        layout={
            "font": {"family": stack, "size": size.text_size, "color": palette.ink},
            "paper_bgcolor": palette.backing,
            "plot_bgcolor": palette.backing,
            "showlegend": False,
            "separators": ".,",
            "xaxis": {
                **axis,
                "showgrid": False,
                "showline": True,
                "linecolor": palette.quiet,
                "ticks": "outside",
                "tickangle": 0,
                "tickcolor": palette.quiet,
                "minor": {"tickcolor": palette.quiet},
            },
            "yaxis": axis,
            "hovermode": "closest",
            "dragmode": False,
            "hoverlabel": {
                "align": "left",
                "bgcolor": palette.paper,
                "bordercolor": palette.quiet,
                "font": {"family": stack, "size": size.text_size, "color": palette.ink},
            },
        },
    )
