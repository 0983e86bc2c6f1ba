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

BESIDE = (PACKAGE, "README.md", "SCHEMA.md", "CHANGELOG.md", "LICENSE")
"""What stands beside the tables and is about them."""
CITATION = "CITATION.cff"
VERSION = "VERSION.json"
"""The part that says which version of the files this is."""
FIRST_TIME = (1980, 1, 1, 0, 0, 0)
"""The first moment that a ZIP can name."""


def citation_file(dataset: Dataset) -> str:
    """Return how the dataset is cited, in the Citation File Format."""
    site = dataset.site
    told = [
        "cff-version: 1.2.0",
        f"title: {json.dumps(site.name, ensure_ascii=False)}",
        "message: Please cite the data with the version that stands in each chart, and the "
        "document that makes the claim.",
        "type: dataset",
        f"abstract: {json.dumps(site.description, ensure_ascii=False)}",
        "authors:",
        f"  - name: {json.dumps(site.publisher, ensure_ascii=False)}",
        f"version: {dataset.version.partition('+')[0]}",
        *([f"date-released: {dataset.changed}"] if dataset.changed else []),
        f"license: {site.licence}",
        *(["keywords:"] if site.keywords else []),
        *(f"  - {json.dumps(word, ensure_ascii=False)}" for word in site.keywords),
    ]
    return "\n".join(told) + "\n"


def bundle(directory: Path, dataset: Dataset) -> bytes:
    """Return the tables of a folder and what is about them as a ZIP.

    Raise `DatasetError` where the files are no longer those of the dataset that is shown.
    """
    tables = contents(directory)
    if not dataset.version.endswith(f"+{digest_of(tables)[:7]}"):
        what = "the files were changed since they were read"
        raise refusal(".", 0, "folder", what=what, fix="try again in a moment")
    parts = {name: content for name, content in tables.items() if content is not None}
    for path in (directory / name for name in BESIDE):
        if path.exists():
            parts[path.name] = path.read_bytes()
    folder = dataset.site.package
    parts[CITATION] = citation_file(dataset).encode()
    version = {"name": folder, "version": dataset.version, "changed": dataset.changed}
    parts[VERSION] = (json.dumps(version, indent=2) + "\n").encode()
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(parts):
            entry = zipfile.ZipInfo(f"{folder}-{dataset.version}/{name}", FIRST_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0  # the same on every system
            archive.writestr(entry, parts[name])
    return into.getvalue()
