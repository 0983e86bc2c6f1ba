"""Numbers in words: hedge and unit, vague words as printed, of a change its direction and base."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from loaders.dataset import Claim, claims_in
from loaders.queries.claim_text import claim_statement, claim_words, hedged_words, number
from loaders.values.codelists import MAGNITUDE
from loaders.values.edtf import parse_period
from loaders.values.intervals import Quantity
from tests.support.real import REAL

[SOME] = claims_in(REAL.joined.iloc[[0]])
PERCENT, TIMES = Quantity(70, 70, "exact", unit="percent"), Quantity(2, 2, "exact", unit="multiple")

OF_PEOPLE = Quantity(16.7, 23.1, "range", unit="deaths_per_hundred_thousand", best=19.9)


def changed(measure: str, quantity: Quantity, base: str = "2000") -> Claim:
    """Return a claim of a kind of number, against a base period."""
    against = parse_period(base) if base else None
    return replace(SOME, measure=measure, quantity=quantity, base_period=against)


@pytest.mark.parametrize(
    ("claim", "words"),
    [
        (changed("share", PERCENT, ""), "70%"),
        (changed("decrease", PERCENT), "a fall of 70% against 2000"),
        (changed("decrease", PERCENT, "2000?"), "a fall of 70% against 2000 (inferred by us)"),
        (changed("decrease", replace(PERCENT, hedge="about")), "a fall of about 70% against 2000"),
        (
            changed("decrease", replace(PERCENT, high=80, hedge="range")),
            "a fall of 70 to 80% against 2000",
        ),
        (changed("increase", PERCENT), "a rise of 70% against 2000"),
        (changed("ratio", TIMES), "2 times its level in 2000"),
        (
            changed("ratio", replace(TIMES, high=math.nan, hedge="at_least")),
            "at least 2 times its level in 2000",
        ),
        (
            changed("ratio", Quantity(0.2, 0.2, "exact", unit="fraction")),
            "1/5 of its level in 2000",
        ),
        (changed("ratio", PERCENT), "70% of its level in 2000"),
        (changed("ratio", TIMES, ""), "2 times (base not stated)"),
        (changed("ratio", OF_PEOPLE, ""), "19.9 (16.7 to 23.1) deaths per 100,000 people"),
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


def given(printed: str, low: str, high: str, hedge: str, unit: str) -> Claim:
    """Return a share, printed so, with these bounds; an empty one is missing."""
    bounds = (float(bound or "nan") for bound in (low, high))
    quantity = Quantity(*bounds, hedge, unit=unit)
    return replace(SOME, measure="share", as_printed=printed, quantity=quantity, base_period=None)


@pytest.mark.parametrize(
    ("printed", "low", "high", "expected"),
    [
        ("tens of thousands of deaths", "10000", "", "tens of thousands of"),
        ("Millions of them", "1000000", "", "millions of"),
        ("dozens of ferries", "12", "", "dozens of"),
        ("several hundred boats", "200", "", "several hundred"),
        ("hundreds, even thousands", "100", "1000", "hundreds, even thousands of"),
        ("a great many", "100", "", "hundreds of"),
    ],
)
def test_an_order_of_magnitude_is_told_in_its_printed_words(
    printed: str, low: str, high: str, expected: str
) -> None:
    claim = given(printed, low, high, MAGNITUDE, "people")
    assert claim_words(REAL, claim) == f"{expected} people"


@pytest.mark.parametrize(
    ("printed", "low", "high", "hedge", "expected"),
    [
        ("over a third", "0.3333", "", "more_than", "more than a third"),
        ("about a fifth of it", "0.2", "0.2", "about", "about a fifth"),
        ("two-thirds", "0.6667", "0.6667", "exact", "two-thirds"),
        ("as much as half", "", "0.5", "up_to", "up to half"),
        ("one in five", "0.2", "0.2", "exact", "one in five"),
        ("virtually none", "0", "0", "about", "virtually none"),
        ("1/3 of them", "0.3333", "0.3333", "exact", "1/3"),
        ("0.47 of it", "0.47", "0.47", "exact", "0.47"),
    ],
)
def test_a_fraction_that_is_printed_in_words_is_told_in_words(
    printed: str, low: str, high: str, hedge: str, expected: str
) -> None:
    claim = given(printed, low, high, hedge, "fraction")
    assert claim_words(REAL, claim) == expected


@pytest.mark.parametrize(
    ("printed", "low", "high", "hedge", "expected"),
    [
        ("a doubling", "2", "2", "exact", "a doubling of"),
        ("at least doubled", "2", "", "at_least", "at least double"),
        ("more than tripled", "3", "", "more_than", "more than triple"),
        ("twice as many", "2", "2", "exact", "twice"),
        ("20 times", "20", "20", "exact", "20 times"),
        ("twenty times", "20", "20", "exact", "20 times"),
    ],
)
def test_a_multiple_that_is_one_word_is_told_in_it(
    printed: str, low: str, high: str, hedge: str, expected: str
) -> None:
    claim = given(printed, low, high, hedge, "multiple")
    claim = replace(claim, measure="ratio", base_period=parse_period("2000"))
    assert claim_words(REAL, claim) == f"{expected} its level in 2000"


def test_a_count_in_words_is_told_in_digits() -> None:
    claim = given("half a million", "500000", "500000", "exact", "people")
    assert claim_words(REAL, claim) == "500,000 people"


@pytest.mark.parametrize(
    ("low", "high", "hedge", "words"),
    [
        (70, 90, "range", "70 to 90%"),
        (70, 90, "about_range", "about 70 to 90%"),
        (50, 50, "about", "about 50%"),
        (50, 50, "nearly", "nearly 50%"),
        (math.nan, 50, "less_than", "less than 50%"),
        (math.nan, 50, "perhaps_less_than", "perhaps less than 50%"),
        (math.nan, 90, "perhaps_up_to", "perhaps up to 90%"),
        (50, math.nan, "perhaps_at_least", "perhaps at least 50%"),
        (50, math.nan, "perhaps_more_than", "perhaps more than 50%"),
    ],
)
def test_no_hedge_word_is_lost(low: float, high: float, hedge: str, words: str) -> None:
    share = Quantity(low, high, hedge, unit="percent")
    assert claim_words(REAL, changed("share", share, "")) == words


def test_nearly_a_third_stays_in_its_words() -> None:
    assert claim_words(REAL, given("almost a third", "0.3333", "0.3333", "nearly", "fraction")) == (
        "nearly a third"
    )


def test_bounds_without_printed_words_are_called_by_their_floors() -> None:
    assert hedged_words(10_000, math.nan, MAGNITUDE) == "tens of thousands"
    assert hedged_words(1000, 10_000, MAGNITUDE) == "thousands to tens of thousands"
    assert hedged_words(5000, math.nan, MAGNITUDE) == "5,000 or more"


def test_what_is_said_in_words_here_has_no_digits_that_it_does_not_have() -> None:
    worded = [c for c in claims_in(REAL.joined) if c.quantity.hedge == MAGNITUDE]
    worded += [c for c in claims_in(REAL.joined) if c.quantity.unit == "fraction"]
    for claim in worded:
        if not any(sign.isdigit() for sign in claim.as_printed):
            words = claim_words(REAL, claim)
            bounds = {number(end) for end in (claim.quantity.low, claim.quantity.high) if end > 0}
            assert not any(end in words for end in bounds), f"{claim.claim_id}: {words}"


@pytest.mark.parametrize(
    ("status", "credited", "expected"),
    [
        ("observation", "", "500 passengers"),
        ("estimate", "", "500 passengers, estimated"),
        ("allegation", "Kari Dahl", "500 passengers, alleged, according to Kari Dahl"),
        ("observation", "Kari Dahl", "500 passengers, according to Kari Dahl"),
    ],
)
def test_a_statement_has_status_and_credit(status: str, credited: str, expected: str) -> None:
    claim = replace(
        claims_in(REAL.joined)[0], status=status, attributed_to=credited, as_printed="500"
    )
    quantity = replace(claim.quantity, low=500, high=500, hedge="exact", unit="people")
    said = claim_statement(REAL, replace(claim, quantity=quantity))
    assert said == expected.replace("passengers", "people")


def test_a_sum_that_we_rounded_is_rounded_and_not_about() -> None:
    for claim in claims_in(REAL.joined):
        if claim.official and claim.computed:
            words = claim_words(REAL, claim)
            assert words.endswith(" (rounded)") == (claim.quantity.hedge == "about")
            assert "about" not in words
