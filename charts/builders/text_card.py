"""A view that has no chart as a picture: a card of words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from charts.builders.text_page import sheet_of_texts
from charts.layout.figure_layout import text_block
from charts.style.fonts import wrap
from charts.style.theme import Font, Palette, Size

EDGE = 64
BAR = 12
SMALLER = (60, 48, 38, 30)
"""The sizes of a headline, the first that leaves room for the lines."""


@dataclass(frozen=True)
class Card:
    """The words of a card, from the top: what of, what it says, what else, and whose it is."""

    kicker: str
    headline: str
    lines: Sequence[str]
    foot: str


def card_figure(card: Card, palette: Palette, size: Size) -> go.Figure:
    """Draw a card `size.width` wide and `size.plot_height` high; texts that are too long are cut
    at a word, with an ellipsis.
    """
    room = size.width - 2 * EDGE
    kicker = _cut(card.kicker, 30, room, 2, 600)
    headline, font = _headline(card.headline, room)
    left = size.plot_height - EDGE * 2 - 40 * len(kicker) - 40
    left -= round(font * 1.2) * len(headline) + 24
    lines = [row for text in card.lines for row in _cut(text, 28, room, 5)]
    lines = lines[: max(0, left // 40)]
    blocks = [
        (kicker, 30, palette.accent, 600, 40),
        (headline, font, palette.ink, 700, round(font * 1.2)),
        (lines, 28, palette.quiet, 400, 40),
    ]
    texts: list[dict[str, Any]] = []
    at = float(EDGE)
    for rows, points, colour, weight, height in blocks:
        texts += [
            text_block([row], at + n * height, EDGE, Font(points, colour, weight))
            for n, row in enumerate(rows)
        ]
        at += height * len(rows) + (14 if points == 30 else 24)
    foot = size.plot_height - EDGE + 8
    texts.append(text_block(_cut(card.foot, 20, room, 1)[:1], foot, EDGE, Font(20, palette.quiet)))
    figure = sheet_of_texts(texts, palette, size)
    bar = {"xref": "paper", "yref": "paper", "x0": 0, "x1": BAR / size.width, "y0": 0, "y1": 1}
    return figure.add_shape(type="rect", fillcolor=palette.accent, line_width=0, **bar)


def _headline(text: str, room: int) -> tuple[list[str], int]:
    """Return a headline's lines and its font size: the largest that needs at most three lines."""
    for points in SMALLER:
        lines = wrap(text, room, points, 700)
        if len(lines) <= (2 if points == SMALLER[0] else 3):
            return lines, points
    return _cut(text, SMALLER[-1], room, 3, 700), SMALLER[-1]


def _cut(text: str, points: int, room: int, most: int, weight: int = 400) -> list[str]:
    lines = wrap(text, room, points, weight)
    return lines if len(lines) <= most else [*lines[: most - 1], lines[most - 1] + " …"]
