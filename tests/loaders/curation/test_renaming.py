"""Ids that become others: every cell follows, no row is missed, and old ids lead on."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from charts.views.view import View, known_values, parse_query
from loaders.curation.renaming import Move, renamed, under_topic, write
from loaders.dataset import load
from loaders.errors import DatasetError
from loaders.history.diff import changes_between, since_problems
from loaders.queries.overdue import due
from loaders.storage.folder import contents
from loaders.validation.check import check
from static_site.hosts import moved
from tests.support.adding import copied, texts
from tests.support.commands import run
from tests.support.recorded import OBSERVED, OF_A_FILE, write_record

DAY = "2026-11-29"
WHY = "The office calls it so."


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a dataset whose ferries have a record, too."""
    folder = copied(tmp_path_factory.mktemp("renaming") / "data")
    write_record(folder, [OF_A_FILE], [OBSERVED, {**OBSERVED, "period": "2019", "value": "1001"}])
    run(folder, "schema")
    return folder


@pytest.fixture
def folder(recorded: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(recorded, tmp_path / "data"))


def shown(folder: Path, page: str, **query: str) -> tuple[View, list[str]]:
    known = known_values(load(folder))
    return parse_query(page, {name: [value] for name, value in query.items()}, known)


def test_a_renamed_indicator_keeps_its_rows_addresses_and_history(folder: Path) -> None:
    before = contents(folder)
    new = "ferry_travellers"
    write(folder, lambda now: renamed(now, Move("indicators", "ferry_passengers", new, WHY, DAY)))
    made = changes_between(before, contents(folder))
    assert since_problems(made, "HEAD") == []
    assert [(each.kind, each.key[1]) for each in made.rows if each.table == "indicators"] == [
        ("renamed", ("ferry_passengers",))
    ]
    assert {each.kind for each in made.rows if each.table == "claims"} == set()
    assert set(check(folder).frames["recipes"]["indicator_id"]) == {new}
    assert shown(folder, "trends", indicator="ferry_passengers") == (
        View("trends", indicator=new), [],
    )  # fmt: skip
    table = moved(load(folder))
    assert table["/trends|ferry_passengers|||"] == f"indicators/{new}/"
    assert table["/indicators/ferry_passengers||||"] == f"indicators/{new}/"


def test_a_renamed_recipe_keeps_the_names_of_its_series_and_figures(folder: Path) -> None:
    before = contents(folder)
    move = Move("recipes", "office-passengers", "tickets", WHY, DAY)
    write(folder, lambda now: renamed(now, move))
    assert since_problems(changes_between(before, contents(folder)), "HEAD") == []
    view, unclear = shown(folder, "trends", focus="office-passengers")
    assert (view.focus, unclear) == ("tickets", [])
    view, unclear = shown(folder, "claims", claim="office-passengers-2019")
    assert (view.claim, unclear) == ("tickets-2019", [])


def test_a_series_is_split_and_merged_again(folder: Path) -> None:
    before = contents(folder)
    parts = ("lit-ee", "lit-ee-2018", "keeper2019-lit-2018")
    done = run(
        *(folder, "split", "series", *parts, "--set", "scope=seen", "--reason", WHY, "--yes")
    )
    assert done.exit_code == 0, done.output
    claims = check(folder).frames["claims"].set_index("claim_id")["series_id"]
    assert claims["keeper2019-lit-2018"] == "lit-ee-2018"
    assert since_problems(changes_between(before, contents(folder)), "HEAD") == []
    once = contents(folder)
    done = run(*(folder, "rename", "series", "lit-ee-2018", "lit-ee", "--reason", WHY, "--yes"))
    assert done.exit_code == 0, done.output
    assert since_problems(changes_between(once, contents(folder)), "HEAD") == []
    assert contents(folder)["series.csv"] == before["series.csv"]


def test_an_indicator_moves_to_another_topic_with_all_it_has(folder: Path) -> None:
    before = contents(folder)
    write(folder, lambda now: under_topic(now, "ferry_passengers", "lighthouses"))
    made = changes_between(before, contents(folder))
    assert since_problems(made, "HEAD") == []
    assert [each.key[1] for each in made.of("moved", table="claims")] == [
        ("ferryman2020-passengers",)
    ]
    assert (folder / "record/observations/lighthouses.csv").read_text().count("\n") == 3


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("ferry_pasengers", "x", 'did you mean "ferry_passengers"'),
        ("ferry_passengers", "ferry_passengers", "is the old id"),
        ("ferry_passengers", "fare", "does not convert"),
    ],
)
def test_an_id_that_cannot_be_given_is_refused(folder: Path, old: str, new: str, said: str) -> None:
    before = texts(folder)
    with pytest.raises(DatasetError) as refused:
        write(folder, lambda now: renamed(now, Move("indicators", old, new, WHY, DAY)))
    assert said in str(refused.value)
    assert texts(folder) == before


def test_an_id_that_was_given_up_is_never_given_again(folder: Path) -> None:
    write(folder, lambda now: renamed(now, Move("series", "fare-ee", "fare-new", WHY, DAY)))
    with pytest.raises(DatasetError, match="was given up before"):
        renamed(contents(folder), Move("series", "fare-new", "fare-ee", WHY, DAY))


def test_a_broken_table_is_told_and_nothing_is_renamed(folder: Path) -> None:
    (folder / "series.csv").write_text("series_id,indicator_id\nlit-ee,lighthouses_lit\n")
    done = run(folder, *("rename", "series", "lit-ee", "lights", "--reason", WHY, "--yes"))
    assert done.exit_code == 1
    assert "series.csv:1: place_id: is missing from the header" in done.output


def test_a_renamed_place_keeps_its_rows_and_addresses(folder: Path) -> None:
    places = folder / "places.csv"
    places.write_text(places.read_text() + "X-STRAIT,The strait,EE\n")
    series = folder / "series.csv"
    series.write_text(series.read_text().replace("fare-ee,fare,EE", "fare-ee,fare,X-STRAIT"))
    before = contents(folder)
    done = run(*(folder, "rename", "places", "X-STRAIT", "X-SOUND", "--reason", WHY, "--yes"))
    assert done.exit_code == 0, done.output
    assert since_problems(changes_between(before, contents(folder)), "HEAD") == []
    assert shown(folder, "claims", place="X-STRAIT") == (View("claims", places=("X-SOUND",)), [])
    done = run(*(folder, "rename", "places", "EE", "X-EE", "--reason", WHY, "--yes"))
    assert "is a code of ISO 3166" in done.output


@pytest.mark.parametrize("table", ["documents", "topics", "claims", "units"])
def test_an_id_that_stays_says_what_to_do_instead(folder: Path, table: str) -> None:
    done = run(*(folder, "rename", table, "a", "b", "--reason", WHY))
    assert f"an id of {table} stays as it is" in done.output
    assert (".csv" in done.output) or ("python -m loaders" in done.output)


def test_what_an_office_ended_is_due_no_more_and_nothing_else_moves(folder: Path) -> None:
    recipes = folder / "record" / "recipes.csv"
    recipes.write_text(recipes.read_text().replace(",,closed,", ",12,open,"))
    before = contents(folder)
    assert "office-passengers" in set(due(load(folder), date(2030, 1, 1))["series_id"])
    for ids in (("recipes", "office-passengers"), ("series", "fare-ee")):
        done = run(folder, "close", *ids, "--yes")
        assert done.exit_code == 0, done.output
        assert "is closed already" in run(folder, "close", *ids, "--yes").output
    made = changes_between(before, contents(folder))
    assert since_problems(made, "HEAD") == []
    assert {(each.table, each.kind) for each in made.rows} == {
        ("recipes", "reworded"),
        ("series", "reworded"),
    }
    names = set(due(load(folder), date(2030, 1, 1))["series_id"])
    assert not names & {"office-passengers", "fare-ee"}
