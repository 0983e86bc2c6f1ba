"""Numbers in words: hedge and unit, and of a change its direction and what it is against."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from loaders.dataset import Claim, claims_in
from loaders.queries.claim_text import claim_words
from loaders.values.edtf import parse_period
from loaders.values.intervals import Quantity
from tests.support.real import REAL

[SOME] = claims_in(REAL.joined.iloc[[0]])
PERCENT, TIMES = Quantity(70, 70, "exact", unit="percent"), Quantity(2, 2, "exact", unit="multiple")


def changed(measure: str, quantity: Quantity, base: str = "2000") -> Claim:
    """Return a claim of a kind of number, against a base period."""
    against = parse_period(base) if base else None
    return replace(SOME, measure=measure, quantity=quantity, base_period=against)


@pytest.mark.parametrize(
    ("claim", "words"),
    [
        (changed("share", PERCENT, ""), "70%"),
        (changed("decrease", PERCENT), "a fall of 70% against 2000"),
        (changed("decrease", PERCENT, "2000?"), "a fall of 70% against 2000 (inferred)"),
        (changed("decrease", replace(PERCENT, hedge="about")), "a fall of about 70% against 2000"),
        (
            changed("decrease", replace(PERCENT, high=80, hedge="range")),
            "a fall of 70 to 80% against 2000",
        ),
        (changed("increase", PERCENT), "a rise of 70% against 2000"),
        (changed("ratio", TIMES), "2 times what it was in 2000"),
        (
            changed("ratio", replace(TIMES, high=math.nan, hedge="at_least")),
            "at least 2 times what it was in 2000",
        ),
        (
            changed("ratio", Quantity(0.2, 0.2, "exact", unit="fraction")),
            "1/5 of what it was in 2000",
        ),
        (changed("ratio", PERCENT), "70% of what it was in 2000"),
        (changed("ratio", TIMES, ""), "2 times (base not stated)"),
        (
            replace(changed("ratio", TIMES, ""), indicator_id="fentanyl_potency"),
            "2 times the strength of heroin",
        ),
    ],
)
def test_a_change_says_its_direction_and_its_base(claim: Claim, words: str) -> None:
    assert claim_words(REAL, claim) == words


@pytest.mark.parametrize(
    ("low", "words"),
    [(0.3333, "1/3"), (0.6667, "2/3"), (0.25, "1/4"), (0.333, "0.333"), (0.47, "0.47")],
)
def test_a_fraction_is_written_as_texts_have_it(low: float, words: str) -> None:
    part = Quantity(low, low, "exact", unit="fraction")
    assert claim_words(REAL, changed("share", part, "")) == words
    assert claim_words(REAL, changed("share", replace(part, low=0, high=0), "")) == "0"
