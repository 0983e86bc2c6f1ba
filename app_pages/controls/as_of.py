"""The day as of which a page shows the figures: its control, and what is said of it."""

from __future__ import annotations

from datetime import date

import streamlit as st

from app_pages.controls.links import link
from app_pages.session.addresses import DAY
from app_pages.session.view_state import control
from charts.text.series_summary import many
from charts.views.view import View, address
from loaders.dataset import Dataset
from loaders.queries.as_of import first_day, since

HELP = "Shows the figures as they stood at the end of that day: without what came in later."


def as_of_control(dataset: Dataset, view: View) -> None:
    """Show the control that chooses the day; empty, the figures are today's.

    `dataset` is the whole one here, as in `as_of_note`.
    """
    first = first_day(dataset)
    st.date_input(
        "As of",
        min_value=min(first, view.as_of or first),
        max_value=date.today(),
        format="YYYY-MM-DD",
        help=HELP,
        **control(view, "as_of", none=None),
    )


def as_of_note(dataset: Dataset, view: View) -> None:
    """Say as of which day the page shows the figures, and what happened to them since."""
    if view.as_of is None:
        return
    later = since(dataset, view.as_of)
    counts = [
        f"{many(later.added, 'claim')} came in" if later.added else "",
        f"{later.corrected} of them to correct another" if later.corrected else "",
        f"{many(later.withdrawn, 'claim was', 'claims were')} withdrawn" if later.withdrawn else "",
    ]
    told = ", ".join(part for part in counts if part) or "no claim came in or was withdrawn"
    now = link(view.page, "As they stand now", **{**address(view), DAY: ""})
    day = view.as_of.isoformat()
    st.html(f'<p class="cf-about">The figures as of {day}; since then, {told}. {now}</p>')
