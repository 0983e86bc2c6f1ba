"""What every page has around it: the reader's screen and theme, and the footer."""

from __future__ import annotations

import re

import streamlit as st

from charts.notes import LICENCE
from charts.theme import DARK, LIGHT, NARROW, WIDE, Palette, Size
from loaders.dataset import Dataset

REPORT_WIDTH = """
export default function ({ setStateValue, data }) {
  const query = window.matchMedia("(max-width: 720px)");
  const report = () => setStateValue("narrow", query.matches);
  if (query.matches !== data.narrow) report();
  query.addEventListener("change", report);
  return () => query.removeEventListener("change", report);
}
"""
STYLE = """<style>
.stMainBlockContainer { padding-top: 3.5rem; padding-bottom: 2rem; max-width: 76rem; }
@media (max-width: 720px) { .stMainBlockContainer { padding-left: 1rem; padding-right: 1rem; } }
</style>"""
_screen = st.components.v2.component("screen", js=REPORT_WIDTH)


def style() -> None:
    """Set the page's margins, for which Streamlit's theme has no setting."""
    st.html(STYLE)


def screen_size() -> Size:
    """Return the size to lay a figure out for; a phone reports itself after the first run."""
    known = bool(st.session_state.get("screen", {}).get("narrow", False))
    reported = _screen(key="screen", data={"narrow": known}, on_narrow_change=lambda: None)
    return NARROW if (reported.narrow if reported.narrow is not None else known) else WIDE


def palette() -> Palette:
    """Return the colours of the theme that the reader sees."""
    return DARK if st.context.theme.type == "dark" else LIGHT


def plain(text: str) -> str:
    """Return text that Markdown, LaTeX and HTML in it cannot change."""
    return re.sub(r"([\\`*_{}\[\]()#+\-.!$<>|~:&^=])", r"\\\1", text)


def footer(dataset: Dataset) -> None:
    """Show the data's version, its licence and how to cite it."""
    st.caption(
        plain(
            f"Cited Figures, data {dataset.version}, {LICENCE}. Each number is a claim of the "
            "document that is named with it; none is this site's own."
        )
    )
