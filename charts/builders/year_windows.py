"""What a chart over time shows of each part of its years, worked out beforehand, for a page that
has no server to ask: its scale, the names of its series with their last numbers in these years.

Lengths that stand for no quantity are in pixels on any scale, so that a page has to know them too.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from charts.builders.trend import (
    ChartOptions,
    TimeChart,
    TrendLayout,
    labels_of,
    laid_out,
    last_marks,
    names_below,
    names_beside,
    trend_figure,
)
from charts.marks.axes import are_whole, linear_axis, logarithmic
from charts.marks.mark import Mark
from charts.marks.series import all_marks
from charts.style.theme import Palette, PlotlyDict, Size
from charts.text.curve_summary import end_words
from loaders.dataset import Dataset, claims_in

NUDGE = 1e-6
"""By how much of itself a plotting area is made lower to see what of it is measured in pixels."""
FARTHEST = 100
"""What moves by more pixels was laid out another way: a text that has its place elsewhere then."""
Heights = Mapping[str, float | Sequence[float | None]]
HEIGHTS: Mapping[str, Sequence[str]] = {
    "data": ("y",),
    "annotations": ("y",),
    "shapes": ("yanchor", "y0", "y1"),
}
"""Where the things of each part of a figure say how high they stand."""


def year_windows(
    dataset: Dataset,
    claims: pd.DataFrame,
    years: Sequence[int],
    palette: Palette,
    size: Size,
    options: ChartOptions,
) -> PlotlyDict | None:
    """Return what a chart of `trend` shows of each part of its years; None where it has no marks.

    `scales` are axes of values as Plotly has them; `names` are series as their traces and texts
    are called, with what stands there. `windows` are by first and last year (`2011-2014`): the
    place of the scale, then of each name that is there its place and its `yshift`. `pixels`
    are, by the part of the figure and the place in it, how many pixels above the value where it
    belongs a thing stands, by what Plotly calls that height.
    """
    laid = laid_out(dataset, claims, palette, size, options)
    if laid is None:
        return None
    scales, names, windows = _Places(), _Places(), dict[str, list[object]]()
    parts = _Parts(dataset, laid)
    for first, last in itertools.combinations_with_replacement(sorted(years), 2):
        chart = parts.between(first, last)
        if chart is not None:
            shown = [
                [names.of([block["name"], block["text"]]), round(block["yshift"], 1)]
                for block in parts.names(chart, palette)
            ]
            windows[f"{first}-{last}"] = [scales.of(parts.scale(chart)), *shown]
    told = {"scales": scales.things, "names": names.things, "windows": windows}
    return {**told, "pixels": pixels_above(laid, palette)}


class _Places:
    """Things of which many are alike, each once."""

    def __init__(self) -> None:
        self.things: list[object] = []
        self._places: dict[str, int] = {}

    def of(self, thing: object) -> int:
        """Return the place of a thing, a new one if it is not there."""
        place = self._places.setdefault(repr(thing), len(self.things))
        if place == len(self.things):
            self.things.append(thing)
        return place


class _Parts:
    """A chart over time, and the parts of its years."""

    def __init__(self, dataset: Dataset, laid: TrendLayout) -> None:
        self.laid = laid
        claims = {claim.claim_id: claim for claim in claims_in(laid.chart.dated)}
        self._end = cache(lambda name: end_words(dataset, claims[name]))
        self._whole = are_whole(all_marks(laid.chart.runs))

    def between(self, first: int, last: int) -> TimeChart | None:
        """Return the chart with what stands in these years alone; None where nothing does."""
        chart = self.laid.chart
        shown = {
            run: kept
            for run, own in chart.runs.items()
            if (kept := [mark for mark in own if _is_in(mark, first, last)])
        }
        if not shown:
            return None
        ends = {run: mark for run, mark in last_marks(shown).items() if chart.ends}
        words = {run: self._end(mark.claim_id.split()[0]) for run, mark in ends.items()}
        scale = logarithmic(all_marks(shown)) if chart.scale else None
        return replace(chart, runs=shown, scale=scale, ends=words)

    def scale(self, chart: TimeChart) -> PlotlyDict:
        """Return the axis of values of a part, in the units of the whole chart's."""
        whole = self.laid.chart.scale
        if whole is None or chart.scale is None:
            return linear_axis(chart.shown.values, whole=self._whole)
        axis, higher = chart.scale.axis(chart.shown.top), chart.scale.floor - whole.floor
        return axis | {name: [at + higher for at in axis[name]] for name in ("range", "tickvals")}

    def names(self, chart: TimeChart, palette: Palette) -> list[PlotlyDict]:
        """Return the names of the series in a part, where the whole chart has theirs."""
        layout = self.laid.layout
        labels = labels_of(self.laid.names, chart, chart.shown)
        if layout.size.labels_beside:
            return names_beside(layout, labels, dict.fromkeys(labels, palette.ink))
        return replace(layout, names=names_below(labels, chart.looks)).names_under()


def _is_in(mark: Mark, first: int, last: int) -> bool:
    """Tell whether a mark is seen where these years are: a part of a span or of what leads back to
    the beginning of a total, else its dot.
    """
    if mark.span or mark.total:
        return mark.x1 > first and mark.x0 < last + 1
    return first <= mark.x <= last + 1


def pixels_above(laid: TrendLayout, palette: Palette) -> dict[str, dict[int, PlotlyDict]]:
    """Return how many pixels above the value where they belong things stand, by the part of the
    figure, their place in it and what Plotly calls that height: what is measured in pixels moves
    with the height of the plot where a pixel is a little more, and nothing else does.
    """
    lower = replace(laid.layout, plot_height=laid.layout.plot_height * (1 - NUDGE))
    more = laid.chart.shown.height * (1 / lower.plot_height - 1 / laid.layout.plot_height)
    here, there = (
        _upright(trend_figure(replace(laid, layout=own), palette, {}))
        for own in (laid.layout, lower)
    )
    return {
        part: {
            place: moved
            for place, (one, other) in enumerate(zip(here[part], there[part], strict=True))
            if (moved := _moved(one, other, more))
        }
        for part in HEIGHTS
    }


def _upright(figure: go.Figure) -> dict[str, list[Heights]]:
    """Return the heights of a figure's things on the axis of values, by part."""
    told = figure.to_plotly_json()
    parts = {**told["layout"], "data": told["data"]}
    return {
        part: [
            {name: one[name] for name in names if name in one}
            if one.get("yaxis", one.get("yref", "y")) == "y"
            else {}
            for one in parts.get(part, ())
        ]
        for part, names in HEIGHTS.items()
    }


def _moved(one: Heights, other: Heights, more: float) -> dict[str, float | list[float]]:
    """Return by how many pixels heights of a thing moved, without those that did not."""
    found = {}
    for name in one:
        a, b = (np.asarray(own[name], dtype="float64") for own in (one, other))
        by = np.nan_to_num(np.round((b - a) / more, 1))
        by = np.where(np.abs(by) > FARTHEST, 0.0, by)
        if by.any():
            found[name] = by.tolist()
    return found
