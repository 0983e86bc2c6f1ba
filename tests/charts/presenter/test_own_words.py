"""A presenter's words: text and nothing else, over what a chart says by itself."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charts.presenter.own_words import (
    NOTE,
    RIGHT_TO_LEFT,
    Headline,
    OwnNote,
    OwnWords,
    note_of,
    plain_words,
)

HOSTILE = st.text(st.sampled_from("a\u0301\u0323 \u202e\u2066\u05d0\u0661<&\x00\ud800\n1,"))


@given(st.text() | HOSTILE, st.integers(1, 30))
def test_words_are_seen_read_from_the_left_and_as_long_as_they_may_be(text: str, most: int) -> None:
    plain = plain_words(text, most)
    assert len(plain) <= most
    assert plain.isprintable()
    assert not {unicodedata.bidirectional(sign) for sign in plain} & RIGHT_TO_LEFT
    assert plain_words(plain, most) == plain


def test_marks_are_not_heaped_on_a_letter() -> None:
    assert plain_words("Q" + "\u0301" * 40 + "x", 50) == "Q\u0301\u0301x"


@pytest.mark.parametrize(
    ("cell", "at", "text", "on_days"),
    [
        ("2019/2021 The pandemic", "2019/2021", "The pandemic", True),
        ("c0  Two   words ", "c0", "Two words", False),
        ("2019-13 A month", "2019-13", "A month", False),
        ("c0 " + "x" * 200, "c0", "x" * NOTE, False),
    ],
)
def test_a_note_is_on_a_claim_or_on_a_period(cell: str, at: str, text: str, on_days: bool) -> None:
    note = note_of(cell)
    assert note == OwnNote(at, text)
    assert (note.period is not None) == on_days


@pytest.mark.parametrize(
    ("own", "head", "credit"),
    [
        (OwnWords(), Headline("Deaths", "Unit: deaths", ["It rose."]), ""),
        (
            OwnWords("A peak"),
            Headline("A peak", "Deaths; Unit: deaths", ["It rose."]),
            "Title by the presenter.",
        ),
        (
            OwnWords("A peak", "And after", (OwnNote("2019", "Here"),)),
            Headline("A peak", "Deaths; Unit: deaths", ["And after"]),
            "Title, subtitle and note by the presenter.",
        ),
        (
            OwnWords(notes=(OwnNote("2019", "Here"), OwnNote("2020", "There"))),
            Headline("Deaths", "Unit: deaths", ["It rose."]),
            "Notes by the presenter.",
        ),
    ],
)
def test_the_charts_own_title_and_unit_stay_and_the_words_are_credited(
    own: OwnWords, head: Headline, credit: str
) -> None:
    assert own.over("Deaths", "Unit: deaths", ["It rose."]) == head
    assert own.credit == credit
