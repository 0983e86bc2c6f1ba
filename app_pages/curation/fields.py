"""A field of a form for each column: its control, what is allowed, and what is wrong with it.

What a maintainer has typed or dropped is kept while Maintain is open, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

import streamlit as st

from app_pages.controls.texts import show_html
from app_pages.session.view_state import Settings
from loaders.audit.decisions import Decisions
from loaders.audit.drafts import Taken
from loaders.audit.source_texts import SourceText
from loaders.dataset import Dataset
from loaders.errors import Problem
from loaders.paragraphs.extraction import Extracted
from loaders.schema.tables import COLUMNS, codes, facts, foreign_keys, label
from loaders.values.codelists import STATUSES

KEY = "maintain"


@dataclass
class Review:
    """A text whose numerals are judged: `entry` and `published` are its work and its date, where
    no document has it yet. taken: which numerals had rows before. is_claim: what was said of the
    draft at hand, if anything was.
    """

    source: SourceText
    extracted: Extracted
    decisions: Decisions
    taken: Taken
    document_id: str
    entry: str = ""
    published: str = ""
    is_claim: bool | None = None


@dataclass
class Desk:
    """What lies before a maintainer: `rows` (the text of the box), `source` (its name), the cells
    that were typed, by form, `turn` (a number that makes controls anew), what was `written` or why
    it is not, or not yet whole, what was wrong with a file that was dropped, and the `review` of a
    text's numerals.
    """

    rows: str = ""
    source: str = "pasted"
    forms: dict[str, dict[str, str]] = field(default_factory=dict)
    turn: int = 0
    written: list[str] = field(default_factory=list)
    unwritten: list[Problem] = field(default_factory=list)
    unfinished: list[Problem] = field(default_factory=list)
    refused: list[Problem] = field(default_factory=list)
    review: Review | None = None


def desk() -> Desk:
    """Return the desk of this session."""
    found: Desk = st.session_state.setdefault(KEY, Desk())
    return found


def form(name: str) -> dict[str, str]:
    """Return the cells that were typed into a form."""
    return desk().forms.setdefault(name, {})


def clear_form(name: str) -> None:
    """Empty a form; its controls are made anew."""
    desk().forms.pop(name, None)
    desk().turn += 1


def put_away() -> None:
    """Forget everything, as a reader does who opens another page."""
    st.session_state.pop(KEY, None)


def described(table: str, name: str) -> str:
    """Return what a column holds and what is allowed in it."""
    known = facts(table, name)
    return f"{known['description']} Allowed: {known['allowed']}."


def choices(dataset: Dataset, table: str, name: str) -> Sequence[str]:
    """Return the values that a column takes from a list or another table; none for free text."""
    if codes(table, name):
        return list(codes(table, name))
    if name in foreign_keys(table):
        target, column = foreign_keys(table)[name]
        return sorted(getattr(dataset, target)[column])
    return []


def value_names(dataset: Dataset, name: str) -> Callable[[str], str]:
    """Return what a column's values are called in a list."""
    if name == "document_id":
        works = {key: dataset.works[key].short() for key in dataset.documents.index}
        return lambda value: f"{works[value]} ({value})" if value in works else value
    if name == "status":
        return lambda value: f"{value} ({STATUSES[value].label})" if value in STATUSES else value
    return lambda value: value


def entry(key: str, entries: dict[str, str], name: str, value: str | None) -> Settings:
    """Return key and callback of a control with a value, which goes to the entries when it changes.

    The control is told a value only where it has another, as a value that is told wipes out what is
    being typed.
    """

    def changed() -> None:
        entries[name] = st.session_state[key] or ""

    if key not in st.session_state or st.session_state[key] != value:
        st.session_state[key] = value
    return {"key": key, "on_change": changed}


@dataclass(frozen=True)
class Form:
    """The fields of a row: the form's name, the row's table, the cells that a reader has typed,
    and what is wrong with them.
    """

    name: str
    table: str
    entries: dict[str, str]
    problems: Sequence[Problem]


def _field(dataset: Dataset, form: Form, name: str, value: str, *, explained: bool) -> None:
    """Show a column's control with a value; what is typed there goes to the form's entries.

    `explained` adds what the column holds, on a sign that takes a stop of the Tab key.
    """
    table = form.table
    options = choices(dataset, table, name)
    key = f"{form.name}_{desk().turn}_{name}"
    settings = entry(key, form.entries, name, value or None if options else value)
    if explained:
        settings["help"] = described(table, name)
    if not options:
        st.text_input(label(table, name), placeholder=facts(table, name)["allowed"], **settings)
    else:
        st.selectbox(
            label(table, name),
            list(dict.fromkeys([*options, *([value] if value else [])])),
            format_func=value_names(dataset, name),
            accept_new_options=name in foreign_keys(table),
            placeholder="",
            **settings,
        )
    field_faults(form.problems, name)


def field_faults(problems: Sequence[Problem], name: str) -> None:
    """Say under a field what is wrong with it, and what to do."""
    own = [one for one in problems if one.column.split(" ")[0] == name]
    if own:
        message = "<br>".join(
            escape("; ".join(part for part in (one.what, one.fix) if part)) for one in own
        )
        show_html(f'<p class="cf-mark">{message}</p>')


def fields(
    dataset: Dataset,
    form: Form,
    cells: Mapping[str, str],
    names: Sequence[str],
    *,
    explained: bool = True,
) -> None:
    """Show the fields of some columns with their cells in two columns, row by row."""
    for at in range(0, len(names), 2):
        for place, name in zip(st.columns(2), names[at : at + 2], strict=False):
            with place:
                _field(dataset, form, name, cells.get(name, ""), explained=explained)


def columns_of(table: str, *but: str) -> list[str]:
    """Return a table's columns in their order, without some."""
    return [name for name in COLUMNS[table] if name not in but]
