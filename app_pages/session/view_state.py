"""The view of each page in a reader's session, and its address; the deck, which any page adds to.

The session's view is the truth; controls change it before the page runs. An address that this
session did not write (pasted, Back, Forward) is adopted; the address is written only when the
reader changed something, as writing it on each rerun would trap the Back button.

Links inside tables load a page anew, which begins another session of Streamlit's. The browser's
tab keeps the deck meanwhile, and hands it back to a session that has none.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from urllib.parse import parse_qs

import streamlit as st

from charts.page_parts.results import completed, known_of, title_of
from charts.style.fonts import static_text
from charts.views.deck import MOST_SLIDES, ChartSlide, append, joined
from charts.views.view import View, address, parse_query, query_text
from loaders.dataset import Dataset

Query = dict[str, list[str]]
Settings = dict[str, Any]
"""What a control of Streamlit is given by name; or attributes of a view, by name."""


@dataclass
class PageView:
    """What a page shows; the address that was read or written last, and the view that it stands
    for; sentences on what that address could not mean; whether a control changed the view since.
    """

    view: View
    query: Query
    addressed: View
    unclear: list[str] = field(default_factory=list)
    changed: bool = False


@dataclass
class ViewState:
    """What one reader's session shows: each page's view, and the day and title of the last run."""

    pages: dict[str, PageView] = field(default_factory=dict)
    day: date | None = None
    title: str = ""
    configured: bool = False


def view_state() -> ViewState:
    """Return the state of this session."""
    state: ViewState = st.session_state.setdefault("view_state", ViewState())
    return state


def current_view(page: str, dataset: Dataset) -> View:
    """Return what the page shows now, complete, and name it in the tab."""
    state = view_state()
    query = {name: st.query_params.get_all(name) for name in st.query_params}
    last = state.pages.get(page)
    # What a control chose counts more than an address: the browser may not have the newest yet.
    if last is None or (query != last.query and not last.changed):
        view, unclear = parse_query(page, query, known_of(dataset))
        view = completed(dataset, view)
        state.pages[page] = PageView(view, query, view, unclear)
    elif last.view != last.addressed or query != last.query:
        view = completed(dataset, last.view)
        state.pages[page] = PageView(view, address(view), view)
        st.query_params.from_dict(address(view))
    state.pages[page].changed = False
    view = state.pages[page].view
    state.day = view.as_of
    title = title_of(dataset, view)
    if title != state.title:
        st.set_page_config(page_title=title)
        state.title = title
    return view


def last_address(page: str) -> Query:
    """Return the query with which a link leads back to what a page showed last."""
    last = view_state().pages.get(page)
    return address(last.view) if last else {}


def change(page: str, **values: Any) -> None:
    """Change the page's view; the address follows when the page runs."""
    last = view_state().pages[page]
    last.view = replace(last.view, **values)
    last.changed = True


def set_control(key: str, value: object) -> None:
    """Let a control of Streamlit have a value, where it has another.

    What is set is sent to the browser, and takes back what the reader chose there meanwhile.
    """
    if key not in st.session_state or st.session_state[key] != value:
        st.session_state[key] = value


def control(
    view: View, attribute: str, *, none: Any = "", resets: Settings | None = None
) -> Settings:
    """Return key and callback for a Streamlit control of one attribute of the view.

    `none` is what the control has where nothing is chosen; `resets` are attributes that a new
    choice sets back.
    """
    key = f"{view.page}_{attribute}"
    value = getattr(view, attribute)
    empty = getattr(View(), attribute)
    set_control(key, none if value == empty else _for_control(value))

    def changed() -> None:
        new = st.session_state[key]
        chosen = empty if new == none or new is None else new
        chosen = tuple(chosen) if isinstance(empty, tuple) else chosen
        change(view.page, **{**(resets or {}), attribute: chosen})

    return {"key": key, "on_change": changed}


def _for_control(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


DECK = "deck"
FULL = f"A deck has {MOST_SLIDES} slides at most, or fewer with much text."
_kept = st.components.v2.component("kept_deck", js=static_text("deck_store.js"))


def deck_view() -> View:
    """Return the deck of this session; an empty one where there is none yet."""
    empty = View(page=DECK)
    return view_state().pages.setdefault(DECK, PageView(empty, {}, empty)).view


def change_deck(view: View) -> None:
    """Take over a deck that a reader changed."""
    deck_view()
    view_state().pages[DECK].view = view
    st.session_state["deck_changed"] = True


def keep_deck(dataset: Dataset, shown: str) -> None:
    """Let the tab keep the session's deck, or take over the one that it kept.

    A deck whose address was pasted stands as it is. To one that a reader began before the tab
    answered, the tab's is added. It comes before the page (whose path is `shown`), so that a chart
    is kept as soon as the page says that it was added.
    """
    last = view_state().pages.get(DECK)
    view = last.view if last else None
    pasted = shown == DECK and bool(st.query_params.get_all("view"))
    if view is None and pasted:
        names = {name: st.query_params.get_all(name) for name in st.query_params}
        view, _ = parse_query(DECK, names, known_of(dataset))
    slides = view.slides if view else ()
    query = query_text(view) if view and slides else ""
    changed = bool(st.session_state.get("deck_changed"))
    answer: Any = _kept(
        key="kept_deck",
        data={"query": query, "pasted": bool(slides) and not changed},
        on_query_change=lambda: None,
    )
    if answer.query and not st.session_state.get("deck_restored"):
        st.session_state["deck_restored"] = True
        kept, _ = parse_query(DECK, parse_qs(answer.query), known_of(dataset))
        new = [text for text in slides if text not in kept.slides]
        change_deck(replace(kept, slides=joined(kept.slides, new)))
        st.rerun()


def deck_button(view: View) -> None:
    """Show a button that adds the chart of a view to the deck."""
    slide, deck = ChartSlide(replace(view, title="")), deck_view()
    there = slide.text in [text.partition("#")[0] for text in deck.slides]
    full = append(deck.slides, slide) == deck.slides
    st.button(
        "In the deck" if there else "Add to deck",
        key=f"{view.page}_deck",
        disabled=there or full,
        help=FULL if full and not there else None,
        on_click=_add,
        args=(view,),
    )


def _add(view: View) -> None:
    deck = deck_view()
    slides = append(deck.slides, ChartSlide(view))
    change_deck(replace(deck, slides=slides))
    count = "1 slide" if len(slides) == 1 else f"{len(slides)} slides"
    st.toast(f"Added. The deck has {count}.")


def switch(view: View, attribute: str, on: object, off: object = "") -> Settings:
    """Return key and callback of a toggle that sets an attribute to a value, or takes any away."""
    key = f"{view.page}_{attribute}_on"
    set_control(key, getattr(view, attribute) != off)

    def switched() -> None:
        change(view.page, **{attribute: on if st.session_state[key] else off})

    return {"key": key, "on_change": switched}
