"""A document or a work by form: what stands about it, each text to be corrected in its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

import streamlit as st

from app_pages.controls.texts import literal
from app_pages.curation.fields import clear_form, described, desk, entry, field_faults, form
from app_pages.curation.proposal import Offered, faults, offer
from app_pages.curation.write_access import refuse_others, write_source
from app_pages.session.dataset_cache import dataset_folder
from app_pages.session.view_state import control
from charts.views.view import View
from loaders.curation.source_corrections import DOCUMENTS, Source, corrected_source, source_of
from loaders.dataset import Dataset
from loaders.errors import DatasetError, Problem
from loaders.schema.tables import label
from loaders.storage.folder import Contents, contents, read_files

CALLED = {"url": "Web address", "doi": "DOI", "isbn": "ISBN", "issn": "ISSN"}
"""What fields of a work are called where that is not their name."""
ABOUT = (
    "A wrong title, date or author is no figure: it is corrected in its place. An empty field is "
    "taken out. Braces around a word keep its capitals."
)


def source_form(dataset: Dataset, view: View) -> None:
    """Show the choice of a document or work, its texts, and its lines as they would be."""
    works = dataset.works
    st.selectbox(
        "Document or work",
        list(works),
        format_func=lambda key: f"{works[key].short()}: {works[key].title} ({key})",
        placeholder="Choose what is wrong",
        **control(view, "work", none=None),
    )
    st.caption(ABOUT)
    if not view.work:
        return
    directory = dataset_folder().directory
    before, name = contents(directory), f"source-{view.work}"
    try:
        source = source_of(read_files(dict(before)), view.work)
    except DatasetError as error:
        faults(error.problems)
        return
    typed = form(name)
    texts = source.texts
    changes = {one: text for one, text in typed.items() if text.strip() != texts.get(one, "")}
    files, problems = _corrected(before, view.work, changes)
    _fields(source, name, typed, problems)
    faults(problems)
    if typed:
        st.button("Clear the form", on_click=clear_form, args=(name,))
    if files:
        _offered(directory, before, view.work, changes, files)


def _corrected(
    before: Contents, name: str, changes: Mapping[str, str]
) -> tuple[Mapping[str, bytes], Sequence[Problem]]:
    """Return the files with the changes, or what is wrong with them."""
    if not changes:
        return {}, ()
    try:
        return corrected_source(before, name, changes), ()
    except DatasetError as error:
        return {}, error.problems


def _fields(source: Source, name: str, typed: dict[str, str], problems: Sequence[Problem]) -> None:
    """Show a field for each text, two in a line."""
    texts = source.texts
    names = list(texts)
    for at in range(0, len(names), 2):
        for place, one in zip(st.columns(2), names[at : at + 2], strict=False):
            settings = entry(f"{name}_{desk().turn}_{one}", typed, one, typed.get(one, texts[one]))
            own = one in source.cells
            called = label(DOCUMENTS, one) if own else CALLED.get(one, one.capitalize())
            with place:
                help_ = described(DOCUMENTS, one) if own else None
                st.text_input(called, help=help_, **settings)
                field_faults(problems, one)


def _offered(
    directory: Path,
    before: Contents,
    name: str,
    changes: Mapping[str, str],
    files: Mapping[str, bytes],
) -> None:
    """Show the lines that differ, and offer to write them."""
    st.header("As it will be written", anchor=False)
    lines = {}
    for file, content in files.items():
        old = (before[file] or b"").splitlines()
        st.caption(literal(f"In {file}"))
        lines[file] = (
            "\n".join(line.decode() for line in content.splitlines() if line not in old)
            or "(a line less)"
        )
    write = partial(_write, directory, name, dict(changes))
    done = partial(clear_form, f"source-{name}")
    offer(Offered(lines, files.__getitem__, write, done), "source", at_the_end=False)


def _write(directory: Path, name: str, changes: Mapping[str, str]) -> list[str]:
    refuse_others()
    return [f"Corrected {name} in {', '.join(write_source(directory, name, changes))}."]
