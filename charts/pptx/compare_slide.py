"""Claims side by side for slides: the lanes of `builders.compare`, as strokes of a native chart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import pandas as pd

from charts.builders import compare
from charts.layout.lanes import TEXT_SHARE, Lane
from charts.layout.mark_labels import Ground, labels_on
from charts.marks.mark import Canvas, Mark
from charts.marks.marks import outlines, traces, turned, turned_shape
from charts.pptx.embedded_workbook import ClaimCells, sheet_of
from charts.pptx.native_chart import Axis, Box
from charts.pptx.slide_layout import (
    AXIS_ROOM,
    EDGE,
    INSIDE,
    WIDER,
    Heights,
    Paragraph,
    Plot,
    Scene,
    TextBox,
    frame_of,
    linear,
    zero_line,
)
from charts.pptx.strokes import Stroke, strokes
from charts.pptx.trend_slide import NAMES, words_at_marks
from charts.style.theme import Palette, Size
from charts.text import notes
from charts.views.resolve import ResolvedView
from loaders.dataset import Dataset, claims_in

TYPES = ((15, 12), (14, 11), (12, 10), (11, 9), (10, 8))
"""Sizes of the rows' name and small print: the largest with which all stand on one slide."""
SEVERAL = (12, 10)
"""The same where they take several slides."""
MOST_APART = 26
"""Points by which rows are moved apart where there is room."""
ROWS = Size("slide", INSIDE, 0, labels_beside=True, wider=WIDER)
LEFT, RIGHT = round(INSIDE * TEXT_SHARE), 24


class _Row(NamedTuple):
    """A claim's lane, mark, colour and small print."""

    lane: Lane
    mark: Mark
    colour: str
    quiet: list[str]


def lane_scenes(
    dataset: Dataset, resolved: ResolvedView, title: str, palette: Palette
) -> list[Scene]:
    """Return the slides of claims side by side: one, or as many as the rows need."""
    claims = resolved.claims
    marks = compare.marks_of(dataset, claims)
    key = compare.key_names(marks)
    below = [*resolved.below, notes.dated_note(dataset, claims)]
    frame = frame_of(title, resolved.subtitle, below, key)
    room = frame.bottom - AXIS_ROOM - frame.top
    size, placed = _placed(dataset, claims, room)
    colours = compare.row_colours(claims, palette)
    all_rows = claims_in(claims)
    rows = [
        _Row(lane, mark, colours[mark.claim_id], compare.small_print(dataset, claim))
        for lane, mark, claim in zip(placed, marks, all_rows, strict=True)
    ]
    axis = linear(*compare.axis_ends(marks), 6)
    scenes = []
    for page in _pages(rows, room):
        sheet = sheet_of(all_rows, [compare.in_lane(row.mark, 0.0) for row in page])
        scenes.append(_scene(page, frame, axis, sheet, size, palette))
    return scenes


def _placed(dataset: Dataset, claims: pd.DataFrame, room: float) -> tuple[Size, list[Lane]]:
    """Return the largest type with which all rows stand on one slide, and the rows."""
    for text, note in (*TYPES, SEVERAL):
        size = replace(ROWS, text_size=text, note_size=note)
        found = compare.lanes(dataset, claims, size)
        if found[-1].top + found[-1].height <= room:
            break
    return size, found


def _pages(rows: Sequence[_Row], room: float) -> list[list[_Row]]:
    """Return the rows of each slide, moved apart as far as there is room."""
    pages: list[list[_Row]] = [[]]
    for row in rows:
        first = pages[-1][0].lane.top if pages[-1] else row.lane.top
        if pages[-1] and row.lane.top + row.lane.height - first > room:
            pages.append([])
        pages[-1].append(row)
    return [_apart(page, room) for page in pages]


def _apart(page: Sequence[_Row], room: float) -> list[_Row]:
    start, last = page[0].lane.top, page[-1].lane
    more = max(0.0, min(MOST_APART, (room - (last.top + last.height - start)) / len(page)))
    moved = [more * (at + 0.5) - start for at in range(len(page))]
    return [
        row._replace(lane=replace(row.lane, top=row.lane.top + down, lane=row.lane.lane + down))
        for row, down in zip(page, moved, strict=True)
    ]


def _scene(
    page: Sequence[_Row],
    frame: Heights,
    axis: Axis,
    sheet: ClaimCells,
    size: Size,
    palette: Palette,
) -> Scene:
    height = page[-1].lane.top + page[-1].lane.height + 6
    box = (EDGE + LEFT, frame.top, INSIDE - LEFT - RIGHT, height)
    canvas = Canvas("x", "y", 1.0, (axis.high - axis.low) / box[2], y0=axis.low)
    found = _lines(page, axis, height, palette)
    for colour in dict.fromkeys(row.colour for row in page):
        own = [
            compare.in_lane(sheet.bounds(row.mark), height - row.lane.lane)
            for row in page
            if row.colour == colour
        ]
        lines = [turned(trace) for trace in traces(own, colour, palette, canvas, _name(page, own))]
        shapes = [turned_shape(shape) for shape in outlines(own, colour, canvas)]
        found += strokes(lines, shapes, Canvas("x", "y", canvas.y_pixel, 1.0), "x")
    upright = Axis(0.0, float(height), 1.0, "0", hidden=True)
    at = [compare.in_lane(row.mark, height - row.lane.lane) for row in page]
    ground = Ground(canvas, box[2], height, turned=True)
    labels = labels_on(ground, ([mark] for mark in at), NAMES)
    words = [_words(row, box, size, palette) for row in page]
    words += words_at_marks(labels, box, NAMES, palette)
    return Scene([Plot(box, axis, upright, found, sheet)], words, frame)


def _name(page: Sequence[_Row], marks: Sequence[Mark]) -> str:
    """Return what the series of one colour is called: by its row, or by how many it has."""
    names = {row.mark.claim_id: " ".join(row.lane.name) for row in page}
    own = list(dict.fromkeys(names[mark.claim_id] for mark in marks))
    return own[0] if len(own) == 1 else f"{own[0]} and {len(own) - 1} more"


def _lines(page: Sequence[_Row], axis: Axis, height: float, palette: Palette) -> list[Stroke]:
    """Return a faint line under each row's mark, and one at zero where falls are below it."""
    x: list[float] = []
    y: list[float | None] = []
    for row in page:
        at = height - row.lane.lane
        x += [axis.low, axis.high, axis.low]
        y += [at, at, None]
    lines = Stroke("Rows", "lines", tuple(x), tuple(y), palette.grid, 1.0)
    return [lines, *zero_line(axis, (0.0, 0.0), (0.0, height), palette)]


def _words(row: _Row, box: Box, size: Size, palette: Palette) -> TextBox:
    """Return a row's words in one box, in the middle of its lane as its mark is."""
    name = Paragraph(" ".join(row.lane.name), size.text_size, palette.ink, bold=True)
    quiet = [Paragraph(text, size.note_size, palette.quiet) for text in row.quiet]
    at = (EDGE, box[1] + row.lane.top, LEFT - 12, row.lane.height)
    return TextBox("Row", at, [name, *quiet], anchor="ctr")
