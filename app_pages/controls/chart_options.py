"""The ways to look at a chart over time: years, map, focus, panels, scale, what its numbers are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd
import streamlit as st

from app_pages.controls.menu import menu
from app_pages.session.view_state import change, control, set_control, switch
from charts.builders.small_multiples import divided
from charts.page_parts.results import map_way_of
from charts.text import indicator_texts
from charts.text.computed_figures import CALLED
from charts.text.indicator_texts import series_names
from charts.views.choice import CONTROLS, choice_of, indicators_of, own_by_default
from charts.views.computed_view import as_way, way_of, ways
from charts.views.glossary import GLOSSARY
from charts.views.state_map import map_ways
from charts.views.view import OWN, PANELS, SAME, View
from loaders.analysis.computed_figures import (
    CAPITA,
    INDEX,
    figures_by_base,
    per_capita_unit,
    whole_of,
)
from loaders.dataset import Dataset
from loaders.queries.grains import GRAINS
from loaders.queries.selection import trend_claims

LOOKS = ("focus", "panels", "scale", "scales", "per", "derived", "events", "notes")
AS_PANELS = {
    "": "One chart",
    "place": "A panel for each place",
    "producer": "A panel for each producer",
}
NUMBERS_AS = {"": "As published", **CALLED}
EVENTS = "Events that the documents tell of. None of them is said to be a cause of what is drawn."
AS_PUBLISHED = {"per": "", "derived": "", "base": None}
"""What a new subject sets back."""


def years(view: View, claims: pd.DataFrame) -> None:
    """Show the years of the claims that can be drawn as a slider, which arrow keys move too."""
    days = [day for day in (claims["start"].min(), claims["end"].max()) if not pd.isna(day)]
    found = [int(day.year) for day in days]
    ends = (min(found, default=0), max(found, default=0))
    if ends[0] == ends[1]:
        return
    key = f"{view.page}_years"
    since = min(max(view.since or ends[0], ends[0]), ends[1])
    until = max(min(view.until or ends[1], ends[1]), since)
    set_control(key, (since, until))

    def moved() -> None:
        low, high = st.session_state[key]
        chosen = {"since": None if low == ends[0] else low}
        change(view.page, **chosen, until=None if high == ends[1] else high)

    st.slider("Years", *ends, key=key, on_change=moved, format="%d", label_visibility="collapsed")


def grain_control(view: View, grains: Sequence[str]) -> None:
    """Show over how long a time figures are shown, where the record gives a choice."""
    if len(grains) > 1 or view.grain:
        st.selectbox(
            "Time span",
            list(dict.fromkeys(["", *grains, *([view.grain] if view.grain else [])])),
            format_func=lambda name: GRAINS[name].label if name else "As published",
            help=GLOSSARY["Time span"],
            **control(view, "grain"),
        )


def map_year(view: View, years: Sequence[int]) -> None:
    """Show the years of which there is a map as a slider."""
    options = sorted({*years, view.map or 0} - {0})
    if len(options) > 1:
        st.select_slider("Year of the map", options, **control(view, "map", none=None))


def as_it_stands(view: View) -> bool:
    """Tell whether a reader chose no way to look at a chart over time."""
    return not any(getattr(view, name) for name in LOOKS)


def map_switch(dataset: Dataset, view: View, states: Sequence[int]) -> None:
    """Show what turns the chart into a map, where the record has figures by state, in the years
    `states`, that can be read for one. Counts are read in their first way while it is on.
    """
    way = map_way_of(dataset, view.indicator, view.places) if states else None
    if way is None and view.map is None:
        return
    key = f"{view.page}_map_on"
    set_control(key, view.map is not None)

    def switched() -> None:
        if st.session_state[key]:
            change(view.page, map=max(states, default=0), per=view.per or way or "")
        else:
            change(view.page, map=None, per="" if view.per == way else view.per)

    st.toggle("Map", key=key, on_change=switched)


def look_options(dataset: Dataset, view: View, claims: pd.DataFrame) -> None:
    """Show the ways to look at the chart, made when a reader opens them."""
    ways = LOOKS if view.map is None else ("per",)
    opened = menu("View", "look", sum(bool(getattr(view, name)) for name in ways))
    if opened is None:
        return
    with opened:
        if view.map is None:
            _over_time(dataset, view, claims)
        else:
            _map_numbers(dataset, view)


def _map_numbers(dataset: Dataset, view: View) -> None:
    """Show in which ways the counts of a map can be read."""
    say = NUMBERS_AS.__getitem__
    if whole_of(dataset, view.indicator):
        offered = dict.fromkeys(["", *map_ways(dataset, view), view.per])
        st.selectbox("Numbers", list(offered), format_func=say, **control(view, "per"))
    elif per_capita_unit(dataset, view.indicator):
        st.toggle(CALLED[CAPITA], **switch(view, "per", CAPITA))


def _over_time(dataset: Dataset, view: View, claims: pd.DataFrame) -> None:
    """Show the ways to look at a chart over time."""
    dated = claims[claims["start"].notna()]
    labels = series_names(dataset, indicator_texts.by_indicator(dated))
    st.selectbox(
        CONTROLS["focus"],
        list(dict.fromkeys(["", *labels, view.focus])),
        format_func=lambda name: labels.get(name, name) or "None",
        **control(view, "focus"),
    )
    ways = ways_to_divide(dataset, view)
    if ways:
        st.selectbox(
            "Panels", ["", *ways], format_func=AS_PANELS.__getitem__, **control(view, "panels")
        )
    if view.panels:
        ends = ("", SAME) if own_by_default(dataset, view, claims) else (OWN, "")
        st.toggle("Each panel on its own scale", **switch(view, "scales", *ends))
    _numbers_as(dataset, view)
    st.toggle(CONTROLS["scale"], **switch(view, "scale", "log"))
    st.toggle("Show events", help=EVENTS, **control(view, "events", none=False))
    st.toggle("Show notes", **control(view, "notes", none=False))


def _numbers_as(dataset: Dataset, view: View) -> None:
    """Show in which ways the numbers can be read and, of an index, the year whose figure is 100."""
    choice = choice_of(view)
    offered = ways(dataset, view, choice)
    if not offered:
        return
    key = f"{view.page}_numbers"
    set_control(key, way_of(view))

    def chosen() -> None:
        new = as_way(view, st.session_state[key])
        change(view.page, per=new.per, derived=new.derived, base=new.base)

    say = NUMBERS_AS.__getitem__
    st.selectbox("Numbers", ["", *offered], format_func=say, key=key, on_change=chosen)
    if view.derived == INDEX:
        years_offered = figures_by_base(dataset, trend_claims(dataset, view.indicator, choice))
        st.selectbox(
            "Year that is 100",
            sorted({*years_offered, *([view.base] if view.base else [])}),
            **control(view, "base", none=None),
        )


def ways_to_divide(dataset: Dataset, view: View) -> list[str]:
    """Return what the chart can be divided by: that of which an indicator has several, and the one
    chosen.
    """
    found = []
    for name in PANELS:
        choice = choice_of(replace(view, panels=name))
        claims = [trend_claims(dataset, own, choice) for own in indicators_of(view)]
        dated = [own[own["start"].notna()] for own in claims]
        if name == view.panels or any(len(divided(dataset, own, name)) > 1 for own in dated):
            found.append(name)
    return found
