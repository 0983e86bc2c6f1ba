"""What a view of Trends shows as a map of states, or why there is none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

import pandas as pd

from charts.builders.state_map import StateMap
from charts.layout.outlines import Outlines, outlines_by_country
from charts.style.fonts import static_text
from charts.text import state_map
from charts.views.computed_view import as_read, indicator_of
from charts.views.view import View
from loaders.analysis.by_state import (
    COLOURED,
    figures_of_states,
    rates_of,
    state_claims,
    state_series,
    state_years,
)
from loaders.analysis.computed_figures import (
    CAPITA,
    WHOLE,
    per_capita,
    per_capita_unit,
    rate_of,
    shares,
    whole_of,
)
from loaders.dataset import Dataset
from loaders.queries.selection import Choice, selected

NOT_COMPUTED = {
    CAPITA: "There is no map per 100,000 people: the official record has no population of these "
    "states.",
    WHOLE: "There is no map of shares: the official record does not have part and whole of these "
    "states from one document.",
}


@dataclass(frozen=True)
class FoundMap:
    """The map of a view, or why there is none; its title, the figures that it can show, and the
    years of which there is one.
    """

    heading: str
    claims: pd.DataFrame
    chart: StateMap | None = None
    missing: str = ""
    years: Sequence[int] = field(default_factory=list)


@cache
def outlines() -> Mapping[str, Outlines]:
    """Return the outlines of the states of each country that has any."""
    return outlines_by_country(static_text("state_shapes.json"))


def map_years(dataset: Dataset, indicator_id: str) -> list[int]:
    """Return the years in which an indicator's record has figures by state."""
    return state_years(dataset, state_series(dataset, indicator_id, outlines()))


def map_heading(dataset: Dataset, view: View) -> str:
    """Return the title of the map of a view that asks for one."""
    country, name = _country(_series(dataset, view)), indicator_of(view, view.indicator)
    return state_map.heading(as_read(dataset, view), name, country, view.map or 0)


def find_map(dataset: Dataset, view: View, choice: Choice) -> FoundMap:
    """Return the map of a view that asks for one; `choice` is what it keeps."""
    series, year = _series(dataset, view), view.map or 0
    country, claims = _country(series), _claims(dataset, view, series)
    heading = map_heading(dataset, view)
    if series.empty:
        return FoundMap(heading, claims, missing=state_map.NO_STATES)
    rates = claims[claims["measure"].isin(COLOURED)]
    if rates.empty:
        named = rates_of(dataset, view.indicator, outlines())
        why = NOT_COMPUTED.get(view.per) or state_map.no_counts(
            dataset, named, map_ways(dataset, view)
        )
        return FoundMap(heading, rates, missing=why)
    figures = figures_of_states(dataset, selected(rates, choice), country, year)
    if figures.claims.empty:
        why = state_map.no_year(year, figures.years)
        return FoundMap(heading, figures.claims, missing=why, years=figures.years)
    chart = StateMap(figures, outlines()[country])
    return FoundMap(heading, figures.claims, chart, years=figures.years)


def map_way(dataset: Dataset, indicator_id: str, places: tuple[str, ...]) -> str | None:
    """Return how an indicator's figures are read for its first map: as they are, or the first way
    in which its counts by state can be; None where they can in none.
    """
    view = View("trends", indicator=indicator_id, places=places)
    if _claims(dataset, view, _series(dataset, view))["measure"].isin(COLOURED).any():
        return ""
    return next(iter(map_ways(dataset, view)), None)


def map_ways(dataset: Dataset, view: View) -> list[str]:
    """Return the ways in which an indicator's counts by state can be read for a map."""
    series = _series(dataset, view)
    ways = [CAPITA] if per_capita_unit(dataset, view.indicator) else []
    ways += [WHOLE] if whole_of(dataset, view.indicator) else []
    return [how for how in ways if len(_claims(dataset, replace(view, per=how), series))]


def _claims(dataset: Dataset, view: View, series: pd.DataFrame) -> pd.DataFrame:
    """Return the figures by state as the view reads them."""
    claims = state_claims(dataset, view.indicator, series)
    if not view.per:
        return claims
    if view.per == WHOLE:
        found = _shares(dataset, view, claims)
        return found.assign(indicator_id=indicator_of(view, view.indicator))
    rate = rate_of(dataset, view.indicator)
    of_rate = state_series(dataset, rate, outlines()) if rate else series.iloc[:0]
    published = state_claims(dataset, rate, of_rate) if rate else claims.iloc[:0]
    computed = per_capita(dataset, view.indicator, claims, published).claims
    return computed.assign(indicator_id=indicator_of(view, view.indicator))


def _shares(dataset: Dataset, view: View, parts: pd.DataFrame) -> pd.DataFrame:
    whole = whole_of(dataset, view.indicator)
    series = state_series(dataset, whole, outlines(), view.places) if whole else None
    if series is None:
        return parts.iloc[:0]
    return shares(dataset, parts, state_claims(dataset, whole, series)).claims


def _series(dataset: Dataset, view: View) -> pd.DataFrame:
    return state_series(dataset, view.indicator, outlines(), view.places)


def _country(series: pd.DataFrame) -> str:
    return "" if series.empty else str(series["country"].iloc[0])
