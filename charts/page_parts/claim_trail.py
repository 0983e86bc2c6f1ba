"""How a number was taken from a text or a file, for whoever does it again: folded away, as it has
hashes, filters and names of files.
"""

from __future__ import annotations

import math
from html import escape

from charts.page_parts.links import with_links
from charts.page_parts.tables import record
from charts.text import derivation, wording
from loaders.dataset import Claim, Dataset
from loaders.values.codelists import HEDGES, PLAIN


def trail_title(claim: Claim) -> str:
    """Return what the steps from what was read to the row of a claim are called."""
    taken = "figure was taken from the file" if claim.computed else "number was taken from the text"
    return f"How this {taken}"


def claim_trail(dataset: Dataset, claim: Claim) -> str:
    """Return how a claim was taken from what was read, as a list."""
    return record({name: with_links(escape(text)) for name, text in trail(dataset, claim).items()})


def trail(dataset: Dataset, claim: Claim) -> dict[str, str]:
    """Return the steps from what was read to the row of a claim."""
    return {
        "Place": claim.locator,
        "Computed": claim.computed,
        **copy_read(dataset, claim.document_id),
        "Bounds": bounds(claim),
        "Row": f"{claim.claim_id}, {claim.file}:{claim.line}",
    }


def copy_read(dataset: Dataset, document_id: str) -> dict[str, str]:
    """Return which text, or which copy of a file, was read of a document."""
    document = dataset.documents.loc[document_id]
    digest = str(document["text_sha256"])
    return {
        "Text read": f"SHA-256 {digest}" if digest else "",
        "File read": str(document["file_copy"]),
    }


def bounds(claim: Claim) -> str:
    """Return the printed bounds, their hedge, and as what we compute with a soft one."""
    own = claim.quantity
    there = {"low": own.low, "best": own.best, "high": own.high}
    words_of = ", ".join(
        f"{name} {wording.number(end)}" for name, end in there.items() if not math.isnan(end)
    )
    if claim.rounded_sum:
        return f"{words_of} ({own.unit}); our own sum, which we rounded"
    taken = derivation.taken_as(own)
    label = HEDGES[own.hedge].label
    return "; ".join(
        part
        for part in (
            f"{words_of} ({own.unit})",
            label if own.hedge == PLAIN else f"wording: {label}",
            f"where we compute with it, taken as {taken}" if taken else "",
        )
        if part
    )
