"""Overview: what this is, three ways in (a question, a chart, the search), key figures, topics."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import streamlit as st

from app_pages.controls.chart import screen_size, show_view
from app_pages.controls.export_menu import take_away
from app_pages.controls.texts import link, sentences
from app_pages.sections.key_figures import key_figures
from app_pages.sections.tables import claims_table, table
from app_pages.session.dataset_cache import current_dataset, resolved_view
from app_pages.session.view_state import current_view, view_state
from charts.style.theme import NARROW
from charts.views.pages import LEDE
from charts.views.view import View, known_values, parse_query
from loaders.dataset import Dataset
from loaders.queries.listing import latest, topic_counts
from loaders.queries.selection import EVERYTHING, selected

LATEST = 5
SEARCH = "Or search for any number, word, place or source in the box at the top."
# What a first-time reader may ask, each with the page and the view that answers it.
QUESTIONS: tuple[tuple[str, str, dict[str, str]], ...] = (
    (
        "How much did poppy cultivation change, and who says so?",
        "trends",
        {"indicator": "poppy_area"},
    ),
    (
        "How many died of overdoses, and how certain is that number?",
        "trends",
        {"indicator": "overdose_deaths", "place": "US"},
    ),
    (
        "What share of the guns in Mexico comes from the United States?",
        "compare",
        {"comparison": "gun_us_shares"},
    ),
    (
        "Where do two sources disagree most?",
        "disagreements",
        {"agree": "no"},
    ),
    ("Who says 70,000?", "claims", {"q": "70,000"}),
)
# The chart of this page, as an address of Trends.
SHOWN = {"indicator": "overdose_deaths", "place": "US"}


def example_view(page: str, query: Mapping[str, str], dataset: Dataset) -> View | None:
    """Return the view that an address stands for; None where this dataset lacks what it names."""
    view, unclear = parse_query(page, {n: [v] for n, v in query.items()}, known_values(dataset))
    return None if unclear else view


def heading_html(text: str) -> str:
    """Return a heading of this page, as HTML."""
    return f'<h2 class="cf-head">{escape(text)}</h2>'


def what_this_is(dataset: Dataset) -> str:
    """Return in two sentences what is here, and how much of it."""
    claims = selected(dataset.joined, EVERYTHING)
    cited, recorded = claims[~claims["official"]], claims[claims["official"]]
    behind = f", beside {len(recorded)} official figures" if len(recorded) else ""
    return (
        "Reports about fentanyl, heroin and guns across the US–Mexico border are full of numbers. "
        f"Here are {len(cited)} of them, from {cited['document_id'].nunique()} documents, each "
        f"with its exact words and the place where it stands{behind}."
    )


def questions(dataset: Dataset) -> str:
    """Return the questions as links, those that this dataset can answer."""
    rows = "".join(
        f"<li>{link(page, text, **query)}</li>"
        for text, page, query in QUESTIONS
        if example_view(page, query, dataset)
    )
    return f'<ul class="cf-ways">{rows}</ul>' if rows else ""


def example(dataset: Dataset) -> None:
    """Show one chart as a reader with no question finds it, and the way to its page."""
    view = example_view("trends", SHOWN, dataset)
    if view is None:
        return
    resolved = resolved_view(dataset, view)
    if resolved.missing:
        return
    screen_size()  # draws it anew when the theme turns; other pages then know a phone already
    show_view(dataset, resolved, "example", NARROW)
    opened = link("trends", "Open this chart, its table and its sources", **SHOWN)
    st.html(f'<p class="cf-note">{opened}</p>')
    take_away(dataset, resolved)


dataset = current_dataset()
view = current_view("overview", dataset)
sentences(view_state().pages["overview"].unclear)
left, right = st.columns([3, 2], gap="large")
with left:
    st.title(LEDE, anchor=False)
    st.html(f'<p class="cf-lede">{escape(what_this_is(dataset))}</p>')
    asked = questions(dataset)
    if asked:
        st.html(f'{heading_html("Begin with a question")}{asked}<p class="cf-note">{SEARCH}</p>')
keys = key_figures(dataset)
if keys:
    st.html(heading_html("Key figures") + keys)
rows = [
    [
        link("trends", str(topic["title"]), topic=str(name)),
        escape(str(topic["summary"])),
        link("claims", str(topic["claims"]), topic=str(name), record="no"),
        escape(str(topic["record"])),
    ]
    for name, topic in topic_counts(dataset).iterrows()
]
columns = ("Topic", "What it holds", "Numbers from documents", "Official figures")
st.html(
    heading_html("Topics")
    + table(columns, rows, "Each topic leads to its charts and to its claims")
)
claims_table(dataset, latest(dataset, LATEST), "Added last")
with right:  # sent last: what a reader begins with is on the page before the chart's program
    example(dataset)
