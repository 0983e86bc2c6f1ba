from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from num2words import num2words

from loaders.quantities.amounts import amount
from loaders.quantities.numerals import LEXICON, numerals


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1,900 hectares in 2000", ["1,900", "2000"]),
        ("one hundred and fifty labs", ["one hundred and fifty"]),
        ("half a million, tens of thousands", ["half a million", "tens of thousands"]),
        ("a decade and a half", ["decade and a half"]),
        ("half a century, a quarter of a century", ["half a century", "quarter of a century"]),
        ("a couple of hundred people", ["couple of hundred"]),
        ("the twenty-first century", ["twenty-first", "century"]),
        ("10kg, 10ish, 250mg", ["10", "10", "250"]),
        ("the 67th session, 3-fold, the 1920s", ["67th", "3-fold", "1920s"]),
        ("most, both, no, once, anyone, wonder, tent", []),
        ("&#8217; and &amp;", []),
        ("30,000-40,000 ha", ["30,000", "40,000"]),
        ("1,2,3,,4", ["1,2,3", "4"]),
        ("", []),
    ],
)
def test_the_numerals_of_a_text(text: str, expected: list[str]) -> None:
    assert [found.text for found in numerals(text)] == expected


@given(st.text())
def test_a_numeral_stands_where_it_says(text: str) -> None:
    found = numerals(text)
    assert all(text[n.start : n.end] == n.text for n in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@pytest.mark.parametrize("word", sorted(LEXICON))
def test_every_word_of_the_lexicon_is_one_numeral_with_a_number(word: str) -> None:
    assert [found.text for found in numerals(f"x {word} y")] == [word]
    assert amount(word) is not None


@given(st.integers(0, 10**12))
def test_a_number_in_words_is_one_numeral_of_its_value(number: int) -> None:
    words = num2words(number).replace(",", "")
    (found,) = numerals(words)
    read = amount(found.text)
    assert read is not None and read.value == number


@given(st.integers(0, 10**15))
def test_a_number_with_commas_has_its_value(number: int) -> None:
    read = amount(f"{number:,}")
    assert read is not None and read.value == number


@pytest.mark.parametrize(
    ("numeral", "value", "form"),
    [
        ("half a million", "500000", "number"),
        ("two and a half million", "2500000", "number"),
        ("million and a half", "1500000", "number"),
        ("three quarters of a million", "750000", "number"),
        ("100 crore", "1000000000", "number"),
        ("1 lakh crore", "1000000000000", "number"),
        ("12,34,567", "1234567", "number"),
        ("third", "0.3333", "fraction"),
        ("two-thirds", "0.6667", "fraction"),
        ("one hundredth", "0.01", "fraction"),
        ("decade and a half", "1.5", "years"),
        ("two decades", "2", "years"),
        ("quarter of a century", "0.25", "years"),
        ("tens of thousands", "10000", "magnitude"),
        ("fourfold", "4", "multiple"),
        ("3-fold", "3", "multiple"),
        ("halved", "0.5", "fraction"),
        ("67th", "67", "ordinal"),
        ("twenty-first", "21", "ordinal"),
        ("twenty-third", "23", "ordinal"),
        ("1920s", "1920", "era"),
        ("thirties", "30", "era"),
        ("nil", "0", "number"),
    ],
)
def test_what_a_numeral_comes_to(numeral: str, value: str, form: str) -> None:
    read = amount(numeral)
    assert read is not None and (read.value, read.form) == (Decimal(value), form)


@pytest.mark.parametrize("numeral", ["1,2,3", "1.2.3", "", "x", "1" * 400, "1,", "12,34"])
def test_what_is_no_number_has_no_amount(numeral: str) -> None:
    assert amount(numeral) is None
