from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from num2words import num2words

from loaders.quantities.extraction import MOST_WORDS, Reading, readings
from loaders.quantities.hedges import AFTER, BEFORE
from loaders.quantities.numerals import numerals
from loaders.quantities.unit_lookup import UnitKeys
from loaders.values.codelists import HEDGES

Interval = tuple[str, str, str]


def bounds(reading: Reading) -> Interval:
    low, high = reading.low, reading.high
    return ("" if low is None else str(low), "" if high is None else str(high), reading.hedge)


def only(text: str) -> Reading:
    (found,) = readings(text)
    return found


def given_by(number: Decimal | int, hedge: str) -> tuple[Decimal | None, Decimal | None, str]:
    value = Decimal(number)
    low = None if hedge in ("less_than", "up_to") else value
    high = None if hedge in ("at_least", "more_than") else value
    return low, high, hedge


@pytest.mark.parametrize(
    ("text", "words", "expected", "unit"),
    [
        (
            "half a million weapons are",
            "half a million weapons",
            ("500000", "500000", "exact"),
            "weapons",
        ),
        ("about a quarter of a million", None, ("250000", "250000", "about"), ""),
        ("over a third of the land", "over a third", ("0.3333", "", "more_than"), ""),
        ("by two-thirds since", "two-thirds", ("0.6667", "0.6667", "exact"), ""),
        ("one in five users", "one in five", ("0.2", "0.2", "exact"), ""),
        ("four out of ten", None, ("0.4", "0.4", "exact"), ""),
        ("close to half of it", "close to half", ("0.5", "0.5", "about"), ""),
        ("half a kilogram of it", "half a kilogram", ("0.5", "0.5", "exact"), "kilogram"),
        ("1/3 of all", "1/3", ("0.3333", "0.3333", "exact"), ""),
        ("a doubling of seizures", "doubling", ("2", "2", "exact"), ""),
        ("should be at least doubled and", "at least doubled", ("2", "", "at_least"), ""),
        ("up to 50 times stronger", "up to 50 times", ("", "50", "up_to"), "times"),
        ("two-fold: to cut", "two-fold", ("2", "2", "exact"), ""),
        ("Over Rs 100 crore in MP", "Over Rs 100 crore", ("1000000000", "", "more_than"), "Rs"),
        (r"at \$300, as a way", r"\$300", ("300", "300", "exact"), "$"),
        (r"to some \$260 per kilo, about", r"some \$260 per kilo", ("260", "260", "about"), "$"),
        ("spent $5bn on", "$5bn", ("5000000000", "5000000000", "exact"), "$"),
        ("US$5.5 million", None, ("5500000", "5500000", "exact"), "US$"),
        ("5k", None, ("5000", "5000", "exact"), ""),
        ("about 70-90% of firearms", "about 70-90%", ("70", "90", "about_range"), "%"),
        (
            "between 4.6 and 8.8% in 2020<sup>37</sup> could",
            "between 4.6 and 8.8%",
            ("4.6", "8.8", "range"),
            "%",
        ),
        ("5 to 7 million people", None, ("5000000", "7000000", "range"), "people"),
        ("$5-$7 million", None, ("5000000", "7000000", "range"), "$"),
        ("fifty to a hundred thousand", None, ("50000", "100000", "range"), ""),
        ("two to three hundred thousand", None, ("200000", "300000", "range"), ""),
        ("two or three officials", None, ("2", "3", "range"), "officials"),
        ("ranging from 5 kg to 7 kg", "5 kg to 7 kg", ("5", "7", "range"), "kg"),
        (
            "thousands, perhaps tens of thousands, though",
            "thousands, perhaps tens of thousands",
            ("1000", "10000", "order_of_magnitude"),
            "",
        ),
        ("tens to hundreds of thousands", None, ("10000", "100000", "order_of_magnitude"), ""),
        (
            "dozens of local governments, the",
            "dozens of local governments",
            ("12", "", "order_of_magnitude"),
            "governments",
        ),
        ("a few dozen yards north", "a few dozen yards", ("24", "", "order_of_magnitude"), "yards"),
        ("a few hundred thousand boats", None, ("200000", "", "order_of_magnitude"), "boats"),
        ("several tens of thousands", None, ("20000", "", "order_of_magnitude"), ""),
        ("a hundred thousand boats", None, ("100000", "100000", "exact"), "boats"),
        ("several hundred boats", None, ("200", "", "order_of_magnitude"), "boats"),
        ("many thousands of boats", None, ("2000", "", "order_of_magnitude"), "boats"),
        (
            "a few thousand, perhaps tens of thousands",
            None,
            ("2000", "10000", "order_of_magnitude"),
            "",
        ),
        ("hundreds of boats", None, ("100", "", "order_of_magnitude"), "boats"),
        ("a couple dozen boats", None, ("24", "24", "exact"), "boats"),
        ("for a decade and a half now", "a decade and a half", ("1.5", "1.5", "exact"), "decades"),
        ("about two decades of it", "about two decades", ("2", "2", "about"), "decades"),
        ("two-year disruptions", "two-year", ("2", "2", "exact"), "year"),
        ("after a year and half in office", "a year and half", ("1.5", "1.5", "exact"), "year"),
        ("two years and a half", None, ("2.5", "2.5", "exact"), "years"),
        (
            "seized less than a kilogram (kg) of",
            "less than a kilogram",
            ("", "1", "less_than"),
            "kilogram",
        ),
        (
            "has not been a single overdose death in",
            "not been a single overdose death",
            ("0", "0", "exact"),
            "death",
        ),
        ("for one single village in", "one single village", ("1", "1", "exact"), "village"),
        ("None of three labs had", "None of three labs", ("0", "0", "exact"), "labs"),
        (
            "just under 2,000 confirmed opioid overdose deaths in",
            "just under 2,000 confirmed opioid overdose deaths",
            ("2000", "2000", "nearly"),
            "deaths",
        ),
        (
            "over 30,000 cartel-related homicides a year.",
            "over 30,000 cartel-related homicides a year",
            ("30000", "", "more_than"),
            "homicides",
        ),
        ("22 deaths per 100,000 people", None, ("22", "22", "exact"), "deaths"),
        (
            "poppy cultivation shot up to 19,500 ha for",
            "19,500 ha",
            ("19500", "19500", "exact"),
            "ha",
        ),
        ("four US citizens in", "four US citizens", ("4", "4", "exact"), "citizens"),
        (
            "tens of thousands of overdose deaths in",
            "tens of thousands of overdose deaths",
            ("10000", "", "order_of_magnitude"),
            "deaths",
        ),
        ("20 percent or less", None, ("", "20", "up_to"), "percent"),
        ("100,000 or so deaths", None, ("100000", "100000", "about"), "deaths"),
        ("<b>1,200</b> people", "1,200</b> people", ("1200", "1200", "exact"), "people"),
    ],
)
def test_a_quantity_is_read_with_its_words(
    text: str, words: str | None, expected: Interval, unit: str
) -> None:
    found = only(text)
    assert bounds(found) == expected
    assert text[found.start : found.end] == (text if words is None else words)
    assert found.unit == unit


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "more than 60,000 in 2016 and 70,000 in 2017",
            [("60000", "", "more_than"), ("70000", "70000", "exact")],
        ),
        (
            "32,000 ha in 2016, 44,100 in 2017",
            [("32000", "32000", "exact"), ("44100", "44100", "exact")],
        ),
        (
            "rose from 5% in 2017 to over 30% in 2018",
            [("5", "5", "exact"), ("30", "", "more_than")],
        ),
        ("increased from 26 tons to 106", [("26", "26", "exact"), ("106", "106", "exact")]),
        ("225 pounds (102 kilograms)", [("225", "225", "exact"), ("102", "102", "exact")]),
        ("from 101,167 to 108,174", [("101167",) * 2 + ("exact",), ("108174",) * 2 + ("exact",)]),
        ("from 5 kg to 7 kg", [("5", "5", "exact"), ("7", "7", "exact")]),
        ("tripled to 300", [("3", "3", "exact"), ("300", "300", "exact")]),
        ("doubled to $40,000", [("2", "2", "exact"), ("40000", "40000", "exact")]),
        ("fell by a third to 101 tons", [("0.3333", "0.3333", "exact"), ("101", "101", "exact")]),
        ("rose by 5 points to 12 percent", [("5", "5", "exact"), ("12", "12", "exact")]),
        ("from a third to 40 percent", [("0.3333", "0.3333", "exact"), ("40", "40", "exact")]),
    ],
)
def test_neighbours_that_are_two_quantities_stay_two(text: str, expected: list[Interval]) -> None:
    assert [bounds(found) for found in readings(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "In 2018, and by 2016 and 2017",
        "between 2015-2017",
        "from 2018–2019",
        "2020<sup>37</sup> could",
        "on April 10, 2019",
        "10 April",
        "days after 9/11 in 2001",
        "the COVID-19 pandemic",
        "precursors NPP and 4aNPP",
        "since the 1920s",
        "at the 67th session",
        "a third fentanyl lab was seized",
        "First, the farmers lost",
        "in the first half of 2018",
        "Level 4 warnings",
        "one of the problems, no one, the one that",
        "a deadly one",
        "naming one example of how",
        "every single American",
        "the 1961 Single Convention on Narcotic Drugs",
        "should double down on tracking",
        "Couple interdiction with deterrence",
        "© 2024 KGOU",
        "0:00 0:00",
        "24/7",
        "Fiscal Year 2021",
        "see pp. 12, vol. 3",
        "[12]",
        "<https://example.org/2018/04/16/7-deaths>",
        "[text](https://example.org/7-deaths)",
        "1.2.3",
    ],
)
def test_dates_names_and_ordinals_are_no_quantities(text: str) -> None:
    assert readings(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2,000", ("2000", "2000", "exact")),
        ("27", ("27", "27", "exact")),
        ("three", ("3", "3", "exact")),
        ("one", ("1", "1", "exact")),
        ("2018", ("2018", "2018", "exact")),
        ("third", ("0.3333", "0.3333", "exact")),
        ("first", ("1", "1", "exact")),
        ("seven more", ("7", "7", "exact")),
        ("no overdose prevention centers", ("0", "0", "exact")),
        ("a kilogram", ("1", "1", "exact")),
        ("both", ("2", "2", "exact")),
        ("1800-2000", ("1800", "2000", "range")),
    ],
)
def test_everything_reads_the_words_of_a_claim(text: str, expected: Interval) -> None:
    (found,) = readings(text, everything=True)
    assert bounds(found) == expected


def test_everything_reads_the_year_beside_the_claim_too() -> None:
    found = readings("44,100 in 2017", everything=True)
    assert [bounds(each)[0] for each in found] == ["44100", "2017"]


PHRASES = [(hedge, words) for hedge, phrases in BEFORE.items() for words in phrases]
BEHIND = [
    ("about", "or so"),
    ("about", "give or take"),
    ("at_least", "or more"),
    ("at_least", "or above"),
    ("up_to", "or less"),
    ("up_to", "at most"),
    ("up_to", "or fewer"),
]


def test_the_hedges_are_the_contract_s() -> None:
    assert set(BEFORE) | set(AFTER) <= set(HEDGES)


@given(st.sampled_from(PHRASES), st.integers(0, 10**12), st.booleans())
def test_every_hedge_hedges_every_number(
    phrase: tuple[str, str], number: int, in_words: bool
) -> None:
    hedge, words = phrase
    said = num2words(number).replace(",", "") if in_words else f"{number:,}"
    if number == 0 and words in ("no more than", "not even"):
        return
    text = f"{words} {said} tons"
    found = only(text)
    hedge = "about" if number == 0 and hedge == "nearly" else hedge  # no tons are below none
    assert (found.low, found.high, found.hedge) == given_by(number, hedge)
    assert found.start == 0
    assert found.unit == "tons"


@given(st.sampled_from(BEHIND), st.integers(2, 10**9))
def test_a_hedge_stands_behind_the_number_or_its_unit(phrase: tuple[str, str], number: int) -> None:
    hedge, words = phrase
    for text in (f"{number:,} {words}", f"{number:,} tons {words}"):
        found = only(text)
        assert (found.low, found.high, found.hedge) == given_by(number, hedge)
        assert (found.start, found.end) == (0, len(text))


SCALED = st.sampled_from(["", " thousand", " million", " billion", " crore", " lakh"])
STEPS = {"": 1, " thousand": 10**3, " million": 10**6, " billion": 10**9} | {
    " crore": 10**7,
    " lakh": 10**5,
}
JOINTS = st.sampled_from(
    ["{} to {}", "{}-{}", "{}–{}", "between {} and {}", "ranging from {} to {}"]
)


@given(JOINTS, st.integers(1, 99), st.integers(1, 99), SCALED)
def test_a_range_has_both_ends_and_one_scale(joint: str, one: int, more: int, scale: str) -> None:
    text = joint.format(one, f"{one + more}{scale}") + " kg"
    found = only(text)
    ends = (one * STEPS[scale], (one + more) * STEPS[scale])
    assert (found.low, found.high, found.hedge) == (*map(Decimal, ends), "range")
    assert (found.unit, len(found.numerals)) == ("kg", 2)


@given(st.text() | st.text(alphabet="0123456789,.-–%$<>/ aonehlfdus&;*\\()[]'"))
@example("")
@example("1,2,3,,4")
@example("1" + "0" * 400)
@example("9" * 5000 + " million")
@example("<b></b><sup>")
@example("٣ ४ Ⅷ ½ １２")
@example("&#0;5 &#xD800; &amp 5")
@example("between and 5 to to 7 - -")
@example("\\")
@example("half half half a half of a half")
@example("one in one in five in ten")
def test_no_text_makes_readings_raise(text: str) -> None:
    for everything in (False, True):
        for found in readings(text, everything=everything):
            assert 0 <= found.start < found.end <= len(text)
            assert found.hedge in HEDGES
            assert (found.low is None and found.high is None) == bool(found.open)
            assert all(n in numerals(text) for n in found.numerals)


WORDS = (
    "more than about 5 7 million half a third of tons % to between and or one in five per year "
    "kilo $ thousands"
)


@given(st.lists(st.sampled_from(WORDS.split())))
def test_a_reading_takes_words_of_its_own(words: list[str]) -> None:
    text = " ".join(words)
    found = readings(text, everything=True)
    used = [n for reading in found for n in reading.numerals]
    assert len(used) == len(set(used))
    for reading in found:
        numbers = text[reading.start : reading.end].split()
        assert len(numbers) <= MOST_WORDS or len(reading.numerals) > 1


@pytest.mark.parametrize(
    ("text", "hedge_of_second"),
    [
        ("approximately 2% of cars and 16% of lorries", "about"),
        ("approximately 2% of cars, and 16% of lorries", "exact"),
        ("approximately 2 tons of rice and 16 boats", "exact"),
        ("more than 2% of cars and 16% of lorries", "exact"),
        ("exactly 2% of cars and about 16% of lorries", "about"),
    ],
)
def test_about_governs_both_of_two_numbers_alike_and_no_other(
    text: str, hedge_of_second: str
) -> None:
    assert readings(text)[1].hedge == hedge_of_second


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("the end of a decade’s long gambit", "a decade’s long", ("1", "1", "about")),
        ("a decade-long war", "a decade-long", ("1", "1", "about")),
        ("a century-long war", "a century-long", ("1", "1", "about")),
        ("it was two decades long", "two decades", ("2", "2", "exact")),
        ("a wall 3 miles long", "3 miles", ("3", "3", "exact")),
        ("a decade and a half now", "a decade and a half", ("1.5", "1.5", "exact")),
    ],
)
def test_what_is_a_decade_long_is_about_a_decade(text: str, words: str, expected: Interval) -> None:
    (found,) = readings(text)
    assert (text[found.start : found.end], bounds(found)) == (words, expected)


@pytest.mark.parametrize(
    ("text", "words", "hedge"),
    [
        ("Although perhaps as much as 90% of it is", "perhaps as much as 90%", "perhaps_up_to"),
        ("compared to perhaps 30,000-40,000 ha of", "perhaps 30,000-40,000 ha", "about_range"),
        ("it has perhaps 40 boats now", "perhaps 40 boats", "about"),
        ("thousands, perhaps tens of thousands, of", "thousands, perhaps tens of thousands",
         "order_of_magnitude"),
    ],
)  # fmt: skip
def test_perhaps_is_one_of_the_words_that_give_a_number(text: str, words: str, hedge: str) -> None:
    (found,) = readings(text)
    assert (text[found.start : found.end], found.hedge) == (words, hedge)


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("it would not even feed one village", "not even feed one village", ("", "1", "less_than")),
        ("At best it bought two years", "At best it bought two years", ("", "2", "up_to")),
        ("at best. Some 20 boats", "Some 20 boats", ("20", "20", "about")),
        ("at best 5 and then 20 boats", "20 boats", ("20", "20", "exact")),
    ],
)
def test_not_even_and_at_best_reach_over_a_few_words(
    text: str, words: str, expected: Interval
) -> None:
    found = readings(text)[-1]
    assert text[found.start : found.end] == words
    assert bounds(found) == expected


@pytest.mark.parametrize("number", ["half a million", "half of them", "a third", "an eighth"])
def test_than_is_not_cut_for_an_article(number: str) -> None:
    assert readings(f"more than {number} left")[0].hedge == "more_than"


@pytest.mark.parametrize(
    "words",
    ["6 km^2", "6 km²", "6km²", "6 km2", "6 sq km", "6 sq. km", "6 km<sup>2</sup>", "6 Km^2"],
)
def test_the_square_of_a_length_is_a_unit(words: str) -> None:
    units = UnitKeys([{"unit": "km2", "name": "square kilometre", "symbol": "km²"}])
    [found] = readings(f"About {words} burned.")
    assert (found.low, found.high, found.open, units.of(found)) == (6, 6, "", "km2")
    [found] = readings(words, everything=True)
    assert [each.text for each in found.numerals] == [each.text for each in numerals(words)]


@pytest.mark.parametrize("words", ["6 km^2", "6 km^4", "6 m³", "5 m^-1"])
def test_a_power_that_the_list_lacks_is_no_length(words: str) -> None:
    units = UnitKeys([{"unit": name, "name": name} for name in ("km", "m")])
    [found] = readings(words, everything=True)
    assert (found.unit, units.of(found)) == (words.split()[1], "")
