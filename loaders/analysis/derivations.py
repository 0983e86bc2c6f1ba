"""A document's own claims put together: a change, a share, a total over time, a conversion.

What comes out is derived, never a claim: bounds that follow from the bounds of claims, held
against what the document states, where it states it.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from loaders.analysis.disagreements import OVER_PERIODS
from loaders.dataset import Claim, Dataset, claims_in
from loaders.queries.selection import EVERYTHING, RATE, in_own_units, selected
from loaders.queries.wholes import above, has_in_it
from loaders.values.codelists import CHANGES, UNREAL
from loaders.values.edtf import Period
from loaders.values.intervals import (
    AGREE,
    APART,
    ROUNDED,
    Interval,
    Quantity,
    line,
    product,
    quotient,
)
from loaders.values.units import RATIOS

CHANGE, LEVEL, SHARE, TOTAL, CONVERTED = "change", "level", "share", "total", "converted"
KINDS = (SHARE, TOTAL, CHANGE, LEVEL, CONVERTED)
"""What is derived: a later number over an earlier one; the other level of a stated change; a part
over its whole; the total of a rate; a number in another unit.
"""
UNSTATED = "unstated"
"""The document states nothing to hold what is derived against."""
MULTIPLE = "multiple"
ONE = Interval(1.0, 1.0)


@dataclass(frozen=True)
class Derived:
    """What follows from claims of one document, `operands`, all rows of `selection.in_unit`.

    The bounds are in `unit`; `rounded` are those that follow if single numbers were rounded.
    `stated` is the claim that they are held against, `converted` the document's own number;
    `period` is what a derived level is about.
    """

    kind: str
    operands: tuple[Claim, ...]
    bounds: Interval
    rounded: Interval
    unit: str
    stated: Claim | None = None
    converted: Quantity | None = None
    period: str = ""

    @property
    def document_id(self) -> str:
        """Return the document whose arithmetic it is."""
        return str(self.operands[0].document_id)

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Return all claims that it is about."""
        return (*self.operands, *([self.stated] if self.stated else []))

    @cached_property
    def statement(self) -> Quantity | None:
        """Return what the document states, in `unit`; None where it states nothing."""
        return self.stated.quantity if self.stated else self.converted

    @cached_property
    def verdict(self) -> str:
        """Return AGREE, ROUNDED, APART or UNSTATED."""
        if self.statement is None:
            return UNSTATED
        if self.statement.words.fits(self.bounds):
            return AGREE
        return ROUNDED if self.statement.rounded.fits(self.rounded) else APART


def derivations(dataset: Dataset) -> list[Derived]:
    """Return what follows from the claims in force of each document, by document.

    Of official documents only what they also state: their rows are many.
    """
    claims = selected(dataset.joined, EVERYTHING)
    claims = in_own_units(dataset, claims[~claims["status"].isin(UNREAL)])
    rows = claims_in(claims.sort_values(["document_id", "start", "end", "claim_id"]))
    found: list[Derived] = []
    for _, document in itertools.groupby(rows, key=lambda row: row.document_id):
        own = list(document)
        derived = [
            *_shares(dataset, own),
            *_totals(own),
            *_changes(dataset, own),
            *_conversions(dataset, own),
        ]
        found += [d for d in derived if d.statement or not own[0].official]
    return found


def derivations_of(derived: Iterable[Derived], claim_id: str) -> list[Derived]:
    """Return what is derived from a claim, or held against it."""
    return [one for one in derived if claim_id in [c.claim_id for c in one.claims]]


def sorted_derivations(derived: Iterable[Derived]) -> list[Derived]:
    """Return what does not agree first, then what agrees as rounded, agrees, is not stated."""
    order = (APART, ROUNDED, AGREE, UNSTATED)
    return sorted(derived, key=lambda one: (order.index(one.verdict), KINDS.index(one.kind)))


READINGS: tuple[Callable[[Claim], Interval], ...] = (
    lambda row: row.quantity.words,
    lambda row: row.quantity.rounded,
)
"""What the bounds of a claim allow: by its words, and if a single number was rounded."""


def _derived(
    kind: str,
    operands: tuple[Claim, ...],
    bounds: Iterable[Interval],
    unit: str,
    stated: Claim | None = None,
) -> Derived:
    words, rounded = bounds
    return Derived(kind, operands, words, rounded, unit, stated)


def _same_time(one: Claim, other: Claim) -> bool:
    """Tell whether two claims have the same days as their period, or none."""
    return one.same_days(other) or not (one.dated or other.dated)


def _shares(dataset: Dataset, rows: Sequence[Claim]) -> Iterator[Derived]:
    """Yield each part over its whole of one place and time, beside the share that is stated."""
    names = {str(row.indicator_id) for row in rows}
    parts = [row for row in rows if names & set(above(dataset, row.indicator_id))]
    for part, whole in itertools.product(parts, rows):
        if not has_in_it(dataset, whole, part.indicator_id):
            continue
        alike = part.measure == whole.measure and part.place_id == whole.place_id
        if not alike or not _same_time(part, whole) or part.measure in (*CHANGES, "ratio"):
            continue
        if not dataset.conversions.same_dimension(
            part.quantity.chart_unit, whole.quantity.chart_unit
        ):
            continue
        factor = dataset.conversions.factor(part.quantity.chart_unit, whole.quantity.chart_unit)
        scale = 100 * factor
        shares = (line(quotient(read(part), read(whole)), scale, 0.0) for read in READINGS)
        found = _derived(SHARE, (part, whole), shares, "percent")
        stated = [row for row in rows if _is_share(dataset, row, part, whole)]
        yield from (replace(found, stated=_in(row, "percent")) for row in stated)
        if not stated:
            yield found


def _is_share(dataset: Dataset, row: Claim, part: Claim, whole: Claim) -> bool:
    """Tell whether a claim is the share of a part in its whole."""
    divided = _amounts(dataset, row) == (part.indicator_id, whole.indicator_id)
    there = row.same_place(part) and _same_time(row, part)
    return bool(row.measure == "share" and divided and there)


def _amounts(dataset: Dataset, row: Claim) -> tuple[str, str]:
    """Return the indicators whose amounts a claim's indicator divides, or empty texts."""
    indicator = dataset.indicators.loc[row.indicator_id]
    return str(indicator["numerator_id"]), str(indicator["denominator_id"])


def _in(row: Claim, unit: str) -> Claim:
    """Return a claim of a ratio in percent, as a fraction or a multiple."""
    return row.in_unit(unit, RATIOS[row.quantity.unit] / RATIOS[unit])


def _totals(rows: Sequence[Claim]) -> Iterator[Derived]:
    """Yield the total of each rate over the period for which the document gives a total too."""
    rates = [row for row in rows if row.measure == RATE]
    for rate, total in itertools.product(rates, rows):
        if total.measure != "flow" or not (
            rate.indicator_id == total.indicator_id and rate.same_place(total)
        ):
            continue
        if not rate.dated or not _same_time(rate, total):
            continue
        bounds = (line(read(rate), rate.years, 0.0) for read in READINGS)
        yield _derived(TOTAL, (rate,), bounds, total.quantity.chart_unit, stated=total)


def _changes(dataset: Dataset, rows: Sequence[Claim]) -> Iterator[Derived]:
    """Yield the stated changes against their levels, and the changes that nobody states."""
    stated: set[tuple[str, str]] = set()
    for change in rows:
        if change.base_period:
            found = list(_stated_change(dataset, rows, change))
            stated |= {
                (d.operands[0].claim_id, d.operands[1].claim_id)
                for d in found[:1]
                if d.kind == CHANGE
            }
            yield from found
    for series_id in dict.fromkeys(row.series_id for row in rows):
        run = [r for r in rows if r.series_id == series_id and _has_level(r)]
        for earlier, later in itertools.pairwise(run):
            pair = (later.claim_id, earlier.claim_id)
            equal = earlier.months == later.months  # NaN, of part of a month, is not itself
            if earlier.end < later.start and equal and pair not in stated:
                ratios = (quotient(read(later), read(earlier)) for read in READINGS)
                yield _derived(CHANGE, (later, earlier), ratios, MULTIPLE)


def _has_level(row: Claim) -> bool:
    return bool(
        row.dated
        and row.measure in (*OVER_PERIODS, "stock", "price")
        and row.measure != "cumulative"
        and not row.once
    )


def _stated_change(dataset: Dataset, claims: Sequence[Claim], change: Claim) -> Iterator[Derived]:
    """Yield a change that follows from both levels, held against the stated one; of one level,
    the other.
    """
    over, under = _amounts(dataset, change)
    names = {change.indicator_id, *([over] if over == under else [])}
    levels = [
        row
        for row in claims
        if row.indicator_id in names and _has_level(row) and row.same_place(change)
    ]
    later = [row for row in levels if _about(row, change.period)]
    earlier = [row for row in levels if _about(row, change.base_period)]
    for one, base in itertools.product(later, earlier):
        bounds = (_as_change(quotient(read(one), read(base)), change) for read in READINGS)
        yield _derived(CHANGE, (one, base), bounds, MULTIPLE, stated=_in(change, MULTIPLE))
    if later and earlier:
        return
    for rows, other, put_together in (
        (earlier, change.period, product),
        (later, change.base_period, quotient),
    ):
        for row in rows:
            bounds = (put_together(read(row), _as_ratio(read, change)) for read in READINGS)
            found = _derived(LEVEL, (row, change), bounds, row.quantity.chart_unit)
            yield replace(found, period=_text(other))


def _about(row: Claim, period: Period | None) -> bool:
    """Tell whether a claim is about a period, inferred or not."""
    return _text(row.period).replace("?", "") == _text(period).replace("?", "")


def _text(period: Period | None) -> str:
    return period.text if period else ""


def _as_change(ratio: Interval, change: Claim) -> Interval:
    """Return a later number over an earlier one as what the claim measures, as a multiple."""
    if change.measure == "increase":
        return line(ratio, 1.0, -1.0)
    return line(ratio, -1.0, 1.0) if change.measure == "decrease" else ratio


def _as_ratio(read: Callable[[Claim], Interval], change: Claim) -> Interval:
    """Return a stated change as a later number over an earlier one."""
    own = line(read(_in(change, MULTIPLE)), 1.0, 0.0)
    if change.measure == "increase":
        return line(own, 1.0, 1.0)
    return line(own, -1.0, 1.0) if change.measure == "decrease" else own


def _conversions(dataset: Dataset, rows: Sequence[Claim]) -> Iterator[Derived]:
    """Yield the claims whose number the document itself converts."""
    for row in rows:
        if row.converted_unit:
            ends = (row.converted_low, row.converted_high)
            own = Quantity(*ends, "exact" if ends[0] == ends[1] else "range")
            factor = dataset.conversions.factor(row.quantity.unit, row.converted_unit)
            side = replace(row.quantity, factor=factor)
            yield Derived(
                CONVERTED, (row,), side.words, side.rounded, row.converted_unit, converted=own
            )
