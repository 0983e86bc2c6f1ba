"""Units: what converts to what, by how much, and what a unit may not be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.dataset import Dataset
from loaders.schema.claim_state import IN_FORCE
from loaders.values.units import FROM_PINT, KNOWN, OF_TIME, RATIOS, Units, fault
from tests.support.examples import fewer

OWN = {"deaths": "deaths", "death": "death", "seizures": "seizures", "ton": "ton", "USD": "USD"}
PER = {"deaths/day": "deaths/time", "USD/kg": "USD/mass", "USD/ton": "USD/ton"}
RATES = {f"deaths/{time}": "deaths/time" for time in ("week", "month", "year", "decade")}
UNITS = Units({**KNOWN, **OWN, **PER, **RATES, "kg/ha": "mass/area"})


@pytest.mark.parametrize(
    ("unit", "to", "factor"),
    [
        ("kg", "t", 0.001),
        ("lb", "kg", 0.45359237),
        ("mi", "km", 1.609344),
        ("week", "day", 7),
        ("min", "hour", 1 / 60),
        ("h", "day", 1 / 24),
        ("year", "day", 365.25),
        ("decade", "year", 10),
        ("percent", "fraction", 0.01),
        ("multiple", "percent", 100),
        ("deaths", "deaths", 1),
        ("USD/kg", "USD/kg", 1),
        ("kg/ha", "kg/ha", 1),
    ],
)
def test_a_number_converts_within_its_dimension(unit: str, to: str, factor: float) -> None:
    assert UNITS.factor(unit, to) == pytest.approx(factor)


def test_a_rate_converts_to_its_indicator_s_unit_per_year() -> None:
    assert UNITS.factor("deaths/day", "deaths", rate=True) == pytest.approx(365.25)


@pytest.mark.parametrize(
    ("unit", "days", "factor"),
    [
        ("deaths/day", 365, 365),
        ("deaths/day", 366, 366),
        ("deaths/week", 364, 52),
        ("deaths/month", 366, 12),
        ("deaths/year", 366, 1),
        ("deaths/decade", 366, 0.1),
    ],
)
def test_a_rate_by_the_day_or_week_has_the_days_of_its_own_year(
    unit: str, days: float, factor: float
) -> None:
    assert UNITS.rate_factor(unit, "deaths", days) == pytest.approx(factor, rel=1e-9)


@pytest.mark.parametrize(
    ("unit", "to", "rate", "reason"),
    [
        ("deaths", "death", False, "deaths does not convert to death"),
        ("deaths", "seizures", False, "deaths does not convert to seizures"),
        ("ton", "t", False, "ton does not convert to t"),
        ("ton", "kg", False, "ton does not convert to kg"),
        ("USD/kg", "USD/ton", False, "USD/kg does not convert to USD/ton"),
        ("deaths/day", "deaths", False, "deaths/day does not convert to deaths"),
        ("deaths", "deaths", True, "deaths does not convert to deaths per year"),
        ("percent", "kg", False, "percent does not convert to kg"),
        ("kg", "percent", False, "kg does not convert to percent"),
    ],
)
def test_nothing_converts_between_dimensions(unit: str, to: str, rate: bool, reason: str) -> None:
    with pytest.raises(ValueError, match=f"^{reason}$"):
        UNITS.factor(unit, to, rate=rate)
    assert rate or not UNITS.same_dimension(unit, to)


@given(st.sampled_from(sorted(UNITS.dimensions)), st.sampled_from(sorted(UNITS.dimensions)))
def test_there_and_back_is_one(unit: str, to: str) -> None:
    assert UNITS.same_dimension(unit, to) == UNITS.same_dimension(to, unit)
    if UNITS.same_dimension(unit, to):
        assert UNITS.factor(unit, to) * UNITS.factor(to, unit) == pytest.approx(1)


WORDS = st.text(min_size=1) | st.sampled_from(sorted(KNOWN))
DIMENSIONS = st.text(min_size=1) | st.sampled_from(sorted(set(KNOWN.values())))


@fewer(4)
@given(st.dictionaries(WORDS, DIMENSIONS, min_size=1, max_size=5), st.sampled_from(sorted(KNOWN)))
def test_any_words_make_units_that_convert_to_their_like_alone(
    words: dict[str, str], known: str
) -> None:
    dimensions = {unit: own for unit, own in words.items() if "/" not in unit}
    dimensions[known] = KNOWN[known]
    sound = {u: d for u, d in dimensions.items() if not fault(u, d, dimensions)}
    units = Units(sound)
    for unit, dimension in sound.items():
        assert units.factor(unit, unit) == 1
        for other, another in sound.items():
            alike = unit == other or (unit in KNOWN and dimension == another)
            assert units.same_dimension(unit, other) == alike


@pytest.mark.parametrize(
    ("unit", "dimension", "words"),
    [
        ("kg", "length", "kg must have the dimension mass"),
        ("kg", "weight", "kg must have the dimension mass"),
        ("percent", "percent", "percent must have the dimension ratio"),
        ("decade", "mass", "decade must have the dimension time"),
        ("stone", "mass", "stone is not one of the known units of mass (kg, g, lb, t)"),
        (
            "half",
            "ratio",
            "half is not one of the known units of ratio (percent, fraction, multiple)",
        ),
        ("murders", "deaths", "murders cannot have the dimension deaths, which is that of deaths"),
        ("USD/oz", "USD/mass", "USD/oz is made of oz, which is not in units.csv"),
        ("USD/g", "mass/USD", "USD/g must have the dimension USD/mass"),
        ("kg/ha", "area/mass", "kg/ha must have the dimension mass/area"),
        ("toll", "deaths/time", ""),
    ],
)
def test_a_wrong_unit_is_told_in_words(unit: str, dimension: str, words: str) -> None:
    dimensions = {**UNITS.dimensions, unit: dimension}
    assert fault(unit, dimension, dimensions) == words


def test_a_compound_is_not_blamed_for_its_part() -> None:
    assert fault("USD/kg", "USD/mass", {**OWN, "kg": "length", "USD/kg": "USD/mass"}) == ""


def test_every_known_unit_has_one_dimension() -> None:
    assert set(KNOWN) == {*FROM_PINT, *OF_TIME, *RATIOS}
    assert [fault(unit, KNOWN[unit], KNOWN) for unit in KNOWN] == [""] * len(KNOWN)


def test_every_claim_in_force_converts_to_its_indicator_s_unit(real: Dataset) -> None:
    charted = real.joined[real.joined["state"] == IN_FORCE]
    charted = charted.assign(chart=charted["indicator_id"].map(real.indicators["unit"]))
    for unit, chart, measure in charted[["unit", "chart", "measure"]].drop_duplicates().to_numpy():
        assert real.conversions.factor(unit, chart, rate=measure == "rate") > 0
