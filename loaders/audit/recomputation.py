"""Official figures computed again from their files, which are not part of the project."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import pandas as pd

from loaders.audit.claims import Finding
from loaders.audit.official_files import OfficialFile, official_files
from loaders.errors import shown
from loaders.schema.file_names import CLAIMS
from loaders.storage.folder import Files
from loaders.values.recipes import recipe

FILE_CODES = {
    "value_not_in_file": "an official figure is not what its file gives",
    "file_missing": "the file of an official figure is not at hand",
}
"""What is not ok, and what it means."""
NOT_COMPUTED = "official figures: not computed again; --official names the folder of their files"
_READ = "do the sum again, and correct the row where it is wrong"


@dataclass
class Recomputed:
    """What was found: how many figures were computed again, and how many rest on a read page."""

    agreed: int = 0
    read: int = 0
    files: int = 0
    findings: list[Finding] = field(default_factory=list)

    def words(self) -> str:
        """Return the counts in a sentence."""
        return (
            f"official figures: {self.agreed} computed again from {self.files} files, "
            f"{self.read} rest on a page that was read"
        )


def recompute(files: Files, directory: Path) -> Recomputed:
    """Do every `computed` cell of a claim in force again, with the files of a folder."""
    at_hand = official_files(directory)
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
    files: Files, row: int, claim: pd.Series, at_hand: Mapping[str, OfficialFile]
) -> Iterator[Finding]:
    how = recipe(claim["computed"])
    file = at_hand.get(how.sha256)

    def finding(code: str, what: str, allowed: str, fix: str) -> Finding:
        return Finding(code, files.problem(CLAIMS, row, "computed", what, allowed, fix))

    if file is None:
        what, allowed = f"no file at hand has SHA-256 {how.sha256}", "the file that was summed"
        yield finding("file_missing", what, allowed, "put it there, or name its folder: --official")
        return
    try:
        total, count = file.computed(how)
    except ValueError as error:
        yield finding("value_not_in_file", str(error), f"what {file.path.name} holds", _READ)
        return
    allowed = f"what {file.path.name} gives"
    if count != how.rows:
        yield finding("value_not_in_file", f"sums {count} rows, not {how.rows}", allowed, _READ)
    elif not Decimal(claim["low"] or "NaN") == total == Decimal(claim["high"] or "NaN"):
        what = f"the row has {claim['low']}–{claim['high']}, but the sum is {total.normalize():f}"
        yield finding("value_not_in_file", what, allowed, _READ)
    elif claim["as_printed"] and (count != 1 or not file.prints(how, claim["as_printed"])):
        what = f"{shown(claim['as_printed'])} is not what the cell prints"
        yield finding("value_not_in_file", what, allowed, _READ)
