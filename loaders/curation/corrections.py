"""Corrections and withdrawals: nothing is deleted, and every other row stays byte for byte.

A correction is a new row that supersedes the old one. A withdrawal fills in two cells of the
row, `withdrawn` and `withdrawal_reason`; another note takes the old one's place.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from loaders.curation.append import PATIENCE, replace_files, writing
from loaders.curation.new_rows import NewRow
from loaders.errors import DatasetError, did_you_mean, refusal, shown
from loaders.schema.file_names import CLAIMS, topic_of
from loaders.schema.tables import COLUMNS
from loaders.storage.csv_table import csv_text
from loaders.storage.folder import Contents, Files, contents, read_files
from loaders.validation.check import problems_of
from loaders.values.codelists import POINT_HEDGES

NOTE = "note"
"""The cell that may be worded anew in its place, as it is no part of the figure."""
OWN = ("supersedes", "correction_reason", "withdrawn", "withdrawal_reason", "added")
"""Cells that a correction fills in by itself."""


@dataclass(frozen=True)
class Standing:
    """A claim that is in force: its cells, its file and the file's line."""

    cells: Mapping[str, str]
    file: str
    line: int
    taken: frozenset[str]
    """The names that claims have."""


def standing(files: Files, claim_id: str, source: str = "arguments") -> Standing:
    """Return a claim that may be corrected or withdrawn.

    Raise `DatasetError` for an unknown name, and for a claim that was corrected or withdrawn.
    """
    if CLAIMS not in files.frames:
        raise DatasetError(files.problems)
    claims = files.frames[CLAIMS].fillna("")
    rows = claims.index[claims["claim_id"] == claim_id]
    allowed = "a claim in force"
    if rows.empty:
        if claim_id in (files.keys(CLAIMS) or ()):
            what = f"{shown(claim_id)} is a figure of the record, made from an office's file"
            fix = "correct its recipe, or name a new edition of the file: python -m loaders record"
            raise refusal(source, 1, "claim_id", what=what, allowed=allowed, fix=fix)
        known = [str(name) for name in claims["claim_id"]]
        fix = did_you_mean(claim_id, known, "look it up in the claims files")
        what = f"there is no claim {shown(claim_id)}"
        raise refusal(source, 1, "claim_id", what=what, allowed=allowed, fix=fix)
    row = int(rows[0])
    cells = {str(name): str(cell) for name, cell in claims.loc[row].items()}
    last = _last_of_chain(claims, claim_id)
    if last != claim_id:
        what, fix = f"{shown(claim_id)} has already been corrected", f"use {last} instead"
        raise DatasetError(
            [files.problem(CLAIMS, row, "claim_id", what=what, allowed=allowed, fix=fix)]
        )
    if cells["withdrawn"]:
        what = f"{shown(claim_id)} was already withdrawn on {cells['withdrawn']}"
        fix = "add a new claim if the document does say it"
        raise DatasetError(
            [files.problem(CLAIMS, row, "withdrawn", what=what, allowed=allowed, fix=fix)]
        )
    return Standing(cells, *files.origin[CLAIMS][row], frozenset(claims["claim_id"]))


def _last_of_chain(claims: pd.DataFrame, claim_id: str) -> str:
    newer = {o: n for n, o in zip(claims["claim_id"], claims["supersedes"], strict=True) if o}
    seen = {claim_id}
    while claim_id in newer and newer[claim_id] not in seen:  # a loop is told by the check
        claim_id = str(newer[claim_id])
        seen.add(claim_id)
    return claim_id


def correction(files: Files, claim_id: str, changes: Mapping[str, str], reason: str) -> NewRow:
    """Return the row that corrects a claim: its cells with the changes, and the reason.

    An empty change empties the cell. Of a point, one bound given alone is both.
    Raise `DatasetError` where the claim is not in force, or nothing would change.
    """
    old = standing(files, claim_id)
    _refuse_reason(reason)
    changed = {name: cell for name, cell in changes.items() if cell != old.cells[name]}
    if not set(changed) - {"claim_id", NOTE}:
        what = f"this correction of {shown(claim_id)} changes no cell but its note or claim_id"
        allowed = "a new value in at least one other cell"
        fix = f"give a cell its right value; a note alone is edited in {old.file}:{old.line}"
        raise refusal("flags", 1, "row", what=what, allowed=allowed, fix=fix)
    cells = dict(old.cells) | changed
    ends = [changed[name] for name in ("low", "high") if name in changed]
    if len(ends) == 1 and cells["hedge"] in POINT_HEDGES:
        cells |= {"low": ends[0], "high": ends[0]}
    cells["claim_id"] = changes.get("claim_id") or _next_name(old)
    cells |= {"supersedes": claim_id, "correction_reason": reason.strip()}
    cells |= {"added": _day(old.cells["added"])}
    filled = {name: cell for name, cell in cells.items() if cell}
    return NewRow(CLAIMS, filled, _topic(files, cells["series_id"], old.file), "flags", 1)


def _day(added: str) -> str:
    """Return today, or the day on which a claim came in where the clock was set back since."""
    return max(date.today().isoformat(), added)


def _topic(files: Files, series_id: str, file: str) -> str:
    """Return the topic of a series; the old row's where the series is unknown."""
    series, indicators = (files.frames.get(table) for table in ("series", "indicators"))
    if series is not None and indicators is not None:
        own = series.loc[series["series_id"] == series_id, "indicator_id"]
        topics = indicators.loc[indicators["indicator_id"].isin(list(own)), "topic"]
        if not topics.empty:
            return str(topics.iloc[0])
    return topic_of(file)


def _next_name(old: Standing) -> str:
    """Return a name for the correction of a claim: `old-2`, and `old-3` for that one's."""
    name = old.cells["claim_id"]
    numbered = re.fullmatch(r"(.+)-([0-9]+)", name) if old.cells["supersedes"] else None
    base, number = (numbered[1], int(numbered[2])) if numbered else (name, 1)
    while f"{base}-{number + 1}" in old.taken:
        number += 1
    return f"{base}-{number + 1}"


def _refuse_reason(reason: str) -> None:
    if re.search("[\ud800-\udfff]", reason):
        what, fix = f"{shown(reason)} contains half a character", "type the character again"
        raise refusal("flags", 1, "reason", what=what, allowed="text in UTF-8", fix=fix)
    if not reason.strip() or re.search(r"[\r\n]", reason):
        what = "contains a line break" if reason.strip() else "is empty"
        fix = "say why in a few words"
        raise refusal(
            "flags", 1, "reason", what=what, allowed="one line in your own words", fix=fix
        )


@dataclass(frozen=True)
class Rewritten:
    """A claim's file with cells of one line filled in anew, and that line before and after."""

    file: str
    content: bytes
    old: str
    new: str


def withdrawal(before: Contents, claim_id: str, reason: str) -> Rewritten:
    """Return what taking a claim back would change; nothing is written.

    Raise `DatasetError` where the claim is not in force, or the dataset would have problems.
    """
    found = _sound(before, claim_id)
    _refuse_reason(reason)
    cells = {"withdrawn": _day(found.cells["added"]), "withdrawal_reason": reason.strip()}
    return _rewritten(before, found, cells)


def rewording(before: Contents, claim_id: str, note: str) -> Rewritten:
    """Return what another note of a claim would change, which is no part of the figure and so is
    written in its place; nothing is written here. Raise `DatasetError` as `withdrawal`.
    """
    return _rewritten(before, _sound(before, claim_id), {NOTE: note})


def _sound(before: Contents, claim_id: str) -> Standing:
    files = read_files(dict(before))
    if files.problems:  # a line of such a file may not be the row that it seems
        raise DatasetError(files.problems)
    return standing(files, claim_id)


def _rewritten(before: Contents, found: Standing, changed: Mapping[str, str]) -> Rewritten:
    lines = (before[found.file] or b"").split(b"\n")
    old = lines[found.line - 1].decode()
    cells = dict(zip(COLUMNS[CLAIMS], next(csv.reader([old])), strict=True)) | dict(changed)
    new = csv_text([list(cells.values())]).rstrip("\n")
    lines[found.line - 1] = new.encode()
    content = b"\n".join(lines)
    problems = problems_of(read_files(dict(before) | {found.file: content}))
    if problems:
        raise DatasetError(problems)
    return Rewritten(found.file, content, old, new)


def withdraw(
    directory: Path, claim_id: str, reason: str, *, patience: float = PATIENCE
) -> Rewritten:
    """Take a claim back: one line of one file is replaced, whole or not at all.

    Raise `DatasetError` as `withdrawal` does; then no file was touched.
    """
    return _replaced(directory, lambda before: withdrawal(before, claim_id, reason), patience)


def reword(directory: Path, claim_id: str, note: str, *, patience: float = PATIENCE) -> Rewritten:
    """Write another note of a claim in its place, as `withdraw` writes."""
    return _replaced(directory, lambda before: rewording(before, claim_id, note), patience)


def _replaced(directory: Path, made: Callable[[Contents], Rewritten], patience: float) -> Rewritten:
    with writing(directory, patience=patience):
        before = contents(directory)
        found = made(before)
        replace_files(directory, {}, before, {found.file: found.content})
    return found
