"""Which unit of the closed list a text's words name: `units.csv` by name, plural or symbol."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from loaders.quantities.extraction import Reading

CURRENCIES = {
    **dict.fromkeys(("$", "us$", "u.s.$", "usd", "us dollar", "dollar"), "USD"),
    **dict.fromkeys(("rs", "rs.", "re", "₹", "inr", "rupee"), "INR"),
    **dict.fromkeys(("€", "eur", "euro"), "EUR"),
    **dict.fromkeys(("£", "gbp"), "GBP"),
    **dict.fromkeys(("¥", "jpy", "yen"), "JPY"),
    **dict.fromkeys(("mx$", "mex$", "mxn", "peso"), "MXN"),
    **dict.fromkeys(("c$", "ca$", "cad"), "CAD"),
    **dict.fromkeys(("a$", "au$", "aud"), "AUD"),
}
"""The code of a currency by its sign or its word in the singular."""
SPELLINGS = {
    **dict.fromkeys(("kilo", "kilogramme", "kg"), "kg"),
    **dict.fromkeys(("tonne", "metric ton"), "t"),
    **dict.fromkeys(("lb", "pound"), "lb"),
    **dict.fromkeys(("x", "×", "time"), "multiple"),
    **dict.fromkeys(("%", "percent", "per cent", "pct", "pct."), "percent"),
    **dict.fromkeys(("annum", "yr", "year"), "year"),
    **dict.fromkeys(("feminicide", "feminicidio"), "femicides"),
    "person": "people",
    "tablet": "pills",
    "lab": "labs",
    "centre": "centers",
    "ton": "ton",
}
"""Spellings that a unit's own name, plural and symbol don't have."""
OF_FORM = {"fraction": "fraction", "multiple": "multiple"}


class UnitKeys:
    """The keys of `units.csv` by the words that name them, made from its rows."""

    def __init__(self, units: Iterable[Mapping[str, object]]) -> None:
        self.keys: set[str] = set()
        self._named: dict[str, str] = {}
        for row in units:
            key = str(row["unit"])
            self.keys.add(key)
            for column in ("unit", "name", "plural", "symbol"):
                words = row.get(column)
                if isinstance(words, str) and words:
                    plain = re.sub(r"\s*\(.*?\)", "", words)
                    self._named.setdefault(_singular(plain), key)

    def of(self, reading: Reading) -> str:
        """Return the key of a reading's unit; empty where the list has none."""
        key = self._key(reading.unit) if reading.unit else OF_FORM.get(reading.form, "")
        key = key if key in self.keys else ""
        if not reading.per:
            return key
        per = self._key(reading.per.split()[-1])
        return f"{key}/{per}" if f"{key}/{per}" in self.keys else ""

    def _key(self, words: str) -> str:
        one = _singular(words)
        for table in (CURRENCIES, SPELLINGS):
            if table.get(one) in self.keys:
                return table[one]
        return self._named.get(one, "")


def _singular(words: str) -> str:
    """Return words in lower case, the last one in the singular where its form is plain."""
    folded = re.sub(r"\s+", " ", words).strip().casefold()
    for ending, instead in (("ies", "y"), ("sses", "ss"), ("ches", "ch"), ("xes", "x"), ("s", "")):
        if folded.endswith(ending) and not folded.endswith("ss" + instead) and len(folded) > 3:
            return folded[: -len(ending)] + instead
    return folded
