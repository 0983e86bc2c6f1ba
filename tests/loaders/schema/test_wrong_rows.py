"""Wrong rows as people hand them in: `wrong_rows.csv` has them, a golden file what `add` says.

Each column of a claim is wrong at least twice. `cells` are those that differ from a row that
`add` accepts, split by " & ".
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from loaders.curation.append import add
from loaders.curation.row_parser import from_block
from loaders.errors import DatasetError
from loaders.schema.tables import COLUMNS
from loaders.storage.csv_table import csv_text
from tests.support.adding import CLAIM, copied, texts
from tests.support.golden import Golden
from tests.support.paths import GOLDEN

TABLE = Path(__file__).with_name("wrong_rows.csv")
ROWS = list(csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines()))
FORM = re.compile(
    r"rows\.csv:(?P<line>2): (?P<column>\w+) \(claims/lighthouses\.csv\): (?P<what>\S.*?)"
    r"; allowed: (?P<allowed>\S.*?); (?P<fix>\S.*)"
)


def handed_in(cells: str) -> str:
    """Return a row as a spreadsheet saves it, under its header."""
    changed = dict(cell.split("=", 1) for cell in cells.split(" & "))
    row = CLAIM | changed
    return csv_text([list(row), list(row.values())])


@cache
def messages(folder: Path, cells: str) -> list[str]:
    with pytest.raises(DatasetError) as caught:
        add(folder, from_block("claims", "lighthouses", handed_in(cells), "rows.csv"))
    return str(caught.value).splitlines()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    directory = copied(tmp_path_factory.mktemp("wrong") / "data")
    before = texts(directory)
    yield directory
    assert texts(directory) == before  # nothing of all this was written


@pytest.mark.parametrize("row", ROWS, ids=[f"{row['column']}: {row['what']}" for row in ROWS])
def test_a_wrong_row_is_told_with_its_place_and_what_to_do(
    row: dict[str, str], folder: Path
) -> None:
    found = [FORM.fullmatch(message) for message in messages(folder, row["cells"])]
    assert all(found)
    assert row["column"] in {match["column"] for match in found if match}


def test_each_wrong_row_gives_exactly_its_messages(folder: Path, golden: Golden) -> None:
    parts = [
        "\n".join(
            [f"{row['column']}: {row['what']} {row['cells']}", *messages(folder, row["cells"])]
        )
        for row in ROWS
    ]
    golden(GOLDEN / "wrong-rows.txt", "\n\n".join(parts) + "\n")


def test_each_column_of_a_claim_is_wrong_at_least_twice() -> None:
    counts = Counter(row["column"] for row in ROWS)
    assert {name: counts[name] for name in COLUMNS["claims"] if counts[name] < 2} == {}
    assert len(ROWS) >= 40


def test_the_row_that_they_differ_from_is_right(tmp_path: Path) -> None:
    directory = copied(tmp_path / "data")
    rows = from_block(
        "claims", "lighthouses", csv_text([list(CLAIM), list(CLAIM.values())]), "rows.csv"
    )
    assert add(directory, rows) == {"claims/lighthouses.csv": 1}
