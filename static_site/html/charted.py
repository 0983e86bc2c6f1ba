"""Pages with a chart: an indicator, a comparison, the record, disagreements, one of them."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from charts.page_parts import derivations, disagreement_rows, record_rows
from charts.page_parts.number_cards import view_numbers
from charts.page_parts.results import (
    caveats_of,
    differences_of,
    remarks_of,
    resolved_view,
)
from charts.page_parts.sections.below_chart import about_html, sources_line
from charts.page_parts.tables import table, view_claims, view_sources
from charts.text import disagreement as gap_text
from charts.text import official_record as record_text
from charts.views.list_views import kept_differences, kept_record_pairs
from charts.views.resolve import ResolvedView
from charts.views.view import View
from loaders.analysis.derivations import UNSTATED
from loaders.dataset import Dataset
from static_site.data_files import shown_on
from static_site.html.body import Body, Section, about, body, note, paragraphs, sentences
from static_site.html.long_lists import gap_sections, held_sections, left_sections
from static_site.inventory import Page, held_in, is_parted

WORDS, TABLE, SOURCES = "This chart in words", "table", "sources"


def indicator(dataset: Dataset, page: Page) -> Body:
    """Return the page of an indicator: what the app shows below a chart over time."""
    view = _view(page)
    resolved = resolved_view(dataset, view)
    remarks = remarks_of(dataset, view)
    definition = str(dataset.indicators.loc[page.id, "definition"])
    return body(
        Section(about(about_html(dataset, view)) + sentences(caveats_of(dataset, view))),
        Section(view_claims(dataset, view, "documents"), id=TABLE),
        Section(view_claims(dataset, view, "record"), id="record"),
        Section(note(sources_line(dataset, view))),
        Section(
            sentences(remarks),
            f"How these figures came about, and what is not shown: {len(remarks)}",
            folded=True,
        ),
        in_words(resolved),
        _sources(dataset, view),
        above=about(escape(definition)),
        place=_place(dataset, resolved),
    )


def comparison(dataset: Dataset, page: Page) -> Body:
    """Return the page of a comparison."""
    view = _view(page)
    resolved = resolved_view(dataset, view)
    several = page.id in dataset.comparisons.index
    summary = str(dataset.comparisons.loc[page.id, "summary"]) if several else ""
    return body(
        Section(sentences(remarks_of(dataset, view))),
        Section(view_claims(dataset, view), id=TABLE),
        in_words(resolved),
        _sources(dataset, view),
        above=about(escape(summary)),
        place=_place(dataset, resolved),
    )


def recorded(dataset: Dataset, page: Page) -> Body:
    """Return the page of claims beside the record."""
    view = _view(page)
    resolved = _shown(dataset, page)
    pairs, left = record_rows.against_record(dataset)
    held = held_sections(dataset, page, kept_record_pairs(dataset, pairs, view))
    return body(
        _folded("How numbers are held against the record", record_rows.INTRO),
        *held,
        in_words(resolved),
        *([] if is_parted(dataset, page.kind) else left_sections(dataset, left)),
        above=about(escape(record_text.count(pairs, left))),
        place=_place(dataset, resolved),
    )


def recorded_in(dataset: Dataset, page: Page) -> Body:
    """Return the page of an indicator's claims beside the record, where all are too many."""
    pairs, left = held_in(dataset)[page.id]
    return body(
        *held_sections(dataset, page, pairs),
        *left_sections(dataset, left),
        above=about(escape(record_text.count(pairs, left))),
    )


def disagreements(dataset: Dataset, page: Page) -> Body:
    """Return the page of all that differs, and of the documents' arithmetic; or of what differs in
    an indicator.
    """
    view = _view(page)
    resolved = _shown(dataset, page)
    kept = kept_differences(dataset, differences_of(dataset).differences, view)
    apart = sum(one.widest.apart for one in kept)
    caption = f"Numbers side by side: {len(kept)}, of which {apart} do not agree"
    return body(
        _folded("What stands side by side here", disagreement_rows.INTRO),
        *gap_sections(dataset, page, kept, caption),
        in_words(resolved),
        *(() if page.id else _arithmetic(dataset)),
        above=about(escape(f"{caption}.")) if kept else "",
        place=_place(dataset, resolved),
    )


def _arithmetic(dataset: Dataset) -> Iterator[Section]:
    found = derivations.derived_from(dataset)
    stated = [one for one in found if one.verdict != UNSTATED]
    left = [one for one in found if one.verdict == UNSTATED]
    shown = f"Derived and stated: {len(stated)}"
    html = derivations.derived_table(dataset, stated, shown) if stated else ""
    yield Section(paragraphs(derivations.ABOUT) + html, "A document's own arithmetic", "arithmetic")
    caption = "Derived, not stated by the document"
    html = derivations.derived_table(dataset, left, caption) if left else ""
    yield Section(html, f"{caption}: {len(left)}", folded=True)


def disagreement(dataset: Dataset, page: Page) -> Body:
    """Return the page of a claim and all that stands beside it."""
    view = _view(page)
    resolved = resolved_view(dataset, view)
    beside = resolved.beside
    assert beside is not None
    apart = beside.apart
    caption = f"The gaps: {len(apart)} pairs of numbers" if len(apart) > 1 else "The gap"
    rows = [disagreement_rows.pair_row(dataset, pair) for pair in apart]
    noted = dict.fromkeys(note for pair in beside.pairs for note in gap_text.remarks(dataset, pair))
    return body(
        Section(about(escape(gap_text.pair_words(dataset, beside.own)))),
        Section(table(disagreement_rows.PAIR_COLUMNS, rows, caption, kind="cf-pairs"), id=TABLE),
        Section(sentences(noted), "What the notes say of these numbers", folded=True),
        Section(view_claims(dataset, view)),
        Section(note(disagreement_rows.ways(beside.own))),
        in_words(resolved),
        _sources(dataset, view),
        place=_place(dataset, resolved),
    )


def in_words(resolved: ResolvedView) -> Section | None:
    """Return the whole alternative text of a chart; nothing where there is none."""
    if resolved.missing or resolved.shape in ("numbers", "list"):
        return None
    words = "".join(f"<p>{escape(text)}</p>" for text in resolved.alt_text.paragraphs())
    return Section(words, WORDS, "words", folded=True)


def _place(dataset: Dataset, resolved: ResolvedView) -> str:
    """Return what stands in a chart's place; empty where it is drawn."""
    if resolved.shape == "numbers":
        return view_numbers(dataset, resolved.view)
    return about(escape(resolved.missing))


def _sources(dataset: Dataset, view: View) -> Section:
    return Section(view_sources(dataset, view), "Sources", SOURCES)


def _folded(heading: str, text: str) -> Section:
    return Section(paragraphs(text), heading, folded=True)


def _shown(dataset: Dataset, page: Page) -> ResolvedView:
    """Return what a list shows, without its chart where that would be too long."""
    resolved = shown_on(dataset, page)
    assert resolved is not None
    return resolved


def _view(page: Page) -> View:
    assert page.view is not None
    return page.view
