"""Rows of words, each with the marks of claims along one axis: what a chart of rows holds, as a
picture here and as slides in `charts.pptx.row_slide`. Pure functions, rows in, figure out.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace

import plotly.graph_objects as go

from charts.layout.figure_layout import EDGE, Layout, Lines, figure_of, text_lines
from charts.layout.lane_labels import InLane, in_lane, in_lanes
from charts.layout.lanes import (
    TOP_TICKS,
    Lane,
    RowWords,
    lane_lines,
    left_of_lanes,
    round_ticks,
    stacked,
    ticks_above,
    ticks_at,
)
from charts.layout.mark_labels import Ground, MarkLabel, label_annotations
from charts.marks.axes import tick_words, value_ends
from charts.marks.hit_points import hit_points
from charts.marks.legend import LYING, OFFICIAL, RECORD, draw_key, entries, rows
from charts.marks.mark import Canvas, Mark
from charts.marks.marks import DOT, RECORD_LINE, outlines, traces, turned, turned_shape
from charts.marks.series import CLAIMS, gathered, mark_of
from charts.presenter.own_words import ENDS, LAST, NO_WORDS, OFF, OwnWords
from charts.style.theme import Font, Palette, PlotlyDict, Size
from charts.text.wording import listed
from loaders.dataset import Claim, Dataset

RIGHT = 2 * EDGE
TICK_PIXELS, TICK_GAP = 62, 4
TALL = 300
"""From which height on the axis is numbered above the first row too."""
JOINT = 3
NOT_DRAWN = "{drawn} of {rows} rows{among}; the others are in the description of this file."


def hue_of(place: int, palette: Palette) -> str:
    """Return the colour at a place among those of series, which begin again where they end."""
    return palette.series[place % len(palette.series)]


@dataclass(frozen=True)
class RowMark:
    """A claim's mark in a row: its bounds in the chart's unit, the place of such a number on the
    axis, what may be written at it, the longest text first, its place among the colours, its
    series, and whether another series is highlighted.
    """

    mark: Mark
    place: Callable[[float], float] = lambda value: value
    texts: Sequence[str] = ()
    hue: int = 0
    series_id: str = ""
    faded: bool = False

    def placed(self, mark: Mark) -> Mark:
        """Return this mark, or the same with bounds that know their cells, on the axis."""
        low, high, best = (
            end if math.isnan(end) else self.place(end) for end in (mark.low, mark.high, mark.best)
        )
        return replace(mark, low=low, high=high, best=best)

    def colour(self, palette: Palette) -> str:
        """Return the mark's colour; figures of the record have its own."""
        if self.faded:
            return palette.faded
        return palette.record if self.mark.official else hue_of(self.hue, palette)


@dataclass(frozen=True)
class Row:
    """A row's words and its marks, those behind first; `until` is when what it tells of ends, in
    years, NaN where nothing says so.
    """

    words: RowWords
    marks: Sequence[RowMark]
    until: float = math.nan

    @property
    def more_words(self) -> list[str]:
        """Return the small print without lines that are what is written at a mark."""
        return [line for line in self.words.quiet if all(line not in m.texts for m in self.marks)]


def value_ticks(low: float, high: float, most: int) -> Sequence[float]:
    """Return at most so many round numbers between two."""
    return round_ticks(low, high, most)


def around_zero(marks: Sequence[Mark], _: float) -> tuple[float, float]:
    """Return the ends of an axis of numbers, which has zero."""
    return value_ends(marks, 1.12, 1.12)


@dataclass(frozen=True)
class RowScale:
    """The axis of a chart of rows: its ends for marks on so many pixels, its ticks and what stands
    at them. `origin` is the place of what all rows are held against; the record's own line stands
    there if it is `record`. The marks of a row are joined if they are `joined`.
    """

    ends: Callable[[Sequence[Mark], float], tuple[float, float]] = around_zero
    ticks: Callable[[float, float, int], Sequence[float]] = value_ticks
    text: Callable[[float], str] = tick_words
    origin: float | None = None
    record: bool = False
    joined: bool = False


VALUES = RowScale()


@dataclass(frozen=True)
class RowChart:
    """All that a chart of rows says and draws; the last of `below` is the source note, `left_out`
    says how many rows are not here, `own` are a presenter's words, `told` is what stands above.
    """

    title: str
    subtitle: str
    rows: Sequence[Row]
    below: Sequence[str]
    scale: RowScale = VALUES
    left_out: str = ""
    own: OwnWords = NO_WORDS
    told: Sequence[str] = ()

    def presented(self, focus: str = "") -> RowChart:
        """Return the chart with its presenter's notes in the rows of their claims and the numbers
        that are wanted at marks, which the small print does not repeat where it says no more; only
        the series in `focus` has its colour, where one is.
        """
        if not self.rows:
            return self
        kept = self._labelled()
        series = {mark.series_id for row in self.rows for mark in row.marks}
        rows = [
            Row(
                row.words._replace(
                    said=self._said(row),
                    quiet=row.more_words if at in kept else row.words.quiet,
                ),
                [
                    replace(
                        mark,
                        texts=mark.texts if at in kept else (),
                        faded=focus in series and mark.series_id != focus,
                    )
                    for mark in row.marks
                ],
                row.until,
            )
            for at, row in enumerate(self.rows)
        ]
        return replace(self, rows=rows)

    def _said(self, row: Row) -> list[str]:
        ids = {one.mark.claim_id for one in row.marks}
        return [note.text for note in self.own.notes if note.at in ids]

    def _labelled(self) -> Collection[int]:
        """Return the places of rows whose numbers are written at their marks."""
        told = dict(_told_apart(self.rows))
        until = [math.inf if math.isnan(row.until) else row.until for row in self.rows]
        first = min(range(len(until)), key=until.__getitem__, default=0)
        newest = {at for name, at in told.items() if name == "the newest"}
        ends = {first, *newest, told["the highest"]}
        every = range(len(self.rows))
        return {OFF: (), LAST: newest, ENDS: ends}.get(self.own.labels, every)

    @property
    def claim_ids(self) -> set[str]:
        """Return the ids of the claims that its rows draw."""
        return {one.mark.claim_id for row in self.rows for one in row.marks}

    @property
    def key_names(self) -> list[str]:
        """Return the entries of the key: of the marks, and of the official record, which is grey: a
        line where all rows are held against it, else dots.
        """
        marks = [one.mark for row in self.rows for one in row.marks]
        grey = [OFFICIAL] * any(mark.official for mark in marks)
        return [*entries(marks), *([RECORD] if self.scale.record else grey)]

    def ends(self, width: float) -> tuple[float, float]:
        """Return the ends of the axis, so many pixels long."""
        marks = [one.placed(one.mark) for row in self.rows for one in row.marks]
        return self.scale.ends(marks, width)

    def kept(self, most: int | None) -> RowChart:
        """Return the chart with at most so many rows, and a sentence where that leaves out any:
        the newest row is kept, that with the highest and that with the lowest number; then, of
        values, the next newest, and of what is sorted by distance the first.
        """
        if most is None or most >= len(self.rows):
            return self
        told = _told_apart(self.rows)[:most]
        names, first = [name for name, _ in told], [at for _, at in told]
        first = [*(at for at, row in enumerate(self.rows) if row.words.said), *first]
        order = list(dict.fromkeys([*first, *self._next()]))
        kept = [self.rows[at] for at in sorted(order[:most])]
        among = f", {listed(names)}{' among them' if most > 1 else ''}"
        said = NOT_DRAWN.format(drawn=most, rows=len(self.rows), among=among)
        return replace(self, rows=kept, left_out=said)

    def _next(self) -> Sequence[int]:
        """Return the places of rows in the order in which they are kept."""
        until = [-math.inf if math.isnan(row.until) else row.until for row in self.rows]
        places = range(len(until))
        return places if self.scale.origin else sorted(places, key=lambda at: -until[at])


def _told_apart(found: Sequence[Row]) -> list[tuple[str, int]]:
    """Return where the newest row stands, and those with the highest and the lowest number."""
    places = range(len(found))
    ends = [_numbers(row) for row in found]
    dated = [at for at in places if not math.isnan(found[at].until)]
    newest = [("the newest", max(dated, key=lambda at: found[at].until))] if dated else []
    highest = max(places, key=lambda at: max(ends[at]))
    lowest = min(places, key=lambda at: min(ends[at]))
    return [*newest, ("the highest", highest), ("the lowest", lowest)]


def _numbers(row: Row) -> list[float]:
    marks = [one.placed(one.mark) for one in row.marks]
    return [end for m in marks for end in (m.low, m.high, m.best) if not math.isnan(end)]


def words_of(found: Sequence[Row]) -> list[RowWords]:
    """Return the rows' words, with a heading above the first of those that have the same."""
    before = ["", *(row.words.heading for row in found)]
    return [
        row.words._replace(heading="") if row.words.heading == heading else row.words
        for row, heading in zip(found, before, strict=False)
    ]


def lying_mark(dataset: Dataset, claim: Claim) -> Mark:
    """Return the mark of a claim in a row, whose words say all of its period and of its source."""
    return replace(
        mark_of(dataset, [claim]),
        x0=0.0,
        x1=0.0,
        span=False,
        once=False,
        total=False,
        inferred=False,
        quoted=False,
        length="",
    )


def row_canvas(ends: tuple[float, float], width: float) -> Canvas:
    """Return the axes of lying marks: the values along y, so many pixels long."""
    low, high = ends
    return Canvas("x", "y", 1.0, (high - low) / width, y0=low)


def laned(found: Iterable[Row], canvas: Canvas, width: float, size: Size) -> list[list[InLane]]:
    """Return the marks of each row in its lanes, at their places on the axis."""
    return [
        in_lanes([(one.placed(one.mark), one.texts) for one in row.marks], canvas, width, size)
        for row in found
    ]


def lane_count(own: Iterable[InLane]) -> int:
    """Return how many lanes the marks of a row lie in."""
    return 1 + max((one.lane for one in own), default=0)


def value_size(size: Size) -> Size:
    """Return the type of values at marks, as large as a row's name."""
    return replace(size, note_size=size.text_size)


def row_figure(chart: RowChart, palette: Palette, size: Size) -> go.Figure | None:
    """Draw a chart of rows; None where it has none."""
    if not chart.rows:
        return None
    names = chart.key_names
    chart = chart.kept(size.room.most_rows)
    words = words_of(chart.rows)
    left = left_of_lanes(words, size)
    width = size.width - left - RIGHT
    ends = chart.ends(width)
    canvas = row_canvas(ends, width)
    in_rows = laned(chart.rows, canvas, width, value_size(size))
    placed = stacked(words, size, [lane_count(own) for own in in_rows])
    layout = _layout(chart, size, names, placed, left)
    drawn, labels = _marks(chart, in_rows, placed, layout)
    data, shapes = _strokes(drawn, canvas, palette)
    ground = Ground(canvas, width, layout.plot_height, turned=True)
    key = draw_key(names, palette, size, width, LYING)
    around = layout.figure(palette)
    around["annotations"] += _words(layout, placed, palette)
    around["annotations"] += label_annotations(labels, ground, palette, value_size(size))
    ticks = _ticks(chart, ends, width, size)
    axis = ticks_at(ticks, chart.scale.text) | {"showgrid": size.labels_beside}
    around["annotations"] += ticks_above(axis, palette, size) if layout.above else []
    behind = [*_origin(chart.scale, layout, placed, palette), *lane_lines(layout, placed, palette)]
    joints = _joints(drawn, palette) if chart.scale.joined else []
    around["shapes"] = [*behind, *joints, *shapes, *key.shapes]
    around["xaxis"] |= {"range": list(ends), **axis}
    around["yaxis"] |= {"range": [0, layout.plot_height], "visible": False}
    marks = [mark for row in drawn for _, mark in row]
    told = [turned(trace) for trace in hit_points([([mark], DOT) for mark in marks], canvas)]
    return figure_of([*gathered(data, CLAIMS), *told, *gathered(key.traces, "key")], around)


def _ticks(chart: RowChart, ends: tuple[float, float], width: float, size: Size) -> Sequence[float]:
    """Return the ticks whose numbers have room in the picture, none beside another's."""
    scale, (low, high) = chart.scale, ends
    for most in range(max(3, int(width // TICK_PIXELS)), 1, -1):
        found = scale.ticks(low, high, most)
        right = [(tick - low) / (high - low) * width for tick in found]
        wide = [size.text_width(scale.text(tick), size.text_size) for tick in found]
        steps = itertools.pairwise(zip(right, wide, strict=True))
        if all(x + (own + next_) / 2 + TICK_GAP <= to for (x, own), (to, next_) in steps):
            break
    placed = zip(found, right, wide, strict=True)
    return [tick for tick, x, own in placed if x + own / 2 <= width + RIGHT]


def _layout(
    chart: RowChart, size: Size, names: Sequence[str], placed: Sequence[Lane], left: int
) -> Layout:
    height = round(placed[-1].bottom + 6)
    head = chart.own.over(chart.title, chart.subtitle, chart.told)
    lines = _with(chart.left_out, text_lines(size, head, chart.below), size)
    return Layout(
        size,
        lines,
        plot_height=height,
        left=left,
        right=RIGHT,
        key_rows=len(rows(names, size, size.width - left - RIGHT)),
        above=TOP_TICKS if height > TALL else 0,
    )


def _with(left_out: str, lines: Lines, size: Size) -> Lines:
    """Return the texts with a sentence before the notes that is never left out, as they may be."""
    own = size.wrap(left_out, size.width - 2 * EDGE, size.note_size) if left_out else []
    return replace(lines, notes=[*own, *lines.notes])


def _words(layout: Layout, placed: Sequence[Lane], palette: Palette) -> list[PlotlyDict]:
    """Return the words of rows, headings in the colour of their marks."""
    found = []
    for lane in placed:
        over = lane.top - layout.text_line * len(lane.heading)
        ink = palette.ink if lane.words.hue is None else hue_of(lane.words.hue, palette)
        heading = layout.block(lane.heading, over, Font(layout.size.text_size, ink, 600))
        down = lane.top + lane.inset
        found += [heading, *layout.row(lane.name, lane.quiet, down, palette, lane.said)]
    return [block for block in found if block["text"]]


Drawn = Sequence[Sequence[tuple[RowMark, Mark]]]
"""The marks of each row, and the same where they lie."""


def _marks(
    chart: RowChart, in_rows: Sequence[Sequence[InLane]], placed: Sequence[Lane], layout: Layout
) -> tuple[Drawn, list[MarkLabel]]:
    """Return the marks where they lie in the plotting area, and what is written at them."""
    high, size = layout.plot_height, value_size(layout.size)
    drawn, labels = [], []
    for row, own, lane in zip(chart.rows, in_rows, placed, strict=True):
        heights = [high - lane.down(one.lane) for one in own]
        at = [in_lane(one.mark, up) for one, up in zip(own, heights, strict=True)]
        drawn.append(list(zip(row.marks, at, strict=True)))
        labels += [one.label(up, size) for one, up in zip(own, heights, strict=True) if one.text]
    return drawn, labels


def _strokes(
    drawn: Drawn, canvas: Canvas, palette: Palette
) -> tuple[list[PlotlyDict], list[PlotlyDict]]:
    """Return traces and outlines of marks, of one colour together."""
    by_colour: dict[str, list[Mark]] = {}
    for one, mark in (pair for row in drawn for pair in row):
        by_colour.setdefault(one.colour(palette), []).append(mark)
    data, shapes = [], []
    for colour, own in by_colour.items():
        data += [turned(trace) for trace in traces(own, colour, palette, canvas, colour)]
        shapes += [turned_shape(shape) for shape in outlines(own, colour, canvas)]
    return data, shapes


def _origin(
    scale: RowScale, layout: Layout, placed: Sequence[Lane], palette: Palette
) -> list[PlotlyDict]:
    """Return the line of what all rows are held against, the record's or a thin one; in the lanes
    alone where words stand between them.
    """
    if scale.origin is None:
        return []
    record, thin = {"color": palette.record, "width": RECORD_LINE}, {"color": palette.quiet}
    look = record if scale.record else thin | {"width": 1}
    middles = [(layout.plot_height - lane.lane, lane.half) for lane in placed]
    ends = [(middle - half, middle + half) for middle, half in middles]
    if layout.size.labels_beside:
        ends = [(0, layout.plot_height)]
    at = {"type": "line", "xref": "x", "yref": "y", "layer": "below", "line": look}
    across = {"x0": scale.origin, "x1": scale.origin}
    return [{**at, **across, "y0": low, "y1": high} for low, high in ends]


def _joints(drawn: Drawn, palette: Palette) -> list[PlotlyDict]:
    """Return the line between the two marks of each row, from the ends that face each other."""
    line = {"color": palette.rule, "width": JOINT}
    at = {"type": "line", "xref": "x", "yref": "y", "layer": "below", "line": line}
    found = []
    for row in drawn:
        one, other = sorted((mark for _, mark in row), key=lambda mark: mark.middle)
        ends = {"x0": one.middle, "x1": other.middle, "y0": one.x, "y1": other.x}
        found.append({**at, **ends})
    return found
