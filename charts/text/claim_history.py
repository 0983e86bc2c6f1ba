"""What happened to a claim since it came in, in words: added, corrected, withdrawn."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise

import pandas as pd

from charts.text import notes, wording
from loaders.dataset import Claim, Dataset, claims_in
from loaders.schema.file_names import CLAIMS
from loaders.schema.tables import COLUMNS, codes, label
from loaders.values.codelists import HEDGES
from loaders.values.locators import after_work, locator_words, split_references

TOLD = (
    *("claim_id", "low", "high", "note", "added"),
    *("supersedes", "correction_reason", "withdrawn", "withdrawal_reason"),
)
"""Columns that a moment's day, value and reason tell already."""
UNITS = ("unit", "converted_unit")


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
        before, after = _value(dataset, old), _value(dataset, new)
        what = f"Corrected: {f'still {after}' if before == after else f'{before} → {after}'}"
        words = "; ".join([what, *changed_cells(dataset, old, new)])
        found.append(Moment(new.added, new.claim_id, words, new.correction_reason))
    for row in rows:
        if row.withdrawn:
            words = f"Withdrawn: {_value(dataset, row)}"
            found.append(Moment(row.withdrawn, row.claim_id, words, row.withdrawal_reason))
    return sorted(found, key=lambda moment: moment.day)


def changed_cells(dataset: Dataset, old: Claim, new: Claim) -> list[str]:
    """Return what besides the bounds a correction changed, from what to what, in readers' words."""
    names = [name for name in COLUMNS[CLAIMS] if name not in TOLD]
    pairs = {name: tuple(_cell(dataset, claim, name) for claim in (old, new)) for name in names}
    return [
        f"{label(CLAIMS, name).lower()}: {one} → {other}"
        for name, (one, other) in pairs.items()
        if one != other
    ]


def _value(dataset: Dataset, claim: Claim) -> str:
    return wording.claim_statement(dataset, claim)


def _cell(dataset: Dataset, claim: Claim, name: str) -> str:
    """Return what a claim's page calls a cell; of the hedge the one that is shown."""
    told: Mapping[str, Callable[[], str]] = {
        "hedge": lambda: HEDGES[claim.shown_hedge].label,
        "as_printed": lambda: f"“{wording.quotation(claim.as_printed)}”",
        "computed": lambda: notes.origin_words(claim),
        "locator": lambda: locator_words(claim.locator),
        "reference_ids": lambda: wording.listed(_works(dataset, claim)),
        "document_id": dataset.works[claim.document_id].short,
        "series_id": lambda: ", ".join(
            part for part in (notes.whose(dataset, [claim]), claim.counting) if part
        ),
    }
    cell = getattr(claim.quantity if hasattr(claim.quantity, name) else claim, name)
    if cell in ("", None) or (isinstance(cell, float) and math.isnan(cell)):
        return "none"
    if name in told:
        return told[name]()
    if name in UNITS:
        return str(wording.unit_row(dataset, cell)["plural"])
    if codes(CLAIMS, name):
        return codes(CLAIMS, name)[cell].label
    return wording.number(cell) if isinstance(cell, float) else str(cell)


def _works(dataset: Dataset, claim: Claim) -> list[str]:
    return [
        after_work(dataset.works[key].short(), place)
        for key, place in split_references(claim.reference_ids)
    ]
