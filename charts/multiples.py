"""Small multiples: one panel a place or a producer, all on the same axes."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from charts import notes, words
from charts.axes import Ranges, linear_axis, ranges, time_axis
from charts.gathered import gathered
from charts.key import RECORD, draw_key, entries, rows
from charts.layout import AXIS_HEIGHT, EDGE, Layout, figure_of, text_lines, tick_width
from charts.marks import Canvas, Mark
from charts.runs import Run, colours_of, drawn_together, ink, runs_of, signs_of
from charts.theme import Palette, Size
from charts.trend import pairs_of
from loaders.dataset import Dataset
from loaders.query import records

PANEL_HEIGHT, GAP_ACROSS = 170, 30
ACROSS = {True: 3, False: 1}
"""How many panels stand side by side at most, on wide and on narrow figures."""


@dataclass(frozen=True)
class Panel:
    """One panel: its heading, its runs with their names, and its place in the grid."""

    heading: str
    runs: Mapping[Run, Sequence[Mark]]
    names: Mapping[Run, str]
    row: int
    column: int
    height: int


@dataclass(frozen=True)
class Grid:
    """How panels stand: how many side by side, and the room above each for what it is called."""

    layout: Layout
    across: int
    above: int

    def box(self, panel: Panel) -> tuple[float, float, float, float]:
        """Return left, right, top and bottom of a panel in pixels, from the plot's top left."""
        width = (self.layout.plot_width - GAP_ACROSS * (self.across - 1)) / self.across
        left = panel.column * (width + GAP_ACROSS)
        top = panel.row * (panel.height + self.above + AXIS_HEIGHT) + self.above
        return left, left + width, top, top + panel.height


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
    grid = _grid(dataset, indicator_id, claims, size, (panels, names))
    around = grid.layout.figure(palette)
    key = draw_key(names, palette, size, grid.layout.plot_width)
    data: list[dict[str, Any]] = []
    shapes: list[dict[str, Any]] = []
    runs = [run for panel in panels for run in panel.runs]
    colours = colours_of(dataset, indicator_id, palette, runs)
    for place, panel in enumerate(panels):
        canvas = _axes(around, grid, shown, panel, place)
        own, outlined = drawn_together(panel.runs, pairs_of(dated), colours, (palette, canvas))
        data, shapes = [*data, *own], [*shapes, *outlined]
        around["annotations"] += _above(grid, panel, colours, palette)
    around["shapes"] = [*shapes, *key.shapes]
    return figure_of([*data, *gathered(key.traces, "key")], around)


def panels_of(dataset: Dataset, claims: pd.DataFrame, by: str, size: Size) -> list[Panel]:
    """Return a panel for each place or producer (`by`)."""
    groups: dict[str, list[int]] = {}
    for at, claim in enumerate(records(claims)):
        if by == "place":
            name = words.place_words(dataset, claim["place_id"], claim["from_place_id"])
        else:
            name = claim["producer"] or dataset.works[claim["document_id"]].short()
        groups.setdefault(name or "Place not stated", []).append(at)
    across = min(len(groups), ACROSS[size.labels_beside])
    height = PANEL_HEIGHT + size.room.fill // math.ceil(len(groups) / across)
    labels = notes.series_labels(dataset, claims)
    panels = []
    for place, (name, own) in enumerate(sorted(groups.items())):
        runs = runs_of(dataset, claims.iloc[own])
        panels.append(
            Panel(name, runs, _names(name, runs, labels), place // across, place % across, height)
        )
    return panels


def _names(heading: str, runs: Iterable[Run], labels: Mapping[str, str]) -> dict[Run, str]:
    """Return what each run is called under a panel's heading, which is not said again."""
    own = list(runs)
    signs = dict.fromkeys(own, "■") | signs_of(own)
    rest = {run: labels[run.series_id].removeprefix(heading).removeprefix(", ") for run in own}
    return {run: f"{signs[run]} {_name(run, rest[run])}" for run in own}


def _name(run: Run, rest: str) -> str:
    if run.claimed:
        return rest or "claims of documents"
    return f"{rest} (official record)" if rest else "official record"


def _grid(
    dataset: Dataset,
    indicator_id: str,
    claims: pd.DataFrame,
    size: Size,
    held: tuple[Sequence[Panel], Sequence[str]],
) -> Grid:
    panels, names = held
    lines = text_lines(
        size,
        notes.title(dataset, indicator_id, claims),
        notes.subtitle(dataset, indicator_id, claims) + "; the same scale in each panel",
        [*notes.without_period(dataset, claims), notes.source_note(dataset, claims)],
    )
    left = tick_width(size, claims)
    width = size.width - left - EDGE
    layout = Layout(size, lines, 0, left=left, key_rows=len(rows(names, size, width)))
    grid = Grid(layout, across=1 + max(panel.column for panel in panels), above=0)
    above = 14 + max(_height(grid, panel) for panel in panels)
    deep = 1 + max(panel.row for panel in panels)
    height = deep * (panels[0].height + above + AXIS_HEIGHT) - AXIS_HEIGHT
    return replace(grid, layout=replace(layout, plot_height=height), above=above)


def _axes(around: dict[str, Any], grid: Grid, shown: Ranges, panel: Panel, place: int) -> Canvas:
    """Give a panel its axes; the first has the figure's own, the second pair is the key's."""
    number = "" if place == 0 else str(place + 2)
    left, right, top, bottom = grid.box(panel)
    width, layout = right - left, grid.layout
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


def _lines(grid: Grid, panel: Panel) -> tuple[list[str], dict[Run, list[str]]]:
    """Return the heading and the names of a panel in lines."""
    left, right, *_ = grid.box(panel)
    size = grid.layout.size
    heading = notes.wrapped(panel.heading, math.floor((right - left) / (size.text_size * 0.55)))
    fits = math.floor((right - left) / (size.note_size * 0.55))
    return heading, {run: notes.wrapped(name, fits) for run, name in panel.names.items()}


def _height(grid: Grid, panel: Panel) -> int:
    heading, names = _lines(grid, panel)
    small = sum(len(own) for own in names.values())
    return grid.layout.text_line * len(heading) + grid.layout.note_line * small


def _above(
    grid: Grid, panel: Panel, colours: Mapping[Run, str], palette: Palette
) -> list[dict[str, Any]]:
    """Return a panel's heading and, under it, the names of what it shows."""
    left, _, top, _ = grid.box(panel)
    layout = grid.layout
    heading, names = _lines(grid, panel)
    at = top - 8 - _height(grid, panel)
    found = [layout.block(heading, at, (layout.size.text_size, palette.ink, 600))]
    at += layout.text_line * len(heading)
    for run, lines in names.items():
        look = (layout.size.note_size, ink(colours[run], palette), 600)
        found.append(layout.block(lines, at, look))
        at += layout.note_line * len(lines)
    return [{**block, "x": left / layout.plot_width, "xshift": 0} for block in found]
