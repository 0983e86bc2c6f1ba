"""Files of offices, from which official figures are computed again."""

from __future__ import annotations

import bz2
import hashlib
import io
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cached_property
from pathlib import Path

import pandas as pd

from loaders.values.recipes import MOST_DECIMALS, Recipe


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
