"""Small multiples for slides: the panels of `builders.small_multiples`, each a native chart."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from charts.builders.small_multiples import Panel, panels_of
from charts.builders.trend import ChartOptions, below_plot, pairs_of, scale_words
from charts.layout.event_labels import PlotArea
from charts.layout.event_layer import EventLayer
from charts.layout.figure_layout import TICK_WIDTH
from charts.layout.figure_notes import LetteredNote, lettered_lines, lettered_notes
from charts.marks.axes import Logarithmic, logarithmic
from charts.marks.mark import Mark
from charts.marks.series import Run, colours_of, ink, key_names
from charts.pptx.embedded_workbook import sheet_of
from charts.pptx.native_chart import Box
from charts.pptx.slide_layout import (
    AXIS_ROOM,
    EDGE,
    INSIDE,
    NOTE,
    TEXT,
    Heights,
    Paragraph,
    Plot,
    Scene,
    TextBox,
    frame_of,
    height_of,
)
from charts.pptx.trend_slide import MIDDLE, NAMES, Scale, TimePlot, layer_of, placed_mark, scale_of
from charts.style.theme import WIDE, Palette
from charts.text import notes
from charts.views.resolve import ResolvedView, chart_options
from loaders.dataset import Dataset, claims_in

MOST_ACROSS, DEEP, GAP = 3, 2, 26
"""How many side by side, how many rows a slide; points between."""
LEAST_PLOT = 100
"""How high a panel's plot is at least, as long as the notes' type can be smaller."""


@dataclass(frozen=True)
class _Drawing:
    """What all panels of a view share: how many stand side by side and how wide each is; the
    claims that have a period, their colours, the axes, the dated events along them, the notes of
    single claims, and how a reader wants to see it.
    """

    across: int
    width: float
    dated: pd.DataFrame
    colours: Mapping[Run, str]
    scale: Scale
    layer: EventLayer
    remarks: Sequence[LetteredNote]
    options: ChartOptions


def panel_scenes(
    dataset: Dataset, resolved: ResolvedView, title: str, palette: Palette
) -> list[Scene]:
    """Return slides of small multiples, all on the same axes; each has a workbook of its own."""
    dated = resolved.claims[resolved.claims["start"].notna()]
    options = chart_options(dataset, resolved.view)
    panels = panels_of(dataset, dated, WIDE, options)
    marks = [mark for panel in panels for mark in panel.marks]
    runs = [run for panel in panels for run in panel.runs]
    across = min(MOST_ACROSS, len(panels))
    width = (INSIDE - TICK_WIDTH - GAP * (across - 1)) / across
    scale = _scale(marks, logarithmic(marks) if options.log else None, width)
    beside = PlotArea(NAMES, width, 0, GAP / 2, GAP / 2, titled=False)
    drawing = _Drawing(
        across,
        width,
        dated,
        colours_of(dataset, resolved.view.indicator, palette, runs, options.focus),
        scale,
        layer_of(dataset, resolved, scale, beside, palette),
        lettered_notes((panel.marks for panel in panels), dated) if options.notes else [],
        options,
    )
    key = key_names(marks, runs, pairs_of(dated, log=options.log))
    each = across * DEEP
    slides = [panels[start : start + each] for start in range(0, len(panels), each)]
    frames = [_frame(dataset, resolved, title, own, drawing, key) for own in slides]
    bottom = min(frame.bottom for frame in frames)  # the same height on each slide
    return [
        _scene(own, drawing, bottom, frame, palette)
        for own, frame in zip(slides, frames, strict=True)
    ]


def _scale(marks: Sequence[Mark], log: Logarithmic | None, width: float) -> Scale:
    """Return the axes that hold all panels' marks."""
    moved = [replace(m, x0=m.x0 - MIDDLE, x1=m.x1 - MIDDLE) for m in marks]
    return scale_of([log.drawn(m) for m in moved] if log else moved, log, width)


def _frame(
    dataset: Dataset,
    resolved: ResolvedView,
    title: str,
    panels: Sequence[Panel],
    drawing: _Drawing,
    key: Sequence[str],
) -> Heights:
    """Return what stands around the panels of one slide: only their notes."""
    ids = {mark.claim_id for panel in panels for mark in panel.marks}
    own = [remark for remark in drawing.remarks if remark.mark.claim_id in ids]
    below = [*drawing.layer.notes, *lettered_lines(dataset, own)]
    log = drawing.options.log
    below += below_plot(dataset, resolved.view.indicator, resolved.claims, log=log)
    below.append(notes.dated_note(dataset, resolved.claims))
    how = scale_words(drawing.options)
    deep = math.ceil(len(panels) / drawing.across)
    least = deep * (_above(panels, drawing) + LEAST_PLOT + AXIS_ROOM)
    return frame_of(title, resolved.subtitle + how, below, key, least)


def _above(panels: Sequence[Panel], drawing: _Drawing) -> float:
    """Return the room above the plots for what they are called and the numbers of events."""
    return max(_height(panel, drawing.width) for panel in panels) + 8 + drawing.layer.height


def _scene(
    panels: Sequence[Panel],
    drawing: _Drawing,
    bottom: float,
    frame: Heights,
    palette: Palette,
) -> Scene:
    boxes = _boxes(panels, drawing, frame.top, bottom)
    pairs = pairs_of(drawing.dated, log=drawing.options.log)
    plots, words = [], []
    for panel, box in zip(panels, boxes, strict=True):
        scale = drawing.scale
        sheet = sheet_of(claims_in(drawing.dated), panel.marks)
        placed = {
            run: [placed_mark(sheet, mark, scale.log) for mark in own]
            for run, own in panel.runs.items()
        }
        time_plot = TimePlot(scale, box, drawing.layer, palette)
        found = time_plot.strokes(placed, pairs, drawing.colours)
        at_marks = time_plot.at_marks(placed, pairs, drawing.remarks)
        y = replace(scale.y, numbered=box[0] == EDGE + TICK_WIDTH)
        name, behind = f"Chart: {panel.heading}", time_plot.leaders(at_marks)
        plots.append(Plot(box, scale.x, y, found, sheet, name, behind))
        words.append(_heading(panel, box, drawing, palette))
        words += time_plot.words(at_marks)
    return Scene(plots, words, frame)


def _boxes(panels: Sequence[Panel], drawing: _Drawing, top: float, bottom: float) -> list[Box]:
    """Return the plotting areas of panels, row by row, with room above for what each is called
    and for the numbers of events.
    """
    across, width = drawing.across, drawing.width
    each = (bottom - top) / math.ceil(len(panels) / across)
    above = _above(panels, drawing)
    return [
        (
            EDGE + TICK_WIDTH + (at % across) * (width + GAP),
            top + (at // across) * each + above,
            width,
            each - above - AXIS_ROOM,
        )
        for at in range(len(panels))
    ]


def _height(panel: Panel, width: float) -> float:
    heading = height_of([panel.heading], width, TEXT, bold=True)
    return heading + height_of(list(panel.names.values()), width, NOTE, bold=True)


def _heading(panel: Panel, box: Box, drawing: _Drawing, palette: Palette) -> TextBox:
    """Return a panel's heading and, under it, the names of what it shows."""
    left, top, width, _ = box
    high = _height(panel, width)
    names = [
        Paragraph(name, NOTE, ink(drawing.colours[run], palette), bold=True)
        for run, name in panel.names.items()
    ]
    heading = Paragraph(panel.heading, TEXT, palette.ink, bold=True)
    at = (left, top - drawing.layer.height - high - 4, width, high)
    return TextBox("Panel", at, [heading, *names])
