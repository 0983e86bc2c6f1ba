"""What stands under a chart over time: what there is and what does not agree in a few sentences,
the rows, the sources as links; how the figures came about and all references folded.
"""

from __future__ import annotations

import streamlit as st

from app_pages.controls.chart import show_alt_text
from app_pages.controls.texts import sentences, show_html
from charts.page_parts.results import caveats_of, remarks_of, resolved_view
from charts.page_parts.sections.below_chart import about_html, more_html, sources_line
from charts.page_parts.tables import view_claims, view_sources
from charts.views.view import View
from loaders.dataset import Dataset

MOST_CAVEATS = 3
"""So many sentences on what does not agree are in sight; of more, the first and how many more."""


def below_chart(dataset: Dataset, view: View) -> None:
    """Show all that is under the chart of a view, from what is read first to what is looked up."""
    resolved = resolved_view(dataset, view)
    caveats = caveats_of(dataset, view)
    shown = caveats if len(caveats) <= MOST_CAVEATS else caveats[: MOST_CAVEATS - 1]
    show_html(f'<p class="cf-about">{about_html(dataset, view)}</p>')
    sentences(shown, more_html(view, len(caveats) - len(shown)))
    show_html(view_claims(dataset, view, "documents"))
    show_html(view_claims(dataset, view, "record"))
    show_html(f'<p class="cf-note">{sources_line(dataset, view)}</p>')
    folded = [*caveats[len(shown) :], *remarks_of(dataset, view)]
    if folded:
        with st.expander(f"How these figures came about, and what is not shown: {len(folded)}"):
            sentences(folded)
    if resolved.shape != "numbers" and not resolved.missing:
        show_alt_text(resolved.alt_text, "trends")
    with st.expander("References in full"):
        show_html(view_sources(dataset, view))
