"""What a view shows: its claims, its heading, its figure, its words; for pages, tab titles,
previews, exports.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, partial
from typing import Literal

import pandas as pd
import plotly.graph_objects as go

from charts.builders.compare import compare
from charts.builders.gap_rows import comparable, dumbbell_chart, record_chart, with_ratio
from charts.builders.number_card import NumberCards, number_figure
from charts.builders.row_chart import RowChart, row_figure
from charts.builders.shared_words import subtitle_beside
from charts.builders.small_multiples import multiples
from charts.builders.state_map import StateMap, map_of_states
from charts.builders.trend import PLAIN, ChartOptions, trend
from charts.builders.year_windows import year_windows
from charts.presenter.number_remarks import number_remarks
from charts.presenter.own_words import Headline, OwnWords, note_of
from charts.style.sizes import Frame
from charts.style.theme import Palette, PlotlyDict, Room, Size
from charts.text import chart_remarks, disagreement, indicator_texts, notes, state_map
from charts.text.number_card import number_card
from charts.views.alt_text import (
    AltText,
    compare_alt_text,
    gaps_alt_text,
    map_alt_text,
    record_alt_text,
    trend_alt_text,
    with_own_words,
)
from charts.views.choice import (
    chart_options,
    choice_of,
    indicators_of,
    own_by_default,
    own_words,
)
from charts.views.computed_view import (
    ComputedView,
    as_read,
    computed_view,
    indicator_of,
    measures_of,
    way_of,
    with_base,
)
from charts.views.list_views import (
    ALL,
    LIST_HEADING,
    NO_LISTED,
    claims_of,
    filter_words,
    kept_differences,
    kept_record_pairs,
    list_words,
    listed_claims,
)
from charts.views.missing import not_yet, why_missing, why_not_beside, why_two_axes
from charts.views.number_card import has_no_course, number_alt_text
from charts.views.side_by_side import NOTHING_BESIDE, SideBySide, side_by_side
from charts.views.state_map import find_map, map_heading
from charts.views.view import ONE, View
from loaders.analysis.curves import best_curve
from loaders.analysis.disagreements import all_pairs, grouped, pairs_near
from loaders.analysis.official_record import record_pairs
from loaders.analysis.pairs import Pair
from loaders.dataset import Dataset, claims_in
from loaders.queries.as_of import as_of
from loaders.queries.claim_text import claim_words
from loaders.queries.comparability import groups, on_one_axis, what_differs
from loaders.queries.place_text import place_name
from loaders.queries.record import claim_rows
from loaders.queries.selection import (
    Choice,
    compared_claims,
    in_own_units,
    indicator_choice,
    indicator_claims,
    indicators_with_figures,
    parts_of_years,
    record_of_other_periods,
    trend_claims,
)

PICKED_HEADING = "Claims picked by a reader"
NO_PICKED = "None of the chosen claims exists here."
NOTE_NOT_SHOWN = "The note “{text}” is not drawn, as the chart does not show what it is on."
NO_CHART = "This page shows no chart of claims."
NO_FIGURES = (
    "There are no figures yet. `python -m loaders add TOPIC` asks for the first, as does Maintain."
)
Pairs = Callable[[], Iterable[Pair]] | None
"""What returns the pairs of `all_pairs`, where they are at hand."""
Shape = Literal["time", "panels", "rows", "map", "numbers", "list"]
"""What a chart is laid out by: over time, in panels over time, a row for each claim, by place; or
that it is a few numbers in large, or no chart but a list of claims.
"""


OVER_TIME = ("time", "panels")
"""The shapes of charts that have a time axis."""


@dataclass(frozen=True)
class ResolvedView:
    """The chart or the list of a view, or in `missing` a sentence on why there is none.

    `claims` has a row for each claim that it draws or names, with bounds in one unit
    (`chart_low`, `chart_high`, `chart_unit`), `unfiltered` what they were chosen from; `subtitle`
    is what is measured, and that unit. `caveats` makes the sentences on what does not agree or
    cannot be compared over time, `remarks` those on all else that the chart cannot say by itself.

    `options` are how a chart over time is drawn, `two_axes` says why two indicators are not on one
    axis; `beside` are the pairs of a disagreement, `rows` makes what a chart of rows holds. `map`
    is what a map shows, `map_years` are those of which there is one; `numbers` makes the words of
    numbers in large.
    """

    view: View
    claims: pd.DataFrame
    unfiltered: pd.DataFrame
    alt_text: AltText
    options: ChartOptions = PLAIN
    shape: Shape = "rows"
    heading: str = ""
    subtitle: str = ""
    missing: str = ""
    builder: Callable[[Palette, Size], go.Figure | None] | None = None
    windows: Callable[[Sequence[int], Palette, Sequence[Size]], list[PlotlyDict]] | None = None
    caveats: Callable[[], list[str]] = list
    remarks: Callable[[], list[str]] = list
    beside: SideBySide | None = None
    rows: Callable[[], RowChart] | None = None
    two_axes: str = ""
    map: StateMap | None = None
    map_years: Sequence[int] = ()
    numbers: Callable[[], NumberCards] | None = None
    fits: dict[tuple[Palette, Frame, Room], tuple[int, Room]] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )
    """In which width, and with what around it, the figure was found to fit a frame."""

    @property
    def own(self) -> OwnWords:
        """Return the words that a presenter gives the chart."""
        return own_words(self.view, self.claims, over_time=self.shape in OVER_TIME)

    @property
    def title(self) -> str:
        """Return what the chart is called: by its presenter, or as by itself."""
        return self.own.title or self.heading

    def head(self, more: str = "", told: Sequence[str] = ()) -> Headline:
        """Return what stands above the chart; `more` is said of its unit, `told` of its course."""
        return self.own.over(self.heading, self.subtitle + more, told)

    @property
    def stretches(self) -> bool:
        """Tell whether the plotting area can be higher or lower than the figure asks for."""
        return self.shape in ("time", "map", "numbers")

    def draw(self, palette: Palette, size: Size) -> go.Figure | None:
        """Return the figure; None only of a list, or where `missing` says why."""
        if self.builder is None or self.missing:
            return None
        return self.builder(palette, _in_typeface(size, palette))

    def parts_of(
        self, years: Sequence[int], palette: Palette, sizes: Iterable[Size]
    ) -> list[PlotlyDict]:
        """Return what `year_windows` does of the years of a chart over time; nothing of another."""
        own = [_in_typeface(size, palette) for size in sizes]
        return self.windows(years, palette, own) if self.windows else []


def _in_typeface(size: Size, palette: Palette) -> Size:
    """Return a size whose texts are as wide as a palette's letters make them."""
    return replace(size, wider=size.wider * palette.typeface.wider)


@dataclass(frozen=True)
class ChartKind:
    """A kind of chart, what one is called where they are counted, and how a view is resolved to it.

    `complete` fills in what an address may leave out, indicator or comparison; `heading` is the
    chart's title where it is known before the claims are read. What is not `charted` is a list.
    """

    noun: str
    resolve: Callable[[Dataset, View, Pairs], ResolvedView]
    complete: Callable[[Dataset, View], View] = lambda _, view: view
    heading: Callable[[Dataset, View], str] = lambda *_: ""
    charted: bool = True


def kind_of(view: View) -> ChartKind | None:
    """Return the kind of a view's chart or list; None where its page shows none."""
    if view.page == "claims" and not view.claim:
        return LIST
    return PICKED if view.page == "compare" and view.picked else KINDS.get(view.page)


def has_chart(view: View) -> bool:
    """Tell whether a view is of a kind that is drawn."""
    kind = kind_of(view)
    return kind is not None and kind.charted


def resolve(dataset: Dataset, view: View, pairs: Pairs = None) -> ResolvedView:
    """Return what a view shows; `pairs` returns those of `all_pairs`, where they are at hand.

    `dataset`, here as below, is what `dataset_of` returns for the view.
    """
    view = complete(dataset, view)
    kind = kind_of(view)
    if not kind or not _has_figures(dataset, kind):
        return _no_chart(dataset, view, NO_FIGURES if kind else NO_CHART)
    resolved = kind.resolve(dataset, view, pairs)
    alt_text = with_own_words(resolved.alt_text, resolved.own, resolved.heading)
    return replace(resolved, alt_text=alt_text)


def _has_figures(dataset: Dataset, kind: ChartKind) -> bool:
    """Tell whether there is anything that a kind of chart could be made of."""
    return bool(dataset.measured) or not kind.charted


def remarks_on_words(dataset: Dataset, resolved: ResolvedView) -> list[str]:
    """Return sentences on a presenter's words: notes on what the chart does not show, numbers that
    its claims do not bear out.
    """
    if not (resolved.own.said or resolved.view.own_notes):
        return []
    shown = {one.text for one in resolved.own.notes}
    texts = [note_of(cell).text for cell in resolved.view.own_notes]
    return [
        *(NOTE_NOT_SHOWN.format(text=text) for text in texts if text not in shown),
        *number_remarks(dataset, claims_in(resolved.claims), resolved.own),
    ]


def complete(dataset: Dataset, view: View) -> View:
    """Fill in what the chart of a view needs and its address may leave out."""
    kind = kind_of(view)
    return kind.complete(dataset, view) if kind and _has_figures(dataset, kind) else view


def heading_of(dataset: Dataset, view: View) -> str:
    """Return the title of the chart of a complete view, as far as it needs no claims."""
    kind = kind_of(view)
    return kind.heading(dataset, view) if kind and _has_figures(dataset, kind) else ""


def dataset_of(dataset: Dataset, view: View) -> Dataset:
    """Return the dataset as it stood on the view's day, with what the view measures."""
    return as_read(as_of(dataset, view.as_of) if view.as_of else dataset, view)


def _with_indicator(dataset: Dataset, view: View) -> View:
    """Choose the topic's best curve; without a topic, what documents say most of.

    No indicator stands beside itself.
    """
    if view.beside == view.indicator:
        view = replace(view, beside="")
    if view.indicator and not view.topic:
        return view
    choices = indicators_with_figures(dataset)
    offered = choices[choices["topic"] == view.topic] if view.topic else choices
    if view.indicator and view.indicator in offered.index:
        return view
    made = choices["claims"] - choices["record"]
    if offered.empty or not view.topic:
        return replace(view, indicator=str(made.idxmax()))
    return replace(view, indicator=best_curve(dataset, list(offered.index)))


def _complete_trend(dataset: Dataset, view: View) -> View:
    view = _with_indicator(dataset, view)
    return with_base(dataset, view, choice_of(view))


def _trend_heading(dataset: Dataset, view: View) -> str:
    if view.map is not None:
        return map_heading(dataset, view)
    choice = choice_of(view)
    parts = [
        (name, indicator_choice(dataset, own, choice))
        for own, name in zip(indicators_of(view), measures_of(view), strict=True)
    ]
    return indicator_texts.title(as_read(dataset, view), parts)


def _trend(dataset: Dataset, view: View, pairs: Pairs) -> ResolvedView:
    if view.map is not None:
        return _map(dataset, view)
    choice = choice_of(view)
    read = {
        name: computed_view(dataset, view, own, trend_claims(dataset, own, choice), choice)
        for own, name in zip(indicators_of(view), measures_of(view), strict=True)
    }
    named = _named(dataset, view, read)
    names = zip(read, indicators_of(view), strict=True)
    everything = {name: indicator_claims(dataset, own) for name, own in names}
    dataset = as_read(dataset, view)
    missing = next((one.missing for one in read.values() if one.missing), "")
    if missing:
        none = _no_chart(dataset, view, missing)
        unfiltered = indicator_texts.together(list(everything.values()))
        return replace(none, unfiltered=unfiltered, heading=_trend_heading(dataset, view))
    resolved = _over_years(dataset, view, read, everything, named)
    in_numbers = not view.beside and has_no_course(resolved.claims)
    return _in_numbers(dataset, resolved, pairs) if in_numbers else resolved


def _in_numbers(dataset: Dataset, resolved: ResolvedView, pairs: Pairs) -> ResolvedView:
    """Return what a view shows as a few numbers in large, in place of a chart over time."""
    claims, heading = resolved.claims, resolved.heading
    own = own_words(resolved.view, claims, over_time=False)
    if len(claims) > 1:
        values = {one.claim_id: claim_words(dataset, one) for one in claims_in(claims)}
        own = _named_notes(own, values)

    @cache
    def numbers() -> NumberCards:
        indicator = str(claims["indicator_id"].iloc[0])
        known = tuple(pairs() if pairs else pairs_near(dataset, indicator))
        cards = [number_card(dataset, claim, known) for claim in claims_in(claims)]
        note = notes.source_note(dataset, claims, own)
        below = [*chart_remarks.one_count(dataset, claims), note]
        return NumberCards(heading, resolved.subtitle, cards, below, own)

    return replace(
        resolved,
        shape="numbers",
        missing="",
        alt_text=number_alt_text(dataset, heading, claims, numbers),
        builder=lambda palette, size: number_figure(numbers(), palette, size),
        numbers=numbers,
    )


def _named(dataset: Dataset, view: View, read: Mapping[str, ComputedView]) -> pd.DataFrame:
    """Return what a view draws, and what it would draw if nothing were filtered away: among these
    its series are named, so that a name stays as it is.
    """
    drawn = indicator_texts.together([one.claims for one in read.values()])
    choice = choice_of(view)
    whole = Choice(
        revised=choice.revised, parts=choice.parts, grain=choice.grain, groups=choice.groups
    )
    if choice == whole:
        return drawn
    every = [
        computed_view(dataset, view, own, trend_claims(dataset, own, whole), whole).claims
        for own in indicators_of(view)
    ]
    there = indicator_texts.together(every)
    more = drawn[~drawn["series_id"].isin(there["series_id"])]
    return indicator_texts.together([there, more])


def _over_years(
    dataset: Dataset,
    view: View,
    read: Mapping[str, ComputedView],
    everything: Mapping[str, pd.DataFrame],
    named: pd.DataFrame,
) -> ResolvedView:
    """Return a chart over time of what was read of each indicator, of all that there is of it."""
    parts = [(name, one.claims) for name, one in read.items()]
    two_axes = why_two_axes(dataset, view, parts)
    one_axis = view.axis == ONE and len(parts) > 1 and not two_axes
    options = replace(chart_options(dataset, view), one_axis=one_axis, named=named)
    parts = on_one_axis(dataset, *parts) if one_axis else parts
    claims = indicator_texts.together([own for _, own in parts])
    options = replace(options, own=own_words(view, claims, over_time=True))
    if not view.scales and own_by_default(dataset, view, claims):
        options = replace(options, own_scales=True)

    def caveats(name: str, own: pd.DataFrame) -> list[str]:
        return [*read[name].sentences, *chart_remarks.disagreements(dataset, own)]

    def remarks(name: str, own: pd.DataFrame) -> list[str]:
        left_out = chart_remarks.left_out(dataset, everything[name], own, view.grain)
        return [
            *chart_remarks.about_record(dataset, own),
            *chart_remarks.not_joined(dataset, own, log=options.log),
            *([] if way_of(view) else left_out),
        ]

    in_panels = bool(view.panels or view.beside) and not one_axis
    return ResolvedView(
        view=view,
        claims=claims,
        unfiltered=indicator_texts.together(list(everything.values())),
        alt_text=trend_alt_text(dataset, parts, options),
        options=options,
        heading=indicator_texts.title(dataset, parts),
        subtitle=indicator_texts.subtitle(dataset, parts, one_axis=one_axis),
        shape="panels" if in_panels else "time",
        missing=why_missing(dataset, parts, view, options),
        two_axes=two_axes,
        builder=lambda palette, size: (
            multiples(dataset, claims, palette, size, options)
            if in_panels
            else trend(dataset, parts[0][0], claims, palette, size, options)
        ),
        windows=lambda years, palette, sizes: (
            [] if in_panels else year_windows(dataset, claims, years, palette, sizes, options)
        ),
        caveats=lambda: [
            *([two_axes] if view.axis and two_axes else []),
            *indicator_texts.told_of_each(dataset, parts, caveats),
        ],
        remarks=lambda: indicator_texts.told_of_each(dataset, parts, remarks),
    )


def _map(dataset: Dataset, view: View) -> ResolvedView:
    """Return a map of one year: years, places and all that is over time have no say in it."""
    choice = replace(choice_of(view), places=(), since=None, until=None)
    found = find_map(dataset, view, choice)
    unfiltered = indicator_claims(dataset, view.indicator)
    dataset, name = as_read(dataset, view), indicator_of(view, view.indicator)
    unit = notes.unit_words(dataset, name, found.claims)
    subtitle = notes.subtitle(dataset, name, found.claims)
    own = own_words(view, found.claims, over_time=False)
    states = {one.claim_id: place_name(dataset, one.place_id) for one in claims_in(found.claims)}
    chart = found.chart and replace(found.chart, own=_named_notes(own, states))
    if chart is None:
        alt_text = AltText(found.missing, lambda: [found.missing])
    else:
        alt_text = map_alt_text(dataset, chart, found.heading, unit)
    return ResolvedView(
        view=view,
        claims=found.claims,
        unfiltered=unfiltered,
        alt_text=alt_text,
        heading=found.heading,
        subtitle=subtitle,
        shape="map",
        missing=found.missing,
        builder=lambda palette, size: (
            chart and map_of_states(dataset, chart, found.heading, subtitle, palette, size)
        ),
        remarks=lambda: state_map.about(dataset, chart.figures) if chart else [],
        map=chart,
        map_years=found.years,
    )


def _named_notes(own: OwnWords, names: Mapping[str, str]) -> OwnWords:
    """Return a presenter's words, the notes with the name of what they are on, by claim id."""
    notes = [replace(one, text=f"{names[one.at]}: {one.text}") for one in own.notes]
    return replace(own, notes=tuple(notes))


def _with_comparison(dataset: Dataset, view: View) -> View:
    if view.comparison or view.indicator:
        return view
    if not len(dataset.comparisons):
        return _with_indicator(dataset, view)
    return replace(view, comparison=str(dataset.comparisons.index[0]))


def _comparison_heading(dataset: Dataset, view: View) -> str:
    if view.comparison:
        return str(dataset.comparisons.loc[view.comparison, "title"])
    return str(dataset.indicators.loc[view.indicator, "title"])


def _comparison(dataset: Dataset, view: View, _: Pairs) -> ResolvedView:
    indicators = dataset.indicators["comparison_id"]
    named = view.comparison and indicators.index[indicators == view.comparison]
    members = tuple(named) if view.comparison else (view.indicator,)
    choice = choice_of(view)
    claims = dataset.kept(compared_claims, members, choice)
    unfiltered = dataset.kept(compared_claims, members, Choice(revised=True))
    parts = dataset.kept(parts_of_years, members, choice)
    below = chart_remarks.parts_left_out(dataset, parts)
    return replace(
        _in_rows(dataset, view, claims, _comparison_heading(dataset, view), below),
        unfiltered=unfiltered,
        missing=why_not_beside(dataset, unfiltered, claims),
        remarks=lambda: [
            *chart_remarks.about_record(dataset, claims),
            *chart_remarks.record_elsewhere(
                dataset, record_of_other_periods(dataset, members, choice)
            ),
            *below,
            *chart_remarks.disagreements(dataset, claims),
            *chart_remarks.left_out(dataset, unfiltered, claims),
        ],
    )


def _picked(dataset: Dataset, view: View, _: Pairs) -> ResolvedView:
    picked_groups = groups(dataset, view.picked)
    if not picked_groups:
        return _no_chart(dataset, view, NO_PICKED)
    first = picked_groups[0]
    return replace(
        _in_rows(dataset, view, first.claims, PICKED_HEADING),
        remarks=lambda: [
            *what_differs(dataset, first),
            *chart_remarks.about_record(dataset, first.claims),
            *chart_remarks.disagreements(dataset, first.claims),
        ],
    )


def _disagreement(dataset: Dataset, view: View, pairs: Pairs) -> ResolvedView:
    if not view.claim:
        return _gaps(dataset, view, pairs)
    beside = side_by_side(dataset, pairs() if pairs else all_pairs(dataset), view.claim)
    if beside is None:
        return _no_chart(dataset, view, not_yet(dataset, view) or NOTHING_BESIDE)
    told = [disagreement.gap_sentence(dataset, beside.own)]
    return replace(
        _in_rows(dataset, view, beside.claims, beside.heading, told=told),
        beside=beside,
        remarks=lambda: [disagreement.pair_words(dataset, pair) for pair in beside.apart],
    )


def _gaps(dataset: Dataset, view: View, pairs: Pairs) -> ResolvedView:
    """Return the disagreements of the list, each as its widest pair."""
    differences = grouped(pairs() if pairs else all_pairs(dataset))
    kept = [one.widest for one in kept_differences(dataset, differences, view)]
    claims = claims_of(dataset, [pair.claims for pair in with_ratio(kept)])
    chart = dumbbell_chart(dataset, kept, own_words(view, claims, over_time=False)).presented()
    return _of_list(dataset, view, claims, chart, gaps_alt_text(dataset, kept))


def _recorded(dataset: Dataset, view: View, _: Pairs) -> ResolvedView:
    """Return the numbers beside the official figures."""
    kept = kept_record_pairs(dataset, record_pairs(dataset)[0], view)
    claims = claims_of(dataset, [(one.claim, one.recorded) for one in comparable(kept)])
    chart = record_chart(dataset, kept, own_words(view, claims, over_time=False)).presented()
    return _of_list(dataset, view, claims, chart, record_alt_text(dataset, kept))


def _of_list(
    dataset: Dataset,
    view: View,
    claims: pd.DataFrame,
    chart: RowChart,
    alt_text: AltText,
) -> ResolvedView:
    """Return the chart of a list page, whose unit says what of the list it shows."""
    chosen = filter_words(dataset, view)
    subtitle = f"{chart.subtitle}; shown: {chosen}" if chosen else chart.subtitle
    chart = replace(chart, subtitle=subtitle)
    return ResolvedView(
        view=view,
        claims=claims,
        unfiltered=claims,
        alt_text=alt_text,
        heading=chart.title,
        subtitle=subtitle,
        missing="" if chart.rows else f"{chosen or ALL}: none.",
        builder=partial(row_figure, chart),
        rows=lambda: chart,
    )


def _in_rows(
    dataset: Dataset,
    view: View,
    claims: pd.DataFrame,
    heading: str,
    below: Sequence[str] = (),
    *,
    told: Sequence[str] = (),
) -> ResolvedView:
    below = [
        *chart_remarks.estimates(claims),
        *below,
        *chart_remarks.one_count(dataset, claims),
    ]

    @cache
    def rows() -> RowChart:
        own = own_words(view, claims, over_time=False)
        chart = compare(dataset, heading, claims, below, own)
        return replace(chart, told=told).presented(view.focus)

    return ResolvedView(
        view=view,
        claims=claims,
        unfiltered=claims,
        alt_text=compare_alt_text(dataset, heading, claims, below),
        heading=heading,
        subtitle=subtitle_beside(dataset, claims),
        builder=lambda palette, size: row_figure(rows(), palette, size),
        rows=rows,
    )


def _claim(dataset: Dataset, view: View, pairs: Pairs) -> ResolvedView:
    """Return a claim, or a figure of the record, as a number in large."""
    claims = in_own_units(dataset, claim_rows(dataset, view.claim))
    if claims.empty:
        return _no_chart(dataset, view, not_yet(dataset, view))
    parts = indicator_texts.by_indicator(claims)
    own = ResolvedView(
        view=view,
        claims=claims,
        unfiltered=claims,
        alt_text=AltText("", list),
        heading=indicator_texts.title(dataset, parts),
        subtitle=indicator_texts.subtitle(dataset, parts),
    )
    return _in_numbers(dataset, own, pairs)


def _list(dataset: Dataset, view: View, _: Pairs) -> ResolvedView:
    """Return the claims of the list page, with its filters in words."""
    claims = listed_claims(dataset, view)
    subtitle = list_words(dataset, view, claims)
    return ResolvedView(
        view=replace(view, part=1),
        claims=in_own_units(dataset, claims),
        unfiltered=dataset.joined,
        alt_text=AltText(f"{LIST_HEADING}: {subtitle}", lambda: [subtitle]),
        shape="list",
        heading=LIST_HEADING,
        subtitle=subtitle,
        missing=NO_LISTED if claims.empty else "",
    )


def _no_chart(dataset: Dataset, view: View, why: str) -> ResolvedView:
    claims = dataset.joined[dataset.joined["claim_id"] == view.claim]
    alt_text = AltText(why, lambda: [why])
    return ResolvedView(view, claims, claims, alt_text, missing=why)


PICKED = ChartKind("comparison", _picked, heading=lambda *_: PICKED_HEADING)
LIST = ChartKind("claim list", _list, charted=False)
KINDS: Mapping[str, ChartKind] = {
    "trends": ChartKind("trend", _trend, _complete_trend, _trend_heading),
    "compare": ChartKind("comparison", _comparison, _with_comparison, _comparison_heading),
    "disagreements": ChartKind("disagreement", _disagreement),
    "recorded": ChartKind("comparison with the record", _recorded),
    "claims": ChartKind("number", _claim),
}
"""The kind of chart that each page with charts shows; claims that a reader picked, and the list of
claims, are of another kind than the others of their page.
"""
