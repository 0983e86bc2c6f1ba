"""What a chart cannot say by itself, in sentences."""

from __future__ import annotations

import itertools

import pandas as pd

from charts import notes, words
from loaders.bounds import Bounds, allowed
from loaders.dataset import Dataset


def why_no_chart(dataset: Dataset, claims: pd.DataFrame) -> str:
    """Say why claims are not drawn over time, and what they are."""
    if claims.empty:
        return "No claim in force fits this choice."
    count = (
        "The only claim gives" if len(claims) == 1 else f"None of the {len(claims)} claims gives"
    )
    no = "no" if len(claims) == 1 else "a"
    said = " ".join(notes.without_period(dataset, claims))
    return f"{count} {no} period, so nothing can stand on a time axis. {said}"


def disagreements(dataset: Dataset, claims: pd.DataFrame) -> list[str]:
    """Return a sentence for each pair of claims that no one number fits.

    Compared are claims of two series of one place and measure whose periods overlap. Source:
    rule 8 of the drawing rules in the project's curation guide.
    """
    labels = notes.series_labels(dataset, claims)
    dated = claims[claims["start"].notna()]
    found = []
    for (_, one), (_, other) in itertools.combinations(dated.iterrows(), 2):
        alike = all(one[c] == other[c] for c in ("place_id", "from_place_id", "measure"))
        apart = one["series_id"] != other["series_id"]
        overlap = one["start"] <= other["end"] and other["start"] <= one["end"]
        if alike and apart and overlap and not _bounds(one).fits(_bounds(other)):
            said = [f"{labels[c['series_id']]} gives {_said(dataset, c)}" for c in (one, other)]
            found.append(f"No one number fits both: {said[0]}, {said[1]}.")
    return found


def _bounds(claim: pd.Series) -> Bounds:
    return allowed(claim["low"], claim["high"], claim["hedge"], claim["factor"])


def _said(dataset: Dataset, claim: pd.Series) -> str:
    return f"{words.claim_words(dataset, claim)} for {words.period_words(claim)}"
