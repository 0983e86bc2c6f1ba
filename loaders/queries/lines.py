"""What a line may join, and why it joins no more.

Source: rule 1 of the drawing rules in the project's curation guide.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Collection, Sequence
from operator import attrgetter
from typing import Any

import pandas as pd

from loaders.dataset import Claim, claims_in
from loaders.schema.claim_state import IN_FORCE
from loaders.values.codelists import DECREASE, POINT_HEDGES, TOLD_APART

ONE_DAY = pd.Timedelta(days=1)
NO_FIGURE = "there is no figure for the time between"
NO_NUMBER = "one of the two is not a single number, but a limit such as “more than” or a range"
NO_PLACE = "a logarithmic scale has no place for one of them"


def _is_point(claim: Claim) -> bool:
    """Tell whether a claim gives one number, if with limits."""
    return claim.quantity.hedge in POINT_HEDGES or not math.isnan(claim.quantity.best)


def _joinable(claim: Claim) -> bool:
    """Tell whether a claim may be an end of a line: a point, also one with limits, observed or
    estimated, over whole months of its own, not cumulative. Source: the drawing rules of the
    curation guide, rule 1.
    """
    return bool(
        _is_point(claim)
        and claim.status not in TOLD_APART
        and claim.measure != "cumulative"
        and not pd.isna(claim.months)
        and not claim.once
        and claim.in_force
    )


def off_scale(claims: pd.DataFrame, *, log: bool) -> list[Claim]:
    """Return the dated claims that a scale has no place for: of a logarithmic one, those with a
    bound at or below zero, where falls are drawn.
    """
    dated = claims_in(claims[claims["start"].notna()]) if log else []
    bounds = [(claim, claim.quantity.chart_low, claim.quantity.chart_high) for claim in dated]
    return [
        claim for claim, low, high in bounds if low <= 0 or high <= 0 or claim.measure == DECREASE
    ]


def breaks(
    claims: pd.DataFrame, off_scale: Collection[str] = frozenset()
) -> list[tuple[str, str, str]]:
    """Return the neighbours in time of one series that no line joins, and why, in words;
    `off_scale` are the ids of claims that a logarithmic scale has no place for.
    """
    joined = set(joined_pairs(claims, off_scale))
    dated = claims[claims["start"].notna() & (claims["state"] == IN_FORCE)]
    rows = sorted(claims_in(dated), key=attrgetter("series_id", "start", "end", "claim_id"))
    found = []
    for one, other in itertools.pairwise(rows):
        pair = (str(one.claim_id), str(other.claim_id))
        if one.series_id == other.series_id and pair not in joined:
            why = NO_PLACE if set(pair).intersection(off_scale) else _why_apart(one, other)
            found.append((*pair, why))
    return found


def _why_apart(one: Claim, other: Claim) -> str:
    """Return the first reason for which two claims of a series are not joined."""
    ends = (one, other)
    points = all(map(_is_point, ends))
    reasons = {
        NO_NUMBER: not points,
        "one of the two was neither counted nor estimated": any(
            e.status in TOLD_APART for e in ends
        ),
        "running totals do not make a trend": one.measure == "cumulative",
        "one of the two happened once, at a time that is not stated": any(e.once for e in ends),
        "the periods differ in length": one.length != other.length,
        "both are for the same period": one.start == other.start,
        NO_FIGURE: other.start > one.end + ONE_DAY,
        "the periods are not whole months": pd.isna(one.months),
    }
    found = (reason for reason, holds in reasons.items() if holds)
    return next(found, "documents give different numbers for one of the periods")


def joined_pairs(
    claims: pd.DataFrame, off_scale: Collection[str] = frozenset()
) -> list[tuple[str, str]]:
    """Return the pairs of claim ids that a line joins, as rule 1 of the curation guide has it;
    none to a claim of `off_scale`, which a logarithmic scale has no place for.

    Neighbours are claims of one series and of equal length in months, the second of which
    begins no later than the day after the first ends. Where documents give different numbers
    for one period, no line goes through that period.
    """
    return pairs_among(claims_in(claims), off_scale)


def pairs_among(
    rows: Sequence[Claim], off_scale: Collection[str] = frozenset()
) -> list[tuple[str, str]]:
    """Return what `joined_pairs` returns, of claims."""
    numbers: dict[tuple[Any, ...], set[str]] = {}
    for row in rows:
        if not row.in_force:
            continue
        ends = (row.quantity.chart_low, row.quantity.chart_high)
        numbers.setdefault(_period(row), set()).add(str(ends))  # NaN is not equal to itself
    runs: dict[tuple[str, float], dict[Any, Claim]] = {}
    for row in sorted(filter(_joinable, rows), key=lambda end: end.start):
        runs.setdefault((row.series_id, row.months), {}).setdefault(row.start, row)
    return [
        (str(one.claim_id), str(other.claim_id))
        for _, run in sorted(runs.items())
        for one, other in itertools.pairwise(run.values())
        if other.start <= one.end + ONE_DAY
        and len(numbers[_period(one)]) == len(numbers[_period(other)]) == 1
        and not {one.claim_id, other.claim_id}.intersection(off_scale)
    ]


def drawn_pairs(
    dated: pd.DataFrame, off_scale: Collection[str] = frozenset()
) -> list[tuple[str, str]]:
    """Return the pairs of ids that a chart's lines join: of the record, and of documents."""
    rows = claims_in(dated)
    return [
        pair
        for official in (True, False)
        for pair in pairs_among([row for row in rows if row.official is official], off_scale)
    ]


def _period(row: Claim) -> tuple[Any, ...]:
    """Return the series and the period of a claim."""
    return row.series_id, row.start, row.end
