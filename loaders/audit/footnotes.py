"""Footnotes of a text: the marks of a sentence, and the works that a footnote names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping

from loaders.audit.source_texts import SourceText
from loaders.citations.works import Work
from loaders.quantities.note_marks import MARK, note_number, note_numbers

END = re.compile(rf"""(?P<stop>[.?!])(?:["'”’)\]]|{MARK})*(?=\s+["'“‘(\[]?[A-Z0-9<]|\s*$)""")
ABBREVIATED = re.compile(
    r"(?:\b[A-Z]|\b(?:Rs|Mr|Mrs|Ms|Dr|St|Mt|No|vs|Inc|Co|Jr|Gen|Gov|Sen|Rep))$"
)
LONGEST = 4
"""No abbreviation has more letters."""
IBID = re.compile(r"\bibid\b", re.IGNORECASE)
CITES = re.compile(r"“|https?://|\*[^*]+\*|\bibid\b", re.IGNORECASE)
"""What a footnote that cites a work has: a title in quotes or italics, an address, `Ibid.`"""
BACKGROUND = re.compile(
    r"\bFor (?:further|more|additional|general|historic(?:al)?)\b[^“.]*?\bsee\b.*"
)
"""The end of a footnote that names works to read further, and no source of the sentence."""
ASIDE_BEFORE = re.compile(r",\s(?:a|an|the)\s\w+\s(?:of|with)\s$")
"""What stands before a number that describes a noun in passing: in Peru, a country of …"""
ASIDE_REACH = 60
"""More characters than the words before such a number have."""
SHORT_TITLE = 3
"""Titles of fewer words count only where the author is named too."""


def sentence_span(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where the sentence of `text[start:end]` begins and ends, with its footnote marks."""
    stops = [
        stop
        for stop in END.finditer(text)
        if stop["stop"] != "."
        or not ABBREVIATED.search(text, max(0, stop.start() - LONGEST), stop.start())
    ]
    begin = max((stop.end() for stop in stops if stop.end() <= start), default=0)
    finish = min((stop.end() for stop in stops if stop.start() >= end - 1), default=len(text))
    return begin, finish


def footnote_marks(text: str) -> list[str]:
    """Return the numbers of the footnote marks of a text, in its order."""
    return list(note_numbers(text))


def is_aside(text: str, start: int, end: int) -> bool:
    """Tell whether `text[start:end]` is a description between commas, which no footnote is for."""
    before = text[max(0, start - ASIDE_REACH) : start]
    return bool(ASIDE_BEFORE.search(before)) and text[end : end + 1] == ","


def footnotes(text: SourceText) -> dict[str, str]:
    """Return the footnotes by number; a paragraph without a mark goes on with the one before."""
    found: dict[str, str] = {}
    last = ""
    for number in sorted(text.apparatus):
        paragraph = text.paragraphs[number - 1]
        if note := note_number(paragraph):
            last, words = note
            found[last] = f"{found[last]} {words}" if last in found else words
        elif last:
            found[last] += f" {paragraph}"
    return found


def works_named(notes: Mapping[str, str], works: Mapping[str, Work]) -> dict[str, set[str]]:
    """Return the works that each footnote names by title; `Ibid.` names those of the one before."""
    found: dict[str, set[str]] = {}
    before: set[str] = set()
    for number, note in notes.items():
        words = _key(_sources(note))
        named = {key for key, work in works.items() if _names(words, work)}
        found[number] = before = named | (before if IBID.search(note) else set())
    return found


def cites_something(notes: Collection[str]) -> bool:
    """Tell whether some footnote cites a work at all, rather than remark or name an interview."""
    return any(CITES.search(_sources(note)) for note in notes)


def _sources(note: str) -> str:
    """Return a footnote without the works that it names for further reading."""
    return BACKGROUND.sub("", note)


def _names(words: str, work: Work) -> bool:
    title = re.sub(r"\[[^\]]*\]", "", work.title)
    main = _key(re.split(r"[:?]", title, maxsplit=1)[0])
    if len(main.split()) >= SHORT_TITLE:
        return f" {main} " in f" {words} "
    return f" {main} " in f" {words} " and _key(work.short().rsplit(" ", 1)[0]).split()[0] in words


def _key(text: str) -> str:
    """Return the words of a text without case, accents, marks and punctuation."""
    plain = unicodedata.normalize("NFKD", re.sub(r"<[^>]*>|\\", "", text)).casefold()
    letters = "".join(c for c in plain if not unicodedata.combining(c) and c not in "’'")
    return " ".join(re.findall(r"[a-z0-9]+", letters))
