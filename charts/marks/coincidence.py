"""Marks that would lie on each other, drawn beside each other: none hides another one or takes its
sign, and no stem ends on another mark. What they are moved by stands for no quantity.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from charts.marks.extents import mark_boxes
from charts.marks.mark import Canvas, Mark
from charts.marks.marks import BAR, MANY, RECORD_RIM
from charts.marks.series import Run
from loaders.values.codelists import MAGNITUDE

BESIDE = 12.0
"""How far a dot is moved along the years, in pixels, if its year has the room."""
INSIDE_YEAR = 0.35
"""How far from the middle of its year a dot stands at most, in years."""
OVER = BAR + RECORD_RIM + 1.0
"""How far bars of documents, or of the record, are at least moved from each other, upward and
downward; a document's lies on the record's, which is broader.
"""
IN_COMMON = 0.001
"""Years that two periods have in common before their bars lie on each other: a part of a day."""

Runs = Mapping[Run, Sequence[Mark]]


def beside_each_other(
    runs: Runs, canvas: Canvas, pairs: Iterable[tuple[str, str]] = ()
) -> dict[Run, list[Mark]]:
    """Return the marks of runs, moved where several would lie on each other: dots of one year
    sideways and inside it, bars of documents or of the record upward and
    downward.

    A curve of many small dots stays as it is.
    The record stands where its year has its middle, as long as it is one figure; of several, one
    that a line runs through, which `pairs` of claims have.
    """
    joined = {claim_id for pair in pairs for claim_id in pair}
    ordered = sorted(
        (mark.struck, run.claimed, joined.isdisjoint(mark.claim_id.split()), run, at)
        for run, own in runs.items()
        for at, mark in enumerate(own)
        if run.claimed or len(own) <= MANY
    )
    keys = [(run, at) for *_, run, at in ordered]
    marks = [runs[run][at] for run, at in keys]
    moved = {(run, at): mark for run, own in runs.items() for at, mark in enumerate(own)}
    dots = [at for at, m in enumerate(marks) if not (m.span or m.total or m.hedge == MAGNITUDE)]
    bars = [at for at, m in enumerate(marks) if m.span and m.is_point]
    for group in _groups(dots, lambda a, b: _dots_meet(marks[a], marks[b], canvas)):
        for at, across in zip(group, _aside(len(group), canvas), strict=True):
            moved[keys[at]] = _moved(marks[at], across=across)
    bars.sort(key=lambda at: -marks[at].value)
    for group in _groups(bars, lambda a, b: _bars_meet(marks[a], marks[b], canvas)):
        group.sort(key=bars.index)
        ups = _upward([marks[at] for at in group], OVER * canvas.y_pixel)
        for at, up in zip(group, ups, strict=True):
            moved[keys[at]] = _moved(marks[at], up=up)
    return {run: [moved[run, at] for at in range(len(own))] for run, own in runs.items()}


def _moved(mark: Mark, across: float = 0.0, up: float = 0.0) -> Mark:
    """Return a mark drawn beside the spot where it belongs, through which its lines still run."""
    if not across and not up:
        return mark
    moved = replace(mark, x0=mark.x0 + across, x1=mark.x1 + across, spot=mark.vertex)
    return replace(moved, low=mark.low + up, high=mark.high + up, best=mark.best + up)


def _aside(count: int, canvas: Canvas) -> Iterator[float]:
    """Yield by how much each of several dots is moved: not at all, to the right, to the left."""
    step = min(BESIDE * canvas.x_pixel, INSIDE_YEAR / (count // 2))
    for place in range(count):
        yield (place + 1) // 2 * (1 if place % 2 else -1) * step


def _upward(bars: Sequence[Mark], least: float) -> list[float]:
    """Return by how much each of several bars, the highest first, is moved so that those of one
    time are so far apart, and all on average where they were.
    """
    places: list[float] = []
    for bar in bars:
        above = [at for at, other in zip(places, bars, strict=False) if _in_common(bar, other)]
        places.append(min([float(bar.value), *(at - least for at in above)]))
    ups = [place - float(bar.value) for place, bar in zip(places, bars, strict=True)]
    return [up - sum(ups) / len(ups) for up in ups]


def _groups(places: Iterable[int], meet: Callable[[int, int], bool]) -> list[list[int]]:
    """Return the places of which each meets another one, in groups and in their order."""
    groups: list[list[int]] = []
    for place in places:
        met = [group for group in groups if any(meet(other, place) for other in group)]
        groups = [group for group in groups if group not in met]
        groups.append(sorted([*itertools.chain(*met), place]))
    return [group for group in groups if len(group) > 1]


def _dots_meet(one: Mark, other: Mark, canvas: Canvas) -> bool:
    if not math.isclose(one.x, other.x):
        return False
    pairs = itertools.product(mark_boxes(one, canvas), mark_boxes(other, canvas))
    return any(a.meets(b) for a, b in pairs)


def _bars_meet(one: Mark, other: Mark, canvas: Canvas) -> bool:
    if one.official != other.official:
        return False
    apart = abs(one.value - other.value) / canvas.y_pixel
    return apart < OVER and _in_common(one, other)


def _in_common(one: Mark, other: Mark) -> bool:
    """Tell whether two periods have time in common."""
    return bool(min(one.x1, other.x1) - max(one.x0, other.x0) > IN_COMMON)
