"""What an indicator has over time: a line, a few years, one period, or none."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from loaders.dataset import Claim, Dataset, claims_in
from loaders.queries.lines import drawn_pairs, pairs_among
from loaders.queries.listing import key_claims
from loaders.queries.selection import OF_DOCUMENTS, selected, trend_claims

TREND, FEW, ONE, NONE = "trend", "a few years", "one period", "no year"
KINDS = (TREND, FEW, ONE, NONE)
"""What there can be over time, the most first."""
LEAST_STEPS = 2
"""So many steps of lines are a trend; one step is only a change."""

LEAST_PART = 1 / 3
"""So long, beside the longest, is a line that shows more because it is newer."""


@dataclass(frozen=True)
class Curve:
    """How many figures an indicator's chart has, how many of them have a period, how many
    neighbours lines join, and the years from the first to the last.
    """

    figures: int
    dated: int
    steps: int
    first: int
    last: int

    @property
    def kind(self) -> str:
        """Return which of `KINDS` it is."""
        if self.steps >= LEAST_STEPS:
            return TREND
        if self.dated:
            return ONE if self.dated == 1 else FEW
        return NONE


def curve_of(dataset: Dataset, indicator_id: str) -> Curve:
    """Return what an indicator has over time where a reader chooses no more."""
    return curve_in(trend_claims(dataset, indicator_id))


def curve_in(claims: pd.DataFrame) -> Curve:
    """Return what claims of one indicator have over time."""
    dated = claims[claims["start"].notna()]
    years = [*dated["start"].dt.year, *dated["end"].dt.year]
    ends = (int(min(years, default=0)), int(max(years, default=0)))
    return Curve(len(claims), len(dated), len(drawn_pairs(dated)), *ends)


def curves(dataset: Dataset, indicator_ids: Iterable[str]) -> Mapping[str, Curve]:
    """Return what each indicator has over time, in the order of `KINDS`, else as they come."""
    found = {name: curve_of(dataset, name) for name in indicator_ids}
    return dict(sorted(found.items(), key=lambda item: KINDS.index(item[1].kind)))


def best_curve(dataset: Dataset, indicator_ids: Collection[str]) -> str:
    """Return the indicator with the best curve: a trend of what documents speak of, with most
    steps, of those without a line one that has a period, a key figure's, with most figures.
    """
    key = set(key_claims(dataset)["indicator_id"])
    spoken = spoken_of(dataset)
    found = {name: curve_of(dataset, name) for name in indicator_ids}

    def rank(name: str) -> tuple[bool, int, bool, bool, int]:
        curve = found[name]
        of_trend = curve.kind == TREND and name in spoken
        return of_trend, curve.steps, curve.dated > 0, name in key, curve.dated

    return max(found, key=rank)


def spoken_of(dataset: Dataset) -> set[str]:
    """Return the indicators that documents give a number of, with those that are compared with
    them; and of shares and changes among these, what is counted.
    """
    claims = selected(dataset.joined, OF_DOCUMENTS)
    indicators = dataset.indicators
    own = indicators.index.isin(claims["indicator_id"])
    compared = set(indicators.loc[own, "comparison_id"]) - {""}
    found = indicators[own | indicators["comparison_id"].isin(compared)]
    return {str(name) for name in (*found.index, *found["numerator_id"])} - {""}


def best_run(claims: pd.DataFrame) -> pd.DataFrame:
    """Return the dated claims of a series, in documents or in the record, with the best line: of
    those that are a third as long in time as the longest, the one that ends last. None where
    lines join nothing.
    """
    dated = claims[claims["start"].notna()]
    lengths: list[tuple[float, pd.Timestamp, pd.DataFrame]] = []
    for _, own in dated.groupby(["official", "series_id"]):
        line = own[own["claim_id"].isin(longest_line(own))]
        if len(line):
            lengths.append((line["months"].sum(), line["end"].max(), own))
    least = max((length for length, *_ in lengths), default=0.0) * LEAST_PART
    long = [one for one in lengths if one[0] >= least]
    return max(long, key=lambda one: (one[1], one[0]))[2] if long else dated.iloc[[]]


def best_line(lines: Sequence[Sequence[Claim]]) -> Sequence[Claim]:
    """Return the best of lines, as `best_run` chooses among series; none of none."""
    lengths = [sum(claim.months for claim in line) for line in lines]
    least = max(lengths, default=0.0) * LEAST_PART
    long = [(line[-1].end, n, line) for line, n in zip(lines, lengths, strict=True) if n >= least]
    return max(long, key=lambda one: one[:2])[2] if long else []


def longest_line(run: pd.DataFrame) -> list[str]:
    """Return the ids of the claims on the longest unbroken line of a series."""
    return line_through(claims_in(run))


def line_through(run: Sequence[Claim]) -> list[str]:
    """Return what `longest_line` returns, of claims."""
    lines: list[list[str]] = []
    for one, other in pairs_among(run):
        if lines and lines[-1][-1] == one:
            lines[-1].append(other)
        else:
            lines.append([one, other])
    return max(lines, key=len, default=[])
