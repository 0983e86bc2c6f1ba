"""A deck as PowerPoint: native charts, slides of text, sections, numbers on the slides."""

from __future__ import annotations

from collections.abc import Sequence

from charts.decks.deck import (
    SOURCE_GAP,
    SOURCE_SIZE,
    SOURCES,
    Deck,
    DeckChart,
    numbered,
    sources_on_slides,
    words_top,
)
from charts.decks.sections import add_numbers, add_sections
from charts.pptx.placeholders import add_slide, add_title_slide, write_title
from charts.pptx.shapes import add_words
from charts.pptx.slide_layout import SUBTITLE, Paragraph, TextBox, height_of
from charts.pptx.slides import add_view, saved
from charts.pptx.template import Design
from charts.provenance.ooxml_metadata import embed_ooxml
from charts.views.deck import SectionSlide, TextSlide
from charts.views.view import relative_address
from loaders.dataset import Dataset

SIZES = (22, 20, 18, 16, 14)
"""Type of a presenter's text in points, the first with which it fits."""
GAP = 8


def as_slides(dataset: Dataset, deck: Deck, design: Design) -> bytes:
    """Return a deck as a presentation with its proof."""
    file, ink = design.file, design.stage.palette.ink
    add_title_slide(file, design.title_slide, deck.title, deck.about)
    begins = {1: deck.title}
    for item in deck.items:
        if isinstance(item, SectionSlide):
            add_title_slide(file, design.title_slide, item.name, deck.title)
            begins[len(file.slides)] = item.name
        elif isinstance(item, TextSlide):
            _add_text(design, item)
        else:
            _add_chart(design, deck, item)
    parts = sources_on_slides(dataset, deck)
    begins[len(file.slides) + 1] = SOURCES
    for number, part in enumerate(parts, 1):
        texts = [Paragraph(text, SOURCE_SIZE, ink) for text in part]
        _add_words(design, numbered(SOURCES, number, len(parts)), texts, SOURCE_GAP)
    add_numbers(file, design.stage.palette)
    if deck.has_sections:
        add_sections(file, begins)
    return embed_ooxml(saved(file), deck.provenance)


def _add_text(design: Design, item: TextSlide) -> None:
    *own, by = item.paragraphs
    body, palette = design.stage.body, design.stage.palette
    room = body.bottom - words_top(body, item.name) - 2 * SUBTITLE
    sizes = (size for size in SIZES if height_of(own, body.width, size, GAP) <= room)
    size = next(sizes, SIZES[-1])
    texts = [Paragraph(text, size, palette.ink) for text in own]
    _add_words(design, item.name, [*texts, Paragraph(by, SUBTITLE, palette.quiet)], GAP)


def _add_chart(design: Design, deck: Deck, item: DeckChart) -> None:
    if item.resolved.missing:
        texts = [Paragraph(item.resolved.missing, SUBTITLE, design.stage.palette.ink)]
        _add_words(design, item.title, texts, SOURCE_GAP)
        return
    link = f"{deck.provenance.site}{relative_address(item.resolved.view)}"
    add_view(design, item.dataset, item.resolved, link)


def _add_words(design: Design, title: str, texts: Sequence[Paragraph], gap: float) -> None:
    """Add a slide of words under a title."""
    slide, body = add_slide(design.file, design.chart), design.stage.body
    write_title(slide, title, body)
    top = words_top(body, title)
    box = (body.left, top, body.width, body.bottom - top)
    add_words(slide.shapes, TextBox(title, box, texts, gap=gap), design.stage.palette)
