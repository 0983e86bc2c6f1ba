"""A view, or a deck of views, as a Word document: picture, caption, words, rows, references.

Title, unit and sources are text of the document, so the picture holds the chart alone. The styles
are Word's own by name (Title, Heading 1, Caption, List Bullet), so that what is pasted into a
report takes the report's look.
"""

from __future__ import annotations

import io
import math
from collections.abc import Callable, Iterable, Sequence

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt, RGBColor
from docx.table import _Row
from docx.text.paragraph import Paragraph

from charts.pptx.slides import references
from charts.provenance.ooxml_metadata import embed_ooxml
from charts.provenance.record import ProvenanceRecord, date_sentence
from charts.style.fonts import text_width
from charts.style.theme import LIGHT, Palette
from charts.tables.sheets import Sheet, shown_sheet
from charts.text import notes
from charts.views.resolve import ResolvedView
from loaders.citations.apa import parts_of
from loaders.dataset import Dataset
from loaders.values.licences import address_of

PAGE, MARGIN = (210, 297), 20
"""A4, and what is left free around the text, in millimetres."""
Drawing = Callable[[Dataset, ResolvedView], bytes]
"""What draws the picture of a chart."""
SIZES = {
    "Normal": 10,
    "Title": 20,
    "Heading 1": 14,
    "Heading 2": 12,
    "Heading 3": 11,
    "Caption": 9,
    "List Bullet": 10,
}
"""Type in points."""
BOLD = ("Title", "Heading 1", "Heading 2", "Heading 3")
LINES = 1.3
"""How high a line is, as a multiple of its type's size."""
ABOVE, BELOW, TOP = 24.0, 10.0, 64.0
"""What Word leaves free above a heading and below a paragraph, and how high the document's title
with the line below it is, in points.
"""
FOOT = 20.0
"""How high a house style's footer and the proof's line are below its logo, in millimetres."""
ROW_SIZE = 8
MOST_IN_FOOT = 200
"""A longer sentence stands once, at the end, as it would take the foot of each page."""
LONGEST, PADDING = 60.0, 4.0
"""How long a text may be on one line, and how much wider than it a cell is, in millimetres."""
WIDER, MM_A_POINT = 1.1, 25.4 / 72
POINTS = 0.75
"""How many points a pixel is."""
ROWS, REFERENCES, WORDS = "Rows", "References", "To know"


def as_document(
    dataset: Dataset,
    resolved: ResolvedView,
    provenance: ProvenanceRecord,
    draw: Drawing,
    palette: Palette = LIGHT,
) -> bytes:
    """Return a view that has a chart, or a list, as a document with its proof; raise
    `PictureError`.
    """
    document = empty_document(palette)
    document.add_paragraph(resolved.title, "Title")
    if resolved.shape == "list":
        document.add_paragraph(resolved.subtitle)
    else:
        add_chart(document, dataset, resolved, 1, draw(dataset, resolved))
    _add_rows(document, dataset, resolved)
    add_references(document, references(dataset, resolved))
    return finished(document, provenance, palette)


def empty_document(palette: Palette = LIGHT) -> WordDocument:
    """Return a document with one empty A4 page, styles in a font and ink, and no text."""
    family, ink = palette.typeface.documents, RGBColor.from_string(palette.ink[1:].upper())
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = (Mm(length) for length in PAGE)
    section.left_margin = section.right_margin = Mm(MARGIN)
    section.top_margin = section.bottom_margin = Mm(MARGIN)
    if palette.logo is not None:
        high = MARGIN + palette.logo.height * POINTS * MM_A_POINT
        if palette.logo.is_on_top:
            section.top_margin = Mm(high)
        else:
            section.bottom_margin = Mm(high + FOOT)
    for name, size in SIZES.items():
        font = document.styles[name].font
        font.name, font.size, font.color.rgb = family, Pt(size), ink
        font.bold = name in BOLD
        fonts = font.element.rPr.rFonts
        for script in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{script}"), None)
        fonts.set(qn("w:hAnsi"), family)
    language = document.styles.element.find(f".//{qn('w:lang')}")
    language.set(qn("w:val"), "en-GB")
    return document


def add_heading(document: WordDocument, text: str, level: int, *, new_page: bool) -> None:
    """Add a heading, at the top of a page where that is wanted."""
    heading = document.add_paragraph(text, f"Heading {level}")
    heading.paragraph_format.page_break_before = new_page


def add_chart(
    document: WordDocument,
    dataset: Dataset,
    resolved: ResolvedView,
    number: int,
    content: bytes,
    level: int = 1,
) -> None:
    """Add a view's unit, its picture with caption and alternative text, and what is to be known,
    under a heading of a level.
    """
    head = resolved.head()
    for text in (*head.told, head.subtitle):
        document.add_paragraph(text)
    picture = document.add_picture(io.BytesIO(content), Mm(PAGE[0] - 2 * MARGIN))
    smaller = min(
        1.0, _room(document, [*head.told, head.subtitle], first=number == 1) / picture.height
    )
    picture.width, picture.height = (
        Length(side * smaller) for side in (picture.width, picture.height)
    )
    about = picture._inline.docPr
    about.set("descr", resolved.alt_text.whole)
    about.set("title", resolved.heading)
    document.paragraphs[-1].paragraph_format.keep_with_next = True
    sources = notes.source_note(dataset, resolved.claims, resolved.own)
    _add_caption(document, number, f"{resolved.heading}. {sources}")
    sentences = [*resolved.caveats(), *resolved.remarks()]
    if sentences:
        document.add_paragraph(WORDS, f"Heading {level + 1}")
    for sentence in sentences:
        document.add_paragraph(sentence, "List Bullet")


def _room(document: WordDocument, texts: Sequence[str], *, first: bool) -> float:
    """Return how high a picture is at most, so that it stands on a page with its heading and texts,
    the `first` with the document's title too, in Word's units.
    """
    section, line = document.sections[0], SIZES["Normal"] * LINES
    wide = (PAGE[0] - 2 * MARGIN) / MM_A_POINT
    lines = (math.ceil(WIDER * text_width(text, SIZES["Normal"]) / wide) for text in texts)
    above = (
        TOP * first
        + ABOVE
        + SIZES["Heading 1"] * LINES
        + sum(line * count + BELOW for count in lines)
    )
    sides = (section.page_height, section.top_margin, section.bottom_margin)
    page, top, bottom = (side or 0 for side in sides)
    begun = 2 * SIZES["Caption"] * LINES  # a caption's first two lines stand with their picture
    return float(page - top - bottom - Pt(above + BELOW + begun))


def _add_caption(document: WordDocument, number: int, text: str) -> None:
    """Add a figure's caption, whose number Word counts itself."""
    caption = document.add_paragraph("Figure ", "Caption")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "SEQ Figure \\* ARABIC")
    run = OxmlElement("w:r")
    shown = OxmlElement("w:t")
    shown.text = str(number)
    run.append(shown)
    field.append(run)
    caption._p.append(field)
    caption.add_run(f". {text}").bold = False


def _add_rows(document: WordDocument, dataset: Dataset, resolved: ResolvedView) -> None:
    """Add the rows of a chart as a table whose head is repeated on each page."""
    sheet = shown_sheet(dataset, resolved.claims, titled=resolved.shape != "list")
    document.add_paragraph(ROWS, "Heading 1")
    table = document.add_table(1, len(sheet.columns), "Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, _widths(sheet), strict=True):
        column.width = width
    _fill(table.rows[0], sheet.columns, bold=True)
    _repeat(table.rows[0])
    for texts in sheet.rows:
        _fill(table.add_row(), map(str, texts))


def _widths(sheet: Sheet) -> list[Mm]:
    """Return how the page's width is shared among columns: each has room for its longest word, and
    the rest goes to those whose texts are longer.
    """
    words, more = [], []
    for title, *cells in zip(sheet.columns, *sheet.rows, strict=True):
        texts = [title, *map(str, cells)]
        words.append(max(_width(word) for text in texts for word in text.split()) + PADDING)
        more.append(max(0.0, min(max(map(_width, texts)), LONGEST) + PADDING - words[-1]))
    left = max(0.0, PAGE[0] - 2 * MARGIN - sum(words))
    return [Mm(word + left * own / (sum(more) or 1)) for word, own in zip(words, more, strict=True)]


def _width(text: str) -> float:
    """Return the room that a text of a row needs, in millimetres, in a font wider than ours."""
    return WIDER * text_width(text, ROW_SIZE, 600) * MM_A_POINT


def _fill(row: _Row, texts: Iterable[str], *, bold: bool = False) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for cell, text in zip(row.cells, texts, strict=True):
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(0)
        run = paragraph.add_run(text)
        run.font.size, run.bold = Pt(ROW_SIZE), bold


def _repeat(row: _Row) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def add_references(document: WordDocument, texts: Sequence[str]) -> None:
    """Add the references, titles in italics."""
    document.add_paragraph(REFERENCES, "Heading 1")
    for text in texts:
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.left_indent = Mm(8)
        paragraph.paragraph_format.first_line_indent = Mm(-8)
        for part, italic in parts_of(text):
            paragraph.add_run(part).italic = italic


def finished(
    document: WordDocument, provenance: ProvenanceRecord, palette: Palette = LIGHT
) -> bytes:
    """Return a document as a file: what it was made from on the foot of each page, with the logo
    and footer of a house style, its address at the end if that is long, and its proof inside.
    """
    section = document.sections[0]
    logo = palette.logo
    if logo is not None:
        place = (section.header if logo.is_on_top else section.footer).paragraphs[0]
        place.alignment = WD_ALIGN_PARAGRAPH.LEFT if logo.is_on_left else WD_ALIGN_PARAGRAPH.RIGHT
        place.add_run().add_picture(io.BytesIO(logo.office), height=Pt(logo.height * POINTS))
    if palette.footer:
        section.footer.add_paragraph().add_run(palette.footer).font.size = Pt(ROW_SIZE)
    foot: Paragraph = section.footer.paragraphs[0]
    if foot.runs:
        foot = section.footer.add_paragraph()
    where = f"Shown at {provenance.link}."
    short = len(where) <= MOST_IN_FOOT
    run = foot.add_run(
        f"{provenance.generator}, data {provenance.version}, {provenance.licence} "
        f"({address_of(provenance.licence)}). {date_sentence(provenance)} "
        f"{where if short else ''}".rstrip()
    )
    run.font.size = Pt(ROW_SIZE)
    if not short:
        document.add_paragraph().add_run(where).font.size = Pt(ROW_SIZE)
    into = io.BytesIO()
    document.save(into)
    return embed_ooxml(into.getvalue(), provenance)
