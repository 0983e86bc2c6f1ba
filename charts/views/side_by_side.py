"""A claim and all that stands beside it: the pairs, their claims in one unit, and a heading."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from charts.text import disagreement as gap_text
from loaders.analysis.disagreements import distinct, pairs_around
from loaders.analysis.pairs import Pair
from loaders.dataset import Dataset
from loaders.queries.selection import RATE, in_unit

NOTHING_BESIDE = (
    "No other producer or document here gives a number for the same quantity, place and time."
)


@dataclass(frozen=True)
class SideBySide:
    """A claim's disagreements: `pairs` the widest first, `claims` one row each, in one unit."""

    claim_id: str
    pairs: Sequence[Pair]
    claims: pd.DataFrame
    heading: str

    @property
    def own(self) -> Pair:
        """Return the widest pair that the claim itself is in."""
        return own_pair(self.pairs, self.claim_id)

    @cached_property
    def apart(self) -> list[Pair]:
        """Return one pair for each two numbers, whichever documents repeat them."""
        return distinct(self.pairs)


def side_by_side(dataset: Dataset, pairs: Iterable[Pair], claim_id: str) -> SideBySide | None:
    """Return a claim with all that `pairs` (`all_pairs`) set beside it; None where nothing is."""
    near = pairs_around(pairs, claim_id)
    if not near:
        return None
    widest = own_pair(near, claim_id)
    names = {claim.claim_id for pair in near for claim in pair.claims}
    rows = dataset.joined[dataset.joined["claim_id"].isin(list(names))]
    printed = set(rows["unit"]) == {widest.unit} and RATE not in set(rows["measure"])
    unit = widest.unit if printed else widest.one.quantity.chart_unit
    claims = in_unit(dataset, rows, unit)
    order = ["official", "start", "published", "claim_id"]
    return SideBySide(claim_id, near, claims.sort_values(order), gap_text.heading(dataset, widest))


def own_pair(pairs: Iterable[Pair], claim_id: str) -> Pair:
    """Return the first of the pairs that a claim is in."""
    return next(p for p in pairs if claim_id in [claim.claim_id for claim in p.claims])
