"""A few numbers in large, in place of a chart with empty axes: a pure function, words in, figure
out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import plotly.graph_objects as go

from charts.layout.figure_layout import AXIS_HEIGHT, EDGE, Layout, figure_of, text_block, text_lines
from charts.presenter.own_words import NO_WORDS, OwnWords
from charts.style.theme import DISPLAY, SPACE, Font, Palette, PlotlyDict, Size
from charts.text.number_card import NumberCard

RULE, BESIDE_RULE = 3, 14
"""How broad the rule beside a number is, and how far left of the text, in pixels."""
DASH = "6px,4px"
"""Of the rule beside what is no count and no estimate."""
MOST_WIDE = 640
"""How long a line of small print is at most, in pixels."""


@dataclass(frozen=True)
class NumberCards:
    """All words of a picture of numbers; `below` has the sentences under them, the last of them
    the source note.
    """

    heading: str
    subtitle: str
    cards: Sequence[NumberCard]
    below: Sequence[str]
    own: OwnWords = NO_WORDS

    @property
    def subjects(self) -> list[str]:
        """Return what stands above each number: what it is of, where they differ in that."""
        own = [card.figure.subject for card in self.cards]
        return own if len(set(own)) > 1 else [""] * len(own)


@dataclass(frozen=True)
class Block:
    """Lines of one look, and the room above them in pixels."""

    lines: Sequence[str]
    font: Font
    above: int = 0

    @property
    def height(self) -> int:
        """Return the height of the lines, as Plotly sets them."""
        return round(self.font.size * 1.3 * len(self.lines))


def number_figure(texts: NumberCards, palette: Palette, size: Size) -> go.Figure:
    """Draw numbers in large, each with its hedge, who says so and how sure it is.

    A rule stands beside each: grey for an official figure, dashed for what is no count and no
    estimate. Title, what is measured, sources with locators and the data's version stand inside.
    """
    lines = text_lines(size, texts.own.over(texts.heading, texts.subtitle), texts.below)
    layout = Layout(size, lines, 0, left=EDGE + BESIDE_RULE, right=EDGE, key_rows=0)
    layout = layout.saying(note.text for note in texts.own.notes)
    stacks = [
        list(_blocks(card, subject, layout, palette))
        for card, subject in zip(texts.cards, texts.subjects, strict=True)
    ]
    high = sum(map(_height, stacks)) + SPACE["block"] * (len(stacks) - 1)
    layout = replace(layout, plot_height=high + size.room.fill)
    around = layout.figure(palette)
    del around["xaxis2"], around["yaxis2"]
    around |= {name: around[name] | {"visible": False} for name in ("xaxis", "yaxis")}
    around["shapes"] = []
    down = size.room.fill // 2
    for card, stack in zip(texts.cards, stacks, strict=True):
        around["shapes"].append(_rule(card, down, down + _height(stack), layout, palette))
        around["annotations"] += _placed(stack, down)
        down += _height(stack) + SPACE["block"]
    return figure_of([], around)


def _blocks(card: NumberCard, subject: str, layout: Layout, palette: Palette) -> Iterator[Block]:
    """Yield what stands in a card, from the top; where there is no room, no small print."""
    size, width = layout.size, layout.plot_width
    if subject:
        own = Font(size.text_size, palette.quiet, 600)
        yield Block(size.wrap(subject, width, own.size, own.weight), own)
    yield _value(card.figure.value, size, width, palette)
    about = Font(size.text_size, palette.ink)
    yield Block(size.wrap(card.figure.about, width, about.size), about, SPACE["hair"])
    small = Font(size.text_size, palette.quiet)
    for text in () if size.room.dense else card.small_print:
        yield Block(size.wrap(text, min(width, MOST_WIDE), small.size), small, SPACE["tight"])


def _value(text: str, size: Size, width: float, palette: Palette) -> Block:
    """Return a number in the largest type that leaves it on one line, or in the smallest."""
    wrapped = {points: size.wrap(text, width, points, 700) for points in DISPLAY}
    points = next((p for p, lines in wrapped.items() if len(lines) == 1), DISPLAY[-1])
    return Block(wrapped[points], Font(points, palette.ink, 700))


def _height(stack: Sequence[Block]) -> int:
    return sum(block.above + block.height for block in stack)


def _placed(stack: Sequence[Block], down: int) -> Iterator[PlotlyDict]:
    """Yield the texts of a stack, whose top is `down` pixels below the plot's."""
    for block in stack:
        down += block.above
        yield text_block(block.lines, down, 0, block.font)
        down += block.height


def _rule(card: NumberCard, top: int, bottom: int, layout: Layout, palette: Palette) -> PlotlyDict:
    """Return the rule beside a number."""
    inner = layout.plot_height + AXIS_HEIGHT
    line = {"color": palette.record if card.official else palette.accent, "width": RULE}
    return {
        "type": "line",
        "xref": "paper",
        "yref": "paper",
        "xsizemode": "pixel",
        "xanchor": 0,
        "x0": -BESIDE_RULE + RULE / 2,
        "x1": -BESIDE_RULE + RULE / 2,
        "y0": 1 - top / inner,
        "y1": 1 - bottom / inner,
        "line": line | ({"dash": DASH} if card.doubtful else {}),
    }
