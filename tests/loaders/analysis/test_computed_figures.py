"""Numbers computed here: what is divided by what, what is set against what, what is left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from loaders.analysis.computed_figures import (
    NO_BASE,
    NO_LEVEL,
    NO_POINT,
    NO_POPULATION,
    NO_WHOLE,
    NO_YEAR,
    NO_YEAR_BEFORE,
    NOT_ALL,
    OF_A_GROUP,
    Computed,
    changes,
    figures_by_base,
    index,
    per_capita,
    per_capita_unit,
    rate_of,
    shares,
    whole_of,
)
from loaders.dataset import Dataset, claims_in
from loaders.queries.record import record_claims
from loaders.queries.selection import Choice, in_unit, trend_claims
from tests.support.ferries import DAHL, ferries
from tests.support.rates import COUNT, PER, RATE, ferry_rates
from tests.support.real import REAL


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    return ferry_rates(tmp_path_factory.mktemp("rates"))


def shown(computed: Computed) -> dict[str, tuple[float, str]]:
    return {
        claim.claim_id: (claim.quantity.low, claim.measure) for claim in claims_in(computed.claims)
    }


def reasons(computed: Computed) -> dict[str, list[str]]:
    return {why: [c.claim_id for c in own] for why, own in computed.left_out.items()}


def test_a_count_and_its_published_rate_are_joined_by_the_data(dataset: Dataset) -> None:
    assert rate_of(dataset, COUNT) == RATE
    assert per_capita_unit(dataset, COUNT) == PER
    assert rate_of(dataset, "ferry_load") == per_capita_unit(dataset, "ferry_load") == ""


def test_what_is_published_is_as_printed_and_the_rest_computed(dataset: Dataset) -> None:
    counts, rates = trend_claims(dataset, COUNT), trend_claims(dataset, RATE)
    computed = per_capita(dataset, COUNT, counts, rates)
    assert shown(computed) == {
        "c7": (109.6, "ratio"),
        "c2": (90.0, "ratio"),
        "c3": (110.0, "ratio"),
        "c5": (47.5, "ratio"),
    }
    assert reasons(computed) == {NO_POPULATION: ["c0", "c4"], NO_YEAR: ["c6"]}
    by_id = {claim.claim_id: claim for claim in claims_in(computed.claims)}
    assert by_id["c7"].computation is None and by_id["c5"].quantity.hedge == "more_than"
    against = {n: c.computation.operands[1].claim_id for n, c in by_id.items() if c.computation}
    # Of the office that counts where it has a population of the year
    assert against == {"c2": "own-people-2003", "c3": "census-2004", "c5": "census-2003"}


def test_a_share_is_of_the_whole_in_the_same_document(tmp_path: Path) -> None:
    dataset = ferries(
        tmp_path,
        {"series_id": "own", "period": "2001", "low": "250"},
        {"series_id": "own", "period": "2002", "low": "300"},
        {"series_id": "own", "period": "2003", "low": "300", "high": "", "hedge": "more_than"},
        {"series_id": "own", "period": "2004", "low": "300"},
        {"series_id": "port", "period": "2001", "low": "100"},
        {"series_id": "all", "period": "2001", "low": "1000"},
        {"series_id": "all", "period": "2002", "low": "1000", **DAHL},
        {"series_id": "all", "period": "2003", "low": "1500"},
        {"series_id": "all", "period": "2004", "low": "1500", "hedge": "about"},
        more={"own": {"producer": "Line office"}},
    )
    parts, wholes = trend_claims(dataset, COUNT), trend_claims(dataset, "travellers")
    computed = shares(dataset, parts, wholes)
    assert shown(computed) == {"c0": (25.0, "share"), "c2": (20.0, "share")}
    assert [claim.quantity.hedge for claim in claims_in(computed.claims)] == ["exact", "more_than"]
    assert reasons(computed) == {NO_WHOLE: ["c1", "c3", "c4"]}


def test_the_whole_is_what_an_indicator_is_a_part_of_in_its_unit(dataset: Dataset) -> None:
    assert whole_of(dataset, COUNT) == "travellers"
    assert whole_of(dataset, "travellers") == ""
    assert whole_of(REAL, "femicides") == ""


def test_a_part_of_the_people_is_not_divided_by_all_of_them(dataset: Dataset) -> None:
    counts = in_unit(dataset, record_claims(dataset, ["by-car"]), "passengers")
    computed = per_capita(dataset, COUNT, counts, counts.iloc[:0])
    assert computed.claims.empty
    assert reasons(computed) == {OF_A_GROUP: ["by-car-2003"]}


def test_a_computed_row_has_the_cells_of_its_quantity_and_no_words(dataset: Dataset) -> None:
    counts = trend_claims(dataset, COUNT)
    rows = per_capita(dataset, COUNT, counts, counts.iloc[:0]).claims
    assert list(rows.columns) == list(counts.columns)
    assert rows.dtypes.to_dict() == counts.dtypes.to_dict()
    assert set(rows["chart_unit"]) == {PER} and set(rows["as_printed"]) == {""}
    assert rows["chart_low"].tolist() == [claim.quantity.chart_low for claim in claims_in(rows)]


def test_a_change_is_against_the_same_period_of_the_year_before(tmp_path: Path) -> None:
    years = {"2001": "200", "2002": "230", "2003": "115", "2005": "100"}
    claims = [{"series_id": "line", "period": year, "low": low} for year, low in years.items()]
    months = [
        {"series_id": "port", "period": f"{year}-05", "low": low}
        for year, low in (("2001", "10"), ("2002", "30"))
    ]
    dataset = ferries(tmp_path, *claims, *months)
    computed = changes(dataset, trend_claims(dataset, "ferry_passengers"))
    assert shown(computed) == {
        "c1": (15, "increase"),
        "c2": (50, "decrease"),
        "c5": (200, "increase"),
    }
    assert reasons(computed) == {NO_YEAR_BEFORE: ["c0", "c3", "c4"]}
    assert {str(claim.base_period) for claim in claims_in(computed.claims)} == {
        "2001",
        "2002",
        "May 2001",
    }


def test_a_change_is_not_told_of_limits_of_two_numbers_or_of_shares(tmp_path: Path) -> None:
    one = {"series_id": "line", "low": "100"}
    dataset = ferries(
        tmp_path,
        {**one, "period": "2001"},
        {**one, "period": "2001", "low": "101", "document_id": "dahl2021"},
        {**one, "period": "2002"},
        {**one, "period": "2003", "hedge": "at_least", "high": ""},
        {"series_id": "ever", "period": "2003"},
    )
    computed = changes(dataset, trend_claims(dataset, "ferry_passengers"))
    assert shown(computed) == {}
    assert reasons(computed) == {
        NO_LEVEL: ["c4"],
        NO_YEAR_BEFORE: ["c0", "c1", "c2"],
        NO_POINT: ["c3"],
    }


def test_an_index_keeps_hedges_and_leaves_out_series_without_the_base_year(tmp_path: Path) -> None:
    one = {"series_id": "line", "low": "200"}
    dataset = ferries(
        tmp_path,
        {**one, "period": "2001"},
        {**one, "period": "2002", "low": "300", "hedge": "more_than", "high": ""},
        {"series_id": "port", "period": "2002"},
    )
    claims = trend_claims(dataset, "ferry_passengers")
    assert figures_by_base(dataset, claims) == {2001: 2}
    computed = index(dataset, claims, 2001)
    assert shown(computed) == {"c0": (100, "ratio"), "c1": (150, "ratio")}
    assert [claim.quantity.hedge for claim in claims_in(computed.claims)] == ["exact", "more_than"]
    assert reasons(computed) == {NO_BASE: ["c2"]}
    assert shown(index(dataset, claims, 1990)) == {}


def test_what_does_not_count_all_yet_has_no_change_and_is_no_base() -> None:
    months = Choice(grain="month", until=2000)
    checks = trend_claims(REAL, "gun_background_checks", months)  # they began on 30 November 1998
    found = changes(REAL, checks)
    assert "nics-totals-monthly-1999-11" in reasons(found)[NOT_ALL]
    assert max(claim.quantity.low for claim in claims_in(found.claims)) < 100
