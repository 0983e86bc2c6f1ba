"""The key of the marks: the grammar's own marks, drawn small, for what a figure holds."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from charts.marks.marks import LINE, RECORD_LINE, UNSETTLED, Canvas, Mark, Trace, outlines, traces
from charts.style.theme import Palette, PlotlyDict, Size
from charts.text.wording import NOT_FINAL
from loaders.values.codelists import (
    CUMULATIVE,
    HEDGES,
    HIGH_HEDGES,
    LOW_HEDGES,
    MAGNITUDE,
    MEASURES,
    NEARLY,
    RANGES,
    SOFTENED,
    STATUSES,
    TOLD_APART,
)

OFFICIAL = "official"
ROW = 30
GLYPH = 30
GAP = 20
RECORD, INFERRED, QUOTED, OPEN_LINE, FALL = "record", "inferred", "quoted", "open line", "fall"
MARK_SIGNS = {INFERRED: "?", QUOTED: "”"}
"""What stands beside a mark whose period was inferred, and beside an official figure that was read
in another work than its office's own.
"""
WORDS = {
    **{name: hedge.label for name, hedge in HEDGES.items()},
    **{name: STATUSES[name].label for name in TOLD_APART},
    "span": "over this period",
    "once": "once within this period",
    "total": MEASURES[CUMULATIVE].label,
    INFERRED: "period inferred",
    "unsettled": NOT_FINAL,
    FALL: "a fall, the higher the deeper",
    OPEN_LINE: f"line to a figure that is {NOT_FINAL}",
    "struck": "corrected or withdrawn",
    QUOTED: "official, as quoted by others",
    RECORD: "official record",
    OFFICIAL: "official figure",
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
    "span": "for the whole of a longer or shorter period",
    "once": "happened once, somewhere in this period",
    "total": "a running total, where the count ends; a line leads to its beginning",
    INFERRED: "the words give no period; it was inferred from what stands around them",
    "unsettled": "given out within a year after its time; its office changes such figures later; "
    "the dotted stroke is equally long everywhere",
    FALL: "a decrease is drawn as far above zero as the number fell; its words stand at the mark",
    OPEN_LINE: "a dotted line; where it ends may move",
    **{name: STATUSES[name].meaning for name in TOLD_APART},
    "struck": "a claim that no longer stands; hidden unless you ask for it",
    QUOTED: "an official figure that was not read in its office's own publication, but in a work "
    "that quotes it; where it is told in words, they name that work",
    RECORD: "figures of the offices themselves, drawn behind the claims",
    OFFICIAL: "a figure of an office itself, where numbers stand in rows",
}
"""All entries that a key may have, with what they mean."""


@dataclass
class Key:
    """What draws the key, on the second pair of axes, whose unit is the pixel."""

    traces: list[Trace] = field(default_factory=list)
    shapes: list[PlotlyDict] = field(default_factory=list)


def entries(marks: Iterable[Mark]) -> list[str]:
    """Return the names of what the marks use, in the grammar's order."""
    marks = list(marks)
    hedges = {mark.hedge for mark in marks}
    found = [hedge for hedge in HEDGES if hedge in hedges]
    found += ["span"] if any(mark.span and not mark.once for mark in marks) else []
    found += ["once"] if any(mark.once for mark in marks) else []
    found += [status for status in TOLD_APART if status in {m.status for m in marks}]
    looks = ("total", FALL, INFERRED, "unsettled", "struck", QUOTED)
    return found + [look for look in looks if any(getattr(mark, look) for mark in marks)]


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
    row: int = ROW,
    texts: Mapping[str, str] | None = None,
) -> Key:
    """Draw the entries; the first row is at the top. `texts` stand in place of the words."""
    key = Key()
    lines = rows(names, size, width)
    canvas = Canvas("x2", "y2", 1.0, 1.0, scale=0.65)  # shorter stems fit the row
    places = [
        (name, left, row * (len(lines) - place - 0.5))
        for place, line in enumerate(lines)
        for name, left in line
    ]
    marks = [_sample(*place) for place in places]
    lines_alone = [mark for mark in marks if mark.claim_id in (RECORD, OPEN_LINE)]
    marks = [mark for mark in marks if mark not in lines_alone]
    drawn = [_line(mark, palette, canvas) for mark in lines_alone]
    grey = [mark for mark in marks if mark.claim_id == OFFICIAL]
    drawn += traces(grey, palette.record, palette, canvas, "key")
    marks = [mark for mark in marks if mark not in grey]
    drawn += traces(marks, palette.quiet, palette, canvas, "key")
    seen = [trace for trace in drawn if trace.get("marker", {}).get("opacity") != 0]
    key.traces = [*(_silent(trace) for trace in seen), _texts(places, palette, size, texts)]
    key.shapes = outlines(marks, palette.quiet, canvas)
    return key


def _sample(name: str, left: float, middle: float) -> Mark:
    x = left + GLYPH / 2 - 2
    if name in ("span", "once"):
        once = name == "once"
        return Mark(name, x - 11, x + 11, True, middle, middle, "exact", "estimate", once=once)
    if name in RANGES:
        return Mark(name, x, x, False, middle - 9, middle + 9, name, "estimate")
    if name == MAGNITUDE:
        return Mark(name, x - 11, x + 11, True, middle - 9, math.nan, name, "estimate")
    if name == "total":
        return Mark(name, x - 13, x + 5, False, middle, middle, "exact", "estimate", total=True)
    if name in ("struck", "unsettled", *MARK_SIGNS):
        at = x - 5 if name in MARK_SIGNS else x
        plain = Mark(name, at, at, False, middle, middle, "exact", "estimate")
        return replace(
            plain,
            struck=name == "struck",
            inferred=name == INFERRED,
            quoted=name == QUOTED,
            unsettled=name == "unsettled",
        )
    hedge = name if name in HEDGES else "exact"
    low = -9.0 if hedge in LOW_HEDGES else 9.0 if hedge in (*HIGH_HEDGES, NEARLY) else 0.0
    value = middle + low
    return Mark(name, x, x, False, value, value, hedge, name if name in TOLD_APART else "estimate")


def _line(mark: Mark, palette: Palette, canvas: Canvas) -> Trace:
    line: PlotlyDict = {"color": palette.record, "width": RECORD_LINE}
    if mark.claim_id == OPEN_LINE:
        line = {"color": palette.quiet, "width": LINE, "dash": UNSETTLED}
    ends = {"x": [mark.x - 12, mark.x + 12], "y": [mark.value, mark.value]}
    axes = {"xaxis": canvas.x_axis, "yaxis": canvas.y_axis}
    return {"type": "scatter", "mode": "lines", "name": "key", **ends, "line": line, **axes}


def _silent(trace: Trace) -> Trace:
    hover_parts = ("hoverinfo", "hovertemplate", "customdata")
    return {name: value for name, value in trace.items() if name not in hover_parts}


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
