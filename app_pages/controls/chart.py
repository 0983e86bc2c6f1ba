"""The chart of a page: its size and colours on this reader's screen, the click on a mark, and the
chart in words.
"""

from __future__ import annotations

import time

import plotly.graph_objects as go
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from app_pages.controls.texts import literal
from app_pages.session.addresses import path_to
from app_pages.session.dataset_cache import figure_of
from charts.style.fonts import static_text
from charts.style.house_style import site_style
from charts.style.theme import NARROW, WIDE, Palette, Size
from charts.views.alt_text import AltText
from charts.views.resolve import ResolvedView
from loaders.dataset import Dataset

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
