"""How far numbers are apart, a row for each comparison: claims beside the official record on an
axis of per cent, and numbers that stand side by side on one of ratios. Pure functions, claims in,
chart of rows out.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from functools import partial

from charts.builders.compare import value_words
from charts.builders.row_chart import Row, RowChart, RowMark, RowScale, lying_mark
from charts.builders.shared_words import same_in_all
from charts.layout.lanes import RowWords, round_ticks
from charts.marks.formula_number import exponent
from charts.marks.mark import Mark
from charts.marks.marks import STEM
from charts.marks.series import year_position
from charts.presenter.own_words import NO_WORDS, OwnWords
from charts.text import disagreement, notes, wording
from charts.text import official_record as record_text
from loaders.analysis.official_record import RecordPair
from loaders.analysis.pairs import UNLIKE, Pair
from loaders.dataset import Claim, Dataset
from loaders.values.codelists import PLAIN
from loaders.values.intervals import Quantity

ROOM = STEM + 14
"""Pixels beyond the outermost numbers, where stems and arrows have room."""
RATIO_TICKS = (1, 1.1, 1.2, 1.3, 1.5, 1.7, 2, 3, 5, 10, 20, 50, 100, 1000)
RECORD_TITLE = "How far numbers are from the official figures"
RECORD_SUBTITLE = (
    "per cent above or below the official figure of the same place and time, which is the grey line"
)
GAPS_TITLE = "How far numbers for one quantity, place and time are apart"
GAPS_SUBTITLE = "each number as a multiple of the lower one of its row, on a logarithmic scale"
NO_SINGLE = "Not drawn, as the official figure is no single number: {count}."
NO_RATIO = "Not drawn, as one cannot be divided by the other: {count}."


def percent_text(ratio: float) -> str:
    """Return a multiple of the official figure as its distance: 1.05 as `+5 %`."""
    value = round((ratio - 1) * 100, 6)
    return f"{'+' if value > 0 else '−' if value < 0 else ''}{abs(value):g}\u00a0%"


def ratio_text(power: float) -> str:
    """Return an exponent as a multiple: 0.301 as `2×`; the lower number is the one itself."""
    return f"{10 ** (power - 1):.4g}×"


def _percent_ticks(low: float, high: float, most: int) -> list[float]:
    return [1 + tick for tick in round_ticks(low - 1, high - 1, most)]


def _ratio_ticks(low: float, high: float, most: int) -> list[float]:
    inside = [at for n in RATIO_TICKS if low <= (at := 1 + math.log10(n)) <= high]
    step = max(1, -(-len(inside) // most))
    return inside[::step]


def _ends(marks: Sequence[Mark], width: float) -> tuple[float, float]:
    """Return the ends of an axis so long: what all rows are held against, all numbers, and room for
    what is open.
    """
    numbers = [n for m in marks for n in (m.low, m.high, m.best) if not math.isnan(n)]
    low, high = min(*numbers, ORIGIN), max(*numbers, ORIGIN)
    if high == low:
        low, high = low - 0.05, high + 0.05
    room = ROOM * (high - low) / (width - 2 * ROOM)
    return low - room, high + room


ORIGIN = 1.0
PERCENT = RowScale(_ends, _percent_ticks, percent_text, ORIGIN, record=True)
RATIO = RowScale(_ends, _ratio_ticks, ratio_text, ORIGIN, joined=True)


def comparable(pairs: Iterable[RecordPair]) -> list[RecordPair]:
    """Return the pairs whose official figure is one number above zero, to which a claim has a
    ratio.
    """
    return [pair for pair in pairs if _single(pair.record) > 0]


def _single(quantity: Quantity) -> float:
    """Return the one number that bounds name; NaN of two."""
    ends = {end for end in quantity.ends.values() if not math.isnan(end)}
    return ends.pop() if len(ends) == 1 else math.nan


def record_rows(
    dataset: Dataset, pairs: Iterable[RecordPair], shared: Collection[str] = ()
) -> list[Row]:
    """Return a row for each comparison with the record; numbers are multiples of the official one.

    The line is the official figure; a mark on it says so where the office does not give it flatly.
    """
    found = []
    for pair in comparable(pairs):
        place = partial(_multiple, _single(pair.record))
        own = _mark(dataset, pair.claim, pair.printed, place)
        other = _mark(dataset, pair.recorded, pair.record, place)
        behind = (other,) if pair.recorded.shown_hedge != PLAIN else ()
        found.append(Row(record_words(dataset, pair, shared), (*behind, own), _until(pair.claim)))
    return found


def dumbbells(dataset: Dataset, pairs: Iterable[Pair], shared: Collection[str] = ()) -> list[Row]:
    """Return a row for each pair of numbers that have a ratio; they are powers of ten of it, 1
    where the lower number is. `shared` is what all rows say.
    """
    found = []
    for pair in with_ratio(pairs):
        place = partial(_power, min(_least(side) for side in pair.sides))
        told = zip(pair.claims, pair.sides, disagreement.tellers(dataset, pair), strict=True)
        marks = [
            replace(_mark(dataset, claim, side, place), texts=_texts(dataset, claim, teller))
            for claim, side, teller in told
        ]
        behind_first = sorted(marks, key=lambda one: not one.mark.official)
        found.append(Row(pair_words(dataset, pair, shared), behind_first, _until(pair.one)))
    return found


def _texts(dataset: Dataset, claim: Claim, teller: str) -> list[str]:
    """Return what may be written at a number of a pair: with who gives it, or alone."""
    value = value_words(dataset, claim)
    return [f"{value}, {teller}", value]


def _until(claim: Claim) -> float:
    return year_position(claim.end) if claim.dated else math.nan


def _multiple(base: float, number: float) -> float:
    return number / base


def _power(base: float, number: float) -> float:
    return exponent(number, math.log10(base) - 1)


def with_ratio(pairs: Iterable[Pair]) -> list[Pair]:
    """Return the pairs of which one number can be divided by the other."""
    return [
        pair
        for pair in pairs
        if pair.agreement != UNLIKE and all(_least(side) > 0 for side in pair.sides)
    ]


def _least(quantity: Quantity) -> float:
    return min((end for end in quantity.ends.values() if not math.isnan(end)), default=0.0)


def _mark(
    dataset: Dataset, claim: Claim, side: Quantity, place: Callable[[float], float]
) -> RowMark:
    """Return the mark of a claim, whose number on this side of a comparison has a place."""
    quantity = claim.quantity
    mark = replace(
        lying_mark(dataset, claim),
        low=quantity.chart_low,
        high=quantity.chart_high,
        best=quantity.best * quantity.factor,
        fall="",
    )
    return RowMark(mark, partial(_in_unit_of_side, place, side.factor / quantity.factor))


def _in_unit_of_side(place: Callable[[float], float], factor: float, number: float) -> float:
    return place(number * factor)


def record_words(dataset: Dataset, pair: RecordPair, shared: Collection[str] = ()) -> RowWords:
    """Return what a comparison is called: the claim's value and what it is of, but for what is
    shared; then the official figure, and whether the two agree.
    """
    claim, recorded = pair.claim, pair.recorded
    value = wording.claim_words(dataset, claim)
    what = _but(shared, record_subject(dataset, pair))
    official = wording.claim_words(dataset, recorded)
    work = dataset.works[recorded.document_id].short()
    gap = record_text.difference(dataset, pair)
    stands = record_text.WHERE_WORDS[pair.where]
    quiet = (
        f"{disagreement.source(dataset, claim)}; official figure {official} ({work})",
        f"{stands[:1].upper()}{stands[1:]}" + (f": {gap}" if gap else ""),
    )
    said = dataset.works[claim.document_id].short()
    return RowWords(claim.claim_id, f"{value}: {what}", quiet, f"{value}, {said}: {what}")


def record_subject(dataset: Dataset, pair: RecordPair) -> list[str]:
    """Return what a comparison is of: the indicator, the place, the period."""
    claim = pair.claim
    title = str(dataset.indicators.loc[claim.indicator_id, "title"])
    place = wording.place_words(dataset, claim.place_id, claim.from_place_id, title)
    return [title, place, wording.period_words(claim)]


def pair_words(dataset: Dataset, pair: Pair, shared: Collection[str] = ()) -> RowWords:
    """Return what a pair is called: what both measure, and when, but for what is shared; then who
    gives what.
    """
    one, other = (
        f"{name}: {disagreement.said(dataset, claim, pair.unit)}"
        for name, claim in zip(disagreement.tellers(dataset, pair), pair.claims, strict=True)
    )
    name = _but(shared, disagreement.subject(dataset, pair))
    return RowWords(pair.one.claim_id, name, (one, other, disagreement.fit_words(dataset, pair)))


def _but(shared: Collection[str], parts: Sequence[str]) -> str:
    """Return the parts of a name that not all rows have; where they have all, the last."""
    kept = [part for part in parts if part and part not in shared]
    return ", ".join(kept or parts[-1:])


def record_chart(
    dataset: Dataset, pairs: Sequence[RecordPair], own: OwnWords = NO_WORDS
) -> RowChart:
    """Return claims beside the official figures; `own` are a presenter's words."""
    drawn = comparable(pairs)
    claims = [claim for pair in drawn for claim in (pair.claim, pair.recorded)]
    below = [*_left_out(NO_SINGLE, len(pairs) - len(drawn)), _note(dataset, claims, own)]
    shared = same_in_all([record_subject(dataset, pair) for pair in drawn])
    rows = record_rows(dataset, pairs, shared)
    subtitle = _over(RECORD_SUBTITLE, shared)
    return RowChart(RECORD_TITLE, subtitle, rows, below, PERCENT, own=own)


def dumbbell_chart(dataset: Dataset, pairs: Sequence[Pair], own: OwnWords = NO_WORDS) -> RowChart:
    """Return pairs of numbers side by side; `own` are a presenter's words."""
    drawn = with_ratio(pairs)
    claims = [claim for pair in drawn for claim in pair.claims]
    below = [*_left_out(NO_RATIO, len(pairs) - len(drawn)), _note(dataset, claims, own)]
    shared = same_in_all([disagreement.subject(dataset, pair) for pair in drawn])
    rows = dumbbells(dataset, pairs, shared)
    return RowChart(GAPS_TITLE, _over(GAPS_SUBTITLE, shared), rows, below, RATIO, own=own)


def _over(subtitle: str, shared: Sequence[str]) -> str:
    return f"{subtitle}; in every row: {', '.join(shared)}" if shared else subtitle


def _left_out(sentence: str, count: int) -> list[str]:
    return [sentence.format(count=count)] if count else []


def _note(dataset: Dataset, claims: Sequence[Claim], own: OwnWords) -> str:
    names = [claim.claim_id for claim in claims]
    return notes.source_note(dataset, dataset.joined[dataset.joined["claim_id"].isin(names)], own)
