"""Places in a document or a work, and the printed words that stand there."""

from __future__ import annotations

import re

NOT_NOTED = "not noted"
"""How a locator's section is called where the place was not written down."""


QUOTED = "section as quoted by "
"""How a locator begins where a figure was read in another work than the office's own."""


def quoted_by(locator: str) -> str:
    """Return the work in which a figure was read as its office's: `KJZZ, 27 May 2025`; empty
    where it was read in the office's own publication.
    """
    return locator.removeprefix(QUOTED) if locator.startswith(QUOTED) else ""


def split_references(cell: str) -> list[tuple[str, str]]:
    """Split a `reference_ids` cell into (key, place); the place is empty where none is given."""
    found = (re.fullmatch(r"(?s)([^\[\]]*)(?:\[(.*)\])?", part) for part in cell.split(";"))
    return [(m.group(1), m.group(2) or "") for m in found if m]


def locator_words(locator: str) -> str:
    """Return a locator as a source note prints it: `para 60` → `¶60`, `section abstract` →
    `abstract`; a section with a number keeps its word. Rows of a data file, which a filter finds,
    have no place for readers: it is said that the figure is from a file.
    """
    kind, _, own = locator.partition(" ")
    if kind == "row":
        return ""
    if kind == "para":
        return f"¶{own}"
    if kind != "section" or own[:1].isdigit():
        return locator
    return "page not recorded" if own == NOT_NOTED else own


def after_work(work: str, place: str) -> str:
    """Return a short citation with the place in it: `Smith 2023 ¶2`, `FAO 2022, main text`."""
    joint = " " if place.startswith("¶") else ", "
    return f"{work}{joint}{place}" if place else work


def plain_words(words: str) -> str:
    """Return `as_printed` without the escapes and tags of the document's text."""
    return re.sub(r"\\([$_*#])", r"\1", re.sub(r"</?\w+\s*/?>", "", words))
