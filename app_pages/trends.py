"""Trends: the claims of one indicator over time."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from app_pages.controls.beside import beside_control
from app_pages.controls.chart import controls_row, screen_size, show_view
from app_pages.controls.chart_options import (
    AS_PUBLISHED,
    as_it_stands,
    grain_control,
    look_options,
    map_switch,
    map_year,
    years,
)
from app_pages.controls.export_menu import take_away
from app_pages.controls.filters import NOTHING, filters
from app_pages.controls.own_words import WITHOUT
from app_pages.controls.page_frame import open_page
from app_pages.controls.texts import literal, show_html
from app_pages.sections.below_chart import below_chart
from app_pages.session.dataset_cache import current_dataset
from app_pages.session.view_state import control
from charts.page_parts.number_cards import view_numbers
from charts.page_parts.results import (
    caveats_of,
    choices_of,
    dated,
    grains_of,
    indicator_entries,
    indicator_labels,
    map_years_of,
    record_choices_of,
    remarks_of,
    resolved_view,
)
from charts.style.theme import NARROW
from charts.views.choice import indicators_of

OTHER = {**NOTHING, **AS_PUBLISHED, **WITHOUT, "grain": "", "map": None}
"""What another indicator may not have."""
whole = current_dataset()
choices = choices_of(whole)
view = open_page("trends", whole)
dataset = dated(whole, view)
size = screen_size()
names = dataset.topics["title"]
offered = set(choices.index[choices.topic == view.topic] if view.topic else choices.index)
entries = indicator_entries(whole)
titles = choices.title if view.topic else indicator_labels(whole)


def indicator_control() -> None:
    """Show the choice of the indicator, trends first."""
    st.selectbox(
        "Indicator",
        [name for name in entries if name in offered],
        format_func=lambda name: (
            titles[name] if name == view.indicator else f"{titles[name]} · {entries[name]}"
        ),
        filter_mode="contains",
        **control(view, "indicator", resets=OTHER),
    )


# The chart is sent first; the controls, which a reader has on the page already, follow it. On a
# phone they stand below it, as the chart fills the screen, but for the first.
above = controls_row() if size is not NARROW else None
over_years = st.container() if size is not NARROW else None
if above is None:
    indicator_control()
resolved = resolved_view(dataset, view)
in_numbers = resolved.shape == "numbers"
if in_numbers:
    show_html(view_numbers(dataset, view))
has_chart = in_numbers or show_view(dataset, resolved, "trend", size)
# Worked out before anything else is sent, so that the browser draws the chart before the rest.
remarks_of(dataset, view)
caveats_of(dataset, view)
recorded = record_choices_of(dataset, view.indicator)
of_all_years = resolved_view(dataset, replace(view, since=None, until=None)).claims

with above or controls_row():
    if above is not None:
        indicator_control()
    st.selectbox(
        "Topic",
        ["", *names.index],
        format_func=lambda name: names[name] if name else "All topics",
        **control(view, "topic", resets={**OTHER, "indicator": ""}),
    )
    if view.map is None:
        grain_control(view, grains_of(dataset, view))
    filters(whole, view, resolved.unfiltered, recorded)
    if view.map is None:
        beside_control(dataset, view, resolved.two_axes)
    mapped = map_years_of(dataset, view.indicator)
    if mapped or not (in_numbers and as_it_stands(view)):
        look_options(dataset, view, resolved.claims)
    map_switch(dataset, view, mapped)
with over_years or st.container():
    if view.map is None and not (in_numbers and (view.since, view.until) == (None, None)):
        years(view, of_all_years)
    elif view.map is not None:
        map_year(view, resolved.map_years)
if has_chart:
    take_away(dataset, resolved.view)
else:
    for name in indicators_of(view):
        st.caption(literal(str(dataset.indicators.loc[name, "definition"])))
below_chart(dataset, view)
