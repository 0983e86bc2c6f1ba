"""Filters choose from what an indicator's chart shows, and bring nothing in."""

from __future__ import annotations

from functools import cache, partial

from hypothesis import given
from hypothesis import strategies as st

from loaders.queries.selection import Choice, indicators_with_figures, trend_claims
from tests.support.real import REAL

FILTERS = {"documents": "document_id", "places": "place_id", "statuses": "status"}
shown = cache(partial(trend_claims, REAL))
"""The figures of an indicator, worked out when an example asks for them."""


@given(st.data())
def test_what_a_filtered_chart_shows_is_there_without_the_filter(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(indicators_with_figures(REAL).index)))
    whole = shown(name)
    years = sorted({int(day.year) for day in whole["start"].dropna()}) or [2020]
    since, until = (data.draw(st.none() | st.sampled_from(years)) for _ in range(2))
    chosen = {
        facet: tuple(data.draw(st.sets(st.sampled_from(sorted(set(whole[column]))), max_size=2)))
        for facet, column in FILTERS.items()
    }
    found = trend_claims(REAL, name, Choice(since=since, until=until, **chosen))
    assert set(found["claim_id"]) <= set(whole["claim_id"])
    assert set(found["series_id"]) <= set(whole["series_id"])


def test_a_year_brings_in_no_part_of_the_country() -> None:
    found = trend_claims(REAL, "overdose_deaths", Choice(until=2020))
    assert set(found["place_id"]) == {"US"}
    assert set(found["place_id"]) == set(shown("overdose_deaths")["place_id"])
