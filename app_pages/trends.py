"""Trends: the claims of one indicator over time."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from app_pages.citing import cite_chart
from app_pages.current import held
from app_pages.filters import NOTHING, choice_of, filters
from app_pages.frame import CHART, palette, plain, screen_size, sentences
from app_pages.state import control, current_view, what_was_unclear
from app_pages.tables import claims_table, sources_list
from charts import sentences as said
from charts.notes import title
from charts.trend import trend
from charts.view import View
from loaders.query import indicator_claims, indicators_with_claims, trend_claims

FIRST = "poppy_area"

dataset = held().dataset
assert dataset is not None
choices = indicators_with_claims(dataset)
first = FIRST if FIRST in choices.index else str(choices.index[0])


def complete(view: View) -> View:
    """Fill in the indicator: the first of the topic where none of it is chosen."""
    own = choices.index[choices.topic == view.topic] if view.topic else choices.index
    if view.indicator in own:
        return view
    return replace(view, indicator=str(own[0]) if view.topic and len(own) else first)


view = current_view("trends", dataset, complete)
size = screen_size()
st.header("Trends", anchor=False)
sentences(what_was_unclear("trends"))
names = dataset.topics["title"]
own = choices[choices.topic == view.topic] if view.topic else choices
everything = indicator_claims(dataset, view.indicator)
# The chart is sent first; the controls, which a reader has on the page already, follow it.
controls = st.container(horizontal=True, vertical_alignment="bottom")
claims = trend_claims(dataset, view.indicator, choice_of(view))
figure = trend(dataset, view.indicator, claims, palette(), size)
if figure is None:
    st.info(plain(said.why_no_chart(dataset, claims)))
else:
    st.plotly_chart(figure, theme=None, key=f"trend-{size.name}", config=CHART)
with controls:
    st.selectbox(
        "Indicator",
        list(own.index),
        format_func=lambda name: f"{names[choices.topic[name]]}: {choices.title[name]}",
        **control(view, "indicator", resets=NOTHING),
    )
    st.selectbox(
        "Topic",
        ["", *names.index],
        format_func=lambda name: names[name] if name else "All topics",
        **control(view, "topic", resets={**NOTHING, "indicator": ""}),
    )
    filters(dataset, view, everything)
st.caption(plain(str(dataset.indicators.loc[view.indicator, "definition"])))
if figure is not None:
    cite_chart(dataset, view, title(dataset, view.indicator, claims))
sentences(said.about_record(dataset, claims))
sentences(said.disagreements(dataset, claims))
sentences(said.not_joined(dataset, claims))
sentences(said.left_out(dataset, everything, claims))
heading = title(dataset, view.indicator, claims)
record = claims[claims["official"]]
if len(record) < len(claims) or claims.empty:
    claims_table(dataset, claims[~claims["official"]], heading)
if len(record):
    count = "1 figure" if len(record) == 1 else f"{len(record)} figures"
    with st.expander(f"The official record: {count}", expanded=len(record) == len(claims)):
        claims_table(dataset, record, f"{heading}: the official record")
sources_list(dataset, claims)
