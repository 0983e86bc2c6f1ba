"""Places in a document or a work, and the printed words that stand there."""

from __future__ import annotations

import re


def split_references(cell: str) -> list[tuple[str, str]]:
    """Split a `reference_ids` cell into (key, place); the place is empty where none is given."""
    found = (re.fullmatch(r"(?s)([^\[\]]*)(?:\[(.*)\])?", part) for part in cell.split(";"))
    return [(m.group(1), m.group(2) or "") for m in found if m]


def locator_words(locator: str) -> str:
    """Return a locator as a source note prints it: `para 60` → `¶60`."""
    return locator.replace("para ", "¶") if locator.startswith("para ") else locator


def plain_words(words: str) -> str:
    """Return `as_printed` without the escapes and tags of the document's text."""
    return re.sub(r"\\([$_*#])", r"\1", re.sub(r"</?\w+\s*/?>", "", words))
