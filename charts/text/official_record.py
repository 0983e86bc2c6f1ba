"""A claim beside the record in words: neutral and exact, no verdict on anybody."""

from __future__ import annotations

import math
import re
import sys
from collections.abc import Callable, Iterable, Sequence

from charts.text import notes, wording
from charts.text.series_summary import many
from loaders.analysis import official_record as record
from loaders.dataset import Claim, Dataset
from loaders.queries.record import record_series
from loaders.queries.selection import RATE
from loaders.values.codelists import MEASURES, NOT_STATED, STATUSES, VINTAGES
from loaders.values.edtf import parse_period
from loaders.values.intervals import ABOVE, BELOW, HIGH, LOW, PARTLY, POINT, ROUNDED, WITHIN, Gap

WHERE_WORDS = {
    WITHIN: "agrees as worded",
    ROUNDED: "agrees if rounded",
    PARTLY: "agrees in part",
    ABOVE: "does not agree",
    BELOW: "does not agree",
}
CLAIM_END = {POINT: "", LOW: "its lower limit is ", HIGH: "its upper limit is "}
RECORD_END = {
    POINT: "the official figure",
    LOW: "the official figure's lower limit",
    HIGH: "the official figure's upper limit",
}
REASON_WORDS = {
    record.PERIOD: "Official figures are for other periods only",
    record.UNDATED: "The document gives no period",
    record.PLACE: "Official figures are for other places only",
    record.MEASURE: "Official figures are of another kind only",
    record.CHANGE: "Official figures compare with another period",
    record.STATUS: "The number is not about what was",
    record.WHOLE: "Official figures cover a wider group only",
    record.BASE: "Official figures are shares of something else",
    record.NO_RECORD: "No official figure of this kind is here",
}
RATIO = "ratio"
"""The dimension of shares, whose differences are told in percentage points."""
MOST_PERIODS = 3


def rounded(dataset: Dataset, pair: record.RecordPair) -> str:
    """Return what a claim that agrees only if rounded stands for, and how far inside that the
    official figure is; empty for others.
    """
    if pair.where != ROUNDED:
        return ""
    margin = _amount(dataset, pair.claim, pair.margin)
    reading = wording.rounding_words(dataset, pair.claim)
    return f"our reading of it: {reading}; the official figure is {margin} inside that"


def difference(dataset: Dataset, pair: record.RecordPair) -> str:
    """Return how far the claim is above or below the official figure, in the claim's unit.

    Of a single number it is the number minus the official one; of other words it is said which
    limit is meant. Empty where nothing can be told.
    """
    apart = pair.where in (ABOVE, BELOW)
    texts = [_gap(dataset, pair.claim, gap, apart=apart) for gap in pair.gaps]
    left_out = apart and any(gap.distance == 0 for gap in pair.gaps)
    return "; ".join(texts) + (", which its words leave out" if left_out else "")


def _gap(dataset: Dataset, claim: Claim, gap: Gap, *, apart: bool) -> str:
    """Return one distance: `its lower limit is 2,161 houses (5.9 %) below the official figure`;
    of words that leave the figure out, the least that they are away from it.
    """
    if gap.distance == 0:
        both = gap.end == gap.against == POINT
        return "the same number" if both else f"{CLAIM_END[gap.end]}{RECORD_END[gap.against]}"
    side = "above" if gap.distance > 0 else "below"
    where = f"{_size(dataset, claim, gap)} {side} {RECORD_END[gap.against]}"
    if apart and gap.end != POINT:
        words = claim.quantity.words
        return f"{'more than' if words.low_open or words.high_open else 'at least'} {where}"
    return f"{CLAIM_END[gap.end]}{where}"


def _size(dataset: Dataset, claim: Claim, gap: Gap) -> str:
    """Return a distance in units and as a part of the record; of a share in points only."""
    unit = wording.unit_row(dataset, claim.quantity.unit)
    amount = _amount(dataset, claim, abs(gap.distance))
    points = unit["dimension"] == RATIO and unit["unit"] != "multiple"
    return amount if points or math.isinf(gap.share) else f"{amount} ({percent(gap.share)})"


def _amount(dataset: Dataset, claim: Claim, value: float) -> str:
    """Return a number in the claim's unit; of a share in percentage points."""
    unit = wording.unit_row(dataset, claim.quantity.unit)
    if unit["dimension"] == RATIO and unit["unit"] != "multiple":
        points = value * (100 if unit["unit"] == "fraction" else 1)
        return f"{_figures_of(points)} percentage point{'' if points == 1 else 's'}"
    return wording.with_unit(_figures_of(value), unit, value)


def percent(share: float) -> str:
    """Return a part without its sign: `2.9 %`, whole from 100 % on, `less than 0.1 %`."""
    value = abs(share) * 100
    if value < 0.05:
        return "less than 0.1\u00a0%"
    return f"{value:,.0f}\u00a0%" if value >= 99.95 else f"{value:.1f}\u00a0%"


def _figures_of(value: float) -> str:
    return wording.number(wording.to_figures(value, wording.FIGURES))


def _in_units(dataset: Dataset, claim: Claim, number: str, value: float) -> str:
    return wording.with_unit(number, wording.unit_row(dataset, claim.quantity.unit), value)


def in_claims_unit(dataset: Dataset, pair: record.RecordPair) -> str:
    """Return the recorded number in the claim's printed unit; empty where it is in it already."""
    if pair.scale == 1:
        return ""
    ends = [pair.record.ends[end] for end in (LOW, HIGH)]
    low, high = shown = [wording.to_figures(end, wording.FIGURES) for end in ends]
    number = wording.hedged_words(low, high, pair.recorded.shown_hedge)
    spread = pair.claim.measure == RATE and pair.recorded.measure != RATE
    over = f", spread over {wording.period_words(pair.recorded)}" if spread else ", converted"
    rounded = wording.rounded_words(ends, shown)
    return _in_units(dataset, pair.claim, number, high) + over + rounded


def provisos(dataset: Dataset, pair: record.RecordPair) -> list[str]:
    """Return what a reader has to know of a pair: how and for when the numbers stand."""
    claim = pair.claim
    vintage = _vintage(dataset, pair)
    if vintage and pair.where in (ABOVE, BELOW):
        vintage[0] = f"this may be why: {vintage[0]}"
    return [
        *vintage,
        *([_two_periods(pair)] if not claim.same_days(pair.recorded) else []),
        *(["the claim's period is inferred"] if claim.inferred else []),
        *(
            f"{dataset.works[twin.document_id].short()} gives the same number: one count, not two"
            for twin in pair.twins
        ),
    ]


def _vintage(dataset: Dataset, pair: record.RecordPair) -> list[str]:
    """Return which edition of a count the official figure is, whether the claim could know it,
    and the early figure that was out when the claim was made.
    """
    recorded, when = pair.recorded, parse_period(pair.recorded.published)
    label = f" ({VINTAGES[recorded.vintage].label})" if recorded.vintage else ""
    texts = []
    day = "on" if when.start == when.end else "in"
    if pair.later:
        texts.append(f"the official figure{label} came out {day} {when}, after the document")
    elif pair.editions_differ:
        texts.append(f"the official figure{label} was published {day} {when}")
    if pair.editions_differ and pair.claim.vintage == NOT_STATED:
        texts.append("the document does not say which edition it quotes")
    if pair.of_its_day:
        early = pair.of_its_day
        out = f"{VINTAGES[early.vintage].label} figure of {parse_period(early.published)}"
        texts.append(f"the {out}: {wording.claim_statement(dataset, early)}")
    return texts


def _two_periods(pair: record.RecordPair) -> str:
    claim, recorded = (wording.period_words(row) for row in (pair.claim, pair.recorded))
    return f"the document gives one number for {claim}, the official figure is for {recorded}"


def origin(dataset: Dataset, recorded: Claim) -> str:
    """Return in sentences how a recorded figure came here, of one read on a page by its
    document's note.
    """
    came = notes.origin_words(recorded)
    came = f"{came[:1].upper()}{came[1:]}."
    note = str(dataset.documents.loc[recorded.document_id, "note"])
    if recorded.computed or not note:
        return came
    return note if re.search(r"\bread\b", note, re.IGNORECASE) else f"{came} {note}"


def count(pairs: Sequence[record.RecordPair], others: Sequence[record.Unpaired]) -> str:
    """Return in sentences how many numbers have official figures to compare with, what came of it,
    and what that does not say.
    """
    checked = len({one.claim.claim_id for one in pairs})
    if not pairs:
        return "No number has an official figure to compare with."
    allowed = sum(pair.where in (WITHIN, ROUNDED) for pair in pairs)
    partly = sum(pair.where == PARTLY for pair in pairs)
    sides = (
        f"in {allowed} the words, or their rounding, allow the official figure",
        f"in {partly} only in part" if partly else "",
        f"in {len(pairs) - allowed - partly} they do not",
    )
    have = "has" if checked == 1 else "have"
    return (
        f"{checked} of the {many(checked + len(others), 'number')} {have} an official figure for "
        f"the same place and time ({many(len(pairs), 'comparison')}): "
        f"{', '.join(side for side in sides if side)}. This is no score of the documents: wide "
        f"words allow much, and nothing follows for the numbers without one ({len(others)})."
    )


def why(dataset: Dataset, left: record.Unpaired) -> str:
    """Return what the record has instead, in a sentence; empty where it has nothing like it."""
    claim, beside = left.claim, left.beside
    if left.reason in (record.UNDATED, record.PERIOD):
        touching = [row for row in beside if left.reason == record.PERIOD and _overlap(claim, row)]
        return f"Official figures: {_periods(touching or beside)}."
    texts: dict[str, Callable[[], str]] = {
        record.PLACE: lambda: f"Official figures: {_places(dataset, beside)}.",
        record.MEASURE: lambda: (
            f"The number is {MEASURES[claim.measure].label}, "
            f"the official figures {wording.listed(MEASURES[row.measure].label for row in beside)}."
        ),
        record.CHANGE: lambda: (
            f"Official figures are against {wording.listed(_against(row) for row in beside)}."
        ),
        record.STATUS: lambda: f"It is {STATUSES[claim.status].label}.",
        record.WHOLE: lambda: f"Official figures: “{_indicator(dataset, beside[0], 'title')}”.",
        record.BASE: lambda: (
            f"The number is a share of {_indicator(dataset, claim, 'base')}, the official "
            f"figures of {_indicator(dataset, beside[0], 'base')}: {_figures(dataset, beside)}."
        ),
        record.NO_RECORD: lambda: "",
    }
    return texts[left.reason]()


def _indicator(dataset: Dataset, row: Claim, column: str) -> str:
    texts = str(dataset.indicators.loc[row.indicator_id, column])
    return texts or f"a {column} that is not stated"


def _places(dataset: Dataset, rows: Iterable[Claim]) -> str:
    each = (
        wording.place_words(dataset, row.place_id, row.from_place_id)
        + (f" ({row.producer})" if row.producer else "")
        for row in rows
    )
    return "; ".join(dict.fromkeys(each))


def _figures(dataset: Dataset, rows: Sequence[Claim]) -> str:
    """Return recorded figures with their periods and documents; of many, how many there are."""
    if len(rows) > MOST_PERIODS:
        return many(len(rows), "figure")
    return wording.listed(
        f"{wording.with_period(wording.claim_words(dataset, row), row)} "
        f"({dataset.works[row.document_id].short()})"
        for row in rows
    )


def _against(row: Claim) -> str:
    return str(row.base_period) if row.base_period else "no period"


def _overlap(claim: Claim, row: Claim) -> bool:
    return bool(row.start <= claim.end and claim.start <= row.end)


def _periods(rows: Sequence[Claim]) -> str:
    """Return the periods of the rows of each series: all of a few, of many the first and last."""
    series: dict[str, list[Claim]] = {}
    for row in sorted(rows, key=lambda row: (str(row.start), str(row.end))):
        series.setdefault(row.series_id, []).append(row)
    texts = []
    for own in series.values():
        periods = list(dict.fromkeys(wording.period_words(row) for row in own))
        many = len(periods) > MOST_PERIODS
        listed = f"{len(periods)} periods from {periods[0]} to {periods[-1]}"
        producer = f" ({own[0].producer})" if own[0].producer else ""
        texts.append((listed if many else wording.listed(periods)) + producer)
    return "; ".join(texts)


def ends_early(dataset: Dataset, indicator_id: str, places: Iterable[str]) -> str:
    """Return in a sentence where the record of places ends before that of the country that they
    are in; empty where none does.
    """
    series = record_series(dataset, indicator_id)
    last = {
        str(place): max(parse_period(str(text)).end.year for text in own)
        for place, own in series["last"].groupby(series["place_id"])
    }
    by_end: dict[tuple[int, str], list[str]] = {}
    for place in places:
        country = str(dataset.places.loc[place, "parent"])
        whole = country and not dataset.places.loc[country, "parent"]
        if whole and last.get(place, sys.maxsize) < last.get(country, 0):
            by_end.setdefault((last[place], country), []).append(place)
    return " ".join(
        f"The official record of {wording.listed(wording.place_name(dataset, p) for p in found)} "
        f"ends in {year}, that of the whole country in {last[country]}."
        for (year, country), found in by_end.items()
    )
