"""The table of drafts is taken back as it was meant, also from a spreadsheet that rewrote it."""

from __future__ import annotations

import csv
import io

import pytest

from loaders.audit.draft_table import draft_table
from loaders.audit.drafts import document_rows, placed_drafts
from loaders.audit.source_texts import read_text
from loaders.curation.row_parser import from_block, text_of
from loaders.errors import DatasetError
from loaders.quantities.unit_lookup import UnitKeys

TEXT = b"# Deaths & boats\n=5 boats in 2020\n- 30 to 40 boats, 7 crews\n<sup>1</sup> A, p. 7.\n"
UNITS = UnitKeys([{"unit": "boats", "name": "boat", "plural": "boats", "symbol": "boats"}])


def lines() -> list[dict[str, str]]:
    text = read_text("", TEXT)
    made = placed_drafts(TEXT.decode(), "smith2024", UNITS)
    table = draft_table(text, document_rows("smith2024", TEXT), made)
    return list(csv.DictReader(io.StringIO(table)))


def taken(rows: list[dict[str, str]], separator: str = ",") -> list[tuple[str, dict[str, str]]]:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), delimiter=separator, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    text = text_of(out.getvalue().encode("utf-8-sig"), "drafts.csv")
    found = from_block("claims", "boats", text, "drafts.csv")
    return [(row.table, {k: c for k, c in row.cells.items() if k != "added"}) for row in found]


def test_each_numeral_stands_in_its_words_and_no_cell_is_a_formula() -> None:
    rows = lines()
    assert [(row["table"], row["words_around"], row["numeral"]) for row in rows] == [
        ("references", "", ""),
        ("documents", "", ""),
        ("claims", "…=[5 boats] in 2020", "5"),
        ("exclusions", "…=5 boats in [2020]", "2020"),
        ("claims", "…- [30 to 40 boats], 7 crews", "30 | 40"),
        ("claims", "…- 30 to 40 boats, [7 crews]", "7"),
        ("exclusions", "[all numerals of 1 paragraphs of notes or references]", "*"),
    ]
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "-", "+"))]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_lines_become_rows_of_the_tables_that_they_name(separator: str) -> None:
    rows = lines()
    rows[3]["table"] = ""
    rows[4] |= {"table": "exclusions", "reason": "repeated"}
    at = {"document_id": "smith2024", "locator": "para 3", "reason": "repeated"}
    found = taken(rows, separator)
    assert found[0] == (
        "references",
        {"bibtex": "@report{smith2024, author = {}, title = {Deaths \\& boats}, year = {}}"},
    )
    assert [name for name, _ in found[1:3]] == ["documents", "claims"]
    assert found[1][1]["paragraphs"] == "4"
    assert found[2][1]["as_printed"] == "5 boats"
    assert found[3:5] == [
        ("exclusions", at | {"numeral": "30"}),
        ("exclusions", at | {"numeral": "40"}),
    ]
    assert len(found) == 7


def test_a_table_or_column_that_is_none_is_told() -> None:
    rows = lines()
    rows[2]["table"] = "claim"
    with pytest.raises(DatasetError, match=r'drafts.csv:4: table: there is no table "claim"'):
        taken(rows)
    with pytest.raises(DatasetError, match="there is no column"):
        taken([{**lines()[2], "reazon": "x"}])
