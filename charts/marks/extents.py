"""Where marks are on a plotting area in pixels, so that words can stand beside them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

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
    Canvas,
    Mark,
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


def mark_boxes(mark: Mark, canvas: Canvas, begin: float = 0.0) -> list[Box]:
    """Return what a mark covers: first its dot, bar or area, then its stem and what leads back to
    the beginning of a running total; `begin` is where the axis of time begins.
    """
    x0, x1 = ((float(x) - begin) / canvas.x_pixel for x in extent(mark, canvas))
    middle = (float(mark.x) - begin) / canvas.x_pixel
    value, half = float(mark.value) / canvas.y_pixel, _half(mark)
    if not mark.is_point:
        vague = mark.hedge == MAGNITUDE
        top = (mark.last_floor if vague else mark.high) / canvas.y_pixel + (FADE if vague else 0)
        slim = mark.hedge in RANGES and not mark.span
        ends = (middle - BAR / 2 - 1, middle + BAR / 2 + 1) if slim else (x0, x1)
        soft = SOFT_END if mark.hedge in SOFT else 0
        low = max(float(mark.low) / canvas.y_pixel - soft, 0.0)
        found = [Box(*ends, low, float(top) + soft)]
    elif mark.span:
        found = [Box(x0, x1, value - half, value + half)]
    else:
        found = [Box(middle - half, middle + half, value - half, value + half)]
    if mark.hedge in (*LOW_HEDGES, *HIGH_HEDGES):
        end = value + (STEM if mark.hedge in LOW_HEDGES else -STEM)
        low, high = sorted((value, max(end, 0.0)))
        found.append(Box(middle - ARROW / 2, middle + ARROW / 2, low, high + ARROW / 2))
    if mark.hedge == NEARLY:
        found.append(Box(middle - 1, middle + 1, max(value - TAIL, 0.0), value))
    if mark.unsettled:
        low, high = found[0].low, found[0].high
        reach = WHISKER - (0 if mark.hedge in RANGES else (high - low) / 2)
        found.append(Box(middle - 1, middle + 1, max(low - reach, 0.0), high + reach))
    if mark.total:
        back = (float(mark.x0) - begin) / canvas.x_pixel
        at, rise = float(mark.middle) / canvas.y_pixel, REACH_END / 2
        found.append(Box(back, middle, at - rise, at + rise))
    return found


def _half(mark: Mark) -> float:
    """Return half of how high a dot or a bar is, with what is around it."""
    if mark.status in TOLD_APART:
        return OUTLINE + 1
    if mark.span:
        rim = RECORD_RIM / 2 if mark.official else 0.0
        return BAR / 2 + max(rim, 5.0 if mark.hedge in SOFT else 0.0)
    return (HALO if mark.hedge in SOFT else DOT + BEYOND) / 2


def line_between(one: Mark, other: Mark, canvas: Canvas, begin: float) -> Line:
    """Return the line that joins two marks."""
    (x, y), (to_x, to_y) = (
        ((float(m.x) - begin) / canvas.x_pixel, float(m.value) / canvas.y_pixel)
        for m in (one, other)
    )
    return (x, y), (to_x, to_y)


def around(boxes: Iterable[Box]) -> Box:
    """Return the rectangle that holds several."""
    own = list(boxes)
    return Box(
        min(b.left for b in own),
        max(b.right for b in own),
        min(b.low for b in own),
        max(b.high for b in own),
    )
