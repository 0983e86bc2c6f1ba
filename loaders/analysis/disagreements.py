"""Claims of different producers or documents about one quantity, place and time, side by side.

Arithmetic only: how far two numbers are apart, and what in the tables may explain it.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from loaders.analysis.pairs import BASE, PART, SAME, UNLIKE, Pair
from loaders.dataset import Claim, Dataset, claims_in
from loaders.queries.selection import (
    EVERYTHING,
    RATE,
    in_own_units,
    indicator_in_unit,
    selected,
)
from loaders.queries.wholes import above, has_in_it
from loaders.values.codelists import UNREAL
from loaders.values.intervals import AGREE, APART, ROUNDED

SORTS = ("gap", "topic", "period")
CUMULATIVE = "cumulative"
OVER_PERIODS = ("flow", "rate", CUMULATIVE, "share")
"""Measures over a period, of which a part is another number; others are levels."""
TOTALS, TOTAL = ("flow", RATE), "total"
"""Measures that can be compared with each other, as a rate is made the total of its period; and
what both are called.
"""
HALF, MORE_THAN_HALF = 0.49, 0.51
"""Half a year has 181 to 184 of 365 days."""
AGREEMENTS = (APART, ROUNDED, AGREE, UNLIKE)
"""In the order in which pairs are listed."""


@dataclass(frozen=True)
class Difference:
    """The pairs of the claims of two series, of one series in several documents, or of one
    document, the widest gap first.
    """

    pairs: tuple[Pair, ...]

    @property
    def widest(self) -> Pair:
        """Return the pair with the largest gap."""
        return self.pairs[0]

    @cached_property
    def count(self) -> int:
        """Return of how many different pairs of numbers these are."""
        return len(distinct(self.pairs))

    @cached_property
    def apart(self) -> int:
        """Return how many of them do not agree."""
        return sum(pair.apart for pair in distinct(self.pairs))


def distinct(pairs: Iterable[Pair]) -> list[Pair]:
    """Return one pair for each two numbers, whichever documents repeat them."""
    by_figures: dict[object, Pair] = {}
    for pair in pairs:
        by_figures.setdefault(pair.figures, pair)
    return list(by_figures.values())


def all_pairs(dataset: Dataset) -> tuple[Pair, ...]:
    """Return the pairs of claims in force of different series or documents about one quantity,
    place and time: of one indicator, or shares of different bases in one comparison, and parts
    that are larger than their whole.
    """
    return _pairs_in(dataset, selected(dataset.joined, EVERYTHING))


def pairs_near(dataset: Dataset, indicator_id: str) -> tuple[Pair, ...]:
    """Return the pairs of `all_pairs` among an indicator and all that pairs of it can be with: its
    wholes, its parts, and what it is compared with.
    """
    comparisons = dataset.indicators["comparison_id"]
    beside = comparisons[comparisons == (comparisons[indicator_id] or None)].index
    parts = [name for name in comparisons.index if indicator_id in above(dataset, name)]
    near = [indicator_id, *above(dataset, indicator_id), *parts, *beside]
    joined = dataset.joined
    return _pairs_in(dataset, selected(joined[joined["indicator_id"].isin(near)], EVERYTHING))


def _pairs_in(dataset: Dataset, claims: pd.DataFrame) -> tuple[Pair, ...]:
    """Return the pairs among claims, which are rows of `Dataset.joined`."""
    rows = _by_indicator(claims_in(in_own_units(dataset, claims)))
    indicators = dataset.indicators
    found = [pair for own in rows.values() for pair in _within(own)]
    for name in rows:
        for whole in above(dataset, name):
            pairs = _across(dataset, rows, (name, whole), PART)
            found += [p for p in pairs if p.part_too_large and has_in_it(dataset, p.other, name)]
    for _, own in indicators[indicators["comparison_id"] != ""].groupby("comparison_id"):
        for one, other in itertools.combinations([str(name) for name in own.index], 2):
            pairs = _across(dataset, rows, (one, other), BASE)
            found += [p for p in pairs if p.one.measure == "share" and p.two_voices]
    return tuple(found)


def pairs_among(claims: Iterable[Claim]) -> list[Pair]:
    """Return the pairs of `all_pairs` among claims of a chart, all in one unit, that are of one
    indicator: what the list of disagreements has, a chart's note says of what it shows.
    """
    return [pair for own in _by_indicator(claims).values() for pair in _within(own)]


def beside_in_text(dataset: Dataset, claim: Claim) -> list[Claim]:
    """Return the claims that the same place of a claim's document sets beside it: of the same
    indicator, place and time, where no one number fits both.
    """
    rows = claims_in(dataset.kept(indicator_in_unit, claim.indicator_id))
    place = claim.document_id, claim.locator
    pairs = pairs_among(row for row in rows if (row.document_id, row.locator) == place)
    both = [p.claims for p in pairs if not p.fits]
    ids = [{one.claim_id: other, other.claim_id: one} for one, other in both]
    return [others[claim.claim_id] for others in ids if claim.claim_id in others]


def grouped(pairs: Iterable[Pair]) -> list[Difference]:
    """Return the pairs by their two series and how they belong together; those of one document's
    own numbers apart.
    """
    groups: dict[tuple[object, ...], list[Pair]] = {}
    for pair in pairs:
        one, other = (claim.document_id for claim in pair.claims)
        series = frozenset(claim.series_id for claim in pair.claims)
        groups.setdefault((pair.relation, series, one if one == other else ""), []).append(pair)
    return [Difference(tuple(sorted(own, key=width))) for own in groups.values()]


def sorted_differences(
    dataset: Dataset, differences: Sequence[Difference], sort: str = SORTS[0]
) -> list[Difference]:
    """Return differences by `gap` (what does not agree first, then the largest part of the
    smaller number), `topic`, or `period` (the newest first).
    """

    def key(difference: Difference) -> tuple[object, ...]:
        pair = difference.widest
        if sort == "topic":
            return dataset.topic_order[pair.one.topic], pair.one.indicator_id, *width(pair)
        if sort == "period":
            ends = [c.end.toordinal() for c in pair.claims if pd.notna(c.end)]
            return -max(ends, default=0), *width(pair)
        return width(pair)

    return sorted(differences, key=key)


def pairs_around(pairs: Iterable[Pair], claim_id: str) -> list[Pair]:
    """Return all pairs among a claim and those that it makes a pair with, the widest first."""
    pairs = list(pairs)
    names = {
        claim.claim_id
        for pair in pairs
        if claim_id in [c.claim_id for c in pair.claims]
        for claim in pair.claims
    }
    kept = [pair for pair in pairs if {c.claim_id for c in pair.claims} <= names]
    return sorted(kept, key=width)


def width(pair: Pair) -> tuple[object, ...]:
    """Return what sorts pairs: how they agree, the least gap as a part, claims first."""
    official = sum(bool(claim.official) for claim in pair.claims)
    names = (pair.one.claim_id, pair.other.claim_id)
    rank = AGREEMENTS.index(pair.agreement)
    return rank, -pair.share.low, -pair.share.high, official, names


def _within(rows: Sequence[Claim]) -> Iterator[Pair]:
    """Yield the pairs of one indicator's claims."""
    for one, other in _at_once(rows):
        same_voice = (one.series_id, one.document_id) == (other.series_id, other.document_id)
        if not same_voice and not _set_apart(one, other):
            yield _pair(one, other, SAME)


def _set_apart(one: Claim, other: Claim) -> bool:
    """Tell whether two numbers of one producer and vintage, but of other scopes, are set apart by
    their own document, as are bicycles with docks and without; running totals by their scope alone.
    """
    if one.counting == other.counting or one.vintage != other.vintage:
        return False
    one_voice = (one.document_id, one.producer) == (other.document_id, other.producer)
    return one.measure == other.measure and (one_voice or one.measure == CUMULATIVE)


def _across(
    dataset: Dataset, rows: Mapping[str, Sequence[Claim]], names: tuple[str, str], relation: str
) -> Iterator[Pair]:
    """Yield the pairs of one indicator's claims with another's, in the unit of the second."""
    if not all(name in rows for name in names):
        return
    unit, to = (str(dataset.indicators.loc[name, "unit"]) for name in names)
    if unit != to and not dataset.conversions.same_dimension(unit, to):
        return
    factor = 1.0 if unit == to else dataset.conversions.factor(unit, to)
    own = [row.in_unit(to, row.quantity.factor * factor) for row in rows[names[0]]]
    for one, other in _at_once([*own, *rows[names[1]]]):
        if one.indicator_id != other.indicator_id:
            first = one if one.indicator_id == names[0] else other
            yield _pair(first, other if first is one else one, relation)


def _pair(one: Claim, other: Claim, relation: str) -> Pair:
    swap = relation != PART and _rank(other) < _rank(one)
    return Pair(other, one, relation) if swap else Pair(one, other, relation)


def _rank(row: Claim) -> tuple[object, ...]:
    return row.official, row.published, row.claim_id


def _by_indicator(claims: Iterable[Claim]) -> dict[str, list[Claim]]:
    """Return the claims in force that say what was, by indicator."""
    found: dict[str, list[Claim]] = {}
    for claim in claims:
        if claim.in_force and claim.status not in UNREAL:
            found.setdefault(claim.indicator_id, []).append(claim)
    return found


def _at_once(rows: Sequence[Claim]) -> Iterator[tuple[Claim, Claim]]:
    """Yield the pairs of one place, kind of measure and time."""
    groups: dict[tuple[object, ...], list[Claim]] = {}
    for row in rows:
        kind = TOTAL if row.measure in TOTALS else row.measure
        key = (row.place_id, row.from_place_id, kind, row.base_period)
        groups.setdefault(key, []).append(row)
    for group in groups.values():
        undated = [row for row in group if not row.dated]
        yield from itertools.combinations(undated, 2)
        dated = sorted((row for row in group if row.dated), key=lambda row: row.start)
        for at, one in enumerate(dated):
            for other in dated[at + 1 :]:
                if not one.overlaps(other):
                    break
                if same_time(one, other):
                    yield one, other


def same_time(one: Claim, other: Claim) -> bool:
    """Tell whether two claims whose periods overlap are about one time.

    Levels of two series are; of one series, see `_one_season`. Totals and shares over a period are
    where more than half of the longer is in both: a fiscal year and the calendar year, not half a
    year and the year. A rate is held against the total of a year only, and a running total against
    one that ends on the same day.
    """
    both = one.days_in_common(other)
    if one.series_id == other.series_id and not _one_season(one, other):
        return False
    if one.measure not in OVER_PERIODS:
        return True
    if one.measure == CUMULATIVE and one.end != other.end:
        return False
    if one.measure != other.measure and RATE in (one.measure, other.measure):
        total = other if one.measure == RATE else one
        if total.months != 12:
            return False
    return both > MORE_THAN_HALF * max(one.days, other.days)


def _one_season(one: Claim, other: Claim) -> bool:
    """Tell whether two periods of one series are not two of its seasons, years or windows.

    Of one length they are the same days. Otherwise more than half of the shorter is in the
    longer; a season that is half in it belongs to the years in which it ends: that of July 2015
    to June 2016 to 2016 and 2017.
    """
    if one.months == other.months:
        return one.same_days(other)
    short, long = sorted((one, other), key=lambda claim: claim.days)
    part = one.days_in_common(other) / short.days
    return part > MORE_THAN_HALF or (part > HALF and short.end <= long.end)
