"""Files of official figures as tables of text, found by their SHA-256 in a folder."""

from __future__ import annotations

import bz2
import csv
import hashlib
import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pandas as pd

SUFFIXES = (".csv", ".csv.bz2", ".txt")
FOOTER = "---"
"""The line with which the notes under a WONDER export begin."""


@dataclass(frozen=True)
class OfficeFile:
    """A file of official figures, read when it is first asked for."""

    path: Path

    @cached_property
    def table(self) -> pd.DataFrame:
        """Return its rows as text under one header."""
        text = _text(self.path)
        return _export(text) if self.path.suffix == ".txt" else _separated(text)

    def rows(self, where: Mapping[str, tuple[str, ...]]) -> pd.DataFrame:
        """Return the rows in which each column has one of its values."""
        rows = self.table
        for column, values in where.items():
            rows = rows[self.column(rows, column).isin(values)]
        return rows

    def column(self, rows: pd.DataFrame, name: str) -> pd.Series[str]:
        """Return a column of some rows; raise `ValueError` where the file has none of the name."""
        if list(rows.columns).count(name) != 1:
            raise ValueError(f"{self.path.name} has no column {name}")
        return rows[name]


def office_files(directory: Path) -> dict[str, OfficeFile]:
    """Return the files of a folder and its folders by their SHA-256."""
    paths = (path for path in sorted(directory.glob("**/*")) if path.name.endswith(SUFFIXES))
    return {sha256(path): OfficeFile(path) for path in paths if path.is_file()}


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _text(path: Path) -> str:
    content = path.read_bytes()
    if path.suffix == ".bz2":
        content = bz2.decompress(content)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("latin-1")


def _separated(text: str) -> pd.DataFrame:
    """Read a CSV under one header; further header rows begin with a blank cell."""
    raw = pd.read_csv(io.StringIO(text), dtype=str, keep_default_na=False, header=None)
    depth = 1 + int((raw[0].iloc[1:] != "").to_numpy().argmax())
    table: pd.DataFrame = raw.iloc[depth:].set_axis(_names(raw.iloc[:depth]), axis=1)
    return table


def _names(header: pd.DataFrame) -> list[str]:
    """Join the header rows of each column, the upper ones reaching to the right."""
    upper = header.iloc[:-1].replace("", None).ffill(axis=1).fillna("")
    each = [*upper.to_numpy().tolist(), header.iloc[-1].tolist()]
    return [" ".join(part for part in parts if part) for parts in zip(*each, strict=True)]


def _export(text: str) -> pd.DataFrame:
    """Read a text export of WONDER: tabs, and notes under the table, which are no rows."""
    lines = text.splitlines()
    ends = (n for n, line in enumerate(lines) if line.strip().strip('"') == FOOTER)
    lines = lines[: next(ends, len(lines))]
    rows = [[cell.strip() for cell in row] for row in csv.reader(lines, delimiter="\t")]
    names = [name for name in rows[0] if name]
    padded = ([*row, *[""] * len(names)][: len(names)] for row in rows[1:])
    return pd.DataFrame(list(padded), columns=names, dtype=str)
