"""Buttons that save files: while one is made they say so, and why where it could not be."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from charts.export.static_files import static_text

PLACE = '<div class="ways"></div><p role="status"></p>'
MAKING = "{name} is being made …"
MADE = "{name} was saved."
FAILED = "The server did not answer. Try again in a moment."
_files = st.components.v2.component(
    "files",
    html=PLACE,
    css=static_text("download_buttons.css"),
    js=static_text("download_buttons.js"),
)


def save_buttons(key: str, files: Mapping[str, str]) -> None:
    """Show a button for each file, by its title; the values are paths on this server."""
    told: dict[str, Any] = {
        "files": [{"title": title, "address": path} for title, path in files.items()],
        "making": MAKING,
        "made": MADE,
        "failed": FAILED,
    }
    _files(key=key, data=told)
