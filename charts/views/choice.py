"""What a view keeps, and how it is looked at, as queries and builders take it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from charts.builders.small_multiples import far_apart
from charts.builders.trend import ChartOptions
from charts.presenter.own_words import OwnNote, OwnWords, note_of
from charts.views.view import OWN, View
from loaders.dataset import Dataset
from loaders.queries.events import events_of
from loaders.queries.selection import Choice

CONTROLS: Mapping[str, str] = {
    "since": "From year",
    "until": "To year",
    "focus": "Highlight",
    "scale": "Logarithmic scale",
}
"""What the control of an attribute of a view is called, in the app and on published pages."""


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
    )


def own_words(view: View, claims: pd.DataFrame, *, over_time: bool) -> OwnWords:
    """Return the words that a presenter gives a view's chart of claims: the notes on what it shows.
    Where there is no time axis, a note on a period is one on the first claim of that.
    """
    notes = [note for cell in view.own_notes for note in _shown(note_of(cell), claims, over_time)]
    return OwnWords(view.title, view.subtitle, tuple(notes), view.labels, view.sources, view.rows)


def _shown(note: OwnNote, claims: pd.DataFrame, over_time: bool) -> list[OwnNote]:
    """Return a note where the chart shows what it is on; else nothing."""
    period = note.period
    if period is None:
        return [note] if (claims["claim_id"] == note.at).any() else []
    if over_time:
        first, last = claims["start"].min(), claims["end"].max()
        since = pd.Timestamp(period.start or period.end)
        return [note] if since <= last and pd.Timestamp(period.end) >= first else []
    alike = (claims["start"].dt.date == period.start) & (claims["end"].dt.date == period.end)
    own = claims.loc[alike, "claim_id"]
    return [replace(note, at=str(own.iloc[0]))] if len(own) else []


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
