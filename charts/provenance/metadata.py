"""The proof in pictures: PNG text chunks and XMP, XMP and EXIF of JPEG and WebP, SVG metadata,
PDF info and XMP.

A picture gets no time but the proof's, so that the same chart is the same bytes.
"""

from __future__ import annotations

import hashlib
import io
import re
import struct
import zlib
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any
from xml.sax.saxutils import escape

from charts.provenance.pdf_tags import PageTag, tag_pages
from charts.provenance.record import ProvenanceRecord
from loaders.values.licences import address_of

CHUNK = "CitedFigures.proof"
"""What the proof is called in a PNG, a PDF and an HTML page."""
SPACE = "urn:cited-figures:"
XMP_CHUNK = "XML:com.adobe.xmp"
"""The keyword of XMP in a PNG (XMP specification, part 3, 1.1.5)."""
HEAD_OF_PNG = 8 + 25
"""Signature and first chunk, after which text chunks may stand."""
XMP = """<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/"
 xmlns:cf="{space}"
 xmp:CreateDate="{on}" xmp:ModifyDate="{on}" xmp:MetadataDate="{on}"
 xmp:CreatorTool="{generator}" pdf:Producer="{generator}"
 xmpRights:WebStatement="{licence_address}" dc:source="{address}">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:description><rdf:Alt>
<rdf:li xml:lang="x-default">{description}</rdf:li>
</rdf:Alt></dc:description>
<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">{licence}</rdf:li></rdf:Alt></dc:rights>
<cf:proof>{proof}</cf:proof>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>"""
BEGIN = '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
"""How an XMP packet begins, with the fixed id of its specification (part 1, 7.3.2)."""
END = '\n<?xpacket end="r"?>'
LOT = re.compile(r'id="(?:top)?defs-([0-9a-f]{6})"')
"""What an SVG of Plotly has from the lot, found by the id of its definitions."""
TAG = re.compile(r"<[^!?][^>]*>")
ID = re.compile(r"""(?:(?<=\sid=")|(?<=href="#)|(?<=url\(#)|(?<=url\(&quot;#))[^"'&)]+""")
"""An id, or where one is named, in a tag."""
PACKET = re.compile(rb"<\?xpacket begin=[^>]{0,100}\?>")
PACKET_END = b"<?xpacket end"
IEND = b"\0\0\0\0IEND\xaeB`\x82"
"""The last chunk of every PNG."""
EXIF = {"description": 0x010E, "software": 0x0131, "copyright": 0x8298}
"""The tags (Exif 2.32, 4.6.4) of what pictures say that have no text chunks."""
ACROSS, DOWN, UNIT, INCH = 0x011A, 0x011B, 0x0128, 2
"""The tags of a picture's resolution."""
QUALITY = 92
"""Of a JPEG, whose colours are kept for each pixel: lines of one pixel would blur otherwise."""
TOO_MANY = "the chart has more claims than a JPEG can name; PNG and WebP can"
MOST_PACKETS = 1000
"""How many packets of a PDF are read: each picture on a page may have one of its own."""


def xmp(provenance: ProvenanceRecord, description: str) -> str:
    """Return title, description, rights and proof as XMP, without the packet around it."""
    fields = {
        "space": SPACE,
        "on": provenance.on,
        "generator": provenance.generator,
        "licence_address": address_of(provenance.licence),
        "address": provenance.link,
        "title": provenance.title,
        "description": description,
        "licence": provenance.licence,
        "proof": provenance.to_json(),
    }
    return XMP.format(
        **{name: escape(_legal(text), {'"': "&quot;"}) for name, text in fields.items()}
    )


def embed_png(content: bytes, provenance: ProvenanceRecord, description: str) -> bytes:
    """Return a PNG with the proof in its text chunks and as XMP; its pixels stay as they are."""
    from PIL.PngImagePlugin import putchunk  # noqa: PLC0415  only files need it

    texts = {
        "Title": provenance.title,
        "Description": description,
        "Copyright": provenance.licence,
        "Source": f"{provenance.generator}, data {provenance.version}, {provenance.link}",
        CHUNK: provenance.to_json(),
        XMP_CHUNK: BEGIN + xmp(provenance, description) + END,
    }
    into = io.BytesIO()
    into.write(content[:HEAD_OF_PNG])
    for keyword, text in texts.items():
        squeezed = keyword != XMP_CHUNK and len(text) > 1024  # readers of XMP look for plain text
        body = zlib.compress(text.encode(), 9) if squeezed else text.encode()
        flags = bytes((0, squeezed, 0, 0, 0))  # its name's end, how it is packed, no languages
        putchunk(into, b"iTXt", keyword.encode("latin-1") + flags + body)
    into.write(content[HEAD_OF_PNG:])
    return into.getvalue()


def with_resolution(content: bytes, pixels_a_metre: int) -> bytes:
    """Return a PNG that says how large it is on paper; its pixels stay as they are."""
    from PIL.PngImagePlugin import putchunk  # noqa: PLC0415  only files need it

    into = io.BytesIO()
    into.write(content[:HEAD_OF_PNG])
    putchunk(into, b"pHYs", struct.pack(">IIB", pixels_a_metre, pixels_a_metre, 1))
    return into.getvalue() + content[HEAD_OF_PNG:]


def embed_jpeg(content: bytes, provenance: ProvenanceRecord, description: str) -> bytes:
    """Return an opaque PNG as a JPEG with the proof in its XMP; raise `ValueError` where that has
    not the room.
    """
    options = {"format": "JPEG", "quality": QUALITY, "subsampling": 0, "optimize": True}
    try:
        return _encoded(content, "RGB", options, provenance, description)
    except ValueError:  # XMP of a JPEG has 64 kB at most
        raise ValueError(TOO_MANY) from None


def embed_webp(content: bytes, provenance: ProvenanceRecord, description: str) -> bytes:
    """Return a PNG as a WebP with the proof in its XMP; its pixels stay as they are."""
    options = {"format": "WEBP", "lossless": True, "exact": True}
    return _encoded(content, "RGBA", options, provenance, description)


def _encoded(
    content: bytes,
    mode: str,
    options: Mapping[str, Any],
    provenance: ProvenanceRecord,
    description: str,
) -> bytes:
    from PIL import Image  # noqa: PLC0415  only a picture needs it

    into = io.BytesIO()
    packet = (BEGIN + xmp(provenance, description) + END).encode()
    with Image.open(io.BytesIO(content), formats=["PNG"]) as picture:
        exif = picture.getexif()
        exif[EXIF["description"]] = description.encode()
        exif[EXIF["software"]] = f"{provenance.generator}, data {provenance.version}"
        exif[EXIF["copyright"]] = provenance.licence
        exif[ACROSS] = exif[DOWN] = round(picture.info.get("dpi", (96,))[0])
        exif[UNIT] = INCH
        dpi = (exif[ACROSS], exif[DOWN])
        picture.convert(mode).save(into, **options, exif=exif, xmp=packet, dpi=dpi)
    return into.getvalue()


def embed_svg(content: bytes, provenance: ProvenanceRecord, description: str) -> bytes:
    """Return an SVG with title, description and proof."""
    metadata = f"<metadata>{xmp(provenance, description)}</metadata>"
    return titled_svg(content, provenance.title, description, metadata)


def titled_svg(content: bytes, title: str, description: str, metadata: str = "") -> bytes:
    """Return an SVG with title and description, and what else is to stand in it as elements.

    Its ids, of which Plotly draws a part by lot, end with a digest of all that it says: they are
    the same twice, and pages that hold several SVGs find in each its own.
    """
    text = content.decode("utf-8")
    lot = LOT.search(text)
    drawing = _renamed(text, lot[1], "") if lot else text
    drawing = re.sub(r'(class="trace [a-z]+) trace[0-9a-f]{6}"', r'\1"', drawing)
    told = metadata or f"{title}\n{description}"
    mark = hashlib.sha256((drawing + told).encode()).hexdigest()[:8]
    opening, _, rest = _renamed(drawing, "$", f"-{mark}").partition(">")
    labels = f"title-{mark} desc-{mark}"
    elements = (
        f'<title id="title-{mark}">{escape(_legal(title))}</title>'
        f'<desc id="desc-{mark}">{escape(_legal(description))}</desc>{metadata}'
    )
    return f'{opening} role="img" aria-labelledby="{labels}">{elements}{rest}'.encode()


def _renamed(drawing: str, part: str, by: str) -> str:
    """Return a drawing with a part of its ids, a pattern, replaced, and where they are named."""
    return TAG.sub(lambda tag: ID.sub(lambda name: re.sub(part, by, name[0]), tag[0]), drawing)


def embed_pdf(
    content: bytes,
    provenance: ProvenanceRecord,
    description: str,
    tags: Sequence[PageTag] = (),
) -> bytes:
    """Return a PDF with the proof in its info and as XMP, and with an id made from its content.

    Without `tags`, one for each page, it is one figure that the description stands for.
    """
    import pikepdf  # noqa: PLC0415  only files need it

    moment = f"D:{provenance.on.replace('-', '')}000000Z"
    fields = {
        "/Title": provenance.title,
        "/Subject": description,
        "/Keywords": f"{provenance.generator}; data {provenance.version}; {provenance.licence}",
        "/Author": provenance.generator,
        "/Creator": provenance.generator,
        "/CreationDate": moment,
        "/ModDate": moment,
        f"/{CHUNK}": provenance.to_json(),
    }
    with pikepdf.open(io.BytesIO(content)) as pdf:
        tag_pages(pdf, tags or [PageTag(provenance.title, description)])
        del pdf.docinfo
        for name, text in fields.items():
            pdf.docinfo[name] = text
        packet = BEGIN + xmp(provenance, description) + END
        pdf.Root.Metadata = pdf.make_stream(packet.encode())
        pdf.Root.Metadata.Type = pikepdf.Name.Metadata
        pdf.Root.Metadata.Subtype = pikepdf.Name.XML
        pdf.Root.Lang = "en"
        pdf.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
        if "/ID" in pdf.trailer:
            del pdf.trailer["/ID"]  # its first half would be kept
        into = io.BytesIO()
        pdf.save(into, deterministic_id=True)
    return into.getvalue()


def _legal(text: str) -> str:
    """Return a text without the control characters that XML cannot hold."""
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", text)


def read_png(content: bytes) -> str | None:
    """Return the text of the proof in a PNG; here as below, None where it has none, and
    `ValueError` for a file that is broken.
    """
    from PIL import Image  # noqa: PLC0415  only a picture needs it

    try:
        with Image.open(io.BytesIO(content), formats=["PNG"]) as picture:
            return picture.info.get(CHUNK)  # its pixels are never unpacked
    except Image.DecompressionBombError as error:
        raise ValueError("the picture has more pixels than any of this app") from error
    except Exception as error:  # Pillow raises many kinds for files that are broken
        raise ValueError("the picture is broken") from error


def read_picture(content: bytes, form: str) -> str | None:
    """Return the text of the proof in the XMP of a picture in a format of Pillow's."""
    from PIL import Image  # noqa: PLC0415  only a picture needs it

    try:
        with Image.open(io.BytesIO(content), formats=[form]) as picture:
            packet = picture.info.get("xmp")  # its pixels are never unpacked
    except Image.DecompressionBombError as error:
        raise ValueError("the picture has more pixels than any of this app") from error
    except Exception as error:  # Pillow raises many kinds for files that are broken
        raise ValueError("the picture is broken") from error
    return read_svg(packet) if packet else None


def read_svg(content: bytes) -> str | None:
    """Return the text of the proof in an SVG, or in the XMP of a PDF."""
    from charts.provenance.ooxml_metadata import parse_xml  # noqa: PLC0415  only reading needs lxml

    proof = _ProofText()
    parse_xml(content, proof)
    return None if proof.pieces is None else "".join(proof.pieces)


class _ProofText:
    """The text of the first proof that a parser comes to.

    Nothing else is kept: a tree of a drawing takes up to forty times the room of its text.
    """

    def __init__(self) -> None:
        self.pieces: list[str] | None = None
        self.inside = False

    def start(self, name: str, _: Mapping[str, str]) -> None:
        self.inside = self.pieces is None and name == f"{{{SPACE}}}proof"
        if self.inside:
            self.pieces = []

    def end(self, _: str) -> None:
        self.inside = False

    def data(self, text: str) -> None:
        if self.inside and self.pieces is not None:
            self.pieces.append(text)

    def close(self) -> None:
        self.inside = False


def read_pdf(content: bytes) -> str | None:
    """Return the proof of a PDF's XMP, which stands in it unpacked, so that nothing is opened."""
    texts = map(read_svg, islice(_packets(content), MOST_PACKETS))
    return next((text for text in texts if text is not None), None)


def _packets(content: bytes) -> Iterator[bytes]:
    end = 0
    while begin := PACKET.search(content, end):
        end = content.find(PACKET_END, begin.end())
        if end < 0:
            return
        yield content[begin.end() : end]
