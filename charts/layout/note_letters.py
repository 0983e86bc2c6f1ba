"""The notes of single claims on a chart over time: a letter beside each mark, explained below."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from charts.marks.marks import HALO, Canvas, Mark
from charts.style.theme import Palette, Size
from charts.text import notes, wording
from loaders.dataset import Claim, Dataset, claims_in

ALPHABET = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Remark:
    """A letter, the mark that it stands beside, and the claims whose notes it leads to."""

    letter: str
    mark: Mark
    claims: Sequence[Claim]


def remarks_on(plots: Iterable[Iterable[Mark]], claims: pd.DataFrame) -> list[Remark]:
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
    return [Remark(letter, mark, rows) for letter, (mark, rows) in letters]


def remark_lines(dataset: Dataset, remarks: Iterable[Remark]) -> list[str]:
    """Return what stands below a chart: a line for each remark, its number, note and paragraph."""
    return [f"{remark.letter}. {_told(dataset, remark.claims)}" for remark in remarks]


def remark_letters(
    remarks: Iterable[Remark], marks: Iterable[Mark], canvas: Canvas, palette: Palette, size: Size
) -> list[dict[str, Any]]:
    """Return the letters of a plot as annotations; `marks` are its marks as they stand on it."""
    placed = {mark.claim_id: mark for mark in marks}
    on = {"xref": canvas.x_axis, "yref": canvas.y_axis}
    return [
        {**_letter(remark.letter, placed[remark.mark.claim_id], palette, size), **on}
        for remark in remarks
        if remark.mark.claim_id in placed
    ]


def _letters() -> Iterator[str]:
    """Yield a, b, … z, aa, bb, …: as many as are asked for."""
    times = 0
    while True:
        times += 1
        yield from (letter * times for letter in ALPHABET)


def _told(dataset: Dataset, claims: Sequence[Claim]) -> str:
    first = claims[0]
    about = f"{wording.claim_words(dataset, first)}, {wording.period_words(first)}"
    said = " ".join(dict.fromkeys(claim.note for claim in claims))
    return f"{about}: {said} ({notes.sources(dataset.works, claims)})"


def _letter(letter: str, mark: Mark, palette: Palette, size: Size) -> dict[str, Any]:
    """Return a letter right of a mark, clear of its halo."""
    return {
        "text": f"<b>{letter}</b>",
        "x": mark.x1 if mark.span else mark.x,
        "y": mark.middle,
        "xanchor": "left",
        "yanchor": "middle",
        "xshift": 3 if mark.span else HALO // 2 + 2,
        "showarrow": False,
        "font": {"size": size.note_size, "color": palette.ink},
        "bgcolor": palette.paper,
        "borderpad": 1,
        "opacity": 0.9,
    }
