"""What a maintainer has typed or dropped: kept while Maintain is open, and nowhere else."""

from __future__ import annotations

from typing import Any

import streamlit as st

KEY = "maintain"


def desk() -> dict[str, Any]:
    """Return what lies on the desk: `rows` (the text of the box), `source` (its name), `forms`
    (cells by form), `turn` (a number that makes controls anew), `said` (what was written).
    """
    empty = {"rows": "", "source": "pasted", "forms": {}, "turn": 0, "said": []}
    found: dict[str, Any] = st.session_state.setdefault(KEY, empty)
    return found


def form(name: str) -> dict[str, str]:
    """Return the cells that were typed into a form."""
    found: dict[str, str] = desk()["forms"].setdefault(name, {})
    return found


def clear_form(name: str) -> None:
    """Empty a form; its controls are made anew."""
    desk()["forms"].pop(name, None)
    desk()["turn"] += 1


def put_away() -> None:
    """Forget everything, as a reader does who opens another page."""
    st.session_state.pop(KEY, None)
