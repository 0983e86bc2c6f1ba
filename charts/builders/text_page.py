"""A page of words as a figure, so that a picture of it can be drawn: the sources of a deck."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from charts.layout.figure_layout import text_block
from charts.style.theme import Palette, Size, template

EDGE = 64
TITLE, TEXT = 40, 17
LINE, GAP = 22, 6
EM = 0.5


def text_page(title: str, paragraphs: Sequence[str], palette: Palette, size: Size) -> go.Figure:
    """Draw a title and paragraphs `size.width` wide and `size.plot_height` high."""
    heading = _lines([title], size, TITLE)
    under = EDGE + round(TITLE * 1.25) * len(heading) + 18
    texts = [text_block(heading, EDGE, EDGE, (TITLE, palette.ink, 700))]
    for text in paragraphs:
        lines = _lines([text], size, TEXT)
        texts.append(text_block(lines, under, EDGE, (TEXT, palette.ink, 400)))
        under += LINE * len(lines) + GAP
    layout: dict[str, Any] = {
        "template": template(palette, size),
        "width": size.width,
        "height": size.plot_height,
        "margin": dict.fromkeys("lrtb", 0),
        "xaxis": {"visible": False},
        "yaxis": {"visible": False},
        "annotations": texts,
    }
    return go.Figure(layout=layout)


def fits(paragraphs: Sequence[str], size: Size) -> bool:
    """Tell whether paragraphs have room on a page under a title of one line."""
    room = size.plot_height - 2 * EDGE - round(TITLE * 1.25) - 18
    return sum(LINE * len(_lines([text], size, TEXT)) + GAP for text in paragraphs) <= room


def _lines(paragraphs: Sequence[str], size: Size, points: int) -> list[str]:
    """Return paragraphs in lines; an address that is longer than a line is broken."""
    room = int((size.width - 2 * EDGE) / (points * EM))
    return [row for text in paragraphs for row in textwrap.wrap(text, room, break_on_hyphens=False)]
