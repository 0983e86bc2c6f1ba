"""Entries of ours that were corrected: what stands in their place, and whether a number moved."""

from __future__ import annotations

import math

import pandas as pd

from loaders.dataset import Claim, Dataset, claims_in
from loaders.schema.claim_state import IN_FORCE
from loaders.values.intervals import rounding


def corrections(dataset: Dataset) -> dict[str, Claim]:
    """Return the entry that stands in the place of each corrected one, by the id of that."""
    newer = {claim.supersedes: claim for claim in claims_in(dataset.joined) if claim.supersedes}
    found = {}
    for name, claim in newer.items():
        last = claim
        while last.claim_id in newer:
            last = newer[last.claim_id]
        found[name] = last
    return found


def moved(dataset: Dataset, claims: pd.DataFrame) -> pd.DataFrame:
    """Leave out the corrected entries whose number and period stayed: a chart would draw them on
    what stands in their place, as if that were wrong.
    """
    if (claims["state"] == IN_FORCE).all():
        return claims
    by_id = corrections(dataset)
    stayed = [
        claim.claim_id in by_id and stays(dataset, claim, by_id[claim.claim_id])
        for claim in claims_in(claims)
    ]
    return claims[~pd.Series(stayed, claims.index, dtype=bool)]


def stays(dataset: Dataset, old: Claim, new: Claim) -> bool:
    """Tell whether a correction left the number, or only rounded it, and the period.

    A number in kilograms in place of tons is another one; 428 houses in place of 428 buildings is
    not, as nothing converts between the two.
    """
    same_time = old.same_days(new) if old.dated else not new.dated
    units = old.quantity.unit, new.quantity.unit
    if not same_time or (units[0] != units[1] and dataset.conversions.same_dimension(*units)):
        return False
    one, other = old.quantity, new.quantity
    return _near(one.low, other.low) and _near(one.high, other.high)


def _near(old: float, new: float) -> bool:
    """Tell whether two bounds are one, if the new one was rounded to its last digit."""
    if math.isnan(old) or math.isnan(new):
        return math.isnan(old) and math.isnan(new)
    return old == new or (old % 1 > 0 and abs(old - new) <= rounding(new) / 2)
