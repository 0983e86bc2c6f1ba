"""Views as slides of a PowerPoint file, with native charts: one slide a view, or more if it needs.

The words of the slide and of its notes are those of the figure: title with measure and place,
unit, sources with locators, the data's version.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from pptx.presentation import Presentation
from pptx.slide import Slide

from charts.pptx.embedded_workbook import workbook_bytes
from charts.pptx.map_slide import map_scenes
from charts.pptx.native_chart import Box, NativeChart, add_chart, chart_xml, inside
from charts.pptx.number_slide import number_scenes
from charts.pptx.placeholders import add_slide, write_title
from charts.pptx.row_slide import row_scenes
from charts.pptx.shapes import add_areas, add_key, add_runs, add_stroke, add_words
from charts.pptx.slide_layout import (
    SUBTITLE,
    TEXT,
    Paragraph,
    Plot,
    Scene,
    Stage,
    TextBox,
)
from charts.pptx.small_multiples_slide import panel_scenes
from charts.pptx.template import Design
from charts.pptx.trend_slide import trend_scenes
from charts.provenance.ooxml_metadata import embed_ooxml
from charts.provenance.record import ProvenanceRecord
from charts.style.theme import Palette
from charts.text import notes
from charts.views.resolve import ResolvedView, Shape
from loaders.citations.apa import Marked, apa_marked
from loaders.citations.works import Work
from loaders.dataset import Dataset, claims_in

ROOM = (62.0, 10.0, 26.0, 30.0)
"""What a chart's frame has around its plotting area: left, above, right, below."""


def as_slides(
    dataset: Dataset, resolved: ResolvedView, provenance: ProvenanceRecord, design: Design
) -> bytes:
    """Return a PPTX of one view that has a chart, with its proof inside."""
    add_view(design, dataset, resolved, provenance.link)
    return embed_ooxml(saved(design.file), provenance)


def saved(deck: Presentation) -> bytes:
    """Return a presentation as a file."""
    into = io.BytesIO()
    deck.save(into)
    return into.getvalue()


def add_view(design: Design, dataset: Dataset, resolved: ResolvedView, link: str) -> list[Slide]:
    """Add the slides of a view that has a chart, which `link` leads to."""
    heading = resolved.title
    palette = design.stage.palette
    scenes = SCENES[resolved.shape](dataset, resolved, design.stage)
    made = []
    for number, scene in enumerate(scenes, 1):
        slide = add_slide(design.file, design.chart)
        named = f"{heading} ({number} of {len(scenes)})" if len(scenes) > 1 else heading
        _fill(
            slide,
            dataset,
            resolved,
            replace(scene, frame=replace(scene.frame, title=named)),
            palette,
            link,
        )
        made.append(slide)
    return made


SCENES: Mapping[Shape, Callable[[Dataset, ResolvedView, Stage], list[Scene]]] = {
    "time": trend_scenes,
    "panels": panel_scenes,
    "rows": row_scenes,
    "map": map_scenes,
    "numbers": number_scenes,
}
"""What makes the slides of a chart of each shape."""


def _fill(
    slide: Slide,
    dataset: Dataset,
    resolved: ResolvedView,
    scene: Scene,
    palette: Palette,
    link: str,
) -> None:
    frame, body = scene.frame, scene.frame.body
    write_title(slide, frame.title, body)
    at = (body.left, frame.subtitle_top, body.width, frame.top - frame.subtitle_top)
    told = [Paragraph(text, SUBTITLE, palette.ink) for text in frame.told]
    unit = Paragraph(frame.subtitle, SUBTITLE, palette.quiet)
    subtitle = TextBox("Unit", at, [*told, unit])
    add_words(slide.shapes, subtitle, palette)
    for plot in scene.plots:
        left, top, _, height = plot.box
        for stroke in plot.behind:
            add_stroke(slide.shapes, stroke, (left, top + height), palette)
    for plot in scene.plots:
        _add_plot(slide, dataset, resolved, plot, palette, link)
    if scene.areas:
        name = resolved.shape.capitalize()
        add_areas(slide.shapes, scene.areas, palette, name, resolved.alt_text.short)
    for words in scene.words:
        add_words(slide.shapes, words, palette)
    if frame.key:
        lying = resolved.shape == "rows"
        add_key(slide.shapes, frame, palette, lying=lying)
    below = (body.left, frame.below_top, body.width, body.bottom - frame.below_top)
    sources = [Paragraph(text, frame.note_size, palette.quiet) for text in frame.below]
    add_words(slide.shapes, TextBox("Sources", below, sources), palette)
    speaker_notes: Any = slide.notes_slide.notes_text_frame
    assert speaker_notes is not None
    for number, line in enumerate(_speaker_notes(dataset, resolved, frame.told, link)):
        paragraphs = speaker_notes.paragraphs
        add_runs(paragraphs[0] if number == 0 else speaker_notes.add_paragraph(), line)


def frame_around(plot: Plot) -> Box:
    """Return the frame of a chart, which has room for the axes around its plotting area."""
    left, top, width, height = plot.box
    before, above, after, under = ROOM if not plot.y.hidden else (12.0, 4.0, 24.0, 30.0)
    return (left - before, top - above, width + before + after, height + above + under)


def _add_plot(
    slide: Slide,
    dataset: Dataset,
    resolved: ResolvedView,
    plot: Plot,
    palette: Palette,
    link: str,
) -> None:
    frame = frame_around(plot)
    about = {
        "Title": resolved.heading,
        "Unit": resolved.subtitle,
        "Figures": notes.edition_words(dataset),
        "Address": link,
    }
    book = workbook_bytes(dataset, plot.sheet, plot.strokes, about)
    inner = inside(plot.box, frame)
    chart = chart_xml(inner, plot.x, plot.y, plot.strokes, palette, TEXT)
    added = add_chart(slide, frame, NativeChart(chart, book))
    added.name = plot.name
    added._element.nvGraphicFramePr.cNvPr.set("descr", resolved.alt_text.short)


def _speaker_notes(
    dataset: Dataset, resolved: ResolvedView, told: Sequence[str], link: str
) -> list[str]:
    """Return the notes of a view's slide: what to say, the chart in words with the hedges,
    references with locators, version.
    """
    spoken = "\n".join(resolved.alt_text.paragraphs()).split("\n")
    first = list(told) or [resolved.alt_text.short]
    words = [line for line in spoken if line not in first]
    version = f"{notes.edition_words(dataset)}."
    return [
        *first,
        *("", "The chart in words", *words),
        *("", "Sources", *references(dataset, resolved)),
        *("", "Data", f"{version} {link}"),
    ]


def references(dataset: Dataset, resolved: ResolvedView) -> list[Marked]:
    """Return the documents of a view's claims in full, each with its places, then what
    they cite.
    """
    claims = resolved.claims
    found = []
    for name in notes.documents_of(claims):
        own = claims_in(claims[claims["document_id"] == name])
        places = f" [{notes.sources(dataset.works, own)}]"
        found.append(Marked([*reference(dataset.works[name]).parts, (places, False)]))
    cited = [name for name in notes.works_of(claims) if name not in notes.documents_of(claims)]
    there = ("Cited there: ", False)
    return [*found, *(Marked([there, *reference(dataset.works[name]).parts]) for name in cited)]


def reference(work: Work) -> Marked:
    """Return a work's reference in APA style, rendered once."""
    return _reference(work.work_id, (*work.fields.items(), ("letter", work.letter)), work.kind)


@lru_cache(maxsize=500)
def _reference(work_id: str, fields: tuple[tuple[str, str], ...], kind: str) -> Marked:
    own = dict(fields)
    return apa_marked(
        Work(work_id, kind, {n: v for n, v in own.items() if n != "letter"}, 0, own["letter"])
    )
