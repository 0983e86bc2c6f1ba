"""What a regular series should have brought since its last period."""

from __future__ import annotations

import shutil
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from loaders.__main__ import main
from loaders.dataset import Dataset, load
from loaders.queries.overdue import COLUMNS, LAG, due
from loaders.values.edtf import STEPS, parse_period
from tests.support.commands import run
from tests.support.ferries import ferries
from tests.support.paths import BASE
from tests.support.recorded import OBSERVED, OF_A_FILE, write_record

LINE = {"series_id": "line"}


def regular(folder: Path, frequency: str, *periods: str, **cells: str) -> Dataset:
    """Return a dataset whose series `line` is regular and has claims for these periods."""
    dataset = ferries(folder, *({**LINE, "period": period, **cells} for period in periods))
    dataset.series.loc["line", "frequency"] = frequency
    return dataset


def missing(dataset: Dataset, today: str) -> list[str]:
    table = due(dataset, date.fromisoformat(today))
    assert list(table.columns) == list(COLUMNS)
    return [text for texts in table["missing"] for text in texts]


@pytest.mark.parametrize(
    ("frequency", "last", "today", "expected"),
    [
        ("A", "2001", "2003-12-31", []),
        ("A", "2001", "2004-01-01", ["2002"]),
        ("A", "2001", "2005-06-01", ["2002", "2003"]),
        ("A", "2000-10/2001-09", "2003-09-30", []),
        ("A", "2000-10/2001-09", "2003-10-01", ["2001-10/2002-09"]),
        ("Q", "2001-01/2001-03", "2001-10-31", []),
        ("Q", "2001-01/2001-03", "2001-11-01", ["2001-04/2001-06"]),
        ("Q", "2001-02/2001-04", "2001-12-01", ["2001-05/2001-07"]),
        ("M", "2001-11", "2002-02-28", []),
        ("M", "2001-11", "2002-04-01", ["2001-12", "2002-01"]),
    ],
)
def test_a_period_is_due_once_it_has_ended_and_its_lag_has_gone_by(
    frequency: str, last: str, today: str, expected: list[str], tmp_path: Path
) -> None:
    assert missing(regular(tmp_path, frequency, last), today) == expected


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        ("2001-01/2001-06", "2002"),
        ("2001/2002", "2003"),
        ("2001-12-24", "2002"),
        ("2001-12-31", "2002"),
        ("../2001-05", "2002"),
    ],
)
def test_a_last_period_of_another_length_is_followed_by_the_calendar(
    last: str, expected: str, tmp_path: Path
) -> None:
    assert missing(regular(tmp_path, "A", last), "2005-06-01")[0] == expected


def test_a_series_without_a_frequency_has_nothing_due(tmp_path: Path) -> None:
    assert missing(regular(tmp_path, "", "2001"), "2020-01-01") == []


def test_a_series_without_a_stated_period_has_nothing_due(tmp_path: Path) -> None:
    dataset = regular(tmp_path, "A", "", "[2001..2003]")
    assert missing(dataset, "2020-01-01") == []


@pytest.mark.parametrize("cells", [{"status": "projection"}, {"withdrawn": "2026-02-01"}])
def test_what_is_expected_or_taken_back_has_not_appeared(
    cells: dict[str, str], tmp_path: Path
) -> None:
    dataset = ferries(
        tmp_path, {**LINE, "period": "2001"}, {**LINE, "period": "2004", "note": "Why.", **cells}
    )
    dataset.series.loc["line", "frequency"] = "A"
    assert missing(dataset, "2006-01-01") == ["2002", "2003", "2004"]


@pytest.mark.parametrize(
    ("periods", "following"),
    [
        (("2003", "2001"), "2004"),
        (("2001/2003", "2002"), "2004"),
        (("2003", ""), "2004"),
        (("2002-10/2003-09", "../2003-09"), "2003-10/2004-09"),
    ],
)
def test_what_is_due_follows_the_period_that_ends_last_and_has_a_beginning(
    periods: tuple[str, ...], following: str, tmp_path: Path
) -> None:
    assert missing(regular(tmp_path, "A", *periods), "2006-01-01") == [following]


def test_a_series_without_a_place_has_none_in_its_row(tmp_path: Path) -> None:
    dataset = regular(tmp_path, "A", "2001")
    dataset.series.loc["line", "place_id"] = ""
    assert list(due(dataset, date(2005, 1, 1))["place"]) == [""]


def test_the_series_that_is_due_longest_comes_first(tmp_path: Path) -> None:
    dataset = ferries(tmp_path, LINE | {"period": "2003"}, {"series_id": "port", "period": "2001"})
    dataset.series.loc[["line", "port"], "frequency"] = "A"
    assert list(due(dataset, date(2006, 1, 1))["series_id"]) == ["port", "line"]


def test_a_row_names_the_series_as_a_reader_knows_it(tmp_path: Path) -> None:
    [row] = due(regular(tmp_path, "A", "2001"), date(2005, 1, 1)).to_dict("records")
    assert row == {
        "series_id": "line",
        "title": "ferry_passengers",
        "place": "Norway",
        "producer": "Line office",
        "scope": "final",
        "frequency": "A",
        "last_period": "2001",
        "missing": ("2002", "2003"),
        "periods": 2,
        "due_since": "2004-01-01",
        "official": False,
        "recipe_id": "",
    }


OPEN = {**OF_A_FILE, "edition": "open", "frequency": "M", "period_form": "month", "lag_months": "1"}
PLACES = {**OPEN, "recipe_id": "places", "place_id": "", "place_column": "Land"}
PLACES |= {"place_codes": "name"}


def test_the_record_is_asked_for_by_its_own_lag_with_the_gaps_inside_it(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(BASE, tmp_path / "datasets"))
    months = ("2018-01", "2018-02", "2018-05")
    rows = [{**OBSERVED, "period": month} for month in months]
    spread = [
        {**OBSERVED, "recipe_id": "places", "place_id": place, "period": month}
        for place, month in (("EE", "2018-01"), ("EE", "2018-03"), ("FI", "2018-02"))
    ]
    write_record(folder, [OPEN, PLACES], [*rows, *spread])
    table = due(load(folder), date(2018, 8, 1))
    assert list(table["series_id"][:2]) == ["office-passengers", "places"]
    assert list(table["missing"][:2]) == [
        ("2018-03", "2018-04", "2018-06"),
        ("2018-04", "2018-05", "2018-06"),
    ]
    assert list(table["due_since"][:2]) == ["2018-05-01", "2018-06-01"]
    assert list(table["place"][:2]) == ["Estonia", "2 places"]
    assert table["official"][:2].all() and not table["official"][2:].any()


def test_a_closed_edition_has_nothing_due(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(BASE, tmp_path / "datasets"))
    write_record(folder, [{**OPEN, "edition": "closed"}], [{**OBSERVED, "period": "2018-01"}])
    assert "office-passengers" not in set(due(load(folder), date(2026, 1, 1))["series_id"])


@given(
    st.sampled_from(sorted(STEPS)),
    st.dates(date(2000, 1, 1), date(2020, 1, 1)),
    st.integers(0, 9000),
)
def test_what_is_due_runs_on_without_a_gap_and_ends_before_its_lag(
    frequency: str, end: date, days: int
) -> None:
    from loaders.queries.overdue import _missing

    today = date.fromordinal(end.toordinal() + days)
    found = list(_missing(parse_period(end.isoformat()), frequency, today, LAG[frequency]))
    periods = [parse_period(text) for text, _ in found]
    assert [period.months for period in periods] == [STEPS[frequency]] * len(periods)
    for before, after in pairwise(periods):
        assert after.start is not None
        assert after.start.toordinal() == before.end.toordinal() + 1
    for period, (_, since) in zip(periods, found, strict=True):
        assert period.start is not None
        assert period.start > end
        assert since <= today
        assert (since.year - period.end.year) * 12 + since.month - period.end.month == (
            LAG[frequency] + 1
        )


def test_the_real_series_are_all_asked_for_what_follows_their_last_claim(real: Dataset) -> None:
    table = due(real, date(2100, 1, 1))
    claimed, recipes = real.claimed_series, real.recipes
    regular = claimed.index[claimed["frequency"] != ""]
    going_on = recipes.index[(recipes["frequency"] != "") & (recipes["edition"] == "open")]
    assert set(table["series_id"]) == {*regular, *going_on}


def test_a_broken_dataset_is_told_instead(folder: Path) -> None:
    (folder / "places.csv").write_bytes(b"")
    done = run(folder, "due")
    assert done.exit_code == 1
    assert done.stdout.startswith("places.csv:0: file: is empty; ")
    assert done.stderr == "1 problem\n"


def test_the_command_prints_a_table_of_the_real_series(real: Dataset) -> None:
    table = due(real, date(2017, 1, 1))
    told = CliRunner().invoke(main, ["due", "--today", "2017-01-01"]).output
    head, *rows, last = told.splitlines()
    assert head.split() == ["due", "since", "series", "last", "missing"]
    assert [row.split()[1] for row in rows] == list(table["series_id"])
    counted = f"{table['periods'].sum()} periods of {len(table)} series are due on 2017-01-01"
    assert last == counted
    assert CliRunner().invoke(main, ["due", "--today", "1900-01-01"]).output == (
        "0 periods of 0 series are due on 1900-01-01\n"
    )
