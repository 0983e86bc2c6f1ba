"""The sources as HTML: documents and works in tables, and what became of the numerals of a text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape

from charts.builders import coverage
from charts.page_parts.links import copy_link, link, with_links
from charts.page_parts.results import reference_of
from charts.page_parts.tables import table
from charts.text.wording import quotation
from loaders.dataset import Dataset
from loaders.queries.listing import cited_by
from loaders.values.locators import locator_words, part_words

KINDS = {
    "analysed": "Documents that we read",
    "official": "Official publications",
    "cited": "Works they cite for a number",
}


def works_table(dataset: Dataset, kind: str) -> str:
    """Return the works of a kind, with how many claims each has, as a table; empty of none."""
    counted = cited_by(dataset)
    rows = [
        [
            link("sources", dataset.works[name].short(), work=name),
            with_links(reference_of(dataset, name)),
            str(counted.loc[name, "claims"]),
        ]
        for name in map(str, counted.index[counted["kind"] == kind])
    ]
    return table(("Source", "In full", "Numbers"), rows, KINDS[kind]) if rows else ""


def work_about(dataset: Dataset, work_id: str) -> str:
    """Return a work in full, and what is noted of it as a document."""
    full = with_links(reference_of(dataset, work_id))
    html = f'<p class="cf-about">{full} {copy_link(dataset, work_id)}</p>'
    named = work_id in dataset.documents.index
    note = str(dataset.documents.loc[work_id, "note"]) if named else ""
    return html + (f'<p class="cf-note">{with_links(escape(note))}</p>' if note else "")


def coverage_table(dataset: Dataset, counted: Mapping[str, Mapping[str, int]]) -> str:
    """Return the counts as a table, a row for each way of accounting, a column for each text."""
    head = ["Numerals", *(dataset.works[name].short() for name in counted)]
    ways = next(iter(counted.values()))
    rows = [[_way(way), *(_cell(own[way]) for own in counted.values())] for way in ways]
    return table(head, rows, "Numerals of each text", kind="cf-counts")


def _way(way: str) -> str:
    """Return how numerals are accounted for, and what that means."""
    if way in coverage.REASON_WORDS:
        meaning = f"<br><small>{escape(coverage.REASON_MEANINGS[way])}</small>"
        return escape(coverage.REASON_WORDS[way].capitalize()) + meaning
    return f"<strong>{'All' if way == coverage.TOTAL else 'In claims'}</strong>"


def _cell(count: int) -> str:
    return f"{count:,}" if count else '<span class="cf-none">0</span>'


def excluded(dataset: Dataset, document_id: str) -> list[list[str]]:
    """Return the numerals of a document that are no claims, each with its reason, as cells."""
    rows = dataset.exclusions[dataset.exclusions["document_id"] == document_id].to_dict("records")
    return [
        [
            escape(locator_words(row["locator"])),
            "all others" if row["numeral"] == "*" else escape(quotation(row["numeral"])),
            escape(coverage.REASON_WORDS[row["reason"]]),
            escape(row["note"]),
        ]
        for row in sorted(rows, key=lambda row: _place(row["locator"]))
    ]


def excluded_table(rows: list[list[str]]) -> str:
    """Return the cells of `excluded` as a table."""
    return table(("Place", "Numeral", "Reason", "Note"), rows, "Numerals that are not claims")


def counted_words(dataset: Dataset, document_id: str) -> str:
    """Return in words what became of a document's numerals; empty where no text was read."""
    if not dataset.documents.loc[document_id, "text_sha256"]:
        return ""
    part = str(dataset.documents.loc[document_id, "curated"])
    before = f"C{part_words(part)[1:]}. " if part else ""
    counted = coverage.numeral_counts(dataset)
    if document_id not in counted.index:
        return f"{before}Its numerals are not audited yet."
    own = coverage.counts_by_document(counted)[document_id]
    whose = "their" if part else "its"
    told = f"Of {whose} {own[coverage.TOTAL]:,} numerals: {coverage.audited_words(own)}."
    return f"{before}{told}"


def _place(locator: str) -> list[tuple[int, str]]:
    """Return what sorts locators as a reader counts: para 9 before para 10."""
    return [(int(n or 0), text) for text, n in re.findall(r"(\D+)(\d*)", locator)]
