"""The dated events that stand on an indicator's charts."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from loaders.dataset import Dataset
from loaders.queries.place_text import wholes

OWN_CODE = "X-"
"""How the code of a place begins that ISO 3166 does not have."""


def events_of(
    dataset: Dataset,
    indicator_id: str,
    since: int | None = None,
    until: int | None = None,
    places: Collection[str] = (),
) -> pd.DataFrame:
    """Return the events of an indicator's topic, in the order of time.

    One row per event: the columns of `events.csv`, and `start`, `end`, dates as claims have
    them. A year keeps the events whose date touches it. What happens in a part of a country
    stands on charts of that part, of what it lies in and of what lies in it; `places` are those
    that a chart shows, none: all.
    """
    events = dataset.events
    topic = str(dataset.indicators.loc[indicator_id, "topic"])
    keep = pd.Series([topic in cell.split(";") for cell in events["topics"]], events.index, bool)
    shown = _places_shown(dataset, indicator_id, places)
    keep &= pd.Series([_fits(dataset, at, shown) for at in events["place_id"]], events.index, bool)
    if since is not None:
        keep &= events["end"].dt.year >= since
    if until is not None:
        keep &= events["start"].isna() | (events["start"].dt.year <= until)
    return events[keep].sort_values(["start", "end"], na_position="first")


def _places_shown(dataset: Dataset, indicator_id: str, places: Collection[str]) -> set[str]:
    """Return the places that a chart's series are of, and those that their flows come from."""
    series = dataset.claimed_series
    series = series[series["indicator_id"] == indicator_id]
    if places:
        series = series[series["place_id"].isin(list(places))]
    return {*series["place_id"], *series["from_place_id"]} - {""}


def _fits(dataset: Dataset, place_id: str, shown: Collection[str]) -> bool:
    """Tell whether an event's place is no part of a country, or lies on the line of one shown."""
    around = wholes(dataset, place_id)
    if all(place.startswith(OWN_CODE) for place in around):
        return True
    own = {place_id, *around}
    return any(place in own or place_id in wholes(dataset, place) for place in shown)
