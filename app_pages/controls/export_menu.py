"""The menu under every chart and list: what is saved of it, and the whole dataset; `share_menu` has
what is copied.

Closed it costs nothing; a file is made when a reader asks for it (`app_pages/server/downloads.py`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from app_pages.controls.chart import palette
from app_pages.controls.own_words import own_words_menu
from app_pages.controls.share_menu import share_menu
from app_pages.controls.texts import literal, sentences, show_html
from app_pages.session.addresses import (
    FILE,
    FILE_PLACE,
    ZIP,
    app_address,
    base_path,
    file_path,
    font_addresses,
    public_site,
)
from app_pages.session.dataset_cache import unheld_of
from app_pages.session.view_state import deck_button
from charts.export.browser import NO_BROWSER, browser_path
from charts.export.formats import FILE_FORMATS, forms_of
from charts.export.settings import BACK, COLOURS, OPAQUE, ExportSettings
from charts.layout.brand_strip import strips_of
from charts.page_parts.links import link
from charts.page_parts.results import resolved_view
from charts.provenance.metadata import xmp
from charts.provenance.record import provenance_of
from charts.style.fonts import FONT_FILE, static_text
from charts.style.house_style import site_style
from charts.style.sizes import FRAMES, LEAST, MOST, MOST_DOTS, SCREEN, Frame, own_frame
from charts.views.resolve import ResolvedView, has_chart
from charts.views.view import View, relative_address
from loaders.dataset import Dataset

PLACE = '<div class="ways"></div><p role="status"></p>'
MAKING = "{name} is being prepared …"
WAITING = "{name} is waiting; files before it: {before} …"
MADE = "{name} was saved."
NO_ANSWER = "The server did not answer. Try again in a moment."
_files = st.components.v2.component(
    "files",
    html=PLACE,
    css=static_text("download_buttons.css"),
    js=static_text("download_buttons.js"),
)


def save_buttons(key: str, files: Mapping[str, str]) -> None:
    """Show a button for each file, by its title; the values are paths on this server."""
    settings: dict[str, object] = {
        "files": [{"title": title, "address": path} for title, path in files.items()],
        "making": MAKING,
        "waiting": WAITING,
        "place": f"{base_path()}/{FILE_PLACE}",
        "made": MADE,
        "failed": NO_ANSWER,
    }
    _files(key=key, data=settings)


BUTTONS = """
<div class="ways">
<button type="button" data-form="png">PNG, as shown</button>
<button type="button" data-form="svg">SVG, as shown</button>
<span role="status"></span>
</div>
"""
NOT_SAVED = "This browser could not save the picture."
_saving = st.components.v2.component(
    "as_shown",
    html=BUTTONS,
    css=static_text("browser_image.css"),
    js=static_text("browser_image.js"),
)


def save_as_shown(dataset: Dataset, resolved: ResolvedView, key: str) -> None:
    """Show buttons with which the reader's own browser saves the page's chart as PNG and as SVG.

    They need no Chromium on the server. The SVG carries the proof; a browser's PNG cannot.
    """
    view = resolved.view
    where, site = relative_address(view), public_site(app_address())
    provenance = provenance_of(dataset, resolved.claims, resolved.heading, where, site=site)
    provenance = replace(provenance, presenter=resolved.own.said)
    description = resolved.alt_text.whole
    face = site_style().light.typeface
    ours = {"100 900": f"{base_path()}/app/static/{FONT_FILE.name}"}
    fonts = {str(n): to for n, to in font_addresses(face).items()} or ours
    settings = {
        "title": provenance.title,
        "description": description,
        "metadata": xmp(provenance, description),
        "strips": strips_of(palette()),
        "name": f"{view.page}-{view.indicator or view.comparison or 'chart'}",
        "fonts": [{"family": face.family, "weight": n, "address": to} for n, to in fonts.items()],
        "failed": NOT_SAVED,
    }
    _saving(key=f"{key}_as_shown", data=settings)


OWN = "own"
PICTURE, OTHER, LIST_FILES = "Picture", "Page and tables", "All of this list"
WHOLE = {"All data (ZIP)": f"{base_path()}/{FILE}?form={ZIP}"}


def take_away(dataset: Dataset, view: View) -> None:
    """Show the menu of a complete view's chart, or of a list, which has no pictures."""
    charted = has_chart(view)
    key = f"{view.page}_export"
    if charted:
        deck_button(view)
    opened = st.expander("Export and cite", key=key, on_change="rerun")
    if not opened.open:
        return
    resolved = resolved_view(dataset, view)
    with opened:
        saved, copied = st.columns(2, gap="large")
    picture = ""
    with saved:
        if charted:
            own_words_menu(dataset, resolved)
            picture = _pictures(dataset, resolved, key)
        st.markdown(f"**{OTHER if charted else LIST_FILES}**")
        others = [form.name for form in forms_of(view) if not form.drawn]
        files = {FILE_FORMATS[name].title: file_path(view, ExportSettings(name)) for name in others}
        sentences(unheld_of(dataset, view, ExportSettings("pptx", style=site_style())))
        save_buttons(f"{key}_others", files | WHOLE)
        show_html(f'<p class="cf-note">{link("verify", "Check a file saved here")}</p>')
    with copied:
        share_menu(dataset, resolved, picture, key)


def _pictures(dataset: Dataset, resolved: ResolvedView, key: str) -> str:
    """Show what pictures are made of, and a button for each format; return the path of the PNG,
    "" where none is drawn.
    """
    st.markdown(f"**{PICTURE}**")
    if browser_path() is None:
        st.write(literal(NO_BROWSER))
        save_as_shown(dataset, resolved, key)
        return ""
    titles = {name: frame.title for name, frame in FRAMES.items()} | {OWN: "Custom size"}
    size = st.selectbox("Size", titles, format_func=titles.__getitem__, key=f"{key}_size")
    frame = _own_size(key) if size == OWN else FRAMES[size]
    look = st.selectbox(
        "Colours", COLOURS, format_func=lambda name: COLOURS[name].title, key=f"{key}_look"
    )
    bare = st.toggle("Without title and notes", key=f"{key}_plain")
    site = public_site(app_address())
    back = (
        st.selectbox("Link in the picture", BACK, format_func=BACK.__getitem__, key=f"{key}_back")
        if site
        else ""
    )
    if frame is None:
        return ""
    drawn = [form.name for form in FILE_FORMATS.values() if form.drawn]
    drawn = [name for name in drawn if not (COLOURS[look].clear and name in OPAQUE)]
    one = ExportSettings("png", frame, COLOURS[look], bare, site, back, style=site_style())
    wanted = {name: replace(one, form=name) for name in drawn}
    files = {
        FILE_FORMATS[name].title: file_path(resolved.view, one) for name, one in wanted.items()
    }
    sentences(unheld_of(dataset, resolved.view, wanted["png"]))
    save_buttons(f"{key}_pictures", files)
    return file_path(resolved.view, wanted["png"])


DOTS = "A picture is as large on paper as its width and height are at 96 pixels an inch."


def _own_size(key: str) -> Frame | None:
    """Return the size that a reader gives; None, and a sentence, where it is none."""
    with st.container(horizontal=True):
        lengths = [
            st.number_input(
                f"{name}, pixels", LEAST, MOST, start, step=10, key=f"{key}_{name.lower()}"
            )
            for name, start in (("Width", 1200), ("Height", 800))
        ]
        dots = st.number_input(
            "Dots an inch", SCREEN, MOST_DOTS, SCREEN, help=DOTS, key=f"{key}_dpi"
        )
    try:
        return own_frame(*(int(length) for length in (*lengths, dots)))
    except ValueError as error:
        st.error(literal(str(error)))
        return None
