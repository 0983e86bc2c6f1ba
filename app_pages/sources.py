"""Sources: each document and each work, with its claims."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape

import pandas as pd
import streamlit as st

from app_pages.controls.chart import (
    CHART,
    open_clicked,
    palette,
    screen_size,
    show_alt_text,
    show_chart,
)
from app_pages.controls.citation_menu import cite_menu
from app_pages.controls.page_frame import open_page
from app_pages.controls.texts import literal, show_html
from app_pages.sections.claim_trail import copy_read
from app_pages.session.dataset_cache import current_dataset
from app_pages.session.view_state import change
from charts.builders import coverage
from charts.builders.claim_strip import ABOUT, claim_strip, strip_words
from charts.layout.page_figure import page_figure
from charts.page_parts.links import copy_link, link, with_links
from charts.page_parts.results import reference_of
from charts.page_parts.tables import claims_html, table
from charts.text.wording import quotation
from charts.views.alt_text import coverage_alt_text
from loaders.dataset import Dataset
from loaders.queries.listing import cited_by, claims_of_work
from loaders.values.locators import locator_words


def coverage_section(dataset: Dataset) -> None:
    """Show for each text that was read what became of its numerals, drawn and as a table."""
    st.header("Coverage", anchor=False)
    st.write(literal(coverage.COUNTED))
    read = dataset.documents.index[dataset.documents["text_sha256"] != ""]
    counted = coverage.numeral_counts(dataset)
    if counted.empty:
        st.caption("No text has been audited yet.")
        return
    size = screen_size()
    figure = coverage.coverage_figure(dataset, size, palette())
    key = f"coverage-{size.name}"
    alt_text = coverage_alt_text(dataset)
    st.plotly_chart(figure, theme=None, key=key, config=CHART, alt=alt_text.short)
    show_alt_text(alt_text, "coverage")
    show_html(_table(dataset, coverage.counts_by_document(counted)))
    left = [name for name in read if name not in counted.index]
    if left:
        st.write(literal(f"Not audited yet: {', '.join(dataset.works[n].short() for n in left)}."))


def _table(dataset: Dataset, counted: Mapping[str, Mapping[str, int]]) -> str:
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


def document_coverage(dataset: Dataset, document_id: str) -> None:
    """Show what became of a document's numerals, and those that are excluded one by one."""
    if not dataset.documents.loc[document_id, "text_sha256"]:
        return
    counted = coverage.numeral_counts(dataset)
    if document_id in counted.index:
        own = coverage.counts_by_document(counted)[document_id]
        st.write(
            literal(f"Of its {own[coverage.TOTAL]:,} numerals: {coverage.audited_words(own)}.")
        )
    else:
        st.write("Its numerals are not audited yet.")
    rows = dataset.exclusions[dataset.exclusions["document_id"] == document_id].to_dict("records")
    if not rows:
        return
    count = f"{len(rows)} entries" if len(rows) > 1 else "1 entry"
    with st.expander(f"What is excluded, and why: {count}"):
        cells = [
            [
                escape(locator_words(row["locator"])),
                "all others" if row["numeral"] == "*" else escape(quotation(row["numeral"])),
                escape(coverage.REASON_WORDS[row["reason"]]),
                escape(row["note"]),
            ]
            for row in sorted(rows, key=lambda row: _place(row["locator"]))
        ]
        head = ("Place", "Numeral", "Reason", "Note")
        show_html(table(head, cells, "Numerals that are not claims"))


def _place(locator: str) -> list[tuple[int, str]]:
    """Return what sorts locators as a reader counts: para 9 before para 10."""
    return [(int(n or 0), text) for text, n in re.findall(r"(\D+)(\d*)", locator)]


KINDS = {
    "analysed": "Documents that we read",
    "official": "Official publications",
    "cited": "Works they cite for a number",
}


def one_work(dataset: Dataset, work_id: str) -> None:
    """Show a work in full, the claims that it makes, and those that rest on it."""
    work = dataset.works[work_id]
    st.header(literal(work.title), anchor=False)
    full = with_links(reference_of(dataset, work_id))
    show_html(f'<p class="cf-about">{full} {copy_link(dataset, work_id)}</p>')
    if work_id in dataset.documents.index:
        document = dataset.documents.loc[work_id]
        if document["note"]:
            show_html(f'<p class="cf-note">{with_links(escape(str(document["note"])))}</p>')
    cite_menu("work", {"This work": lambda: work})
    if work_id in dataset.documents.index:
        if any(copy := copy_read(dataset, work_id).values()):
            read = with_links(escape(" ".join(filter(None, copy))))
            show_html(read, st.expander("Which copy was read"))
        document_coverage(dataset, work_id)
    given, citing = claims_of_work(dataset, work_id)
    if len(given):
        strip_of(dataset, given)
        show_html(claims_html(dataset, given, f"Numbers that it gives: {len(given)}"))
    if len(citing):
        show_html(claims_html(dataset, citing, f"Numbers for which it is cited: {len(citing)}"))
    if not len(given) + len(citing):
        st.write("Only claims that were corrected or withdrawn since rest on it.")
    st.button("All sources", on_click=change, args=("sources",), kwargs={"work": ""})


def strip_of(dataset: Dataset, claims: pd.DataFrame) -> None:
    """Show a document's claims by their year, each dot a way to its claim; of one alone nothing."""
    size = screen_size()
    figure = claim_strip(dataset, claims, palette(), size) if len(claims) > 1 else None
    if figure is None:
        return
    st.caption(ABOUT)
    strip = page_figure(figure)
    open_clicked(show_chart(strip, f"strip-{size.name}", strip_words(dataset, claims)))


def all_works(dataset: Dataset) -> None:
    """Show the documents and the works, with how many claims each has, and what was counted."""
    counted = cited_by(dataset)
    for kind, heading in KINDS.items():
        rows = [
            [
                link("sources", dataset.works[name].short(), work=name),
                with_links(reference_of(dataset, name)),
                str(counted.loc[name, "claims"]),
            ]
            for name in map(str, counted.index[counted["kind"] == kind])
        ]
        if rows:
            show_html(table(("Source", "In full", "Numbers"), rows, heading))
        if kind == "analysed":
            coverage_section(dataset)


dataset = current_dataset()
view = open_page("sources", dataset)
if view.work:
    one_work(dataset, view.work)
else:
    all_works(dataset)
