"""What every page has around it: navigation, banner, footer, the reader's screen and theme."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from app_pages.controls.chart import palette
from app_pages.controls.filters import as_of_note
from app_pages.controls.texts import literal, sentences, show_html
from app_pages.session.view_state import current_view, last_address, view_state
from charts.export.html import house_mark
from charts.text.notes import edition_words
from charts.views.pages import PAGES
from charts.views.view import View
from loaders.dataset import Dataset
from loaders.errors import Problem
from loaders.schema.site import Site
from loaders.values.edtf import parse_period

KEY = "search_box"
EXAMPLE = "A number or a word"
WIDTH = 208


def search_box(page: str, site: Site) -> None:
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
            placeholder=site.search_example or EXAMPLE,
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


MOST_PROBLEMS = 100


def navigation(pages: Mapping[str, StreamlitPage], shown: str, site: Site) -> None:
    """Show the search box and links to the pages, each leading back to what it showed last.

    `shown` is the path of the page that is shown; its own link leads to its beginning. The tools
    stand apart, and quieter.
    """
    go_where_asked()
    st.session_state["linked_deck"] = last_address("deck")
    with st.container(horizontal=True, key="navigation"):
        st.html(f'<div class="cf-site">{escape(site.name)}</div>')
        search_box(shown, site)
        for place in ("pages", "tools"):
            own = {name: page for name, page in pages.items() if PAGES[name].place == place}
            _links(place, own, shown)


def _links(key: str, pages: Mapping[str, StreamlitPage], shown: str) -> None:
    if pages:
        with st.container(horizontal=True, key=key):
            for name, page in pages.items():
                st.page_link(page, query_params={} if name == shown else last_address(name))


def banner(problems: Sequence[Problem]) -> None:
    """Say that the files are broken and that the last good figures are shown."""
    if problems:
        several = len(problems) > 1
        count = f"{len(problems)} problems" if several else "a problem"
        st.warning(
            f"The data files have {count}, so you see the last good figures. "
            f"{'The first: ' if several else ''}{literal(str(problems[0]))}"
        )


def show_problems(problems: Sequence[Problem]) -> None:
    """Show all problems where there is no good dataset."""
    count = f"{len(problems)} problems" if len(problems) > 1 else "a problem"
    st.title("The figures cannot be shown")
    st.write(
        f"The dataset has {count}. Fix the files, and the figures appear by themselves. "
        "`python -m loaders check` prints the same list."
    )
    for problem in problems[:MOST_PROBLEMS]:
        st.error(literal(str(problem)))
    if len(problems) > MOST_PROBLEMS:
        st.write(f"… and {len(problems) - MOST_PROBLEMS} more.")


def footer(dataset: Dataset, pages: Mapping[str, StreamlitPage]) -> None:
    """Show the data's version, its licence and whose the numbers are, and links to `pages` that
    stand here.
    """
    words = literal(
        f"{edition_words(dataset, _changed(dataset))}. Every number comes from the document named "
        "with it, or adds up rows of the official file named with it. Our own arithmetic is marked."
    )
    with st.container(key="footer"):
        st.caption(words)
        mark = house_mark(palette())
        if mark:
            show_html(mark)
        with st.container(horizontal=True, key="footer_links"):
            for name, page in pages.items():
                if PAGES[name].place == "footer":
                    st.page_link(page)


def _changed(dataset: Dataset) -> str:
    """Return the day on which the figures last changed, behind their version."""
    return f" of {parse_period(dataset.changed)}" if dataset.changed else ""


def open_page(page: str, dataset: Dataset) -> View:
    """Show a page's heading, what its address could not mean and the day of its figures; return its
    view. `dataset` is the whole one.
    """
    view = current_view(page, dataset)
    st.title(PAGES[page].title, anchor=False)
    sentences(view_state().pages[page].unclear)
    as_of_note(dataset, view)
    return view
