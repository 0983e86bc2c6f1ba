"""Maintain: add, correct and withdraw figures; each row is checked before anything is written."""

from __future__ import annotations

import streamlit as st

from app_pages.controls.page_frame import open_page
from app_pages.curation.correction_form import correcting
from app_pages.curation.overdue_table import due_table
from app_pages.curation.pasted_rows import rows_in
from app_pages.curation.proposal import outcome
from app_pages.curation.row_form import claim_form, row_form
from app_pages.curation.write_access import mode_words
from app_pages.session.dataset_cache import current_dataset
from app_pages.session.view_state import control
from charts.views.view import TASKS

WORDS = {
    "claim": "A claim of a series that is here",
    "rows": "Rows, pasted or dropped",
    "row": "One row of any table",
    "due": "What is due",
}

dataset = current_dataset()
view = open_page("maintain", dataset)
st.markdown(mode_words())
outcome()
if view.claim:
    correcting(dataset, view)
else:
    st.radio(
        "Task",
        TASKS,
        format_func=WORDS.__getitem__,
        horizontal=True,
        **control(view, "task", none=TASKS[0]),
    )
    task = view.task or TASKS[0]
    if task == "claim":
        claim_form(dataset, view)
    elif task == "rows":
        rows_in(dataset, view)
    elif task == "row":
        row_form(dataset, view)
    else:
        due_table(dataset)
