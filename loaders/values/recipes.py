"""Official figures that were made from a file's rows: what the recipe says.

A `computed` cell reads `sum of COLUMN over N rows where COLUMN=VALUE & COLUMN=VALUE|VALUE in
sha256:HEX`; the files are not part of the project. A series' recipe in `record/recipes.csv` has the
same conditions in cells of its own, and rules that flag its observations.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from loaders.values.codelists import OBSERVATION_FLAGS

FORM = re.compile(
    r"sum of (?P<column>.{1,200}?) over (?P<rows>[1-9][0-9]*) rows? where (?P<where>.+) "
    r"in sha256:(?P<sha256>[0-9a-f]{64})"
)
"""The name of a column is bounded, as the rest is read again at each place where it may end."""
UNNAMED = re.compile(r"\(\?P<\w+>")
"""The beginning of a named group, which a schema's pattern does without."""
ALLOWED = "sum of COLUMN over N rows where COLUMN=VALUE & COLUMN=VALUE|VALUE in sha256:HEX"
CONDITIONS = r"[^=&|;]+=[^&]*(?: & [^=&|;]+=[^&]*)*"
FLAG_RULE = re.compile(
    r"(?:(?P<all>all)|from (?P<first>[0-9-]+)(?: to (?P<last>[0-9-]+))?"
    r"|(?P<column>[^=~;:]+)(?P<sign>[=~])(?P<text>[^;:]+))"
    rf": (?P<flag>{'|'.join(OBSERVATION_FLAGS)})"
)
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
    where = conditions(found["where"]) if found else {}
    if not found or not where:
        raise ValueError(f"is not in the form {ALLOWED}")
    return Recipe(found["column"], int(found["rows"]), where, found["sha256"])


def conditions(where: str) -> dict[str, tuple[str, ...]]:
    """Return the values that each column may have, of `COLUMN=VALUE & COLUMN=VALUE|VALUE`; nothing
    where it is not in that form.
    """
    parts = [part.partition("=") for part in where.split(" & ")]
    if not all(name and sign for name, sign, _ in parts):
        return {}
    return {name: tuple(values.split("|")) for name, _, values in parts}


@dataclass(frozen=True)
class FlagRule:
    """A rule that flags observations: those from `first` to `last` (months or years, "" for no
    end), or those of rows whose `column` is `text` (`holds`: has it inside); all without both.
    """

    flag: str
    first: str = ""
    last: str = ""
    column: str = ""
    text: str = ""
    holds: bool = False


def flag_rules(cell: str) -> list[FlagRule]:
    """Parse a `flags` cell of a recipe: rules split by `; `, in one of the forms `all: FLAG`,
    `from PERIOD: FLAG`, `from PERIOD to PERIOD: FLAG`, `COLUMN=TEXT: FLAG`, `COLUMN~TEXT: FLAG`.

    Raise `ValueError` where it is not in these forms.
    """
    rules = []
    for text in cell.split("; ") if cell else ():
        found = FLAG_RULE.fullmatch(text)
        if not found:
            raise ValueError(f"contains {text}, which is not a rule")
        parts = {name: found[name] or "" for name in ("flag", "first", "last", "column", "text")}
        rules.append(FlagRule(**parts, holds=found["sign"] == "~"))
    return rules


OF_MONTHS = re.compile(r"sum of (\d+) months")
OF_ROWS = "sum of "


def summed_months(cell: str) -> int:
    """Return how many months of the record a `computed` cell sums; 0 where it sums none."""
    found = OF_MONTHS.match(cell)
    return int(found[1]) if found else 0


def is_sum(cell: str) -> bool:
    """Tell whether a `computed` cell is our sum over rows or months, and no row's own value."""
    return cell.startswith(OF_ROWS) and summed_rows(cell) != 1


def summed_rows(cell: str) -> int:
    """Return over how many rows a `computed` cell sums; 0 where it is empty or of another form."""
    found = FORM.fullmatch(cell)
    return int(found["rows"]) if found else 0
