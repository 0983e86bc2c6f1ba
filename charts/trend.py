"""Claims of one indicator over time: a pure function, tables in, figure out."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from charts import notes
from charts.key import RECORD, draw_key, entries, rows
from charts.layout import EDGE, LABEL_WIDTH, TICK_WIDTH, Layout, text_lines
from charts.marks import (
    DASHES,
    DOT,
    LINE,
    RECORD_DOT,
    RECORD_LINE,
    Canvas,
    Mark,
    highest,
    joins,
    outlines,
    traces,
)
from charts.theme import Palette, Size
from loaders.dataset import Dataset
from loaders.joins import joined_pairs
from loaders.query import IN_FORCE, Row, records

STEP = 12
"""The axis's step in months: a period of another length, or not a calendar year, is a span."""


@dataclass(frozen=True, order=True)
class Run:
    """What is drawn in one colour: the claims of a series in documents, or in the record."""

    claimed: bool
    series_id: str

    @property
    def official(self) -> bool:
        """Tell whether it is the record."""
        return not self.claimed

    @property
    def name(self) -> str:
        """Return what its traces are called."""
        return self.series_id if self.claimed else f"{RECORD}: {self.series_id}"

    def label(self, labels: Mapping[str, str]) -> str:
        """Return what stands beside it."""
        return labels[self.series_id] + ("" if self.claimed else " (official record)")


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
    version stand inside the figure. Claims of official documents are the record: they stand
    behind the others, and no line joins the one with the other.
    """
    dated = claims[claims["start"].notna()]
    if dated.empty:
        return None
    runs = _runs(dataset, dated)
    drawn = [mark for own in runs.values() for mark in own]
    shown, names = _ranges(drawn), entries(drawn)
    names += [RECORD] if dated["official"].any() else []
    labels = _labels(notes.series_labels(dataset, claims), runs, shown.top)
    colours = _colours(dataset, indicator_id, palette, runs)
    layout = _layout(dataset, indicator_id, claims, size, names)
    inks = {run: palette.quiet if run.official else colours[run] for run in runs}
    if not size.labels_beside:
        layout = replace(layout, names=[(labels[run][0], inks[run]) for run in labels])
    canvas = Canvas(
        "x",
        "y",
        (shown.x1 - shown.x0) / layout.plot_width,
        shown.top / size.plot_height,
    )
    pairs = [*joined_pairs(dated[dated["official"]]), *joined_pairs(dated[~dated["official"]])]
    data, shapes = _series(runs, pairs, colours, (palette, canvas))
    key = draw_key(names, palette, size, layout.plot_width)
    around = layout.figure(palette)
    around["shapes"] = [*shapes, *key.shapes]
    around["annotations"] += layout.beside(labels, inks) if size.labels_beside else []
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


def _colours(
    dataset: Dataset, indicator_id: str, palette: Palette, runs: Iterable[Run]
) -> dict[Run, str]:
    own = series_colours(dataset, indicator_id, palette)
    return {run: palette.record if run.official else own[run.series_id] for run in runs}


def _series(
    marks: Mapping[Run, Sequence[Mark]],
    pairs: Sequence[tuple[str, str]],
    colours: Mapping[Run, str],
    look: tuple[Palette, Canvas],
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    palette, canvas = look
    data: list[dict[str, Any]] = []
    shapes: list[dict[str, Any]] = []
    dashes = dict(
        zip([run for run in marks if run.official], itertools.cycle(DASHES), strict=False)
    )
    for run, own in marks.items():
        by_id = {name: mark for mark in own for name in mark.claim_id.split()}
        ends = [(by_id[a], by_id[b]) for a, b in pairs if a in by_id and b in by_id]
        width, dash = (RECORD_LINE, dashes[run]) if run.official else (LINE, DASHES[0])
        line = joins(ends, colours[run], canvas, width, dash)
        data += [line | {"name": run.name}] if line else []
        dot = RECORD_DOT if run.official else DOT
        data += traces(own, colours[run], palette, canvas, run.name, dot)
        shapes += outlines(own, colours[run], canvas)
    return data, shapes


def _runs(dataset: Dataset, claims: pd.DataFrame) -> dict[Run, list[Mark]]:
    """Return for each series a mark for each period and number, whoever says it.

    The record's come first, so that they are drawn behind.
    """
    alike: dict[tuple[Run, *tuple[object, ...]], list[Row]] = {}
    for row in records(claims):
        bounds = (str(row["chart_low"]), str(row["chart_high"]))  # NaN is not equal to itself
        says = (row["period"], *bounds, row["hedge"], row["status"], row["state"])
        run = Run(not row["official"], row["series_id"])
        alike.setdefault((run, *says), []).append(row)
    marks: dict[Run, list[Mark]] = {}
    for (run, *_), rows_alike in alike.items():
        marks.setdefault(run, []).append(_mark(dataset, rows_alike))
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
    labels: Mapping[str, str], marks: Mapping[Run, Sequence[Mark]], top: float
) -> dict[Run, tuple[str, float]]:
    """Return for each drawn series its label and how far down its last mark is."""
    last = {run: max(own, key=lambda m: m.x1) for run, own in marks.items()}
    return {run: (run.label(labels), 1 - mark.value / top) for run, mark in last.items()}


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
