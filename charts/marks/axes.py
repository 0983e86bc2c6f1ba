"""The axes of a chart over time: years, and numbers on a linear or a logarithmic scale."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from charts.marks.formula_number import exponent
from charts.marks.mark import Canvas, Mark
from charts.style.theme import PlotlyDict
from loaders.values.codelists import HIGH_HEDGES, UPWARD

Name = TypeVar("Name")
TICKS_OF_DECADES = ((1, 2, 5), (1, 3), (1,))
"""Which multiples of a power of ten have a tick: the fewer, the more powers there are."""
MOST_TICKS = 9
MOST_ROOM = 1.22
"""How many times as high as its highest number an axis is, where that is open upward."""
ONE_MILLION = 1e6
LARGE = {"billion": 1e9, "million": ONE_MILLION}
TICK_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
LEAST_YEAR = 7
"""Pixels from which on each year has a tick where it begins."""
OPEN_DOWNWARD = 2
"""A bound from above stands at least so many times above a logarithmic scale's lowest number."""


@dataclass(frozen=True)
class Ranges:
    """What the axes show, in years and in the units of the drawn marks; `bottom` is below zero
    where falls are among them.
    """

    x0: float
    x1: float
    top: float
    bottom: float = 0.0

    @property
    def values(self) -> tuple[float, float]:
        """Return the ends of the axis of values."""
        return self.bottom, self.top

    @property
    def height(self) -> float:
        """Return how much the axis of values shows."""
        return self.top - self.bottom

    def down(self, value: float) -> float:
        """Return how far down the plot a value stands, 0 at its top and 1 at its bottom."""
        return (self.top - value) / self.height

    def canvas(self, axes: tuple[str, str], width: float, height: float) -> Canvas:
        """Return the axes as they are drawn so many pixels wide and high."""
        x_pixel, y_pixel = (self.x1 - self.x0) / width, self.height / height
        return Canvas(*axes, x_pixel, y_pixel, x0=self.x0, y0=self.bottom)


@dataclass(frozen=True)
class Logarithmic:
    """A scale on which equal ratios are equally far apart; marks are drawn at their exponent.

    `floor` is the exponent at the bottom of the axis.
    """

    floor: int

    def drawn(self, mark: Mark) -> Mark:
        """Return a mark at the exponents of its bounds."""
        low, high, best = map(self._at, (mark.low, mark.high, mark.best))
        return replace(mark, low=low, high=high, best=best)

    def placed(self, runs: Mapping[Name, Sequence[Mark]]) -> dict[Name, list[Mark]]:
        """Return the marks of runs where they stand on this scale."""
        return {run: [self.drawn(mark) for mark in own] for run, own in runs.items()}

    def axis(self, top: float) -> PlotlyDict:
        """Return ticks at round numbers."""
        powers = range(self.floor, self.floor + math.ceil(top) + 1)
        several = [[n * 10.0**p for p in powers for n in each] for each in TICKS_OF_DECADES]
        inside = [[v for v in values if 0 <= self._at(v) <= top] for values in several]
        ticks = next((values for values in inside if len(values) <= MOST_TICKS), inside[-1])
        at = {"tickmode": "array", "tickvals": [self._at(value) for value in ticks]}
        return {"range": [0, top], **at, "ticktext": [tick_words(value) for value in ticks]}

    def _at(self, value: float) -> float:
        return exponent(value, self.floor) if value > 0 else math.nan


def logarithmic(marks: Sequence[Mark]) -> Logarithmic:
    """Return a scale that begins at the power of ten below the lowest number, and below what is
    open downward, which needs room for that.
    """
    lowest = min(
        bound / (OPEN_DOWNWARD if m.hedge in HIGH_HEDGES else 1)
        for m in marks
        for bound in (m.low, m.high)
        if bound > 0
    )
    return Logarithmic(math.floor(math.log10(lowest)))


def linear_axis(ends: tuple[float, float], most: int = 7, *, whole: bool = False) -> PlotlyDict:
    """Return an axis with at most so many ticks, and a line at zero where falls are below it; its
    ticks are whole where the numbers of its marks are.
    """
    low, high = ends
    step = tick_step(high - low, most, whole=whole)
    ticks = [n * step for n in range(math.ceil(low / step), math.floor(high / step) + 1)]
    at = {"tickmode": "array", "tickvals": ticks, "ticktext": [tick_words(v) for v in ticks]}
    return {"range": [low, high], **at, **({"zeroline": True} if low < 0 else {})}


def tick_step(length: float, most: int, *, whole: bool = False) -> float:
    """Return the step of an axis with at most so many ticks; one at least where they are whole."""
    rough = length / most
    scale = 10.0 ** math.floor(math.log10(rough))
    step = next(s * scale for s in TICK_STEPS if s * scale >= rough * (1 - 1e-9))
    step = max(1.0, float(math.ceil(step))) if whole else step
    return float(f"{step:.6g}")


def tick_words(value: float) -> str:
    """Return the number at a tick, as short as it can be said: `2,500`, `10 million`."""
    size = abs(value)
    for name, one in LARGE.items():
        if size >= one:
            return f"{float(f'{value / one:.6g}'):,.6g} {name}".replace("-", "−")
    return f"{value:,.6g}".replace("-", "−")


def are_whole(marks: Iterable[Mark]) -> bool:
    """Return whether all numbers of marks are whole, as those of a count are."""
    bounds = (bound for mark in marks for bound in (mark.low, mark.high, mark.best))
    return all(math.isnan(bound) or float(bound).is_integer() for bound in bounds)


def value_ends(marks: Sequence[Mark], room: float, open_room: float) -> tuple[float, float]:
    """Return the ends of an axis that holds zero and all marks: so many times as far out as the
    outermost number on that side of zero, `open_room` where a mark there is open outward.
    """
    ends = []
    for way in (-1, 1):
        own = [m for m in marks if m.way == way]
        bounds = (abs(b) for m in own for b in (m.low, m.high) if not math.isnan(b))
        outward = any(m.hedge in UPWARD for m in own)
        ends.append(float(max(bounds, default=0.0)) * (open_room if outward else room))
    down, up = ends
    return 0.0 - down, up or (0.0 if down else 1.0)


def ranges(marks: Sequence[Mark], *, log: bool = False) -> Ranges:
    """Return axes that hold all marks, with room for what is open upward. A logarithmic one shows a
    power of ten at least: over less, a small change would look like a large one.
    """
    x0, x1 = min(m.x0 for m in marks), max(m.x1 for m in marks)
    room = max(0.5, (x1 - x0) * 0.03)
    bottom, top = value_ends(marks, 1.1, MOST_ROOM)
    return Ranges(x0 - room, x1 + room, max(top, 1.0) if log else top, bottom)


def time_axis(shown: Ranges, width: float) -> PlotlyDict:
    """Return the numbers of years in their middle, as many as there is room for, and ticks where
    years begin: what is early in a year stands right of its tick.
    """
    first, last = int(shown.x0 // 1), int(shown.x1 // 1)
    most = max(2, int(width / 62))
    inside = [y for y in range(first, last + 1) if shown.x0 < y + 0.5 < shown.x1]
    steps = ([y for y in inside if y % n == 0] for n in (1, 2, 5, 10, 20, 50, 100, 1000))
    years = next(found for found in steps if len(found) <= most)
    ticks = {
        "tickmode": "array",
        "tickvals": [y + 0.5 for y in years],
        "ticks": "",
        "ticklabelstandoff": 5,
    }
    each = width / (shown.x1 - shown.x0) >= LEAST_YEAR
    edges = [y for y in (range(first + 1, last + 1) if each else years) if y > shown.x0]
    minor = {"ticks": "outside", "tickmode": "array", "tickvals": edges, "ticklen": 5}
    texts = {"ticktext": [str(y) for y in years]}
    return {"range": [shown.x0, shown.x1], **ticks, **texts, "minor": minor}
