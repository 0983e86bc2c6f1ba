"""Parts and wholes: which indicator is part of which, and which count has another in it."""

from __future__ import annotations

from loaders.dataset import Claim, Dataset


def above(dataset: Dataset, indicator_id: str) -> list[str]:
    """Return the indicators that one is part of, the nearest first."""
    wholes = dataset.indicators["part_of"]
    found = []
    while wholes[indicator_id]:
        indicator_id = str(wholes[indicator_id])
        found.append(indicator_id)
    return found


def has_in_it(dataset: Dataset, whole: Claim, indicator_id: str) -> bool:
    """Tell whether a claim's count has an indicator as a part, and does not leave it out."""
    wholes = above(dataset, indicator_id)
    return whole.indicator_id in wholes and whole.leaves_out not in (indicator_id, *wholes)
