"""Rows asked for on a terminal, answer by answer; each is checked at once, none is written.

Imports `audit` (for drafts), `curation` and below.
"""

from __future__ import annotations

import sys
from pathlib import Path

from loaders.curation.new_rows import NewRow
from loaders.curation.row_parser import from_cells
from loaders.schema.file_names import CLAIMS
from loaders.schema.tables import MODELS


def on_terminal() -> bool:
    """Tell whether somebody is there to answer."""
    return sys.stdin.isatty()


def asked(directory: Path, topic: str, text: Path | None = None) -> list[NewRow]:
    """Ask for claims of a topic, for what a text's numerals are, or for a row of another table.

    Raise `DatasetError` where the dataset has problems already, and `click.Abort` where the
    rows are not to be written after all.
    """
    from loaders.prompts.claim import ask_claims
    from loaders.prompts.row import ask_rows
    from loaders.prompts.session import Answers

    if topic in MODELS and topic != CLAIMS:
        return ask_rows(Answers(directory), topic)
    from_cells(CLAIMS, topic, {"claim_id": "-"}, "arguments")  # refuses what names no topic
    if text:
        from loaders.prompts.draft_review import ask_drafts

        return ask_drafts(Answers(directory), topic, text)
    return ask_claims(Answers(directory), topic)
