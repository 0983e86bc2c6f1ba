"""Words beside the text: in their paragraph, in another one, or nowhere, told at every way in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from loaders.__main__ import main
from loaders.audit.placement import misplaced, text_cautions
from loaders.audit.proposal import proposed
from loaders.audit.source_texts import read_text
from loaders.storage.folder import contents, read_files
from tests.support.adding import CLAIM, claim, put_text

TEXT = (
    "# Lamps\n\nIn 2016 there were 30 lights.\n\n"
    "The keepers: 24:  Percentage, and “about \\$5”.\n\n"
    "**27 lighthouses** are lit. There are 127 lighthouses elsewhere.\n"
)
TOLD_BASE = (
    "Its sentence in para 2 of lamps.txt names 2016, but not 2015, with which the row compares."
)
NOWHERE = '"28 lighthouses" is nowhere in lamps.txt; read the paragraph, and correct the row'


@pytest.mark.parametrize(
    ("locator", "words", "told"),
    [
        ("para 4", "27 lighthouses", None),
        ("page 4", "28 lighthouses", None),
        ("para 2", "27 lighthouses", ("locator", "it is in para 4: correct the locator")),
        ("para 2", "28 lighthouses", ("as_printed", "read the paragraph, and correct the row")),
        ("para 3", "24: Percentage", ("as_printed", '"24:  Percentage" is, with other spaces')),
        ("para 3", "about $5", ("as_printed", '"about \\$5" is, with other spaces')),
        ("para 4", "7 lighthouses", ("as_printed", "read the paragraph, and correct the row")),
    ],
)
def test_words_are_in_their_paragraph_in_another_or_nowhere(
    locator: str, words: str, told: tuple[str, str] | None
) -> None:
    found = misplaced(read_text("lamps.txt", TEXT.encode()), locator, words, "as_printed")
    assert (found and (found.column, found.fix[: len(told[1])]) if told else found) == told


@pytest.fixture
def at_hand(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put the text of a document of the small dataset into the dataset's own folder of texts."""
    monkeypatch.delenv("CITED_FIGURES_TEXTS", raising=False)
    put_text(folder, "lamps.txt", TEXT)
    return folder


WRONG = CLAIM | {"low": "28", "high": "28", "as_printed": "28 lighthouses"}
FLAGS = [f"--{name.replace('_', '-')}={cell}" for name, cell in WRONG.items()]
WAYS = {
    "flags": (FLAGS, ""),
    "paste": (["--paste", "-"], f"{','.join(WRONG)}\n{','.join(WRONG.values())}\n"),
    "jsonl": (["--jsonl", "-"], json.dumps(WRONG)),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_number_that_the_text_does_not_have_is_told_when_it_comes_in(
    way: str, at_hand: Path
) -> None:
    options, given = WAYS[way]
    command = ["add", "lighthouses", "--datasets", str(at_hand), *options]
    refused = CliRunner().invoke(main, command, input=given)
    assert f"as_printed: keeper2019-lit-2017: {NOWHERE}" in refused.output
    assert "say that they are meant: --all-the-same\n" in refused.output
    assert refused.exit_code == 1
    done = CliRunner().invoke(main, [*command, "--all-the-same"], input=given)
    assert f"check this: keeper2019-lit-2017: text: {NOWHERE}" in done.output
    assert done.exit_code == 0


def test_on_a_terminal_words_that_the_text_does_not_have_need_a_yes(
    at_hand: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("loaders.commands.add.on_terminal", lambda: True)
    told = ["lit-ee", "2017", "28 lighthouses", "keeper2019 para 4"]
    answers = [*told, "yes", "", "yes", "y"]
    command = ["add", "lighthouses", "--datasets", str(at_hand)]
    done = CliRunner().invoke(main, command, input="\n".join([*answers, ""]))
    assert (done.output.count("Write it all the same [y/N]: "), done.exit_code) == (2, 0), (
        done.output
    )


def test_a_correction_is_held_against_the_text(at_hand: Path) -> None:
    assert (
        CliRunner()
        .invoke(
            main,
            ["add", "lighthouses", "--datasets", str(at_hand), "--jsonl", "-"],
            input=json.dumps(CLAIM),
        )
        .exit_code
        == 0
    )
    changes = ["--low=28", "--as-printed=28 lighthouses", "--reason", "Misread.", "--yes"]
    command = ["correct", "keeper2019-lit-2017", "--datasets", str(at_hand), *changes]
    assert f"text: {NOWHERE}" in CliRunner().invoke(main, command).output


def test_a_text_that_is_not_at_hand_says_nothing(at_hand: Path) -> None:
    row = claim(low="28", high="28")
    assert [one.kind for one in proposed(at_hand, [row]).remarks] == ["text"]
    (at_hand / "texts/lamps.txt").unlink()
    assert proposed(at_hand, [row]).remarks == ()


def test_another_year_to_compare_with_than_the_text_names_is_told(at_hand: Path) -> None:
    words = {"as_printed": "30 lights", "unit": "lighthouses", "low": "30", "high": "30"}
    files = read_files(contents(at_hand))
    for base, told in (
        ("2015", [TOLD_BASE]),
        ("2016", []),
        ("", []),
    ):
        row = claim(**words, period="2017", base_period=base, locator="para 2")
        assert [one.text for one in text_cautions(files, [row], at_hand)] == told
