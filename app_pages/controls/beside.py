"""The control that sets another indicator beside the one on Trends, over the same time."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from app_pages.controls.menu import menu
from app_pages.controls.texts import literal
from app_pages.session.view_state import change, control, switch
from charts.page_parts.results import indicator_labels, partners_of
from charts.views.view import ONE, View
from loaders.dataset import Dataset

HELP = (
    "Two panels on one time axis, each with its own unit and scale. Indicators of the same topic "
    "or of the same places and years come first."
)


def beside_control(dataset: Dataset, view: View, two_axes: str) -> None:
    """Show the choice of the other indicator and, where there is one, what sets the two on one
    axis, or in `two_axes` why they cannot be, and what changes their places; made when a reader
    opens it.
    """
    opened = menu("Second indicator", "beside_another", int(bool(view.beside)))
    if opened is None:
        return
    labels = indicator_labels(dataset)
    offered = [name for name in partners_of(dataset, view.indicator) if name in labels]
    with opened:
        st.selectbox(
            "Second indicator",
            list(dict.fromkeys(["", *offered, view.beside])),
            format_func=lambda name: labels.get(name, name) or "Nothing",
            help=HELP,
            **control(view, "beside"),
        )
        if view.beside:
            turned = swapped(dataset, view)
            chosen = {n: getattr(turned, n) for n in ("indicator", "beside", "topic")}
            if two_axes and not view.axis:
                st.caption(literal(two_axes))
            else:
                st.toggle("On one axis", **switch(view, "axis", ONE))
            st.button("Swap the two", on_click=change, args=(view.page,), kwargs=chosen)


def swapped(dataset: Dataset, view: View) -> View:
    """Return a view with the other indicator above; a topic that is not its own is given up."""
    own = str(dataset.indicators.loc[view.beside, "topic"])
    topic = view.topic if view.topic == own else ""
    return replace(view, indicator=view.beside, beside=view.indicator, topic=topic)
