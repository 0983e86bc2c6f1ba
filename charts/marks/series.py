"""The runs of a chart over time: which claims are drawn alike, and what draws them.

Dots are gathered into as few traces as there are layers of them: a browser takes its time for each
trace, whatever it holds, and a series alone has up to five that are dots. Lines and areas, whose
look is the trace's, stay as they are.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from charts.marks.hit_points import hit_points
from charts.marks.legend import OPEN_LINE, RECORD, entries
from charts.marks.mark import Canvas, Mark
from charts.marks.marks import (
    DASHES,
    DOT,
    LINE,
    MANY,
    RECORD_DOT,
    RECORD_FINE_DOT,
    RECORD_FINE_LINE,
    RECORD_LINE,
    UNSETTLED,
    Trace,
    joins,
    outlines,
    traces,
)
from charts.style.theme import LIGHT, Palette, PlotlyDict
from charts.text import notes, wording
from loaders.dataset import Claim, Dataset, claims_in
from loaders.queries.grains import MONTH, WINDOW
from loaders.values.codelists import CUMULATIVE, DECREASE

STRIKE = "line-ne"
ROUND = {"symbol": "circle", "opacity": 1}
"""What Plotly draws where a marker says nothing of it."""


def gathered(traces: Iterable[Trace], name: str) -> list[Trace]:
    """Return traces that draw the same with fewer: on each pair of axes, whatever is a line or
    an area, then what is around dots, the dots of claims, and strokes through them.

    Inside each of these the order is kept. `name` is what gathered dots are called.
    """
    by_axes: dict[tuple[str, str], list[Trace]] = {}
    for trace in traces:
        by_axes.setdefault((trace["xaxis"], trace["yaxis"]), []).append(trace)
    found = []
    for own in by_axes.values():
        layers: list[list[Trace]] = [[], [], []]
        for trace in own:
            if trace["mode"] == "markers":
                layers[_layer(trace)].append(trace)
            else:
                found.append(trace)
        found += [_together(layer, name) for layer in layers if layer]
    return found


def _layer(trace: Trace) -> int:
    """Return 0 for what is around dots, 1 for the dots of claims, 2 for strokes through them."""
    if trace["marker"].get("symbol") == STRIKE:
        return 2
    return 1 if "ids" in trace else 0


def _together(traces: Sequence[Trace], name: str) -> Trace:
    """Return dots as one trace; what differs between them is given for each."""
    if len(traces) == 1:
        return traces[0]
    looks = [look for trace in traces for look in _looks(trace)]
    marker = {part: _values([look[part] for look in looks]) for part in looks[0]}
    line = {part: marker.pop(f"line.{part}") for part in ("color", "width")}
    each = ("x", "y", "ids") if "ids" in traces[0] else ("x", "y")
    joined = {part: [value for trace in traces for value in trace[part]] for part in each}
    if "ids" in joined:
        joined["ids"] = _each_once(joined["ids"])
    return {**traces[0], **joined, "name": name, "marker": {**marker, "line": line}}


def _each_once(names: Iterable[str]) -> list[str]:
    """Return names with a number behind those that came before: of dots of one name in a trace
    Plotly draws one.
    """
    seen: Counter[str] = Counter()
    found = []
    for name in names:
        seen[name] += 1
        found.append(f"{name}#{seen[name]}" if seen[name] > 1 else name)
    return found


def _looks(trace: Trace) -> Iterator[PlotlyDict]:
    """Yield the look of each dot of a trace, every part of it said."""
    marker = {**ROUND, **trace["marker"]}
    line = marker.pop("line", {})
    parts = {**marker, "line.width": line.get("width", 0)}
    parts["line.color"] = line.get("color", marker["color"])
    for number in range(len(trace["x"])):
        yield {p: v[number] if isinstance(v, list) else v for p, v in parts.items()}


def _values(values: Sequence[object]) -> object:
    """Return what each dot has, or the one value where all have the same."""
    return values[0] if all(value == values[0] for value in values) else list(values)


SIGNS = dict(zip(DASHES, ("—", "– –", "····", "— ·"), strict=True))
"""How a line's dash is written in front of its name."""
CLAIMS = "claims"


class Step(NamedTuple):
    """The axis's step: how many months it has, and whether it begins in any month or in January.

    A period of another length or another beginning is a span. Steps that overlap are told by
    where they end (`at_end`).
    """

    months: int
    any_start: bool = False
    at_end: bool = False


YEARS = Step(12)
STEPS = {MONTH: Step(1, any_start=True), WINDOW: Step(12, any_start=True, at_end=True)}
"""The steps of charts of which a reader chose the grain; that of all others is the year."""


@dataclass(frozen=True, order=True)
class Run:
    """What is drawn in one colour: the claims of a series in documents, or in the record."""

    claimed: bool
    series_id: str
    computed: bool = False
    """Whether its numbers were computed here."""

    @property
    def official(self) -> bool:
        """Tell whether it is the record."""
        return not self.claimed

    @property
    def name(self) -> str:
        """Return what its traces are called."""
        return self.series_id if self.claimed else f"{RECORD}: {self.series_id}"

    def label(self, labels: Mapping[str, str]) -> str:
        """Return what stands beside it."""
        label = labels[self.series_id]
        return label if self.claimed else f"{label} ({self.record})"

    @property
    def record(self) -> str:
        """Return what the record is called: what was computed here is no figure of it."""
        return wording.record_words(computed=self.computed)


def _series_colours(dataset: Dataset, names: Iterable[str], palette: Palette) -> dict[str, str]:
    """Return a colour for each series of the indicators that some series are of, the same whatever
    is filtered, and for those of claims whatever the record has.
    """
    series = dataset.series
    series = series[series["indicator_id"].isin(series.loc[list(names), "indicator_id"])]
    own = [name for _, name in sorted(zip(series["recipe_id"], series.index, strict=True))]
    return {name: palette.series[place % len(palette.series)] for place, name in enumerate(own)}


def shared_colours(dataset: Dataset, claims: pd.DataFrame) -> list[str]:
    """Return a sentence where there are more series than colours, so that some look alike."""
    drawn = claims.loc[claims["start"].notna() & ~claims["official"], "series_id"].unique()
    own = _series_colours(dataset, drawn, LIGHT)
    colours = {own[name] for name in drawn}
    if len(colours) == len(drawn):
        return []
    return [
        f"{len(drawn)} series have {len(colours)} colours, so that some look alike; "
        "the table of the chart's rows names the series of each."
    ]


def colours_of(
    dataset: Dataset, palette: Palette, runs: Iterable[Run], focus: str = ""
) -> dict[Run, str]:
    """Return each run's colour; where one series of the indicator is in focus, its others step
    back.
    """
    runs = list(runs)
    own = _series_colours(dataset, {run.series_id for run in runs}, palette)
    focus = focus if focus in own else ""
    return {
        run: palette.record
        if run.official
        else own[run.series_id]
        if focus in ("", run.series_id)
        else palette.faded
        for run in runs
    }


def _dashes_of(runs: Iterable[Run]) -> dict[Run, str]:
    """Return the dash of each record's line; they have one colour."""
    official = sorted(run for run in runs if run.official)
    return dict(zip(official, itertools.cycle(DASHES), strict=False))


def signs_of(runs: Iterable[Run]) -> dict[Run, str]:
    """Return what stands before a record's name and tells its line from the other records'."""
    dashes = _dashes_of(runs)
    return {run: SIGNS[dash] for run, dash in dashes.items()} if len(dashes) > 1 else {}


def key_names(
    marks: Sequence[Mark], runs: Iterable[Run], pairs: Iterable[tuple[str, str]]
) -> list[str]:
    """Return the entries of the key: of the marks, of lines to what is not final where any of the
    pairs is joined by one, and of the record where a run is the record.
    """
    early = {name for mark in marks if mark.unsettled for name in mark.claim_id.split()}
    dotted = any(early & {*pair} for pair in pairs)
    record = any(run.official for run in runs)
    return entries(marks) + [OPEN_LINE] * dotted + [RECORD] * record


def all_marks(runs: Mapping[Run, Sequence[Mark]]) -> list[Mark]:
    """Return the marks of runs, one run after the other."""
    return [mark for own in runs.values() for mark in own]


def signed(labels: Mapping[str, str], runs: Iterable[Run]) -> dict[Run, str]:
    """Return each run's label, with its sign before it where it has one."""
    runs = list(runs)
    signs = signs_of(runs)
    return {run: f"{signs.get(run, '')} {run.label(labels)}".strip() for run in runs}


def ink(colour: str, palette: Palette) -> str:
    """Return the colour of a run's label, which must be read on the paper."""
    return palette.quiet if colour in (palette.record, palette.faded) else colour


def drawn(
    marks: Mapping[Run, Sequence[Mark]],
    pairs: Sequence[tuple[str, str]],
    colours: Mapping[Run, str],
    palette: Palette,
    canvas: Canvas,
) -> tuple[list[Trace], list[PlotlyDict]]:
    """Return the traces of each run and the shapes; `pairs` of claim ids are joined by lines."""
    data: list[Trace] = []
    shapes: list[PlotlyDict] = []
    dashes = _dashes_of(marks)
    for run, own in marks.items():
        by_id = {name: mark for mark in own for name in mark.claim_id.split()}
        ends = [(by_id[a], by_id[b]) for a, b in pairs if a in by_id and b in by_id]
        broad = RECORD_LINE if len(own) <= MANY else RECORD_FINE_LINE
        width, dash = (broad, dashes[run]) if run.official else (LINE, DASHES[0])
        open_ends = [pair for pair in ends if any(mark.unsettled for mark in pair)]
        ends = [pair for pair in ends if pair not in open_ends]
        lines = joins(ends, colours[run], canvas, width, dash)
        lines += joins(open_ends, colours[run], canvas, width, UNSETTLED)
        data += [line | {"name": run.name} for line in lines]
        data += traces(own, colours[run], palette, canvas, run.name, dot_size(run, own))
        shapes += outlines(own, colours[run], canvas)
    return data, shapes


def dot_size(run: Run, own: Sequence[Mark]) -> int:
    """Return how large the dots of a run are."""
    small = RECORD_DOT if len(own) <= MANY else RECORD_FINE_DOT
    return small if run.official else DOT


def told(marks: Mapping[Run, Sequence[Mark]], canvas: Canvas) -> list[Trace]:
    """Return where the marks of runs can be pointed at, and what they tell there."""
    return hit_points([(own, dot_size(run, own)) for run, own in marks.items()], canvas)


def together(traces: Sequence[Trace], runs: Iterable[Run]) -> list[Trace]:
    """Return what `drawn` draws of runs with fewer traces: the record's, then those of claims."""
    behind = {run.name for run in runs if run.official}
    record = [trace for trace in traces if trace["name"] in behind]
    claims = [trace for trace in traces if trace["name"] not in behind]
    return [*gathered(record, RECORD), *gathered(claims, CLAIMS)]


def runs_of(dataset: Dataset, claims: pd.DataFrame, grain: str = "") -> dict[Run, list[Mark]]:
    """Return for each series a mark for each period and number, whoever says it; `grain` is the one
    that a reader chose.

    The record's come first, so that they are drawn behind.
    """
    step = STEPS.get(grain, YEARS)
    alike: dict[tuple[Run, *tuple[object, ...]], list[Claim]] = {}
    for row in claims_in(claims):
        bounds = (
            str(row.quantity.chart_low),
            str(row.quantity.chart_high),
        )  # NaN is not equal to itself
        says = (row.period, *bounds, row.quantity.hedge, row.status, row.state)
        run = Run(not row.official, row.series_id, row.computation is not None)
        alike.setdefault((run, *says), []).append(row)
    marks: dict[Run, list[Mark]] = {}
    for (run, *_), rows_alike in alike.items():
        marks.setdefault(run, []).append(mark_of(dataset, rows_alike, step))
    return dict(sorted(marks.items()))


def mark_of(dataset: Dataset, alike: Sequence[Claim], step: Step = YEARS) -> Mark:
    """Return the mark of claims that say the same; without a period it has no place in time."""
    row = alike[0]
    x0 = x1 = math.nan
    if row.dated:
        x0, x1 = year_position(row.start), year_position(row.end + pd.Timedelta(days=1))
    total = row.measure == CUMULATIVE
    in_step = row.months == step.months and (step.any_start or row.start.month == 1)
    fall = wording.claim_words(dataset, row) if row.measure == DECREASE else ""
    way = -1 if fall else 1
    return Mark(
        claim_id=" ".join(claim.claim_id for claim in alike),
        x0=x0,
        x1=x1,
        span=not (in_step or total),
        low=way * row.quantity.chart_low,
        high=way * row.quantity.chart_high,
        best=way * row.quantity.best * row.quantity.factor,
        hedge=row.shown_hedge,
        status=row.status,
        hover="<br><br>".join(notes.hover(dataset, claim) for claim in alike),
        once=row.once,
        struck=not row.in_force,
        total=total,
        inferred=row.inferred,
        unsettled=row.unsettled,
        official=row.official,
        quoted=bool(row.quoted_by),
        computed=row.computation is not None,
        length="" if in_step else wording.length_words(row),
        at_end=in_step and step.at_end,
        fall=fall,
    )


def year_position(day: pd.Timestamp) -> float:
    """Return a day as a number of years: the beginning of 2018 is 2018.0."""
    days = 366 if day.is_leap_year else 365
    return float(day.year + (day.day_of_year - 1) / days)
