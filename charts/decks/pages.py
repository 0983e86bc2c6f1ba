"""A deck as PDF: the slides of the presentation, each a page, with bookmarks and structure."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, replace

import plotly.graph_objects as go

from charts.builders.text_page import Card, card_figure, fits, text_page
from charts.decks.deck import (
    PAGE,
    SOURCES,
    Deck,
    DeckChart,
    numbered,
    sources_on_slides,
)
from charts.export.browser import Draw
from charts.export.formats import draw_picture
from charts.export.settings import ExportSettings
from charts.layout.brand_strip import branded, with_fonts
from charts.pptx.row_slide import MOST_FULL
from charts.presenter.own_words import SEVERAL
from charts.provenance.metadata import embed_pdf
from charts.provenance.pdf_tags import PageTag
from charts.provenance.record import date_sentence
from charts.style.sizes import SLIDE
from charts.style.theme import Palette, Room, Size
from charts.views.deck import SectionSlide, TextSlide
from loaders.dataset import Dataset

FOOT = 26
"""Pixels of a page under a chart that have its number, whose type is smaller by `LESS`."""
LESS = 10
SIDE = 16
"""How far from the edge a number stands."""
SIZES = (29, 26, 23, 20, 17)
"""Type of a presenter's text in pixels, the first with which it fits."""


@dataclass(frozen=True)
class DeckPage:
    """A page: its figure, and what it is for who has it read."""

    figure: go.Figure
    tag: PageTag


def as_pages(dataset: Dataset, deck: Deck, settings: ExportSettings, draw: Draw) -> bytes:
    """Return a deck as a PDF with its proof."""
    import pikepdf  # noqa: PLC0415  only a PDF needs it

    tags, palette = [], settings.palette
    with pikepdf.new() as merged:
        for number, page in enumerate(deck_pages(dataset, deck, settings), 1):
            tags.append(page.tag)
            figure = page.figure if number == 1 else _with_number(page.figure, number, palette)
            content = draw(figure, "pdf", SLIDE.width, SLIDE.height)
            with pikepdf.open(io.BytesIO(content)) as own:
                merged.pages.extend(own.pages)
        into = io.BytesIO()
        merged.save(into, deterministic_id=True)
    description = " ".join(one.resolved.alt_text.short for one in deck.charts)
    return embed_pdf(into.getvalue(), deck.provenance, description, tags)


def deck_pages(dataset: Dataset, deck: Deck, settings: ExportSettings) -> Iterator[DeckPage]:
    """Yield the pages of a deck, each drawn before the next is made."""
    palette = settings.palette
    page_size = replace(PAGE, wider=palette.typeface.wider)

    def own(figure: go.Figure) -> go.Figure:
        return with_fonts(branded(figure, palette, FOOT), palette)

    card = Card(deck.provenance.generator, deck.title, [deck.about], "")
    yield DeckPage(own(card_figure(card, palette, page_size)), PageTag(deck.title))
    inside = False
    for item in deck.items:
        if isinstance(item, SectionSlide):
            card = Card(deck.title, item.name, [], "")
            yield DeckPage(own(card_figure(card, palette, page_size)), PageTag(item.name))
            inside = True
        elif isinstance(item, TextSlide):
            yield DeckPage(own(_text(item, palette, page_size)), PageTag(item.name, inside=inside))
        else:
            for page in _charts(deck, item, settings):
                yield replace(page, tag=replace(page.tag, inside=inside))
    parts = sources_on_slides(dataset, deck)
    for number, part in enumerate(parts, 1):
        title = numbered(SOURCES, number, len(parts))
        yield DeckPage(own(text_page(title, part, palette, page_size)), PageTag(title))


def _text(item: TextSlide, palette: Palette, size: Size) -> go.Figure:
    points = next((one for one in SIZES if fits(item.paragraphs, size, one)), SIZES[-1])
    return text_page(item.name, item.paragraphs, palette, size, points)


def _charts(deck: Deck, item: DeckChart, settings: ExportSettings) -> Iterator[DeckPage]:
    """Yield a page for each slide of a chart."""
    if item.resolved.missing:
        figure = text_page(item.title, [item.resolved.missing], settings.palette, PAGE)
        yield DeckPage(figure, PageTag(item.title))
        return
    frame = replace(SLIDE, height=SLIDE.height - FOOT)
    settings = replace(settings, frame=frame)
    brief = len(item.parts) > MOST_FULL and item.resolved.own.rows != SEVERAL
    room = Room(dense=brief, foot=date_sentence(deck.provenance))
    for number, part in enumerate(item.parts, 1):
        figure = draw_picture(part, settings, room)
        high = round(figure.layout.width * SLIDE.height / SLIDE.width)
        below = figure.layout.margin.b + high - figure.layout.height
        figure.update_layout(height=high, margin_b=below)
        title = numbered(item.title, number, len(item.parts))
        yield DeckPage(figure, PageTag(title, item.resolved.alt_text.whole))


def _with_number(figure: go.Figure, number: int, palette: Palette) -> go.Figure:
    """Return a page with its number in the lower right corner."""
    scale = figure.layout.width / SLIDE.width
    margin = figure.layout.margin
    return figure.add_annotation(
        text=str(number),
        xref="paper",
        yref="paper",
        x=1,
        y=0,
        xanchor="right",
        yanchor="bottom",
        xshift=margin.r - round(SIDE * scale),
        yshift=round(SIDE * scale / 2) - margin.b,
        showarrow=False,
        font={"size": round((FOOT - LESS) * scale), "color": palette.quiet},
    )
