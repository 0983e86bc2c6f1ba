"""Small multiples for slides: the panels of `builders.small_multiples`, each a native chart."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

import pandas as pd

from charts.builders.small_multiples import Panel, panels_of, scales_of, values_in_panels
from charts.builders.trend import ChartOptions, below_plot, pairs_of, scale_words, what_happened
from charts.layout.event_labels import PlotArea
from charts.layout.event_layer import EventLayer
from charts.layout.figure_layout import TICK_WIDTH
from charts.layout.figure_notes import lettered_lines, lettered_notes
from charts.layout.mark_labels import AreaWords
from charts.layout.own_notes import lettered, notes_at
from charts.marks.axes import logarithmic, ranges
from charts.marks.coincidence import beside_each_other
from charts.marks.legend import explained
from charts.marks.mark import Mark
from charts.marks.series import Run, all_marks, key_names
from charts.pptx.embedded_workbook import sheet_of
from charts.pptx.native_chart import Box
from charts.pptx.slide_layout import (
    AXIS_ROOM,
    NOTE,
    TEXT,
    Heights,
    Paragraph,
    Plot,
    Scene,
    Stage,
    TextBox,
    frame_of,
    height_of,
)
from charts.pptx.trend_slide import (
    MIDDLE,
    NAMES,
    Scale,
    TimePlot,
    layer_of,
    moved_notes,
    placed_mark,
    scale_of,
)
from charts.style.theme import WIDE, Palette
from charts.text import notes
from charts.text.indicator_texts import by_indicator
from charts.views.resolve import ResolvedView
from loaders.dataset import Dataset, claims_in

MOST_ACROSS, DEEP, GAP = 3, 2, 26
"""How many side by side, how many rows a slide; points between."""
NAME_GAP = 14
"""Points between the names of series that stand side by side."""
LEAST_PLOT = 100
"""How high a panel's plot is at least, as long as the notes' type can be smaller."""
LOW_PLOT = 75
"""Where plots would be lower, what happened is not told above them."""
Scaled = tuple[Panel, Scale]
"""A panel and its axes."""


@dataclass(frozen=True)
class _Drawing:
    """What all panels of a view share: how far apart they stand side by side and how wide each is;
    the claims that have a period, the dated events along the time axis, what is written at
    marks, and how a reader wants to see it.
    """

    gap: float
    width: float
    dated: pd.DataFrame
    layer: EventLayer
    words: AreaWords
    options: ChartOptions
    names: float = NOTE
    """The size of the type in which series are named."""


def panel_scenes(dataset: Dataset, resolved: ResolvedView, stage: Stage) -> list[Scene]:
    """Return slides of small multiples over one time; each has a workbook of its own."""
    dated = resolved.claims[resolved.claims["start"].notna()]
    options, palette = resolved.options, stage.palette
    panels = panels_of(dataset, dated, palette, WIDE, options)
    across = 1 + max(panel.column for panel in panels)
    gap = GAP + TICK_WIDTH if options.own_scales else GAP
    width = (stage.body.width - TICK_WIDTH - gap * (across - 1)) / across
    scales = _scales(panels, options, width)
    beside = PlotArea(NAMES, width, 0, GAP / 2, GAP / 2, titled=False)
    drawing = _Drawing(
        gap,
        width,
        dated,
        layer_of(dataset, resolved, scales[0], beside, palette),
        _area_words(dataset, panels, dated, options),
        options,
    )
    runs = [run for panel in panels for run in panel.runs]
    key = key_names(_marks(panels), runs, pairs_of(dated, log=options.log))
    scaled = list(zip(panels, scales, strict=True))
    last = max(panel.row for panel in panels)
    slides = [
        [(panel, scale) for panel, scale in scaled if panel.row // DEEP == number]
        for number in range(last // DEEP + 1)
    ]
    framed = partial(_framed, dataset, resolved, stage, slides, drawing)
    pages = framed(key)
    pages = framed(explained(key, [mark for page in pages for mark in page.marks()]))
    return [_scene(page, stage) for page in pages]


@dataclass(frozen=True)
class _Page:
    """The panels of one slide, what stands around them, and how low they reach."""

    panels: Sequence[Scaled]
    drawing: _Drawing
    frame: Heights
    bottom: float

    def boxes(self) -> list[Box]:
        """Return the plotting areas of the panels."""
        return _boxes(self.panels, self.drawing, self.frame, self.bottom)

    def marks(self) -> Iterator[Mark]:
        """Yield the marks where they are drawn, none on another."""
        pairs = pairs_of(self.drawing.dated, log=self.drawing.options.log)
        for (panel, scale), box in zip(self.panels, self.boxes(), strict=True):
            runs = {run: list(map(scale.drawn, own)) for run, own in panel.runs.items()}
            canvas = scale.shown.canvas(("x", "y"), *box[2:])
            yield from all_marks(beside_each_other(runs, canvas, pairs))


def _framed(
    dataset: Dataset,
    resolved: ResolvedView,
    stage: Stage,
    slides: Sequence[Sequence[Scaled]],
    drawing: _Drawing,
    key: Sequence[str],
) -> list[_Page]:
    """Return slides with what stands around their panels, which are equally high on each."""
    frames = [_frame(dataset, resolved, stage, own, drawing, key) for own in slides]
    drawing = replace(drawing, names=min(frame.note_size for frame in frames))
    bottom = min(frame.bottom for frame in frames)
    return [_Page(own, drawing, frame, bottom) for own, frame in zip(slides, frames, strict=True)]


def _area_words(
    dataset: Dataset, panels: Sequence[Panel], dated: pd.DataFrame, options: ChartOptions
) -> AreaWords:
    """Return what is written in all panels."""
    remarks = lettered_notes((panel.marks for panel in panels), dated) if options.notes else []
    values = values_in_panels(dataset, dated, options)
    found = lettered(notes_at(options.own.notes, _marks(panels), ranges(_marks(panels))))
    return AreaWords(remarks, values, moved_notes(found))


def _marks(panels: Iterable[Panel]) -> list[Mark]:
    return [mark for panel in panels for mark in panel.marks]


def _scales(panels: Sequence[Panel], options: ChartOptions, width: float) -> list[Scale]:
    """Return the axes of each panel, all over the same time."""
    time = scale_of(_moved(panels), None, width)
    found = []
    for alike in scales_of(panels, options):
        log = logarithmic(_marks(alike)) if options.log else None
        moved = _moved(alike)
        own = scale_of([log.drawn(mark) for mark in moved] if log else moved, log, width)
        shown = replace(own.shown, x0=time.shown.x0, x1=time.shown.x1)
        found.append(replace(own, x=time.x, shown=shown))
    return found


def _moved(panels: Iterable[Panel]) -> list[Mark]:
    """Return all marks where slides have them on the time axis."""
    return [replace(m, x0=m.x0 - MIDDLE, x1=m.x1 - MIDDLE) for m in _marks(panels)]


def _frame(
    dataset: Dataset,
    resolved: ResolvedView,
    stage: Stage,
    panels: Sequence[Scaled],
    drawing: _Drawing,
    key: Sequence[str],
) -> Heights:
    """Return what stands around the panels of one slide: only their notes. What happened gives way
    to plots that would be low; the alternative text begins with it.
    """
    ids = {mark.claim_id for panel, _ in panels for mark in panel.marks}
    own = [remark for remark in drawing.words.remarks if remark.mark.claim_id in ids]
    below = [note.line for note in drawing.words.notes]
    below += [*drawing.layer.notes, *lettered_lines(dataset, own)]
    below += below_plot(dataset, resolved.claims, drawing.options)
    below.append(notes.dated_note(dataset, resolved.claims, resolved.own))
    above = _above(panels, drawing).values()
    least = sum(above) + len(above) * (LEAST_PLOT + AXIS_ROOM)
    told = what_happened(dataset, by_indicator(resolved.claims), drawing.options)
    head = resolved.head(scale_words(drawing.options), told)
    frame = frame_of(stage, head, below, key, least)
    high = (frame.bottom - frame.top - sum(above)) / len(above) - AXIS_ROOM
    return frame if high >= LOW_PLOT else replace(frame, told=())


def _above(panels: Sequence[Scaled], drawing: _Drawing) -> dict[int, float]:
    """Return for each row the room above its plots for what they are called and the numbers of
    events.
    """
    found: dict[int, float] = {}
    for panel, _ in panels:
        needed = _height(panel, drawing) + 8 + drawing.layer.height
        found[panel.row] = max(needed, found.get(panel.row, 0))
    return found


def _scene(page: _Page, stage: Stage) -> Scene:
    drawing, boxes = page.drawing, page.boxes()
    pairs = pairs_of(drawing.dated, log=drawing.options.log)
    plots, words = [], []
    for (panel, scale), box in zip(page.panels, boxes, strict=True):
        sheet = sheet_of(claims_in(drawing.dated), panel.marks)
        placed = {
            run: [placed_mark(sheet, mark, scale.log) for mark in own]
            for run, own in panel.runs.items()
        }
        time_plot = TimePlot(scale, box, drawing.layer, stage, drawing.words.notes)
        found = time_plot.strokes(placed, pairs, panel.looks)
        at_marks = time_plot.at_marks(placed, pairs, drawing.words)
        y = replace(scale.y, numbered=drawing.options.own_scales or panel.column == 0)
        name, behind = f"Chart: {panel.heading}", time_plot.leaders(at_marks)
        plots.append(Plot(box, scale.x, y, found, sheet, name, behind))
        words += _heading(panel, box, drawing, stage.palette)
        words += time_plot.words(at_marks)
    return Scene(plots, words, page.frame)


def _boxes(panels: Sequence[Scaled], drawing: _Drawing, frame: Heights, bottom: float) -> list[Box]:
    """Return the plotting areas of panels, row by row, with room above for what each is called
    and for the numbers of events.
    """
    above, top = _above(panels, drawing), frame.top
    height = (bottom - top - sum(above.values())) / len(above) - AXIS_ROOM
    tops = {row: top + sum(n for r, n in above.items() if r <= row) for row in above}
    first = min(above)
    return [
        (
            frame.body.left + TICK_WIDTH + panel.column * (drawing.width + drawing.gap),
            tops[panel.row] + (panel.row - first) * (height + AXIS_ROOM),
            drawing.width,
            height,
        )
        for panel, _ in panels
    ]


@dataclass(frozen=True)
class _Name:
    """What a run is called, and where it stands under a panel's heading and unit."""

    run: Run
    text: str
    left: float
    top: float
    width: float
    height: float


def _names(panel: Panel, drawing: _Drawing) -> list[_Name]:
    """Return the names of what a panel shows side by side, in as many lines as they need."""
    width, size = drawing.width, drawing.names
    found: list[_Name] = []
    left = top = high = 0.0
    for run, text in panel.names.items():
        wide = min(width, math.ceil(NAMES.text_width(text, size, 700)) + 2.0)
        if left and left + wide > width:
            left, top, high = 0.0, top + high, 0.0
        own = height_of([text], wide, size, bold=True)
        found.append(_Name(run, text, left, top, wide, own))
        left, high = left + wide + NAME_GAP, max(high, own)
    return found


def _said_height(panel: Panel, width: float) -> float:
    """Return how high a panel's heading and unit are."""
    heading = height_of([panel.heading], width, TEXT, bold=True)
    return heading + height_of([panel.unit] if panel.unit else [], width, NOTE)


def _height(panel: Panel, drawing: _Drawing) -> float:
    names = max((name.top + name.height for name in _names(panel, drawing)), default=0.0)
    return _said_height(panel, drawing.width) + names


def _heading(panel: Panel, box: Box, drawing: _Drawing, palette: Palette) -> list[TextBox]:
    """Return a panel's heading and, under it, its unit and the names of what it shows."""
    left, top, width, _ = box
    said = _said_height(panel, width)
    first = top - drawing.layer.height - _height(panel, drawing) - 4
    heading = [Paragraph(panel.heading, TEXT, palette.ink, bold=True)]
    if panel.unit:
        heading.append(Paragraph(panel.unit, NOTE, palette.quiet))
    found = [TextBox("Panel", (left, first, width, said), heading)]
    for name in _names(panel, drawing):
        words = Paragraph(name.text, drawing.names, panel.looks[name.run].ink, bold=True)
        at = (left + name.left, first + said + name.top, name.width, name.height)
        found.append(TextBox("Series", at, [words]))
    return found
