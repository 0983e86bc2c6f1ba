"""Small multiples: one panel a place or a producer, all on the same axes."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from charts import notes, words
from charts.axes import Ranges, linear_axis, ranges, time_axis
from charts.key import RECORD, draw_key, entries, rows
from charts.layout import AXIS_HEIGHT, EDGE, TICK_WIDTH, Layout, text_lines
from charts.marks import Canvas, Mark
from charts.runs import Run, colours_of, drawn, runs_of
from charts.theme import Palette, Size
from charts.trend import pairs_of
from loaders.dataset import Dataset
from loaders.query import records

PANEL_HEIGHT, GAP_ACROSS, HEADING = 170, 30, 48
ACROSS = {True: 3, False: 1}
"""How many panels stand side by side, on wide and on narrow figures."""


@dataclass(frozen=True)
class Panel:
    """One panel: its heading, its runs, and its place in the grid."""

    heading: str
    runs: Mapping[Run, Sequence[Mark]]
    row: int
    column: int
    height: int


def multiples(
    dataset: Dataset,
    indicator_id: str,
    claims: pd.DataFrame,
    palette: Palette,
    size: Size,
    by: str,
) -> go.Figure | None:
    """Draw claims that have a period in a panel for each place or producer (`by`).

    Takes what `charts.trend.trend` takes. All panels have the same axes, so that heights may be
    compared. None where no claim has a period.
    """
    dated = claims[claims["start"].notna()]
    if dated.empty:
        return None
    panels = panels_of(dataset, dated, by, size)
    marks = [mark for panel in panels for own in panel.runs.values() for mark in own]
    shown = ranges(marks)
    names = entries(marks) + ([RECORD] if dated["official"].any() else [])
    layout = _layout(dataset, indicator_id, claims, size, (panels, names))
    around = layout.figure(palette)
    key = draw_key(names, palette, size, layout.plot_width)
    data: list[dict[str, Any]] = []
    shapes: list[dict[str, Any]] = []
    runs = [run for panel in panels for run in panel.runs]
    colours = colours_of(dataset, indicator_id, palette, runs)
    for place, panel in enumerate(panels):
        canvas = _axes(around, layout, shown, panel, place)
        own, outlined = drawn(panel.runs, pairs_of(dated), colours, (palette, canvas))
        data, shapes = [*data, *own], [*shapes, *outlined]
    around["annotations"] += [_heading(layout, panel, palette) for panel in panels]
    around["shapes"] = [*shapes, *key.shapes]
    return go.Figure({"data": [*data, *key.traces], "layout": around})


def panels_of(dataset: Dataset, claims: pd.DataFrame, by: str, size: Size) -> list[Panel]:
    """Return a panel for each place or producer (`by`)."""
    groups: dict[str, list[int]] = {}
    for at, claim in enumerate(records(claims)):
        if by == "place":
            name = words.place_words(dataset, claim["place_id"], claim["from_place_id"])
        else:
            name = claim["producer"] or dataset.works[claim["document_id"]].short()
        groups.setdefault(name or "Place not stated", []).append(at)
    across = ACROSS[size.labels_beside]
    height = PANEL_HEIGHT + size.room.fill // math.ceil(len(groups) / across)
    return [
        Panel(name, runs_of(dataset, claims.iloc[at]), place // across, place % across, height)
        for place, (name, at) in enumerate(sorted(groups.items()))
    ]


def _layout(
    dataset: Dataset,
    indicator_id: str,
    claims: pd.DataFrame,
    size: Size,
    held: tuple[Sequence[Panel], Sequence[str]],
) -> Layout:
    panels, names = held
    lines = text_lines(
        size,
        notes.title(dataset, indicator_id, claims),
        notes.unit_words(dataset, indicator_id, claims) + "; the same scale in each panel",
        [*notes.without_period(dataset, claims), notes.source_note(dataset, claims)],
    )
    width = size.width - TICK_WIDTH - EDGE
    deep = 1 + max(panel.row for panel in panels)
    height = deep * (panels[0].height + HEADING + AXIS_HEIGHT) - AXIS_HEIGHT
    return Layout(size, lines, plot_height=height, key_rows=len(rows(names, size, width)))


def _box(layout: Layout, panel: Panel) -> tuple[float, float, float, float]:
    """Return left, right, top and bottom of a panel in pixels, from the plot's top left."""
    across = ACROSS[layout.size.labels_beside]
    width = (layout.plot_width - GAP_ACROSS * (across - 1)) / across
    left = panel.column * (width + GAP_ACROSS)
    top = panel.row * (panel.height + HEADING + AXIS_HEIGHT) + HEADING
    return left, left + width, top, top + panel.height


def _axes(
    around: dict[str, Any], layout: Layout, shown: Ranges, panel: Panel, place: int
) -> Canvas:
    """Give a panel its axes; the first has the figure's own, the second pair is the key's."""
    number = "" if place == 0 else str(place + 2)
    left, right, top, bottom = _box(layout, panel)
    width = right - left
    x, y = f"x{number}", f"y{number}"
    around[f"xaxis{number}"] = {
        **time_axis(shown, width),
        "anchor": y,
        "domain": [left / layout.plot_width, right / layout.plot_width],
    }
    around[f"yaxis{number}"] = {
        **linear_axis(shown.top),
        "nticks": 4,
        "anchor": x,
        "showticklabels": panel.column == 0,
        "domain": [1 - bottom / layout.inner, 1 - top / layout.inner],
    }
    return Canvas(x, y, (shown.x1 - shown.x0) / width, shown.top / panel.height)


def _heading(layout: Layout, panel: Panel, palette: Palette) -> dict[str, Any]:
    left, right, top, _ = _box(layout, panel)
    size = layout.size
    fits = math.floor((right - left) / (size.text_size * 0.55))
    lines = notes.wrapped(panel.heading, fits)[:2]
    at = top - layout.text_line * len(lines) - 6
    block = layout.block(lines, at, (size.text_size, palette.ink, 600))
    return {**block, "x": left / layout.plot_width, "xshift": 0}
