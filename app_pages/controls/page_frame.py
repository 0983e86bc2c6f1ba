"""What every page has around it: navigation, banner, footer, the reader's screen and theme."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from html import escape

import plotly.graph_objects as go
import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.navigation.page import StreamlitPage

from app_pages.controls.search_box import go_where_asked, search_box
from app_pages.session.view_state import last_address, path_to
from charts.style.theme import DARK, LIGHT, NARROW, WIDE, Palette, Size
from charts.text.notes import LICENCE
from loaders.dataset import Dataset
from loaders.errors import Problem

REPORT_WIDTH = """
export default function ({ setStateValue, data }) {
  const query = window.matchMedia("(max-width: 720px)");
  const report = () => setStateValue("narrow", query.matches);
  if (query.matches !== data.narrow) report();
  query.addEventListener("change", report);
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const turned = () => setTimeout(() => setStateValue("dark", dark.matches), 300);
  dark.addEventListener("change", turned);  // figures are drawn anew, in the other colours
  return () => {
    query.removeEventListener("change", report);
    dark.removeEventListener("change", turned);
  };
}
"""
MOST_PROBLEMS = 100
CHART = {"displayModeBar": False, "scrollZoom": False, "showTips": False, "doubleClick": False}
"""Plotly's own zooming and toggling are off, so that page, address and export show the same."""
ASKED = {"clickmode": "event+select", "hovermode": "closest", "dragmode": "pan"}
"""What Streamlit gives a chart that is clicked: where a figure has it, it is not drawn twice."""
GO = """
export default function ({ data }) {
  window.location.assign(data.to);
}
"""
TOOLS = ("deck", "maintain")
"""Pages that work with the figures; the others are for reading, and come first."""
_go = st.components.v2.component("go", js=GO)
_screen = st.components.v2.component("screen", js=REPORT_WIDTH)


def screen_size() -> Size:
    """Return the size to lay a figure out for; a phone reports itself after the first run."""
    known = bool(st.session_state.get("screen", {}).get("narrow", False))
    changes = {"on_narrow_change": lambda: None, "on_dark_change": lambda: None}
    reported = _screen(key="screen", data={"narrow": known}, **changes)
    return NARROW if (reported.narrow if reported.narrow is not None else known) else WIDE


def palette() -> Palette:
    """Return the colours of the theme that the reader sees."""
    return DARK if st.context.theme.type == "dark" else LIGHT


def show_chart(figure: go.Figure, key: str, alt: str = "") -> str:
    """Show a figure; return the claim whose mark a reader clicked in this run, or ""."""
    seen = st.session_state.setdefault("clicked", {})
    figure.update_layout(ASKED)
    event = st.plotly_chart(
        figure,
        theme=None,
        key=key,
        config=CHART,
        on_select="rerun",
        selection_mode="points",
        alt=alt or None,
    )
    points = event["selection"]["points"] if event else []
    told = [str(point["customdata"][0]) for point in points if point.get("customdata")]
    clicked = told[0].split()[0] if told else ""
    # A selection outlives the run in which it was made; coming back must not open it again.
    new = clicked if clicked != seen.get(key) else ""
    seen[key] = clicked
    return new


def open_clicked(claim_id: str) -> None:
    """Go to a claim's page where a mark of it was clicked.

    The browser is sent there, so that its Back button leads to the chart again.
    """
    if claim_id:
        _go(key="go", data={"to": path_to("claims", claim=claim_id)})


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
        _links("pages", {name: page for name, page in pages.items() if name not in TOOLS})
        _links("tools", {name: page for name, page in pages.items() if name in TOOLS})


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
