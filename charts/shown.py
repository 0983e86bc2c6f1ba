"""What a view shows: its claims, its heading, its figure; for pages, tab titles and previews."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import plotly.graph_objects as go

from charts import notes
from charts.compare import compare
from charts.multiples import multiples
from charts.theme import Palette, Size
from charts.trend import Look, trend
from charts.view import View
from loaders.as_of import as_of
from loaders.dataset import Dataset
from loaders.events import events_of
from loaders.query import (
    Choice,
    compared_claims,
    comparisons,
    indicator_choice,
    indicators_with_claims,
    trend_claims,
)
from loaders.together import groups

FIRST = "poppy_area"
"""The indicator of Trends where none is chosen."""
PICKED = "Claims picked by a reader"
CHARTS = ("trends", "compare")


def choice_of(view: View) -> Choice:
    """Return what the view keeps, as a query takes it."""
    return Choice(
        topics=(view.topic,) if view.topic and view.page == "claims" else (),
        places=view.places,
        producers=view.producers,
        documents=view.documents,
        statuses=view.statuses,
        hedges=view.hedges,
        since=view.since,
        until=view.until,
        revised=view.revised,
        record=view.record,
        parts=view.panels == "place",
    )


def dataset_of(dataset: Dataset, view: View) -> Dataset:
    """Return the dataset as it stood on the view's day; itself where the view has none.

    All that shows a view takes what this returns.
    """
    return as_of(dataset, view.as_of) if view.as_of else dataset


def completed(dataset: Dataset, view: View) -> View:
    """Fill in what a chart's page needs and an address may leave out: indicator or comparison."""
    if view.page == "trends" and not (view.indicator and not view.topic):
        choices = indicators_with_claims(dataset)
        own = choices.index[choices["topic"] == view.topic] if view.topic else choices.index
        if view.indicator in own:
            return view
        first = FIRST if FIRST in choices.index else str(choices.index[0])
        return replace(view, indicator=str(own[0]) if view.topic and len(own) else first)
    if view.page == "compare" and not (view.comparison or view.indicator or view.picked):
        return replace(view, comparison=str(comparisons(dataset).index[0]))
    return view


def members(dataset: Dataset, view: View) -> tuple[str, ...]:
    """Return the indicators whose claims a completed view of Compare shows side by side."""
    if not view.comparison:
        return (view.indicator,)
    own = dataset.indicators["comparison_id"]
    return tuple(own.index[own == view.comparison])


def claims_of(dataset: Dataset, view: View) -> pd.DataFrame:
    """Return the claims that the chart of a completed view draws, one row each."""
    if view.page == "trends":
        return trend_claims(dataset, view.indicator, choice_of(view))
    if view.picked:
        found = groups(dataset, view.picked)
        return found[0].claims if found else dataset.joined.iloc[[]]
    return compared_claims(dataset, members(dataset, view), choice_of(view))


def heading_of(dataset: Dataset, view: View) -> str:
    """Return the title of the chart of a completed view."""
    if view.page == "trends":
        claims = indicator_choice(dataset, view.indicator, choice_of(view))
        return notes.title(dataset, view.indicator, claims)
    if view.picked:
        return PICKED
    if view.comparison:
        return str(dataset.comparisons.loc[view.comparison, "title"])
    return str(dataset.indicators.loc[view.indicator, "title"])


def figure_of(dataset: Dataset, view: View, palette: Palette, size: Size) -> go.Figure | None:
    """Draw the chart of a completed view; None where there is nothing that it can draw."""
    claims = claims_of(dataset, view)
    if view.page == "compare":
        return compare(dataset, heading_of(dataset, view), claims, palette, size)
    if view.panels:
        return multiples(dataset, view.indicator, claims, palette, size, view.panels)
    return trend(dataset, view.indicator, claims, palette, size, look_of(dataset, view))


def look_of(dataset: Dataset, view: View) -> Look:
    """Return how a view of Trends looks at its chart."""
    events = events_of(dataset, view.indicator, view.since, view.until) if view.events else None
    return Look(view.focus, view.scale == "log", events, view.notes)
