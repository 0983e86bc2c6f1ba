"""Pure selections: tables in, table out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from loaders.dataset import Dataset, claims_in
from loaders.queries.corrected import moved
from loaders.queries.grains import is_at
from loaders.queries.place_text import wholes
from loaders.queries.record_choice import chosen_claims, with_record
from loaders.schema.claim_state import IN_FORCE
from loaders.values.codelists import FLOW
from loaders.values.units import PER_YEAR, Units

Row = Mapping[str, Any]
"""One row of a query, by column."""
RATE = "rate"
UNCONVERTED = 1.0
"""What multiplies a number that nothing converts."""
FEW = 3
"""So many figures of a series all stand beside claims of another indicator."""
FACETS = {
    "topics": "topic",
    "places": "place_id",
    "producers": "producer",
    "documents": "document_id",
    "statuses": "status",
    "hedges": "hedge",
}
"""What claims are filtered by, and the column that it stands in."""


def records(claims: pd.DataFrame) -> list[Row]:
    """Return the rows, which pandas hands out one by one only slowly."""
    names = [str(name) for name in claims.columns]
    return [dict(zip(names, row, strict=True)) for row in claims.to_numpy(dtype=object).tolist()]


def indicators_with_figures(dataset: Dataset) -> pd.DataFrame:
    """Return the indicators with how many claims in force each has, by topic and title; those of
    which only the record has observations, too.

    One row per indicator, indexed by `indicator_id`; columns `topic`, `title`, `claims`, and
    `record`, how many of them are of the official record.
    """
    joined = selected(dataset.joined, EVERYTHING)
    counts = {"claims": joined, "record": joined[joined["official"]]}
    table = dataset.indicators[["topic", "title"]]
    for name, rows in counts.items():
        counted = rows["indicator_id"].value_counts()
        table = table.assign(**{name: counted.reindex(table.index).fillna(0).astype(int)})
    table = table[table.index.isin(list(dataset.measured))]
    table = table.assign(order=table["topic"].map(dataset.topic_order))
    table = table.sort_values(["order", "title"])
    return table[["topic", "title", *counts]]


@dataclass(frozen=True)
class Choice:
    """What claims to keep; an empty tuple keeps all, `revised` also what is not in force.

    Without `record`, the claims of official documents are left out. `grain` is one of
    `grains.GRAINS`, or empty for figures as they stand; `groups` are parts that the record tells
    apart (ports, men).
    """

    topics: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    producers: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    hedges: tuple[str, ...] = ()
    since: int | None = None
    until: int | None = None
    revised: bool = False
    record: bool = True
    parts: bool = False
    """Whether the record of a part of a place stands behind claims about the whole."""
    grain: str = ""
    groups: tuple[str, ...] = ()


EVERYTHING = Choice()
OF_DOCUMENTS = Choice(record=False)


def selected(claims: pd.DataFrame, choice: Choice) -> pd.DataFrame:
    """Return the rows of `Dataset.joined` that a choice keeps.

    A year keeps the claims whose period touches it; claims without a period are kept, as
    nothing says that they are about another time.
    """
    keep = pd.Series(True, index=claims.index)
    if not choice.revised:
        keep &= claims["state"] == IN_FORCE
    if not choice.record:
        keep &= ~claims["official"]
    for facet, column in FACETS.items():
        wanted = getattr(choice, facet)
        if wanted:
            keep &= claims[column].isin(list(wanted))
    if choice.since is not None:
        keep &= claims["end"].isna() | (claims["end"].dt.year >= choice.since)
    if choice.until is not None:
        keep &= claims["start"].isna() | (claims["start"].dt.year <= choice.until)
    if choice.grain:
        keep &= is_at(claims, choice.grain)
    return claims[keep]


def selected_beside_record(claims: pd.DataFrame, choice: Choice) -> pd.DataFrame:
    """Return the claims that a choice keeps on a chart: documents that are chosen leave the record
    beside them as it is, unless one of them is of the record.
    """
    official = claims["official"]
    if not set(choice.documents).isdisjoint(claims.loc[official, "document_id"]):
        return selected(claims, choice)
    record = selected(claims[official], replace(choice, documents=()))
    kept = [*selected(claims[~official], choice)["claim_id"], *record["claim_id"]]
    return claims[claims["claim_id"].isin(kept)]


def indicator_claims(dataset: Dataset, indicator_id: str) -> pd.DataFrame:
    """Return the rows of `Dataset.joined` of one indicator, in force or not."""
    at = dataset.positions.get(indicator_id)
    return dataset.joined.iloc[[] if at is None else at]


def trend_claims(dataset: Dataset, indicator_id: str, choice: Choice = EVERYTHING) -> pd.DataFrame:
    """Return an indicator's claims ready to be drawn.

    One row per claim: the columns of `Dataset.joined`, and `chart_low`, `chart_high` in the
    indicator's unit (a rate's in it per year), ordered by series, period and document.
    """
    claims = indicator_choice(dataset, indicator_id, choice)
    claims = in_unit(dataset, claims, str(dataset.indicators.loc[indicator_id, "unit"]))
    return in_time(claims)


def in_time(claims: pd.DataFrame) -> pd.DataFrame:
    """Return rows of claims ordered by series, period and document, those without a period last.

    pandas sorts by five columns in ten times the time, as long as there are few rows.
    """
    keys = [
        (c.series_id, not c.dated, c.start.value, c.end.value, c.document_id, c.claim_id)
        for c in claims_in(claims)
    ]
    return claims.iloc[sorted(range(len(keys)), key=keys.__getitem__)]


def indicator_choice(dataset: Dataset, indicator_id: str, choice: Choice) -> pd.DataFrame:
    """Return the rows of `Dataset.joined` of one indicator that a choice keeps over time, and
    observations of the record like them (`record_choice.chosen_claims`).

    Unless places are chosen, or parts asked for, the record of a part (a state) is left out
    where documents speak of the whole only: it does not measure the same thing. Filters choose
    from what is there without them, and bring in nothing but what they name.
    """
    offered = Choice(
        places=choice.places,
        revised=choice.revised,
        record=choice.record,
        parts=choice.parts,
        grain=choice.grain,
        groups=choice.groups,
    )
    return selected_beside_record(dataset.kept(_offered, indicator_id, offered), choice)


def _offered(dataset: Dataset, indicator_id: str, choice: Choice) -> pd.DataFrame:
    """Return what the filters of `indicator_choice` choose from."""
    everything = indicator_claims(dataset, indicator_id)
    claims = moved(dataset, selected(everything, Choice(revised=choice.revised)))
    unclaimed = _unclaimed_parts(dataset, everything)
    if not choice.places and not choice.parts:
        parts = _unclaimed_parts(dataset, claims)
        claims = claims[~(claims["official"] & claims["place_id"].isin(list(parts)))]
    if choice.record:
        record = chosen_claims(
            dataset,
            indicator_id,
            grain=choice.grain,
            groups=choice.groups,
            places=choice.places,
            claimed=set(everything["place_id"]) - unclaimed,
        )
        claims = with_record(claims, record, dataset.carried)
    return claims


def _unclaimed_parts(dataset: Dataset, claims: pd.DataFrame) -> set[str]:
    """Return the places of the record that are parts of those that documents speak of, and of which
    none speaks.
    """
    claimed = set(claims.loc[~claims["official"], "place_id"])
    other = set(claims["place_id"]) - claimed if claimed else set()
    return {name for name in other if claimed & wholes(dataset, name)}


def compared_claims(
    dataset: Dataset, indicator_ids: Sequence[str], choice: Choice = EVERYTHING
) -> pd.DataFrame:
    """Return the claims of indicators of one dimension, ready to be drawn side by side.

    Like `trend_claims`, in the unit of the first indicator, ordered by indicator, place and
    period. Of the record only what stands beside a claim is kept (`_beside`), and no total over
    part of a year where others are over years (`parts_of_years`).
    """
    parts = [_indicator_beside_record(dataset, name, choice) for name in indicator_ids]
    every = moved(dataset, pd.concat(parts)) if parts else dataset.joined.iloc[[]]
    claims = _beside(every[~_beside_years(every)])
    if indicator_ids:
        claims = in_unit(dataset, claims, str(dataset.indicators.loc[indicator_ids[0], "unit"]))
    order = {name: place for place, name in enumerate(indicator_ids)}
    claims = claims.assign(order=claims["indicator_id"].map(order))
    by = ["order", "place_id", "start", "end", "published", "claim_id"]
    return claims.sort_values(by).drop(columns="order")


def parts_of_years(
    dataset: Dataset, indicator_ids: Sequence[str], choice: Choice = EVERYTHING
) -> pd.DataFrame:
    """Return what `compared_claims` leaves out as a total over part of a year."""
    if not indicator_ids:
        return dataset.joined.iloc[[]]
    parts = [_indicator_beside_record(dataset, name, choice) for name in indicator_ids]
    every = pd.concat(parts)
    left = _beside(every).loc[lambda kept: _beside_years(every)[kept.index]]
    return left.sort_values(["indicator_id", "start", "claim_id"])


def _indicator_beside_record(dataset: Dataset, indicator_id: str, choice: Choice) -> pd.DataFrame:
    return selected_beside_record(indicator_claims(dataset, indicator_id), choice)


def _beside_years(claims: pd.DataFrame) -> pd.Series:
    """Tell of each claim whether it is a total over part of a year beside totals over years."""
    parts = pd.Series([c.part_of_year for c in claims_in(claims)], claims.index, bool)
    over_years = claims["measure"].isin((FLOW, RATE)) & claims["start"].notna() & ~parts
    return parts & bool(over_years.any())


def record_of_other_periods(
    dataset: Dataset, indicator_ids: Sequence[str], choice: Choice = EVERYTHING
) -> pd.DataFrame:
    """Return the official figures that `compared_claims` leaves out, by indicator and period."""
    if not indicator_ids:
        return dataset.joined.iloc[[]]
    every = pd.concat([_indicator_beside_record(dataset, n, choice) for n in indicator_ids])
    left = every[every["official"] & ~every.index.isin(_beside(every).index)]
    return left.sort_values(["indicator_id", "start", "end", "claim_id"])


def _beside(claims: pd.DataFrame) -> pd.DataFrame:
    """Leave out official figures that no claim of a document can be read beside.

    Kept are those whose period touches that of a claim of the same indicator and place, and of
    an indicator without claims the last of each series, all where it has but a few; where there
    are no claims at all, all.
    """
    official = claims["official"]
    claims_made = claims[~official]
    if claims_made.empty or not official.any():
        return claims
    record = claims[official]
    of_one = ["indicator_id", "place_id", "from_place_id"]
    spans = claims_made.groupby(of_one)[["start", "end"]].apply(lambda own: list(own.to_numpy()))
    touching = [
        any(start <= row["end"] and row["start"] <= end for start, end in spans.get(key, ()))
        for key, row in zip(
            record[of_one].itertuples(index=False, name=None), records(record), strict=True
        )
    ]
    unclaimed = ~record["indicator_id"].isin(list(claims_made["indicator_id"]))
    starts = record.groupby("series_id")["start"]
    near = (record["start"] == starts.transform("max")) | (starts.transform("size") <= FEW)
    kept = record[pd.Series(touching, index=record.index) | (unclaimed & near)]
    return claims[~official | claims.index.isin(kept.index)]


def in_unit(dataset: Dataset, claims: pd.DataFrame, unit: str) -> pd.DataFrame:
    """Return the claims with `chart_low`, `chart_high` in `unit`, the
    `factor` to it and its name as `chart_unit`. Of a rate it is the total of the year that its
    period lies in. A unit of another dimension, which only an entry that was corrected can have,
    leaves its number as it is.
    """
    return _converted(dataset, claims, [unit] * len(claims))


def indicator_in_unit(dataset: Dataset, indicator_id: str) -> pd.DataFrame:
    """Return the rows of `indicator_claims` as `in_unit` does, in the indicator's unit; what asks
    again and again has it kept (`Dataset.kept`).
    """
    unit = str(dataset.indicators.loc[indicator_id, "unit"])
    return in_unit(dataset, indicator_claims(dataset, indicator_id), unit)


def in_own_units(dataset: Dataset, claims: pd.DataFrame) -> pd.DataFrame:
    """Return rows of `Dataset.joined` as `in_unit` does, each in the unit of its indicator."""
    units = claims["indicator_id"].map(dataset.indicators["unit"])
    return _converted(dataset, claims, [str(unit) for unit in units])


def _converted(dataset: Dataset, claims: pd.DataFrame, units: Sequence[str]) -> pd.DataFrame:
    """Return the claims as `in_unit` does, each in a unit of its own."""
    factors: dict[tuple[str, str, float], float] = {}
    typed = []
    for claim, unit in zip(claims["claim"], units, strict=True):
        year = claim.days_of_year if claim.measure == RATE else 0.0
        key = (claim.quantity.unit, unit, year)
        if key not in factors:
            factors[key] = _factor(dataset.conversions, *key)
        typed.append(claim.in_unit(unit, factors[key]))
    factor = pd.Series([own.quantity.factor for own in typed], claims.index, dtype="float64")
    bounds = {f"chart_{name}": claims[name] * factor for name in ("low", "high")}
    chart_unit = pd.Series(units, claims.index, dtype=claims["unit"].dtype)
    typed_column = pd.Series(typed, claims.index, dtype=object)
    return claims.assign(factor=factor, chart_unit=chart_unit, claim=typed_column, **bounds)


def _factor(units: Units, own: str, unit: str, days_of_year: float) -> float:
    """Return what a number is multiplied by to be in another unit; of a rate, in a year of so many
    days, of anything else it has none.
    """
    if not units.same_dimension(own, f"{unit}/{PER_YEAR}" if days_of_year else unit):
        return UNCONVERTED
    return units.rate_factor(own, unit, days_of_year) if days_of_year else units.factor(own, unit)


def comparisons(dataset: Dataset) -> pd.DataFrame:
    """Return what can be compared: the comparisons, then each indicator of which documents, or
    nobody but the record, give several figures.

    One row each, indexed by `comparison_id` or `indicator_id`; columns `title`, `kind`
    (`comparison` or `indicator`), `members` (a tuple of indicator ids).
    """
    own = dataset.indicators["comparison_id"]
    rows = {
        str(name): (str(title), "comparison", tuple(own.index[own == name]))
        for name, title in dataset.comparisons["title"].items()
    }
    counted = indicators_with_figures(dataset)
    made = counted["claims"] - counted["record"]
    for name, indicator in counted[(made > 1) | ((made == 0) & (counted["record"] > 1))].iterrows():
        rows[str(name)] = (str(indicator["title"]), "indicator", (str(name),))
    return pd.DataFrame.from_dict(rows, orient="index", columns=["title", "kind", "members"])
