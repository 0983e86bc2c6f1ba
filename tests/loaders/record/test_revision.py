"""A new edition of an office's file: what is added, revised and dropped, and what stays."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from loaders.__main__ import main
from loaders.audit.recomputation import recompute_record
from loaders.curation.append import add
from loaders.dataset import load
from loaders.errors import DatasetError
from loaders.queries.as_of import as_of
from loaders.queries.record import record_claims
from loaders.record.office_files import office_files, sha256
from loaders.record.refresh import Edition, refresh
from loaders.schema.file_names import OBSERVATIONS, RECIPES, file_of
from loaders.storage.folder import contents
from loaders.storage.journal import JOURNAL
from loaders.validation.check import check
from tests.support.adding import claim
from tests.support.kills import Killed, kill_at
from tests.support.recorded import OBSERVED, OF_A_FILE, OF_PAGES, write_record

YEARS = range(1990, 2020)
FIRST, LATER = "2026-11-26", "2026-11-27"
OWN = "office-passengers"
READ = {**OBSERVED, "recipe_id": "printed-passengers", "locator": "page 3"}


def edition(folder: Path, name: str, values: dict[int, int]) -> Path:
    folder.mkdir(exist_ok=True)
    rows = "".join(f"Tallinn,{year},{value}\n" for year, value in values.items())
    (folder / name).write_text("Port,Year,Passengers\n" + rows, encoding="utf-8")
    return folder / name


@pytest.fixture
def first(folder: Path, tmp_path: Path) -> Path:
    """Return the office's file; the dataset has its thirty years since the first day."""
    path = edition(tmp_path / "office", "first.csv", {year: year for year in YEARS})
    recipe = {**OF_A_FILE, "file_sha256": sha256(path)}
    write_record(folder, [recipe, OF_PAGES], [READ])
    found = refresh(folder, office_files(path.parent), day=FIRST)
    assert [(len(each.added), each.unchanged) for each in found.revisions] == [(30, 0)]
    return path


@pytest.fixture
def second(first: Path) -> Path:
    """Return an edition with ten rows cut, three changed and five added."""
    values = {year: year + (year > 2016) for year in range(2000, 2025)}
    return edition(first.parent, "second.csv", values)


def record(folder: Path, first: Path, *options: str) -> Result:
    command = ["record", "--official", str(first.parent), "--datasets", str(folder), *options]
    return CliRunner().invoke(main, command)


def texts(folder: Path) -> str:
    return (folder / file_of(OBSERVATIONS, "ferries")).read_text(encoding="utf-8")


def test_what_stands_there_already_is_unchanged(folder: Path, first: Path) -> None:
    before = texts(folder)
    assert record(folder, first).stdout.splitlines()[1].split() == [OWN, "0", "0", "0", "30"]
    assert texts(folder) == before


def test_a_new_edition_is_one_command(folder: Path, first: Path, second: Path) -> None:
    done = record(folder, first, "--edition", sha256(first), str(second))
    assert done.exit_code == 0, done.output
    head, counts, *changes = done.stdout.splitlines()
    assert head.split() == ["recipe", "added", "revised", "dropped", "unchanged"]
    assert counts.split() == [OWN, "5", "3", "10", "17"]
    assert changes[0] == f"{OWN} EE 2020: added 2021"
    assert changes[5:8] == [f"{OWN} EE {y}: revised {y} → {y + 1}" for y in range(2017, 2020)]
    assert changes[8] == f"{OWN} EE 1990: dropped, was 1990"
    assert len(changes) == 18
    assert record(folder, first).stdout.splitlines()[1].split() == [OWN, "0", "0", "0", "25"]


def test_the_day_before_sees_the_edition_of_then(folder: Path, first: Path, second: Path) -> None:
    editions = {sha256(first): sha256(second)}
    refresh(folder, office_files(first.parent), day=LATER, edition=Edition(editions))
    now = load(folder)
    before = as_of(now, date.fromisoformat(FIRST))

    def years(dataset: object) -> dict[str, float]:
        rows = record_claims(dataset, [OWN])  # type: ignore[arg-type]
        return {claim.period.text: claim.quantity.high for claim in rows["claim"]}

    assert years(before) == {str(year): year for year in YEARS}
    assert years(now) == {str(year): year + (year > 2016) for year in range(2000, 2025)}


def test_what_the_office_calls_final_is_so_from_then_on(folder: Path, first: Path) -> None:
    early = {**OF_A_FILE, "file_sha256": sha256(first), "flags": "from 2018: provisional"}
    write_record(folder, [early, OF_PAGES], [READ])
    refresh(folder, office_files(first.parent), day=FIRST)
    done = record(folder, first, OWN, "--final", "2018")
    assert done.exit_code == 0, done.output
    assert done.stdout.splitlines()[2:] == [f"{OWN} EE 2018: revised 2018 provisional → 2018"]
    assert "from 2019: provisional" in (folder / file_of(RECIPES)).read_text(encoding="utf-8")
    now = load(folder)
    for dataset, flagged in ((as_of(now, date.fromisoformat(FIRST)), 2), (now, 1)):
        rows = record_claims(dataset, [OWN])
        assert sum("Provisional" in each.note for each in rows["claim"]) == flagged
    again = record(folder, first, OWN, "--final", "2018")
    assert f"{OWN} has none that are provisional up to 2018" in again.output
    assert "is no year or month" in record(folder, first, OWN, "--final", "soon").output


def test_a_dry_run_writes_nothing(folder: Path, first: Path, second: Path) -> None:
    before = texts(folder)
    options = ["--edition", sha256(first), str(second), "--dry-run"]
    done = record(folder, first, *options)
    assert done.stdout.splitlines()[1].split() == [OWN, "5", "3", "10", "17"]
    assert "nothing was written" in done.stderr
    assert texts(folder) == before


def test_only_the_recipes_that_are_named_are_made(folder: Path, first: Path) -> None:
    assert record(folder, first, "printed-passengers").stdout.count("\n") == 1


def test_a_file_that_is_not_at_hand_is_named(folder: Path, first: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = record(folder, tmp_path / "empty" / "none")
    assert f"file not found: {OWN}" in done.stdout


def test_an_edition_of_another_form_is_refused(folder: Path, first: Path) -> None:
    before = texts(folder)
    other = first.parent / "other.csv"
    other.write_text("Port,Year\nTallinn,2018\n", encoding="utf-8")
    done = record(folder, first, "--edition", sha256(first), str(other))
    assert done.exit_code == 1
    assert "record/recipes.csv:2: where: other.csv has no column Passengers" in done.stdout
    assert "nothing was written" in done.stderr
    assert texts(folder) == before


def test_an_edition_of_an_unknown_file_is_refused(folder: Path, first: Path) -> None:
    done = record(folder, first, "--edition", "0" * 64, str(first))
    assert "edition: no recipe names the file 0000" in done.stdout


def test_the_audit_makes_each_observation_again(folder: Path, first: Path) -> None:
    again = recompute_record(check(folder), office_files(first.parent))
    assert again.findings == []
    assert again.words() == (
        "observations of the record: 30 computed again from 1 files, 1 rest on a page that was read"
    )


def test_the_audit_finds_what_the_file_does_not_give(folder: Path, first: Path) -> None:
    path = folder / file_of(OBSERVATIONS, "ferries")
    text = texts(folder).replace(f"EE,2018,{FIRST},2018", f"EE,2018,{FIRST},2081")
    text = text.replace(f"{OWN},EE,1990,{FIRST},1990,,,,,\n", "")
    path.write_text(text.replace("EE,1991,", "EE,1989,"), encoding="utf-8")
    found = recompute_record(check(folder), office_files(first.parent)).findings
    assert [finding.problem.what for finding in found] == [
        "EE 1990 is missing",
        "EE 1991 is missing",
        "EE 2018 is 2081",
        "EE 1989 is in no file",
    ]
    [missing] = recompute_record(check(folder), {}).findings
    assert missing.code == "file_missing"


RECIPES_FILE, OWN_FILE = file_of(RECIPES), file_of(OBSERVATIONS, "ferries")


def interrupt(
    folder: Path, first: Path, second: Path, monkeypatch: pytest.MonkeyPatch, nth: int
) -> bool:
    """Bring in the second edition, killed at a step; tell whether the kill came before the end."""
    editions = {sha256(first): sha256(second)}
    with monkeypatch.context() as patch:
        kill_at(patch, nth)
        try:
            refresh(folder, office_files(first.parent), day=LATER, edition=Edition(editions))
        except Killed:
            return True
    return False


@pytest.mark.parametrize("nth", range(1, 13))
def test_a_kill_at_any_step_leaves_the_old_edition_or_the_new(
    folder: Path, first: Path, second: Path, monkeypatch: pytest.MonkeyPatch, nth: int
) -> None:
    """Two files and the journal are staged (1-3); each is replaced and made sure of (4-9), the
    journal first; then it is removed (10, 11).
    """
    assert interrupt(folder, first, second, monkeypatch, nth) == (nth < 12)
    happened = nth > 4
    read = contents(folder)
    assert (sha256(second) in str(read[RECIPES_FILE])) == happened
    assert (LATER in str(read[OWN_FILE])) == happened
    check(folder)
    add(folder, [claim()])
    assert (sha256(second) in (folder / RECIPES_FILE).read_text()) == happened
    assert (LATER in (folder / OWN_FILE).read_text()) == happened
    assert not (folder / JOURNAL).exists()


def test_what_was_edited_after_a_kill_is_not_overwritten(
    folder: Path, first: Path, second: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert interrupt(folder, first, second, monkeypatch, 6)  # the journal is there, no file is
    edited = texts(folder) + "printed-passengers,EE,2017,,2026-11-28,900,,,page 4,\n"
    (folder / OWN_FILE).write_text(edited, encoding="utf-8")
    with pytest.raises(DatasetError, match=r"was edited after the command .* was interrupted"):
        add(folder, [claim()])
    assert texts(folder) == edited
