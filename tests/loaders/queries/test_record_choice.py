"""What of the record stands beside claims: each figure once, of the places that are spoken of."""

from __future__ import annotations

import pytest

from charts.builders.trend import ChartOptions, runs_on_scale
from loaders.dataset import claims_in
from loaders.queries.grains import GRAINS
from loaders.queries.lines import joined_pairs
from loaders.queries.record import find_claim, months_of, record_claims
from loaders.queries.record_choice import record_choices
from loaders.queries.selection import Choice, indicator_claims, trend_claims
from tests.support.real import REAL

MONTHS = Choice(grain="month")


def test_every_indicator_has_what_it_offers(indicators: list[str]) -> None:
    measured = [name for name in indicators if name in REAL.measured]
    assert measured
    for name in measured:
        offered = record_choices(REAL, name)
        for grain in offered.grains:
            shown = trend_claims(REAL, name, Choice(grain=grain))
            every = trend_claims(REAL, name, Choice(grain=grain, places=tuple(offered.places)))
            assert len(shown) + len(every), (name, grain)
            for found in (shown, every):
                assert set(found["months"]) <= {GRAINS[grain].months}
                assert found["claim_id"].is_unique


def test_an_official_figure_is_there_once() -> None:
    years = trend_claims(REAL, "overdose_deaths", Choice(grain="year", places=("US",)))
    final = years[(years["vintage"] == "final") & years["official"]]
    assert final["start"].is_unique
    assert final["start"].dt.year.tolist() == list(range(1999, 2024))
    assert final["series_id"].nunique() == 1


def test_a_series_that_goes_on_stands_whole_under_the_names_of_claims() -> None:
    found = trend_claims(REAL, "guns_manufactured")
    made = found[found["series_id"] == "atf-made-total"]
    assert made["start"].dt.year.tolist() == list(range(1986, 2024))
    official = set(indicator_claims(REAL, "guns_manufactured")["claim_id"])
    assert official & set(made["claim_id"])


def test_months_are_shown_with_claims_about_months_only() -> None:
    found = trend_claims(REAL, "fentanyl_seized", MONTHS)
    assert set(found["months"]) == {1}
    assert not found[~found["official"]].empty
    assert {"US", "X-BORDER-POE"} <= set(found["place_id"])
    without = trend_claims(REAL, "fentanyl_seized", Choice(grain="month", record=False))
    assert not without["official"].any()


def test_parts_of_the_record_are_shown_when_asked_for() -> None:
    men = trend_claims(REAL, "overdose_deaths", Choice(groups=("men",)))
    assert {"men"} == {
        REAL.recipes.loc[REAL.series.loc[name, "recipe_id"], "group"]
        for name in men.loc[men["series_id"].str.startswith("nchs"), "series_id"]
    }


def test_a_sum_of_ours_is_rounded_and_leads_to_its_months() -> None:
    claim = find_claim(REAL, "cbp-fentanyl-monthly-2019")
    assert claim is not None
    assert claim.quantity.low == 3105 and claim.rounded_sum
    months = months_of(REAL, claim)
    assert len(months) == 12
    stored = REAL.observations.set_index(["series_id", "period"])["value"]
    whole = sum(stored["cbp-fentanyl-monthly", f"2019-{month:02}"] for month in range(1, 13))
    assert round(whole) == claim.quantity.low
    assert months_of(REAL, claims_in(months)[0]).empty


@pytest.mark.parametrize("name", ["no-such-2019", "cbp-fentanyl-monthly-1990", "poppy-area-2019"])
def test_what_is_not_there_is_not_found(name: str) -> None:
    assert find_claim(REAL, name) is None


def test_every_figure_of_the_record_is_found_by_its_name() -> None:
    some = [str(name) for name in REAL.series.index[REAL.series["recipe_id"] != ""]][::40]
    for series in some:
        for grain in ("", "year"):
            for claim in claims_in(record_claims(REAL, [series], grain))[::50]:
                found = find_claim(REAL, claim.claim_id)
                assert found is not None
                assert (found.period, found.quantity.low) == (claim.period, claim.quantity.low)


def test_a_line_runs_through_the_numbers_that_an_office_gives_with_limits() -> None:
    rates = trend_claims(REAL, "overdose_death_rate_adjusted")
    limited = rates[rates["best"].notna()]
    assert len(limited) == 19
    joined = joined_pairs(limited)
    assert len(joined) == 18
    options = ChartOptions()
    marks = [m for own in runs_on_scale(REAL, limited, options).values() for m in own]
    assert [mark.value for mark in marks] == limited["best"].tolist()
    assert all(mark.low < mark.value < mark.high and mark.is_point for mark in marks)
