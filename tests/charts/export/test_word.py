"""Views and decks as Word documents, read back with python-docx."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from PIL import Image

from charts.batches.verification import Verification
from charts.decks.deck import deck_of
from charts.decks.deck_file import deck_file
from charts.export.fit import fit
from charts.export.formats import export_view, read_provenance
from charts.export.settings import COLOURS, ExportSettings
from charts.export.word import FOOT, MARGIN, PAGE, POINTS, add_chart, empty_document
from charts.provenance.ooxml_metadata import read_parts
from charts.style.logo import Logo
from charts.style.sizes import DOCUMENT
from charts.style.theme import LIGHT, Room
from charts.tables.sheets import SHOWN_COLUMNS
from charts.text import notes
from charts.views.deck import ChartSlide
from charts.views.resolve import resolve
from charts.views.view import View, relative_address
from loaders.citations.apa import apa
from tests.support.pictures import BlankPictures
from tests.support.real import REAL

POPPY = View("trends", indicator="poppy_area")
SHARES = View("compare", comparison="gun_us_shares")
LOGO = Logo(b"", b"", 2.0, "bottom right", 24)


def read(content: bytes) -> WordDocument:
    return Document(io.BytesIO(content))


def styled(document: WordDocument, style: str) -> list[str]:
    return [one.text for one in document.paragraphs if one.style and one.style.name == style]


def saved(view: View) -> bytes:
    return export_view(REAL, resolve(REAL, view), ExportSettings("docx"), draw=BlankPictures())


@pytest.mark.parametrize("view", [POPPY, SHARES], ids=["trend", "rows"])
def test_a_document_has_the_chart_its_words_its_rows_and_its_references(view: View) -> None:
    resolved = resolve(REAL, view)
    content = saved(view)
    document = read(content)
    assert styled(document, "Title") == [resolved.heading]
    (caption,) = styled(document, "Caption")
    assert notes.source_note(REAL, resolved.claims) in caption
    (picture,) = document.inline_shapes
    about = picture._inline.docPr
    assert about.get("descr") == resolved.alt_text.whole
    assert styled(document, "List Bullet") == [*resolved.caveats(), *resolved.remarks()]
    (table,) = document.tables
    assert len(table.rows) == 1 + len(resolved.claims)
    head = [cell.text for cell in table.rows[0].cells]
    assert set(head) <= set(SHOWN_COLUMNS.values())
    assert {"Value", "Period", "Source"} <= set(head)
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    texts = [one.text for one in document.paragraphs]
    for name in notes.documents_of(resolved.claims):
        assert any(text.startswith(apa(REAL.works[name])) for text in texts), name
    proof = read_provenance(content)
    assert proof.claim_ids == tuple(dict.fromkeys(resolved.claims["claim_id"]))
    assert proof.address in document.sections[0].footer.paragraphs[0].text
    assert content == saved(view)


def test_a_column_that_says_the_same_of_all_is_left_to_the_title() -> None:
    (table,) = read(saved(POPPY)).tables
    assert "Place" not in [cell.text for cell in table.rows[0].cells]
    (table,) = read(saved(SHARES)).tables
    assert "What" in [cell.text for cell in table.rows[0].cells]


def test_a_picture_is_as_high_as_its_chart_but_no_higher_than_a_page_has_room() -> None:
    asked = BlankPictures()
    long = View("trends", indicator="overdose_deaths", panels="place", places=("US", "US-AZ"))
    for view in (POPPY, SHARES, long):
        figure = fit(resolve(REAL, view), LIGHT, DOCUMENT, Room(plain=True))
        assert figure.layout.height <= DOCUMENT.height
    for view in (POPPY, View("recorded")):
        export_view(REAL, resolve(REAL, view), ExportSettings("docx"), draw=asked)
    for figure, _, width, height in asked.asked:
        assert width == DOCUMENT.width * DOCUMENT.scale
        laid_out = figure.layout
        assert width / height == pytest.approx(laid_out.width / laid_out.height, rel=0.001)


def test_a_high_picture_leaves_room_for_what_stands_above_and_below_it_on_its_page() -> None:
    content = io.BytesIO()
    Image.new("1", (660, 860)).save(content, "PNG")
    page, heights = PAGE[1] - 2 * MARGIN, []
    for palette in (LIGHT, replace(LIGHT, logo=LOGO)):
        document = empty_document(palette)
        for number in (1, 2):
            resolved = resolve(REAL, View("recorded"))
            add_chart(document, REAL, resolved, number, content.getvalue())
        for picture in document.inline_shapes:
            assert picture.width / picture.height == pytest.approx(660 / 860, rel=0.001)
            heights.append(picture.height.mm)
    first, second, with_logo, second_with_logo = heights
    assert first < second < page - 25
    assert with_logo == pytest.approx(first - LOGO.height * POINTS / 72 * 25.4 - FOOT, abs=0.5)
    assert second_with_logo < second


def test_a_document_in_grey_has_its_picture_in_grey() -> None:
    grey = ExportSettings("docx", colours=COLOURS["grey"])
    content = export_view(REAL, resolve(REAL, POPPY), grey, draw=BlankPictures())
    (picture,) = (part for path, part in read_parts(content).items() if "/media/" in path)
    rendering = read_provenance(picture).rendering
    assert rendering is not None and rendering.look == "grey"


def test_the_picture_in_a_document_has_a_proof_of_its_own() -> None:
    verification = Verification(REAL, draw=BlankPictures())
    own = export_view(REAL, resolve(REAL, POPPY), ExportSettings("docx"), draw=BlankPictures())
    (picture,) = (part for path, part in read_parts(own).items() if "/media/" in path)
    proof = read_provenance(picture)
    assert proof.address == relative_address(POPPY)
    assert proof.rendering is not None and proof.rendering.size == DOCUMENT.name
    (finding,) = verification.findings("image1.png", picture)
    assert finding.holds, finding


def test_a_deck_is_a_report_with_a_numbered_caption_for_each_chart_and_its_sources_once() -> None:
    views = [POPPY, SHARES, View("trends", indicator="poppy_area", since=2050)]
    slides = [ChartSlide(replace(views[0], title="My title")), *map(ChartSlide, views[1:])]
    asked = View("deck", title="A deck", slides=tuple(slide.text for slide in slides))
    deck = deck_of(REAL, asked, slides, lambda view: resolve(REAL, view))
    content = deck_file(REAL, deck, ExportSettings("docx"), draw=BlankPictures())
    document = read(content)
    assert styled(document, "Title") == ["A deck"]
    headings = styled(document, "Heading 1")
    assert headings[0] == "My title"
    assert len(headings) == len(views) + 1
    captions = [one._p for one in document.paragraphs if one.style and one.style.name == "Caption"]
    numbers = ["".join(t.text for t in one.iter(qn("w:t"))).partition(".")[0] for one in captions]
    assert numbers == ["Figure 1", "Figure 2"]
    assert any("[figure 1]" in one.text for one in document.paragraphs)
    assert read_provenance(content).title == "A deck"
