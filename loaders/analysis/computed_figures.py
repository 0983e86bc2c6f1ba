"""Numbers computed here from figures in force: for each 100,000 people, as a share of the whole, as
a change against the year before, as an index. Pure: rows of `selection.in_unit` in, such rows out.

A row keeps the name of its claim, so that it leads to what it rests on. Its `claim` has the
quantity that was computed, and how in `computation`; its words are no document's, so none are kept.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from loaders.dataset import Claim, Computation, Dataset, claims_in
from loaders.queries.record import is_incomplete, record_claims
from loaders.values.codelists import DECREASE, ESTIMATE, FLOW, NEARLY, POINT_HEDGES, TOLD_APART
from loaders.values.edtf import YEAR
from loaders.values.intervals import Quantity, to_figures

CAPITA, WHOLE, CHANGE, INDEX = "capita", "whole", "change", "index"
PEOPLE = 100_000
HUNDRED = 100.0
FIGURES = 3
"""How many figures a computed number has; those before the point always are."""
PERCENT = "percent"
RATIO, SHARE, INCREASE = "ratio", "share", "increase"
LEVELS = (FLOW, "stock", "count", "price")
"""The measures of which a change or an index is told; of a share it would be one of percentages."""
NO_YEAR = "not the total of a whole calendar year"
NO_POPULATION = "the record has no population for that place and year"
OF_A_GROUP = "about a part whose population is not in the record"
NO_WHOLE = "no single number for the whole in the same document"
NO_LEVEL = "not an amount over whole months"
NO_POINT = "no single number that was counted or estimated"
NOT_ALL = "does not count all yet, or is compared with a figure that does not"
NO_YEAR_BEFORE = "no single number for the year before in the same series"
NO_BASE = "no single exact number for the base year in the same series"


@dataclass(frozen=True)
class Computed:
    """What was computed, and the claims that could not be, by the reason why."""

    claims: pd.DataFrame
    left_out: Mapping[str, Sequence[Claim]]


Compute = Callable[[Claim], Claim | str]
"""What makes the computed claim of another, or says why there is none; "" where nothing is said."""


def rate_of(dataset: Dataset, indicator_id: str) -> str:
    """Return the indicator of published rates of what an indicator counts; "" for none."""
    indicators, unit = dataset.indicators, per_capita_unit(dataset, indicator_id)
    found = (indicators["numerator_id"] == indicator_id) & (indicators["unit"] == unit)
    return next(iter(indicators.index[found & (unit != "")]), "")


def per_capita_unit(dataset: Dataset, indicator_id: str) -> str:
    """Return the unit of an indicator's counts for each 100,000 people; "" where it has none."""
    return str(dataset.units["per_capita"][dataset.indicators["unit"][indicator_id]])


def per_capita(
    dataset: Dataset, indicator_id: str, counts: pd.DataFrame, published: pd.DataFrame
) -> Computed:
    """Return counts of whole calendar years for each 100,000 people, and the published rates.

    `published` are the rates of the same events as their offices print them. Where an office gives
    one for the same place, time and group, its count is not computed again. The population is that
    of the record: of the office that counts where it has one for the year, else the newest.
    """
    unit = per_capita_unit(dataset, indicator_id)
    populations = _populations(dataset, set(counts["place_id"]))
    printed = {_counted(dataset, claim) for claim in claims_in(published)}

    def compute(count: Claim) -> Claim | str:
        if count.official and _counted(dataset, count) in printed:
            return ""
        if not _of_a_year(count) or count.measure != FLOW:
            return NO_YEAR
        if _group(dataset, count):
            return OF_A_GROUP
        known = populations.get((count.place_id, count.start.year), [])
        if not known or count.from_place_id:
            return NO_POPULATION
        people = min(known, key=lambda own: own.producer != count.producer)
        factor = PEOPLE / people.quantity.low
        return _made(count, CAPITA, people, _times(count.quantity, factor, unit), RATIO)

    computed = _computed(counts, compute)
    return replace(computed, claims=pd.concat([published, computed.claims], ignore_index=True))


def whole_of(dataset: Dataset, indicator_id: str) -> str:
    """Return the indicator of the whole that an indicator counts a part of in the same unit; "" for
    none.
    """
    indicators = dataset.indicators
    whole, unit = str(indicators["part_of"][indicator_id]), indicators["unit"]
    return whole if whole and unit[whole] == unit[indicator_id] else ""


def shares(dataset: Dataset, parts: pd.DataFrame, wholes: pd.DataFrame) -> Computed:
    """Return parts in per cent of what one document of one office counts in all, of the same place
    and time.
    """
    in_all: dict[tuple[object, ...], list[Claim]] = {}
    for claim in claims_in(wholes):
        if claim.in_force and claim.dated:
            in_all.setdefault(_counted_in(dataset, claim), []).append(claim)

    def compute(part: Claim) -> Claim | str:
        if part.measure not in LEVELS:
            return NO_LEVEL
        whole = _single(in_all.get(_counted_in(dataset, part), []))
        if whole is None or whole.shown_hedge != "exact":
            return NO_WHOLE
        if is_incomplete(part) or is_incomplete(whole):
            return NOT_ALL
        factor = HUNDRED / whole.quantity.chart_low
        return _made(part, WHOLE, whole, _times(part.quantity, factor, PERCENT), SHARE)

    return _computed(parts, compute)


def _counted_in(dataset: Dataset, claim: Claim) -> tuple[object, ...]:
    """Return what a part and its whole have in common."""
    return claim.document_id, claim.vintage, *_counted(dataset, claim)


def changes(dataset: Dataset, claims: pd.DataFrame) -> Computed:
    """Return the change in per cent of each figure against that of the same period one year before
    in its series, where both are single numbers.
    """
    by_period: dict[tuple[str, pd.Timestamp, float], list[Claim]] = {}
    for claim in _levels(dataset, claims):
        by_period.setdefault((claim.series_id, claim.start, claim.months), []).append(claim)

    def compute(later: Claim) -> Claim | str:
        if not _is_level(dataset, later):
            return NO_LEVEL
        if not _is_point(later):
            return NO_POINT
        before = later.start - pd.DateOffset(years=1)
        earlier = _single(by_period.get((later.series_id, before, later.months), []))
        if earlier is None:
            return NO_YEAR_BEFORE
        if is_incomplete(later) or is_incomplete(earlier):
            return NOT_ALL
        ratio = later.quantity.chart_low / earlier.quantity.chart_low
        change = to_figures((ratio - 1) * HUNDRED, FIGURES)
        about = "about" in (later.shown_hedge, earlier.shown_hedge)
        hedge = "about" if about else "exact"
        quantity = Quantity(abs(change), abs(change), hedge, 1.0, PERCENT, PERCENT)
        measure = DECREASE if change < 0 else INCREASE
        return _made(later, CHANGE, earlier, quantity, measure)

    return _computed(claims, compute)


def index(dataset: Dataset, claims: pd.DataFrame, base: int) -> Computed:
    """Return each figure as an index, in which that of its series for the base year is 100."""
    of_base = {
        series_id: _single(list(own))
        for series_id, own in itertools.groupby(
            sorted(_base_figures(dataset, claims, base), key=_series), key=_series
        )
    }

    def compute(claim: Claim) -> Claim | str:
        first = of_base.get(claim.series_id)
        if not _is_level(dataset, claim):
            return NO_LEVEL
        if first is None or not _can_be_base(first) or first.months != claim.months:
            return NO_BASE
        factor = HUNDRED / first.quantity.chart_low
        return _made(claim, INDEX, first, _times(claim.quantity, factor, PERCENT), RATIO)

    return _computed(claims, compute)


def figures_by_base(dataset: Dataset, claims: pd.DataFrame) -> Counter[int]:
    """Return by year how many figures an index has on it: those of each series with several, one
    of which, of that year, can be 100.
    """
    of_year: dict[tuple[str, int], list[Claim]] = {}
    for claim in _levels(dataset, claims):
        if _ends_in(claim, claim.end.year):
            of_year.setdefault((claim.series_id, claim.end.year), []).append(claim)
    figures = claims["series_id"].value_counts()
    found: Counter[int] = Counter()
    for (series_id, year), own in of_year.items():
        if figures[series_id] > 1 and _can_be_base(_single(own)):
            found[year] += int(figures[series_id])
    return found


def _can_be_base(claim: Claim | None) -> bool:
    return claim is not None and claim.shown_hedge == "exact" and not is_incomplete(claim)


def _series(claim: Claim) -> str:
    return claim.series_id


def _base_figures(dataset: Dataset, claims: pd.DataFrame, base: int) -> list[Claim]:
    return [claim for claim in _levels(dataset, claims) if _ends_in(claim, base)]


def _ends_in(claim: Claim, year: int) -> bool:
    """Tell whether a figure is that of a year: over the calendar year where its series rolls from
    month to month, else over the year that ends in it.
    """
    rolls = bool(claim.window_months) and claim.start.month != 1
    return claim.months == YEAR and claim.end.year == year and not rolls


def _levels(dataset: Dataset, claims: pd.DataFrame) -> list[Claim]:
    own = [claim for claim in claims_in(claims) if claim.in_force]
    return [claim for claim in own if _is_level(dataset, claim)]


def _is_level(dataset: Dataset, claim: Claim) -> bool:
    """Tell whether a change of a number means something: it is an amount, or a rate for so many
    people, of whole months.
    """
    rate = claim.measure == RATIO and _is_rate(dataset, claim.quantity.unit)
    whole = claim.dated and not claim.once and not math.isnan(claim.months)
    return whole and (claim.measure in LEVELS or rate)


def _is_rate(dataset: Dataset, unit: str) -> bool:
    return bool((dataset.units["per_capita"] == unit).any())


def _is_point(claim: Claim) -> bool:
    hedge = claim.quantity.hedge
    return hedge in POINT_HEDGES and hedge != NEARLY and claim.status not in TOLD_APART


def _single(claims: Sequence[Claim]) -> Claim | None:
    """Return a claim of those about one period that give one number above zero; None where they
    give several, or none.
    """
    numbers = {claim.quantity.chart_low for claim in claims if _is_point(claim)}
    alone = len(numbers) == 1 and all(map(_is_point, claims)) and numbers.pop() > 0
    return claims[0] if alone else None


def _of_a_year(claim: Claim) -> bool:
    whole = claim.dated and not claim.once and claim.months == YEAR
    return whole and claim.start.month == 1


def _group(dataset: Dataset, claim: Claim) -> str:
    """Return which part of the people, or of what is counted, the record's series is about."""
    recipe = str(dataset.series["recipe_id"].get(claim.series_id, ""))
    return str(dataset.recipes["group"][recipe]) if recipe else ""


def _counted(dataset: Dataset, claim: Claim) -> tuple[object, ...]:
    """Return what a rate and the count that it was made of have in common."""
    when = (claim.start, claim.end)
    return claim.producer, claim.place_id, *when, _group(dataset, claim)


def _populations(dataset: Dataset, places: set[str]) -> dict[tuple[str, int], list[Claim]]:
    """Return the populations of places by calendar year, the newest first: what published rates
    are divided by.
    """
    rates = dataset.indicators["unit"].isin(set(dataset.units["per_capita"]) - {""})
    people = set(dataset.indicators.loc[rates, "denominator_id"]) - {""}
    series = dataset.series[dataset.series["recipe_id"] != ""]
    series = series[series["indicator_id"].isin(people) & series["place_id"].isin(places)]
    found: dict[tuple[str, int], list[Claim]] = {}
    rows = record_claims(dataset, list(series.index)).sort_values("published", ascending=False)
    for claim in claims_in(rows):
        if _of_a_year(claim) and _is_point(claim) and not _group(dataset, claim):
            found.setdefault((claim.place_id, claim.start.year), []).append(claim)
    return found


def _times(quantity: Quantity, factor: float, unit: str) -> Quantity:
    best = quantity.best * quantity.factor
    low, high, best = (
        end if math.isnan(end) else to_figures(end * factor, FIGURES)
        for end in (quantity.chart_low, quantity.chart_high, best)
    )
    return Quantity(low, high, quantity.hedge, 1.0, unit, unit, best)


def _made(claim: Claim, how: str, against: Claim, quantity: Quantity, measure: str) -> Claim:
    """Return the claim with a computed quantity in place of its own."""
    return replace(
        claim,
        quantity=quantity,
        measure=measure,
        base_period=None if how in (CAPITA, WHOLE) else against.period,
        status=ESTIMATE if against.status == ESTIMATE else claim.status,
        unsettled=claim.unsettled or against.unsettled,
        as_printed="",
        converted_low=np.nan,
        converted_high=np.nan,
        converted_unit="",
        computation=Computation(how, (claim, against)),
    )


def _computed(rows: pd.DataFrame, compute: Compute) -> Computed:
    """Return what is computed of the rows in force."""
    rows = rows.reset_index(drop=True)
    made: dict[int, Claim] = {}
    left_out: dict[str, list[Claim]] = {}
    for at, claim in enumerate(claims_in(rows)):
        result = compute(claim) if claim.in_force else ""
        if isinstance(result, Claim):
            made[at] = result
        elif result:
            left_out.setdefault(result, []).append(claim)
    return Computed(_with(rows.iloc[list(made)], made.values()), left_out)


def _with(rows: pd.DataFrame, computed: Iterable[Claim]) -> pd.DataFrame:
    """Return rows with the cells that their computed claims have."""
    claims = list(computed)
    of_claim = ("measure", "status", "unsettled", "as_printed")
    of_quantity = ("low", "high", "hedge", "unit", "best", "chart_low", "chart_high", "chart_unit")
    cells = {name: [getattr(claim, name) for claim in claims] for name in of_claim}
    cells |= {name: [getattr(claim.quantity, name) for claim in claims] for name in of_quantity}
    return rows.assign(
        **cells,
        factor=1.0,
        base_period=[claim.base_period.text if claim.base_period else "" for claim in claims],
        converted_low=np.nan,
        converted_high=np.nan,
        converted_unit="",
        claim=pd.Series(claims, rows.index, dtype=object),
    )
