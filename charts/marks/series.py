"""The runs of a chart over time: which claims are drawn alike, and what draws them.

Dots are gathered into as few traces as there are layers of them: a browser takes its time for each
trace, whatever it holds, and a series alone has up to five that are dots. Lines and areas, whose
look is the trace's, stay as they are.
"""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import pandas as pd

from charts.marks.hit_points import hit_points
from charts.marks.legend import OPEN_LINE, RECORD, entries
from charts.marks.mark import Canvas, Mark
from charts.marks.marks import (
    CHAINED,
    DASHED,
    DOT,
    DOTTED,
    FINEST_DOT,
    LEAST_SPAN,
    LINE,
    MANY,
    RECORD_DOT,
    RECORD_FINE_DOT,
    RECORD_FINE_LINE,
    RECORD_LINE,
    SOLID,
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
from loaders.values.codelists import CUMULATIVE, DECREASE, PLAIN

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
        (one,) = traces
        return {**one, "ids": _each_once(one["ids"])} if "ids" in one else one
    looks = [look for trace in traces for look in _looks(trace)]
    marker = {part: _values([look[part] for look in looks]) for part in looks[0]}
    line = {part: marker.pop(f"line.{part}") for part in ("color", "width")}
    each = ("x", "y", "ids") if "ids" in traces[0] else ("x", "y")
    joined = {part: [value for trace in traces for value in trace[part]] for part in each}
    if "ids" in joined:
        joined["ids"] = _each_once(joined["ids"])
    own = {**traces[0], **joined, "name": name, "marker": {**marker, "line": line}}
    return {**own, "meta": _counted(traces)}


def _counted(traces: Iterable[Trace]) -> list[list[str | int]]:
    """Return how many dots in a row are of which series."""
    found: list[list[str | int]] = []
    for name, own in itertools.groupby(traces, key=lambda trace: str(trace["name"])):
        found.append([name, sum(len(trace["x"]) for trace in own)])
    return found


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


class RecordLine(NamedTuple):
    """How the line of a record is drawn: its dash, and whether it is `double`."""

    dash: str = SOLID
    double: bool = False


RECORD_LINES = {
    "—": RecordLine(),
    "═": RecordLine(SOLID, double=True),
    "– –": RecordLine(DASHED),
    "····": RecordLine(DOTTED),
    "═ ═": RecordLine(DASHED, double=True),
    "::::": RecordLine(DOTTED, double=True),
    "— ·": RecordLine(CHAINED),
    "═ :": RecordLine(CHAINED, double=True),
}
"""How the lines of several records are told apart, which have one colour, by the sign that stands
in front of their names: the first are told without counting strokes.
"""
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

    @property
    def record(self) -> str:
        """Return what the record is called: what was computed here is no figure of it."""
        return wording.record_words(computed=self.computed)


def _run_of(claim: Claim) -> Run:
    return Run(not claim.official, claim.series_id, claim.computation is not None)


def _series_colours(dataset: Dataset, names: Iterable[str], palette: Palette) -> dict[str, str]:
    """Return a colour for each series of the indicators that some series are of, the same whatever
    is filtered, and for those of claims whatever the record has.
    """
    own = sorted({like for name in names for like in dataset.series_like[name]})
    return {name: palette.series[at % len(palette.series)] for at, (_, name) in enumerate(own)}


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


@dataclass(frozen=True)
class Look:
    """How a run is drawn: its colour and that of its name, of a record the line, and the `sign` of
    it that stands before its name where there are several; `record` stands behind the name of a
    record: of several the key says that they are that, where no series of documents has the name
    of one.
    """

    colour: str
    ink: str
    sign: str = ""
    line: RecordLine = RECORD_LINES["—"]
    record: str = ""

    def name(self, label: str) -> str:
        """Return what stands beside a run whose series has a label."""
        after = f"({self.record})" if self.record else ""
        return " ".join(part for part in (self.sign, label, after) if part)


def looks_of(
    dataset: Dataset,
    palette: Palette,
    runs: Iterable[Run],
    among: Iterable[Run] = (),
    focus: str = "",
) -> dict[Run, Look]:
    """Return each run's look; where one series of the indicator is in focus, its others step back,
    those of the record where one of them is.

    `among` are the runs that a chart has before a reader filters it: the lines of records are
    told apart among them, so that they stay as they are.
    """
    runs, among = list(runs), set(among)
    own = _series_colours(dataset, {run.series_id for run in runs}, palette)
    focus = focus if focus in own else ""
    signs = signs_of(runs, among)
    documents = {run.series_id for run in among.union(runs) if run.claimed}
    records = {run.series_id for run in among.union(runs) if run.official}
    plain = bool(signs) and documents.isdisjoint(records)
    step_back = records - {focus} if focus in records - documents else set()
    tones = _tones(dataset, palette, runs, among)
    found: dict[Run, Look] = {}
    for run in runs:
        if run.official:
            colour = palette.faded if run.series_id in step_back else tones[run]
            sign, said = signs.get(run, ""), run.computed or not plain
            line = RECORD_LINES[sign or "—"]
            found[run] = Look(colour, palette.quiet, sign, line, run.record if said else "")
        elif focus in ("", run.series_id):
            colour = own[run.series_id]
            found[run] = Look(colour, colour, palette.sign(colour))
        else:
            found[run] = Look(palette.faded, palette.quiet)
    return found


def _tones(
    dataset: Dataset, palette: Palette, runs: Iterable[Run], among: Iterable[Run]
) -> dict[Run, str]:
    """Return a grey for each record: that of the record for one producer's, and for every second
    producer's a darker one, so that lines of two are told apart by more than their strokes.
    """
    records = [run for run in (*sorted(among), *sorted(runs)) if run.official]
    producers = {run: str(dataset.series.loc[run.series_id, "producer"]) for run in records}
    order = list(dict.fromkeys(producers.values()))
    greys = (palette.record, palette.quiet)
    return {run: greys[order.index(name) % len(greys)] for run, name in producers.items()}


def signs_of(runs: Iterable[Run], among: Iterable[Run] = ()) -> dict[Run, str]:
    """Return what stands before a record's name and tells its line from those of other records,
    of which a chart has some before a reader filters it, and others as a reader asks for them.
    """
    first = sorted({run for run in among if run.official})
    shown = [run for run in runs if run.official]
    more = sorted(set(shown).difference(first))
    signs = list(RECORD_LINES)
    found = dict(zip(first, itertools.cycle(signs), strict=False))
    found |= dict(zip(more, itertools.cycle(signs[len(first) :] or signs), strict=False))
    return {run: found[run] for run in shown} if len(found) > 1 else {}


def runs_in(claims: pd.DataFrame) -> set[Run]:
    """Return the runs that dated claims are drawn in."""
    return {_run_of(claim) for claim in claims_in(claims) if claim.dated}


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


def signed(labels: Mapping[str, str], looks: Mapping[Run, Look]) -> dict[Run, str]:
    """Return each run's label, with its sign before it where it has one."""
    return {run: look.name(labels[run.series_id]) for run, look in looks.items()}


def drawn(
    marks: Mapping[Run, Sequence[Mark]],
    pairs: Sequence[tuple[str, str]],
    looks: Mapping[Run, Look],
    palette: Palette,
    canvas: Canvas,
) -> tuple[list[Trace], list[PlotlyDict]]:
    """Return the traces of each run and the shapes; `pairs` of claim ids are joined by lines."""
    data: list[Trace] = []
    shapes: list[PlotlyDict] = []
    for run, all_own in marks.items():
        look, own = looks[run], with_fine_spans(all_own, canvas)
        by_id = {name: mark for mark in own for name in mark.claim_id.split()}
        ends = [(by_id[a], by_id[b]) for a, b in pairs if a in by_id and b in by_id]
        lines = _joining(run, own, ends, look, canvas)
        if look.line.double:
            lines = [part for line in lines for part in _doubled(line, palette, canvas)]
        data += [line | {"name": run.name} for line in lines]
        fine = _filling(run, own, ends, look, canvas)
        whole = [mark for mark in own if mark not in fine]
        for some, dot in ((whole, dot_size(run, own)), (fine, FINEST_DOT)):
            data += traces(some, look.colour, palette, canvas, run.name, dot)
        shapes += outlines(own, look.colour, canvas)
    return data, shapes


def with_fine_spans(own: Sequence[Mark], canvas: Canvas) -> list[Mark]:
    """Return the marks of a run, fine those spans that would lie on the next, as they are shorter
    than a span is drawn.
    """
    short = LEAST_SPAN * canvas.x_pixel
    spans = [m for m in own if m.span and m.is_point and m.hedge == PLAIN and m.x1 - m.x0 < short]
    close = {
        mark.claim_id
        for pair in itertools.pairwise(sorted(spans, key=lambda mark: mark.x))
        for mark in pair
        if pair[1].x - pair[0].x < short
    }
    return [replace(mark, fine=True) if mark.claim_id in close else mark for mark in own]


def _joining(
    run: Run,
    own: Sequence[Mark],
    ends: Sequence[tuple[Mark, Mark]],
    look: Look,
    canvas: Canvas,
) -> list[Trace]:
    """Return the lines between the marks of a run, those to what is not final apart."""
    broad = RECORD_LINE if len(own) <= MANY else RECORD_FINE_LINE
    width, dash = (broad, look.line.dash) if run.official else (LINE, SOLID)
    open_ends = [pair for pair in ends if any(mark.unsettled for mark in pair)]
    ends = [pair for pair in ends if pair not in open_ends]
    return [
        *joins(ends, look.colour, canvas, width, dash),
        *joins(open_ends, look.colour, canvas, width, UNSETTLED),
    ]


def _doubled(line: Trace, palette: Palette, canvas: Canvas) -> list[Trace]:
    """Return a line with the paper's colour along its middle; where no paper is painted, two."""
    fine = line["line"]["width"] // 3
    if not palette.clear:
        return [line, {**line, "line": {"color": palette.paper, "width": fine}}]
    return [
        {
            **line,
            "y": [y if y is None else y + side * fine * canvas.y_pixel for y in line["y"]],
            "line": {**line["line"], "width": fine},
        }
        for side in (-1, 1)
    ]


def _filling(
    run: Run, own: Sequence[Mark], ends: Iterable[tuple[Mark, Mark]], look: Look, canvas: Canvas
) -> list[Mark]:
    """Return the marks inside the patterned line of a record whose dots would fill its gaps, as no
    whole dash and gap lie between two of them.
    """
    at = [mark.x for mark in own]
    apart = (max(at) - min(at)) / max(1, len(at) - 1) / canvas.x_pixel
    least = dot_size(run, own) + sum(map(int, re.findall(r"\d+", look.line.dash)))
    joined = Counter(mark.claim_id for pair in ends for mark in pair)
    if look.line == RecordLine() or apart >= least:
        return []
    return [mark for mark in own if joined[mark.claim_id] > 1 and mark.hedge == PLAIN]


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
        alike.setdefault((_run_of(row), *says), []).append(row)
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
