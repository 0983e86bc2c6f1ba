"""Months are summed to whole periods only, and never where their office has such figures."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from loaders.queries.grains import (
    FISCAL,
    MONTH,
    SEASON,
    WINDOW,
    YEAR,
    at_grain,
    is_at,
    rolling_series,
)


def observations(starts: Sequence[str], values: Sequence[float], **more: object) -> pd.DataFrame:
    days = pd.to_datetime(list(starts))
    rows = pd.DataFrame({"series_id": "monthly", "value": values, "start": days})
    rows = rows.assign(end=rows["start"] + pd.offsets.MonthEnd(0), months=1.0, flags="")
    rows = rows.assign(period=rows["start"].dt.strftime("%Y-%m"), low=None, high=None, locator="")
    return rows.assign(**{"window_months": "", "kin": "kin", "summable": True, **more})


def run_of(first: str, count: int) -> list[str]:
    return [str(day.date()) for day in pd.date_range(first, periods=count, freq="MS")]


def sums(rows: pd.DataFrame, grain: str) -> dict[str, float]:
    found = at_grain(rows, grain)
    assert (found["summed"] == 12).all()
    return dict(zip(found["period"], found["value"], strict=True))


def test_twelve_months_are_a_year_a_fiscal_year_a_season_or_a_window() -> None:
    rows = observations(run_of("2019-06-01", 20), range(1, 21))  # to January 2021
    assert sums(rows, YEAR) == {"2020": sum(range(8, 20))}
    assert sums(rows, FISCAL) == {"2019-10/2020-09": sum(range(5, 17))}
    assert sums(rows, SEASON) == {"2019-07/2020-06": sum(range(2, 14))}
    windows = sums(rows, WINDOW)
    assert len(windows) == 9
    assert windows["2019-06/2020-05"] == sum(range(1, 13))


def test_a_year_that_lacks_a_month_has_no_sum() -> None:
    rows = observations(run_of("2020-01-01", 24), range(1, 25))
    assert sums(rows.drop(index=5), YEAR) == {"2021": sum(range(13, 25))}


def test_a_sum_has_the_flags_of_all_its_months() -> None:
    rows = observations(run_of("2020-01-01", 12), range(12))
    rows.loc[3, "flags"], rows.loc[9, "flags"] = "provisional;incomplete", "provisional"
    assert at_grain(rows, YEAR)["flags"].tolist() == ["provisional;incomplete"]


def test_months_are_not_summed_where_the_office_has_years_or_adding_means_nothing() -> None:
    months = observations(run_of("2020-01-01", 12), [1.0] * 12)
    year = observations(["2020-01-01"], [13.0], months=12.0, series_id="yearly")
    assert at_grain(pd.concat([months, year]), YEAR)["value"].tolist() == [13.0]
    other = pd.concat([months, year.assign(kin="other")])
    assert at_grain(other, YEAR)["value"].tolist() == [13.0, 12.0]
    assert at_grain(months.assign(summable=False), YEAR).empty
    assert len(at_grain(months, MONTH)) == 12


def test_windows_that_overlap_are_years_only_in_january_and_never_fiscal_years() -> None:
    rows = observations(run_of("2020-01-01", 12), [1.0] * 12, months=12.0, window_months="12")
    assert is_at(rows, YEAR).tolist() == [True, *[False] * 11]
    assert not is_at(rows, FISCAL).any() and not is_at(rows, MONTH).any()
    assert is_at(rows, WINDOW).all()
    assert rolling_series(rows) == ["monthly"]
    assert rolling_series(rows.iloc[::3]) == []


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=60), st.integers(0, 11))
def test_every_sum_is_that_of_the_months_in_its_period(values: list[int], skipped: int) -> None:
    rows = observations(run_of("2019-03-01", len(values)), values)
    rows = rows[rows.index % 12 != skipped] if len(values) > 30 else rows
    for grain in (YEAR, FISCAL, WINDOW):
        for one in at_grain(rows, grain).itertuples():
            inside = rows[(rows["start"] >= one.start) & (rows["end"] <= one.end)]
            assert len(inside) == 12
            assert inside["value"].sum() == one.value
