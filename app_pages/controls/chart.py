"""The chart of a page: its size and colours on this reader's screen, the click on a mark, and how
a chart over time is looked at: years, focus, panels, scale.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

import pandas as pd
import plotly.graph_objects as go
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from app_pages.controls.menu import menu
from app_pages.controls.texts import literal
from app_pages.session.addresses import path_to
from app_pages.session.dataset_cache import figure_of
from app_pages.session.view_state import change, control, set_control, switch
from charts.builders.small_multiples import divided
from charts.page_parts.results import map_way_of
from charts.style.fonts import static_text
from charts.style.house_style import site_style
from charts.style.theme import NARROW, WIDE, Palette, Size
from charts.text import indicator_texts
from charts.text.computed_figures import CALLED
from charts.text.indicator_texts import series_names
from charts.views.alt_text import AltText
from charts.views.choice import CONTROLS, choice_of, indicators_of, own_by_default
from charts.views.computed_view import as_way, way_of, ways
from charts.views.glossary import GLOSSARY
from charts.views.resolve import ResolvedView
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

CHART = {"displayModeBar": False, "scrollZoom": False, "showTips": False, "doubleClick": False}
"""Plotly's own zooming and toggling are off, so that page, address and export show the same."""
GATHERED = 0.015
"""Seconds, somewhat more than those for which the browser gathers what it is sent before it shows
it all at once.
"""


def screen_size() -> Size:
    """Return the size to lay a figure out for. The page's first script tells a phone by a cookie,
    so that the first picture fits it; a screen that is turned reports itself.
    """
    told = st.context.cookies.get("narrow") == "yes"
    known = bool(st.session_state.get("screen", {}).get("narrow", told))
    reported = _screen(
        key="screen",
        data={"narrow": known},
        on_narrow_change=lambda: None,
        on_dark_change=lambda: None,
    )
    return NARROW if (reported.narrow if reported.narrow is not None else known) else WIDE


def controls_row() -> DeltaGenerator:
    """Show a place for controls beside each other. On a phone it comes after the chart, which fills
    the screen.
    """
    return st.container(horizontal=True, vertical_alignment="bottom")


def palette() -> Palette:
    """Return the colours of the theme that the reader sees, in the house style."""
    style = site_style()
    return style.dark if st.context.theme.type == "dark" else style.light


def show_chart(figure: go.Figure, key: str, alt: str = "") -> str:
    """Show a figure; return the claim whose mark a reader clicked in this run, or ""."""
    seen = st.session_state.setdefault("clicked", {})
    event = st.plotly_chart(
        figure,
        theme=None,
        key=key,
        config=CHART,
        on_select="rerun",
        selection_mode="points",
        alt=alt or None,
    )
    points = event["selection"]["points"] if event else []
    ids = [str(point["customdata"][0]) for point in points if point.get("customdata")]
    clicked = next(iter(" ".join(ids).split()), "")
    # A selection outlives the run in which it was made; coming back must not open it again.
    new = clicked if clicked != seen.get(key) else ""
    seen[key] = clicked
    return new


_go = st.components.v2.component("go", js=static_text("chart_link.js"))
_screen = st.components.v2.component("screen", js=static_text("chart_screen.js"))


def open_clicked(claim_id: str) -> None:
    """Go to a claim's page where a mark of it was clicked, as by a link."""
    if claim_id:
        _go(key="go", data={"to": path_to("claims", claim=claim_id)})


def show_view(dataset: Dataset, resolved: ResolvedView, key: str, size: Size) -> bool:
    """Show the chart of a view, or why there is none; tell whether there is one.

    It is sent by itself, so that the browser draws it before it takes in what follows.
    """
    figure = figure_of(dataset, resolved.view, palette(), size)
    if figure is None:
        st.info(literal(resolved.missing))
        return False
    open_clicked(show_chart(figure, f"{key}-{size.name}", resolved.alt_text.short))
    time.sleep(GATHERED)
    return True


def show_alt_text(alt_text: AltText, key: str) -> None:
    """Show the whole alternative text in an expander; closed, it costs nothing."""
    opened = st.expander("This chart in words", key=f"{key}_words", on_change="rerun")
    if not opened.open:
        return
    with opened:
        for paragraph in alt_text.paragraphs():
            st.markdown(literal(paragraph))


LOOKS = ("focus", "panels", "scale", "scales", "per", "derived", "events", "notes")
AS_PANELS = {
    "": "One chart",
    "place": "A panel for each place",
    "producer": "A panel for each producer",
}


NUMBERS_AS = {"": "As published", **CALLED}


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


EVENTS = "Events that the documents tell of. None of them is said to be a cause of what is drawn."


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
