"""The menu that cites a work, and what it is made of: APA to copy, three files to save."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from loaders.citations.csl_json import Cited

import streamlit as st

from app_pages.controls.copy_buttons import Copy, copy_buttons
from app_pages.controls.texts import literal


def cite_menu(key: str, offers: Mapping[str, Callable[[], Cited]]) -> None:
    """Show a menu that cites what the offers make, each under its heading.

    Closed, it makes nothing: rendering begins when a reader opens it.
    """
    opened = st.popover("Cite", key=f"{key}_cite", on_change="rerun")
    if not opened.open:
        return
    with opened:
        for heading, make in offers.items():
            one_reference(f"{key}_{heading}", heading, make())


def one_reference(key: str, heading: str, cited: Cited) -> None:
    """Show one reference in APA style, and the files of the other formats."""
    from loaders.citations.apa import apa_html  # noqa: PLC0415  only an open menu needs it
    from loaders.citations.formats import FORMATS  # noqa: PLC0415  only an open menu needs it

    name = cited["id"] if isinstance(cited, dict) else cited.work_id
    first, *others = FORMATS.values()
    st.markdown(f"**{literal(heading)}, {first.name}**")
    html = apa_html(cited)
    copy_buttons(f"{key}_apa", [Copy("Copy", first.render(cited), html)], html)
    with st.container(horizontal=True):
        for form in others:
            st.download_button(
                form.name,
                partial(form.render, cited),
                file_name=f"{name}{form.suffix}",
                mime=form.media_type,
                key=f"{key}_{form.name}",
                on_click="ignore",
            )
