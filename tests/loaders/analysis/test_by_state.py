"""What a map shows of a year: one count, one figure a state, and what is left out of it."""

from __future__ import annotations

import math
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from loaders.analysis.by_state import (
    drawn_value,
    figures_of_states,
    rates_of,
    state_claims,
    state_series,
    state_years,
)
from loaders.dataset import Dataset, claims_in, load
from loaders.values.intervals import Quantity
from tests.support.paths import BASE
from tests.support.recorded import OBSERVED, OF_A_FILE, write_record

MORE_PLACES = "EE-39,Hiiu County,EE\nEE-45,Ida County,EE\nFI-01,Åland,FI\nFI-02,Kainuu,FI\n"
RATE = "carried_share,ferries,Share carried,Part.,percent,people,,ferry_passengers,drownings,\n"
FINAL = {**OF_A_FILE, "recipe_id": "final", "indicator_id": "carried_share", "place_id": ""}
FINAL |= {"place_column": "Land", "place_codes": "name", "vintage": "final"}
FINAL |= {"measure": "share", "unit": "percent"}
EARLY = {**FINAL, "recipe_id": "early", "vintage": "provisional"}
MEN = {**FINAL, "recipe_id": "men", "group": "men"}
COUNTS = {**FINAL, "recipe_id": "counts", "indicator_id": "ferry_passengers"}
COUNTS |= {"measure": "flow", "unit": "passengers"}


def of(recipe: str, place: str, value: str, period: str = "2018", **more: str) -> dict[str, str]:
    own = {"recipe_id": recipe, "place_id": place, "value": value, "period": period}
    return {**OBSERVED, **own, **more}


ROWS = [
    of("final", "EE-37", "10", low="9", high="12"),
    of("final", "EE-39", "30"),
    of("final", "EE-45", "", flags="suppressed"),
    of("final", "EE-37", "50", "2019"),
    of("final", "EE-39", "20", "2018-07/2019-06"),
    of("final", "FI-01", "99"),
    of("final", "FI-02", "99", "2017"),
    of("early", "EE-37", "11"),
    of("early", "EE-39", "31"),
    of("men", "EE-37", "44"),
    of("counts", "EE-37", "1000"),
]


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    folder = Path(shutil.copytree(BASE, tmp_path_factory.mktemp("states") / "datasets"))
    for name, rows in (("places", MORE_PLACES), ("indicators", RATE)):
        with (folder / f"{name}.csv").open("a", encoding="utf-8") as file:
            file.write(rows)
    write_record(folder, [COUNTS, EARLY, FINAL, MEN], ROWS)
    return load(folder)


def test_a_map_has_one_final_figure_a_state_of_a_whole_year(dataset: Dataset) -> None:
    series = state_series(dataset, "carried_share", ("EE", "FI"))
    assert set(series["country"]) == {"EE"}
    claims = state_claims(dataset, "carried_share", series)
    found = figures_of_states(dataset, claims, "EE", 2018)
    shown = {claim.place_id: drawn_value(claim) for claim in claims_in(found.claims)}
    assert shown == {"EE-39": 30, "EE-37": 10}  # the highest first
    assert list(shown) == ["EE-39", "EE-37"]
    assert set(found.claims["vintage"]) == {"final"}
    assert (found.years, found.lowest, found.highest) == ([2018, 2019], 10, 50)
    assert found.withheld == {"EE-45": "suppressed"}
    assert found.others == ["Shipping Office, provisional, tickets sold"]


def test_a_year_without_figures_names_those_that_have_some(dataset: Dataset) -> None:
    series = state_series(dataset, "carried_share", ("EE",))
    claims = state_claims(dataset, "carried_share", series)
    found = figures_of_states(dataset, claims, "EE", 2001)
    assert found.claims.empty
    assert found.years == [2018, 2019]
    assert state_years(dataset, series) == [2018, 2019]


def test_the_country_is_that_of_the_place_which_was_chosen(dataset: Dataset) -> None:
    for place in ("FI-01", "FI"):
        series = state_series(dataset, "carried_share", ("EE", "FI"), [place])
        assert set(series["country"]) == {"FI"}
    assert state_series(dataset, "drownings", ("EE", "FI")).empty
    assert state_series(dataset, "ferry_passengers", ("EE", "FI")).empty  # of one state only


def test_the_rates_of_a_count_are_known_by_what_they_divide(dataset: Dataset) -> None:
    assert rates_of(dataset, "ferry_passengers", ("EE",)) == ["carried_share"]
    assert rates_of(dataset, "carried_share", ("EE",)) == []


@pytest.mark.parametrize(
    ("quantity", "value"),
    [
        (Quantity(9, 12, "range", best=10), 10),
        (Quantity(9, 9, "exact"), 9),
        (Quantity(9, 12, "range"), math.nan),
        (Quantity(9, math.nan, "more_than"), math.nan),
    ],
)
def test_a_range_without_a_number_inside_has_no_colour(
    dataset: Dataset, quantity: Quantity, value: float
) -> None:
    claim = replace(claims_in(dataset.joined)[0], quantity=quantity)
    assert drawn_value(claim) == pytest.approx(value, nan_ok=True)
