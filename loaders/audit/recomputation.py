"""Official figures computed again from files of offices, which are not part of the project."""

from __future__ import annotations

import bz2
import hashlib
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from functools import cached_property
from pathlib import Path

import pandas as pd

from loaders.audit.claims import Finding
from loaders.errors import shown
from loaders.schema.file_names import CLAIMS
from loaders.storage.folder import Files
from loaders.values.recipes import MOST_DECIMALS, Recipe, recipe


@dataclass(frozen=True)
class OfficialFile:
    """A file of official figures, read when it is first asked for."""

    path: Path

    @cached_property
    def table(self) -> pd.DataFrame:
        """Return its rows as text under one header; further header rows begin with a blank cell."""
        content = self.path.read_bytes()
        if self.path.suffix == ".bz2":
            content = bz2.decompress(content)
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = content.decode("latin-1")
        raw = pd.read_csv(io.StringIO(text), dtype=str, keep_default_na=False, header=None)
        depth = 1 + int((raw[0].iloc[1:] != "").to_numpy().argmax())
        table: pd.DataFrame = raw.iloc[depth:].set_axis(_names(raw.iloc[:depth]), axis=1)
        return table

    def computed(self, how: Recipe) -> tuple[Decimal, int]:
        """Return the sum and how many rows it has; raise `ValueError` where it has no meaning."""
        cells = self._cells(how).str.replace(",", "", regex=False)
        try:
            total = sum(map(Decimal, cells), Decimal(0))
        except InvalidOperation as error:
            raise ValueError(f"{how.column} has a cell that is no number") from error
        return round(total, MOST_DECIMALS), len(cells)

    def prints(self, how: Recipe, words: str) -> bool:
        """Tell whether the first cell of a recipe holds exactly these words."""
        return str(self._cells(how).iloc[0]) == words

    def _cells(self, how: Recipe) -> pd.Series[str]:
        rows = self.table
        for column, values in how.where.items():
            rows = rows[self._column(rows, column).isin(values)]
        return self._column(rows, how.column)

    def _column(self, rows: pd.DataFrame, name: str) -> pd.Series[str]:
        if list(rows.columns).count(name) != 1:
            raise ValueError(f"{self.path.name} has no column {name}")
        return rows[name]


def _names(header: pd.DataFrame) -> list[str]:
    """Join the header rows of each column, the upper ones reaching to the right."""
    upper = header.iloc[:-1].replace("", None).ffill(axis=1).fillna("")
    each = [*upper.to_numpy().tolist(), header.iloc[-1].tolist()]
    return [" ".join(part for part in parts if part) for parts in zip(*each, strict=True)]


def official_files(directory: Path) -> dict[str, OfficialFile]:
    """Return the CSV files of a folder and its folders by their SHA-256."""
    paths = sorted(path for path in directory.glob("**/*.csv*") if path.is_file())
    return {hashlib.sha256(path.read_bytes()).hexdigest(): OfficialFile(path) for path in paths}


FILE_CODES = {
    "value_not_in_file": "an official figure is not what its file gives",
    "file_missing": "the file of an official figure is not at hand",
}
"""What is not ok, and what it means."""
NOT_COMPUTED = "official figures: not computed again; --official names the folder of their files"
_READ = "do the sum again, and correct the row where it is wrong"
_ROUND = "round the sum, which is no better known than what was weighed, and call it about"


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
        texts = {"what": what, "allowed": allowed, "fix": fix}
        return Finding(code, files.problem(CLAIMS, row, "computed", **texts))

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
    elif not claim["low"] or claim["low"] != claim["high"] or not _is(total, claim["low"]):
        what = f"the row has {claim['low']}–{claim['high']}, but the sum is {total.normalize():f}"
        yield finding("value_not_in_file", what, allowed, _READ)
    elif total % 1 and count > 1 and claim["hedge"] == "exact":
        what, allowed = (
            f"the sum {total.normalize():f} is called exact",
            "about for what is rounded",
        )
        yield finding("value_not_in_file", what, allowed, _ROUND)
    elif claim["as_printed"] and (count != 1 or not file.prints(how, claim["as_printed"])):
        what = f"{shown(claim['as_printed'])} is not what the cell prints"
        yield finding("value_not_in_file", what, allowed, _READ)


def _is(total: Decimal, cell: str) -> bool:
    """Tell whether a sum, rounded to as many decimals as a cell has, is the cell's number."""
    places = len(cell.partition(".")[2])
    return round(total, places) == Decimal(cell)
