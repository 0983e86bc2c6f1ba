"""Offices' files as tables: each way in which the files at hand are written."""

from __future__ import annotations

import bz2
from pathlib import Path

import pytest

from loaders.record.office_files import OfficeFile, office_files, sha256

TWO_HEADERS = "Año,Ferries,,Boats\n,Cars,Bikes,Cars\n2018,1,2,3\n"
EXPORT = (
    '"Notes"\t"Year"\t"Port"\tCars\t\n\t"2018"\t"Tallinn"\t12\t\n"Total"\t"2018"\t\t12\n'
    '"---"\n"Query Date: 2018"\n"---"\nCaveats:\n'
)


def written(folder: Path, name: str, content: bytes) -> OfficeFile:
    path = folder / name
    path.write_bytes(content)
    return office_files(folder)[sha256(path)]


@pytest.mark.parametrize("code", ["utf-8", "latin-1", "utf-8-sig"])
def test_header_rows_are_joined(tmp_path: Path, code: str) -> None:
    table = written(tmp_path, "ferries.csv", TWO_HEADERS.encode(code)).table
    assert list(table.columns) == ["Año", "Ferries Cars", "Ferries Bikes", "Boats Cars"]
    assert table.to_numpy().tolist() == [["2018", "1", "2", "3"]]


def test_a_packed_file_is_unpacked(tmp_path: Path) -> None:
    file = written(tmp_path, "ferries.csv.bz2", bz2.compress(TWO_HEADERS.encode()))
    assert file.table.shape == (1, 4)


def test_an_export_ends_where_its_notes_begin(tmp_path: Path) -> None:
    file = written(tmp_path, "ferries.txt", EXPORT.encode())
    assert list(file.table.columns) == ["Notes", "Year", "Port", "Cars"]
    assert file.table.to_numpy().tolist() == [
        ["", "2018", "Tallinn", "12"],
        ["Total", "2018", "", "12"],
    ]
    assert file.rows({"Notes": ("",)}).shape == (1, 4)


def test_a_column_that_is_not_there_is_named(tmp_path: Path) -> None:
    file = written(tmp_path, "ferries.csv", TWO_HEADERS.encode())
    with pytest.raises(ValueError, match=r"ferries\.csv has no column Lorries"):
        file.rows({"Lorries": ("1",)})


def test_other_files_of_a_folder_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "report.pdf").write_bytes(b"%PDF")
    assert office_files(tmp_path) == {}
