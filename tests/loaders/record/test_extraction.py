"""A recipe and files → observations: each period, place, flag and fault that recipes know."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from loaders.record.extraction import INEGI_STATES, Extracted, extracted
from loaders.record.office_files import OfficeFile
from loaders.record.periods import FORMS, period_of
from loaders.schema.file_names import RECIPES
from loaders.schema.tables import COLUMNS
from loaders.values.codelists import PERIOD_FORMS

PLACES = pd.DataFrame(
    [
        ("US", "United States", ""),
        ("US-AZ", "Arizona", "US"),
        ("MX-AGU", "Aguascalientes", "MX"),
        ("MX-ZAC", "Zacatecas", "MX"),
    ],
    columns=["place_id", "name", "parent"],
)
HOW = dict.fromkeys(COLUMNS[RECIPES], "") | {
    **{"place_id": "US", "period_columns": "Year", "period_form": "year"},
    **{"value_column": "Cars", "operation": "value"},
}
FAMILY = HOW | {"place_id": "", "place_column": "Land"}
HALVES = ["MX-ZAC,2018-01/2018-06,21", "MX-ZAC,2018-07/2018-12,57", "US-AZ,2018-07/2018-12,57"]


def made(folder: Path, how: dict[str, str], *texts: str) -> Extracted:
    files = []
    for number, text in enumerate(texts):
        path = folder / f"{number}.csv"
        path.write_text(text, encoding="utf-8")
        files.append(OfficeFile(path))
    return extracted(how, files, PLACES)


def rows(found: Extracted) -> list[str]:
    return [",".join(row).rstrip(",") for row in found.rows.to_numpy().tolist()]


@pytest.mark.parametrize(
    ("form", "cells", "period"),
    [
        ("year", ["2018"], "2018"),
        ("year month", ["2018", "04"], "2018-04"),
        ("year month", ["2018", "September"], "2018-09"),
        ("month", ["2018-04"], "2018-04"),
        ("month code", ["2018/12"], "2018-12"),
        ("fiscal year", ["2019"], "2018-10/2019-09"),
        ("fiscal month", ["2019", "OCT"], "2018-10"),
        ("fiscal month", ["2019", "SEP"], "2019-09"),
        ("fiscal month", ["2026 (FYTD)", "DEC"], "2025-12"),
        ("12 months to", ["2019", "April"], "2018-05/2019-04"),
        ("12 months to", ["2019", "December"], "2019-01/2019-12"),
        ("year of months", ["2018-04"], "2018"),
        ("half-year", ["2018", "06"], "2018-01/2018-06"),
        ("half-year", ["2018", "July"], "2018-07/2018-12"),
    ],
)
def test_columns_name_a_period(form: str, cells: list[str], period: str) -> None:
    assert period_of(form, cells) == period


@pytest.mark.parametrize(
    ("form", "cells"),
    [
        *(("year", [text]) for text in ("", "18", "2018-04", "2026 (FYTD)")),
        *(("year month", ["2018", text]) for text in ("", "0", "13", "Spring")),
        ("fiscal year", ["2026 (FYTD)"]),
        ("month", ["2018"]),
        *(("year of months", [text]) for text in ("2018", "2018-13")),
        ("half-year", ["2018", "13"]),
    ],
)
def test_cells_that_name_no_period_are_refused(form: str, cells: list[str]) -> None:
    with pytest.raises(ValueError, match=f"which is not in the form {form}"):
        period_of(form, cells)


def test_each_form_of_the_code_list_is_read() -> None:
    assert set(FORMS) == set(PERIOD_FORMS)


def test_rows_of_files_that_follow_each_other_are_kept_and_summed(tmp_path: Path) -> None:
    how = HOW | {"where": "Port=Tallinn|Helsinki", "operation": "sum"}
    first = 'Year,Port,Cars\n2018,Tallinn,"1,200.55556"\n2018,Oslo,9\n2018,Helsinki,3e-04\n'
    found = made(tmp_path, how, first, "Year,Port,Cars\n2019,Tallinn,7\n2020,Tallinn,\n")
    assert rows(found) == ["US,2018,1200.5559", "US,2019,7"]


@pytest.mark.parametrize(
    ("form", "columns", "cells", "found"),
    [
        ("year of months", "When", "{}-{:02}", ["MX-ZAC,2018,78"]),
        ("half-year", "Year;Month", "{},{:02}", [*HALVES]),
    ],
)
def test_months_make_the_whole_periods_of_each_place(
    tmp_path: Path, form: str, columns: str, cells: str, found: list[str]
) -> None:
    how = FAMILY | {"place_codes": "name", "operation": "sum"}
    how |= {"period_columns": columns, "period_form": form}
    months = [("Zacatecas", 2018, month) for month in range(1, 13)] + [("Zacatecas", 2019, 1)]
    months += [("Arizona", 2018, month) for month in range(2, 13)]
    lines = [f"{land},{cells.format(year, month)},{month}" for land, year, month in months]
    text = "\n".join([f"Land,{columns.replace(';', ',')},Cars", *lines, ""])
    assert rows(made(tmp_path, how, text)) == found


def test_whole_numbers_are_summed_as_they_are(tmp_path: Path) -> None:
    found = made(tmp_path, HOW | {"operation": "sum"}, "Year,Cars\n2018,1\n2018,9007199254740993\n")
    assert rows(found) == ["US,2018,9007199254740994"]


def test_a_value_is_as_the_file_has_it(tmp_path: Path) -> None:
    how = HOW | {"low_column": "Least", "high_column": "Most"}
    found = made(tmp_path, how, "Year,Cars,Least,Most\n2018,1.0,0.98767,1.2\n")
    assert rows(found) == ["US,2018,1.0,0.9877,1.2"]


def test_totals_over_all_periods_and_notes_below_are_no_observations(tmp_path: Path) -> None:
    found = made(tmp_path, HOW, "Year,Cars\n2018,1\n,1\n# source: the office,\n")
    assert rows(found) == ["US,2018,1"]


@pytest.mark.parametrize(
    ("codes", "name", "place"),
    [
        ("name", "Arizona", "US-AZ"),
        ("postal", "AZ", "US-AZ"),
        ("inegi", "01", "MX-AGU"),
        ("inegi", "32", "MX-ZAC"),
    ],
)
def test_a_column_names_the_place(tmp_path: Path, codes: str, name: str, place: str) -> None:
    text = f"Land,Year,Cars\n{name},2018,1\nUnited States,2018,5\nUS,2018,5\n00,2018,5\n"
    found = made(tmp_path, FAMILY | {"place_codes": codes}, text)
    assert rows(found) == [f"{place},2018,1"]
    assert found.unplaced == ("00", "US", "United States")


def test_mexico_has_the_states_that_inegi_numbers() -> None:
    assert len(set(INEGI_STATES)) == 32


def test_rules_flag_observations(tmp_path: Path) -> None:
    rules = "Cars=Suppressed: suppressed; Note~poor data: not_shown; Note~late: incomplete"
    how = HOW | {"flags": f"{rules}; from 2019: provisional; from 2018 to 2018: revised"}
    text = "Year,Cars,Note\n2017,Suppressed,\n2018,,of poor data\n2019,4,comes late\n2020,5,\n"
    assert rows(made(tmp_path, how, text)) == [
        "US,2017,,,,suppressed",
        "US,2018,,,,not_shown",
        "US,2019,4,,,incomplete;provisional",
        "US,2020,5,,,provisional",
    ]


def test_a_flag_of_one_row_is_of_the_sum(tmp_path: Path) -> None:
    how = HOW | {"operation": "sum", "flags": "Note=late: incomplete"}
    assert rows(made(tmp_path, how, "Year,Cars,Note\n2018,1,late\n2018,2,\n")) == [
        "US,2018,3,,,incomplete"
    ]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Year,Cars\n2018,1\n2018,2\n", "matches several rows for US in 2018"),
        ("Year,Cars\n2018,Suppressed\n", "has Suppressed for US in 2018, which is not a number"),
        ("Year,Cars\nspring,1\n", "has spring, which is not in the form year"),
        ("Year,Lorries\n2018,1\n", "has no column Cars"),
        ("Year,Cars\n,\n", "matches no row of the file"),
    ],
)
def test_a_file_that_does_not_fit_its_recipe_is_refused(
    tmp_path: Path, text: str, what: str
) -> None:
    with pytest.raises(ValueError, match=what):
        made(tmp_path, HOW, text)


def test_a_sum_over_words_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="sums few, which is not a number"):
        made(tmp_path, HOW | {"operation": "sum"}, "Year,Cars\n2018,few\n2018,1\n")
