"""Claims side by side, a row each: a pure function, tables in, figure out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd
import plotly.graph_objects as go

from charts.layout.figure_layout import EDGE, Layout, Lines, figure_of, text_lines
from charts.layout.lanes import Lane, RowWords, lane_lines, left_of_lanes, stacked
from charts.layout.mark_labels import Ground, label_annotations, labels_on, leader_shapes
from charts.marks.axes import linear_axis, value_ends
from charts.marks.hit_points import hit_points
from charts.marks.legend import LYING, OFFICIAL, draw_key, entries, rows
from charts.marks.mark import Canvas, Mark
from charts.marks.marks import DOT, outlines, traces, turned, turned_shape
from charts.marks.series import CLAIMS, gathered, mark_of
from charts.style.theme import Palette, PlotlyDict, Size
from charts.text import notes, wording
from loaders.dataset import Claim, Dataset, claims_in
from loaders.queries.place_text import placed_title
from loaders.values.codelists import MAGNITUDE

LANE_HALF = 8.0
"""Half the breadth of a mark in its lane."""
NOT_DRAWN = "The first {drawn} of {rows} rows; the others are in the description of this file."


def compare(
    dataset: Dataset,
    title: str,
    claims: pd.DataFrame,
    palette: Palette,
    size: Size,
    below: Sequence[str] = (),
) -> go.Figure | None:
    """Draw claims of one dimension side by side, in their order; None where there are none.

    `claims` is what `selection.compared_claims` returns: one row per claim, with bounds in
    one unit (`chart_unit`). Each row says who counted what, of what a share is a share, when,
    and where it stands. `below` are sentences before the source note.
    """
    if claims.empty:
        return None
    whole, claims = claims, claims.head(size.room.most_rows or len(claims))
    marks = marks_of(dataset, claims)
    placed = lanes(dataset, claims, size)
    names = key_names(marks)
    lines = _lines(dataset, title, whole, size, below)
    if len(placed) < len(whole):
        lines = _counted(lines, len(placed), len(whole), size)
    layout = _layout(lines, size, names, placed)
    low, high = ends = axis_ends(marks)
    canvas = Canvas("x", "y", 1.0, (high - low) / layout.plot_width, y0=low)
    colours = row_colours(claims, palette)
    data: list[PlotlyDict] = []
    shapes: list[PlotlyDict] = []
    at = {
        mark.claim_id: in_lane(mark, layout.plot_height - row.lane)
        for mark, row in zip(marks, placed, strict=True)
    }
    for colour in dict.fromkeys(colours.values()):
        own = [mark for name, mark in at.items() if colours[name] == colour]
        data += [turned(t) for t in traces(own, colour, palette, canvas, colour)]
        shapes += [turned_shape(s) for s in outlines(own, colour, canvas)]
    ground = Ground(canvas, layout.plot_width, layout.plot_height, turned=True)
    words = labels_on(ground, ([mark] for mark in at.values()), size)
    key = draw_key(names, palette, size, layout.plot_width, LYING)
    around = layout.figure(palette)
    around["annotations"] += label_annotations(words, ground, palette, size)
    led = leader_shapes(words, ground, palette)
    around["shapes"] = [*lane_lines(layout, placed, palette), *led, *shapes, *key.shapes]
    for row in placed:
        around["annotations"] += layout.row(row.name, row.quiet, row.top, palette)
    around["xaxis"] |= linear_axis(ends, 6)
    around["yaxis"] |= {"range": [0, layout.plot_height], "visible": False}
    told = [turned(trace) for trace in hit_points([([mark], DOT) for mark in at.values()], canvas)]
    return figure_of([*gathered(data, CLAIMS), *told, *gathered(key.traces, "key")], around)


def in_lane(mark: Mark, height: float) -> Mark:
    """Return a mark at a height, as broad as marks in lanes are, which know no periods."""
    return replace(mark, x0=height - LANE_HALF, x1=height + LANE_HALF)


def marks_of(dataset: Dataset, claims: pd.DataFrame) -> list[Mark]:
    """Return a mark for each claim, in their order, not yet in its lane."""
    marks = (mark_of(dataset, [claim]) for claim in claims_in(claims))
    return [replace(m, x0=0.0, x1=0.0, span=False, once=False, total=False) for m in marks]


def axis_ends(marks: Sequence[Mark]) -> tuple[float, float]:
    """Return the ends of the axis that holds the marks."""
    return value_ends(marks, 1.12, 1.12)


def key_names(marks: Sequence[Mark]) -> list[str]:
    """Return the entries of the key: of the marks, and of official figures, which are grey."""
    return entries(marks) + [OFFICIAL] * any(mark.official for mark in marks)


def row_colours(claims: pd.DataFrame, palette: Palette) -> dict[str, str]:
    """Return a colour for each claim: by indicator, or by series where all are of one; the
    record's own for official figures.
    """
    by = "indicator_id" if claims["indicator_id"].nunique() > 1 else "series_id"
    order = list(dict.fromkeys(claims[by]))
    names = zip(claims["claim_id"], claims[by], claims["official"], strict=True)
    own = {name: palette.series[place % len(palette.series)] for place, name in enumerate(order)}
    return {claim: palette.record if official else own[name] for claim, name, official in names}


def lanes(dataset: Dataset, claims: pd.DataFrame, size: Size) -> list[Lane]:
    """Return a lane for each claim, one under the other."""
    several = claims["indicator_id"].nunique() > 1
    words = [_words(dataset, claim, size, several=several) for claim in claims_in(claims)]
    return stacked(words, size)


def _words(dataset: Dataset, claim: Claim, size: Size, *, several: bool) -> RowWords:
    """Return the words of a claim's row; where there is no room for small print, what it says
    follows the name.
    """
    name = _name(dataset, claim, several=several)
    if not size.room.dense:
        return RowWords(claim.claim_id, name, small_print(dataset, claim))
    value = wording.claim_words(dataset, claim) + drawn_words(dataset, claim)
    parts = (f"{wording.period_words(claim)}: {value}", wording.status_words(claim))
    return RowWords(claim.claim_id, ", ".join(part for part in (name, *parts) if part))


def _name(dataset: Dataset, claim: Claim, *, several: bool) -> str:
    """Return who counted or is credited, behind what was measured where rows measure different
    things.
    """
    who = notes.whose(dataset, [claim])
    places = (claim.place_id, claim.from_place_id)
    if several:
        return f"{placed_title(dataset, claim.indicator_id, *places)}, {who}"
    return ", ".join(part for part in (wording.place_words(dataset, *places), who) if part)


def drawn_words(dataset: Dataset, claim: Claim) -> str:
    """Return at which number a claim is drawn, where that is not the printed one."""
    if claim.quantity.hedge == MAGNITUDE:
        return f", drawn from {wording.number(claim.quantity.chart_low)} up, with no end"
    converted = wording.converted_words(dataset, claim, claim.quantity.chart_unit)
    return f", drawn as {converted} (converted by us)" if converted else ""


def small_print(dataset: Dataset, claim: Claim) -> list[str]:
    """Return the row's small print: base, value and period, status, source."""
    base = str(dataset.indicators.loc[claim.indicator_id, "base"])
    share = claim.measure == "share"
    value = wording.claim_words(dataset, claim)
    status = wording.full_status(claim, "; ")
    source = notes.sources(dataset.works, [claim])
    record = "official record; " if claim.official else ""
    drawn = drawn_words(dataset, claim)
    return [
        f"{value} of {base or '(base not stated)'}" if share else value + drawn,
        f"{wording.period_words(claim)}; {status}; {record}{source}",
    ]


def _lines(
    dataset: Dataset, title: str, claims: pd.DataFrame, size: Size, below: Sequence[str]
) -> Lines:
    note = notes.source_note(dataset, claims)
    return text_lines(size, title, notes.subtitle_beside(dataset, claims), [*below, note])


def _counted(lines: Lines, drawn: int, rows: int, size: Size) -> Lines:
    """Return the texts with a sentence on how many rows are drawn, which is never left out."""
    left_out = NOT_DRAWN.format(drawn=drawn, rows=rows)
    own = size.wrap(left_out, size.width - 2 * EDGE, size.note_size)
    return replace(lines, notes=[*own, *lines.notes])


def _layout(lines: Lines, size: Size, names: Sequence[str], placed: Sequence[Lane]) -> Layout:
    left = left_of_lanes(size)
    right = 2 * EDGE
    return Layout(
        size,
        lines,
        plot_height=round(placed[-1].top + placed[-1].height + 6),
        left=left,
        right=right,
        key_rows=len(rows(names, size, size.width - left - right)),
    )
