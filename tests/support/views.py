"""All views that have a chart, for tests that look at each; and few that tell as much."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest
from _pytest.mark import ParameterSet

from charts.views.resolve import ResolvedView, resolve
from charts.views.view import View
from loaders.analysis.disagreements import all_pairs
from loaders.dataset import Dataset
from loaders.queries.selection import comparisons, indicators_with_figures
from tests.support.real import REAL

KINDS = ("hedge", "status", "measure", "state", "topic")
MANY = 5

Features = set[tuple[str, object]]


def features(dataset: Dataset, indicator_id: str) -> Features:
    """Return what the drawing of an indicator's chart hangs on: what its claims are, what their
    ranges and periods leave open, and how many series, places and offices it has.
    """
    claims = dataset.joined[dataset.joined["indicator_id"] == indicator_id]
    record = dataset.recorded_series[dataset.recorded_series["indicator_id"] == indicator_id]
    found: Features = {(kind, value) for kind in KINDS for value in claims[kind].unique()}
    found |= {("open below", one) for one in claims["low"].isna().unique()}
    found |= {("open above", one) for one in claims["high"].isna().unique()}
    found |= {("undated", one) for one in claims["start"].isna().unique()}
    found |= {("record's measure", value) for value in record["measure"].unique()}
    found |= {("record's frequency", value) for value in record["frequency"].unique()}
    for kind, table, columns in (
        ("claims", claims, ("series_id", "place_id", "from_place_id", "producer", "document_id")),
        ("record", record, ("series_id", "place_id", "group")),
    ):
        found |= {(f"{kind}, {name}", min(table[name].nunique(), MANY)) for name in columns}
    return found


def telling(dataset: Dataset) -> list[str]:
    """Return few indicators that have among them all features that any has."""
    own = {str(n): features(dataset, str(n)) for n in indicators_with_figures(dataset).index}
    left, chosen = set().union(*own.values()), []
    while left:
        chosen.append(max(own, key=lambda name: len(own[name] & left)))
        left -= own[chosen[-1]]
    return chosen


@cache
def each_indicator() -> list[ParameterSet]:
    """Return the project's indicators as parameters: `make test` takes those that tell most, and
    `make stress` all.
    """
    few = set(telling(REAL))
    return [
        pytest.param(name, marks=[] if name in few else pytest.mark.stress)
        for name in map(str, REAL.indicators.index)
    ]


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
