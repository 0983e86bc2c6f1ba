"""The table of drafts is taken back as it was meant, also from a spreadsheet that rewrote it."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from openpyxl import load_workbook

from loaders.audit.draft_table import as_csv, as_workbook, draft_lines
from loaders.audit.drafts import document_rows, placed_drafts
from loaders.audit.source_texts import read_text
from loaders.curation.row_parser import block_of, from_block, text_of
from loaders.errors import DatasetError
from loaders.interchange import workbook
from loaders.quantities.unit_lookup import UnitKeys
from loaders.storage.folder import contents, read_files
from tests.support.paths import ROOT

FORESTS = read_files(contents(ROOT / "tests" / "forests" / "figures"))
TEXT = b"# Deaths & boats\n=5 boats in 2020\n- 30 to 40 boats, 7 crews\n<sup>1</sup> A, p. 7.\n"
UNITS = UnitKeys([{"unit": "boats", "name": "boat", "plural": "boats", "symbol": "boats"}])


def lines() -> list[dict[str, str]]:
    text = read_text("", TEXT)
    made = placed_drafts(TEXT.decode(), "smith2024", UNITS)
    table = as_csv(draft_lines(text, document_rows("smith2024", TEXT), made))
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


def test_a_workbook_comes_back_as_the_rows_that_it_was_written_with() -> None:
    book = load_workbook(io.BytesIO(as_workbook(lines(), FORESTS)))
    page = book.worksheets[0]
    names = [str(cell.value) for cell in page[1]]
    ranges = [at for rule in page.data_validations.dataValidation for at in rule.sqref.ranges]
    listed = {names[at.min_col - 1] for at in ranges}
    assert listed >= {"table", "topic", "reason", "series_id", "unit", "hedge", "status", "kind"}
    page.cell(4, names.index("low") + 1).value = 6  # typed as a number
    page.cell(5, names.index("table") + 1).value = None
    page.cell(6, names.index("unit") + 1).value = "boats"
    into = io.BytesIO()
    book.save(into)
    found = from_block("claims", "boats", block_of(into.getvalue(), "drafts.xlsx"), "drafts.xlsx")
    typed = lines()
    typed[2]["low"], typed[3]["table"], typed[4]["unit"] = "6", "", "boats"
    assert [
        (row.table, {k: c for k, c in row.cells.items() if k != "added"}) for row in found
    ] == taken(typed)
    assert [row.line for row in found] == [2, 3, 4, 6, 7, 8]


def test_a_workbook_of_another_kind_is_refused_with_the_command_for_it() -> None:
    claims = workbook.as_workbook(FORESTS, "forest_area")
    with pytest.raises(DatasetError, match="table TOPIC --from FILE"):
        block_of(claims, "claims.xlsx")
    with pytest.raises(DatasetError, match=r"drafts.xlsx:0: file: cannot be opened as a workbook"):
        block_of(claims[:200], "drafts.xlsx")


def test_a_few_bytes_do_not_claim_a_million_lines(tmp_path: Path) -> None:
    path = tmp_path / "rows.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet()
        page.write(0, 0, "table")
        page.write(2**20 - 1, 2**14 - 1, "x")
    with pytest.raises(DatasetError, match="is too large; allowed: 100,000 lines"):
        block_of(path.read_bytes(), "rows.xlsx")
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/x", bytes(60_000_000))
    with pytest.raises(DatasetError, match="is too large; allowed: 50 MB"):
        block_of(path.read_bytes(), "rows.xlsx")


def test_a_table_or_column_that_is_none_is_told() -> None:
    rows = lines()
    rows[2]["table"] = "claim"
    with pytest.raises(DatasetError, match=r'drafts.csv:4: table: there is no table "claim"'):
        taken(rows)
    with pytest.raises(DatasetError, match="there is no column"):
        taken([{**lines()[2], "reazon": "x"}])
