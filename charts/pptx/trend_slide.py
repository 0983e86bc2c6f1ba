"""A chart over time for a slide: the marks of `builders.trend`, as strokes of a native chart."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from charts.builders.trend import (
    TimeChart,
    below_plot,
    labels_of,
    named_in,
    names_of,
    scale_words,
    time_chart,
    what_happened,
)
from charts.layout.event_labels import EventLabel, PlotArea
from charts.layout.event_layer import EventLayer, event_layer
from charts.layout.figure_layout import LABEL_WIDTH, TICK_WIDTH, apart
from charts.layout.figure_notes import lettered_lines
from charts.layout.mark_labels import AreaWords, Ground, MarkLabel, labels_on, notes_have_room
from charts.layout.own_notes import BAND_OPACITY, NoteAt, is_band
from charts.marks.axes import Logarithmic, Ranges, are_whole, ranges
from charts.marks.coincidence import beside_each_other
from charts.marks.formula_number import power
from charts.marks.legend import explained
from charts.marks.mark import Canvas, Mark
from charts.marks.series import Look, Run, all_marks, drawn, signed
from charts.pptx.embedded_workbook import ClaimCells, sheet_of
from charts.pptx.native_chart import Axis, Box
from charts.pptx.slide_layout import (
    AXIS_ROOM,
    INSIDE,
    NOTE,
    TEXT,
    WIDER,
    Body,
    Heights,
    Paragraph,
    Plot,
    Scene,
    Stage,
    TextBox,
    frame_of,
    height_of,
    linear,
    zero_line,
)
from charts.pptx.strokes import Stroke, strokes
from charts.style.theme import Palette, Size
from charts.text import notes
from charts.text.indicator_texts import by_indicator
from charts.views.resolve import ResolvedView
from loaders.dataset import Dataset, claims_in

MIDDLE = 0.5
"""Years are drawn at their middle, and an axis numbers them: 2018 is at 2018, not at 2018.5."""
YEARS = (1, 2, 5, 10, 20, 50, 100, 1000)
YEAR_ROOM = 46
"""Points that the number of a year needs on an axis."""
LABEL_SIZES = (TEXT, 11, 10, 9, 8, 7)
NAMES = Size("slide", INSIDE, 0, labels_beside=True, text_size=TEXT, note_size=NOTE, wider=WIDER)
"""The type of events' names."""


@dataclass(frozen=True)
class Scale:
    """The axes of a chart over time, and their positions in years less `MIDDLE`."""

    x: Axis
    y: Axis
    shown: Ranges
    log: Logarithmic | None

    def drawn(self, mark: Mark) -> Mark:
        """Return a mark where it stands on the axes."""
        moved = replace(mark, x0=mark.x0 - MIDDLE, x1=mark.x1 - MIDDLE)
        return self.log.drawn(moved) if self.log else moved


def trend_scenes(dataset: Dataset, resolved: ResolvedView, stage: Stage) -> list[Scene]:
    """Return the slide of a view of Trends that has no panels."""
    chart = time_chart(dataset, resolved.claims, stage.palette, resolved.options)
    assert chart is not None
    scene = _scene(dataset, resolved, chart, stage)
    scene = scene or _scene(dataset, resolved, chart.with_notes_below(), stage)
    assert scene is not None
    return [scene]


def _scene(
    dataset: Dataset, resolved: ResolvedView, chart: TimeChart, stage: Stage
) -> Scene | None:
    """Return the slide of a chart; None where a presenter's notes have no room in it."""
    options, runs, body = resolved.options, chart.runs, stage.body
    sheet = sheet_of(claims_in(chart.dated), all_marks(runs))
    placed = {
        run: [placed_mark(sheet, mark, chart.scale) for mark in own] for run, own in runs.items()
    }
    width = body.width - TICK_WIDTH - LABEL_WIDTH
    scale = scale_of(all_marks(placed), chart.scale, width)
    area = PlotArea(NAMES, round(width), 0, TICK_WIDTH, body.width - TICK_WIDTH - round(width))
    layer = layer_of(dataset, resolved, scale, area, stage.palette)
    frame = _frame(dataset, resolved, chart, layer, stage)
    top = frame.top + layer.height
    box = (body.left + TICK_WIDTH, top, width, frame.bottom - AXIS_ROOM - top)
    time_plot = TimePlot(scale, box, layer, stage, moved_notes(chart.words.notes))
    pairs = chart.pairs
    key = explained(chart.names, all_marks(time_plot.beside(placed, pairs)))
    if key != chart.names:  # with another entry the key may be higher, and the plot lower
        return _scene(dataset, resolved, replace(chart, names=key), stage)
    found = time_plot.strokes(placed, pairs, chart.looks)
    names = signed(names_of(dataset, named_in(resolved.claims, options)), chart.looks)
    labels = labels_of(names, chart, scale.shown)
    at_marks = time_plot.at_marks(placed, pairs, chart.words)
    if any(note.written for note in chart.words.notes) and not notes_have_room(at_marks):
        return None
    plot = Plot(box, scale.x, scale.y, found, sheet, behind=time_plot.leaders(at_marks))
    words = [*_labels(labels, chart.looks, box), *time_plot.words(at_marks)]
    return Scene([plot], words, frame)


def _frame(
    dataset: Dataset, resolved: ResolvedView, chart: TimeChart, layer: EventLayer, stage: Stage
) -> Heights:
    """Return what stands around the plot."""
    claims, options = resolved.claims, resolved.options
    told = what_happened(dataset, by_indicator(claims), options)
    head = resolved.head(scale_words(options), told)
    below = [note.line for note in chart.words.notes if not note.written]
    below += [*layer.notes, *lettered_lines(dataset, chart.words.remarks)]
    below += below_plot(dataset, claims, options)
    note = notes.dated_note(dataset, claims, options.own)
    return frame_of(stage, head, [*below, note], chart.names)


def moved_notes(notes: Sequence[NoteAt]) -> list[NoteAt]:
    """Return a presenter's notes where slides have their days on the time axis."""
    return [replace(note, x0=note.x0 - MIDDLE, x1=note.x1 - MIDDLE) for note in notes]


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
    if log:
        top = float(math.ceil(found.top))
        y = Axis(10.0**log.floor, 10.0 ** (log.floor + top), 10.0, "#,##0.######", log=True)
        return Scale(x, replace(y, grid=True), Ranges(float(low), last, top), log)
    y = linear(found.bottom, found.top, whole=are_whole(marks))
    return Scale(x, replace(y, grid=True), Ranges(float(low), last, y.high, y.low), log)


def _labels(
    labels: Mapping[Run, tuple[str, float]], looks: Mapping[Run, Look], box: Box
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
            [Paragraph(text, size, looks[run].ink, bold=True)],
            anchor="ctr",
        )
        for run, (text, _) in labels.items()
    ]


def layer_of(
    dataset: Dataset, resolved: ResolvedView, scale: Scale, area: PlotArea, palette: Palette
) -> EventLayer:
    """Return the dated events of a view, placed along the axis."""
    events = resolved.options.events
    x0, x1 = (x + MIDDLE for x in (scale.shown.x0, scale.shown.x1))
    return event_layer(dataset, events, replace(scale.shown, x0=x0, x1=x1), area, palette)


@dataclass(frozen=True)
class TimePlot:
    """A plotting area over time on a slide: its axes, where it is, the dated events along it."""

    scale: Scale
    box: Box
    layer: EventLayer
    stage: Stage
    notes: Sequence[NoteAt] = ()

    @property
    def palette(self) -> Palette:
        """Return the colours."""
        return self.stage.palette

    @property
    def canvas(self) -> Canvas:
        """Return the axes, and how much of their units a point is."""
        return self.scale.shown.canvas(("x", "y"), *self.box[2:])

    def beside(
        self, placed: Mapping[Run, Sequence[Mark]], pairs: Sequence[tuple[str, str]]
    ) -> dict[Run, list[Mark]]:
        """Return the marks where they are drawn, none on another."""
        return beside_each_other(placed, self.canvas, pairs)

    def at_marks(
        self,
        placed: Mapping[Run, Sequence[Mark]],
        pairs: Sequence[tuple[str, str]],
        words: AreaWords,
    ) -> list[MarkLabel]:
        """Return the words at the marks."""
        ground = Ground(self.canvas, *self.box[2:])
        words = replace(words, notes=self.notes)
        return labels_on(ground, self.beside(placed, pairs).values(), NAMES, pairs, words)

    def strokes(
        self,
        placed: Mapping[Run, Sequence[Mark]],
        pairs: Sequence[tuple[str, str]],
        looks: Mapping[Run, Look],
    ) -> list[Stroke]:
        """Return the line at zero, events' days and the series; `pairs` of claims are joined by
        lines.
        """
        canvas, log = self.canvas, self.scale.log
        traces, shapes = drawn(self.beside(placed, pairs), pairs, looks, self.palette, canvas)
        found = strokes(traces, shapes, canvas, "y")
        if log:
            found = [replace(s, y=tuple(_power(y, log.floor) for y in s.y)) for s in found]
        x, y = self.scale.x, self.scale.y
        return [*zero_line(y, (x.low, x.high), (0.0, 0.0), self.palette), *self._days(), *found]

    def _days(self) -> Iterator[Stroke]:
        """Yield a dotted line for each event, and each presenter's note, of a day or a few."""
        x, y = self.scale.x, self.scale.y
        for event in self.layer.events:
            if not event.is_band:
                at = x.low + event.x * (x.high - x.low) / self.box[2]
                name, ends = f"Event: {event.row.title}", (y.low, y.high)
                yield self._dotted(name, "its day", (at, at), ends)
        for note in self.notes:
            if not (note.claim_id or is_band(note, self.canvas)):
                at = (note.x0 + note.x1) / 2
                yield self._dotted(f"Note: {note.text}", "its day", (at, at), (y.low, y.high))

    def _dotted(
        self, name: str, what: str, x: tuple[float, float], y: tuple[float, float]
    ) -> Stroke:
        return Stroke(name, what, x, y, self.palette.quiet, 1.0, dash="sysDot")

    @property
    def _row(self) -> float:
        """Return the height of a row of events' names."""
        return self.layer.height / (1 + max((n.row for n in self.layer.labels), default=0))

    def leaders(self, at_marks: Sequence[MarkLabel]) -> list[Stroke]:
        """Return lines to words at marks and up to events' names, and the time of long events as
        bands.
        """
        lines = [label.leader for label in at_marks if label.leader]
        height = self.box[3]
        found = [
            self._dotted("Words", "leader", (x, to_x), (y, to_y)) for (x, y), (to_x, to_y) in lines
        ]
        found += self._bands()
        for name in self.layer.labels:
            up = height + self._row * (name.row + 0.1)
            for event in name.events:
                middle = (event.x, event.x)
                found.append(self._dotted("Event", "leader", middle, (height, up)))
                if event.is_band:
                    look = (self.palette.quiet, event.x1 - event.x0, 0.1)
                    found.append(Stroke("Event", "its time", middle, (0.0, height), *look))
            if len(name.events) > 1:
                ends = (name.events[0].x, name.events[-1].x)
                found.append(self._dotted("Event", "leader", ends, (up, up)))
        return found

    def _bands(self) -> Iterator[Stroke]:
        """Yield the days of presenter's notes that are long."""
        for note in self.notes:
            if not note.claim_id and is_band(note, self.canvas):
                x0, x1 = (self.canvas.pixel(x, 0.0)[0] for x in (note.x0, note.x1))
                middle, look = (x0 + x1) / 2, (self.palette.quiet, x1 - x0, BAND_OPACITY)
                yield Stroke("Note", "its days", (middle, middle), (0.0, self.box[3]), *look)

    def words(self, at_marks: Sequence[MarkLabel]) -> list[TextBox]:
        """Return the events' names above the plot, and the words at marks."""
        names = map(self._event_name, self.layer.labels)
        return [*names, *words_at_marks(at_marks, self.box, NAMES, self.palette)]

    def _event_name(self, name: EventLabel) -> TextBox:
        left, top, *_ = self.box
        body: Body = self.stage.body
        least, most = body.left - left, body.right - left
        half = min(name.at - least, most - name.at)
        begin, end, align = {
            "left": (name.at, most, "l"),
            "center": (name.at - half, name.at + half, "ctr"),
            "right": (least, name.at, "r"),
        }[name.anchor]
        at = (left + begin, top - (name.row + 1) * self._row, end - begin, self._row)
        return TextBox("Event", at, [Paragraph(name.text, NOTE, self.palette.quiet)], align=align)


def words_at_marks(
    labels: Sequence[MarkLabel], plot: Box, size: Size, palette: Palette
) -> list[TextBox]:
    """Return the words at the marks of a plotting area."""
    left, top, _, height = plot
    return [
        TextBox(
            "Note",
            (left + box.left, top + height - box.high, box.right - box.left, box.high - box.low),
            [_paragraph(label, size, palette)],
            align=_side(label),
        )
        for label in labels
        for box in [label.box]
    ]


def _paragraph(label: MarkLabel, size: Size, palette: Palette) -> Paragraph:
    if label.lines:
        return Paragraph(" ".join(label.lines), size.text_size, palette.ink)
    return Paragraph(label.text, size.note_size, palette.ink, bold=True)


def _side(label: MarkLabel) -> str:
    """Return how words stand in their box, which has more room than they need: near their mark."""
    x, box = label.near[0], label.box
    return "l" if box.left >= x else "r" if box.right <= x else "ctr"


def _power(value: float | None, floor: int) -> float | None:
    return None if value is None else power(value + floor)
