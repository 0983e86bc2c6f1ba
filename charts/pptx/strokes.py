"""The traces of a figure as lines and dots, the two things that a slide can draw everywhere.

Office programs draw no filled area, arrowhead or pattern in a scatter chart alike: an area is a
broad line in a thin outline here, an arrowhead a small closed line. Positions keep their formulas.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from charts.marks.mark import Canvas
from charts.marks.marks import Point, Trace, chained
from charts.style.theme import PlotlyDict

DOTS = {
    "solid": "solid",
    **dict.fromkeys(("dot", "2px,3px", "3px,3px", "4px,4px"), "sysDot"),
    "12px,4px": "sysDash",
    "18px,4px,4px,4px": "sysDashDot",
}
"""What Office calls the dashes of `charts.marks.marks`."""
OUTLINE, ARROW_LINE = 0.75, 1.5
MOST_BROAD = 48.0
"""A broader line than this is drawn as several beside each other: where a line is so broad that
half of it reaches out of the chart, LibreOffice draws the whole chart smaller."""
CORNERS = 24
"""Of the polygon that is drawn for a circle."""
WAYS = {
    "triangle-up": (0, 1),
    "triangle-down": (0, -1),
    "triangle-right": (1, 0),
    "triangle-left": (-1, 0),
}


@dataclass(frozen=True)
class Stroke:
    """Lines of one look, or dots of one look where `dot` is given; a missing y ends a line.

    `width` and `dot` are in pixels, `symbol` is the form of dots. `what` tells people which part
    of the grammar it is.
    """

    name: str
    what: str
    x: tuple[float, ...]
    y: tuple[float | None, ...]
    colour: str
    width: float
    opacity: float = 1.0
    dash: str = "solid"
    dot: float = 0.0
    symbol: str = "circle"


def strokes(
    traces: Iterable[Trace], shapes: Iterable[PlotlyDict], canvas: Canvas, along: str
) -> list[Stroke]:
    """Return what draws traces and outlines; `along` (`x` or `y`) is the axis of the values."""
    found = [one for trace in traces for one in _of_trace(trace, canvas, along)]
    return found + [_of_shape(shape, canvas) for shape in shapes]


def _of_trace(trace: Trace, canvas: Canvas, along: str) -> list[Stroke]:
    if trace["mode"] == "markers":
        return _markers(trace, canvas)
    if trace["mode"] != "lines":
        return []
    if trace.get("fill"):
        return _areas(trace, canvas, along)
    colour, opacity = _colour(trace["line"]["color"])
    lines = chained(_split(trace["x"], trace["y"]))
    width, dash = float(trace["line"]["width"]), DOTS[trace["line"].get("dash", "solid")]
    return [Stroke(str(trace["name"]), "line", *_points(lines), colour, width, opacity, dash)]


def _markers(trace: Trace, canvas: Canvas) -> list[Stroke]:
    marker = trace["marker"]
    if marker.get("opacity") == 0:  # it only tells what a reader points at
        return []
    name, colour = str(trace["name"]), marker["color"]
    points = list(zip(trace["x"], trace["y"], strict=True))
    if isinstance(marker.get("symbol"), list):
        arrows = [
            _arrow(point, WAYS[symbol], marker["size"], canvas)
            for point, symbol in zip(points, marker["symbol"], strict=True)
        ]
        return [Stroke(name, "open end", *_points(arrows), colour, ARROW_LINE)]
    if marker.get("symbol") == "line-ne":
        half = marker["size"] / 2 * canvas.x_pixel, marker["size"] / 2 * canvas.y_pixel
        struck = [[(x - half[0], y - half[1]), (x + half[0], y + half[1])] for x, y in points]
        return [Stroke(name, "struck through", *_points(struck), colour, 2.0)]
    return _dots(name, points, marker)


FORMS = {"triangle-up": "triangle", "cross": "plus"}
"""What PowerPoint calls forms of dots, where it is not as Plotly does."""


def _dots(name: str, points: Sequence[Point], marker: PlotlyDict) -> list[Stroke]:
    """Return dots without an outline, which LibreOffice draws as a hair: a hollow one is a dot of
    the paper's colour on a dot. The dots of one look stand together, as a series has one look.
    """
    fills = marker["color"] if isinstance(marker["color"], list) else [marker["color"]]
    line, edge = marker["line"].get("color", fills[0]), float(marker["line"]["width"])
    size, opacity = float(marker["size"]), float(marker["opacity"])
    what = "halo" if opacity < 1 else "dot"
    form = str(marker.get("symbol", "circle"))
    symbol = FORMS.get(form, form)
    found = []
    for fill in dict.fromkeys(fills):
        own = [p for p, f in zip(points, itertools.cycle(fills), strict=False) if f == fill]
        x, y = tuple(p[0] for p in own), tuple(p[1] for p in own)
        found.append(Stroke(name, what, x, y, line, 0.0, opacity, dot=size + edge, symbol=symbol))
        if fill != line:
            inner = size - edge
            found.append(Stroke(name, "hollow of dot", x, y, fill, 0.0, dot=inner, symbol=symbol))
    return found


def _arrow(tip: Point, way: tuple[int, int], size: float, canvas: Canvas) -> list[Point]:
    """Return a small triangle round a point, as `charts.marks.marks` has it at an open end."""
    x, y = tip
    dx, dy = size / 2 * canvas.x_pixel, size / 2 * canvas.y_pixel
    ahead, aside = way, (way[1], way[0])
    corners = ((1, 0), (-1, 1), (-1, -1), (1, 0), (-1, 0))
    return [
        (x + dx * (a * ahead[0] + b * aside[0]), y + dy * (a * ahead[1] + b * aside[1]))
        for a, b in corners
    ]


def _areas(trace: Trace, canvas: Canvas, along: str) -> list[Stroke]:
    """Return each area as a broad line over its interval, as wide as its period, and its edge."""
    name = str(trace["name"])
    colour, opacity = _colour(trace["fillcolor"])
    loops = _split(trace["x"], trace["y"])
    found: dict[float, list[list[Point]]] = {}
    for loop in loops:
        (x0, y0), (x1, y1) = loop[0], loop[2]
        across = abs(y1 - y0) / canvas.y_pixel if along == "x" else abs(x1 - x0) / canvas.x_pixel
        slices = max(1, math.ceil(across / MOST_BROAD))
        for part in ((at + 0.5) / slices for at in range(slices)):
            x, y = x0 + (x1 - x0) * part, y0 + (y1 - y0) * part
            ends = [(x0, y), (x1, y)] if along == "x" else [(x, y0), (x, y1)]
            found.setdefault(round(float(across) / slices, 2), []).append(ends)
    filled = [Stroke(name, "area", *_points(own), colour, w, opacity) for w, own in found.items()]
    edge = min(1.0, 2 * opacity)
    return [*filled, Stroke(name, "edge", *_points(loops), colour, OUTLINE, edge)]


def _of_shape(shape: PlotlyDict, canvas: Canvas) -> Stroke:
    """Return the outline of a mark that is told apart, or a shape's other line."""
    (x0, x1), (y0, y1) = _side(shape, "x", canvas.x_pixel), _side(shape, "y", canvas.y_pixel)
    outline = [(x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0)]
    if shape["type"] == "circle":
        turns = (2 * math.pi * corner / CORNERS for corner in range(CORNERS + 1))
        outline = [
            (
                (x0 + x1) / 2 + (x1 - x0) / 2 * math.cos(turn),
                (y0 + y1) / 2 + (y1 - y0) / 2 * math.sin(turn),
            )
            for turn in turns
        ]
    line = shape["line"]
    width, dash = float(line["width"]), DOTS[line["dash"]]
    return Stroke("outlines", "told apart", *_points([outline]), line["color"], width, dash=dash)


def _side(shape: PlotlyDict, axis: str, pixel: float) -> tuple[float, float]:
    """Return where a shape begins and ends along an axis."""
    if shape.get(f"{axis}sizemode") != "pixel":
        return shape[f"{axis}0"], shape[f"{axis}1"]
    anchor = shape[f"{axis}anchor"]
    return anchor + shape[f"{axis}0"] * pixel, anchor + shape[f"{axis}1"] * pixel


def _points(
    lines: Sequence[Sequence[Point]],
) -> tuple[tuple[float, ...], tuple[float | None, ...]]:
    """Return x and y of several lines in one stroke; between two of them y is missing."""
    x: list[float] = []
    y: list[float | None] = []
    for line in lines:
        if x:
            x.append(float(line[0][0]))
            y.append(None)
        x += [point[0] for point in line]
        y += [point[1] for point in line]
    return tuple(x), tuple(y)


def _split(x: Sequence[float | None], y: Sequence[float | None]) -> list[list[Point]]:
    """Return the lines of a trace, which are split by missing values."""
    found: list[list[Point]] = [[]]
    for here, there in zip(x, y, strict=True):
        if here is None or there is None:
            found.append([])
        else:
            found[-1].append((here, there))
    return [line for line in found if line]


def _colour(text: str) -> tuple[str, float]:
    """Return a colour as hexadecimal, and its opacity."""
    parts = re.fullmatch(r"rgba\((\d+),(\d+),(\d+),([\d.]+)\)", text)
    if parts is None:
        return text, 1.0
    return "#" + "".join(f"{int(part):02x}" for part in parts.groups()[:3]), float(parts[4])
