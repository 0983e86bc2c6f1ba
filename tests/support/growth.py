"""The real data a little later: a yearly figure more, from a document whose text is nowhere."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from loaders.__main__ import main
from tests.support.adding import SHA256

CLAIM = {
    "claim_id": "later2026-overdose-deaths",
    "series_id": "overdose-deaths-us-cdc",
    "period": "2024",
    "low": "80000",
    "high": "80000",
    "unit": "deaths",
    "hedge": "about",
    "as_printed": "about 80,000 deaths",
    "document_id": "later2026",
    "locator": "para 3",
    "status": "observation",
    "added": "2026-11-28",
}
DOCUMENT = {
    "table": "documents",
    "document_id": "later2026",
    "kind": "analysed",
    "published": "2026-11",
    "text_sha256": SHA256,
    "paragraphs": "9",
}
WORK = (
    "@article{later2026,\n  author = {Rand, Kai},\n  title = {A Year Later},\n  year = {2026},\n}"
)


def grow(datasets: Path) -> None:
    """Add to the tables in `datasets` as a maintainer does."""
    parents = (json.dumps(row) for row in (DOCUMENT, {"table": "references", "bibtex": WORK}))
    given = [option for parent in parents for option in ("--with", parent)]
    command = ["add", "overdose_deaths", "--jsonl", "-", "--datasets", str(datasets), *given]
    done = CliRunner().invoke(main, command, input=json.dumps(CLAIM))
    assert done.exit_code == 0, done.output
