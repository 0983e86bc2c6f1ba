"""What every page has around it: navigation, banner, footer, the reader's screen and theme."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from app_pages.state import last_address
from charts.notes import LICENCE
from charts.theme import DARK, LIGHT, NARROW, WIDE, Palette, Size
from loaders.dataset import Dataset
from loaders.problems import Problem

REPORT_WIDTH = """
export default function ({ setStateValue, data }) {
  const query = window.matchMedia("(max-width: 720px)");
  const report = () => setStateValue("narrow", query.matches);
  if (query.matches !== data.narrow) report();
  query.addEventListener("change", report);
  return () => query.removeEventListener("change", report);
}
"""
MOST_PROBLEMS = 100
CHART = {"displayModeBar": False, "scrollZoom": False, "showTips": False, "doubleClick": False}
"""Plotly's own zooming and toggling are off, so that page, address and export show the same."""
_screen = st.components.v2.component("screen", js=REPORT_WIDTH)


def screen_size() -> Size:
    """Return the size to lay a figure out for; a phone reports itself after the first run."""
    known = bool(st.session_state.get("screen", {}).get("narrow", False))
    reported = _screen(key="screen", data={"narrow": known}, on_narrow_change=lambda: None)
    return NARROW if (reported.narrow if reported.narrow is not None else known) else WIDE


def palette() -> Palette:
    """Return the colours of the theme that the reader sees."""
    return DARK if st.context.theme.type == "dark" else LIGHT


def plain(text: str) -> str:
    """Return text that Markdown, LaTeX and HTML in it cannot change.

    What Markdown would make a link of without any sign is broken by an unseen word joiner.
    """
    broken = re.sub(r"(://|@|(?i:www)(?=\.))", "\\1\u2060", text)
    return re.sub(r"([\\`*_{}\[\]()#+\-.!$<>|~:&^=])", r"\\\1", broken)


def navigation(pages: Mapping[str, StreamlitPage]) -> None:
    """Show links to the pages; each leads back to what the page showed last."""
    with st.container(horizontal=True, key="navigation", gap="small"):
        for name, page in pages.items():
            st.page_link(page, query_params=last_address(name))


def banner(problems: Sequence[Problem]) -> None:
    """Say that the files are broken and that the last good figures are shown."""
    if problems:
        several = len(problems) > 1
        count = f"{len(problems)} problems" if several else "a problem"
        st.warning(
            f"The files of the dataset have {count}; the last good figures are shown. "
            f"{'The first: ' if several else ''}{plain(str(problems[0]))}"
        )


def show_problems(problems: Sequence[Problem]) -> None:
    """Show all problems where there is no good dataset."""
    count = f"{len(problems)} problems" if len(problems) > 1 else "a problem"
    st.title("The figures cannot be shown")
    st.write(
        f"The dataset has {count}. Mend the files: the figures appear by themselves. "
        "`python -m loaders check` lists the same."
    )
    for problem in problems[:MOST_PROBLEMS]:
        st.error(plain(str(problem)))
    if len(problems) > MOST_PROBLEMS:
        st.write(f"… and {len(problems) - MOST_PROBLEMS} more.")


def sentences(texts: Iterable[str]) -> None:
    """Show sentences, a line each."""
    text = "\n".join(f"- {plain(sentence)}" for sentence in texts)
    if text:
        st.markdown(text)


def footer(dataset: Dataset) -> None:
    """Show the data's version, its licence and whose the numbers are."""
    st.caption(
        plain(
            f"Cited Figures, data {dataset.version}, {LICENCE}. Each number is a claim of the "
            "document that is named with it, or a sum over an office's file that says so."
        )
    )
