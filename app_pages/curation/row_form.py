"""Rows by form: a claim of a known series, of which five answers are asked and the rest comes
from its last one; or one row of any table.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

import streamlit as st

from app_pages.curation.fields import Form, clear_form, columns_of, desk, entry, fields, form
from app_pages.curation.proposal import faults, proposal_section, propose
from app_pages.session.view_state import control
from charts.page_parts.memo import per_version
from charts.page_parts.results import VERSIONS
from charts.views.view import View
from loaders.curation.defaults import claim_name, defaults, read_number, series_choices
from loaders.curation.new_rows import NewRow
from loaders.curation.row_parser import from_cells
from loaders.curation.row_preview import is_json, new_rows_in
from loaders.dataset import Dataset
from loaders.errors import DatasetError, Problem
from loaders.schema.file_names import CLAIMS, REFERENCES
from loaders.values.codelists import CHANGES

FIVE = ("period", "as_printed", "document_id", "locator", "status")
NUMBER = ("low", "high", "hedge", "unit")
BY_ITSELF = ("series_id", "added", "supersedes", "withdrawn")
"""Cells that nobody fills in for a new claim."""
SOURCE = "form"
choices_of_topic = per_version(VERSIONS, most=100)(series_choices)


def claim_form(dataset: Dataset, view: View) -> None:
    """Show the choice of a series, and the form of its next claim."""
    series_id = _series(dataset, view)
    if not series_id:
        return
    typed = form(series_id)
    cells, problems = filled(dataset, series_id, typed)
    indicator = str(dataset.series.loc[series_id, "indicator_id"])
    topic = str(dataset.indicators.loc[indicator, "topic"])
    row, more = row_of(CLAIMS, topic, cells)
    problems = [*problems, *more]
    proposal = propose([row]) if typed and row else None
    if proposal and problems:  # what follows from words that give no number is not told again
        problems += [one for one in proposal.problems if one.column.split(" ")[0] not in NUMBER]
        proposal = None
    st.caption(
        "Each field is checked when you leave it. Number, wording (“about”, “more than”) and "
        "unit are read from the printed words; you can change every cell below."
    )
    shown = proposal.problems if proposal else problems if typed else ()
    form_shown = Form(series_id, CLAIMS, typed, shown)
    claim_fields(dataset, form_shown, cells)
    if not typed:
        return
    with st.container(horizontal=True):
        st.button("Clear the form", on_click=clear_form, args=(series_id,))
        if row:
            st.button("Collect it with other rows", on_click=put_with_others, args=(row, series_id))
    faults(problems)
    if proposal:
        proposal_section(dataset, proposal, partial(clear_form, series_id))


def claim_fields(dataset: Dataset, shown: Form, cells: Mapping[str, str]) -> None:
    """Show the fields that a series' next claim needs, and the others folded; of a change also
    what it is compared with.
    """
    measure = dataset.series.loc[cells["series_id"], "measure"]
    first = (*FIVE, "base_period") if measure in (*CHANGES, "ratio") else FIVE
    fields(dataset, shown, cells, first, explained=False)
    with st.expander("All other cells", expanded=False):
        fields(dataset, shown, cells, columns_of(CLAIMS, *first, *BY_ITSELF))


def _series(dataset: Dataset, view: View) -> str:
    """Show the choice of topic and series; return the series, "" where none is chosen."""
    topics = dataset.topics["title"]
    own = [view.topic] if view.topic else list(topics.index)
    options = {
        name: found for topic in own for name, found in choices_of_topic(dataset, topic).items()
    }
    if view.series and view.series not in options:
        options |= {view.series: view.series}
    st.selectbox(
        "Topic",
        ["", *topics.index],
        format_func=lambda name: topics[name] if name else "All topics",
        **control(view, "topic", resets={"series": ""}),
    )
    st.selectbox(
        "Series",
        list(options),
        format_func=lambda name: options.get(name, name),
        placeholder="Choose the series that the new claim continues",
        **control(view, "series", none=None),
    )
    if not view.series:
        st.caption(
            "If the series is not here yet, add it together with its first claim: see "
            "“Pasted or dropped rows” and “One row in any table”."
        )
    return view.series


def filled(
    dataset: Dataset, series_id: str, typed: Mapping[str, str]
) -> tuple[dict[str, str], list[Problem]]:
    """Return the cells of the next claim of a series, and what the printed words do not give.

    What was typed comes first, then what the printed words say, then the last claim.
    """
    cells, problems = defaults(dataset, series_id), []
    printed = typed.get("as_printed", "")
    if printed:
        try:
            cells |= read_number(dataset, printed, cells["unit"])
        except DatasetError as error:
            problems = [] if {"low", "high"} & set(typed) else error.problems
    cells |= {"series_id": series_id, **typed}
    if not cells.get("claim_id"):
        indicator = str(dataset.series.loc[series_id, "indicator_id"])
        cells["claim_id"] = claim_name(cells, indicator, set(dataset.claims["claim_id"]))
    return cells, [replace(problem, file=SOURCE, line=1) for problem in problems]


def row_of(table: str, topic: str, cells: Mapping[str, str]) -> tuple[NewRow | None, list[Problem]]:
    """Return the row of a form's cells, or why it can be none."""
    try:
        return from_cells(table, topic, cells, SOURCE), []
    except DatasetError as error:
        return None, error.problems


def put_with_others(row: NewRow, form_name: str) -> None:
    """Put a form's row into the box of rows, as a line of JSON, and empty the form."""
    found = {"topic": row.topic} if row.table == CLAIMS else {"table": row.table}
    if into_box([found | dict(row.cells)]):
        desk().written = ["The row is in the box: see “Pasted or dropped rows”."]
        clear_form(form_name)


def into_box(rows: Sequence[Mapping[str, str]]) -> bool:
    """Put rows into the box, as lines of JSON; tell whether it could take them."""
    before = desk().rows.rstrip("\n")
    if before and not is_json(before):
        desk().written = ["The box holds a CSV or TSV. Write it or empty it first."]
        return False
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    desk().rows = "\n".join([before, *lines] if before else lines)
    return True


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
        "A row that no other row uses is refused, so collect the rows that belong "
        "together in the box. The box is checked and written as a whole."
    )
    name = f"row-{table}"
    typed = form(name)
    topic = typed.get("topic", "")
    cells = {key: cell for key, cell in typed.items() if table != CLAIMS or key != "topic"}
    row, problems = row_of(table, topic, cells) if typed else (None, [])
    found = [*problems, *_problems_beside(row, topic)] if typed else []
    _controls(dataset, name, table, typed, found)
    if not typed:
        return
    with st.container(horizontal=True):
        if row:
            st.button("Add it to the box", on_click=put_with_others, args=(row, name))
        st.button("Clear the form", on_click=clear_form, args=(name,))
    faults(found)
    if row:
        line = {"table": table} | dict(row.cells) if table != CLAIMS else {"topic": topic} | cells
        st.caption("The row as a line for the box, or for `python -m loaders add --jsonl`")
        st.code(json.dumps(line, ensure_ascii=False), language=None, wrap_lines=True)


def _problems_beside(row: NewRow | None, topic: str) -> list[Problem]:
    """Return what is wrong with a row among all tables and the rows in the box."""
    if row is None:
        return []
    try:
        beside = new_rows_in(CLAIMS, topic, desk().rows, "box") if desk().rows.strip() else []
    except DatasetError:
        beside = []  # the box says so itself
    proposal = propose([*beside, row])
    return [one for one in proposal.problems if one.file == "form"] if proposal else []


def _controls(
    dataset: Dataset, name: str, table: str, typed: dict[str, str], found: list[Problem]
) -> None:
    if table == REFERENCES:
        key = f"{name}_{desk().turn}_bibtex"
        settings = entry(key, typed, "bibtex", typed.get("bibtex", ""))
        st.text_area("Entry", height=180, placeholder=ENTRY, **settings)
        return
    if table == CLAIMS:
        key = f"{name}_{desk().turn}_topic"

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
    fields(dataset, Form(name, table, typed, found), typed, columns_of(table, *but))
