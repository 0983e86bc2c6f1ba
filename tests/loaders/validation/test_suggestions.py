"""What a cell with a mistake probably means, for every column of codes."""

from __future__ import annotations

import pytest

from loaders.schema.tables import COLUMNS, codes
from loaders.storage.folder import contents, read_files
from loaders.validation.check import problems_of
from loaders.validation.suggestions import advice, hedge_advice
from loaders.values.codelists import OBSERVATION_FLAGS
from tests.support.paths import BASE

LISTS = [
    (table, column, code)
    for table, columns in COLUMNS.items()
    for column in columns
    for kind in ("codes", "several_of")
    for code in codes(table, column, kind)
    if len(code) > 2
]


@pytest.mark.parametrize("table", sorted({table for table, _, _ in LISTS}))
def test_a_code_with_a_letter_left_out_is_known(table: str) -> None:
    for own, column, code in LISTS:
        if own == table:
            assert advice(code[:2] + code[3:], table, column) == f'did you mean "{code}"?'


def test_each_of_several_codes_is_put_right_or_none() -> None:
    told = advice("provisonal; not shown,estimatd", "observations", "flags")
    assert told == 'did you mean "provisional;not_shown;estimated"?'
    assert advice("provisional;wrong", "observations", "flags") == "correct the cell"


@pytest.mark.parametrize("flag", OBSERVATION_FLAGS)
def test_a_flag_of_a_recipe_s_rule_is_put_right(flag: str) -> None:
    wrong = f"all: {flag};from 2018-01 to 2019-02:{flag[:2]}{flag[3:]}"
    right = f"all: {flag}; from 2018-01 to 2019-02: {flag}"
    assert advice(wrong, "recipes", "flags") == f'did you mean "{right}"?'
    assert advice("all: guessed", "recipes", "flags") == "correct the cell"


@pytest.mark.parametrize(
    ("bounds", "words", "said"),
    [
        ((), "28 35", '"28 35" gives 2 numbers: give each a claim of its own; an interval is '),
        ((), "28 deaths, 35 deaths", '"28 deaths, 35 deaths" gives 2 numbers: '),
        ((), "28-29-30", '"28-29-30" gives no number that is understood: fill in low, high and '),
        (("28", "35"), "28 and 35", "write range where 28 and 35 are the ends of an interval; "),
        (("28", "28"), "about 28 deaths", 'did you mean "about"?'),
        (("28", ""), "28 35", "fill it in"),
        ((), "", "fill it in"),
    ],
)
def test_an_empty_hedge_is_told_by_the_numbers(
    bounds: tuple[str, ...], words: str, said: str
) -> None:
    low, high = bounds or ("", "")
    assert hedge_advice({"low": low, "high": high, "as_printed": words}).startswith(said)


@pytest.mark.parametrize(
    ("rows", "fix"),
    [
        (b"", "write X-WORLD, and add a row to places.csv: X-WORLD,World,"),
        (b"X-WORLD,World,\n", 'did you mean "X-WORLD"?'),
    ],
)
def test_words_for_the_world_are_its_code_as_a_place(rows: bytes, fix: str) -> None:
    files = contents(BASE)
    files["places.csv"] = (files["places.csv"] or b"") + rows
    files["series.csv"] = (files["series.csv"] or b"").replace(b",EE,", b",Worldwide,", 1)
    told = [each.fix for each in problems_of(read_files(files)) if "Worldwide" in each.what]
    assert told == [fix]
    assert advice("World", "places", "place_id") == 'did you mean "X-WORLD"?'
