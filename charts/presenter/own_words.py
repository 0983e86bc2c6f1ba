"""The words that a presenter gives a chart: text and nothing else, marked as the presenter's.

They stand over and beside what the chart says by itself: its own title, its unit, the hedges at its
marks, its key and its sources stay.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit

from loaders.values.edtf import Period, parse_period

IN_ADDRESS = {"title", "subtitle", "note"}
"""What of an address is a presenter's text, as long as that makes it."""
TITLE, SUBTITLE, NOTE = 100, 200, 140
"""How many characters a presenter's title, subtitle and note may have."""
MOST_NOTES = 5
MOST_ACCENTS = 2
"""How many signs may stand over one letter."""
RIGHT_TO_LEFT = {"R", "AL", "AN"}
"""Classes of characters that turn the direction of writing, and the order of numbers with it."""
OFF, LAST, ENDS, ALL = "off", "last", "ends", "all"
LABELS: Mapping[str, str] = {
    "": "As usual",
    OFF: "None",
    LAST: "Last",
    ENDS: "First, highest, last",
    ALL: "All where there is room",
}
"""Which marks have their number written at them."""
SHORT = "short"
SOURCES: Mapping[str, str] = {"": "In full", SHORT: "Names and years"}
ONE, SEVERAL = "one", "several"
ROWS: Mapping[str, str] = {"": "As usual", ONE: "One slide", SEVERAL: "Several slides"}
"""What a chart of many rows takes."""
GIVES: Mapping[str, str] = {
    "": "One slide where its rows fit in type of 12 points or more, with or without their small "
    "print; else several. A picture leaves rows out where it has no room, and says so.",
    ONE: "One slide or picture, in smaller type where that takes it. Rows are left out only where "
    "even that has no room, and it says so; the newest, the highest and the lowest stay.",
    SEVERAL: "As many slides, or pages of a deck's PDF, as all rows take with their small print in "
    "type of 12 points or more. A picture is one, as usual.",
}
"""What each of these gives."""
LETTERS = "ABCDE"
"""What stands at the marks of notes that are written below the chart."""


def plain_words(text: str, most: int) -> str:
    """Return a reader's text on one line of at most so many characters, without what is not seen,
    what turns the direction of writing, and heaps of accents.
    """
    kept: list[str] = []
    accents = 0
    for sign in unicodedata.normalize("NFC", text):
        accents = accents + 1 if unicodedata.combining(sign) else 0
        if accents <= MOST_ACCENTS:
            kept.append(sign if _is_read(sign) else " ")
    return " ".join("".join(kept).split())[:most].rstrip()


def without_own_words(link: str) -> str:
    """Return an address without a presenter's texts, which a QR code would be too dense with."""
    parts = urlsplit(link)
    kept = [(name, text) for name, text in parse_qsl(parts.query) if name not in IN_ADDRESS]
    return parts._replace(query=urlencode(kept)).geturl()


def _is_read(sign: str) -> bool:
    return sign.isprintable() and unicodedata.bidirectional(sign) not in RIGHT_TO_LEFT


@dataclass(frozen=True)
class OwnNote:
    """A note on a claim, by its id, or on a period, as EDTF."""

    at: str
    text: str

    @property
    def period(self) -> Period | None:
        """Return the period that the note is on; None where it is on a claim."""
        try:
            return parse_period(self.at)
        except ValueError:
            return None


def note_of(cell: str) -> OwnNote:
    """Return the note that an address holds: where it stands, a space, its text."""
    at, _, text = cell.strip().partition(" ")
    return OwnNote(at, plain_words(text, NOTE))


@dataclass(frozen=True)
class Headline:
    """What stands above a chart: title, what is told, what is measured with the unit."""

    title: str
    subtitle: str
    told: Sequence[str] = ()


@dataclass(frozen=True)
class OwnWords:
    """What a presenter says in place of a chart's own title and sentence, or beside its marks;
    which numbers are written at marks (`LABELS`), how sources are named (`SOURCES`), and what many
    rows take (`ROWS`).
    """

    title: str = ""
    subtitle: str = ""
    notes: Sequence[OwnNote] = ()
    labels: str = ""
    sources: str = ""
    rows: str = ""

    def over(self, title: str, subtitle: str, told: Sequence[str] = ()) -> Headline:
        """Return what stands above a chart of this title; under one of the presenter's the chart's
        own stands with its unit.
        """
        told = [self.subtitle] if self.subtitle else told
        if not self.title:
            return Headline(title, subtitle, told)
        return Headline(self.title, f"{title}; {subtitle}", told)

    @property
    def said(self) -> dict[str, str]:
        """Return the presenter's texts by what they are."""
        texts = {"Title": self.title, "Subtitle": self.subtitle}
        texts |= {f"Note {number}": note.text for number, note in enumerate(self.notes, 1)}
        return {name: text for name, text in texts.items() if text}

    @property
    def credit(self) -> str:
        """Return whose the words are, as a sentence; "" where all are the chart's own."""
        notes = "note" if len(self.notes) == 1 else "notes"
        kinds = {"title": self.title, "subtitle": self.subtitle, notes: self.notes}
        own = [kind for kind, said in kinds.items() if said]
        words = " and ".join(filter(None, [", ".join(own[:-1]), *own[-1:]]))
        return f"{words.capitalize()} by the presenter." if own else ""


NO_WORDS = OwnWords()
