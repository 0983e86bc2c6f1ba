"""What a dataset keeps of the tables that pages ask for again and again."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from loaders.dataset import Dataset
from loaders.queries.selection import Choice, trend_claims


def test_a_table_is_made_once_for_a_dataset(real: Dataset) -> None:
    made = []

    def table(dataset: Dataset, name: str) -> pd.DataFrame:
        made.append(name)
        return dataset.claims[dataset.claims["claim_id"] == name]

    dataset, other = replace(real), replace(real)
    assert dataset.kept(table, "a") is dataset.kept(table, "a")
    dataset.kept(table, "b")
    other.kept(table, "a")
    assert made == ["a", "b", "a"]


def test_a_filter_before_another_changes_nothing(real: Dataset) -> None:
    dataset, name = replace(real), "overdose_deaths"
    every, places = trend_claims(dataset, name), Choice(places=("US-AZ",))
    trend_claims(dataset, name, Choice(since=2015, until=2018))
    assert list(trend_claims(dataset, name)["claim_id"]) == list(every["claim_id"])
    chosen, alone = (trend_claims(one, name, places) for one in (dataset, replace(real)))
    assert list(chosen["claim_id"]) == list(alone["claim_id"]) != list(every["claim_id"])
