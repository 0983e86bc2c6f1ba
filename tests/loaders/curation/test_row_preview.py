"""Rows as they were handed in, however wrong: their cells by line, and which are here already."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.curation.row_parser import TABLES
from loaders.curation.row_preview import (
    CHANGED,
    HERE,
    NEW,
    Grid,
    grid,
    is_json,
    new_rows_in,
    sorted_out,
    table_and_topic,
)
from loaders.dataset import DATASETS
from loaders.errors import DatasetError
from loaders.schema.tables import COLUMNS
from loaders.storage.folder import contents
from tests.support.adding import LINE
from tests.support.paths import BASE

HEADER = ",".join(COLUMNS["claims"])
BEFORE = contents(BASE)
LIT = (BEFORE["claims/lighthouses.csv"] or b"").decode()


def test_a_header_names_the_cells_in_any_order() -> None:
    assert grid("claims", "unit,low\nha,3\n\nkm,4,5\n") == Grid(
        ("unit", "low"), ((2, ("ha", "3")), (4, ("km", "4", "5")))
    )


def test_without_a_header_the_cells_are_the_tables_own() -> None:
    found = grid("units", "ha\thectare\thectares\tha\tarea")
    assert found == Grid(COLUMNS["units"], ((1, ("ha", "hectare", "hectares", "ha", "area")),))


def test_objects_have_the_columns_that_any_of_them_names() -> None:
    text = '{"table": "units", "unit": "ha"}\n{"unit": 3.10, "name": null}\n{"broken'
    assert grid("claims", text) == Grid(
        ("table", "unit", "name", "row"),
        ((1, ("units", "ha", "", "")), (2, ("", "3.10", "", "")), (3, ("", "", "", '{"broken'))),
    )


def test_a_whole_file_with_a_row_more_has_one_new_row() -> None:
    rows = new_rows_in("claims", "lighthouses", LIT + LINE, "pasted")
    found = sorted_out(BEFORE, rows)
    assert [row.cells["claim_id"] for row in found.new] == ["keeper2019-lit-2017"]
    assert found.standing == {2: HERE, 3: HERE, 4: HERE, 5: HERE, 6: NEW}


def test_a_row_that_was_edited_in_place_is_told_from_a_new_one() -> None:
    rows = new_rows_in("claims", "lighthouses", LIT.replace(",26,26,", ",27,27,"), "pasted")
    found = sorted_out(BEFORE, rows)
    assert found.standing == {2: CHANGED, 3: HERE, 4: HERE, 5: HERE}
    assert [row.line for row in found.new] == [2]


def test_the_day_on_which_a_row_came_in_does_not_make_it_another() -> None:
    line = LIT.splitlines()[1].replace("2026-11-01", "2026-11-09")
    found = sorted_out(BEFORE, new_rows_in("claims", "lighthouses", f"{HEADER}\n{line}", "pasted"))
    assert found.standing == {2: HERE}


def test_another_reason_for_an_exclusion_is_a_change_of_its_row() -> None:
    row = (BEFORE["exclusions.csv"] or b"").decode().splitlines()[1]
    changed = row.replace("page_furniture", "idiom")
    assert changed != row
    found = sorted_out(BEFORE, new_rows_in("exclusions", "", f"{row}\n{changed}", "pasted"))
    assert found.standing == {1: HERE, 2: CHANGED}


def test_a_work_is_never_here_already() -> None:
    line = json.dumps({"table": "references", "bibtex": "@misc{a, title = {A}}"})
    assert sorted_out(BEFORE, new_rows_in("claims", "", line, "pasted")).standing == {1: NEW}


NOT_WHOLE = ("claims", "references")
"""What is no table of one file."""


@pytest.mark.parametrize("table", [t for t in TABLES if t not in NOT_WHOLE])
def test_each_whole_file_of_the_dataset_is_here_already(table: str) -> None:
    files = contents(DATASETS)
    text = (files[f"{table}.csv"] or b"").decode()
    found = sorted_out(files, new_rows_in(table, "", text, "pasted"))
    assert found.new == ()
    assert set(found.standing.values()) == {HERE}


def test_a_files_name_tells_its_table_or_topic() -> None:
    assert table_and_topic("prices.csv") == ("claims", "prices")
    assert table_and_topic("C:\\mine\\series.csv") == ("series", "")
    assert table_and_topic("claims.csv") == ("claims", "claims")


CELLS = st.text(max_size=8) | st.sampled_from(["", '"', "\0", "=1", "<script>", "\ud800", "\u202e"])
BLOCKS = st.text(max_size=60) | st.lists(st.lists(CELLS, max_size=5).map(",".join), max_size=4).map(
    lambda lines: "\n".join(["claim_id,series_id,low", *lines])
)


@given(BLOCKS, st.sampled_from([*COLUMNS, "references"]), st.sampled_from(["", "prices", "../x"]))
def test_any_text_gives_rows_or_problems_and_a_grid(text: str, table: str, topic: str) -> None:
    cells = grid(table, text)
    assert all(line >= 1 for line, _ in cells.rows)
    try:
        rows = new_rows_in(table, topic, text, "pasted")
    except DatasetError as error:
        assert error.problems
        return
    standing = sorted_out(BEFORE, rows).standing
    assert set(standing) == {row.line for row in rows}
    assert is_json(text) or set(standing) <= {line for line, _ in cells.rows}
