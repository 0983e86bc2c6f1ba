"""What is said below a chart over time: what there is, the sources as links."""

from __future__ import annotations

from html import escape

from charts.page_parts.links import link
from charts.page_parts.results import resolved_view
from charts.text import notes
from charts.text.official_record import ends_early
from charts.text.series_summary import counts_words, years_words
from charts.views.view import View
from loaders.dataset import Dataset, claims_in


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
    parts.append(escape(ends_early(dataset, view.indicator, view.places) if view.places else ""))
    return " ".join(part for part in parts if part)


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
