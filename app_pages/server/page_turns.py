"""The pages of one client are run one after the other.

Python runs one thread at a time: run all at once, the pages of a client who asks for many would
leave little of the processor to the page of another. A client whose pages wait for each other
rests after each one for as long as it took, so that half the time is left to others.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from app_pages.controls.page_frame import open_page
from app_pages.server.clients import LOOPBACK, client_of_page
from app_pages.session.dataset_cache import current_dataset, outdated
from app_pages.session.view_state import keep_deck, last_address, view_state
from charts.views.pages import HOME, PAGES
from charts.views.resolve import NO_FIGURES

PATIENCE = 5.0
"""Seconds after which a page is run all the same, so that one that hangs stops no other."""

LONGEST_REST = 0.5
"""Seconds that a client rests at most before its next page."""


@dataclass
class Client:
    """Whose pages are run: its turn, how many of its pages wait or are run, and the seconds that
    the last one took.
    """

    turn: threading.Lock = field(default_factory=threading.Lock)
    here: int = 0
    took: float = 0.0


class PageTurns:
    """The turns of each client's pages, which Streamlit runs in threads of their own."""

    def __init__(self, patience: float = PATIENCE) -> None:
        self.patience = patience
        self._clients: dict[str, Client] = {}
        self._lock = threading.Lock()

    @contextmanager
    def turn(self, name: str) -> Iterator[None]:
        """Wait until no other page of the client is run; on this machine itself nobody waits."""
        if name == LOOPBACK:
            yield
            return
        with self._lock:
            client = self._clients.setdefault(name, Client())
            client.here += 1
            waits = client.here > 1
        has_turn = client.turn.acquire(timeout=self.patience)
        if has_turn and waits:
            time.sleep(min(client.took, LONGEST_REST))
        began = time.monotonic()
        try:
            yield
        finally:
            client.took = time.monotonic() - began
            if has_turn:
                client.turn.release()
            with self._lock:
                client.here -= 1
                if not client.here:
                    del self._clients[name]


PAGE_TURNS = PageTurns()


def show_content(page: StreamlitPage) -> None:
    """Show what is on a page; a control that a reader uses runs this alone, and what stands
    around it is not sent again. A form of Maintain, whose fields fill each other, is run whole:
    values that the server sets in a part come too late for whoever types on.
    """
    (_content if page.url_path == "maintain" else st.fragment(_content))(page)


def _content(page: StreamlitPage) -> None:
    with PAGE_TURNS.turn(client_of_page()):
        added = st.session_state["linked_deck"] != last_address("deck")
        if outdated() or (added and page.url_path != "deck"):
            st.rerun()  # the whole: files or the deck that is linked above have changed
        view_state().day = None  # a page that shows the figures of a day says so
        keep_deck(current_dataset(), page.url_path)
        figured = page.url_path == "claims" or PAGES[page.url_path or HOME].charted
        if figured and not current_dataset().measured:
            open_page(page.url_path, current_dataset())
            st.info(NO_FIGURES)
            return
        page._can_be_called = True  # Streamlit lets a page be run once in each run of app.py
        page.run()
