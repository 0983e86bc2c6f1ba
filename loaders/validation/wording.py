"""The words of a claim against its row: the bounds and the hedge that they give."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from loaders.errors import Problem, shown
from loaders.quantities.extraction import Reading, readings
from loaders.quantities.hedges import before, decided
from loaders.quantities.notation import in_digits
from loaders.quantities.unit_lookup import UnitKeys
from loaders.schema.columns import NUMBER
from loaders.schema.file_names import CLAIMS
from loaders.storage.folder import Files
from loaders.values.codelists import HEDGES, RANGES

Cells = Mapping[str, str]
VALUE, HEDGE = "value_not_in_words", "hedge_not_in_words"
ENDS = ("low", "high", "best")
HELD = (*ENDS, "unit", "hedge", "as_printed", "note")
"""The cells that are held against each other."""
PEOPLE = "people"
"""A unit that says little: 27 people died are 27 deaths."""
MOST_READ = 4096
"""How many printed words are remembered with their reading."""
GIVEN = "what the printed words give, unless the note says why not"
_NUMBER = "correct the row, or repeat the number in the note and say why it differs"
EXPLAIN = {
    "low": _NUMBER,
    "high": _NUMBER,
    "hedge": "correct the row, or quote in the note the word that hedges the number: “about”",
    "unit": "correct the row, or quote the unit in the note and say why it differs",
}


def mismatch(claim: Mapping[str, str], words: Sequence[Reading]) -> str:
    """Return the code of what a claim's words do not give; empty where they give all of it.

    `claim` has `low`, `high`, `best`, `unit`, `hedge` as text, `words` is what they may mean.
    """
    words = [_in_percent(r) if claim["unit"] == "percent" else r for r in words]
    low, high, best = (Decimal(claim[c]) if claim[c] else None for c in ("low", "high", "best"))
    alike = [r for r in words if {r.low, r.high} - {None} == {low, high} - {None}]
    if not alike or (best is not None and not any(r.low == r.high == best for r in words)):
        return VALUE
    right = any((r.low, r.high, r.hedge) == (low, high, claim["hedge"]) for r in alike)
    return "" if right else HEDGE


def _in_percent(reading: Reading) -> Reading:
    """Return a fraction ("3 in 4") as a number of per cent."""
    if reading.form != "fraction":
        return reading
    low, high = (None if n is None else 100 * n for n in (reading.low, reading.high))
    return replace(reading, low=low, high=high)


def row_bounds(claim: Mapping[str, str]) -> str:
    """Return a row's hedge and bounds."""
    ends = "–".join(dict.fromkeys(claim[c] for c in ("low", "high") if claim[c]))
    return f"{claim['hedge']} {ends}"


def word_bounds(words: Sequence[Reading]) -> str:
    """Return the hedges and bounds that words may mean."""
    each = [
        f"{r.hedge} {r.open}, which is not understood"
        if r.open
        else f"{r.hedge} "
        + "–".join(dict.fromkeys(f"{n:f}" for n in (r.low, r.high) if n is not None))
        for r in words
    ]
    return " or ".join(each) or "no number"


@lru_cache(MOST_READ)
def readings_of(words: str) -> tuple[Reading, ...]:
    """Return what printed words may mean, which a check asks of the same words again and again."""
    return tuple(readings(words, everything=True))


def wording_problems(files: Files) -> Iterator[Problem]:
    """Yield claims in force whose bounds, hedge or unit their printed words do not give, unless the
    note says why: it repeats the number, quotes the word that hedges it, or names the unit.
    """
    units = files.frames["units"].fillna("").to_dict("records")
    rows_of_units = ({str(name): cell for name, cell in unit.items()} for unit in units)
    keys = UnitKeys(rows_of_units, files.site.unit_words)
    rows = files.in_force[list(HELD)].dropna(subset=["as_printed"]).fillna("")
    for row, cells in zip(rows.index, rows.to_dict("records"), strict=True):
        claim = {str(name): str(cell) for name, cell in cells.items()}
        if _readable(claim, keys):
            for column, what in _disagreements(claim, keys):
                yield files.problem(
                    CLAIMS, row, column, what=what, allowed=GIVEN, fix=EXPLAIN[column]
                )


def _readable(claim: Cells, keys: UnitKeys) -> bool:
    """Tell whether the cells are what they should be, which other rules see to."""
    numbers = [claim[end] for end in ENDS if claim[end]]
    right = all(re.fullmatch(NUMBER, number) for number in numbers)
    return bool(numbers) and right and claim["hedge"] in HEDGES and claim["unit"] in keys.keys


def _disagreements(claim: Cells, keys: UnitKeys) -> Iterator[tuple[str, str]]:
    """Yield the column of what the words do not give, and what is wrong with it."""
    words = readings_of(claim["as_printed"])
    code = mismatch(claim, words)
    said = shown(claim["as_printed"])
    gives = f"{said} gives {word_bounds(words)}"
    if code == VALUE and not _numbers_explained(claim, words):
        yield "low" if claim["low"] else "high", f"the row has {row_bounds(claim)}, but {gives}"
    elif code == HEDGE and not quoted_hedges(claim):
        yield "hedge", f"the row has {row_bounds(claim)}, but {gives}"
    unit = _other_unit(claim, words, keys)
    if unit and not set(keys.names(claim["unit"])) & set(_quoted(claim["note"])):
        yield "unit", f"the row has {claim['unit']}, but {said} gives {unit}"


def _numbers_explained(claim: Cells, words: Sequence[Reading]) -> bool:
    """Tell whether the note repeats each number of a row that the words do not give.

    The ends of a range may be two numbers of the words; a rate may be one divided by the other.
    """
    noted = {re.sub(r"[^0-9]", "", run) for run in re.findall(r"[0-9][0-9.,' ]*", claim["note"])}
    points = {f"{r.low:f}" for r in words if r.low is not None and r.low == r.high}
    numbers = {claim[end] for end in ENDS} - {""}
    left = numbers - points if claim["hedge"] in RANGES else numbers
    left = left - _quotients(words) if "/" in claim["unit"] else left
    return all(number.replace(".", "") in noted for number in left)


def _quotients(words: Sequence[Reading]) -> set[str]:
    """Return what one number of the words is of the next: one death in five days is 0.2 a day."""
    numbers = [next(n for n in (r.low, r.high) if n is not None) for r in words if not r.open]
    return {f"{in_digits(a / b):f}" for a, b in itertools.pairwise(numbers) if b}


def quoted_hedges(claim: Cells) -> list[str]:
    """Return the words that the note quotes which hedge as the row does."""
    return [
        quoted
        for quoted in _quoted(claim["note"])
        if decided(before(f"{quoted} 0", len(quoted) + 1)[0]) == claim["hedge"]
    ]


def _quoted(note: str) -> list[str]:
    return re.findall(r"[“\"]([^”\"]+)[”\"]", note)


def _other_unit(claim: Cells, words: Sequence[Reading], keys: UnitKeys) -> str:
    """Return the unit that the words name where it is known and another than the row's.

    The time or the mass that a rate or a price is of may stand elsewhere in the sentence.
    """
    numbers = {claim[end] for end in ENDS} - {""}
    alike = [r for r in words if {f"{n:f}" for n in (r.low, r.high) if n is not None} & numbers]
    found = {keys.of(reading) for reading in alike} - {"", PEOPLE}
    own = {unit for unit in found if f"{claim['unit']}/".startswith(f"{unit}/")}
    share = {claim["unit"], *found} <= {"fraction", "percent"}
    return "" if own or share or not found else sorted(found)[0]
