"""What follows from a document's own claims, and whether the document agrees."""

from __future__ import annotations

import csv
import itertools
import shutil
from pathlib import Path

import pytest

from charts.text import derivation as told
from loaders.analysis.derivations import (
    AGREE,
    APART,
    CHANGE,
    CONVERTED,
    KINDS,
    LEVEL,
    ROUNDED,
    SHARE,
    TOTAL,
    UNSTATED,
    Derived,
    derivations,
    derivations_of,
    sorted_derivations,
)
from loaders.dataset import DATASETS, Dataset, load
from loaders.storage.csv_table import csv_text
from loaders.values.intervals import Interval
from tests.support.ferries import DAHL, ferries

LINE = {"series_id": "line"}
PART, WHOLE = {"series_id": "by-ferry"}, {"series_id": "all", "low": "2000"}
PERCENT = {"series_id": "of-all", "unit": "percent"}


def one(dataset: Dataset, kind: str) -> Derived:
    (found,) = [d for d in derivations(dataset) if d.kind == kind]
    return found


@pytest.mark.parametrize(
    ("stated", "verdict"),
    [
        ({**PERCENT, "low": "25"}, AGREE),
        ({**PERCENT, "low": "30"}, ROUNDED),
        ({**PERCENT, "low": "41"}, APART),
        ({**PERCENT, "low": "20", "hedge": "more_than", "high": ""}, AGREE),
        ({**PERCENT, "low": "0.25", "unit": "fraction"}, AGREE),
        ({**PERCENT, "low": "31", "period": "2002"}, UNSTATED),
        ({**PERCENT, "low": "31", **DAHL}, UNSTATED),
    ],
)
def test_a_part_over_its_whole_is_held_against_the_share(
    tmp_path: Path, stated: dict[str, str], verdict: str
) -> None:
    derived = one(ferries(tmp_path, PART, WHOLE, stated), SHARE)
    assert (derived.bounds, derived.verdict) == (Interval(25, 25), verdict)


def test_a_share_of_more_than_has_no_lower_limit(tmp_path: Path) -> None:
    dataset = ferries(tmp_path, PART, {**WHOLE, "hedge": "more_than", "high": ""})
    derived = one(dataset, SHARE)
    assert told.result(dataset, derived) == "25% at most (the words give no lower limit)"
    assert told.derivation_sentence(dataset, derived) == (
        "Derived: 500 passengers for 2001, as a share of more than 2,000 passengers for 2001: "
        "25% at most (the words give no lower limit); the document does not state it."
    )


def test_a_share_of_nothing_is_anything(tmp_path: Path) -> None:
    derived = one(ferries(tmp_path, {**PART, "low": "0"}, {**WHOLE, "low": "0"}), SHARE)
    assert derived.bounds == Interval(0, float("inf"))


def test_other_years_places_and_documents_are_not_put_together(tmp_path: Path) -> None:
    for place, other in enumerate(({"period": "2002"}, {"period": ""}, DAHL)):
        dataset = ferries(tmp_path / str(place), PART, {**WHOLE, **other})
        assert [d for d in derivations(dataset) if d.kind == SHARE] == []


def test_a_part_and_its_whole_without_a_period_are_put_together(tmp_path: Path) -> None:
    dataset = ferries(tmp_path, {**PART, "period": ""}, {**WHOLE, "period": ""})
    assert one(dataset, SHARE).bounds == Interval(25, 25)


def test_a_part_of_a_part_is_a_part_of_the_whole(tmp_path: Path) -> None:
    dataset = ferries(tmp_path, PART, WHOLE)
    dataset.indicators.loc["travellers_by_ferry", "part_of"] = "ferry_passengers"
    assert one(dataset, SHARE).bounds == Interval(25, 25)


def test_what_a_count_leaves_out_has_no_share_in_it(tmp_path: Path) -> None:
    dataset = ferries(tmp_path, PART, WHOLE)
    dataset.indicators.loc["travellers_by_ferry", "part_of"] = "ferry_passengers"
    dataset.series.loc["all", "leaves_out"] = "ferry_passengers"
    assert [d for d in derivations(dataset) if d.kind == SHARE] == []


@pytest.mark.parametrize(
    ("column", "cell", "series"),
    [
        ("place_id", "SE", ["all"]),
        ("measure", "stock", ["all"]),
        ("measure", "increase", ["all", "by-ferry"]),
        ("measure", "ratio", ["all", "by-ferry"]),
    ],
)
def test_what_is_no_part_of_its_whole_has_no_share(
    tmp_path: Path, column: str, cell: str, series: list[str]
) -> None:
    dataset = ferries(tmp_path, PART, WHOLE)
    dataset.series.loc[series, column] = cell
    assert [d for d in derivations(dataset) if d.kind == SHARE] == []


@pytest.mark.parametrize(("column", "cell"), [("place_id", "SE"), ("measure", "ratio")])
def test_a_share_of_another_place_or_kind_is_not_the_parts(
    tmp_path: Path, column: str, cell: str
) -> None:
    dataset = ferries(tmp_path, PART, WHOLE, {**PERCENT, "low": "25"})
    dataset.series.loc["of-all", column] = cell
    assert one(dataset, SHARE).verdict == UNSTATED


def test_what_is_proposed_has_no_share(tmp_path: Path) -> None:
    dataset = ferries(tmp_path, {**PART, "status": "proposal"}, WHOLE)
    assert [d for d in derivations(dataset) if d.kind == SHARE] == []


def test_a_rate_gives_the_total_of_its_period(tmp_path: Path) -> None:
    rate = {"series_id": "rate", "unit": "passengers/day", "low": "2"}
    derived = one(ferries(tmp_path, rate, {**LINE, "low": "730"}), TOTAL)
    assert (derived.bounds, derived.verdict) == (Interval(730, 730), AGREE)
    derived = one(ferries(tmp_path / "b", rate, {**LINE, "low": "1460"}), TOTAL)
    assert derived.verdict == APART


@pytest.mark.parametrize(
    ("rate", "total"),
    [
        ({}, {"period": "2002"}),
        ({"period": ""}, {"period": ""}),
        ({}, {"series_id": "fleet"}),
        ({}, {"series_id": "all"}),
    ],
)
def test_a_rate_gives_no_total_of_anything_else(
    tmp_path: Path, rate: dict[str, str], total: dict[str, str]
) -> None:
    daily = {"series_id": "rate", "unit": "passengers/day", "low": "2", **rate}
    dataset = ferries(tmp_path, daily, {**LINE, "low": "730", **total})
    assert [d for d in derivations(dataset) if d.kind == TOTAL] == []


def test_a_rate_gives_no_total_of_another_place(tmp_path: Path) -> None:
    daily = {"series_id": "rate", "unit": "passengers/day", "low": "2"}
    dataset = ferries(tmp_path, daily, {**LINE, "low": "730"})
    dataset.series.loc["line", "place_id"] = "SE"
    assert [d for d in derivations(dataset) if d.kind == TOTAL] == []


EARLY, LATE = {**LINE, "low": "400"}, {**LINE, "period": "2002", "low": "100"}


@pytest.mark.parametrize(
    ("change", "bounds", "verdict"),
    [
        ({"series_id": "less", "low": "75"}, Interval(0.75, 0.75), AGREE),
        ({"series_id": "less", "low": "50"}, Interval(0.75, 0.75), APART),
        ({"series_id": "times", "low": "0.25", "unit": "fraction"}, Interval(0.25, 0.25), AGREE),
        ({"series_id": "more", "low": "5"}, Interval(0, 0), APART),
    ],
)
def test_two_levels_are_held_against_the_change(
    tmp_path: Path, change: dict[str, str], bounds: Interval, verdict: str
) -> None:
    stated = {"unit": "percent", "period": "2002", "base_period": "2001", **change}
    derived = one(ferries(tmp_path, EARLY, LATE, stated), CHANGE)
    assert (derived.bounds, derived.verdict) == (bounds, verdict)


LESS = {"series_id": "less", "low": "75", "unit": "percent"}
LESS |= {"period": "2002", "base_period": "2001"}


def test_an_inferred_year_is_the_year_that_a_change_is_about(tmp_path: Path) -> None:
    inferred = {"period": "2002?", "base_period": "2001?"}
    assert one(ferries(tmp_path, EARLY, LATE, LESS | inferred), CHANGE).verdict == AGREE


@pytest.mark.parametrize(("column", "cell"), [("place_id", "SE"), ("indicator_id", "by_ferry")])
def test_a_change_elsewhere_or_of_a_share_is_not_the_levels(
    tmp_path: Path, column: str, cell: str
) -> None:
    early, late = ({**level, "series_id": "by-ferry"} for level in (EARLY, LATE))
    dataset = ferries(tmp_path, early, late, LESS)
    dataset.indicators.loc["growth", ["numerator_id", "denominator_id"]] = "travellers_by_ferry"
    dataset.series.loc["less", column] = cell
    assert one(dataset, CHANGE).stated is None


def test_an_increase_on_a_level_gives_the_later_one(tmp_path: Path) -> None:
    more = {**LESS, "series_id": "more", "low": "25"}
    derived = one(ferries(tmp_path, EARLY, more), LEVEL)
    assert (derived.bounds, derived.period) == (Interval(500, 500), "2002")


def test_prices_change_as_levels_do(tmp_path: Path) -> None:
    dataset = ferries(tmp_path, EARLY, LATE)
    dataset.series.loc["line", "measure"] = "price"
    assert one(dataset, CHANGE).bounds == Interval(0.25, 0.25)


@pytest.mark.parametrize(
    ("early", "late"),
    [
        ({"series_id": "ever"}, {"series_id": "ever"}),
        ({}, {"period": "[2002-01..2002-12]"}),
        ({}, {"period": "2001-07/2002-06"}),
        ({"period": "2001-05-06"}, {"period": "2002-05-06"}),
    ],
)
def test_what_are_no_two_levels_of_their_own_times_give_no_change(
    tmp_path: Path, early: dict[str, str], late: dict[str, str]
) -> None:
    assert derivations(ferries(tmp_path, {**EARLY, **early}, {**LATE, **late})) == []


def test_a_level_and_a_change_give_the_other_level(tmp_path: Path) -> None:
    change = {"series_id": "less", "low": "75", "unit": "percent", "period": "2002"}
    dataset = ferries(tmp_path, EARLY, {**change, "base_period": "2001"})
    derived = one(dataset, LEVEL)
    assert told.derivation_sentence(dataset, derived) == (
        "Derived: 400 passengers for 2001, with a fall of 75% against 2001 for 2002: "
        "100 passengers in 2002; the document does not state it."
    )
    dataset = ferries(tmp_path / "b", LATE, {**change, "base_period": "2001"})
    assert told.result(dataset, one(dataset, LEVEL)) == "400 passengers in 2001"


def test_levels_of_unequal_periods_give_no_change(tmp_path: Path) -> None:
    half = {**LINE, "period": "2002-01/2002-06"}
    assert derivations(ferries(tmp_path, EARLY, half)) == []


def test_a_conversion_is_done_again(tmp_path: Path) -> None:
    claim = {"series_id": "load", "unit": "lb", "low": "225", "converted_unit": "kg"}
    dataset = ferries(tmp_path, claim | {"converted_low": "102", "converted_high": "102"})
    derived = one(dataset, CONVERTED)
    assert derived.verdict == ROUNDED
    assert told.stated_words(dataset, derived) == "102 kilograms"
    dataset = ferries(tmp_path / "b", claim | {"converted_low": "150", "converted_high": "150.5"})
    assert one(dataset, CONVERTED).verdict == APART
    dataset = ferries(tmp_path / "c", claim | {"converted_low": "100", "converted_high": "101"})
    assert one(dataset, CONVERTED).verdict == APART  # a range is not rounded


def test_of_official_documents_only_what_they_state_is_held(tmp_path: Path) -> None:
    assert derivations(ferries(tmp_path, PART, WHOLE, kind="official")) == []
    stated = {**PERCENT, "low": "25"}
    held = derivations(ferries(tmp_path / "b", PART, WHOLE, stated, kind="official"))
    assert [d.verdict for d in held] == [AGREE]


@pytest.mark.parametrize(
    ("low", "words"),
    [
        ("490", "2% less"),
        ("510", "2% more"),
        ("1500", "3 times as much"),
    ],
)
def test_a_change_that_nobody_states_is_told_as_readers_say_it(
    tmp_path: Path, low: str, words: str
) -> None:
    dataset = ferries(tmp_path, LINE, {**LINE, "period": "2002", "low": low})
    assert told.result(dataset, one(dataset, CHANGE)) == words


def test_the_real_documents_own_arithmetic(real: Dataset) -> None:
    found = sorted_derivations(derivations(real))
    assert {d.kind for d in found} <= set(KINDS)
    said = "\n".join(told.derivation_sentence(real, d) for d in found)
    for part in (
        "5 deaths per day, estimated, for 2023 (inferred by us), over the whole of that "
        "period: 1,825 "
        "deaths. The document gives nearly 2,000 deaths: this agrees",
        "as a share of more than 107,000 deaths for 2021: 70.1% at most (the words give no lower "
        "limit)",
        "106 metric tons, estimated, for 2018, compared with 26 metric tons, estimated, for 2013: "
        "4.08 times as much",
        "94.5 to 107 kilograms in 2019",
        "104,850 firearms, as quoted by New Boston Post, 22 January 2016, for 2009–2014: 70.3%. "
        "The document gives 70%, as quoted by New Boston Post, 22 January 2016: this agrees if "
        "rounded.",
    ):
        assert part in said
    assert all(line.startswith("Derived: ") for line in said.splitlines())


def test_other_names_of_the_indicators_lose_no_derivation(real: Dataset, tmp_path: Path) -> None:
    columns = ("indicator_id", "part_of", "numerator_id", "denominator_id", "leaves_out")
    names = {name: f"i{place}" for place, name in enumerate(real.indicators.index)}
    copy = Path(shutil.copytree(DATASETS, tmp_path / "data"))
    for file in ("indicators.csv", "series.csv", "record/recipes.csv"):
        header, *rows = csv.reader((copy / file).read_text(encoding="utf-8").splitlines())
        ours = [at for at, column in enumerate(header) if column in columns]
        for row, at in itertools.product(rows, ours):
            row[at] = names.get(row[at], "")
        (copy / file).write_text(csv_text([header, *rows]), encoding="utf-8")
    found = [derivations(dataset) for dataset in (real, load(copy))]
    own, others = ([(d.kind, d.verdict, names_of(d)) for d in each] for each in found)
    assert own == others


def names_of(derived: Derived) -> list[str]:
    return [claim.claim_id for claim in derived.claims]


def test_a_claim_has_what_follows_from_it(real: Dataset) -> None:
    found = derivations(real)
    assert [d.kind for d in derivations_of(found, "washington2024-az-2023-2")] == [TOTAL]
    assert derivations_of(found, "mann2023-backpack") == []
