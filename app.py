"""Cited Figures: page config, navigation, footer."""

import streamlit as st

from app_pages.current import held, watch
from app_pages.frame import banner, footer, navigation, show_problems
from app_pages.style import STYLE

st.set_page_config(page_title="Cited Figures", page_icon="app_pages/icon.svg", layout="wide")
st.html(STYLE)

pages = {
    "overview": st.Page("app_pages/overview.py", title="Overview", default=True),
    "trends": st.Page("app_pages/trends.py", title="Trends"),
    "compare": st.Page("app_pages/compare.py", title="Compare"),
    "claims": st.Page("app_pages/claims.py", title="Claims"),
    "sources": st.Page("app_pages/sources.py", title="Sources"),
    "method": st.Page("app_pages/method.py", title="Method"),
}
page = st.navigation(list(pages.values()), position="hidden")
seen = held().look()
dataset = held().dataset
if dataset is None:
    show_problems(held().problems)
else:
    navigation(pages)
    banner(held().problems)
    page.run()
    footer(dataset)
watch(seen)
