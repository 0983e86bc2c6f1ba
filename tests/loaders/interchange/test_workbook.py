"""A topic's claims as a workbook, edited as a spreadsheet does, and taken back."""

from __future__ import annotations

import io
import shutil
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from loaders.commands import table
from loaders.interchange.sheet import sheet_text
from loaders.interchange.workbook import EDITED, SHEET, as_workbook, rows_in_force, rows_of
from loaders.storage.folder import contents, read_files
from tests.support.commands import run
from tests.support.paths import ROOT

FORESTS = ROOT / "tests" / "forests" / "figures"
TOPIC = "forest_area"
FILES = read_files(contents(FORESTS))
WRITTEN = as_workbook(FILES, TOPIC)
Cells = dict[str, object]


def edited(line: int, cells: Cells) -> bytes:
    book = load_workbook(io.BytesIO(WRITTEN))
    for name, value in cells.items():
        book[SHEET].cell(line, column(book[SHEET], name)).value = value  # type: ignore[assignment]
    into = io.BytesIO()
    book.save(into)
    return into.getvalue()


def column(page: Worksheet, name: str) -> int:
    return [cell.value for cell in page[1]].index(name) + 1


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FORESTS, tmp_path / "figures"))


def taken_in(folder: Path, line: int, cells: Cells, *flags: str) -> tuple[str, str]:
    back = folder.parent / "back.xlsx"
    back.write_bytes(edited(line, cells))
    told = run(folder, "table", TOPIC, "--from", str(back), *flags)
    return told.stdout, (folder / "claims" / f"{TOPIC}.csv").read_text(encoding="utf-8")


FIRST = rows_in_force(FILES, TOPIC)[0]
LAST = len(rows_in_force(FILES, TOPIC)) + 2
BEFORE = (FORESTS / "claims" / f"{TOPIC}.csv").read_text(encoding="utf-8")


def test_what_is_written_is_read_again_and_changes_nothing(folder: Path) -> None:
    assert [dict(row.cells) for row in rows_of(WRITTEN, "f.xlsx")] == rows_in_force(FILES, TOPIC)
    assert taken_in(folder, 2, {}) == ("nothing changed\n", BEFORE)


def test_cells_are_text_keys_are_shut_and_codes_drop_down() -> None:
    page = load_workbook(io.BytesIO(WRITTEN))[SHEET]
    assert page.protection.sheet
    for name in EDITED:
        cell = page.cell(2, column(page, name))
        assert (cell.number_format, cell.protection.locked) == ("@", name == "claim_id")
    listed = {str(rule.sqref).split("2:")[0] for rule in page.data_validations.dataValidation}
    named = ("hedge", "status", "unit", "series_id", "document_id", "converted_unit")
    assert {page.cell(1, column(page, name)).column_letter for name in named} == listed


def test_a_changed_row_is_a_correction_once(folder: Path) -> None:
    told, after = taken_in(folder, 2, {"locator": "para 8"})
    assert told.startswith("back.xlsx:2: reason: is empty")
    assert after == BEFORE
    told, after = taken_in(folder, 2, {"locator": "para 8"}, "--reason", "Misread.")
    assert 'back.xlsx:2: locator: "para 7" → "para 8"' in told and after == BEFORE
    told, after = taken_in(folder, 2, {"locator": "para 8"}, "--reason", "Misread.", "--yes")
    new = after.removeprefix(BEFORE).splitlines()
    assert len(new) == 1 and f",{FIRST['claim_id']},Misread.,," in new[0]
    assert taken_in(folder, 2, {"locator": "para 8"}) == ("nothing changed\n", after)
    given = {name: cell for name, cell in FIRST.items() if name not in ("claim_id", "locator")}
    assert taken_in(folder, LAST, {**given, "locator": "para 8"})[0] == "nothing changed\n"


def test_another_note_takes_the_place_of_the_old_one(folder: Path) -> None:
    told, same = taken_in(folder, 2, {"note": "- a list"}, "--yes")
    assert "note: " in told and same == BEFORE
    told, after = taken_in(folder, 2, {"note": "Read twice."}, "--yes")
    assert "back.xlsx:2: note: " in told and f"wrote the note of {FIRST['claim_id']} in" in told
    lines = zip(BEFORE.splitlines(), after.splitlines(), strict=True)
    ((old, new),) = ((one, other) for one, other in lines if one != other)
    assert old.startswith(f"{FIRST['claim_id']},") and "Read twice." in new
    assert taken_in(folder, 2, {"note": "Read twice."})[0] == "nothing changed\n"


def test_a_new_row_gets_a_name(folder: Path) -> None:
    given = {name: cell for name, cell in FIRST.items() if name != "claim_id"}
    told, after = taken_in(folder, LAST, {**given, "locator": "para 9"}, "--yes")
    assert f"back.xlsx:{LAST}: new: fao2020-" in told
    assert after.removeprefix(BEFORE).count("\n") == 1


def test_a_name_that_somebody_took_meanwhile_is_not_taken_twice(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = {name: cell for name, cell in FIRST.items() if name != "claim_id"}
    other = folder.parent / "other.xlsx"
    other.write_bytes(edited(LAST, {**given, "locator": "para 8"}))
    agree = table.agree

    def late(lines: list[str], agreed: bool) -> None:
        monkeypatch.setattr(table, "agree", agree)
        run(folder, "table", TOPIC, "--from", str(other), "--yes")

    monkeypatch.setattr(table, "agree", late)
    told, after = taken_in(folder, LAST, {**given, "locator": "para 9"}, "--yes")
    assert told.endswith(f"added 1 to claims/{TOPIC}.csv\n")
    names = [line.split(",")[0] for line in after.removeprefix(BEFORE).splitlines()]
    assert len(names) == len({*names}) == 2


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        (
            {"claim_id": "another"},
            'back.xlsx:2: claim_id: is "another", but the row is that of fao2020-land-third; '
            "allowed: fao2020-land-third; put the name back; a new row goes into an empty line",
        ),
        (
            {"period": date(2010, 11, 1)},
            'back.xlsx:2: period: "2010-11-01 00:00:00" is a date to the spreadsheet; '
            "allowed: text; format the cell as text, and type it again",
        ),
        (
            {"(row)": "fao2020-land-third 0123456789abcdef", "locator": "para 8"},
            "back.xlsx:2: claim_id: fao2020-land-third was changed in the dataset since the "
            "workbook was written; allowed: the row as it is in the dataset; write the workbook "
            "again, and change that",
        ),
    ],
    ids=["key", "date", "stale"],
)
def test_what_would_be_a_guess_is_refused_with_its_cell(
    folder: Path, cells: Cells, message: str
) -> None:
    assert taken_in(folder, 2, cells, "--reason", "Misread.", "--yes") == (message + "\n", BEFORE)


def test_a_percentage_is_what_the_spreadsheet_shows() -> None:
    book = Workbook()
    page = book.worksheets[0]
    page.append(["low", "high", "note"])
    page.append([0.7, 0.125, 0.7])
    for place in (1, 2):
        page.cell(2, place).number_format = "0.0%"
    into = io.BytesIO()
    book.save(into)
    assert sheet_text(into.getvalue(), "f.xlsx", {}) == "low,high,note\n70%,12.5%,0.7\n"


def test_the_same_number_written_otherwise_is_no_change(folder: Path) -> None:
    assert taken_in(folder, 2, {"low": 0.3333})[0] == "nothing changed\n"


def test_another_file_is_told_as_none(folder: Path) -> None:
    (folder.parent / "back.xlsx").write_bytes(b"PK\x03\x04")
    told = run(folder, "table", TOPIC, "--from", str(folder.parent / "back.xlsx"))
    assert "cannot be opened as a workbook: it is cut off, or has no sheet claims" in told.stdout
