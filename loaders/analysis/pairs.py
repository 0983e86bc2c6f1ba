"""Two claims side by side: how far apart their numbers are, and whether one fits both."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

from loaders.dataset import Claim
from loaders.values.codelists import TWO_BOUNDS
from loaders.values.intervals import Interval, Quantity, distance, excess

SAME, BASE, PART = "same", "base", "part"
"""How two claims belong together: one indicator; shares of different bases in one comparison;
a part that is larger than its whole.
"""


@dataclass(frozen=True)
class Pair:
    """Two claims about one quantity, place and time, rows of `selection.in_unit` in one unit
    (a rate's per year); `one` is of an analysed document if either is, of PART the part.
    """

    one: Claim
    other: Claim
    relation: str = SAME

    @cached_property
    def sides(self) -> tuple[Quantity, Quantity]:
        """Return the bounds and hedges of both in the chart's unit."""
        return self.one.quantity, self.other.quantity

    @property
    def claims(self) -> tuple[Claim, Claim]:
        """Return both claims."""
        return self.one, self.other

    @property
    def dated(self) -> bool:
        """Tell whether both claims have a period with a beginning."""
        return self.one.dated and self.other.dated

    @cached_property
    def fits(self) -> bool:
        """Tell whether some number is what both claims allow; of a part, whether it is not
        larger than its whole.
        """
        part, whole = (side.words for side in self.sides)
        return part.fits(whole) or (self.relation == PART and part.high <= whole.low)

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
        """Return how far the numbers are apart in the chart's unit, of "about" the printed ones."""
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
