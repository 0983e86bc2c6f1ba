"""Claims of one indicator over time: a pure function, tables in, figure out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from charts import notes
from charts.key import draw_key, entries, rows
from charts.layout import EDGE, LABEL_WIDTH, TICK_WIDTH, Layout, text_lines
from charts.marks import Canvas, Mark, highest, joins, outlines, traces
from charts.theme import Palette, Size
from loaders.dataset import Dataset
from loaders.joins import joined_pairs
from loaders.query import IN_FORCE, Row, records

STEP = 12
"""The axis's step in months: a period of another length, or not a calendar year, is a span."""


@dataclass(frozen=True)
class Ranges:
    """What the axes show."""

    x0: float
    x1: float
    top: float


def trend(
    dataset: Dataset, indicator_id: str, claims: pd.DataFrame, palette: Palette, size: Size
) -> go.Figure | None:
    """Draw the claims that have a period; None where there are none.

    `claims` is what `loaders.query.trend_claims` returns: one row per claim, with bounds in
    the indicator's unit. Title, unit, key of the marks, sources with locators and the data's
    version stand inside the figure.
    """
    dated = claims[claims["start"].notna()]
    if dated.empty:
        return None
    marks = _marks(dataset, dated)
    drawn = [mark for own in marks.values() for mark in own]
    shown, names = _ranges(drawn), entries(drawn)
    labels = _labels(notes.series_labels(dataset, claims), marks, shown.top)
    colours = series_colours(dataset, indicator_id, palette)
    layout = _layout(dataset, indicator_id, claims, size, names)
    if not size.labels_beside:
        layout = replace(layout, names=[(labels[n][0], colours[n]) for n in labels])
    canvas = Canvas(
        "x",
        "y",
        (shown.x1 - shown.x0) / layout.plot_width,
        shown.top / size.plot_height,
    )
    data, shapes = _series(marks, joined_pairs(dated), colours, (palette, canvas))
    key = draw_key(names, palette, size, layout.plot_width)
    around = layout.figure(palette)
    around["shapes"] = [*shapes, *key.shapes]
    around["annotations"] += layout.beside(labels, colours) if size.labels_beside else []
    around["xaxis"] |= _time_axis(shown, layout.plot_width)
    around["yaxis"] |= {"range": [0, shown.top], "tickformat": ",~r", "nticks": 7}
    return go.Figure({"data": [*data, *key.traces], "layout": around})


def _layout(
    dataset: Dataset, indicator_id: str, claims: pd.DataFrame, size: Size, names: Sequence[str]
) -> Layout:
    beside = notes.without_period(dataset, claims)
    lines = text_lines(
        size,
        notes.title(dataset, indicator_id, claims),
        notes.unit_words(dataset, indicator_id, claims),
        [*beside, notes.source_note(dataset, claims)],
    )
    right = LABEL_WIDTH if size.labels_beside else EDGE
    width = size.width - TICK_WIDTH - right
    return Layout(
        size,
        lines,
        plot_height=size.plot_height,
        right=right,
        key_rows=len(rows(names, size, width)),
    )


def series_colours(dataset: Dataset, indicator_id: str, palette: Palette) -> dict[str, str]:
    """Return a colour for each series of an indicator, the same whatever is filtered."""
    own = sorted(dataset.series.index[dataset.series["indicator_id"] == indicator_id])
    return {name: palette.series[place % len(palette.series)] for place, name in enumerate(own)}


def _series(
    marks: Mapping[str, Sequence[Mark]],
    pairs: Sequence[tuple[str, str]],
    colours: Mapping[str, str],
    look: tuple[Palette, Canvas],
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    palette, canvas = look
    data: list[dict[str, Any]] = []
    shapes: list[dict[str, Any]] = []
    for series_id, own in marks.items():
        by_id = {name: mark for mark in own for name in mark.claim_id.split()}
        ends = [(by_id[a], by_id[b]) for a, b in pairs if a in by_id]
        line = joins(ends, colours[series_id], canvas)
        data += [line] if line else []
        data += traces(own, colours[series_id], palette, canvas, series_id)
        shapes += outlines(own, colours[series_id], canvas)
    return data, shapes


def _marks(dataset: Dataset, claims: pd.DataFrame) -> dict[str, list[Mark]]:
    """Return for each series a mark for each period and number, whoever says it."""
    alike: dict[tuple[object, ...], list[Row]] = {}
    for row in records(claims):
        bounds = (str(row["chart_low"]), str(row["chart_high"]))  # NaN is not equal to itself
        says = (row["period"], *bounds, row["hedge"], row["status"], row["state"])
        alike.setdefault((row["series_id"], *says), []).append(row)
    marks: dict[str, list[Mark]] = {}
    for rows_alike in alike.values():
        marks.setdefault(rows_alike[0]["series_id"], []).append(_mark(dataset, rows_alike))
    return dict(sorted(marks.items()))


def _mark(dataset: Dataset, alike: Sequence[Row]) -> Mark:
    row = alike[0]
    x0, x1 = year_position(row["start"]), year_position(row["end"] + pd.Timedelta(days=1))
    step = row["months"] == STEP and row["start"].month == 1
    return Mark(
        claim_id=" ".join(claim["claim_id"] for claim in alike),
        x0=x0,
        x1=x1,
        span=not step,
        low=row["chart_low"],
        high=row["chart_high"],
        hedge=row["hedge"],
        status=row["status"],
        hover="<br><br>".join(notes.hover(dataset, claim) for claim in alike),
        once=row["period"].startswith("["),
        struck=row["state"] != IN_FORCE,
    )


def year_position(day: pd.Timestamp) -> float:
    """Return a day as a number of years: the beginning of 2018 is 2018.0."""
    days = 366 if day.is_leap_year else 365
    return float(day.year + (day.day_of_year - 1) / days)


def _labels(
    labels: Mapping[str, str], marks: Mapping[str, Sequence[Mark]], top: float
) -> dict[str, tuple[str, float]]:
    """Return for each drawn series its label and how far down its last mark is."""
    last = {name: max(own, key=lambda m: m.x1) for name, own in marks.items()}
    return {name: (labels[name], 1 - mark.value / top) for name, mark in last.items()}


def _ranges(marks: Sequence[Mark]) -> Ranges:
    x0, x1 = min(m.x0 for m in marks), max(m.x1 for m in marks)
    room = max(0.5, (x1 - x0) * 0.03)
    open_upward = any(m.hedge in ("at_least", "more_than") for m in marks)
    top = highest(marks) * (1.22 if open_upward else 1.1) or 1.0
    return Ranges(x0 - room, x1 + room, top)


def _time_axis(shown: Ranges, width: float) -> dict[str, Any]:
    """Return ticks in the middle of years, as many as there is room for."""
    first, last = int(shown.x0 // 1), int(shown.x1 // 1)
    most = max(2, int(width / 62))
    inside = [y for y in range(first, last + 1) if shown.x0 < y + 0.5 < shown.x1]
    steps = ([y for y in inside if y % n == 0] for n in (1, 2, 5, 10, 20, 50, 100, 1000))
    years = next(found for found in steps if len(found) <= most)
    ticks = {"tickmode": "array", "tickvals": [y + 0.5 for y in years]}
    return {"range": [shown.x0, shown.x1], **ticks, "ticktext": [str(y) for y in years]}
