"""What was measured, and the table of medians, spreads, ratios and aims that is printed of it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles

from benchmarks.contenders import APP, BARE, DASH

LOADERS, FRICTIONLESS = "loaders check", "frictionless"
TODAY = "record"
PICTURE, EXPORT, KALEIDO = "charts.export.browser", "charts.export.formats", "Kaleido, warm"
OWN = (APP, LOADERS, PICTURE, TODAY)
"""What the others are compared with."""
UNITS = {"bytes": "kB", "memory": "MB", "layout shift": ""}
"""The unit of a measurement, by its first word; all others are seconds."""

OWN_FIGURES = 0
"""Stands for how many claims the project's own figures have."""
Key = tuple[str, int, str]


@dataclass(frozen=True)
class Aim:
    """A ratio of two medians that should be at most `most`."""

    what: str
    claims: tuple[int, int]
    contenders: tuple[str, str]
    most: float


AIMS = (
    Aim("cold page", (100, 100), (APP, BARE), 1.15),
    Aim("redraw", (100, 100), (APP, BARE), 1.25),
    Aim("redraw", (100, 100), (APP, DASH), 1.0),
    Aim("first page cold", (OWN_FIGURES, OWN_FIGURES), (APP, BARE), 1.0),
    Aim("choice", (OWN_FIGURES, OWN_FIGURES), (APP, BARE), 1.0),
    Aim("redraw", (100_000, 100), (APP, APP), 2.0),
    Aim("check", (1_000, 1_000), (LOADERS, FRICTIONLESS), 1.0),
    Aim("check", (100_000, 100_000), (LOADERS, FRICTIONLESS), 0.5),
    Aim("picture, png", (100, 100), (PICTURE, KALEIDO), 1.3),
    Aim("picture, svg", (100, 100), (PICTURE, KALEIDO), 1.3),
    Aim("picture, pdf", (100, 100), (PICTURE, KALEIDO), 1.3),
)


@dataclass
class Results:
    """Measurements by what was measured, of how many claims, and of whom."""

    values: dict[Key, list[float]] = field(default_factory=lambda: defaultdict(list))

    def add(self, what: str, claims: int, contender: str, value: float) -> None:
        """Keep one measurement."""
        self.values[what, claims, contender].append(value)

    def median(self, what: str, claims: int, contender: str) -> float | None:
        """Return the median; None where nothing was measured."""
        values = self.values.get((what, claims, contender))
        return median(values) if values else None

    def as_json(self) -> str:
        """Return every measurement."""
        rows = [
            {"what": what, "claims": claims, "contender": contender, "values": values}
            for (what, claims, contender), values in self.values.items()
        ]
        return json.dumps(rows, indent=1) + "\n"


def write(results: Results, path: Path) -> None:
    """Write every measurement as JSON."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(results.as_json(), encoding="utf-8")


def table(results: Results) -> str:
    """Return the measurements and the aims as text."""
    head = ("what", "claims", "of", "median", "min – max", "runs", "ratio")
    rows = [head, *_rows(results)]
    aims = [("aim", "", "", "is", "at most", "", ""), *_aims(results)]
    return "\n".join([*aligned(rows), "", *aligned(aims)]) + "\n"


def _rows(results: Results) -> Iterator[Sequence[str]]:
    own: dict[tuple[str, int], float] = {}
    last = ""
    for (what, claims, contender), values in results.values.items():
        unit = UNITS.get(what.split(",")[0], "s")
        middle = median(values)
        first = own.setdefault((what, claims), middle)  # this project's is measured first
        yield (
            what if what != last else "",
            _of(claims),
            contender,
            _number(middle, unit),
            f"{_number(min(values), '')}– {_number(max(values), '')}".strip(),
            str(len(values)),
            f"{first / middle:.2f} × {contender}"
            if contender not in (APP, LOADERS, PICTURE)
            else "",
        )
        last = what


def _of(claims: int) -> str:
    return "own" if claims == OWN_FIGURES else f"{claims:,}"


def _number(value: float, unit: str) -> str:
    digits = 2 if value < 100 else 0
    return f"{value:,.{digits}f} {unit}"


def _aims(results: Results) -> Iterator[Sequence[str]]:
    for aim in AIMS:
        pairs = zip(aim.claims, aim.contenders, strict=True)
        own, other = (results.median(aim.what, claims, who) for claims, who in pairs)
        if own is None or other is None:
            continue
        ratio = own / other
        same = aim.contenders[0] == aim.contenders[1]
        than = f"{_of(aim.claims[1])} claims" if same else aim.contenders[1]
        told = "kept" if ratio <= aim.most else "MISSED"
        yield (
            f"{aim.what}, {aim.contenders[0]}",
            _of(aim.claims[0]),
            f"÷ {than}",
            f"{ratio:.2f}",
            f"{aim.most:.2f}",
            told,
            "",
        )


def aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return rows as lines of text whose columns stand below one another."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    right = (1, 3, 4, 5)
    return [
        "  ".join(
            cell.rjust(width) if column in right else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]


def p95(values: Sequence[float]) -> float:
    """Return the value that 95 of a hundred do not exceed."""
    return quantiles(values, n=20, method="inclusive")[-1] if len(values) > 1 else values[0]
