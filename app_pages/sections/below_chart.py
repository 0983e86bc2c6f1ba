"""What stands under a chart over time: what there is and what does not agree in a few sentences,
the rows, the sources as links; how the figures came about and all references folded.
"""

from __future__ import annotations

from html import escape

import streamlit as st

from app_pages.controls.chart import show_alt_text
from app_pages.controls.texts import sentences, show_html
from charts.page_parts.links import link
from charts.page_parts.results import caveats_of, remarks_of, resolved_view
from charts.page_parts.tables import view_claims, view_sources
from charts.text import notes
from charts.text.series_summary import counts_words, years_words
from charts.views.view import View
from loaders.dataset import Dataset, claims_in

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


def about_html(dataset: Dataset, view: View) -> str:
    """Return in a sentence what there is, and where others of its kind stand side by side."""
    rows = claims_in(resolved_view(dataset, view).claims)
    years = years_words(rows)
    what = counts_words(rows)
    parts = [escape(f"{what}{f', {years}' if years else ''}.")] if what else []
    comparison = str(dataset.indicators.loc[view.indicator, "comparison_id"])
    if comparison:
        title = str(dataset.comparisons.loc[comparison, "title"])
        parts.append(f"Side by side: {link('compare', title, comparison=comparison)}.")
    return " ".join(parts)


def more_html(view: View, count: int) -> str:
    """Return how many sentences on what does not agree are left out, and where they are."""
    there = link("disagreements", "Disagreements", indicator=view.indicator)
    return f"{count} more, folded below and in {there}." if count else ""


def sources_line(dataset: Dataset, view: View) -> str:
    """Return the documents of a view and the works that they cite as links."""
    claims = resolved_view(dataset, view).claims
    groups = {"Sources": notes.documents_of(claims), "Cited there": notes.works_of(claims)}
    return " ".join(
        f"{heading}: {'; '.join(_work_link(dataset, name) for name in names)}."
        for heading, names in groups.items()
        if names
    )


def _work_link(dataset: Dataset, name: str) -> str:
    return link("sources", dataset.works[name].short(), work=name)
