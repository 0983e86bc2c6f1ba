"""The ledger of a text: what accounts for each numeral, and what accounts for none."""

from __future__ import annotations

import time

import pytest

from loaders.audit.ledger import RowWords, ledger, occurrences
from loaders.audit.source_texts import SourceText, read_text

TEXT = """A REPORT OF 2021

In 2020 some 70% of 170 keepers left.<sup>2</sup> Then 70% of the rest left.

The island has two piers and two
boats, one of them new.

# References

- <sup>1</sup> Lloyd, "Lights", 2018, 12.
and page 14 of the same.
- <sup>2</sup> Ibid., 13.
"""


def text(content: str = TEXT) -> SourceText:
    return read_text("report.txt", content.encode())


def closed(claims: list[RowWords], exclusions: list[RowWords]) -> dict[str, int]:
    return dict(ledger(text(), claims, exclusions).counts())


def claim(row: int, words: str, locator: str = "para 2") -> RowWords:
    return RowWords(row, locator, words)


def excluded(row: int, numeral: str, locator: str, reason: str = "date") -> RowWords:
    return RowWords(row, locator, numeral, reason)


def test_a_paragraph_is_a_line_that_is_not_blank_and_keeps_its_line() -> None:
    read = text()
    assert read.paragraphs[:2] == ("A REPORT OF 2021", TEXT.split("\n")[2])
    assert read.lines == (1, 3, 5, 6, 8, 10, 11, 12)


def test_line_ends_of_windows_and_a_byte_order_mark_are_no_part_of_a_paragraph() -> None:
    read = read_text("w.txt", b"\xef\xbb\xbfOne\r\n\r\nTwo\r\n")
    assert read.paragraphs == ("One", "Two")
    assert read.lines == (1, 3)


def test_a_reference_list_runs_from_its_heading_to_the_next() -> None:
    assert text().apparatus == {6, 7, 8}
    assert text(TEXT + "\n# About\n\nBorn in 1970.").apparatus == {6, 7, 8}


def test_a_footnote_between_paragraphs_is_no_body_text() -> None:
    assert text("Body 1.\n\n<sup>3</sup> A note of 1999.\n\nBody 2.").apparatus == {2}


def test_nothing_accounts_for_a_numeral_that_no_row_has() -> None:
    found = ledger(text(), [claim(0, "some 70%")], [excluded(1, "2020", "para 2")])
    told = [text().numerals[place].text for place in found.unaccounted]
    first = ["2021", "170", "2", "70", "two", "two", "one"]
    assert told == [*first, "1", "2018", "12", "14", "2", "13"]


def test_two_claims_with_the_same_words_take_two_occurrences() -> None:
    assert closed([claim(0, "70%"), claim(1, "70%")], []) == {"claim": 2}
    assert closed([claim(0, "70%")], []) == {"claim": 1}


def test_words_do_not_stand_where_they_cut_a_numeral_or_a_word_in_two() -> None:
    passage = text().located("para 2")
    assert [passage.text[a:b] for a, b in occurrences("70", passage)] == ["70", "70"]
    assert list(occurrences("eepers left", passage)) == []
    assert list(occurrences("", passage)) == []


def test_words_may_run_over_the_end_of_a_paragraph() -> None:
    found = ledger(text(), [claim(0, "two piers and two boats", "para 3-4")], [])
    assert found.counts() == {"claim": 2}


def test_a_claim_wins_over_an_exclusion_and_a_row_over_a_star() -> None:
    rows = [excluded(0, "*", "para 6-8", "bibliographic"), excluded(1, "2018", "para 6")]
    counts = closed([claim(9, "page 14", "para 7")], rows)
    assert counts == {"claim": 1, "date": 1, "bibliographic": 4}


def test_an_exclusion_that_accounts_for_nothing_is_unused() -> None:
    rows = [excluded(4, "2020", "para 3"), excluded(5, "70", "para 2")]
    claims = [claim(0, "some 70%")]
    assert ledger(text(), claims, rows).unused == [4]
    assert ledger(text(), [*claims, claim(1, "70% of the rest")], rows).unused == [4, 5]


def test_a_row_excludes_one_numeral_with_words_to_tell_it_by() -> None:
    found = ledger(
        text(), [], [excluded(0, "two piers", "para 3"), excluded(1, "two boats", "para 3-4")]
    )
    assert found.unused == []
    assert found.counts() == {"date": 2}
    several = ledger(text(), [], [excluded(0, "two piers and two", "para 3")])
    assert several.unused == [0]


@pytest.mark.parametrize("space", [" ", "\xa0", "\u2009", "\u202f"])
def test_a_row_excludes_a_number_whose_thousands_stand_apart(space: str) -> None:
    said = text(f"75 per 100{space}000 of them, 5 of 12")
    found = ledger(
        said, [], [excluded(0, f"100{space}000", "para 1"), excluded(1, "5 of 12", "para 1")]
    )
    assert (found.counts(), found.unused) == ({"date": 2}, [1])


def test_only_a_footnote_mark_excludes_a_mark_and_it_excludes_nothing_else() -> None:
    found = ledger(text(), [], [excluded(0, "2", "para 2", "date")])
    assert found.unused == [0]
    found = ledger(text(), [], [excluded(0, "2", "para 2", "footnote_mark")])
    assert found.counts() == {"footnote_mark": 1}
    found = ledger(text(), [], [excluded(0, "2020", "para 2", "footnote_mark")])
    assert found.unused == [0]


@pytest.mark.parametrize("locator", ["para 2", "para 4-6", "para 5"])
def test_a_star_outside_references_and_footnotes_is_told(locator: str) -> None:
    assert ledger(text(), [], [excluded(7, "*", locator, "bibliographic")]).starred == [7]


def test_an_exclusion_is_words_and_no_pattern() -> None:
    found = ledger(text("Of 1.5 (5) and 145."), [], [excluded(0, "1.5 (", "para 1")])
    assert [*found.ways] == [(1, 3)]
    for pattern in ("1.5|145", "[0-9]", "(5", "14?5", "\\d+"):
        assert [*occurrences(pattern, text("145 is 1x5").located("para 1"))] == []


@pytest.mark.parametrize("joint", ["\n", " "])
def test_a_long_text_with_many_rows_is_accounted_for_in_good_time(joint: str) -> None:
    read = text(joint.join(f"In {n} <sup>{n}</sup> {n} keepers left." for n in range(4000)))
    where = [f"para {n + 1}" if joint == "\n" else "para 1" for n in range(4000)]
    rows = [excluded(n, str(n), place, "date") for n, place in enumerate(where)]
    rows += [excluded(n, str(n), place, "footnote_mark") for n, place in enumerate(where)]
    began = time.process_time()
    found = ledger(read, [claim(n, f"{n} keepers", where[n]) for n in range(400)], rows)
    assert found.counts() == {"date": 7600, "footnote_mark": 4000, "claim": 400}
    assert time.process_time() - began < 10


@pytest.mark.parametrize("locator", ["para 99", "para 3-1", "page 4", "para 0"])
def test_a_locator_outside_the_text_finds_nothing(locator: str) -> None:
    assert ledger(text(), [claim(0, "70%", locator)], []).counts() == {}
