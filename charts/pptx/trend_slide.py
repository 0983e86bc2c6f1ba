"""A chart over time for a slide: the marks of `builders.trend`, as strokes of a native chart."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from charts.builders.trend import labels_of, pairs_of, scale_words, time_chart
from charts.layout.event_labels import PlotArea
from charts.layout.event_layer import EventLayer, event_layer
from charts.layout.figure_layout import LABEL_WIDTH, TICK_WIDTH, apart
from charts.layout.figure_notes import LetteredNote, lettered_lines
from charts.marks.axes import Logarithmic, Ranges, ranges
from charts.marks.formula_number import power
from charts.marks.marks import HALO, Canvas, Mark
from charts.marks.series import Run, all_marks, drawn, signed
from charts.pptx.embedded_workbook import ClaimCells, sheet_of
from charts.pptx.native_chart import Axis, Box
from charts.pptx.slide_layout import (
    AXIS_ROOM,
    EDGE,
    INSIDE,
    NOTE,
    TEXT,
    WIDER,
    Paragraph,
    Plot,
    Scene,
    TextBox,
    frame_of,
    height_of,
    ticks,
)
from charts.pptx.strokes import Stroke, strokes
from charts.style.theme import Palette, Size
from charts.text import notes
from charts.views.resolve import ResolvedView, chart_options
from loaders.dataset import Dataset, claims_in

MIDDLE = 0.5
"""Years are drawn at their middle, and an axis numbers them: 2018 is at 2018, not at 2018.5."""
YEARS = (1, 2, 5, 10, 20, 50, 100, 1000)
YEAR_ROOM = 46
"""Points that the number of a year needs on an axis."""
LABEL_SIZES = (TEXT, 11, 10, 9, 8, 7)
NAMES = Size(
    "slide",
    INSIDE,
    0,
    labels_beside=True,
    note_size=NOTE,
    wider=WIDER,
)
"""The type of events' names."""


@dataclass(frozen=True)
class Scale:
    """The axes of a chart over time, and their positions in years less `MIDDLE`."""

    x: Axis
    y: Axis
    shown: Ranges
    log: Logarithmic | None

    def canvas(self, box: Box) -> Canvas:
        """Return how much of the axes' units a point of a plotting area is."""
        top = self.shown.top
        return Canvas("x", "y", (self.shown.x1 - self.shown.x0) / box[2], top / box[3])


def trend_scenes(
    dataset: Dataset, resolved: ResolvedView, title: str, palette: Palette
) -> list[Scene]:
    """Return the slide of a view of Trends that has no panels."""
    claims, view = resolved.claims, resolved.view
    options = chart_options(dataset, view)
    chart = time_chart(dataset, view.indicator, claims, palette, options)
    assert chart is not None
    below = [*notes.without_period(dataset, claims), notes.dated_note(dataset, claims)]
    below = [*lettered_lines(dataset, chart.remarks), *below]
    sheet = sheet_of(claims_in(chart.dated), all_marks(chart.runs))
    log, runs = chart.scale, chart.runs
    placed = {run: [placed_mark(sheet, mark, log) for mark in own] for run, own in runs.items()}
    subtitle = resolved.subtitle + scale_words(log=log is not None)
    width = INSIDE - TICK_WIDTH - LABEL_WIDTH
    scale = scale_of(all_marks(placed), log, width)
    area = PlotArea(NAMES, round(width), 0, TICK_WIDTH, INSIDE - TICK_WIDTH - round(width))
    layer = layer_of(dataset, resolved, scale, area, palette)
    frame = frame_of(title, subtitle, [*layer.notes, *below], chart.names)
    top = frame.top + layer.height
    box = (EDGE + TICK_WIDTH, top, width, frame.bottom - AXIS_ROOM - top)
    found = event_days(layer, scale, box, palette)
    found += run_strokes(placed, pairs_of(chart.dated), chart.colours, scale, box, palette)
    behind = event_leaders(layer, box, palette)
    plot = Plot(box, scale.x, scale.y, found, sheet, behind=behind)
    names = signed(notes.series_labels(dataset, claims), placed)
    labels = labels_of(names, placed, scale.shown.top)
    words = [*_labels(labels, chart.inks, box), *event_names(layer, box, palette)]
    words += letters_of(chart.remarks, placed, scale, box, palette)
    return [Scene([plot], words, frame)]


def placed_mark(sheet: ClaimCells, mark: Mark, log: Logarithmic | None) -> Mark:
    """Return a mark that knows its cells, where it stands on the axes."""
    known = sheet.mark(mark, MIDDLE)
    return log.drawn(known) if log else known


def scale_of(marks: Sequence[Mark], log: Logarithmic | None, width: float) -> Scale:
    """Return axes that hold the marks; years have a tick every so many, as there is room for."""
    found = ranges(marks)
    first, last = min(m.x0 for m in marks), float(found.x1)
    fits = ((n, math.floor(first / n) * n) for n in YEARS)
    step, low = next((n, at) for n, at in fits if (last - at) / n <= width / YEAR_ROOM)
    # Without ticks: its number stands in the middle of a year, which begins half a year before.
    x = Axis(float(low), last, float(step), "0", ticks=False)
    top = float(found.top)
    if log:
        top = float(math.ceil(top))
        y = Axis(10.0**log.floor, 10.0 ** (log.floor + top), 10.0, "#,##0.######", log=True)
    else:
        y = Axis(0.0, top, *ticks(top))
    return Scale(x, replace(y, grid=True), Ranges(float(low), last, top), log)


def run_strokes(
    placed: Mapping[Run, Sequence[Mark]],
    pairs: Sequence[tuple[str, str]],
    colours: Mapping[Run, str],
    scale: Scale,
    box: Box,
    palette: Palette,
) -> list[Stroke]:
    """Return the series of a plot; `pairs` of claims are joined by lines."""
    canvas = scale.canvas(box)
    traces, shapes = drawn(placed, pairs, colours, palette, canvas)
    found = strokes(traces, shapes, canvas, "y")
    floor = scale.log.floor if scale.log else None
    if floor is None:
        return found
    return [
        replace(s, y=tuple(None if y is None else power(y + floor) for y in s.y)) for s in found
    ]


def _labels(
    labels: Mapping[Run, tuple[str, float]], inks: Mapping[Run, str], box: Box
) -> list[TextBox]:
    """Return the series' names beside the plot, each by its last mark, moved apart."""
    left, top, width, height = box
    room = LABEL_WIDTH - 14
    for size in LABEL_SIZES:
        heights = {r: height_of([text], room, size, bold=True) for r, (text, _) in labels.items()}
        if sum(heights.values()) + 3 * len(heights) <= height:
            break
    wanted = {run: float(down) * height for run, (_, down) in labels.items()}
    tops = apart(wanted, heights, height + 4)
    return [
        TextBox(
            f"Name of {run.name}",
            (left + width + 14, top + tops[run], room, heights[run]),
            [Paragraph(text, size, inks[run], bold=True)],
            anchor="ctr",
        )
        for run, (text, _) in labels.items()
    ]


def letters_of(
    remarks: Sequence[LetteredNote],
    placed: Mapping[Run, Sequence[Mark]],
    scale: Scale,
    box: Box,
    palette: Palette,
) -> list[TextBox]:
    """Return the letters of notes, each right of its mark, where the plot has it."""
    left, top, width, height = box
    by_id = {mark.claim_id: mark for own in placed.values() for mark in own}
    found = []
    for remark in remarks:
        mark = by_id.get(remark.mark.claim_id)
        if mark is None:
            continue
        at = mark.x1 if mark.span else mark.x
        x = left + width * (at - scale.shown.x0) / (scale.shown.x1 - scale.shown.x0)
        x += 3 if mark.span else HALO // 2 + 2
        y = top + height * (1 - mark.middle / scale.shown.top) - NOTE * 0.65
        letter = Paragraph(remark.letter, NOTE, palette.ink, bold=True)
        found.append(TextBox("Note", (float(x), float(y), 16, NOTE * 1.3), [letter]))
    return found


def layer_of(
    dataset: Dataset, resolved: ResolvedView, scale: Scale, area: PlotArea, palette: Palette
) -> EventLayer:
    """Return the dated events of a view, placed along the axis."""
    events = chart_options(dataset, resolved.view).events
    x0, x1 = (x + MIDDLE for x in (scale.shown.x0, scale.shown.x1))
    return event_layer(dataset, events, Ranges(x0, x1, scale.shown.top), area, palette)


def event_days(layer: EventLayer, scale: Scale, box: Box, palette: Palette) -> list[Stroke]:
    """Return a dotted line of the chart for each event of a day, a month or a few."""
    found = []
    for event in layer.events:
        if not event.is_band:
            at = scale.x.low + event.x * (scale.x.high - scale.x.low) / box[2]
            name = f"Event: {event.row.title}"
            ends = ((at, at), (scale.y.low, scale.y.high))
            found.append(Stroke(name, "its day", *ends, palette.quiet, 1.0, dash="sysDot"))
    return found


def event_leaders(layer: EventLayer, box: Box, palette: Palette) -> list[Stroke]:
    """Return lines from the plot up to the events' names, and the time of long ones as bands."""
    height, found = box[3], []
    row = layer.height / (1 + max((name.row for name in layer.labels), default=0))
    for name in layer.labels:
        up = height + row * (name.row + 0.1)
        for event in name.events:
            line = ((event.x, event.x), (height, up))
            found.append(Stroke("Event", "leader", *line, palette.quiet, 1.0, dash="sysDot"))
            if event.is_band:
                wide = event.x1 - event.x0
                line = ((event.x, event.x), (0.0, height))
                found.append(Stroke("Event", "its time", *line, palette.quiet, wide, opacity=0.1))
        if len(name.events) > 1:
            line = ((name.events[0].x, name.events[-1].x), (up, up))
            found.append(Stroke("Event", "leader", *line, palette.quiet, 1.0, dash="sysDot"))
    return found


def event_names(layer: EventLayer, box: Box, palette: Palette) -> list[TextBox]:
    """Return the events' names in rows right above the plot."""
    row = layer.height / (1 + max((name.row for name in layer.labels), default=0))
    found = []
    for name in layer.labels:
        least, most = EDGE - box[0], EDGE + INSIDE - box[0]
        half = min(name.at - least, most - name.at)
        left, right = {
            "left": (name.at, most),
            "center": (name.at - half, name.at + half),
            "right": (least, name.at),
        }[name.anchor]
        at = (box[0] + left, box[1] - (name.row + 1) * row, right - left, row)
        align = {"left": "l", "center": "ctr", "right": "r"}[name.anchor]
        text = Paragraph(name.text, NOTE, palette.quiet)
        found.append(TextBox("Event", at, [text], align=align))
    return found
