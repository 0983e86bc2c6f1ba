"""Units of the dataset on pint: what converts to what, and by how much."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

PHYSICAL = ("mass", "area", "length", "time")
# pint reads `ton` as the short ton of 907 kg and `decade` as a tenth of something, so only
# these names are taken from it; every other unit of a physical dimension is defined here.
FROM_PINT = {"kg", "g", "lb", "t", "ha", "mi", "km", "day", "week", "month", "year"}
OF_TIME = {"decade": "10 * year"}
RATIOS = {"percent": 0.01, "fraction": 1.0, "multiple": 1.0}
PER_YEAR = "year"


@dataclass(frozen=True)
class Units:
    """The closed list of units: unit → dimension, as `units.csv` has them."""

    dimensions: Mapping[str, str]

    @cached_property
    def _registry(self) -> Any:
        import pint

        registry: Any = pint.UnitRegistry()
        for unit, dimension in self.dimensions.items():
            if "/" not in unit and not (dimension in PHYSICAL and unit in FROM_PINT):
                registry.define(f"u_{unit} = {_definition(unit, dimension)}")
        return registry

    def _expression(self, unit: str) -> Any:
        registry = self._registry
        product = registry.Unit("")
        for power, part in zip((1, -1), unit.split("/"), strict=False):
            plain = self.dimensions.get(part) in PHYSICAL and part in FROM_PINT
            product *= registry.Unit(part if plain else f"u_{part}") ** power
        return product

    def factor(self, unit: str, to: str, *, rate: bool = False) -> float:
        """Return what a number in `unit` is multiplied by to be in `to`.

        A rate converts to `to` per year. Raise ValueError where the two measure
        different things: nothing converts between dimensions.
        """
        import pint

        target = self._expression(to)
        if rate:
            target = target / self._registry.Unit(PER_YEAR)
        try:
            return float(self._registry.Quantity(1.0, self._expression(unit)).to(target).magnitude)
        except (pint.errors.PintError, AttributeError) as error:
            goal = f"{to} per year" if rate else to
            raise ValueError(f"{unit} does not convert to {goal}") from error

    def same_dimension(self, unit: str, other: str) -> bool:
        """Tell whether two units measure the same kind of quantity."""
        return bool(self._expression(unit).dimensionality == self._expression(other).dimensionality)


def _definition(unit: str, dimension: str) -> str:
    if dimension == "ratio":
        return str(RATIOS[unit])
    if dimension == "time":
        return OF_TIME[unit]
    return f"[d_{''.join(c if c.isalnum() else '_' for c in dimension)}]"


def fault(unit: str, dimension: str, dimensions: Mapping[str, str]) -> str:
    """Say what is wrong with a row of `units.csv`; empty where nothing is."""
    if "/" in unit:
        parts = unit.split("/")
        unknown = [part for part in parts if part not in dimensions]
        if unknown:
            return f"{unit} is made of {unknown[0]}, which is not in units.csv"
        expected = "/".join(dimensions[part] for part in parts)
        return "" if dimension == expected else f"{unit} has the dimension {expected}"
    if dimension in PHYSICAL and unit not in FROM_PINT and unit not in OF_TIME:
        return f"{unit} is no unit of {dimension} that is known here"
    if dimension == "ratio" and unit not in RATIOS:
        return f"{unit} is none of {', '.join(RATIOS)}"
    alike = [u for u, d in dimensions.items() if d == dimension and "/" not in u]
    own = dimension not in PHYSICAL and dimension != "ratio"
    return (
        f"the dimension {dimension} is also that of {alike[0]}" if own and alike[0] != unit else ""
    )
