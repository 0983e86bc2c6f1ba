"""A deck as a file: title, one chart a slide, sources; as PowerPoint with native charts, PDF, or a
report in Word.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import plotly.graph_objects as go

from charts.builders.text_page import Card, card_figure, fits, text_page
from charts.export.browser import Draw, PictureError, picture
from charts.export.formats import (
    COLOURS,
    DECK_FORMATS,
    FILE_FORMATS,
    ExportSettings,
    design_of,
    draw_picture,
    picture_inside,
    rendering_of,
    sign,
)
from charts.pptx.placeholders import add_slide, add_title_slide, write_title
from charts.pptx.shapes import add_words
from charts.pptx.slide_layout import TITLE, Body, Paragraph, TextBox, height_of
from charts.pptx.slides import add_view, reference, saved
from charts.pptx.template import Design
from charts.provenance.metadata import embed_pdf
from charts.provenance.ooxml_metadata import embed_ooxml
from charts.provenance.pdf_tags import PageTag
from charts.provenance.record import ProvenanceRecord, date_sentence, provenance_of
from charts.style.sizes import SLIDE
from charts.style.theme import Palette, Room, Size
from charts.text import notes
from charts.text.series_summary import many
from charts.views.deck import EMPTY, UNTITLED, Slide
from charts.views.resolve import ResolvedView, dataset_of
from charts.views.view import View, relative_address
from loaders.citations.apa import Marked
from loaders.dataset import Dataset
from loaders.values.edtf import parse_period

SOURCES = "Sources"
SOURCE_SIZE, SOURCE_GAP = 11, 4
NO_DECK = "A deck is saved as {forms}, not as {form}."


@dataclass(frozen=True)
class Deck:
    """What a deck's file is made from: its title, its slides with what they show, its proof."""

    title: str
    slides: Sequence[tuple[Slide, ResolvedView]]
    provenance: ProvenanceRecord

    @property
    def about(self) -> str:
        """Return the second line of the title slide, with the day when the data last changed."""
        count = many(len(self.slides), "chart")
        source = self.provenance
        data = f"data {source.version} of {parse_period(source.on)}"
        return f"{count}. {source.generator}, {data}, {source.licence}"


def deck_of(
    dataset: Dataset,
    view: View,
    slides: Iterable[Slide],
    show: Callable[[View], ResolvedView],
    site: str = "",
) -> Deck:
    """Return the deck of a view on a site; raise `PictureError` where it has no slide."""
    resolved_slides = [(slide, show(slide.view)) for slide in slides]
    if not resolved_slides:
        raise PictureError(EMPTY)
    title = view.title.strip() or UNTITLED
    none, where = dataset.joined.iloc[:0], relative_address(view)
    whole = provenance_of(dataset, none, title, where, site=site)
    whole = replace(whole, presenter=_presented(view, resolved_slides))
    proofs = [
        provenance_of(dataset_of(dataset, slide.view), resolved.claims, title, "")
        for slide, resolved in resolved_slides
    ]
    return Deck(title, resolved_slides, _together(whole, proofs))


def _presented(view: View, slides: Sequence[tuple[Slide, ResolvedView]]) -> dict[str, str]:
    """Return what the presenter of a deck says, by what it is."""
    said = {"Title": view.title} if view.title else {}
    for number, (_, resolved) in enumerate(slides, 1):
        own = resolved.own.said
        said |= {f"Chart {number}, {name.lower()}": text for name, text in own.items()}
    return said


def _together(whole: ProvenanceRecord, proofs: Sequence[ProvenanceRecord]) -> ProvenanceRecord:
    """Return a deck's proof with what those of its charts name; a claim that two charts show in
    other units has both values.
    """
    shown: dict[str, dict[str, None]] = {}
    for one in proofs:
        for claim_id, value in one.shown.items():
            shown.setdefault(claim_id, {})[value] = None
    documents = {name: digest for one in proofs for name, digest in one.documents.items()}
    operands = {one.claim_id: one for proof in proofs for one in proof.computed_with}
    return replace(
        whole,
        claim_ids=tuple(shown),
        values=tuple("; ".join(values) for values in shown.values()),
        documents=dict(sorted(documents.items())),
        computed_with=tuple(operands.values()),
    )


def deck_file(
    dataset: Dataset, deck: Deck, settings: ExportSettings, *, draw: Draw = picture
) -> bytes:
    """Return a deck as one of `DECK_FORMATS`; raise `PictureError` where it cannot be drawn."""
    form, palette = settings.form, settings.colours.palette
    if form not in DECK_FORMATS:
        raise PictureError(NO_DECK.format(forms=", ".join(DECK_FORMATS), form=form))
    rendering = rendering_of(settings)
    deck = replace(deck, provenance=replace(deck.provenance, rendering=rendering))
    if form == "pptx":
        content = _as_slides(dataset, deck, design_of(settings))
    elif form == "docx":
        content = _as_report(dataset, deck, draw)
    else:
        content = _as_pages(dataset, deck, palette, draw)
    return sign(content, FILE_FORMATS[form])


def _as_report(dataset: Dataset, deck: Deck, draw: Draw) -> bytes:
    """Return a document with a heading for each chart, and the sources of all at its end."""
    from charts.export import word  # noqa: PLC0415  only a report needs python-docx

    settings = ExportSettings("docx", site=deck.provenance.site)
    inside = picture_inside(settings, draw)
    document = word.empty_document()
    document.add_paragraph(deck.title, "Title")
    document.add_paragraph(deck.about)
    for number, (slide, resolved) in enumerate(deck.slides, 1):
        heading = resolved.title or resolved.missing
        document.add_paragraph(heading, "Heading 1").paragraph_format.page_break_before = number > 1
        if resolved.missing:
            document.add_paragraph(resolved.missing)
        else:
            own = dataset_of(dataset, slide.view)
            word.add_chart(document, own, resolved, number, inside(own, resolved))
    word.add_references(document, sources_of(dataset, deck))
    return word.finished(document, deck.provenance)


def _as_slides(dataset: Dataset, deck: Deck, design: Design) -> bytes:
    add_title_slide(design.file, design.title_slide, deck.title, deck.about)
    for slide, resolved in deck.slides:
        if resolved.missing:
            _add_texts(design, resolved.title or resolved.missing, [resolved.missing])
        else:
            own = dataset_of(dataset, slide.view)
            leads = f"{deck.provenance.site}{relative_address(slide.view)}"
            add_view(design, own, resolved, leads)
    parts = _on_slides(sources_of(dataset, deck), design.stage.body)
    for number, part in enumerate(parts, 1):
        _add_texts(design, _numbered(number, len(parts)), part)
    return embed_ooxml(saved(design.file), deck.provenance)


def _add_texts(design: Design, title: str, paragraphs: Sequence[str]) -> None:
    """Add a slide of words."""
    slide = add_slide(design.file, design.chart)
    body, palette = design.stage.body, design.stage.palette
    write_title(slide, title, body)
    top = _words_top(body, title)
    box = (body.left, top, body.width, body.bottom - top)
    texts = [Paragraph(text, SOURCE_SIZE, palette.ink) for text in paragraphs]
    add_words(slide.shapes, TextBox(title, box, texts, gap=SOURCE_GAP), palette)


def _words_top(body: Body, title: str) -> float:
    """Return where the words of a slide begin under its title."""
    high = height_of([title], body.width, TITLE, bold=True) + 12
    return body.top + (high if body.titled else 0)


def sources_of(dataset: Dataset, deck: Deck) -> list[Marked]:
    """Return the works that a deck's charts rest on, each once, with the slides that use it."""
    used: dict[str, list[int]] = {}
    for number, (_, resolved) in enumerate(deck.slides, 1):
        for name in (*notes.documents_of(resolved.claims), *notes.works_of(resolved.claims)):
            used.setdefault(name, []).append(number)
    texts = {name: reference(dataset.works[name]) for name in used}
    return [
        Marked([*texts[name].parts, (_used_by(used[name]), False)])
        for name in sorted(used, key=lambda name: texts[name].casefold())
    ]


def _used_by(numbers: Sequence[int]) -> str:
    own = dict.fromkeys(numbers)
    return f" [{'chart' if len(own) == 1 else 'charts'} {', '.join(str(n) for n in own)}]"


def _on_slides(texts: Iterable[str], body: Body) -> list[list[str]]:
    """Return the sources of each slide of sources, as many as have room on it."""
    room = body.bottom - _words_top(body, SOURCES)
    size = (body.width, SOURCE_SIZE, SOURCE_GAP)
    return in_parts(texts, lambda part: height_of(part, *size) <= room)


def _as_pages(dataset: Dataset, deck: Deck, palette: Palette, draw: Draw) -> bytes:
    import pikepdf  # noqa: PLC0415  only a PDF needs it

    tags = []
    with pikepdf.new() as merged:
        for tag, figure in _pages(dataset, deck, palette):
            tags.append(tag)
            content = draw(figure, "pdf", SLIDE.width, SLIDE.height)
            with pikepdf.open(io.BytesIO(content)) as page:
                merged.pages.extend(page.pages)
        into = io.BytesIO()
        merged.save(into, deterministic_id=True)
    description = " ".join(resolved.alt_text.short for _, resolved in deck.slides)
    return embed_pdf(into.getvalue(), deck.provenance, description, tags)


def _pages(dataset: Dataset, deck: Deck, palette: Palette) -> Iterator[tuple[PageTag, go.Figure]]:
    """Yield the pages of a deck as figures, each drawn before the next is made."""
    settings = ExportSettings("pdf", colours=COLOURS[palette.name])
    size = Size("page", SLIDE.width, SLIDE.height, labels_beside=True)
    card = Card(deck.provenance.generator, deck.title, [deck.about], "")
    yield PageTag(deck.title), card_figure(card, palette, size)
    for _, resolved in deck.slides:
        title = resolved.title
        if resolved.missing:
            yield PageTag(title), text_page(title, [resolved.missing], palette, size)
        else:
            room = Room(foot=date_sentence(deck.provenance))
            tag = PageTag(title, resolved.alt_text.whole)
            yield tag, draw_picture(resolved, settings, room)
    parts = in_parts(sources_of(dataset, deck), lambda part: fits(part, size))
    for number, part in enumerate(parts, 1):
        title = _numbered(number, len(parts))
        yield PageTag(title), text_page(title, part, palette, size)


def in_parts(texts: Iterable[str], fit: Callable[[Sequence[str]], bool]) -> list[list[str]]:
    """Return texts in parts that fit, each as long as can be."""
    parts: list[list[str]] = [[]]
    for text in texts:
        if parts[-1] and not fit([*parts[-1], text]):
            parts.append([])
        parts[-1].append(text)
    return parts


def _numbered(number: int, several: int) -> str:
    return f"{SOURCES} ({number} of {several})" if several > 1 else SOURCES
