"""Trends: the claims of one indicator over time."""

from __future__ import annotations

import streamlit as st

from app_pages.current import current_dataset
from app_pages.frame import palette, plain, screen_size
from app_pages.tables import claims_table
from charts.sentences import disagreements, why_no_chart
from charts.trend import trend
from charts.words import place_name
from loaders.query import indicators_with_claims, places_of, trend_claims

dataset = current_dataset()
size = screen_size()
st.title("Trends")

choices = indicators_with_claims(dataset)
topics = dataset.topics["title"]
indicator_id = st.selectbox(
    "Indicator",
    list(choices.index),
    index=list(choices.index).index("poppy_area") if "poppy_area" in choices.index else 0,
    format_func=lambda name: f"{topics[choices.topic[name]]}: {choices.title[name]}",
)
places = places_of(dataset, indicator_id)
place_id = None
if len(places) > 1:
    place_id = st.selectbox(
        "Place",
        [None, *places],
        format_func=lambda name: place_name(dataset, name) or "All places",
    )

claims = trend_claims(dataset, indicator_id, place_id)
figure = trend(dataset, indicator_id, claims, palette(), size)
st.write(plain(str(dataset.indicators.loc[indicator_id, "definition"])))
if figure is None:
    st.info(plain(why_no_chart(dataset, claims)))
else:
    st.plotly_chart(
        figure,
        theme=None,
        key=f"trend-{size.name}",
        config={"displayModeBar": False, "showAxisDragHandles": False, "scrollZoom": False},
    )
for sentence in disagreements(dataset, claims):
    st.write(plain(sentence))
claims_table(dataset, claims)
