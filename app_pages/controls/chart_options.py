"""How a chart over time is looked at: its years, a series in focus, panels, the scale."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from app_pages.session.view_state import change, control
from charts.text.notes import series_labels
from charts.views.view import PANELS, View
from loaders.dataset import Dataset

AS_PANELS = {"": "One chart", "place": "A panel for each place", "producer": "… for each producer"}


def years(view: View, claims: pd.DataFrame) -> None:
    """Show the years of an indicator's claims as a slider, which arrow keys move too."""
    first, last = claims["start"].min(), claims["end"].max()
    if pd.isna(first) or pd.isna(last) or first.year == last.year:
        return
    ends = (int(first.year), int(last.year))
    key = f"{view.page}_years"
    since = min(max(view.since or ends[0], ends[0]), ends[1])
    until = max(min(view.until or ends[1], ends[1]), since)
    st.session_state[key] = (since, until)

    def moved() -> None:
        low, high = st.session_state[key]
        chosen = {"since": None if low == ends[0] else low}
        change(view.page, **chosen, until=None if high == ends[1] else high)

    st.slider("Years", *ends, key=key, on_change=moved, format="%d")


def look_options(dataset: Dataset, view: View, claims: pd.DataFrame) -> None:
    """Show the ways to look at the chart, made when a reader opens them."""
    active = sum(
        bool(getattr(view, name)) for name in ("focus", "panels", "scale", "events", "notes")
    )
    opened = st.popover(f"View ({active})" if active else "View", key="look", on_change="rerun")
    if not opened.open:
        return
    dated = claims[claims["start"].notna()]
    labels = series_labels(dataset, dated[~dated["official"]]) if len(dated) else {}
    with opened:
        st.selectbox(
            "In focus",
            list(dict.fromkeys(["", *labels, view.focus])),
            format_func=lambda name: labels.get(name, name) or "All series alike",
            **control(view, "focus"),
        )
        st.selectbox(
            "Panels", ["", *PANELS], format_func=AS_PANELS.__getitem__, **control(view, "panels")
        )
        st.toggle("Logarithmic scale", **_switch(view, "scale", "log"))
        st.toggle("Dated events", **control(view, "events", none=False))
        st.toggle("Notes on single marks", **control(view, "notes", none=False))


def _switch(view: View, attribute: str, on: str) -> dict[str, Any]:
    """Return key and callback of a toggle that sets an attribute to one value or to none."""
    key = f"{view.page}_{attribute}"
    st.session_state[key] = getattr(view, attribute) == on

    def switched() -> None:
        change(view.page, **{attribute: on if st.session_state[key] else ""})

    return {"key": key, "on_change": switched}
