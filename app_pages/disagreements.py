"""Disagreements: numbers of several producers or documents for one place and time, side by side."""

from __future__ import annotations

import streamlit as st

from app_pages.controls.chart import controls_row, screen_size, show_alt_text, show_view
from app_pages.controls.export_menu import take_away
from app_pages.controls.filters import as_of_control
from app_pages.controls.page_frame import open_page
from app_pages.controls.texts import literal, sentences, show_html
from app_pages.session.dataset_cache import current_dataset
from app_pages.session.view_state import change, control
from charts.page_parts.derivations import ABOUT, derived_from, derived_table
from charts.page_parts.disagreement_rows import (
    COLUMNS,
    INTRO,
    PAIR_COLUMNS,
    difference_row,
    pair_row,
    ways,
)
from charts.page_parts.results import Disagreements, dated, differences_of, resolved_view
from charts.page_parts.tables import SAME_ROOT, claims_html, table, view_claims, view_sources
from charts.style.theme import NARROW
from charts.text import disagreement as gap_text
from charts.views.list_views import AGREE_WORDS, kept_differences
from charts.views.view import ORDERS, View
from loaders.analysis.derivations import UNSTATED
from loaders.dataset import Dataset

CAPTIONS = {**AGREE_WORDS, "": "Numbers side by side"}
SORT_WORDS = {
    "gap": "Gap, largest first",
    "topic": "Topic",
    "period": "Period, newest first",
}


def list_controls(found: Disagreements, dataset: Dataset, view: View) -> None:
    """Show what filters and sorts the list."""
    names = {one.widest.other.indicator_id for one in found.differences}
    st.selectbox(
        "Indicator",
        list(dict.fromkeys(["", *sorted(names), view.indicator])),
        format_func=lambda n: str(dataset.indicators.loc[n, "title"]) if n else "All",
        **control(view, "indicator"),
    )
    st.selectbox(
        "Show", list(AGREE_WORDS), format_func=AGREE_WORDS.__getitem__, **control(view, "agree")
    )
    st.selectbox(
        "Sort by",
        ORDERS["disagreements"],
        format_func=SORT_WORDS.__getitem__,
        **control(view, "sort", none=ORDERS["disagreements"][0]),
    )


def the_list(whole: Dataset, dataset: Dataset, view: View) -> None:
    """Show all that differs, as the view filters and sorts it, and the documents' arithmetic."""
    found, size = differences_of(dataset), screen_size()
    above = controls_row() if size is not NARROW else None
    kept = kept_differences(dataset, found.differences, view)
    apart = sum(one.widest.apart for one in kept)
    of = f", of which {apart} do not agree" if not view.agree else ""
    caption = f"{CAPTIONS[view.agree]}: {len(kept)}{of}"
    if kept:
        st.write(f"{caption}.")
    resolved = resolved_view(dataset, view)
    has_chart = show_view(dataset, resolved, "gaps", size)
    with above or controls_row():
        list_controls(found, dataset, view)
        as_of_control(whole, view)
    if has_chart:
        take_away(dataset, resolved.view)
        show_alt_text(resolved.alt_text, "gaps")
    with st.expander("What stands side by side here"):
        st.write(literal(INTRO))
    if kept:
        rows = [difference_row(dataset, found, one) for one in kept]
        show_html(table(COLUMNS, rows, caption, kind="cf-apart"))
        show_html(f'<p class="cf-note">{SAME_ROOT}</p>')
    arithmetic_section(dataset)


def arithmetic_section(dataset: Dataset) -> None:
    """Show what follows from each document's own claims, what it states first."""
    found = derived_from(dataset)
    st.header("A document's own arithmetic", anchor=False)
    st.write(literal(ABOUT))
    stated_too = [one for one in found if one.verdict != UNSTATED]
    left = [one for one in found if one.verdict == UNSTATED]
    if stated_too:
        show_html(derived_table(dataset, stated_too, f"Derived and stated: {len(stated_too)}"))
    if left:
        with st.expander(f"Derived, not stated by the document: {len(left)}"):
            show_html(derived_table(dataset, left, "Derived, not stated by the document"))
    if not found:
        st.write("No document here gives two numbers from which another follows.")


def one_disagreement(dataset: Dataset, view: View) -> None:
    """Show a claim and all that stands beside it: drawn, the gaps, what may explain them."""
    resolved = resolved_view(dataset, view)
    beside, claims = resolved.beside, resolved.claims
    if beside is None:
        st.info(literal(resolved.missing))
        if len(claims):
            show_html(claims_html(dataset, claims, "The claim"))
        return
    show_view(dataset, resolved, "disagreement", screen_size())
    take_away(dataset, resolved.view)
    show_alt_text(resolved.alt_text, "disagreement")
    apart = beside.apart
    st.write(literal(gap_text.pair_words(dataset, beside.own)))
    caption = f"The gaps: {len(apart)} pairs of numbers" if len(apart) > 1 else "The gap"
    rows = [pair_row(dataset, pair) for pair in apart]
    show_html(table(PAIR_COLUMNS, rows, caption, kind="cf-pairs"))
    noted = dict.fromkeys(note for pair in beside.pairs for note in gap_text.remarks(dataset, pair))
    if noted:
        with st.expander("What the notes say of these numbers"):
            sentences(noted)
    show_html(view_claims(dataset, view))
    show_html(f'<p class="cf-note">{ways(beside.own)}</p>')
    show_html(view_sources(dataset, view))


whole = current_dataset()
view = open_page("disagreements", whole)
dataset = dated(whole, view)
if view.claim:
    one_disagreement(dataset, view)
    st.button("All disagreements", on_click=change, args=("disagreements",), kwargs={"claim": ""})
else:
    the_list(whole, dataset, view)
