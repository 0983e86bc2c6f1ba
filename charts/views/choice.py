"""What a view keeps, and how it is looked at, as queries and builders take it."""

from __future__ import annotations

import pandas as pd

from charts.builders.small_multiples import far_apart
from charts.builders.trend import ChartOptions
from charts.presenter.own_words import OwnWords, note_of
from charts.views.view import OWN, View
from loaders.dataset import Dataset
from loaders.queries.events import events_of
from loaders.queries.selection import Choice


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
        grain=view.grain if view.page == "trends" else "",
        groups=view.groups if view.page == "trends" else (),
    )


def chart_options(dataset: Dataset, view: View) -> ChartOptions:
    """Return how a view of Trends looks at its chart."""
    return ChartOptions(
        view.focus,
        view.scale == "log",
        _events(dataset, view) if view.events else None,
        view.notes,
        view.panels,
        view.grain,
        view.beside,
        own_scales=view.scales == OWN,
        own=own_words(view),
    )


def own_words(view: View) -> OwnWords:
    """Return the words that a presenter gives a view's chart."""
    notes = tuple(map(note_of, view.own_notes))
    return OwnWords(view.title, view.subtitle, notes, view.labels, view.sources)


def own_by_default(dataset: Dataset, view: View, claims: pd.DataFrame) -> bool:
    """Tell whether the panels of a view have scales of their own where a reader chose nothing."""
    return view.scale != "log" and far_apart(dataset, claims, view.panels)


def _events(dataset: Dataset, view: View) -> pd.DataFrame:
    """Return the events on a view's charts, each once."""
    parts = [
        events_of(dataset, name, view.since, view.until, view.places)
        for name in indicators_of(view)
    ]
    found = pd.concat(parts)
    found = found[~found.index.duplicated()]
    return found.sort_values(["start", "end"], na_position="first")


def indicators_of(view: View) -> list[str]:
    """Return the indicators that a view of Trends shows, in the order of its panels."""
    return [view.indicator, view.beside] if view.beside else [view.indicator]
