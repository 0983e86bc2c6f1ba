"""Where a chart can be pointed at, and what it tells there: unseen points along all marks.

Plotly tells of the nearest point and prefers small dots to large ones, whatever lies in front. So
no mark tells anything by itself. Each of these points names the marks under it, the front one
first, then those that are nearer than a pointer is wide; a click opens the first one.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from charts.marks.extents import Box, mark_boxes
from charts.marks.mark import Canvas, Mark
from charts.marks.marks import MANY, Trace

POINTER = 4.0
"""How near another mark is named too, in pixels."""
STEP, ALONE = 8.0, 3
"""How far apart the points of a mark are; where it is alone, every third is enough."""
WIDEST = 1.5 * STEP
"""How far apart three points of a mark are at most, of which one may be enough."""
ROUND = STEP * ALONE
"""How far around a point nothing may be that it is alone."""
MOST = 4
"""How many marks a point tells of; the others are counted."""


@dataclass(frozen=True)
class Target:
    """A mark, what it covers, and how far in front it is; `curve` is the one of many small dots
    that it is on, of which a point names one.
    """

    mark: Mark
    boxes: Sequence[Box]
    front: tuple[bool, bool, int]
    curve: int

    def away(self, at: tuple[float, float]) -> float:
        """Return how far it is from a point in pixels, 0 on it."""
        return min(math.dist(box.nearest(*at), at) for box in self.boxes)


class _Field:
    """The marks of a plotting area, found by where they are from left to right."""

    def __init__(self, targets: Iterable[Target]) -> None:
        self._columns: dict[int, list[Target]] = {}
        for target in targets:
            left = min(box.left for box in target.boxes) - ROUND
            right = max(box.right for box in target.boxes) + ROUND
            for column in range(int(left // ROUND), int(right // ROUND) + 1):
                self._columns.setdefault(column, []).append(target)

    def around(self, at: tuple[float, float], own: Target) -> list[tuple[float, Target]]:
        """Return the marks around a point of a mark, each with how far it is; of the curve that it
        is on only itself, as no point names two of them.
        """
        column = self._columns.get(int(at[0] // ROUND), ())
        others = (target for target in column if not own.curve or target.curve != own.curve)
        near = [(target.away(at), target) for target in others if target is not own]
        return [(0.0, own), *((away, target) for away, target in near if away < ROUND)]


def hit_points(runs: Iterable[tuple[Sequence[Mark], float]], canvas: Canvas) -> list[Trace]:
    """Return the points of all marks on a pair of axes as one trace; `runs` are given with the
    size of their dots, those in front last.
    """
    targets = targets_of(runs, canvas)
    field = _Field(targets)
    places: list[tuple[float, float]] = []
    told: list[list[str]] = []
    for target in targets:
        for at, around in _points(target, field):
            named = _named(around, target)
            places.append(canvas.point(*at))
            told.append([" ".join(mark.claim_id for mark in named), _text(named)])
    x, y = zip(*places, strict=True) if places else ((), ())
    return [
        {
            "type": "scatter",
            "mode": "text",  # a point of text counts where it is, a marker three pixels around
            "text": "",
            "name": "told",
            "x": list(x),
            "y": list(y),
            "customdata": told,
            "hoverinfo": "all",
            "hovertemplate": "%{customdata[1]}<extra></extra>",
            "xaxis": canvas.x_axis,
            "yaxis": canvas.y_axis,
        }
    ][: len(places)]


def targets_of(runs: Iterable[tuple[Sequence[Mark], float]], canvas: Canvas) -> list[Target]:
    """Return the marks with what they cover, dots no more than is seen of them; the front ones
    last.
    """
    found = []
    for curve, (own, size) in enumerate(runs, 1):
        fine = curve if len(own) > MANY else 0
        for mark in own:
            boxes = mark_boxes(mark, canvas)
            if mark.has_dot:
                x, y = canvas.pixel(mark.x, mark.value)
                boxes[0] = Box(x - size / 2, x + size / 2, y - size / 2, y + size / 2)
            found.append(Target(mark, boxes, (not mark.official, mark.has_dot, curve), fine))
    return sorted(found, key=lambda target: target.front)


def _points(
    target: Target, field: _Field
) -> Iterator[tuple[tuple[float, float], list[tuple[float, Target]]]]:
    """Yield points of a mark with what is around them: all over it, fewer where it is alone."""
    for box in target.boxes:
        across, up = _steps(box.left, box.right), _steps(box.low, box.high)
        small = len(across) == len(up) == ALONE
        reach = POINTER if small and target.mark.has_dot else WIDEST if small else ROUND
        for column, x in enumerate(across):
            for row, y in enumerate(up):
                enough = column % ALONE == row % ALONE == ALONE // 2
                around = field.around((x, y), target) if enough or not target.curve else []
                if enough or any(away < reach and own is not target for away, own in around):
                    yield (x, y), around


def _steps(low: float, high: float) -> list[float]:
    """Return points between two ends, so many that every third one, from the second on, is enough
    where nothing else is near.
    """
    count = ALONE * max(1, round((high - low) / STEP / ALONE))
    return [low + (high - low) * (n + 0.5) / count for n in range(count)]


def _named(around: Sequence[tuple[float, Target]], own: Target) -> list[Mark]:
    """Return the marks that a point tells of: those under it, the front one first, then those
    nearer than a pointer is wide, the nearest first.
    """
    under = [target for away, target in around if away == 0]
    near = [(away, target) for away, target in around if 0 < away < POINTER]
    order = [
        *sorted(under, key=lambda target: (target.front, target is own), reverse=True),
        *(target for _, target in sorted(near, key=lambda found: found[0])),
    ]
    curves = {own.curve} if own.curve else set()
    found = []
    for target in order:
        if target is own or not target.curve or target.curve not in curves:
            found.append(target.mark)
            curves.add(target.curve)
    return found


def _text(named: Sequence[Mark]) -> str:
    """Return what a point tells of marks."""
    left = len(named) - MOST
    more = [f"and {left} more here, in the table below the chart"] if left > 0 else []
    return "<br><br>".join([*(mark.hover for mark in named[:MOST]), *more])
