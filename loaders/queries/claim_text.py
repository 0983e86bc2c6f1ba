"""A number in words: its value with its hedge and its printed unit."""

from __future__ import annotations

import math
from collections.abc import Mapping
from decimal import Decimal

from loaders.dataset import Claim, Dataset
from loaders.values.codelists import HEDGES


def number(value: float) -> str:
    """Return a number with thousands separators and no digit that it does not have."""
    if math.isinf(value):
        return "∞"
    return f"{Decimal(f'{value:.12g}').normalize():,f}"


def hedged_words(low: float, high: float, hedge: str) -> str:
    """Return bounds with their hedge: `more than 107,000`."""
    words = HEDGES[hedge].words if math.isnan(high) else HEDGES[hedge].both or HEDGES[hedge].words
    return words.format(low=number(low), high=number(high))


def with_unit(words: str, unit: Mapping[str, str], value: float) -> str:
    """Return a number in words followed by its unit."""
    if unit["unit"] == "percent":
        return f"{words}%"
    if unit["unit"] == "fraction":
        return words
    return f"{words} {unit['name'] if value == 1 else unit['plural']}"


def unit_row(dataset: Dataset, unit: str) -> Mapping[str, str]:
    """Return the names of a unit."""
    return dataset.unit_rows[unit]


def claim_words(dataset: Dataset, claim: Claim) -> str:
    """Return a claim's value, hedge and printed unit: `just under` is `less than 2,000 deaths`."""
    words = hedged_words(claim.quantity.low, claim.quantity.high, claim.quantity.hedge)
    value = claim.quantity.high if math.isnan(claim.quantity.low) else claim.quantity.low
    return with_unit(words, unit_row(dataset, claim.quantity.unit), value)
