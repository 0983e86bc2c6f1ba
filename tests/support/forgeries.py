"""Files that were changed after they were saved, or whose proof says what is not so."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import pikepdf
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from charts.export.browser import Draw
from charts.export.formats import FILE_FORMATS, Export, proof_of
from charts.export.settings import ExportSettings
from charts.provenance.record import ProvenanceRecord
from charts.views.resolve import ResolvedView, dataset_of, resolve
from charts.views.view import View
from loaders.dataset import Dataset

ONE, OTHER = View("trends", indicator="poppy_area"), View("compare", comparison="gun_us_shares")
CARD = View("claims", claim="felbabbrown2020-poppy-us-2017")
LISTED = View("claims", topic="prices", record=False)
Change = Callable[[ProvenanceRecord], ProvenanceRecord]


@dataclass(frozen=True)
class Forger:
    """Makes files of two charts, as the site does or with another proof, and changes them."""

    dataset: Dataset
    draw: Draw
    shown: dict[View, ResolvedView] = field(default_factory=dict)

    def resolved(self, view: View = ONE) -> ResolvedView:
        if view not in self.shown:
            self.shown[view] = resolve(dataset_of(self.dataset, view), view)
        return self.shown[view]

    @cached_property
    def other_proof(self) -> ProvenanceRecord:
        return proof_of(self.dataset, self.resolved(OTHER), ExportSettings())

    def file(self, form: str, change: Change = lambda proof: proof, view: View = ONE) -> bytes:
        settings, resolved = ExportSettings(form), self.resolved(view)
        proof = change(proof_of(self.dataset, resolved, settings))
        return FILE_FORMATS[form].write(Export(self.dataset, resolved, proof, settings, self.draw))

    def foreign(self, form: str) -> bytes:
        """Return a chart with the proof of another one."""
        return self.file(form, lambda own: replace(self.other_proof, rendering=own.rendering))

    def rendered(self, form: str, /, **changed: object) -> bytes:
        """Return a file whose proof says that it was made otherwise."""

        def change(own: ProvenanceRecord) -> ProvenanceRecord:
            assert own.rendering is not None
            return replace(own, rendering=replace(own.rendering, **changed))  # type: ignore[arg-type]

        return self.file(form, change)


def painted(content: bytes, box: tuple[int, int, int, int] = (300, 300, 700, 500)) -> bytes:
    """Return a PNG with a dark box painted on it, and all of its words kept."""
    into, told = io.BytesIO(), PngInfo()
    with Image.open(io.BytesIO(content)) as picture:
        for name, text in picture.info.items():
            if isinstance(text, str):
                told.add_itxt(name, text)
        picture.paste((40, 40, 40), box)
        picture.save(into, "PNG", pnginfo=told)
    return into.getvalue()


def moving(content: bytes, form: str, **options: object) -> bytes:
    """Return a PNG or WebP that shows another picture after its own, with all that it says kept."""
    into, told = io.BytesIO(), PngInfo()
    with Image.open(io.BytesIO(content)) as picture:
        for name, text in picture.info.items():
            if isinstance(text, str):
                told.add_itxt(name, text)
        kept = {"xmp": picture.info.get("xmp", b""), "exif": picture.getexif()}
        kept = {"pnginfo": told} if form == "PNG" else kept
        other = Image.new(picture.mode, picture.size, "white")
        moved = {"save_all": True, "append_images": [other], "duration": [9, 9000]}
        picture.save(into, form, **kept, **moved, **options)
    return into.getvalue()


def coloured(content: bytes) -> bytes:
    """Return a PNG with a gamma by which browsers draw its colours otherwise."""
    chunk = b"gAMA" + (9_000_000).to_bytes(4, "big")
    packed = len(chunk[4:]).to_bytes(4, "big") + chunk + zlib.crc32(chunk).to_bytes(4, "big")
    return content[:33] + packed + content[33:]


def repainted(content: bytes, **options: object) -> bytes:
    """Return a JPEG or WebP with a dark box painted on it, and all that it says kept."""
    into = io.BytesIO()
    with Image.open(io.BytesIO(content)) as picture:
        kept = {"xmp": picture.info["xmp"], "exif": picture.getexif()}
        form = picture.format
        picture.paste((40, 40, 40), (300, 300, 700, 500))
        picture.save(into, form, **kept, **options)
    return into.getvalue()


def edited(content: bytes, path: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return an Office file with one of its parts changed; a change that changes nothing fails."""
    into = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as archive, zipfile.ZipFile(into, "w") as packed:
        for name in archive.namelist():
            own = archive.read(name)
            new = change(own) if name == path else own
            assert name != path or new != own, path
            packed.writestr(name, new)
    return into.getvalue()


def swapped(content: bytes, old: str | bytes, new: str | bytes) -> bytes:
    """Return a file with a text exchanged wherever it stands; it must stand there."""
    was, now = (one.encode() if isinstance(one, str) else one for one in (old, new))
    assert was in content, old
    return content.replace(was, now)


def overdrawn(content: bytes) -> bytes:
    """Return a PDF with a box drawn over its page."""
    into = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pdf.pages[0].contents_add(b"0.2 g 100 100 200 60 re f", prepend=False)
        pdf.save(into)
    return into.getvalue()


def _text_of_picture(content: bytes) -> bytes:
    head, mark, rest = content.partition(b"</metadata>")
    return head + mark + swapped(rest, "Mexico", "Mexica")


def _chart_of_page(content: bytes) -> bytes:
    head, mark, rest = content.partition(b'id="figures">')
    return head + mark + re.sub(rb"\d{4}", b"2031", rest, count=1)


def _table_of_page(content: bytes) -> bytes:
    head, mark, rest = content.partition(b"<tbody")
    return head + mark + swapped(rest, "44,100", "45,100")


def _path(content: bytes) -> bytes:
    return re.sub(rb'(<path[^>]* d="M)', rb"\g<1>7", content, count=1)


def _last_value(part: bytes) -> bytes:
    head, mark, rest = part.rpartition(b"</c:v>")
    return re.sub(rb"[0-9.]+\Z", b"7", head) + mark + rest


def _book(part: bytes) -> bytes:
    return edited(part, "xl/worksheets/sheet1.xml", lambda sheet: swapped(sheet, "44100", "45100"))


def forgeries(forger: Forger) -> Mapping[str, tuple[Callable[[], bytes], str]]:
    """Return what makes each forgery, and a part of what must be said of it."""
    file, cut = (
        forger.file,
        {form: (lambda form=form: _cut(forger.file(form))) for form in FILE_FORMATS},
    )
    sheet, slide = "xl/worksheets/sheet2.xml", "ppt/slides/slide1.xml"
    chart = "ppt/charts/"
    return {
        "PNG painted over": (lambda: painted(file("png")), "Picture: drawn otherwise, "),
        "JPEG painted over": (
            lambda: repainted(file("jpg"), quality=92, subsampling=0),
            "Picture: drawn otherwise, ",
        ),
        "WebP painted over": (
            lambda: repainted(file("webp"), lossless=True),
            "Picture: drawn otherwise, ",
        ),
        "JPEG with another description": (
            lambda: swapped(file("jpg"), "Opium poppy", "Opium happy"),
            "Properties, XMP: ",
        ),
        "PNG that moves": (lambda: moving(file("png"), "PNG"), "2 pictures one after the other"),
        "WebP that moves": (
            lambda: moving(file("webp"), "WEBP", lossless=True),
            "2 pictures one after the other",
        ),
        "PNG with other colours for the same numbers": (
            lambda: coloured(file("png")),
            "Properties, gamma: drawn otherwise",
        ),
        "PNG with another behind its end": (
            lambda: file("png") + file("png", view=OTHER),
            "Behind its end: the file has “",
        ),
        "JPEG with another behind its end": (
            lambda: file("jpg") + file("jpg", view=OTHER),
            "Behind its end: the file has “",
        ),
        "PNG, one digit painted over": (
            lambda: painted(file("png"), (9, 9, 17, 21)),
            "Picture: drawn otherwise, ",
        ),
        "PNG painted over, size taken out of the proof": (
            lambda: painted(file("png", lambda own: replace(own, rendering=None))),
            "a label, not a proof",
        ),
        "PNG painted over, of another program": (
            lambda: painted(forger.rendered("png", program="0123456789abcdef")),
            "a label, not a proof",
        ),
        "PNG of another size than it says": (
            lambda: forger.rendered("png", size="square"),
            "Size: the file has “1920 × 1080 pixels”, this site writes “1080 × 1080 pixels”",
        ),
        "CSV, a number changed": (
            lambda: swapped(file("csv"), ",44100,", ",45100,"),
            "felbabbrown2020-poppy-us-2017, low: the file has “45100”, this site writes “44100”.",
        ),
        "CSV, a source changed": (
            lambda: swapped(file("csv"), "UNODC", "ONUDC"),
            "this site writes “UNODC",
        ),
        "CSV, a row left out": (
            lambda: re.sub(rb"(?m)^felbabbrown2020-poppy-us-2017,.*\n", b"", file("csv")),
            "felbabbrown2020-poppy-us-2017",
        ),
        "CSV, of another chart's address": (
            lambda: swapped(file("csv"), "?indicator=poppy_area", "?indicator=homicides"),
            "otherwise here",
        ),
        "XLSX, a number changed": (
            lambda: edited(file("xlsx"), sheet, lambda own: swapped(own, "44100", "45100")),
            "the file has “45100”, this site writes “44100”.",
        ),
        "XLSX, a mark of the chart moved": (
            lambda: edited(
                file("xlsx"), "xl/charts/chart1.xml", lambda own: swapped(own, "44100", "45100")
            ),
            "Chart 1, positions: the file has “45100",
        ),
        "XLSX, a name on the chart changed": (
            lambda: edited(
                file("xlsx"), "xl/drawings/drawing1.xml", lambda own: swapped(own, "ONDCP", "CNN")
            ),
            "Words of chart 1, words: the file has “— CNN (official record",
        ),
        "XLSX, a number shown otherwise": (
            lambda: edited(
                file("xlsx"),
                "xl/styles.xml",
                lambda own: re.sub(rb"(<sz val=.)10", rb"\g<1>1", own),
            ),
            "drawn otherwise",
        ),
        "HTML, a number of the table changed": (
            lambda: _table_of_page(file("html")),
            "45,100",
        ),
        "HTML, a point of the chart moved": (
            lambda: _chart_of_page(file("html")),
            "drawn otherwise",
        ),
        "SVG, a word changed": (lambda: _text_of_picture(file("svg")), "Mexica"),
        "SVG, a line moved": (lambda: _path(file("svg")), "drawn otherwise"),
        "PPTX, a word changed": (
            lambda: edited(file("pptx"), slide, lambda own: swapped(own, "Mexico", "Mexica")),
            "Slide 1, words: the file has “",
        ),
        "PPTX, a number of the chart changed": (
            lambda: _first(file("pptx"), chart, ".xml", _last_value),
            "positions: the file has “7”",
        ),
        "PPTX, a number of the workbook changed": (
            lambda: _first(file("pptx"), "ppt/embeddings/", ".xlsx", _book),
            "the file has “45100”, this site writes “44100”.",
        ),
        "PPTX, a shape moved": (
            lambda: edited(
                file("pptx"),
                slide,
                lambda own: re.sub(rb'<a:off x="', b'<a:off x="9', own, count=1),
            ),
            "drawn otherwise",
        ),
        "DOCX, a word changed": (
            lambda: edited(
                file("docx"), "word/document.xml", lambda own: swapped(own, "44,100", "45,100")
            ),
            "Document, words: the file has “45,100",
        ),
        "DOCX, its picture exchanged": (
            lambda: _first(file("docx"), "word/media/", ".png", painted),
            "drawn otherwise",
        ),
        "PDF, a box drawn over the page": (lambda: overdrawn(file("pdf")), "drawn otherwise"),
        "PNG with another chart's proof": (
            lambda: forger.foreign("png"),
            "Picture: drawn otherwise",
        ),
        "PDF with another chart's proof": (lambda: forger.foreign("pdf"), "Page 1, words"),
        "HTML with another chart's proof": (lambda: forger.foreign("html"), "Table, row"),
        "XLSX with another chart's proof": (lambda: forger.foreign("xlsx"), "Rows, "),
        "PNG that names no claims": (
            lambda: file("png", lambda own: replace(own, claim_ids=(), values=())),
            "names no number",
        ),
        "SVG of a version that never was": (
            lambda: file("svg", lambda own: replace(own, version="9.9.9+fffffff")),
            "a version that is not known here",
        ),
        "PDF of no version": (
            lambda: file("pdf", lambda own: replace(own, version="the latest")),
            "a version that is not known here",
        ),
        "JSON with another number": (
            lambda: swapped(file("json"), '"low": 44100,', '"low": 45100,'),
            "Rows, felbabbrown2020-poppy-us-2017, low: the file has “45100”",
        ),
        "JSON with a row more": (
            lambda: swapped(file("json"), '"rows": [', '"rows": [\n {"claim_id": "a"},'),
            "Rows, a, claim_id",
        ),
        "JSON with two members of one name": (
            lambda: swapped(file("json"), '"rows": [', '"rows": [],\n "rows": ['),
            "two members have one name",
        ),
        "JSON with another chart's proof": (lambda: forger.foreign("json"), "Rows, "),
        "CSV of a list with another filter": (
            lambda: swapped(file("csv", view=LISTED), "?topic=prices", "?topic=drug_seizures"),
            "The chart does not show this claim here.",
        ),
        "HTML of a list with another number": (
            lambda: swapped(file("html", view=LISTED), "about 260 US", "about 290 US"),
            "Table, row",
        ),
        "PNG of a card, painted over": (
            lambda: painted(file("png", view=CARD)),
            "pixels",
        ),
        "CSV of a version that never was": (
            lambda: swapped(file("csv"), forger.dataset.version, "9.9.9+fffffff"),
            "a version that is not known here",
        ),
        "HTML of a day to come": (
            lambda: file("html", lambda own: replace(own, on="2199-01-01")),
            "its data last changed on 1 Jan 2199",
        ),
        "PPTX of an earlier day": (
            lambda: file("pptx", lambda own: replace(own, on="2020-01-01")),
            "Proof, on: the file has “2020-01-01”",
        ),
        "PNG that hides a claim": (
            lambda: file("png", lambda own: replace(own, claim_ids=own.claim_ids[:-1])),
            "is not in the file",
        ),
        "PDF whose proof has another value": (
            lambda: file("pdf", lambda own: replace(own, values=("1 hectare", *own.values[1:]))),
            "1 hectare, here ",
        ),
        "SVG with another title in its proof": (
            lambda: file("svg", lambda own: replace(own, title="Opium is gone")),
            "Opium is gone",
        ),
        "XLSX that says it is a PNG": (
            lambda: forger.rendered("xlsx", form="png"),
            "The file says that it is png, which it is not.",
        ),
        "PNG whose address has no chart": (
            lambda: file("png", lambda own: replace(own, address="/sources")),
            "This page shows no chart of claims.",
        ),
        "PNG whose address leads nowhere": (
            lambda: file("png", lambda own: replace(own, address="/trends?indicator=gold")),
            "Its address leads to no chart here: ",
        ),
        **{f"{form.upper()}, cut off": (make, "") for form, make in cut.items()},
    }


def _cut(content: bytes) -> bytes:
    """Return the first nine tenths of a file."""
    return content[: len(content) * 9 // 10]


def _first(content: bytes, folder: str, end: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return an Office file with the first part of a kind changed that a change can change."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = [name for name in archive.namelist() if name.startswith(folder)]
    return edited(content, next(name for name in sorted(names) if name.endswith(end)), change)
