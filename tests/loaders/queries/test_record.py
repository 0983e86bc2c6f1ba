"""The record's observations as series and claims, as they hold and as they held."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from loaders.curation.defaults import series_choices
from loaders.dataset import Dataset, load
from loaders.queries.as_of import as_of
from loaders.queries.record import record_claim, record_claims, record_series
from tests.support.paths import BASE
from tests.support.recorded import OBSERVED, OF_A_FILE, OF_PAGES, write_record

PLACES = {**OF_A_FILE, "recipe_id": "places", "place_id": "", "group": "cars"}
PLACES |= {"place_column": "Land", "place_codes": "name", "operation": "sum"}
FIRST, LATER = "2026-11-26", "2026-11-28"
OLD, NEW = {**OBSERVED, "vintage": FIRST}, {**OBSERVED, "vintage": LATER, "value": "1010"}
LIMITED = {**OBSERVED, "period": "2019", "value": "900", "low": "850", "high": "960"}
EARLY = {**OBSERVED, "period": "2020", "flags": "provisional;incomplete"}
KEPT_BACK = {**OBSERVED, "recipe_id": "places", "place_id": "FI", "value": ""}
KEPT_BACK |= {"flags": "suppressed"}
SHOWN = {**OBSERVED, "recipe_id": "places", "place_id": "FI", "period": "2019", "value": "0.5"}
GONE = {**SHOWN, "vintage": "2026-11-29", "value": "", "flags": "dropped"}
READ = {**OBSERVED, "recipe_id": "printed-passengers", "locator": "page 3"}
OWN = "office-passengers"


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    folder = Path(shutil.copytree(BASE, tmp_path_factory.mktemp("record") / "datasets"))
    rows = [OLD, NEW, LIMITED, EARLY, KEPT_BACK, SHOWN, GONE, READ]
    write_record(folder, [OF_A_FILE, PLACES, OF_PAGES], rows)
    return load(folder)


def values(dataset: Dataset, series_id: str) -> dict[str, float]:
    rows = record_claims(dataset, [series_id])
    return {claim.claim_id: claim.quantity.high for claim in rows["claim"]}


def test_the_newest_vintage_of_each_observation_holds(dataset: Dataset) -> None:
    assert values(dataset, OWN)["office-passengers-2018"] == 1010
    assert values(dataset, "places-fi") == {}


def test_what_came_in_later_did_not_hold_before(dataset: Dataset) -> None:
    before = as_of(dataset, date.fromisoformat(FIRST))
    assert values(before, OWN) == {"office-passengers-2018": 1000}
    assert values(before, "places-fi") == {}
    assert values(as_of(dataset, date.fromisoformat(LATER)), "places-fi") == {"places-fi-2019": 0.5}
    assert record_series(before)["count"].to_dict() == {OWN: 1}


def test_series_are_recipes_and_their_places(dataset: Dataset) -> None:
    found = record_series(dataset, "ferry_passengers")
    assert list(found.index) == [OWN, "places-fi", "printed-passengers"]
    assert list(found["place_id"]) == ["EE", "FI", "EE"]
    assert found.loc[OWN, ["first", "last", "count"]].tolist() == ["2018", "2020", 3]
    assert found.loc["places-fi", "group"] == "cars"
    assert dataset.series.loc["places-fi", "counting"] == "cars, tickets sold"
    assert dataset.series.loc["places-fi", "note"].startswith("Each figure is a sum")
    assert record_series(dataset, "fare").empty


def test_an_observation_is_a_row_like_a_claim(dataset: Dataset) -> None:
    rows = record_claims(dataset, [OWN, "printed-passengers"])
    assert list(rows.columns) == list(dataset.joined.columns)
    together = pd.concat([dataset.joined, rows])
    assert together.dtypes.to_dict() == dataset.joined.dtypes.to_dict()
    assert rows["official"].all() and set(rows["state"]) == {"in force"}
    assert set(rows["indicator_id"]) == {"ferry_passengers"} and set(rows["topic"]) == {"ferries"}
    assert rows["claim_id"].is_unique


def test_limits_are_a_range_with_the_value_inside(dataset: Dataset) -> None:
    claim = record_claim(dataset, "office-passengers-2019")
    assert claim
    quantity = claim.quantity
    assert (quantity.low, quantity.best, quantity.high) == (850, 900, 960)
    assert quantity.hedge == "range"


def test_what_an_office_will_change_is_unsettled(dataset: Dataset) -> None:
    claims = {claim.claim_id: claim for claim in record_claims(dataset, [OWN])["claim"]}
    assert {name for name, claim in claims.items() if claim.unsettled} == {f"{OWN}-2020"}
    assert claims[f"{OWN}-2020"].note.startswith("Provisional (counted before")
    assert claims[f"{OWN}-2018"].note == ""


@pytest.mark.parametrize(
    ("flags", "status"),
    [
        ("", "observation"),
        ("provisional;incomplete", "observation"),
        ("revised;predicted", "estimate"),
        ("estimated", "estimate"),
    ],
)
def test_what_an_office_estimates_is_called_an_estimate(
    flags: str, status: str, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(BASE, tmp_path / "datasets"))
    write_record(folder, [OF_A_FILE], [{**OBSERVED, "flags": flags}])
    assert set(record_claims(load(folder), [OWN])["status"]) == {status}


def test_an_observation_says_where_it_stands(dataset: Dataset) -> None:
    read = record_claim(dataset, "printed-passengers-2018")
    made = record_claim(dataset, f"{OWN}-2018")
    assert read and read.locator == "page 3"
    assert made and made.locator == "row Port=Tallinn & Year=2018"
    assert (made.file, made.line) == ("record/observations/ferries.csv", 3)
    assert record_claim(dataset, f"{OWN}-1999") is None
    assert record_claim(dataset, "ferryman2020-passengers-2019") is None


def test_curators_are_offered_the_series_of_claims_only(dataset: Dataset) -> None:
    assert OWN in dataset.series.index
    assert OWN not in series_choices(dataset, "ferries")
    assert OWN not in dataset.claimed_series.index


def test_the_day_of_the_last_figure_is_that_of_the_record_too(dataset: Dataset) -> None:
    assert dataset.changed == "2026-11-29"


def test_a_dataset_without_a_record_has_empty_tables() -> None:
    base = load(BASE)
    assert base.observations.empty and record_series(base).empty
    assert record_claims(base, ["lit-ee"]).empty
