"""Footnotes: the sentence of a number, its marks, and the works that a footnote names."""

from __future__ import annotations

import time

import pytest

from loaders.audit.footnotes import (
    cites_something,
    footnote_marks,
    footnotes,
    is_aside,
    sentence_span,
    works_named,
)
from loaders.audit.source_texts import read_text
from loaders.citations.works import Work


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Few. Some 12 left.<sup>3</sup> More.", "12", " Some 12 left.<sup>3</sup>"),
        ("The U.S. Navy sank 12.<sup>1</sup> Why?", "12", "The U.S. Navy sank 12.<sup>1</sup>"),
        ("It cost Rs. 12 in No. 4.", "12", "It cost Rs. 12 in No. 4."),
        ("By 1.2 in 2020<sup>7</sup> and on. Then", "1.2", "By 1.2 in 2020<sup>7</sup> and on."),
        ("Only “12.”<sup>2</sup> More", "12", "Only “12.”<sup>2</sup>"),
        ("no end of 12", "12", "no end of 12"),
        ("Some 12. More", "12.", "Some 12."),
        ("Was it Plan B? Some 12 say so.", "12", " Some 12 say so."),
        ("It was he. Sen. Roe saw 12.", "12", " Sen. Roe saw 12."),
    ],
)  # fmt: skip
def test_a_sentence_ends_behind_its_footnote_marks(text: str, words: str, expected: str) -> None:
    at = text.index(words)
    begin, end = sentence_span(text, at, at + len(words))
    assert text[begin:end] == expected


def test_the_sentences_of_a_long_paragraph_are_found_in_good_time() -> None:
    text = "It cost Rs. 12 there. " * 40_000
    began = time.process_time()
    begin, end = sentence_span(text, len(text) - 20, len(text) - 10)
    assert text[begin:end] == " It cost Rs. 12 there."
    assert time.process_time() - began < 5


def test_a_mark_may_hold_several_numbers() -> None:
    assert footnote_marks("a<sup>3</sup> b<sup>4, 5</sup> c<sup>th</sup>") == ["3", "4", "5"]


NOTES = """Body.<sup>1</sup>

References

<sup>1</sup> Anna Lloyd, “A List of *Báltic* Lights,” 2018, 12; Kai Rand,
“Pilots,” 2019.

<sup>2</sup> *Ibid.*

<sup>3</sup> Interviews of the author.

<sup>3</sup> “Pilots in Winter and in Spring”, 2020.
"""
WORKS = {
    "lloyd2018": Work("lloyd2018", "book", {"title": "A list of {Baltic} lights: A guide"}, 1),
    "rand2019": Work("rand2019", "article", {"title": "Pilots", "author": "Rand, Kai"}, 9),
    "other": Work("other", "article", {"title": "Pilots", "author": "Doe, Jo"}, 20),
}


def test_a_paragraph_without_a_mark_goes_on_with_the_footnote_before_it() -> None:
    found = footnotes(read_text("notes.txt", NOTES.encode()))
    assert list(found) == ["1", "2", "3"]
    assert "Pilots,” 2019" in found["1"]
    assert "Interviews" in found["3"] and "Winter" in found["3"]


def test_works_are_named_by_title_and_ibid_names_those_before() -> None:
    found = works_named(footnotes(read_text("notes.txt", NOTES.encode())), WORKS)
    assert found == {"1": {"lloyd2018", "rand2019"}, "2": {"lloyd2018", "rand2019"}, "3": set()}


@pytest.mark.parametrize(
    ("title", "author", "named"),
    [
        ("Lights of Riga", "Doe, Jo", True),
        ("Riga lights", "Doe, Jo", False),
        ("Riga lights", "Rand, Kai", True),
        ("The keeper's lights", "Doe, Jo", True),
        ("Lights of Riga", "", True),
    ],
)
def test_a_title_of_two_words_counts_only_beside_its_author(
    title: str, author: str, named: bool
) -> None:
    note = "Kai Rand, “Lights of Riga”, “Riga lights”, and “The keeper’s lights”, 2019."
    work = Work("work", "article", {"title": title, "author": author}, 1)
    assert works_named({"1": note}, {"work": work}) == {"1": {"work"} if named else set()}


def test_ibid_twice_names_the_works_of_the_footnote_before_the_first() -> None:
    notes = {"1": "Rand, “Lights of Riga”.", "2": "Ibid.", "3": "Ibid., 4."}
    work = Work("work", "article", {"title": "Lights of Riga"}, 1)
    assert set.intersection(*works_named(notes, {"work": work}).values()) == {"work"}


@pytest.mark.parametrize(
    ("note", "named"),
    [
        ("For further background on light, see Kai Rand, “Lights of Riga”, 2019.", False),
        ("For historic trends and their maps, see “Lights of Riga”, 2019.", False),
        ("For exact figures, see “Lights of Riga”, 2019.", True),
        ("“Lights of Riga”, 2019. For more, see “Lamps of Tartu”, 2020.", True),
    ],
)
def test_works_for_further_reading_are_no_sources(note: str, named: bool) -> None:
    work = Work("work", "article", {"title": "Lights of Riga"}, 1)
    assert works_named({"1": note}, {"work": work}) == {"1": {"work"} if named else set()}
    assert cites_something([note]) is named


@pytest.mark.parametrize(
    ("text", "aside"),
    [
        ("In Riga, a city of some 600,000 people, 62 lights stand.", True),
        ("In Riga, a city of some 600,000 people stands.", False),
        ("It had 62 lights, some 600,000 people, and a port.", False),
    ],
)
def test_a_description_between_commas_is_an_aside(text: str, aside: bool) -> None:
    start = text.index("some 600,000 people")
    assert is_aside(text, start, start + len("some 600,000 people")) is aside


def test_a_remark_cites_nothing() -> None:
    assert not cites_something(["Interviews of the author in 2019."])
    assert cites_something(["See “Lights”, 2018."])
    assert cites_something(["Ibid."])
    assert not cites_something([])
