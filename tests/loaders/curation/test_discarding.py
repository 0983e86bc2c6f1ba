"""Rows that were added by mistake: out again with what came along, unless they were published."""

from __future__ import annotations

from pathlib import Path

import pytest

from loaders.curation.append import add
from loaders.curation.discarding import discard
from loaders.errors import DatasetError
from loaders.storage.folder import contents
from tests.support.adding import claim, copied, new_series, texts
from tests.support.commands import run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copied(tmp_path / "data")


def test_a_claim_goes_with_what_came_along_and_nothing_else(folder: Path) -> None:
    before, published = texts(folder), contents(folder)
    add(folder, [*new_series(), claim()])
    kept = {**before, "claims/lighthouses.csv": texts(folder)["claims/lighthouses.csv"]}
    found = discard(folder, published, [("claims", ("keeper2019-lit-lv",))], "the last version")
    assert sorted({file for file, _ in found.lines}) == [
        "claims/lighthouses.csv", "places.csv", "series.csv",
    ]  # fmt: skip
    lines = kept["claims/lighthouses.csv"].splitlines(keepends=True)
    kept["claims/lighthouses.csv"] = "".join(each for each in lines if "lit-lv" not in each)
    assert texts(folder) == kept


@pytest.mark.parametrize(
    ("table", "key", "said"),
    [
        ("claims", ("keeper2019-lit",), "is in HEAD, so others may have it"),
        ("claims", ("keeper2019-lot",), 'did you mean "keeper2019-lit"?'),
    ],
)
def test_what_was_published_or_is_not_there_stays(
    folder: Path, table: str, key: tuple[str, ...], said: str
) -> None:
    before = texts(folder)
    with pytest.raises(DatasetError, match=said.replace("?", r"\?")):
        discard(folder, contents(folder), [(table, key)], "HEAD")
    assert texts(folder) == before


def test_a_wrong_exclusion_may_go_though_it_was_published(folder: Path, tmp_path: Path) -> None:
    before = texts(folder)
    published = copied(tmp_path / "older")
    line = before["exclusions.csv"].splitlines()[1]
    key = line.split(",")[:3]
    result = run(folder, "discard", "exclusions", *key, "--from-dir", str(published), "--yes")
    assert result.output == f"Out of exclusions.csv:\n  {line}\ntook out 1 row\n"
    assert texts(folder)["exclusions.csv"] == before["exclusions.csv"].replace(f"{line}\n", "")
