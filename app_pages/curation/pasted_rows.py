"""Rows that were pasted or dropped: each fault at its line, the rows as a table, marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

import streamlit as st

from app_pages.controls.texts import show_html
from app_pages.curation.dropped_file import dropped_file, plain_name
from app_pages.curation.fields import desk
from app_pages.curation.proposal import faults, proposal_section, propose
from app_pages.session.dataset_cache import dataset_folder
from app_pages.session.view_state import change, control
from charts.page_parts.links import link
from charts.page_parts.tables import table
from charts.text.series_summary import many
from charts.views.view import View
from loaders.curation.defaults import completed
from loaders.curation.row_parser import TABLES, block_of
from loaders.curation.row_preview import (
    CHANGED,
    HERE,
    NEW,
    Grid,
    grid,
    new_rows_in,
    sorted_out,
    table_and_topic,
)
from loaders.dataset import Dataset
from loaders.errors import DatasetError, Problem
from loaders.schema.file_names import CLAIMS, REFERENCES
from loaders.storage.folder import contents, read_files

NOT_PASTED = ("coverage", REFERENCES)
"""The table that `audit` writes, and the works, which are no rows."""
MOST_MEGABYTES, MOST_CHARACTERS = 1, 1_000_000
MOST_ROWS = 200
"""How many rows the table shows."""
KINDS = ("csv", "tsv", "txt", "json", "jsonl", "xlsx")
STANDING = {NEW: "new", HERE: "already here", CHANGED: "already here, with other cells"}
TOO_LONG = f"is longer than {MOST_CHARACTERS:,} characters"
ABOUT = """A CSV, TSV or workbook with the column names in its first line, such as a whole file of
the dataset with rows added in a spreadsheet; or one JSON object per line that names its `table`, so
that rows of several tables can come together. Rows that are already here are skipped."""
PRIVATE = """The text of a file goes into the box, and the file itself is not kept. The box is
emptied when you leave the page. Nothing is saved until you confirm it."""


def rows_in(dataset: Dataset, view: View) -> None:
    """Show the box and the way to drop a file, and all that there is to say of the rows."""
    st.caption(ABOUT)
    _choices(dataset, view)
    _drop(dataset, view)
    _box()
    st.caption(PRIVATE)
    text = desk().rows
    if text.strip():
        _checked(dataset, view.table or CLAIMS, view.topic, text)


def _choices(dataset: Dataset, view: View) -> None:
    titles, own = dataset.topics["title"], [view.table] if view.table else []
    with st.container(horizontal=True):
        st.selectbox(
            "Rows of",
            list(dict.fromkeys([CLAIMS, *(t for t in TABLES if t not in NOT_PASTED), *own])),
            **control(view, "table", none=CLAIMS),
        )
        if (view.table or CLAIMS) == CLAIMS:
            st.selectbox(
                "Topic",
                ["", *titles.index],
                format_func=lambda name: titles[name] if name else "Each line names its topic",
                **control(view, "topic"),
            )


def _drop(dataset: Dataset, view: View) -> None:
    """Show where a file can be dropped; take its text, and let the file itself go."""
    dropped = dropped_file(KINDS, MOST_MEGABYTES)
    if dropped is None:
        return
    name, content = dropped
    source = f"dropped {plain_name(name)}"
    try:
        desk().rows, desk().source = block_of(content, source), source
    except DatasetError as error:
        desk().refused = error.problems
    own, topic = table_and_topic(name)
    if topic in dataset.topics.index or own != CLAIMS:
        named = {"table": "" if own == CLAIMS else own, "topic": topic}
        change("maintain", **named)
    st.rerun()


def _box() -> None:
    key = f"box_{desk().turn}"

    def changed() -> None:
        desk().rows, desk().source = st.session_state[key], "pasted"

    if st.session_state.get(key) != desk().rows:
        st.session_state[key] = desk().rows
    st.text_area("Rows", key=key, on_change=changed, height=220)


def empty_box() -> None:
    """Empty the box."""
    desk().rows, desk().source = "", "pasted"


def _checked(dataset: Dataset, name: str, topic: str, text: str) -> None:
    """Show what is wrong with the text, marked in its rows, or what would be written."""
    st.button("Empty the box", on_click=empty_box)
    source = desk().source
    if len(text) > MOST_CHARACTERS:
        fix = "use python -m loaders add"
        faults([Problem(source, 0, "file", what=TOO_LONG, allowed="a shorter text", fix=fix)])
        return
    try:
        rows = sorted_out(
            contents(dataset_folder().directory), new_rows_in(name, topic, text, source)
        )
    except DatasetError as error:
        _table(name, text, error.problems, {})
        return
    counts = [
        f"{sum(one == state for one in rows.standing.values())} {words}"
        for state, words in STANDING.items()
        if state in rows.standing.values()
    ]
    show_html(f'<p class="cf-about">{many(len(rows.standing), "row")}: {", ".join(counts)}.</p>')
    files = read_files(contents(dataset_folder().directory))
    proposal = propose(completed(files, rows.new)) if rows.new else None
    problems = proposal.problems if proposal else ()
    _table(name, text, problems, rows.standing)
    if proposal and not problems:
        proposal_section(dataset, proposal, empty_box)


def _table(name: str, text: str, problems: Sequence[Problem], standing: Mapping[int, str]) -> None:
    faults(problems)
    cells = grid(name, text)
    wrong = {one.line for one in problems if one.file == desk().source}
    rows = [row for row in cells.rows if standing.get(row[0]) != HERE or row[0] in wrong]
    if len(rows) > MOST_ROWS and wrong:
        rows = [row for row in rows if row[0] in wrong]
    if not rows:
        return
    marks = f"{many(len(wrong), 'row')} marked" if wrong else ""
    most = f"the first {MOST_ROWS} of {many(len(rows), 'row')}" if len(rows) > MOST_ROWS else ""
    caption = "; ".join(["The rows as they were read", *(one for one in (marks, most) if one)])
    html = marked_rows(Grid(cells.columns, tuple(rows[:MOST_ROWS])), problems, standing)
    show_html(
        f'<div class="cf-wide" role="region" aria-label="The rows" tabindex="0">'
        f"{table(html[0], html[1], caption, kind='cf-rows', whole=True)}</div>"
    )


def marked_rows(
    cells: Grid, problems: Sequence[Problem], standing: Mapping[int, str]
) -> tuple[list[str], list[list[str]]]:
    """Return the columns that hold anything, and the rows as HTML; what is wrong is marked."""
    found: dict[tuple[int, str], list[Problem]] = {}
    for one in problems:
        if one.file == desk().source:
            found.setdefault((one.line, one.column.split(" ")[0]), []).append(one)
    filled = [
        (at, name)
        for at, name in enumerate(cells.columns)
        if any(at < len(row) and row[at] for _, row in cells.rows)
    ]
    held_back = {"row", "header", "table", "file", *(name for _, name in filled)}
    missing = {name for _, name in found} - held_back
    names = [*filled, *((len(cells.columns) + n, name) for n, name in enumerate(sorted(missing)))]
    rows = []
    for line, row in cells.rows:
        own = {name: words for (at, name), words in found.items() if at == line}
        parts = [_cell(row[at] if at < len(row) else "", own.pop(name, [])) for at, name in names]
        state = STANDING.get(standing.get(line, ""), "")
        if standing.get(line) == CHANGED and "claim_id" in cells.columns:
            claim = row[cells.columns.index("claim_id")]
            state = f"{state}: {link('maintain', 'correct it', claim=claim)}"
        rest = [one for words in own.values() for one in words]
        rows.append([str(line), _cell(state, rest, html=True), *parts])
    return ["Line", "Row", *(name for _, name in names)], rows


def _cell(text: str, problems: Sequence[Problem], *, html: bool = False) -> str:
    words = text if html else escape(text)
    if not problems:
        return words
    faulty = "<br>".join(escape(one.what) for one in problems)
    return f'<mark class="cf-wrong">{words or "empty"}</mark><span class="cf-mark">{faulty}</span>'
