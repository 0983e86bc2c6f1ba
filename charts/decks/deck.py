"""A deck as a file: title, sections, one chart or text a slide, sources; as PowerPoint with native
charts, as PDF with the same slides, or as a report in Word.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

import pandas as pd

from charts.builders.row_chart import RowChart, row_figure
from charts.builders.text_page import fits
from charts.export.browser import PictureError
from charts.pptx.row_slide import row_parts
from charts.pptx.slide_layout import TITLE, Body, Stage, height_of
from charts.pptx.slides import SCENES, reference
from charts.provenance.record import ProvenanceRecord, provenance_of
from charts.style.sizes import SLIDE
from charts.style.theme import LIGHT, Size
from charts.text import notes
from charts.text.series_summary import many
from charts.views.deck import EMPTY, ChartSlide, SectionSlide, Slide, TextSlide, untitled
from charts.views.resolve import ResolvedView, dataset_of
from charts.views.view import View, relative_address
from loaders.citations.apa import Marked
from loaders.dataset import Dataset
from loaders.values.edtf import parse_period

SOURCES = "Sources"
SOURCE_SIZE, SOURCE_GAP = 11, 4
"""Type and gap of references on a slide of PowerPoint, in points."""
PAGE = Size("page", SLIDE.width, SLIDE.height, labels_beside=True)
"""A slide as a page of a PDF, in pixels."""
NO_CHARTS = "The deck has no chart yet, so there is nothing to save."


OURS = Stage(LIGHT)
"""Slides of our own, where no presenter has a template."""


@dataclass(frozen=True)
class DeckChart:
    """A chart of a deck, the numbers of its slides, and what each of them shows of it; where there
    is no chart, one slide says why.
    """

    resolved: ResolvedView
    dataset: Dataset
    parts: Sequence[ResolvedView] = ()
    numbers: Sequence[int] = ()

    @property
    def title(self) -> str:
        """Return what the chart is called, in whole."""
        return self.resolved.title or self.resolved.missing


Item = DeckChart | SectionSlide | TextSlide


@dataclass(frozen=True)
class Deck:
    """What a deck's file is made from: its title, what follows it, in order, and its proof; the
    name of the colours that its presenter chose, and where its slides have their charts.
    """

    title: str
    items: Sequence[Item]
    provenance: ProvenanceRecord
    colours: str = ""
    stage: Stage = OURS

    @property
    def charts(self) -> list[DeckChart]:
        """Return the charts."""
        return [item for item in self.items if isinstance(item, DeckChart)]

    @property
    def has_sections(self) -> bool:
        """Tell whether the deck is divided."""
        return any(isinstance(item, SectionSlide) for item in self.items)

    @property
    def about(self) -> str:
        """Return the second line of the title slide, with the day when the data last changed."""
        count = many(len(self.charts), "chart")
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
    """Return the deck of a view on a site; raise `PictureError` where it has no chart."""
    slides = list(slides)
    title = view.title.strip() or untitled(dataset)
    none, where = dataset.joined.iloc[:0], relative_address(view)
    items = [_item(dataset, slide, show) for slide in slides]
    deck = Deck(title, items, provenance_of(dataset, none, title, where), view.colours)
    deck = on_stage(deck, deck.stage)
    if not deck.charts:
        raise PictureError(NO_CHARTS if slides else EMPTY)
    whole = replace(deck.provenance, site=site, presenter=_presented(view, deck))
    proofs = [provenance_of(one.dataset, one.resolved.claims, title, "") for one in deck.charts]
    return replace(deck, provenance=_together(whole, proofs))


def _item(dataset: Dataset, slide: Slide, show: Callable[[View], ResolvedView]) -> Item:
    if not isinstance(slide, ChartSlide):
        return slide
    return DeckChart(show(slide.view), dataset_of(dataset, slide.view))


def on_stage(deck: Deck, stage: Stage) -> Deck:
    """Return a deck whose charts know the numbers of their slides and what each of them shows."""
    items: list[Item] = []
    number = 2
    for item in deck.items:
        if isinstance(item, DeckChart):
            parts = _parts(item.dataset, item.resolved, stage)
            items.append(replace(item, parts=parts, numbers=range(number, number + len(parts))))
            number += len(parts)
        else:
            items.append(item)
            number += 1
    return replace(deck, items=items, stage=stage)


def _parts(dataset: Dataset, resolved: ResolvedView, stage: Stage) -> list[ResolvedView]:
    """Return what each slide of a chart shows: rows are divided, of panels each shows all."""
    if resolved.missing:
        return [resolved]
    if resolved.shape != "rows":
        return [resolved] * len(SCENES[resolved.shape](dataset, resolved, stage))
    charts = row_parts(dataset, resolved, stage)
    if len(charts) == 1:
        return [resolved]
    return [_part(resolved, one, number, len(charts)) for number, one in enumerate(charts, 1)]


def _part(resolved: ResolvedView, chart: RowChart, number: int, several: int) -> ResolvedView:
    """Return a view that draws a part of its rows, under a title that counts the parts."""
    own = replace(chart.own, title=numbered(chart.own.title, number, several))
    title = numbered(chart.title, number, several)
    chart = replace(chart, own=own) if chart.own.title else replace(chart, title=title)
    drawn = resolved.claims["claim_id"].isin(chart.claim_ids)
    return replace(resolved, claims=resolved.claims[drawn], builder=partial(row_figure, chart))


def numbered(title: str, number: int, several: int) -> str:
    """Return the title of one of several slides."""
    return f"{title} ({number} of {several})" if several > 1 else title


def _presented(view: View, deck: Deck) -> dict[str, str]:
    """Return what the presenter of a deck says, by what it is."""
    said = {"Title": view.title} if view.title else {}
    charts = texts = 0
    for item in deck.items:
        if isinstance(item, DeckChart):
            charts += 1
            own = item.resolved.own.said
            said |= {f"Chart {charts}, {name.lower()}": text for name, text in own.items()}
        else:
            texts += 1
            words = item.words if isinstance(item, TextSlide) else ""
            said[f"Text {texts}"] = " ".join(f"{item.name}. {words}".split()).removesuffix(".")
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


def words_top(body: Body, title: str) -> float:
    """Return where the words of a slide begin under its title."""
    high = height_of([title], body.width, TITLE, bold=True) + 12
    return body.top + (high if body.titled else 0)


def sources_on_slides(dataset: Dataset, deck: Deck) -> list[list[Marked]]:
    """Return the sources of each slide of sources, as many as have room on it in either form."""
    body = deck.stage.body
    room = body.bottom - words_top(body, SOURCES)

    def fit(part: Sequence[Marked]) -> bool:
        high = height_of(part, body.width, SOURCE_SIZE, SOURCE_GAP)
        return high <= room and fits(part, PAGE)

    used = [on_slides for one in deck.charts for on_slides in _by_slide(one)]
    return in_parts(sources_of(dataset, used, "slide"), fit)


def sources_in_report(dataset: Dataset, deck: Deck) -> list[Marked]:
    """Return the sources of a report, whose figures are counted."""
    drawn = [one for one in deck.charts if not one.resolved.missing]
    used = [(one.resolved.claims, (n,)) for n, one in enumerate(drawn, 1)]
    return sources_of(dataset, used, "figure")


def _by_slide(chart: DeckChart) -> Iterator[tuple[pd.DataFrame, tuple[int, ...]]]:
    """Yield the claims of each slide of a chart with its number, and those that none draws with the
    numbers of all.
    """
    whole = chart.resolved.claims
    drawn: set[str] = set()
    for part, number in zip(chart.parts, chart.numbers, strict=True):
        drawn |= set(part.claims["claim_id"])
        yield part.claims, (number,)
    yield whole[~whole["claim_id"].isin(drawn)], tuple(chart.numbers)


def sources_of(
    dataset: Dataset, used: Iterable[tuple[pd.DataFrame, tuple[int, ...]]], noun: str
) -> list[Marked]:
    """Return the works that claims rest on, each once, with the numbers of what it is used for."""
    found: dict[str, list[int]] = {}
    for claims, numbers in used:
        for name in dict.fromkeys((*notes.documents_of(claims), *notes.works_of(claims))):
            found.setdefault(name, []).extend(numbers)
    texts = {name: reference(dataset.works[name]) for name in found}
    return [
        Marked([*texts[name].parts, (_used_by(found[name], noun), False)])
        for name in sorted(found, key=lambda name: texts[name].casefold())
    ]


def _used_by(numbers: Sequence[int], noun: str) -> str:
    own = sorted(set(numbers))
    runs: list[list[int]] = []
    for number in own:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    texts = [f"{r[0]}–{r[-1]}" if len(r) > 2 else ", ".join(map(str, r)) for r in runs]
    return f" [{noun if len(own) == 1 else noun + 's'} {', '.join(texts)}]"


def in_parts(
    texts: Iterable[Marked], fit: Callable[[Sequence[Marked]], bool]
) -> list[list[Marked]]:
    """Return texts in parts that fit, each as long as can be."""
    parts: list[list[Marked]] = []
    for text in texts:
        if parts and fit([*parts[-1], text]):
            parts[-1].append(text)
        else:
            parts.append([text])
    return parts
