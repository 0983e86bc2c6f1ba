"""Sources: each document and each work, with its claims."""

from __future__ import annotations

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
from app_pages.session.dataset_cache import current_dataset
from app_pages.session.view_state import change
from charts.builders import coverage
from charts.builders.claim_strip import ABOUT, claim_strip, strip_words
from charts.layout.page_figure import page_figure
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
from charts.views.alt_text import coverage_alt_text
from loaders.dataset import Dataset
from loaders.queries.listing import claims_of_work


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
    show_html(coverage_table(dataset, coverage.counts_by_document(counted)))
    left = [name for name in read if name not in counted.index]
    if left:
        st.write(literal(f"Not audited yet: {', '.join(dataset.works[n].short() for n in left)}."))


def document_coverage(dataset: Dataset, document_id: str) -> None:
    """Show what became of a document's numerals, and those that are excluded one by one."""
    told = counted_words(dataset, document_id)
    rows = excluded(dataset, document_id) if told else []
    if told:
        st.write(literal(told))
    if rows:
        count = f"{len(rows)} entries" if len(rows) > 1 else "1 entry"
        fold = st.expander(f"What is excluded, and why: {count}")
        show_html(excluded_table(rows), fold)


def one_work(dataset: Dataset, work_id: str) -> None:
    """Show a work in full, the claims that it makes, and those that rest on it."""
    work = dataset.works[work_id]
    st.header(literal(work.title), anchor=False)
    show_html(work_about(dataset, work_id))
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
    for kind in KINDS:
        show_html(works_table(dataset, kind))
        if kind == "analysed":
            coverage_section(dataset)


dataset = current_dataset()
view = open_page("sources", dataset)
if view.work:
    one_work(dataset, view.work)
else:
    all_works(dataset)
