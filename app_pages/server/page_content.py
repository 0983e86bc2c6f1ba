"""What is on a page, run in the turn of its client, and alone where a control is used."""

from __future__ import annotations

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from app_pages.server.clients import client_of_page
from app_pages.server.page_turns import PAGE_TURNS
from app_pages.session.dataset_cache import current_dataset, outdated
from app_pages.session.view_state import keep_deck, last_address, view_state


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
        page._can_be_called = True  # Streamlit lets a page be run once in each run of app.py
        page.run()
