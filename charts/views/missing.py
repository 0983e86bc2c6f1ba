"""Why a view shows no chart, or not the one that was asked for, as a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from charts.builders.trend import ChartOptions
from charts.text import chart_remarks, indicator_texts
from charts.text.indicator_texts import Part
from charts.views.choice import choice_of, indicators_of
from charts.views.computed_view import measures_of
from charts.views.view import View
from loaders.dataset import Dataset
from loaders.queries import comparability
from loaders.queries.grains import main_grain
from loaders.queries.lines import off_scale
from loaders.queries.record import find_claim
from loaders.queries.record_choice import record_choices
from loaders.queries.selection import trend_claims

NO_CLAIMS = "No document here gives a number of this; Trends shows the official figures."
NOT_ABOVE_ZERO = "No number here is drawn above zero, so a logarithmic scale can show none of them."
IN_PANELS = "Not on one axis, as the chart is divided into panels."


def not_yet(dataset: Dataset, view: View) -> str:
    """Say that a view's claim came in after its day; "" where it was there."""
    if not view.claim or find_claim(dataset, view.claim):
        return ""
    return f"The claim {view.claim} was added later."


def why_two_axes(dataset: Dataset, view: View, parts: Sequence[Part]) -> str:
    """Return why two indicators are not on one axis, as a sentence; "" where they can be."""
    if len(parts) == 1:
        return ""
    return IN_PANELS if view.panels else comparability.why_two_axes(dataset, *parts)


def why_missing(dataset: Dataset, parts: Sequence[Part], view: View, options: ChartOptions) -> str:
    """Return why claims are no chart over time, or those of which of two indicators; "" where they
    are one.
    """
    ids = dict(zip(measures_of(view), indicators_of(view), strict=True))

    def tell(name: str, claims: pd.DataFrame) -> list[str]:
        why = _of_no_such_grain(dataset, view, ids[name]) if claims.empty else ""
        why = why or _why_not_drawn(dataset, claims, options)
        return [why] if why else []

    why = indicator_texts.told_of_each(dataset, parts, tell)
    several = ["Two panels cannot be drawn."] if why and len(parts) > 1 else []
    return " ".join([*several, *why])


def _of_no_such_grain(dataset: Dataset, view: View, indicator_id: str) -> str:
    """Say that an indicator has no figure over the length of time that is chosen, where it would
    have some over others; "" where that is not why there are none.
    """
    any_grain = trend_claims(dataset, indicator_id, replace(choice_of(view), grain=""))
    if not view.grain or any_grain.empty:
        return ""
    own = main_grain(any_grain[any_grain["start"].notna()])
    others = record_choices(dataset, indicator_id).grains or ([own] if own else [])
    there = [name for name in others if name != view.grain]
    return chart_remarks.no_such_grain(view.grain, there)


def _why_not_drawn(dataset: Dataset, claims: pd.DataFrame, options: ChartOptions) -> str:
    dated = claims[claims["start"].notna()]
    if dated.empty:
        return chart_remarks.why_no_chart(dataset, claims)
    off = off_scale(dated, log=options.log)
    return NOT_ABOVE_ZERO if len(off) == len(dated) else ""


def why_not_beside(dataset: Dataset, unfiltered: pd.DataFrame, claims: pd.DataFrame) -> str:
    """Return why there is nothing to compare; "" where there is."""
    if unfiltered.empty:
        return NO_CLAIMS
    return chart_remarks.why_no_chart(dataset, claims) if claims.empty else ""
