"""What stands with a claim's number wherever it stands: its hedge, its status, who is credited."""

from __future__ import annotations

from collections.abc import Callable
from html import unescape

from loaders.dataset import Claim, Dataset, claims_in
from loaders.queries.claim_text import claim_words
from loaders.queries.selection import in_own_units
from loaders.values.codelists import STATUSES

Place = Callable[[Dataset, Claim], str]
"""A place at which a claim's number stands, as the text there; empty where it does not stand."""


def cited(dataset: Dataset) -> list[Claim]:
    """Return the claims in force of documents, in the units of their charts."""
    rows = in_own_units(dataset, dataset.joined)
    return [claim for claim in claims_in(rows) if claim.in_force and not claim.official]


def second_hand(dataset: Dataset) -> list[Claim]:
    """Return the official figures in force that were read in works that quote them."""
    rows = in_own_units(dataset, dataset.joined)
    return [claim for claim in claims_in(rows) if claim.in_force and claim.quoted_by]


def unsaid(dataset: Dataset, place: Place) -> list[str]:
    """Return of which official figures a place does not say that another work quotes them."""
    texts = {c: " ".join(unescape(place(dataset, c)).split()) for c in second_hand(dataset)}
    return [
        f"{claim.claim_id}: {text!r}"
        for claim, text in texts.items()
        if text and f"as quoted by {claim.quoted_by}" not in text
    ]


def lacking(dataset: Dataset, place: Place, *, value: bool = True) -> list[str]:
    """Return what a place does not say of which claims."""
    found = []
    for claim in cited(dataset):
        text = " ".join(unescape(place(dataset, claim)).split())
        status = "" if claim.status == "observation" else STATUSES[claim.status].label
        needed = (claim_words(dataset, claim) if value else "", status, claim.attributed_to)
        if text:
            found += [
                f"{claim.claim_id}: {part!r} in {text!r}" for part in needed if part not in text
            ]
    return found
