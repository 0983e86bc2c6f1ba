"""What series are called: no two of one chart alike, and no longer than tells them apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from charts.text.notes import how_counted, series_labels, titled_labels
from loaders.dataset import Dataset, claims_in
from loaders.queries.selection import trend_claims
from tests.support.ferries import Cells, ferries

PORT = {"producer": "Port office"}
CASES: tuple[tuple[str, dict[str, Cells], list[Cells], list[str]], ...] = (
    (
        "years that do not meet",
        {"old": {**PORT, "scope": "tickets"}, "new": {**PORT, "scope": "counted at the gate"}},
        [
            {"series_id": "new", "period": "2004"},
            {"series_id": "old", "period": "2001"},
            {"series_id": "old", "period": "2003"},
        ],
        ["Port office, 2004", "Port office, 2001–2003"],
    ),
    (
        "years that meet",
        {"old": {**PORT, "scope": "tickets"}, "new": {**PORT, "scope": "counted at the gate"}},
        [
            {"series_id": "new", "period": "2002"},
            {"series_id": "old", "period": "2001"},
            {"series_id": "old", "period": "2003"},
        ],
        ["Port office, counted at the gate", "Port office, tickets"],
    ),
    (
        "an edition",
        {"new": {**PORT, "vintage": "final", "scope": "tickets"}},
        [{"series_id": "new", "period": "2001"}, {"series_id": "port", "period": "2001"}],
        ["Port office, final", "Port office"],
    ),
    (
        "one of several has years of its own",
        {"old": {**PORT, "scope": "tickets"}, "new": {**PORT, "scope": "gate"}, "late": PORT},
        [
            {"series_id": "late", "period": "2009"},
            {"series_id": "new", "period": "2001"},
            {"series_id": "old", "period": "2001"},
        ],
        ["Port office, 2009", "Port office, gate", "Port office, tickets"],
    ),
    (
        "only documents differ",
        {"old": PORT, "new": PORT},
        [
            {"series_id": "new", "document_id": "dahl2021"},
            {"series_id": "old", "document_id": "berg2020"},
        ],
        ["Port office, Dahl & Moe 2021", "Port office, Berg 2020"],
    ),
    (
        "nothing differs",
        {"old": PORT, "new": PORT},
        [{"series_id": "new"}, {"series_id": "old"}],
        ["Port office, series new", "Port office, series old"],
    ),
    (
        "what is measured differs",
        {"old": {**PORT, "measure": "stock"}, "new": PORT},
        [{"series_id": "new"}, {"series_id": "old"}],
        ["Port office, a total over a period", "Port office, a level at a time"],
    ),
)


@pytest.mark.parametrize(
    ("more", "claims", "expected"), [own[1:] for own in CASES], ids=[own[0] for own in CASES]
)
def test_names_tell_series_apart_by_the_least_that_does(
    tmp_path: Path, more: dict[str, Cells], claims: list[Cells], expected: list[str]
) -> None:
    labels = series_labels(dataset := ferries(tmp_path, *claims, more=more), dataset.joined)
    assert [labels[name] for name in sorted(labels)] == expected


def test_years_in_a_name_stay_when_a_reader_leaves_some_out(tmp_path: Path) -> None:
    claims = [{"series_id": "old", "period": year} for year in ("2001", "2002", "2003")]
    claims.append({"series_id": "new", "period": "2005"})
    dataset = ferries(tmp_path, *claims, more={"old": PORT, "new": PORT})
    assert series_labels(dataset, dataset.joined.iloc[[0, 3]])["old"] == "Port office, 2001–2003"


def test_what_a_name_leaves_out_of_how_a_series_is_counted_is_told_apart(tmp_path: Path) -> None:
    more = {"new": {**PORT, "vintage": "final", "scope": "counted at the gate"}}
    dataset = ferries(tmp_path, {"series_id": "new"}, more=more)
    (claim,) = claims_in(dataset.joined)
    assert how_counted(dataset, claim, "Port office") == "final, counted at the gate"
    assert how_counted(dataset, claim, "Port office, final") == "counted at the gate"
    assert how_counted(dataset, claim, "Port office, final, counted at the gate") == ""


def test_no_two_series_of_one_chart_have_one_name(real: Dataset) -> None:
    several = real.series["indicator_id"].value_counts()
    for name in several[several > 1].index:
        labels = series_labels(real, trend_claims(real, str(name)), credited=True)
        assert len(set(labels.values())) == len(labels), name


def test_a_name_that_stands_alone_has_its_title_and_place_and_no_mark_of_other_indicators(
    tmp_path: Path,
) -> None:
    more = {"away": {**PORT, "place_id": "SE"}}
    claims: list[Cells] = [{"series_id": "line"}, {"series_id": "all"}, {"series_id": "away"}]
    dataset = ferries(tmp_path, *claims, more=more)
    names = titled_labels(dataset, dataset.joined.iloc[:2])
    assert names == {
        "line": "ferry_passengers, Norway, Line office",
        "all": "travellers, Norway, Line office",
    }
    here = ferries(tmp_path / "one", *claims[:2])
    assert titled_labels(here, here.joined)["all"] == "travellers, Line office"
