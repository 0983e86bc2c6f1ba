"""A deck: its address, its order and titles, and what its files hold."""

from __future__ import annotations

import io
from functools import cache
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import plotly.graph_objects as go
import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from pptx import Presentation

from charts.builders.compare import value_words
from charts.builders.text_page import fits
from charts.decks.deck import (
    NO_CHARTS,
    PAGE,
    Deck,
    deck_of,
    in_parts,
    sources_of,
    sources_on_slides,
)
from charts.decks.deck_file import deck_file
from charts.decks.pages import deck_pages
from charts.decks.sections import OFFICE
from charts.export.browser import PictureError
from charts.export.formats import read_provenance
from charts.export.settings import COLOURS, ExportSettings
from charts.style.theme import DARK, LIGHT, Size
from charts.views.deck import (
    EMPTY,
    LINES,
    MOST_OF_ALL,
    MOST_SLIDES,
    TEXT,
    TOO_LONG,
    ChartSlide,
    TextSlide,
    append,
    move,
    remove,
    retitle,
    reword,
    slides_of,
)
from charts.views.resolve import resolve
from charts.views.view import View, known_values, parse_query, relative_address
from loaders.analysis.disagreements import all_pairs
from loaders.citations.apa import Marked
from loaders.dataset import claims_in
from tests.support.pictures import BlankPictures
from tests.support.real import REAL

KNOWN = known_values(REAL)
PAIRS = all_pairs(REAL)
TEXTS = (
    "trends?indicator=poppy_area",
    "compare?comparison=gun_us_shares#Where the guns come from",
    "disagreements?claim=felbabbrown2020-poppy-us-2017",
)
DECK = View("deck", title="Poppy & guns", slides=TEXTS)


@cache
def deck() -> Any:
    slides, said = slides_of(DECK.slides, KNOWN)
    assert said == []
    return deck_of(REAL, DECK, slides, lambda view: resolve(REAL, view, lambda: PAIRS))


def test_a_deck_is_read_back_from_its_address() -> None:
    where = relative_address(DECK)
    assert where == (
        "/deck?title=Poppy+%26+guns&view=trends%3Findicator%3Dpoppy_area"
        "&view=compare%3Fcomparison%3Dgun_us_shares%23Where+the+guns+come+from"
        "&view=disagreements%3Fclaim%3Dfelbabbrown2020-poppy-us-2017"
    )
    assert parse_query("deck", parse_qs(urlsplit(where).query), KNOWN) == (DECK, [])


@given(st.text(max_size=60))
def test_a_slide_with_any_title_is_read_back(title: str) -> None:
    (text,) = retitle(TEXTS[:1], 0, title)
    query = parse_qs(urlencode({"view": text}), keep_blank_values=True)
    (slide,), said = slides_of(query["view"], KNOWN)
    assert said == []
    assert slide.text == text


@given(st.lists(st.text(max_size=40), max_size=5))
def test_any_address_of_a_slide_gets_a_slide_or_a_sentence(texts: list[str]) -> None:
    slides, said = slides_of(texts, KNOWN)
    assert len(slides) + len({line.split(":")[0] for line in said}) >= len(texts)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("deck?view=trends", "Slide 1: a deck cannot hold another deck."),
        ("method", 'Slide 1: the page "method" has no chart that a slide can show.'),
        ("http://[", 'Slide 1: "http://[" is no address.'),
        ("trends?indicator=nix", 'Slide 1: There is no indicator "nix" here.'),
        ("x" * 12_001, "Slide 1: its address has more than 12,000 characters."),
    ],
)
def test_a_hostile_address_gets_a_sentence(text: str, sentence: str) -> None:
    assert slides_of([text], KNOWN)[1] == [sentence]


def test_a_page_that_is_not_here_gets_a_sentence() -> None:
    ((said,),) = (slides_of(["nowhere"], KNOWN)[1],)
    assert said.startswith('Slide 1: "nowhere" leads to no page here; pages are overview, trends')


@given(st.text(max_size=60), st.text(max_size=900))
def test_a_text_of_any_words_is_read_back(title: str, words: str) -> None:
    (text,) = reword(retitle(["text"], 0, title), 0, words)
    query = parse_qs(urlencode({"view": text}), keep_blank_values=True)
    (slide,), said = slides_of(query["view"], KNOWN)
    assert said == []
    assert slide.text == text
    assert isinstance(slide, TextSlide)
    assert len(slide.words) <= TEXT
    assert slide.words.count("\n") < LINES


def test_a_deck_holds_no_more_than_an_address() -> None:
    long = TextSlide("Long", "ñ " * 300)
    texts: tuple[str, ...] = ()
    for _ in range(20):
        texts = append(texts, long)
    assert 5 < len(texts) < 20
    assert len(relative_address(View("deck", slides=texts))) < MOST_OF_ALL + 100
    slides, said = slides_of([*texts, long.text], KNOWN)
    assert len(slides) == len(texts)
    assert said == [TOO_LONG]


def test_of_sixty_slides_the_first_forty_are_shown() -> None:
    slides, said = slides_of([TEXTS[0]] * 60, KNOWN)
    assert len(slides) == MOST_SLIDES
    assert said == [
        "The address has 60 slides; a deck has 40 at most, the first of which are shown."
    ]


def test_slides_are_moved_removed_titled_and_added() -> None:
    one, two, three = TEXTS
    assert move(TEXTS, 0, 1) == (two, one, three)
    assert move(TEXTS, 0, -1) == TEXTS
    assert move(TEXTS, 2, 1) == TEXTS
    assert remove(TEXTS, 1) == (one, three)
    assert retitle(TEXTS, 1, "")[1] == "compare?comparison=gun_us_shares"
    assert retitle(TEXTS, 0, "  A  #1 ")[0] == f"{one}#A #1"
    view = View("trends", indicator="homicides", scale="log")
    assert append(TEXTS, ChartSlide(view))[3] == "trends?indicator=homicides&scale=log"
    assert len(append([one] * 40, ChartSlide(view))) == 40


def test_a_deck_has_a_title_a_slide_a_chart_and_its_sources() -> None:
    content = deck_file(REAL, deck(), ExportSettings("pptx"))
    slides = list(Presentation(io.BytesIO(content)).slides)
    titles = [slide.shapes.title.text_frame.text for slide in slides]  # type: ignore[union-attr]
    assert titles[:4] == [
        "Poppy & guns",
        "Opium poppy cultivation, Mexico",
        "Where the guns come from",
        "Opium poppy cultivation, Mexico",
    ]
    assert [any(s.has_chart for s in slide.shapes) for slide in slides[:4]] == [False, *[True] * 3]
    assert all(title.startswith("Sources") for title in titles[4:])
    assert len(titles) > 4
    second = [s.text_frame.text for s in slides[2].shapes if s.has_text_frame]  # type: ignore[attr-defined]
    begins = "Share of guns in Mexico that come from the United States; percent. In every row: "
    assert any(text.startswith(begins) for text in second)
    written = " ".join(
        shape.text_frame.text  # type: ignore[attr-defined]
        for slide in slides[4:]
        for shape in slide.shapes
        if shape.has_text_frame
    )
    listed = [text for part in sources_on_slides(REAL, deck()) for text in part]
    for text in listed:
        assert text in written
    leaning = {
        run.text
        for slide in slides[4:]
        for shape in slide.shapes
        if shape.has_text_frame
        for paragraph in shape.text_frame.paragraphs  # type: ignore[attr-defined]
        for run in paragraph.runs
        if run.font.italic
    }
    assert leaning == {part for text in listed for part, own in text.parts if own}
    assert "Fending off fentanyl and hunting down heroin" in " ".join(leaning)
    assert "[slides 2, 4]" in written


def test_the_proof_of_a_deck_lists_the_claims_of_all_its_charts() -> None:
    content = deck_file(REAL, deck(), ExportSettings("pptx"))
    assert content == deck_file(REAL, deck(), ExportSettings("pptx"))
    proof = read_provenance(content)
    wanted = {name for one in deck().charts for name in one.resolved.claims["claim_id"]}
    assert set(proof.claim_ids) == wanted
    assert proof.address == relative_address(DECK)


def test_a_deck_as_pdf_has_a_page_for_each_figure_and_the_proof() -> None:
    import pikepdf

    drawn: list[go.Figure] = []

    def draw(figure: go.Figure, form: str, width: int, height: int) -> bytes:
        drawn.append(figure)
        assert (form, width, height) == ("pdf", 1280, 720)
        with pikepdf.new() as page:
            page.add_blank_page()
            into = io.BytesIO()
            page.save(into)
        return into.getvalue()

    content = deck_file(REAL, deck(), ExportSettings("pdf", colours=COLOURS["dark"]), draw=draw)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert len(pdf.pages) == len(drawn) >= 5
        with pdf.open_outline() as outline:
            bookmarks = [item.title for item in outline.root]
        elements = list(pdf.Root.StructTreeRoot.K.K)
        assert [one.Pg.objgen for one in elements] == [page.objgen for page in pdf.pages]
        assert [str(one.T) for one in elements] == bookmarks
        described = {str(one.T): str(one.Alt) for one in elements if one.S == "/Figure"}
    shown = {one.title: one.resolved.alt_text.whole for one in deck().charts}
    assert described == shown
    assert bookmarks[0] == "Poppy & guns"
    assert bookmarks[-1].startswith("Sources")
    papers = {figure.layout.template.layout.paper_bgcolor for figure in drawn}
    assert papers == {DARK.paper}
    texts = [[a.text for a in figure.layout.annotations] for figure in drawn]
    assert "Poppy & guns".replace("&", "&amp;") in texts[0]
    assert "Where the guns come from" in texts[2]
    assert any(text.startswith("Sources") for text in texts[4])
    assert any("<i>Fending off fentanyl and hunting down heroin" in text for text in texts[4])
    for page in texts[4:]:
        assert all(text.count("<i>") == text.count("</i>") for text in page)
    assert set(read_provenance(content).claim_ids) == set(deck().provenance.claim_ids)


PARTED = View(
    "deck",
    title="A deck",
    slides=(
        TEXTS[0],
        "section#Guns & dealers",
        "compare?indicator=gun_background_checks",
        "text#What to ask\nWho counts?\n<b>And</b> {how} $x$ & why?",
        "section",
        TEXTS[1],
        "trends?indicator=border_length&grain=year",
    ),
)


@cache
def parted() -> Deck:
    slides, said = slides_of(PARTED.slides, KNOWN)
    assert said == []
    return deck_of(REAL, PARTED, slides, lambda view: resolve(REAL, view, lambda: PAIRS))


def words_of(slide: Any) -> list[str]:
    return [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]


def test_slides_and_pages_are_the_same_in_the_same_order_and_numbered() -> None:
    slides = Presentation(io.BytesIO(deck_file(REAL, parted(), ExportSettings("pptx")))).slides
    titles = [slide.shapes.title.text_frame.text for slide in slides]  # type: ignore[union-attr]
    pages = list(deck_pages(REAL, parted(), ExportSettings("pdf")))
    assert [page.tag.title for page in pages] == titles
    numbers = {page.tag.title: number for number, page in enumerate(pages, 1)}
    assert [numbers["Guns & dealers"], numbers["What to ask"], numbers["Section"]] == [3, 7, 8]
    _, checks, shares, _ = parted().charts
    assert list(checks.numbers) == [4, 5, 6]
    assert titles[3:6] == [f"{checks.title} ({n} of 3)" for n in range(1, 4)]
    assert list(shares.numbers) == [9]
    last = [words_of(slide)[-1] for slide in list(slides)[1:]]
    assert last == [str(number) for number in range(2, len(pages) + 1)]
    written = " ".join(text for slide in slides for text in words_of(slide))
    claims = checks.resolved.claims
    (source, *_) = sources_of(REAL, [(claims, (n,)) for n in (4, 5, 6, 9)], "slide")
    assert str(source.parts[-1][0]) == " [slides 4–6, 9]"
    assert "[slides 4–6]" in written
    assert words_of(slides[6])[1].split("\n")[-2:] == [
        "<b>And</b> {how} $x$ & why?",
        "Text by the presenter.",
    ]


def test_the_parts_of_a_chart_show_each_row_once_on_one_axis() -> None:
    checks = parted().charts[1]
    figures = [part.draw(LIGHT, PAGE) for part in checks.parts]
    assert len({tuple(figure.layout.xaxis.range) for figure in figures if figure}) == 1
    drawn = [str(note.text) for figure in figures if figure for note in figure.layout.annotations]
    for claim in claims_in(checks.resolved.claims):
        assert any(value_words(REAL, claim) in text for text in drawn)


def test_the_sections_of_a_deck_are_those_of_every_form() -> None:
    import pikepdf

    slides = Presentation(io.BytesIO(deck_file(REAL, parted(), ExportSettings("pptx"))))
    found = slides.part._element.findall(f".//{{{OFFICE}}}section")
    counts = {one.get("name"): len(one[0]) for one in found}
    assert list(counts) == ["A deck", "Guns & dealers", "Section", "Sources"]
    assert [*counts.values()][:3] == [2, 5, 3]
    assert sum(counts.values()) == len(slides.slides)
    content = deck_file(REAL, parted(), ExportSettings("pdf"), draw=BlankPictures())
    with pikepdf.open(io.BytesIO(content)) as pdf, pdf.open_outline() as outline:
        parts = {one.title: len(one.children) for one in outline.root}
    assert parts["Guns & dealers"] == 4
    assert parts["Section"] == 2
    document = Document(
        io.BytesIO(deck_file(REAL, parted(), ExportSettings("docx"), draw=BlankPictures()))
    )
    first = [one.text for one in document.paragraphs if one.style.name == "Heading 1"]  # type: ignore[union-attr]
    assert first == ["Guns & dealers", "Section", "References"]
    assert {"Who counts?", "Text by the presenter."} <= {one.text for one in document.paragraphs}


def test_what_a_presenter_writes_stands_in_the_proof() -> None:
    said = parted().provenance.presenter
    assert said["Text 2"] == "What to ask. Who counts? <b>And</b> {how} $x$ & why?"
    assert said["Text 1"] == "Guns & dealers"


def test_a_deck_of_words_alone_is_no_file() -> None:
    with pytest.raises(PictureError) as caught:
        deck_of(REAL, DECK, [TextSlide("A", "b")], lambda view: resolve(REAL, view))
    assert str(caught.value) == NO_CHARTS


def test_notes_begin_with_what_to_say() -> None:
    first = Presentation(io.BytesIO(deck_file(REAL, parted(), ExportSettings("pptx")))).slides[1]
    lines = first.notes_slide.notes_text_frame.text.split("\n")  # type: ignore[union-attr]
    alt_text = parted().charts[0].resolved.alt_text
    assert lines[0] in {alt_text.short, *alt_text.whole.split("\n")}
    assert [line for line in lines if line in {"The chart in words", "Sources", "Data"}] == [
        "The chart in words",
        "Sources",
        "Data",
    ]


def test_a_deck_has_the_colours_that_its_address_says() -> None:
    view, said = parse_query("deck", {"view": [TEXTS[0]], "colours": ["dark"]}, KNOWN)
    assert said == []
    slides, _ = slides_of(view.slides, KNOWN)
    dark = deck_of(REAL, view, slides, lambda one: resolve(REAL, one))
    proof = read_provenance(deck_file(REAL, dark, ExportSettings("pptx")))
    assert proof.rendering is not None
    assert proof.rendering.look == "dark"


def test_a_chart_that_cannot_be_drawn_leaves_its_reason_on_the_slide() -> None:
    slides, _ = slides_of(["trends?indicator=border_length&grain=year"], KNOWN)
    made = deck_of(REAL, DECK, slides, lambda view: resolve(REAL, view, lambda: PAIRS))
    (_, slide, *_) = Presentation(io.BytesIO(deck_file(REAL, made, ExportSettings("pptx")))).slides
    texts = [s.text_frame.text for s in slide.shapes if s.has_text_frame]  # type: ignore[attr-defined]
    assert texts[0] == "Length of the US–Mexico border"
    assert texts[1].startswith("No figure here is about one calendar year")


def test_an_empty_deck_is_no_file() -> None:
    with pytest.raises(PictureError) as caught:
        deck_of(REAL, DECK, [], lambda view: resolve(REAL, view, lambda: PAIRS))
    assert str(caught.value) == EMPTY


def test_sources_are_split_over_pages_that_hold_them() -> None:
    size = Size("page", 1280, 720, labels_beside=True)
    texts = [Marked([(f"{n}: https://example.org/{'a-long-way/' * 30}", False)]) for n in range(40)]
    parts = in_parts(texts, lambda part: fits(part, size))
    assert [text for part in parts for text in part] == texts
    assert len(parts) > 1
    assert all(fits(part, size) for part in parts)
