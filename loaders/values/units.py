"""Units of the dataset on pint: what converts to what, and by how much."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import Any

PHYSICAL = ("mass", "area", "length", "time")
# pint reads `ton` as the short ton of 907 kg and `decade` as a tenth of something, and a count of
# hands as lengths: so it converts all units, but only these names mean to it what they say.
FROM_PINT = {
    **dict.fromkeys(("kg", "g", "lb", "t"), "mass"),
    "ha": "area",
    **dict.fromkeys(("mi", "km", "yd"), "length"),
    **dict.fromkeys(("second", "minute", "hour", "day", "week", "month", "year"), "time"),
    **dict.fromkeys(("s", "min", "h"), "time"),
}
OF_TIME = {"decade": "10 * year"}
RATIOS = {"percent": 0.01, "fraction": 1.0, "multiple": 1.0}
KNOWN = {**FROM_PINT, **dict.fromkeys(OF_TIME, "time"), **dict.fromkeys(RATIOS, "ratio")}
"""The dimension of each unit that means the same everywhere."""
PER_YEAR = "year"
CALENDAR = ("month", "year", "decade")
"""Units of time of which a period has a whole number; others are counted in days."""
MEAN_YEAR = 365.25
"""What the library takes a year for, in days."""


@cache
def _from_pint() -> Any:
    """Return pint's own registry, which takes it a third of a second to read."""
    import pint

    return pint.UnitRegistry()


@lru_cache(maxsize=8)
def _registry(units: tuple[tuple[str, str], ...]) -> tuple[Any, dict[str, str], dict[str, Any]]:
    """Return a registry that has the units, the name of each in it, and room for those made of it.

    The names are numbers, so that no unit is read as another's plural or multiple.
    """
    registry = deepcopy(_from_pint())
    names = {unit: unit for unit in FROM_PINT}
    dimensions = {dimension: f"[dimension_{n}]" for n, (_, dimension) in enumerate(units)}
    for number, (unit, dimension) in enumerate(units):
        if "/" not in unit and unit not in FROM_PINT:
            names[unit] = f"unit_{number}"
            known = OF_TIME.get(unit) or RATIOS.get(unit)
            registry.define(f"{names[unit]} = {known or dimensions[dimension]}")
    return registry, names, {}


@dataclass(frozen=True)
class Units:
    """The closed list of units: unit → dimension, as `units.csv` has them, without a `fault`."""

    dimensions: Mapping[str, str]

    def __reduce__(self) -> tuple[type[Units], tuple[Mapping[str, str]]]:
        """Leave pint's registry out where another process gets the units: it makes its own."""
        return Units, (self.dimensions,)

    @cached_property
    def _named(self) -> tuple[Any, dict[str, str], dict[str, Any]]:
        return _registry(tuple(sorted(self.dimensions.items())))

    def _expression(self, unit: str) -> Any:
        registry, names, made = self._named
        if unit not in made:
            product = registry.Unit("")
            for power, part in zip((1, -1), unit.split("/"), strict=False):
                product *= registry.Unit(names[part]) ** power
            made[unit] = product
        return made[unit]

    def factor(self, unit: str, to: str, *, rate: bool = False) -> float:
        """Return what a number in `unit` is multiplied by to be in `to`.

        A rate converts to `to` per year. Raise ValueError where the two measure
        different things: nothing converts between dimensions.
        """
        import pint

        target = self._expression(to)
        if rate:
            target = target / self._named[0].Unit(PER_YEAR)
        try:
            quantity = self._named[0].Quantity(1.0, self._expression(unit))
            return float(quantity.to(target).magnitude)
        except pint.errors.PintError as error:
            goal = f"{to} per year" if rate else to
            raise ValueError(f"{unit} does not convert to {goal}") from error

    def rate_factor(self, unit: str, to: str, days_of_year: float) -> float:
        """Return what a rate in `unit` is multiplied by to be in `to` in a year of so many days.

        Rates by the day or the week have their own year's days, those by the month the calendar's.
        """
        factor = self.factor(unit, to, rate=True)
        by_calendar = unit.rpartition("/")[2] in CALENDAR
        return factor if by_calendar else factor * days_of_year / MEAN_YEAR

    def same_dimension(self, unit: str, other: str) -> bool:
        """Tell whether two units measure the same kind of quantity."""
        return bool(self._expression(unit).dimensionality == self._expression(other).dimensionality)


NAMES = {
    "percent": ("percent", "percent", "%"),
    "fraction": ("fraction", "fractions", ""),
    "multiple": ("time", "times", ""),
    "kg": ("kilogram", "kilograms", "kg"),
    "g": ("gram", "grams", "g"),
    "lb": ("pound", "pounds", "lb"),
    "t": ("tonne", "tonnes", "t"),
    "ha": ("hectare", "hectares", "ha"),
    "km": ("kilometre", "kilometres", "km"),
    "mi": ("mile", "miles", "mi"),
    "yd": ("yard", "yards", "yd"),
    "s": ("second", "seconds", "s"),
    "min": ("minute", "minutes", "min"),
    "h": ("hour", "hours", "h"),
    **{unit: (unit, f"{unit}s", "") for unit in ("second", "minute", "hour", "day", "week")},
    **{unit: (unit, f"{unit}s", "") for unit in ("month", "year", "decade")},
}
"""What one and several of a known unit are called, and its symbol."""


def known_cells(unit: str) -> dict[str, str]:
    """Return the cells of a unit's row that follow from its name."""
    names = dict(zip(("name", "plural", "symbol"), NAMES.get(unit, ()), strict=False))
    return {name: cell for name, cell in names.items() if cell} | {"dimension": dimension_of(unit)}


def dimension_of(unit: str) -> str:
    """Return the dimension of a unit whose parts have those that they are known by, or their own:
    `trips` of trips, `mass/time` of kg/day.
    """
    return "/".join(KNOWN.get(part, part) for part in unit.split("/"))


def fault(unit: str, dimension: str, dimensions: Mapping[str, str]) -> str:
    """Say what is wrong with a row of `units.csv`; empty where nothing is."""
    if "/" in unit:
        parts = unit.split("/")
        unknown = [part for part in parts if part not in dimensions]
        if unknown:
            return f"{unit} is made of {unknown[0]}, which is not in units.csv"
        if any(fault(part, dimensions[part], dimensions) for part in parts):
            return ""  # told where the part stands
        expected = "/".join(dimensions[part] for part in parts)
        return "" if dimension == expected else f"{unit} must have the dimension {expected}"
    if unit in KNOWN:
        return "" if dimension == KNOWN[unit] else f"{unit} must have the dimension {KNOWN[unit]}"
    if dimension in (*PHYSICAL, "ratio"):
        alike = ", ".join(known for known, d in KNOWN.items() if d == dimension)
        return f"{unit} is not one of the known units of {dimension} ({alike})"
    first = next(u for u, d in dimensions.items() if d == dimension and "/" not in u)
    taken = f"{unit} cannot have the dimension {dimension}, which is that of {first}"
    return "" if first == unit else taken
