"""A new version of a text beside the one that was read: which paragraphs are the same, and which
rows stand in them.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from loaders.audit.source_texts import SourceText, span
from loaders.curation.renaming import Cells, changed_rows, checked
from loaders.queries.selection import records
from loaders.schema.file_names import CLAIMS
from loaders.storage.folder import Contents, Files

OF_TEXT = (CLAIMS, "exclusions", "events")
"""The tables whose rows stand in paragraphs."""


@dataclass(frozen=True)
class Edition:
    """A document with the text that was read of it and the newer one."""

    document_id: str
    old: SourceText
    new: SourceText
    sha256: str
    """That of the new text."""

    @property
    def places(self) -> Mapping[int, int]:
        """Return for each paragraph of the old text that the new one has, its number there."""
        match = difflib.SequenceMatcher(None, self.old.paragraphs, self.new.paragraphs, False)
        return {
            block.a + at + 1: block.b + at + 1
            for block in match.get_matching_blocks()
            for at in range(block.size)
        }


def carried(locator: str, places: Mapping[int, int]) -> str:
    """Return where a row's paragraphs stand in the new text; "" where one is another there, or
    they no longer follow each other.
    """
    first, last = span(locator)
    found = [places.get(number, 0) for number in range(first, last + 1)]
    if not last or not all(found) or found[-1] - found[0] != last - first:
        return ""
    return f"para {found[0]}" + (f"-{found[-1]}" if last > first else "")


def nearest(locator: str, edition: Edition) -> str:
    """Return where a paragraph that is another in the new text would stand: as far behind the last
    one before it that is the same, and inside the text.
    """
    first, last = span(locator)
    places = {0: 0, **edition.places}
    before = max(number for number in places if number < first)
    begin = min(places[before] + first - before, len(edition.new.paragraphs))
    end = min(begin + last - first, len(edition.new.paragraphs))
    return f"para {begin}" + (f"-{end}" if end > begin else "")


def new_version(before: Contents, edition: Edition) -> tuple[dict[str, bytes], list[str]]:
    """Return the files in which a document is read from the new text, with the locators of rows
    whose paragraphs are the same; and a line for each row whose paragraph is not. Of these a claim
    or an event stays, where its paragraph would stand, for the audit to tell; an exclusion goes.

    Raise `DatasetError` for what `check` refuses.
    """
    left: list[str] = []
    places = edition.places

    def change(table: str, cells: Cells) -> Cells | None:
        if cells.get("document_id") != edition.document_id:
            return cells
        if table == "documents":
            return _read_anew(cells, edition)
        if table not in OF_TEXT or not span(cells["locator"])[1]:
            return cells
        if where := carried(cells["locator"], places):
            return {**cells, "locator": where}
        left.append(f"{table}: {cells['locator']}: {_named(table, cells)}")
        where = nearest(cells["locator"], edition)
        return None if table == "exclusions" else {**cells, "locator": where}

    return checked(before, changed_rows(before, change), {}), left


def _read_anew(cells: Cells, edition: Edition) -> Cells:
    was = f"Its text until {date.today()} has the SHA-256 {cells['text_sha256']}."
    note = f"{cells['note']} {was}".strip()
    length = str(len(edition.new.paragraphs))
    return {**cells, "text_sha256": edition.sha256, "paragraphs": length, "note": note}


def _named(table: str, cells: Cells) -> str:
    if table == "exclusions":
        return f"{cells['numeral']} ({cells['reason']})"
    key = cells["claim_id"] if table == CLAIMS else cells["event_id"]
    return f"{key}, {cells['as_printed']}"


def rows_of_edition(files: Files, edition: Edition, key: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a document's text that are the same in an edition that is a document of its
    own, under its key, as `add --jsonl` takes them.
    """
    places = edition.places
    for table in OF_TEXT:
        frame = files.in_force if table == CLAIMS else files.frames[table]
        rows = frame[frame["document_id"] == edition.document_id].fillna("")
        for cells in records(rows):
            if where := carried(str(cells["locator"]), places):
                kept = {n: str(cell) for n, cell in cells.items() if cell and n not in NOT_CARRIED}
                yield {"table": table, **kept, **_own(table, cells, edition, key), "locator": where}


def _own(table: str, cells: Mapping[str, str], edition: Edition, key: str) -> Mapping[str, str]:
    name = {CLAIMS: "claim_id", "events": "event_id"}.get(table)
    own = str(cells[name]).removeprefix(f"{edition.document_id}-") if name else ""
    return {"document_id": key, **({name: f"{key}-{own}"} if name else {})}


NOT_CARRIED = ("added", "supersedes", "correction_reason", "withdrawn", "withdrawal_reason")
"""Cells that are of the older row alone."""
