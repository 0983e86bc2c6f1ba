"""One row of any table by form: a document, work, indicator, series, place, unit and the rest."""

from __future__ import annotations

import json
from dataclasses import replace

import streamlit as st

from app_pages.curation.claim_form import put_with_others, row_of
from app_pages.curation.drafts import clear_form, desk, form
from app_pages.curation.fields import Form, columns_of, fields
from app_pages.curation.proposal import faults, propose
from app_pages.session.view_state import control
from charts.views.view import View
from loaders.curation.new_rows import NewRow
from loaders.curation.row_preview import rows_of
from loaders.dataset import Dataset
from loaders.errors import DatasetError, Problem
from loaders.schema.file_names import CLAIMS, REFERENCES

TABLES = {
    "documents": "Document",
    "references": "Work (an entry of BibTeX)",
    "indicators": "Indicator",
    "series": "Series",
    "places": "Place",
    "units": "Unit",
    "topics": "Topic",
    "comparisons": "Comparison",
    "claims": "Claim, all cells",
    "events": "Event",
    "exclusions": "Exclusion",
}
FIRST = "documents"
ENTRY = "@report{smith2024, author = {Smith, Ann}, title = {…}, year = {2024}}"


def row_form(dataset: Dataset, view: View) -> None:
    """Show the form of a row, what is wrong with it beside the rows in the box, and its line."""
    table = view.table if view.table in TABLES else FIRST
    view = replace(view, table="" if table == FIRST else table)
    st.selectbox(
        "What is new",
        list(TABLES),
        format_func=TABLES.__getitem__,
        **control(view, "table", none=FIRST),
    )
    st.caption(
        "A row that nothing uses is refused, so that what belongs together comes together: each "
        "row goes into the box, and the box is checked and written as a whole."
    )
    name = f"row-{table}"
    typed = form(name)
    topic = typed.get("topic", "")
    cells = {key: cell for key, cell in typed.items() if table != CLAIMS or key != "topic"}
    row, problems = row_of(table, topic, cells) if typed else (None, [])
    told = [*problems, *_told(row, topic)] if typed else []
    _controls(dataset, name, table, typed, told)
    if not typed:
        return
    with st.container(horizontal=True):
        if row:
            st.button("Put it into the box", on_click=put_with_others, args=(row, name))
        st.button("Empty the form", on_click=clear_form, args=(name,))
    faults(told)
    if row:
        line = {"table": table} | dict(row.cells) if table != CLAIMS else {"topic": topic} | cells
        st.caption("The row as a line for the box, or for `python -m loaders add --jsonl`")
        st.code(json.dumps(line, ensure_ascii=False), language=None, wrap_lines=True)


def _told(row: NewRow | None, topic: str) -> list[Problem]:
    """Return what is wrong with a row among all tables and the rows in the box."""
    if row is None:
        return []
    try:
        beside = rows_of(CLAIMS, topic, desk()["rows"], "box") if desk()["rows"].strip() else []
    except DatasetError:
        beside = []  # the box says so itself
    proposal = propose([*beside, row])
    return [one for one in proposal.problems if one.file == "form"] if proposal else []


def _controls(
    dataset: Dataset, name: str, table: str, typed: dict[str, str], told: list[Problem]
) -> None:
    if table == REFERENCES:
        key = f"{name}_{desk()['turn']}_bibtex"

        def changed() -> None:
            typed["bibtex"] = st.session_state[key]

        if st.session_state.get(key) != typed.get("bibtex", ""):
            st.session_state[key] = typed.get("bibtex", "")
        st.text_area("Entry", key=key, on_change=changed, height=180, placeholder=ENTRY)
        return
    if table == CLAIMS:
        key = f"{name}_{desk()['turn']}_topic"

        def chosen() -> None:
            typed["topic"] = st.session_state[key] or ""

        st.selectbox(
            "Topic",
            list(dict.fromkeys([*dataset.topics.index, *filter(None, [typed.get("topic")])])),
            index=None,
            accept_new_options=True,
            key=key,
            on_change=chosen,
        )
    but = ("supersedes", "withdrawn", "added") if table == CLAIMS else ()
    fields(dataset, Form(name, table, typed, told), typed, columns_of(table, *but))
