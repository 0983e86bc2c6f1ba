"""A claim of a known series by form: five answers, the rest from the series' last claim."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from functools import partial

import streamlit as st

from app_pages.curation.drafts import clear_form, desk, form
from app_pages.curation.fields import Form, columns_of, fields
from app_pages.curation.proposal import faults, proposal_section, propose
from app_pages.session.view_state import control
from charts.views.view import View
from loaders.curation.defaults import claim_name, defaults, read_number, series_of
from loaders.curation.new_rows import NewRow
from loaders.curation.row_parser import from_cells
from loaders.curation.row_preview import is_json
from loaders.dataset import Dataset
from loaders.errors import DatasetError, Problem
from loaders.schema.file_names import CLAIMS

FIVE = ("period", "as_printed", "document_id", "locator", "status")
NUMBER = ("low", "high", "hedge", "unit")
BY_ITSELF = ("series_id", "added", "supersedes", "withdrawn")
"""Cells that nobody fills in for a new claim."""
SOURCE = "form"


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
        "Checked as you go, when you leave a field. Number, hedge and unit are read from the "
        "printed words; all cells can be changed below."
    )
    shown = proposal.problems if proposal else problems if typed else ()
    row_form = Form(series_id, CLAIMS, typed, shown)
    fields(dataset, row_form, cells, FIVE, explained=False)
    with st.expander("All other cells", expanded=False):
        fields(dataset, row_form, cells, columns_of(CLAIMS, *FIVE, *BY_ITSELF))
    if not typed:
        return
    with st.container(horizontal=True):
        st.button("Empty the form", on_click=clear_form, args=(series_id,))
        if row:
            st.button("Put it with other rows", on_click=put_with_others, args=(row, series_id))
    faults(problems)
    if proposal:
        proposal_section(dataset, proposal, partial(clear_form, series_id))


def _series(dataset: Dataset, view: View) -> str:
    """Show the choice of topic and series; return the series, "" where none is chosen."""
    topics = dataset.topics["title"]
    own = [view.topic] if view.topic else list(topics.index)
    options = {name: told for topic in own for name, told in series_of(dataset, topic).items()}
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
        placeholder="Choose what the new claim continues",
        **control(view, "series", none=None),
    )
    if not view.series:
        st.caption(
            "A claim of a series that is not here comes with it, as rows: see “Rows, pasted or "
            "dropped” and “One row of any table”."
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
    told = {"topic": row.topic} if row.table == CLAIMS else {"table": row.table}
    line = json.dumps(told | dict(row.cells), ensure_ascii=False)
    rows = desk()["rows"].rstrip("\n")
    if rows and not is_json(rows):
        desk()["said"] = ["The box holds a CSV or TSV. Write it or empty it first."]
        return
    desk()["rows"] = f"{rows}\n{line}" if rows else line
    desk()["said"] = ["The row lies in the box: see “Rows, pasted or dropped”."]
    clear_form(form_name)
