"""Whose each point of a chart over time is, and how many pixels it stands from where it belongs:
what a page needs to show the marks of some years alone on axes of their own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np
import plotly.graph_objects as go

from charts.builders.trend import TrendLayout, trend_figure
from charts.layout.mark_labels import MarkLabel, labels_on
from charts.layout.own_notes import day_shapes
from charts.marks.mark import Canvas, Mark
from charts.marks.marks import traces
from charts.marks.series import all_marks, dot_size, with_fine_spans
from charts.style.theme import Palette, PlotlyDict
from loaders.values.codelists import TOLD_APART

NUDGE = 1e-6
"""By how much of itself a plotting area is made smaller to see what of it is measured in pixels."""
FARTHEST = 100
"""What moves by more pixels was laid out another way: a text that has its place elsewhere then."""
NOBODY = -1
"""Whose the points are that are no mark's."""
FINEST = 1000
"""On so many times as many pixels each mark beside others is as far aside as it is meant to be."""
Places = Mapping[str, float | Sequence[float | None]]
PLACES: Mapping[str, Sequence[str]] = {
    "data": ("x", "y"),
    "annotations": ("x", "y"),
    "shapes": ("xanchor", "x0", "x1", "yanchor", "y0", "y1"),
}
"""Where the things of each part of a figure say where they stand."""


def figure_parts(laid: TrendLayout, palette: Palette) -> PlotlyDict:
    """Return whose the points of a figure are, and what of them is measured in pixels.

    `marks` are the marks as years of their period's ends, and whether they are drawn over it
    (1 or 0). `aside` are those drawn beside others, by place: where they belong on the axis of
    years, where they are drawn, and how many pixels that is meant to be. `of` is, by the part of
    the figure and the place in it, the place of the mark that a text or a shape is of, and of each
    point of a trace. `pixels` are how many pixels right of and above where it belongs a thing
    stands, by what Plotly calls that, and `widths` how wide texts at marks are.
    """
    figure = trend_figure(laid, palette, {})
    chart, ground = laid.chart, laid.chart.ground(laid.layout)
    placed, belong = chart.beside(ground.canvas), all_marks(chart.placed)
    marks = all_marks(placed)
    words = labels_on(ground, placed.values(), laid.layout.size, chart.pairs, chart.words)
    place_of = {name: n for n, mark in enumerate(marks) for name in mark.claim_id.split()}
    texts = dict(_texts(laid, figure, words, place_of))
    return {
        "marks": [[own.x0, own.x1, int(own.span)] for own in belong],
        "aside": dict(_aside(laid, ground.canvas, belong, marks)),
        "of": {
            "data": dict(_points(laid, palette, figure, place_of)),
            "annotations": {at: place for at, (place, _) in texts.items()},
            "shapes": dict(_shapes(laid, palette, words, place_of)),
        },
        "pixels": pixels_off(laid, palette, figure),
        "widths": {at: round(width) for at, (_, width) in texts.items()},
    }


def _aside(
    laid: TrendLayout, canvas: Canvas, belong: Sequence[Mark], marks: Sequence[Mark]
) -> Iterator[tuple[int, list[float]]]:
    fine = replace(canvas, x_pixel=canvas.x_pixel / FINEST)
    meant = all_marks(laid.chart.beside(fine))
    for n, (own, drawn, far) in enumerate(zip(belong, marks, meant, strict=True)):
        if drawn.x != own.x:
            yield n, [own.x, drawn.x, round((far.x - own.x) / fine.x_pixel, 1)]


def _points(
    laid: TrendLayout, palette: Palette, figure: go.Figure, place_of: Mapping[str, int]
) -> Iterator[tuple[int, list[int]]]:
    """Yield whose the points of each trace are: of the mark that draws them, or at which a line is
    joined; where one can be pointed at, of the mark that is told first.
    """
    at = _drawn_at(laid, palette, place_of)
    for n, trace in enumerate(figure.to_plotly_json()["data"]):
        if trace["yaxis"] != "y":
            continue
        if trace["name"] == "told":
            yield n, [place_of[names.split()[0]] for names, _ in trace["customdata"]]
        else:
            points = zip(trace["x"], trace["y"], strict=True)
            yield n, [at.get(point, NOBODY) for point in points]


def _drawn_at(
    laid: TrendLayout, palette: Palette, place_of: Mapping[str, int]
) -> dict[tuple[float, float], int]:
    """Return whose each point of the drawing is."""
    chart, found = laid.chart, dict[tuple[float, float], int]()
    canvas = chart.ground(laid.layout).canvas
    for run, own in chart.beside(canvas).items():
        for mark in with_fine_spans(own, canvas):
            place = place_of[mark.claim_id.split()[0]]
            dot = dot_size(run, own)
            for trace in traces([mark], chart.looks[run].colour, palette, canvas, run.name, dot):
                points = zip(trace["x"], trace["y"], strict=True)
                found |= {point: place for point in points if point[0] is not None}
            found[mark.vertex] = place
    return found


def _texts(
    laid: TrendLayout,
    figure: go.Figure,
    words: Sequence[MarkLabel],
    place_of: Mapping[str, int],
) -> Iterator[tuple[int, tuple[int, float]]]:
    """Yield whose the texts at marks are, and how wide."""
    names = len(laid.labels) if laid.layout.size.labels_beside else 0
    first = len(figure.layout.annotations) - names - len(words)
    for n, label in enumerate(words, first):
        if label.mark:
            width = label.box.right - label.box.left
            yield n, (place_of[label.mark.claim_id.split()[0]], width)


def _shapes(
    laid: TrendLayout,
    palette: Palette,
    words: Sequence[MarkLabel],
    place_of: Mapping[str, int],
) -> Iterator[tuple[int, int]]:
    """Yield whose the lines to texts and the outlines are."""
    chart, canvas = laid.chart, laid.chart.ground(laid.layout).canvas
    first = len(laid.layer.shapes) + len(day_shapes(chart.words.notes, canvas, palette))
    led = [label.mark for label in words if label.leader]
    told_apart = [mark for mark in all_marks(chart.placed) if mark.status in TOLD_APART]
    for n, mark in enumerate([*led, *told_apart], first):
        if mark:
            yield n, place_of[mark.claim_id.split()[0]]


def pixels_off(
    laid: TrendLayout, palette: Palette, figure: go.Figure
) -> dict[str, dict[int, PlotlyDict]]:
    """Return how many pixels off the point where they belong things stand, by the part of the
    figure, their place in it and what Plotly calls the place: what is measured in pixels moves
    where a pixel is a little more of the axes, and nothing else does.
    """
    layout, shown = laid.layout, laid.chart.shown
    width, height = layout.plot_width * (1 - NUDGE), layout.plot_height * (1 - NUDGE)
    smaller = replace(layout, plot_height=height, right=layout.right + layout.plot_width * NUDGE)
    nudged = trend_figure(replace(laid, layout=smaller), palette, {})
    more = {
        "x": (shown.x1 - shown.x0) * (1 / width - 1 / layout.plot_width),
        "y": shown.height * (1 / height - 1 / layout.plot_height),
    }
    here, there = _places(figure), _places(nudged)
    return {
        part: {
            place: moved
            for place, (name, one) in enumerate(here[part].items())
            if (moved := _moved(one, there[part].get(name, one), more))
        }
        for part in PLACES
    }


def _places(figure: go.Figure) -> dict[str, dict[tuple[str, int], Places]]:
    """Return where a figure's things stand on the axes of years and of values, by part: a text
    that has its place where there is room may be missing in one of two figures, so that each is
    named by what it says, and which of these it is.
    """
    told = figure.to_plotly_json()
    parts = {**told["layout"], "data": told["data"]}
    found = {}
    for part, names in PLACES.items():
        said = Counter[str]()
        found[part] = dict[tuple[str, int], Places]()
        for one in parts.get(part, ()):
            text = one.get("text", "") if part == "annotations" else ""
            on_axes = one.get("yaxis", one.get("yref", "y")) == "y"
            own = {name: one[name] for name in names if on_axes and name in one}
            found[part][text, said[text]] = own
            said[text] += 1
    return found


def _moved(one: Places, other: Places, more: Mapping[str, float]) -> dict[str, float | list[float]]:
    """Return by how many pixels a thing moved, without what did not."""
    found = {}
    for name in one:
        a, b = (np.asarray(own[name], dtype="float64") for own in (one, other))
        by = np.nan_to_num(np.round((b - a) / more[name[0]], 1))
        by = np.where(np.abs(by) > FARTHEST, 0.0, by)
        if by.any():
            found[name] = by.tolist()
    return found
