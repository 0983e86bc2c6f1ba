"""Corrections and withdrawals: the old row stays, and no other byte of any file changes."""

from __future__ import annotations

import csv
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.curation.append import add
from loaders.curation.corrections import correction, withdraw
from loaders.dataset import load
from loaders.errors import DatasetError
from loaders.queries.listing import history, key_claims
from loaders.schema.tables import COLUMNS
from loaders.storage.folder import contents, read_files
from loaders.validation.check import check
from loaders.values.codelists import HEDGES
from tests.support.adding import LINE, claim, copied, picture, texts
from tests.support.commands import run
from tests.support.examples import fewer

LIGHTS = "claims/lighthouses.csv"
TODAY = date.today().isoformat()
OLD = "keeper2019-lit-2017"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A dataset with a claim in force that is easy to correct."""
    directory = copied(tmp_path / "data")
    add(directory, [claim()])
    (directory / ".lock").unlink()
    return directory


def assert_refused(folder: Path, arguments: list[str], *messages: str) -> None:
    before = picture(folder)
    result = run(folder, *arguments)
    assert result.stdout.splitlines() == list(messages)
    assert result.stderr == "1 problem, nothing was written\n"
    assert result.exit_code == 1
    assert picture(folder) == before


def test_a_correction_is_a_new_row_and_the_old_one_stays(folder: Path) -> None:
    before = texts(folder)
    arguments = ["--low", "28", "--as-printed", "28 lighthouses", "--reason", "A 7 was read."]
    result = run(folder, "correct", OLD, *arguments, "--yes")
    new = (
        f"keeper2019-lit-2017-2,lit-ee,2017,,28,28,,lighthouses,exact,28 lighthouses,,,,,"
        f"keeper2019,para 4,,,observation,,{TODAY},keeper2019-lit-2017,A 7 was read.,,"
    )
    assert result.output.splitlines() == [
        f"Stays in {LIGHTS}:",
        f"  {LINE.rstrip()}",
        f"To {LIGHTS}:",
        f"  {new}",
        "Nothing to look at twice: no duplicate, disagreement, jump or other doubt.",
        f"added 1 to {LIGHTS}",
    ]
    before[LIGHTS] += new + "\n"
    assert texts(folder) == before
    chain = history(load(folder), OLD)
    assert list(chain["state"]) == ["corrected", "in force"]


def test_a_withdrawal_fills_in_two_cells_and_changes_no_other_byte(folder: Path) -> None:
    before = picture(folder)
    result = run(
        folder, "withdraw", OLD, "--reason", "The paragraph, read again, has none", "--yes"
    )
    old = LINE.rstrip()
    new = (
        "keeper2019-lit-2017,lit-ee,2017,,27,27,,lighthouses,exact,27 lighthouses,,,,,keeper2019,"
        f'para 4,,,observation,,2026-11-22,,,{TODAY},"The paragraph, read again, has none"'
    )
    assert result.output.splitlines() == [
        *(f"In {LIGHTS}:", f"  {old}", "becomes:", f"  {new}"),
        f"withdrew {OLD} in {LIGHTS}",
    ]
    after = picture(folder)
    content, *_ = before.pop(LIGHTS)
    changed, _, mode, _ = after.pop(LIGHTS)
    assert changed == content.replace(old.encode(), new.encode())
    assert after == before
    assert mode == 0o100644
    check(folder)
    assert list(history(load(folder), OLD)["state"]) == ["withdrawn"]


def test_a_note_that_is_there_already_stays(folder: Path) -> None:
    reason = ["--reason", "Counted twice.", "--yes"]
    assert run(folder, "withdraw", "keeper2019-automated", *reason).exit_code == 0
    [line] = [each for each in texts(folder)[LIGHTS].splitlines() if "-automated" in each]
    cells = dict(zip(COLUMNS["claims"], next(csv.reader([line])), strict=True))
    assert cells["note"] == "The year is that of the sentence before."
    assert cells["withdrawal_reason"] == "Counted twice."


def test_a_correction_is_corrected_in_turn_under_the_next_number(folder: Path) -> None:
    for low, new in (("28", f"{OLD}-2"), ("29", f"{OLD}-3")):
        last = OLD if low == "28" else f"{OLD}-2"
        assert (
            run(
                folder, "correct", last, "--low", low, "--as-printed", low, "--reason", "x", "--yes"
            ).exit_code
            == 0
        )
        assert list(history(load(folder), OLD)["claim_id"])[-1] == new
    assert run(
        folder,
        "correct",
        "keeper2019-lit-2018",
        "--low",
        "61",
        "--as-printed",
        "61",
        "--reason",
        "x",
        "--yes",
    )
    assert "keeper2019-lit-2019," in texts(folder)[LIGHTS]  # numbered on from the correction's name


def test_a_bound_given_alone_is_both_of_a_point_only(folder: Path) -> None:
    files = read_files(contents(folder))
    assert correction(files, OLD, {"high": "28"}, "x").cells["low"] == "28"
    many = correction(files, "keeper2019-automated", {"low": "60"}, "x").cells
    assert (many["low"], many["high"]) == ("60", "80")


def test_an_empty_flag_empties_a_cell_and_another_series_takes_its_topic(folder: Path) -> None:
    files = read_files(contents(folder))
    assert (
        "attributed_to"
        not in correction(files, "keeper2019-automated", {"attributed_to": ""}, "x").cells
    )
    moved = correction(files, OLD, {"series_id": "passengers-fi-ee", "unit": "passengers"}, "x")
    assert moved.topic == "ferries"


def test_the_key_figure_of_a_topic_follows_its_correction(folder: Path) -> None:
    path = folder / "topics.csv"
    path.write_text(path.read_text().replace('after them.",,\n', f'after them.",{OLD},\n'))
    assert (
        run(
            folder,
            "correct",
            OLD,
            "--low",
            "28",
            "--as-printed",
            "28 lighthouses",
            "--reason",
            "x",
            "--yes",
        ).exit_code
        == 0
    )
    assert list(key_claims(load(folder))["claim_id"]) == [f"{OLD}-2"]


@pytest.mark.parametrize("command", ["correct", "withdraw"])
def test_what_is_not_in_force_is_neither_corrected_nor_withdrawn(
    command: str, folder: Path
) -> None:
    rest = [
        "--reason",
        "x",
        "--yes",
        *(["--low", "3", "--as-printed", "3"] if command == "correct" else []),
    ]
    unknown, where = 'claim_id: there is no claim "{}"; allowed: a claim in force; ', ""
    if command == "correct":
        unknown = 'name: there is no claim, document or work "{}"; allowed: the name of one; '
        where = ", or in documents.csv"
    assert_refused(
        folder,
        [command, "keeper2019-lit-2016", *rest],
        unknown.format("keeper2019-lit-2016") + 'did you mean "keeper2019-lit-2018"?',
    )
    assert_refused(
        folder,
        [command, "elephants", *rest],
        unknown.format("elephants") + f"look it up in the claims files{where}",
    )
    assert_refused(
        folder,
        [command, "keeper2019-lit", *rest],
        'claims/lighthouses.csv:2: claim_id: "keeper2019-lit" has already been corrected; '
        "allowed: a claim in force; use keeper2019-lit-2018 instead",
    )
    withdraw(folder, OLD, "Misread.")
    assert_refused(
        folder,
        [command, OLD, *rest],
        f'claims/lighthouses.csv:6: withdrawn: "{OLD}" was already withdrawn on {TODAY}; '
        "allowed: a claim in force; add a new claim if the document does say it",
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["correct", OLD, "--low", "28", "--as-printed", "28 lighthouses"],
            "reason: is empty; allowed: one line in your own words; say why with --reason",
        ),
        (
            ["correct", OLD, "--low", "28", "--as-printed", "28 lighthouses", "--reason", " "],
            "reason: is empty; allowed: one line in your own words; say why in a few words",
        ),
        (
            ["correct", OLD, "--low", "27", "--reason", "x", "--yes"],
            f'row: this correction of "{OLD}" changes no cell but its note or claim_id; allowed: '
            "a new value in at least one other cell; give a cell its right value; a note alone is "
            "edited in claims/lighthouses.csv:6",
        ),
        (
            ["correct", OLD, "--hedge", "abuot", "--reason", "x", "--yes"],
            f'hedge: "abuot" is not allowed; allowed: {", ".join(HEDGES)}; did you mean "about"?',
        ),
        (
            ["correct", OLD, "--low", "28", "--claim-id", "keeper2019-lit", "--reason", "x"],
            'claim_id: "keeper2019-lit" is already in '
            "claims/lighthouses.csv:2; allowed: each key once; keep one of the rows, or give this "
            "one a key of its own",
        ),
        (
            ["withdraw", OLD],
            "reason: is empty; allowed: one line in your own words; say why with --reason",
        ),
        (
            ["withdraw", OLD, "--reason", "a\nb", "--yes"],
            "reason: contains a line break; allowed: one line in your own words; "
            "say why in a few words",
        ),
    ],
)
def test_a_wrong_correction_is_told_and_nothing_is_touched(
    arguments: list[str], message: str, folder: Path
) -> None:
    assert_refused(folder, arguments, message)


@pytest.mark.parametrize(
    "command", [["correct", "--low", "28", "--as-printed", "28"], ["withdraw"]]
)
def test_nothing_is_written_where_nobody_can_say_yes(command: list[str], folder: Path) -> None:
    before = picture(folder)
    name, *flags = command
    result = run(folder, name, OLD, *flags, "--reason", "x")
    assert result.stdout.splitlines()[-1] == (
        "yes: is not given, and there is no terminal to ask on; allowed: --yes; "
        "look at the rows, and give --yes"
    )
    assert (result.exit_code, picture(folder)) == (1, before)


def test_a_correction_that_somebody_else_made_meanwhile_is_refused(folder: Path) -> None:
    row = correction(read_files(contents(folder)), OLD, {"low": "28", "as_printed": "28"}, "x")
    withdraw(folder, OLD, "Misread.")
    before = picture(folder)
    with pytest.raises(DatasetError, match="was already withdrawn on"):
        add(folder, [row])
    assert picture(folder) == before


def test_a_withdrawal_of_a_broken_file_is_refused_with_its_problems(folder: Path) -> None:
    path = folder / LIGHTS
    path.write_text(path.read_text().replace("62 lighthouses", '"62\nlighthouses"'))
    before = picture(folder)
    with pytest.raises(DatasetError, match="has a line break inside a quoted cell"):
        withdraw(folder, OLD, "Misread.")
    assert picture(folder) == before


@pytest.mark.parametrize("call", ["replace", "fsync", "chmod"])
def test_a_withdrawal_that_fails_leaves_the_old_file(
    call: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: Any, **__: Any) -> None:
        raise OSError(28, "No space left on device")

    before = picture(folder)
    with monkeypatch.context() as patch:
        patch.setattr(os, call, fails)
        with pytest.raises(DatasetError, match="cannot be written"):
            withdraw(folder, OLD, "Misread.")
    assert picture(folder) == before
    withdraw(folder, OLD, "Misread.")
    check(folder)


WORDS = st.text(st.characters(exclude_categories=("Cs",)), max_size=30)
NUMBERS = st.integers(0, 99).map(str)
CELLS: dict[str, st.SearchStrategy[str]] = {
    "period": st.sampled_from(["2017", "2018", "2017-02/2017-03", "", "2021", "2018?"]),
    "low": NUMBERS | st.just("") | st.sampled_from(["1,5", "07", "2.50"]),
    "high": NUMBERS | st.just(""),
    "best": st.just("") | NUMBERS,
    "hedge": st.sampled_from(["exact", "about", "range", "up_to", "at_least", "more_then"]),
    "unit": st.sampled_from(["lighthouses", "passengers", "percent"]),
    "as_printed": WORDS,
    "note": WORDS,
    "attributed_to": WORDS,
    "locator": st.sampled_from(["para 4", "para 41", "page 3", "4"]),
    "status": st.sampled_from(["observation", "estimate", "opinion", "seen"]),
    "reference_ids": st.sampled_from(["", "lloyd2018[3]", "lloyd2018;keeper2019", "lloyd"]),
}


@fewer(10)
@given(cells=st.fixed_dictionaries({}, optional=CELLS))
def test_what_add_accepts_check_accepts_and_a_correction_too(
    cells: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Every row comes in whole and is read back as it was written, or nothing changes."""
    folder = copied(tmp_path_factory.mktemp("any") / "data")
    before = texts(folder)
    try:
        add(folder, [claim(**cells)])
    except DatasetError:
        assert texts(folder) == before
        return
    once = texts(folder)
    assert {n: text for n, text in once.items() if n != LIGHTS} == {
        n: text for n, text in before.items() if n != LIGHTS
    }
    assert once[LIGHTS].startswith(before[LIGHTS])
    found = check(folder).frames["claims"].fillna("").iloc[-1]
    assert {name: found[name] for name in cells} == cells
    add(folder, [correction(read_files(contents(folder)), OLD, {"period": "2016"}, "Misread.")])
    check(folder)
    assert texts(folder)[LIGHTS].startswith(once[LIGHTS])
    withdraw(folder, f"{OLD}-2", "Misread.")
    check(folder)
    lines = texts(folder)[LIGHTS].splitlines(keepends=True)
    assert "".join(lines[:-1]) == once[LIGHTS]
