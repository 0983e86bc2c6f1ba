"""The runs of words that claims quote: where each stands, and which are not its own."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from loaders.audit.ledger import Place, occurrences
from loaders.audit.source_texts import Passage, SourceText
from loaders.quantities.extraction import Reading, readings

Cells = Mapping[str, str]


@dataclass(frozen=True)
class Quotation:
    """A claim's words in its passage, `passage.text[start:end]`; `row` is the claim's."""

    row: int
    passage: Passage
    start: int
    end: int

    @property
    def first(self) -> Place:
        """Return the paragraph and the position in it where the words begin."""
        return _place(self.passage, self.start)

    @property
    def last(self) -> Place:
        """Return the paragraph and the position in it where the words end."""
        return _place(self.passage, self.end)


def _place(passage: Passage, at: int) -> Place:
    number, offset = max((start for start in passage.starts if start[1] <= at), key=lambda s: s[1])
    return number, at - offset


def quotations(text: SourceText, claims: Mapping[int, Cells]) -> list[Quotation]:
    """Return the words of each claim that has them in its locator, in the text's order.

    Where they stand there several times, each claim that has them takes one.
    """
    taken: Counter[tuple[str, str]] = Counter()
    found = []
    for row, claim in claims.items():
        key = (claim["locator"], claim["as_printed"])
        passage = text.located(claim["locator"])
        places = list(occurrences(claim["as_printed"], passage))
        if places:
            found.append(Quotation(row, passage, *places[min(taken[key], len(places) - 1)]))
            taken[key] += 1
    return sorted(found, key=lambda each: (each.first, each.last))


def cut_short(quotations: list[Quotation]) -> Iterator[tuple[Quotation, str]]:
    """Yield the runs that cut a quantity of their passage in two, with the words of the whole."""
    read: dict[str, list[Reading]] = {}
    for each in quotations:
        whole = each.passage.text
        for reading in read.setdefault(whole, readings(whole)):
            touched = reading.start < each.end and each.start < reading.end
            if touched and not each.start <= reading.start <= reading.end <= each.end:
                yield each, whole[reading.start : reading.end]


def overlapping(quotations: list[Quotation]) -> Iterator[tuple[Quotation, Quotation]]:
    """Yield pairs of runs that share words, the later or longer one first."""
    for one, other in itertools.combinations(quotations, 2):
        if other.first < one.last:
            yield other, one
