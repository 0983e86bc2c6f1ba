"""A claim in words: its value with its hedge and unit, its period, its place."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from loaders.dataset import Claim, Dataset
from loaders.queries.claim_text import (
    attribution,
    claim_statement,
    claim_words,
    credit,
    hedged_words,
    in_words,
    number,
    qualified,
    status_words,
    unit_row,
    with_unit,
)
from loaders.queries.place_text import place_name, place_words
from loaders.values.codelists import CUMULATIVE, ESTIMATE, FLOW, OVER_YEARS, STATUSES, TOLD_APART
from loaders.values.edtf import YEAR, parse_period
from loaders.values.intervals import Quantity, places_for, rounding, to_figures

NOT_FINAL = "not final"
"""What is said of a figure that its office will still change."""
COMPUTED = "computed here"
HALF = "half a year"
ROUNDED = ", rounded"
"""What is said of a converted number that is not shown with all its figures."""


def record_words(*, computed: bool) -> str:
    """Return what a series of the record is called, or what was computed here from it."""
    return f"{COMPUTED} from the official record" if computed else "official record"


"""What is said of a number that no document prints."""
FIGURES = 3
"""How many figures of a computed number are told; those before the point always are."""
__all__ = [
    "attribution",
    "claim_statement",
    "claim_words",
    "credit",
    "hedged_words",
    "number",
    "place_name",
    "place_words",
    "places_for",
    "qualified",
    "status_words",
    "to_figures",
    "unit_row",
    "with_unit",
]


def escaped(text: str) -> str:
    """Return text that Plotly draws as it stands: it reads a little HTML."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def quotation(words: str) -> str:
    """Return `as_printed` as a screen prints it: without escapes and tags."""
    return re.sub(r"\\([$_*#])", r"\1", re.sub(r"</?\w+\s*/?>", "", words))


def converted_words(dataset: Dataset, claim: Claim, unit: str) -> str:
    """Return the value in the chart's unit, and whether we rounded it; empty where the number stays
    what it is, as that of deaths per year does in a chart of deaths, and where it is in words.
    """
    if claim.quantity.unit == unit or claim.quantity.factor == 1.0 or in_words(claim):
        return ""
    quantity = claim.quantity
    ends = (quantity.chart_low, quantity.chart_high)
    low, high = (_shown(end, quantity) for end in ends)
    words = with_unit(hedged_words(low, high, claim.shown_hedge), unit_row(dataset, unit), low)
    words = f"{words} per year" if claim.measure == "rate" else words
    return words + rounded_words(ends, (low, high))


def _shown(converted: float, quantity: Quantity) -> float:
    """Return a converted number with one figure more than are printed, of three at least and no
    more than four; whole numbers have four.
    """
    ends = (end for end in (quantity.low, quantity.high) if math.isfinite(end))
    printed = max(len(Decimal(str(end)).normalize().as_tuple().digits) for end in ends)
    whole = math.isfinite(converted) and converted == round(converted)
    figures = FIGURES + 1 if whole else min(max(FIGURES, printed + 1), FIGURES + 1)
    return float(f"{converted:.{figures}g}")


def rounded_words(ends: Sequence[float], shown: Sequence[float]) -> str:
    """Say that bounds are shown rounded; empty where they are shown as they are, or open."""
    pairs = zip(ends, shown, strict=True)
    alike = all(math.isnan(end) or math.isclose(end, seen) for end, seen in pairs)
    return "" if alike else ROUNDED


def rounding_words(dataset: Dataset, claim: Claim) -> str:
    """Return what a printed single number stands for if it was rounded to its last digit that is
    not zero: `rounded to the nearest 10,000 (65,000 to 75,000 deaths)`.
    """
    step = rounding(claim.quantity.low)
    nearest = "whole number" if step == 1 else number(step)
    bounds = replace(claim.quantity, factor=1.0).rounded
    span = hedged_words(bounds.low, bounds.high, "range")
    unit = unit_row(dataset, claim.quantity.unit)
    return f"rounded to the nearest {nearest} ({with_unit(span, unit, bounds.high)})"


def period_words(claim: Claim) -> str:
    """Return the claim's period, or as of when its document has the number.

    Windows that roll from month to month are called by their end.
    """
    if claim.period and claim.window_months:
        return f"{claim.window_months} months ending {claim.period.last_month}"
    if claim.period:
        return str(claim.period)
    return f"year not given (published {parse_period(claim.published)})"


def length_words(claim: Claim) -> str:
    """Return what must stand at the mark of a total: how long its period is, where that is not a
    year, or of a running total since when it counts. Of shares and counts it is the length where
    that is more than a year; of other numbers nothing.
    """
    if claim.measure == CUMULATIVE:
        since = f" since {claim.period.beginning}" if claim.period and claim.dated else ""
        return f"total{since}"
    if claim.measure not in OVER_YEARS or not claim.dated or claim.once or claim.months == YEAR:
        return ""
    if claim.measure != FLOW and not claim.months > YEAR:
        return ""
    if claim.months == YEAR / 2:
        return HALF
    unit, count = claim.length
    if unit == "months" and count % YEAR == 0:
        unit, count = "years", count / YEAR
    return f"{count:.0f} {unit if count != 1 else unit.removesuffix('s')}"


def more_words(claim: Claim) -> str:
    """Return what a claim is besides its number and period: not final, or a running total."""
    return ", ".join(_more(claim))


def _more(claim: Claim) -> list[str]:
    total = f"a {length_words(claim)}" if claim.measure == CUMULATIVE else ""
    return [part for part in (total, NOT_FINAL if claim.unsettled else "") if part]


def listed(parts: Iterable[str]) -> str:
    """Return texts, each once, as a list in a sentence: `2018, 2020 and 2022`."""
    each = list(dict.fromkeys(parts))
    return " and ".join([", ".join(each[:-1]), each[-1]] if len(each) > 1 else each)


def came_about(claim: Claim) -> str:
    """Return how a number came about: `counted`; `computed here`, and of what is no count or
    estimate also what it is.
    """
    label = STATUSES[claim.status].label
    if claim.computation is None:
        return label
    return COMPUTED if claim.status not in TOLD_APART else f"{COMPUTED}, {label}"


def status_parts(claim: Claim) -> list[str]:
    """Return the status of a claim and, each by itself, what else it is."""
    return [came_about(claim), *_more(claim)]


def full_status(claim: Claim) -> str:
    """Return the status of a claim, and what else it is."""
    return ", ".join(status_parts(claim))


def counted_by(claim: Claim) -> str:
    """Return how a number came about and who counted: `estimated by FAO`, `counted, by whom is
    not stated`; what was neither counted nor estimated is nobody's count.
    """
    label = STATUSES[claim.status].label
    if claim.status in TOLD_APART:
        return label
    if claim.producer:
        return f"{label} by {claim.producer}"
    known = claim.official or claim.attributed_to
    return label if known or claim.status == ESTIMATE else f"{label}, by whom is not stated"


def with_period(words: str, claim: Claim) -> str:
    """Return a claim's value, in whatever words, with status, who is credited, and its period."""
    said = qualified(words, claim)
    joint = f"{',' if said != words else ''} for" if claim.period else ","
    return f"{said}{joint} {period_words(claim)}"
