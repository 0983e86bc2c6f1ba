"""The ledger of a text: for each numeral, the claim or the exclusion that accounts for it."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field

from loaders.audit.source_texts import Passage, SourceText
from loaders.quantities.note_marks import is_mark, may_be_mark
from loaders.quantities.numerals import numbers
from loaders.schema.tables import CLAIMED

Place = tuple[int, int]
"""A paragraph, counted from 1, and a position in it."""
EVERY, MARK = "*", "footnote_mark"


@dataclass(frozen=True)
class RowWords:
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
    unused: the rows of exclusions that account for nothing.
    starred: the rows of exclusions that take all numerals of body text.
    """

    ways: dict[Place, str] = field(default_factory=dict)
    unaccounted: list[Place] = field(default_factory=list)
    unused: list[int] = field(default_factory=list)
    starred: list[int] = field(default_factory=list)

    def keep(self, paragraphs: Set[int]) -> None:
        """Leave out what stands in other paragraphs."""
        self.ways = {place: way for place, way in self.ways.items() if place[0] in paragraphs}
        self.unaccounted = [place for place in self.unaccounted if place[0] in paragraphs]

    def counts(self) -> Mapping[str, int]:
        """Return how many numerals are accounted for in each way, the most frequent first."""
        return dict(Counter(self.ways.values()).most_common())


def ledger(text: SourceText, claims: Sequence[RowWords], exclusions: Sequence[RowWords]) -> Ledger:
    """Account for each numeral of a text by claims, then by exclusions, `*` last."""
    kept = Ledger()
    for place in _claimed(text, claims):
        kept.ways[place] = CLAIMED
    for row in sorted(exclusions, key=lambda each: each.text == EVERY):
        _exclude(text, row, kept)
    kept.unaccounted = [place for place in text.numerals if place not in kept.ways]
    return kept


def _claimed(text: SourceText, claims: Sequence[RowWords]) -> Iterator[Place]:
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
    for match in re.finditer(re.escape(words), passage.text):
        if not any(_cuts(passage, at) for at in match.span()):
            yield match.span()


def _cuts(passage: Passage, at: int) -> bool:
    """Tell whether a position is inside a word or a numeral."""
    text, whole = passage.text, passage.numerals
    if 0 < at < len(text) and text[at - 1].isalpha() and text[at].isalpha():
        return True
    before = bisect_left(whole, at, key=lambda numeral: numeral.start) - 1
    return before >= 0 and at < whole[before].end


def _within(text: SourceText, passage: Passage, start: int, end: int) -> Iterator[Place]:
    """Yield the places of a passage's numerals from `start` to `end`."""
    first = bisect_right(passage.starts, start, key=lambda each: each[1]) - 1
    for number, offset in itertools.islice(passage.starts, first, None):
        if offset >= end:
            return
        own = text.numerals_in[number]
        at = bisect_left(own, start - offset, key=lambda numeral: numeral.start)
        while at < len(own) and own[at].end <= end - offset:
            yield number, own[at].start
            at += 1


def _fits(row: RowWords, paragraph: str, at: int) -> bool:
    """Tell whether a row's reason is that of a numeral: only one excludes a note's mark."""
    return may_be_mark(paragraph, at) if row.reason == MARK else not is_mark(paragraph, at)


def _exclude(text: SourceText, row: RowWords, kept: Ledger) -> None:
    passage = text.located(row.locator)
    if row.text == EVERY:
        places = [
            (number, numeral.start)
            for number, _ in passage.starts
            for numeral in text.numerals_in[number]
        ]
        if any(number not in text.apparatus for number, _ in passage.starts):
            kept.starred.append(row.row)
    else:
        found = occurrences(row.text, passage) if len(numbers(row.text)) == 1 else ()
        places = [p for start, end in found for p in _within(text, passage, start, end)]
        places = [(n, at) for n, at in places if _fits(row, text.paragraphs[n - 1], at)]
    free = [place for place in places if place not in kept.ways]
    kept.ways.update(dict.fromkeys(free, row.reason))
    if not free:
        kept.unused.append(row.row)
