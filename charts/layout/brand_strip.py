"""A house style's logo and footer, in a strip of their own above or below a picture's chart, where
they can cover nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

import plotly.graph_objects as go

from charts.layout.figure_layout import EDGE, text_block
from charts.style.theme import TYPE, Font, Palette, PlotlyDict

GAP = 8
"""Pixels between a strip and the chart."""
LINE = round(TYPE["note"] * 1.45)


def strip_heights(palette: Palette) -> tuple[int, int]:
    """Return how high the strips above and below a chart are; 0 where there is none."""
    logo = palette.logo
    above = logo.height + GAP if logo and logo.is_on_top else 0
    low = logo.height if logo and not logo.is_on_top else 0
    below = max(low, LINE if palette.footer else 0)
    return above, below + GAP if below else 0


def branded(figure: go.Figure, palette: Palette, within: int | None = None) -> go.Figure:
    """Return a figure that is higher by its strips, in which logo and footer stand; or with them
    the edges that a page of texts leaves free, above as many pixels as `within` says.
    """
    above, below = strip_heights(palette)
    if not above + below:
        return figure
    margin, layout = figure.layout.margin, figure.layout
    grown = (above, below) if within is None else (0, 0)
    top, bottom = (margin.t or 0) + grown[0], (margin.b or 0) + grown[1]
    width, height = layout.width, layout.height + sum(grown)
    figure.update_layout(height=height, margin_t=top, margin_b=bottom)
    inner = (width - (margin.l or 0) - (margin.r or 0), height - top - bottom)
    corner = (margin.l or 0, top)
    floor = height - (within or 0)
    for picture in _logo(palette, (width, floor), corner, inner):
        figure.add_layout_image(picture)
    if palette.footer:
        font = Font(TYPE["note"], palette.quiet)
        block = text_block([palette.footer], floor - EDGE - LINE - top, EDGE - corner[0], font)
        if palette.logo and palette.logo.place == "bottom left":
            block |= {"x": 1, "xanchor": "right", "xshift": (margin.r or 0) - EDGE}
        figure.add_annotation(block)
    return figure


def strips_of(palette: Palette) -> dict[str, object]:
    """Return the same for a browser that draws the strips around a chart by itself: how high they
    are, the logo and the footer, in pixels from the edge.
    """
    (above, below), logo = strip_heights(palette), palette.logo
    drawn = logo and {
        "address": logo.uri,
        "width": logo.width,
        "height": logo.height,
        "top": logo.is_on_top,
        "left": logo.is_on_left,
    }
    footer: dict[str, object] = {"text": palette.footer, "size": TYPE["note"], "ink": palette.quiet}
    footer["right"] = logo is not None and logo.place == "bottom left"
    return {"above": above, "below": below, "edge": EDGE, "logo": drawn, "footer": footer}


def _logo(
    palette: Palette,
    outer: tuple[float, float],
    corner: tuple[float, float],
    inner: tuple[float, float],
) -> Iterator[PlotlyDict]:
    """Yield the logo, in parts of the plotting area as Plotly wants it."""
    logo = palette.logo
    if logo is None:
        return
    left = EDGE if logo.is_on_left else outer[0] - EDGE - logo.width
    top = EDGE if logo.is_on_top else outer[1] - EDGE - logo.height
    yield {
        "source": logo.uri,
        "xref": "paper",
        "yref": "paper",
        "x": (left - corner[0]) / inner[0],
        "y": 1 - (top - corner[1]) / inner[1],
        "sizex": logo.width / inner[0],
        "sizey": logo.height / inner[1],
        "xanchor": "left",
        "yanchor": "top",
        "sizing": "contain",
    }


def with_fonts(figure: go.Figure, palette: Palette) -> go.Figure:
    """Return a figure that says where the fonts are that it is drawn with, unless they are ours:
    in the second of `layout.meta`, of which the first is what a chart's reader tells.
    """
    face = palette.typeface
    if not face.files:
        return figure
    read = (figure.layout.meta or [None])[0]
    return figure.update_layout(meta=[read, {"family": face.family, "files": face.weights}])
