"""Typed claims: how long their periods are, and what two have in common."""

from __future__ import annotations

from dataclasses import replace

import pytest

from loaders.dataset import Claim, claims_in, with_claims
from loaders.observations import dated
from tests.support.real import REAL


def about(period: str, unit: str = "passengers") -> Claim:
    """Return some claim, about this period and in this unit."""
    rows = REAL.joined.iloc[[0]].assign(period=period, unit=unit)
    [claim] = claims_in(with_claims(dated(rows, "period")))
    return claim


@pytest.mark.parametrize(
    ("period", "days"),
    [("2001-02-03", 1), ("2001", 365), ("2004", 366), ("2000-02", 29), ("1900-02", 28)],
)
def test_the_first_and_the_last_day_of_a_period_count(period: str, days: int) -> None:
    assert about(period).days == days


@pytest.mark.parametrize(
    ("period", "days"),
    [
        ("", 365.25),
        ("../2001", 365.25),
        ("2001", 365),
        ("2004", 366),
        ("2003-07/2004-06", 366),
        ("2003-03/2004-02", 366),
        ("2004-03/2005-02", 365),
        ("2003/2004", 365.5),
        ("2001/2004", 365.25),
        ("2004-01/2004-06", 366),
        ("2004-12-24", 366),
        ("2003-12/2004-01", 365.5),
        ("2000-05", 366),
        ("1900-05", 365),
    ],
)
def test_a_year_has_the_days_of_the_period_or_of_the_years_that_it_lies_in(
    period: str, days: float
) -> None:
    assert about(period).days_of_year == days


@pytest.mark.parametrize(
    ("unit", "period", "years"),
    [
        ("passengers/day", "2001-01/2001-06", 181 / 365),
        ("passengers/day", "2004", 1),
        ("passengers/week", "2004-01/2004-06", 182 / 366),
        ("passengers/month", "2001-01/2001-06", 0.5),
        ("passengers/year", "2001/2002", 2),
        ("passengers/decade", "2001-02", 1 / 12),
        ("passengers/month", "2001-02-03", 1 / 365),
    ],
)
def test_by_the_month_a_period_is_counted_in_months_and_by_the_day_in_days(
    unit: str, period: str, years: float
) -> None:
    assert about(period, unit).years == pytest.approx(years)


@pytest.mark.parametrize(
    ("one", "other", "days"),
    [
        ("2001-02-03", "2001-02-03", 1),
        ("2001-02-03/2001-02-05", "2001-02-05/2001-02-07", 1),
        ("2001", "2000-10/2001-09", 273),
        ("2001", "2001-06", 30),
        ("2001", "2001", 365),
    ],
)
def test_periods_with_a_day_in_common_overlap_whichever_comes_first(
    one: str, other: str, days: int
) -> None:
    first, second = about(one), about(other)
    assert first.overlaps(second)
    assert second.overlaps(first)
    assert first.days_in_common(second) == second.days_in_common(first) == days


@pytest.mark.parametrize(
    ("one", "other"), [("2001", "2002"), ("2001-02-03", "2001-02-04"), ("", "2001"), ("", "")]
)
def test_periods_without_a_day_in_common_do_not_overlap(one: str, other: str) -> None:
    first, second = about(one), about(other)
    assert not first.overlaps(second)
    assert not second.overlaps(first)


@pytest.mark.parametrize(
    ("other", "same"),
    [("2001-01/2001-12", True), ("2001/2002", False), ("2000/2001", False), ("", False)],
)
def test_days_are_the_same_where_both_ends_are(other: str, *, same: bool) -> None:
    first, second = about("2001"), about(other)
    assert first.same_days(second) == second.same_days(first) == same


def test_claims_without_a_period_are_not_about_the_same_days() -> None:
    first, second = about(""), about("")
    assert not first.same_days(second)


def test_a_place_is_the_same_with_the_same_origin_only() -> None:
    first, second = about("2001"), about("2001")
    assert first.same_place(second)
    assert not first.same_place(replace(second, from_place_id="X-ELSEWHERE"))
    assert not first.same_place(replace(second, place_id="X-ELSEWHERE"))


def test_a_claim_in_the_unit_that_it_has_keeps_no_other_factor() -> None:
    claim = about("2001")
    assert claim.in_unit("passengers", 1.0) is claim
    assert claim.in_unit("passengers", 2.0).quantity.factor == 2.0


@pytest.mark.parametrize(
    ("withdrawn", "changed"), [("", "2026-01-05"), ("2026-03-01", "2026-03-01")]
)
def test_figures_changed_when_a_claim_was_last_added_or_withdrawn(
    withdrawn: str, changed: str
) -> None:
    claims = REAL.claims.assign(added="2026-01-05", withdrawn=withdrawn)
    assert replace(REAL, claims=claims, recorded=REAL.recorded.iloc[:0]).changed == changed
