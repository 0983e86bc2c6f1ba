"""Wherever a number stands in pictures, words and files, what it is stands with it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import cache

import pandas as pd
import plotly.graph_objects as go
import pytest

from charts.builders.compare import compare
from charts.builders.row_chart import row_figure
from charts.builders.trend import trend
from charts.layout.figure_notes import LetteredNote, lettered_lines
from charts.marks.legend import FALL, OPEN_LINE, WORDS
from charts.marks.mark import Mark
from charts.pptx.embedded_workbook import WIDTHS, ClaimCells, workbook_bytes
from charts.pptx.row_slide import row_scenes
from charts.pptx.slide_layout import Scene, Stage
from charts.pptx.strokes import Stroke
from charts.pptx.trend_slide import trend_scenes
from charts.provenance.comparison import not_compared
from charts.provenance.record import provenance_of
from charts.provenance.verify import lines, verify
from charts.style.theme import DARK, LIGHT, NARROW, WIDE, Room, Size
from charts.tables.sheets import SHOWN_COLUMNS, row_sheet
from charts.text import chart_remarks, disagreement
from charts.text.claim_history import moments
from charts.text.notes import series_labels
from charts.text.wording import claim_words, converted_words
from charts.views import titles
from charts.views.alt_text import compare_alt_text, trend_alt_text
from charts.views.link_preview import preview
from charts.views.resolve import resolve
from charts.views.view import View
from loaders.analysis.pairs import Pair
from loaders.citations.apa import apa
from loaders.dataset import Claim, Dataset, claims_in
from loaders.queries.citable import claim_item
from loaders.queries.selection import in_own_units
from loaders.values.codelists import MAGNITUDE, STATUSES, TOLD_APART
from loaders.values.intervals import Quantity
from tests.support.real import REAL
from tests.support.sheets import read_book
from tests.support.statements import Place, cited, lacking, unsaid
from tests.support.views import telling

MARK = Mark("c", 0, 1, False, 1, 1, "exact", "estimate")
DENSE = Size("dense", 920, 360, labels_beside=True, room=Room(dense=True))


ROWS = in_own_units(REAL, REAL.joined).set_index("claim_id", drop=False)


def row(_: Dataset, claim: Claim) -> pd.DataFrame:
    return ROWS.loc[[claim.claim_id]]


def plain(texts: Iterable[object]) -> str:
    return re.sub(r"<br>|</?b>", " ", " ".join(str(text) for text in texts))


def words_of(figure: go.Figure | None) -> str:
    assert figure is not None
    keys = [text for trace in figure.data if trace.mode == "text" for text in trace.text]
    return plain([*(one.text for one in figure.layout.annotations), *keys])


def compared(size: Size) -> Place:
    return lambda dataset, claim: words_of(
        row_figure(compare(dataset, "Side by side", row(dataset, claim)), LIGHT, size)
    )


def told(dataset: Dataset, claim: Claim) -> str:
    figure = row_figure(compare(dataset, "Side by side", row(dataset, claim)), LIGHT, NARROW)
    assert figure is not None
    return plain(told for t in figure.data for _, told in (t.customdata or ()))


def of_slides(scenes: Iterable[Scene]) -> str:
    return plain(
        part
        for scene in scenes
        for part in (
            *scene.frame.below,
            *scene.frame.key,
            *(p.text for box in scene.words for p in box.paragraphs),
        )
    )


def slide(dataset: Dataset, claim: Claim) -> str:
    resolved = resolve(dataset, View("compare", picked=(claim.claim_id,)))
    return of_slides(row_scenes(dataset, resolved, Stage(DARK)))


@cache
def over_time(indicator_id: str) -> str:
    resolved = resolve(REAL, View("trends", indicator=indicator_id))
    return of_slides(trend_scenes(REAL, resolved, Stage(LIGHT)))


def workbook(dataset: Dataset, claim: Claim) -> str:
    sheet = ClaimCells([claim], {claim.claim_id: (0.0, 1.0)}, {claim.claim_id: claim.claim_id})
    stroke = Stroke("a", "dot", (1.0,), (1.0,), "#000000", 1.0)
    book = read_book(workbook_bytes(dataset, sheet, [stroke], {}))
    return str(book.values[("Claims", f"{'ABCDEFGHIJKLM'[list(WIDTHS).index('in words')]}2")])


def columns(names: Iterable[str]) -> Place:
    def found(dataset: Dataset, claim: Claim) -> str:
        sheet = row_sheet(dataset, row(dataset, claim))
        cells = dict(zip(sheet.columns, sheet.rows[0], strict=True))
        return " ".join(str(cells[name]) for name in names)

    return found


def note(dataset: Dataset, claim: Claim) -> str:
    return " ".join(lettered_lines(dataset, [LetteredNote("a", MARK, [claim])]))


def left_out(dataset: Dataset, claim: Claim) -> str:
    rows = row(dataset, claim)
    return " ".join(chart_remarks.left_out(dataset, rows, rows.head(0)))


def box(dataset: Dataset, claim: Claim) -> str:
    return "" if claim.dated else chart_remarks.why_no_chart(dataset, row(dataset, claim))


def verified(dataset: Dataset, claim: Claim) -> str:
    proof = provenance_of(dataset, row(dataset, claim), "", "")
    return " ".join(lines(dataset, verify(dataset, proof, not_compared(""))))


PLACES: dict[str, Place] = {
    "the box that stands for a chart": box,
    "what a mark tells": told,
    "a row of a comparison": compared(WIDE),
    "a row on a phone": compared(NARROW),
    "a row where there is little room": compared(DENSE),
    "a row on a slide": slide,
    "a chart's workbook": workbook,
    "a table of a file": columns(("value", "status", "attributed_to", "source")),
    "a table of an HTML file": columns(SHOWN_COLUMNS),
    "a note below a chart": note,
    "what a chart leaves out": left_out,
    "a comparison in words": lambda d, c: compare_alt_text(d, "Side by side", row(d, c)).whole,
    "a chart over time in words": lambda d, c: (
        trend_alt_text(d, [(c.indicator_id, row(d, c))]).whole
    ),
    "a page's title": titles.claim_title,
    "a link's description": lambda d, c: titles.about_view(d, View("claims", claim=c.claim_id)),
    "a link's picture": lambda d, c: words_of(preview(d, View("claims", claim=c.claim_id), LIGHT)),
    "a disagreement": lambda d, c: disagreement.pair_words(d, Pair(c, c)),
    "a claim's history": lambda d, c: moments(d, row(d, c))[0].what,
    "a file that is verified": verified,
}


@pytest.mark.parametrize("place", PLACES)
def test_hedge_status_and_who_said_it_stand_with_each_number(place: str) -> None:
    assert lacking(REAL, PLACES[place]) == []


@pytest.mark.parametrize("place", [name for name in PLACES if name != "what a chart leaves out"])
def test_an_official_figure_says_who_quotes_it(place: str) -> None:
    assert unsaid(REAL, PLACES[place]) == []


def test_a_citation_says_what_the_number_is_and_who_said_it() -> None:
    def citation(dataset: Dataset, claim: Claim) -> str:
        return apa(claim_item(dataset, claim, "", date(2026, 1, 2)))

    assert lacking(REAL, citation, value=False) == []


FEW = set(telling(REAL))
CITED = [
    pytest.param(
        claim, id=claim.claim_id, marks=[] if claim.indicator_id in FEW else pytest.mark.stress
    )
    for claim in cited(REAL)
]


@pytest.mark.parametrize("claim", CITED)
def test_a_chart_over_time_tells_what_its_marks_cannot(claim: Claim) -> None:
    """Its marks have no words beside them: their series names who is credited, their outline has
    an entry in the key, and vague words stand below.
    """
    rows = row(REAL, claim)
    if not claim.dated:
        return
    texts = {
        "picture": words_of(trend(REAL, claim.indicator_id, rows, LIGHT, WIDE)),
        "phone": words_of(trend(REAL, claim.indicator_id, rows, DARK, NARROW)),
        "slide": over_time(claim.indicator_id),
    }
    status = STATUSES[claim.status].label if claim.status in TOLD_APART else ""
    vague = claim_words(REAL, claim) if claim.quantity.hedge == MAGNITUDE else ""
    for name, text in texts.items():
        assert claim.attributed_to in " ".join(text.split()), name
        assert vague in " ".join(text.split()), name
        assert (claim.status if name == "slide" and status else status) in text, name


@pytest.mark.parametrize(("printed", "converted"), [("a fifth", ""), ("0.2", "20%")])
def test_a_number_in_words_is_not_converted(printed: str, converted: str) -> None:
    quantity = Quantity(0.2, 0.2, "exact", 100, "fraction", "percent")
    claim = replace(cited(REAL)[0], as_printed=printed, quantity=quantity, measure="share")
    assert converted_words(REAL, claim, "percent") == converted


@pytest.mark.parametrize("indicator_id", ["poppy_area", "heroin_seized"])
def test_pictures_slides_and_words_count_the_estimates(indicator_id: str) -> None:
    view = View(page="trends", indicator=indicator_id)
    resolved = resolve(REAL, view)
    sentences = chart_remarks.estimates(resolved.claims)
    estimated = (resolved.claims["status"] == "estimate").sum()
    assert len(sentences) == (estimated > 0)
    figure = trend(REAL, indicator_id, resolved.claims, LIGHT, WIDE)
    assert figure is not None
    drawn = plain(note.text for note in figure.layout.annotations)
    (slide,) = trend_scenes(REAL, resolved, Stage(LIGHT))
    for text in sentences:
        own = f"All {estimated} " if estimated == len(resolved.claims) else f"{estimated} of "
        assert text.startswith(own)
        assert text in drawn
        assert text in slide.frame.below
        assert text in resolved.alt_text.whole


def test_a_comparison_counts_its_estimates() -> None:
    resolved = resolve(REAL, View(page="compare", comparison="illicit_crop_land"))
    (text,) = chart_remarks.estimates(resolved.claims)
    assert resolved.rows is not None
    assert text in resolved.rows().below
    assert text in resolved.alt_text.whole


DECREASES = sorted(REAL.joined.loc[REAL.joined["measure"] == "decrease", "indicator_id"].unique())


@pytest.mark.parametrize("indicator_id", DECREASES)
def test_a_fall_says_so_at_its_mark_in_the_key_and_in_the_unit(indicator_id: str) -> None:
    resolved = resolve(REAL, View(page="trends", indicator=indicator_id))
    (claim,) = claims_in(resolved.claims)
    fall = claim_words(REAL, claim)
    assert fall.startswith("a fall of ")
    figure = trend(REAL, indicator_id, resolved.claims, LIGHT, WIDE)
    assert figure is not None
    drawn = [str(note.text) for note in figure.layout.annotations]
    assert any(fall in text for text in drawn)
    assert any("Unit: change in percent against " in plain([text]) for text in drawn)
    assert WORDS[FALL] in [text for trace in figure.data for text in trace.text or ()]
    (slide,) = trend_scenes(REAL, resolved, Stage(LIGHT))
    assert FALL in slide.frame.key
    assert any(fall in part.text for box in slide.words for part in box.paragraphs)
    assert fall in resolved.alt_text.whole


@pytest.mark.parametrize("place", ["US", "US-AZ"])
def test_a_provisional_series_says_what_it_is_what_overlaps_and_what_its_office_warns_of(
    place: str,
) -> None:
    view = View(page="trends", indicator="overdose_deaths_synthetic", places=(place,))
    resolved = resolve(REAL, view)
    early = resolved.claims[resolved.claims["vintage"] == "provisional"]
    labels = series_labels(REAL, resolved.claims)
    assert all("provisional" in labels[name] for name in early["series_id"])
    told = chart_remarks.cautions(REAL, resolved.claims)
    assert any(text.endswith("Dec 2025 and 12 months ending Jan 2026 overlap.") for text in told)
    assert any("is not in it yet" in text for text in told)
    (slide,) = trend_scenes(REAL, resolved, Stage(LIGHT))
    assert OPEN_LINE in slide.frame.key
    assert set(told) <= set(slide.frame.below)
    assert all(text in resolved.alt_text.whole for text in told)


def test_the_key_of_a_comparison_has_the_official_record_in_its_colour() -> None:
    resolved = resolve(REAL, View(page="compare", comparison="illicit_crop_land"))
    assert resolved.claims["official"].any()
    figure = row_figure(compare(REAL, "", resolved.claims), LIGHT, WIDE)
    assert figure is not None
    keys = [trace for trace in figure.data if trace.xaxis == "x2"]
    assert "official record" in [text for trace in keys for text in trace.text or ()]
    assert any(LIGHT.record in str(trace.marker.color) for trace in keys if trace.marker)
    slides = row_scenes(REAL, resolved, Stage(LIGHT))
    assert all("official record" in [WORDS[name] for name in s.frame.key] for s in slides)
