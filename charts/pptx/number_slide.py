"""Numbers in large for slides: texts that can be edited, a rule beside each; no picture."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from charts.builders.number_card import RULE, NumberCards
from charts.pptx.slide_layout import (
    SUBTITLE,
    TEXT,
    Area,
    Body,
    Paragraph,
    Scene,
    Stage,
    TextBox,
    frame_of,
    height_of,
)
from charts.style.theme import DISPLAY, Palette
from charts.text import notes
from charts.text.number_card import NumberCard
from charts.views.resolve import ResolvedView
from loaders.dataset import Dataset

INDENT, GAP, UNDER = 16.0, 18.0, 5.0
"""How far right of its rule a number stands, and the room between two, and under a paragraph."""
DASHES = 12
"""How many pieces a dashed rule is drawn in."""
POINTS = 0.75
"""How many points a pixel of a figure's type is."""


def number_scenes(dataset: Dataset, resolved: ResolvedView, stage: Stage) -> list[Scene]:
    """Return the slide of a few numbers."""
    assert resolved.numbers is not None
    texts = resolved.numbers()
    said = [note.text for note in texts.own.notes]
    below = [*said, *texts.below[:-1], notes.dated_note(dataset, resolved.claims, resolved.own)]
    frame = frame_of(stage, resolved.head(), below, [])
    body, palette = stage.body, stage.palette
    room = frame.below_top - 12 - frame.top
    stacks = _fitted(texts, room, stage)
    room -= _height(stacks, body)
    down = frame.top + max(0.0, room / 2)
    words, areas = [], []
    for card, stack in zip(texts.cards, stacks, strict=True):
        high = _height([stack], body)
        box = (body.left + INDENT, down, body.width - INDENT, high)
        words.append(TextBox("Number", box, stack, gap=UNDER))
        areas.append(_rule(card, (body.left, down), high, palette))
        down += high + GAP
    return [Scene([], words, frame, areas)]


def _fitted(texts: NumberCards, room: float, stage: Stage) -> list[list[Paragraph]]:
    """Return the paragraphs of each card in the largest type that leaves room for all of them; in
    the smallest, without the last small print. The speaker's notes have all of it.
    """
    sizes = [points * POINTS for points in DISPLAY]
    most = max(len(card.small_print) for card in texts.cards)
    tries = [(size, most) for size in sizes] + [(sizes[-1], kept) for kept in range(most)[::-1]]
    for size, kept in tries:
        stacks = [
            list(_paragraphs(card, subject, (size, kept), stage.palette))
            for card, subject in zip(texts.cards, texts.subjects, strict=True)
        ]
        if _height(stacks, stage.body) <= room:
            break
    return stacks


def _paragraphs(
    card: NumberCard, subject: str, fit: tuple[float, int], palette: Palette
) -> Iterator[Paragraph]:
    """Yield what stands in a card, from the top."""
    size, kept = fit
    if subject:
        yield Paragraph(subject, TEXT, palette.quiet, bold=True)
    yield Paragraph(card.figure.value, size, palette.ink, bold=True)
    yield Paragraph(card.figure.about, SUBTITLE, palette.ink)
    for text in card.small_print[:kept]:
        yield Paragraph(text, TEXT, palette.quiet)


def _height(stacks: Sequence[Sequence[Paragraph]], body: Body) -> float:
    """Return how high numbers are, one under the other."""
    own = (
        height_of([text], body.width - INDENT, size, UNDER, bold=bold)
        for stack in stacks
        for text, size, _, bold in stack
    )
    return sum(own) + GAP * (len(stacks) - 1)


def _rule(card: NumberCard, corner: tuple[float, float], high: float, palette: Palette) -> Area:
    """Return the rule beside a number; in pieces where it is dashed."""
    pieces = 2 * DASHES - 1 if card.doubtful else 1
    step = high / pieces
    left, top = corner
    ends = [(top + n * step, top + (n + 1) * step) for n in range(0, pieces, 2)]
    lines = [
        [(left, one), (left + RULE, one), (left + RULE, other), (left, other)]
        for one, other in ends
    ]
    colour = palette.record if card.official else palette.accent
    return Area(f"Rule: {card.figure.value}", lines, colour, colour)
