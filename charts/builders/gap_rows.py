"""How far numbers are apart, a row for each comparison: claims beside the official record on an
axis of per cent, and numbers that stand side by side on one of ratios. Pure functions, claims in,
figure out.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial

import plotly.graph_objects as go

from charts.builders.compare import in_lane
from charts.layout.figure_layout import EDGE, Layout, figure_of, text_lines
from charts.layout.lanes import (
    LANE_HEIGHT,
    TOP_TICKS,
    Lane,
    RowWords,
    lane_lines,
    left_of_lanes,
    round_ticks,
    stacked,
    ticks_above,
    ticks_at,
)
from charts.marks.legend import LYING, OFFICIAL, RECORD, draw_key, entries, rows
from charts.marks.mark import Canvas, Mark
from charts.marks.marks import RECORD_LINE, STEM, outlines, traces, turned, turned_shape
from charts.marks.series import CLAIMS, gathered, mark_of
from charts.style.theme import Palette, PlotlyDict, Size
from charts.text import disagreement, notes, wording
from charts.text import official_record as record_text
from loaders.analysis.official_record import RecordPair
from loaders.analysis.pairs import UNLIKE, Pair
from loaders.dataset import Claim, Dataset
from loaders.queries.place_text import placed_title
from loaders.values.codelists import PLAIN
from loaders.values.intervals import Quantity

ROOM = STEM + 14
"""Pixels beyond the outermost numbers, where stems and arrows have room."""
TICK_PIXELS = 62
RATIO_TICKS = (1, 1.1, 1.2, 1.3, 1.5, 1.7, 2, 3, 5, 10, 20, 50, 100, 1000)
RECORD_TITLE = "How far numbers are from the official figures"
RECORD_SUBTITLE = (
    "per cent above or below the official figure of the same place and time, which is the grey line"
)
GAPS_TITLE = "How far numbers for one quantity, place and time are apart"
GAPS_SUBTITLE = "each number as a multiple of the lower one of its row, on a logarithmic scale"
JOINT = 3


@dataclass(frozen=True)
class GapRow:
    """One row: its words, and its marks with numbers on the scale of the figure's axis."""

    words: RowWords
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class GapScale:
    """The axis of a figure of rows: its ticks and what stands at them, the place of what all rows
    are held against, and whether the record's own line stands there and marks of a row are joined.
    """

    ticks: Callable[[float, float, int], Sequence[float]]
    text: Callable[[float], str]
    origin: float
    record: bool = False


def percent_text(ratio: float) -> str:
    """Return a multiple of the official figure as its distance: 1.05 as `+5 %`."""
    value = round((ratio - 1) * 100, 6)
    return f"{'+' if value > 0 else '−' if value < 0 else ''}{abs(value):g}\u00a0%"


def ratio_text(power: float) -> str:
    """Return an exponent as a multiple: 0.301 as `2×`; the lower number is the one itself."""
    return f"{10 ** (power - 1):.4g}×"


def _percent_ticks(low: float, high: float, most: int) -> list[float]:
    return [1 + tick for tick in round_ticks(low - 1, high - 1, most)]


def _ratio_ticks(low: float, high: float, most: int) -> list[float]:
    inside = [at for n in RATIO_TICKS if low <= (at := 1 + math.log10(n)) <= high]
    step = max(1, -(-len(inside) // most))
    return inside[::step]


PERCENT = GapScale(_percent_ticks, percent_text, 1.0, record=True)
RATIO = GapScale(_ratio_ticks, ratio_text, 1.0)


def comparable(pairs: Iterable[RecordPair]) -> list[RecordPair]:
    """Return the pairs whose official figure is one number above zero, to which a claim has a
    ratio.
    """
    return [pair for pair in pairs if _single(pair.record) > 0]


def _single(quantity: Quantity) -> float:
    """Return the one number that bounds name; NaN of two."""
    ends = {end for end in quantity.ends.values() if not math.isnan(end)}
    return ends.pop() if len(ends) == 1 else math.nan


def record_rows(dataset: Dataset, pairs: Iterable[RecordPair]) -> list[GapRow]:
    """Return a row for each comparison with the record; numbers are multiples of the official one.

    The line is the official figure; a mark on it says so where the office does not give it flatly.
    """
    found = []
    for pair in comparable(pairs):
        base = _single(pair.record)
        own = _mark(dataset, pair.claim, pair.printed, partial(_multiple, base))
        other = _mark(dataset, pair.recorded, pair.record, partial(_multiple, base))
        behind = (other,) if pair.recorded.shown_hedge != PLAIN else ()
        found.append(GapRow(record_words(dataset, pair), (*behind, own)))
    return found


def dumbbells(dataset: Dataset, pairs: Iterable[Pair]) -> list[GapRow]:
    """Return a row for each pair of numbers that have a ratio; they are powers of ten of it, 1
    where the lower number is.
    """
    found = []
    for pair in with_ratio(pairs):
        base = min(_least(side) for side in pair.sides)
        scaled = (
            _mark(dataset, claim, side, partial(_power, base))
            for claim, side in zip(pair.claims, pair.sides, strict=True)
        )
        behind_first = sorted(scaled, key=lambda mark: not mark.official)
        found.append(GapRow(pair_words(dataset, pair), tuple(behind_first)))
    return found


def _multiple(base: float, number: float) -> float:
    return number / base


def _power(base: float, number: float) -> float:
    return 1 + math.log10(number / base)


def with_ratio(pairs: Iterable[Pair]) -> list[Pair]:
    """Return the pairs of which one number can be divided by the other."""
    return [
        pair
        for pair in pairs
        if pair.agreement != UNLIKE and all(_least(side) > 0 for side in pair.sides)
    ]


def _least(quantity: Quantity) -> float:
    return min((end for end in quantity.ends.values() if not math.isnan(end)), default=0.0)


def _mark(
    dataset: Dataset, claim: Claim, quantity: Quantity, place: Callable[[float], float]
) -> Mark:
    """Return the mark of a claim at the places of its printed bounds, not yet in its lane."""
    low, high, best = (
        math.nan if math.isnan(end) else place(end * quantity.factor)
        for end in (quantity.low, quantity.high, quantity.best)
    )
    own = replace(mark_of(dataset, [claim]), low=low, high=high, best=best, fall="")
    return replace(own, x0=0.0, x1=0.0, span=False, once=False, total=False)


def record_words(dataset: Dataset, pair: RecordPair) -> RowWords:
    """Return what a comparison is called: the claim's value and what it is of; then the official
    figure, and whether the two agree.
    """
    claim, recorded = pair.claim, pair.recorded
    value, what = wording.claim_words(dataset, claim), _what(dataset, claim)
    official = wording.claim_words(dataset, recorded)
    work = dataset.works[recorded.document_id].short()
    gap = record_text.difference(dataset, pair)
    stands = record_text.WHERE_WORDS[pair.where]
    quiet = (
        f"{disagreement.source(dataset, claim)}; official figure {official} ({work})",
        f"{stands[:1].upper()}{stands[1:]}" + (f": {gap}" if gap else ""),
    )
    name = f"{value}: {what}, {wording.period_words(claim)}"
    return RowWords(claim.claim_id, name, quiet)


def _what(dataset: Dataset, claim: Claim) -> str:
    return placed_title(dataset, claim.indicator_id, claim.place_id, claim.from_place_id)


def pair_words(dataset: Dataset, pair: Pair) -> RowWords:
    """Return what a pair is called: what both measure, and when; then who gives what."""
    one, other = (
        f"{name}: {disagreement.said(dataset, claim, pair.unit)}"
        for name, claim in zip(disagreement.tellers(dataset, pair), pair.claims, strict=True)
    )
    name = f"{disagreement.heading(dataset, pair)}, {disagreement.times(pair)}"
    return RowWords(pair.one.claim_id, name, (one, other, disagreement.fit_words(dataset, pair)))


def record_figure(
    dataset: Dataset, pairs: Sequence[RecordPair], palette: Palette, size: Size
) -> go.Figure | None:
    """Draw claims beside the official figures; None where there are none."""
    drawn = record_rows(dataset, pairs)
    own = [claim for pair in comparable(pairs) for claim in (pair.claim, pair.recorded)]
    left = len(pairs) - len(drawn)
    below = [f"Not drawn, as the official figure is no single number: {left}."] if left else []
    texts = (RECORD_TITLE, RECORD_SUBTITLE, *below, _note(dataset, own))
    return _figure(drawn, texts, PERCENT, palette, size)


def dumbbell_figure(
    dataset: Dataset, pairs: Sequence[Pair], palette: Palette, size: Size
) -> go.Figure | None:
    """Draw pairs of numbers side by side; None where there are none."""
    drawn = dumbbells(dataset, pairs)
    own = [claim for pair in with_ratio(pairs) for claim in pair.claims]
    left = len(pairs) - len(drawn)
    below = [f"Not drawn, as one cannot be divided by the other: {left}."] if left else []
    texts = (GAPS_TITLE, GAPS_SUBTITLE, *below, _note(dataset, own))
    return _figure(drawn, texts, RATIO, palette, size)


def _note(dataset: Dataset, claims: Sequence[Claim]) -> str:
    names = [claim.claim_id for claim in claims]
    return notes.source_note(dataset, dataset.joined[dataset.joined["claim_id"].isin(names)])


def _figure(
    found: Sequence[GapRow], texts: Sequence[str], scale: GapScale, palette: Palette, size: Size
) -> go.Figure | None:
    if not found:
        return None
    placed = stacked([row.words for row in found], size)
    marks = [mark for row in found for mark in row.marks]
    grey = OFFICIAL if any(mark.official for mark in marks) else ""
    names = [*entries(marks), *([grey] if grey else []), *([RECORD] if scale.record else [])]
    layout = _layout(texts, names, placed, size)
    low, high = _ends(marks, scale, layout.plot_width)
    canvas = Canvas("x", "y", 1.0, (high - low) / layout.plot_width, y0=low)
    data: list[PlotlyDict] = []
    shapes = [*_origin(scale, layout, placed, palette), *lane_lines(layout, placed, palette)]
    for row, lane in zip(found, placed, strict=True):
        height = layout.plot_height - lane.lane
        shapes += [] if scale.record else _joint(row.marks, height, palette)
        for mark in row.marks:
            colour = palette.record if mark.official else palette.series[0]
            own = [in_lane(mark, height)]
            data += [turned(t) for t in traces(own, colour, palette, canvas, colour)]
            shapes += [turned_shape(s) for s in outlines(own, colour, canvas)]
    key = draw_key(names, palette, size, layout.plot_width, LYING)
    around = layout.figure(palette)
    for lane in placed:
        around["annotations"] += layout.row(lane.name, lane.quiet, lane.top, palette)
    ticks = scale.ticks(low, high, max(3, layout.plot_width // TICK_PIXELS))
    axis = ticks_at(ticks, scale.text) | {"showgrid": size.labels_beside}
    around["annotations"] += ticks_above(axis, palette, size)
    around["shapes"] = [*shapes, *key.shapes]
    around["xaxis"] |= {"range": [low, high], **axis}
    around["yaxis"] |= {"range": [0, layout.plot_height], "visible": False}
    return figure_of([*gathered(data, CLAIMS), *gathered(key.traces, "key")], around)


def _layout(
    texts: Sequence[str], names: Sequence[str], placed: Sequence[Lane], size: Size
) -> Layout:
    title, subtitle, *below = texts
    left, right = left_of_lanes(size), 2 * EDGE
    return Layout(
        size,
        text_lines(size, title, subtitle, below),
        plot_height=round(placed[-1].top + placed[-1].height + 6),
        left=left,
        right=right,
        key_rows=len(rows(names, size, size.width - left - right)),
        above=TOP_TICKS,
    )


def _ends(marks: Iterable[Mark], scale: GapScale, width: float) -> tuple[float, float]:
    """Return the ends of the axis: what all rows are held against, all numbers, and room for what
    is open.
    """
    numbers = [n for m in marks for n in (m.low, m.high, m.best) if not math.isnan(n)]
    low, high = min(*numbers, scale.origin), max(*numbers, scale.origin)
    if high == low:
        low, high = low - 0.05, high + 0.05
    room = ROOM * (high - low) / (width - 2 * ROOM)
    return low - room, high + room


def _origin(
    scale: GapScale, layout: Layout, placed: Sequence[Lane], palette: Palette
) -> list[PlotlyDict]:
    """Return the line of what all rows are held against, the record's or a thin one; in the lanes
    alone where words stand between them.
    """
    record, thin = {"color": palette.record, "width": RECORD_LINE}, {"color": palette.quiet}
    look = record if scale.record else thin | {"width": 1}
    middles = [layout.plot_height - lane.lane for lane in placed]
    half = LANE_HEIGHT / 2
    ends = [(middle - half, middle + half) for middle in middles]
    if layout.size.labels_beside:
        ends = [(0, layout.plot_height)]
    at = {"type": "line", "xref": "x", "yref": "y", "layer": "below", "line": look}
    across = {"x0": scale.origin, "x1": scale.origin}
    return [{**at, **across, "y0": low, "y1": high} for low, high in ends]


def _joint(marks: Sequence[Mark], height: float, palette: Palette) -> list[PlotlyDict]:
    """Return the line between the two numbers of a row, from the ends that face each other."""
    one, other = sorted(marks, key=lambda mark: mark.middle)
    ends = {"x0": one.middle, "x1": other.middle, "y0": height, "y1": height}
    line = {"color": palette.rule, "width": JOINT}
    return [{"type": "line", "xref": "x", "yref": "y", **ends, "layer": "below", "line": line}]
