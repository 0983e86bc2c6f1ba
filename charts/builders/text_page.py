"""Words as a figure: the sources of a deck, the meanings of all marks, a card of a view."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import plotly.graph_objects as go

from charts.layout.figure_layout import text_block
from charts.marks.legend import GLYPH, MEANINGS, WORDS, KeyForm, draw_key
from charts.marks.series import gathered
from charts.style.fonts import wrap
from charts.style.theme import Font, Palette, PlotlyDict, Size, template
from charts.text.wording import escaped
from loaders.citations.apa import parts_of

EDGE = 64
TITLE, TEXT = 40, 17
LINE, GAP = 1.3, 0.35
"""How high a line is and the gap after a paragraph, as a multiple of the type's size."""


def text_page(
    title: str, paragraphs: Sequence[str], palette: Palette, size: Size, points: int = TEXT
) -> go.Figure:
    """Draw a title and paragraphs `size.width` wide and `size.plot_height` high."""
    heading = size.wrap(title, size.width - 2 * EDGE, TITLE, 700)
    under = EDGE + round(TITLE * 1.25) * len(heading) + 18
    texts = [text_block(heading, EDGE, EDGE, Font(TITLE, palette.ink, 700))]
    for text in paragraphs:
        lines = size.wrap(text, size.width - 2 * EDGE, points)
        block = text_block(lines, under, EDGE, Font(points, palette.ink))
        texts.append(block | {"text": "<br>".join(_in_italics(lines, text))})
        under += _height(lines, points)
    return sheet_of_texts(texts, palette, size)


def _in_italics(lines: Sequence[str], text: str) -> Iterator[str]:
    """Yield the lines of a text as Plotly reads them, what the text has in italics marked."""
    flags = (italic for part, italic in parts_of(text) for sign in part if not sign.isspace())
    for line in lines:
        own = [None if sign.isspace() else next(flags) for sign in line]
        marked = [own[n - 1] and own[n + 1] if own[n] is None else own[n] for n in range(len(own))]
        runs = groupby(zip(line, marked, strict=True), key=lambda sign: sign[1])
        words = ((escaped("".join(sign for sign, _ in run)), italic) for italic, run in runs)
        yield "".join(f"<i>{part}</i>" if italic else part for part, italic in words)


def sheet_of_texts(texts: Sequence[PlotlyDict], palette: Palette, size: Size) -> go.Figure:
    """Return a figure of texts alone, without a plotting area."""
    hidden = {"visible": False, "fixedrange": True}
    layout: PlotlyDict = {
        "template": template(palette, size),
        "width": size.width,
        "height": size.plot_height,
        "margin": dict.fromkeys("lrtb", 0),
        "xaxis": hidden,
        "yaxis": hidden,
        "annotations": texts,
    }
    return go.Figure(layout=layout)


def _height(lines: Sequence[str], points: int) -> int:
    """Return how high a paragraph is with the gap after it."""
    return round(points * (LINE * len(lines) + GAP))


def fits(paragraphs: Sequence[str], size: Size, points: int = TEXT) -> bool:
    """Tell whether paragraphs have room on a page under a title of one line."""
    room = size.plot_height - 2 * EDGE - round(TITLE * 1.25) - 18
    lines = (size.wrap(text, size.width - 2 * EDGE, points) for text in paragraphs)
    return sum(_height(own, points) for own in lines) <= room


ROW, ROW_GAP = 38, 6
"""Higher than the key's, as stems reach over its rows, and as high as two lines of text."""
LINE_HEIGHT = 1.3
"""How high Plotly makes a line, as a multiple of its type's size."""
RING = 4
"""Pixels that the outline of a mark reaches over its place, to the left of the first."""


def grammar(palette: Palette, size: Size) -> go.Figure:
    """Draw every mark, one a row, with its meaning in words."""
    names = list(MEANINGS)
    texts = {name: _explained(name, meaning, size) for name, meaning in MEANINGS.items()}
    line = round(size.text_size * LINE_HEIGHT)
    heights = [max(ROW, line * (text.count("<br>") + 1) + ROW_GAP) for text in texts.values()]
    # so narrow that each has its own row
    key = draw_key(names, palette, size, GLYPH, KeyForm(heights, texts))
    height = sum(heights)
    hidden = {"visible": False, "fixedrange": True}
    layout: PlotlyDict = {
        "template": template(palette, size),
        "height": height + 12,
        "margin": {"l": 8, "r": 8, "t": 6, "b": 6},
        "xaxis2": {"range": [-RING, size.width - 16 - RING], "anchor": "y2", **hidden},
        "yaxis2": {"range": [0, height], **hidden},
        "shapes": key.shapes,
    }
    return go.Figure({"data": gathered(key.traces, "key"), "layout": layout})


def _explained(name: str, meaning: str, size: Size) -> str:
    room = size.width - GLYPH - 24 - RING
    lines = size.wrap(f"{WORDS[name]}: {meaning}", room, size.text_size)
    return "<br>".join(lines).replace(WORDS[name], f"<b>{WORDS[name]}</b>", 1)


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
    room = round((size.width - 2 * EDGE) / size.wider)
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
    texts: list[PlotlyDict] = []
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
