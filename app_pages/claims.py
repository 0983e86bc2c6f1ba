"""Claims: search, facets with counts, sort; and a claim's whole record."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from app_pages.controls.export_menu import take_away
from app_pages.controls.filters import ANY_TIME, filters
from app_pages.controls.page_frame import open_page
from app_pages.controls.texts import literal, show_html
from app_pages.sections.claim_record import claim_record
from app_pages.sections.observation_record import observation_record
from app_pages.session.dataset_cache import current_dataset
from app_pages.session.view_state import change, control
from charts.page_parts.links import link
from charts.page_parts.results import dated
from charts.page_parts.tables import claims_html
from charts.views.list_views import SORT_WORDS, listed_claims, numbers_words
from charts.views.missing import not_yet
from charts.views.view import SORTS, View
from loaders.dataset import Dataset
from loaders.queries.listing import matching
from loaders.queries.record import record_claim

PART = 50


def claims_list(whole: Dataset, dataset: Dataset, view: View) -> None:
    """Show search, facets, sort, and the claims that are left, a part at a time."""
    first = {"part": 1}
    asked = control(view, "words", resets=first)
    st.text_input("Search", placeholder="a number, a word, a place, a source", **asked)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        counts = dataset.joined["topic"].value_counts()
        titles = dataset.topics["title"]
        st.selectbox(
            "Topic",
            ["", *dataset.topics.index],
            format_func=lambda t: f"{titles[t]} ({counts.get(t, 0)})" if t else "All topics",
            **control(view, "topic", resets=first),
        )
        st.selectbox(
            "Sort by",
            SORTS,
            format_func=SORT_WORDS.__getitem__,
            **control(view, "sort", none=SORTS[0], resets=first),
        )
        filters(whole, view, matching(dataset, dataset.joined, view.words))
    matches = listed_claims(dataset, view)
    if matches.empty:
        no_matches(view)
    else:
        part_of(dataset, view, matches)
        take_away(dataset, replace(view, part=1))


def no_matches(view: View) -> None:
    """Say what no claim has, and show the ways on."""
    st.info(literal(f"No claim matches all of this: {view.words or 'the filters that are set'}."))
    with st.container(horizontal=True, vertical_alignment="center"):
        every = {**ANY_TIME, "words": "", "topic": "", "part": 1}
        st.button("Show all claims", on_click=change, args=("claims",), kwargs=every)
        if view.words:
            asked = link("search", "Search everywhere, allowing for typing errors", q=view.words)
            show_html(f'<p class="cf-about">{asked}</p>')


def part_of(dataset: Dataset, view: View, matches: pd.DataFrame) -> None:
    """Show the part of the claims that the view names, and the way to the others."""
    parts = -(-len(matches) // PART)
    part = min(view.part, parts)
    begin = (part - 1) * PART
    rows = matches.iloc[begin : begin + PART]
    counted = numbers_words(matches)
    shown = f"{begin + 1}–{begin + len(rows)} of {counted}"
    show_html(claims_html(dataset, rows, shown if parts > 1 else counted, whole=True))
    with st.container(horizontal=True):
        for label, other in (("Previous rows", part - 1), ("Next rows", part + 1)):
            if 1 <= other <= parts:
                st.button(label, on_click=change, args=("claims",), kwargs={"part": other})


whole = current_dataset()
view = open_page("claims", whole)
dataset = dated(whole, view)
if not_yet(dataset, view):
    st.info(literal(not_yet(dataset, view)))
    st.button("All claims", on_click=change, args=("claims",), kwargs={"claim": ""})
elif view.claim:
    found = record_claim(dataset, view.claim)
    if found:
        observation_record(dataset, view, found)
    else:
        claim_record(dataset, view)
    st.button("All claims", on_click=change, args=("claims",), kwargs={"claim": ""})
else:
    claims_list(whole, dataset, view)
