"""Documents and works, corrected in their place: one row, one entry, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from loaders.citations.entry_text import field_value, with_field
from tests.support.adding import picture, texts
from tests.support.commands import run

ENTRY = '@book{a,\n  author = "Lee, Bo",\n  title = {A {Baltic}, 1 = 1 tale},\n  year = 2018\n}'


@pytest.mark.parametrize(
    ("name", "value", "old", "new"),
    [
        ("title", "Tale", "{A {Baltic}, 1 = 1 tale}", "{Tale}"),
        ("AUTHOR", "Lee, Bob", '"Lee, Bo"', "{Lee, Bob}"),
        ("year", "2019", "2018", "{2019}"),
        ("title", "", "\n  title = {A {Baltic}, 1 = 1 tale},", ""),
        ("url", "https://a.b/c_d", "2018\n", "2018,\n  url = {https://a.b/c_d}\n"),
        ("doi", "", "", ""),
    ],
)
def test_one_field_is_another_and_every_other_letter_stays(
    name: str, value: str, old: str, new: str
) -> None:
    assert with_field(ENTRY, name, value) == ENTRY.replace(old, new, 1)


@pytest.mark.parametrize(
    ("name", "words", "value"),
    [
        ("author", "Ministry of Boats", "{Ministry of Boats}"),
        ("author", "Lee, Bo and Saar, Jaan", "Lee, Bo and Saar, Jaan"),
        ("author", "{Lights}", "{Lights}"),
        ("title", "Fish & ships_", r"Fish \& ships\_"),
        ("title", "The {Baltic}", "The {Baltic}"),
        ("url", "https://a.b/c_d?e=f&g", "https://a.b/c_d?e=f&g"),
    ],
)
def test_words_become_what_stands_in_an_entry(name: str, words: str, value: str) -> None:
    assert field_value(name, words) == value


def test_a_field_that_another_one_quotes_is_left_to_its_editor(folder: Path) -> None:
    bib = folder / "references.bib"
    bib.write_text(bib.read_text().replace("A list of {Baltic} lights", "Seen, year = 1999, again"))
    before = picture(folder)
    told = run(folder, "correct", "lloyd2018", "--set", "year=2017", "--yes").stdout
    assert "year: cannot be told from the text around it; edit the entry" in told
    assert picture(folder) == before


def test_a_document_and_its_work_are_corrected_in_their_place(folder: Path) -> None:
    before = texts(folder)
    flags = ("--set", "published=2019-06", "--set", "title=The first keepers", "--yes")
    told = run(folder, "correct", "keeper2019", *flags)
    assert told.stdout.splitlines() == [
        "In documents.csv, references.bib, keeper2019:",
        "  published: 2019-05 → 2019-06",
        "  title: The last keepers → The first keepers",
        "wrote documents.csv, references.bib",
    ]
    after = texts(folder)
    assert {name for name in after if after[name] != before[name]} == {
        "documents.csv",
        "references.bib",
    }
    documents = before["documents.csv"].replace("analysed,2019-05,", "analysed,2019-06,")
    assert after["documents.csv"] == documents
    works = before["references.bib"].replace("{The last keepers}", "{The first keepers}")
    assert after["references.bib"] == works


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ("lloyd2081", "--set", "title=X"),
            'name: there is no claim, document or work "lloyd2081"',
        ),
        (
            ("lloyd2018", "--set", "titel=X"),
            'set: lloyd2018 has no "titel"; allowed: author, title',
        ),
        (("lloyd2018", "--set", "title"), 'set: "title" names no column'),
        (("lloyd2018", "--set", "year="), "year: lloyd2018 has no year; "),
        (("lloyd2018", "--set", "year=2018"), "year: is as it was"),
        (("lloyd2018", "--set", "year=2017"), "yes: is not given"),
        (("lloyd2018", "--set", "year=2017", "--reason", "x"), "reason: is kept with claims only"),
        (("lloyd2018", "--low", "3"), 'set: lloyd2018 has no "low"'),
        (("keeper2019", "--set", "paragraphs=41"), "paragraphs: follows from the document's text"),
        (
            ("keeper2019", "--set", "published=May 2019"),
            'published: "May 2019" is',
        ),
        (("keeper2019-visitors", "--set", "added=x"), 'set: "added" cannot be set'),
    ],
)
def test_a_wrong_correction_is_told_and_nothing_is_touched(
    arguments: tuple[str, ...], message: str, folder: Path
) -> None:
    before = picture(folder)
    told = run(folder, "correct", *arguments)
    assert told.exit_code == 1
    assert told.stdout.splitlines()[-1].startswith(message)
    assert {k: v for k, v in picture(folder).items() if k != ".lock"} == before
