"""Which file holds which table, by its name in the folder of the dataset."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath

CLAIMS = "claims"
RECIPES, OBSERVATIONS = "recipes", "observations"
REDIRECTS = "redirects"
REFERENCES = "references"
"""How the works of the bibliography are called where tables are named."""
BY_TOPIC: Mapping[str, str] = {CLAIMS: "claims", OBSERVATIONS: "record/observations"}
"""The tables that have a file a topic, and its folder."""
FOLDERS: Mapping[str, str] = {**BY_TOPIC, RECIPES: "record"}
"""The folders of the tables that do not stand at the top."""
RECORD = (RECIPES, OBSERVATIONS)
OPTIONAL = (*RECORD, REDIRECTS)
"""The tables that a dataset may do without: those of the record, and of ids that moved."""


def file_of(table: str, topic: str = "") -> str:
    """Return the file of a table, of one that is split by topic that of a topic."""
    name = f"{topic if table in BY_TOPIC else table}.csv"
    return f"{FOLDERS[table]}/{name}" if table in FOLDERS else name


def table_of(file: str) -> str:
    """Return the table that a file is of, or a part of."""
    parent = str(PurePosixPath(file).parent)
    return next((table for table, folder in BY_TOPIC.items() if folder == parent), topic_of(file))


def topic_of(file: str) -> str:
    """Return the topic of a file of a table that is split by topic."""
    return PurePosixPath(file).stem
