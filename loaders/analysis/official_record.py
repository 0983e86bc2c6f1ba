"""Claims held against the official record: arithmetic only, no verdict on anybody.

The record are the claims of official documents. A claim is held against those of the same
indicator, places and period, and a level also against the seasons of its own series that are of
its time; what cannot be compared is told with the reason.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from loaders.analysis.disagreements import OVER_PERIODS, TOTAL, TOTALS, same_time
from loaders.analysis.provenance import Root, shared_root
from loaders.analysis.repetition import repeated
from loaders.dataset import Claim, Dataset, claims_in
from loaders.queries.selection import (
    EVERYTHING,
    RATE,
    indicator_claims,
    indicator_in_unit,
    selected,
)
from loaders.queries.wholes import above, has_in_it
from loaders.values.codelists import EARLY, UNREAL
from loaders.values.edtf import parse_period
from loaders.values.intervals import (
    ABOVE,
    BELOW,
    PARTLY,
    ROUNDED,
    WITHIN,
    Gap,
    Quantity,
    gaps,
    stands,
)

SORTS = ("topic", "difference", "document", "period")

PERIOD, UNDATED, PLACE, MEASURE = "period", "undated", "place", "measure"
CHANGE, STATUS, WHOLE, BASE, NO_RECORD = "change", "status", "whole", "base", "no record"
REASONS = (PERIOD, UNDATED, PLACE, MEASURE, CHANGE, STATUS, WHOLE, BASE, NO_RECORD)
"""Why nothing recorded can be held against a claim, the most particular first."""
STANDINGS = (ABOVE, BELOW, PARTLY, ROUNDED, WITHIN)
"""In the order in which pairs are listed by difference."""


@dataclass(frozen=True)
class RecordPair:
    """One claim beside one recorded figure, both rows of `selection.in_unit`.

    `scale` is what the recorded number is multiplied by to be in the claim's printed unit; for a
    rate, to be what the total of the period is per that unit of time. `of_its_day` is the last
    early count of the same office that was out when the claim was made, where `recorded` is none.
    `twins` are figures of other official series that are one count with `recorded`.
    """

    claim: Claim
    recorded: Claim
    scale: float
    root: Root
    of_its_day: Claim | None = None
    twins: tuple[Claim, ...] = ()

    @cached_property
    def printed(self) -> Quantity:
        """Return the claim's bounds as printed."""
        return replace(self.claim.quantity, factor=1.0)

    @cached_property
    def record(self) -> Quantity:
        """Return the recorded bounds in the claim's printed unit."""
        return replace(self.recorded.quantity, factor=self.scale)

    @cached_property
    def where(self) -> str:
        """Return where the record lies for the claim's words, as `intervals.stands` has it."""
        return stands(self.printed, self.record)

    @cached_property
    def gaps(self) -> tuple[Gap, ...]:
        """Return the distances between claim and record in the claim's printed unit."""
        return gaps(self.printed, self.record)

    @property
    def margin(self) -> float:
        """Return how far inside the bounds that rounding allows the recorded number lies, in the
        claim's printed unit.
        """
        allowed, record = self.printed.rounded, self.record.number
        return min(record.low - allowed.low, allowed.high - record.high)

    @property
    def later(self) -> bool:
        """Tell whether the recorded figure was published after the claim."""
        return _came_later(self.recorded, self.claim)

    @property
    def editions_differ(self) -> bool:
        """Tell whether the claim quotes another edition of the count than the recorded one, or
        does not say which.
        """
        return bool(self.recorded.vintage) and self.claim.vintage != self.recorded.vintage


@dataclass(frozen=True)
class Unpaired:
    """A claim that nothing recorded can be held against, one of REASONS, and what the record has
    instead: the rows that come nearest.
    """

    claim: Claim
    reason: str
    beside: tuple[Claim, ...] = ()


def record_pairs(dataset: Dataset) -> tuple[list[RecordPair], list[Unpaired]]:
    """Return each claim in force of an analysed document beside the record, or why it is not.

    A claim is there as often as there are recorded figures for it.
    """
    claims = selected(dataset.joined, EVERYTHING)
    analysed, record = claims[~claims["official"]], claims[claims["official"]]
    recorded = analysed["indicator_id"].isin(list(record["indicator_id"].unique()))
    pairs: list[RecordPair] = []
    left: list[Unpaired] = []
    for indicator in analysed.loc[recorded, "indicator_id"].unique():
        own, figures = _rows(dataset, str(indicator))
        for claim in own:
            found, others = _against(dataset, claim, figures)
            pairs += found
            left += others
    return pairs, left + [
        _without_record(dataset, claim) for claim in claims_in(analysed[~recorded])
    ]


def record_pairs_of(dataset: Dataset, claim_id: str) -> tuple[list[RecordPair], list[Unpaired]]:
    """Return one claim beside the record, or why it is not; two empty lists for an official
    figure and for a claim that is not in force.
    """
    own = dataset.joined[dataset.joined["claim_id"] == claim_id]
    claims, record = _rows(dataset, str(own["indicator_id"].iloc[0]))
    claim = next((row for row in claims if row.claim_id == claim_id), None)
    return _against(dataset, claim, record) if claim else ([], [])


def sorted_record_pairs(
    dataset: Dataset, pairs: Sequence[RecordPair], sort: str
) -> list[RecordPair]:
    """Return pairs by `topic`, `document`, `period` (the newest first), or `difference`:
    what does not agree first, then the largest first.
    """

    def key(one: RecordPair) -> tuple[Any, ...]:
        claim = one.claim
        if sort == "difference":
            rank = max(STANDINGS.index(one.where), STANDINGS.index(BELOW))
            return rank, -max((abs(gap.share) for gap in one.gaps), default=0.0)
        if sort == "document":
            return claim.document_id, claim.line
        if sort == "period":
            return -claim.end.toordinal(), -claim.start.toordinal(), claim.claim_id
        return dataset.topic_order[claim.topic], claim.indicator_id, claim.line

    return sorted(pairs, key=key)


def _rows(dataset: Dataset, indicator_id: str) -> tuple[list[Claim], list[Claim]]:
    """Return an indicator's claims in force and its record, in the indicator's unit."""
    rows = claims_in(dataset.kept(indicator_in_unit, indicator_id))
    there = [row for row in rows if row.in_force]
    return [row for row in there if not row.official], [row for row in there if row.official]


def _against(
    dataset: Dataset, claim: Claim, record: Sequence[Claim]
) -> tuple[list[RecordPair], list[Unpaired]]:
    """Return a claim beside each figure of its indicator's record, or why there is none."""
    if not record:
        return [], [_without_record(dataset, claim)]
    left = list(record)
    for reason, test in TESTS.items():
        nearest, left = left, [row for row in left if test(claim, row)]
        if not left:
            return [], [Unpaired(claim, reason, tuple(nearest))]
    twins = repeated(record)
    return [
        RecordPair(
            claim,
            recorded,
            scale=_weight(recorded) / _weight(claim),
            root=shared_root(dataset, claim, recorded),
            of_its_day=_of_its_day(claim, recorded, left),
            twins=tuple(twins.get(recorded.claim_id, ())),
        )
        for recorded in left
    ], []


def _of_its_day(claim: Claim, recorded: Claim, record: Sequence[Claim]) -> Claim | None:
    if recorded.vintage in EARLY:
        return None
    early = [r for r in record if r.vintage in EARLY and r.producer == recorded.producer]
    known = [row for row in early if not _came_later(row, claim)]
    return max(known, key=lambda row: row.published, default=None)


def _came_later(one: Claim, other: Claim) -> bool:
    """Tell whether a claim was published after all days of the other's date."""
    first, second = (parse_period(row.published) for row in (one, other))
    return bool(first.start and first.start > second.end)


def _one_time(claim: Claim, row: Claim) -> bool:
    """Tell whether a claim and a recorded figure are of the same days, or a level of the record's
    own series of one of its seasons.
    """
    level = claim.measure not in OVER_PERIODS and claim.series_id == row.series_id
    return claim.same_days(row) or (level and claim.overlaps(row) and same_time(claim, row))


def _measure(claim: Claim) -> str:
    return TOTAL if claim.measure in TOTALS else claim.measure


TESTS: Mapping[str, Callable[[Claim, Claim], bool]] = {
    PLACE: Claim.same_place,
    MEASURE: lambda claim, row: _measure(claim) == _measure(row),
    CHANGE: lambda claim, row: claim.base_period == row.base_period,
    UNDATED: lambda claim, _: claim.dated,
    PERIOD: lambda claim, row: claim.once == row.once and _one_time(claim, row),
    STATUS: lambda claim, _: claim.status not in UNREAL,
}
"""What a recorded figure must pass to be compared with a claim, by the reason where none does."""


def _without_record(dataset: Dataset, claim: Claim) -> Unpaired:
    """Return why a claim whose indicator has no record is in no pair, with what the record has of
    its whole, or as a share of another base.
    """
    indicators = dataset.indicators
    for whole in above(dataset, claim.indicator_id):
        counts = _official_of(dataset, claim, whole)
        rows = tuple(row for row in counts if has_in_it(dataset, row, claim.indicator_id))
        if rows:
            return Unpaired(claim, WHOLE, rows)
    comparison = indicators.loc[claim.indicator_id, "comparison_id"]
    if claim.measure == "share" and comparison:
        for name in indicators.index[indicators["comparison_id"] == comparison]:
            shares = _official_of(dataset, claim, str(name))
            if shares and all(row.measure == "share" for row in shares):
                return Unpaired(claim, BASE, shares)
    return Unpaired(claim, NO_RECORD)


def _official_of(dataset: Dataset, claim: Claim, indicator_id: str) -> tuple[Claim, ...]:
    """Return the official figures in force of another indicator in the claim's places."""
    rows = selected(indicator_claims(dataset, indicator_id), EVERYTHING)
    return tuple(row for row in claims_in(rows[rows["official"]]) if claim.same_place(row))


def _weight(row: Claim) -> float:
    """Return what a printed number is multiplied by to be in its indicator's unit: of a rate, the
    total of its period.
    """
    return row.quantity.factor * (row.years if row.measure == RATE else 1.0)
