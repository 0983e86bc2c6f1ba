"""A view's native charts on the first sheet of a workbook, as a slide has them: marks, names, key.

The charts are those of the slides, so that a workbook draws no line and no bound that a picture
does not. Each has two sheets of its own: its claims, and its drawing as formulas of their cells.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from charts.marks.legend import KeyForm, draw_key
from charts.marks.mark import Canvas
from charts.pptx.embedded_workbook import CLAIMS, DRAWING, HOW, add_drawing, add_sheets
from charts.pptx.native_chart import Axis, Box, chart_xml, inside
from charts.pptx.slide_layout import (
    INSIDE,
    KEY_ROW,
    KEY_SIZE,
    NOTE,
    SUBTITLE,
    TEXT,
    TITLE,
    Body,
    Paragraph,
    Plot,
    Scene,
    Stage,
    TextBox,
    height_of,
)
from charts.pptx.slides import SCENES, frame_around
from charts.pptx.strokes import Stroke, strokes
from charts.style.theme import LIGHT, Palette, Shade
from charts.views.resolve import ResolvedView, Shape
from loaders.dataset import Dataset

CHART, KEY = "Chart", "Key"
BODIES: Mapping[Shape, Body] = {
    "time": Body(6, 0, INSIDE, 620),
    "panels": Body(6, 0, INSIDE, 760),
    "rows": Body(6, 0, INSIDE, 20_000),
}
"""What charts of a shape are laid out in: rows are as many as there are, on one sheet."""
NO_CHART: Mapping[Shape, str] = {
    "map": "There is no native chart: a spreadsheet draws no borders of states. Save the picture.",
    "numbers": "There is no native chart: a few numbers without a course are no chart.",
    "list": "There is no chart of this list.",
}
"""Why a workbook has no chart of a shape."""
PIXELS = 4 / 3
"""How many pixels of a sheet a point is."""
COLUMNS, CHARACTERS = 20, 7.9
"""How many columns the sheet has, over all of which its texts go, and how wide each is: a page is
printed smaller only where it has several.
"""
MOST_HIGH = 400
"""The height of a row is no larger; that of a sheet's own, in points."""
FONT = "Arial"
PLAIN = {"fill": {"none": True}, "line": {"none": True}, "object_position": 3}
BOX, INSETS = b"<a:bodyPr ", b'<a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" '
CLIPPED, SEEN = b'"clip"', b'"overflow"'
UNTHEMED = replace(LIGHT, shades=(Shade(""),))
"""The colours of a sheet, none of which is one of its theme's: a workbook has another than slides.
"""
ALIGNED = {"l": "left", "ctr": "center", "r": "right"}


@dataclass
class ChartSheet:
    """The sheet of a view's charts as it grows: `parts` are the charts' own XML, by the place at
    which XlsxWriter puts a chart of its own.
    """

    book: Workbook
    page: Worksheet
    palette: Palette = UNTHEMED
    row: int = 0
    parts: dict[str, bytes] = field(default_factory=dict)

    def text(self, text: str, size: float, *, bold: bool = False, colour: str = "") -> None:
        """Write a text into the next row, which is as high as it needs."""
        look = {"font_name": FONT, "font_size": size, "bold": bold, "text_wrap": True}
        form = self.book.add_format({**look, "valign": "top", "color": colour or self.palette.ink})
        self.page.set_row(self.row, min(MOST_HIGH, height_of([text], INSIDE, size, bold=bold) + 3))
        self.page.merge_range(self.row, 0, self.row, COLUMNS - 1, text, form)
        self.row += 1

    def room(self, height: float) -> int:
        """Leave rows free for a drawing; return the first of them."""
        first, count = self.row, max(1, math.ceil(height / MOST_HIGH))
        for _ in range(count):
            self.page.set_row(self.row, height / count)
            self.row += 1
        return first

    def chart(self, row: int, frame: Box, content: bytes, description: str) -> None:
        """Add a chart at a frame, counted in points from the top of a row."""
        left, top, width, height = (round(side * PIXELS) for side in frame)
        stand_in = self.book.add_chart({"type": "line"})
        assert stand_in is not None
        stand_in.add_series({"values": f"={self.page.get_name()}!$A$1"})
        stand_in.set_size({"width": width, "height": height})
        place = {"x_offset": max(0, left), "y_offset": max(0, top), "description": description}
        self.page.insert_chart(row, 0, stand_in, {**place, "object_position": 3})
        path = f"xl/charts/chart{len(self.parts) + 1}.xml"
        self.parts[path] = content

    def words(self, row: int, box: TextBox) -> None:
        """Add a text box, one for each paragraph, counted in points from the top of a row."""
        left, top, width, height = box.box
        heights = [height_of([p.text], width, p.size, box.gap, bold=p.bold) for p in box.paragraphs]
        down = top + (max(0.0, height - sum(heights)) / 2 if box.anchor == "ctr" else 0.0)
        for paragraph, high in zip(box.paragraphs, heights, strict=True):
            font = {"name": FONT, "size": paragraph.size, "bold": paragraph.bold}
            options = {
                **PLAIN,
                "x_offset": max(0, round(left * PIXELS)),
                "y_offset": max(0, round(down * PIXELS)),
                "width": round(width * PIXELS),
                "height": round(high * PIXELS),
                "font": {**font, "color": paragraph.colour, "lang": "en-GB"},
                "align": {"text": ALIGNED[box.align], "vertical": "top"},
            }
            self.page.insert_textbox(row, 0, paragraph.text, options)
            down += high


def chart_note(resolved: ResolvedView) -> str:
    """Say why a workbook has no chart of a view; "" where it has one."""
    return NO_CHART.get(resolved.shape, "")


def add_chart_sheet(book: Workbook, resolved: ResolvedView) -> ChartSheet | None:
    """Add the first sheet of a workbook; return what its charts are, None where there are none."""
    if resolved.shape in NO_CHART:
        return None
    page = book.add_worksheet(CHART)
    page.hide_gridlines(2)
    page.set_column(0, COLUMNS - 1, CHARACTERS)
    return ChartSheet(book, page)


def fill_chart_sheet(sheet: ChartSheet, dataset: Dataset, resolved: ResolvedView) -> None:
    """Draw a view's charts, and add their own sheets after those that the workbook has."""
    scenes = SCENES[resolved.shape](dataset, resolved, Stage(sheet.palette, BODIES[resolved.shape]))
    numbers = iter(range(1, 1 + sum(len(scene.plots) for scene in scenes)))
    for scene in scenes:
        _add_scene(sheet, dataset, resolved, scene, numbers)
    sheet.text(HOW, NOTE, colour=sheet.palette.quiet)
    sheet.page.set_landscape()
    sheet.page.set_paper(9)
    sheet.page.fit_to_pages(1, 0)
    sheet.page.print_area(0, 0, sheet.row - 1, COLUMNS - 1)


def _add_scene(
    sheet: ChartSheet,
    dataset: Dataset,
    resolved: ResolvedView,
    scene: Scene,
    numbers: Iterator[int],
) -> None:
    frame, palette = scene.frame, sheet.palette
    sheet.text(frame.title, TITLE * 0.75, bold=True)
    for text in frame.told:
        sheet.text(text, SUBTITLE * 0.85)
    sheet.text(frame.subtitle, SUBTITLE * 0.85, colour=palette.quiet)
    frames = [frame_around(plot) for plot in scene.plots]
    ends = [top + height for _, top, _, height in [*frames, *(box.box for box in scene.words)]]
    row = sheet.room(max(ends) - frame.top)
    for plot, around in zip(scene.plots, frames, strict=True):
        number = next(numbers)
        own = replace(plot, strokes=[*_in_front(plot), *plot.strokes])
        claims, drawing = (f"{name}{number if number > 1 else ''}" for name in (CLAIMS, DRAWING))
        add_sheets(dataset, sheet.book, own.sheet, own.strokes, (claims, drawing))
        content = chart_xml(inside(plot.box, around), plot.x, plot.y, own.strokes, palette, TEXT)
        named = content.replace(f">{DRAWING}!".encode(), f">{drawing}!".encode())
        sheet.chart(row, _lifted(around, frame.top), named, resolved.alt_text.short)
    for box in scene.words:
        sheet.words(row, replace(box, box=_lifted(box.box, frame.top)))
    if frame.key:
        _add_key(sheet, frame.key, lying=resolved.shape == "rows")
    for text in frame.below:
        sheet.text(text, NOTE, colour=palette.quiet)


def _lifted(box: Box, top: float) -> Box:
    return (box[0], box[1] - top, box[2], box[3])


def _in_front(plot: Plot) -> list[Stroke]:
    """Return what a slide has behind its charts as lines of the chart, as far as they are in it."""
    width, height = plot.box[2:]
    return [
        replace(
            one,
            x=tuple(_on(plot.x, x / width) for x in one.x),
            y=tuple(None if y is None else _on(plot.y, min(1.0, y / height)) for y in one.y),
        )
        for one in plot.behind
    ]


def _on(axis: Axis, part: float) -> float:
    """Return the value at a part of an axis."""
    if axis.log:
        low, high = math.log10(axis.low), math.log10(axis.high)
        return float(10 ** (low + part * (high - low)))
    return axis.low + part * (axis.high - axis.low)


def _add_key(sheet: ChartSheet, names: Sequence[str], *, lying: bool) -> None:
    """Add the key of the marks: a chart of its own, whose unit is the point, and its words."""
    key = draw_key(names, sheet.palette, KEY_SIZE, INSIDE, KeyForm(KEY_ROW, lying=lying))
    texts = next(trace for trace in key.traces if trace["mode"] == "text")
    deep = KEY_ROW * (1 + round((max(texts["y"]) - min(texts["y"])) / KEY_ROW))
    canvas = Canvas("x2", "y2", 1.0, 1.0)
    found = strokes(key.traces, key.shapes, canvas, "x" if lying else "y")
    row, frame = sheet.room(deep), (6.0, 0.0, float(INSIDE), float(deep))
    x, y = (Axis(0.0, length, length, "0", hidden=True) for length in frame[2:])
    content = chart_xml((0.0, 0.0, 1.0, 1.0), x, y, found, sheet.palette, NOTE)
    name = KEY if KEY not in sheet.book.sheetnames else f"{KEY}{sheet.row}"
    add_drawing(sheet.book, name, found)
    named = content.replace(f">{DRAWING}!".encode(), f">{name}!".encode())
    sheet.chart(row, frame, named, "Key of the marks.")
    for left, up, text in zip(texts["x"], texts["y"], texts["text"], strict=True):
        size = KEY_SIZE.note_size
        wide = KEY_SIZE.text_width(text, size) + 6
        box = (6 + left + 4, deep - up - size * 0.65, wide, size * 1.3)
        word = TextBox("Mark", box, [Paragraph(text, size, sheet.palette.quiet)])
        sheet.words(row, word)


def without_insets(drawing: bytes) -> bytes:
    """Return a sheet's drawing whose text boxes begin at their edges and show all of their text."""
    return drawing.replace(BOX, INSETS).replace(CLIPPED, SEEN)
