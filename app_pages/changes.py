"""What changed: the figures that came in, were corrected, revised and withdrawn, by day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from app_pages.controls.page_frame import open_page
from app_pages.controls.texts import show_html
from app_pages.session.dataset_cache import changelog_of, current_dataset
from charts.page_parts.change_list import day_html
from charts.page_parts.memo import per_version
from charts.page_parts.results import VERSIONS, days_of_change_of
from loaders.dataset import Dataset
from loaders.history.changelog import Entry
from loaders.queries.selection import EVERYTHING, selected
from loaders.values.edtf import parse_period

HOW = """Each day's changes, the newest first, each with a link to its number. A value is never
edited in place: what we misread stays, struck through, and the entry that corrects it says why.
Where an office revises a figure, the earlier value stays on the figure's page.

Official figures are counted here one by one, each month, state and group; the first page counts
those that have an entry of their own beside the reports' numbers, {entries:,} of them."""


@per_version(VERSIONS)
def days(dataset: Dataset) -> Mapping[str, str]:
    """Return by day what changed on it, as HTML."""
    return {day.day: day_html(dataset, day) for day in days_of_change_of(dataset)}


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
