"""A claim beside the record in words: neutral and exact, no verdict on anybody."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Sequence

from charts.text import notes, wording
from charts.text.series_summary import many
from loaders.analysis import official_record as record
from loaders.dataset import Claim, Dataset
from loaders.queries.selection import RATE
from loaders.values.codelists import MEASURES, STATUSES, TOLD_APART
from loaders.values.edtf import parse_period
from loaders.values.intervals import ABOVE, BELOW, HIGH, LOW, PARTLY, POINT, WITHIN, Gap

WHERE_WORDS = {
    WITHIN: "within its words",
    PARTLY: "partly within its words",
    ABOVE: "not within its words",
    BELOW: "not within its words",
}
CLAIM_END = {POINT: "", LOW: "its lower bound is ", HIGH: "its upper bound is "}
RECORD_END = {
    POINT: "the record",
    LOW: "the record's lower bound",
    HIGH: "the record's upper bound",
}
REASON_WORDS = {
    record.PERIOD: "No official figure here is for the same period",
    record.UNDATED: "The claim gives no period",
    record.PLACE: "The official figures here are of other places",
    record.MEASURE: "The official figures here are of another kind",
    record.CHANGE: "The official figures here are against another period",
    record.STATUS: "The claim does not say what was",
    record.WHOLE: "The record here has only a whole that it is part of",
    record.BASE: "The record here has a share of another base",
    record.NO_RECORD: "No official figure of this indicator is here",
}
RATIO = "ratio"
"""The dimension of shares, whose differences are told in percentage points."""
MOST_PERIODS = 3


def allows(dataset: Dataset, pair: record.RecordPair) -> str:
    """Return what a rounded number is taken to allow; empty for other words."""
    if pair.claim.quantity.hedge != "about":
        return ""
    bounds = pair.printed.words
    span = wording.hedged_words(bounds.low, bounds.high, "range")
    return f"“about” allows {_in_units(dataset, pair.claim, span, bounds.high)}"


def difference(dataset: Dataset, pair: record.RecordPair) -> str:
    """Return how far the claim is above or below the record, in the claim's printed unit.

    Of a single number it is the number minus the record; of other words it is said which bound
    is meant. Empty where nothing can be told.
    """
    texts = [_gap(dataset, pair.claim, gap) for gap in pair.gaps]
    left_out = pair.where in (ABOVE, BELOW) and any(gap.distance == 0 for gap in pair.gaps)
    return "; ".join(texts) + (", which its words leave out" if left_out else "")


def _gap(dataset: Dataset, claim: Claim, gap: Gap) -> str:
    if gap.distance == 0:
        both = gap.end == gap.against == POINT
        return "the same number" if both else f"{CLAIM_END[gap.end]}{RECORD_END[gap.against]}"
    side = "above" if gap.distance > 0 else "below"
    named = "" if gap.end == gap.against == POINT else f" {RECORD_END[gap.against]}"
    return f"{CLAIM_END[gap.end]}{side}{named} by {_size(dataset, claim, gap)}"


def _size(dataset: Dataset, claim: Claim, gap: Gap) -> str:
    """Return a distance as a part of the record and in units; of a share in points only."""
    unit = wording.unit_row(dataset, claim.quantity.unit)
    if unit["dimension"] == RATIO and unit["unit"] != "multiple":
        points = abs(gap.distance) * (100 if unit["unit"] == "fraction" else 1)
        return f"{_four_figures(points)} percentage point{'' if points == 1 else 's'}"
    amount = wording.with_unit(_four_figures(abs(gap.distance)), unit, abs(gap.distance))
    return amount if math.isinf(gap.share) else f"{percent(gap.share)} ({amount})"


def percent(share: float) -> str:
    """Return a part without its sign: `2.9 %`, whole from 100 % on, `less than 0.1 %`."""
    value = abs(share) * 100
    if value < 0.05:
        return "less than 0.1\u00a0%"
    return f"{value:,.0f}\u00a0%" if value >= 99.95 else f"{value:.1f}\u00a0%"


def _four_figures(value: float) -> str:
    return wording.number(wording.to_figures(value, 4))


def _in_units(dataset: Dataset, claim: Claim, number: str, value: float) -> str:
    return wording.with_unit(number, wording.unit_row(dataset, claim.quantity.unit), value)


def in_claims_unit(dataset: Dataset, pair: record.RecordPair) -> str:
    """Return the recorded number in the claim's printed unit; empty where it is in it already."""
    if pair.scale == 1:
        return ""
    low, high = (wording.to_figures(pair.record.ends[end], 4) for end in (LOW, HIGH))
    number = wording.hedged_words(low, high, pair.recorded.quantity.hedge)
    spread = pair.claim.measure == RATE and pair.recorded.measure != RATE
    over = f", spread over {wording.period_words(pair.recorded)}" if spread else ", converted"
    return _in_units(dataset, pair.claim, number, high) + over


def provisos(pair: record.RecordPair) -> list[str]:
    """Return what a reader has to know of a pair: how, when and for what the numbers stand."""
    claim, recorded = pair.claim, pair.recorded
    status = STATUSES[claim.status].label
    return [
        *(["the recorded figure is provisional"] if pair.provisional else []),
        *([f"the record came out later, {parse_period(recorded.published)}"] if pair.later else []),
        *(["the claim's period is inferred"] if claim.inferred else []),
        *([f"the claim is {status}"] if claim.status in TOLD_APART else []),
    ]


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


def count(pair: Sequence[record.RecordPair], others: Sequence[record.Unpaired]) -> str:
    """Return in sentences how many claims are beside the record, and how."""
    claims = len({one.claim.claim_id for one in pair})
    if not pair:
        return "No claim can be held against a recorded figure."
    within, partly = (sum(one.where == side for one in pair) for side in (WITHIN, PARTLY))
    pairs = f"{len(pair)} recorded figures" if len(pair) > 1 else "one recorded figure"
    sides = {
        "within the claim's words": within,
        "partly within them": partly,
        "not within them": len(pair) - within - partly,
    }
    texts = ", ".join(f"{number} {side}" for side, number in sides.items() if number)
    return (
        f"{many(claims, 'claim')} can be held against {pairs}: {texts}. "
        f"{many(len(others), 'claim')} cannot be held against any."
    )


def why(dataset: Dataset, left: record.Unpaired) -> str:
    """Return what the record has instead, in a sentence; empty where it has nothing like it."""
    claim, beside = left.claim, left.beside
    if left.reason in (record.UNDATED, record.PERIOD):
        touching = [row for row in beside if left.reason == record.PERIOD and _overlap(claim, row)]
        return f"The record has {_periods(touching or beside)}."
    texts: dict[str, Callable[[], str]] = {
        record.PLACE: lambda: f"The record has: {_places(dataset, beside)}.",
        record.MEASURE: lambda: (
            f"The claim is {MEASURES[claim.measure].label}, "
            f"the record {_listed(MEASURES[row.measure].label for row in beside)}."
        ),
        record.CHANGE: lambda: f"The record is against {_listed(_against(row) for row in beside)}.",
        record.STATUS: lambda: f"It is {STATUSES[claim.status].label}.",
        record.WHOLE: lambda: f"The record has “{_indicator(dataset, beside[0], 'title')}”.",
        record.BASE: lambda: (
            f"The claim is a share of {_indicator(dataset, claim, 'base')}, "
            f"the record of {_indicator(dataset, beside[0], 'base')}."
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
        texts.append((listed if many else _listed(periods)) + producer)
    return "; ".join(texts)


def _listed(parts: Iterable[str]) -> str:
    """Return texts, each once, as a list in a sentence."""
    each = list(dict.fromkeys(parts))
    return " and ".join([", ".join(each[:-1]), each[-1]] if len(each) > 1 else each)
