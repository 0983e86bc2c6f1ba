"""The rules between the cells of one row: each a test and the message for its breach."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from loaders.schema.columns import NUMBER
from loaders.values.codelists import (
    HEDGES,
    HIGH_HEDGES,
    LOW_HEDGES,
    OPEN,
    POINT_HEDGES,
    RANGES,
    TWO_BOUNDS,
    WITHOUT_VALUE,
)

MOST_WORDS = 12
"""How many words of a document stand in one row at most."""


@dataclass(frozen=True)
class Rule:
    """A test of whole rows, true where a row keeps the rule, and what its breach means.

    `column` is where to mend it. The texts may name cells of the row in braces.
    """

    name: str
    column: str
    what: str
    allowed: str
    fix: str
    test: Callable[[pd.DataFrame], pd.Series[bool]]


def _numbers(cells: pd.Series[str]) -> pd.Series[float]:
    """Return the cells as floats; empty or malformed cells, reported elsewhere, are NaN."""
    well_formed = cells.str.fullmatch(NUMBER).fillna(False).astype(bool)
    return pd.to_numeric(cells.where(well_formed))


def _has(table: pd.DataFrame, hedges: Iterable[str]) -> pd.Series[bool]:
    return table["hedge"].isin(list(hedges))


def _point_is_one_number(t: pd.DataFrame) -> pd.Series[bool]:
    low, high = _numbers(t["low"]), _numbers(t["high"])
    return ~_has(t, POINT_HEDGES) | low.isna() | high.isna() | (low == high)


def _bounds_in_order(t: pd.DataFrame) -> pd.Series[bool]:
    low, high = _numbers(t["low"]), _numbers(t["high"])
    return ~_has(t, TWO_BOUNDS) | low.isna() | high.isna() | (low < high)


def _best_inside(t: pd.DataFrame) -> pd.Series[bool]:
    low, high, best = _numbers(t["low"]), _numbers(t["high"]), _numbers(t["best"])
    malformed = (t["low"].notna() & low.isna()) | (t["high"].notna() & high.isna())
    return best.isna() | malformed | ((low <= best) & (best <= high))


def _alike(t: pd.DataFrame, first: str, *others: str) -> pd.Series[bool]:
    """Tell where all of the cells are filled in, or none."""
    filled = t[[first, *others]].notna()
    return filled.all(axis=1) | ~filled.any(axis=1)


def _between_limits(t: pd.DataFrame) -> pd.Series[bool]:
    """Tell where a value lies between its limits, or there are none."""
    given = t[["low", "high"]].notna()
    some = t[given.any(axis=1)]
    low, value, high = (_numbers(some[name]) for name in ("low", "value", "high"))
    right = (low <= value) & (value <= high)
    return right.reindex(t.index, fill_value=True)


def _bound_missing(column: str, hedges: Iterable[str]) -> Rule:
    return Rule(
        *(f"{column}_missing", column, "is empty", "a number, as the hedge is {hedge}"),
        "fill in the bound",
        lambda t: t[column].notna() | ~_has(t, hedges),
    )


def _bound_open(column: str, name: str, hedges: Iterable[str]) -> Rule:
    return Rule(
        f"{column}_open",
        column,
        f"{{{column}}} is {name} bound, but the hedge {{hedge}} has none",
        "an empty cell",
        "empty it, or correct the hedge",
        lambda t: t[column].isna() | ~_has(t, hedges),
    )


def _words_too_many(fix: str) -> Rule:
    return Rule(
        *("words_too_many", "as_printed", "has more than 12 words", "at most 12 words", fix),
        lambda t: t["as_printed"].fillna("").str.count(r"\S+") <= MOST_WORDS,
    )


INDICATOR_RULES = (
    Rule(
        "division_in_full",
        "denominator_id",
        "is filled in without numerator_id, or empty although numerator_id is filled in",
        "both of numerator_id and denominator_id, or neither",
        "fill in what is missing, or empty both",
        lambda t: _alike(t, "numerator_id", "denominator_id"),
    ),
)
CLAIM_RULES = (
    _bound_missing("low", set(HEDGES) - set(HIGH_HEDGES)),
    _bound_missing("high", (*POINT_HEDGES, *HIGH_HEDGES, *RANGES)),
    _bound_open("low", "a lower", HIGH_HEDGES),
    _bound_open("high", "an upper", LOW_HEDGES),
    Rule(
        "point",
        "high",
        "{high} differs from low {low}, but the hedge {hedge} is for a single number",
        "the same number in low and high",
        "correct a bound, or use the hedge range",
        _point_is_one_number,
    ),
    Rule(
        "reversed_bounds",
        "high",
        "{high} is not above low {low}",
        "low below high",
        "swap the bounds, or use a hedge for a single number",
        _bounds_in_order,
    ),
    Rule(
        "best_inside",
        "best",
        "{best} is not inside {low} to {high}",
        "a number inside a range that has both bounds",
        "empty it, or correct the bounds",
        _best_inside,
    ),
    Rule(
        "words_missing",
        "as_printed",
        "is empty",
        "the words that give the number, unless computed is filled in",
        "copy the fewest words from the paragraph",
        lambda t: t["as_printed"].notna() | t["computed"].notna(),
    ),
    _words_too_many("keep only the words from the first hedge word to the unit"),
    Rule(
        "conversion_in_full",
        "converted_unit",
        "is filled in without both bounds of the conversion, or empty although one is filled in",
        "all three of converted_low, converted_high and converted_unit, or none",
        "fill in what is missing, or empty all three",
        lambda t: _alike(t, "converted_unit", "converted_low", "converted_high"),
    ),
    Rule(
        "conversion_in_order",
        "converted_high",
        "{converted_high} is below converted_low {converted_low}",
        "the same number in both, or the lower one in converted_low",
        "swap the bounds",
        lambda t: ~(_numbers(t["converted_low"]) > _numbers(t["converted_high"])),
    ),
    Rule(
        "correction_reason",
        "correction_reason",
        "is empty although the claim supersedes another, or filled in although it supersedes none",
        "your own words if supersedes is filled in, otherwise an empty cell",
        "say why the old claim was wrong",
        lambda t: _alike(t, "supersedes", "correction_reason"),
    ),
    Rule(
        "withdrawal_reason",
        "withdrawal_reason",
        "is empty although the claim is withdrawn, or filled in although it is not",
        "your own words if withdrawn is filled in, otherwise an empty cell",
        "say why the claim was withdrawn",
        lambda t: _alike(t, "withdrawn", "withdrawal_reason"),
    ),
    Rule(
        "withdrawn_early",
        "withdrawn",
        "{withdrawn} is before added {added}",
        "a date on or after added",
        "correct one of the dates",
        lambda t: t["withdrawn"].isna() | ~(t["withdrawn"].fillna("") < t["added"].fillna("")),
    ),
)
FROM_A_FILE = ("period_columns", "period_form", "value_column", "operation")
"""What the recipe of a file says of it, and one of figures from pages does not."""
ONLY_OF_A_FILE = ("place_column", "where", "flags", "low_column", "high_column")
RECIPE_RULES = (
    Rule(
        "recipe_of_a_file",
        "file_sha256",
        f"is filled in without all of {', '.join(FROM_A_FILE)}, or empty although one is filled in",
        "all of them for figures from a file, none for figures read on pages",
        "fill in what is missing, or empty all of them",
        lambda t: _alike(t, "file_sha256", *FROM_A_FILE),
    ),
    Rule(
        "recipe_of_pages",
        "file_sha256",
        f"is empty, but one of {', '.join(ONLY_OF_A_FILE)} is filled in",
        "the file whose columns are named",
        "name the file, or empty them",
        lambda t: t["file_sha256"].notna() | t[list(ONLY_OF_A_FILE)].isna().all(axis=1),
    ),
    Rule(
        "recipe_place",
        "place_column",
        "leaves open which place the figures are for, or is filled in beside place_id",
        "place_id, or place_column with place_codes",
        "fill in one, and empty the other",
        lambda t: (
            _alike(t, "place_column", "place_codes")
            & (t["file_sha256"].isna() | (t["place_id"].notna() ^ t["place_column"].notna()))
        ),
    ),
    Rule(
        "limits_in_full",
        "high_column",
        "is filled in without low_column, or empty although low_column is filled in",
        "both of low_column and high_column, or neither",
        "fill in what is missing, or empty both",
        lambda t: _alike(t, "low_column", "high_column"),
    ),
    Rule(
        "lag_of_an_open_edition",
        "lag_months",
        "is empty, but the edition is open and the frequency is {frequency}",
        "a number of months for a regular series whose edition is open",
        "say how many months after a period ends its figure comes out",
        lambda t: (
            t["lag_months"].notna() | (t["edition"].fillna("") != OPEN) | t["frequency"].isna()
        ),
    ),
)


def _once(table: str) -> Callable[[pd.DataFrame], pd.Series[bool]]:
    return lambda t: ~t.duplicated(list(COMPOUND_KEYS[table]))


def _without_value(t: pd.DataFrame) -> pd.Series[bool]:
    """Tell of each observation whether a flag says why it has no value."""
    return t["flags"].fillna("").str.contains("|".join(WITHOUT_VALUE))


def _flags_once(t: pd.DataFrame) -> pd.Series[bool]:
    cells = t["flags"].fillna("")
    flags = {cell: cell.split(";") for cell in cells.unique()}
    return ~cells.isin([cell for cell, own in flags.items() if len(set(own)) < len(own)])


VALUE_OR_FLAG = f"a value, or one of the flags {', '.join(WITHOUT_VALUE)}"


OBSERVATION_RULES = (
    Rule(
        "observed_twice",
        "period",
        "{period} of {place_id} is already in another row with the vintage {vintage}",
        "one row for each recipe, place, period and vintage",
        "delete the row",
        _once("observations"),
    ),
    Rule(
        "value_or_reason",
        "value",
        "is empty, and no flag says why",
        VALUE_OR_FLAG,
        "fill in the value, or add the flag",
        lambda t: t["value"].notna() | _without_value(t),
    ),
    Rule(
        "no_value_but_reason",
        "value",
        "is filled in, but a flag says that there is none: {flags}",
        VALUE_OR_FLAG,
        "empty the value, or correct the flags",
        lambda t: t["value"].isna() | ~_without_value(t),
    ),
    Rule(
        "flags_once",
        "flags",
        "{flags} has a flag twice",
        "each flag once",
        "delete one",
        _flags_once,
    ),
    Rule(
        "limits_of_a_value",
        "high",
        "does not make, with low, a pair of limits around the value",
        "low, value and high in ascending order, or neither limit",
        "fill in what is missing, or empty both",
        _between_limits,
    ),
)
COMPOUND_KEYS = {
    "observations": ("recipe_id", "place_id", "period", "vintage"),
    "exclusions": ("document_id", "locator", "numeral"),
    "coverage": ("document_id", "accounted_by"),
    "redirects": ("table", "old_id"),
}
"""The keys of the tables of which no column alone names a row: the first columns."""


EXCLUSION_RULES = (
    Rule(
        "excluded_twice",
        "numeral",
        "{numeral} of {locator} is already excluded by another row",
        "one row for each numeral and locator",
        "delete the row",
        _once("exclusions"),
    ),
)
COVERAGE_RULES = (
    Rule(
        "counted_twice",
        "accounted_by",
        "{accounted_by} of {document_id} is already counted by another row",
        "one row for each document and way",
        "write the table again: python -m loaders audit --write",
        _once("coverage"),
    ),
)
REDIRECT_RULES = (
    Rule(
        "redirected_twice",
        "old_id",
        "{old_id} is already redirected by another row",
        "one row for each id",
        "write all new ids in one row, separated by semicolons",
        _once("redirects"),
    ),
)
EVENT_RULES = (
    _words_too_many("keep only the words that carry the date"),
    Rule(
        "inferred_note",
        "note",
        "is empty, but the date {date} is inferred",
        "your own words",
        "say what the date was inferred from",
        lambda t: ~t["date"].fillna("").str.contains("?", regex=False) | t["note"].notna(),
    ),
)
RULES: Mapping[str, tuple[Rule, ...]] = {
    "recipes": RECIPE_RULES,
    "observations": OBSERVATION_RULES,
    "indicators": INDICATOR_RULES,
    "claims": CLAIM_RULES,
    "exclusions": EXCLUSION_RULES,
    "coverage": COVERAGE_RULES,
    "events": EVENT_RULES,
    "redirects": REDIRECT_RULES,
}
