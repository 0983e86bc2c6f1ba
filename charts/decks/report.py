"""A deck as a Word document: a heading for each section, chart and text, the sources at its end."""

from __future__ import annotations

from dataclasses import replace

from charts.decks.deck import Deck, DeckChart, sources_in_report
from charts.export import word
from charts.export.browser import Draw
from charts.export.formats import picture_inside
from charts.export.settings import ExportSettings
from charts.views.deck import SectionSlide
from loaders.dataset import Dataset


def as_report(dataset: Dataset, deck: Deck, settings: ExportSettings, draw: Draw) -> bytes:
    """Return a deck as a document with its proof; each chart or section begins a page."""
    inside = picture_inside(replace(settings, site=deck.provenance.site), draw)
    style = settings.style.light
    document = word.empty_document(style)
    document.add_paragraph(deck.title, "Title")
    document.add_paragraph(deck.about)
    level = 2 if deck.has_sections else 1
    figures = 0
    page = False
    for item in deck.items:
        if isinstance(item, SectionSlide):
            word.add_heading(document, item.name, 1, new_page=page)
            page = False
            continue
        chart = isinstance(item, DeckChart)
        title = item.title if isinstance(item, DeckChart) else item.name
        word.add_heading(document, title, level, new_page=page and chart)
        page = True
        if not isinstance(item, DeckChart):
            for text in item.paragraphs:
                document.add_paragraph(text)
        elif item.resolved.missing:
            document.add_paragraph(item.resolved.missing)
        else:
            figures += 1
            content = inside(item.dataset, item.resolved)
            word.add_chart(document, item.dataset, item.resolved, figures, content, level)
    word.add_references(document, sources_in_report(dataset, deck))
    return word.finished(document, deck.provenance, style)
