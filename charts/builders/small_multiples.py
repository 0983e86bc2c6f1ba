"""Small multiples: a panel for each indicator, place or producer, all over the same time."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from charts.builders.trend import ChartOptions, lines_of, named_in, pairs_of, runs_on_scale
from charts.layout.event_labels import PlotArea, row_height
from charts.layout.event_layer import EventLayer, event_layer, events_note, events_on
from charts.layout.figure_layout import (
    AXIS_HEIGHT,
    EDGE,
    Layout,
    Lines,
    figure_of,
    of_series,
    tick_width,
)
from charts.layout.figure_notes import lettered_lines, lettered_notes
from charts.layout.mark_labels import (
    AreaWords,
    Ground,
    label_annotations,
    labels_on,
    leader_shapes,
)
from charts.layout.own_notes import day_shapes, lettered, notes_at
from charts.marks.axes import (
    Logarithmic,
    Ranges,
    are_whole,
    linear_axis,
    logarithmic,
    ranges,
    time_axis,
)
from charts.marks.coincidence import beside_each_other
from charts.marks.legend import draw_key, explained, rows
from charts.marks.mark import Canvas, Mark
from charts.marks.marks import Trace
from charts.marks.series import (
    Look,
    Run,
    all_marks,
    drawn,
    gathered,
    key_names,
    looks_of,
    runs_in,
    together,
    told,
)
from charts.marks.year_values import ReadSeries, year_values
from charts.style.theme import Font, Palette, PlotlyDict, Size
from charts.text import curve_summary, indicator_texts, notes, wording
from loaders.dataset import Dataset, claims_in

PANEL_HEIGHT, GAP_ACROSS, ABOVE = 170, 30, 14
KEY_AXES = 2
"""Which pair of axes is the key's: panels have the first and those after it."""
ACROSS = {True: 3, False: 1}
"""How many panels stand side by side at most, on wide and on narrow figures."""


@dataclass(frozen=True)
class Panel:
    """One panel: the indicator that it shows, its heading and, where not all have one, its unit;
    its runs with their names, and its place in the grid.
    """

    indicator_id: str
    heading: str
    unit: str
    runs: Mapping[Run, Sequence[Mark]]
    looks: Mapping[Run, Look]
    names: Mapping[Run, str]
    row: int
    column: int
    height: int

    @property
    def marks(self) -> list[Mark]:
        """Return all its marks."""
        return all_marks(self.runs)


class _Axes(NamedTuple):
    """What the axes of a panel show, on which scale, and their number as Plotly has it: the first
    are the figure's own, the second pair is the key's.
    """

    shown: Ranges
    scale: Logarithmic | None
    whole: bool
    number: str


@dataclass(frozen=True)
class _Placed:
    """A panel on its axes, its marks where they are drawn, none on another, and the pairs of claims
    that lines join.
    """

    panel: Panel
    axes: _Axes
    canvas: Canvas
    runs: Mapping[Run, Sequence[Mark]]
    pairs: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class _Grid:
    """How panels stand: how many side by side, `gap` pixels apart; for each row the room above
    its panels for what they are called and, right above the plots, for the numbers of `events`.

    Where the panels in a row have scales of their own, each is `numbered`.
    """

    layout: Layout
    across: int
    gap: int
    numbered: bool
    above: Sequence[int] = ()
    events: int = 0

    def box(self, panel: Panel) -> tuple[float, float, float, float]:
        """Return left, right, top and bottom of a panel in pixels, from the plot's top left."""
        width = (self.layout.plot_width - self.gap * (self.across - 1)) / self.across
        left = panel.column * (width + self.gap)
        top = panel.row * (panel.height + AXIS_HEIGHT) + sum(self.above[: panel.row + 1])
        return left, left + width, top, top + panel.height

    def with_room(self, panels: Sequence[Panel], events: int) -> _Grid:
        """Return this grid, as high as the panels, what they are called and events need."""
        by_row: dict[int, int] = {}
        for panel in panels:
            needed = ABOVE + events + _height(self, panel)
            by_row[panel.row] = max(needed, by_row.get(panel.row, 0))
        above = list(by_row.values())
        height = len(above) * (panels[0].height + AXIS_HEIGHT) - AXIS_HEIGHT + sum(above)
        layout = replace(self.layout, plot_height=height)
        return replace(self, layout=layout, above=above, events=events)


def multiples(
    dataset: Dataset,
    claims: pd.DataFrame,
    palette: Palette,
    size: Size,
    options: ChartOptions,
) -> go.Figure | None:
    """Draw claims that have a period in a panel for each indicator, divided by `options.panels`.

    Takes what `trend.trend` takes, of one indicator or of two, the first above the other. All
    panels have one time axis and the same events, under the same numbers; those of an indicator
    have one scale, so that heights may be compared, unless `options.own_scales`. None where there
    is nothing to draw.
    """
    dated = claims[claims["start"].notna()]
    panels = panels_of(dataset, dated, palette, size, options)
    if not panels:
        return None
    runs = [run for panel in panels for run in panel.runs]
    pairs = pairs_of(dated, log=options.log)
    remarks = lettered_notes((panel.marks for panel in panels), dated) if options.notes else []
    axes, panels = _on_axes(panels, options)
    own_notes = lettered(notes_at(options.own.notes, _marks(panels), axes[0].shown))
    words = AreaWords(remarks, values_in_panels(dataset, dated, options), own_notes)
    events = events_on(options.events, axes[0].shown)
    below = [*events_note(dataset, events, numbered=True), *lettered_lines(dataset, remarks)]
    lines = lines_of(dataset, claims, size, options)
    grid = _grid(lines, size, tick_width(size, claims), panels, options)
    grid = grid.with_room(panels, row_height(size) if events else 0)
    placed = [_placed(grid, *own, pairs) for own in zip(panels, axes, strict=True)]
    marks = [mark for one in placed for mark in all_marks(one.runs)]
    entries = explained(key_names(marks, runs, pairs), marks)
    key_rows = len(rows(entries, size, grid.layout.plot_width))
    layout = grid.layout.noted(below).saying(note.line for note in own_notes)
    grid = replace(grid, layout=replace(layout, key_rows=key_rows))
    key = draw_key(entries, palette, size, layout.plot_width)
    data, around = [], grid.layout.figure(palette) | {"shapes": list(key.shapes)}
    for one in placed:
        area, shown = _plot_area(grid, one.panel, one.canvas), one.axes.shown
        layer = event_layer(dataset, options.events, shown, area, palette)
        data += _draw_panel(around, grid, one, layer, words, palette)
    around["meta"] = [year_values(dataset, dated, _read(panels), grain=options.grain)]
    return figure_of([*data, *gathered(key.traces, "key")], around)


def _draw_panel(
    around: PlotlyDict,
    grid: _Grid,
    one: _Placed,
    layer: EventLayer,
    words: AreaWords,
    palette: Palette,
) -> list[Trace]:
    """Add a panel's axes, texts and shapes to a layout; return its traces."""
    panel, canvas, size = one.panel, one.canvas, grid.layout.size
    around |= _axes(grid, panel, one.axes)
    own, outlined = drawn(one.runs, one.pairs, panel.looks, palette, canvas)
    around["annotations"] += _above(grid, panel, palette)
    layer.add_to(around)
    around["shapes"] += [*day_shapes(words.notes, canvas, palette), *outlined]
    area = _plot_area(grid, panel, canvas)
    ground = Ground(canvas, area.width, area.height)
    labels = labels_on(ground, one.runs.values(), size, one.pairs, words)
    around["annotations"] += label_annotations(labels, ground, palette, size)
    around["shapes"] += leader_shapes(labels, ground, palette)
    return [*together(own, panel.runs), *told(one.runs, canvas)]


def _placed(grid: _Grid, panel: Panel, axes: _Axes, pairs: Sequence[tuple[str, str]]) -> _Placed:
    """Return a panel with its marks where they are drawn."""
    canvas = _canvas(grid, panel, axes)
    return _Placed(panel, axes, canvas, beside_each_other(panel.runs, canvas, pairs), pairs)


def _read(panels: Iterable[Panel]) -> list[ReadSeries]:
    """Return the series of all panels, each with the heading that it stands under."""
    return [
        ReadSeries(run, own, f"{panel.heading}: {panel.names[run]}", panel.looks[run].ink)
        for panel in panels
        for run, own in panel.runs.items()
    ]


def _marks(panels: Iterable[Panel]) -> list[Mark]:
    return [mark for panel in panels for mark in panel.marks]


def divided(dataset: Dataset, claims: pd.DataFrame, by: str) -> list[tuple[str, pd.DataFrame]]:
    """Return the heading of each panel of an indicator and its claims, in the order of the panels;
    `by` is one of `charts.views.view.PANELS`, or empty for one panel.
    """
    groups: dict[str, list[int]] = {}
    for at, claim in enumerate(claims_in(claims)):
        if by == "place":
            name = wording.place_words(dataset, claim.place_id, claim.from_place_id)
        elif by == "producer":
            name = claim.producer or dataset.works[claim.document_id].short()
        groups.setdefault((name or "Place not stated") if by else "", []).append(at)
    return [(name, claims.iloc[own]) for name, own in sorted(groups.items())]


def values_in_panels(
    dataset: Dataset, dated: pd.DataFrame, options: ChartOptions
) -> dict[str, str]:
    """Return the numbers at the marks of panels, in each as in a chart of its own."""
    return {
        claim_id: words
        for _, own in indicator_texts.by_indicator(dated)
        for _, part in divided(dataset, own, options.panels)
        for claim_id, words in curve_summary.values_at_marks(
            dataset, part, options.own.labels
        ).items()
    }


def panels_of(
    dataset: Dataset, claims: pd.DataFrame, palette: Palette, size: Size, options: ChartOptions
) -> list[Panel]:
    """Return a panel for each indicator, and place or producer, of which there is something to
    draw; each indicator begins a row.
    """
    parts = indicator_texts.by_indicator(claims)
    groups = [_groups(dataset, own, options) for _, own in parts]
    across = min(max(map(len, groups), default=0), ACROSS[size.labels_beside])
    rows = [math.ceil(len(own) / across) for own in groups if own]
    height = PANEL_HEIGHT + size.room.fill // sum(rows) if rows else 0
    found: list[Panel] = []
    for (indicator_id, claimed), own in zip(parts, groups, strict=True):
        named = named_in(claimed, options)
        labels = notes.series_labels(dataset, named, credited=True) if own else {}
        among = {name: runs_in(part) for name, part in divided(dataset, named, options.panels)}
        first = found[-1].row + 1 if found else 0
        for place, (name, runs) in enumerate(own):
            heading, unit = name, ""
            if options.beside:
                heading, unit = _of_indicator(dataset, indicator_id, claimed, name)
            looks = looks_of(dataset, palette, runs, among[name], options.focus)
            names = _names(name, looks, labels)
            at = (first + place // across, place % across)
            found.append(Panel(indicator_id, heading, unit, runs, looks, names, *at, height))
    return found


def _groups(
    dataset: Dataset, claims: pd.DataFrame, options: ChartOptions
) -> list[tuple[str, Mapping[Run, Sequence[Mark]]]]:
    """Return what each panel of an indicator is called, and its runs."""
    return [
        (name, runs)
        for name, own in divided(dataset, claims, options.panels)
        if (runs := runs_on_scale(dataset, own, options))
    ]


def _of_indicator(
    dataset: Dataset, indicator_id: str, claims: pd.DataFrame, name: str
) -> tuple[str, str]:
    """Return the heading and the unit of a panel beside another indicator's; `name` is the place
    or producer that it is of.
    """
    if not name:
        title = notes.title(dataset, indicator_id, claims)
        return title, notes.subtitle(dataset, indicator_id, claims)
    title = str(dataset.indicators.loc[indicator_id, "title"])
    return f"{title}, {name}", f"Unit: {notes.unit_words(dataset, indicator_id, claims)}"


FAR_APART = 20
"""So many times the largest of a smaller panel, and one scale makes that a line at zero."""


def far_apart(dataset: Dataset, claims: pd.DataFrame, by: str) -> bool:
    """Tell whether an indicator's places differ so much that each panel needs its own scale."""
    if by != "place":
        return False
    dated = claims[claims["start"].notna()]
    for _, own in indicator_texts.by_indicator(dated):
        tops = [_top(part) for _, part in divided(dataset, own, by)]
        seen = [top for top in tops if top > 0]
        if seen and max(seen) >= FAR_APART * min(seen):
            return True
    return False


def _top(claims: pd.DataFrame) -> float:
    """Return how far from zero the outermost bound of claims is."""
    bounds = claims[["chart_low", "chart_high"]].to_numpy("float64")
    return float(np.nanmax(np.abs(bounds), initial=0.0))


def scales_of(panels: Sequence[Panel], options: ChartOptions) -> list[list[Panel]]:
    """Return for each panel those that have one scale with it: of its indicator, or it alone."""
    if options.own_scales:
        return [[panel] for panel in panels]
    return [[p for p in panels if p.indicator_id == panel.indicator_id] for panel in panels]


def _on_axes(panels: Sequence[Panel], options: ChartOptions) -> tuple[list[_Axes], list[Panel]]:
    """Return the axes of each panel, all over the same time, and the panels as they stand on
    them.
    """
    time = ranges(_marks(panels))
    axes, placed = [], []
    for place, (panel, alike) in enumerate(zip(panels, scales_of(panels, options), strict=True)):
        marks = _marks(alike)
        scale = logarithmic(marks) if options.log else None
        drawn_at = [scale.drawn(mark) for mark in marks] if scale else marks
        own = ranges(drawn_at, log=options.log)
        number = str(place + KEY_AXES) if place else ""
        shown = replace(own, x0=time.x0, x1=time.x1)
        axes.append(_Axes(shown, scale, are_whole(marks), number))
        placed.append(replace(panel, runs=scale.placed(panel.runs)) if scale else panel)
    return axes, placed


def _names(heading: str, looks: Mapping[Run, Look], labels: Mapping[str, str]) -> dict[Run, str]:
    """Return what each run is called under a panel's heading, which is not said again."""
    rest = {run: labels[run.series_id].removeprefix(heading).removeprefix(", ") for run in looks}
    signed = {run: look if look.sign else replace(look, sign="■") for run, look in looks.items()}
    return {
        run: look.name(rest[run]) if rest[run] else _unnamed(run, look)
        for run, look in signed.items()
    }


def _unnamed(run: Run, look: Look) -> str:
    """Return what a run is called whose whole name is the heading."""
    return f"{look.sign} {'claims of documents' if run.claimed else run.record}"


def _grid(
    lines: Lines, size: Size, left: int, panels: Sequence[Panel], options: ChartOptions
) -> _Grid:
    """Return how panels stand, `left` pixels being what the numbers of an axis need."""
    layout = Layout(size, lines, 0, left=left)
    across = 1 + max(panel.column for panel in panels)
    return _Grid(layout, across, left if options.own_scales else GAP_ACROSS, options.own_scales)


def _canvas(grid: _Grid, panel: Panel, axes: _Axes) -> Canvas:
    """Return the axes of a panel's marks."""
    left, right, *_ = grid.box(panel)
    names = (f"x{axes.number}", f"y{axes.number}")
    return axes.shown.canvas(names, right - left, panel.height)


def _axes(grid: _Grid, panel: Panel, axes: _Axes) -> PlotlyDict:
    """Return the layout of a panel's axes."""
    left, right, top, bottom = grid.box(panel)
    layout, shown, number = grid.layout, axes.shown, axes.number
    linear = linear_axis(shown.values, 4, whole=axes.whole)
    return {
        f"xaxis{number}": {
            **time_axis(shown, right - left),
            "anchor": f"y{number}",
            "domain": [left / layout.plot_width, min(1.0, right / layout.plot_width)],
        },
        f"yaxis{number}": {
            **(axes.scale.axis(shown.top) if axes.scale else linear),
            "anchor": f"x{number}",
            "showticklabels": grid.numbered or panel.column == 0,
            "domain": [1 - bottom / layout.inner, 1 - top / layout.inner],
        },
    }


def _plot_area(grid: _Grid, panel: Panel, canvas: Canvas) -> PlotArea:
    """Return where dated events stand on a panel: under numbers, as titles have no room."""
    left, right, top, bottom = grid.box(panel)
    return PlotArea(
        grid.layout.size,
        right - left,
        panel.height,
        before=EDGE,
        after=grid.gap / 2 if panel.column + 1 < grid.across else grid.layout.right,
        axis=canvas.x_axis,
        top=1 - top / grid.layout.inner,
        bottom=1 - bottom / grid.layout.inner,
        titled=False,
    )


def _lines(grid: _Grid, panel: Panel) -> tuple[list[str], list[str], dict[Run, list[str]]]:
    """Return the heading, the unit and the names of a panel in lines."""
    left, right, *_ = grid.box(panel)
    size, width = grid.layout.size, right - left
    heading = size.wrap(panel.heading, width, size.text_size, 600) if panel.heading else []
    unit = size.wrap(panel.unit, width, size.note_size) if panel.unit else []
    names = panel.names.items()
    return heading, unit, {run: size.wrap(n, width, size.note_size, 600) for run, n in names}


def _height(grid: _Grid, panel: Panel) -> int:
    heading, unit, names = _lines(grid, panel)
    small = len(unit) + sum(len(own) for own in names.values())
    return grid.layout.text_line * len(heading) + grid.layout.note_line * small


def _above(grid: _Grid, panel: Panel, palette: Palette) -> list[PlotlyDict]:
    """Return a panel's heading and, under it, its unit and the names of what it shows."""
    left, _, top, _ = grid.box(panel)
    layout = grid.layout
    heading, unit, names = _lines(grid, panel)
    at = top - 8 - grid.events - _height(grid, panel)
    found = [layout.block(heading, at, Font(layout.size.text_size, palette.ink, 600))]
    at += layout.text_line * len(heading)
    if unit:
        found.append(layout.block(unit, at, Font(layout.size.note_size, palette.quiet)))
        at += layout.note_line * len(unit)
    for run, lines in names.items():
        font = Font(layout.size.note_size, panel.looks[run].ink, 600)
        found.append(of_series(layout.block(lines, at, font), run.name))
        at += layout.note_line * len(lines)
    return [{**block, "x": left / layout.plot_width, "xshift": 0} for block in found]
