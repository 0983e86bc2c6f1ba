"""What every page has around it: navigation, banner, footer, the reader's screen and theme."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.navigation.page import StreamlitPage

from app_pages.controls.search_box import go_where_asked, search_box
from app_pages.session.view_state import last_address
from charts.text.notes import LICENCE
from charts.views.pages import PAGES
from loaders.dataset import Dataset
from loaders.errors import Problem

MOST_PROBLEMS = 100


def plain(text: str) -> str:
    """Return text that Markdown, LaTeX and HTML in it cannot change.

    What Markdown would make a link of without any sign is broken by an unseen word joiner.
    """
    broken = re.sub(r"(://|@|(?i:www)(?=\.))", "\\1\u2060", text)
    return re.sub(r"([\\`*_{}\[\]()#+\-.!$<>|~:&^=])", r"\\\1", broken)


@contextmanager
def navigation(pages: Mapping[str, StreamlitPage], shown: str) -> Iterator[None]:
    """Show the search box and links to the pages, each leading back to what it showed last.

    `shown` is the path of the page that is shown. The tools stand apart, and quieter. On a page
    that a reader has already, they are sent after what stands under them, which has changed;
    not so where a chart was added to the deck: whoever reads that it is in it finds it there.
    """
    go_where_asked()
    above = st.container(horizontal=True, key="navigation")
    now = (shown, last_address("deck"))
    there = st.session_state.get("navigation_of") == now
    st.session_state["navigation_of"] = now
    if not there:
        _navigation(above, pages, shown)
    try:
        yield
    finally:
        if there:
            _navigation(above, pages, shown)


def _navigation(above: DeltaGenerator, pages: Mapping[str, StreamlitPage], shown: str) -> None:
    with above:
        search_box(shown)
        for place in ("pages", "tools"):
            _links(place, {name: own for name, own in pages.items() if PAGES[name].place == place})


def _links(key: str, pages: Mapping[str, StreamlitPage]) -> None:
    if pages:
        with st.container(horizontal=True, key=key):
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
    """Show sentences, a line each; as HTML, which a browser shows sooner than Markdown."""
    lines = "".join(f"<li>{escape(sentence)}</li>" for sentence in texts)
    if lines:
        st.html(f'<ul class="cf-sentences">{lines}</ul>')


def footer(dataset: Dataset, verify: StreamlitPage) -> None:
    """Show the data's version, its licence and whose the numbers are, and where files are read."""
    st.caption(
        plain(
            f"Cited Figures, data {dataset.version}, {LICENCE}. Each number is a claim of the "
            "document that is named with it, or a sum over an office's file that says so; what is "
            "derived from them is marked."
        )
    )
    st.page_link(verify, label="Verify a file that was saved here")
