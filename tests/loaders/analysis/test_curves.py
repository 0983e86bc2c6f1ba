"""Which indicator a topic opens on, and which of its series is the one to show first."""

from __future__ import annotations

import itertools
from pathlib import Path

from charts.views.resolve import complete, resolve
from charts.views.view import View
from loaders.analysis.curves import (
    FEW,
    KINDS,
    NONE,
    ONE,
    TREND,
    best_run,
    curve_of,
    curves,
    longest_line,
    spoken_of,
)
from loaders.dataset import Dataset
from loaders.queries.lines import drawn_pairs
from loaders.queries.selection import in_unit, indicators_with_figures
from tests.support.ferries import Cells, ferries


def test_a_topic_opens_on_its_best_curve_and_on_an_empty_frame_never(real: Dataset) -> None:
    choices = indicators_with_figures(real)
    for topic, own in choices.groupby("topic"):
        opened = complete(real, View("trends", topic=str(topic))).indicator
        found = {name: curve_of(real, str(name)) for name in own.index}
        spoken = {n: c for n, c in found.items() if n in spoken_of(real) and c.kind == TREND}
        steps = [curve.steps for curve in (spoken or found).values()]
        assert found[opened].steps == max(steps), topic
        kinds = [KINDS.index(curve.kind) for curve in found.values()]
        assert KINDS.index(found[opened].kind) == min(kinds), topic


def test_all_indicators_come_by_what_they_have_over_time(
    real: Dataset, indicators: list[str]
) -> None:
    found = curves(real, indicators)
    assert sorted(found) == sorted(indicators)
    kinds = [KINDS.index(curve.kind) for curve in found.values()]
    assert kinds == sorted(kinds)
    for name, curve in found.items():
        claims = resolve(real, View("trends", indicator=name)).claims
        assert curve.figures == len(claims)
        assert curve.dated == claims["start"].notna().sum()


def points(*years: str, **cells: str) -> list[Cells]:
    return [{"period": year, "low": str(700 + n), **cells} for n, year in enumerate(years)]


def test_a_trend_has_two_steps_a_single_step_is_a_few_years(tmp_path: Path) -> None:
    for name, claims, kind in (
        ("trend", points("2001", "2002", "2003"), TREND),
        ("step", points("2001", "2002"), FEW),
        ("gaps", points("2001", "2005", "2009"), FEW),
        ("one", points("2001"), ONE),
        ("none", points(""), NONE),
    ):
        dataset = ferries(tmp_path / name, *claims)
        indicator = str(dataset.joined["indicator_id"].iloc[0])
        assert curve_of(dataset, indicator).kind == kind, name


def test_the_series_shown_first_is_the_newest_of_long_ones(tmp_path: Path) -> None:
    long = points(*(str(year) for year in range(1990, 2002)))
    newer = points("2000", "2001", "2002", "2003", series_id="port")
    short = points("2004", "2005", series_id="line")
    dataset = ferries(tmp_path, *long, *newer, *short)
    claims = in_unit(dataset, dataset.joined, "passengers")
    run = best_run(claims)
    assert set(run["series_id"]) == {"port"}
    assert len(longest_line(run)) == len(newer)
    assert best_run(claims[claims["period"] == "1990"]).empty


def test_a_small_chart_joins_nothing_that_trends_does_not_join(
    real: Dataset, indicators: list[str]
) -> None:
    for indicator in indicators:
        claims = resolve(real, View("trends", indicator=indicator)).claims
        dated = claims[claims["start"].notna()]
        run = best_run(claims)
        assert set(drawn_pairs(run)) <= set(drawn_pairs(dated))
        line = longest_line(run)
        assert set(itertools.pairwise(line)) <= set(drawn_pairs(dated)), indicator
