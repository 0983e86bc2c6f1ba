"""Buttons that copy a text or a picture in the reader's own browser."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

import streamlit as st

from charts.style.fonts import static_text

_copies = st.components.v2.component(
    "copies",
    html='<div class="ways"></div><p role="status"></p>',
    css=static_text("download_buttons.css"),
    js=static_text("copy_buttons.js"),
)
MESSAGES = {
    "copied": "Copied.",
    "making": "The picture is being prepared …",
    "failed": "This browser did not copy it. Select the text, and copy that.",
    "no_picture": "This browser does not copy pictures here. Save the PNG, and insert that.",
}


@dataclass(frozen=True)
class Copy:
    """What a button copies: a text, in HTML too where that says more; or the PNG at an address."""

    title: str
    text: str = ""
    html: str = ""
    picture: str = ""


def copy_buttons(key: str, copies: Sequence[Copy], shown: str = "") -> None:
    """Show a button for each, under a text in HTML where there is one."""
    _copies(key=key, data={**MESSAGES, "items": [asdict(one) for one in copies], "shown": shown})
