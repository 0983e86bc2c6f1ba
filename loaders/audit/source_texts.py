"""The texts that were read: found by their SHA-256, as they are not part of the project."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from loaders.errors import DatasetError, Problem
from loaders.quantities.note_marks import NOTE
from loaders.quantities.numerals import Numeral, numerals

VARIABLE = "CITED_FIGURES_TEXTS"
"""What names the folder of the texts."""
FOLDER = "texts"
"""Where a dataset has them otherwise; they are no part of it."""
SUFFIXES = (".txt", ".md")
LOCATOR = re.compile(r"para (\d+)(?:-(\d+))?")
LIST_HEADING = re.compile(
    r"[#*\s]*(?:references|notes|endnotes|footnotes|bibliography|works cited|sources)[:*\s]*",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Passage:
    """Paragraphs as one text, joined by spaces: a sentence may run over a page's end."""

    text: str
    starts: tuple[tuple[int, int], ...]
    """Each paragraph's number, and where it begins."""

    @cached_property
    def numerals(self) -> Sequence[Numeral]:
        """Return the numerals of the whole, those that run over a paragraph's end included."""
        return numerals(self.text)


@dataclass(frozen=True)
class SourceText:
    """A document's text: its file's name, and its paragraphs with the file's lines."""

    name: str
    paragraphs: tuple[str, ...]
    lines: tuple[int, ...]
    passages: dict[str, Passage] = field(default_factory=dict, repr=False, compare=False)
    """Those that were asked for: many rows have one locator."""

    def _passage(self, first: int, last: int) -> Passage:
        starts, at = [], 0
        numbers = range(max(first, 1), min(last, len(self.paragraphs)) + 1)
        for number in numbers:
            starts.append((number, at))
            at += len(self.paragraphs[number - 1]) + 1
        return Passage(" ".join(self.paragraphs[n - 1] for n in numbers), tuple(starts))

    def located(self, locator: str) -> Passage:
        """Return the paragraphs of a locator; none for a locator of another kind."""
        if locator not in self.passages:
            self.passages[locator] = self._passage(*span(locator))
        return self.passages[locator]

    @cached_property
    def numerals_in(self) -> Mapping[int, Sequence[Numeral]]:
        """Return the numerals of each paragraph, counted from 1."""
        return {number: numerals(paragraph) for number, paragraph in enumerate(self.paragraphs, 1)}

    @cached_property
    def numerals(self) -> Mapping[tuple[int, int], Numeral]:
        """Return every numeral by its paragraph and its position in it, in the text's order."""
        return {
            (number, found.start): found
            for number, each in self.numerals_in.items()
            for found in each
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


def read_text(name: str, content: bytes) -> SourceText:
    """Cut a text into paragraphs, its non-blank lines."""
    kept = [
        (number, line.rstrip("\r"))
        for number, line in enumerate(
            content.decode("utf-8-sig", errors="replace").split("\n"), start=1
        )
        if line.strip()
    ]
    return SourceText(name, tuple(line for _, line in kept), tuple(number for number, _ in kept))


def texts_folder(directory: Path) -> Path | None:
    """Return the folder of the texts that a dataset's documents were read from: the one that
    `CITED_FIGURES_TEXTS` names, or else the dataset's own `texts`; None where there is neither.
    """
    named, own = os.environ.get(VARIABLE), directory / FOLDER
    return Path(named) if named else own if own.is_dir() else None


def read_texts(directory: Path) -> dict[str, SourceText]:
    """Return the texts of a folder by their SHA-256.

    Raise `DatasetError` with every file that cannot be read.
    """
    found, problems = {}, []
    for path in sorted(directory.glob("[!.]*")):
        try:
            if path.suffix.lower() in SUFFIXES and path.is_file():
                content = path.read_bytes()
                found[hashlib.sha256(content).hexdigest()] = read_text(path.name, content)
        except OSError as error:
            what = f"cannot be read: {error.strerror or error}"
            fix = "change its permissions, or take it out of the folder"
            problems.append(
                Problem(str(path), 0, "file", what=what, allowed="a text that may be read", fix=fix)
            )
    if problems:
        raise DatasetError(problems)
    return found
