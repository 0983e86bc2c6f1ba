"""Official series that give the same numbers: one count, published twice, and no confirmation."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from operator import attrgetter

from loaders.dataset import Claim

LEAST = 2
"""How many numbers have to be the same: one alone may be so by chance."""
QUANTITY = attrgetter("indicator_id", "place_id", "from_place_id", "measure", "base_period")


def one_counts(claims: Iterable[Claim]) -> list[tuple[tuple[Claim, Claim], ...]]:
    """Return the pairs of official figures in force of each two series that give the same number
    for every period that both have, `LEAST` at least; the claims are in one unit.
    """
    series: dict[str, list[Claim]] = {}
    for claim in claims:
        if claim.official and claim.in_force and claim.dated:
            series.setdefault(claim.series_id, []).append(claim)
    found = []
    for one, other in itertools.combinations(series.values(), 2):
        if QUANTITY(one[0]) == QUANTITY(other[0]):
            both = tuple((a, b) for a in one for b in other if a.same_days(b))
            if len(both) >= LEAST and all(_one_number(*pair) for pair in both):
                found.append(both)
    return found


def repeated(claims: Iterable[Claim]) -> dict[str, list[Claim]]:
    """Return the figures of other series that are one count with a figure, by its id."""
    found: dict[str, list[Claim]] = {}
    for pair in itertools.chain.from_iterable(one_counts(claims)):
        for one, other in (pair, pair[::-1]):
            found.setdefault(one.claim_id, []).append(other)
    return found


def _one_number(one: Claim, other: Claim) -> bool:
    return one.quantity.words == other.quantity.words and one.quantity.hedge == other.quantity.hedge
