"""Selections: what is kept, in which order, and what a search finds."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pandas as pd
import pytest

from charts.text.chart_remarks import about_record, left_out, not_joined, record_elsewhere
from loaders.dataset import Dataset, claims_in, load
from loaders.queries.lines import NO_NUMBER, breaks
from loaders.queries.listing import (
    cited_by,
    claims_of_work,
    history,
    key_claims,
    latest,
    matching,
    sorted_claims,
    topic_counts,
)
from loaders.queries.selection import (
    EVERYTHING,
    Choice,
    compared_claims,
    comparisons,
    indicator_claims,
    indicators_with_figures,
    record_of_other_periods,
    selected,
    trend_claims,
    wholes,
)
from tests.support.ferries import ferries
from tests.support.paths import BASE


@pytest.fixture(scope="module")
def revised() -> Dataset:
    """A dataset in which one claim supersedes another."""
    return load(BASE)


def test_filters_keep_what_has_all_that_is_chosen(real: Dataset) -> None:
    kept = selected(real.joined, Choice(documents=("breier2023",), statuses=("proposal",)))
    assert set(kept["claim_id"]) == {
        "breier2023-inspections-manzanillo-2",
        "breier2023-inspections-northbound-2",
    }


def test_years_keep_what_touches_them_and_what_has_no_period(real: Dataset) -> None:
    kept = selected(real.joined, Choice(since=2016, until=2016))
    periods = set(kept["period"])
    assert "2016" in periods
    assert "2016/2017" in periods
    assert "" in periods
    assert "2017" not in periods
    assert "2015" not in periods
    assert "2006/2024-05?" in periods


def test_corrected_claims_are_kept_only_when_asked_for(revised: Dataset) -> None:
    everything = revised.joined
    old = set(everything["supersedes"]) - {""}
    assert old
    assert not old & set(selected(everything, EVERYTHING)["claim_id"])
    assert old <= set(selected(everything, Choice(revised=True))["claim_id"])


def test_the_history_of_a_claim_is_the_same_from_each_of_its_rows(revised: Dataset) -> None:
    new = revised.joined.loc[revised.joined["supersedes"] != "", "claim_id"].iloc[0]
    chain = list(history(revised, new)["claim_id"])
    assert len(chain) == 2
    assert list(history(revised, chain[0])["claim_id"]) == chain


def test_every_claim_belongs_to_one_indicator_and_is_counted_once(real: Dataset) -> None:
    counted = indicators_with_figures(real)
    assert counted["claims"].sum() == len(selected(real.joined, EVERYTHING))
    by_topic = topic_counts(real)
    assert by_topic["record"].sum() == counted["record"].sum() > 200
    assert by_topic["claims"].sum() == counted["claims"].sum() - counted["record"].sum()
    sizes = {name: len(indicator_claims(real, name)) for name in real.indicators.index}
    assert sum(sizes.values()) == len(real.joined)


@pytest.mark.parametrize(
    ("period", "total"),
    [
        ("2001", 2 * 365),
        ("2004", 2 * 366),
        ("2003-10/2004-09", 2 * 366),
        ("2003/2004", 2 * 365.5),
        ("2004-01/2004-06", 2 * 366),
        ("", 2 * 365.25),
    ],
)
def test_a_rate_by_the_day_becomes_the_total_of_its_own_year(
    tmp_path: Path, period: str, total: float
) -> None:
    rate = {"series_id": "rate", "unit": "passengers/day", "low": "2", "period": period}
    claims = trend_claims(ferries(tmp_path, rate), "ferry_passengers")
    assert claims["chart_low"].iloc[0] == total


def test_a_unit_converts_and_the_printed_number_stays(real: Dataset) -> None:
    claims = trend_claims(real, "fentanyl_seized").set_index("claim_id")
    seized = claims.loc["felbabbrown2020-cbp-feb-2020"]
    assert seized["low"] == 225
    assert seized["chart_low"] == pytest.approx(102.06, abs=0.01)


@pytest.mark.parametrize(
    ("words", "claim_id"),
    [
        ("70,000", "mann2023-fentanyl-deaths"),
        ("70000 synthetic", "breier2023-synthetic-2021"),
        ("POPPY unodc 30600", "felbabbrown2020-poppy-2016-2017"),
        ("arizona deaths", "washington2024-az-2023-2"),
        ("crore", "felbabbrown2020-mp-value"),
        ("Fending off", "felbabbrown2020-labs-2017"),
    ],
)
def test_a_search_finds_claims_by_number_word_place_and_source(
    real: Dataset, words: str, claim_id: str
) -> None:
    assert claim_id in set(matching(real, real.joined, words)["claim_id"])


@pytest.mark.parametrize("words", ["nothing-has-this", "([", "[a-", "\\d", "* +"])
def test_a_search_takes_any_text_as_it_stands(real: Dataset, words: str) -> None:
    assert matching(real, real.joined, words).empty


@pytest.mark.parametrize("sort", ["topic", "period", "document", "added"])
def test_sorting_loses_nothing(real: Dataset, sort: str) -> None:
    assert set(sorted_claims(real, real.joined, sort)["claim_id"]) == set(real.joined["claim_id"])


def test_sorting_by_period_puts_the_newest_first(real: Dataset) -> None:
    ends = sorted_claims(real, real.joined, "period")["end"].dropna()
    assert ends.is_monotonic_decreasing


@pytest.mark.parametrize("sort", ["topic", "document"])
def test_rows_of_two_files_are_not_mixed_by_their_lines(real: Dataset, sort: str) -> None:
    by = {"topic": "indicator_id", "document": "document_id"}[sort]
    told = sorted_claims(real, real.joined, sort)
    assert (told.groupby(by)["file"].nunique() > 1).any()
    for _, own in told.groupby(by, sort=False):
        turns = (own["file"] != own["file"].shift()).sum()
        assert turns == own["file"].nunique()


def test_a_topic_names_key_claims_of_its_own_or_none(real: Dataset) -> None:
    cells = real.topics["key_claim_ids"]
    named = [topic for topic, cell in cells.items() for name in cell.split(";") if name]
    assert list(key_claims(real)["topic"]) == named


def test_documents_that_are_chosen_leave_the_record_beside_them(real: Dataset) -> None:
    everything = trend_claims(real, "overdose_deaths")
    record = set(everything.loc[everything["official"], "claim_id"])
    breier = trend_claims(real, "overdose_deaths", Choice(documents=("breier2023",)))
    assert set(breier["claim_id"]) == record | {"breier2023-overdose-deaths-2021"}
    alone = trend_claims(real, "overdose_deaths", Choice(documents=("breier2023",), record=False))
    assert set(alone["document_id"]) == {"breier2023"}
    (office, *_) = everything.loc[everything["official"], "document_id"]
    assert set(
        trend_claims(real, "overdose_deaths", Choice(documents=(office,)))["document_id"]
    ) == {office}
    shares = compared_claims(real, ["guns_traced_us_share"], Choice(documents=("mann2023",)))
    assert set(shares["document_id"]) <= {"mann2023"}


def test_the_key_figures_are_those_that_readers_look_for(settled: Dataset) -> None:
    numbers = {claim.quantity.low for claim in claims_in(key_claims(settled))}
    assert numbers >= {107_000, 70_000, 500_000, 34_500, 44}
    assert "opioid_use" not in set(key_claims(settled)["topic"])


def test_every_comparison_is_of_one_dimension(real: Dataset) -> None:
    for _, chosen in comparisons(real).iterrows():
        assert len(compared_claims(real, chosen["members"])) >= 2


def test_a_work_has_its_own_claims_and_those_that_rest_on_it(real: Dataset) -> None:
    own, citing = claims_of_work(real, "felbabbrown2020")
    assert set(own["document_id"]) == {"felbabbrown2020"}
    assert len(citing) == 0
    own, citing = claims_of_work(real, "dudley2019")
    assert len(own) == 0
    assert set(citing["document_id"]) == {"felbabbrown2020"}
    counted = cited_by(real)
    assert counted.loc["dudley2019", "claims"] == len(citing)
    bare = set(real.works) - set(counted.index)  # only claims no longer in force cite them
    assert all(claims_of_work(real, name)[1].empty for name in bare)
    assert "beitel2019" not in counted.index


def test_the_latest_are_the_last_that_came_in_and_a_correction_is_none(tmp_path: Path) -> None:
    came = {"c0": "2024-02-01", "c1": "2024-02-03", "c2": "2024-02-02", "c3": "2024-02-04"}
    cells = [{"period": f"{2001 + n}", "added": day} for n, day in enumerate(came.values())]
    cells[3] |= {"period": "2001", "supersedes": "c0", "correction_reason": "Misread."}
    dataset = ferries(tmp_path, *cells)
    assert list(latest(dataset, 3)["claim_id"]) == ["c1", "c2", "c3"]


def test_the_latest_of_the_real_claims_are_of_documents(real: Dataset) -> None:
    assert not latest(real, 5)["official"].any()


def test_neighbours_that_are_not_joined_have_a_reason(real: Dataset) -> None:
    reasons = {
        why for name in real.indicators.index for *_, why in breaks(trend_claims(real, name))
    }
    assert "there is no figure for the time between" in reasons
    assert NO_NUMBER in reasons


def test_neighbours_apart_for_one_reason_are_told_in_one_sentence(real: Dataset) -> None:
    claims = trend_claims(real, "overdose_deaths")
    years = claims["period"].isin(["2018", "2020", "2022"])
    told = not_joined(real, claims[~(years & claims["official"])])
    (final,) = [sentence for sentence in told if sentence.startswith("CDC, final: ")]
    assert final.endswith(": no figure here for 2018, 2020 and 2022, so no line there.")


def test_a_comparison_names_the_official_figures_that_it_leaves_out(real: Dataset) -> None:
    own = real.indicators["comparison_id"]
    pills = list(own.index[own == "fentanyl_pills"])
    further = record_of_other_periods(real, pills)
    shown = compared_claims(real, pills)
    assert set(further["claim_id"]).isdisjoint(shown["claim_id"])
    assert record_elsewhere(real, further) == [
        "Official record for other periods, not shown here: more than 77,000,000 pills for "
        "2023; more than 60,000,000 pills for 2024."
    ]
    assert record_elsewhere(real, further.iloc[:0]) == []
    drugs = record_of_other_periods(real, list(own.index[own == "drug_mass_seized"]))
    (many,) = record_elsewhere(real, drugs)
    assert f"{len(drugs)} figures for other periods" in many


def test_the_few_figures_of_another_base_all_stand_beside_the_claims(real: Dataset) -> None:
    own = real.indicators["comparison_id"]
    shown = compared_claims(real, list(own.index[own == "gun_us_shares"]))
    assert {"gao2016", "gao2021", "lekhtman2023"} <= set(shown["document_id"])


def test_what_is_noted_of_the_end_of_an_official_series_is_told(real: Dataset) -> None:
    told = " ".join(about_record(real, trend_claims(real, "overdose_deaths_synthetic")))
    assert "12 months ending Jan 2026: Incomplete (part of what is counted" in told
    assert told.count("is not in it yet") == 1  # of two months that follow each other


def test_a_query_changes_no_table_of_the_dataset(real: Dataset) -> None:
    before = real.joined.copy(deep=True)
    trend_claims(real, "poppy_area")
    sorted_claims(real, matching(real, selected(real.joined, Choice(places=("MX",))), "a"), "topic")
    pd.testing.assert_frame_equal(real.joined, before)
    assert dataclasses.is_dataclass(real)


def test_the_record_of_a_part_stands_behind_claims_about_the_whole_only_if_asked_for(
    real: Dataset,
) -> None:
    places = {
        name: set(trend_claims(real, "overdose_deaths", choice)["place_id"])
        for name, choice in (
            ("plain", Choice()),
            ("asked", Choice(places=("US", "US-AZ"))),
            ("parts", Choice(parts=True)),
            ("alone", Choice(places=("US-AZ",))),
        )
    }
    both = {"US", "US-AZ"}
    assert places == {"plain": {"US"}, "asked": both, "parts": both, "alone": {"US-AZ"}}
    assert wholes(real, "X-MATAMOROS") == {"MX-TAM", "MX"}
    shown = trend_claims(real, "overdose_deaths")
    everything = trend_claims(real, "overdose_deaths", Choice(parts=True))
    assert left_out(real, everything, shown) == [
        "Official record, not shown here: 19 figures for Arizona; choose it under Place."
    ]
