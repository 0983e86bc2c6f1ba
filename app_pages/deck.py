"""Deck: charts that a presenter collected, in order, as one PowerPoint file or PDF."""

from __future__ import annotations

from dataclasses import replace
from html import escape

import streamlit as st

from app_pages.controls.export_menu import BY_YOURSELF, save_buttons
from app_pages.controls.texts import literal, path, sentences
from app_pages.session.addresses import file_path, public_address, reader_address
from app_pages.session.dataset_cache import current_dataset
from app_pages.session.view_state import change_deck, control, current_view, deck_view, view_state
from charts.export.browser import NO_BROWSER, browser_path
from charts.export.formats import DECK_FORMATS, FILE_FORMATS, ExportSettings
from charts.page_parts.results import dated, known_of, resolved_view
from charts.views.deck import EMPTY, Slide, move, remove, retitle, slides_of
from charts.views.view import address
from loaders.dataset import Dataset

INTRO = """Each chart gets a slide of its own, between a title slide and the list of sources. In
PowerPoint the charts can be edited, and the notes hold the citations. The deck is kept in this
page's address, so anyone who opens the link has the same charts."""


def replace_slides(slides: tuple[str, ...]) -> None:
    """Take over the slides after a button was pressed."""
    change_deck(replace(deck_view(), slides=slides))


def rename(texts: tuple[str, ...], place: int, key: str) -> None:
    """Take over a slide's own title."""
    replace_slides(retitle(texts, place, st.session_state[key]))


def one_slide(dataset: Dataset, slides: list[Slide], place: int) -> None:
    """Show a slide of the deck: its chart, its own title, its place, and how to change them."""
    slide = slides[place]
    texts = tuple(one.text for one in slides)
    on_day = dated(dataset, slide.view)
    resolved = resolved_view(on_day, slide.view)
    heading = resolved.heading or resolved.missing
    with st.container(border=True):
        to = path(slide.view.page, **address(slide.view))
        anchor = f'<a href="{to}" target="_self">{escape(heading)}</a>'
        st.html(f'<p class="cf-about"><b>{place + 1}.</b> {anchor}</p>')
        if resolved.missing:
            st.caption(literal(resolved.missing))
        with st.container(horizontal=True, vertical_alignment="bottom"):
            key = f"deck_title_{place}"
            st.session_state[key] = slide.title
            st.text_input(
                "Title of the slide",
                key=key,
                placeholder=heading,
                on_change=rename,
                args=(texts, place, key),
            )
            ways = {
                "Up": (place > 0, move(texts, place, -1)),
                "Down": (place + 1 < len(texts), move(texts, place, 1)),
                "Remove": (True, remove(texts, place)),
            }
            for name, (can, after) in ways.items():
                st.button(
                    name,
                    key=f"deck_{name}_{place}",
                    disabled=not can,
                    on_click=replace_slides,
                    args=(after,),
                    help=f"{name}: slide {place + 1}, {heading}",
                )


def take_deck(slides: list[Slide]) -> None:
    """Show the buttons that save the deck, and its link, without what means nothing in it."""
    deck = replace(deck_view(), slides=tuple(slide.text for slide in slides))
    forms = DECK_FORMATS if browser_path() else ["pptx"]
    files = {FILE_FORMATS[name].title: file_path(deck, ExportSettings(name)) for name in forms}
    save_buttons("deck_files", files)
    if len(forms) == 1:
        st.caption(literal(NO_BROWSER))
    link = reader_address(deck)
    if link:
        st.markdown("**Copy link**")
        st.code(link, language=None, wrap_lines=True)
        if not public_address(deck):
            st.caption(BY_YOURSELF)


dataset = current_dataset()
view = current_view("deck", dataset)
slides, unclear = slides_of(view.slides, known_of(dataset))
st.title("Deck", anchor=False)
sentences([*view_state().pages["deck"].unclear, *unclear])
st.write(literal(INTRO))
if slides:
    st.text_input(
        "Title of the deck", placeholder="Charts from Cited Figures", **control(view, "title")
    )
    for place in range(len(slides)):
        one_slide(dataset, slides, place)
    take_deck(slides)
else:
    st.info(literal(EMPTY))
