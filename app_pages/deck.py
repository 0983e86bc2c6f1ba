"""Deck: charts that a presenter collected, in order, with sections and slides of text, as one
PowerPoint file, PDF or Word report.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from html import escape
from typing import Any

import streamlit as st

from app_pages.controls.export_menu import save_buttons
from app_pages.controls.share_menu import BY_YOURSELF
from app_pages.controls.texts import literal, sentences, show_html
from app_pages.server.clients import client_of_page
from app_pages.server.downloads import made_deck, template_fault
from app_pages.server.file_making import MAKING, NoFileError
from app_pages.session.addresses import (
    app_address,
    base_path,
    file_path,
    picture_address,
    public_address,
    public_site,
    reader_address,
)
from app_pages.session.dataset_cache import current_dataset
from app_pages.session.view_state import change_deck, control, current_view, deck_view, view_state
from charts.export.browser import NO_BROWSER, PictureError, browser_path
from charts.export.formats import DECK_FORMATS, FILE_FORMATS
from charts.export.settings import COLOURS, ExportSettings
from charts.page_parts.links import link
from charts.page_parts.results import dated, known_of, resolved_view
from charts.views.deck import (
    EMPTY,
    MOST_SLIDES,
    TEXT,
    ChartSlide,
    SectionSlide,
    Slide,
    TextSlide,
    append,
    move,
    remove,
    retitle,
    reword,
    slides_of,
    too_long,
    untitled,
)
from charts.views.link_preview import HEIGHT, WIDTH
from charts.views.resolve import ResolvedView
from charts.views.view import View, address
from loaders.dataset import Dataset

INTRO = """Each chart gets a slide of its own, between a title slide and the list of sources. In
PowerPoint the charts can be edited, and the notes begin with what to say. The deck is kept in this
page's address, so anyone who opens the link has the same slides."""
OWN_TEMPLATE = "On your own PowerPoint template"
ABOUT_TEMPLATE = """Slides get the layouts, colours and fonts of your .potx or .pptx, and nothing of
its sample slides. The file is kept for this visit only, and nobody else sees it."""
KEPT_FAULT, KEPT_FILE = "template_fault", "deck_on_template"
"""Where what came of a template, and the deck that was made on it, are kept in the session."""
PICTURE = 210
"""How wide the small picture of a chart is, in pixels."""
BEFORE, MOST_BEFORE = "deck_before", 20
"""Where the decks before each change are, and how many."""
NO_ROOM = "There is no room for that: the deck's address would be too long to send."
HINT = "Each line is a paragraph. The slide says that the text is the presenter's."


def before() -> list[View]:
    """Return the decks before each change, the last at the end."""
    found: list[View] = st.session_state.setdefault(BEFORE, [])
    return found


def replace_slides(slides: tuple[str, ...]) -> None:
    """Take over the slides after a button was pressed, and keep those before it."""
    deck = deck_view()
    if too_long(slides):
        st.toast(NO_ROOM)
        return
    st.session_state[BEFORE] = [*before(), deck][-MOST_BEFORE:]
    change_deck(replace(deck, slides=slides))


def undo() -> None:
    """Take back the last change of the slides."""
    change_deck(before().pop())


def rename(texts: tuple[str, ...], place: int, key: str) -> None:
    """Take over a slide's own title."""
    replace_slides(retitle(texts, place, st.session_state[key]))


def rewrite(texts: tuple[str, ...], place: int, key: str) -> None:
    """Take over the text of a slide."""
    replace_slides(reword(texts, place, st.session_state[key]))


def one_slide(dataset: Dataset, slides: Sequence[Slide], place: int) -> None:
    """Show a slide of the deck: what is on it, its own title, and how to move or remove it."""
    slide = slides[place]
    texts = tuple(one.text for one in slides)
    with st.container(border=True, horizontal=True, key=f"deck_slide_{place}"):
        if isinstance(slide, ChartSlide):
            resolved = resolved_view(dated(dataset, slide.view), slide.view)
            small_picture(resolved)
            heading = resolved.heading or resolved.missing
        else:
            heading = "Section" if isinstance(slide, SectionSlide) else "Text"
        with st.container():
            shown = slide_link(slide, heading) if isinstance(slide, ChartSlide) else heading
            show_html(f'<p class="cf-about"><b>{place + 1}.</b> {shown}</p>')
            if isinstance(slide, ChartSlide) and resolved.missing:
                st.caption(literal(resolved.missing))
            with st.container(horizontal=True, vertical_alignment="bottom"):
                own_title(slide, texts, place, heading)
                order_buttons(texts, place, heading)
            if isinstance(slide, TextSlide):
                own_text(slide, texts, place)


def small_picture(resolved: ResolvedView) -> None:
    """Show a chart small, where there is one and something that draws it."""
    if browser_path() and not resolved.missing:
        source, words = picture_address(base_path(), resolved.view), resolved.alt_text.short
        st.html(
            f'<img class="cf-slide" src="{escape(source)}" alt="{escape(words)}" '
            f'width="{WIDTH}" height="{HEIGHT}" loading="lazy">',
            width=PICTURE,
        )


def slide_link(slide: ChartSlide, heading: str) -> str:
    """Return a link to a chart's page."""
    return link(slide.view.page, heading, **address(slide.view))


def own_title(slide: Slide, texts: tuple[str, ...], place: int, heading: str) -> None:
    """Show the field of a slide's title."""
    key = f"deck_title_{place}"
    st.session_state[key] = slide.title
    label = "Title of the section" if isinstance(slide, SectionSlide) else "Title of the slide"
    st.text_input(label, key=key, placeholder=heading, on_change=rename, args=(texts, place, key))


def own_text(slide: TextSlide, texts: tuple[str, ...], place: int) -> None:
    """Show the field of a slide's text."""
    key = f"deck_text_{place}"
    st.session_state[key] = slide.words
    st.text_area(
        "Text of the slide",
        key=key,
        max_chars=TEXT,
        help=HINT,
        on_change=rewrite,
        args=(texts, place, key),
    )


def order_buttons(texts: tuple[str, ...], place: int, heading: str) -> None:
    """Show the buttons that move a slide or remove it."""
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


def change_buttons(slides: Sequence[Slide]) -> None:
    """Show what adds words to the deck, empties it, and takes the last change back."""
    texts = tuple(one.text for one in slides)
    full = len(texts) >= MOST_SLIDES
    ways: dict[str, tuple[bool, Callable[..., None], tuple[object, ...]]] = {
        "Add section": (not full, replace_slides, (append(texts, SectionSlide()),)),
        "Add text": (not full, replace_slides, (append(texts, TextSlide()),)),
        "Clear": (bool(texts), replace_slides, ((),)),
        "Undo": (bool(before()), undo, ()),
    }
    with st.container(horizontal=True):
        for name, (can, change, more) in ways.items():
            st.button(name, key=f"deck_{name}", disabled=not can, on_click=change, args=more)


def take_deck(dataset: Dataset, slides: Sequence[Slide]) -> None:
    """Show the buttons that save the deck, and its link, without what means nothing in it."""
    deck = replace(deck_view(), slides=tuple(slide.text for slide in slides))
    forms = DECK_FORMATS if browser_path() else ["pptx"]
    files = {FILE_FORMATS[name].title: file_path(deck, ExportSettings(name)) for name in forms}
    save_buttons("deck_files", files)
    if len(forms) == 1:
        st.caption(literal(NO_BROWSER))
    opened = st.expander(OWN_TEMPLATE, key="deck_own_template", on_change="rerun")
    if opened.open:
        with opened:
            on_own_template(dataset, deck)
    link = reader_address(deck)
    if link:
        st.markdown("**Copy link**")
        st.code(link, language=None, wrap_lines=True)
        if not public_address(deck):
            st.caption(BY_YOURSELF)


def on_own_template(dataset: Dataset, deck: View) -> None:
    """Show the field for a presenter's own template, what is wrong with it, and what saves the
    deck on it.
    """
    from charts.pptx.presenter_template import MOST_BYTES  # noqa: PLC0415  only slides need python-pptx

    given = st.file_uploader(
        "Template or presentation (.potx, .pptx)",
        ["potx", "pptx"],
        max_upload_size=MOST_BYTES // 1_000_000,
        help=ABOUT_TEMPLATE,
        key="deck_template",
    )
    if given is None:
        st.session_state.pop(KEPT_FAULT, None)
        st.session_state.pop(KEPT_FILE, None)
        return
    try:
        template, now = given.getvalue(), (dataset.version, given.file_id)
        fault = made_once(KEPT_FAULT, now, dataset, template_fault, template)
        if fault:
            st.error(literal(fault))
            return
        made_before = st.session_state.get(KEPT_FILE, (None,))[0] == (*now, deck)
        if made_before or st.button("Make PowerPoint on this template"):
            site = public_site(app_address())
            settings = ExportSettings("pptx", site=site, template=template)
            saved = made_once(KEPT_FILE, (*now, deck), dataset, made_deck, deck, settings)
            st.download_button(
                "Save PowerPoint", saved.content, saved.name, saved.media_type, on_click="ignore"
            )
    except (NoFileError, PictureError) as error:
        st.error(literal(str(error)))


def made_once(
    kept_as: str, key: object, dataset: Dataset, make: Callable[..., Any], *arguments: object
) -> Any:
    """Return `make(dataset, *arguments)`, which is not made again while its key is the same."""
    kept = st.session_state.get(kept_as)
    if kept is None or kept[0] != key:
        with st.spinner("The slides are being made …"):
            found = MAKING.from_page(client_of_page(), dataset, make, *arguments)
        kept = st.session_state[kept_as] = (key, found)
    return kept[1]


def deck_settings(view: View) -> None:
    """Show the fields of the whole deck: its title and its colours."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input("Title of the deck", placeholder=untitled(dataset), **control(view, "title"))
        looks = {"": "light", "dark": "dark", "grey": "grey"}
        st.selectbox(
            "Colours",
            looks,
            format_func=lambda look: COLOURS[looks[look]].title,
            width=220,
            **control(view, "colours"),
        )


dataset = current_dataset()
view = current_view("deck", dataset)
slides, unclear = slides_of(view.slides, known_of(dataset))
st.title("Deck", anchor=False)
sentences([*view_state().pages["deck"].unclear, *unclear])
st.write(literal(INTRO))
if slides:
    deck_settings(view)
else:
    st.info(literal(EMPTY))
if slides or before():
    change_buttons(slides)
for place in range(len(slides)):
    one_slide(dataset, slides, place)
if slides:
    take_deck(dataset, slides)
