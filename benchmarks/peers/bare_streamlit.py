"""Bare Streamlit: one selector, one chart."""

import streamlit as st

from benchmarks.peers.chart import draw, first, read_claims, read_titles

claims = st.cache_resource(read_claims)()
titles = st.cache_resource(read_titles)()
names = list(titles)
chosen = st.selectbox(
    "Indicator",
    names,
    index=names.index(first(claims, titles)),
    format_func=lambda name: titles[name],
)
st.plotly_chart(draw(claims, chosen, titles[chosen]))
