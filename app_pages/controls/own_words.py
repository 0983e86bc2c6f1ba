"""A presenter's own words for a chart: the menu; the chart above it shows them at once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import streamlit as st

from app_pages.controls.texts import literal
from app_pages.session.view_state import Settings, change, control, set_control
from charts.presenter.own_words import (
    GIVES,
    LABELS,
    MOST_NOTES,
    NOTE,
    ROWS,
    SOURCES,
    SUBTITLE,
    TITLE,
    note_of,
    plain_words,
)
from charts.text import indicator_texts
from charts.text.series_summary import claim_phrase
from charts.views.choice import CONTROLS
from charts.views.resolve import ResolvedView, remarks_on_words
from charts.views.view import CHARTS, View
from loaders.dataset import Dataset, claims_in
from loaders.values.edtf import parse_period

WITHOUT: Settings = {"title": "", "subtitle": "", "own_notes": (), "focus": ""}
"""What another subject may not have."""
ABOUT = (
    "The chart above, its link and its files show them and say whose they are. "
    "Unit, wording and sources stay."
)
NO_DATE = "{at} is no year, date or span such as 2019, 2019-06 or 2019/2021."
ROW = ("at", "text")


def own_words_menu(dataset: Dataset, resolved: ResolvedView) -> None:
    """Show what a presenter can say of a chart, made when it is opened."""
    view = resolved.view
    opened = st.expander("Own words", key=f"{view.page}_own_words", on_change="rerun")
    if not opened.open:
        return
    with opened:
        st.caption(ABOUT)
        _text(view, "title", TITLE, resolved.heading)
        _text(view, "subtitle", SUBTITLE)
        _notes(dataset, resolved)
        _choices(dataset, resolved)
        for remark in remarks_on_words(dataset, resolved):
            st.warning(literal(remark))


def _text(view: View, attribute: str, most: int, placeholder: str = "") -> None:
    key = f"{view.page}_own_{attribute}"
    set_control(key, getattr(view, attribute))

    def taken() -> None:
        change(view.page, **{attribute: plain_words(st.session_state[key], most)})

    name = attribute.capitalize()
    st.text_input(name, max_chars=most, placeholder=placeholder, key=key, on_change=taken)


def _choices(dataset: Dataset, resolved: ResolvedView) -> None:
    view = resolved.view
    if view.page in CHARTS and resolved.shape not in ("map", "numbers"):
        _highlight(view, _series(dataset, resolved))
    if resolved.shape not in ("map", "numbers"):
        say = LABELS.__getitem__
        st.selectbox("Numbers at marks", LABELS, format_func=say, **control(view, "labels"))
    if resolved.shape == "rows":
        st.selectbox("Rows on", ROWS, format_func=ROWS.__getitem__, **control(view, "rows"))
        st.caption(GIVES[view.rows])
    say = SOURCES.__getitem__
    st.selectbox("Sources", SOURCES, format_func=say, **control(view, "sources"))


def _highlight(view: View, labels: Mapping[str, str]) -> None:
    """Show which series is highlighted, which a view of Trends shows under View too."""
    key = f"{view.page}_own_focus"
    set_control(key, view.focus)
    st.selectbox(
        CONTROLS["focus"],
        list(dict.fromkeys(["", *labels, view.focus])),
        format_func=lambda name: labels.get(name, name) or "None",
        key=key,
        on_change=lambda: change(view.page, focus=st.session_state[key]),
    )


def _series(dataset: Dataset, resolved: ResolvedView) -> Mapping[str, str]:
    own = resolved.claims[~resolved.claims["official"]]
    return indicator_texts.series_names(dataset, indicator_texts.by_indicator(own))


def _notes(dataset: Dataset, resolved: ResolvedView) -> None:
    """Show a row for each note, and one for another."""
    view, works = resolved.view, dataset.works
    on = {
        claim.claim_id: f"{claim_phrase(dataset, claim)}; {works[claim.document_id].short()}"
        for claim in claims_in(resolved.claims)
    }
    for number, cell in enumerate(view.own_notes):
        note = note_of(cell)
        for part, value in zip(ROW, (note.at, note.text), strict=True):
            set_control(_key(view, number, part), value)
    for number in range(len(view.own_notes), MOST_NOTES):
        if _is_whole(_row(view, number), on):  # of another chart
            _set_row(view, number, ("", ""))
    for number in range(min(len(view.own_notes) + 1, MOST_NOTES)):
        _note(view, number, on)


def _note(view: View, number: int, on: Mapping[str, str]) -> None:
    at, text = (_key(view, number, part) for part in ROW)
    changed = partial(_take_notes, view, on)
    chosen = st.session_state.get(at)
    st.selectbox(
        f"Note {number + 1} on",
        list(dict.fromkeys([*on, *([chosen] if chosen else [])])),
        index=None,
        format_func=lambda name: on.get(name, name),
        placeholder="A number of the chart, or type a year or span: 2019/2021",
        accept_new_options=True,
        key=at,
        on_change=changed,
    )
    st.text_input(f"Text of note {number + 1}", max_chars=NOTE, key=text, on_change=changed)
    if chosen and chosen not in on and not _is_period(chosen):
        st.error(literal(NO_DATE.format(at=chosen)))


def _take_notes(view: View, on: Mapping[str, str]) -> None:
    """Take over the notes that have a place and a text; what is half of one stays in its row."""
    rows = [_row(view, number) for number in range(MOST_NOTES)]
    whole = [row for row in rows if _is_whole(row, on)]
    halves = [row for row in rows if any(row) and row not in whole]
    empty = [("", "")] * MOST_NOTES
    for number, row in enumerate([*whole, *halves, *empty][:MOST_NOTES]):
        _set_row(view, number, row)
    notes = [f"{at} {plain_words(text, NOTE)}" for at, text in whole]
    change(view.page, own_notes=tuple(dict.fromkeys(notes)))


def _row(view: View, number: int) -> tuple[str, str]:
    """Return on what a row's note is, and its text."""
    at, text = (st.session_state.get(_key(view, number, part)) or "" for part in ROW)
    return at, text


def _set_row(view: View, number: int, row: tuple[str, str]) -> None:
    at, text = row
    st.session_state[_key(view, number, "at")] = at or None
    st.session_state[_key(view, number, "text")] = text


def _is_whole(row: tuple[str, str], on: Mapping[str, str]) -> bool:
    at, text = row
    return bool(plain_words(text, NOTE)) and (at in on or _is_period(at))


def _key(view: View, number: int, part: str) -> str:
    return f"{view.page}_note_{number}_{part}"


def _is_period(text: str) -> bool:
    try:
        parse_period(text)
    except ValueError:
        return False
    return True
