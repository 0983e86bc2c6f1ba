"""A chart of rows for slides: the lanes of `builders.row_chart`, as strokes of a native chart."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

import pandas as pd

from charts.builders.row_chart import (
    JOINT,
    Row,
    RowChart,
    RowMark,
    hue_of,
    lane_count,
    laned,
    row_canvas,
    value_size,
    words_of,
)
from charts.layout.lane_labels import InLane, in_lane
from charts.layout.lanes import Lane, stacked, words_width
from charts.layout.mark_labels import MarkLabel
from charts.marks.mark import Canvas, Mark
from charts.marks.marks import RECORD_LINE, outlines, traces, turned, turned_shape
from charts.pptx.embedded_workbook import ClaimCells, sheet_of
from charts.pptx.native_chart import Axis, Box
from charts.pptx.slide_layout import (
    AXIS_ROOM,
    INSIDE,
    WIDER,
    Body,
    Heights,
    Paragraph,
    Plot,
    Scene,
    Stage,
    TextBox,
    frame_of,
    linear,
    zero_line,
)
from charts.pptx.strokes import Stroke, strokes
from charts.pptx.trend_slide import words_at_marks
from charts.presenter.own_words import ONE, SEVERAL
from charts.style.theme import AS_LONG_AS_IT_TAKES, Palette, Room, Size
from charts.text import notes
from charts.views.resolve import ResolvedView
from loaders.dataset import Claim, Dataset, claims_in

BRIEF = Room(dense=True)
TYPES = (
    *((text, note, AS_LONG_AS_IT_TAKES) for text, note in ((15, 12), (14, 11), (12, 10))),
    *((text, 10, BRIEF) for text in (15, 14, 12)),
)
"""Sizes of the rows' name and small print, which large type goes before: the first with which all
stand on one slide.
"""
SMALL = (*TYPES, *((text, 9, BRIEF) for text in (11, 10, 9, 8)))
"""The same where a presenter wants one slide."""
SEVERAL_TYPES = ((12, 10, AS_LONG_AS_IT_TAKES), (12, 10, BRIEF))
"""The same where they take several slides: with small print if that takes no more than two."""
READ_WELL = (12, 12, AS_LONG_AS_IT_TAKES)
"""The same where a presenter wants several slides."""
SHARES = [n / 20 for n in range(8, 20)]
"""How full slides are tried to be left when rows are dealt out evenly."""
ON_ONE = "On one slide: {said}"
MOST_FULL = 2
MOST_APART = 26
"""Points by which rows are moved apart where there is room."""
ROWS = Size("slide", INSIDE, 0, labels_beside=True, wider=WIDER)
RIGHT = 24
TICKS = 7
TICK_WIDTH, TICK_HEIGHT = 60, 18


@dataclass(frozen=True)
class _Look:
    """The type of a slide's rows, the width of their words, and the axis of their marks."""

    size: Size
    column: int
    axis: Axis
    body: Body

    @property
    def width(self) -> float:
        """Return how wide the rows' plotting area is."""
        return plot_width(self.body, self.column)

    @property
    def canvas(self) -> Canvas:
        """Return the axes of marks."""
        return row_canvas((self.axis.low, self.axis.high), self.width)


@dataclass(frozen=True)
class _Page:
    """The rows of one slide, their marks in lanes, and where the rows stand."""

    rows: Sequence[Row]
    marks: Sequence[Sequence[InLane]]
    lanes: Sequence[Lane]
    look: _Look
    frame: Heights
    ticks: int
    """How high the numbers above the rows are."""

    @property
    def room(self) -> float:
        """Return how high the rows may be."""
        return self.frame.bottom - AXIS_ROOM - self.frame.top - self.ticks

    @property
    def height(self) -> float:
        """Return the height of the rows."""
        return self.lanes[-1].bottom + 6

    def apart(self) -> _Page:
        """Return the page with its rows moved apart as far as there is room."""
        more = max(0.0, min(MOST_APART, (self.room - self.height) / len(self.rows)))
        moved = [more * (at + 0.5) for at in range(len(self.lanes))]
        lanes = [
            replace(lane, top=lane.top + down, lane=lane.lane + down)
            for lane, down in zip(self.lanes, moved, strict=True)
        ]
        return replace(self, lanes=lanes)

    def placed(self) -> list[tuple[RowMark, InLane, float]]:
        """Return all marks with how high above the plot's lower end they lie."""
        return [
            (one, own, self.height - lane.down(own.lane))
            for row, in_row, lane in zip(self.rows, self.marks, self.lanes, strict=True)
            for one, own in zip(row.marks, in_row, strict=True)
        ]


def plot_width(body: Body, column: int) -> float:
    """Return how wide the rows' plotting area is beside a column of words."""
    return body.width - column - RIGHT


@dataclass(frozen=True)
class _Stand:
    """Where a chart's rows stand: around them, the words of a slide, which has the sources of its
    own rows alone.
    """

    chart: RowChart
    dataset: Dataset
    resolved: ResolvedView
    stage: Stage

    def claims(self, rows: Sequence[Row]) -> pd.DataFrame:
        """Return the claims of rows; of all rows, with those that are not drawn."""
        claims = self.resolved.claims
        if len(rows) == len(self.chart.rows):
            return claims
        return claims[claims["claim_id"].isin(replace(self.chart, rows=rows).claim_ids)]

    def frame(self, rows: Sequence[Row]) -> Heights:
        """Return what stands above and below rows on a slide."""
        chart = self.chart
        left_out = [chart.left_out] if chart.left_out else []
        dated = notes.dated_note(self.dataset, self.claims(rows), self.resolved.own)
        below = [*left_out, *chart.below[:-1], dated]
        return frame_of(self.stage, self.resolved.head(told=chart.told), below, chart.key_names)

    def page(self, rows: Sequence[Row], look: _Look) -> _Page:
        """Return rows on one slide."""
        marks = laned(rows, look.canvas, look.width, value_size(look.size))
        lanes = stacked(words_of(rows), look.size, list(map(lane_count, marks)), look.column)
        return _Page(rows, marks, lanes, look, self.frame(rows), self._ticks)

    @property
    def _ticks(self) -> int:
        return 0 if _native(self.chart) else TICK_HEIGHT


def row_scenes(dataset: Dataset, resolved: ResolvedView, stage: Stage) -> list[Scene]:
    """Return the slides of a chart of rows: one, or as many as the rows need."""
    stand, pages = _laid(dataset, resolved, stage)
    claims = claims_in(resolved.claims)
    return [_scene(stand.chart, page.apart(), claims, stage.palette) for page in pages]


def row_parts(dataset: Dataset, resolved: ResolvedView, stage: Stage) -> list[RowChart]:
    """Return the chart of each of these slides, all on the axis of the whole."""
    stand, pages = _laid(dataset, resolved, stage)
    chart = stand.chart
    scale = replace(chart.scale, ends=lambda _, width: chart.ends(width))
    found = []
    for page in pages:
        source = notes.source_note(dataset, stand.claims(page.rows), resolved.own)
        below = [*chart.below[:-1], source]
        found.append(replace(chart, rows=page.rows, scale=scale, below=below))
    return found


def rows_left_out(dataset: Dataset, resolved: ResolvedView, stage: Stage) -> list[str]:
    """Return a sentence where the one slide that its presenter wants has not all rows."""
    if resolved.own.rows != ONE or resolved.rows is None:
        return []
    stand, _ = _laid(dataset, resolved, stage)
    return [ON_ONE.format(said=stand.chart.left_out)] if stand.chart.left_out else []


def _laid(dataset: Dataset, resolved: ResolvedView, stage: Stage) -> tuple[_Stand, Sequence[_Page]]:
    """Return rows on slides as their presenter wants them: on one or on several, or on one where
    they fit.
    """
    assert resolved.rows is not None
    whole = _Stand(resolved.rows(), dataset, resolved, stage)
    wanted = whole.chart.own.rows
    if wanted == ONE:
        kept = (whole.chart.kept(most) for most in range(len(whole.chart.rows), 0, -1))
        for stand in (replace(whole, chart=chart) for chart in kept):
            if one := _on_one(stand, SMALL):
                return stand, one
    if wanted == SEVERAL:
        return whole, _split(whole, _look_of(whole, *READ_WELL))
    return whole, _pages(whole)


def _axis(chart: RowChart, width: float) -> Axis:
    low, high = chart.ends(width)
    return linear(low, high, 6) if _native(chart) else Axis(low, high, 1.0, "0", hidden=True)


def _native(chart: RowChart) -> bool:
    """Tell whether the chart's own axis can number the values."""
    return chart.scale.origin is None


def _on_one(stand: _Stand, types: Sequence[tuple[int, int, Room]]) -> Sequence[_Page]:
    """Return all rows on one slide in the first type with which they fit; nothing else."""
    pages = (stand.page(stand.chart.rows, _look_of(stand, *type_)) for type_ in types)
    return next(([page] for page in pages if page.height <= page.room), [])


def _pages(stand: _Stand) -> Sequence[_Page]:
    """Return all rows on one slide in the largest type with which they fit, or on several."""
    if one := _on_one(stand, TYPES):
        return one
    full, brief = (_split(stand, _look_of(stand, *type_)) for type_ in SEVERAL_TYPES)
    return full if len(full) <= MOST_FULL else brief


def _look_of(stand: _Stand, text: int, note: int, room: Room) -> _Look:
    chart, body = stand.chart, stand.stage.body
    size = replace(ROWS, width=round(body.width), text_size=text, note_size=note, room=room)
    column = words_width(words_of(chart.rows), size)
    return _Look(size, column, _axis(chart, plot_width(body, column)), body)


def _split(stand: _Stand, look: _Look) -> list[_Page]:
    """Return rows on as few slides as hold them, the last about as full as the others."""
    rows = stand.chart.rows
    page = cache(lambda first, end: stand.page(rows[first:end], look))

    def dealt(share: float) -> list[_Page]:
        ends, first = [], 0
        for end in range(1, len(rows) + 1):
            more = None if end == len(rows) else page(first, end + 1)
            if more is None or more.height > share * more.room:
                ends.append(page(first, end))
                first = end
        return ends

    fewest = dealt(1.0)
    cuts = [round(len(rows) * n / len(fewest)) for n in range(len(fewest) + 1)]
    even = itertools.starmap(page, itertools.pairwise(cuts))
    found = itertools.chain([list(even)], map(dealt, SHARES))
    return next((pages for pages in found if _hold(pages, len(fewest))), fewest)


def _hold(pages: Sequence[_Page], most: int) -> bool:
    """Tell whether so many slides at most hold their rows."""
    return len(pages) <= most and all(page.height <= page.room for page in pages)


def _scene(
    chart: RowChart,
    page: _Page,
    claims: Sequence[Claim],
    palette: Palette,
) -> Scene:
    placed, look = page.placed(), page.look
    axis, body = look.axis, look.body
    sheet = sheet_of(claims, [in_lane(one.mark, 0.0) for one, *_ in placed])
    top = page.frame.top + page.ticks
    box = (body.left + look.column, top, look.width, page.height)
    found = [*_lines(chart, page, axis, palette), *_marks(placed, sheet, page, palette)]
    upright = Axis(0.0, float(page.height), 1.0, "0", hidden=True)
    type_ = value_size(look.size)
    labels: list[MarkLabel] = [own.label(up, type_) for _, own, up in placed if own.text]
    words = [text for lane in page.lanes for text in _words(lane, box, page, palette)]
    words += words_at_marks(labels, box, type_, palette)
    words += [] if _native(chart) else _tick_words(chart, axis, box, palette)
    return Scene([Plot(box, axis, upright, found, sheet)], words, page.frame)


def _marks(
    placed: Sequence[tuple[RowMark, InLane, float]],
    sheet: ClaimCells,
    page: _Page,
    palette: Palette,
) -> list[Stroke]:
    """Return the strokes of the marks, those of one colour together."""
    names = {one.mark.claim_id: row.words.name for row in page.rows for one in row.marks}
    canvas = page.look.canvas
    by_colour: dict[str, list[Mark]] = {}
    for one, _, up in placed:
        mark = in_lane(one.placed(sheet.bounds(one.mark)), up)
        by_colour.setdefault(one.colour(palette), []).append(mark)
    found: list[Stroke] = []
    for colour, own in by_colour.items():
        name = _name([names[mark.claim_id] for mark in own])
        lines = [turned(trace) for trace in traces(own, colour, palette, canvas, name)]
        shapes = [turned_shape(shape) for shape in outlines(own, colour, canvas)]
        found += strokes(lines, shapes, Canvas("x", "y", canvas.y_pixel, 1.0), "x")
    return found


def _name(rows: Sequence[str]) -> str:
    """Return what the series of one colour is called: by its row, or by how many it has."""
    own = list(dict.fromkeys(rows))
    return own[0] if len(own) == 1 else f"{own[0]} and {len(own) - 1} more"


def _lines(chart: RowChart, page: _Page, axis: Axis, palette: Palette) -> list[Stroke]:
    """Return a faint line under each row's marks, one where all rows are held against something or
    where falls are below zero, and one between marks that are joined.
    """
    x: list[float] = []
    y: list[float | None] = []
    for lane in page.lanes:
        at = page.height - lane.lane
        x += [axis.low, axis.high, axis.low]
        y += [at, at, None]
    lines = [Stroke("Rows", "lines", tuple(x), tuple(y), palette.grid, 1.0)]
    upright, scale = (0.0, page.height), chart.scale
    if scale.origin is None:
        return [*lines, *zero_line(axis, (0.0, 0.0), upright, palette)]
    look = (palette.record, RECORD_LINE) if scale.record else (palette.quiet, 1.0)
    lines.append(Stroke("Held against", "line", (scale.origin, scale.origin), upright, *look))
    return [*lines, *(_joints(page, palette) if scale.joined else [])]


def _joints(page: _Page, palette: Palette) -> list[Stroke]:
    """Return the lines between the two marks of each row."""
    x: list[float] = []
    y: list[float | None] = []
    for in_row, lane in zip(page.marks, page.lanes, strict=True):
        pairs = [(own.mark.middle, own.lane) for own in in_row]
        ends = [(x, page.height - lane.down(at)) for x, at in sorted(pairs)]
        x += [*(across for across, _ in ends), ends[-1][0]]
        y += [*(up for _, up in ends), None]
    return [Stroke("Between", "lines", tuple(x), tuple(y), palette.rule, float(JOINT))]


def _tick_words(chart: RowChart, axis: Axis, box: Box, palette: Palette) -> list[TextBox]:
    """Return the numbers of an axis that the chart's own cannot write, above and below it."""
    left, top, width, height = box
    found = []
    for tick in chart.scale.ticks(axis.low, axis.high, TICKS):
        x = left + width * (tick - axis.low) / (axis.high - axis.low) - TICK_WIDTH / 2
        text = [Paragraph(chart.scale.text(tick), 11, palette.quiet)]
        for y in (top - TICK_HEIGHT, top + height):
            found.append(TextBox("Tick", (x, y, TICK_WIDTH, TICK_HEIGHT), text, align="ctr"))
    return found


def _words(lane: Lane, box: Box, page: _Page, palette: Palette) -> list[TextBox]:
    """Return a row's words in one box, in the middle of its lane as its mark is, and the heading
    above it.
    """
    size, hue, top = page.look.size, lane.words.hue, box[1] + lane.top
    left, width = page.look.body.left, page.look.column - 12
    ink = palette.ink if hue is None else hue_of(hue, palette)
    above = round(size.text_size * 1.4) * len(lane.heading)
    heading = Paragraph(" ".join(lane.heading), size.text_size, ink, bold=True)
    name = Paragraph(" ".join(lane.name), size.text_size, palette.ink, bold=True)
    quiet = [Paragraph(text, size.note_size, palette.quiet) for text in lane.words.text(size)[1]]
    said = [Paragraph(text, size.text_size, palette.ink) for text in lane.words.said]
    row = TextBox("Row", (left, top, width, lane.height), [name, *said, *quiet], anchor="ctr")
    over = TextBox("Subject", (left, top - above, width, above), [heading], anchor="ctr")
    return [over, row] if above else [row]
