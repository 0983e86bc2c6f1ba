"""The key of the marks: the grammar's own marks, drawn small, for what a figure holds."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from charts.marks.mark import Canvas, Mark
from charts.marks.marks import (
    LINE,
    RECORD_LINE,
    UNSETTLED,
    Trace,
    outlines,
    traces,
    turned,
    turned_shape,
)
from charts.style.theme import Palette, PlotlyDict, Size
from charts.text.wording import COMPUTED, HALF, NOT_FINAL
from loaders.values.codelists import (
    CUMULATIVE,
    HEDGES,
    HIGH_HEDGES,
    LOW_HEDGES,
    MAGNITUDE,
    MEASURES,
    NEARLY,
    PLAIN,
    RANGES,
    SOFT,
    SOFTENED,
    STATUSES,
    TOLD_APART,
)

OFFICIAL = "official"
ROW = 32
GLYPH = 36
GAP = 20
ASIDE_BY = 8
"""How far from the middle of their place the two dots of a mark that is moved aside are drawn."""
FALL_BELOW = 6
"""How far below its place the sample of a fall is drawn, and how far above it the line at zero."""
RECORD, INFERRED, QUOTED, OPEN_LINE, FALL = "record", "inferred", "quoted", "open line", "fall"
COMPUTED_HERE = "computed"
ASIDE = "aside"
MARK_SIGNS = {INFERRED: "?", QUOTED: "”"}
"""What stands beside a mark whose period was inferred, and beside an official figure that was read
in another work than its office's own.
"""
WORDS = {
    **{name: hedge.label for name, hedge in HEDGES.items()},
    **{name: STATUSES[name].label for name in TOLD_APART},
    "half": HALF,
    "span": "over this period",
    "once": "once within this period",
    "total": MEASURES[CUMULATIVE].label,
    INFERRED: "period inferred",
    "unsettled": NOT_FINAL,
    FALL: "a fall, drawn below zero",
    OPEN_LINE: f"line to a figure that is {NOT_FINAL}",
    "struck": "corrected or withdrawn",
    QUOTED: "official, as quoted by others",
    COMPUTED_HERE: COMPUTED,
    RECORD: "official record",
    OFFICIAL: "official record",
    ASIDE: "moved aside; its line leads to its time",
}
MEANINGS = {
    **{name: hedge.meaning for name, hedge in HEDGES.items()},
    "about": "a number in a soft halo",
    NEARLY: f"{HEDGES[NEARLY].meaning}; a hollow dot in a soft halo, a stem downward that ends",
    **{name: f"{HEDGES[name].meaning}; in a soft halo" for name in SOFTENED.values()},
    "more_than": f"{HEDGES['more_than'].meaning}; a hollow dot, the stem is open upward",
    "less_than": f"{HEDGES['less_than'].meaning}; a hollow dot, the stem is open downward",
    "at_least": f"{HEDGES['at_least'].meaning}; the stem is open upward",
    "up_to": f"{HEDGES['up_to'].meaning}; the stem is open downward",
    MAGNITUDE: f"{HEDGES[MAGNITUDE].meaning}; the top fades out",
    "half": "for the whole of six months, not of a year",
    "span": "for the whole of a longer or shorter period",
    "once": "happened once, somewhere in this period",
    "total": "a running total, where the count ends; a line leads to its beginning",
    INFERRED: "the words give no period; it was inferred from what stands around them",
    "unsettled": "its office calls it provisional or revises such figures, and gave it out within "
    "a year after its time; the dotted stroke is equally long everywhere",
    FALL: "a decrease is drawn as far below zero as the number fell, and what is open upward for a "
    "rise is open downward for it; its words stand at the mark",
    OPEN_LINE: "a dotted line; where it ends may move",
    **{name: STATUSES[name].meaning for name in TOLD_APART},
    "struck": "a claim that no longer stands; hidden unless you ask for it",
    QUOTED: "an official figure that was not read in its office's own publication, but in a work "
    "that quotes it; of a series of such figures the last has the sign; where it is told in words, "
    "they name that work",
    COMPUTED_HERE: "a number that no document prints, computed from those that are named with "
    "it; a diamond in place of a dot",
    RECORD: "figures of the offices themselves, drawn behind the claims; in rows a grey mark",
    ASIDE: "numbers of one time that would lie on each other are drawn beside each other; how far "
    "one is moved stands for no quantity",
}
"""What the entries of a key mean; `OFFICIAL` is `RECORD` where numbers stand in rows."""


@dataclass(frozen=True)
class KeyForm:
    """How a key stands: how high its rows are, or each of them, which texts stand in place of its
    words, and whether its marks are `lying` on their side, as those of a chart whose values lie
    along x.
    """

    row: int | Sequence[int] = ROW
    texts: Mapping[str, str] | None = None
    lying: bool = False


UPRIGHT, LYING = KeyForm(), KeyForm(lying=True)


@dataclass
class Key:
    """What draws the key, on the second pair of axes, whose unit is the pixel."""

    traces: list[Trace] = field(default_factory=list)
    shapes: list[PlotlyDict] = field(default_factory=list)


def entries(marks: Iterable[Mark]) -> list[str]:
    """Return the names of what the marks use, in the grammar's order."""
    marks = list(marks)
    hedges = {mark.hedge for mark in marks if not (mark.computed and mark.hedge == PLAIN)}
    found = [hedge for hedge in HEDGES if hedge in hedges]
    spans = {mark.length == HALF for mark in marks if mark.span and not mark.once}
    found += [name for name, half in (("half", True), ("span", False)) if half in spans]
    found += ["once"] if any(mark.once for mark in marks) else []
    found += [status for status in TOLD_APART if status in {m.status for m in marks}]
    looks = ("total", FALL, INFERRED, "unsettled", "struck", QUOTED, COMPUTED_HERE)
    return found + [look for look in looks if any(getattr(mark, look) for mark in marks)]


def explained(names: Sequence[str], drawn: Iterable[Mark]) -> Sequence[str]:
    """Return the names of entries, with that of marks that are moved aside where any is drawn."""
    missing = ASIDE not in names and any(mark.is_aside for mark in drawn)
    return [*names, ASIDE] if missing else names


def rows(names: Sequence[str], size: Size, width: float) -> list[list[tuple[str, float]]]:
    """Return the entries in rows, each with its left end in pixels."""
    found: list[list[tuple[str, float]]] = [[]]
    at = 0.0
    for name in names:
        own = GLYPH + size.text_width(WORDS[name], size.note_size) + GAP
        if at + own > width and found[-1]:
            found.append([])
            at = 0.0
        found[-1].append((name, at))
        at += own
    return found


def draw_key(
    names: Sequence[str],
    palette: Palette,
    size: Size,
    width: float,
    form: KeyForm = UPRIGHT,
) -> Key:
    """Draw the entries; the first row is at the top."""
    lines = rows(names, size, width)
    heights = form.row if isinstance(form.row, Sequence) else [form.row] * len(lines)
    bottoms = [sum(heights[place + 1 :]) for place in range(len(lines))]
    canvas = Canvas("x2", "y2", 1.0, 1.0, scale=0.65)  # shorter stems fit the row
    places = [
        (name, left, bottoms[place] + heights[place] / 2)
        for place, line in enumerate(lines)
        for name, left in line
    ]
    drawn: list[Trace] = []
    grey: list[Mark] = []
    marks: list[Mark] = []
    for name, left, middle in places:
        x = left + GLYPH / 2 - (7 if name in MARK_SIGNS else 4)
        across, along = (middle, x) if form.lying else (x, middle)
        drawn += _lines(name, across, along, palette, canvas)
        if name not in (RECORD, OPEN_LINE):
            (grey if name == OFFICIAL else marks).append(_sample(name, across, along))
        if name == ASIDE:
            marks.append(_sample("exact", across - ASIDE_BY, along + ASIDE_BY / 2))
    drawn += traces(grey, palette.record, palette, canvas, "key")
    drawn += traces(marks, palette.quiet, palette, canvas, "key")
    shapes = outlines(marks, palette.quiet, canvas)
    if form.lying:
        drawn, shapes = [turned(trace) for trace in drawn], [turned_shape(own) for own in shapes]
    silent = [{part: v for part, v in trace.items() if part != "ids"} for trace in drawn]
    return Key([*silent, _texts(places, palette, size, form.texts)], shapes)


def _sample(name: str, x: float, middle: float) -> Mark:
    """Return the mark of an entry, at its place along the time and along the values."""
    if name in ("half", "span", "once"):
        once, half = name == "once", 6 if name == "half" else 11
        return Mark(name, x - half, x + half, True, middle, middle, "exact", "estimate", once=once)
    if name in RANGES:
        return Mark(name, x, x, False, middle - 9, middle + 9, name, "estimate")
    if name == MAGNITUDE:
        return Mark(name, x - 11, x + 11, True, middle - 9, math.nan, name, "estimate")
    if name == "total":
        return Mark(name, x - 13, x + 5, False, middle, middle, "exact", "estimate", total=True)
    if name == ASIDE:
        x, middle, spot = x + ASIDE_BY, middle - ASIDE_BY / 2, (x - ASIDE_BY, middle - ASIDE_BY / 2)
        return Mark(name, x, x, False, middle, middle, "exact", "estimate", spot=spot)
    hedge = name if name in HEDGES else "exact"
    value = middle + (-FALL_BELOW if name == FALL else _off_middle(hedge))
    status = name if name in TOLD_APART else "estimate"
    return Mark(
        name,
        x,
        x,
        False,
        value,
        value,
        hedge,
        status,
        struck=name == "struck",
        unsettled=name == "unsettled",
        computed=name == COMPUTED_HERE,
    )


def _off_middle(hedge: str) -> float:
    """Return how far from the middle of its place the dot of a bound is, so that its stem has
    room; a halo stays in the place, on its side too.
    """
    if hedge == NEARLY:
        return 3.0
    if hedge in HIGH_HEDGES:
        return 5.0 if hedge in SOFT else 9.0
    return -9.0 if hedge in LOW_HEDGES else 0.0


def _lines(name: str, x: float, middle: float, palette: Palette, canvas: Canvas) -> list[Trace]:
    """Return the line of an entry that is one, and that at zero above a fall."""
    looks: Mapping[str, PlotlyDict] = {
        RECORD: {"color": palette.record, "width": RECORD_LINE},
        OPEN_LINE: {"color": palette.quiet, "width": LINE, "dash": UNSETTLED},
        FALL: {"color": palette.quiet, "width": 1},
    }
    if name not in looks:
        return []
    y = middle + (FALL_BELOW if name == FALL else 0)
    ends = {"x": [x - 12, x + 12], "y": [y, y], "line": looks[name]}
    axes = {"xaxis": canvas.x_axis, "yaxis": canvas.y_axis}
    return [{"type": "scatter", "mode": "lines", "name": "key", **ends, **axes}]


def _texts(
    places: Sequence[tuple[str, float, float]],
    palette: Palette,
    size: Size,
    texts: Mapping[str, str] | None,
) -> Trace:
    """Return all words as one trace, which is drawn faster than as many annotations."""
    words = [
        (left + GLYPH, middle, texts[name] if texts else WORDS[name])
        for name, left, middle in places
    ]
    words += [
        (left + GLYPH / 2, y, MARK_SIGNS[name]) for name, left, y in places if name in MARK_SIGNS
    ]
    x, y, text = zip(*words, strict=True)
    return {
        "type": "scatter",
        "mode": "text",
        "name": "key",
        "x": x,
        "y": y,
        "text": text,
        "textposition": "middle right",
        "textfont": {
            "size": size.text_size if texts else size.note_size,
            "color": palette.ink if texts else palette.quiet,
        },
        "xaxis": "x2",
        "yaxis": "y2",
    }
