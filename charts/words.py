"""A claim in words: its value with its hedge and unit, its period, its place."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from decimal import Decimal

from loaders.dataset import Dataset
from loaders.periods import parse
from loaders.query import Row

HEDGE_WORDS = {
    "exact": "{low}",
    "about": "about {low}",
    "at_least": "at least {low}",
    "more_than": "more than {low}",
    "less_than": "less than {high}",
    "up_to": "up to {high}",
    "range": "{low} to {high}",
    "order_of_magnitude": "of the order of {low}",
}
STATUS_WORDS = {
    "observation": "counted",
    "estimate": "estimated",
    "projection": "projected",
    "allegation": "alleged",
    "opinion": "an opinion",
    "proposal": "proposed",
    "hypothetical": "hypothetical",
}
MEASURE_WORDS = {
    "flow": "a total over the period",
    "stock": "a level at a time, or a size",
    "cumulative": "a running total from a fixed start",
    "rate": "so many per unit of time",
    "share": "a share of a whole",
    "price": "a price",
    "ratio": "a ratio",
    "increase": "an increase against the base period",
    "decrease": "a decrease against the base period",
    "duration": "a length of time",
    "count": "a count of members of one named event or list",
}

ROLLING = "provisional 12 months"
"""How the scope of a series begins whose periods overlap."""


def escaped(text: str) -> str:
    """Return text that Plotly draws as it stands: it reads a little HTML."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def printed(words: str) -> str:
    """Return `as_printed` as a screen prints it: without escapes and tags."""
    return re.sub(r"\\([$_*#])", r"\1", re.sub(r"</?\w+\s*/?>", "", words))


def number(value: float) -> str:
    """Return a number with thousands separators and no digit that it does not have."""
    if math.isinf(value):
        return "∞"
    return f"{Decimal(f'{value:.12g}').normalize():,f}"


def in_words(low: float, high: float, hedge: str) -> str:
    """Return bounds with their hedge: `more than 107,000`."""
    words = HEDGE_WORDS[hedge].format(low=number(low), high=number(high))
    second = hedge == "order_of_magnitude" and not math.isnan(high)
    return f"{words} to {number(high)}" if second else words


def with_unit(words: str, unit: Mapping[str, str], value: float) -> str:
    """Return a number in words followed by its unit."""
    if unit["unit"] == "percent":
        return f"{words}%"
    if unit["unit"] == "fraction":
        return words
    return f"{words} {unit['name'] if value == 1 else unit['plural']}"


def unit_row(dataset: Dataset, unit: str) -> dict[str, str]:
    """Return the names of a unit."""
    return {str(name): str(cell) for name, cell in dataset.units.loc[unit].items()}


def place_name(dataset: Dataset, place_id: str) -> str:
    """Return a place's name; empty where there is no place."""
    return str(dataset.places.loc[place_id, "name"]) if place_id else ""


def claim_words(dataset: Dataset, claim: Row) -> str:
    """Return a claim's value, hedge and printed unit: `just under` is `less than 2,000 deaths`."""
    words = in_words(claim["low"], claim["high"], claim["hedge"])
    value = claim["high"] if math.isnan(claim["low"]) else claim["low"]
    return with_unit(words, unit_row(dataset, claim["unit"]), value)


def converted_words(dataset: Dataset, claim: Row, unit: str) -> str:
    """Return the value in the chart's unit; empty where nothing was converted."""
    if claim["unit"] == unit:
        return ""
    low, high = (float(f"{claim[c]:.4g}") for c in ("chart_low", "chart_high"))
    words = with_unit(in_words(low, high, claim["hedge"]), unit_row(dataset, unit), low)
    return f"{words} per year" if claim["measure"] == "rate" else words


def period_words(claim: Row) -> str:
    """Return the claim's period, or as of when its document has the number.

    Windows that roll from month to month are called by their end.
    """
    if claim["period"] and str(claim.get("scope", "")).startswith(ROLLING):
        return f"12 months ending {parse(claim['period']).last_month}"
    if claim["period"]:
        return str(parse(claim["period"]))
    return f"no period given; as of {parse(claim['published'])}"


def place_words(dataset: Dataset, place_id: str, from_place_id: str) -> str:
    """Return where a series counts, and from where."""
    where, origin = place_name(dataset, place_id), place_name(dataset, from_place_id)
    article = "the " if origin.startswith("United") else ""
    origin = f"from {article}{origin}" if origin else ""
    return ", ".join(part for part in (where, origin) if part)
