"""Native charts of office programs: an XY scatter chart in DrawingML, and its workbook.

Everything that is drawn is a series of the chart with its values in the workbook: no error bars,
arrowheads or patterns, which not every program draws. Lengths are in points.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from lxml import etree
from lxml.builder import ElementMaker
from pptx.enum.chart import XL_CHART_TYPE
from pptx.shapes.graphfrm import GraphicFrame
from pptx.slide import Slide
from pptx.util import Pt

from charts.pptx.embedded_workbook import StrokeCells, longest, sheet_number, stroke_cells
from charts.pptx.strokes import Stroke
from charts.style.colour_vision import mixed
from charts.style.theme import Palette, Shade

CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
MAIN = "http://schemas.openxmlformats.org/drawingml/2006/main"
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
C = ElementMaker(namespace=CHART, nsmap={"c": CHART, "a": MAIN, "r": RELATED})
A = ElementMaker(namespace=MAIN, nsmap={"a": MAIN})
POINT = 12_700
"""How many of DrawingML's units a point has."""
X_AXIS, Y_AXIS = "111111111", "222222222"
Element: TypeAlias = etree._Element
Box = tuple[float, float, float, float]
"""Left, top, width and height."""


@dataclass(frozen=True)
class Axis:
    """What an axis shows: its ends, a number every `step`, how it is written, and its ticks.

    On a logarithmic one a step is a power of ten.
    """

    low: float
    high: float
    step: float
    form: str
    log: bool = False
    grid: bool = False
    hidden: bool = False
    numbered: bool = True
    ticks: bool = True


@dataclass(frozen=True)
class NativeChart:
    """What python-pptx makes a chart part of: its XML and its workbook."""

    chart: bytes
    xlsx_blob: bytes

    def xml_bytes(self, _: object) -> bytes:
        """Return the chart's XML."""
        return self.chart


def inside(plot: Box, frame: Box) -> Box:
    """Return where a plotting area is in a frame, as parts of its width and height."""
    left, top, width, height = frame
    return (plot[0] - left) / width, (plot[1] - top) / height, plot[2] / width, plot[3] / height


def chart_xml(
    inner: Box, x: Axis, y: Axis, strokes: Sequence[Stroke], palette: Palette, size: float
) -> bytes:
    """Return a chart with its plotting area at `inner`, its numbers in type of a size."""
    root = C.chartSpace(
        C.date1904(val="0"),
        C.roundedCorners(val="0"),
        C.chart(
            C.autoTitleDeleted(val="1"),
            C.plotArea(
                _layout(inner),
                _scatter(strokes, palette),
                _axis(x, X_AXIS, Y_AXIS, palette, size),
                _axis(y, Y_AXIS, X_AXIS, palette, size),
            ),
            C.plotVisOnly(val="1"),
            C.dispBlanksAs(val="gap"),
        ),
        C.spPr(A.noFill(), A.ln(A.noFill())),
        _type(palette.quiet, palette, size),
    )
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def add_chart(slide: Slide, frame: Box, chart: NativeChart) -> GraphicFrame:
    """Add a chart to a slide in a frame."""
    place = tuple(Pt(value) for value in frame)
    shapes: Any = slide.shapes  # its types say that it returns the chart inside
    added: GraphicFrame = shapes.add_chart(XL_CHART_TYPE.XY_SCATTER, *place, chart)
    return added


def fill(colour: str, palette: Palette, opacity: float = 1.0) -> Element:
    """Return a fill: a colour of the presentation's theme where it is one, so that it follows."""
    shade = slots(palette).get(colour)
    found = A.schemeClr(val=shade.slot) if shade else A.srgbClr(val=colour.lstrip("#"))
    if shade and shade.brightness:
        found.append(A.lumMod(val=str(round((1 - abs(shade.brightness)) * 100_000))))
    if shade and shade.brightness > 0:
        found.append(A.lumOff(val=str(round(shade.brightness * 100_000))))
    if opacity < 1:
        found.append(A.alpha(val=str(round(opacity * 100_000))))
    return A.solidFill(found)


def slots(palette: Palette) -> dict[str, Shade]:
    """Return which of a presentation's theme colours stands for which of the palette's."""
    own = {f"accent{n}": colour for n, colour in enumerate(palette.series[:6], 1)}
    ours = {"tx1": palette.ink, "bg1": palette.paper, "tx2": palette.quiet, **own}
    shades = palette.shades or [Shade(colour, slot) for slot, colour in ours.items()]
    return {shade.colour: shade for shade in shades}


def _layout(inner: Sequence[float]) -> Element:
    sides = zip((C.x, C.y, C.w, C.h), inner, strict=True)
    modes = (C.layoutTarget(val="inner"), C.xMode(val="edge"), C.yMode(val="edge"))
    return C.layout(C.manualLayout(*modes, *(make(val=f"{value:.6g}") for make, value in sides)))


def _scatter(strokes: Sequence[Stroke], palette: Palette) -> Element:
    count = longest(strokes)
    series = [
        _series(number, stroke, cells, count, palette)
        for number, (stroke, cells) in enumerate(zip(strokes, stroke_cells(strokes), strict=True))
    ]
    # Office draws in the series' order, the last in front; LibreOffice as they stand here, the
    # first in front.
    series.reverse()
    ids = (C.axId(val=X_AXIS), C.axId(val=Y_AXIS))
    return C.scatterChart(C.scatterStyle(val="lineMarker"), C.varyColors(val="0"), *series, *ids)


def _series(
    number: int, stroke: Stroke, cells: StrokeCells, count: int, palette: Palette
) -> Element:
    cached = C.strCache(C.ptCount(val="1"), C.pt(C.v(f"{stroke.name}: {stroke.what}"), idx="0"))
    return C.ser(
        C.idx(val=str(number)),
        C.order(val=str(number)),
        C.tx(C.strRef(C.f(cells.name), cached)),
        C.spPr(_line(stroke, palette) if not stroke.dot else A.ln(A.noFill())),
        _marker(stroke, palette),
        C.xVal(_numbers(cells.x, stroke.x, count)),
        C.yVal(_numbers(cells.y, stroke.y, count)),
        C.smooth(val="0"),
    )


def _marker(stroke: Stroke, palette: Palette) -> Element:
    if not stroke.dot:
        return C.marker(C.symbol(val="none"))
    # LibreOffice draws no dot that can be seen through: a halo has the colour that would be seen.
    seen = mixed(stroke.colour, palette.paper, stroke.opacity)
    look = C.spPr(fill(seen, palette), A.ln(A.noFill()))
    return C.marker(C.symbol(val=stroke.symbol), C.size(val=str(round(stroke.dot))), look)


def _line(stroke: Stroke, palette: Palette) -> Element:
    if not stroke.width:
        return A.ln(A.noFill())
    join = A.round() if stroke.what == "line" else A.miter(lim="800000")
    colour = fill(stroke.colour, palette, stroke.opacity)
    width = str(round(stroke.width * POINT))
    return A.ln(colour, A.prstDash(val=stroke.dash), join, w=width, cap="flat")


def _numbers(place: str, values: Sequence[float | None], count: int) -> Element:
    """Return `count` cells of a column, with their values as the workbook has them."""
    points = [
        C.pt(C.v(repr(sheet_number(value))), idx=str(at))
        for at, value in enumerate(values)
        if value is not None
    ]
    cached = C.numCache(C.formatCode("General"), C.ptCount(val=str(count)), *points)
    return C.numRef(C.f(place), cached)


def _axis(axis: Axis, own: str, other: str, palette: Palette, size: float) -> Element:
    lies = own == X_AXIS
    scaling = [C.orientation(val="minMax"), C.max(val=repr(axis.high)), C.min(val=repr(axis.low))]
    if axis.log:
        scaling.insert(0, C.logBase(val="10"))
    hair = A.ln(fill(palette.grid, palette), w=str(round(0.75 * POINT)))
    line = A.ln(fill(palette.quiet, palette), w=str(POINT)) if lies else A.ln(A.noFill())
    return C.valAx(
        C.axId(val=own),
        C.scaling(*scaling),
        C.delete(val="1" if axis.hidden else "0"),
        C.axPos(val="b" if lies else "l"),
        *([C.majorGridlines(C.spPr(hair))] if axis.grid else []),
        C.numFmt(formatCode=axis.form, sourceLinked="0"),
        C.majorTickMark(val="out" if lies and axis.ticks else "none"),
        C.minorTickMark(val="none"),
        C.tickLblPos(val="low" if axis.numbered else "none"),
        C.spPr(line),
        _type(palette.quiet, palette, size),
        C.crossAx(val=other),
        C.crosses(val="min"),
        C.crossBetween(val="midCat"),
        *([] if axis.log else [C.majorUnit(val=repr(axis.step))]),
    )


def _type(colour: str, palette: Palette, size: float) -> Element:
    look = A.defRPr(fill(colour, palette), A.latin(typeface="+mn-lt"), sz=str(round(size * 100)))
    return C.txPr(A.bodyPr(), A.lstStyle(), A.p(A.pPr(look), A.endParaRPr(lang="en-GB")))
