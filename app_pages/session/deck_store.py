"""The deck of a reader's session: add to it from any page, and keep it where a page is loaded anew.

Links inside tables load a page anew, which begins another session of Streamlit's. The browser's
tab keeps the deck meanwhile, and hands it back to a session that has none.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs

import streamlit as st

from app_pages.session.dataset_cache import known_of
from app_pages.session.view_state import PageView, view_state
from charts.export.static_files import static_text
from charts.views.deck import MOST_SLIDES, Slide, append
from charts.views.view import View, parse, query_text
from loaders.dataset import Dataset

DECK = "deck"
FULL = f"A deck has {MOST_SLIDES} charts at most."
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
        view, _ = parse(DECK, names, known_of(dataset))
    slides = view.slides if view else ()
    query = query_text(view) if view and slides else ""
    changed = bool(st.session_state.get("deck_changed"))
    told: Any = _kept(
        key="kept_deck",
        data={"query": query, "pasted": bool(slides) and not changed},
        on_query_change=lambda: None,
    )
    if told.query and not st.session_state.get("deck_restored"):
        st.session_state["deck_restored"] = True
        kept, _ = parse(DECK, parse_qs(told.query), known_of(dataset))
        both = tuple(dict.fromkeys([*kept.slides, *slides]))
        change_deck(replace(kept, slides=both[:MOST_SLIDES]))
        st.rerun()


def deck_button(view: View) -> None:
    """Show a button that adds the chart of a view to the deck."""
    text = Slide(view).text
    deck = deck_view()
    there = text in [slide.partition("#")[0] for slide in deck.slides]
    full = len(deck.slides) >= MOST_SLIDES
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
    slides = append(deck.slides, Slide(view))
    change_deck(View(page=DECK, title=deck.title, slides=slides))
    count = "1 chart" if len(slides) == 1 else f"{len(slides)} charts"
    st.toast(f"Added. The deck has {count}.")
