"""What the short names of offices stand for, as the works that they wrote name them in full."""

from __future__ import annotations

from collections.abc import Iterable

from loaders.citations.latex import unlatexed
from loaders.dataset import Claim, Dataset


def spelled_out(dataset: Dataset, claims: Iterable[Claim]) -> str:
    """Return in a sentence what the capitals stand for by which claims name who counted and who
    published: `ONDCP: U.S. Office of National Drug Control Policy.`; empty where there are none.
    """
    full = {
        work.names: unlatexed(work.fields.get("author", ""))
        for work in dataset.works.values()
        if work.names.isupper() and " " not in work.names
    }
    named = dict.fromkeys(
        name
        for claim in claims
        for name in (claim.producer, dataset.works[claim.document_id].names)
    )
    told = [f"{name}: {full[name]}" for name in named if full.get(name, name) != name]
    return f"{'; '.join(told)}." if told else ""
