"""What a cell with a mistake probably means, for every column of codes."""

from __future__ import annotations

import pytest

from loaders.schema.tables import COLUMNS, codes
from loaders.validation.suggestions import advice
from loaders.values.codelists import OBSERVATION_FLAGS

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
