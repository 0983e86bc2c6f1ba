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


def part_paragraphs(part: str) -> list[tuple[int, int]]:
    """Return the first and last of each run of paragraphs: `para 1-12; para 20`."""
    found = re.findall(r"para ([0-9]{1,9})(?:-([0-9]{1,9}))?", part)
    return [(int(first), int(last or first)) for first, last in found]


def part_words(part: str) -> str:
    """Say which part of a text is curated: `curated in part: paragraphs 1–12 and 20`."""
    runs = [f"{a}–{b}" if a < b else str(a) for a, b in part_paragraphs(part)]
    one = len(runs) == 1 and runs[0].isdigit()
    listed = " and ".join([", ".join(runs[:-1]), runs[-1]] if len(runs) > 1 else runs)
    return f"curated in part: {'paragraph' if one else 'paragraphs'} {listed}"


def after_work(work: str, place: str) -> str:
    """Return a short citation with the place in it: `Smith 2023 ¶2`, `FAO 2022, main text`."""
    joint = " " if place.startswith("¶") else ", "
    return f"{work}{joint}{place}" if place else work


def plain_words(words: str) -> str:
    """Return `as_printed` without the escapes and tags of the document's text."""
    return re.sub(r"\\([$_*#])", r"\1", re.sub(r"</?\w+\s*/?>", "", words))
