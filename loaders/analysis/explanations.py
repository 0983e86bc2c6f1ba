"""What may explain that two claims differ: a reason each, with the test that finds it."""

from __future__ import annotations

import math
from collections.abc import Callable

from loaders.analysis.pairs import BASE, PART, SAME, Pair
from loaders.dataset import Claim
from loaders.values.codelists import POINT_HEDGES

REPEATED, PRODUCER, UNKNOWN, VINTAGE = "repeated", "producer", "unknown producer", "vintage"
SCOPE, DEFINITION, WHOLE, MEASURE = "scope", "definition", "part or whole", "measure"
SEASON, LENGTH, ONCE, UNDATED, INFERRED = "season", "length", "once", "undated", "inferred"
STATUS, ROUNDING, HEDGE = "status", "rounding", "hedge"


def _differ(pair: Pair, name: str) -> bool:
    return bool(getattr(pair.one, name) != getattr(pair.other, name))


def _lengths_differ(pair: Pair) -> bool:
    return pair.dated and _length(pair.one) != _length(pair.other)


def _length(claim: Claim) -> tuple[str, float]:
    whole = not math.isnan(claim.months)
    return ("months", claim.months) if whole else ("days", claim.days)


def _as_rounded(pair: Pair) -> bool:
    """Tell whether two numbers that differ fit one if one of them, or both, were rounded."""
    one, other = pair.sides
    points = all(side.hedge in POINT_HEDGES for side in pair.sides)
    return points and not pair.fits and one.rounded.fits(other.rounded)


TESTS: dict[str, Callable[[Pair], bool]] = {
    REPEATED: lambda pair: not _differ(pair, "series_id"),
    DEFINITION: lambda pair: pair.relation == BASE,
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
    HEDGE: lambda pair: any(claim.quantity.hedge != "exact" for claim in pair.claims),
}
"""What may explain a gap, in the order in which it is told, and what it asks of a pair."""
REASONS = tuple(TESTS)


def reasons(pair: Pair) -> tuple[str, ...]:
    """Return which of REASONS hold for the two claims; none where they say the same."""
    if pair.alike and pair.relation == SAME:
        return ()
    return tuple(name for name, holds in TESTS.items() if holds(pair))
