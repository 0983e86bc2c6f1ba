"""The table of what the audit counted, so that readers without the texts can see it."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from loaders.audit.claims import Audited
from loaders.schema.tables import COLUMNS
from loaders.storage.csv_table import csv_text

COVERAGE = "coverage"


def coverage_text(audited: Sequence[Audited], before: pd.DataFrame) -> str:
    """Return `coverage.csv` anew; a document whose ledger is not closed keeps its rows.

    The counts have no place for a numeral that nothing accounts for: written, they would read as
    if there were none.
    """
    rows: list[Sequence[str]] = [COLUMNS[COVERAGE]]
    for document in audited:
        own, counts = document.document_id, document.ledger.counts()
        if document.closed:
            rows += [(own, way, str(count)) for way, count in counts.items()]
        else:
            rows += before[before["document_id"] == own].itertuples(index=False, name=None)
    return csv_text(rows)


def coverage_words(document: Audited) -> str:
    """Return a sentence on how a document's numerals are accounted for."""
    if not document.numerals:
        return f"{document.document_id}: not read"
    counts = document.ledger.counts()
    ways = [f"{way} {n} ({n / document.numerals:.1%})" for way, n in counts.items()]
    # Rounded down, so that 100 % means every one.
    percent = 1000 * sum(counts.values()) // document.numerals / 10
    parts = ", ".join(ways)
    part = f" of {document.part}" if document.part else ""
    told = f"{document.document_id}: {document.numerals} numerals{part}"
    return f"{told}, {percent:g}% accounted for: {parts}"
