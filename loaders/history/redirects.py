"""Ids that were given out and are now others: where each leads."""

from __future__ import annotations

from collections.abc import Mapping

from loaders.dataset import Dataset

Moved = Mapping[str, Mapping[str, tuple[str, ...]]]
"""By table, for each old id what stands in its place, first that to which addresses lead."""


def moved_ids(dataset: Dataset) -> Moved:
    """Return where old ids of `indicators`, `series`, `comparisons` and `places` lead; a recipe's
    and a place's also as those of the series of the record that name it.
    """
    found: dict[str, dict[str, tuple[str, ...]]] = {"indicators": {}, "series": {}}
    rows = dataset.redirects[["table", "old_id", "new_ids"]]
    for table, old, new in rows.itertuples(index=False, name=None):
        ids = tuple(new.split(";"))
        if table == "places":
            end = f"-{ids[0].lower()}"
            made = dataset.series.index[dataset.series["recipe_id"] != ""]
            own = (str(name) for name in made if name.endswith(end))
            found["series"] |= {f"{name.removesuffix(end)}-{old.lower()}": (name,) for name in own}
        if table != "recipes":
            found.setdefault(table, {})[old] = ids
            continue
        made = dataset.series.index[dataset.series["recipe_id"] == ids[0]]
        found["series"] |= {old + name.removeprefix(ids[0]): (name,) for name in map(str, made)}
    return found
