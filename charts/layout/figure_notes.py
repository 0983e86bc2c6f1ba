"""Notes below a figure: in as many lines as there is room for, what is left out counted; and those
of single claims on a chart over time, with a letter beside each mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from charts.marks.mark import Mark
from charts.style.fonts import wrap
from charts.text import notes, wording
from loaders.dataset import Claim, Dataset, claims_in

FOOT = re.compile(r"(?:^|(?<=\. ))[^.;]+, data ")
"""How the end of a source note begins, which is never left out: with the site's name, which has
no stop.
"""
MORE = "And {count} more, in the table of the chart's rows."
MORE_SOURCES = "and {count} more, in full in the description that this file carries."


def condensed(texts: Sequence[str], width: float, size: int, most: int | None) -> list[str]:
    """Return texts, each beginning a line, in at most `most` lines (None: as many as they take);
    `width` is a line's in pixels, `size` the font's.

    The last is the source note, which is kept longest: the texts before it are left out from
    the end on, and one line counts them; then the sources themselves, counted too. Nothing is cut
    within a statement, so that the least there is may be longer than `most`.
    """
    lines = _lines(texts, width, size)
    if most is None or len(lines) <= most or not texts:
        return lines
    *statements, note = texts
    for kept in range(len(statements) - 1, -1, -1):
        counted = MORE.format(count=len(statements) - kept)
        lines = _lines([*statements[:kept], counted, note], width, size)
        if len(lines) <= most:
            return lines
    counts = [MORE.format(count=len(statements))] if statements else []
    for shorter in _shorter(note):
        lines = _lines([*counts, shorter], width, size)
        if len(lines) <= most:
            break
    return lines


def _shorter(note: str) -> list[str]:
    """Return the note with ever fewer sources, none at last."""
    end = max((found.start() for found in FOOT.finditer(note)), default=len(note))
    sources, foot = note[:end], note[end:]
    pieces = sources.rstrip(". ").split("; ")
    found = [
        f"{'; '.join(pieces[:kept])}; {MORE_SOURCES.format(count=len(pieces) - kept)} {foot}"
        for kept in range(len(pieces) - 1, 0, -1)
    ]
    return [*found, f"Sources: {len(pieces)}, in full in the description of this file. {foot}"]


def _lines(texts: Sequence[str], width: float, size: int) -> list[str]:
    return [line for text in texts for line in wrap(text, width, size)]


ALPHABET = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class LetteredNote:
    """A letter, the mark that it stands beside, and the claims whose notes it leads to."""

    letter: str
    mark: Mark
    claims: Sequence[Claim]


def lettered_notes(plots: Iterable[Iterable[Mark]], claims: pd.DataFrame) -> list[LetteredNote]:
    """Return a remark for each mark that has claims of documents with a note: plot by plot, in
    each from left to right.

    What is odd about the record's figures is told of its series as a whole.
    """
    noted = claims[(claims["note"] != "") & ~claims["official"]]
    by_id = {claim.claim_id: claim for claim in claims_in(noted)}
    noted_marks = [
        (mark, rows)
        for marks in plots
        for mark in sorted(marks, key=lambda mark: (mark.x, mark.value))
        if (rows := [by_id[name] for name in mark.claim_id.split() if name in by_id])
    ]
    letters = zip(_letters(), noted_marks, strict=False)
    return [LetteredNote(letter, mark, rows) for letter, (mark, rows) in letters]


def lettered_lines(dataset: Dataset, remarks: Iterable[LetteredNote]) -> list[str]:
    """Return what stands below a chart: a line for each remark, its number, note and paragraph."""
    return [f"{remark.letter}. {_note_words(dataset, remark.claims)}" for remark in remarks]


def _letters() -> Iterator[str]:
    """Yield a, b, … z, aa, bb, …: as many as are asked for."""
    times = 0
    while True:
        times += 1
        yield from (letter * times for letter in ALPHABET)


def _note_words(dataset: Dataset, claims: Sequence[Claim]) -> str:
    first = claims[0]
    about = f"{wording.claim_statement(dataset, first)}, {wording.period_words(first)}"
    said = " ".join(dict.fromkeys(claim.note for claim in claims))
    return f"{about}: {said} ({notes.sources(dataset.works, claims)})"
