"""Search: what holds the words that were asked for, by kind."""

from __future__ import annotations

from html import escape

import streamlit as st

from app_pages.controls.page_frame import open_page
from app_pages.controls.texts import literal, show_html
from app_pages.server.clients import client_of_page
from app_pages.server.search_turns import SEARCHES, NoTurnError
from app_pages.session.dataset_cache import current_dataset
from app_pages.session.view_state import change
from charts.page_parts.links import link
from charts.page_parts.number_cards import number_html
from charts.page_parts.results import index_of
from charts.page_parts.search_hits import hits_html
from charts.text.curve_summary import extreme
from charts.text.number_card import key_figure
from charts.views.view import View
from loaders.analysis.curves import best_run
from loaders.dataset import Dataset
from loaders.errors import shown
from loaders.queries.selection import Choice, trend_claims
from loaders.search.index import (
    EXACTNESS,
    MOST_CHARACTERS,
    NEAR,
    Found,
    Index,
    counts_by_kind,
    find,
    hits,
    offers,
    places_named,
    subdivisions_of,
)
from loaders.search.questions import HIGHEST

FEW, PART = 8, 50  # hits of a kind beside other kinds, and by itself
HEADINGS = {
    "answer": ("Answer", "Answers"),
    "indicator": ("Indicator", "Indicators"),
    "claim": ("Number", "Numbers"),
    "document": ("Document", "Documents"),
    "work": ("Cited work", "Cited works"),
    "word": ("Word explained", "Words explained"),
}
NO_LINE = """No figures of it here make an unbroken line over time, so none is called the highest or
the lowest."""
HOW = """Answers about this site, indicators, numbers, documents, the works that they cite and the
words and marks that Method explains are searched: printed words, numbers, definitions, places,
producers, authors, titles, years, notes. All words are needed. A number is found however it is
written, 70,000 or 70000; words are found in other forms (inspected, inspections) and with an error
or two. “Most” or “lowest” finds the highest or lowest figure of a series."""


def found_words(view: View, found: Found, counted: dict[str, tuple[int, int]]) -> str:
    """Say how much was found of what, what was passed over and what was not read."""
    words = [
        f"{total:,} {HEADINGS[kind][total > 1].lower()}" for kind, (total, _) in counted.items()
    ]
    asked = escape(shown(view.words))
    parts = [f"{', '.join(words)} for <strong>{asked}</strong>." if words else ""]
    if found.apart:
        parts.insert(0, "No result has all these words. The best matches:")
    if found.passed:
        passed = ", ".join(escape(word) for word in found.passed)
        parts.append(f"Passed over as small words: {passed}.")
    if found.cut:
        parts.append(f"Only the first words were looked for, up to {MOST_CHARACTERS} characters.")
    return f'<p role="status" class="cf-about">{" ".join(part for part in parts if part)}</p>'


def extreme_html(dataset: Dataset, found: Found) -> str:
    """Return the highest or lowest number that was asked for, of the best series of the first
    indicator that was found, in the place that was named; empty where none was asked for.
    """
    first = hits(found, kind="indicator", limit=1)
    if not found.extreme or found.apart or not first or first[0].exactness == EXACTNESS[NEAR]:
        return ""
    places = places_named(dataset, found)
    run = best_run(trend_claims(dataset, first[0].id, Choice(places=places)))
    if not len(run):
        return f'<p class="cf-about">{NO_LINE}</p>'
    told = extreme(dataset, run, highest=found.extreme == HIGHEST)
    figures = "".join(number_html(key_figure(dataset, claim)) for claim in told.claims)
    states = {"place": subdivisions_of(dataset, first[0].id, places)}
    trend = link("trends", "Its trend, with all other series", indicator=first[0].id, **states)
    return (
        f'<div class="cf-answer"><p>{escape(told.words)}</p><div class="cf-number">{figures}</div>'
        f'<p class="cf-note">{trend}</p></div>'
    )


def nothing(index: Index, view: View, found: Found) -> None:
    """Say that nothing was found, and what is near."""
    unknown = ", ".join(shown(term) for term in found.unknown)
    why = f"Nothing here holds {unknown}." if unknown else "Type a word or a number."
    st.info(literal(f"Nothing was found for {shown(view.words)}. {why}"))
    near = offers(index, found)
    if near:
        links = "".join(f"<li>{link('search', text, q=text)}</li>" for text in near)
        show_html(f'<p class="cf-about">Nearest to it is:</p><ul class="cf-hits">{links}</ul>')
    st.write(HOW)


def one_kind(dataset: Dataset, view: View, found: Found, total: int) -> None:
    """Show the hits of the kind that the view names, a part at a time."""
    part = min(view.part, -(-total // PART))
    begin = (part - 1) * PART
    own = hits(found, kind=view.kind, begin=begin, limit=PART)
    st.header(f"{HEADINGS[view.kind][1]} {begin + 1}–{begin + len(own)} of {total:,}", anchor=False)
    show_html(hits_html(dataset, own, found))
    with st.container(horizontal=True):
        st.button("All kinds", on_click=change, args=("search",), kwargs={"kind": "", "part": 1})
        for label, other in (("Earlier hits", part - 1), ("Further hits", part + 1)):
            if 1 <= other <= -(-total // PART):
                st.button(label, on_click=change, args=("search",), kwargs={"part": other})


def every_kind(dataset: Dataset, found: Found, counted: dict[str, tuple[int, int]]) -> None:
    """Show the first hits of each kind."""
    for kind, (total, _) in counted.items():
        st.header(f"{HEADINGS[kind][total > 1]}: {total:,}", anchor=False)
        show_html(hits_html(dataset, hits(found, kind=kind, limit=FEW), found))
        if total > FEW:
            more = {"kind": kind, "part": 1}
            label = f"All {total:,} {HEADINGS[kind][1].lower()}"
            st.button(label, on_click=change, args=("search",), kwargs=more)


def results(dataset: Dataset, view: View, index: Index) -> None:
    """Show what holds the words of the view."""
    found = find(index, view.words)
    counted = counts_by_kind(found)
    if not counted:
        nothing(index, view, found)
        return
    show_html(found_words(view, found, counted) + extreme_html(dataset, found))
    if view.kind in counted:
        one_kind(dataset, view, found, counted[view.kind][0])
    else:
        every_kind(dataset, found, counted)


dataset = current_dataset()
view = open_page("search", dataset)
if not view.words.strip():
    st.write(HOW)
else:
    index = index_of(dataset)
    try:
        with SEARCHES.turn(client_of_page()):
            results(dataset, view, index)
    except NoTurnError as why:
        st.info(str(why))
