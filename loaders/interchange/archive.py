"""The whole dataset as one ZIP: the same bytes for the same files."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

from loaders.dataset import Dataset
from loaders.errors import refusal
from loaders.storage.folder import contents, digest_of
from loaders.storage.journal import PACKAGE

FOLDER = "cited-figures"
BESIDE = (PACKAGE, "README.md", "SCHEMA.md", "CHANGELOG.md", "LICENSE")
"""What stands beside the tables and is about them."""
PROJECT = Path(__file__).parents[2]
CITATION = "CITATION.cff"
VERSION = "VERSION.json"
"""The part that says which version of the files this is."""
FIRST_TIME = (1980, 1, 1, 0, 0, 0)
"""The first moment that a ZIP can name."""


def bundle(directory: Path, dataset: Dataset) -> bytes:
    """Return the tables of a folder and what is about them as a ZIP.

    Raise `DatasetError` where the files are no longer those of the dataset that is shown.
    """
    tables = contents(directory)
    if not dataset.version.endswith(f"+{digest_of(tables)[:7]}"):
        what = "the files were changed since they were read"
        raise refusal(".", 0, "folder", what=what, fix="try again in a moment")
    parts = {name: content for name, content in tables.items() if content is not None}
    for path in [*(directory / name for name in BESIDE), PROJECT / CITATION]:
        if path.exists():
            parts[path.name] = path.read_bytes()
    version = {"name": FOLDER, "version": dataset.version, "changed": dataset.changed}
    parts[VERSION] = (json.dumps(version, indent=2) + "\n").encode()
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(parts):
            entry = zipfile.ZipInfo(f"{FOLDER}-{dataset.version}/{name}", FIRST_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0  # the same on every system
            archive.writestr(entry, parts[name])
    return into.getvalue()
