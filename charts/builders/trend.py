"""Claims of one indicator over time: a pure function, tables in, figure out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import pandas as pd
import plotly.graph_objects as go

from charts.layout.event_labels import plot_area
from charts.layout.event_layer import EventLayer, event_layer, with_events
from charts.layout.figure_layout import (
    EDGE,
    LABEL_WIDTH,
    Layout,
    Lines,
    SeriesName,
    figure_of,
    of_series,
    text_lines,
    tick_width,
)
from charts.layout.figure_notes import lettered_lines, lettered_notes
from charts.layout.mark_labels import (
    AreaWords,
    Ground,
    label_annotations,
    labels_on,
    leader_shapes,
    notes_have_room,
)
from charts.layout.own_notes import day_shapes, lettered, notes_at
from charts.marks.axes import (
    Logarithmic,
    Ranges,
    are_whole,
    linear_axis,
    logarithmic,
    ranges,
    time_axis,
)
from charts.marks.coincidence import beside_each_other
from charts.marks.legend import draw_key, explained, rows
from charts.marks.mark import Canvas, Mark
from charts.marks.series import (
    Look,
    Run,
    all_marks,
    drawn,
    gathered,
    key_names,
    looks_of,
    runs_in,
    runs_of,
    shared_colours,
    signed,
    together,
    told,
)
from charts.marks.year_values import ReadSeries, year_values
from charts.presenter.own_words import NO_WORDS, OwnWords
from charts.style.theme import Palette, PlotlyDict, Size
from charts.text import chart_remarks, curve_summary, indicator_texts, notes
from loaders.dataset import Dataset, claims_in
from loaders.queries.grains import MONTH, WINDOW
from loaders.queries.lines import drawn_pairs, off_scale
from loaders.values.codelists import EARLY

RING = 12
"""The radius of the ring around a mark, in pixels."""


@dataclass(frozen=True)
class ChartOptions:
    """How a reader wants to see a chart: a series in focus, a logarithmic scale, dated events,
    the notes of single claims, a panel for each place or producer (`panels`), for another
    indicator (`beside`), which stands on the same axis where `one_axis`, each panel on its own
    scale (`own_scales`); `grain` is the length of time
    of all figures, where a reader chose one.

    `events` is what `events.events_of` returns; `named` are the claims that series are named and
    the lines of records told apart among: those of the chart before a reader filtered it, and
    those drawn. `own` are a presenter's words.
    """

    focus: str = ""
    log: bool = False
    events: pd.DataFrame | None = None
    notes: bool = False
    panels: str = ""
    grain: str = ""
    beside: str = ""
    own_scales: bool = False
    one_axis: bool = False
    named: pd.DataFrame | None = None
    own: OwnWords = NO_WORDS


PLAIN = ChartOptions()


@dataclass(frozen=True)
class TimeChart:
    """What is drawn of claims over time: `runs` are the marks of each series, `names` the entries
    of the key; `words` is what is written at marks; `scale` is the logarithmic one, where it is
    that; `ends` are the last numbers of several series, which stand with their names.
    """

    dated: pd.DataFrame
    runs: Mapping[Run, Sequence[Mark]]
    names: Sequence[str]
    words: AreaWords
    scale: Logarithmic | None
    looks: Mapping[Run, Look]
    ends: Mapping[Run, str]

    @cached_property
    def placed(self) -> Mapping[Run, Sequence[Mark]]:
        """Return the marks where they stand on the scale."""
        return self.scale.placed(self.runs) if self.scale else self.runs

    @cached_property
    def shown(self) -> Ranges:
        """Return the axes that hold all marks."""
        return ranges(all_marks(self.placed), log=self.scale is not None)

    @cached_property
    def pairs(self) -> Sequence[tuple[str, str]]:
        """Return the pairs of claims that lines join."""
        return pairs_of(self.dated, log=self.scale is not None)

    def ground(self, layout: Layout) -> Ground:
        """Return the plotting area of a layout with the chart's axes."""
        width, height = layout.plot_width, layout.plot_height
        return Ground(self.shown.canvas(("x", "y"), width, height), width, height)

    def beside(self, canvas: Canvas) -> dict[Run, list[Mark]]:
        """Return the marks where they are drawn, none on another."""
        return beside_each_other(self.placed, canvas, self.pairs)

    def explained(self, canvas: Canvas) -> TimeChart:
        """Return the chart with an entry of its key for marks drawn aside, where any is."""
        return replace(self, names=explained(self.names, all_marks(self.beside(canvas))))

    def with_notes_below(self) -> TimeChart:
        """Return the chart with a presenter's notes below it."""
        return replace(self, words=replace(self.words, notes=lettered(self.words.notes)))


@dataclass(frozen=True)
class TrendLayout:
    """A chart over time and where its texts stand: each series' name, its label, which has its last
    number too, with how far down its last mark is (0 to 1), and the dated events.
    """

    chart: TimeChart
    layout: Layout
    names: Mapping[Run, str]
    labels: Mapping[Run, tuple[str, float]]
    layer: EventLayer


def time_chart(
    dataset: Dataset, claims: pd.DataFrame, palette: Palette, options: ChartOptions
) -> TimeChart | None:
    """Return what is drawn of the claims that have a period; None where there are none."""
    dated = claims[claims["start"].notna()]
    runs = runs_on_scale(dataset, dated, options)
    if not runs:
        return None
    marks = all_marks(runs)
    by_id = {claim.claim_id: claim for claim in claims_in(dated)}
    last = last_marks(runs) if len(runs) > 1 and not options.own.labels else {}
    early = [m for m in marks if last and by_id[m.claim_id.split()[0]].vintage in EARLY]
    words = AreaWords(
        lettered_notes([marks], dated) if options.notes else [],
        curve_summary.values_at_marks(dataset, _on_scale(dated, options), options.own.labels),
        notes_at(options.own.notes, marks, ranges(marks)),
        {mark.claim_id for mark in (*last.values(), *early)},
    )
    among = runs_in(named_in(claims, options))
    return TimeChart(
        dated,
        runs,
        key_names(marks, runs, pairs_of(dated, log=options.log)),
        words,
        logarithmic(marks) if options.log else None,
        looks_of(dataset, palette, runs, among, options.focus),
        {
            run: curve_summary.end_words(dataset, by_id[m.claim_id.split()[0]])
            for run, m in last.items()
        },
    )


def last_marks(runs: Mapping[Run, Sequence[Mark]]) -> dict[Run, Mark]:
    """Return the last mark of each run that has one which stands alone there."""
    found: dict[Run, Mark] = {}
    for run, own in runs.items():
        current = [mark for mark in own if not mark.struck]
        at_end = [mark for mark in current if mark.x1 == max(m.x1 for m in current)]
        if len(at_end) == 1:
            found[run] = at_end[0]
    return found


def trend(
    dataset: Dataset,
    indicator_id: str,
    claims: pd.DataFrame,
    palette: Palette,
    size: Size,
    options: ChartOptions = PLAIN,
) -> go.Figure | None:
    """Draw the claims that have a period in one chart; None where there are none.

    `claims` is what `selection.trend_claims` returns: one row per claim, with bounds in
    the indicator's unit. Title, unit, key of the marks, sources with locators and the data's
    version stand inside the figure. Claims of official documents are the record: they stand
    behind the others, and no line joins the one with the other.
    """
    laid = laid_out(dataset, claims, palette, size, options)
    if laid is None:
        return None
    chart = laid.chart
    series = [
        ReadSeries(run, own, laid.names[run], chart.looks[run].ink)
        for run, own in chart.runs.items()
    ]
    years = year_values(dataset, chart.dated, series, grain=options.grain)
    return trend_figure(laid, palette, years)


def laid_out(
    dataset: Dataset, claims: pd.DataFrame, palette: Palette, size: Size, options: ChartOptions
) -> TrendLayout | None:
    """Return the claims that have a period laid out; None where there are none."""
    chart = time_chart(dataset, claims, palette, options)
    if chart is None:
        return None
    lines = lines_of(dataset, claims, size, options)
    layout = _layout(lines, size, tick_width(size, claims), chart.names)
    layout = layout.noted(lettered_lines(dataset, chart.words.remarks))
    names = signed(names_of(dataset, named_in(claims, options)), chart.looks)
    labels = labels_of(names, chart, chart.shown)
    if size.labels_beside:
        layout = layout.high_enough(text for text, _ in labels.values())
    else:
        layout = replace(layout, names=names_below(labels, chart.looks))
    chart = chart.explained(chart.ground(layout).canvas)
    layout = replace(layout, key_rows=len(rows(chart.names, size, layout.plot_width)))
    layer = event_layer(dataset, options.events, chart.shown, plot_area(layout), palette)
    layout = with_events(layout, layer)
    chart = chart if _notes_have_room(chart, layout) else chart.with_notes_below()
    layout = layout.saying(note.line for note in chart.words.notes if not note.written)
    return TrendLayout(chart, layout, names, labels, layer)


def pointed_at(figure: go.Figure, claim_id: str, palette: Palette) -> go.Figure:
    """Return a chart of `trend` with `ring_around` a claim; the chart itself is left as it is."""
    ring = ring_around(figure, claim_id, palette)
    return figure if ring is None else go.Figure(figure).add_shape(ring)


def ring_around(figure: go.Figure, claim_id: str, palette: Palette) -> go.layout.Shape | None:
    """Return a ring around what a chart of `trend` draws of a claim: its dot, or the middle of
    where it tells of it first; None where it does neither.
    """
    dots = [
        (x, y)
        for trace in figure.select_traces(selector=lambda trace: trace.ids is not None)
        for name, x, y in zip(trace.ids, trace.x, trace.y, strict=True)
        if claim_id in name.partition("#")[0].split()
    ]
    told = [
        (x, y)
        for trace in figure.select_traces({"name": "told"})
        for (names, _), x, y in zip(trace.customdata, trace.x, trace.y, strict=True)
        if names.split()[0] == claim_id
    ]
    found = dots[:1] or told
    if not found:
        return None
    x, y = ((min(ends) + max(ends)) / 2 for ends in zip(*found, strict=True))
    pixels = {"xsizemode": "pixel", "ysizemode": "pixel", "xanchor": x, "yanchor": y}
    ends = {"x0": -RING, "x1": RING, "y0": -RING, "y1": RING}
    line = {"color": palette.ink, "width": 2}
    return go.layout.Shape(type="circle", line=line, **pixels, **ends)


def trend_figure(laid: TrendLayout, palette: Palette, years: PlotlyDict) -> go.Figure:
    """Return a figure as it is laid out; `years` are what `year_values` returns."""
    chart, layout, layer = laid.chart, laid.layout, laid.layer
    size, shown = layout.size, chart.shown
    ground, pairs = chart.ground(layout), chart.pairs
    canvas, placed = ground.canvas, chart.beside(ground.canvas)
    data, shapes = drawn(placed, pairs, chart.looks, palette, canvas)
    words = labels_on(ground, placed.values(), size, pairs, chart.words)
    key = draw_key(chart.names, palette, size, layout.plot_width)
    around = layout.figure(palette) | {"meta": [years]}
    inks = {run: look.ink for run, look in chart.looks.items()}
    led = leader_shapes(words, ground, palette)
    days = day_shapes(chart.words.notes, canvas, palette)
    around["shapes"] = [*layer.shapes, *days, *led, *shapes, *key.shapes]
    around["annotations"] += [
        *layer.annotations,
        *label_annotations(words, ground, palette, size),
        *(names_beside(layout, laid.labels, inks) if size.labels_beside else []),
    ]
    around["xaxis"] |= time_axis(shown, layout.plot_width)
    scale, whole = chart.scale, are_whole(all_marks(chart.runs))
    around["yaxis"] |= scale.axis(shown.top) if scale else linear_axis(shown.values, whole=whole)
    data = [*together(data, chart.placed), *told(placed, canvas)]
    return figure_of([*data, *gathered(key.traces, "key")], around)


def _notes_have_room(chart: TimeChart, layout: Layout) -> bool:
    """Tell whether a presenter's notes can be written inside a wide figure."""
    if not chart.words.notes:
        return True
    ground = chart.ground(layout)
    placed = chart.beside(ground.canvas)
    labels = labels_on(ground, placed.values(), layout.size, chart.pairs, chart.words)
    return layout.size.labels_beside and notes_have_room(labels)


def names_beside(
    layout: Layout, labels: Mapping[Run, tuple[str, float]], inks: Mapping[Run, str]
) -> list[PlotlyDict]:
    """Return the names of a wide figure's series, each beside its last mark."""
    blocks = layout.beside(labels, inks)
    return [of_series(block, run.name) for run, block in zip(labels, blocks, strict=True)]


def names_below(
    labels: Mapping[Run, tuple[str, float]], looks: Mapping[Run, Look]
) -> list[SeriesName]:
    """Return the names of a narrow figure's series, each with its sign and its colour."""
    return [
        SeriesName(text if looks[run].sign else f"■ {text}", looks[run].ink, run.name)
        for run, (text, _) in labels.items()
    ]


def named_in(claims: pd.DataFrame, options: ChartOptions) -> pd.DataFrame:
    """Return the claims that the series of claims are named among: all of their indicators."""
    if options.named is None:
        return claims
    return options.named[options.named["indicator_id"].isin(claims["indicator_id"].unique())]


def names_of(dataset: Dataset, claims: pd.DataFrame) -> dict[str, str]:
    """Return what each series of a chart is called at its end; of two indicators with the title of
    its own.
    """
    return indicator_texts.series_names(
        dataset, indicator_texts.by_indicator(claims), credited=True
    )


def pairs_of(dated: pd.DataFrame, *, log: bool = False) -> list[tuple[str, str]]:
    """Return the pairs of claims that lines join: of the record, and of documents."""
    return drawn_pairs(dated, {claim.claim_id for claim in off_scale(dated, log=log)})


def runs_on_scale(
    dataset: Dataset, dated: pd.DataFrame, options: ChartOptions
) -> dict[Run, list[Mark]]:
    """Return each series' marks, on a logarithmic scale those that it has a place for."""
    return runs_of(dataset, _on_scale(dated, options), options.grain)


def _on_scale(claims: pd.DataFrame, options: ChartOptions) -> pd.DataFrame:
    """Return the claims that the scale has a place for."""
    off = [claim.claim_id for claim in off_scale(claims, log=options.log)]
    return claims[~claims["claim_id"].isin(off)]


EACH = {MONTH: "each mark is one month", WINDOW: "each mark is the 12 months that end there"}
"""What a subtitle says of the figures of a grain whose marks are not years."""


def scale_words(options: ChartOptions) -> str:
    """Return what a subtitle says of the scale."""
    panelled = ""
    if options.one_axis:
        panelled = "; both on one axis"
    elif options.beside and not options.panels:
        panelled = "; one time axis, each panel on its own scale"
    elif options.beside and not options.own_scales:
        panelled = "; one time axis, the same scale in the panels of an indicator"
    elif options.panels:
        panelled = "; the same scale in each panel"
        if options.own_scales:
            panelled = "; each panel on its own scale, so that heights cannot be compared"
    marks = f"; {EACH[options.grain]}" if options.grain in EACH else ""
    return marks + ("; logarithmic scale" if options.log else "") + panelled


def below_plot(dataset: Dataset, claims: pd.DataFrame, options: ChartOptions) -> list[str]:
    """Return what stands below a chart over time, before its source note: what the scale and the
    axis have no place for, what no mark tells, which series look alike or are one count.
    """

    def tell(_: str, own: pd.DataFrame) -> list[str]:
        return [
            *chart_remarks.not_on_scale(dataset, own, log=options.log),
            *chart_remarks.cautions(dataset, own),
            *notes.ways_of_counting(dataset, own, named_in(own, options)),
            *([] if options.one_axis else shared_colours(dataset, own)),
            *notes.untold(dataset, own),
            *chart_remarks.one_count(dataset, own),
        ]

    told = indicator_texts.told_of_each(dataset, indicator_texts.by_indicator(claims), tell)
    return [*(shared_colours(dataset, claims) if options.one_axis else []), *told]


def lines_of(dataset: Dataset, claims: pd.DataFrame, size: Size, options: ChartOptions) -> Lines:
    """Return the texts above and below a chart over time."""
    parts = indicator_texts.by_indicator(claims)
    below, own = below_plot(dataset, claims, options), options.own
    subtitle = indicator_texts.subtitle(dataset, parts, one_axis=options.one_axis)
    head = own.over(
        indicator_texts.title(dataset, parts),
        subtitle + scale_words(options),
        what_happened(dataset, parts, options),
    )
    return text_lines(size, head, [*below, notes.source_note(dataset, claims, own)])


def what_happened(
    dataset: Dataset, parts: Sequence[indicator_texts.Part], options: ChartOptions
) -> list[str]:
    """Return what the one curve of a chart tells, as far as the scale has a place for it."""
    return curve_summary.what_happened(
        dataset, [(name, _on_scale(own, options)) for name, own in parts]
    )


def _layout(lines: Lines, size: Size, left: int, names: Sequence[str]) -> Layout:
    right = LABEL_WIDTH if size.labels_beside else EDGE
    return Layout(
        size,
        lines,
        plot_height=size.plot_height + size.room.fill,
        left=left,
        right=right,
        key_rows=len(rows(names, size, size.width - left - right)),
    )


def labels_of(
    labels: Mapping[Run, str], chart: TimeChart, shown: Ranges
) -> dict[Run, tuple[str, float]]:
    """Return for each drawn series its label, with its last number, and how far down its last mark
    is.
    """
    last = {run: max(own, key=lambda m: m.x1) for run, own in chart.placed.items()}
    ends = {run: f": {words}" for run, words in chart.ends.items()}
    return {
        run: (labels[run] + ends.get(run, ""), shown.down(mark.value)) for run, mark in last.items()
    }
