"""Which unit of the closed list a text's words name: `units.csv` by name, plural or symbol."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from loaders.quantities.extraction import Reading

CURRENCIES = {
    **dict.fromkeys(("$", "us$", "u.s.$", "usd", "us dollar", "dollar", "dólare"), "USD"),
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
    "ton": "ton",
    **{"persona": "people", "hectárea": "ha", "por ciento": "percent", "vece": "multiple"},
    **{"año": "year", "kilogramo": "kg", "tonelada": "ton", "día": "day", "milla": "mi"},
}
"""Spellings that a unit's own name, plural and symbol don't have."""
NO_WORDS: Mapping[str, str] = MappingProxyType({})
PER_CAPITA = re.compile(
    r"(?:100[,.\s]?000|(?:100|cien)\smil)"
    r"(?:\s(?:people|persons|population|residents|inhabitants|habitantes|personas))?",
    re.IGNORECASE,
)
"""What a rate is of whose unit stands in the column `per_capita`."""
POWERS = {"2": "²", "3": "³", "sq": "²", "cu": "³"}
"""How the powers of a length are written that other signs stand for."""
OF_FORM = {"fraction": "fraction", "multiple": "multiple"}


class UnitKeys:
    """The keys of `units.csv` by the words that name them, made from its rows; `words` are more
    of them, in the singular (`Site.unit_words`).
    """

    def __init__(
        self, units: Iterable[Mapping[str, object]], words: Mapping[str, str] = NO_WORDS
    ) -> None:
        self.keys: set[str] = set()
        self._named = {_singular(word): unit for word, unit in words.items()}
        self._names: dict[str, list[str]] = {}
        self._rates: dict[str, str] = {}
        for row in units:
            key = str(row["unit"])
            self.keys.add(key)
            if isinstance(rate := row.get("per_capita"), str):
                self._rates[key] = rate
            for column in ("unit", "name", "plural", "symbol"):
                own = row.get(column)
                if isinstance(own, str) and own:
                    plain = re.sub(r"\s*\(.*?\)", "", own)
                    self._names.setdefault(key, []).append(plain)
                    self._named.setdefault(_singular(plain), key)

    def of(self, reading: Reading) -> str:
        """Return the key of a reading's unit; empty where the list has none."""
        key = self.key(reading.unit) if reading.unit else OF_FORM.get(reading.form, "")
        key = key if key in self.keys else ""
        if not reading.per:
            return key
        if PER_CAPITA.fullmatch(reading.per):
            return self._rates.get(key, "")
        per = self.key(reading.per.split()[-1])
        return f"{key}/{per}" if f"{key}/{per}" in self.keys else ""

    def names(self, key: str) -> list[str]:
        """Return what the list calls a unit: its key, name, plural and symbol."""
        return self._names.get(key, [])

    def key(self, words: str) -> str:
        """Return the key of the unit that words name; empty where the list has none."""
        one = _singular(words)
        for table in (CURRENCIES, SPELLINGS):
            if table.get(one) in self.keys:
                return table[one]
        named = self._named.get(one, "")
        return named if named in self.keys else ""


def _singular(words: str) -> str:
    """Return words in lower case, the last one in the singular where its form is plain, and a power
    of a length as in km².
    """
    folded = re.sub(r"\s+", " ", words).strip().casefold()
    folded = re.sub(r"^(sq|cu)\b\.? (.+)", lambda m: m[2] + POWERS[m[1]], folded)
    folded = re.sub(r"(?<=[a-z])\^?([23])$", lambda m: POWERS[m[1]], folded)
    for ending, instead in (("ies", "y"), ("sses", "ss"), ("ches", "ch"), ("xes", "x"), ("s", "")):
        if folded.endswith(ending) and not folded.endswith("ss" + instead) and len(folded) > 3:
            return folded[: -len(ending)] + instead
    return folded
