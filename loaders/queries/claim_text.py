"""A number in words: its value with its hedge and its printed unit, and of a change or a ratio
its direction and what it is measured against.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction

from loaders.dataset import Claim, Dataset
from loaders.values.codelists import HEDGES

AGAINST = {"increase": "a rise of {} against {}", "decrease": "a fall of {} against {}"}
"""How a change is told: by how much, against when."""
RATIO, FRACTION = "ratio", "fraction"
MOST_PARTS, ROUNDED = 10, 0.00005
"""Fractions of so few parts are written as such; how far a stored one, 0.3333, may be off."""


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
    """Return bounds with their hedge: `more than 107,000`."""
    words = HEDGES[hedge].words if math.isnan(high) else HEDGES[hedge].both or HEDGES[hedge].words
    return words.format(low=written(low), high=written(high))


def with_unit(words: str, unit: Mapping[str, str], value: float) -> str:
    """Return a number in words followed by its unit."""
    if unit["unit"] == "percent":
        return f"{words}%"
    if unit["unit"] == FRACTION:
        return words
    return f"{words} {unit['name'] if value == 1 else unit['plural']}"


def unit_row(dataset: Dataset, unit: str) -> Mapping[str, str]:
    """Return the names of a unit."""
    return dataset.unit_rows[unit]


def claim_words(dataset: Dataset, claim: Claim) -> str:
    """Return a claim's value, hedge and printed unit: `just under` is `less than 2,000 deaths`;
    of a change `a fall of 70% against 2018`.
    """
    written = _parts if claim.quantity.unit == FRACTION else number
    words = hedged_words(claim.quantity.low, claim.quantity.high, claim.quantity.hedge, written)
    value = claim.quantity.high if math.isnan(claim.quantity.low) else claim.quantity.low
    own = with_unit(words, unit_row(dataset, claim.quantity.unit), value)
    if claim.measure in AGAINST:
        return AGAINST[claim.measure].format(own, claim.base_period)
    return _ratio_words(dataset, claim, own) if claim.measure == RATIO else own


def _ratio_words(dataset: Dataset, claim: Claim, own: str) -> str:
    """Return a ratio with what it is of: `2 times what it was in 2021`, `0.2 of what it was`."""
    base = str(dataset.indicators.loc[claim.indicator_id, "base"])
    if claim.base_period:
        base = f"what it was in {claim.base_period}"
    joint = " " if claim.quantity.unit == "multiple" else " of "
    return f"{own}{joint}{base or '(base not stated)'}"


def change_words(dataset: Dataset, claim: Claim) -> str:
    """Return `claim_words` of a change or a ratio, whose printed words may not say against what;
    empty for other claims.
    """
    told = claim.measure in (*AGAINST, RATIO)
    return claim_words(dataset, claim) if told else ""
