"""The rules of one row at their limits: what only just keeps each, and what only just breaks it."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import pytest

from loaders.schema.row_rules import RULES
from loaders.schema.tables import COLUMNS

WITHDRAWN = {"added": "2026-01-02"}


def kept(table: str, rule: str, *rows: Mapping[str, str]) -> list[bool]:
    """Return for each row, of which all other cells are empty, whether it keeps a rule."""
    [own] = [each for each in RULES[table] if each.name == rule]
    return list(own.test(pd.DataFrame(rows, columns=COLUMNS[table], dtype="str")))


def bounds(hedge: str, low: str, high: str, best: str = "") -> dict[str, str]:
    cells = {"hedge": hedge, "low": low, "high": high, "best": best}
    return {name: cell for name, cell in cells.items() if cell}


@pytest.mark.parametrize(
    ("rule", "cells", "keeps"),
    [
        ("low_missing", bounds("order_of_magnitude", "", "9"), False),
        ("low_missing", bounds("more_than", "", ""), False),
        ("low_missing", bounds("up_to", "", "9"), True),
        ("low_missing", bounds("less_than", "", "9"), True),
        ("high_missing", bounds("range", "5", ""), False),
        ("high_missing", bounds("about", "5", ""), False),
        ("high_missing", bounds("less_than", "", ""), False),
        ("high_missing", bounds("order_of_magnitude", "5", ""), True),
        ("high_missing", bounds("more_than", "5", ""), True),
        ("low_open", bounds("less_than", "5", "9"), False),
        ("low_open", bounds("up_to", "5", "9"), False),
        ("low_open", bounds("range", "5", "9"), True),
        ("high_open", bounds("at_least", "5", "9"), False),
        ("high_open", bounds("more_than", "5", "9"), False),
        ("high_open", bounds("order_of_magnitude", "5", "9"), True),
        ("point", bounds("about", "5", "5.1"), False),
        ("point", bounds("exact", "5", "5.1"), False),
        ("point", bounds("exact", "5", "5.0"), True),
        ("reversed_bounds", bounds("range", "5", "5"), False),
        ("reversed_bounds", bounds("order_of_magnitude", "5", "5"), False),
        ("reversed_bounds", bounds("range", "5", "5.1"), True),
        ("best_inside", bounds("range", "5", "9", "5"), True),
        ("best_inside", bounds("range", "5", "9", "9"), True),
        ("best_inside", bounds("range", "5", "9", "4.9"), False),
        ("best_inside", bounds("range", "5", "9", "9.1"), False),
        ("best_inside", bounds("range", "five", "9", "4"), True),  # told by the bound
        ("best_inside", bounds("range", "5", "nine", "10"), True),
        ("best_inside", bounds("at_least", "5", "", "6"), False),
        ("words_missing", {"computed": "sum of a over 1 row"}, True),
        ("words_missing", {"as_printed": "some"}, True),
        ("words_missing", {}, False),
        ("words_too_many", {"as_printed": " ".join("abcdefghijkl")}, True),
        ("words_too_many", {"as_printed": " ".join("abcdefghijklm")}, False),
        ("conversion_in_order", {"converted_low": "5", "converted_high": "5"}, True),
        ("conversion_in_order", {"converted_low": "5.1", "converted_high": "5"}, False),
        ("withdrawn_early", {**WITHDRAWN, "withdrawn": "2026-01-02"}, True),
        ("withdrawn_early", {**WITHDRAWN, "withdrawn": "2026-01-01"}, False),
        ("withdrawn_early", WITHDRAWN, True),
        ("withdrawn_early", {"added": "9999-12-31"}, True),  # in force, whatever its day
        ("correction_reason", {"supersedes": "a"}, False),
        ("correction_reason", {"correction_reason": "Misread."}, False),
        ("correction_reason", {}, True),
    ],
)
def test_a_claim_keeps_a_rule_up_to_its_limit(
    rule: str, cells: dict[str, str], *, keeps: bool
) -> None:
    assert kept("claims", rule, cells) == [keeps]


@pytest.mark.parametrize(
    ("table", "rule", "names"),
    [
        ("exclusions", "excluded_twice", ("document_id", "locator", "numeral")),
        ("coverage", "counted_twice", ("document_id", "accounted_by")),
    ],
)
def test_a_row_stands_twice_only_where_all_of_its_key_does(
    table: str, rule: str, names: tuple[str, ...]
) -> None:
    row = dict.fromkeys(names, "a")
    assert kept(table, rule, row, row) == [True, False]
    assert kept(table, rule, row, *({**row, name: "b"} for name in names)) == [True] * (
        1 + len(names)
    )
