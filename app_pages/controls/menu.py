"""A menu of controls, which stays open while a reader chooses in it."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator


def menu(name: str, key: str, active: int = 0) -> DeltaGenerator | None:
    """Show a menu whose label says how many choices in it are made; return it where it is open.

    Streamlit makes a new menu, a closed one, of one whose label changes: the label of an open menu
    stays until it is shut. Its controls are made when it is opened: closed, they cost nothing.
    """
    label = f"{name} ({active})" if active else name
    shown = f"{key}_label"
    if st.session_state.get(key):
        label = st.session_state.get(shown, label)
    st.session_state[shown] = label
    opened = st.popover(label, key=key, on_change="rerun")
    return opened if opened.open else None
