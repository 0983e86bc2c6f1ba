"""What changed: the figures that came in, were corrected, revised and withdrawn, by day."""

from __future__ import annotations

import streamlit as st

from app_pages.controls.page_frame import open_page
from app_pages.sections.change_list import day_html
from app_pages.session.dataset_cache import (
    VERSIONS,
    changelog_of,
    current_dataset,
    days_of_change_of,
    per_version,
)
from loaders.dataset import Dataset
from loaders.values.edtf import parse_period

HOW = """Each day's changes, the newest first, each with a link to its number. A value is never
edited in place: what we misread stays, struck through, and the entry that corrects it says why.
Where an office revises a figure, the earlier value stays on the figure's page."""


@per_version(VERSIONS)
def days(dataset: Dataset) -> list[tuple[str, str]]:
    """Return each day and what changed on it, as HTML, the newest first."""
    return [(day.day, day_html(dataset, day)) for day in days_of_change_of(dataset)]


dataset = current_dataset()
open_page("changes", dataset)
st.write(HOW)
entries = changelog_of(dataset)
for day, html in days(dataset):
    st.header(str(parse_period(day)), anchor=False)
    st.html(html)
    own = [entry for entry in entries if entry.day == day]
    if own:
        with st.expander("Notes of the maintainers"):
            for entry in own:
                st.markdown(f"**Data {entry.version}**")
                st.markdown(entry.notes.replace("$", "\\$"))
