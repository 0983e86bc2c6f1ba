"""A deck as a file in one of its forms."""

from __future__ import annotations

from dataclasses import replace

from charts.decks.deck import Deck, on_stage
from charts.decks.pages import as_pages
from charts.decks.slides import as_slides
from charts.export.browser import Draw, PictureError, picture
from charts.export.formats import DECK_FORMATS, FILE_FORMATS, design_of, rendering_of, sign
from charts.export.settings import COLOURS, ExportSettings
from loaders.dataset import Dataset

NO_DECK = "A deck is saved as {forms}, not as {form}."


def deck_file(
    dataset: Dataset, deck: Deck, settings: ExportSettings, *, draw: Draw = picture
) -> bytes:
    """Return a deck as one of `DECK_FORMATS`; raise `PictureError` where it cannot be drawn."""
    form = settings.form
    if form not in DECK_FORMATS:
        raise PictureError(NO_DECK.format(forms=", ".join(DECK_FORMATS), form=form))
    settings = replace(settings, colours=COLOURS[deck.colours or settings.colours.name])
    proof = replace(deck.provenance, rendering=rendering_of(settings))
    deck = replace(deck, provenance=proof)
    if form == "pptx":
        design = design_of(settings)
        content = as_slides(dataset, on_stage(deck, design.stage), design)
    elif form == "docx":
        from charts.decks.report import as_report  # noqa: PLC0415  only a report needs python-docx

        content = as_report(dataset, deck, settings, draw)
    else:
        content = as_pages(dataset, deck, settings, draw)
    return sign(content, FILE_FORMATS[form])
