"""The ledger of a text: for each numeral, the claim or the exclusion that accounts for it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from loaders.language.numerals import Numeral, numerals
from loaders.schema import CLAIMED
from loaders.texts import Passage, Text

Place = tuple[int, int]
"""A paragraph, counted from 1, and a position in it."""
EVERY, MARK = "*", "footnote_mark"


@dataclass(frozen=True)
class Words:
    """What a row gives: a run of words at a locator; `row` tells which row it is."""

    row: int
    locator: str
    text: str
    reason: str = CLAIMED


@dataclass
class Ledger:
    """How the numerals of a text are accounted for.

    ways: by place, `claim` or the reason of an exclusion.
    unaccounted: the places of those that nothing accounts for, in the text's order.
    unused: the rows of exclusions that account for nothing; of those in `not_one`, the numeral
    is not one numeral.
    starred: the rows of exclusions that take all numerals of body text.
    """

    ways: dict[Place, str] = field(default_factory=dict)
    unaccounted: list[Place] = field(default_factory=list)
    unused: list[int] = field(default_factory=list)
    not_one: set[int] = field(default_factory=set)
    starred: list[int] = field(default_factory=list)

    def counts(self) -> Mapping[str, int]:
        """Return how many numerals are accounted for in each way, the most frequent first."""
        return dict(Counter(self.ways.values()).most_common())


def ledger(text: Text, claims: Sequence[Words], exclusions: Sequence[Words]) -> Ledger:
    """Account for each numeral of a text by claims, then by exclusions, `*` last."""
    kept = Ledger()
    for place in claimed(text, claims):
        kept.ways[place] = CLAIMED
    for row in sorted(exclusions, key=lambda each: each.text == EVERY):
        _exclude(text, row, kept)
    kept.unaccounted = [place for place in text.numerals if place not in kept.ways]
    return kept


def claimed(text: Text, claims: Sequence[Words]) -> Iterator[Place]:
    """Yield the places of the numerals that stand in claims' words.

    Where the words stand in the passage several times, each claim that has them takes one.
    """
    takers = Counter((claim.locator, claim.text) for claim in claims)
    for (locator, words), count in takers.items():
        passage = text.located(locator)
        for start, end in list(occurrences(words, passage))[:count]:
            yield from _within(text, passage, start, end)


def occurrences(words: str, passage: Passage) -> Iterator[tuple[int, int]]:
    """Yield where words stand in a passage without cutting a numeral or a word in two."""
    if not words:
        return
    whole = numerals(passage.text)
    for match in re.finditer(re.escape(words), passage.text):
        start, end = match.span()
        cut = any(n.start < start < n.end or n.start < end < n.end for n in whole)
        if (
            not cut
            and not _inside_word(passage.text, start)
            and not _inside_word(passage.text, end)
        ):
            yield start, end


def _inside_word(text: str, at: int) -> bool:
    return 0 < at < len(text) and text[at - 1].isalpha() and text[at].isalpha()


def _within(text: Text, passage: Passage, start: int, end: int) -> Iterator[Place]:
    for place, numeral in _of(text, passage):
        number, at = place
        begin = dict(passage.starts)[number] + at
        if start <= begin and begin + len(numeral.text) <= end:
            yield place


def _of(text: Text, passage: Passage) -> Iterator[tuple[Place, Numeral]]:
    numbers = {number for number, _ in passage.starts}
    return ((p, n) for p, n in text.numerals.items() if p[0] in numbers)


def _exclude(text: Text, row: Words, kept: Ledger) -> None:
    passage = text.located(row.locator)
    if row.text == EVERY:
        places = [place for place, _ in _of(text, passage)]
        if any(number not in text.apparatus for number, _ in passage.starts):
            kept.starred.append(row.row)
    else:
        if len(numerals(row.text)) != 1:
            kept.not_one.add(row.row)
        found = occurrences(row.text, passage) if row.row not in kept.not_one else ()
        places = [p for start, end in found for p in _within(text, passage, start, end)]
        places = [p for p in places if _is_mark(text, p) == (row.reason == MARK)]
    free = [place for place in places if place not in kept.ways]
    kept.ways.update(dict.fromkeys(free, row.reason))
    if not free:
        kept.unused.append(row.row)


def _is_mark(text: Text, place: Place) -> bool:
    """Tell whether a numeral stands in a `<sup>`: only `footnote_mark` may exclude it."""
    number, at = place
    return bool(re.search(r"<sup>[^<]*$", text.paragraphs[number - 1][:at]))
