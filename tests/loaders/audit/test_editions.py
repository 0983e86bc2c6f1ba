"""A new version of a text: rows whose paragraph is the same go along, the others are listed."""

from __future__ import annotations

import json
from pathlib import Path

from loaders.audit.editions import carried
from loaders.history.diff import changes_between, since_problems
from loaders.storage.folder import contents
from loaders.validation.check import check
from tests.support.adding import copied, texts
from tests.support.commands import run
from tests.support.read_texts import FERRYMAN, put

NEWER = FERRYMAN.replace("Of ferries\n\n", "Of ferries\n\nA new preface.\n\n").replace(
    "were seen", "were counted"
)


def made(tmp_path: Path) -> tuple[Path, Path, Path]:
    """Return a dataset, the folder of its texts, and the newer text of the ferryman."""
    data, folder = copied(tmp_path / "data"), tmp_path / "texts"
    folder.mkdir()
    put(data, folder, "ferryman2020", FERRYMAN)
    newer = tmp_path / "newer.txt"
    newer.write_text(NEWER)
    return data, folder, newer


def test_rows_go_along_where_the_paragraph_is_the_same(tmp_path: Path) -> None:
    data, folder, newer = made(tmp_path)
    before = contents(data)
    command = ("edition", "ferryman2020", str(newer), "--texts", str(folder), "--yes")
    done = run(data, *command)
    told = "claims: para 12: ferryman2020-drownings, up to one death in five days\n"
    assert told in done.output and "ferryman2020-passengers" not in done.output
    claims = check(data).frames["claims"].set_index("claim_id")["locator"]
    assert claims["ferryman2020-passengers"] == "para 3", "its paragraph is one further on"
    assert claims["ferryman2020-drownings"] == "para 13", "where its paragraph would stand"
    assert since_problems(changes_between(before, contents(data)), "HEAD") == []
    assert "has the SHA-256" in texts(data)["documents.csv"]


def test_an_edition_of_its_own_gets_the_same_rows_under_its_key(tmp_path: Path) -> None:
    data, folder, newer = made(tmp_path)
    command = ("edition", "ferryman2020", str(newer), "--texts", str(folder), "--as", "ferry2021")
    before = texts(data)
    rows = [json.loads(line) for line in run(data, *command).stdout.splitlines()]
    told = [(row["claim_id"], row["locator"]) for row in rows if row["table"] == "claims"]
    assert told == [("ferry2021-passengers", "para 3")]
    assert texts(data) == before


def test_paragraphs_that_no_longer_follow_each_other_are_not_the_same() -> None:
    assert carried("para 2-3", {2: 4, 3: 5}) == "para 4-5"
    assert carried("para 2-3", {2: 4, 3: 6}) == ""
    assert carried("page 2", {2: 4}) == ""
