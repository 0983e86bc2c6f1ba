"""All views that have a chart, for tests that look at each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from charts.views.resolve import ResolvedView, resolve
from charts.views.view import View
from loaders.analysis.disagreements import all_pairs
from loaders.dataset import Dataset
from loaders.queries.selection import comparisons


def charts(dataset: Dataset) -> Iterator[ResolvedView]:
    """Yield what every indicator, panel, comparison and disagreement shows."""
    pairs = all_pairs(dataset)
    names = [str(name) for name in dataset.indicators.index]
    views = [View("trends", indicator=name) for name in names]
    views += [View("trends", indicator=name, events=True) for name in names]
    views += [View("trends", indicator=name, notes=True) for name in names]
    views += [View("trends", indicator=n, panels=by) for n in names for by in ("place", "producer")]
    view = View("trends", panels="producer", scale="log", events=True, notes=True)
    views += [replace(view, indicator=name) for name in names]
    views += [
        View("compare", comparison=str(n))
        if kind == "comparison"
        else View("compare", indicator=str(n))
        for n, kind in comparisons(dataset)["kind"].items()
    ]
    views += [View("recorded"), View("disagreements")]
    names = list(dict.fromkeys(c.claim_id for pair in pairs for c in pair.claims))
    views += [View("disagreements", claim=name) for name in names]
    for view in views:
        resolved = resolve(dataset, view, lambda: pairs)
        if not resolved.missing:
            yield resolved
