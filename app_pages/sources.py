"""Sources: each document and each work, with its claims."""

from __future__ import annotations

from html import escape

import streamlit as st

from app_pages.controls.citation_menu import cite_menu
from app_pages.controls.page_frame import open_page
from app_pages.controls.texts import link, outside, plain
from app_pages.sections.coverage import coverage_section, document_coverage
from app_pages.sections.tables import claims_table, table
from app_pages.session.dataset_cache import current_dataset, reference_of
from app_pages.session.view_state import change
from loaders.dataset import Dataset
from loaders.queries.listing import cited_by, claims_of_work

KINDS = {
    "analysed": "Documents that were read",
    "official": "Official publications",
    "cited": "Works that they cite for a number",
}


def one_work(dataset: Dataset, work_id: str) -> None:
    """Show a work in full, the claims that it makes, and those that rest on it."""
    work = dataset.works[work_id]
    st.subheader(plain(work.title), anchor=False)
    full = escape(reference_of(dataset, work_id))
    st.html(f'<p class="cf-about">{full} {outside(work)}</p>')
    if work_id in dataset.documents.index:
        document = dataset.documents.loc[work_id]
        read = f"Text read: SHA-256 {document['text_sha256']}." if document["text_sha256"] else ""
        st.caption(plain(" ".join(part for part in (document["note"], read) if part)))
    cite_menu("work", {"This work": lambda: work})
    if work_id in dataset.documents.index:
        document_coverage(dataset, work_id)
    given, citing = claims_of_work(dataset, work_id)
    if len(given):
        claims_table(dataset, given, f"Claims that it makes: {len(given)}")
    if len(citing):
        claims_table(dataset, citing, f"Claims that rest on it: {len(citing)}")
    st.button("All sources", on_click=change, args=("sources",), kwargs={"work": ""})


def all_works(dataset: Dataset) -> None:
    """Show the documents and the works, with how many claims each has, and what was counted."""
    counted = cited_by(dataset)
    for kind, heading in KINDS.items():
        rows = [
            [
                link("sources", dataset.works[name].short(), work=name),
                escape(reference_of(dataset, name)),
                str(counted.loc[name, "claims"]),
            ]
            for name in map(str, counted.index[counted["kind"] == kind])
        ]
        if rows:
            st.html(table(("Source", "In full", "Claims"), rows, heading))
        if kind == "analysed":
            coverage_section(dataset)


dataset = current_dataset()
view = open_page("sources", dataset)
if view.work:
    one_work(dataset, view.work)
else:
    all_works(dataset)
