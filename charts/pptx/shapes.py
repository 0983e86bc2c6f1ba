"""Texts and the key of the marks as shapes on a slide; lengths in points."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from typing import Any

from pptx.dml.color import ColorFormat, RGBColor
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.shapes.autoshape import Shape
from pptx.shapes.shapetree import GroupShapes, SlideShapes
from pptx.util import Pt

from charts.layout.outlines import Line
from charts.marks.legend import WORDS, KeyForm, draw_key
from charts.marks.mark import Canvas
from charts.pptx.native_chart import POINT, A, fill, slots
from charts.pptx.slide_layout import KEY_ROW, KEY_SIZE, Area, Heights, Paragraph, TextBox
from charts.pptx.strokes import Stroke, strokes
from charts.style.theme import Palette
from loaders.citations.apa import parts_of

SLOTS = {
    "tx1": MSO_THEME_COLOR.TEXT_1,
    "tx2": MSO_THEME_COLOR.TEXT_2,
    "bg1": MSO_THEME_COLOR.BACKGROUND_1,
    **{f"accent{n}": getattr(MSO_THEME_COLOR, f"ACCENT_{n}") for n in range(1, 7)},
}
AREA_LINE = 0.6
"""How broad the border of an area is, in points."""
Shapes = SlideShapes | GroupShapes
ANCHOR = {"t": MSO_ANCHOR.TOP, "ctr": MSO_ANCHOR.MIDDLE}
ALIGN = {"l": PP_ALIGN.LEFT, "ctr": PP_ALIGN.CENTER, "r": PP_ALIGN.RIGHT}


def add_words(shapes: Shapes, words: TextBox, palette: Palette) -> None:
    """Add a text box of a fixed size."""
    fill_box(shapes.add_textbox(*(Pt(value) for value in words.box)), words, palette)


def fill_box(box: Shape, words: TextBox, palette: Palette) -> None:
    """Write words into a box, whose lines break where the program breaks them."""
    box.name = words.name
    frame = box.text_frame
    frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
    frame.vertical_anchor = ANCHOR[words.anchor]
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    for number, (text, size, colour, bold) in enumerate(words.paragraphs):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.alignment, paragraph.space_after = ALIGN[words.align], Pt(words.gap)
        for run in add_runs(paragraph, text):
            run.font.size, run.font.bold = Pt(size), bold
            run.font.language_id = MSO_LANGUAGE_ID.ENGLISH_UK
            _coloured(run.font.color, colour, palette)


def add_runs(paragraph: Any, text: str) -> list[Any]:
    """Add a text to a paragraph, a run for each part in or out of italics; return the runs."""
    runs = []
    for part, italic in parts_of(text):
        run = paragraph.add_run()
        run.text = part
        if italic:
            run.font.italic = True
        runs.append(run)
    return runs


def _coloured(font: ColorFormat, colour: str, palette: Palette) -> None:
    shade = slots(palette).get(colour)
    if shade:
        font.theme_color, font.brightness = SLOTS[shade.slot], shade.brightness
    else:
        font.rgb = RGBColor(*bytes.fromhex(colour.lstrip("#")))  # type: ignore[no-untyped-call]


def add_key(shapes: SlideShapes, frame: Heights, palette: Palette, *, lying: bool) -> None:
    """Add the key of the marks as a group: each mark drawn small, with its word; `lying` on their
    side are those of a chart whose values lie along x.
    """
    names, left, top = frame.key, frame.body.left, frame.key_top
    key = draw_key(names, palette, KEY_SIZE, frame.body.width, KeyForm(KEY_ROW, lying=lying))
    canvas = Canvas("x2", "y2", 1.0, 1.0)
    group = shapes.add_group_shape()
    group.name = "Key of the marks"
    words = ", ".join(WORDS[name] for name in names)
    described: Any = group.element
    described.nvGrpSpPr.cNvPr.set("descr", f"Key of the marks: {words}.")
    texts = next(trace for trace in key.traces if trace["mode"] == "text")
    deep = KEY_ROW * (1 + round((max(texts["y"]) - min(texts["y"])) / KEY_ROW))
    for stroke in strokes(key.traces, key.shapes, canvas, "x" if lying else "y"):
        add_stroke(group.shapes, stroke, (left, top + deep), palette)
    for x, y, text in zip(texts["x"], texts["y"], texts["text"], strict=True):
        size = KEY_SIZE.note_size
        wide = KEY_SIZE.text_width(text, size) + 6
        box = (left + x + 4, top + deep - y - size * 0.65, wide, size * 1.3)
        word = TextBox("Mark", box, [Paragraph(text, size, palette.quiet)])
        add_words(group.shapes, word, palette)


def add_stroke(
    shapes: Shapes, stroke: Stroke, corner: tuple[float, float], palette: Palette
) -> None:
    """Add a stroke as shapes; its x counts right and its y up from a corner."""
    left, floor = corner
    if stroke.dot:
        for x, y in zip(stroke.x, stroke.y, strict=True):
            _add_dot(shapes, stroke, (left + x, floor - float(y or 0.0)), palette)
        return
    line: list[tuple[float, float]] = []
    for x, y in [*zip(stroke.x, stroke.y, strict=True), (0.0, None)]:
        if y is not None:
            line.append((Pt(left + x), Pt(floor - y)))
        elif line:
            builder = shapes.build_freeform(*line[0])
            builder.add_line_segments(line[1:], close=False)
            _drawn(builder.convert_to_shape(), stroke, palette)
            line = []


def _add_dot(shapes: Shapes, stroke: Stroke, middle: tuple[float, float], palette: Palette) -> None:
    x, y = middle
    half = stroke.dot / 2
    sides = (Pt(value) for value in (x - half, y - half, stroke.dot, stroke.dot))
    _drawn(shapes.add_shape(MSO_SHAPE.OVAL, *sides), stroke, palette)


def _drawn(shape: Shape, stroke: Stroke, palette: Palette) -> None:
    """Give a shape its fill and line, and take the theme's effects from it."""
    shape.name = f"Mark: {stroke.what}"
    look = _looks(shape)
    colour = fill(stroke.colour, palette, stroke.opacity)
    if stroke.dot:
        look.extend([colour, A.ln(A.noFill())])
        return
    width = str(round(stroke.width * POINT))
    dash = A.prstDash(val=stroke.dash)
    look.extend([A.noFill(), A.ln(colour, dash, w=width, cap="flat")])


def add_areas(
    shapes: SlideShapes, areas: Sequence[Area], palette: Palette, name: str, alternative: str
) -> None:
    """Add areas as one group, each a shape that can be coloured anew."""
    group = shapes.add_group_shape()
    group.name = name
    described: Any = group.element
    described.nvGrpSpPr.cNvPr.set("descr", alternative)
    for area in areas:
        shape = _polygon(group.shapes, area.lines, close=True)
        shape.name = area.name
        line = A.ln(fill(area.edge, palette), w=str(round(AREA_LINE * POINT)))
        _looks(shape).extend([fill(area.colour, palette), line])
        if area.strokes:
            hatch = _polygon(group.shapes, area.strokes, close=False)
            hatch.name = f"Hatch: {area.name}"
            _looks(hatch).extend([A.noFill(), deepcopy(line)])


def _polygon(shapes: Shapes, lines: Sequence[Line], *, close: bool) -> Shape:
    """Add one freeform of several lines."""
    places = [[(Pt(x), Pt(y)) for x, y in line] for line in lines]
    builder = shapes.build_freeform(*places[0][0])
    for number, line in enumerate(places):
        if number:
            builder.move_to(*line[0])
        builder.add_line_segments(line[1:], close=close)
    shape: Shape = builder.convert_to_shape()
    return shape


def _looks(shape: Shape) -> Any:
    """Return the properties of a shape, without the fill and line that the theme gives it."""
    element = shape.element
    for style in element.findall("{*}style"):
        element.remove(style)
    look = element.spPr
    for old in [*look.findall("{*}ln"), *look.findall("{*}solidFill"), *look.findall("{*}noFill")]:
        look.remove(old)
    return look
