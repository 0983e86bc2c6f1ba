"""Cited and recorded: each claim beside the official figures for its own place and period."""

from __future__ import annotations

import streamlit as st

from app_pages.controls.chart import controls_row, screen_size, show_alt_text, show_view
from app_pages.controls.export_menu import take_away
from app_pages.controls.filters import as_of_control
from app_pages.controls.page_frame import open_page
from app_pages.controls.texts import literal, show_html
from app_pages.session.dataset_cache import current_dataset
from app_pages.session.view_state import control
from charts.page_parts.record_rows import (
    COLUMNS,
    INTRO,
    LEFT_COLUMNS,
    against_record,
    held_row,
    left_row,
    rows_table,
)
from charts.page_parts.results import dated, resolved_view
from charts.page_parts.tables import SAME_ROOT
from charts.style.theme import NARROW
from charts.text import official_record as record_text
from charts.views.list_views import ANSWER_WORDS, kept_record_pairs
from charts.views.view import ORDERS
from loaders.analysis.official_record import NO_RECORD, REASONS

SORT_WORDS = {
    "topic": "Topic",
    "difference": "Difference, what does not agree first",
    "document": "Document",
    "period": "Period, newest first",
}


whole = current_dataset()
view = open_page("recorded", whole)
dataset = dated(whole, view)
pairs, left = against_record(dataset)
st.write(literal(record_text.count(pairs, left)))
if pairs:
    size = screen_size()
    above = controls_row() if size is not NARROW else None
    resolved = resolved_view(dataset, view)
    has_chart = show_view(dataset, resolved, "recorded", size)
    with above or controls_row():
        st.selectbox(
            "Sort by",
            ORDERS["recorded"],
            format_func=lambda name: SORT_WORDS[name],
            **control(view, "sort", none=ORDERS["recorded"][0]),
        )
        st.selectbox(
            "Show",
            list(ANSWER_WORDS),
            format_func=lambda name: ANSWER_WORDS[name],
            **control(view, "within"),
        )
        as_of_control(whole, view)
    if has_chart:
        take_away(dataset, resolved.view)
        show_alt_text(resolved.alt_text, "recorded")
with st.expander("How numbers are held against the record"):
    st.write(literal(INTRO))
rows = [held_row(dataset, one) for one in kept_record_pairs(dataset, pairs, view)]
if rows:
    shown = ANSWER_WORDS[view.within] if view.within else "Numbers beside official figures"
    show_html(rows_table(rows, COLUMNS, f"{shown}: {len(rows)}"))
    show_html(f'<p class="cf-note">{SAME_ROOT}</p>')
st.header("Numbers without an official figure, and why", anchor=False)
for reason in REASONS:
    group = [one for one in left if one.reason == reason]
    if not group:
        continue
    heading = f"{record_text.REASON_WORDS[reason]}: {len(group)}"
    with st.expander(heading):
        columns = LEFT_COLUMNS[:-1] if reason == NO_RECORD else LEFT_COLUMNS
        show_html(
            rows_table([left_row(dataset, one)[: len(columns)] for one in group], columns, heading)
        )
