"""A page of words as a figure, so that a picture of it can be drawn: the sources of a deck."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from charts.layout.figure_layout import text_block
from charts.style.fonts import wrap
from charts.style.theme import Font, Palette, Size, template

EDGE = 64
TITLE, TEXT = 40, 17
LINE, GAP = 22, 6


def text_page(title: str, paragraphs: Sequence[str], palette: Palette, size: Size) -> go.Figure:
    """Draw a title and paragraphs `size.width` wide and `size.plot_height` high."""
    heading = wrap(title, size.width - 2 * EDGE, TITLE, 700)
    under = EDGE + round(TITLE * 1.25) * len(heading) + 18
    texts = [text_block(heading, EDGE, EDGE, Font(TITLE, palette.ink, 700))]
    for text in paragraphs:
        lines = wrap(text, size.width - 2 * EDGE, TEXT)
        texts.append(text_block(lines, under, EDGE, Font(TEXT, palette.ink)))
        under += LINE * len(lines) + GAP
    return sheet_of_texts(texts, palette, size)


def sheet_of_texts(texts: Sequence[dict[str, Any]], palette: Palette, size: Size) -> go.Figure:
    """Return a figure of texts alone, without a plotting area."""
    hidden = {"visible": False, "fixedrange": True}
    layout: dict[str, Any] = {
        "template": template(palette, size),
        "width": size.width,
        "height": size.plot_height,
        "margin": dict.fromkeys("lrtb", 0),
        "xaxis": hidden,
        "yaxis": hidden,
        "annotations": texts,
    }
    return go.Figure(layout=layout)


def fits(paragraphs: Sequence[str], size: Size) -> bool:
    """Tell whether paragraphs have room on a page under a title of one line."""
    room = size.plot_height - 2 * EDGE - round(TITLE * 1.25) - 18
    lines = (wrap(text, size.width - 2 * EDGE, TEXT) for text in paragraphs)
    return sum(LINE * len(own) + GAP for own in lines) <= room
