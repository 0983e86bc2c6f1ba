"""Marks that lie in the lanes of a row with their values beside them: those that would meet lie in
lanes of their own.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from charts.layout.mark_labels import HIGH, WEIGHT, MarkLabel
from charts.marks.extents import Box, mark_boxes
from charts.marks.mark import Canvas, Mark
from charts.style.theme import Size

HALF = 8.0
"""Half the breadth of a mark in its lane."""
ASIDE, APART = 5, 8
"""How far a value stands from its mark, and from the next mark or value in its lane, in pixels."""


@dataclass(frozen=True)
class InLane:
    """A mark, its lane, counted from the upper one, and where along it its value stands."""

    mark: Mark
    lane: int = 0
    text: str = ""
    left: float = 0.0
    right: float = 0.0
    near: float = 0.0

    def label(self, height: float, size: Size) -> MarkLabel:
        """Return the value where the lane is so high in the plotting area, in pixels."""
        half = size.note_size * HIGH / 2
        box = Box(self.left, self.right, height - half, height + half)
        return MarkLabel(self.text, self.mark, box, (self.near, height))


def in_lane(mark: Mark, height: float) -> Mark:
    """Return a mark at a height, as broad as marks in lanes are, which know no periods."""
    return replace(mark, x0=height - HALF, x1=height + HALF)


def in_lanes(
    marks: Iterable[tuple[Mark, Sequence[str]]], canvas: Canvas, width: float, size: Size
) -> list[InLane]:
    """Return the marks of a row with what is written at each, none on another, in as few lanes as
    that takes: the first of its texts that has room right of the mark, or left of it.

    `canvas` has the values along y, as that of any mark that is turned later; `width` is how long
    its axis is in pixels.
    """
    taken: list[list[tuple[float, float]]] = [[]]
    found = []
    for mark, texts in marks:
        choices = _choices(mark, texts, canvas, width, size)
        number, own, ends = next(
            (number, own, ends)
            for number, lane in enumerate([*taken, []])
            for own, ends in choices
            if all(ends[1] + APART <= low or high + APART <= ends[0] for low, high in lane)
        )
        if number == len(taken):
            taken.append([])
        taken[number].append(ends)
        found.append(replace(own, lane=number))
    return found


def _ends(mark: Mark, canvas: Canvas) -> tuple[float, float]:
    """Return where a mark begins and ends along its lane, with limits around its number."""
    boxes = mark_boxes(in_lane(mark, 0.0), canvas)
    limits = [canvas.pixel(0.0, end)[1] for end in (mark.low, mark.high) if not math.isnan(end)]
    ends = [*limits, *(box.low for box in boxes), *(box.high for box in boxes)]
    return min(ends), max(ends)


def _choices(
    mark: Mark, texts: Sequence[str], canvas: Canvas, width: float, size: Size
) -> list[tuple[InLane, tuple[float, float]]]:
    """Return the places of what is written at a mark, with the ends of both together; nothing is
    written where no text has room.
    """
    low, high = _ends(mark, canvas)
    for text in texts:
        wide = size.text_width(text, size.note_size, WEIGHT) + 2
        right, left = high + ASIDE, low - ASIDE - wide
        after = InLane(mark, 0, text, right, right + wide, high), (low, right + wide)
        before = InLane(mark, 0, text, left, left + wide, low), (left, high)
        found = [after] * (right + wide <= width) + [before] * (left >= 0)
        if found:
            return found
    return [(InLane(mark), (low, high))]
