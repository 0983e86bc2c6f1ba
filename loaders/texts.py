"""The texts that were read: found by their SHA-256, as they are not part of the project."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from loaders.language.numerals import Numeral, numerals

TEXTS = Path(__file__).parents[2] / "shared" / "documents"
LOCATOR = re.compile(r"para (\d+)(?:-(\d+))?")
LIST_HEADING = re.compile(
    r"[#*\s]*(?:references|notes|endnotes|footnotes|bibliography|works cited|sources)[:*\s]*",
    re.IGNORECASE,
)
NOTE = re.compile(r"(?:[-*]\s+)?<sup>(\d+)</sup>\s+\S")
"""How a footnote begins: its mark, and then its text."""


@dataclass(frozen=True)
class Passage:
    """Paragraphs as one text, joined by spaces: a sentence may run over a page's end."""

    text: str
    starts: tuple[tuple[int, int], ...]
    """Each paragraph's number, and where it begins."""

    def place(self, at: int) -> tuple[int, int]:
        """Return the paragraph of a position, and the position in it."""
        number, start = max((n, s) for n, s in self.starts if s <= at)
        return number, at - start


@dataclass(frozen=True)
class Text:
    """A document's text: its file's name, and its paragraphs with the file's lines."""

    name: str
    paragraphs: tuple[str, ...]
    lines: tuple[int, ...]

    def passage(self, first: int, last: int) -> Passage:
        """Return the paragraphs from `first` to `last`, counted from 1."""
        starts, at = [], 0
        numbers = range(max(first, 1), min(last, len(self.paragraphs)) + 1)
        for number in numbers:
            starts.append((number, at))
            at += len(self.paragraphs[number - 1]) + 1
        return Passage(" ".join(self.paragraphs[n - 1] for n in numbers), tuple(starts))

    def located(self, locator: str) -> Passage:
        """Return the paragraphs of a locator; none for a locator of another kind."""
        first, last = span(locator)
        return self.passage(first, last)

    @cached_property
    def numerals(self) -> Mapping[tuple[int, int], Numeral]:
        """Return every numeral by its paragraph and its position in it, in the text's order."""
        return {
            (number, found.start): found
            for number, paragraph in enumerate(self.paragraphs, 1)
            for found in numerals(paragraph)
        }

    @cached_property
    def apparatus(self) -> frozenset[int]:
        """Return the paragraphs that are a reference list or whole footnotes, not body text.

        A list runs from its heading to the next heading; a footnote begins with its mark.
        """
        found, listed = set(), False
        for number, paragraph in enumerate(self.paragraphs, 1):
            heading = bool(LIST_HEADING.fullmatch(paragraph))
            listed = heading or (listed and not paragraph.startswith("#"))
            if (listed and not heading) or NOTE.match(paragraph):
                found.add(number)
        return frozenset(found)


def span(locator: str) -> tuple[int, int]:
    """Return the first and last paragraph of a locator; 1 and 0 where it names none."""
    found = LOCATOR.fullmatch(locator)
    return (int(found[1]), int(found[2] or found[1])) if found else (1, 0)


def read_text(name: str, content: bytes) -> Text:
    """Cut a text into paragraphs, its non-blank lines."""
    kept = [
        (number, line.rstrip("\r"))
        for number, line in enumerate(
            content.decode("utf-8-sig", errors="replace").split("\n"), start=1
        )
        if line.strip()
    ]
    return Text(name, tuple(line for _, line in kept), tuple(number for number, _ in kept))


def read_texts(directory: Path) -> dict[str, Text]:
    """Return the texts of a folder by their SHA-256."""
    return {
        hashlib.sha256(content).hexdigest(): read_text(name, content)
        for name, content in _files(directory)
    }


def _files(directory: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(directory.glob("[!.]*")):
        if path.is_file() and path.suffix.lower() in (".txt", ".md"):
            yield path.name, path.read_bytes()
