"""Which file holds which table, by its name in the folder of the dataset."""

from __future__ import annotations

from pathlib import PurePosixPath

CLAIMS = "claims"
"""The table that has a file a topic."""
REFERENCES = "references"
"""How the works of the bibliography are called where tables are named."""


def file_of(table: str, topic: str = "") -> str:
    """Return the file of a table, of the claims that of a topic."""
    return f"{CLAIMS}/{topic}.csv" if table == CLAIMS else f"{table}.csv"


def table_of(file: str) -> str:
    """Return the table that a file is of, or a part of."""
    return CLAIMS if file.startswith(f"{CLAIMS}/") else topic_of(file)


def topic_of(file: str) -> str:
    """Return the topic of a file of claims."""
    return PurePosixPath(file).stem
