"""What happened to a claim since it came in, in words: added, corrected, withdrawn."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

import pandas as pd

from charts.text import wording
from loaders.dataset import Claim, Dataset, claims_in
from loaders.schema.file_names import CLAIMS
from loaders.schema.tables import COLUMNS
from loaders.values.edtf import Period

TOLD = (
    *("claim_id", "low", "high", "note", "added"),
    *("supersedes", "correction_reason", "withdrawn", "withdrawal_reason"),
)
"""Columns that a moment's day, value and reason tell already."""


@dataclass(frozen=True)
class Moment:
    """What happened to a claim on a day: to which row, what in words, and why."""

    day: str
    claim_id: str
    what: str
    why: str = ""


def moments(dataset: Dataset, chain: pd.DataFrame) -> list[Moment]:
    """Return what happened to the rows of `selection.history`, the oldest first."""
    rows = claims_in(chain)
    first = rows[0]
    found = [Moment(first.added, first.claim_id, f"Added: {_value(dataset, first)}")]
    for old, new in pairwise(rows):
        what = f"Corrected: {_value(dataset, old)} → {_value(dataset, new)}"
        changed = changed_cells(old, new)
        words = f"{what}; {', '.join(changed)}" if changed else what
        found.append(Moment(new.added, new.claim_id, words, new.correction_reason))
    for row in rows:
        if row.withdrawn:
            words = f"Withdrawn: {_value(dataset, row)}"
            found.append(Moment(row.withdrawn, row.claim_id, words, row.withdrawal_reason))
    return sorted(found, key=lambda moment: moment.day)


def changed_cells(old: Claim, new: Claim) -> list[str]:
    """Return which cells besides the bounds a correction changed, from what to what."""
    cells = [name for name in COLUMNS[CLAIMS] if name not in TOLD]
    pairs = {name: (_cell(old, name), _cell(new, name)) for name in cells}
    return [f"{name} {one} → {other}" for name, (one, other) in pairs.items() if one != other]


def _value(dataset: Dataset, claim: Claim) -> str:
    return wording.claim_statement(dataset, claim)


def _cell(claim: Claim, name: str) -> str:
    cell = getattr(claim.quantity if hasattr(claim.quantity, name) else claim, name)
    if isinstance(cell, Period):
        return str(cell.text)
    if cell in ("", None) or (isinstance(cell, float) and math.isnan(cell)):
        return "empty"
    return wording.number(cell) if isinstance(cell, float) else str(cell)
