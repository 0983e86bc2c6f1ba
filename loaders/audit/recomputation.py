"""Official figures computed again from files of offices, which are not part of the project."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path

import pandas as pd

from loaders.audit.claims import Audited, Finding
from loaders.errors import shown
from loaders.record.extraction import How
from loaders.record.office_files import OfficeFile, office_files
from loaders.record.refresh import made_again, recipes_of
from loaders.record.revision import newest, revision
from loaders.schema.file_names import CLAIMS, OBSERVATIONS, RECIPES
from loaders.storage.folder import Files
from loaders.values.recipes import MOST_DECIMALS, Recipe, recipe

FILE_CODES = {
    "value_not_in_file": "an official figure is not what its file gives",
    "file_missing": "the file of an official figure was not found",
}
"""What is not ok, and what it means."""
NOT_COMPUTED = "official figures: not computed again; --official names the folder of their files"
_READ = "do the sum again, and correct the row where it is wrong"
_ROUND = "round the sum, which is no more exact than the weighing, and use the hedge about"


@dataclass
class Recomputed:
    """What was found: how many figures were computed again, and how many rest on a read page."""

    what: str = "official figures"
    agreed: int = 0
    read: int = 0
    files: int = 0
    findings: list[Finding] = field(default_factory=list)

    def words(self) -> str:
        """Return the counts in a sentence."""
        return (
            f"{self.what}: {self.agreed} computed again from {self.files} files, "
            f"{self.read} rest on a page that was read"
        )


def recomputed(files: Files, official: Path | None) -> list[Recomputed]:
    """Compute the official figures again, and the record where there is one, from the files in a
    folder; without one, nothing.
    """
    if official is None:
        return []
    at_hand = office_files(official)
    kinds = (recompute, recompute_record) if len(files.frames[RECIPES]) else (recompute,)
    return [do(files, at_hand) for do in kinds]


def findings_of(audited: Iterable[Audited], again: Iterable[Recomputed]) -> list[Finding]:
    """Return all that is not ok, by the place of its row."""
    lists = [*(each.findings for each in again), *(each.findings for each in audited)]
    every = [finding for found in lists for finding in found]
    return sorted(every, key=lambda finding: (finding.problem, finding.code))


def recompute(files: Files, at_hand: Mapping[str, OfficeFile]) -> Recomputed:
    """Do every `computed` cell of a claim in force again, with the files at hand."""
    found = Recomputed()
    used = set()
    for row, claim in _official(files).iterrows():
        cell = str(claim["computed"])
        if not cell:
            found.read += 1
            continue
        used.add(recipe(cell).sha256)
        wrong = list(_wrong(files, int(str(row)), claim, at_hand))
        found.findings += wrong
        found.agreed += not wrong
    found.files = len(used & set(at_hand))
    return found


def _official(files: Files) -> pd.DataFrame:
    """Return the claims in force of official documents, and any other that was computed."""
    claims, documents = files.in_force, files.frames["documents"]
    official = documents.loc[documents["kind"] == "official", "document_id"]
    computed = claims["computed"].notna() | claims["document_id"].isin(list(official))
    return claims[computed].fillna("")


def _wrong(
    files: Files, row: int, claim: pd.Series, at_hand: Mapping[str, OfficeFile]
) -> Iterator[Finding]:
    how = recipe(claim["computed"])
    file = at_hand.get(how.sha256)

    def finding(code: str, what: str, allowed: str, fix: str) -> Finding:
        texts = {"what": what, "allowed": allowed, "fix": fix}
        return Finding(code, files.problem(CLAIMS, row, "computed", **texts))

    if file is None:
        what, allowed = (
            f"no file in the folder has the SHA-256 {how.sha256}",
            "the file that was summed",
        )
        yield finding("file_missing", what, allowed, "put it there, or name its folder: --official")
        return
    try:
        total, count = _computed(file, how)
    except ValueError as error:
        yield finding("value_not_in_file", str(error), f"what {file.path.name} contains", _READ)
        return
    allowed = f"what {file.path.name} gives"
    if count != how.rows:
        yield finding("value_not_in_file", f"sums {count} rows, not {how.rows}", allowed, _READ)
    elif not claim["low"] or claim["low"] != claim["high"] or not _is(total, claim["low"]):
        what = f"the row has {claim['low']}–{claim['high']}, but the sum is {total.normalize():f}"
        yield finding("value_not_in_file", what, allowed, _READ)
    elif total % 1 and count > 1 and claim["hedge"] == "exact":
        what, allowed = (
            f"the sum {total.normalize():f} is called exact",
            "about for what is rounded",
        )
        yield finding("value_not_in_file", what, allowed, _ROUND)
    elif claim["as_printed"] and (count != 1 or _cells(file, how).iloc[0] != claim["as_printed"]):
        what = f"{shown(claim['as_printed'])} is not what the cell prints"
        yield finding("value_not_in_file", what, allowed, _READ)


def _computed(file: OfficeFile, how: Recipe) -> tuple[Decimal, int]:
    """Return the sum and how many rows it has; raise `ValueError` where it has no meaning."""
    cells = _cells(file, how).str.replace(",", "", regex=False)
    try:
        total = sum(map(Decimal, cells), Decimal(0))
    except InvalidOperation as error:
        raise ValueError(f"{how.column} has a cell that is not a number") from error
    return round(total, MOST_DECIMALS), len(cells)


def _cells(file: OfficeFile, how: Recipe) -> pd.Series[str]:
    return file.column(file.rows(how.where), how.column)


def _is(total: Decimal, cell: str) -> bool:
    """Tell whether a sum, rounded to as many decimals as a cell has, is the cell's number."""
    places = len(cell.partition(".")[2])
    return round(total, places) == Decimal(cell)


def recompute_record(files: Files, at_hand: Mapping[str, OfficeFile]) -> Recomputed:
    """Make every observation that rests on a file again, with the files at hand."""
    found = Recomputed("observations of the record")
    stored = newest(files.frames[OBSERVATIONS].fillna(""))
    rows = dict(tuple(stored.groupby("recipe_id")))
    recipes = recipes_of(files)
    for row, how in recipes:
        own = rows.pop(how["recipe_id"], stored.iloc[:0])
        wrong = list(_wrong_observations(files, row, how, own, at_hand))
        found.findings += wrong
        found.agreed += 0 if wrong else len(own)
    found.read = sum(map(len, rows.values()))
    used = {digest for _, how in recipes for digest in how["file_sha256"].split(";")}
    found.files = len(used & set(at_hand))
    return found


def _wrong_observations(
    files: Files, row: int, how: How, stored: pd.DataFrame, at_hand: Mapping[str, OfficeFile]
) -> Iterator[Finding]:
    """Yield what a recipe's observations and its files do not agree in."""

    def finding(code: str, column: str, what: str, allowed: str, fix: str) -> Finding:
        texts = {"what": what, "allowed": allowed, "fix": fix}
        return Finding(code, files.problem(RECIPES, row, column, **texts))

    again = "make the observations again: python -m loaders record"
    try:
        made = made_again(files, how, at_hand)
    except ValueError as error:
        yield finding("value_not_in_file", "where", str(error), "what the files give", again)
        return
    if made is None:
        what, fix = "a file was not found", "put it there, or name its folder: --official"
        yield finding("file_missing", "file_sha256", what, "the files of the recipe", fix)
        return
    compared = revision(how["recipe_id"], stored, made.rows)
    pairs = [*((new, "is missing") for new in compared.added)]
    pairs += [(new, f"is {old['value']} {old['flags']}".rstrip()) for old, new in compared.revised]
    for each, fault in pairs:
        what = f"{each['place_id']} {each['period']} {fault}"
        allowed = (
            f"{each['value']} {each['flags']}".strip() if fault != "is in no file" else "no row"
        )
        yield finding("value_not_in_file", "recipe_id", what, allowed, again)
    for each in compared.dropped:
        what = f"{each['place_id']} {each['period']} is in no file"
        yield finding("value_not_in_file", "recipe_id", what, "what the files give", again)
