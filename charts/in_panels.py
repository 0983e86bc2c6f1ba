"""Small multiples for slides: the panels of `charts.multiples`, each a native chart."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from charts import notes
from charts.chart_book import sheet_of
from charts.key import RECORD, entries
from charts.layout import TICK_WIDTH
from charts.multiples import Panel, panels_of
from charts.native import Box
from charts.over_time import MIDDLE, Scale, placed_mark, scale_of, series_of
from charts.runs import Run, colours_of, ink, runs_of
from charts.scenes import (
    AXIS_ROOM,
    EDGE,
    INSIDE,
    NOTE,
    TEXT,
    Heights,
    Paragraph,
    Plot,
    Scene,
    Words,
    frame_of,
    height_of,
)
from charts.shown import Shown
from charts.theme import WIDE, Palette
from loaders.dataset import Dataset
from loaders.query import records

MOST_ACROSS, DEEP, GAP = 3, 2, 26
"""How many side by side, how many rows a slide; points between."""


def panel_scenes(dataset: Dataset, shown: Shown, title: str, palette: Palette) -> list[Scene]:
    """Return slides of small multiples, all on the same axes; each has a workbook of its own."""
    frame, key = _around(dataset, shown, title)
    dated = shown.claims[shown.claims["start"].notna()]
    panels = panels_of(dataset, dated, shown.view.panels, WIDE)
    across = min(MOST_ACROSS, len(panels))
    runs = [run for panel in panels for run in panel.runs]
    colours = colours_of(dataset, shown.view.indicator, palette, runs)
    marks = [mark for panel in panels for own in panel.runs.values() for mark in own]
    width = (INSIDE - TICK_WIDTH - GAP * (across - 1)) / across
    moved = [replace(m, x0=m.x0 - MIDDLE, x1=m.x1 - MIDDLE) for m in marks]
    scale = scale_of(moved, None, width)
    scenes = []
    for start in range(0, len(panels), across * DEEP):
        chosen = panels[start : start + across * DEEP]
        boxes = _grid(chosen, across, width, frame)
        plots = [
            _panel(panel, (dated, colours), scale, box, palette)
            for panel, box in zip(chosen, boxes, strict=True)
        ]
        words = [
            _heading(panel, box, colours, palette) for panel, box in zip(chosen, boxes, strict=True)
        ]
        scenes.append(Scene(plots, words, key, frame))
    return scenes


def _grid(panels: Sequence[Panel], across: int, width: float, frame: Heights) -> list[Box]:
    """Return the plotting areas of panels, row by row, with room above for what each is called."""
    each = (frame.bottom - frame.top) / math.ceil(len(panels) / across)
    above = max(_height(panel, width) for panel in panels) + 8
    return [
        (
            EDGE + TICK_WIDTH + (at % across) * (width + GAP),
            frame.top + (at // across) * each + above,
            width,
            each - above - AXIS_ROOM,
        )
        for at in range(len(panels))
    ]


def _height(panel: Panel, width: float) -> float:
    heading = height_of([panel.heading], width, TEXT, bold=True)
    return heading + height_of(list(panel.names.values()), width, NOTE, bold=True)


def _heading(panel: Panel, box: Box, colours: Mapping[Run, str], palette: Palette) -> Words:
    """Return a panel's heading and, under it, the names of what it shows."""
    left, top, width, _ = box
    high = _height(panel, width)
    names = [
        Paragraph(name, NOTE, ink(colours[run], palette), bold=True)
        for run, name in panel.names.items()
    ]
    heading = Paragraph(panel.heading, TEXT, palette.ink, bold=True)
    return Words("Panel", (left, top - high - 4, width, high), [heading, *names])


def _panel(
    panel: Panel,
    drawing: tuple[pd.DataFrame, Mapping[Run, str]],
    scale: Scale,
    box: Box,
    palette: Palette,
) -> Plot:
    rows = records(drawing[0])
    sheet = sheet_of(rows, [mark for own in panel.runs.values() for mark in own])
    placed = {run: [placed_mark(sheet, m, None) for m in own] for run, own in panel.runs.items()}
    own = series_of(placed, drawing, scale, box, palette)
    y = replace(scale.y, numbered=box[0] == EDGE + TICK_WIDTH)
    return Plot(box, scale.x, y, own, sheet, f"Chart: {panel.heading}")


def _around(dataset: Dataset, shown: Shown, title: str) -> tuple[Heights, Sequence[str]]:
    """Return what stands around the panels, and the entries of the key."""
    claims = shown.claims
    runs = runs_of(dataset, claims[claims["start"].notna()])
    key = entries([mark for own in runs.values() for mark in own])
    key += [RECORD] if any(run.official for run in runs) else []
    below = [*notes.without_period(dataset, claims), notes.dated_note(dataset, claims)]
    return frame_of(title, f"{shown.subtitle}; the same scale in each panel", below, key), key
