"""Cited Figures: page config, navigation, footer."""

import streamlit as st

from app_pages.current import current_dataset
from app_pages.frame import footer, style

st.set_page_config(page_title="Cited Figures", page_icon="app_pages/icon.svg", layout="wide")
style()
dataset = current_dataset()
page = st.navigation(
    [st.Page("app_pages/trends.py", title="Trends", default=True)],
    position="top",
)
page.run()
footer(dataset)
