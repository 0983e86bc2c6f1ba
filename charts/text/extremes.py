"""Which of several claims may be the lowest or the highest, as far as their words tell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from loaders.dataset import Claim
from loaders.values.intervals import Interval

TOTALS = ("flow", "count", "cumulative")
"""Measures that are greater over a longer period for no other reason."""
ALIKE = ("indicator_id", "place_id", "from_place_id", "measure")


def surely_below(one: Interval, other: Interval) -> bool:
    """Tell whether every number that the one allows is below every one of the other."""
    touching = one.high == other.low and (one.high_open or other.low_open)
    return one.high < other.low or touching


def may_be_highest(claims: Sequence[Claim]) -> list[Claim]:
    """Return the claims that no other is surely above; with open bounds they can be several."""
    if not claims:
        return []
    best = max((claim.quantity.words for claim in claims), key=lambda b: (b.low, b.low_open))
    return [claim for claim in claims if not surely_below(claim.quantity.words, best)]


def may_be_lowest(claims: Sequence[Claim]) -> list[Claim]:
    """Return the claims that no other is surely below; with open bounds they can be several."""
    if not claims:
        return []
    best = min((claim.quantity.words for claim in claims), key=lambda b: (b.high, not b.high_open))
    return [claim for claim in claims if not surely_below(best, claim.quantity.words)]


def ranked(claims: Iterable[Claim]) -> list[Claim]:
    """Return the claims among which a lowest and a highest mean something: counted or estimated,
    in force.
    """
    return [c for c in claims if c.status in ("observation", "estimate") and c.in_force]


def why_no_extremes(claims: Sequence[Claim]) -> str:
    """Say why a lowest and a highest of claims would mislead; empty where they do not."""
    if any(len({getattr(claim, name) for claim in claims}) > 1 for name in ALIKE):
        return "the rows are not of one quantity and place"
    if any(claim.measure == "cumulative" for claim in claims):
        return "these are totals since a beginning"
    if len({claim.base_period for claim in claims}) > 1:
        return "they are measured against different periods"
    lengths = {str(claim.months) for claim in claims}  # NaN is not equal to itself
    if claims[0].measure in TOTALS and (len(lengths) > 1 or "nan" in lengths):
        return "the periods are of different length"
    return ""
