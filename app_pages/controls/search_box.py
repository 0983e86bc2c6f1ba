"""The search box beside the navigation, on every page."""

from __future__ import annotations

import streamlit as st

KEY = "search_box"
WIDTH = 208


def search_box(page: str) -> None:
    """Show the box; `page` is the path of the page that is shown. Asked, it leads to the hits.

    It is a form, so that leaving the box without Enter leads nowhere.
    """
    asked = st.query_params.get("q", "") if page == "search" else ""
    # Set only where the box was last sent with other words, or sent others itself, so that a text
    # that is being typed is never taken away. A run may end before it comes to the box.
    if {st.session_state.get("searched"), st.session_state.get(KEY)} != {asked}:
        st.session_state[KEY] = asked
    # Sizes are given here and not in the style, which comes a moment later: nothing jumps.
    form = st.form("search", border=False, width=WIDTH)
    with form.container(horizontal=True, gap="xxsmall", wrap=False):
        st.text_input(
            "Search everything",
            key=KEY,
            type="search",
            icon="",
            placeholder="70,000, poppy",
            label_visibility="collapsed",
        )
        st.form_submit_button("Search", on_click=_ask)
    st.session_state["searched"] = asked


def go_where_asked() -> None:
    """Lead to the hits where the box was asked, before a page that is left is made anew."""
    words = st.session_state.pop("asked", "")
    if words:
        st.switch_page("app_pages/search.py", query_params={"q": words})


def _ask() -> None:
    st.session_state["asked"] = st.session_state[KEY].strip()
