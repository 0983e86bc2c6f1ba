"""Numbers that know how a sheet computes them, so that a drawing can be written as formulas.

What `charts/marks/marks.py` makes of a mark whose bounds are `Reckoned` is reckoned too: the same
grammar gives a picture its positions, and a native chart its positions and their formulas.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable


class Reckoned(float):
    """A number and the formula of a sheet that gives it, without the leading `=`.

    It compares, sorts and prints as any other; what is reckoned with it has a formula too.
    """

    formula: str

    def __new__(cls, value: float, formula: str) -> Reckoned:
        """Return a number with its formula."""
        found = super().__new__(cls, value)
        found.formula = formula
        return found

    def __add__(self, other: float) -> Reckoned:
        return _reckoned(operator.add, self, "+", other)

    def __radd__(self, other: float) -> Reckoned:
        return _reckoned(operator.add, other, "+", self)

    def __sub__(self, other: float) -> Reckoned:
        return _reckoned(operator.sub, self, "-", other)

    def __rsub__(self, other: float) -> Reckoned:
        return _reckoned(operator.sub, other, "-", self)

    def __mul__(self, other: float) -> Reckoned:
        return _reckoned(operator.mul, self, "*", other)

    def __rmul__(self, other: float) -> Reckoned:
        return _reckoned(operator.mul, other, "*", self)

    def __neg__(self) -> Reckoned:
        return Reckoned(-float(self), f"(-{self.formula})")

    def __truediv__(self, other: float) -> Reckoned:
        return _reckoned(operator.truediv, self, "/", other)


def _formula_of(value: float) -> str:
    return value.formula if isinstance(value, Reckoned) else f"{value:.12g}"


def _reckoned(
    operation: Callable[[float, float], float], first: float, sign: str, second: float
) -> Reckoned:
    right = _formula_of(second)
    right = f"({right})" if right.startswith("-") else right
    value = operation(float(first), float(second))
    return Reckoned(value, f"({_formula_of(first)}{sign}{right})")


def not_below(value: float, floor: float) -> float:
    """Return a number, or the floor where it is below that."""
    if isinstance(value, Reckoned):
        return Reckoned(max(float(value), floor), f"MAX({value.formula},{floor:.12g})")
    return max(value, floor)


def not_above(value: float, ceiling: float) -> float:
    """Return a number, or the ceiling where it is above that."""
    if isinstance(value, Reckoned):
        return Reckoned(min(float(value), ceiling), f"MIN({value.formula},{ceiling:.12g})")
    return min(value, ceiling)


def exponent(value: float, base: float) -> float:
    """Return the power of ten that a number is, less `base`."""
    found = math.log10(value) - base
    if isinstance(value, Reckoned):
        return Reckoned(found, f"(LOG10({value.formula})-{_formula_of(base)})")
    return found


def power(value: float) -> float:
    """Return ten to the power of a number."""
    if isinstance(value, Reckoned):
        return Reckoned(10 ** float(value), f"10^{value.formula}")
    return float(10**value)
