"""Maintain: add, correct and withdraw figures; each row is checked before anything is written."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape

import streamlit as st

from app_pages.controls.page_frame import open_page
from app_pages.controls.texts import show_html
from app_pages.curation.correction_form import correcting
from app_pages.curation.pasted_rows import rows_in
from app_pages.curation.proposal import outcome
from app_pages.curation.row_form import claim_form, row_form
from app_pages.curation.source_form import source_form
from app_pages.curation.text_review import text_review
from app_pages.curation.write_access import mode_words
from app_pages.session.dataset_cache import current_dataset
from app_pages.session.view_state import control
from charts.page_parts.links import link
from charts.page_parts.tables import table
from charts.text.series_summary import many
from charts.views.view import TASKS
from loaders.dataset import Dataset
from loaders.queries.overdue import due
from loaders.queries.selection import Row, records
from loaders.values.edtf import parse_period

COLUMNS = ("What", "Who counts", "Last period", "Due since", "Missing periods", "Form")
EVERY = {"A": "yearly", "Q": "quarterly", "M": "monthly"}
ABOUT = """Yearly, quarterly and monthly series whose next figure should be out by now: a year
after a year has ended, four months after a quarter, two after a month; of the record, which comes
first, as long after as its office takes, and with gaps inside a series. For a document's series
whose office takes longer, this list is early."""
MOST_PERIODS = 3


def due_table(dataset: Dataset) -> None:
    """Show what is due today, the longest due first, each with the way to its form."""
    st.caption(ABOUT)
    rows = records(due(dataset, date.today()))
    if not rows:
        st.info("Nothing is due: every regular series is up to date.")
        return
    periods = sum(row["periods"] for row in rows)
    caption = f"{many(periods, 'period')} of {many(len(rows), 'series', 'series')} due"
    show_html(table(COLUMNS, [_row(row) for row in rows], caption, kind="cf-due", whole=True))


def _row(row: Row) -> list[str]:
    where = f", {row['place']}" if row["place"] else ""
    who = escape(row["producer"]) + (f"<br><small>{escape(row['scope'])}</small>")
    return [
        escape(f"{row['title']}{where}"),
        who,
        escape(f"{parse_period(row['last_period'])}, {EVERY[row['frequency']]}"),
        row["due_since"],
        escape(_span(row["missing"])),
        _way_to_add(row),
    ]


def _way_to_add(row: Row) -> str:
    """Return the link to a claim's form, or the command for a new edition of an office's file."""
    if row["recipe_id"]:
        return f"<code>python -m loaders record {escape(row['recipe_id'])}</code>"
    text = f"Add {parse_period(row['missing'][0])}"
    return link("maintain", text, series=row["series_id"])


def _span(missing: Sequence[str]) -> str:
    words = [str(parse_period(text)) for text in missing]
    if len(words) <= MOST_PERIODS:
        return ", ".join(words)
    return f"{words[0]} to {words[-1]}, {len(words)} periods"


WORDS = {
    "claim": "A new number in a known series",
    "text": "The numbers of a text",
    "rows": "Pasted or dropped rows",
    "row": "One row in any table",
    "source": "A document or work to correct",
    "due": "What is due",
}

dataset = current_dataset()
view = open_page("maintain", dataset)
st.markdown(mode_words())
outcome()
if view.claim:
    correcting(dataset, view)
else:
    st.segmented_control(  # no radio: keys are Streamlit's shortcuts outside of inputs only
        "Task",
        TASKS,
        format_func=WORDS.__getitem__,
        required=True,
        **control(view, "task", none=TASKS[0]),
    )
    task = view.task or TASKS[0]
    if task == "claim":
        claim_form(dataset, view)
    elif task == "text":
        text_review(dataset)
    elif task == "rows":
        rows_in(dataset, view)
    elif task == "row":
        row_form(dataset, view)
    elif task == "source":
        source_form(dataset, view)
    else:
        due_table(dataset)
