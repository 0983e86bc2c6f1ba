"""A number in words: its value with its hedge and its printed unit, of a change or a ratio its
direction and what it is measured against; how it came about, and who said it.

A number that is printed in vague words stays in them: tens of thousands, a third, a doubling.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from loaders.dataset import Claim, Dataset
from loaders.quantities.extraction import Reading, readings
from loaders.quantities.numerals import FRACTIONS, MULTIPLES, PLURALS, SPANS
from loaders.values.codelists import HEDGES, MAGNITUDE, RANGE, RANGES, STATUSES
from loaders.values.intervals import Quantity

AGAINST = {"increase": "a rise of {} against {}", "decrease": "a fall of {} against {}"}
"""How a change is told: by how much, against when."""
RATIO, FRACTION = "ratio", "fraction"
OF_LEVEL = "its level in {}"
"""What a ratio to an earlier figure is of."""
MOST_PARTS, ROUNDED = 10, 0.00005
"""Fractions of so few parts are written as such; how far a stored one, 0.3333, may be off."""
OBSERVED = "observation"
"""The status that goes without saying."""
SIZES = {10.0: "tens", 12.0: "dozens", 100.0: "hundreds"}
SCALES = {10.0**3: "thousands", 10.0**6: "millions", 10.0**9: "billions", 10.0**12: "trillions"}
FLOORS: Mapping[float, str] = {
    **SIZES,
    **SCALES,
    **{
        size * n: f"{words} of {scale}"
        for size, words in SIZES.items()
        for n, scale in SCALES.items()
    },
}
"""What an order of magnitude is called by its floor."""
WORD_FORMS = ("fraction", "multiple", "magnitude", "years")
"""The forms of numbers that are told in words where the text has no digits: a third, a doubling,
tens of thousands, a decade and a half.
"""
MOST_READ = 4096
"""How many printed words are remembered with their reading."""


def number(value: float) -> str:
    """Return a number with thousands separators and no digit that it does not have."""
    if math.isinf(value):
        return "∞"
    return f"{Decimal(f'{value:.12g}').normalize():,f}"


def _parts(value: float) -> str:
    """Return a fraction as texts have it, 1/3 for a stored 0.3333, or the number that it is."""
    if math.isnan(value):
        return number(value)
    near = Fraction(value).limit_denominator(MOST_PARTS)
    return str(near) if abs(near - Fraction(value)) < ROUNDED else number(value)


def hedged_words(
    low: float, high: float, hedge: str, written: Callable[[float], str] = number
) -> str:
    """Return bounds with their hedge: `more than 107,000`, `tens of thousands`."""
    say = _floor if hedge == MAGNITUDE else written
    words = HEDGES[hedge].words if math.isnan(high) else HEDGES[hedge].both or HEDGES[hedge].words
    return words.format(low=say(low), high=say(high))


def _floor(value: float) -> str:
    return FLOORS.get(value, f"{number(value)} or more")


def with_unit(words: str, unit: Mapping[str, str], value: float) -> str:
    """Return a number in words followed by its unit."""
    if unit["unit"] == "percent":
        return f"{words}%"
    if unit["unit"] == FRACTION:
        return words
    of = " of" if words.rpartition(" ")[2] in PLURALS else ""
    return f"{words}{of} {unit['name'] if value == 1 else unit['plural']}"


def unit_row(dataset: Dataset, unit: str) -> Mapping[str, str]:
    """Return the names of a unit."""
    return dataset.unit_rows[unit]


def claim_words(dataset: Dataset, claim: Claim) -> str:
    """Return a claim's value, hedge and printed unit: `just under` is `nearly 2,000 deaths`;
    of a number with limits all three, `19.9 (16.7 to 23.1) deaths per 100,000 people`; of a change
    `a fall of 70% against 2018`.
    """
    own = in_words(claim)
    if not own or claim.quantity.hedge == MAGNITUDE:  # other words need no unit
        quantity = claim.quantity
        written = _parts if quantity.unit == FRACTION else number
        own = own or hedged_words(quantity.low, quantity.high, claim.shown_hedge, written)
        if not math.isnan(quantity.best):
            sure = _as_sure(quantity) if written is number else written
            limits = hedged_words(quantity.low, quantity.high, claim.shown_hedge, sure)
            own = f"{sure(quantity.best)} ({limits})"
        value = quantity.high if math.isnan(quantity.low) else quantity.low
        own = with_unit(own, unit_row(dataset, quantity.unit), value)
        own += " (rounded)" if claim.rounded_sum else ""
    if claim.measure in AGAINST:
        return AGAINST[claim.measure].format(own, claim.base_period)
    return _ratio_words(dataset, claim, own) if claim.measure == RATIO else own


def _as_sure(quantity: Quantity) -> Callable[[float], str]:
    """Return what writes limits and the number inside them: with no more decimals than they are
    apart, one at least, where a file has more: 6.0 (5.9 to 6.1) of 6.0382 (5.947 to 6.1294).
    """
    ends = (quantity.low, quantity.best, quantity.high)
    apart = quantity.high - quantity.low
    if math.isnan(apart) or not apart > 0:
        return number
    decimals = max(1, -math.floor(math.log10(apart)))
    return (
        number if all(end == round(end, decimals) for end in ends) else f"{{:,.{decimals}f}}".format
    )


def _ratio_words(dataset: Dataset, claim: Claim, own: str) -> str:
    """Return a ratio with what it is of: `2 times its level in 2021`, `a fifth of its level in
    2016`.
    """
    base = str(dataset.indicators.loc[claim.indicator_id, "base"])
    if claim.base_period:
        base = OF_LEVEL.format(claim.base_period)
    if not base and unit_row(dataset, claim.quantity.unit)["dimension"] != RATIO:
        return own  # the unit says of what: deaths per 100,000 people
    joint = " " if claim.quantity.unit == "multiple" and not own.endswith("ing") else " of "
    return f"{own}{joint}{base or '(base not stated)'}"


def change_words(dataset: Dataset, claim: Claim) -> str:
    """Return `claim_words` of a change or a ratio, whose printed words may not say against what;
    empty for other claims.
    """
    told = claim.measure in (*AGAINST, RATIO)
    return claim_words(dataset, claim) if told else ""


def in_words(claim: Claim) -> str:
    """Return the number of a claim with its hedge as it is printed in words: `more than a third`,
    `tens of thousands`; empty where it is printed in digits, or a count in words is exact enough
    to be told in them.
    """
    quantity = claim.quantity
    if not claim.as_printed or re.search(r"\d", claim.as_printed):
        return ""
    return _in_words(claim.as_printed, str(quantity.low), str(quantity.high), quantity.hedge)


@lru_cache(MOST_READ)
def _in_words(as_printed: str, low: str, high: str, hedge: str) -> str:
    """Return the words of the reading that has these bounds; NaN is not equal to itself."""
    for reading in readings(as_printed, everything=True):
        bounds = (reading.low, reading.high)
        if [_same(*pair) for pair in zip(bounds, (low, high), strict=True)] == [True, True]:
            return _said(as_printed, reading, hedge)
    return ""


def _same(read: Decimal | None, bound: str) -> bool:
    return bound == "nan" if read is None else float(read) == float(bound)


def _said(text: str, reading: Reading, hedge: str) -> str:
    """Return the words of a reading's number with the hedge; empty where it is told in digits."""
    value = reading.high if reading.low is None else reading.low
    whole = reading.form == "years" and value is not None and value % 1 == 0
    none = value == 0 and hedge == "about"  # virtually none
    if not reading.numerals or whole or not (none or reading.form in WORD_FORMS):
        return ""
    printed = none or hedge == MAGNITUDE
    begin = reading.start if printed else reading.numerals[0].start
    words = re.sub(r"\s+", " ", text[begin : reading.numerals[-1].end]).casefold()
    if printed:
        return words
    first = words.split()[0]
    if reading.form == "multiple" and first not in MULTIPLES:  # twenty times
        return ""
    article = (first in FRACTIONS and not first.startswith("hal")) or first in SPANS
    if article or first.endswith("ing"):
        words = f"a {words}"
    elif reading.form == "multiple" and first.endswith("led"):
        words = words.removesuffix("d")
    if hedge in RANGES:
        return words if hedge == RANGE else f"about {words}"
    return HEDGES[hedge].words.format(low=words, high=words)


def status_words(claim: Claim) -> str:
    """Return how a number came about; empty where it was counted, which goes without saying."""
    return status_label(claim.status)


def status_label(status: str) -> str:
    """Return what a status is called, empty for what was counted; an unknown one as it is."""
    if status == OBSERVED:
        return ""
    return STATUSES[status].label if status in STATUSES else status


def attribution(claim: Claim) -> str:
    """Return whom the sentence credits: `according to Troy Miller`; empty where it is nobody."""
    return credited(claim.attributed_to)


def credited(name: str) -> str:
    """Return a name that a sentence credits: `according to Troy Miller`; empty for none."""
    return f"according to {name}" if name else ""


def credit(claim: Claim) -> str:
    """Return `attribution`, and who quotes an official figure that was not read in its office's
    own publication: `as quoted by KJZZ, 27 May 2025`.
    """
    quoted = f"as quoted by {claim.quoted_by}" if claim.quoted_by else ""
    return ", ".join(part for part in (attribution(claim), quoted) if part)


def qualified(words: str, claim: Claim) -> str:
    """Return a claim's value, in whatever words, with its status and whose words it is in."""
    return ", ".join(part for part in (words, status_words(claim), credit(claim)) if part)


def claim_statement(dataset: Dataset, claim: Claim) -> str:
    """Return a claim's value with its hedge, its status and whose words it is in: what stands
    wherever a number stands.
    """
    return qualified(claim_words(dataset, claim), claim)
