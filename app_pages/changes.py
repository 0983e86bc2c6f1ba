"""What changed: the figures that came in, were corrected, revised and withdrawn, by day."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from app_pages.controls.page_frame import open_page
from app_pages.controls.texts import show_html
from app_pages.session.dataset_cache import changelog_of, current_dataset
from charts.page_parts.change_list import HOW, days
from loaders.history.changelog import Entry
from loaders.queries.selection import EVERYTHING, selected
from loaders.values.edtf import parse_period


def notes(entries: Sequence[Entry]) -> None:
    """Show what the changelog says of versions, folded."""
    if entries:
        with st.expander("Notes of the maintainers"):
            for entry in entries:
                st.markdown(f"**Data {entry.version}**")
                st.markdown(entry.notes.replace("$", "\\$"))


dataset = current_dataset()
open_page("changes", dataset)
current = selected(dataset.joined, EVERYTHING)
st.write(HOW.format(entries=int(current["official"].sum())))
told, entries = days(dataset), changelog_of(dataset)
for day in sorted({*told, *(entry.day for entry in entries)}, reverse=True):
    st.header(str(parse_period(day)), anchor=False)
    show_html(told.get(day, "<p>No figure came in or changed.</p>"))
    notes([entry for entry in entries if entry.day == day])
