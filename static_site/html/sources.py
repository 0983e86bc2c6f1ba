"""Pages of documents and of works that they cite: one of them, and all."""

from __future__ import annotations

from html import escape

from charts.builders import coverage
from charts.builders.claim_strip import ABOUT
from charts.page_parts.claim_trail import copy_read
from charts.page_parts.links import with_links
from charts.page_parts.sections.sources import (
    KINDS,
    counted_words,
    coverage_table,
    excluded,
    excluded_table,
    work_about,
    works_table,
)
from charts.page_parts.tables import claims_html
from loaders.dataset import Dataset
from loaders.queries.listing import claims_of_work
from static_site.html.body import Body, Section, about, body, note
from static_site.html.figures import figure_on
from static_site.inventory import Page

NO_CLAIMS = "Only claims that were corrected or withdrawn since rest on it."


def work(dataset: Dataset, page: Page) -> Body:
    """Return the page of a work: in full, what it says, and what rests on it."""
    given, citing = claims_of_work(dataset, page.id)
    named = page.id in dataset.documents.index
    rows = excluded(dataset, page.id) if named else []
    copy = [part for part in copy_read(dataset, page.id).values() if part] if named else []
    read = about(escape(counted_words(dataset, page.id))) if named else ""
    numbers = claims_html(dataset, given, f"Numbers that it gives: {len(given)}")
    cited = claims_html(dataset, citing, f"Numbers for which it is cited: {len(citing)}")
    return body(
        Section(work_about(dataset, page.id) + read, id="sources"),
        Section(note(escape(ABOUT)), id="years", drawn=True) if figure_on(dataset, page) else None,
        Section(numbers, id="table"),
        Section(cited, id="cited"),
        Section("" if numbers or cited else about(NO_CLAIMS)),
        Section(with_links(escape(" ".join(copy))), "Which copy was read", folded=True),
        Section(
            excluded_table(rows) if rows else "",
            f"What is excluded, and why: {len(rows)}",
            folded=True,
        ),
    )


def works(dataset: Dataset, _: Page) -> Body:
    """Return the page of all documents and works, and of what became of their numerals."""
    counted = coverage.numeral_counts(dataset)
    shown = [] if counted.empty else [coverage.counts_by_document(counted)]
    told = about(escape(coverage.COUNTED)) if shown else ""
    read = [
        Section(told, "Coverage", "coverage", drawn=True),
        Section("".join(coverage_table(dataset, own) for own in shown), id="numerals"),
    ]
    tables = {kind: Section(works_table(dataset, kind), id=kind) for kind in KINDS}
    return body(*(one for kind in KINDS for one in _with(tables[kind], read, kind)))


def _with(table: Section, read: list[Section], kind: str) -> list[Section]:
    return [table, *read] if kind == "analysed" else [table]
