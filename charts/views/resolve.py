"""What a view shows: its claims, its heading, its figure, its words; for pages, tab titles,
previews, exports.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import pandas as pd
import plotly.graph_objects as go

from charts.builders.compare import compare
from charts.builders.small_multiples import multiples
from charts.builders.trend import ChartOptions, runs_on_scale, trend
from charts.style.theme import Palette, Size
from charts.text import chart_remarks, disagreement, notes
from charts.views.alt_text import Alternative, compare_alternative, trend_alternative
from charts.views.side_by_side import NOTHING_BESIDE, side_by_side
from charts.views.view import View
from loaders.analysis.disagreements import all_pairs
from loaders.analysis.pairs import Pair
from loaders.dataset import Dataset
from loaders.queries.as_of import as_of
from loaders.queries.comparability import groups
from loaders.queries.selection import (
    Choice,
    compared_claims,
    comparisons,
    events_of,
    indicator_choice,
    indicator_claims,
    indicators_with_claims,
    record_of_other_periods,
    trend_claims,
)

FIRST = "poppy_area"
"""The indicator of Trends where none is chosen."""
PICKED = "Claims picked by a reader"
CHARTS = ("trends", "compare")
NO_PICKED = "None of the claims that were picked is here."
NO_CHART = "This page shows no chart of claims."
NOT_ABOVE_ZERO = "No number here is above zero, so nothing can stand on a logarithmic scale."
NOTHING_CHOSEN = "Choose a disagreement; each of them has a chart."


@dataclass(frozen=True)
class ResolvedView:
    """The chart of a view, or in `missing` a sentence on why there is none.

    `claims` has a row for each claim that it draws or names, with bounds in one unit
    (`chart_low`, `chart_high`, `chart_unit`); `subtitle` is what is measured, and that unit.
    `draw` makes the figure, None only where `missing` says why; `tell` what the chart cannot say
    by itself.
    """

    view: View
    claims: pd.DataFrame
    heading: str
    subtitle: str
    missing: str
    alternative: Alternative
    draw: Callable[[Palette, Size], go.Figure | None]
    tell: Callable[[], list[str]]


def choice_of(view: View) -> Choice:
    """Return what the view keeps, as a query takes it."""
    return Choice(
        topics=(view.topic,) if view.topic and view.page == "claims" else (),
        places=view.places,
        producers=view.producers,
        documents=view.documents,
        statuses=view.statuses,
        hedges=view.hedges,
        since=view.since,
        until=view.until,
        revised=view.revised,
        record=view.record,
        parts=view.panels == "place",
    )


def dataset_of(dataset: Dataset, view: View) -> Dataset:
    """Return the dataset as it stood on the view's day; itself where the view has none.

    All that shows a view takes what this returns.
    """
    return as_of(dataset, view.as_of) if view.as_of else dataset


def completed(dataset: Dataset, view: View) -> View:
    """Fill in what a chart's page needs and an address may leave out: indicator or comparison."""
    if view.page == "trends" and not (view.indicator and not view.topic):
        choices = indicators_with_claims(dataset)
        own = choices.index[choices["topic"] == view.topic] if view.topic else choices.index
        if view.indicator in own:
            return view
        first = FIRST if FIRST in choices.index else str(choices.index[0])
        return replace(view, indicator=str(own[0]) if view.topic and len(own) else first)
    if view.page == "compare" and not (view.comparison or view.indicator or view.picked):
        return replace(view, comparison=str(comparisons(dataset).index[0]))
    return view


def members(dataset: Dataset, view: View) -> tuple[str, ...]:
    """Return the indicators whose claims a completed view of Compare shows side by side."""
    if not view.comparison:
        return (view.indicator,)
    own = dataset.indicators["comparison_id"]
    return tuple(own.index[own == view.comparison])


def claims_of(dataset: Dataset, view: View) -> pd.DataFrame:
    """Return the claims that the chart of a completed view draws, one row each."""
    if view.page == "trends":
        return trend_claims(dataset, view.indicator, choice_of(view))
    if view.picked:
        found = groups(dataset, view.picked)
        return found[0].claims if found else dataset.joined.iloc[[]]
    return compared_claims(dataset, members(dataset, view), choice_of(view))


def heading_of(dataset: Dataset, view: View) -> str:
    """Return the title of the chart of a completed view."""
    if view.page == "trends":
        claims = indicator_choice(dataset, view.indicator, choice_of(view))
        return notes.title(dataset, view.indicator, claims)
    if view.picked:
        return PICKED
    if view.comparison:
        return str(dataset.comparisons.loc[view.comparison, "title"])
    return str(dataset.indicators.loc[view.indicator, "title"])


def figure_of(dataset: Dataset, view: View, palette: Palette, size: Size) -> go.Figure | None:
    """Draw the chart of a completed view; None where there is nothing that it can draw."""
    claims = claims_of(dataset, view)
    if view.page == "compare":
        return compare(dataset, heading_of(dataset, view), claims, palette, size)
    if view.panels:
        return multiples(
            dataset, view.indicator, claims, palette, size, chart_options(dataset, view)
        )
    return trend(dataset, view.indicator, claims, palette, size, chart_options(dataset, view))


def chart_options(dataset: Dataset, view: View) -> ChartOptions:
    """Return how a view of Trends looks at its chart."""
    events = events_of(dataset, view.indicator, view.since, view.until) if view.events else None
    return ChartOptions(view.focus, view.scale == "log", events, view.notes, view.panels)


def resolve(dataset: Dataset, view: View, pairs: Iterable[Pair] | None = None) -> ResolvedView:
    """Return what a view shows; `pairs` are those of `all_pairs`, where they are at hand."""
    view = completed(dataset, view)
    if view.page == "disagreements" and view.claim:
        return _disagreement(dataset, view, all_pairs(dataset) if pairs is None else pairs)
    if view.page not in CHARTS:
        chosen = NOTHING_CHOSEN if view.page == "disagreements" else NO_CHART
        return _none(dataset, view, chosen)
    claims = claims_of(dataset, view)
    if view.page == "trends":
        return _over_time(dataset, view, claims)
    missing = NO_PICKED if view.picked else chart_remarks.why_no_chart(dataset, claims)
    return _side_by_side(dataset, view, claims, missing if claims.empty else "")


def why_missing(dataset: Dataset, claims: pd.DataFrame, options: ChartOptions) -> str:
    """Return why claims are no chart over time; "" where they are one."""
    dated = claims[claims["start"].notna()]
    if dated.empty:
        return chart_remarks.why_no_chart(dataset, claims)
    return "" if runs_on_scale(dataset, dated, log=options.log) else NOT_ABOVE_ZERO


def _over_time(dataset: Dataset, view: View, claims: pd.DataFrame) -> ResolvedView:
    options = chart_options(dataset, view)
    everything = indicator_claims(dataset, view.indicator)
    missing = why_missing(dataset, claims, options)
    return ResolvedView(
        view,
        claims,
        heading_of(dataset, view),
        notes.subtitle(dataset, view.indicator, claims),
        missing,
        trend_alternative(dataset, view.indicator, claims, options),
        lambda palette, size: None if missing else figure_of(dataset, view, palette, size),
        lambda: [
            *chart_remarks.about_record(dataset, claims),
            *chart_remarks.disagreements(dataset, claims),
            *chart_remarks.not_joined(dataset, claims),
            *chart_remarks.left_out(dataset, everything, claims),
        ],
    )


def _side_by_side(dataset: Dataset, view: View, claims: pd.DataFrame, missing: str) -> ResolvedView:
    heading = heading_of(dataset, view)
    return ResolvedView(
        view,
        claims,
        heading,
        notes.subtitle_beside(dataset, claims),
        missing,
        compare_alternative(dataset, heading, claims),
        lambda palette, size: compare(dataset, heading, claims, palette, size),
        lambda: [
            *chart_remarks.about_record(dataset, claims),
            *_elsewhere(dataset, view),
            *chart_remarks.disagreements(dataset, claims),
        ],
    )


def _elsewhere(dataset: Dataset, view: View) -> list[str]:
    """Return what is said of official figures that a comparison leaves out."""
    names = () if view.picked else members(dataset, view)
    return chart_remarks.record_elsewhere(
        dataset, record_of_other_periods(dataset, names, choice_of(view))
    )


def _disagreement(dataset: Dataset, view: View, pairs: Iterable[Pair]) -> ResolvedView:
    found = side_by_side(dataset, pairs, view.claim)
    if found is None:
        return _none(dataset, view, NOTHING_BESIDE)
    claims, heading = found.claims, found.heading
    return ResolvedView(
        view,
        claims,
        heading,
        notes.subtitle_beside(dataset, claims),
        "",
        compare_alternative(dataset, heading, claims),
        lambda palette, size: compare(dataset, heading, claims, palette, size),
        lambda: [disagreement.in_words(dataset, pair) for pair in found.apart],
    )


def _none(dataset: Dataset, view: View, why: str) -> ResolvedView:
    claims = dataset.joined[dataset.joined["claim_id"] == view.claim]
    told = Alternative(why, lambda: [why])
    return ResolvedView(view, claims, "", "", why, told, lambda *_: None, list)
