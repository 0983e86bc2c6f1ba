"""The table of what the audit counted, so that readers without the texts can see it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

import pandas as pd

from loaders.audit.claims import Audited
from loaders.schema.tables import COLUMNS

COVERAGE = "coverage"


def coverage_text(audited: Sequence[Audited], before: pd.DataFrame) -> str:
    """Return `coverage.csv` anew; a document whose ledger is not closed keeps its rows.

    The counts have no place for a numeral that nothing accounts for: written, they would read as
    if there were none.
    """
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(COLUMNS[COVERAGE])
    for document in audited:
        writer.writerows(_rows(document, before))
    return lines.getvalue()


def _rows(document: Audited, before: pd.DataFrame) -> Iterator[Sequence[str]]:
    if document.closed:
        for way, count in document.ledger.counts().items():
            yield document.document_id, way, str(count)
    else:
        kept = before[before["document_id"] == document.document_id]
        yield from kept.itertuples(index=False, name=None)


def coverage_words(document: Audited) -> str:
    """Return a sentence on how a document's numerals are accounted for."""
    if not document.numerals:
        return f"{document.document_id}: not read"
    counts = document.ledger.counts()
    ways = [f"{way} {n} ({n / document.numerals:.1%})" for way, n in counts.items()]
    # Rounded down, so that 100 % means every one.
    percent = 1000 * sum(counts.values()) // document.numerals / 10
    parts = ", ".join(ways)
    return (
        f"{document.document_id}: {document.numerals} numerals, {percent:g}% accounted for: {parts}"
    )
