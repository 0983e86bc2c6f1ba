"""How a hedge, a span and a status are drawn: one grammar for every chart, size and file.

Source: the table of marks in the project's curation guide. Positions are in the units of the
axes; lengths that do not stand for a quantity (dots, stems, halos) are in pixels, which a
`Canvas` converts.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace

from charts.marks.mark import Canvas, Mark
from charts.style.theme import Palette, PlotlyDict
from loaders.values.codelists import (
    BEYOND,
    HIGH_HEDGES,
    LOW_HEDGES,
    MAGNITUDE,
    NEARLY,
    RANGES,
    SOFT,
    TOLD_APART,
)

DOT, HALO, BAR, STEM, ARROW = 10, 21, 7, 26, 7
FADE, STRIPS, FAINT = 32, 16, 0.05
"""How far an order of magnitude fades out above the last floor that it names, in how many strips
that lie on each other, and how faint one is.
"""
HALO_OPACITY, SOFT_END = 0.28, 8
"""How faint a halo is, and how far that of a range reaches beyond its ends."""
AROUND = 5
"""How far the halo of a bar reaches on all sides; of a range, nothing lies beside its ends."""
TAIL = 18
"""The stem of what lies a little below a number; it ends, as nothing is open."""
RECORD_DOT = 7
MANY, RECORD_FINE_LINE, RECORD_FINE_DOT = 60, 3, 4
"""A series of the record with more figures is drawn finer, so that its months are told apart."""
FINEST_DOT = 1
"""The dots of a patterned line that would else fill its gaps."""
RECORD_RIM = 4
"""How much broader a bar of the record is, so that a document's claim does not hide it."""
REACH, REACH_END = 1.5, 10
LINE, RECORD_LINE = 2, 6
SOLID, DASHED, DOTTED, CHAINED = "solid", "12px,4px", "4px,4px", "18px,4px,4px,4px"
UNSETTLED, WHISKER = "2px,3px", 17
"""The dash of what will still be changed, of the line to it and of the stroke through it, and how
far that reaches on both sides; its length stands for no quantity.
"""
LEAST_SPAN = 9.0
FINE_SPAN, FINE_BAR = 2.0, 3
"""The least width and the height of the bar of a span whose neighbours it would else lie on."""
ONCE = "3px,3px"
HOLLOW = (*BEYOND, NEARLY)
DIAMOND = "diamond"
"""The dot of a number that was computed here."""
Trace = PlotlyDict
Point = tuple[float, float]


def traces(
    marks: Sequence[Mark],
    colour: str,
    palette: Palette,
    canvas: Canvas,
    name: str,
    dot: int = DOT,
) -> list[Trace]:
    """Return the traces of one series: floors, boxes and ranges behind, dots in front."""
    drawn = [
        *_magnitudes([m for m in marks if m.hedge == MAGNITUDE], colour, canvas),
        *_soft_ends([m for m in marks if m.hedge in RANGES and m.hedge in SOFT], colour, canvas),
        *_areas([m for m in marks if m.hedge in RANGES and m.span], colour, canvas, 0.45),
        *_reaches([m for m in marks if m.total], colour, canvas),
        *_ties([m for m in marks if m.is_aside], colour),
        *_ranges([m for m in marks if m.hedge in RANGES and not m.span], colour),
        *_halos([m for m in marks if m.hedge in SOFT and m.is_point and not m.span], colour),
        *_stems(marks, colour, canvas),
        *_whiskers([m for m in marks if m.unsettled], colour, canvas),
        *_bars([m for m in marks if m.is_point and m.span and not m.once], colour, palette, canvas),
        *_bars([m for m in marks if m.is_point and m.once], colour, palette, canvas, ONCE),
        *_dots(
            [m for m in marks if m.has_dot and not m.computed and not m.has_limits],
            colour,
            palette,
            dot,
            palette.shape(colour),
        ),
        *_ringed(
            [m for m in marks if m.has_dot and not m.computed and m.has_limits],
            colour,
            palette,
            dot,
        ),
        *_dots([m for m in marks if m.has_dot and m.computed], colour, palette, dot, DIAMOND),
        *_strikes([m for m in marks if m.struck], palette),
    ]
    base = {
        "type": "scatter",
        "name": name,
        "xaxis": canvas.x_axis,
        "yaxis": canvas.y_axis,
    }
    return [{**base, **trace} for trace in drawn]


def outlines(marks: Iterable[Mark], colour: str, canvas: Canvas) -> list[PlotlyDict]:
    """Return the outlines of what is neither observed nor estimated as shapes."""
    return [_outline(m, colour, canvas) for m in marks if m.status in TOLD_APART]


def joins(
    pairs: Iterable[tuple[Mark, Mark]],
    colour: str,
    canvas: Canvas,
    width: int = LINE,
    dash: str = "solid",
) -> list[Trace]:
    """Return the line that joins neighbouring claims, where any are joined.

    Dashes begin anew with each line: one that is dashed goes on from claim to claim, or it would
    look solid where claims are nearer than a dash is long.
    """
    ends: Iterable[Sequence[Point]] = [(a.vertex, b.vertex) for a, b in pairs]
    points = chained(ends) if dash != SOLID else ends
    lines = [([x for x, _ in own], [y for _, y in own]) for own in points]
    look: PlotlyDict = {"color": colour, "width": width}
    look |= {"dash": dash} if dash != "solid" else {}
    base = {"type": "scatter", "xaxis": canvas.x_axis, "yaxis": canvas.y_axis}
    return [{**base, **trace} for trace in _lines(lines, look)]


def chained(lines: Iterable[Sequence[Point]]) -> list[list[Point]]:
    """Return lines of which one begins where the last one ends as one line."""
    found: list[list[Point]] = []
    for line in lines:
        if found and found[-1][-1] == line[0]:
            found[-1] += line[1:]
        else:
            found.append(list(line))
    return found


def _lines(
    lines: Iterable[tuple[Sequence[float], Sequence[float]]], look: PlotlyDict
) -> list[Trace]:
    """Return lines, each the x and the y of its points, as one trace, where there are any."""
    x: list[float | None] = []
    y: list[float | None] = []
    for across, up in lines:
        x += [*across, None]
        y += [*up, None]
    return [{"mode": "lines", "x": x, "y": y, "line": look}] if x else []


def extent(mark: Mark, canvas: Canvas) -> tuple[float, float]:
    """Return the ends of a span, never so near that nobody sees it."""
    least = (FINE_SPAN if mark.fine else LEAST_SPAN) * canvas.x_pixel
    if mark.x1 - mark.x0 >= least and not mark.total:
        return mark.x0, mark.x1
    return mark.x - least / 2, mark.x + least / 2


def _areas(marks: Sequence[Mark], colour: str, canvas: Canvas, opacity: float) -> list[Trace]:
    loops = []
    for mark in marks:
        x0, x1 = extent(mark, canvas)
        low, high = mark.low, mark.high
        loops.append(((x0, x1, x1, x0, x0), (low, low, high, high, low)))
    fill = {"fill": "toself", "fillcolor": _rgba(colour, opacity)}
    return [{**trace, **fill} for trace in _lines(loops, {"width": 0, "color": colour})]


def _magnitudes(marks: Sequence[Mark], colour: str, canvas: Canvas) -> list[Trace]:
    """Return the floors of orders of magnitude, and what fades out above them and has no end."""
    extents = [extent(mark, canvas) for mark in marks]
    between = [mark for mark in marks if not math.isnan(mark.high)]
    drawn = _areas(between, colour, canvas, 1 - (1 - FAINT) ** STRIPS)
    for strip in range(1, STRIPS + 1):
        width = round(FADE * canvas.scale * strip / STRIPS, 2)
        heights = [m.last_floor + m.way * width / 2 * canvas.y_pixel for m in marks]
        lines = [(extent, (y, y)) for extent, y in zip(extents, heights, strict=True)]
        drawn += _lines(lines, {"color": _rgba(colour, FAINT), "width": width})
    floors = [(own, (mark.low, mark.low)) for own, mark in zip(extents, marks, strict=True)]
    return [*drawn, *_lines(floors, {"color": colour, "width": 2})]


def _ranges(marks: Sequence[Mark], colour: str) -> list[Trace]:
    lines = [((m.x, m.x), (m.low, m.high)) for m in marks]
    return _lines(lines, {"color": colour, "width": BAR + 2})


def _soft_ends(marks: Sequence[Mark], colour: str, canvas: Canvas) -> list[Trace]:
    """Return the soft halo of ranges whose words do not hold to their ends, beyond both of them."""
    reach = SOFT_END * canvas.scale * canvas.y_pixel
    wide = [
        replace(m, low=m.from_zero(m.low - m.way * reach), high=m.high + m.way * reach)
        for m in marks
    ]
    lines = [((m.x, m.x), (m.low, m.high)) for m in wide if not m.span]
    return [
        *_areas([m for m in wide if m.span], colour, canvas, HALO_OPACITY),
        *_lines(lines, {"color": _rgba(colour, HALO_OPACITY), "width": BAR + 12}),
    ]


def _reaches(marks: Sequence[Mark], colour: str, canvas: Canvas) -> list[Trace]:
    """Return for each running total a thin line from where the count begins, with an end there."""
    half = REACH_END / 2 * canvas.y_pixel
    lines = [((m.x0, m.x1), (m.middle, m.middle)) for m in marks]
    lines += [((m.x0, m.x0), (m.middle - half, m.middle + half)) for m in marks]
    return _lines(lines, {"color": colour, "width": REACH})


def _ties(marks: Sequence[Mark], colour: str) -> list[Trace]:
    """Return a thin line from each mark that is drawn beside others to the middle of its period."""
    lines = [((m.vertex[0], m.x), (m.vertex[1], m.value)) for m in marks]
    return _lines(lines, {"color": colour, "width": REACH})


def _markers(marks: Sequence[Mark], y: Sequence[float], marker: PlotlyDict) -> list[Trace]:
    """Return markers in the middle of the marks' periods as one trace, where there are any."""
    x = [m.x for m in marks]
    return [{"mode": "markers", "x": x, "y": y, "marker": marker}] if x else []


def _halos(marks: Sequence[Mark], colour: str) -> list[Trace]:
    marker = {"color": colour, "size": HALO, "opacity": HALO_OPACITY, "line": {"width": 0}}
    return _markers(marks, [m.value for m in marks], marker)


def _stems(marks: Sequence[Mark], colour: str, canvas: Canvas) -> list[Trace]:
    """Return the stems of open bounds, with an arrow at the end that is open, and of what lies a
    little below its number, without one.
    """
    own = [m for m in marks if m.hedge in (*LOW_HEDGES, *HIGH_HEDGES)]
    signs = [m.way if m.hedge in LOW_HEDGES else -m.way for m in own]
    ends = [
        m.from_zero(m.value + sign * STEM * canvas.scale * canvas.y_pixel)
        for m, sign in zip(own, signs, strict=True)
    ]
    lines = [((m.x, m.x), (m.value, end)) for m, end in zip(own, ends, strict=True)]
    symbols = ["triangle-up" if sign > 0 else "triangle-down" for sign in signs]
    marker = {"symbol": symbols, "size": ARROW, "color": colour}
    near = [m for m in marks if m.hedge == NEARLY]
    tail = TAIL * canvas.scale * canvas.y_pixel
    lines += [((m.x, m.x), (m.value, m.from_zero(m.value - m.way * tail))) for m in near]
    return [*_lines(lines, {"color": colour, "width": 2}), *_markers(own, ends, marker)]


def _bars(
    marks: Sequence[Mark], colour: str, palette: Palette, canvas: Canvas, dash: str = "solid"
) -> list[Trace]:
    """Return the marks of points over a span: a bar, with a halo or hollow as the dot would be."""
    fine = [m for m in marks if m.fine]
    marks = [m for m in marks if not m.fine]
    about = [m for m in marks if m.hedge in SOFT]
    official = [m for m in marks if m.official]
    hollow = [m for m in marks if m.hedge in HOLLOW]
    layers = (
        (fine, colour, FINE_BAR),
        (about, _rgba(colour, HALO_OPACITY), BAR + 2 * AROUND),
        (official, colour, BAR + RECORD_RIM),
        ([m for m in marks if m not in hollow] if palette.clear else marks, colour, BAR),
        ([] if palette.clear else hollow, palette.paper, BAR - 4),
    )
    drawn = _rails(hollow, colour, canvas) if palette.clear else []
    for own, shade, width in layers:
        beyond = AROUND * canvas.x_pixel if own is about else 0
        ends = [(x0 - beyond, x1 + beyond) for x0, x1 in (extent(m, canvas) for m in own)]
        lines = [(x, (m.value, m.value)) for x, m in zip(ends, own, strict=True)]
        drawn += _lines(lines, {"color": shade, "width": width, "dash": dash})
    return drawn


def _rails(marks: Sequence[Mark], colour: str, canvas: Canvas) -> list[Trace]:
    """Return the two edges of hollow bars, between which the ground is seen."""
    apart = (BAR / 2 - 1) * canvas.y_pixel
    edges = [(extent(m, canvas), m.value + up) for m in marks for up in (-apart, apart)]
    return _lines([(x, (y, y)) for x, y in edges], {"color": colour, "width": 2})


def _whiskers(marks: Sequence[Mark], colour: str, canvas: Canvas) -> list[Trace]:
    """Return a dotted stroke through what will still be changed, upward and downward."""
    reach = WHISKER * canvas.scale * canvas.y_pixel
    lines = []
    for m in marks:
        near, far = (m.low, m.high) if m.hedge in RANGES else (m.value, m.value)
        lines.append(((m.x, m.x), (m.from_zero(near - m.way * reach), far + m.way * reach)))
    return _lines(lines, {"color": colour, "width": 2, "dash": UNSETTLED})


def _strikes(marks: Sequence[Mark], palette: Palette) -> list[Trace]:
    line = {"color": palette.ink, "width": 2}
    marker = {"symbol": "line-ne", "size": HALO, "color": palette.ink, "line": line}
    return _markers(marks, [m.middle for m in marks], marker)


def _dots(
    marks: Sequence[Mark], colour: str, palette: Palette, size: int, symbol: str = ""
) -> list[Trace]:
    fill = [palette.backing if m.hedge in HOLLOW else colour for m in marks]
    line = {"color": colour, "width": 2}
    marker = {"size": size, "color": fill, "line": line, "opacity": 1}
    marker |= {"symbol": symbol} if symbol else {}
    ids = {"ids": [m.claim_id for m in marks]}
    return [{**trace, **ids} for trace in _markers(marks, [m.value for m in marks], marker)]


def _ringed(marks: Sequence[Mark], colour: str, palette: Palette, size: int) -> list[Trace]:
    """Return the dots of numbers inside their ranges, kept apart from these by a ring of paper."""
    ring = {"color": palette.backing, "width": 2}
    return [
        {**trace, "marker": {**trace["marker"], "size": size + 2, "line": ring}}
        for trace in _dots(marks, colour, palette, size, palette.shape(colour))
    ]


OUTLINE = HALO / 2 + 2
"""How far from a mark's middle its outline runs."""


def _outline(mark: Mark, colour: str, canvas: Canvas) -> PlotlyDict:
    line = {"color": colour, "width": 1.5, "dash": "dot"}
    axes = {"xref": canvas.x_axis, "yref": canvas.y_axis, "line": line}
    shape: PlotlyDict = {"type": "rect" if mark.span or not mark.is_point else "circle", **axes}
    if mark.span:
        shape |= {"x0": extent(mark, canvas)[0], "x1": extent(mark, canvas)[1]}
    else:
        shape |= {"xsizemode": "pixel", "xanchor": mark.x, "x0": -OUTLINE, "x1": OUTLINE}
    if mark.is_point:
        return shape | {"ysizemode": "pixel", "yanchor": mark.value, "y0": -OUTLINE, "y1": OUTLINE}
    if math.isnan(mark.high):
        end = mark.way * FADE * canvas.scale
        return shape | {"ysizemode": "pixel", "yanchor": mark.low, "y0": 0, "y1": end}
    return shape | {"y0": mark.low, "y1": mark.high}


def _rgba(colour: str, opacity: float) -> str:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity})"


TURNED = {"triangle-up": "triangle-right", "triangle-down": "triangle-left"}


def turned(trace: Trace) -> Trace:
    """Return a trace with its axes exchanged, so that bounds lie along x."""
    found = {**trace, "x": trace["y"], "y": trace["x"]}
    symbols = trace.get("marker", {}).get("symbol")
    if isinstance(symbols, list):
        found["marker"] = {**trace["marker"], "symbol": [TURNED[symbol] for symbol in symbols]}
    return found


def turned_shape(shape: PlotlyDict) -> PlotlyDict:
    """Return an outline with its axes exchanged."""
    kept = {
        name: value for name, value in shape.items() if name in ("type", "line", "xref", "yref")
    }
    other = {"x": "y", "y": "x"}
    rest = {other[n[0]] + n[1:]: value for n, value in shape.items() if n not in kept}
    return {**kept, **rest}
