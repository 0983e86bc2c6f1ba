"""What a view of Trends shows as a map of states, or why there is none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

import pandas as pd

from charts.builders.state_map import StateMap
from charts.layout.outlines import Outlines, outlines_by_country
from charts.style.fonts import static_text
from charts.text import state_map
from charts.views.view import View
from loaders.analysis.by_state import (
    COLOURED,
    figures_of_states,
    rates_of,
    state_claims,
    state_series,
    state_years,
)
from loaders.dataset import Dataset
from loaders.queries.selection import Choice, selected


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
    country = _country(_series(dataset, view))
    return state_map.heading(dataset, view.indicator, country, view.map or 0)


def find_map(dataset: Dataset, view: View, choice: Choice) -> FoundMap:
    """Return the map of a view that asks for one; `choice` is what it keeps."""
    series, year = _series(dataset, view), view.map or 0
    country, claims = _country(series), state_claims(dataset, view.indicator, series)
    heading = state_map.heading(dataset, view.indicator, country, year)
    if series.empty:
        return FoundMap(heading, claims, missing=state_map.NO_STATES)
    rates = claims[claims["measure"].isin(COLOURED)]
    if rates.empty:
        named = rates_of(dataset, view.indicator, outlines())
        return FoundMap(heading, rates, missing=state_map.no_counts(dataset, named))
    figures = figures_of_states(dataset, selected(rates, choice), country, year)
    if figures.claims.empty:
        why = state_map.no_year(year, figures.years)
        return FoundMap(heading, figures.claims, missing=why, years=figures.years)
    chart = StateMap(figures, outlines()[country])
    return FoundMap(heading, figures.claims, chart, years=figures.years)


def _series(dataset: Dataset, view: View) -> pd.DataFrame:
    return state_series(dataset, view.indicator, outlines(), view.places)


def _country(series: pd.DataFrame) -> str:
    return "" if series.empty else str(series["country"].iloc[0])
