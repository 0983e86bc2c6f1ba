"""What a chart over time says in each of its years: every series' value, in words.

A figure carries it for whoever points at a year (`static/chart_reader.js`), so that nothing is
read out of its drawing.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from charts.marks.mark import Mark
from charts.marks.series import Run
from charts.style.theme import PlotlyDict
from charts.text import wording
from loaders.dataset import Claim, Dataset, claims_in

HALF = 0.5
"""How much of a year, or of its own time, a mark has in a year that it has a number for."""


class ReadSeries(NamedTuple):
    """A series as a reader of a chart meets it: its marks, its name and the colour of that."""

    run: Run
    marks: Sequence[Mark]
    name: str
    ink: str


class _Number(NamedTuple):
    """What a mark says: of which series, by place, when, in words, and how much."""

    series: int
    mark: Mark
    period: str
    value: str


def year_values(
    dataset: Dataset, dated: pd.DataFrame, series: Sequence[ReadSeries], *, grain: str = ""
) -> PlotlyDict:
    """Return the series (name of its traces, its own, colour) and the steps of a chart: where each
    is on the axis, its words, and the numbers in it (place of the series, value in words).

    A step is a year, or the period of a mark where a reader chose a `grain`.
    """
    claims = {claim.claim_id: claim for claim in claims_in(dated)}
    numbers = [
        _number(dataset, place, mark, claims)
        for place, own in enumerate(series)
        for mark in own.marks
    ]
    steps = _periods(numbers) if grain else _years(numbers)
    return {
        "series": [[own.run.name, own.name, own.ink] for own in series],
        "steps": [
            [at, words, [[number.series, _told(number, words)] for number in _down(own)]]
            for (at, words), own in sorted(steps.items())
        ],
    }


def _number(dataset: Dataset, series: int, mark: Mark, claims: Mapping[str, Claim]) -> _Number:
    claim = claims[mark.claim_id.split()[0]]
    more = (wording.more_words(claim), "" if claim.in_force else claim.state)
    about = ", ".join(part for part in more if part)
    value = wording.claim_words(dataset, claim)
    told = f"{value} ({about})" if about else value
    return _Number(series, mark, wording.period_words(claim), told)


def _down(numbers: Iterable[_Number]) -> list[_Number]:
    """Return numbers as their marks stand, the highest first."""
    return sorted(numbers, key=lambda number: number.mark.value, reverse=True)


def _told(number: _Number, step: str) -> str:
    """Return a value, with its own period where that is not the step."""
    return number.value if number.period == step else f"{number.value}, {number.period}"


def _years(numbers: Iterable[_Number]) -> dict[tuple[float, str], list[_Number]]:
    """Return the numbers of each year: those with half of it, or half of their own time in it."""
    found: dict[tuple[float, str], list[_Number]] = {}
    for number in numbers:
        for year in _years_of(number.mark):
            found.setdefault((year + HALF, str(year)), []).append(number)
    return found


def _years_of(mark: Mark) -> list[int]:
    if mark.total or mark.at_end:
        return [math.ceil(mark.x1 - 1e-6) - 1]
    years = range(math.floor(mark.x0), math.ceil(mark.x1))
    least = HALF * min(1.0, mark.x1 - mark.x0) - 1e-6
    return [year for year in years if min(mark.x1, year + 1) - max(mark.x0, year) >= least]


def _periods(numbers: Sequence[_Number]) -> dict[tuple[float, str], list[_Number]]:
    """Return the numbers of each period of the axis's step; what is longer belongs to all that it
    holds.
    """
    long = [number for number in numbers if number.mark.span]
    found: dict[tuple[float, str], list[_Number]] = {}
    for number in numbers:
        if not number.mark.span:
            found.setdefault((number.mark.x, number.period), []).append(number)
    for (at, _), own in found.items():
        own += [number for number in long if number.mark.x0 <= at <= number.mark.x1]
    return found
