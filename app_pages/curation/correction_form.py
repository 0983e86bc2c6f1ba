"""A claim to correct or to take back, with the reason; the old row stays as it is."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from html import escape
from pathlib import Path

import streamlit as st

from app_pages.controls.texts import literal, show_html
from app_pages.curation.fields import Form, clear_form, columns_of, desk, entry, fields, form
from app_pages.curation.proposal import (
    Offered,
    before_and_after,
    faults,
    offer,
    proposal_section,
    propose,
)
from app_pages.curation.write_access import refuse_others, take_back
from app_pages.session.dataset_cache import dataset_folder
from app_pages.session.view_state import change
from charts.page_parts.claim_record import history_list
from charts.page_parts.links import link
from charts.page_parts.tables import claims_html
from charts.text.claim_history import moments
from charts.views.view import View
from loaders.curation.corrections import OWN, Rewritten, correction, standing, withdrawal
from loaders.dataset import Dataset, declared_version, typed_once
from loaders.errors import DatasetError, Problem
from loaders.queries.listing import history
from loaders.schema.file_names import CLAIMS
from loaders.storage.folder import contents, read_files

FILLED = ("claim_id", "note", *OWN)
"""Cells that a correction fills in by itself."""
CORRECT, WITHDRAW = "Correct it", "Withdraw it"
REASON = "Why"


def correcting(dataset: Dataset, view: View) -> None:
    """Show a claim, and the forms that correct and withdraw it."""
    claims = dataset.joined[dataset.joined["claim_id"] == view.claim]
    show_html(claims_html(dataset, claims, "The claim as it stands", explain=False))
    try:
        old = standing(read_files(contents(dataset_folder().directory)), view.claim)
    except DatasetError as error:
        faults(error.problems, "It can be neither corrected nor withdrawn")
        _leave()
        return
    name = f"correct-{view.claim}"
    entries = form(name)
    how = st.radio("What to do", (CORRECT, WITHDRAW), horizontal=True, key=f"how-{view.claim}")
    st.caption(
        "Correct a number that we misread: a new row takes the place of the old one. A "
        "producer's later revision is a new claim, not a correction. Withdraw a claim "
        "that the document does not make. The old row stays in the files either way."
    )
    if how == CORRECT:
        _correct(dataset, view, dict(old.cells), entries)
    else:
        _withdraw(dataset, view, entries)
    _leave()


def _leave() -> None:
    st.button("Another task", on_click=change, args=("maintain",), kwargs={"claim": ""})


def _reason(name: str, entries: dict[str, str]) -> str:
    reason = entries.get("reason", "")
    settings = entry(f"{name}_{desk().turn}_reason", entries, "reason", reason)
    st.text_input(
        REASON, help="In a few words of your own; they are kept with the row.", **settings
    )
    return reason


def _correct(dataset: Dataset, view: View, old: dict[str, str], entries: dict[str, str]) -> None:
    name = f"correct-{view.claim}"
    changes = {key: cell for key, cell in entries.items() if key != "reason"}
    reason = entries.get("reason", "")
    row, problems = None, []
    try:
        files = read_files(contents(dataset_folder().directory))
        row = correction(files, view.claim, changes, reason)
    except DatasetError as error:
        problems = [_here(problem) for problem in error.problems]
    proposal = propose([row]) if row else None
    shown = proposal.problems if proposal else problems
    _reason(name, entries)
    cells = (
        old | changes | ({one: row.cells.get(one, "") for one in ("low", "high")} if row else {})
    )
    first = ("low", "high", "hedge", "unit", "period", "as_printed")
    row_form = Form(name, CLAIMS, entries, shown)
    fields(dataset, row_form, cells, first)
    with st.expander("All other cells"):
        fields(dataset, row_form, cells, columns_of(CLAIMS, *first, *FILLED))
    if not entries:
        return
    st.button("Clear the form", on_click=clear_form, args=(name,))
    faults(problems)
    if proposal is None or row is None:
        return
    steps = []
    if proposal.dataset is not None:
        steps = moments(proposal.dataset, history(proposal.dataset, row.cells["claim_id"]))
        show_html(history_list(steps, linked=False))
    words = steps[-1].what if steps else ""
    proposal_section(dataset, proposal, partial(_done, name, row.cells["claim_id"], words))


def _here(problem: Problem) -> Problem:
    return replace(problem, file="form") if problem.file == "flags" else problem


def _done(name: str, claim_id: str, words: str) -> None:
    """Say what became of what, and go to the new claim."""
    desk().written.insert(0, escape(f"{words}."))
    clear_form(name)
    change("maintain", claim=claim_id)


def _withdraw(dataset: Dataset, view: View, entries: dict[str, str]) -> None:
    name = f"correct-{view.claim}"
    reason = _reason(name, entries)
    if not reason:
        return
    directory = dataset_folder().directory
    before = contents(directory)
    try:
        found = withdrawal(before, view.claim, reason)
    except DatasetError as error:
        faults([_here(problem) for problem in error.problems])
        return
    st.header("As it will be written", anchor=False)
    st.caption(literal(f"In {found.file}, this line"))
    st.code(found.old, language=None, wrap_lines=True)
    st.caption("becomes")
    write = partial(_take_back, directory, view.claim, reason)
    change_ = Offered(
        {found.file: found.new}, lambda _: found.content, write, partial(clear_form, name)
    )
    offer(change_, "withdraw", at_the_end=False)
    then = typed_once(
        read_files({**before, found.file: found.content}), declared_version(directory)
    )
    before_and_after(dataset, then, [view.claim], "withdrawn")


def _take_back(directory: Path, claim_id: str, reason: str) -> list[str]:
    refuse_others()
    found: Rewritten = take_back(directory, claim_id, reason)
    return [f"Withdrawn in {found.file}.", link("claims", claim_id, claim=claim_id)]
