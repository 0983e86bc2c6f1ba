"""A small chart as SVG, for a page that shows many: the marks of the large one, without its texts.

The marks are those of every chart, so that a hedge looks alike; only the paper is smaller.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

import pandas as pd

from charts.builders.trend import PLAIN, pairs_of, time_chart
from charts.marks.mark import Canvas
from charts.marks.marks import Trace
from charts.marks.series import drawn
from charts.style.theme import Palette, PlotlyDict
from loaders.dataset import Dataset

WIDTH, HEIGHT, EDGE = 320, 120, 12
"""The size of the picture, and the room around the axes for what reaches over them."""
SHAPES = {
    "triangle-up": ((0, -0.6), (0.55, 0.4), (-0.55, 0.4)),
    "triangle-down": ((0, 0.6), (0.55, -0.4), (-0.55, -0.4)),
    "diamond": ((0, -0.7), (0.7, 0), (0, 0.7), (-0.7, 0)),
    "line-ne": ((-0.5, 0.5), (0.5, -0.5)),
}
"""The corners of markers that are no circles, in parts of their size."""


def thumbnail(dataset: Dataset, claims: pd.DataFrame, palette: Palette) -> str:
    """Return the dated claims as an SVG; "" where there are none.

    `claims` are rows of `selection.trend_claims`; lines join what they join on the large chart.
    """
    chart = time_chart(dataset, claims, palette, PLAIN)
    if chart is None:
        return ""
    canvas = chart.shown.canvas(("x", "y"), WIDTH - 2 * EDGE, HEIGHT - 2 * EDGE)
    traces, shapes = drawn(chart.placed, pairs_of(chart.dated), chart.looks, palette, canvas)
    zero = _path([(chart.shown.x0, 0.0), (chart.shown.x1, 0.0)], canvas)
    parts = [f'<path d="{zero}" fill="none" stroke="{palette.rule}" stroke-width="1"></path>']
    parts += [part for trace in traces for part in _trace(trace, canvas)]
    parts += [_outline(shape, canvas) for shape in shapes]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">'
        f"{''.join(parts)}</svg>"
    )


def _at(x: float, y: float, canvas: Canvas) -> tuple[float, float]:
    """Return where a point of the axes stands in the picture."""
    right, up = canvas.pixel(x, y)
    return round(EDGE + right, 1), round(HEIGHT - EDGE - up, 1)


def _path(points: Sequence[tuple[float, float]], canvas: Canvas) -> str:
    places = [_at(x, y, canvas) for x, y in points]
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in places)


def _trace(trace: Trace, canvas: Canvas) -> Iterator[str]:
    """Yield what draws a trace of marks: a path of its lines or areas, or a shape of each dot."""
    if trace["mode"] == "markers":
        yield from _dots(trace, canvas)
        return
    points = list(zip(trace["x"], trace["y"], strict=True))
    runs = [list(own) for there, own in groupby(points, lambda p: p[0] is not None) if there]
    look = trace["line"]
    fill = trace["fillcolor"] if "fill" in trace else "none"
    yield (
        f'<path d="{" ".join(_path(run, canvas) for run in runs)}" fill="{fill}" '
        f'stroke="{look["color"]}" stroke-width="{look["width"]}"{_dash(look)}></path>'
    )


def _dash(look: Mapping[str, str]) -> str:
    dash = {"solid": "", "dot": "2,3"}.get(look.get("dash", "solid"), look.get("dash", ""))
    return f' stroke-dasharray="{dash.replace("px", "")}"' if dash else ""


def _dots(trace: Trace, canvas: Canvas) -> Iterator[str]:
    marker = trace["marker"]
    line = marker.get("line", {})
    if not marker.get("opacity", 1):  # what only tells where it is pointed at
        return
    for number, point in enumerate(zip(trace["x"], trace["y"], strict=True)):
        size, colour, symbol = (
            part[number] if isinstance(part, list) else part
            for part in (marker["size"], marker["color"], marker.get("symbol", "circle"))
        )
        ink = (
            f'fill="{colour}" opacity="{marker.get("opacity", 1)}" '
            f'stroke="{line.get("color", colour)}" stroke-width="{line.get("width", 0)}"'
        )
        x, y = _at(*point, canvas)
        if symbol in SHAPES:
            corners = (f"{x + dx * size:g} {y + dy * size:g}" for dx, dy in SHAPES[symbol])
            yield f'<path d="M{"L".join(corners)}Z" {ink}></path>'
        else:
            yield f'<circle cx="{x:g}" cy="{y:g}" r="{size / 2:g}" {ink}></circle>'


def _outline(shape: PlotlyDict, canvas: Canvas) -> str:
    """Return the dashed outline of what was neither counted nor estimated."""
    place: PlotlyDict = {"xanchor": 0.0, "yanchor": 0.0, **shape}
    corners = [("x0", "y0"), ("x1", "y1")]
    across = [
        _at(place["xanchor" if "xsizemode" in shape else x], 0, canvas)[0] for x, _ in corners
    ]
    down = [_at(0, place["yanchor" if "ysizemode" in shape else y], canvas)[1] for _, y in corners]
    if "xsizemode" in shape:
        across = [across[0] + shape["x0"], across[0] + shape["x1"]]
    if "ysizemode" in shape:
        down = [down[0] - shape["y0"], down[0] - shape["y1"]]
    (left, right), (top, bottom) = sorted(across), sorted(down)
    round_ = f' rx="{(right - left) / 2:g}"' if shape["type"] == "circle" else ""
    return (
        f'<rect x="{left:g}" y="{top:g}" width="{right - left:g}" height="{bottom - top:g}"'
        f'{round_} fill="none" stroke="{shape["line"]["color"]}" stroke-width="1.5" '
        f'stroke-dasharray="2,3"></rect>'
    )
