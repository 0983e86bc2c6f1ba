"""Charts in sections of pages, which are no view's: a claim among the others, the claims of a
document by year, what became of the numerals that were read, the marks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from charts.builders import coverage
from charts.builders.claim_strip import claim_strip, strip_lanes, strip_words
from charts.builders.coverage import coverage_figure
from charts.builders.text_page import grammar
from charts.page_parts.claim_record import chart_view, is_on
from charts.page_parts.memo import per_version
from charts.views.alt_text import AltText, coverage_alt_text, grammar_alt_text
from charts.views.resolve import ResolvedView, resolve
from charts.views.view import View
from loaders.dataset import Dataset, claims_in
from loaders.queries.listing import claims_of_work
from static_site.drawings import PageFigure, without_version
from static_site.inventory import Page

MARKS = "The marks used in charts"
SERIES = 50
"""How many charts with claims are kept at hand."""


def figure_on(dataset: Dataset, page: Page) -> PageFigure | None:
    """Return the chart in a section of a page; None where it has none."""
    find = FIGURES.get(page.kind if page.id else f"all {page.kind}")
    return find(dataset, page) if find else None


def _of_claim(dataset: Dataset, page: Page) -> PageFigure | None:
    rows = dataset.joined[dataset.joined["claim_id"] == page.id]
    claim = claims_in(rows)[0]
    resolved = _resolved(dataset, chart_view(claim))
    if not is_on(resolved, claim):
        return None
    return PageFigure(resolved.title, resolved.alt_text, resolved.draw, more=True, ringed=page.id)


@per_version(1, most=SERIES)
def _resolved(dataset: Dataset, view: View) -> ResolvedView:
    """Return what a view shows but the version; claims of one series follow each other."""
    return resolve(without_version(dataset), view, tuple)


def _of_document(dataset: Dataset, page: Page) -> PageFigure | None:
    claims, _ = claims_of_work(dataset, page.id)
    if len(claims) < 2 or not strip_lanes(dataset, claims)[0]:
        return None
    words = strip_words(dataset, claims)
    alt = AltText(words, lambda: [words])
    return PageFigure(page.title, alt, lambda p, s: claim_strip(dataset, claims, p, s), more=True)


def _of_coverage(dataset: Dataset, _: Page) -> PageFigure | None:
    if coverage.numeral_counts(dataset).empty:
        return None
    alt = coverage_alt_text(dataset)
    own = without_version(dataset)
    return PageFigure(coverage.TITLE, alt, lambda p, s: coverage_figure(own, s, p), more=False)


def _of_marks(*_: object) -> PageFigure:
    return PageFigure(MARKS, grammar_alt_text(), grammar, more=False)


FIGURES: Mapping[str, Callable[[Dataset, Page], PageFigure | None]] = {
    "claims": _of_claim,
    "documents": _of_document,
    "works": _of_document,
    "all documents": _of_coverage,
    "all method": _of_marks,
}
"""What finds the chart of a page of a kind, and of the page that lists it or is the only one."""
