"""A document's claims by their year: each once, at its year, those without one apart."""

from __future__ import annotations

import plotly.graph_objects as go
import pytest

from charts.builders.claim_strip import NO_YEAR, claim_strip, strip_lanes, strip_words
from charts.style.theme import LIGHT, Size
from loaders.queries.listing import claims_of_work
from tests.support.real import REAL
from tests.support.themes import SIZES

WORK = "felbabbrown2020"


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_each_claim_of_a_document_is_one_dot_at_its_year_or_apart(size: Size) -> None:
    given, _ = claims_of_work(REAL, WORK)
    lanes, undated = strip_lanes(REAL, given)
    figure = claim_strip(REAL, given, LIGHT, size)
    assert figure is not None
    assert go.Figure(figure.to_dict()).layout.height == figure.layout.height
    told = [row[0] for trace in figure.data for row in trace.customdata]
    assert sorted(told) == sorted(given["claim_id"])
    for lane, trace in zip(lanes, figure.data, strict=False):
        assert [int(x) for x in trace.x] == list(lane.years)
        for claim, year in zip(lane.claims, lane.years, strict=True):
            assert claim.start.year <= year <= claim.end.year
    places = [(trace.x[at], trace.y[at]) for trace in figure.data for at in range(len(trace.x))]
    assert len(set(places)) == len(places)
    names = [note.text for note in figure.layout.annotations]
    assert names[-1] == f"{NO_YEAR}: {len(undated)}"
    assert f"no year given: {len(undated)}." in strip_words(REAL, given)


def test_claims_of_which_none_has_a_year_are_not_drawn() -> None:
    given, _ = claims_of_work(REAL, WORK)
    undated = given[given["start"].isna()]
    assert len(undated) and claim_strip(REAL, undated, LIGHT, SIZES["wide"]) is None
