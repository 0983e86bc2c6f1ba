"""Ids that were given out and are now others: where each leads."""

from __future__ import annotations

from collections.abc import Mapping

from loaders.dataset import Dataset

Moved = Mapping[str, Mapping[str, tuple[str, ...]]]
"""By table, for each old id what stands in its place, first that to which addresses lead."""


def moved_ids(dataset: Dataset) -> Moved:
    """Return where old ids of `indicators`, `series` and `comparisons` lead; a recipe's also as
    those of the series that it makes.
    """
    found: dict[str, dict[str, tuple[str, ...]]] = {"indicators": {}, "series": {}}
    rows = dataset.redirects[["table", "old_id", "new_ids"]]
    for table, old, new in rows.itertuples(index=False, name=None):
        ids = tuple(new.split(";"))
        if table != "recipes":
            found.setdefault(table, {})[old] = ids
            continue
        made = dataset.series.index[dataset.series["recipe_id"] == ids[0]]
        found["series"] |= {old + name.removeprefix(ids[0]): (name,) for name in map(str, made)}
    return found
