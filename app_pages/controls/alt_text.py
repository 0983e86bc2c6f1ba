"""A chart in words under the chart: made when a reader opens it."""

from __future__ import annotations

import streamlit as st

from app_pages.controls.page_frame import plain
from charts.views.alt_text import AltText


def in_words(alt_text: AltText, key: str) -> None:
    """Show the whole alternative text in an expander; closed, it costs nothing."""
    opened = st.expander("This chart in words", key=f"{key}_words", on_change="rerun")
    if not opened.open:
        return
    with opened:
        for paragraph in alt_text.paragraphs():
            st.markdown(plain(paragraph))
