"""Where marks are on a plotting area in pixels, so that words can stand beside them."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from charts.marks.mark import Canvas, Mark
from charts.marks.marks import (
    ARROW,
    BAR,
    DOT,
    FADE,
    HALO,
    OUTLINE,
    REACH_END,
    RECORD_RIM,
    SOFT_END,
    STEM,
    TAIL,
    WHISKER,
    extent,
)
from loaders.values.codelists import (
    HIGH_HEDGES,
    LOW_HEDGES,
    MAGNITUDE,
    NEARLY,
    RANGES,
    SOFT,
    TOLD_APART,
)

BEYOND = 2.0
"""How far a mark's outline reaches beyond it."""


@dataclass(frozen=True)
class Box:
    """A rectangle in pixels right of and above a plotting area's lower left corner."""

    left: float
    right: float
    low: float
    high: float

    @property
    def middle(self) -> tuple[float, float]:
        """Return the point in its middle."""
        return (self.left + self.right) / 2, (self.low + self.high) / 2

    def meets(self, other: Box) -> bool:
        """Tell whether two rectangles have more than an edge in common."""
        across = self.left < other.right and other.left < self.right
        return across and self.low < other.high and other.low < self.high

    def nearest(self, x: float, y: float) -> tuple[float, float]:
        """Return the point of the rectangle that is nearest to another."""
        return min(max(x, self.left), self.right), min(max(y, self.low), self.high)

    def apart(self, other: Box) -> float:
        """Return how far two rectangles are from each other; 0 where they meet."""
        across = max(0.0, other.left - self.right, self.left - other.right)
        return math.hypot(across, max(0.0, other.low - self.high, self.low - other.high))

    def grown(self, by: float) -> Box:
        """Return the rectangle with an edge around it."""
        return Box(self.left - by, self.right + by, self.low - by, self.high + by)

    def crossed_by(self, line: Line) -> bool:
        """Tell whether a line leads through the rectangle (Liang and Barsky's way of clipping)."""
        (x, y), (to_x, to_y) = line
        first, last = 0.0, 1.0
        for way, room in (
            (x - to_x, x - self.left),
            (to_x - x, self.right - x),
            (y - to_y, y - self.low),
            (to_y - y, self.high - y),
        ):
            if way == 0:
                if room < 0:
                    return False
            elif way < 0:
                first = max(first, room / way)
            else:
                last = min(last, room / way)
        return first < last

    def turned(self) -> Box:
        """Return the rectangle with its axes exchanged."""
        return Box(self.low, self.high, self.left, self.right)


Line = tuple[tuple[float, float], tuple[float, float]]


def mark_boxes(mark: Mark, canvas: Canvas) -> list[Box]:
    """Return what a mark covers: first its dot, bar or area, then its stem and what leads back to
    the beginning of a running total.
    """
    middle, value = canvas.pixel(mark.x, mark.value)
    found = [_body(mark, canvas)]
    way = mark.way
    if mark.hedge in (*LOW_HEDGES, *HIGH_HEDGES):
        sign = way if mark.hedge in LOW_HEDGES else -way
        low, high = sorted((value, _from_zero(mark, value + sign * STEM, canvas)))
        found.append(Box(middle - ARROW / 2, middle + ARROW / 2, low, high + ARROW / 2))
    if mark.hedge == NEARLY:
        low, high = sorted((value, _from_zero(mark, value - way * TAIL, canvas)))
        found.append(Box(middle - 1, middle + 1, low, high))
    if mark.unsettled:
        low, high = found[0].low, found[0].high
        reach = WHISKER - (0 if mark.hedge in RANGES else (high - low) / 2)
        ends = (_from_zero(mark, end, canvas) for end in (low - reach, high + reach))
        found.append(Box(middle - 1, middle + 1, *ends))
    if mark.total:
        back, at = canvas.pixel(mark.x0, mark.middle)
        found.append(Box(back, middle, at - REACH_END / 2, at + REACH_END / 2))
    return found


def _from_zero(mark: Mark, y: float, canvas: Canvas) -> float:
    """Return a height in pixels on the mark's own side of zero."""
    _, zero = canvas.pixel(0.0, 0.0)
    return zero + mark.from_zero(y - zero)


def _body(mark: Mark, canvas: Canvas) -> Box:
    """Return what a mark's dot, bar or area covers."""
    x0, x1 = (canvas.pixel(x, 0.0)[0] for x in extent(mark, canvas))
    middle, value = canvas.pixel(mark.x, mark.value)
    half = _half(mark)
    if mark.is_point:
        ends = (x0, x1) if mark.span else (middle - half, middle + half)
        return Box(*ends, value - half, value + half)
    vague = mark.hedge == MAGNITUDE
    slim = mark.hedge in RANGES and not mark.span
    broad = OUTLINE if mark.status in TOLD_APART else BAR / 2
    ends = (middle - broad - 1, middle + broad + 1) if slim else (x0, x1)
    beyond = FADE if vague else SOFT_END if mark.hedge in SOFT else 0
    _, near = canvas.pixel(0.0, mark.low)
    _, far = canvas.pixel(0.0, mark.last_floor if vague else mark.high)
    soft = 0 if vague else beyond
    near = _from_zero(mark, near - mark.way * soft, canvas)
    low, high = sorted((near, far + mark.way * beyond))
    return Box(*ends, low, high)


def _half(mark: Mark) -> float:
    """Return half of how high a dot or a bar is, with what is around it."""
    if mark.status in TOLD_APART:
        return OUTLINE + 1
    if mark.span:
        rim = RECORD_RIM / 2 if mark.official else 0.0
        return BAR / 2 + max(rim, 5.0 if mark.hedge in SOFT else 0.0)
    return (HALO if mark.hedge in SOFT else DOT + BEYOND) / 2


def line_between(one: Mark, other: Mark, canvas: Canvas) -> Line:
    """Return the line that joins two marks."""
    return canvas.pixel(*one.vertex), canvas.pixel(*other.vertex)


def around(boxes: Iterable[Box]) -> Box:
    """Return the rectangle that holds several."""
    own = list(boxes)
    return Box(
        min(b.left for b in own),
        max(b.right for b in own),
        min(b.low for b in own),
        max(b.high for b in own),
    )
