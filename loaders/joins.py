"""What a line may join, and why it joins no more.

Source: rule 1 of the drawing rules in the project's curation guide.
"""

from __future__ import annotations

import itertools

import pandas as pd

from loaders.query import IN_FORCE
from loaders.rules import POINT_HEDGES

JOINED_STATUSES = ("observation", "estimate")
ONE_DAY = pd.Timedelta(days=1)


def joinable(claims: pd.DataFrame) -> pd.Series[bool]:
    """Tell which claims may be an end of a line: a point, observed or estimated, over whole
    months of its own, not cumulative. Source: the drawing rules of the curation guide, rule 1.
    """
    return (
        claims["hedge"].isin(POINT_HEDGES)
        & claims["status"].isin(JOINED_STATUSES)
        & (claims["measure"] != "cumulative")
        & claims["months"].notna()
        & claims["start"].notna()
        & ~claims["period"].str.startswith("[")
        & (claims["state"] == IN_FORCE)
    )


def breaks(claims: pd.DataFrame) -> list[tuple[str, str, str]]:
    """Return the neighbours in time of one series that no line joins, and why, in words."""
    joined = set(joined_pairs(claims))
    dated = claims[claims["start"].notna() & (claims["state"] == IN_FORCE)]
    found = []
    for _, run in dated.sort_values(["start", "end", "claim_id"]).groupby("series_id"):
        for (_, one), (_, other) in itertools.pairwise(run.iterrows()):
            pair = (str(one["claim_id"]), str(other["claim_id"]))
            if pair not in joined:
                found.append((*pair, _why_apart(one, other)))
    return found


def _why_apart(one: pd.Series, other: pd.Series) -> str:
    """Return the first reason for which two claims of a series are not joined."""
    ends = (one, other)
    reasons = {
        "one of them is not a single number": any(e["hedge"] not in POINT_HEDGES for e in ends),
        "one of them is neither counted nor estimated": any(
            e["status"] not in JOINED_STATUSES for e in ends
        ),
        "totals since a beginning do not make a trend": one["measure"] == "cumulative",
        "one of them happened once, at a time that is not stated": any(
            e["period"].startswith("[") for e in ends
        ),
        "their periods are not of equal length": one["months"] != other["months"],
        "they are about the same period": one["start"] == other["start"],
        "there is no figure for the time between them": other["start"] > one["end"] + ONE_DAY,
    }
    found = (reason for reason, holds in reasons.items() if holds)
    return next(found, "documents give different numbers for one of the periods")


def joined_pairs(claims: pd.DataFrame) -> list[tuple[str, str]]:
    """Return the pairs of claim ids that a line joins, as rule 1 of the curation guide has it.

    Neighbours are claims of one series and of equal length in months, the second of which
    begins no later than the day after the first ends. Where documents give different numbers
    for one period, no line goes through that period.
    """
    pairs: list[tuple[str, str]] = []
    ends = claims[joinable(claims)]
    for _, run in ends.groupby(["series_id", "months"], sort=True):
        periods = [group for _, group in run.groupby("start", sort=True)]
        for first, second in itertools.pairwise(periods):
            agreed = all(_one_number(claims, group) for group in (first, second))
            if agreed and second["start"].iloc[0] <= first["end"].iloc[0] + ONE_DAY:
                pairs.append((str(first["claim_id"].iloc[0]), str(second["claim_id"].iloc[0])))
    return pairs


def _one_number(claims: pd.DataFrame, group: pd.DataFrame) -> bool:
    """Tell whether all claims of the group's series and period give the group's number."""
    first = group.iloc[0]
    alike = claims[(claims["series_id"] == first["series_id"])]
    alike = alike[(alike["start"] == first["start"]) & (alike["end"] == first["end"])]
    return bool((alike[["chart_low", "chart_high"]].drop_duplicates().shape[0]) == 1)
