"""What happened to a claim since it came in, and what changed on a day, in words."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

import pandas as pd

from charts.text import notes, wording
from charts.text.series_summary import many
from loaders.dataset import Claim, Dataset, claims_in
from loaders.history.day_changes import DayOfChanges
from loaders.queries.place_text import placed_title
from loaders.schema.file_names import CLAIMS
from loaders.schema.tables import COLUMNS, codes, label
from loaders.values.codelists import HEDGES
from loaders.values.edtf import parse_period
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
        words = f"Corrected: {correction_words(dataset, old, new)}"
        found.append(Moment(new.added, new.claim_id, words, new.correction_reason))
    for row in rows:
        if row.withdrawn:
            words = f"Withdrawn: {_value(dataset, row)}"
            found.append(Moment(row.withdrawn, row.claim_id, words, row.withdrawal_reason))
    return sorted(found, key=lambda moment: moment.day)


def correction_words(dataset: Dataset, old: Claim, new: Claim) -> str:
    """Return what a correction changed: the value, and each other cell."""
    before, after = _value(dataset, old), _value(dataset, new)
    value = f"still {after}" if before == after else f"{before} → {after}"
    return "; ".join([value, *changed_cells(dataset, old, new)])


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


def day_words(day: DayOfChanges) -> str:
    """Return in a sentence or two how much came in, was corrected, revised and withdrawn."""
    came = [text for text in _came_in(day) if text]
    sentences = [f"{' and '.join(came)} came in."] if came else []
    sentences += [f"{text}." for text in _changed(day) if text]
    return " ".join(sentences)


def _came_in(day: DayOfChanges) -> Iterator[str]:
    official = int(day.official["count"].sum())
    yield many(len(day.added), "number from reports", "numbers from reports") if day.added else ""
    yield many(official, "official figure") if official else ""


def _changed(day: DayOfChanges) -> Iterator[str]:
    if count := len(day.corrected):
        moved = sum(not each.same_number for each in day.corrected)
        which = f"{moved:,} of them in number or period" if moved else "none in number or period"
        yield f"We corrected {many(count, 'entry of ours', 'entries of ours')}, {which}"
    if count := len(day.revised):
        yield f"Offices revised {many(count, 'figure of theirs', 'figures of theirs')}"
    if count := len(day.withdrawn):
        yield f"We withdrew {many(count, 'entry', 'entries')}"


def about_claim(dataset: Dataset, claim: Claim) -> str:
    """Return what a claim is about, when, and whose it is."""
    subject = placed_title(dataset, claim.indicator_id, claim.place_id, claim.from_place_id)
    document = dataset.works[claim.document_id].short()
    return f"{subject}, {wording.period_words(claim)} ({document})"


def official_words(dataset: Dataset, row: Mapping[str, object]) -> str:
    """Return of a row of `DayOfChanges.official` how many figures came in, whose, of when."""
    producers = wording.listed(row["producers"])  # type: ignore[arg-type]
    years = [getattr(row[name], "year", math.nan) for name in ("first", "last")]
    told = [int(year) for year in dict.fromkeys(years) if not math.isnan(year)]
    parts = (
        many(int(str(row["count"])), "figure") + (f" of {producers}" if producers else ""),
        "–".join(map(str, told)),
    )
    return ", ".join(part for part in parts if part)


def about_revised(dataset: Dataset, row: Mapping[str, object]) -> str:
    """Return what a row of `DayOfChanges.revised` is about, and when."""
    subject = placed_title(dataset, str(row["indicator_id"]), str(row["place_id"]), "")
    return f"{subject}, {parse_period(str(row['period']))}"


def revised_words(dataset: Dataset, row: Mapping[str, object]) -> str:
    """Return the value that an office gave before and gives now."""
    before, after = (
        _observed(dataset, str(row["unit"]), row[name]) for name in ("before", "after")
    )
    return f"{before} → {after} ({dataset.works[str(row['document_id'])].short()})"


def _observed(dataset: Dataset, unit: str, number: object) -> str:
    assert isinstance(number, float)
    if math.isnan(number):
        return "no value"
    return wording.with_unit(wording.number(number), wording.unit_row(dataset, unit), number)
