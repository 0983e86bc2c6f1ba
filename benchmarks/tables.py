"""A valid dataset of any number of claims, with the proportions of the curated one.

Nothing is random: the same number of claims makes the same files.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from loaders.citations.bibliography import BIBLIOGRAPHY
from loaders.interchange.datapackage import generated
from loaders.schema.file_names import CLAIMS, OPTIONAL, file_of
from loaders.schema.tables import COLUMNS, MODELS
from loaders.storage.csv_table import csv_text
from loaders.values.codelists import HEDGES, HIGH_HEDGES, RANGES, STATUSES, UPWARD

ORDINARY = 12
"""The claims of an indicator whose redraw is timed, the same at every size."""
MOST_ORDINARY = 200
LARGE = 500
"""The claims of each indicator beyond: a selector of thousands of options is no page's."""
SERIES = 4
START = "field_area"
"""The indicator that every contender shows first."""
PLAIN = ("exact", "exact", "about")
"""The hedges of every second claim, as in the curated texts; the others are of all other hedges."""
OTHERS = tuple(hedge for hedge in HEDGES if hedge not in PLAIN)
UNITS = {
    "ha": "hectare,hectares,ha,area",
    "kg": "kilogram,kilograms,kg,mass",
    "lb": "pound,pounds,lb,mass",
    "t": "metric ton,metric tons,t,mass",
    "deaths": "death,deaths,deaths,deaths",
    "percent": "percent,percent,%,ratio",
    "USD": "dollar,dollars,USD,USD",
    "USD/kg": "dollar per kilogram,dollars per kilogram,USD/kg,USD/mass",
}
PLACES = {"CA": "Canada", "US": "United States", "CO": "Colombia", "AF": "Afghanistan"}
Row = dict[str, str]


@dataclass(frozen=True)
class Kind:
    """What an indicator measures: its name, its claims' units (the chart's first), its measure."""

    name: str
    units: tuple[str, ...]
    measure: str


KINDS = (
    Kind("Fields", ("ha",), "flow"),
    Kind("Seized", ("kg", "lb", "t"), "flow"),
    Kind("Deaths", ("deaths",), "flow"),
    Kind("Share", ("percent",), "share"),
    Kind("Price", ("USD/kg",), "price"),
    Kind("Growth", ("percent",), "increase"),
)


@dataclass(frozen=True)
class Made:
    """A dataset that was written, and the titles of its ordinary indicators, the first shown."""

    directory: Path
    claims: int
    titles: tuple[str, ...]


def make(directory: Path, claims: int, *, wide: bool = False) -> Made:
    """Write a dataset of that many claims; `wide` makes all indicators ordinary ones."""
    sizes = _sizes(claims, wide)
    tables = _Tables(sizes, documents=max(5, claims // 50))
    (directory / CLAIMS).mkdir(parents=True)
    for topic, rows in tables.claims.items():
        _write(directory / CLAIMS / f"{topic}.csv", CLAIMS, rows)
    parents = tables.parents()
    for table in {*MODELS} - {CLAIMS, *OPTIONAL}:
        _write(directory / file_of(table), table, parents.get(table, []))
    (directory / BIBLIOGRAPHY).write_text(tables.bibliography(), encoding="utf-8")
    for name, text in generated(directory).items():
        (directory / name).write_text(text, encoding="utf-8")
    titles = [_title(n) for n, size in enumerate(sizes) if size < 2 * ORDINARY]
    return Made(directory, claims, tuple(titles))


def _sizes(claims: int, wide: bool) -> list[int]:
    """Return how many claims each indicator has: ordinary ones first, then large ones."""
    ordinary = max(1, claims // ORDINARY)
    if wide or ordinary <= MOST_ORDINARY:
        return [ORDINARY] * (ordinary - 1) + [claims - ORDINARY * (ordinary - 1)]
    left = claims - ORDINARY * MOST_ORDINARY
    large = max(1, left // LARGE)
    return [ORDINARY] * MOST_ORDINARY + [LARGE] * (large - 1) + [left - LARGE * (large - 1)]


def _title(indicator: int) -> str:
    return f"{KINDS[indicator % len(KINDS)].name} {indicator:04}"


class _Tables:
    def __init__(self, sizes: Sequence[int], documents: int) -> None:
        self.sizes = sizes
        self.documents = documents
        self.claims: dict[str, list[Row]] = defaultdict(list)
        number = 0
        for indicator, size in enumerate(sizes):
            for place in range(size):
                self.claims[self._topic(indicator)].append(self._claim(indicator, place, number))
                number += 1
        self.total = number

    def _topic(self, indicator: int) -> str:
        return f"topic_{indicator % min(10, len(self.sizes))}"

    def _claim(self, indicator: int, place: int, number: int) -> Row:
        kind = KINDS[indicator % len(KINDS)]
        document = f"document{number % self.documents}"
        value = 1000 + number * 7919 % 9000
        unit = kind.units[place % len(kind.units)]
        among = OTHERS if number % 2 else PLAIN
        hedge = among[number // 2 % len(among)]
        low = "" if hedge in HIGH_HEDGES else str(value)
        high = "" if hedge in UPWARD else str(value + 500 * (hedge in RANGES))
        cited = number // self.documents % 2 == 0
        return {
            "claim_id": f"{document}-{number}",
            "series_id": _series_id(indicator, place % SERIES),
            "period": _period(number, 1990 + (7 * place + indicator) % 35),
            "base_period": "1989" if kind.measure == "increase" else "",
            "low": low,
            "high": high,
            "unit": unit,
            "hedge": hedge,
            "as_printed": "drawn by lot",
            "document_id": document,
            "locator": f"para {number // self.documents + 1}",
            "reference_ids": f"work{number % self.documents}[{number % 90 + 1}]" if cited else "",
            "status": "estimate" if number % 3 else list(STATUSES)[number // 3 % len(STATUSES)],
            "note": f"Drawn by lot: {low} and {high}."
            + " What was inferred from the text, in the curator's words." * (number % 2),
            "added": "2026-01-15",
            "supersedes": f"document{(number - 1) % self.documents}-{number - 1}"
            if number % 100 == 60
            else "",
            "correction_reason": "Misread." if number % 100 == 60 else "",
        }

    def parents(self) -> dict[str, list[Row]]:
        """Return the rows of the other tables, all in use; a table not here has none."""
        count = range(len(self.sizes))
        rows = [row for rows in self.claims.values() for row in rows]
        used = {row["unit"] for row in rows} | {KINDS[n % len(KINDS)].units[0] for n in count}
        used |= {part for unit in used for part in unit.split("/")}
        names = ("name", "plural", "symbol", "dimension")
        known = {unit: dict(zip(names, UNITS[unit].split(","), strict=True)) for unit in UNITS}
        topics = dict.fromkeys(self._topic(n) for n in count)
        places = dict.fromkeys(_place(n) for n in count)
        return {
            "topics": [{"topic": name, "title": name, "summary": "A topic."} for name in topics],
            "units": [{"unit": unit, **known[unit]} for unit in UNITS if unit in used],
            "places": [{"place_id": place, "name": PLACES[place]} for place in places],
            "indicators": [self._indicator(n) for n in count],
            "series": [_series(n, own) for n in count for own in range(min(SERIES, self.sizes[n]))],
            "documents": [self._document(n) for n in range(self.documents)],
            "exclusions": [self._exclusion(n) for n in range(self.total // 5)],
        }

    def _indicator(self, number: int) -> Row:
        kind = KINDS[number % len(KINDS)]
        return {
            "indicator_id": START if number == 0 else f"indicator_{number:04}",
            "topic": self._topic(number),
            "title": _title(number),
            "definition": "What exactly is measured, in a sentence of its own.",
            "unit": kind.units[0],
            "base": "all of them" if kind.measure == "share" else "",
        }

    def _document(self, number: int) -> Row:
        return {
            "document_id": f"document{number}",
            "kind": "analysed",
            "published": "2025-03",
            "text_sha256": hashlib.sha256(str(number).encode()).hexdigest(),
            "paragraphs": str(self.total // self.documents + 10),
        }

    def _exclusion(self, number: int) -> Row:
        return {
            "document_id": f"document{number % self.documents}",
            "locator": f"para {number // self.documents + 1}",
            "numeral": str(number),
            "reason": "date",
        }

    def bibliography(self) -> str:
        """Return a work for each document, and as many that the documents cite."""
        keys = [f"{kind}{n}" for kind in ("document", "work") for n in range(self.documents)]
        return "\n".join(_entry(key, n) for n, key in enumerate(keys))


def _series_id(indicator: int, own: int) -> str:
    return f"series-{indicator:04}-{own}"


def _place(indicator: int) -> str:
    return list(PLACES)[indicator % len(PLACES)]


def _series(indicator: int, own: int) -> Row:
    return {
        "series_id": _series_id(indicator, own),
        "indicator_id": START if indicator == 0 else f"indicator_{indicator:04}",
        "place_id": _place(indicator),
        "producer": f"Office {own}",
        "scope": "survey",
        "measure": KINDS[indicator % len(KINDS)].measure,
    }


def _period(number: int, year: int) -> str:
    """Return calendar years for the most part, and every other form now and then."""
    month = number % 6 + 1
    forms = {
        3: f"{year}?",
        7: f"{year}-{month:02}/{year}-{month + 5:02}",
        11: f"{year}-{month:02}",
        13: "",
        17: f"[{year}-01..{year}-{month + 6:02}]",
        19: f"../{year}",
    }
    return forms.get(number % 20, str(year))


def _entry(key: str, number: int) -> str:
    return (
        f"@techreport{{{key},\n  author = {{Author{number}, Ann and Writer, Will}},\n"
        f"  title = {{A report on the figures of {{Canada}}, part {number}}},\n"
        f"  institution = {{An institute}},\n  year = {{2020}},\n  date = {{2020-07}}\n}}\n"
    )


def _write(path: Path, table: str, rows: Sequence[Row]) -> None:
    path.write_text(csv_text(list(_lines(table, rows))), encoding="utf-8")


def _lines(table: str, rows: Sequence[Row]) -> Iterator[Sequence[str]]:
    columns = COLUMNS[table]
    yield columns
    for row in rows:
        yield [row.get(name, "") for name in columns]
