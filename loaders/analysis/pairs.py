"""Two claims side by side: how far apart their numbers are, and what may explain it."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

from loaders.dataset import Claim
from loaders.values.codelists import POINT_HEDGES, TWO_BOUNDS
from loaders.values.intervals import (
    AGREE,
    APART,
    Interval,
    Quantity,
    agreement,
    distance,
    excess,
)

SAME, BASE, PART = "same", "base", "part"
"""How two claims belong together: one indicator; shares of different bases in one comparison;
a part that is larger than its whole.
"""
UNLIKE = "unlike"
"""Neither agree nor disagree: one of the two numbers cannot be subtracted from the other."""
SUMS = ("flow", "cumulative")
"""Measures of which a number means nothing without the time that it was added up over."""


@dataclass(frozen=True)
class Pair:
    """Two claims about one quantity, place and time, rows of `selection.in_unit` in one unit
    (a rate's per year); `one` is of an analysed document if either is, of PART the part.
    Numbers are in `unit`.
    """

    one: Claim
    other: Claim
    relation: str = SAME

    @property
    def unit(self) -> str:
        """Return the unit that both are printed in, or else the chart's."""
        one, other = self.one.quantity, self.other.quantity
        return one.unit if one.unit == other.unit else one.chart_unit

    @cached_property
    def sides(self) -> tuple[Quantity, Quantity]:
        """Return the bounds and hedges of both in the pair's unit."""
        one, other = self.one.quantity, self.other.quantity
        if one.unit == other.unit:
            return replace(one, factor=1.0), replace(other, factor=1.0)
        return one, other

    @property
    def claims(self) -> tuple[Claim, Claim]:
        """Return both claims."""
        return self.one, self.other

    @property
    def dated(self) -> bool:
        """Tell whether both claims have a period with a beginning."""
        return self.one.dated and self.other.dated

    @property
    def one_time(self) -> bool:
        """Tell whether both claims are dated, and about the same days."""
        return self.one.same_days(self.other)

    @cached_property
    def fits(self) -> bool:
        """Tell whether some number is what both claims allow; of a part, whether it is not
        larger than its whole.
        """
        part, whole = (side.words for side in self.sides)
        return part.fits(whole) or (self.relation == PART and part.high <= whole.low)

    @property
    def untimed(self) -> bool:
        """Tell whether a number was added up over a time that is not stated."""
        return not self.dated and any(claim.measure in SUMS for claim in self.claims)

    @cached_property
    def agreement(self) -> str:
        """Return AGREE, ROUNDED, APART or UNLIKE."""
        if self.relation == BASE or self.untimed:
            return UNLIKE
        if self.relation == PART:
            return APART if self.part_too_large else AGREE
        return agreement(*self.sides)

    @property
    def apart(self) -> bool:
        """Tell whether the two do not agree, even if single numbers were rounded."""
        return self.agreement == APART

    @property
    def part_too_large(self) -> bool:
        """Tell whether a part is larger than its whole, however the two were rounded."""
        part, whole = self.sides
        return not self.fits and part.rounded.low >= whole.rounded.high

    @property
    def two_voices(self) -> bool:
        """Tell whether two claims are of different documents, or of producers that differ."""
        one, other = self.claims
        return one.document_id != other.document_id or one.producer != other.producer

    @property
    def alike(self) -> bool:
        """Tell whether both claims give the same bounds with the same hedge."""
        one, other = self.sides
        return one.words == other.words and one.hedge == other.hedge

    @cached_property
    def gap(self) -> Interval:
        """Return how far the numbers are apart, of "about" the printed ones; nothing is said of
        numbers that are UNLIKE.
        """
        return distance(*(side.number for side in self.sides))

    @cached_property
    def share(self) -> Interval:
        """Return by what part of the smaller number the larger one is larger."""
        return excess(*(side.number for side in self.sides))

    @property
    def printed(self) -> float:
        """Return how far the printed numbers are apart, whatever their hedges; NaN of bounds."""
        if any(side.hedge in TWO_BOUNDS for side in self.sides):
            return math.nan
        ends = [[end for end in side.ends.values() if not math.isnan(end)] for side in self.sides]
        one, other = (of_side[0] for of_side in ends)
        return float(f"{abs(one - other):.12g}")

    @property
    def figures(self) -> frozenset[tuple[object, ...]]:
        """Return what tells two numbers from others, whichever documents repeat them."""
        return frozenset(
            (
                c.series_id,
                c.period,
                str(c.quantity.chart_low),
                str(c.quantity.chart_high),
                c.quantity.hedge,
            )
            for c in self.claims
        )


REPEATED, PRODUCER, UNKNOWN, VINTAGE = "repeated", "producer", "unknown producer", "vintage"
SCOPE, DEFINITION, WHOLE, MEASURE = "scope", "definition", "part or whole", "measure"
SEASON, LENGTH, ONCE, UNDATED, INFERRED = "season", "length", "once", "undated", "inferred"
STATUS, ROUNDING, HEDGE = "status", "rounding", "hedge"


def _differ(pair: Pair, name: str) -> bool:
    return bool(getattr(pair.one, name) != getattr(pair.other, name))


def _lengths_differ(pair: Pair) -> bool:
    return pair.dated and pair.one.length != pair.other.length


def _as_rounded(pair: Pair) -> bool:
    """Tell whether two numbers that differ fit one if one of them, or both, were rounded."""
    one, other = pair.sides
    points = all(side.hedge in POINT_HEDGES for side in pair.sides)
    return points and not pair.fits and one.rounded.fits(other.rounded)


TESTS: dict[str, Callable[[Pair], bool]] = {
    REPEATED: lambda pair: not _differ(pair, "series_id"),
    DEFINITION: lambda pair: pair.relation == BASE or _differ(pair, "leaves_out"),
    WHOLE: lambda pair: pair.relation == PART,
    PRODUCER: lambda pair: (
        _differ(pair, "producer") and all(claim.producer for claim in pair.claims)
    ),
    UNKNOWN: lambda pair: (
        _differ(pair, "series_id") and not all(claim.producer for claim in pair.claims)
    ),
    VINTAGE: lambda pair: _differ(pair, "vintage"),
    SCOPE: lambda pair: _differ(pair, "counting") and not _differ(pair, "vintage"),
    MEASURE: lambda pair: _differ(pair, "measure"),
    SEASON: lambda pair: pair.dated and _differ(pair, "start") and not _lengths_differ(pair),
    LENGTH: _lengths_differ,
    ONCE: lambda pair: any(claim.once for claim in pair.claims),
    UNDATED: lambda pair: not pair.dated,
    INFERRED: lambda pair: any(claim.inferred for claim in pair.claims),
    STATUS: lambda pair: _differ(pair, "status"),
    ROUNDING: _as_rounded,
    HEDGE: lambda pair: any(claim.shown_hedge != "exact" for claim in pair.claims),
}
"""What may explain a gap, in the order in which it is told, and what it asks of a pair."""
REASONS = tuple(TESTS)


def reasons(pair: Pair) -> tuple[str, ...]:
    """Return which of REASONS hold for the two claims; none where they say the same."""
    if pair.alike and pair.relation == SAME:
        return ()
    return tuple(name for name, holds in TESTS.items() if holds(pair))
