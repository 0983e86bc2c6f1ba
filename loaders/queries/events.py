"""The dated events that belong beside an indicator's claims."""

from __future__ import annotations

import pandas as pd

from loaders.dataset import Dataset


def events_of(
    dataset: Dataset, indicator_id: str, since: int | None = None, until: int | None = None
) -> pd.DataFrame:
    """Return the events of an indicator's topic, in the order of time.

    One row per event: the columns of `events.csv`, and `start`, `end`, dates as claims have
    them. A year keeps the events whose date touches it.
    """
    events = dataset.events
    topic = str(dataset.indicators.loc[indicator_id, "topic"])
    keep = pd.Series([topic in cell.split(";") for cell in events["topics"]], events.index, bool)
    if since is not None:
        keep &= events["end"].dt.year >= since
    if until is not None:
        keep &= events["start"].isna() | (events["start"].dt.year <= until)
    return events[keep].sort_values(["start", "end"], na_position="first")
