"""What a chart over time shows of each part of its years, worked out beforehand, for a page that
has no server to ask: its scales, the names of its series with their last numbers in these years.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

import pandas as pd

from charts.builders.figure_parts import figure_parts
from charts.builders.trend import (
    ChartOptions,
    TimeChart,
    TrendLayout,
    labels_of,
    laid_out,
    last_marks,
    names_below,
    names_beside,
    what_happened,
)
from charts.layout.figure_layout import lines_text, told_lines
from charts.marks.axes import are_whole, linear_axis, logarithmic
from charts.marks.mark import Mark
from charts.marks.series import all_marks
from charts.style.theme import Palette, PlotlyDict, Size
from charts.text import indicator_texts
from charts.text.curve_summary import end_words
from loaders.dataset import Dataset, claims_in

APART = 1e-6
"""How much of a year two periods have in common before they have a day in common."""


def year_windows(
    dataset: Dataset,
    claims: pd.DataFrame,
    years: Sequence[int],
    palette: Palette,
    sizes: Sequence[Size],
    options: ChartOptions,
) -> list[PlotlyDict]:
    """Return what a chart of `trend` shows of each part of its years, in each size; nothing where
    it has no marks.

    `scales` are axes of values as Plotly has them; `names` are series as their traces and texts
    are called, with what stands there; `heads` are sentences on what happened, and `head` is the
    place of theirs among the texts. `windows` are by first and last year (`2011-2014`): the place
    of the scale, the ends of the axis of years, the place of the sentence, then of each name that
    is there its place and its `yshift`. The rest is what `figure_parts` returns.
    """
    spans = [*itertools.combinations_with_replacement(sorted(years), 2)]
    happened = cache(lambda first, last: _happened(dataset, claims, options, first, last))
    laid_outs = (laid_out(dataset, claims, palette, size, options) for size in sizes)
    parts = [_Parts(dataset, laid) for laid in laid_outs if laid]
    return [
        own.told(palette, {span: happened(*span) for span in spans})
        | figure_parts(own.laid, palette)
        for own in parts
    ]


def _happened(
    dataset: Dataset, claims: pd.DataFrame, options: ChartOptions, first: int, last: int
) -> Sequence[str]:
    """Return the sentences on what happened in some years."""
    kept = claims[(claims["end"].dt.year >= first) & (claims["start"].dt.year <= last)]
    if kept.empty:
        return []
    return what_happened(dataset, indicator_texts.by_indicator(kept), options)


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

    def told(
        self, palette: Palette, happened: Mapping[tuple[int, int], Sequence[str]]
    ) -> PlotlyDict:
        """Return what `year_windows` does, but for the parts of the figure."""
        scales, names, heads, windows = _Places(), _Places(), _Places(), dict[str, list[object]]()
        for (first, last), sentences in happened.items():
            chart = self.between(first, last)
            if chart is not None:
                shown = [
                    [names.of([block["name"], block["text"]]), round(block["yshift"], 1)]
                    for block in self.names(chart, palette)
                ]
                ends = [round(chart.shown.x0, 4), round(chart.shown.x1, 4)]
                head = heads.of(self.head(sentences))
                windows[f"{first}-{last}"] = [scales.of(self.scale(chart)), *ends, head, *shown]
        lists = {"scales": scales.things, "names": names.things, "heads": heads.things}
        return {**lists, "head": self.laid.layout.told_place, "windows": windows}

    def head(self, sentences: Sequence[str]) -> str:
        """Return what happened in lines; "" where there are more than the whole chart has."""
        layout = self.laid.layout
        lines = told_lines(layout.size, sentences)
        return lines_text(lines) if len(lines) <= len(layout.lines.told) else ""

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
        last_one = last_marks(shown)
        words = {run: self._end(mark.claim_id.split()[0]) for run, mark in last_one.items()}
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
        """Return the names of the series in a part, where the whole chart has theirs; below it they
        are without their numbers where these would need more lines than there are.
        """
        layout = self.laid.layout
        labels = labels_of(self.laid.names, chart, chart.shown)
        if layout.size.labels_beside:
            return names_beside(layout, labels, dict.fromkeys(labels, palette.ink))
        below = replace(layout, names=names_below(labels, chart.looks))
        if below.names_height > layout.names_height and chart.ends:
            return self.names(replace(chart, ends={}), palette)
        return below.names_under()


def _is_in(mark: Mark, first: int, last: int) -> bool:
    """Tell whether a part of a mark's period is in these years, as a reader's filter has it."""
    return mark.x1 > first + APART and mark.x0 < last + 1 - APART
