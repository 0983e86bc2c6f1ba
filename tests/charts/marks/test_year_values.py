"""Each year of a chart says every series' value, in the words of its claim."""

from __future__ import annotations

from pathlib import Path

import plotly.graph_objects as go
import pytest

from charts.builders.small_multiples import multiples
from charts.builders.trend import ChartOptions, trend
from charts.style.theme import LIGHT, NARROW, WIDE
from charts.text import wording
from loaders.dataset import Dataset, claims_in
from loaders.queries.selection import trend_claims
from tests.support.ferries import Cells, ferries


def steps(folder: Path, *claims: Cells) -> list[tuple[str, list[str]]]:
    dataset = ferries(folder, *claims)
    rows = trend_claims(dataset, "ferry_passengers")
    figure = trend(dataset, "ferry_passengers", rows, LIGHT, WIDE)
    assert figure is not None
    return [
        (words, [value for _, value in numbers])
        for _, words, numbers in figure.layout.meta[0]["steps"]
    ]


LINE, PORT = {"series_id": "line"}, {"series_id": "port"}


@pytest.mark.parametrize(
    ("claims", "said"),
    [
        (
            [LINE | {"low": "7"}, PORT | {"low": "9", "hedge": "more_than"}],
            [("2001", ["more than 9 passengers", "7 passengers"])],
        ),
        (
            [LINE | {"low": "7"}, LINE | {"low": "8", "period": "2003"}],
            [("2001", ["7 passengers"]), ("2003", ["8 passengers"])],
        ),
        (
            [LINE | {"low": "7"}, PORT | {"low": "5", "period": "2001/2002"}],
            [
                ("2001", ["7 passengers", "5 passengers, 2001–2002"]),
                ("2002", ["5 passengers, 2001–2002"]),
            ],
        ),
        (
            [LINE | {"low": "7", "period": "2001-10/2002-09"}],
            [("2002", ["7 passengers, Oct 2001 – Sep 2002"])],
        ),
    ],
    ids=["two series", "a year without a number", "two years", "a year of twelve months"],
)
def test_a_year_has_the_numbers_that_are_of_it(
    tmp_path: Path, claims: list[Cells], said: list[tuple[str, list[str]]]
) -> None:
    assert steps(tmp_path, *claims) == said


def values(figure: go.Figure) -> set[str]:
    read = figure.layout.meta[0]
    assert [at for at, *_ in read["steps"]] == sorted(at for at, *_ in read["steps"])
    named = {trace.name for trace in figure.data} | {
        name for trace in figure.data for name, _ in trace.meta or []
    }
    assert {name for name, *_ in read["series"]} <= named
    assert {note.name for note in figure.layout.annotations if note.name} == {
        name for name, *_ in read["series"]
    }
    return {value for _, _, numbers in read["steps"] for _, value in numbers}


def test_no_dated_claim_of_a_chart_is_left_out(real: Dataset, indicators: list[str]) -> None:
    for name in indicators:
        claims = trend_claims(real, name)
        dated = claims_in(claims[claims["start"].notna()])
        figures = (
            trend(real, name, claims, LIGHT, WIDE),
            multiples(real, claims, LIGHT, NARROW, ChartOptions(panels="producer")),
        )
        for figure in figures:
            if figure is not None:
                told = values(figure)
                for claim in dated:
                    words = wording.claim_words(real, claim)
                    assert any(text.startswith(words) for text in told), claim.claim_id
