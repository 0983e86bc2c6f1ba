"""A file that a text was published in, as the text that locators, hash and count are of."""

from __future__ import annotations

import codecs
import hashlib
import re
from dataclasses import dataclass
from pathlib import PurePath

from loaders.curation.row_parser import text_of
from loaders.errors import refusal
from loaders.paragraphs import wrapped

PAGES = (".html", ".htm", ".xhtml")
A_PAGE = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html)\b",
    re.I | re.S,
)
PDF, PAGE, TEXT = "a PDF", "a web page", "a text"


@dataclass(frozen=True)
class Extracted:
    """The text of a file, a paragraph a line, and the headers and footers that are not in it."""

    content: bytes
    left_out: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """Return the text itself."""
        return self.content.decode("utf-8-sig")

    @property
    def sha256(self) -> str:
        """Return the hash by which `documents.csv` knows the text."""
        return hashlib.sha256(self.content).hexdigest()

    @property
    def paragraphs(self) -> int:
        """Return how many paragraphs the text has."""
        return sum(bool(line.strip()) for line in self.text.split("\n"))


def form_of(name: str, content: bytes) -> str:
    """Tell what a file is: `PDF`, `PAGE` or `TEXT`."""
    if b"%PDF-" in content[:1024]:
        return PDF
    page = PurePath(name).suffix.lower() in PAGES or A_PAGE.match(
        content.removeprefix(b"\xef\xbb\xbf")
    )
    return PAGE if page else TEXT


def extracted(name: str, content: bytes) -> Extracted:
    """Return the text of a PDF, a web page, or a text whose lines a page's width broke.

    A text whose lines are paragraphs already comes back as it is, and keeps its hash.
    Raise `DatasetError` where the file cannot be read, or has no text.
    """
    form = form_of(name, content)
    found = _of_pdf(name, content) if form == PDF else _of_page(content) if form == PAGE else None
    found = found or _of_text(name, content)
    if not found.text.strip():
        what = f"is {form} without text"
        fix = "make its pictures text first, for example with ocrmypdf" if form == PDF else ""
        raise refusal(name, 0, "file", what=what, allowed="a file with text", fix=fix)
    return found


def _of_pdf(name: str, content: bytes) -> Extracted:
    from loaders.paragraphs.pdf import paragraphs  # reading PDFs takes long to import

    try:
        texts, left_out = paragraphs(content)
    except Exception as error:  # a damaged PDF raises whatever its parser stumbles over
        what = f"cannot be read as a PDF ({type(error).__name__})"
        fix = "open it and save it anew, without a password"
        raise refusal(name, 0, "file", what=what, allowed="a PDF", fix=fix) from error
    return Extracted(_lines(texts), tuple(left_out))


def _of_page(content: bytes) -> Extracted:
    from loaders.paragraphs.web_page import paragraphs

    return Extracted(_lines(paragraphs(content)))


def _of_text(name: str, content: bytes) -> Extracted:
    text = readable(content, name)
    joined = wrapped.paragraphs(text)
    return Extracted(content if joined is None else _lines(joined))


def _lines(paragraphs: list[str]) -> bytes:
    return "\n\n".join([*paragraphs, ""]).removesuffix("\n").encode(errors="replace")


def readable(content: bytes, source: str) -> str:
    """Return the text of a file; raise `DatasetError` where it is no text in UTF-8."""
    form = form_of(source, content)
    if form != TEXT:
        what, fix = f"is {form}", f"make a text of it: python -m loaders text {source}"
        raise refusal(source, 0, "file", what=what, allowed="text in UTF-8", fix=fix)
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        fix = "save it as UTF-8"
        raise refusal(source, 1, "row", what="is UTF-16", allowed="UTF-8", fix=fix)
    text = text_of(content, source)
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        what, fix = "contains a NUL: it is not text, or is UTF-16", "save it as text in UTF-8"
        raise refusal(source, line, "file", what=what, allowed="text in UTF-8", fix=fix)
    return text
