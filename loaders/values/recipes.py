"""Official figures that were summed from a file's rows: the recipe, and doing it again.

A `computed` cell reads `sum of COLUMN over N rows where COLUMN=VALUE & COLUMN=VALUE|VALUE in
sha256:HEX`; the files are not part of the project.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

FORM = re.compile(
    r"sum of (?P<column>.{1,200}?) over (?P<rows>[1-9][0-9]*) rows? where (?P<where>.+) "
    r"in sha256:(?P<sha256>[0-9a-f]{64})"
)
"""The name of a column is bounded, as the rest is read again at each place where it may end."""
UNNAMED = re.compile(r"\(\?P<\w+>")
"""The beginning of a named group, which a schema's pattern does without."""
ALLOWED = "sum of COLUMN over N rows where COLUMN=VALUE & COLUMN=VALUE|VALUE in sha256:HEX"
MOST_DECIMALS = 4
"""Sums are done to this many decimals: the files' own floats have no more that mean anything."""


@dataclass(frozen=True)
class Recipe:
    """What a `computed` cell says."""

    column: str
    rows: int
    where: Mapping[str, tuple[str, ...]]
    sha256: str


def recipe(cell: str) -> Recipe:
    """Parse a `computed` cell; raise `ValueError` where it is not in the form."""
    found = FORM.fullmatch(cell)
    conditions = [part.partition("=") for part in found["where"].split(" & ")] if found else []
    if not found or not all(name and sign for name, sign, _ in conditions):
        raise ValueError(f"is not in the form {ALLOWED}")
    where = {name: tuple(values.split("|")) for name, _, values in conditions}
    return Recipe(found["column"], int(found["rows"]), where, found["sha256"])


def summed_rows(cell: str) -> int:
    """Return over how many rows a `computed` cell sums; 0 where it is empty or of another form."""
    found = FORM.fullmatch(cell)
    return int(found["rows"]) if found else 0
