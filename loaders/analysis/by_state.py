"""The record's figures of a country's states in one year, for a map: of one count, one a state."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from loaders.dataset import Claim, Dataset, claims_in
from loaders.queries import grains
from loaders.queries.record import record_claims, record_series
from loaders.queries.selection import in_unit
from loaders.values.codelists import EARLY, OBSERVATION_FLAGS
from loaders.values.edtf import YEAR

COLOURED = ("share", "ratio")
"""The measures that a map colours: they are of so many people, and no greater for a large state."""
OF_ONE = ["producer", "counting"]
"""What figures on one map have in common."""


@dataclass(frozen=True)
class StateFigures:
    """What a map of a country's states shows of a year.

    `claims` has a row for each state that has a figure, the highest first, `lowest` and `highest`
    are over all `years`, `withheld` says of states without one why the office gives none, and
    `others` are figures of the same year that were counted otherwise.
    """

    country: str
    year: int
    claims: pd.DataFrame
    years: Sequence[int] = ()
    lowest: float = math.nan
    highest: float = math.nan
    withheld: Mapping[str, str] = field(default_factory=dict)
    others: Sequence[str] = ()


def state_series(
    dataset: Dataset, indicator_id: str, countries: Collection[str], chosen: Collection[str] = ()
) -> pd.DataFrame:
    """Return the series of an indicator's record that count the states of one country, as
    `record_series`: the country of the places that are `chosen`, or the one with most series;
    none where only one state is counted.
    """
    series = record_series(dataset, indicator_id)
    country = series["place_id"].map(dataset.places["parent"])
    found = series[country.isin(list(countries)) & (series["group"] == "")]
    found = found.assign(country=country)
    named = {str(dataset.places["parent"].get(name, "")) for name in chosen} | set(chosen)
    asked = found[found["country"].isin(list(named))]
    found = found if asked.empty else asked
    found = found[found["country"] == found["country"].mode().min()] if len(found) else found
    return found if found["place_id"].nunique() > 1 else found.iloc[:0]


def state_years(dataset: Dataset, series: pd.DataFrame) -> list[int]:
    """Return the years in which `state_series` have observations."""
    rows = dataset.observations
    rows = rows[rows["series_id"].isin(list(series.index)) & rows["value"].notna()]
    return sorted({int(year) for year in rows["start"].dt.year.unique()})


def rates_of(dataset: Dataset, indicator_id: str, countries: Collection[str]) -> list[str]:
    """Return the indicators that give an indicator's numbers of so many people, by state."""
    rates = dataset.indicators.index[dataset.indicators["numerator_id"] == indicator_id]
    found = {str(name): state_series(dataset, str(name), countries) for name in rates}
    return [name for name, series in found.items() if series["measure"].isin(COLOURED).any()]


def state_claims(dataset: Dataset, indicator_id: str, series: pd.DataFrame) -> pd.DataFrame:
    """Return the figures of `state_series` for calendar years as rows like those of
    `selection.trend_claims`.
    """
    unit = str(dataset.indicators.loc[indicator_id, "unit"])
    return in_unit(dataset, record_claims(dataset, list(series.index), grains.YEAR), unit)


def figures_of_states(
    dataset: Dataset, claims: pd.DataFrame, country: str, year: int
) -> StateFigures:
    """Return what a map shows of rows of `selection.trend_claims`: official figures of a country's
    states over whole calendar years, of the count that has most states in that year and, of
    several with as many, is no early one.
    """
    whole = (claims["months"] == YEAR) & (claims["start"].dt.month == 1) & claims["official"]
    of_country = claims["place_id"].map(dataset.places["parent"]) == country
    rows = claims[whole & of_country]
    values = pd.Series([drawn_value(claim) for claim in claims_in(rows)], rows.index, "float64")
    rows = rows.assign(drawn=values)[values.notna()]
    now = rows[rows["start"].dt.year == year]
    counts = [(len(own), name) for name, own in now.groupby([*OF_ONE, "vintage"])]
    if not counts:
        return StateFigures(country, year, now, _years(rows))
    _, chosen = max(counts, key=lambda one: (one[0], one[1][-1] not in EARLY, one[1]))
    mine = (rows[[*OF_ONE, "vintage"]] == list(chosen)).all(axis=1)
    own, shown = rows[mine], now[mine[now.index]].drop_duplicates("place_id")
    return StateFigures(
        country,
        year,
        shown.sort_values(["drawn", "place_id"], ascending=[False, True]),
        _years(own),
        float(own["drawn"].min()),
        float(own["drawn"].max()),
        _withheld(dataset, own["series_id"], year),
        sorted({", ".join(filter(None, name[:2])) for _, name in counts if name != chosen}),
    )


def drawn_value(claim: Claim) -> float:
    """Return the one number that a claim gives, in the chart's unit; NaN where it gives none."""
    quantity = claim.quantity
    if not math.isnan(quantity.best):
        return quantity.best * quantity.factor
    single = quantity.low == quantity.high and claim.shown_hedge == "exact"
    return quantity.chart_low if single else math.nan


def _years(rows: pd.DataFrame) -> list[int]:
    return sorted({int(year) for year in rows["start"].dt.year.unique()})


def _withheld(dataset: Dataset, series_ids: pd.Series, year: int) -> dict[str, str]:
    """Return why an office gives no figure of a place in a year, by the flags in its file."""
    recipes = dataset.series.loc[series_ids.unique(), "recipe_id"].unique()
    rows = dataset.observations
    rows = rows[rows["recipe_id"].isin(list(recipes)) & rows["value"].isna()]
    rows = rows[(rows["start"].dt.year == year) & (rows["end"].dt.year == year)]
    return {
        str(place): ", ".join(OBSERVATION_FLAGS[flag].label for flag in flags.split(";") if flag)
        for place, flags in zip(rows["place_id"], rows["flags"], strict=True)
    }
