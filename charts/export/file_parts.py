"""What a file of each kind holds, part by part, each named so that a reader finds it.

Cells and numbers are values, other words are texts. How something is drawn is a digest, as nobody
reads paths and styles.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from lxml import etree, html

from charts.provenance.comparison import (
    DRAWING,
    POSITION,
    TEXT,
    VALUE,
    Difference,
    Kind,
    Part,
    by_parts,
)
from charts.provenance.metadata import CHUNK, IEND, XMP_CHUNK
from charts.provenance.ooxml_metadata import CORE, CUSTOM, parse_xml, read_parts
from charts.provenance.signature import NAME as SIGNATURE
from charts.tables.json_document import parsed
from charts.tables.sheets import MADE_BY, VALUE_COLUMNS

COLOURS_READ = ("icc_profile", "gamma", "chromaticity")
"""What in a picture tells programs to show its colours otherwise, as Pillow names it."""
PAGE_PROOF = re.compile(rb'<script type="application/ld\+json">[^<]*</script>')
METADATA = re.compile(rb"<metadata>.*?</metadata>", re.DOTALL)
SHEETS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
ROWS, DRAWN_SHEETS = ("Rows", "Claims"), ("Drawing", "Key")
"""The sheets of workbooks that have a row for each claim, and those of the marks' positions; of
several, each has a number.
"""
DIGITS = "0123456789"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
MOST_TIMES, MOST_MORE = 3, 200_000
"""How many times as large, and bytes more, than the one made here a PDF may be to be taken apart,
as little can unpack to much.
"""
EDGE = 8
"""By how much of 255 the colours of a point may be outside of those that stand around it: edges
of signs are smoothed otherwise by other versions of a browser.
"""


def csv_parts(content: bytes) -> Iterator[Part]:
    """Yield the cells of a table of rows, named by claim and column."""
    header, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig"))) or [[]]
    yield Part("Columns", TEXT, header)
    named = _Names()
    for row in filter(None, rows):
        where = named(row[0])
        for name, cell in zip(header, row, strict=False):
            if name != MADE_BY:
                yield Part(f"{where}, {name}", _kind(name), [cell])


class _Names:
    """Names of rows: one that comes again is numbered, so that no row hides another."""

    def __init__(self) -> None:
        self.seen: Counter[str] = Counter()

    def __call__(self, name: str) -> str:
        self.seen[name] += 1
        return f"{name} ({self.seen[name]})" if self.seen[name] > 1 else name


def _kind(column: str) -> Kind:
    return VALUE if column in VALUE_COLUMNS else TEXT


def json_parts(content: bytes) -> Iterator[Part]:
    """Yield the cells of a document's tables, named by the first cell of their row and by column,
    and each of its other members but the proof and the signature.
    """
    for member, own in parsed(content).items():
        if member in {"rows", "sources"}:
            named = _Names()
            for row in own:
                where = f"{member.capitalize()}, {named(str(next(iter(row.values()), '')))}"
                for name, cell in row.items():
                    yield Part(f"{where}, {name}", _kind(name), [json.dumps(cell)])
        elif member not in {"proof", SIGNATURE}:
            yield Part(member.capitalize(), TEXT, [json.dumps(own, sort_keys=True)])


def xlsx_parts(content: bytes, prefix: str = "") -> Iterator[Part]:
    """Yield the cells of a workbook, named by sheet and cell, and digests of its other parts."""
    parts = read_parts(content)
    shared = _shared_strings(parts)
    for name, path in _sheet_paths(parts).items():
        cells = {
            str(cell.get("r")): _cell_text(cell, shared)
            for cell in parse_xml(parts[path]).iter(f"{SHEETS}c")
        }
        sheet = name.rstrip(DIGITS)
        kind = POSITION if sheet in DRAWN_SHEETS else TEXT
        for at, text in cells.items():
            row, column = at.lstrip(LETTERS), at.rstrip(DIGITS)
            if sheet in ROWS and row != "1":
                heading = cells.get(f"{column}1", "")
                where = f"{prefix}{name}, {cells.get(f'A{row}', '')}, {heading} ({at})"
                yield Part(where, _kind(heading), [text])
            elif text:
                yield Part(f"{prefix}{name}, {at}", kind, [text])
    for path, own in parts.items():
        folder, _, name = path.removeprefix("xl/").rpartition("/")
        if folder in DRAWN and name.endswith(".xml"):
            number = "".join(filter(str.isdigit, name))
            yield from _spoken(own, f"{prefix}{DRAWN[folder]} {number}")
    yield from _rest(parts, prefix)


def pptx_parts(content: bytes) -> Iterator[Part]:
    """Yield the texts of slides and notes, the numbers of charts and the cells of their workbooks,
    and digests of all parts.
    """
    parts = read_parts(content)
    for path, own in parts.items():
        folder, _, name = path.removeprefix("ppt/").rpartition("/")
        number = "".join(filter(str.isdigit, name))
        if folder in SPOKEN and name.endswith(".xml"):
            yield from _spoken(own, f"{SPOKEN[folder]} {number}")
        elif folder == "embeddings" and name.endswith(".xlsx"):
            yield from xlsx_parts(own, f"Workbook {number}: ")
    without_books = {path: own for path, own in parts.items() if not path.endswith(".xlsx")}
    yield from _rest(without_books, "")


def docx_parts(content: bytes) -> Iterator[Part]:
    """Yield the paragraphs and cells of a document, and digests of all parts."""
    parts = read_parts(content)
    root = parse_xml(parts["word/document.xml"])
    yield Part("Document, words", TEXT, _lines(root))
    yield from _rest(parts, "")


DRAWN = {"charts": "Chart", "drawings": "Words of chart"}
"""The parts of a workbook that have its charts and the words on them."""
SPOKEN = {"slides": "Slide", "notesSlides": "Notes of slide", "charts": "Chart"}


def html_parts(content: bytes) -> Iterator[Part]:
    """Yield the cells and words of a page, and a digest of all but its proof."""
    page = html.document_fromstring(content, html.HTMLParser(encoding="utf-8", huge_tree=True))
    for number, row in enumerate(page.iter("tr")):
        value, *others = [str(cell.text_content()) for cell in row] or [""]
        yield Part(f"Table, row {number}, value", VALUE, [value])
        yield Part(f"Table, row {number}", TEXT, others)
    for table in page.xpath("//table|//script|//style"):
        table.drop_tree()
    texts = [text for text in map(str.strip, page.itertext()) if text]
    yield Part("Page", TEXT, texts)
    yield _digest("Chart of the page", PAGE_PROOF.sub(b"", content))


def svg_parts(content: bytes) -> Iterator[Part]:
    """Yield the words of a drawing, and a digest of all but its proof."""
    root = parse_xml(content)
    for name, tags in (("Picture", ["text"]), ("Description", ["title", "desc"])):
        found = ("".join(one.itertext()) for tag in tags for one in root.iter(f"{{*}}{tag}"))
        yield Part(f"{name}, words", TEXT, [text for text in found if text.strip()])
    yield _digest("Picture", METADATA.sub(b"", content))


def pdf_parts(content: bytes) -> Iterator[Part]:
    """Yield the words of each page, a digest of what it draws, and the file's description."""
    import pikepdf  # noqa: PLC0415  only a PDF needs it
    from pypdf import PdfReader  # noqa: PLC0415  only a PDF needs it

    with pikepdf.open(io.BytesIO(content)) as pdf:
        told = {str(name): str(text) for name, text in pdf.docinfo.items()}
        digests = [_drawn(page.obj) for page in pdf.pages]
        rest = _drawn(pdf.Root)
    pages = [page.extract_text().splitlines() for page in PdfReader(io.BytesIO(content)).pages]
    for number, (words, digest) in enumerate(zip(pages, digests, strict=True), 1):
        yield Part(f"Page {number}, words", TEXT, words)
        yield Part(f"Page {number}", DRAWING, [digest])
    yield Part("Outline", DRAWING, [rest])
    for name, text in told.items():
        if name != f"/{CHUNK}":
            yield Part(f"Properties, {name}", TEXT, [text])


def pdf_differences(file: bytes, here: bytes) -> list[Difference]:
    """Return how two PDF differ; one that is much larger is not taken apart."""
    if len(file) > MOST_TIMES * len(here) + MOST_MORE:
        return [Difference("Size", TEXT, *(f"{len(one):,} bytes" for one in (file, here)))]
    return by_parts(pdf_parts, file, here)


def raster_differences(file: bytes, here: bytes) -> list[Difference]:
    """Return whether the words that a picture carries differ, and where its points do."""
    from PIL import Image  # noqa: PLC0415  only a picture needs it

    with Image.open(io.BytesIO(file)) as theirs, Image.open(io.BytesIO(here)) as ours:
        found = by_parts(_told, file, here)
        if theirs.size != ours.size:
            sizes = [f"{one.width} × {one.height} pixels" for one in (theirs, ours)]
            return [*found, Difference("Size", TEXT, *sizes)]
        where = _more(theirs) or _apart(*(one.convert("RGBA") for one in (theirs, ours)))
    behind = [f"{_behind(one):,} bytes" for one in (file, here)]
    if behind[0] != behind[1]:
        found.append(Difference("Behind its end", TEXT, *behind))
    return [*found, Difference("Picture", DRAWING, where, "")] if where else found


def _more(picture: Any) -> str:
    """Say how many pictures follow one another in a moving one, of which only the first is held
    against ours; "" for one.
    """
    pictures = getattr(picture, "n_frames", 1)
    return f"{pictures} pictures one after the other" if pictures > 1 else ""


def _behind(content: bytes) -> int:
    """Return how many bytes stand behind the end of a picture, which no viewer of it shows."""
    if content.startswith(b"RIFF"):
        length = int.from_bytes(content[4:8], "little")
        return len(content) - 8 - length - length % 2
    if content.startswith(b"\xff\xd8"):
        return len(content[content.find(b"\xff\xda") :].partition(b"\xff\xd9")[2])
    return len(content.partition(IEND)[2])


def _told(content: bytes) -> Iterator[Part]:
    from PIL import Image  # noqa: PLC0415  only a picture needs it

    with Image.open(io.BytesIO(content)) as picture:
        texts = {str(name): text for name, text in picture.info.items() if isinstance(text, str)}
        exif, packet = picture.getexif(), picture.info.get("xmp", b"")
        colours = {name: picture.info[name] for name in COLOURS_READ if name in picture.info}
    for name, text in texts.items():
        if name not in {CHUNK, XMP_CHUNK}:
            yield Part(f"Properties, {name}", TEXT, [text])
    for name, profile in colours.items():
        yield Part(f"Properties, {name}", DRAWING, [repr(profile)])
    for tag, told in exif.items():
        yield Part(f"Properties, EXIF {tag}", TEXT, [str(told)])
    if packet:
        yield Part("Properties, XMP", TEXT, [*_words_of(parse_xml(packet))])


def _words_of(root: etree._Element) -> Iterator[str]:
    """Yield what XMP says, but for the proof."""
    for one in root.iter():
        yield from map(str, one.attrib.values())
        if not str(one.tag).endswith("}proof") and (one.text or "").strip():
            yield str(one.text)


def _apart(theirs: Any, ours: Any) -> str:
    """Return how many points of two pictures of one size differ, and where; "" for none.

    A point differs where its colours are none of those between the darkest and the lightest that
    stand at it and around it in the other picture.
    """
    import numpy as np  # noqa: PLC0415  only a picture needs it
    from PIL import ImageChops, ImageFilter  # noqa: PLC0415  only a picture needs it

    box = ImageChops.difference(theirs, ours).getbbox(alpha_only=False)
    if box is None:
        return ""
    at, below = (max(0, side - 2) for side in box[:2])
    theirs, ours = (one.crop((at, below, box[2] + 2, box[3] + 2)) for one in (theirs, ours))
    apart = np.zeros((theirs.height, theirs.width), dtype=bool)
    for one, other in ((theirs, ours), (ours, theirs)):
        lowest = np.asarray(other.filter(ImageFilter.MinFilter(3)), dtype=np.int16)
        highest = np.asarray(other.filter(ImageFilter.MaxFilter(3)), dtype=np.int16)
        points = np.asarray(one, dtype=np.int16)
        apart |= ((points < lowest - EDGE) | (points > highest + EDGE)).any(axis=2)
    rows, columns = np.nonzero(apart)
    if not len(rows):
        return ""
    across, down = (
        f"{start + min(n)} to {start + max(n)}" for start, n in ((at, columns), (below, rows))
    )
    return f"{len(rows):,} pixels, {across} from the left and {down} from above"


def _digest(where: str, content: bytes) -> Part:
    return Part(where, DRAWING, [hashlib.sha256(content).hexdigest()])


def _rest(parts: Mapping[str, bytes], prefix: str) -> Iterator[Part]:
    """Yield what an Office file's properties say, and a digest of each other part."""
    for path, content in parts.items():
        if path == CORE:
            texts = [text for text in map(str, parse_xml(content).itertext()) if text.strip()]
            yield Part(f"{prefix}Properties", TEXT, texts)
        elif path != CUSTOM:
            yield _digest(f"{prefix}{path}", content)


def _spoken(content: bytes, where: str) -> Iterator[Part]:
    """Yield the paragraphs of a slide, or the numbers and words of a chart."""
    root = parse_xml(content)
    yield Part(f"{where}, words", TEXT, _lines(root))
    yield Part(f"{where}, positions", POSITION, [str(one.text) for one in root.iter("{*}v")])


def _lines(root: etree._Element) -> list[str]:
    """Return the paragraphs of an Office part that have words."""
    found = ("".join(one.itertext("{*}t")) for one in root.iter("{*}p"))
    return [line for line in found if line]


def _shared_strings(parts: Mapping[str, bytes]) -> list[str]:
    content = parts.get("xl/sharedStrings.xml")
    items: Iterable[Any] = parse_xml(content).iter(f"{SHEETS}si") if content else ()
    return ["".join(one.itertext(f"{SHEETS}t")) for one in items]


def _sheet_paths(parts: Mapping[str, bytes]) -> dict[str, str]:
    """Return the part of each sheet of a workbook, by the sheet's name."""
    book = parse_xml(parts.get("xl/workbook.xml", b"<a/>"))
    links = parse_xml(parts.get("xl/_rels/workbook.xml.rels", b"<a/>"))
    targets = {str(one.get("Id")): str(one.get("Target")) for one in links}
    found = {}
    for sheet in book.iter(f"{SHEETS}sheet"):
        (link,) = (text for name, text in sheet.items() if name.endswith("}id"))
        path = targets.get(link, "").lstrip("/")
        found[str(sheet.get("name"))] = path if path.startswith("xl/") else f"xl/{path}"
    return {name: path for name, path in found.items() if path in parts}


def _cell_text(cell: etree._Element, shared: Sequence[str]) -> str:
    """Return what a cell shows, after its formula where it has one."""
    value = cell.findtext(f"{SHEETS}v") or ""
    formula = cell.findtext(f"{SHEETS}f") or ""
    if cell.get("t") == "s":
        at = int(value) if value.isdecimal() else -1
        return shared[at] if 0 <= at < len(shared) else f"no string {value}"
    if cell.get("t") == "inlineStr":
        return "".join(cell.itertext(f"{SHEETS}t"))
    return f"={formula} {value}".strip() if formula else value


def _drawn(start: Any) -> str:
    """Return a digest of all that an object of a PDF leads to, but pages, parents and metadata."""
    import pikepdf  # noqa: PLC0415  only a PDF needs it

    digest, seen = hashlib.sha256(), {start.objgen: 0}
    waiting: list[Any] = [start]
    while waiting:
        one = waiting.pop()
        if isinstance(one, pikepdf.Object) and one.is_indirect and one is not start:
            number = seen.setdefault(one.objgen, len(seen))
            digest.update(b"@%d" % number)
            if number < len(seen) - 1:
                continue
        if isinstance(one, pikepdf.Array):
            waiting += reversed(list(one))
            digest.update(b"[%d" % len(one))
        elif isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
            names = [name for name in sorted(one.keys()) if name not in LEADS_AWAY]
            digest.update(repr(names).encode())
            waiting += [one[name] for name in reversed(names)]
            if isinstance(one, pikepdf.Stream):
                digest.update(hashlib.sha256(one.read_raw_bytes()).digest())
        else:
            digest.update(repr(one).encode())
    return digest.hexdigest()


LEADS_AWAY = ("/Parent", "/P", "/Pg", "/Metadata", "/Pages", "/Length")

DIFFERENCES: Mapping[str, Callable[[bytes, bytes], Sequence[Difference]]] = {
    "png": raster_differences,
    "jpg": raster_differences,
    "webp": raster_differences,
    "svg": partial(by_parts, svg_parts),
    "pdf": pdf_differences,
    "html": partial(by_parts, html_parts),
    "xlsx": partial(by_parts, xlsx_parts),
    "json": partial(by_parts, json_parts),
    "csv": partial(by_parts, csv_parts),
    "pptx": partial(by_parts, pptx_parts),
    "docx": partial(by_parts, docx_parts),
}
"""What tells how a file differs from the same one made again."""
