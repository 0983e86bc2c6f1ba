"""Claims of a reader's own choice: what may stand on one axis, and why not."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charts.builders.compare import compare
from charts.builders.row_chart import row_figure
from charts.pptx.slide_layout import Stage
from charts.pptx.slides import SCENES
from charts.style.theme import LIGHT, WIDE
from charts.views.resolve import resolve
from charts.views.view import View
from loaders.dataset import Dataset
from loaders.queries.comparability import KINDS, PART_OF_YEAR, groups, what_differs, why_apart
from loaders.queries.selection import compared_claims, parts_of_years
from loaders.values.codelists import MEASURES
from tests.support.examples import fewer
from tests.support.ferries import Cells, ferries
from tests.support.real import REAL

IDS = sorted(REAL.claims["claim_id"])
AMOUNTS = {"flow", "stock", "cumulative", "rate", "count"}
PERCENT = {"series_id": "share", "unit": "percent"}
BOATS = {**PERCENT, "series_id": "boats"}


def test_every_measure_is_of_some_kind() -> None:
    assert set(KINDS) == set(MEASURES)


def test_amounts_are_of_one_kind_and_each_other_measure_of_its_own() -> None:
    assert {KINDS[measure] for measure in AMOUNTS} == {"an amount"}
    own = [KINDS[measure] for measure in MEASURES if measure not in AMOUNTS]
    assert len({"an amount", *own}) == 1 + len(own)


@pytest.mark.parametrize(
    ("one", "other", "minded"),
    [
        (PERCENT, {**PERCENT, "low": "40"}, []),
        (PERCENT, BOATS, ["The shares are of different things: boats; trips."]),
        (
            PERCENT,
            {**PERCENT, "period": "2002"},
            ["They are about different periods, which each row names."],
        ),
        (
            {"series_id": "line"},
            {"series_id": "fleet"},
            ["They are of different kinds: flow, stock."],
        ),
        ({"series_id": "line"}, {"series_id": "all"}, []),
    ],
)
def test_what_differs_between_two_claims_on_one_axis_is_told(
    tmp_path: Path, one: Cells, other: Cells, minded: list[str]
) -> None:
    dataset = ferries(tmp_path, one, other)
    (group,) = groups(dataset, ["c0", "c1"])
    assert what_differs(dataset, group) == minded


def test_a_base_that_is_not_stated_is_another_than_one_that_is(tmp_path: Path) -> None:
    dataset = ferries(tmp_path, PERCENT, BOATS)
    dataset.indicators.loc["boat_share", "base"] = ""
    (group,) = groups(dataset, ["c0", "c1"])
    assert what_differs(dataset, group) == [
        "The shares are of different things: a base that is not stated; trips."
    ]


def test_only_shares_are_of_a_base(tmp_path: Path) -> None:
    dataset = ferries(tmp_path, {"series_id": "line"}, {"series_id": "all"})
    dataset.indicators.loc["travellers", "base"] = "people"
    (group,) = groups(dataset, ["c0", "c1"])
    assert what_differs(dataset, group) == []


@pytest.mark.parametrize(
    ("picked", "bounds"), [(["c0", "c1"], [50.0, 70.0]), (["c1", "c0"], [0.7, 0.5])]
)
def test_claims_on_one_axis_are_in_the_unit_of_the_first(
    tmp_path: Path, picked: list[str], bounds: list[float]
) -> None:
    dataset = ferries(tmp_path, {**PERCENT, "low": "50"}, {**BOATS, "low": "70"})
    dataset.indicators.loc["boat_share", "unit"] = "fraction"
    (group,) = groups(dataset, picked)
    assert list(group.claims["chart_low"]) == pytest.approx(bounds)


def test_deaths_of_different_indicators_stand_on_one_axis(real: Dataset) -> None:
    picked = ["breier2023-overdose-deaths-2021", "breier2023-synthetic-2021"]
    (group,) = groups(real, picked)
    assert list(group.claims["claim_id"]) == picked
    assert why_apart(real, [group]) == []
    assert what_differs(real, group) == []


def test_hectares_and_deaths_do_not_and_a_sentence_says_why(real: Dataset) -> None:
    found = groups(real, ["felbabbrown2020-poppy-us-2017", "breier2023-overdose-deaths-2021"])
    assert [len(group.claims) for group in found] == [1, 1]
    (why,) = why_apart(real, found)
    assert why == (
        "Drug overdose deaths: measured in deaths; Opium poppy cultivation: in area. "
        "Nothing converts between them."
    )


def test_a_change_is_not_a_level(real: Dataset) -> None:
    changes = real.joined[real.joined["measure"] == "decrease"]["claim_id"]
    shares = real.joined[real.joined["measure"] == "share"]["claim_id"]
    found = groups(real, [str(shares.iloc[0]), str(changes.iloc[0])])
    assert why_apart(real, found) == [
        "Change in heroin seizures: a decrease; Share of private vehicles that can be scanned: "
        "a share. The two cannot be read off one axis."
    ]


def test_shares_of_different_things_stand_side_by_side_and_say_so(real: Dataset) -> None:
    (group,) = groups(real, ["washington2024-guns-found-2", "lekhtman2023-guns-traced"])
    assert any(
        said.startswith("The shares are of different things: ")
        for said in what_differs(real, group)
    )


def test_an_unknown_or_repeated_claim_changes_nothing(real: Dataset) -> None:
    picked = ["breier2023-overdose-deaths-2021", "nobody", "breier2023-overdose-deaths-2021"]
    (group,) = groups(real, picked)
    assert len(group.claims) == 1
    assert groups(real, []) == []
    assert why_apart(real, []) == []


@fewer(5)
@given(st.lists(st.sampled_from(IDS), max_size=12))
def test_every_claim_is_in_one_group_and_every_group_can_be_drawn(picked: list[str]) -> None:
    found = groups(REAL, picked)
    held = [name for group in found for name in group.claims["claim_id"]]
    assert sorted(held) == sorted(set(picked))
    assert len(why_apart(REAL, found)) == max(len(found) - 1, 0)
    for group in found:
        chart = compare(REAL, "Picked", group.claims)
        assert row_figure(chart, LIGHT, WIDE) is not None


HALF_YEAR = {"series_id": "line", "period": "2001-01/2001-06"}


@pytest.mark.parametrize("period", ["2001-01/2001-06", "2001-02", "2001-02-03"])
def test_a_total_over_part_of_a_year_is_not_set_beside_one_over_a_year(
    tmp_path: Path, period: str
) -> None:
    dataset = ferries(tmp_path, {"series_id": "line"}, {**HALF_YEAR, "period": period})
    whole, part = groups(dataset, ["c0", "c1"])
    assert (whole.kind, part.kind) == ("an amount", PART_OF_YEAR)
    (why,) = why_apart(dataset, [whole, part])
    assert "a total over part of a year" in why
    kept = compared_claims(dataset, ["ferry_passengers"])
    assert list(kept["claim_id"]) == ["c0"]
    assert list(parts_of_years(dataset, ["ferry_passengers"])["claim_id"]) == ["c1"]


@pytest.mark.parametrize(
    "beside",
    [{**HALF_YEAR, "period": "2002-01/2002-06"}, {"series_id": "fleet"}, {"period": ""}],
)
def test_parts_of_years_alone_are_compared(tmp_path: Path, beside: Cells) -> None:
    dataset = ferries(tmp_path, HALF_YEAR, beside)
    assert len(compared_claims(dataset, ["ferry_passengers"])) == 2
    assert parts_of_years(dataset, ["ferry_passengers"]).empty


def test_a_level_within_part_of_a_year_is_a_level(tmp_path: Path) -> None:
    dataset = ferries(tmp_path, {"series_id": "line"}, {**HALF_YEAR, "series_id": "fleet"})
    assert len(groups(dataset, ["c0", "c1"])) == 1


def test_what_is_left_out_of_a_comparison_is_said_in_picture_words_and_slide(real: Dataset) -> None:
    resolved = resolve(real, View("compare", indicator="femicides"))
    figure = resolved.draw(LIGHT, WIDE)
    assert figure is not None
    (said,) = [text for text in resolved.rows().below if text.startswith("Not side by side")]
    assert "338 femicides for Jan 2025 – Jun 2025 (SESNSP 2025)" in said
    assert said in " ".join(str(a.text).replace("<br>", " ") for a in figure.layout.annotations)
    assert said in resolved.alt_text.whole
    assert said in resolved.remarks()
    scenes = SCENES["rows"](real, resolved, Stage(LIGHT))
    assert all(said in scene.frame.below for scene in scenes)
